package decision

import (
	"fmt"

	"inroad/rules/network"
	"inroad/rules/situation"
)

// Board decides between the actors of one network.
type Board struct {
	*Engine
	Network *network.Network

	ties       situation.Index
	degrees    [][]uint8 // by sender; nil until asked for
	senders    []uint32  // by actor: the engine's number for it as a sender
	recipients []uint32
}

// On puts a network before the engine. What the engine remembers serves every network.
func (e *Engine) On(n *network.Network) *Board {
	b := &Board{
		Engine: e, Network: n, ties: situation.IndexOf(n), degrees: make([][]uint8, n.Len()),
		senders: make([]uint32, n.Len()), recipients: make([]uint32, n.Len()),
	}
	for i, a := range n.Actors() {
		p := situation.PartyOf(a)
		b.senders[i], b.recipients[i] = e.sender(p), e.recipient(p)
	}
	return b
}

// Nobody is the number of the recipient of a sender's own action.
const Nobody = -1

// Situation is the situation of two actors by number; to may be Nobody.
func (b *Board) Situation(from, to int) situation.Situation {
	s := situation.Situation{Sender: situation.PartyOf(b.Network.Actor(from))}
	if to != Nobody {
		s.Recipient = situation.PartyOf(b.Network.Actor(to))
		s.Degree = b.degree(from, to)
		s.Ties = b.ties[network.Pair{From: from, To: to}]
	}
	return s
}

func (b *Board) degree(from, to int) uint8 {
	if b.degrees[from] == nil {
		b.degrees[from] = b.Network.Degrees(from)
	}
	return b.degrees[from][to]
}

// Kinds are the kinds of two actors by number; to may be Nobody.
func (b *Board) Kinds(from, to int) situation.KindPair {
	kinds := situation.KindPair{Sender: b.Network.Actor(from).Kind}
	if to != Nobody {
		kinds.Recipient = b.Network.Actor(to).Kind
	}
	return kinds
}

// Between is the decision for an action between two actors by number; to may be Nobody.
// An error names the pair and the rule that could not be evaluated.
func (b *Board) Between(from, to int, action string) (*Decision, error) {
	var d *Decision
	var err error
	if to == Nobody {
		d, err = b.Decide(b.Situation(from, to), action)
	} else {
		ties := b.ties[network.Pair{From: from, To: to}]
		k := packed{sender: b.senders[from], recipient: b.recipients[to], degree: b.degree(from, to), ties: ties}
		d, err = b.remember(k, action, func() situation.Situation { return b.Situation(from, to) })
	}
	if err != nil {
		pair := b.Network.Actor(from).ID
		if to != Nobody {
			pair += " to " + b.Network.Actor(to).ID
		}
		return nil, fmt.Errorf("%s, %s: %w", pair, action, err)
	}
	return d, nil
}

// Same reports whether two actors are in the same situation, as the rules see it, as two
// actors of another board of the same engine: then all their decisions are the same.
// Where the engines differ, or conditions on both sides are unlisted, it cannot tell, and
// says no.
func (b *Board) Same(from, to int, other *Board, otherFrom, otherTo int) bool {
	if b.Engine != other.Engine || b.senders[from] != other.senders[otherFrom] {
		return false
	}
	if to == Nobody || otherTo == Nobody {
		return to == otherTo
	}
	return len(b.unlisted[2]) == 0 && b.recipients[to] == other.recipients[otherTo] &&
		b.degree(from, to) == other.degree(otherFrom, otherTo) &&
		b.ties[network.Pair{From: from, To: to}] == other.ties[network.Pair{From: otherFrom, To: otherTo}]
}
