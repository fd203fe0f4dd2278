package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/situation"
)

func article(t testing.TB) *RuleSet {
	t.Helper()
	set, err := Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Load refuses rules that do not validate strictly, that name no reading that exists, or
// that no situation satisfies; the tests below see it refuse each of these.
func TestArticleLoads(t *testing.T) {
	set := article(t)
	if len(set.Rules) < 50 || len(set.Warnings) != 2 {
		t.Errorf("the article has %d rules and %d warnings", len(set.Rules), len(set.Warnings))
	}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		if r.Title == r.ID || len(r.Sources) == 0 {
			t.Errorf("rule %s needs a title and a source", r.ID)
		}
	}
	for name := range set.schema.applies {
		if _, ok := set.Action(name); !ok {
			t.Errorf("article.json does not say how the action %s is called", name)
		}
	}
}

// Every row of the catalogue that decides something is a source of some rule.
func TestEveryDecidingRowHasARule(t *testing.T) {
	set := article(t)
	sources := map[string]bool{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		for _, s := range r.Sources {
			sources[s] = true
		}
	}
	for _, row := range strings.Fields("A3 A4 A5 A6 A7 A10 A12 A13 A14 A15 A16 A17 A18 A19 A20 A23 A24 A25 A26 A27 A28 A35 A38a A39a A40 A41 C18 C19 C21") {
		if !sources[row] {
			t.Errorf("no rule has the source %s", row)
		}
	}
	advice := map[string]bool{}
	for _, a := range set.Advice {
		advice[a.Source] = true
	}
	for _, row := range strings.Fields("A22 A29 A30 A31 A32 A33 A39b A39c A39d A39e A39f A40") {
		if !advice[row] {
			t.Errorf("no advice has the source %s", row)
		}
	}
}

// Every reading but a silent one switches some rule on or off, so that choosing it matters.
func TestEveryQuestionSwitchesRules(t *testing.T) {
	set := article(t)
	for q, question := range set.Questions {
		named := slices.ContainsFunc(set.Rules, func(r *Rule) bool {
			return slices.ContainsFunc(r.Needs, func(c Choice) bool { return c.Question == q })
		})
		if !named {
			t.Errorf("no rule needs a reading of %s", question.ID)
		}
	}
}

