package analysis

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Worth is how far somebody would get with a value that has a price.
type Worth struct {
	Attribute *world.Attribute
	Value     world.Value
	Now       bool // it is the one that the actor has
	Reach     Reach
	Opened    int              // who is reached with it and not without
	Closed    int              // and the other way round
	Network   *network.Network // with it
	Along     []policy.Consequence
}

// worths tries each value of the actor's enumerations that have prices: with what it brings, and what gives way to it. What a
// law refuses is left out. A value may have no price where others of its enumeration have one.
func worths(b *decision.Board, from int) []Worth {
	var list []Worth
	row := make([]uint16, b.Network.Len())
	now := reached(b.Matrix(nil), from, row)
	actor := b.Network.Actor(from)
	for _, a := range actor.Kind.Attributes {
		if a.Enum == nil || !slices.ContainsFunc(a.Enum.Values, func(v world.EnumValue) bool { return v.Price >= 0 }) {
			continue
		}
		for v := range a.Enum.Values {
			value := world.Value{Number: int64(v)}
			n, along, err := b.Set.Act(b.Network, network.Act{Do: network.Set, From: from, To: from, Attribute: a, Value: value})
			if err != nil {
				continue
			}
			after := b.After(b, n)
			w := Worth{Attribute: a, Value: value, Now: actor.Value(a) == value, Reach: reachOf(after, from), Network: n, Along: along}
			w.Opened, w.Closed = differences(now, reached(after.Matrix(nil), from, row))
			list = append(list, w)
		}
	}
	return list
}

// reached tells by number whom a sender reaches by the best way. Row has room for all actors.
func reached(m *decision.Matrix, from int, row []uint16) []bool {
	m.Row(from, row)
	list := make([]bool, len(row))
	for to, outcome := range row {
		list[to] = isWay(m.Outcomes[outcome])
	}
	return list
}

func differences(was, is []bool) (opened, closed int) {
	for i := range is {
		switch {
		case is[i] && !was[i]:
			opened++
		case was[i] && !is[i]:
			closed++
		}
	}
	return opened, closed
}
