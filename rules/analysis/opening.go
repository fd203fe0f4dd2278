package analysis

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Opening is one tie more, and the pairs that are reached with it and not without, or the other way round.
type Opening struct {
	Tie            *world.Tie // nil is none
	From, To       int
	Opened, Closed int
	Along          []policy.Consequence // what gives way to it between the two
}

// Gain is how many pairs more are reached.
func (o Opening) Gain() int { return o.Opened - o.Closed }

// Search is the tie that opens most, and how it was found.
type Search struct {
	Found    Opening
	Possible int // ties that are not there and fit the kinds of the two
	Tried    int // of these, how many were made to see what they come to
	// Beyond is the most that any could gain that was not tried: more than the best does where the search had to end.
	Beyond int
}

// Exact reports whether no tie gains more than the best.
func (s Search) Exact() bool { return s.Beyond <= s.Found.Gain() }

// search looks for the tie of an actor with which it reaches most, or with decision.Nobody the one of any two with which most pairs
// are reached; among equals any. At most so many are tried. A tie that another gives way to along which distances are counted is
// not looked at: it is no tie more.
//
// Ties are tried in the order of what they can gain at most. One along which distances are counted changes what is between those
// who stand near its ends, any other what is between its ends alone; so the search is over when the next can gain no more than
// the best does.
type search struct {
	*decision.Board
	Search
	pace    *pace
	from    int
	tries   int
	ties    []*world.Tie       // that a rule or a law looks at
	far     map[*world.Tie]int // of those that distances are counted along, the largest Far
	lacking [][]bool           // by sender, who is not reached and could be; nil of a sender who does not matter
	rest    int                // the most that one can gain that the search has not come to
}

func newSearch(b *decision.Board, from, tries int, p *pace) *search {
	return &search{Board: b, pace: p, from: from, tries: tries, far: map[*world.Tie]int{}}
}

// run searches. Where its pace was ended, what it found is worth nothing.
func (s *search) run() {
	s.survey()
	s.look(ofDistanceTries, s.distances(), s.ends())
	s.look(ofOtherTries, s.others(), 0)
}

// soFar is what is found by now; nil for nothing.
func (s *search) soFar() *Search {
	if s.Found.Tie == nil {
		return nil
	}
	found := s.Search
	found.Beyond = max(found.Beyond, s.rest)
	return &found
}

// candidate is a tie that may be tried, and what it can gain at most.
type candidate struct {
	tie      *world.Tie
	from, to int
	most     int
}

// survey finds which ties matter, and what is not reached without any more.
func (s *search) survey() {
	w := s.Set.World
	looked := s.Set.Lens().Facts
	for _, l := range s.Set.Laws {
		looked = looked.And(l.Facts())
	}
	for _, p := range w.Pair {
		if p.Distance() {
			s.far[p.Tie] = max(s.far[p.Tie], int(p.Far))
		}
	}
	for _, t := range w.Ties {
		s.Possible += s.possible(t)
		if looked.Meets(w.PairFacts(t)) {
			s.ties = append(s.ties, t)
		}
	}
	s.lacking = make([][]bool, s.Network.Len())
	m, row := s.Matrix(nil), make([]uint16, s.Network.Len())
	for i := range s.lacking {
		if s.from != decision.Nobody && s.from != i {
			continue
		}
		s.lacking[i] = reached(m, i, row)
		for j, is := range s.lacking[i] {
			s.lacking[i][j] = !is && j != i && s.Offered(i, j)
		}
		if !s.pace.step(ofLacking, i+1, len(s.lacking), 2*len(s.lacking)) {
			return
		}
	}
}

// possible counts how often a tie could be made that is not there.
func (s *search) possible(t *world.Tie) int {
	n, of := s.Network, map[*world.Kind]int{}
	for _, a := range n.Actors() {
		of[a.Kind]++
	}
	count := 0
	from := func(kind *world.Kind, actors int) {
		for other, others := range of {
			if other == kind {
				others--
			}
			if t.Fits(kind, other) {
				count += actors * others
			}
			if !t.Mutual && s.from != decision.Nobody && t.Fits(other, kind) {
				count += actors * others
			}
		}
	}
	if s.from != decision.Nobody {
		from(n.Actor(s.from).Kind, 1)
		if t.Mutual {
			return count - len(n.To(t, s.from))
		}
		return count - len(n.To(t, s.from)) - len(n.From(t, s.from))
	}
	for kind, actors := range of {
		from(kind, actors)
	}
	if t.Mutual {
		count /= 2
	}
	return count - len(n.Pairs(t))
}

// pairs visits each two between whom a tie matters, once.
func (s *search) pairs(at stage, visit func(i, j int) (more bool)) {
	n := s.Network.Len()
	for i := 0; i < n && !s.pace.ended; i++ {
		switch {
		case s.from == decision.Nobody:
			for j := range i {
				if !visit(j, i) {
					return
				}
			}
		case s.from != i && !visit(s.from, i):
			return
		}
		s.pace.step(at, i+1, n, n)
	}
}

// free reports whether a tie can be made as far as kinds say.
func (s *search) free(t *world.Tie, i, j int) bool {
	return t.Fits(s.Network.Actor(i).Kind, s.Network.Actor(j).Kind) && !s.Network.Has(t, i, j)
}

// distances are the most promising of the ties that distances are counted along.
func (s *search) distances() top {
	list := top{keep: s.tries}
	for _, t := range s.ties {
		if s.far[t] == 0 {
			continue
		}
		near := s.near(t)
		s.pairs(ofDistances, func(i, j int) bool {
			if s.free(t, i, j) {
				list.add(candidate{t, i, j, s.within(t, i, j, near)})
			}
			return true
		})
	}
	return list
}

