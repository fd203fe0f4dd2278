package situation

import (
	"encoding/binary"
	"slices"

	"inroad/rules/world"
)

// Lens is how closely a rule set looks: at which facts, and where it tells one number
// from the next. Two situations that look the same through it get the same decisions.
type Lens struct {
	Facts world.Facts
	// Cuts are, for a number that rules compare with constants only, the ascending
	// numbers at which a new interval begins; all of an interval looks like its first.
	Cuts map[*world.Fact][]int64
	// Exact are the numbers that rules use in another way: each value looks different.
	Exact world.Facts
}

// And is a lens that looks at all that either looks at, as closely.
func (l Lens) And(other Lens) Lens {
	both := Lens{Facts: l.Facts.And(other.Facts), Cuts: map[*world.Fact][]int64{}, Exact: l.Exact.And(other.Exact)}
	for _, cuts := range []map[*world.Fact][]int64{l.Cuts, other.Cuts} {
		for f, list := range cuts {
			merged := slices.Concat(both.Cuts[f], list)
			slices.Sort(merged)
			both.Cuts[f] = slices.Compact(merged)
		}
	}
	return both
}

// Finite reports whether the situations that look different can be listed.
func (l Lens) Finite(w *world.World) bool {
	for _, f := range l.Facts.In(w) {
		if f.IsText() {
			return false
		}
	}
	return l.Exact.Empty()
}

// first is a number as it looks through the lens: the first of its interval.
func (l Lens) first(f *world.Fact, n int64) int64 {
	if l.Exact.Has(f) || n < 0 {
		return n
	}
	i, at := slices.BinarySearch(l.Cuts[f], n)
	switch {
	case at:
		return n
	case i == 0:
		return 0
	default:
		return l.Cuts[f][i-1]
	}
}

// Values lists what a fact that is there comes to, as far as the lens tells it apart. Free text is
// left empty.
func (l Lens) Values(f *world.Fact) []world.Value {
	var list []world.Value
	upTo := func(n int) {
		for i := range n {
			list = append(list, world.Value{Number: int64(i)})
		}
	}
	switch {
	case f.IsDistance():
		for d := int64(1); d <= f.Pair.Far; d++ {
			list = append(list, world.Value{Number: d})
		}
		return list
	case f.Of == world.OfPair:
		upTo(2)
		return list
	case f.IsText():
		return []world.Value{{}}
	case f.Attribute.Optional:
		list = append(list, world.Absent)
	}
	switch f.Attribute.Type {
	case world.Bool:
		upTo(2)
	case world.Choice:
		upTo(len(f.Attribute.Names()))
	default:
		list = append(list, world.Value{})
		for _, cut := range l.Cuts[f] {
			list = append(list, world.Value{Number: cut})
		}
	}
	return list
}

// Bound is no less than the number of situations of a kind of pair that look different, or
// limit where it is more than that.
func (l Lens) Bound(w *world.World, kinds world.KindPair, limit int) int {
	bound := 1
	for _, f := range l.Facts.In(w) {
		if !f.Is(kinds) {
			continue
		}
		if bound *= len(l.Values(f)); bound >= limit {
			return limit
		}
	}
	return bound
}

// View is a lens made ready to be looked through many times: it lists what it looks at of each
// kind.
type View struct {
	lens      Lens
	sender    [][]*world.Fact // by the number of the kind
	recipient [][]*world.Fact
	pair      []*world.Fact
}

// Ready makes a View of a lens.
func (l Lens) Ready(w *world.World) *View {
	kinds := len(w.All())
	v := &View{lens: l, sender: make([][]*world.Fact, kinds), recipient: make([][]*world.Fact, kinds)}
	for _, f := range l.Facts.In(w) {
		switch f.Side {
		case world.Sender:
			v.sender[f.Kind.Number] = append(v.sender[f.Kind.Number], f)
		case world.Recipient:
			v.recipient[f.Kind.Number] = append(v.recipient[f.Kind.Number], f)
		default:
			v.pair = append(v.pair, f)
		}
	}
	return v
}

// party are the facts that the view looks at of a kind on a side.
func (v *View) party(side world.Side, kind *world.Kind) []*world.Fact {
	if side == world.Sender {
		return v.sender[kind.Number]
	}
	return v.recipient[kind.Number]
}

// Through is the situation as it looks through the view: facts that it does not look at are
// their defaults, and numbers the first of their interval.
func (v *View) Through(s Situation) Situation {
	return Situation{v.Party(world.Sender, s.Sender), v.Party(world.Recipient, s.Recipient), v.Pair(s.Pair)}
}

// Party is one side as it looks through the view.
func (v *View) Party(side world.Side, p Party) Party {
	out := Party{Kind: p.Kind}
	if p.Kind == nil {
		return out
	}
	for _, f := range v.party(side, p.Kind) {
		switch f.Of {
		case world.OfID:
			out.ID = p.ID
		case world.OfName:
			out.Name = p.Name
		default:
			if out.Values == nil {
				out.Values = p.Kind.Defaults()
			}
			out.Values[f.Attribute.Number] = v.value(f, p.Value(f.Attribute))
		}
	}
	return out
}

func (v *View) value(f *world.Fact, value world.Value) world.Value {
	if f.IsNumber() {
		value.Number = v.lens.first(f, value.Number)
	}
	return value
}

// Pair is the facts of a pair as they look through the view.
func (v *View) Pair(p Pair) Pair {
	if p == "" || len(v.pair) == 0 {
		return ""
	}
	bytes := make([]byte, len(p))
	for _, f := range v.pair {
		bytes[f.Pair.Number] = p[f.Pair.Number]
	}
	return Pair(bytes)
}

// Key appends what the view sees of a situation: the same for two that look the same, and for no others.
func (v *View) Key(b []byte, s Situation) []byte {
	return v.PairKey(v.PartyKey(v.PartyKey(b, world.Sender, s.Sender), world.Recipient, s.Recipient), s.Pair)
}

// PartyKey appends what the view sees of one side. One that is left out looks like no other.
func (v *View) PartyKey(b []byte, side world.Side, p Party) []byte {
	if p.Kind == nil {
		return append(b, 0xff)
	}
	b = append(b, byte(p.Kind.Number))
	for _, f := range v.party(side, p.Kind) {
		switch f.Of {
		case world.OfID:
			b = appendText(b, p.ID)
		case world.OfName:
			b = appendText(b, p.Name)
		default:
			value := v.value(f, p.Value(f.Attribute))
			if f.IsText() {
				b = appendText(b, value.Text)
			} else {
				b = binary.AppendVarint(b, value.Number)
			}
		}
	}
	return b
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// PairKey appends what the view sees of a pair.
func (v *View) PairKey(b []byte, p Pair) []byte {
	for _, f := range v.pair {
		b = append(b, p.Of(f.Pair))
	}
	return b
}

// AppendPair is PairKey for the facts of a pair as bytes.
func (v *View) AppendPair(b, pair []byte) []byte {
	for _, f := range v.pair {
		b = append(b, pair[f.Pair.Number])
	}
	return b
}
