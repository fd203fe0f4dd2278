// Package analysis answers what is true of a rule set over all situations: which rules decide how
// many, the smallest situation in which one does, and what hangs on how a question is read.
package analysis

import (
	"errors"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Covered is how many situations a rule decides, of all that its actions have. A warning
// covers those that it warns in.
type Covered struct{ Decides, Of int }

// listed bounds the situations that Coverage lists.
const listed = 5_000_000

// Coverage counts, for every rule of a set by its id, the situations that it decides under
// a choice of readings. Situations that no rule tells apart count once. A rule whose
// situations cannot be listed, because it looks at free text, tells too many apart or cannot
// be evaluated in one of them, has no count, and the others are counted without it.
func Coverage(set *policy.RuleSet, readings policy.Readings) map[string]Covered {
	var lens situation.Lens
	var counted []*policy.Rule
	left := set.SwitchedOff()
	for _, own := range []bool{false, true} {
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			if r.Own != own {
				continue
			}
			with := lens.And(r.Lens())
			if !with.Finite(set.World) || tooMany(set, with) {
				left = append(left, r.ID)
				continue
			}
			lens, counted = with, append(counted, r)
		}
	}
	for {
		coverage, err := count(set.Without(left), readings, lens, counted)
		var failure *decision.Failure
		if !errors.As(err, &failure) {
			return coverage
		}
		left = append(left, failure.Rule.ID)
		counted = slices.DeleteFunc(counted, func(r *policy.Rule) bool { return r == failure.Rule })
	}
}

func count(set *policy.RuleSet, readings policy.Readings, lens situation.Lens, rules []*policy.Rule) (map[string]Covered, error) {
	decides, total := map[*policy.Rule]int{}, map[string]int{}
	for _, kinds := range set.World.Pairs() {
		for s := range set.Space.All(lens, kinds) {
			for _, action := range set.Applicable(kinds) {
				d, err := decision.Once(set, readings, s, action)
				if err != nil {
					return nil, err
				}
				total[action]++
				for _, r := range d.Rules {
					decides[r]++
				}
				for _, r := range d.Warnings {
					decides[r]++
				}
			}
		}
	}
	coverage := map[string]Covered{}
	for _, r := range rules {
		c := Covered{Decides: decides[r]}
		for _, action := range r.Actions() {
			c.Of += total[action]
		}
		coverage[r.ID] = c
	}
	return coverage, nil
}

// tooMany reports whether a lens tells more situations apart than are listed.
func tooMany(set *policy.RuleSet, lens situation.Lens) bool {
	return slices.ContainsFunc(set.World.Pairs(), func(kinds world.KindPair) bool { return lens.Bound(set.World, kinds, listed) == listed })
}
