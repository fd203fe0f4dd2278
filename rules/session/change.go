package session

import (
	"iter"

	"inroad/rules/decision"
)

// Flips are the outcomes that differ between two states, between actors that are in
// both, for the pairs that are asked for. An outcome is a verdict, a cost and whether it
// is contested. What cannot be decided in either state is left out.
func Flips(before, after State, pairs func(from, to int) bool) iter.Seq[decision.Change] {
	return decision.Changes(before.Board, after.Board, Was(before, after), pairs)
}

// Was are, by the number of an actor in one state, the numbers in an earlier one; -1 for who was not there.
func Was(before, after State) []int {
	was := make([]int, after.Scenario.Network.Len())
	if after.Scenario.Network.Same(before.Scenario.Network) {
		for i := range was {
			was[i] = i
		}
		return was
	}
	for i, a := range after.Scenario.Network.Actors() {
		was[i] = -1
		if j, ok := before.Scenario.Network.Find(a.ID); ok && before.Scenario.Network.Actor(j).Kind.Type == a.Kind.Type { // another rule set has other kinds of the same name
			was[i] = j
		}
	}
	return was
}
