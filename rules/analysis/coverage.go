// Package analysis answers what is true of a rule set over all situations: which rules decide how
// many, the smallest situation in which one does, and what hangs on how a question is read. And what is
// true of a network as a whole: how far who gets, and what would get them further.
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
// a choice of readings. Situations that no rule tells apart count once; where those are more than
// can be listed, situations that no rule on the same action tells apart. A rule whose situations
// cannot be listed, because it looks at free text, tells too many apart or cannot be evaluated in
// one of them, has no count, and the others are counted without it.
func Coverage(set *policy.RuleSet, readings policy.Readings) map[string]Covered {
	lists, counted, left := listsOf(set)
	left = append(left, set.SwitchedOff()...)
	for {
		coverage, err := count(set.Without(left), readings, lists, counted)
		var failure *decision.Failure
		if !errors.As(err, &failure) {
			return coverage
		}
		left = append(left, failure.Rule.ID)
		counted = slices.DeleteFunc(counted, func(r *policy.Rule) bool { return r == failure.Rule })
	}
}

// A list is of the situations in which some actions are decided, as its lens tells them apart.
type list struct {
	actions []string
	lens    situation.Lens
}

// listsOf are the lists of a rule set: one of all its actions, or where that tells too many situations apart, one of each. It gives
// the rules that can be counted and the ids of those that cannot.
func listsOf(set *policy.RuleSet) (lists []*list, counted []*policy.Rule, left []string) {
	var all []string
	for _, a := range set.World.Actions {
		all = append(all, a.Name)
	}
	lists = []*list{{actions: all}}
	if fits(set, lists, &counted, &left) {
		return lists, counted, left
	}
	lists = nil
	for _, a := range all {
		lists = append(lists, &list{actions: []string{a}})
	}
	fits(set, lists, &counted, &left)
	return lists, counted, left
}

// offered are those of some actions that a kind of pair is offered.
func offered(set *policy.RuleSet, actions []string, kinds world.KindPair) []string {
	all := set.Applicable(kinds)
	return slices.DeleteFunc(slices.Clone(actions), func(a string) bool { return !slices.Contains(all, a) })
}

// fits lets the lists tell apart what the rules of a set do, one's own last. It gives the rules that can be
// counted and the ids of those that cannot, and reports whether none of the set's own is left for what the
// rules before it tell apart.
func fits(set *policy.RuleSet, lists []*list, counted *[]*policy.Rule, left *[]string) bool {
	*counted, *left = nil, nil
	all := true
	for _, own := range []bool{false, true} {
	rules:
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			if r.Own != own {
				continue
			}
			with := make([]situation.Lens, len(lists))
			for i, l := range lists {
				with[i] = l.lens
				if !slices.ContainsFunc(r.Actions(), func(a string) bool { return slices.Contains(l.actions, a) }) {
					continue
				}
				with[i] = l.lens.And(r.Lens())
				finite := with[i].Finite(set.World)
				if !finite || tooMany(set, with[i]) {
					all = all && (own || !finite)
					*left = append(*left, r.ID)
					continue rules
				}
			}
			for i, l := range lists {
				l.lens = with[i]
			}
			*counted = append(*counted, r)
		}
	}
	return all
}

func count(set *policy.RuleSet, readings policy.Readings, lists []*list, rules []*policy.Rule) (map[string]Covered, error) {
	decides, total := map[*policy.Rule]int{}, map[string]int{}
	for _, kinds := range set.World.Pairs() {
		for _, l := range lists {
			actions := offered(set, l.actions, kinds)
			if len(actions) == 0 {
				continue
			}
			for s := range set.Space.All(l.lens, kinds) {
				for _, action := range actions {
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
