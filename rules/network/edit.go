package network

import "slices"

// clone copies the network so that an edit may replace parts of the copy.
func (n *Network) clone() *Network {
	c := *n
	return &c
}

// WithActor replaces the actor that has the same number. Its id and kind stay.
func (n *Network) WithActor(i int, a Actor) *Network {
	c := n.clone()
	c.actors = slices.Clone(n.actors)
	a.ID, a.Kind = n.actors[i].ID, n.actors[i].Kind
	c.actors[i] = a
	return c
}

// Add appends an actor to those of its kind. Its id must be new.
func (n *Network) Add(a Actor) *Network {
	at := len(n.actors)
	if a.Kind == Member {
		at = slices.IndexFunc(n.actors, func(b Actor) bool { return b.Kind == Page })
		if at < 0 {
			at = len(n.actors)
		}
	}
	return New(slices.Insert(slices.Clone(n.actors), at, a), n.renumbered(func(i int) (int, bool) {
		if i >= at {
			return i + 1, true
		}
		return i, true
	}))
}

// Remove takes an actor away, and every tie that names it.
func (n *Network) Remove(i int) *Network {
	return New(slices.Delete(slices.Clone(n.actors), i, i+1), n.renumbered(func(j int) (int, bool) {
		if j > i {
			return j - 1, true
		}
		return j, j != i
	}))
}

// renumbered are all ties under new actor numbers, without those that name a dropped actor.
func (n *Network) renumbered(number func(int) (int, bool)) map[Tie][]Pair {
	ties := map[Tie][]Pair{}
	for _, t := range Ties() {
		for _, p := range n.ties[t] {
			from, keptFrom := number(p.From)
			to, keptTo := number(p.To)
			if keptFrom && keptTo {
				ties[t] = append(ties[t], Pair{from, to})
			}
		}
	}
	return ties
}

// WithTie adds a tie. It must fit its ends and not stand yet.
func (n *Network) WithTie(t Tie, from, to int) *Network {
	c := n.clone()
	c.setTies(t, append(slices.Clip(n.ties[t]), Pair{from, to}))
	return c
}

// WithoutTie takes a tie away; a connection in either direction.
func (n *Network) WithoutTie(t Tie, from, to int) *Network {
	c := n.clone()
	c.setTies(t, slices.DeleteFunc(slices.Clone(n.ties[t]), func(p Pair) bool {
		return p == Pair{from, to} || t == Connection && p == Pair{to, from}
	}))
	return c
}
