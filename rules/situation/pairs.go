package situation

import (
	"slices"

	"inroad/rules/network"
	"inroad/rules/world"
)

// Between numbers what can be between two actors: all facts of a pair together are one class. It grows as it is asked, and is
// not safe for concurrent use.
type Between struct {
	world   *world.World
	classes []Pair // by number; class 0 has no fact
	numbers map[Pair]uint32
	// next is, by fact, value and class, one more than the class with that value of the fact; 0 where nobody has asked.
	next [][][]uint32
}

// NewBetween numbers the pairs of a world.
func NewBetween(w *world.World) *Between {
	none := Pair(make([]byte, len(w.Pair)))
	b := &Between{world: w, classes: []Pair{none}, numbers: map[Pair]uint32{none: 0}, next: make([][][]uint32, len(w.Pair))}
	for i, f := range w.Pair {
		b.next[i] = make([][]uint32, max(f.Far, 1)+1)
	}
	return b
}

// Number is the class of the facts of a pair.
func (b *Between) Number(p Pair) uint32 {
	if p == "" {
		return 0
	}
	n, ok := b.numbers[p]
	if !ok {
		n = uint32(len(b.classes))
		b.numbers[p], b.classes = n, append(b.classes, p)
	}
	return n
}

// Pair is the facts of a class.
func (b *Between) Pair(class uint32) Pair { return b.classes[class] }

// Len is how many classes have been numbered.
func (b *Between) Len() int { return len(b.classes) }

// with is a class with another value of a fact.
func (b *Between) with(class uint32, f *world.PairFact, value uint8) uint32 {
	next := b.next[f.Number][value]
	if int(class) < len(next) && next[class] != 0 {
		return next[class] - 1
	}
	facts := []byte(b.classes[class])
	facts[f.Number] = value
	n := b.Number(Pair(facts))
	if short := len(b.classes) - len(next); short > 0 {
		next = append(next, make([]uint32, short)...)
		b.next[f.Number][value] = next
	}
	next[class] = n + 1
	return n
}

// Pairs are the classes of every ordered pair of a network. A row, which is a sender, is looked up when it is first asked
// for. It is not safe for concurrent use.
type Pairs struct {
	*Between
	network *network.Network
	rows    []*row
	// strangers are, by the number of a sender's kind, the classes of pairs that no tie links; nil until asked for.
	strangers [][]uint32
}

// row is nil until it is asked for. What is one row to two networks is the same in both.
type row struct{ classes []uint32 }

// On are the pairs of a network.
func (b *Between) On(n *network.Network) *Pairs {
	p := &Pairs{b, n, make([]*row, n.Len()), make([][]uint32, len(n.World.All()))}
	rows := make([]row, n.Len())
	for i := range rows {
		p.rows[i] = &rows[i]
	}
	return p
}

// On are the pairs of another network. Rows that the difference does not touch are shared.
func (p *Pairs) On(n *network.Network) *Pairs {
	delta, ok := n.Since(p.network)
	if !ok {
		return p.Between.On(n)
	}
	next := &Pairs{p.Between, n, p.rows, p.strangers}
	if !slices.ContainsFunc(delta.Tied, func(tied []int) bool { return tied != nil }) {
		return next
	}
	next.rows = slices.Clone(p.rows)
	for _, t := range n.World.Ties {
		tied := delta.Tied[t.Number]
		if tied == nil {
			continue
		}
		for _, i := range tied {
			next.rows[i] = &row{}
		}
		for _, f := range n.World.Pair {
			if f.Tie != t || !f.Distance() {
				continue
			}
			// Whoever is further than this from all who gained or lost a tie has no way that was or is short enough to count through
			// one of these: up to the first that is gone, a way of before is still there.
			for _, i := range n.Near(t, tied, f.Far-2) {
				next.rows[i] = &row{}
			}
		}
	}
	return next
}

// Row are the classes of all pairs of a sender, by recipient. The caller must not change them.
func (p *Pairs) Row(from int) []uint32 {
	r := p.rows[from]
	if r.classes == nil {
		r.classes = p.row(from)
	}
	return r.classes
}

// Shares reports whether a sender's row is that of other pairs, so that nothing is otherwise there.
func (p *Pairs) Shares(other *Pairs, from int) bool { return p.rows[from] == other.rows[from] }

func (p *Pairs) row(from int) []uint32 {
	row := slices.Clone(p.among(p.network.Actor(from).Kind))
	row[from] = 0
	set := func(who []int32, f *world.PairFact, value uint8) {
		for _, i := range who {
			row[i] = p.with(row[i], f, value)
		}
	}
	for _, f := range p.world.Pair {
		switch {
		case f.Distance():
			far := uint8(f.Far)
			for before, level := range p.network.Reach(f.Tie, from, f.Far-1) {
				for _, i := range level {
					if p.classes[row[i]].Of(f) == far { // where it can be at all
						row[i] = p.with(row[i], f, uint8(before+1))
					}
				}
			}
		case f.Tie.Mutual:
			set(p.network.To(f.Tie, from), f, 1)
		default:
			if f.Side != world.Recipient {
				set(p.network.To(f.Tie, from), f, 1)
			}
			if f.Side != world.Sender {
				set(p.network.From(f.Tie, from), f, 1)
			}
		}
	}
	return row
}

// among are the classes of a sender of a kind and all others, as if no tie linked it to anybody.
func (p *Pairs) among(sender *world.Kind) []uint32 {
	if list := p.strangers[sender.Number]; list != nil {
		return list
	}
	of := make([]uint32, len(p.world.All())) // by the recipient's kind
	for _, kind := range p.world.Kinds {
		for _, f := range p.world.Pair {
			if f.Distance() && f.Between(sender, kind) {
				of[kind.Number] = p.with(of[kind.Number], f, uint8(f.Far))
			}
		}
	}
	list := make([]uint32, p.network.Len())
	for i, a := range p.network.Actors() {
		list[i] = of[a.Kind.Number]
	}
	p.strangers[sender.Number] = list
	return list
}
