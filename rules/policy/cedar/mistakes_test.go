package cedar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/words"
)

// unmark takes the marks out of a text that show where its mistakes are.
func unmark(marked string) (text string, ranges []diagnostic.Span) {
	for {
		before, rest, found := strings.Cut(marked, "«")
		text += before
		if !found {
			return text, ranges
		}
		inside, after, _ := strings.Cut(rest, "»")
		ranges = append(ranges, diagnostic.Span{Start: len(text), End: len(text) + len(inside)})
		text += inside
		marked = after
	}
}

// mend makes the first fix of each diagnostic.
func mend(text string, diagnostics []*diagnostic.Diagnostic) string {
	for i := len(diagnostics) - 1; i >= 0; i-- {
		if d := diagnostics[i]; len(d.Fixes) > 0 {
			for _, e := range slices.Backward(d.Fixes[0].Edits) {
				text = text[:e.Start] + e.Text + text[e.End:]
			}
		}
	}
	return text
}

type mistake struct {
	marked string   // «» stand round each mistake
	want   []string // code, message and note of each
	mended string   // with all first fixes made; "" where there are none
}

func checkMistakes(t *testing.T, read func(string) []*diagnostic.Diagnostic, mistakes []mistake) {
	t.Helper()
	for _, m := range mistakes {
		text, ranges := unmark(m.marked)
		diagnostics := read(text)
		var got []string
		var found []diagnostic.Span
		for _, d := range diagnostics {
			got = append(got, fmt.Sprintf("%s: %s", d.Code, words.Diagnosed(words.Default(), d)))
			found = append(found, d.Range)
		}
		if diff := cmp.Diff(m.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", m.marked, diff)
		}
		if diff := cmp.Diff(ranges, found); diff != "" {
			t.Errorf("%s: ranges (-want +got)\n%s", m.marked, diff)
		}
		mended := mend(text, diagnostics)
		if mended == text {
			mended = ""
		}
		if mended != m.mended {
			t.Errorf("%s\n  mended: %s\n    want: %s", m.marked, mended, m.mended)
		}
		if mended != "" && !slices.ContainsFunc(diagnostics, func(d *diagnostic.Diagnostic) bool { return d.Fixes == nil }) {
			if left := read(mended); len(left) > 0 {
				t.Errorf("%s\n  mended: %s\n   still: %v", m.marked, mended, left)
			}
		}
	}
}

func readPolicies(text string) []*diagnostic.Diagnostic {
	_, diagnostics := cedar.ParsePolicies(text)
	return diagnostics
}

func readSchema(text string) []*diagnostic.Diagnostic {
	_, diagnostics := cedar.ParseSchema(text)
	return diagnostics
}

