package analysis

import "inroad/rules/decision"

// Resting is an outcome that would be another if a question were read another way.
type Resting struct {
	From, To int // To is decision.Nobody for an own action
	Action   string
	Decision *decision.Decision
	Flip     decision.Flip
}

// Rest lists, by question, the outcomes of a board that another reading of that question
// alone would change. What cannot be decided is left out.
func Rest(b *decision.Board) [][]Resting {
	list := make([][]Resting, len(b.Set.Questions))
	outcomes(b, func(from, to int, action string, d *decision.Decision) {
		last := -1
		for _, flip := range d.Flips {
			question := flip.Changes[0].Question
			if len(flip.Changes) == 1 && question != last {
				list[question] = append(list[question], Resting{from, to, action, d, flip})
				last = question
			}
		}
	})
	return list
}
