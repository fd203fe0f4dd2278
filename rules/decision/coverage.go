package decision

import (
	"errors"

	"inroad/rules/policy"
	"inroad/rules/situation"
)

// Covered is how many situations a rule decides, of all that its actions have. A warning
// covers those that it warns in.
type Covered struct{ Decides, Of int }

// counted bounds the situations that Coverage lists.
const counted = 5_000_000

// ErrUncounted says that there is no coverage to be had.
var ErrUncounted = errors.New("coverage cannot be counted: rules look at free text or tell too many situations apart")

// Coverage counts, for every rule of a set by its id, the situations that it decides under
// a choice of readings. Situations that no rule tells apart count once. The error is ErrUncounted
// for rules that look at free text, whose situations cannot be listed.
func Coverage(set *policy.RuleSet, readings policy.Readings) (map[string]Covered, error) {
	lens := set.Lens()
	if !lens.Finite() || lens.Bound(counted) == counted {
		return nil, ErrUncounted
	}
	coverage := map[string]Covered{}
	add := func(rules []*policy.Rule) {
		for _, r := range rules {
			c := coverage[r.ID]
			c.Decides++
			coverage[r.ID] = c
		}
	}
	total := map[string]int{}
	for _, kinds := range situation.Kinds() {
		actions := set.Applicable(kinds)
		for s := range lens.All(kinds) {
			for _, action := range actions {
				total[action]++
				d, err := decide(set, readings, s, action)
				if err != nil {
					return nil, err
				}
				add(d.Rules)
				add(d.Warnings)
			}
		}
	}
	for _, list := range [][]*policy.Rule{set.Rules, set.Warnings} {
		for _, r := range list {
			c := coverage[r.ID]
			for _, action := range r.Actions() {
				c.Of += total[action]
			}
			coverage[r.ID] = c
		}
	}
	return coverage, nil
}
