package network

import (
	"iter"
	"slices"

	"inroad/rules/world"
)

// Pair is an ordered pair of actor numbers.
type Pair struct{ From, To int }

// Ties are pairs by the tie that stands between them.
type Ties map[*world.Tie][]Pair

// Network is an immutable set of actors of one world, and the ties between them. Actors are
// numbered from 0, kind by kind in the order of the schema, and in the order of the file.
type Network struct {
	World *world.World

	actors []Actor
	index  map[string]int
	// By the number of the tie: its pairs in the order of the file, a set of them, and for a mutual
	// one by actor those at its other end, ascending.
	ties  [][]Pair
	has   []map[Pair]struct{}
	peers [][][]int32
}

// New makes a network of actors, in the order of their kinds, and ties between their numbers. It
// takes what it is given as checked: ids are unique, ties fit their ends and stand once.
func New(w *world.World, actors []Actor, ties Ties) *Network {
	n := &Network{
		World: w, actors: actors, index: make(map[string]int, len(actors)),
		ties: make([][]Pair, len(w.Ties)), has: make([]map[Pair]struct{}, len(w.Ties)), peers: make([][][]int32, len(w.Ties)),
	}
	for i, a := range actors {
		n.index[a.ID] = i
	}
	for _, t := range w.Ties {
		n.setTies(t, ties[t])
	}
	return n
}

func (n *Network) setTies(t *world.Tie, pairs []Pair) {
	has := make(map[Pair]struct{}, len(pairs))
	for _, p := range pairs {
		has[p] = struct{}{}
	}
	n.ties[t.Number], n.has[t.Number] = pairs, has
	if !t.Mutual {
		return
	}
	peers := make([][]int32, len(n.actors))
	for _, p := range pairs {
		peers[p.From] = append(peers[p.From], int32(p.To))
		peers[p.To] = append(peers[p.To], int32(p.From))
	}
	for _, list := range peers {
		slices.Sort(list)
	}
	n.peers[t.Number] = peers
}

// Len is the number of actors.
func (n *Network) Len() int { return len(n.actors) }

// Actor is the actor with a number.
func (n *Network) Actor(i int) Actor { return n.actors[i] }

// Actors ranges over all actors in order.
func (n *Network) Actors() iter.Seq2[int, Actor] { return slices.All(n.actors) }

// Find is the number of the actor with an id.
func (n *Network) Find(id string) (int, bool) {
	i, ok := n.index[id]
	return i, ok
}

// Pairs are the ties of one kind, in the order of the file. The caller must not change them.
func (n *Network) Pairs(t *world.Tie) []Pair { return n.ties[t.Number] }

// Has reports whether a tie stands. A mutual one has no direction.
func (n *Network) Has(t *world.Tie, from, to int) bool {
	if _, ok := n.has[t.Number][Pair{from, to}]; ok {
		return true
	}
	if t.Mutual {
		_, ok := n.has[t.Number][Pair{to, from}]
		return ok
	}
	return false
}

// Distances are how far all actors are from one of them, as a fact of a pair sees it: 1 tied, 2
// and more through others, the fact's Far beyond, 0 for oneself and where the fact is not there.
// Only the fact's own tie counts.
func (n *Network) Distances(p *world.PairFact, from int) []uint8 {
	far := uint8(p.Far)
	distances := make([]uint8, len(n.actors))
	for i, a := range n.actors {
		if i != from && p.Between(n.actors[from].Kind, a.Kind) {
			distances[i] = far
		}
	}
	peers := n.peers[p.Tie.Number]
	reached := make([]bool, len(n.actors))
	reached[from] = true
	frontier := []int32{int32(from)}
	for distance := uint8(1); distance < far; distance++ {
		var next []int32
		for _, i := range frontier {
			for _, j := range peers[i] {
				if reached[j] {
					continue
				}
				reached[j] = true
				next = append(next, j)
				if distances[j] == far {
					distances[j] = distance
				}
			}
		}
		frontier = next
	}
	return distances
}

// Peers are the numbers of those whom a mutual tie links an actor to, ascending. The caller must not change them.
func (n *Network) Peers(t *world.Tie, i int) []int32 { return n.peers[t.Number][i] }

// Path is a shortest way from one actor to another along the tie of a distance, both ends
// included; nil where they are the fact's Far from each other, or have no distance.
func (n *Network) Path(p *world.PairFact, from, to int) []int {
	if !p.Between(n.actors[from].Kind, n.actors[to].Kind) {
		return nil
	}
	before := map[int]int{from: from}
	frontier := []int{from}
	for distance := int64(1); distance < p.Far; distance++ {
		var next []int
		for _, i := range frontier {
			for _, peer := range n.peers[p.Tie.Number][i] {
				j := int(peer)
				if _, seen := before[j]; seen {
					continue
				}
				before[j] = i
				if j == to {
					path := []int{to}
					for at := to; at != from; at = before[at] {
						path = append(path, before[at])
					}
					slices.Reverse(path)
					return path
				}
				next = append(next, j)
			}
		}
		frontier = next
	}
	return nil
}
