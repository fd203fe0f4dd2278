package situation

import (
	"iter"
	"slices"
	"sync"

	"inroad/rules/world"
)

// Law says what cannot be: of one actor, or of a pair.
type Law struct {
	Lens   Lens
	Actor  bool                 // it is about the sender alone; of a pair it is asked both ways
	Broken func(Situation) bool // whether what cannot be is the case
}

// Space is every situation that can occur in a world under its laws.
type Space struct {
	World   *world.World
	written []Law // those of the rule set

	once sync.Once // fills what follows, when it is first asked for
	// Laws by what they are about: the sender (0), the recipient (1), the facts of the pair alone (2), and
	// a pair and its actors (3). The laws of an actor are asked of either side.
	laws [4][]Law
	// Of each of the first three sorts, what is looked at by its laws, and the kinds of which these leave
	// nothing at all.
	facts   [3]world.Facts
	nothing [3]map[world.KindPair]bool
}

// sides are what the first three sorts of laws are about.
var sides = [3]world.Side{world.Sender, world.Recipient, world.Either}

// NewSpace makes the space of a world with laws.
func NewSpace(w *world.World, laws []Law) *Space { return &Space{World: w, written: laws} }

// Ready asks the laws what they leave of each kind of pair, unless that has been asked. Whoever asks anything of the space does
// the same.
func (sp *Space) Ready() { sp.once.Do(sp.settle) }

func (sp *Space) settle() {
	w := sp.World
	add := func(sort int, law Law) { sp.laws[sort] = append(sp.laws[sort], law) }
	for _, law := range append(ofTies(w), sp.written...) {
		switch {
		case law.Actor:
			add(0, law)
			add(1, ofRecipient(w, law))
		case law.Lens.Facts.Within(w.Side(world.Either)):
			add(2, bothWays(w, law))
		default:
			add(3, bothWays(w, law))
		}
	}
	for sort := range sides {
		sp.nothing[sort] = map[world.KindPair]bool{}
		for _, law := range sp.laws[sort] {
			sp.facts[sort] = sp.facts[sort].And(law.Lens.Facts)
		}
		for _, kinds := range w.Pairs() {
			if laws := sp.about(kinds, sort); laws != nil {
				sp.nothing[sort][kinds] = !newSearch(w, Lens{}, kinds, laws).some(Bare(w, kinds))
			}
		}
	}
}

// Bare is a situation of which nothing but the kinds is known.
func Bare(w *world.World, kinds world.KindPair) Situation {
	s := Situation{Sender: Party{Kind: kinds.Sender}, Recipient: Party{Kind: kinds.Recipient}}
	if kinds.Recipient.Entity == "" {
		s.Pair = Pair(make([]byte, len(w.Pair)))
	}
	return s
}

// ofTies are the laws that no set has to write: facts that see one tie go together.
func ofTies(w *world.World) []Law {
	var laws []Law
	for _, t := range w.Ties {
		var facts []*world.PairFact
		var lens Lens
		for _, p := range w.Pair {
			if p.Tie == t {
				facts = append(facts, p)
				lens.Facts = lens.Facts.With(w.Fact(p))
			}
		}
		if !free(w, facts) {
			laws = append(laws, Law{Lens: lens, Broken: func(s Situation) bool { return !agree(t, facts, s) }})
		}
	}
	return laws
}

// free reports whether facts of one tie go with each other, and with all kinds, whatever they are.
func free(w *world.World, facts []*world.PairFact) bool {
	for i, p := range facts {
		for _, q := range facts[:i] {
			if p.Tie.Mutual || p.Side == world.Either || q.Side == world.Either || p.Side == q.Side {
				return false
			}
		}
		for _, kinds := range w.Pairs() {
			for at := int64(1); at < p.Far; at++ {
				if p.Between(kinds.Sender, kinds.Recipient) && !linked(p.Tie, kinds, at) {
					return false
				}
			}
		}
	}
	return true
}

