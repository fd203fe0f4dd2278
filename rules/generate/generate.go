// Package generate answers what a network may look like that nobody has drawn: actors, attributes and ties by chance, of a
// stated distribution, under the laws of a rule set. It knows of a world what the world declares. The same plan gives the same
// network on every platform.
package generate

import (
	"math"
	"slices"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Model says how mutual ties come about.
type Model string

// The models.
const (
	// SmallWorld has friends of friends who know each other, and short ways to everybody.
	SmallWorld Model = "small-world"
	// Preferential has a few whom very many are tied to.
	Preferential Model = "preferential"
)

// Models are the names of all models.
func Models() []string { return []string{string(SmallWorld), string(Preferential)} }

// UsualTies is the number of ties that a Plan has where nothing else is asked for.
const UsualTies = 3

// Plan is what is to be made.
type Plan struct {
	Actors int
	Seed   uint64
	Model  Model
	// Ties is how many of a mutual tie that distances are counted along each actor makes: on average it has twice as many,
	// for those that others make count too.
	Ties int
}

// What is random has a stream of its own each, so that more ties leave the actors as they are. The streams of the ties follow.
const (
	ofNames = iota
	ofValues
	ofCircle
	ofTies
)

// The odds, one in so many.
const (
	twentieth = 20 // somebody is an organisation
	flag      = 8  // a yes or no is yes
	another   = 2  // what is optional is there; a choice is not its first value; a number goes on
	rewired   = 10 // a tie of a small world leads anywhere
	started   = 4  // an actor makes a tie that has a direction
	familiar  = 2  // to somebody with whom it has a tie already
)

// most bounds how often somebody else is drawn where the one who was drawn cannot be.
const most = 64

// Network makes a network of a set's world that breaks none of its laws. What a law refuses is drawn again or left out, so that
// distributions hold as far as laws let them.
func Network(set *policy.RuleSet, plan Plan) *network.Network {
	m := &maker{set: set, plan: plan, ties: network.Ties{}, stands: make([]map[network.Pair]bool, len(set.World.Ties))}
	m.enter()
	m.near = make([][]int, len(m.actors))
	m.circle = make([]int, len(m.actors))
	for i := range m.circle {
		m.circle[i] = i
	}
	newPCG(plan.Seed, ofCircle).shuffle(m.circle)
	for _, mutual := range []bool{true, false} {
		for _, t := range set.World.Ties {
			if t.Mutual == mutual {
				m.tie(t)
			}
		}
	}
	return network.New(set.World, m.actors, m.ties)
}

// maker makes one network.
type maker struct {
	set    *policy.RuleSet
	plan   Plan
	actors []network.Actor
	circle []int // the actors in the order in which they stand and come
	ties   network.Ties
	stands []map[network.Pair]bool // by the number of the tie; a mutual one both ways round
	near   [][]int                 // by actor, those with whom it has a tie

	*pcg // of the tie that is being made
	at   *world.Tie
	ends []int // who may have it, in the order of the circle
	law  bool  // that looks at it
}

// enter makes the actors.
func (m *maker) enter() {
	names := newNames(newPCG(m.plan.Seed, ofNames))
	r := newPCG(m.plan.Seed, ofValues)
	counts := count(m.set.World.Kinds, m.plan.Actors)
	for i, kind := range m.set.World.Kinds {
		for range counts[i] {
			a := network.Actor{Kind: kind}
			a.Name, a.ID = names.next(kind.Drawn)
			m.actors = append(m.actors, m.drawn(r, a))
		}
	}
	// A law may rule out two between whom nothing is. Who is as new breaks none with others who are.
	for {
		broken := m.set.BrokenAt(network.New(m.set.World, m.actors, nil))
		if broken == nil {
			return
		}
		for _, b := range broken {
			m.actors[b.From].Values, m.actors[b.To].Values = nil, nil
		}
	}
}

// count shares so many actors out among kinds: one in twenty is an organisation, if there are both these and persons, and kinds
// of one sort have as many each.
func count(kinds []*world.Kind, actors int) []int {
	sorts := map[world.Drawn][]int{}
	for i, k := range kinds {
		sorts[k.Drawn] = append(sorts[k.Drawn], i)
	}
	counts := make([]int, len(kinds))
	share := func(sort []int, actors int) {
		for at, i := range sort {
			counts[i] = actors / len(sort)
			if at < actors%len(sort) {
				counts[i]++
			}
		}
	}
	persons, organisations := sorts[world.Person], sorts[world.Organisation]
	switch {
	case organisations == nil:
		share(persons, actors)
	case persons == nil:
		share(organisations, actors)
	default:
		share(persons, actors-actors/twentieth)
		share(organisations, actors/twentieth)
	}
	return counts
}

// drawn is an actor with values by chance, each as far as the laws let it be beside those before.
func (m *maker) drawn(r *pcg, a network.Actor) network.Actor {
	n := network.New(m.set.World, []network.Actor{a}, nil)
	for _, attribute := range a.Kind.Attributes {
		value := draw(r, attribute, n.Actor(0).Value(attribute))
		if value == n.Actor(0).Value(attribute) {
			continue
		}
		if with, _, err := m.set.Act(n, network.Act{Do: network.Set, Attribute: attribute, Value: value}); err == nil {
			n = with
		}
	}
	return n.Actor(0)
}

// draw is a value of an attribute. A number that another value has brought is drawn up to that; any other has half as many with
// each one more. Text is nobody's to make up.
func draw(r *pcg, a *world.Attribute, now world.Value) world.Value {
	if a.Type == world.Text || a.Optional && r.once(another) {
		return a.Default()
	}
	n := 0
	switch a.Type {
	case world.Bool:
		if r.once(flag) {
			n = 1
		}
	case world.Choice:
		if values := len(a.Names()); values > 1 && !r.once(another) {
			n = 1 + r.below(values-1)
		}
	default:
		if now.Number > 0 {
			return world.Value{Number: int64(r.below(int(min(now.Number, math.MaxInt32)) + 1))}
		}
		for r.once(another) {
			n++
		}
	}
	return world.Value{Number: int64(n)}
}

// tie makes the ties of one sort.
func (m *maker) tie(t *world.Tie) {
	m.pcg = newPCG(m.plan.Seed, uint64(ofTies+t.Number))
	m.at, m.ends, m.stands[t.Number] = t, nil, map[network.Pair]bool{}
	seen := m.set.World.PairFacts(t)
	m.law = slices.ContainsFunc(m.set.Laws, func(l *policy.Law) bool { return l.Facts().Meets(seen) })
	for _, i := range m.circle {
		if slices.ContainsFunc(t.Ends, func(e world.Ends) bool { return e.From == m.actors[i].Kind || t.Mutual && e.To == m.actors[i].Kind }) {
			m.ends = append(m.ends, i)
		}
	}
	each := 1
	if m.counted() {
		each = m.plan.Ties
	}
	switch {
	case !t.Mutual:
		m.directed()
	case m.plan.Model == Preferential:
		m.preferential(each)
	default:
		m.smallWorld(each)
	}
	for _, p := range m.ties[t] {
		m.near[p.From], m.near[p.To] = append(m.near[p.From], p.To), append(m.near[p.To], p.From)
	}
}

// counted reports whether distances are counted along the tie.
func (m *maker) counted() bool {
	return slices.ContainsFunc(m.set.World.Pair, func(f *world.PairFact) bool { return f.Tie == m.at && f.Distance() })
}

// smallWorld is the model of D. J. Watts and S. H. Strogatz, Collective dynamics of "small-world" networks, Nature 393, 1998: all
// stand in a circle, each tied to the next ones, and some ties are led elsewhere. Where kinds differ, the next are those with
// whom the tie can be.
func (m *maker) smallWorld(each int) {
	for at, i := range m.ends {
		made := 0
		for step := 1; step < len(m.ends) && made < each; step++ {
			j := m.ends[(at+step)%len(m.ends)]
			if !m.fits(i, j) {
				continue
			}
			made++
			m.add(i, j)
		}
	}
	for k := range m.ties[m.at] {
		if m.once(rewired) {
			m.lead(k)
		}
	}
}

// lead leads a tie to somebody else.
func (m *maker) lead(k int) {
	was := m.ties[m.at][k]
	for range most {
		is := network.Pair{From: was.From, To: m.ends[m.below(len(m.ends))]}
		if m.may(is) {
			m.note(was, false)
			m.note(is, true)
			m.ties[m.at][k] = is
			return
		}
	}
}

// preferential is the model of A.-L. Barabási and R. Albert, Emergence of scaling in random networks, Science 286, 1999: actors
// come one by one, and each is tied to some of those before, the likelier the more ties these have.
func (m *maker) preferential(each int) {
	var tied []int // each end of each tie
	for at, i := range m.ends {
		var to []int
		want := min(each, at)
		for range most * each {
			if len(to) == want {
				break
			}
			j := m.ends[m.below(max(at, 1))]
			if len(tied) > 0 {
				j = tied[m.below(len(tied))]
			}
			if m.add(i, j) {
				to = append(to, j)
			}
		}
		// Of a kind that cannot have it with those who have it, nobody was found: then anybody before will do.
		for start, step := m.below(max(at, 1)), 0; step < at && len(to) < want; step++ {
			if j := m.ends[(start+step)%at]; m.add(i, j) {
				to = append(to, j)
			}
		}
		for _, j := range to {
			tied = append(tied, i, j)
		}
	}
}

// directed makes few ties, half of them between two who have one already.
func (m *maker) directed() {
	for _, i := range m.ends {
		if !m.once(started) {
			continue
		}
		known := len(m.near[i]) > 0 && m.once(familiar)
		for range most {
			j := m.below(len(m.actors))
			if known {
				j = m.near[i][m.below(len(m.near[i]))]
			}
			if m.add(i, j) {
				break
			}
		}
	}
}

// fits reports whether two may have the tie by their kinds.
func (m *maker) fits(i, j int) bool { return i != j && m.at.Fits(m.actors[i].Kind, m.actors[j].Kind) }

// add makes a tie, if there can be one more.
func (m *maker) add(i, j int) bool {
	p := network.Pair{From: i, To: j}
	if !m.may(p) {
		return false
	}
	m.note(p, true)
	m.ties[m.at] = append(m.ties[m.at], p)
	return true
}

func (m *maker) note(p network.Pair, stands bool) {
	m.stands[m.at.Number][p] = stands
	if m.at.Mutual {
		m.stands[m.at.Number][network.Pair{From: p.To, To: p.From}] = stands
	}
}

// may reports whether a tie can be made that is not there. A law sees of it what is between the two.
func (m *maker) may(p network.Pair) bool {
	switch {
	case !m.fits(p.From, p.To) || m.stands[m.at.Number][p]:
		return false
	case !m.law:
		return true
	}
	m.note(p, true)
	two := m.between(min(p.From, p.To), max(p.From, p.To))
	m.note(p, false)
	return m.set.BrokenAt(two) == nil
}

// between is the network of two actors alone.
func (m *maker) between(first, second int) *network.Network {
	there, back := network.Pair{From: first, To: second}, network.Pair{From: second, To: first}
	ties := network.Ties{}
	for _, t := range m.set.World.Ties {
		if m.stands[t.Number][there] {
			ties[t] = append(ties[t], network.Pair{From: 0, To: 1})
		}
		if m.stands[t.Number][back] && !t.Mutual {
			ties[t] = append(ties[t], network.Pair{From: 1, To: 0})
		}
	}
	return network.New(m.set.World, []network.Actor{m.actors[first], m.actors[second]}, ties)
}