func TestConditionsHaveTheirPlace(t *testing.T) {
	for _, r := range article(t).Rules {
		for _, c := range r.Conditions {
			if c.Facts != 0 && c.End == 0 {
				t.Errorf("%s: %s has no place in the rule's text", r.ID, c.Text)
			}
		}
	}
	set, problems := article(t).With(`@id("odd") // when { } unless {
permit(principal is Member, action == Action::"message", resource is Member)
when { (principal.tier in Tier::"premium" && !(principal.credits < 3 || principal.name == "a \" && b")) && ["anyone", "nobody"].contains(resource.inmail) }
unless { context.blocked || !(context has degree && context.degree == 1) || (if context.senderWrote then context.recipientWrote else true) };`, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	r, _ := set.Rule("odd")
	var got []string
	for _, c := range r.Conditions {
		if c.End > 0 {
			got = append(got, r.Text[c.Start:c.End])
		}
	}
	want := []string{
		`principal.tier in Tier::"premium"`,
		`principal.credits < 3`,
		`principal.name == "a \" && b"`,
		`["anyone", "nobody"].contains(resource.inmail)`,
		`context.blocked`,
		`context has degree`,
		`context.degree == 1`,
		`if context.senderWrote then context.recipientWrote else true`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("places of the conditions:\n got %q\nwant %q", got, want)
	}
}

func TestMistakesInPolicies(t *testing.T) {
	for _, test := range []struct{ name, policies, want string }{
		{"syntax", "permit(principal, action", "line 1, column 25: this is not Cedar"},
		{"no id", "permit(principal, action, resource);", "needs a name"},
		{"id twice", `@id("a") permit(principal, action, resource); @id("a") forbid(principal, action, resource);`, "same @id"},
		{"id of the base", `@id("block") permit(principal, action, resource);`, "article already has a rule with this @id"},
		{"unknown annotation", `@id("a") @sauce("A4") permit(principal, action, resource);`, "@sauce is not known"},
		{"unknown question", `@id("a") @reading("C99=list") permit(principal, action, resource);`, `no question "C99"`},
		{"unknown reading", `@id("a") @reading("C1=liszt") permit(principal, action, resource);`, `C1 has no reading "liszt"`},
		{"negative cost", `@id("a") @cost("-1") permit(principal, action, resource);`, "whole number of credits"},
		{"cost of a forbid", `@id("a") @cost("1") forbid(principal, action, resource);`, "stands on a forbid"},
		{"unknown attribute", `@id("a") permit(principal is Member, action, resource) when { principal.shoe == 44 };`, "`shoe`"},
		{"unsafe optional", `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context.degree == 1 };`, "optional attribute `degree`"},
		{"misspelt setting", `@id("a") forbid(principal, action == Action::"inmail", resource is Member) when { resource.inmail == "nobdy" };`, `never "nobdy"`},
		{"misspelt setting in a set", `@id("a") forbid(principal, action == Action::"inmail", resource is Member) when { ["nobdy"].contains(resource.inmail) };`, `never "nobdy"`},
		{"misspelt tier", `@id("a") permit(principal is Member, action, resource) when { principal.tier == Tier::"premuim" };`, `Tier::"premuim"`},
		{"degree 9", `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context has degree && context.degree == 9 };`, "never 9"},
		{"negative credits", `@id("a") permit(principal is Member, action, resource) when { principal.credits > -1 };`, "never negative"},
		{"somebody else", `@id("a") permit(principal is Member, action, resource) when { Member::"ana".credits > 3 };`, "not at Member::\"ana\".credits"},
		{"overflow", `@id("a") permit(principal is Member, action == Action::"advanced-search", resource) when { principal.credits * 0 + 9223372036854775807 + 1 > 0 };`, ""},
	} {
		set, problems := article(t).With(test.policies, nil)
		if test.want == "" {
			// Only a number that rules use freely can overflow, and then only when asked.
			if problems != nil {
				t.Errorf("%s: %v", test.name, problems)
				continue
			}
			r, _ := set.Rule("a")
			if truth := r.Holds(situation.Situation{Sender: situation.Party{Kind: 1, Credits: 1}}, "advanced-search"); truth != Fails {
				t.Errorf("%s: the rule came to %d", test.name, truth)
			}
			continue
		}
		found := slices.ContainsFunc(problems, func(p Problem) bool { return strings.Contains(p.Place()+": "+p.Message, test.want) })
		if set != nil || !found {
			t.Errorf("%s: want %q among %v", test.name, test.want, problems)
		}
	}
}

func TestMistakesAreNamedAtOnce(t *testing.T) {
	_, problems := article(t).With(`@id("a") permit(principal is Member, action, resource) when { principal.shoe == 44 };
@id("b") permit(principal is Member, action, resource) when { principal.tier == Tier::"gold" };`, nil)
	if len(problems) != 2 || problems[0].Line != 1 || problems[1].Line != 2 {
		t.Errorf("problems: %v", problems)
	}
}

func TestRulesThatNeverApply(t *testing.T) {
	set, problems := article(t).With(`@id("never") permit(principal is Member, action == Action::"message", resource is Member)
when { principal.credits > 5 && principal.credits < 3 };
@id("sometimes") permit(principal is Member, action == Action::"message", resource is Member)
when { principal.credits > 3 && principal.credits < 5 };
@id("text") permit(principal is Member, action == Action::"message", resource is Member)
when { resource has company && resource.company == "Acme Inc." };`, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	if want := []string{`rule "never": no situation satisfies it`}; !slices.Equal(set.Notices, want) {
		t.Errorf("notices %q, want %q", set.Notices, want)
	}
}

// TestTablesAreCedar holds the tables against Cedar's own authorizer, which knows nothing
// of conditions: for every situation and every rule by itself, both must say the same.
func TestTablesAreCedar(t *testing.T) {
	set := article(t)
	compared := 0
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		// A forbid by itself never allows: ask it as a permit.
		policies := cedar.NewPolicySet()
		policies.Add("rule", permitting(t, r.Text))
		for _, kinds := range situation.Kinds() {
			for _, a := range set.Actions {
				if !set.Applies(a.Name, kinds) {
					continue
				}
				for s := range (situation.Lens{Facts: r.lens.Facts, Cuts: set.lens.Cuts}).All(kinds) {
					env := environment(s, a.Name)
					decision, diagnostic := cedar.Authorize(policies, env.Entities, types.Request{
						Principal: env.Principal.(types.EntityUID), Action: env.Action.(types.EntityUID), Resource: env.Resource.(types.EntityUID), Context: env.Context.(types.Record),
					})
					if len(diagnostic.Errors) > 0 {
						t.Fatalf("%s: %v", r.ID, diagnostic.Errors)
					}
					holds := r.Fits(a.Name, kinds) && r.Holds(s, a.Name) == Yes
					if holds != bool(decision) {
						t.Fatalf("%s, %s, %+v: the table says %t, Cedar %t", r.ID, a.Name, s, holds, bool(decision))
					}
					compared++
				}
			}
		}
	}
	t.Logf("%d answers compared", compared)
}

// permitting is a rule's policy with its effect turned to permit.
func permitting(t *testing.T, text string) *cedar.Policy {
	t.Helper()
	tokens := lex(text)
	for i, tok := range tokens {
		if tok.text == "forbid" && tokens[i-1].text == ")" {
			text = text[:tok.start] + "permit" + text[tok.end:]
			break
		}
	}
	var p cedar.Policy
	if err := p.UnmarshalCedar([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return &p
}

func TestRulesOverFreeText(t *testing.T) {
	set, problems := article(t).With(`@id("colleagues") permit(principal is Member, action == Action::"message", resource is Member)
when { principal has company && resource has company && principal.company == resource.company && principal.credits + resource.credits > 4 };`, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	r, _ := set.Rule("colleagues")
	party := func(company string, credits int64) situation.Party {
		return situation.Party{Kind: 1, Company: company, Credits: credits}
	}
	for _, test := range []struct {
		a, b situation.Party
		want Truth
	}{
		{party("Acme", 3), party("Acme", 2), Yes},
		{party("Acme", 2), party("Acme", 2), No},
		{party("Acme", 3), party("Bolt", 3), No},
		{party("", 3), party("", 3), No},
	} {
		s := situation.Situation{Sender: test.a, Recipient: test.b, Degree: 4}
		if got := r.Holds(s, "message"); got != test.want {
			t.Errorf("%v to %v: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := read("article"); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzPolicies(f *testing.F) {
	set, err := Load("article")
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range set.Rules[:5] {
		f.Add("@id(\"x\")\n" + r.Text[strings.Index(r.Text, "@title"):])
	}
	f.Add(`@id("a") permit(principal, action, resource) unless { !(context.blocked || (if true then false else !true)) };`)
	f.Fuzz(func(t *testing.T, text string) {
		with, problems := set.With(text, nil)
		if (with == nil) == (problems == nil) {
			t.Fatalf("a rule set and problems: %v", problems)
		}
		for _, p := range problems {
			if p.Message == "" {
				t.Error("a problem without a message")
			}
		}
	})
}
