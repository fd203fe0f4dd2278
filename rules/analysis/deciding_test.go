package analysis_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/analysis"
	"inroad/rules/decision"
)

// TestDeciding holds the counts against the rules and warnings of every single outcome.
func TestDeciding(t *testing.T) {
	for _, name := range []string{"cold-outreach", "contradiction", "founder-and-page"} {
		s := example(t, name)
		board := decision.New(s.Set, s.Readings).On(s.Network)
		want := map[string]int{}
		for from := range s.Network.Len() {
			for to := decision.Nobody; to < s.Network.Len(); to++ {
				if to == from {
					continue
				}
				for _, action := range s.Set.Applicable(board.Kinds(from, to)) {
					d, err := decision.Once(s.Set, s.Readings, board.Situation(from, to), action)
					if err != nil {
						t.Fatal(err)
					}
					for _, r := range d.Rules {
						want[r.ID]++
					}
					for _, w := range d.Warnings {
						want[w.ID]++
					}
				}
			}
		}
		if diff := cmp.Diff(want, analysis.Deciding(board)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
