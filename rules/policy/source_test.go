package policy

import (
	"slices"
	"testing"

	"inroad/rules/sets"
)

func TestBySource(t *testing.T) {
	ordered := []string{"A", "A1", "A2", "A4", "A11", "A11a", "A11b", "A38c", "A100", "L01", "L1", "L6", "L15", "L99999999999999999999", "L100000000000000000000", "note", "§3.2", "§3.10"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := BySource(a, b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s and %s: %d", a, b, got)
			}
		}
	}
}

// Rules and laws list their sources in that order, however an annotation has them.
func TestSourcesAreOrdered(t *testing.T) {
	set, problems := Outside("test", sets.Files{
		sets.Schema: `@list("cats") entity Cat = { name: String, calm: Bool };
type Pair = {};
action purr appliesTo { principal: [Cat], resource: [Cat], context: Pair };`,
		sets.Data:       `{"title": "Cats"}`,
		sets.Rules:      `@id("a") @source("L15 L6 L1 A11a A4") permit(principal, action, resource) when { principal.calm };`,
		sets.Impossible: `@id("b") @title("x") @source("L15 L6") @yields("calm") forbid(principal, action, resource) when { principal.calm };`,
	})
	if problems != nil {
		t.Fatal(problems)
	}
	if want := []string{"A4", "A11a", "L1", "L6", "L15"}; !slices.Equal(set.Rules[0].Sources, want) {
		t.Errorf("the rule's are %v", set.Rules[0].Sources)
	}
	if want := []string{"L6", "L15"}; !slices.Equal(set.Laws[0].Sources, want) {
		t.Errorf("the law's are %v", set.Laws[0].Sources)
	}
}
