package analysis_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/policy"
	"inroad/rules/sets"
)

// Two cats are in four situations: the sender is calm or not, the recipient grooms it or not.
func TestCoverage(t *testing.T) {
	const calm = `@id("calm") @title("A calm cat purrs") @source("A1") permit(principal, action == Action::"purr", resource) when { principal.calm };`
	const groomed = `@id("groomed") @title("A groomed cat hisses at nobody") @source("A2") forbid(principal, action, resource) when { context.recipientGrooms };`
	const silent = `@id("silent") @title("A calm cat is silent") @source("A1") @reading("Q1=yes") forbid(principal, action == Action::"purr", resource) when { principal.calm };`
	for _, test := range []struct {
		name, rules, own string
		off              []string
		reading          uint8
		want             map[string]analysis.Covered
	}{
		{"one rule", calm, "", nil, 0, map[string]analysis.Covered{"calm": {1, 2}}},
		{"a forbid goes before", calm + groomed, "", nil, 0, map[string]analysis.Covered{"calm": {1, 4}, "groomed": {4, 8}}},
		{"a reading that is not in force", calm + groomed + silent, "", nil, 0, map[string]analysis.Covered{"calm": {1, 4}, "groomed": {4, 8}, "silent": {0, 4}}},
		{"a reading in force", calm + groomed + silent, "", nil, 1, map[string]analysis.Covered{"calm": {0, 4}, "groomed": {4, 8}, "silent": {2, 4}}},
		{"a rule that is switched off", calm + groomed, "", []string{"groomed"}, 0, map[string]analysis.Covered{"calm": {2, 4}, "groomed": {0, 8}}},
		{
			"an own rule about free text", calm + groomed, `@id("tom") permit(principal, action, resource) when { principal.name == "Tom" };`, nil, 0,
			map[string]analysis.Covered{"calm": {1, 4}, "groomed": {4, 8}},
		},
		{
			"an own rule that calculates with a number", calm + groomed, `@id("many") permit(principal, action, resource) when { principal.lives * 2 > 4 };`, nil, 0,
			map[string]analysis.Covered{"calm": {1, 4}, "groomed": {4, 8}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			set, problems := cats(t, test.rules).With(test.own, test.off)
			if problems != nil {
				t.Fatal(problems)
			}
			if got := analysis.Coverage(set, []uint8{test.reading}); !maps.Equal(got, test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// Of the sets that come with Inroad every rule in force decides some situations, and no other does; also where all
// rules together tell more situations apart than can be listed.
func TestCoverageOfTheBuiltIn(t *testing.T) {
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		coverage := analysis.Coverage(set, set.Defaults())
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			c, ok := coverage[r.ID]
			if !ok || (c.Decides > 0) != set.InForce(r, set.Defaults()) || c.Decides > c.Of {
				t.Errorf("%s: %s decides %+v, counted: %t", name, r.ID, c, ok)
			}
		}
	}
	set := article(t)
	coverage := analysis.Coverage(set, set.Defaults())
	with, problems := set.With(`@id("mine") permit(principal, action == Action::"message", resource) when { principal.name == "Ana" };`, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	if got := analysis.Coverage(with, with.Defaults()); !maps.Equal(got, coverage) {
		t.Error("a rule about free text takes the others' count")
	}
	if strings.Count(with.Own, "mine") != 1 {
		t.Error("there is no such rule")
	}
}
