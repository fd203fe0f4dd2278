package decision

import (
	"bytes"
	"errors"

	"inroad/rules/network"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Board decides between the actors of one network.
type Board struct {
	*Engine
	Network *network.Network

	pairs      *situation.Pairs
	senders    []uint32 // by actor: the engine's number for it as a sender
	recipients []uint32
}

// On puts a network before the engine. What the engine remembers serves every network.
func (e *Engine) On(n *network.Network) *Board {
	b := &Board{
		Engine: e, Network: n, pairs: situation.NewPairs(n),
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
	return b.pairs.Situation(from, to)
}

// Kinds are the kinds of two actors by number; to may be Nobody.
func (b *Board) Kinds(from, to int) world.KindPair {
	kinds := world.KindPair{Sender: b.Network.Actor(from).Kind, Recipient: b.Set.World.Nobody}
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
		var room [64]byte
		var key [64]byte
		pair := number(b.Engine.pairs, b.view.AppendPair(key[:0], b.pairs.Append(room[:0], from, to)))
		k := packed{sender: b.senders[from], recipient: b.recipients[to], pair: pair}
		d, err = b.remember(k, action, func() situation.Situation { return b.Situation(from, to) })
	}
	if err == nil {
		return d, nil
	}
	var failure *Failure
	if !errors.As(err, &failure) {
		return nil, err
	}
	at := *failure
	at.action, at.from = action, b.Network.Actor(from).ID
	if to != Nobody {
		at.to = b.Network.Actor(to).ID
	}
	return nil, &at
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
	var room, otherRoom [64]byte
	return len(b.unlisted[2]) == 0 && b.recipients[to] == other.recipients[otherTo] &&
		bytes.Equal(b.pairs.Append(room[:0], from, to), other.pairs.Append(otherRoom[:0], otherFrom, otherTo))
}
