package world

import (
	"math/bits"
	"slices"
)

// Fact names one thing that a rule may look at. Kinds are known of every pair and are no facts.
type Fact struct {
	Number    int
	Side      Side // Sender or Recipient; Either for a fact of the pair
	Of        Of
	Kind      *Kind      // whose fact it is; nil for one of the pair
	Attribute *Attribute // where it is one
	Pair      *PairFact  // where it is of the pair
}

// Of tells the facts of an actor apart.
type Of uint8

// A fact is an actor's id, its name, one of its attributes, or of the pair.
const (
	OfID Of = iota
	OfName
	OfAttribute
	OfPair
)

// Facts are all facts, those of the sender before those of the recipient before those of the pair.
func (w *World) Facts() []*Fact { return w.facts }

// number lists and numbers the facts, when all else is declared.
func (w *World) number() {
	add := func(f Fact) {
		f.Number = len(w.facts)
		w.facts = append(w.facts, &f)
	}
	for _, side := range []Side{Sender, Recipient} {
		for _, k := range w.Kinds {
			for _, a := range k.Attributes {
				add(Fact{Side: side, Of: OfAttribute, Kind: k, Attribute: a})
			}
			add(Fact{Side: side, Of: OfID, Kind: k})
			add(Fact{Side: side, Of: OfName, Kind: k})
		}
	}
	w.ofTies = make([]Facts, len(w.Ties))
	for _, p := range w.Pair {
		add(Fact{Side: Either, Of: OfPair, Pair: p})
		w.ofTies[p.Tie.Number] = w.ofTies[p.Tie.Number].With(w.facts[len(w.facts)-1])
	}
}

// PairFacts is the set of facts of the pair that see a tie, its distances included.
func (w *World) PairFacts(t *Tie) Facts { return w.ofTies[t.Number] }

// Named are the facts that an attribute of a side is by its name, or all of the pair's of that name.
func (w *World) Named(side Side, name string) Facts {
	var set Facts
	for _, f := range w.facts {
		if f.Side == side && name != "" && f.Name() == name {
			set = set.With(f)
		}
	}
	return set
}

// Is reports whether the fact is there in a pair of kinds.
func (f *Fact) Is(kinds KindPair) bool {
	switch f.Side {
	case Sender:
		return f.Kind == kinds.Sender
	case Recipient:
		return f.Kind == kinds.Recipient
	default:
		return f.Pair.Between(kinds.Sender, kinds.Recipient)
	}
}

// IsNumber reports whether a fact is a number without an upper bound.
func (f *Fact) IsNumber() bool { return f.Of == OfAttribute && f.Attribute.Type == Number }

// IsText reports whether a fact is free text, whose values cannot be listed beforehand.
func (f *Fact) IsText() bool {
	return f.Of == OfID || f.Of == OfName || f.Of == OfAttribute && f.Attribute.Type == Text
}

// IsYesNo reports whether a fact holds or does not.
func (f *Fact) IsYesNo() bool {
	return f.Of == OfPair && !f.Pair.Distance() || f.Of == OfAttribute && f.Attribute.Type == Bool
}

// Name is how a rule calls a fact; "" for an id, which is no attribute.
func (f *Fact) Name() string {
	switch f.Of {
	case OfID:
		return ""
	case OfName:
		return "name"
	case OfPair:
		return f.Pair.Name
	default:
		return f.Attribute.Name
	}
}

// Optional reports whether a fact may be missing where a rule looks at it.
func (f *Fact) Optional() bool { return f.IsDistance() || f.Of == OfAttribute && f.Attribute.Optional }

// IsDistance reports whether a fact is a distance.
func (f *Fact) IsDistance() bool { return f.Of == OfPair && f.Pair.Distance() }

// Facts is a set of facts of one world. It grows as it has to; the zero value is empty. A set
// is a value: what is done to it gives another.
type Facts struct{ words []uint64 }

// Set makes a set of facts.
func Set(facts ...*Fact) Facts {
	var s Facts
	for _, f := range facts {
		s = s.With(f)
	}
	return s
}

// With is the set with one more fact.
func (s Facts) With(f *Fact) Facts {
	words := make([]uint64, max(len(s.words), f.Number/64+1))
	copy(words, s.words)
	words[f.Number/64] |= 1 << (f.Number % 64)
	return Facts{words}
}

// Has reports whether a fact is in the set.
func (s Facts) Has(f *Fact) bool {
	return f.Number/64 < len(s.words) && s.words[f.Number/64]&(1<<(f.Number%64)) != 0
}

// And is the facts that are in either set.
func (s Facts) And(other Facts) Facts {
	if len(s.words) < len(other.words) {
		s, other = other, s
	}
	words := slices.Clone(s.words)
	for i, w := range other.words {
		words[i] |= w
	}
	return Facts{words}
}

// But is the set without the facts of another.
func (s Facts) But(other Facts) Facts {
	words := slices.Clone(s.words)
	for i := range min(len(words), len(other.words)) {
		words[i] &^= other.words[i]
	}
	return Facts{words}
}

// Meets reports whether some fact is in both sets.
func (s Facts) Meets(other Facts) bool {
	for i := range min(len(s.words), len(other.words)) {
		if s.words[i]&other.words[i] != 0 {
			return true
		}
	}
	return false
}

// Within reports whether all facts of the set are in another.
func (s Facts) Within(other Facts) bool {
	for i, w := range s.words {
		if i < len(other.words) {
			w &^= other.words[i]
		}
		if w != 0 {
			return false
		}
	}
	return true
}

// Equal reports whether two sets have the same facts.
func (s Facts) Equal(other Facts) bool { return s.Within(other) && other.Within(s) }

// Empty reports whether there are none.
func (s Facts) Empty() bool {
	return !slices.ContainsFunc(s.words, func(w uint64) bool { return w != 0 })
}

// Len is the number of facts.
func (s Facts) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// In lists the facts of the set in order.
func (s Facts) In(w *World) []*Fact {
	list := make([]*Fact, 0, s.Len())
	for i, word := range s.words {
		for ; word != 0; word &= word - 1 {
			list = append(list, w.facts[64*i+bits.TrailingZeros64(word)])
		}
	}
	return list
}

// Turned is an actor's fact as the same fact of the other side.
func (w *World) Turned(f *Fact, side Side) *Fact {
	if f.Side == side {
		return f
	}
	for _, g := range w.facts {
		if g.Side == side && g.Of == f.Of && g.Kind == f.Kind && g.Attribute == f.Attribute {
			return g
		}
	}
	return f
}

// TurnedPair is the fact in which the other of a pair sees what one sees in a fact; nil where the
// schema declares none.
func (w *World) TurnedPair(p *PairFact) *PairFact {
	if p.Side == Either || p.Tie.Mutual {
		return p
	}
	for _, other := range w.Pair {
		if other.Tie == p.Tie && other.Side != p.Side && other.Side != Either {
			return other
		}
	}
	return nil
}

// Fact is a fact of the pair as one that a rule may look at.
func (w *World) Fact(p *PairFact) *Fact { return w.facts[len(w.facts)-len(w.Pair)+p.Number] }

// Side is all facts of a side; Either is those of the pair.
func (w *World) Side(side Side) Facts {
	var set Facts
	for _, f := range w.facts {
		if f.Side == side {
			set = set.With(f)
		}
	}
	return set
}
