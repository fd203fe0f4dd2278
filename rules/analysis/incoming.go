package analysis

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Incoming is who reaches one actor, and what its settings have to do with it. Those to whom no way is offered are left out.
type Incoming struct {
	Ways     []Arrivals // the best first
	Senders  int
	Reaching int // senders of which some way is allowed, for nothing or at a cost, contested or not
	Settings []Setting
}

// Arrivals are the senders whose best way comes to the same, by number.
type Arrivals struct {
	decision.Way
	Senders []int
}

// Setting is an attribute of the actor with few values: a choice, or a yes or no.
type Setting struct {
	Attribute *world.Attribute
	Values    []Trial
}

// Trial is what a value of a setting would change. What a law refuses is not tried.
type Trial struct {
	Value     world.Value
	Now       bool // it is the one that the actor has
	Reaching  int
	Opened    []int // who reaches the actor with it and not without, by number
	Closed    []int // and the other way round
	Otherwise []int // who reaches it, or does not, by another way, at another cost, or under other readings
	Network   *network.Network
	Along     []policy.Consequence
}

// IncomingOf finds who reaches an actor: O(n) decisions for each value of its settings.
func IncomingOf(b *decision.Board, to int) Incoming {
	now, in := arriving(b, to), Incoming{}
	for from, way := range now {
		if from == to || !b.Offered(from, to) {
			continue
		}
		at, found := slices.BinarySearchFunc(in.Ways, way, func(a Arrivals, way decision.Way) int { return compareWays(b.Set, a.Way, way) })
		if !found {
			in.Ways = slices.Insert(in.Ways, at, Arrivals{Way: way})
		}
		in.Ways[at].Senders = append(in.Ways[at].Senders, from)
		in.Senders++
		if isWay(way) {
			in.Reaching++
		}
	}
	actor := b.Network.Actor(to)
	for _, a := range actor.Kind.Attributes {
		if setting := (Setting{Attribute: a}); a.Type == world.Choice || a.Type == world.Bool {
			for _, value := range valuesOf(a) {
				n, along, err := b.Set.Act(b.Network, network.Act{Do: network.Set, From: to, To: to, Attribute: a, Value: value})
				if err != nil {
					continue
				}
				trial := Trial{Value: value, Now: actor.Value(a) == value, Network: n, Along: along}
				trial.compare(now, arriving(b.After(b, n), to))
				setting.Values = append(setting.Values, trial)
			}
			in.Settings = append(in.Settings, setting)
		}
	}
	return in
}

// arriving are the best ways of all actors to one, by their numbers.
func arriving(b *decision.Board, to int) []decision.Way {
	ways := make([]decision.Way, b.Network.Len())
	for from := range ways {
		if from != to {
			ways[from] = b.Best(from, to)
		}
	}
	return ways
}

func (t *Trial) compare(was, is []decision.Way) {
	for from := range is {
		if isWay(is[from]) {
			t.Reaching++
		}
		switch {
		case isWay(is[from]) && !isWay(was[from]):
			t.Opened = append(t.Opened, from)
		case isWay(was[from]) && !isWay(is[from]):
			t.Closed = append(t.Closed, from)
		case is[from] != was[from]:
			t.Otherwise = append(t.Otherwise, from)
		}
	}
}

// valuesOf are all values of a choice, or of a yes or no, in the order of the schema; absent comes first where it may be.
func valuesOf(a *world.Attribute) []world.Value {
	var list []world.Value
	if a.Optional {
		list = append(list, world.Absent)
	}
	count := 2
	if a.Type == world.Choice {
		count = len(a.Names())
	}
	for v := range count {
		list = append(list, world.Value{Number: int64(v)})
	}
	return list
}

// Matters reports whether some value changes anything.
func (s Setting) Matters() bool {
	return slices.ContainsFunc(s.Values, func(t Trial) bool { return len(t.Opened)+len(t.Closed)+len(t.Otherwise) > 0 })
}

// LetsIn are those who reach the actor, and would not with some other value, by number.
func (s Setting) LetsIn() []int {
	var list []int
	for _, t := range s.Values {
		for _, from := range t.Closed {
			if at, found := slices.BinarySearch(list, from); !found {
				list = slices.Insert(list, at, from)
			}
		}
	}
	return list
}
