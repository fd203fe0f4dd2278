package lint

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// Findings is what is odd about the rules of a text beside all other rules but those that are switched off: a permit that
// decides nothing, because wherever it holds the same forbid does. Lint says what is wrong with each rule by itself.
func (l *Linter) Findings(text string, off []string) *Text {
	out := l.Lint(text)
	out.Diagnostics = nil
	var forbids []*policy.Rule
	add := func(r *policy.Rule) {
		if r != nil && !r.Permits && !slices.Contains(off, r.ID) {
			forbids = append(forbids, r)
		}
	}
	for _, r := range l.set.Rules {
		add(r)
	}
	for _, r := range out.Rules {
		add(r.read)
	}
	left := looked
	for i, r := range out.Rules {
		if r.read == nil || !r.read.Permits || r.Never {
			continue
		}
		if winner := l.winner(r.read, forbids, &left); winner != nil {
			out.Rules[i].Never = true
			message := diagnostic.Say(diagnostic.Outdone, winner.Title)
			out.Diagnostics = append(out.Diagnostics, &diagnostic.Diagnostic{Message: message, Range: r.effect, In: r.in})
		}
	}
	out.place()
	return out
}

// listed is the most situations, that two rules tell apart, of which all are looked at.
const listed = 20_000

// looked is the most situations and pairs of rules that the findings on one text look at: whoever types waits for the answer.
const looked = 200_000

// winner is a forbid that holds wherever a permit does, whatever readings are chosen; nil where there is none, or none that can
// be told with what is left to look at.
func (l *Linter) winner(permit *policy.Rule, forbids []*policy.Rule, left *int) *policy.Rule {
	if *left <= 0 || !permit.Lens().Finite(l.set.World) {
		return nil
	}
	example, action := l.example(permit, left)
	for _, forbid := range forbids {
		if *left--; *left <= 0 {
			return nil
		}
		if !slices.ContainsFunc(permit.Actions(), func(action string) bool { return slices.Contains(forbid.Actions(), action) }) {
			continue
		}
		if slices.ContainsFunc(forbid.Needs, func(c policy.Choice) bool { return !slices.Contains(permit.Needs, c) }) {
			continue
		}
		if action != "" && forbid.Holds(example, action) != policy.Yes {
			continue
		}
		if l.always(permit, forbid, left) {
			return forbid
		}
	}
	return nil
}

// example is a situation in which a rule holds, and for which action; "" where none is found at once.
func (l *Linter) example(r *policy.Rule, left *int) (situation.Situation, string) {
	for _, kinds := range l.set.World.Pairs() {
		for s := range l.set.Space.All(r.Lens(), kinds) {
			if *left--; *left <= 0 {
				return situation.Situation{}, ""
			}
			for _, action := range r.Actions() {
				if r.Fits(action, kinds) && r.Holds(s, action) == policy.Yes {
					return s, action
				}
			}
		}
	}
	return situation.Situation{}, ""
}

// always reports whether a forbid holds wherever a permit does.
func (l *Linter) always(permit, forbid *policy.Rule, left *int) bool {
	lens := permit.Lens().And(forbid.Lens())
	if !lens.Finite(l.set.World) {
		return false
	}
	for _, kinds := range l.set.World.Pairs() {
		var actions []string
		for _, action := range permit.Actions() {
			if permit.Fits(action, kinds) {
				actions = append(actions, action)
			}
		}
		if actions == nil {
			continue
		}
		if lens.Bound(l.set.World, kinds, listed) == listed {
			return false
		}
		for s := range l.set.Space.All(lens, kinds) {
			if *left--; *left <= 0 {
				return false
			}
			for _, action := range actions {
				if permit.Holds(s, action) == policy.Yes && !(forbid.Fits(action, kinds) && forbid.Holds(s, action) == policy.Yes) {
					return false
				}
			}
		}
	}
	return true
}
