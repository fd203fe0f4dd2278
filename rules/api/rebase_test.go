package api

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

// TestExamplesUnderOtherSets opens the examples of each set under the others, as far as the world of these goes: what is
// lost is named, what is left is a file like any other, and the golden says of how many of its checks the answer is the same.
func TestExamplesUnderOtherSets(t *testing.T) {
	var b strings.Builder
	for _, from := range sets.Builtin() {
		files, err := filepath.Glob("../sets/" + from + "/examples/*.json")
		if err != nil || len(files) == 0 {
			t.Fatalf("no examples of %s (%v)", from, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, errs := scenario.Parse(text)
			if errs != nil {
				t.Fatal(errs)
			}
			for _, name := range sets.Builtin() {
				if name == from {
					continue
				}
				set, err := policy.Load(name)
				if err != nil {
					t.Fatal(err)
				}
				under, lost := s.Rebase(set, nil)
				again, errs := scenario.Parse(scenario.Format(under))
				if errs != nil {
					t.Fatalf("%s under %s: %v", file, name, errs)
				}
				checked := CheckAll(again)
				if under.Network.Len() != s.Network.Len() {
					t.Errorf("%s under %s has %d of %d actors", file, name, under.Network.Len(), s.Network.Len())
				}
				fmt.Fprintf(&b, "%s under %s: %d of %d checks hold", strings.TrimSuffix(filepath.Base(file), ".json"), name, checked.Passed, len(checked.Checks))
				if lost != nil {
					fmt.Fprintf(&b, "; without %s", strings.Join(lost.Texts(), ", "))
				}
				b.WriteString("\n")
			}
		}
	}
	golden(t, "rebased.txt", b.String())
}
