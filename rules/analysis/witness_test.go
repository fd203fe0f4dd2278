package analysis_test

import (
	"slices"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/policy"
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

func TestSurvey(t *testing.T) {
	for _, set := range []*policy.RuleSet{article(t), hospital(t)} {
		survey := analysis.NewSurvey(set)
		all := 0
		for _, kinds := range set.World.Pairs() {
			for range set.Space.All(set.Lens(), kinds) {
				all++
			}
		}
		if len(survey.Situations) != all || all == 0 {
			t.Errorf("%d situations of %d", len(survey.Situations), all)
		}
		last := 0
		for _, s := range survey.Situations {
			now := unusual(set.World, s)
			if now < last {
				t.Fatalf("%+v, with %d unusual facts, comes after one with %d", s, now, last)
			}
			last = now
		}
	}
}

// A rule's witness is decided by it, by it alone if that can be, and nothing with fewer unusual facts would do.
func TestWitness(t *testing.T) {
	for _, set := range []*policy.RuleSet{article(t), hospital(t)} {
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
			for _, at := range survey.Situations {
				if w.Alone && unusual(set.World, at) >= unusual(set.World, w.At) {
					break
				}
				for _, action := range r.Actions() {
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

func TestNoWitness(t *testing.T) {
	set := cats(t, `@id("never") @title("x") @source("A1") permit(principal, action == Action::"purr", resource) when { principal.calm };
@id("always") @title("x") @source("A1") forbid(principal, action, resource) when { principal.calm };`)
	never, _ := set.Rule("never")
	if w, err := analysis.NewSurvey(set).Witness(never); err == nil {
		t.Errorf("it decides in %+v", w.At)
	}
}

// TestDifference holds what hangs on each reading against deciding everything anew.
func TestDifference(t *testing.T) {
	set := hospital(t)
	survey := analysis.NewSurvey(set)
	usual, err := survey.Usual()
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, at := range survey.Situations {
		for _, action := range set.Applicable(at.Kinds()) {
			if i == len(usual) || usual[i].Outcome != outcome(t, set, set.Defaults(), at, action) {
				t.Fatalf("%s, %+v: the usual decision is another", action, at)
			}
			i++
		}
	}
	if i != len(usual) {
		t.Errorf("%d usual decisions, want %d", len(usual), i)
	}
	for q, question := range set.Questions {
		for reading := range question.Readings {
			choice := policy.Choice{Question: q, Reading: reading}
			least, turned, err := survey.Difference(choice, usual)
			if err != nil {
				t.Fatal(err)
			}
			want, first, i := 0, situation.Situation{}, 0
			for _, at := range survey.Situations {
				for _, action := range set.Applicable(at.Kinds()) {
					if usual[i].Outcome != outcome(t, set, set.Defaults().With(choice), at, action) {
						if want++; want == 1 {
							first = at
						}
					}
					i++
				}
			}
			if turned != want || (turned > 0) != (reading > 0) {
				t.Errorf("%s read as %d turns %d decisions, want %d", question.ID, reading, turned, want)
			}
			if want == 0 {
				continue
			}
			if unusual(set.World, least.At) != unusual(set.World, first) {
				t.Errorf("%s read as %d: the least is %+v, not %+v", question.ID, reading, least.At, first)
			}
			before, after := outcome(t, set, least.Readings, least.At, least.Action), outcome(t, set, set.Defaults().With(choice), least.At, least.Action)
			if before == after || before != least.Decision.Outcome {
				t.Errorf("%s read as %d: in its witness it is %+v and %+v", question.ID, reading, before, after)
			}
		}
	}
}
