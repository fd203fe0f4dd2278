package analysis

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Reach is how far some senders get. It counts ordered pairs of one of them and of somebody to whom a way is offered, whatever
// comes of it.
type Reach struct {
	Senders int
	Pairs   int
	Reached int     // pairs of which some way is allowed, for nothing or at a cost, contested or not
	Ways    []Times // what the best way of each pair comes to, the best first
}

// Times is how many pairs have a best way that comes to the same.
type Times struct {
	decision.Way
	Pairs int
}

// Group is those who have a value of a choice.
type Group struct {
	Attribute *world.Attribute
	Value     world.Value
	Reach
}

// Everybody is how far all senders get, and by the values of each choice those who have it. A value that nobody has is left out.
type Everybody struct {
	All    Reach
	Groups []Group
}

// reaches finds how far everybody gets; nil where nobody wants to know any more.
func reaches(b *decision.Board, p *pace) *Everybody {
	type having struct {
		attribute *world.Attribute
		value     world.Value
	}
	m, tallies := b.Matrix(nil), map[having]*tally{}
	row, everybody := make([]uint16, b.Network.Len()), &tally{}
	for i, a := range b.Network.Actors() {
		m.Row(i, row)
		own := &tally{senders: 1}
		own.add(row)
		everybody.join(own)
		for _, attribute := range a.Kind.Attributes {
			if attribute.Type != world.Choice {
				continue
			}
			key := having{attribute, a.Value(attribute)}
			if tallies[key] == nil {
				tallies[key] = &tally{}
			}
			tallies[key].join(own)
		}
		if !p.step(ofEverybody, i+1, len(row), len(row)) {
			return nil
		}
	}
	var groups []Group
	for _, kind := range b.Set.World.Kinds {
		for _, attribute := range kind.Attributes {
			for v := -1; attribute.Type == world.Choice && v < len(attribute.Names()); v++ {
				value := world.Value{Number: int64(v)} // the first is world.Absent
				if t := tallies[having{attribute, value}]; t != nil {
					groups = append(groups, Group{attribute, value, t.reach(b, m)})
				}
			}
		}
	}
	return &Everybody{everybody.reach(b, m), groups}
}

// reachOf finds how far one sender gets.
func reachOf(b *decision.Board, from int) Reach {
	m, row := b.Matrix(nil), make([]uint16, b.Network.Len())
	m.Row(from, row)
	own := &tally{senders: 1}
	own.add(row)
	return own.reach(b, m)
}

// tally counts cells of a matrix by the number of their outcome.
type tally struct {
	senders int
	counts  []int
}

func (t *tally) add(row []uint16) {
	for _, outcome := range row {
		t.widen(int(outcome) + 1)
		t.counts[outcome]++
	}
}

func (t *tally) join(other *tally) {
	t.senders += other.senders
	t.widen(len(other.counts))
	for i, n := range other.counts {
		t.counts[i] += n
	}
}

func (t *tally) widen(outcomes int) {
	if short := outcomes - len(t.counts); short > 0 {
		t.counts = append(t.counts, make([]int, short)...)
	}
}

// reach says what was counted. The first outcome is where nothing is offered.
func (t *tally) reach(b *decision.Board, m *decision.Matrix) Reach {
	r := Reach{Senders: t.senders}
	for outcome, pairs := range t.counts {
		if outcome == 0 || pairs == 0 {
			continue
		}
		way := m.Outcomes[outcome]
		r.Pairs += pairs
		if isWay(way) {
			r.Reached += pairs
		}
		r.Ways = append(r.Ways, Times{way, pairs})
	}
	slices.SortFunc(r.Ways, func(x, y Times) int { return compareWays(b.Set, x.Way, y.Way) })
	return r
}

// compareWays orders ways: the best mark first, then by the action as declared, then the cheapest.
func compareWays(set *policy.RuleSet, x, y decision.Way) int {
	number := func(action string) int {
		declared, ok := set.World.Action(action)
		if !ok {
			return -1
		}
		return declared.Number
	}
	return cmp.Or(cmp.Compare(y.Mark, x.Mark), cmp.Compare(number(x.Action), number(y.Action)), cmp.Compare(x.Cost, y.Cost))
}

// isWay reports whether a best way is one.
func isWay(w decision.Way) bool { return w.Action != "" }