// near counts by actor how many are within each number of steps that matters, itself included.
func (s *search) near(t *world.Tie) [][]int {
	counts := make([][]int, s.Network.Len())
	if s.from != decision.Nobody {
		return counts
	}
	for i := range counts {
		for steps := range s.far[t] - 1 {
			counts[i] = append(counts[i], len(s.Network.Near(t, []int{i}, int64(steps))))
		}
		if !s.pace.step(ofDistances, 0, 1, s.far[t]*len(counts)) {
			return counts
		}
	}
	return counts
}

// within bounds what a tie gains that distances are counted along: those come nearer to each other who have ways to its two ends
// that are short enough together.
func (s *search) within(t *world.Tie, i, j int, near [][]int) int {
	steps := s.far[t] - 2
	if s.from != decision.Nobody {
		most := 0
		for _, to := range s.Network.Near(t, []int{j}, int64(steps)) {
			if s.lacking[i][to] {
				most++
			}
		}
		return most
	}
	most, before := 0, 0
	for step, count := range near[i] {
		most += 2 * (count - before) * near[j][steps-step]
		before = count
	}
	return most
}

// ends is the most that a tie gains that changes what is between its ends alone.
func (s *search) ends() int {
	if s.from != decision.Nobody {
		return 1
	}
	return 2
}

// others are the most promising of the other ties, if one of them can be better than the best so far.
func (s *search) others() top {
	list, ends := top{keep: s.tries - s.Tried}, s.ends()
	if s.Found.Gain() >= ends {
		return top{}
	}
	s.pairs(ofOthers, func(i, j int) bool {
		most := 0
		for _, p := range [][2]int{{i, j}, {j, i}} {
			if lacking := s.lacking[p[0]]; lacking != nil && lacking[p[1]] {
				most++
			}
		}
		for _, t := range s.ties {
			if most == 0 || s.far[t] > 0 {
				continue
			}
			if s.free(t, i, j) {
				list.add(candidate{t, i, j, most})
			}
			if !t.Mutual && s.free(t, j, i) {
				list.add(candidate{t, j, i, most})
			}
		}
		return !list.full(ends)
	})
	return list
}

// look tries candidates until none can be better than the best. Afterwards is the most that others can gain.
func (s *search) look(at stage, list top, afterwards int) {
	candidates := list.sorted()
	for i, c := range candidates {
		if s.pace.ended {
			return
		}
		if c.most <= s.Found.Gain() {
			s.Beyond = max(s.Beyond, c.most)
			break
		}
		s.rest = max(c.most, list.dropped, afterwards)
		s.try(c, func(pairs int) bool { return s.pace.step(at, i, len(candidates), pairs) })
	}
	s.Beyond, s.rest = max(s.Beyond, list.dropped), afterwards
}

// What takes long of a try, in pairs that are known, for each actor: to make the network, and to find what stands between a sender and
// everybody else in it. However few they are, a row has an overhead.
const (
	perNetwork = 16
	perRow     = 8
	overhead   = 500
)

// try makes a tie and counts what that opens and closes. It tells step how much it does, in pairs.
func (s *search) try(c candidate, step func(pairs int) (more bool)) {
	s.Tried++
	n, along, err := s.Set.Act(s.Network, network.Act{Do: network.Make, From: c.from, To: c.to, Tie: c.tie})
	if err != nil || slices.ContainsFunc(along, func(a policy.Consequence) bool { return a.Tie != nil && s.far[a.Tie] > 0 }) {
		return
	}
	if !step(perNetwork * n.Len()) {
		return
	}
	senders := []int{c.from, c.to}
	if far := s.far[c.tie]; far > 0 {
		senders = n.Near(c.tie, senders, int64(far-2))
	}
	o := Opening{Tie: c.tie, From: c.from, To: c.to, Along: along}
	m, row := s.After(s.Board, n).Matrix(nil), make([]uint16, n.Len())
	for _, from := range senders {
		if s.lacking[from] == nil {
			continue
		}
		m.Row(from, row)
		for to, outcome := range row {
			switch is := isWay(m.Outcomes[outcome]); {
			case is && s.lacking[from][to]:
				o.Opened++
			case !is && to != from && !s.lacking[from][to] && s.Offered(from, to):
				o.Closed++
			}
		}
		if !step(overhead + perRow*len(row)) {
			return
		}
	}
	if o.Gain() > s.Found.Gain() {
		s.Found = o
	}
}

// top are the candidates that can gain most, of many.
type top struct {
	keep       int
	candidates []candidate
	dropped    int // the most that one can gain that was not kept
}

func (l *top) add(c candidate) {
	switch {
	case c.most == 0:
		return
	case l.keep == 0 || c.most <= l.dropped:
		l.dropped = max(l.dropped, c.most)
		return
	}
	if l.candidates = append(l.candidates, c); len(l.candidates) >= 2*l.keep {
		l.sorted()
	}
}

// full reports whether no candidate can be kept that gains at most so many.
func (l *top) full(most int) bool { return l.dropped >= most }

// sorted are those that are kept, the best first, and of equals those that came first.
func (l *top) sorted() []candidate {
	slices.SortStableFunc(l.candidates, func(a, b candidate) int { return cmp.Compare(b.most, a.most) })
	if len(l.candidates) > l.keep {
		l.dropped = max(l.dropped, l.candidates[l.keep].most)
		l.candidates = l.candidates[:l.keep]
	}
	return l.candidates
}
