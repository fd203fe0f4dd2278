package decision

import (
	"fmt"
	"strings"
	"testing"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// company and credits are a member's, by the names that the article's schema gives them.
func company(a network.Actor) string { return valueOf(a, "company").Text }
func credits(a network.Actor) int64  { return valueOf(a, "credits").Number }

func valueOf(a network.Actor, name string) world.Value {
	attribute, _ := a.Kind.Attribute(name)
	return a.Value(attribute)
}

// ownRules are rules over free text and free numbers, each with the same said in Go.
var ownRules = []struct {
	when string
	both bool // it looks at both, so that each pair is asked about
	says func(a, b network.Actor) bool
}{
	{`principal.name == resource.name`, true, func(a, b network.Actor) bool { return a.Name == b.Name }},
	{`principal.name != resource.name`, true, func(a, b network.Actor) bool { return a.Name != b.Name }},
	{`principal has company && resource has company && principal.company == resource.company`, true,
		func(a, b network.Actor) bool { return company(a) != "" && company(a) == company(b) }},
	{`principal has company && (principal.company == "Co 1" || principal.company == resource.name)`, true,
		func(a, b network.Actor) bool {
			return company(a) != "" && (company(a) == "Co 1" || company(a) == b.Name)
		}},
	{`["Co 1", "Co 2"].contains(resource.name)`, false, func(_, b network.Actor) bool { return b.Name == "Co 1" || b.Name == "Co 2" }},
	{`principal.name like "*1"`, false, func(a, _ network.Actor) bool { return strings.HasSuffix(a.Name, "1") }},
	{`resource.name like "*1" || principal.name == resource.name`, true, func(a, b network.Actor) bool { return strings.HasSuffix(b.Name, "1") || a.Name == b.Name }},
	{`principal.credits > resource.credits`, true, func(a, b network.Actor) bool { return credits(a) > credits(b) }},
	{`principal.credits * 2 > 5`, false, func(a, _ network.Actor) bool { return credits(a)*2 > 5 }},
	{`principal == Member::"m3" || resource in [Member::"m4", Member::"m5"]`, true, func(a, b network.Actor) bool { return a.ID == "m3" || b.ID == "m4" || b.ID == "m5" }},
	{`principal.name == "\u{0}a" || resource.name == principal.name`, true, func(a, b network.Actor) bool { return a.Name == b.Name }},
}

// A crowd in which texts are shared by a few, and one has none.
func crowd(w *world.World, n int) *network.Network {
	member, _ := w.Kind("Member")
	company, _ := member.Attribute("company")
	credits, _ := member.Attribute("credits")
	var actors []network.Actor
	for i := range n {
		a := network.Actor{ID: fmt.Sprintf("m%d", i), Kind: member, Name: fmt.Sprintf("Co %d", i%(n-2))}
		a = a.With(credits, world.Value{Number: int64(i % 4)})
		if i%3 != 0 {
			a = a.With(company, world.Value{Text: fmt.Sprintf("Co %d", i%7)})
		}
		actors = append(actors, a)
	}
	return network.New(w, actors, nil)
}

func withRule(t testing.TB, when string) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	own, problems := set.With(`@id("mine") permit(principal is Member, action == Action::"introduce", resource is Member) when { `+when+` };`, nil)
	if problems != nil {
		t.Fatal(when, problems)
	}
	return own
}

// Rules over free text are decided right, and no situation is remembered for a text: what
// is remembered does not grow with the crowd.
func TestRulesOverTextAreRememberedByTheirTruth(t *testing.T) {
	for _, rule := range ownRules {
		engine := New(withRule(t, rule.when), nil)
		engine.Readings = engine.Set.Defaults()
		mine, _ := engine.Set.Rule("mine")
		if engine.PairByPair(mine) != rule.both {
			t.Errorf("%s: that each pair is asked about is %t", rule.when, !rule.both)
		}
		remembered := map[int]int{}
		for _, size := range []int{20, 40} {
			board := engine.On(crowd(engine.Set.World, size))
			for from, a := range board.Network.Actors() {
				for to, b := range board.Network.Actors() {
					if from == to {
						continue
					}
					d, err := board.Between(from, to, "introduce")
					if err != nil {
						t.Fatal(err)
					}
					if got := d.Verdict == Allowed; got != rule.says(a, b) {
						t.Fatalf("%s: %+v to %+v: allowed is %t", rule.when, a, b, got)
					}
				}
			}
			remembered[size] = len(engine.satisfied)
		}
		if remembered[40] > remembered[20] || remembered[40] > 32 {
			t.Errorf("%s: %d situations are remembered of 20 actors, %d of 40", rule.when, remembered[20], remembered[40])
		}
	}
}

// An edit of a text that a rule compares is seen, where two boards of one engine are compared.
func TestChangesOfTexts(t *testing.T) {
	engine := New(withRule(t, `principal.name == resource.name`), nil)
	engine.Readings = engine.Set.Defaults()
	before := engine.On(crowd(engine.Set.World, 4)) // m0 and m2 share a name, m1 and m3
	after := engine.After(before, before.Network.Renamed(1, before.Network.Actor(0).Name))
	var seen []string
	for c := range Changes(before, after, []int{0, 1, 2, 3}, func(int, int) bool { return true }) {
		seen = append(seen, fmt.Sprint(c.From, " ", c.To, " ", c.After.Verdict))
	}
	if fmt.Sprint(seen) != "[0 1 allowed 1 0 allowed 1 2 allowed 1 3 unstated 2 1 allowed 3 1 unstated]" {
		t.Errorf("%q", seen)
	}
	if d, err := engine.Decide(after.Situation(1, 0), "introduce"); err != nil || d.Verdict != Allowed {
		t.Errorf("%v, %v", d, err)
	}
}
