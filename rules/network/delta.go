package network

import (
	"slices"

	"inroad/rules/world"
)

// Delta is what one network has otherwise than another, of the same actors.
type Delta struct {
	// Actors are those of whom a rule may see something else: an attribute or the name.
	Actors []int
	// Tied are, by the number of the tie, those who gained or lost one.
	Tied [][]int
}

// Same reports whether the network has the actors of an earlier one, by the same numbers, whatever acts changed about them.
func (n *Network) Same(before *Network) bool {
	return n.index == before.index && n.World == before.World
}

// Since compares the network with an earlier one in O(n): what the two share, no act has changed. False where actors came or
// went, or the world is another, so that there is no telling who is who.
func (n *Network) Since(before *Network) (Delta, bool) {
	if !n.Same(before) {
		return Delta{}, false
	}
	d := Delta{Tied: make([][]int, len(n.World.Ties))}
	if !shared(n.actors, before.actors) {
		for i := range n.actors {
			if a, b := n.actors[i], before.actors[i]; a != b && (a.Name != b.Name || !shared(a.Values, b.Values) && !slices.Equal(a.Values, b.Values)) {
				d.Actors = append(d.Actors, i)
			}
		}
	}
	for _, t := range n.World.Ties {
		is, was := n.ties[t.Number], before.ties[t.Number]
		if shared(is.to, was.to) && shared(is.from, was.from) {
			continue
		}
		for i := range n.actors {
			if !same(is.to[i], was.to[i]) || !t.Mutual && !same(is.from[i], was.from[i]) {
				d.Tied[t.Number] = append(d.Tied[t.Number], i)
			}
		}
	}
	return d, true
}

// shared reports whether two slices are one.
func shared[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func same(a, b []int32) bool { return shared(a, b) || slices.Equal(a, b) }

// Near are those within some steps of any of some actors along a mutual tie, these included.
func (n *Network) Near(t *world.Tie, actors []int, steps int64) []int {
	near := slices.Clone(actors)
	reached := make([]bool, len(n.actors))
	for _, i := range actors {
		reached[i] = true
	}
	frontier := near
	for range steps {
		from := len(near)
		for _, i := range frontier {
			for _, j := range n.To(t, i) {
				if !reached[j] {
					reached[j] = true
					near = append(near, int(j))
				}
			}
		}
		frontier = near[from:]
	}
	return near
}
