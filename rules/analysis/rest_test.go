package analysis_test

import (
	"fmt"
	"slices"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/scenario"
)

// TestRest holds the outcomes that rest on a question against reading it every other way.
func TestRest(t *testing.T) {
	house, errs := scenario.ParseWith([]byte(`{"inroad": 1, "rules": {"base": "hospital", "readings": {"Q3": "spared"}},
		"doctors": [{"id": "ada", "bleeps": 1}, {"id": "bo", "onDuty": true}, {"id": "cy"}, {"id": "di"}], "patients": [{"id": "pat"}],
		"colleagues": [["ada", "bo"], ["bo", "cy"], ["cy", "di"]], "treats": [["ada", "pat"]]}`), scenario.Sources{Sets: map[string]*policy.RuleSet{"hospital": hospital(t)}})
	if errs != nil {
		t.Fatal(errs)
	}
	for _, s := range []*scenario.Scenario{example(t, "contradiction"), example(t, "sales-outreach"), house} {
		board := decision.New(s.Set, s.Readings).On(s.Network)
		list := analysis.Rest(board)
		if len(list) != len(s.Set.Questions) {
			t.Fatalf("%d questions of %d", len(list), len(s.Set.Questions))
		}
		all := 0
		for q, question := range s.Set.Questions {
			var want, got []string
			for from := range s.Network.Len() {
				for to := decision.Nobody; to < s.Network.Len(); to++ {
					if to == from {
						continue
					}
					for _, action := range s.Set.Applicable(board.Kinds(from, to)) {
						d, err := board.Between(from, to, action)
						if err != nil {
							t.Fatal(err)
						}
						turned := func(reading int) bool {
							other := s.Readings.With(policy.Choice{Question: q, Reading: reading})
							return outcome(t, s.Set, other, board.Situation(from, to), action) != d.Outcome
						}
						for reading := range question.Readings {
							if turned(reading) {
								want = append(want, fmt.Sprint(from, to, action))
								break
							}
						}
					}
				}
			}
			for _, r := range list[q] {
				got = append(got, fmt.Sprint(r.From, r.To, r.Action))
				other := s.Readings.With(r.Flip.Changes...)
				if len(r.Flip.Changes) != 1 || r.Flip.Changes[0].Question != q || outcome(t, s.Set, other, board.Situation(r.From, r.To), r.Action) != r.Flip.Outcome {
					t.Errorf("%s: %+v does not turn it", question.ID, r.Flip)
				}
				if d, err := board.Between(r.From, r.To, r.Action); err != nil || d.Outcome != r.Decision.Outcome {
					t.Errorf("%s: %+v is not what is decided", question.ID, r.Decision.Outcome)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q rest on it, want %q", question.ID, got, want)
			}
			all += len(want)
		}
		if all == 0 {
			t.Errorf("nothing rests on anything in %q", s.Title)
		}
	}
}
