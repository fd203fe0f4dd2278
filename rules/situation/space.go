package situation

import (
	"iter"
	"slices"

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
	World *world.World
	actor []Law // about one actor
	pair  []Law // about the facts of a pair alone
	mixed []Law // about a pair and its actors
}

// NewSpace makes the space of a world with laws.
func NewSpace(w *world.World, laws []Law) *Space {
	sp := &Space{World: w}
	for _, law := range laws {
		switch law = bothWays(w, law); {
		case law.Actor:
			sp.actor = append(sp.actor, law)
		case law.Lens.Facts.Within(ofPair(w)):
			sp.pair = append(sp.pair, law)
		default:
			sp.mixed = append(sp.mixed, law)
		}
	}
	return sp
}

// bothWays asks a law of a pair in both orders, where the schema lets each of the two see what
// it is about.
func bothWays(w *world.World, law Law) Law {
	if law.Actor {
		return law
	}
	turned := Lens{Cuts: map[*world.Fact][]int64{}}
	for f := range law.Lens.Facts.In(w) {
		g := f
		switch {
		case f.Of != world.OfPair && f.Side == world.Sender:
			g = w.Turned(f, world.Recipient)
		case f.Of != world.OfPair:
			g = w.Turned(f, world.Sender)
		default:
			p := w.TurnedPair(f.Pair)
			if p == nil {
				return law
			}
			g = w.Fact(p)
		}
		turned.Facts = turned.Facts.With(g)
		if cuts, ok := law.Lens.Cuts[f]; ok {
			turned.Cuts[g] = cuts
		}
	}
	one := law.Broken
	law.Lens = law.Lens.And(turned)
	law.Broken = func(s Situation) bool { return one(s) || one(s.Turned(w)) }
	return law
}

// ofPair are all facts of the pair.
func ofPair(w *world.World) world.Facts {
	var set world.Facts
	for _, p := range w.Pair {
		set = set.With(w.Fact(p))
	}
	return set
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
	broken := func(laws []Law, s Situation) bool {
		return slices.ContainsFunc(laws, func(law Law) bool { return law.Broken(s) })
	}
	if broken(sp.actor, s) {
		return true
	}
	if s.Recipient.Kind == nil || s.Recipient.Kind.Entity != "" {
		return false
	}
	return broken(sp.actor, Situation{Sender: s.Recipient}) || broken(sp.pair, s) || broken(sp.mixed, s)
}

// All lists every situation of a kind of pair that can occur and looks different through the
// lens, each once, in a fixed order. It is possible when some values of the facts that the lens
// does not look at make it so. Free text that the lens looks at is left empty.
func (sp *Space) All(l Lens, kinds world.KindPair) iter.Seq[Situation] {
	senders := sp.parties(l, world.Sender, kinds.Sender)
	recipients := sp.parties(l, world.Recipient, kinds.Recipient)
	pairs := sp.pairs(l, kinds)
	mixed := len(sp.mixed) > 0 && kinds.Recipient.Entity == ""
	return func(yield func(Situation) bool) {
		for _, sender := range senders {
			for _, recipient := range recipients {
				for _, pair := range pairs {
					s := Situation{sender, recipient, pair}
					if mixed && !sp.possible(l, s) {
						continue
					}
					if !yield(s) {
						return
					}
				}
			}
		}
	}
}

// parties lists every party of a kind that an actor's laws let be and that looks different.
func (sp *Space) parties(l Lens, side world.Side, kind *world.Kind) []Party {
	if kind.Entity != "" {
		return []Party{{Kind: kind}}
	}
	// An actor's laws are asked of a sender, so that each side is listed as one.
	coarse := sp.asSender(l, side)
	fine := coarse
	for _, law := range sp.actor {
		fine = fine.And(law.Lens)
	}
	list := []Situation{{Sender: Party{Kind: kind}}}
	for f := range fine.Facts.In(sp.World) {
		if f.Side == world.Sender && f.Kind == kind {
			list = spread(list, f, fine.values(f))
		}
	}
	view := coarse.Ready(sp.World)
	seen := map[string]bool{}
	var out []Party
	for _, s := range list {
		if slices.ContainsFunc(sp.actor, func(law Law) bool { return law.Broken(s) }) {
			continue
		}
		if key := string(view.PartyKey(nil, world.Sender, s.Sender)); !seen[key] {
			seen[key] = true
			out = append(out, view.Party(world.Sender, s.Sender))
		}
	}
	return out
}