func TestMistakesInPolicies(t *testing.T) {
	when := func(marked string) string { return "permit(principal, action, resource)\nwhen { " + marked + " };" }
	checkMistakes(t, readPolicies, []mistake{
		// operators and words of other languages
		{when(`principal.tier «=» "free"`), []string{"wrong-operator: Cedar writes ==, not ="}, when(`principal.tier == "free"`)},
		{when(`principal.a «===» 1 «and» «not» context.b «or» action.c «=>» 2`), []string{
			"wrong-operator: Cedar writes ==, not ===",
			"wrong-operator: Cedar writes &&, not and",
			"wrong-operator: Cedar writes !, not not",
			"wrong-operator: Cedar writes ||, not or",
			"wrong-operator: Cedar writes >=, not =>",
		}, when(`principal.a == 1 && ! context.b || action.c >= 2`)},
		{when(`true «&» false «|» «NOT» true`), []string{"wrong-operator: Cedar writes &&, not &", "wrong-operator: Cedar writes ||, not |", "wrong-operator: Cedar writes !, not NOT"}, when(`true && false || ! true`)},
		{when(`principal.a «/» 2 == 1`), []string{`no-division: "/" means nothing in Cedar. Cedar adds, subtracts and multiplies; it does not divide.`}, ""},
		{when(`1 < principal.a «<» 5`), []string{"chained-comparison: a comparison cannot follow another. Put && between two comparisons, or brackets round one."}, ""},
		{when(`true && «if» true then true else false`), []string{"bare-if: an if that is part of an expression stands in brackets. As in (if a then b else c)."}, ""},
		{"«allow»(principal, action, resource);\n«Forbid»(principal, action, resource);", []string{"wrong-operator: Cedar writes permit, not allow", "wrong-operator: Cedar writes forbid, not Forbid"},
			"permit(principal, action, resource);\nforbid(principal, action, resource);"},

		// texts, names and numbers
		{when(`principal.name == «“Ana”» || principal.name == «'Ben'»`), []string{
			`wrong-quotes: a text stands in straight double quotes, as in "Ana"`,
			`wrong-quotes: a text stands in straight double quotes, as in "Ben"`,
		}, when(`principal.name == "Ana" || principal.name == "Ben"`)},
		{when(`principal.name == «'a"b'»`), []string{`wrong-quotes: a text stands in straight double quotes, as in "a"b"`}, ""},
		{when(`principal.name == "it’s" && context.a == «"b`) + "»\n" + when("«b»"), []string{
			"unclosed-text: this text is not closed on its line by a double quote",
			`unknown-variable: there is no "b". A rule looks at principal, action, resource and context. A text stands in double quotes.`,
		}, ""},
		{"@title(«\"a»\nb\")\npermit(principal, action, resource);\n" + when("«b»"), []string{
			"unclosed-text: this text is not closed on its line by a double quote",
			`unknown-variable: there is no "b". A rule looks at principal, action, resource and context. A text stands in double quotes.`,
		}, ""},
		{"permit(principal, action, resource); «/*» b", []string{`unclosed-comment: this comment is not closed by "*/"`}, ""},
		{when(`principal.a == "a«\q»é«\é»" && principal.a == "«\*»" && principal.a like "a\*«\q»"`), []string{
			`bad-escape: \q means nothing in a text; a backslash is written \\`,
			`bad-escape: \é means nothing in a text; a backslash is written \\`,
			"needless-escape: a * needs no backslash, but in the pattern of like",
			`bad-escape: \q means nothing in a text; a backslash is written \\`,
		}, when(`principal.a == "a\\qé\\é" && principal.a == "*" && principal.a like "a\*\\q"`)},
		{when(`"«\x»80" == "C:«\u»sers"`), []string{
			`bad-hex-escape: \x takes two hexadecimal digits up to 7f. A backslash by itself is written \\.`,
			`bad-unicode-escape: \u takes up to six hexadecimal digits in braces, as in \u{e9}. A backslash by itself is written \\.`,
		}, when(`"\\x80" == "C:\\users"`)},
		{when(`principal.a < «99999999999999999999» && principal.a > «-9223372036854775809»`), []string{
			"large-number: no number in Cedar is this large. Numbers go from -9223372036854775808 to 9223372036854775807.",
			"large-number: no number in Cedar is this large. Numbers go from -9223372036854775808 to 9223372036854775807.",
		}, ""},
		{when(`principal.a.lessThan(«-1.5»)`), []string{`fraction: numbers are whole; one with a fraction is written decimal("-1.5")`}, when(`principal.a.lessThan(decimal("-1.5"))`)},
		{when(`context has «in» || {«if»: 1} has a`), []string{
			`unquoted-word: "in" is a reserved word, which is a name in double quotes only`,
			`unquoted-word: "if" is a reserved word, which is a name in double quotes only`,
		}, when(`context has "in" || {"if": 1} has a`)},
		{when(`context.«in» == 1`), []string{`unquoted-word: "in" is a reserved word, which is a name in double quotes only`}, when(`context["in"] == 1`)},
		{when(`principal.«größe» > 3`), []string{`bad-name: "größe" is no name: a name has the letters a to z, digits and _. Other names stand in double quotes, as in principal["größe"].`}, ""},
		{when("principal.a«\u00a0»== 1 && «§»"), []string{"invisible-mark: an invisible character (U+00A0) stands here", `unknown-character: "§" means nothing in Cedar`}, when("principal.a == 1 && §")},
		{"«\ufeff»permit(principal, action, resource);", []string{"invisible-mark: an invisible character (U+FEFF) stands here"}, "permit(principal, action, resource);"},
		{when("«\x00»"), []string{`nul-character: the text holds a NUL character. In quotes it is written \0.`}, ""},
		{when("«\xff»"), []string{"not-utf8: the text is not valid UTF-8. Save it in UTF-8."}, ""},
		{when(`«user».a == 1`), []string{`unknown-variable: there is no "user". A rule looks at principal, action, resource and context. A text stands in double quotes.`}, ""},
		{when(`«principl».a == 1`), []string{`unknown-variable: there is no "principl"; did you mean "principal"? A rule looks at principal, action, resource and context. A text stands in double quotes.`}, when(`principal.a == 1`)},
		{"«premit»(principal, action, resource);\npermit(principal, action, resource) «whn» { true };", []string{
			`unexpected: permit or forbid is expected here, not "premit"; did you mean "permit"? A rule begins with permit or forbid, or with an annotation of it.`,
			`unexpected: when, unless or ";" is expected here, not "whn"; did you mean "when"? Conditions stand in when { ... } and unless { ... }.`,
		}, "permit(principal, action, resource);\npermit(principal, action, resource) when { true };"},
		{when(`[1].«contain»(1)`), []string{`unknown-method: there is no method "contain"; did you mean "contains"? A list has contains, containsAll, containsAny and isEmpty; a text is compared with == and like.`}, when(`[1].contains(1)`)},

		// entities
		{`permit(principal == «User::ana», action, resource);`, []string{`unquoted-id: the id of an entity stands in double quotes, as in User::"ana"`}, `permit(principal == User::"ana", action, resource);`},
		{`permit(principal, action == «"read"», resource);`, []string{`bare-action: an action is written Action::"id"`}, `permit(principal, action == Action::"read", resource);`},
		{`permit(principal in «Staff», action, resource);`, []string{`missing-id: an entity is written with its id in double quotes, as in Staff::"id"`}, ""},
		{`permit(principal == User«:»"ana", action, resource);`, []string{"single-colon: two colons stand between a type and an id"}, `permit(principal == User::"ana", action, resource);`},
		{`permit(principal is «User::"ana"», action, resource);`, []string{"entity-for-type: a type is expected here, not one entity. An entity is compared with ==."}, `permit(principal is User, action, resource);`},
		{when(`principal.tier == «Tier::free»`), []string{`unquoted-id: the id of an entity stands in double quotes, as in Tier::"free"`}, when(`principal.tier == Tier::"free"`)},
		{`permit(principal == «?principal», action, resource);`, []string{`template: a rule is complete here: it leaves no entity open. Name one, as in User::"ana".`}, ""},
		{when(`resource in «?resource»`), []string{`template: a rule is complete here: it leaves no entity open. Name one, as in User::"ana".`}, ""},

		// the scope
		{"permit(principal, «resource», action);", []string{`unexpected: action is expected here, not "resource". The scope of a rule is (principal, action, resource), in this order.`}, ""},
		{"permit(principal, action «is» Action, resource);", []string{"typed-action: an action has no type to ask for. Write action == or action in."}, ""},
		{`permit(principal in «[»User::"ana"], action, resource);`, []string{"list-in-scope: only action can be in a list here. Write when { principal in [...] }."}, ""},
		{`permit(principal «=» User::"ana", action, resource);`, []string{"wrong-operator: Cedar writes ==, not ="}, `permit(principal == User::"ana", action, resource);`},
		{`permit(principal is User «&&» true, action, resource);`, []string{`unexpected: "," or ")" is expected here, not "&&". What else a rule asks for stands behind its scope, in when { ... }.`}, ""},
		{`permit(principal, action in [Action::"a"«» Action::"b"], resource);`, []string{"missing-comma: a comma is missing here"}, `permit(principal, action in [Action::"a", Action::"b"], resource);`},

		// annotations
		{"@id(«mine») permit(principal, action, resource);", []string{"missing-quotes: the value of an annotation stands in double quotes"}, `@id("mine") permit(principal, action, resource);`},
		{"@id(«)» permit(principal, action, resource);", []string{`unexpected: a text in double quotes is expected here, not ")"`}, ""},
		{"@a(\"b\")\n@c\n«@a» permit(principal, action, resource);", []string{`duplicate: the annotation "a" is declared already. It stands on line 1.`}, "@a(\"b\")\n@c\n permit(principal, action, resource);"},

		// functions and methods
		{when(`«foo»(1)`), []string{`unknown-function: there is no function "foo". There is ip, decimal, datetime, duration.`}, ""},
		{when(`principal.name.«startsWith»("A")`), []string{`unknown-method: there is no method "startsWith". A list has contains, containsAll, containsAny and isEmpty; a text is compared with == and like.`}, ""},
		{when(`«contains»(1)`), []string{`method-alone: "contains" is asked of a value, as in principal.name.contains(...)`}, ""},
		{when(`principal.name.«ip»()`), []string{`function-of-value: "ip" stands by itself, as in ip("...")`}, ""},
		{when(`[1].contains«(1, 2)»`), []string{"one-argument: contains takes one value in its brackets"}, ""},
		{when(`[].isEmpty«(1)»`), []string{"no-arguments: isEmpty takes nothing in its brackets"}, when(`[].isEmpty()`)},
		{when(`principal[«0»]`), []string{`unexpected: an attribute in double quotes is expected here, not "0". As in ["name"]. A list has contains, containsAll and containsAny.`}, ""},
		{when(`principal.name like «principal».name`), []string{`unexpected: a pattern in double quotes is expected here, not "principal". As in like "*nurse*".`}, ""},
		{when(`{a: 1, "b": 2, «"a"»: 3} has a`), []string{`duplicate: the key "a" is declared already. It stands on line 2.`}, ""},

		// what is missing
		{"permit(principal, action, resource)«»\n@id(\"b\") forbid(principal, action, resource)«»\n// c", []string{`missing-semicolon: a rule ends with ";"`, `missing-semicolon: a rule ends with ";"`},
			"permit(principal, action, resource);\n@id(\"b\") forbid(principal, action, resource);\n// c"},
		{"permit(principal, action, resource) «{» true };", []string{`unexpected: when, unless or ";" is expected here, not "{". Conditions stand in when { ... } and unless { ... }.`}, ""},
		{"permit(principal, action, resource) when { (true || false «}»;", []string{`unexpected: ")" is expected here, not "}". It closes the ( of line 1.`}, "permit(principal, action, resource) when { (true || false) };"},
		{"permit(principal, action, resource)\nwhen { [true«»«»«»\n@id(\"b\") permit(principal, action, resource);", []string{
			`missing-bracket: "]" is missing here. It closes the [ of line 2.`, `missing-bracket: "}" is missing here. It closes the { of line 2.`, `missing-semicolon: a rule ends with ";"`,
		}, "permit(principal, action, resource)\nwhen { [true]};\n@id(\"b\") permit(principal, action, resource);"},
		{when(`context.a«;»`), []string{`early-semicolon: a ";" ends the whole, and stands behind its last bracket`}, when(`context.a`)},
		{when(`[1«» 2, 3].contains(2)`), []string{"missing-comma: a comma is missing here"}, when(`[1, 2, 3].contains(2)`)},
		{when(`[1, 2«;» 3].contains(2)`), []string{`wrong-punctuation: "," stands here, not ";"`}, when(`[1, 2, 3].contains(2)`)},
		{when(`if true «true» else false`), []string{`unexpected: then is expected here, not "true"`}, ""},
		{"permit(principal, action, resource) when {«}»;", []string{`unexpected: a value is expected here, not "}"`}, ""},
		{"permit(principal, action«»", []string{`unexpected: "," or ")" is expected here, but the text ends. What else a rule asks for stands behind its scope, in when { ... }.`}, ""},
		{"@id(\"a\")«»", []string{"unexpected: permit or forbid is expected here, but the text ends. A rule begins with permit or forbid, or with an annotation of it."}, ""},
		{"«rule» \"a\" { permit }", []string{`unexpected: permit or forbid is expected here, not "rule". A rule begins with permit or forbid, or with an annotation of it.`}, ""},
	})
}

