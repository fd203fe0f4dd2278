// Package situation answers what a rule may look at: every fact about one ordered pair of
// actors, how closely some rules look, and the list of all situations that can occur.
package situation

import (
	"inroad/rules/network"
	"inroad/rules/world"
)

// Party is what a rule may look at of one side of a pair.
type Party struct {
	Kind     *world.Kind
	ID, Name string
	Values   []world.Value // of the kind's attributes, by number; nil stands for all defaults
}

// Value is the value of one of the kind's attributes.
func (p Party) Value(of *world.Attribute) world.Value {
	if p.Values == nil {
		return of.Default()
	}
	return p.Values[of.Number]
}

// Pair is the facts of a pair, by number, a byte for each: 1 where a tie stands, a distance, 0
// where neither is. The empty Pair has none of them.
type Pair string

// Of is one of the facts.
func (p Pair) Of(f *world.PairFact) uint8 {
	if p == "" {
		return 0
	}
	return p[f.Number]
}

// Situation is every fact about an ordered pair. The recipient of a sender's own action is of
// the world's kind Nobody, and the pair has no facts.
type Situation struct {
	Sender    Party
	Recipient Party
	Pair      Pair
}

// Kinds are the kinds of sender and recipient.
func (s Situation) Kinds() world.KindPair {
	return world.KindPair{Sender: s.Sender.Kind, Recipient: s.Recipient.Kind}
}

// Value is the value of a fact that is there in the situation: of a tie, 1 where it stands.
func (s Situation) Value(f *world.Fact) world.Value {
	party := s.Sender
	switch f.Side {
	case world.Recipient:
		party = s.Recipient
	case world.Either:
		return world.Value{Number: int64(s.Pair.Of(f.Pair))}
	}
	switch f.Of {
	case world.OfID:
		return world.Value{Text: party.ID}
	case world.OfName:
		return world.Value{Text: party.Name}
	default:
		return party.Value(f.Attribute)
	}
}

// PartyOf is what rules may look at of an actor.
func PartyOf(a network.Actor) Party { return Party{a.Kind, a.ID, a.Name, a.Values} }

// Of is the situation of two actors of a network by number, looked up for them alone; a
// recipient below 0 is none. For all pairs of a network there are Pairs.
func Of(n *network.Network, from, to int) Situation {
	s := Situation{Sender: PartyOf(n.Actor(from)), Recipient: Party{Kind: n.World.Nobody}}
	if to < 0 {
		return s
	}
	s.Recipient = PartyOf(n.Actor(to))
	pair := Ties(n, from, to)
	for _, f := range n.World.Pair {
		if f.Distance() {
			pair[f.Number] = n.Distances(f, from)[to]
		}
	}
	s.Pair = Pair(pair)
	return s
}

// Ties are the facts of two actors by number, without distances.
func Ties(n *network.Network, from, to int) []byte {
	pair := make([]byte, len(n.World.Pair))
	for _, f := range n.World.Pair {
		switch {
		case f.Distance():
		case f.Side != world.Recipient && n.Has(f.Tie, from, to), f.Side != world.Sender && n.Has(f.Tie, to, from):
			pair[f.Number] = 1
		}
	}
	return pair
}
