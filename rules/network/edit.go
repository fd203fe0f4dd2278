package network

import (
	"slices"
	"strconv"
)

// clone copies the network so that an edit may replace parts of the copy.
func (n *Network) clone() *Network {
	c := *n
	return &c
}

// Edit is one change that people make: a field of an actor takes a value, or a tie is made
// or taken away.
type Edit struct {
	Do       Do
	From, To int // a field's actor is From
	Field    Field
	Value    int64 // a number, or that of a Tier or a Setting
	Tie      Tie
}

// Do is what an edit does.
type Do uint8

// What an edit may do.
const (
	Set Do = iota
	Make
	Take
)

// Field is a field of an actor that an Edit may set.
type Field uint8

// The fields that an Edit may set.
const (
	TierField Field = iota
	CreditsField
	SeatsField
	InMailField
)

// String is the name of the field in a scenario file.
func (f Field) String() string { return [...]string{"tier", "credits", "seats", "inmail"}[f] }

// Text is the value that an edit sets, as a scenario file has it.
func (e Edit) Text() string {
	switch e.Field {
	case TierField:
		return Tier(e.Value).String()
	case InMailField:
		return Setting(e.Value).String()
	default:
		return strconv.FormatInt(e.Value, 10)
	}
}

// Edited makes an edit and what it takes along (see Settled and Tied). The edit must fit;
// brings is how many credits a tier brings each month.
func (n *Network) Edited(e Edit, brings func(Tier) int64) *Network {
	switch e.Do {
	case Make:
		return n.Tied(e.Tie, e.From, e.To)
	case Take:
		return n.WithoutTie(e.Tie, e.From, e.To)
	}
	a := n.actors[e.From]
	switch e.Field {
	case TierField:
		a.Tier = Tier(e.Value)
	case CreditsField:
		a.Credits = e.Value
	case SeatsField:
		a.Seats = e.Value
	case InMailField:
		a.InMail = Setting(e.Value)
	}
	return n.WithActor(e.From, a.Settled(n.actors[e.From].Tier, brings(a.Tier)))
}

// Settled is an edited actor with what its tier takes along, which was another before: a
// new tier brings its monthly credits to a member that has none, and a free account has no
// Open Profile.
func (a Actor) Settled(before Tier, brings int64) Actor {
	if a.Tier != before && a.Credits == 0 {
		a.Credits = brings
	}
	a.OpenProfile = a.OpenProfile && a.Tier.Premium()
	return a
}

// Tied makes a tie; a connection takes away what invitations are pending between the two.
func (n *Network) Tied(t Tie, from, to int) *Network {
	if t == Connection {
		for _, p := range []Pair{{from, to}, {to, from}} {
			if n.Has(Invitation, p.From, p.To) {
				n = n.WithoutTie(Invitation, p.From, p.To)
			}
		}
	}
	return n.WithTie(t, from, to)
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
