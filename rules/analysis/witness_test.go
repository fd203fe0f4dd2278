package analysis_test

import (
	"slices"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// unusual counts the facts of a situation that somebody new, with nobody around, does not have.
func unusual(w *world.World, s situation.Situation) int {
	n := 0
	for _, f := range w.Facts() {
		switch {
		case !f.Is(s.Kinds()) || f.Of == world.OfID || f.Of == world.OfName:
		case f.IsDistance():
			if s.Value(f).Number < f.Pair.Far {
				n++
			}
		case f.Of == world.OfPair:
			n += int(s.Value(f).Number)
		case s.Value(f) != f.Attribute.Default():
			n++
		}
	}
	return n
}

// everySet are the sets that come with Inroad, and the hospital.
func everySet(t *testing.T) []*policy.RuleSet {
	t.Helper()
	list := []*policy.RuleSet{hospital(t)}
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, set)
	}
	return list
}

// A survey has each situation that the rules on an action tell from the next, none of which cannot occur, those with the fewest
// unusual facts first.
func TestSurvey(t *testing.T) {
	for _, set := range everySet(t) {
		met := map[string]bool{}
		for _, part := range analysis.NewSurvey(set).Parts {
			for _, action := range part.Actions {
				met[action] = true
				var lens situation.Lens
				for _, r := range slices.Concat(set.Rules, set.Warnings) {
					if slices.Contains(r.Actions(), action) && r.Lens().Finite(set.World) {
						lens = lens.And(r.Lens())
					}
				}
				view, missing := lens.Ready(set.World), map[string]bool{}
				for _, kinds := range set.World.Pairs() {
					if set.Applies(action, kinds) {
						for s := range set.Space.All(lens, kinds) {
							missing[string(view.Key(nil, s))] = true
						}
					}
				}
				for _, s := range part.Situations {
					delete(missing, string(view.Key(nil, s)))
				}
				if len(missing) > 0 {
					t.Errorf("%s: %d situations of %s are missing", set.Name, len(missing), action)
				}
			}
			last := 0
			for _, s := range part.Situations {
				now := unusual(set.World, s)
				if now < last {
					t.Fatalf("%s: %+v, with %d unusual facts, comes after one with %d", set.Name, s, now, last)
				}
				last = now
				if set.Space.Broken(s) {
					t.Fatalf("%s: %+v cannot be", set.Name, s)
				}
			}
		}
		if len(met) != len(set.World.Actions) {
			t.Errorf("%s: %d actions of %d", set.Name, len(met), len(set.World.Actions))
		}
	}
}

// A rule's witness is decided by it, by it alone if that can be, and nothing with fewer unusual facts would do.
func TestWitness(t *testing.T) {
	for _, set := range everySet(t) {
		survey := analysis.NewSurvey(set)
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			if !r.Lens().Finite(set.World) {
				continue
			}
			w, err := survey.Witness(r)
			if err != nil {
				t.Error(err)
				continue
			}
			speaks := func(d *decision.Decision) bool {
				return slices.Contains(slices.Concat(d.Rules, d.Warnings), r)
			}
			d, err := decision.Once(set, w.Readings, w.At, w.Action)
			if err != nil || !speaks(d) || d.Outcome != w.Decision.Outcome {
				t.Errorf("%s has no part in its witness: %+v, %v", r.ID, d, err)
			}
			alone := func(d *decision.Decision) bool {
				if slices.Contains(d.Warnings, r) {
					return len(d.Warnings) == 1
				}
				return len(d.Rules)+len(d.Warnings) == 1
			}
			if w.Alone != alone(d) {
				t.Errorf("%s is alone: %t", r.ID, w.Alone)
			}
			if r.Needs != nil && !set.InForce(r, w.Readings) {
				t.Errorf("%s is not in force in its witness", r.ID)
			}
			engine := decision.New(set, w.Readings)
			for _, part := range survey.Parts {
				for _, at := range part.Situations {
					if w.Alone && unusual(set.World, at) >= unusual(set.World, w.At) {
						break
					}
					for _, action := range part.Actions {
						if !r.Fits(action, at.Kinds()) {
							continue
						}
						if d, err := engine.Decide(at, action); err == nil && speaks(d) && alone(d) {
							t.Errorf("%s decides alone where less is unusual, or where its witness is not alone", r.ID)
						}
					}
				}
			}
		}
	}
}