func TestMistakesInSchemas(t *testing.T) {
	checkMistakes(t, readSchema, []mistake{
		{"entity A«»\n@label(\"B\")\nentity B { name: String }«»\ntype C = Long«»\naction d«»", []string{
			`missing-semicolon: a declaration ends with ";"`, `missing-semicolon: a declaration ends with ";"`,
			`missing-semicolon: a declaration ends with ";"`, `missing-semicolon: a declaration ends with ";"`,
		}, "entity A;\n@label(\"B\")\nentity B { name: String };\ntype C = Long;\naction d;"},
		{"entity A {\n  name«=» String«»\n  age: Long«?»,\n};", []string{
			`wrong-punctuation: ":" stands here, not "="`, "skipped-comma: a comma is missing here", "optional-type: the ? of an optional attribute stands behind its name",
		}, "entity A {\n  name: String,\n  age?: Long,\n};"},
		{"entity A { name: String«;» age: Long«;» };", []string{`wrong-punctuation: "," stands here, not ";"`, `wrong-punctuation: "," stands here, not ";"`}, "entity A { name: String, age: Long, };"},
		{"entity A {\n  name: String,\n  «name»: Long };", []string{`duplicate: the attribute "name" is declared already. It stands on line 2.`}, ""},
		{"entity A { «in»: Long };", []string{`unquoted-word: "in" is a reserved word, which is a name in double quotes only`}, `entity A { "in": Long };`},
		{"entity A enum [«free», «“paid”»];", []string{"missing-quotes: the id of an entity stands in double quotes", `wrong-quotes: a text stands in straight double quotes, as in "paid"`}, `entity A enum ["free", "paid"];`},
		{"entity A enum «[]»;", []string{"empty-enum: an enum has at least one entity"}, ""},
		{"entity A = «B»;", []string{`unexpected: "{" is expected here, not "B". The attributes of an entity stand in braces.`}, ""},
		{"entity A, B;\nentity «B»;\ntype A = Long; type «A» = Long;\naction a; action b, «\"a\"»;", []string{
			`duplicate: the entity type "B" is declared already. It stands on line 1.`,
			`duplicate: the type "A" is declared already. It stands on line 3.`,
			`duplicate: the action "a" is declared already. It stands on line 4.`,
		}, ""},
		{"type «Long» = String;", []string{`reserved-type: "Long" is the name of a type of Cedar's own`}, ""},
		{"type A = Set«[»Long];", []string{`unexpected: "<" is expected here, not "["`}, ""},
		{"type A = Set<Set<Long>«;»", []string{`unexpected: ">" is expected here, not ";". It closes the < of line 1.`}, "type A = Set<Set<Long>>;"},
		{"action a appliesTo { principal: A«» resource: «[]» };", []string{"skipped-comma: a comma is missing here", "no-sides: this list must have a type in it. An action that is between nobody has no appliesTo."}, "action a appliesTo { principal: A, resource: [] };"},
		{"action a appliesTo «{ principal: A, context: {} }»;", []string{"missing-side: appliesTo says whom an action is between: it needs a resource"}, ""},
		{"action a appliesTo { principal: A, resource: B, «contxt»: C };", []string{`unexpected: principal, resource or context is expected here, not "contxt"; did you mean "context"?`}, "action a appliesTo { principal: A, resource: B, context: C };"},
		{"action a appliesTo { principal: A, resource: B, «resource»: C };", []string{`duplicate: "resource" is declared already. It stands on line 1.`}, ""},
		{"«entities» A;\n«Entity» B;\n«A»;", []string{
			`unexpected: entity, type or action is expected here, not "entities"`, `unexpected: entity, type or action is expected here, not "Entity"; did you mean "entity"?`, `unexpected: entity, type or action is expected here, not "A"`,
		}, "entities A;\nentity B;\nA;"},
		{"namespace «__cedar::A» { entity B; namespace «C» {} }", []string{"own-namespace: __cedar is Cedar's own namespace", "nested-namespace: a namespace does not stand in another"}, ""},
		{"namespace A {\n  entity B;«»", []string{`missing-bracket: "}" is missing here. It closes the { of line 1.`}, "namespace A {\n  entity B;}"},
	})
}

