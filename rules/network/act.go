package network

import (
	"slices"
	"sync"

	"inroad/rules/world"
)

// Act is one change of a network. What the laws of its world take away with it is theirs to say.
type Act struct {
	Do        Do
	From, To  int // of an attribute or a name, From alone
	Attribute *world.Attribute
	Value     world.Value
	Tie       *world.Tie
	Action    *world.Action
}

// Do is what an act does.
type Do uint8

// What an act may do: set an attribute, make a tie, take one away, perform an action, which
// makes and takes away its ties.
const (
	Set Do = iota
	Make
	Take
	Perform
)

// Acted is the network after an act. The act must fit: its tie does not stand yet, or stands.
func (n *Network) Acted(a Act) *Network {
	switch a.Do {
	case Make:
		return n.withTie(a.Tie, a.From, a.To)
	case Take:
		return n.withoutTie(a.Tie, a.From, a.To)
	case Perform:
		for _, t := range a.Action.Makes {
			if !n.Has(t, a.From, a.To) {
				n = n.withTie(t, a.From, a.To)
			}
		}
		for _, t := range a.Action.Clears {
			n = n.withoutTie(t, a.To, a.From)
		}
		return n
	default:
		return n.withActor(a.From, n.actors[a.From].With(a.Attribute, a.Value))
	}
}

// Renamed is the network with another name for an actor.
func (n *Network) Renamed(i int, name string) *Network {
	a := *n.actors[i]
	a.Name = name
	c := n.withActor(i, a)
	c.names = &sync.Map{}
	return c
}

// Moved is the network with an actor in another place.
func (n *Network) Moved(i int, at Point) *Network {
	a := *n.actors[i]
	a.At = &at
	return n.withActor(i, a)
}

// clone copies the network so that an act may replace parts of the copy.
func (n *Network) clone() *Network {
	c := *n
	return &c
}

func (n *Network) withActor(i int, a Actor) *Network {
	c := n.clone()
	c.actors = slices.Clone(n.actors)
	c.actors[i] = &a
	return c
}

// Add appends an actor to those of its kind. Its id must be new.
func (n *Network) Add(a Actor) *Network {
	at := len(n.actors)
	if i := slices.IndexFunc(n.actors, func(b *Actor) bool { return b.Kind.Number > a.Kind.Number }); i >= 0 {
		at = i
	}
	return New(n.World, slices.Insert(n.copied(), at, a), n.renumbered(func(i int) (int, bool) {
		if i >= at {
			return i + 1, true
		}
		return i, true
	}))
}

// Remove takes an actor away, and every tie that names it.
func (n *Network) Remove(i int) *Network {
	return New(n.World, slices.Delete(n.copied(), i, i+1), n.renumbered(func(j int) (int, bool) {
		if j > i {
			return j - 1, true
		}
		return j, j != i
	}))
}

// copied are all actors, for a network of its own.
func (n *Network) copied() []Actor {
	list := make([]Actor, len(n.actors))
	for i, a := range n.actors {
		list[i] = *a
	}
	return list
}

// renumbered are all ties under new actor numbers, without those that name a dropped actor.
func (n *Network) renumbered(number func(int) (int, bool)) Ties {
	ties := Ties{}
	for _, t := range n.World.Ties {
		for _, p := range n.Pairs(t) {
			from, keptFrom := number(p.From)
			to, keptTo := number(p.To)
			if keptFrom && keptTo {
				ties[t] = append(ties[t], Pair{from, to})
			}
		}
	}
	return ties
}

func (n *Network) withTie(t *world.Tie, from, to int) *Network {
	pairs := append(slices.Clip(n.Pairs(t)), Pair{from, to})
	return n.retied(t, pairs, Pair{from, to}, func(list []int32, i int32) []int32 {
		at, _ := slices.BinarySearch(list, i)
		return slices.Insert(slices.Clip(list), at, i)
	})
}

// withoutTie takes a tie away; a mutual one in either direction.
func (n *Network) withoutTie(t *world.Tie, from, to int) *Network {
	if !n.Has(t, from, to) {
		return n
	}
	pairs := slices.DeleteFunc(slices.Clone(n.Pairs(t)), func(p Pair) bool {
		return p == Pair{from, to} || t.Mutual && p == Pair{to, from}
	})
	return n.retied(t, pairs, Pair{from, to}, func(list []int32, i int32) []int32 {
		return slices.DeleteFunc(slices.Clone(list), func(j int32) bool { return i == j })
	})
}

// retied is the network with other pairs of a tie, of which one is new or gone: change makes it so in the list of an end.
func (n *Network) retied(t *world.Tie, pairs []Pair, p Pair, change func(list []int32, i int32) []int32) *Network {
	c := n.clone()
	c.ties = slices.Clone(n.ties)
	was := n.ties[t.Number]
	is := tied{pairs: pairs, to: slices.Clone(was.to)}
	is.from = is.to
	if !t.Mutual {
		is.from = slices.Clone(was.from)
	}
	is.to[p.From] = change(is.to[p.From], int32(p.To))
	is.from[p.To] = change(is.from[p.To], int32(p.From))
	c.ties[t.Number] = is
	return c
}
