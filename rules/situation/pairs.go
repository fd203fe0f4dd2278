package situation

import (
	"inroad/rules/network"
	"inroad/rules/world"
)

// Pairs are the facts of every ordered pair of a network: its ties indexed once, distances searched
// once a sender, when first asked for. It is not safe for concurrent use.
type Pairs struct {
	network   *network.Network
	ties      map[network.Pair][]byte // of those that have any
	none      []byte
	distances [][][]uint8 // by the fact and by sender
}

// NewPairs indexes a network's ties by pair, both ways round.
func NewPairs(n *network.Network) *Pairs {
	p := &Pairs{network: n, ties: map[network.Pair][]byte{}, none: make([]byte, len(n.World.Pair)), distances: make([][][]uint8, len(n.World.Pair))}
	set := func(from, to int, f *world.PairFact) {
		pair := network.Pair{From: from, To: to}
		if p.ties[pair] == nil {
			p.ties[pair] = make([]byte, len(n.World.Pair))
		}
		p.ties[pair][f.Number] = 1
	}
	for _, f := range n.World.Pair {
		if f.Distance() {
			p.distances[f.Number] = make([][]uint8, n.Len())
			continue
		}
		for _, tied := range n.Pairs(f.Tie) {
			if f.Side != world.Recipient || f.Tie.Mutual {
				set(tied.From, tied.To, f)
			}
			if f.Side != world.Sender || f.Tie.Mutual {
				set(tied.To, tied.From, f)
			}
		}
	}
	return p
}

// Append appends the facts of two actors by number, a byte each.
func (p *Pairs) Append(facts []byte, from, to int) []byte {
	ties, ok := p.ties[network.Pair{From: from, To: to}]
	if !ok {
		ties = p.none
	}
	start := len(facts)
	facts = append(facts, ties...)
	for i, distances := range p.distances {
		if distances == nil {
			continue
		}
		if distances[from] == nil {
			distances[from] = p.network.Distances(p.network.World.Pair[i], from)
		}
		facts[start+i] = distances[from][to]
	}
	return facts
}

// Situation is the situation of two actors by number; a recipient below 0 is none.
func (p *Pairs) Situation(from, to int) Situation {
	s := Situation{Sender: PartyOf(p.network.Actor(from)), Recipient: Party{Kind: p.network.World.Nobody}}
	if to >= 0 {
		var room [64]byte
		s.Recipient, s.Pair = PartyOf(p.network.Actor(to)), Pair(p.Append(room[:0], from, to))
	}
	return s
}
