package scenario

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"inroad/rules/sets"
)

// A start is a scenario that a set offers to newcomers: small, opening on its question, with a named check that says what its title
// promises of it.
func TestStartsDecideWhatTheyPromise(t *testing.T) {
	for _, set := range sets.Builtin() {
		files, err := filepath.Glob("../sets/" + set + "/starts/*.json")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no starts (%v)", set, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := parse(t, string(text))
			if s.Title == "" || s.Description == "" || s.Set.Name != set {
				t.Errorf("%s needs a title, a description, and the rules of %s", file, set)
			}
			if n := s.Network.Len(); n > 5 {
				t.Errorf("%s has %d actors, which is not small", file, n)
			}
			promised := slices.ContainsFunc(s.Checks, func(c Check) bool {
				return c.From == s.Look.From && c.To == s.Look.To && c.To != "" && c.Name != ""
			})
			if !promised {
				t.Errorf("%s: no named check is about %q and %q, whom it opens on", file, s.Look.From, s.Look.To)
			}
			for i, f := range Run(s, NewEngines(s.Set)) {
				if !f.OK() {
					t.Errorf("%s: checks[%d]: %s", file, i, strings.Join(f.Problems, "; "))
				}
			}
		}
	}
}