// linked reports whether two of some kinds can be so many steps of a mutual tie apart: where it is between two
// kinds alone, one of each are never an even number of steps apart.
func linked(t *world.Tie, kinds world.KindPair, steps int64) bool {
	at := []*world.Kind{kinds.Sender}
	for range steps {
		var next []*world.Kind
		for _, k := range at {
			for _, e := range t.Ends {
				for _, end := range []world.Ends{e, {From: e.To, To: e.From}} {
					if end.From == k && !slices.Contains(next, end.To) {
						next = append(next, end.To)
					}
				}
			}
		}
		at = next
	}
	return slices.Contains(at, kinds.Recipient)
}

// agree reports whether facts can all be seen of one tie.
func agree(t *world.Tie, facts []*world.PairFact, s Situation) bool {
	kinds := s.Kinds()
	seen := func(value func(*world.PairFact) bool) bool {
		return !slices.ContainsFunc(facts, func(p *world.PairFact) bool { return p.Between(kinds.Sender, kinds.Recipient) && !value(p) })
	}
	if t.Mutual {
		furthest := int64(2)
		for _, p := range facts {
			furthest = max(furthest, p.Far)
		}
		for at := int64(1); at <= furthest; at++ {
			if (at == furthest || linked(t, kinds, at)) && seen(func(p *world.PairFact) bool {
				if p.Distance() {
					return int64(s.Pair.Of(p)) == min(at, p.Far)
				}
				return (s.Pair.Of(p) == 1) == (at == 1)
			}) {
				return true
			}
		}
		return false
	}
	for _, there := range []bool{false, true} {
		for _, back := range []bool{false, true} {
			fits := (!there || t.Fits(kinds.Sender, kinds.Recipient)) && (!back || t.Fits(kinds.Recipient, kinds.Sender))
			if fits && seen(func(p *world.PairFact) bool {
				stands := p.Side != world.Recipient && there || p.Side != world.Sender && back
				return (s.Pair.Of(p) == 1) == stands
			}) {
				return true
			}
		}
	}
	return false
}

// ofRecipient asks a law of an actor of the recipient.
func ofRecipient(w *world.World, law Law) Law {
	turned, _ := law.Lens.Turned(w)
	one := law.Broken
	return Law{Lens: turned, Actor: true, Broken: func(s Situation) bool { return one(Situation{Sender: s.Recipient}) }}
}

// bothWays asks a law of a pair in both orders, where the schema lets each of the two see what
// it is about.
func bothWays(w *world.World, law Law) Law {
	turned, ok := law.Lens.Turned(w)
	if !ok {
		return law
	}
	one := law.Broken
	return Law{Lens: law.Lens.And(turned), Broken: func(s Situation) bool { return one(s) || one(s.Turned(w)) }}
}

// Turned is what the other of a pair looks at who looks as closely; false where the schema lets only one
// of the two see some of it.
func (l Lens) Turned(w *world.World) (Lens, bool) {
	out := Lens{Cuts: map[*world.Fact][]int64{}}
	for _, f := range l.Facts.In(w) {
		g := f
		switch {
		case f.Side == world.Sender:
			g = w.Turned(f, world.Recipient)
		case f.Side == world.Recipient:
			g = w.Turned(f, world.Sender)
		default:
			p := w.TurnedPair(f.Pair)
			if p == nil {
				return Lens{}, false
			}
			g = w.Fact(p)
		}
		out.Facts = out.Facts.With(g)
		if cuts, ok := l.Cuts[f]; ok {
			out.Cuts[g] = cuts
		}
	}
	return out, true
}

// Turned is the situation as the other of the two sees it. A fact that the schema declares for
// one side only is not there.
func (s Situation) Turned(w *world.World) Situation {
	out := Situation{Sender: s.Recipient, Recipient: s.Sender}
	if s.Pair == "" {
		return out
	}
	bytes := make([]byte, len(s.Pair))
	for _, p := range w.Pair {
		if other := w.TurnedPair(p); other != nil {
			bytes[other.Number] = s.Pair.Of(p)
		}
	}
	out.Pair = Pair(bytes)
	return out
}

