package embed

import (
	"regexp"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

// hostile is a rule set from outside, every text of which would like to be more than text.
func hostile(t *testing.T) *scenario.Scenario {
	t.Helper()
	set, problems := scenario.ReadSet("hostile", sets.Files{
		sets.Schema: `
@label("<b>Somebody</b>") @list("people") @caption("always") entity Person = { name: String, @label("<i>Mood</i>") @values("<u>good</u> bad") @caption("always") mood: String };
type Ties = { @label("<s>knows</s>") @ends("Person > Person") acquaintances: Bool };
type Pair = { @tie("acquaintances") @side("sender") known: Bool };
@label("<script>Call</script>") @way("start") action call appliesTo { principal: [Person], resource: [Person], context: Pair };`,
		sets.Data: `{"title": "Hostile"}`,
		sets.Rules: `@id("a") @title("<img src=x>\n\n# A heading")
permit(principal, action, resource) when { context.known };`,
		sets.Words: `{"ties": {"acquaintances": {"short": "<a href=x>"}}, "actions": {"call": {"does": "<b>\n\ncall"}}}`,
	})
	if problems != nil {
		t.Fatal(problems)
	}
	kind := set.World.Kinds[0]
	n := network.New(set.World, []network.Actor{{ID: "a", Kind: kind, Name: "Ann"}, {ID: "b", Kind: kind, Name: "Bob"}},
		network.Ties{set.World.Ties[0]: {{From: 0, To: 1}}})
	return &scenario.Scenario{Set: set, Readings: set.Defaults(), Network: n}
}

func TestTextsOfASetAreTexts(t *testing.T) {
	sc := hostile(t)
	tags := regexp.MustCompile(`<(b|i|u|s|a|img|script|h1)\b`)
	for _, o := range []Options{
		{To: decision.Nobody, View: "canvas"},
		{To: decision.Nobody, View: "matrix"},
		{To: 1, View: "pair"},
		{To: 1, View: "pair", Action: "call"},
	} {
		element, err := Element(sc, o)
		if err != nil {
			t.Fatal(err)
		}
		if tag := tags.FindString(element); tag != "" {
			t.Errorf("%+v: %s in\n%s", o, tag, element)
		}
		for line := range strings.Lines(element) {
			if strings.TrimSpace(line) == "" {
				t.Errorf("%+v: a blank line in\n%s", o, element)
			}
		}
		if !strings.HasPrefix(element, "<div>\n<inroad-playground scenario=\"") || !strings.HasSuffix(element, "</inroad-playground>\n</div>\n") {
			t.Errorf("%+v: no element\n%s", o, element)
		}
	}
}
