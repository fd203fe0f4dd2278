package analysis

import "inroad/rules/decision"

// outcomes goes through all outcomes of a board; to is decision.Nobody for an own action. What cannot
// be decided is left out.
func outcomes(b *decision.Board, look func(from, to int, action string, d *decision.Decision)) {
	between := func(from, to int) {
		for _, action := range b.Set.Applicable(b.Kinds(from, to)) {
			if d, err := b.Between(from, to, action); err == nil {
				look(from, to, action, d)
			}
		}
	}
	for from := range b.Network.Len() {
		between(from, decision.Nobody)
		for to := range b.Network.Len() {
			if to != from {
				between(from, to)
			}
		}
	}
}
