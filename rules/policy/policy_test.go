package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	cedargo "github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/words"
	"inroad/rules/world"
)

func article(t testing.TB) *RuleSet {
	t.Helper()
	set, err := Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// member is a member of the article with some values by the names of its attributes.
func member(t testing.TB, values map[string]world.Value) situation.Party {
	t.Helper()
	kind, _ := article(t).World.Kind("Member")
	p := situation.Party{Kind: kind, Values: kind.Defaults()}
	for name, value := range values {
		a, ok := kind.Attribute(name)
		if !ok {
			t.Fatalf("a member has no %s", name)
		}
		p.Values[a.Number] = value
	}
	return p
}

// Compile refuses rules that do not validate strictly, that name no reading that exists, or
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
	for _, a := range set.World.Actions {
		if a.Label == a.Name {
			t.Errorf("the schema does not say how the action %s is called", a.Name)
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
			if !c.Facts.Empty() && c.End == 0 {
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

func TestConditionsAreSaidWithoutComments(t *testing.T) {
	set, problems := article(t).With(inMessage("context.blocked // here\n== /* not */ true"), nil)
	if problems != nil {
		t.Fatal(problems)
	}
	r, _ := set.Rule("a")
	if got, want := r.Conditions[len(r.Conditions)-1].Text, "context.blocked == true"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMistakesInPolicies(t *testing.T) {
	for _, test := range []struct{ name, policies, want string }{
		{"syntax", "permit(principal, action", "line 1, column 25: \",\" or \")\" is expected here, but the text ends"},
		{"no id", "permit(principal, action, resource);", "needs a name"},
		{"id twice", `@id("a") permit(principal, action, resource); @id("a") forbid(principal, action, resource);`, "same @id"},
		{"id of the base", `@id("block") permit(principal, action, resource);`, "article already has a rule with this @id"},
		{"unknown annotation", `@id("a") @sauce("A4") permit(principal, action, resource);`, "@sauce is not known"},
		{"unknown question", `@id("a") @reading("C99=list") permit(principal, action, resource);`, `no question "C99"`},
		{"unknown reading", `@id("a") @reading("C1=liszt") permit(principal, action, resource);`, `C1 has no reading "liszt"`},
		{"negative cost", `@id("a") @cost("-1") permit(principal, action, resource);`, "must be a whole number"},
		{"cost of a forbid", `@id("a") @cost("1") forbid(principal, action, resource);`, "stands on a forbid"},
		{"unknown attribute", `@id("a") permit(principal is Member, action, resource) when { principal.shoe == 44 };`, `has no "shoe"`},
		{"unsafe optional", `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context.degree == 1 };`, "context.degree may be missing"},
		{"misspelt setting", `@id("a") forbid(principal, action == Action::"inmail", resource is Member) when { resource.inmail == "nobdy" };`, `never "nobdy"`},
		{"misspelt setting in a set", `@id("a") forbid(principal, action == Action::"inmail", resource is Member) when { ["nobdy"].contains(resource.inmail) };`, `never "nobdy"`},
		{"misspelt tier", `@id("a") permit(principal is Member, action, resource) when { principal.tier == Tier::"premuim" };`, `Tier::"premuim"`},
		{"degree 9", `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context has degree && context.degree == 9 };`, "never 9"},
		{"negative credits", `@id("a") permit(principal is Member, action, resource) when { principal.credits > -1 };`, "never negative"},
		{"somebody else", `@id("a") permit(principal is Member, action, resource) when { Member::"ana".credits > 3 };`, "not at those of Member::\"ana\""},
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
			if truth := r.Holds(situation.Situation{Sender: member(t, map[string]world.Value{"credits": {Number: 1}}), Recipient: situation.Party{Kind: article(t).World.Nobody}}, "advanced-search"); truth != Fails {
				t.Errorf("%s: the rule came to %d", test.name, truth)
			}
			continue
		}
		found := slices.ContainsFunc(problems, func(p *diagnostic.Diagnostic) bool { return strings.Contains(told(p), test.want) })
		if set != nil || !found {
			t.Errorf("%s: want %q among %v", test.name, test.want, problems)
		}
	}
}

// told is a diagnostic as English says it, with its place.
func told(d *diagnostic.Diagnostic) string { return words.Located(words.Default(), d) }

// allTold is a list of diagnostics, each as told.
func allTold(list []*diagnostic.Diagnostic) string {
	var all []string
	for _, d := range list {
		all = append(all, told(d))
	}
	return fmt.Sprint(all)
}

// inMessage is a rule about messages between members with a condition.
func inMessage(condition string) string {
	return "@id(\"a\") forbid(principal is Member, action == Action::\"message\", resource is Member)\nwhen { " + condition + " };"
}

// What does not exist is refused wherever it is named: Cedar lets it pass where it makes an
// expression false for certain, and the rule would silently never apply, or always.
func TestNamesThatDoNotExist(t *testing.T) {
	for _, test := range []struct{ name, policies, want string }{
		{"attribute behind has", inMessage(`principal has compny && principal.compny == "Acme"`),
			`line 2, column 8: rule "a": a Member has no "compny"; did you mean "company"? There is company, credits, headline, inmail, name, openProfile, sentInmails, tier`},
		{"attribute in an exception", `@id("a") forbid(principal, action == Action::"message", resource is Member)
unless { context.blocked ||
  resource has doNotContact };`, `line 3, column 3: rule "a": a Member has no "doNotContact"; there is`},
		{"attribute in quotes", inMessage(`principal has "compny"`), `a Member has no "compny"`},
		{"attribute written otherwise", inMessage(`context.blocked || (principal["compny"]) == "Acme"`), `line 2, column 28: rule "a": a Member has no "compny"`},
		{"attribute behind another", inMessage(`principal has company && resource has compny && resource.compny == principal.company`), `line 2, column 33: rule "a": a Member has no "compny"`},
		{"attribute in an if", inMessage(`if principal has compny then true else false`), `a Member has no "compny"`},
		{"attribute in a part that is never asked", inMessage(`principal is Page && principal has compny`), `has no "compny"`},
		{"attribute of the context", inMessage(`context has degre && context.degre == 1`), `the context has no "degre"; did you mean "degree"?`},
		{"attribute of another kind", inMessage(`principal has seats && principal.seats > 1`), `a Member has no "seats", but a Page has`},
		{"context of an action without", `@id("a") permit(principal is Member, action == Action::"advanced-search", resource) unless { context has blocked };`, `the context of advanced-search has no "blocked"`},
		{"attribute of an attribute", inMessage(`principal has tier.level`), "not at those of principal.tier"},
		{"attribute of a literal", inMessage(`Member::"ana" has credits`), `not at those of Member::"ana"`},
		{"actor in a tier", inMessage(`principal in Tier::"premium"`), `line 2, column 8: rule "a": principal is a Member, which is never in Tier::"premium"; did you mean principal.tier in Tier::"premium"?`},
		{"actor in a tier in the scope", `@id("a") permit(principal in Tier::"premium", action == Action::"message", resource);`, `did you mean principal.tier in Tier::"premium"?`},
		{"actor equal to a tier", inMessage(`!(principal == Tier::"free")`), `did you mean principal.tier == Tier::"free"?`},
		{"actor in a list of tiers", inMessage(`principal in [Tier::"free", Tier::"career"]`), `principal is a Member, which is never in Tier::"free"`},
		{"actor of another kind", inMessage(`resource == Page::"pg"`), `line 2, column 8: rule "a": resource is a Member, which is never Page::"pg"`},
		{"actor of another kind, unequal", inMessage(`resource != Page::"pg"`), `never Page::"pg"`},
		{"group of tiers", inMessage(`principal.tier == Tier::"premium"`), `principal.tier is never Tier::"premium", which is a group of values; did you mean principal.tier in Tier::"premium"?`},
		{"group of tiers among others", inMessage(`[Tier::"free", Tier::"premium"].contains(principal.tier)`), `which is a group of values`},
		{"tags", inMessage(`principal.hasTag("x")`), "nothing here has tags"},
		{"tags read", inMessage(`principal.getTag("x") == "y"`), "nothing here has tags"},
		{"sender and recipient", inMessage(`principal == resource`), "sender and recipient are never the same"},
		{"empty text", inMessage(`resource has company && resource.company == ""`), "resource.company is never empty; where there is none, resource has company is false"},
		{"action in the scope", `@id("a") permit(principal, action in [Action::"reply", Action::"mesage"], resource);`, `there is no Action::"mesage"; did you mean "message"?`},
		{"action in a condition", `@id("a") permit(principal, action, resource) when { action == Action::"mesage" };`, `line 1, column 63: rule "a": there is no Action::"mesage"`},
		{"kind", `@id("a") permit(principal is Membr, action, resource);`, `there is no kind "Membr"; did you mean "Member"? There is Action, Directory, Member, Page, Tier`},
		{"kind of a literal", inMessage(`principal == Membr::"ana"`), `there is no kind "Membr"`},
	} {
		set, problems := article(t).With(test.policies, nil)
		var said []string
		for _, p := range problems {
			said = append(said, told(p))
		}
		if set != nil || len(said) != 1 || !strings.Contains(said[0], test.want) {
			t.Errorf("%s: want %q alone, got %q", test.name, test.want, said)
		}
	}
}

// What exists for some of those that a rule is about may be asked for.
func TestNamesThatExistForSome(t *testing.T) {
	for _, condition := range []string{
		`principal has seats && principal.seats > 1`,
		`principal is Page && principal.seats > 1 || principal is Member && principal has company`,
		`resource == Page::"acme"`,
		`resource is Page || resource in Member::"ana"`,
		`context has degree && context.degree > 1`,
		`principal == Member::"ana" || resource == Page::"acme"`,
	} {
		if _, problems := article(t).With(`@id("a") permit(principal, action == Action::"message", resource) when { `+condition+` };`, nil); problems != nil {
			t.Errorf("%s: %v", condition, problems)
		}
	}
}

// A mistake is placed in the text, and said without the words of the library that found it.
func TestMistakesInWords(t *testing.T) {
	rule := func(condition string) string {
		return "// mine\n@id(\"a\")\npermit(principal is Member, action == Action::\"message\", resource is Member)\nwhen {\n  " + condition + "\n};"
	}
	for _, test := range []struct{ policies, want string }{
		{rule(`principal.tier = Tier::"free"`), `line 5, column 18: Cedar writes ==, not =`},
		{rule(`principal.credits > 1 and context.blocked`), `line 5, column 25: Cedar writes &&, not and`},
		{rule(`principal.credits > 99999999999999999999`), `line 5, column 23: no number in Cedar is this large. Numbers go from`},
		{rule(`principal.name == "a\*b"`), `line 5, column 23: a * needs no backslash`},
		{rule(`principal.name == "a\qb"`), `line 5, column 23: \q means nothing in a text; a backslash is written \\`},
		{rule(`principal.name == "ab`), `line 5, column 21: this text is not closed`},
		{rule(`principal.name == 'ab'`), `line 5, column 21: a text stands in straight double quotes, as in "ab"`},
		{rule(`principl.credits > 1`), `line 5, column 3: there is no "principl"; did you mean "principal"? A rule looks at`},
		{rule(`foo(1) == 1`), `line 5, column 3: there is no function "foo". There is ip, decimal`},
		{rule(`principal.name.startsWith("A")`), `line 5, column 18: there is no method "startsWith". A list has contains`},
		{rule(`["a" "b"].contains(principal.name)`), `line 5, column 7: a comma is missing here`},
		{"@id(mine) permit(principal, action, resource);", `line 1, column 5: the value of an annotation stands in double quotes`},
		{"@id(\"a\") @id(\"b\") permit(principal, action, resource);", `line 1, column 10: the annotation "id" is declared already. It stands on line 1.`},
		{"@id(\"a\") allow(principal, action, resource);", `line 1, column 10: Cedar writes permit, not allow`},
		{"@id(\"a\") permit(principal, action, resource)", `line 1, column 45: a rule ends with ";"`},
		{"@id(\"a\") permit(principal, action, resource)\n@id(\"b\") permit(principal, action, resource);", `line 1, column 45: a rule ends with ";"`},
		{"permit(principal, action == Action::message, resource);", `line 1, column 29: the id of an entity stands in double quotes, as in Action::"message"`},
		{"permit(principal, resource, action);", `line 1, column 19: action is expected here, not "resource". The scope of a rule is (principal, action, resource)`},
		{"/* mine", `line 1, column 1: this comment is not closed`},
		{rule(`context.degree == 1`), `line 5, column 3: rule "a": context.degree may be missing; write context has degree && before it`},
		{rule(`!context.blocked &&` + "\n" + `  principal.company == "Acme"`), `line 6, column 3: rule "a": principal.company may be missing; write principal has company && before it`},
		{rule(`principal.tier == "premium"`), `line 5, column 3: rule "a": a text and a Tier do not go together`},
		{rule(`principal.credits && true`), `line 5, column 3: rule "a": true or false is needed here, not a number`},
		{rule(`principal.name > 3`), `line 5, column 3: rule "a": a number is needed here, not a text`},
		{rule(`principal.credits in Tier::"premium"`), `line 5, column 3: rule "a": an entity is needed here, not a number`},
		{rule(`principal.name.contains("A")`), `line 5, column 3: rule "a": a list is needed here, not a text`},
		{rule(`[].contains("A")`), `line 5, column 3: rule "a": a list must have something in it`},
		{rule(`decimal("x").lessThan(decimal("1.0"))`), `line 5, column 3: rule "a": this function cannot read its text`},
		{`@id("a") permit(principal is Page, action == Action::"invite", resource);`, `rule "a": invite is from a Member to a Member, not as the scope says`},
		{`@id("a") permit(principal, action == Action::"message", resource) when { principal.tier == Tier::"free" };`, `column 74: rule "a": principal.tier is not there for all that the rule is about; write principal has tier && before it`},
	} {
		set, problems := article(t).With(test.policies, nil)
		if set != nil || len(problems) != 1 {
			t.Errorf("%s: %v", test.policies, problems)
			continue
		}
		if got := told(problems[0]); !strings.Contains(got, test.want) || raw(got) {
			t.Errorf("%s:\nwant %s\n got %s", test.policies, test.want, got)
		}
	}
}

// raw reports whether words of cedar-go show through.
func raw(message string) bool {
	return slices.ContainsFunc([]string{"__cedar", "<input>", "strconv", "exact got", "parse error", "parser error", "entity type", "unrecognized", "ident"}, func(word string) bool {
		return strings.Contains(message, word)
	})
}

// One mistake of syntax hides neither another nor what is wrong with the rules that can be read.
func TestMistakesOfSyntaxHideNoOthers(t *testing.T) {
	_, problems := article(t).With(`@id("a") permit(principal is Member, action, resource) when { principal.credits = 3 };
@id("b") permit(principal is Member, action, resource) when { principal.credits > };
@id("c") permit(principal is Member, action, resource) when { principal.shoe == 44 };
@id("d") permit(principal is Member, action, resource) when { true or };`, nil)
	var got []string
	for _, p := range problems {
		got = append(got, told(p))
	}
	want := []string{
		`line 1, column 81: Cedar writes ==, not =`,
		`line 2, column 83: a value is expected here, not "}"`,
		`line 3, column 63: rule "c": a Member has no "shoe"; there is company`,
		`line 4, column 68: Cedar writes ||, not or`,
		`line 4, column 71: a value is expected here, not "}"`,
	}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestMistakesAreNamedAtOnce(t *testing.T) {
	_, problems := article(t).With(`@id("a") permit(principal is Member, action, resource) when { principal.shoe == 44 };
@id("b") permit(principal is Member, action, resource) when { principal.tier == Tier::"gold" };`, nil)
	if len(problems) != 2 || problems[0].From.Line != 1 || problems[1].From.Line != 2 {
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
	if got := allTold(set.Notices); got != `[line 2, column 33: rule "never": principal.credits < 3 never holds together with principal.credits > 5, so the rule never applies]` {
		t.Error(got)
	}
}

// A rule, or a condition, that comes to the same in every situation is most often a slip.
func TestNotices(t *testing.T) {
	for _, test := range []struct{ rule, want string }{
		{inMessage(`principal.inmail like "nobd*"`), `line 2, column 8: rule "a": principal.inmail like "nobd*" holds in no situation, so the rule never applies`},
		{inMessage(`principal.credits >= 0`), `line 2, column 8: rule "a": principal.credits >= 0 holds in every situation, so it asks for nothing`},
		{inMessage(`!(principal.credits >= 0)`), `line 2, column 8: rule "a": principal.credits >= 0 holds in every situation, so the rule never applies`},
		{inMessage(`true`) + "\n" + strings.Replace(inMessage(`true`), `"a"`, `"b"`, 1), ``},
		{inMessage(`context.blocked`) + ` @id("b") permit(principal, action == Action::"reply", resource)
unless { context has degree && context.degree > 4 - 0 || resource.name == "Ana" };`, `line 3, column 10: rule "b": context has degree && context.degree > 4 - 0 holds in no situation, so it excepts nothing`},
		{inMessage(`action == Action::"reply"`), `line 2, column 8: rule "a": action == Action::"reply" holds in no situation, so the rule never applies`},
		{inMessage(`principal.openProfile && principal.tier == Tier::"free"`), `line 2, column 33: rule "a": principal.tier == Tier::"free" never holds together with principal.openProfile, so the rule never applies`},
		{inMessage(`principal.tier == Tier::"free" && principal.openProfile && principal.name == resource.name`), `line 2, column 42: rule "a": principal.openProfile never holds together with principal.tier == Tier::"free", so the rule never applies`},
		{inMessage(`principal.credits >= 0 && principal.openProfile && principal.tier == Tier::"free"`), `line 2, column 8: rule "a": principal.credits >= 0 holds in every situation, so it asks for nothing line 2, column 59: rule "a": principal.tier == Tier::"free" never holds together with principal.openProfile, so the rule never applies`},
		{`@id("a") permit(principal is Page, action == Action::"message", resource is Page) unless { context.blocked };`, ``},
		{inMessage(`context has degree && context.degree > 1 && principal.name == "Ana"`), ``},
	} {
		set, problems := article(t).With(test.rule, nil)
		if problems != nil {
			t.Fatalf("%s: %v", test.rule, problems)
		}
		want := "[]"
		if test.want != "" {
			want = "[" + test.want + "]"
		}
		if got := allTold(set.Notices); got != want {
			t.Errorf("%s:\n got %s\nwant %s", test.rule, got, want)
		}
	}
}

// Arithmetic that overflows everywhere is a mistake; where it may, only the pairs concerned
// get no verdict.
func TestOverflowEverywhere(t *testing.T) {
	_, problems := article(t).With(inMessage(`context has degree && context.degree + 9223372036854775807 > 3`), nil)
	if got := allTold(problems); got != `[line 2, column 30: rule "a": a value in context.degree + 9223372036854775807 > 3 grows beyond what Cedar can hold]` {
		t.Error(got)
	}
}

// TestTablesAreCedar holds the tables against Cedar's own authorizer, which knows nothing
// of conditions: for every situation and every rule by itself, both must say the same.
func TestTablesAreCedar(t *testing.T) {
	set := article(t)
	compared := 0
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		// A forbid by itself never allows: ask it as a permit.
		policies := cedargo.NewPolicySet()
		policies.Add("rule", permitting(t, r.Text))
		for _, kinds := range set.World.Pairs() {
			for _, a := range set.World.Actions {
				if !a.Applies(kinds) {
					continue
				}
				for s := range set.Space.All(situation.Lens{Facts: r.lens.Facts, Cuts: set.lens.Cuts}, kinds) {
					env := set.environment(s, a.Name, everyFact(set.World))
					decision, diagnostic := cedargo.Authorize(policies, env.Entities, types.Request{
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

// everyFact are all facts of a world.
func everyFact(w *world.World) world.Facts { return world.Set(w.Facts()...) }

// permitting is a rule's policy with its effect turned to permit.
func permitting(t *testing.T, text string) *cedargo.Policy {
	t.Helper()
	tree, _ := cedar.ParsePolicies(text)
	effect := tree.List[0].Effect
	var p cedargo.Policy
	if err := p.UnmarshalCedar([]byte(text[:effect.Start] + "permit" + text[effect.End:])); err != nil {
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
		return member(t, map[string]world.Value{"company": {Text: company}, "credits": {Number: credits}})
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
		s := situation.Situation{Sender: test.a, Recipient: test.b}
		if got := r.Holds(s, "message"); got != test.want {
			t.Errorf("%v to %v: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, name := range sets.Builtin() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := builtin(name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(sets.Default()); err != nil {
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
			if p.Message == nil || raw(told(p)) && !raw(text) {
				t.Errorf("%q", told(p))
			}
		}
	})
}
