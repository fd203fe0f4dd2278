package decision

import (
	"fmt"
	"slices"
	"testing"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// circle ties each of a crowd to the next.
func circle(set *policy.RuleSet, n int) *network.Network {
	alone := crowd(set.World, n)
	var actors []network.Actor
	for _, a := range alone.Actors() {
		actors = append(actors, a)
	}
	ties := network.Ties{}
	for _, t := range set.World.Ties {
		for i := range actors {
			if t.Fits(actors[i].Kind, actors[(i+1)%n].Kind) {
				ties[t] = append(ties[t], network.Pair{From: i, To: (i + 1) % n})
			}
		}
	}
	return network.New(set.World, actors, ties)
}

// The rows of a matrix are what each pair comes to, asked alone of an engine that has met no other: also where classes are met in
// the midst of a row, and where each pair has to be asked.
func TestMatrixIsEachPair(t *testing.T) {
	for _, rule := range ownRules {
		set := withRule(t, rule.when)
		n := circle(set, 40)
		for _, action := range append([]*world.Action{nil}, set.World.Actions...) {
			if action != nil && action.Own() {
				continue
			}
			each := New(set, set.Defaults()).On(n)
			matrix := New(set, set.Defaults()).On(n).Matrix(action)
			row := make([]uint16, n.Len())
			for from := range row {
				matrix.Row(from, row)
				for to, outcome := range row {
					var want Way
					switch {
					case to == from:
					case action == nil:
						want = each.Best(from, to)
					default:
						want = each.Way(from, to, action.Name)
					}
					if got := matrix.Outcomes[outcome]; got != want {
						t.Fatalf("%s: %d to %d: %+v, alone %+v", rule.when, from, to, got, want)
					}
				}
			}
		}
	}
}

// Where actors and ties are edited at once, each outcome that changed is found, as if all were compared.
func TestChangesOfActorsAndTies(t *testing.T) {
	for _, rule := range ownRules {
		set := withRule(t, rule.when)
		engine := New(set, set.Defaults())
		before := engine.On(circle(set, 12))
		n := before.Network.Renamed(2, before.Network.Actor(7).Name).Renamed(9, "Co 1")
		for _, tie := range set.World.Ties {
			n = n.Acted(network.Act{Do: network.Take, From: 2, To: 3, Tie: tie})
			if tie.Fits(n.Actor(2).Kind, n.Actor(6).Kind) {
				n = n.Acted(network.Act{Do: network.Make, From: 2, To: 6, Tie: tie})
			}
		}
		was := make([]int, n.Len())
		for i := range was {
			was[i] = i
		}
		changed := func(after *Board) (list []string) {
			for c := range Changes(before, after, was, func(int, int) bool { return true }) {
				list = append(list, fmt.Sprint(c.From, c.To, c.Action, c.Before.Outcome, c.After.Outcome))
			}
			return list
		}
		after := engine.After(before, n)
		got, all := changed(after), changed(New(set, set.Defaults()).On(n))
		if len(all) == 0 || !slices.Equal(got, all) {
			t.Errorf("%s: %q, of all %q", rule.when, got, all)
		}
	}
}