// What is sound is in the tree, whatever stands before and behind it.
func TestReadingGoesOnBehindAMistake(t *testing.T) {
	text, ranges := unmark(`@id("a") permit(principal, action, resource) when { principal.a «b» };
@id("b") permit(principal, action, resource) when { permit.c };
@id("c")
permit(principal, action, resource) when { principal.d
@id("d")
forbid(principal, action, resource);
permit(principal, action, resource) when { (principal.e };
@id("f") // the last
forbid(principal, action, resource);`)
	tree, diagnostics := cedar.ParsePolicies(text)
	var ids []string
	for _, p := range tree.List {
		ids = append(ids, p.Annotations[0].Value.Text)
	}
	if diff := cmp.Diff([]string{"c", "d", "f"}, ids); diff != "" {
		t.Errorf("policies that were read (-want +got)\n%s", diff)
	}
	if len(diagnostics) != 5 || diagnostics[0].Range != ranges[0] {
		t.Errorf("%v", diagnostics)
	}

	schema, diagnostics := cedar.ParseSchema(`entity A { x Long, y: Long };
entity B {
  type: String,
  z Long
}
entity C;
action d appliesTo { principal: [A, resource: B };
type E = Long;
namespace F { entity G { a b }; entity H; }
entity I;`)
	var names []string
	for _, d := range schema.List {
		names = append(names, strings.Fields(fmt.Sprintf("%T", d))[0])
	}
	if diff := cmp.Diff([]string{"*cedar.EntityType", "*cedar.CommonType", "*cedar.Namespace", "*cedar.EntityType"}, names); diff != "" {
		t.Errorf("declarations that were read (-want +got)\n%s", diff)
	}
	if len(diagnostics) != 4 {
		t.Errorf("%v", diagnostics)
	}
}
