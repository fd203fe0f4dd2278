package session

import "inroad/rules/decision"

// Flips lists the outcomes that differ between two states, between actors that are in
// both, for the pairs that are asked for. An outcome is a verdict, a cost and whether it
// is contested. What cannot be decided in either state is left out.
func Flips(before, after State, pairs func(from, to int) bool) []decision.Change {
	old := make([]int, after.Scenario.Network.Len())
	for i, a := range after.Scenario.Network.Actors() {
		old[i] = -1
		if j, ok := before.Scenario.Network.Find(a.ID); ok && before.Scenario.Network.Actor(j).Kind.Type == a.Kind.Type { // another rule set has other kinds of the same name
			old[i] = j
		}
	}
	return decision.Changes(before.Board, after.Board, old, pairs)
}
