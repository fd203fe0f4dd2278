package network

import (
	"iter"
	"slices"
)

// Tie is a kind of relation between two actors. All but Connection are ordered: from
// whoever acts to whoever it is done to.
type Tie uint8

// The kinds of tie, in the order of the scenario file.
const (
	Connection Tie = iota
	Follow
	Visit
	Wrote
	Invitation
	Block
	tieCount
)

var tieNames = []string{"connections", "follows", "visits", "wrote", "invitations", "blocks"}

// Ties are all kinds of tie, in the order of the scenario file.
func Ties() []Tie { return []Tie{Connection, Follow, Visit, Wrote, Invitation, Block} }

// String is the name of the tie's list in a scenario file.
func (t Tie) String() string { return tieNames[t] }

// ParseTie finds a kind of tie by the name of its list.
func ParseTie(name string) (Tie, bool) {
	i := indexOf(tieNames, name)
	return Tie(max(i, 0)), i >= 0
}

// Fits reports whether the tie may run from an actor of one kind to one of the other:
// connections, invitations and blocks are between members, members follow and visit
// Pages, and anybody writes to anybody.
func (t Tie) Fits(from, to Kind) bool {
	switch t {
	case Follow, Visit:
		return from == Member && to == Page
	case Wrote:
		return true
	default:
		return from == Member && to == Member
	}
}

// Pair is an ordered pair of actor numbers.
type Pair struct{ From, To int }

// Network is an immutable set of actors and ties. Actors are numbered from 0, members
// before Pages, in the order of the file. The zero Network is empty.
type Network struct {
	actors []Actor
	index  map[string]int
	ties   [tieCount][]Pair // in the order of the file
	has    [tieCount]map[Pair]struct{}
	peers  [][]int32 // by actor: its connections, ascending
}

// New makes a network of actors, members first, and ties between their numbers. It
// takes what it is given as checked: ids are unique, ties fit their ends and stand once.
func New(actors []Actor, ties map[Tie][]Pair) *Network {
	n := &Network{actors: actors, index: make(map[string]int, len(actors)), peers: make([][]int32, len(actors))}
	for i, a := range actors {
		n.index[a.ID] = i
	}
	for _, t := range Ties() {
		n.setTies(t, ties[t])
	}
	return n
}

func (n *Network) setTies(t Tie, pairs []Pair) {
	n.ties[t] = pairs
	n.has[t] = make(map[Pair]struct{}, len(pairs))
	for _, p := range pairs {
		n.has[t][p] = struct{}{}
	}
	if t != Connection {
		return
	}
	n.peers = make([][]int32, len(n.actors))
	for _, p := range pairs {
		n.peers[p.From] = append(n.peers[p.From], int32(p.To))
		n.peers[p.To] = append(n.peers[p.To], int32(p.From))
	}
	for _, list := range n.peers {
		slices.Sort(list)
	}
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
func (n *Network) Pairs(t Tie) []Pair { return n.ties[t] }

// Has reports whether a tie stands. A connection has no direction.
func (n *Network) Has(t Tie, from, to int) bool {
	if _, ok := n.has[t][Pair{from, to}]; ok {
		return true
	}
	if t == Connection {
		_, ok := n.has[t][Pair{to, from}]
		return ok
	}
	return false
}

// Far is the degree of everybody who is further than third or not linked at all.
const Far = 4

// Degrees are the degrees of all actors as one of them sees them: 1 connected, 2 and 3
// through others, Far beyond, 0 for oneself and between a member and a Page. Only
// connections count; a block does not cut them.
func (n *Network) Degrees(from int) []uint8 {
	degrees := make([]uint8, len(n.actors))
	for i, a := range n.actors {
		if i != from && a.Kind == Member && n.actors[from].Kind == Member {
			degrees[i] = Far
		}
	}
	frontier := []int32{int32(from)}
	for degree := uint8(1); degree < Far; degree++ {
		var next []int32
		for _, i := range frontier {
			for _, j := range n.peers[i] {
				if degrees[j] == Far {
					degrees[j] = degree
					next = append(next, j)
				}
			}
		}
		frontier = next
	}
	return degrees
}

// Peers are the numbers of an actor's connections, ascending. The caller must not change them.
func (n *Network) Peers(i int) []int32 { return n.peers[i] }
