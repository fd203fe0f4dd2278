package network

import (
	"iter"
	"slices"
	"sync"

	"inroad/rules/world"
)

// Pair is an ordered pair of actor numbers.
type Pair struct{ From, To int }

// Ties are pairs by the tie that stands between them.
type Ties map[*world.Tie][]Pair

// Network is an immutable set of actors of one world, and the ties between them. Actors are
// numbered from 0, kind by kind in the order of the schema, and in the order of the file. A network
// that an act made shares with the one before all that the act left alone.
type Network struct {
	World *world.World

	actors []*Actor // never written to: networks share them
	index  *index
	ties   []tied    // by the number of the tie
	names  *sync.Map // as []string by who calls them so; shared by networks of the same actors under the same names
}

// index finds actors by id. It is shared by networks whose actors have the same numbers.
type index struct{ numbers map[string]int }

// tied is where one tie stands.
type tied struct {
	pairs []Pair // in the order of the file
	// By actor, ascending, those at the other end: whom it has the tie to, and who has it to the actor. Of a
	// mutual one both are the same.
	to, from [][]int32
}

// New makes a network of actors, in the order of their kinds, and ties between their numbers. It
// takes what it is given as checked: ids are unique, ties fit their ends and stand once.
func New(w *world.World, actors []Actor, ties Ties) *Network {
	n := &Network{World: w, actors: make([]*Actor, len(actors)), index: &index{make(map[string]int, len(actors))}, ties: make([]tied, len(w.Ties)), names: &sync.Map{}}
	for i := range actors {
		n.actors[i] = &actors[i]
		n.index.numbers[actors[i].ID] = i
	}
	for _, t := range w.Ties {
		n.ties[t.Number] = tiedBy(t, ties[t], len(actors))
	}
	return n
}

func tiedBy(t *world.Tie, pairs []Pair, actors int) tied {
	out := tied{pairs: pairs, to: make([][]int32, actors)}
	out.from = out.to
	if !t.Mutual {
		out.from = make([][]int32, actors)
	}
	for _, p := range pairs {
		out.to[p.From] = append(out.to[p.From], int32(p.To))
		out.from[p.To] = append(out.from[p.To], int32(p.From))
	}
	for _, lists := range [][][]int32{out.to, out.from} {
		for _, list := range lists {
			slices.Sort(list)
		}
	}
	return out
}

// Len is the number of actors.
func (n *Network) Len() int { return len(n.actors) }

// Actor is the actor with a number.
func (n *Network) Actor(i int) Actor { return *n.actors[i] }

// Actors ranges over all actors in order.
func (n *Network) Actors() iter.Seq2[int, Actor] {
	return func(yield func(int, Actor) bool) {
		for i, a := range n.actors {
			if !yield(i, *a) {
				return
			}
		}
	}
}

// Names are how all actors are called, by number. It is worked out once for whoever calls them, a comparable value: it must depend on
// nothing of the network but who there is and their names, which most edits leave as they are. The caller must not change the list.
func (n *Network) Names(caller any, call func() []string) []string {
	if list, ok := n.names.Load(caller); ok {
		return list.([]string)
	}
	list := call()
	n.names.Store(caller, list)
	return list
}

// Find is the number of the actor with an id.
func (n *Network) Find(id string) (int, bool) {
	i, ok := n.index.numbers[id]
	return i, ok
}

// Pairs are the ties of one kind, in the order of the file. The caller must not change them.
func (n *Network) Pairs(t *world.Tie) []Pair { return n.ties[t.Number].pairs }

// Has reports whether a tie stands. A mutual one has no direction.
func (n *Network) Has(t *world.Tie, from, to int) bool {
	_, ok := slices.BinarySearch(n.ties[t.Number].to[from], int32(to))
	return ok
}

// To are the numbers of those to whom an actor has a tie, ascending; of a mutual one, of all whom it links to the actor. The
// caller must not change them.
func (n *Network) To(t *world.Tie, i int) []int32 { return n.ties[t.Number].to[i] }

// From are the numbers of those who have a tie to an actor, ascending; of a mutual one the same as To. The caller must not change
// them.
func (n *Network) From(t *world.Tie, i int) []int32 { return n.ties[t.Number].from[i] }

// Distances are how far all actors are from one of them, as a fact of a pair sees it: 1 tied, 2
// and more through others, the fact's Far beyond, 0 for oneself and where the fact is not there.
// Only the fact's own tie counts.
func (n *Network) Distances(p *world.PairFact, from int) []uint8 {
	far := uint8(p.Far)
	distances := make([]uint8, len(n.actors))
	sender := n.actors[from].Kind
	between := make([]bool, len(n.World.All())) // by the number of a kind
	for _, kind := range n.World.Kinds {
		between[kind.Number] = p.Between(sender, kind)
	}
	for i := range n.actors {
		if i != from && between[n.actors[i].Kind.Number] {
			distances[i] = far
		}
	}
	for before, level := range n.Reach(p.Tie, from, p.Far-1) {
		for _, i := range level {
			if distances[i] == far {
				distances[i] = uint8(before + 1)
			}
		}
	}
	return distances
}

// Reach are those whom an actor reaches along a mutual tie, by the steps that it takes, from one step on; at most so many levels.
func (n *Network) Reach(t *world.Tie, from int, steps int64) [][]int32 {
	reached := make([]bool, len(n.actors))
	reached[from] = true
	all := append(make([]int32, 0, 64), int32(from)) // level after level
	var levels [][]int32
	begins := 0
	for range steps {
		frontier := all[begins:]
		begins = len(all)
		for _, i := range frontier {
			for _, j := range n.To(t, int(i)) {
				if !reached[j] {
					reached[j] = true
					all = append(all, j)
				}
			}
		}
		levels = append(levels, all[begins:])
	}
	return levels
}

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
			for _, peer := range n.To(p.Tie, i) {
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
