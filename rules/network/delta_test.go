package network

import (
	"fmt"
	"testing"

	"inroad/rules/world"
)

func TestSince(t *testing.T) {
	w := newTown(t)
	n := w.people(5).Acted(Act{Do: Make, From: 0, To: 1, Tie: w.knows})
	vip, _ := w.person.Attribute("vip")
	for _, test := range []struct {
		name string
		is   *Network
		want string
	}{
		{"nothing", n, "[] [[] [] [] [] []]"},
		{"a place", n.Moved(2, Point{}), "[] [[] [] [] [] []]"},
		{"a name", n.Renamed(2, "Ada"), "[2] [[] [] [] [] []]"},
		{"an attribute", n.Acted(Act{Do: Set, From: 3, Attribute: vip, Value: world.Value{Number: 1}}), "[3] [[] [] [] [] []]"},
		{"a mutual tie", n.Acted(Act{Do: Make, From: 4, To: 2, Tie: w.knows}), "[] [[2 4] [] [] [] []]"},
		{"a tie less", n.Acted(Act{Do: Take, From: 1, To: 0, Tie: w.knows}), "[] [[0 1] [] [] [] []]"},
		{"a directed tie", n.Acted(Act{Do: Make, From: 4, To: 2, Tie: w.fears}), "[] [[] [] [] [2 4] []]"},
		{"there and back", n.Acted(Act{Do: Make, From: 4, To: 2, Tie: w.fears}).Acted(Act{Do: Take, From: 4, To: 2, Tie: w.fears}), "[] [[] [] [] [] []]"},
	} {
		delta, ok := test.is.Since(n)
		if got := fmt.Sprint(delta.Actors, delta.Tied); !ok || got != test.want {
			t.Errorf("%s: %s, %t, want %s", test.name, got, ok, test.want)
		}
	}
	for name, other := range map[string]*Network{"one more": n.Add(Actor{ID: "z", Kind: w.person}), "one less": n.Remove(4), "another": w.people(5)} {
		if _, ok := other.Since(n); ok {
			t.Errorf("%s: the two are compared", name)
		}
	}
}

func TestNear(t *testing.T) {
	w := newTown(t)
	n := w.people(7)
	for i := range 5 { // a chain of six, and somebody alone
		n = n.Acted(Act{Do: Make, From: i, To: i + 1, Tie: w.knows})
	}
	for steps, want := range []string{"[2]", "[2 1 3]", "[2 1 3 0 4]", "[2 1 3 0 4 5]", "[2 1 3 0 4 5]"} {
		if got := fmt.Sprint(n.Near(w.knows, []int{2}, int64(steps))); got != want {
			t.Errorf("%d steps: %s, want %s", steps, got, want)
		}
	}
}
