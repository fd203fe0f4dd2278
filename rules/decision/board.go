package decision

import (
	"errors"
	"slices"

	"inroad/rules/network"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Board decides between the actors of one network.
type Board struct {
	*Engine
	Network *network.Network

	pairs   *situation.Pairs
	classes [2][]uint32 // of the actors, as senders and as recipients
}

// On puts a network before the engine. What the engine remembers serves every network.
func (e *Engine) On(n *network.Network) *Board {
	return &Board{Engine: e, Network: n, pairs: e.between.On(n), classes: e.classesOf(n)}
}

// classesOf are the classes of all actors, as senders and as recipients.
func (e *Engine) classesOf(n *network.Network) (classes [2][]uint32) {
	for i, side := range e.sides {
		classes[i] = make([]uint32, n.Len())
		for j, a := range n.Actors() {
			classes[i][j] = e.class(side, situation.PartyOf(a))
		}
	}
	return classes
}

// After puts a network before the engine that an act, or other readings or rules, made of that of another board. What these leave
// alone is shared: the classes of actors if the rules are the same, those of pairs if the world is.
func (e *Engine) After(before *Board, n *network.Network) *Board {
	if before == nil || before.between != e.between {
		return e.On(n)
	}
	delta, ok := n.Since(before.Network)
	if !ok {
		return e.On(n)
	}
	b := &Board{Engine: e, Network: n, pairs: before.pairs}
	if n != before.Network {
		b.pairs = before.pairs.On(n)
	}
	if e.compiled != before.compiled {
		b.classes = e.classesOf(n)
		return b
	}
	b.classes = before.classes
	if delta.Actors == nil {
		return b
	}
	for i, side := range e.sides {
		for _, j := range delta.Actors {
			class := e.class(side, situation.PartyOf(n.Actor(j)))
			if class == b.classes[i][j] {
				continue
			}
			if &b.classes[i][0] == &before.classes[i][0] {
				b.classes[i] = slices.Clone(before.classes[i])
			}
			b.classes[i][j] = class
		}
	}
	return b
}

// Nobody is the number of the recipient of a sender's own action.
const Nobody = -1

// Situation is the situation of two actors by number; to may be Nobody.
func (b *Board) Situation(from, to int) situation.Situation {
	s := situation.Situation{Sender: situation.PartyOf(b.Network.Actor(from)), Recipient: situation.Party{Kind: b.Set.World.Nobody}}
	if to != Nobody {
		s.Recipient, s.Pair = situation.PartyOf(b.Network.Actor(to)), b.pairs.Pair(b.pairs.Row(from)[to])
	}
	return s
}

// number is that of what two actors satisfy; to may be Nobody.
func (b *Board) number(from, to int) uint32 {
	recipient, pair := b.nobody, uint32(0)
	if to != Nobody {
		recipient, pair = b.classes[1][to], b.pairs.Row(from)[to]
	}
	n := b.come(b.classes[0][from], recipient, pair)
	if n&isOpen != 0 {
		n = b.close(n, b.Situation(from, to))
	}
	return n
}

// row puts the numbers of what a sender and each recipient satisfy into a list of all actors. That of the sender and itself says
// nothing.
func (b *Board) row(from int, into []uint32) {
	b.known.widen(len(b.sides[1].satisfy))
	sender, classes := b.classes[0][from], b.pairs.Row(from)
	recipients, into := b.classes[1][:len(classes)], into[:len(classes)] // so that their bounds are checked once
	known := b.known.row(sender)
	for to, class := range classes {
		if at := b.known.at(class, recipients[to]); at < uint(len(known)) && known[at]-1 < isOpen { // what is not known is 0
			into[to] = known[at] - 1
		} else if to != from {
			into[to] = b.number(from, to)
			known = b.known.row(sender)
		}
	}
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
	a, err := b.action(action)
	if err != nil {
		return nil, err
	}
	d, err := b.decided(b.number(from, to), a)
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
