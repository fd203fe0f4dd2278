package analysis

import (
	"slices"

	"inroad/rules/decision"
)

// Deciding counts, by the id of a rule, the outcomes of a board that it decides; by that of a warning,
// those that it warns of. What cannot be decided is left out.
func Deciding(b *decision.Board) map[string]int {
	times := map[*decision.Decision]int{} // the outcomes are many, the decisions few
	outcomes(b, func(_, _ int, _ string, d *decision.Decision) { times[d]++ })
	count := map[string]int{}
	for d, n := range times {
		for _, r := range slices.Concat(d.Rules, d.Warnings) {
			count[r.ID] += n
		}
	}
	return count
}