// Broken reports whether a situation cannot occur.
func (sp *Space) Broken(s Situation) bool {
	sp.Ready()
	return slices.ContainsFunc(sp.about(s.Kinds(), 0, 1, 2, 3), func(law Law) bool { return law.Broken(s) })
}

// about are the laws of some sorts that a kind of pair can break: one without a recipient, the sender's alone.
func (sp *Space) about(kinds world.KindPair, sorts ...int) []Law {
	var laws []Law
	for _, sort := range sorts {
		if sort == 0 || kinds.Recipient != nil && kinds.Recipient.Entity == "" {
			laws = append(laws, sp.laws[sort]...)
		}
	}
	return laws
}

// All lists every situation of a kind of pair that can occur and looks different through the
// lens, each once, in a fixed order. It is possible when some values of the facts that the lens
// does not look at make it so. Free text that the lens looks at is left empty.
func (sp *Space) All(l Lens, kinds world.KindPair) iter.Seq[Situation] {
	sp.Ready()
	// What one sort of laws is about is listed by itself. They can all be kept at once where no law
	// is about several.
	var parts [3][]Situation
	for sort, side := range sides {
		if sp.nothing[sort][kinds] {
			continue
		}
		list := []Situation{Bare(sp.World, kinds)}
		for _, f := range l.Facts.In(sp.World) {
			if f.Side == side && f.Is(kinds) {
				list = spread(list, f, l.Values(f))
			}
		}
		if l.Facts.Meets(sp.facts[sort]) {
			possible := newSearch(sp.World, l, kinds, sp.about(kinds, sort))
			list = slices.DeleteFunc(list, func(s Situation) bool { return !possible.some(s) })
		}
		parts[sort] = list
	}
	mixed := func(Situation) bool { return true }
	if sp.about(kinds, 3) != nil {
		mixed = newSearch(sp.World, l, kinds, sp.about(kinds, 0, 1, 2, 3)).some
	}
	return func(yield func(Situation) bool) {
		for _, sender := range parts[0] {
			for _, recipient := range parts[1] {
				for _, pair := range parts[2] {
					s := Situation{sender.Sender, recipient.Recipient, pair.Pair}
					if mixed(s) && !yield(s) {
						return
					}
				}
			}
		}
	}
}

// Possible gives what tells of a situation of a kind of pair whether it can be, as far as it is seen through a lens: whether some
// values of what is not seen make it so.
func (sp *Space) Possible(l Lens, kinds world.KindPair) func(Situation) bool {
	sp.Ready()
	var searches []*search
	for sort := range sides {
		if sp.nothing[sort][kinds] {
			return func(Situation) bool { return false }
		}
		if l.Facts.Meets(sp.facts[sort]) {
			searches = append(searches, newSearch(sp.World, l, kinds, sp.about(kinds, sort)))
		}
	}
	if sp.about(kinds, 3) != nil {
		searches = append(searches, newSearch(sp.World, l, kinds, sp.about(kinds, 0, 1, 2, 3)))
	}
	return func(s Situation) bool {
		return !slices.ContainsFunc(searches, func(se *search) bool { return !se.some(s) })
	}
}

// Imaginable lists every situation of a kind of pair that looks different through the lens, whether it can occur or not: a tie
// may stand between kinds that it is not for, and a distance may be missing.
func (l Lens) Imaginable(w *world.World, kinds world.KindPair) []Situation {
	list := []Situation{Bare(w, kinds)}
	for _, f := range l.Facts.In(w) {
		values := l.Values(f)
		switch {
		case f.Of == world.OfPair && list[0].Pair == "", f.Of != world.OfPair && !f.Is(kinds):
			continue
		case f.IsDistance():
			values = append(values, world.Value{})
		}
		list = spread(list, f, values)
	}
	return list
}

