package session

import (
	"inroad/rules/decision"
)

// Flip is an outcome that a change of the scenario changed.
type Flip struct {
	From, To      int // numbers in the later state; To is decision.Nobody for an own action
	Action        string
	Before, After *decision.Decision
}

// Opened reports whether the outcome went from denied to allowed.
func (f Flip) Opened() bool {
	return f.Before.Verdict != decision.Allowed && f.After.Verdict == decision.Allowed
}

// Closed reports whether the outcome went from allowed to denied.
func (f Flip) Closed() bool {
	return f.Before.Verdict == decision.Allowed && f.After.Verdict != decision.Allowed
}

// Flips lists the outcomes that differ between two states, between actors that are in
// both, for the pairs that are asked for. An outcome is a verdict, a cost and whether it
// is contested. What cannot be decided in either state is left out.
func Flips(before, after State, pairs func(from, to int) bool) []Flip {
	old := make([]int, after.Scenario.Network.Len())
	for i, a := range after.Scenario.Network.Actors() {
		old[i] = -1
		if j, ok := before.Scenario.Network.Find(a.ID); ok && before.Scenario.Network.Actor(j).Kind.Type == a.Kind.Type { // another rule set has other kinds of the same name
			old[i] = j
		}
	}
	var flips []Flip
	compare := func(from, to, oldFrom, oldTo int) {
		if after.Board.Same(from, to, before.Board, oldFrom, oldTo) {
			return
		}
		for _, action := range after.Board.Set.Applicable(after.Board.Kinds(from, to)) {
			was, errWas := before.Board.Between(oldFrom, oldTo, action)
			is, errIs := after.Board.Between(from, to, action)
			if errWas != nil || errIs != nil || was == is {
				continue
			}
			if was.Outcome != is.Outcome || was.Contested != is.Contested {
				flips = append(flips, Flip{from, to, action, was, is})
			}
		}
	}
	for from := range old {
		if old[from] < 0 {
			continue
		}
		if pairs(from, decision.Nobody) {
			compare(from, decision.Nobody, old[from], decision.Nobody)
		}
		for to := range old {
			if to != from && old[to] >= 0 && pairs(from, to) {
				compare(from, to, old[from], old[to])
			}
		}
	}
	return flips
}