func TestNoWitness(t *testing.T) {
	set := cats(t, `@id("never") @title("x") @source("A1") permit(principal, action == Action::"purr", resource) when { principal.calm };
@id("always") @title("x") @source("A1") forbid(principal, action, resource) when { principal.calm };`)
	never, _ := set.Rule("never")
	if w, err := analysis.NewSurvey(set).Witness(never); err == nil {
		t.Errorf("it decides in %+v", w.At)
	}
}

// A single decision is of an action in a situation.
type single struct {
	at     situation.Situation
	action string
}

// singles are all that a survey decides, in its order.
func singles(set *policy.RuleSet, survey *analysis.Survey) []single {
	var list []single
	for _, part := range survey.Parts {
		for _, at := range part.Situations {
			for _, action := range set.Applicable(at.Kinds()) {
				if slices.Contains(part.Actions, action) {
					list = append(list, single{at, action})
				}
			}
		}
	}
	return list
}

// TestDifference holds what hangs on each reading against deciding everything anew.
func TestDifference(t *testing.T) {
	set := hospital(t)
	survey := analysis.NewSurvey(set)
	usual, err := survey.Usual()
	if err != nil {
		t.Fatal(err)
	}
	all := singles(set, survey)
	if len(all) != len(usual) {
		t.Fatalf("%d usual decisions, want %d", len(usual), len(all))
	}
	for i, c := range all {
		if usual[i].Outcome != outcome(t, set, set.Defaults(), c.at, c.action) {
			t.Fatalf("%s, %+v: the usual decision is another", c.action, c.at)
		}
	}
	for q, question := range set.Questions {
		for reading := range question.Readings {
			choice := policy.Choice{Question: q, Reading: reading}
			d, err := survey.Difference(choice, usual)
			if err != nil {
				t.Fatal(err)
			}
			least := d.Least
			want, fewest := 0, -1
			for i, c := range all {
				if usual[i].Outcome != outcome(t, set, set.Defaults().With(choice), c.at, c.action) {
					want++
					if n := unusual(set.World, c.at); fewest < 0 || n < fewest {
						fewest = n
					}
				}
			}
			if d.Turned != want || (d.Turned > 0) != (reading > 0) || d.Of != len(all) {
				t.Errorf("%s read as %d turns %d of %d decisions, want %d of %d", question.ID, reading, d.Turned, d.Of, want, len(all))
			}
			if want == 0 {
				continue
			}
			if n := unusual(set.World, least.At); n != fewest {
				t.Errorf("%s read as %d: the least has %d unusual facts, not %d", question.ID, reading, n, fewest)
			}
			before, after := outcome(t, set, least.Readings, least.At, least.Action), outcome(t, set, set.Defaults().With(choice), least.At, least.Action)
			if before == after || before != least.Decision.Outcome {
				t.Errorf("%s read as %d: in its witness it is %+v and %+v", question.ID, reading, before, after)
			}
		}
	}
}

// Where each action has its own situations, a reading turns some of those on the actions that the question is about.
func TestDifferenceInALargeSet(t *testing.T) {
	set, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	survey := analysis.NewSurvey(set)
	if len(survey.Parts) != len(set.World.Actions) {
		t.Fatalf("%d parts for %d actions", len(survey.Parts), len(set.World.Actions))
	}
	usual, err := survey.Usual()
	if err != nil {
		t.Fatal(err)
	}
	choice, err := set.Choose("Q8", "allowed")
	if err != nil {
		t.Fatal(err)
	}
	introduced := 0
	for _, part := range survey.Parts {
		if slices.Equal(part.Actions, []string{"introduce"}) {
			introduced = len(part.Situations)
		}
	}
	if d, err := survey.Difference(choice, usual); err != nil || d.Turned != 1 || d.Of != introduced || d.Least.Action != "introduce" {
		t.Errorf("Q8 turns %d of %d, want 1 of %d: %v", d.Turned, d.Of, introduced, err)
	}
}