// asSender is a lens that looks at a sender as another looks at a side, and at nothing else.
func (sp *Space) asSender(l Lens, side world.Side) Lens {
	out := Lens{Cuts: map[*world.Fact][]int64{}}
	for f := range l.Facts.In(sp.World) {
		if f.Side != side {
			continue
		}
		g := sp.World.Turned(f, world.Sender)
		out.Facts = out.Facts.With(g)
		if cuts, ok := l.Cuts[f]; ok {
			out.Cuts[g] = cuts
		}
		if l.Exact.Has(f) {
			out.Exact = out.Exact.With(g)
		}
	}
	return out
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

// pairs lists what can be between a kind of pair and looks different, by the laws that look at
// nothing but the pair.
func (sp *Space) pairs(l Lens, kinds world.KindPair) []Pair {
	w := sp.World
	if kinds.Recipient.Entity != "" {
		return []Pair{""}
	}
	coarse := Lens{Facts: l.Facts.But(l.Facts.But(ofPair(w)))}
	fine := coarse
	for _, law := range sp.pair {
		fine = fine.And(law.Lens)
	}
	none := Pair(make([]byte, len(w.Pair)))
	list := []Situation{{Sender: Party{Kind: kinds.Sender}, Recipient: Party{Kind: kinds.Recipient}, Pair: none}}
	for f := range fine.Facts.In(w) {
		if f.Is(kinds) {
			list = spread(list, f, fine.values(f))
		}
	}
	view := coarse.Ready(w)
	seen := map[Pair]bool{}
	var out []Pair
	for _, s := range list {
		if slices.ContainsFunc(sp.pair, func(law Law) bool { return law.Broken(s) }) {
			continue
		}
		pair := view.Pair(s.Pair)
		if pair == "" {
			pair = none
		}
		if !seen[pair] {
			seen[pair] = true
			out = append(out, pair)
		}
	}
	return out
}

// possible reports whether some situation that looks like this one breaks no law.
func (sp *Space) possible(l Lens, s Situation) bool {
	var facts []*world.Fact
	var fine Lens
	for _, laws := range [][]Law{sp.mixed, sp.pair, sp.actor} {
		for _, law := range laws {
			fine = fine.And(law.Lens)
		}
	}
	for _, law := range sp.actor { // the recipient is an actor too
		for f := range law.Lens.Facts.In(sp.World) {
			g := sp.World.Turned(f, world.Recipient)
			fine.Facts = fine.Facts.With(g)
			if cuts, ok := law.Lens.Cuts[f]; ok {
				fine = fine.And(Lens{Cuts: map[*world.Fact][]int64{g: cuts}})
			}
		}
	}
	for f := range fine.Facts.In(sp.World) {
		if f.Is(s.Kinds()) {
			facts = append(facts, f)
		}
	}
	var search func(s Situation, facts []*world.Fact) bool
	search = func(s Situation, facts []*world.Fact) bool {
		if len(facts) == 0 {
			return !sp.Broken(s)
		}
		f := facts[0]
		seen := s.Value(f)
		return slices.ContainsFunc(fine.values(f), func(v world.Value) bool {
			looks := v
			if f.IsNumber() {
				looks.Number = l.first(f, v.Number)
			}
			return (!l.Facts.Has(f) || looks == seen) && search(s.With(f, v), facts[1:])
		})
	}
	return search(s, facts)
}
