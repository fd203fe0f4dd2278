package network

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// members makes a network of n members without ties.
func members(n int) *Network {
	network := New(nil, nil)
	for i := range n {
		network = network.Add(Actor{ID: fmt.Sprint("m", i), Kind: Member})
	}
	return network
}

// TestDegrees holds degrees against shortest paths found the slow way, by relaxing every
// pair through every third.
func TestDegrees(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		size := 2 + r.IntN(8)
		n := members(size)
		page := n.Add(Actor{ID: "page", Kind: Page})
		distance := make([][]int, size)
		for i := range distance {
			distance[i] = make([]int, size)
			for j := range distance[i] {
				distance[i][j] = 100
			}
			distance[i][i] = 0
		}
		for range r.IntN(12) {
			i, j := r.IntN(size), r.IntN(size)
			if i != j && !page.Has(Connection, i, j) {
				page = page.WithTie(Connection, i, j)
				distance[i][j], distance[j][i] = 1, 1
			}
		}
		for k := range size {
			for i := range size {
				for j := range size {
					distance[i][j] = min(distance[i][j], distance[i][k]+distance[k][j])
				}
			}
		}
		for i := range size {
			degrees := page.Degrees(i)
			for j := range size {
				if want := min(distance[i][j], Far); int(degrees[j]) != want {
					t.Fatalf("from %d to %d: degree %d, want %d", i, j, degrees[j], want)
				}
			}
			if degrees[size] != 0 {
				t.Fatalf("a Page has the degree %d", degrees[size])
			}
		}
		if degrees := page.Degrees(size); !reflect.DeepEqual(degrees, make([]uint8, size+1)) {
			t.Fatalf("a Page sees the degrees %v", degrees)
		}
	}
}

func TestBlocksDoNotCutDegrees(t *testing.T) {
	n := members(2).WithTie(Connection, 0, 1).WithTie(Block, 1, 0)
	if d := n.Degrees(0)[1]; d != 1 {
		t.Errorf("degree %d", d)
	}
}

func TestMembersStandBeforePages(t *testing.T) {
	n := members(1).Add(Actor{ID: "page", Kind: Page}).WithTie(Follow, 0, 1)
	n = n.Add(Actor{ID: "late", Kind: Member})
	var ids []string
	for _, a := range n.Actors() {
		ids = append(ids, a.ID)
	}
	if !reflect.DeepEqual(ids, []string{"m0", "late", "page"}) {
		t.Errorf("order %v", ids)
	}
	if i, ok := n.Find("page"); !ok || i != 2 || !n.Has(Follow, 0, 2) {
		t.Error("the follow lost its Page")
	}
	n = n.Remove(0)
	if len(n.Pairs(Follow)) != 0 || n.Len() != 2 {
		t.Error("a tie of a removed actor stayed")
	}
}

func TestEditsLeaveTheOriginal(t *testing.T) {
	before := members(3).WithTie(Connection, 0, 1)
	before.WithTie(Connection, 1, 2)
	before.WithoutTie(Connection, 1, 0)
	before.WithActor(0, Actor{ID: "other", Kind: Page, Name: "x"})
	before.Remove(1)
	if !before.Has(Connection, 1, 0) || before.Has(Connection, 1, 2) || before.Actor(0).Name != "" || before.Len() != 3 || before.Degrees(0)[2] != Far {
		t.Error("an edit changed the network that it was made on")
	}
	if a := before.WithActor(0, Actor{ID: "other", Kind: Page, Name: "x"}).Actor(0); a.ID != "m0" || a.Kind != Member || a.Name != "x" {
		t.Errorf("id and kind must stay: %+v", a)
	}
}