// spread is each situation with each value of a fact.
func spread(list []Situation, f *world.Fact, values []world.Value) []Situation {
	out := make([]Situation, 0, len(list)*len(values))
	for _, s := range list {
		for _, v := range values {
			out = append(out, s.With(f, v))
		}
	}
	return out
}

// With is the situation with another value of a fact.
func (s Situation) With(f *world.Fact, v world.Value) Situation {
	set := func(p Party) Party {
		switch f.Of {
		case world.OfID:
			p.ID = v.Text
		case world.OfName:
			p.Name = v.Text
		default:
			values := p.Kind.Defaults()
			copy(values, p.Values)
			values[f.Attribute.Number] = v
			p.Values = values
		}
		return p
	}
	switch f.Side {
	case world.Sender:
		s.Sender = set(s.Sender)
	case world.Recipient:
		s.Recipient = set(s.Recipient)
	default:
		bytes := []byte(s.Pair)
		bytes[f.Pair.Number] = uint8(v.Number)
		s.Pair = Pair(bytes)
	}
	return s
}

// search finds whether something of which a part is seen can be: whether some values of all facts
// that laws look at look like it and break none.
type search struct {
	lens  Lens
	bare  []Law // that look at no fact
	steps []step
	view  *View // of what is seen and a law looks at
	known map[string]bool
}

// step is a fact that gets a value, and the laws that can be asked then.
type step struct {
	fact   *world.Fact
	seen   bool
	values []world.Value
	laws   []Law
}

// newSearch prepares a search through a lens. The facts of one law after another get their values, so
// that each law is asked as early as it can be.
func newSearch(w *world.World, l Lens, kinds world.KindPair, laws []Law) *search {
	out := &search{lens: l, known: map[string]bool{}}
	fine := Lens{Cuts: l.Cuts}
	for _, law := range laws {
		fine = fine.And(law.Lens)
	}
	both := Lens{Cuts: l.Cuts, Exact: l.Exact}
	at := map[*world.Fact]int{}
	for _, law := range laws {
		last := -1
		for _, f := range law.Lens.Facts.In(w) {
			if !f.Is(kinds) {
				continue
			}
			i, ok := at[f]
			if !ok {
				i = len(out.steps)
				at[f] = i
				out.steps = append(out.steps, step{fact: f, seen: l.Facts.Has(f), values: fine.Values(f)})
				if l.Facts.Has(f) {
					both.Facts = both.Facts.With(f)
				}
			}
			last = max(last, i)
		}
		if last < 0 {
			out.bare = append(out.bare, law)
		} else {
			out.steps[last].laws = append(out.steps[last].laws, law)
		}
	}
	out.view = both.Ready(w)
	return out
}

// some reports whether the situation that is seen can be.
func (se *search) some(seen Situation) bool {
	var room [64]byte
	key := se.view.Key(room[:0], seen)
	possible, ok := se.known[string(key)]
	if !ok {
		possible = !slices.ContainsFunc(se.bare, func(law Law) bool { return law.Broken(seen) }) && se.from(0, seen, seen)
		se.known[string(key)] = possible
	}
	return possible
}

// from goes on with the step i.
func (se *search) from(i int, seen, s Situation) bool {
	if i == len(se.steps) {
		return true
	}
	st := &se.steps[i]
	return slices.ContainsFunc(st.values, func(v world.Value) bool {
		if st.seen && !se.looks(st.fact, v, seen) {
			return false
		}
		with := s.With(st.fact, v)
		return !slices.ContainsFunc(st.laws, func(law Law) bool { return law.Broken(with) }) && se.from(i+1, seen, with)
	})
}

// looks reports whether a value looks like that of the situation that is seen.
func (se *search) looks(f *world.Fact, v world.Value, seen Situation) bool {
	if f.IsNumber() {
		v.Number = se.lens.first(f, v.Number)
	}
	return v == seen.Value(f)
}
