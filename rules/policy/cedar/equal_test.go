package cedar

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	cedargo "github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	cedarschema "github.com/cedar-policy/cedar-go/x/exp/schema"

	"inroad/rules/diagnostic"
)

// condition is a rule with one condition.
func condition(text string) string {
	return "permit(principal, action, resource) when {" + text + "};"
}

// policies are seeds: what cedar-go accepts, and what it narrowly refuses.
var policies = []string{
	"", "// nothing", "/* a */ /*/ b */",
	`@id @if("x") @title("\u{1F600}\x41\0\n\r\t\\\'\"") forbid(principal, action, resource,) ;`,
	`permit(principal == A::B::"c", action == Action::"d", resource in E::"");`,
	`permit(principal is A::B, action in Action::"d", resource is E in F::"g");`,
	`permit(principal in when::"c", action in [], resource) unless {true} when {false} unless {!true};`,
	`permit(principal, action in [Action::"a", B::Action::"b",], resource);`,
	`permit(principal, action is Action, resource);`,
	`permit(principal in [A::"b"], action, resource);`,
	`permit(principal == ?principal, action, resource);`,
	`permit(principal, action, resource) when {true} permit(principal, action, resource);`,
	"permit(principal,action,resource)\r\nwhen // why\n{ /* { */ context has a };",
	condition(`if principal.a then action.b else if resource["c d"] then {a: 1, "b\"": [1,2,],}.a else [].isEmpty()`),
	condition(`context has a.b.c && context has "a b" && {if: 1}`), condition(`context has if`), condition(`context.if`), condition(`{"if": 1, a: 2, a: 3} has if`),
	condition(`principal.a like "*a\**\u{2a}*" || "" like "" || "x" like "**"`), condition(`"\*" == "*"`), condition(`"" like "\q"`),
	condition(`principal is A::B in C::"d" && resource is E`), condition(`principal is A::"b"`), condition(`principal is A in resource.b + 1`),
	condition(`-1 - -1 - - 1 == --1 && !-1 && !!true && -9223372036854775808 < 9223372036854775807`), condition(`-9223372036854775809 == 1`), condition(`9223372036854775808 == 1`),
	condition(`-1.a == 1`), condition(`-(1).a + 1["a"] * 007`), condition(`1.5 == 1`), condition(`1 * 2 + 3 * 4 - 5 <= 6 && 1 != 2 || 3 >= 4 || 5 > 6`),
	condition(`1 < 2 < 3`), condition(`1 == 2 has a`), condition(`a`), condition(`principal::"x" == action::B::"y"`), condition(`a::b`), condition(`principal(1)`),
	condition(`ip("1.2.3.4").isInRange(ip("::/0"),).isIpv4(1, 2) && decimal().lessThan() && datetime(1).offset(duration("1d")).toTime().toDays()`),
	condition(`isIpv4(1)`), condition(`a::ip(1)`), condition(`principal.ip("1")`), condition(`principal.foo()`), condition(`foo()`),
	condition(`[1].contains(1) && [1].containsAll([1,]) && [1].containsAny([]) && resource.hasTag("a") && resource.getTag(context.b) == 1`),
	condition(`[1].contains()`), condition(`[1].contains(1, 2)`), condition(`[].isEmpty(1)`), condition(`[1 2]`), condition(`[,]`), condition(`{}`), condition(`{a 1}`), condition(``), condition(`(1`), condition(`true && if true then true else true`),
	condition(`"a` + "\n" + `" == 1`), condition(`"\u{110000}" == 1`), condition(`"\u{D800}" == 1`), condition(`"\u{1_0__0_}" == "\u{_1}"`), condition(`"\u{1_0__0_}" == ""`), condition(`"\x7f" == "\x80"`), condition(`"\x7f\x7F" == ""`), condition(`"\x7" == ""`), condition(`"\u{}" == "\u{0000001}"`), condition(`"é\é"`), condition(`"\`),
	condition(`principal.größe == 1`), condition(`principal["größe"] == "\u{e9}é"`), condition("principal\u00a0== 1"), condition(`principal = 1`), condition(`principal === 1`), condition(`true and not false`), condition(`true & false | true`), condition(`“a” == 'b'`), condition(`1 / 2`), condition(`User:"a"`),
	condition("\x00"), condition("\xff"), "// \x00", "// \xff", "\ufeffpermit(principal, action, resource);", "/*", `"`, "permit", "@", "@a(", "@a() permit(principal, action, resource);", `@a("b", "c") permit(principal, action, resource);`, `@a @b @a permit(principal, action, resource);`, "@a",
	"permit(principal, action, resource) when {" + strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60) + "};",
}

// schemas are seeds: what cedar-go accepts, and what it narrowly refuses.
var schemas = []string{
	"", "// nothing", "/* a */",
	`entity A;`, `entity A, B in C;`, `entity A in [B, C::D,];`, `entity A in [];`, `entity A {};`, `entity A = {};`, `entity A = B;`, `entity A tags Set<Long>;`, `entity A in B = {a: Long} tags String;`,
	`entity A enum ["a", "b",];`, `entity A, enum enum ["\u{e9}"];`, `entity A enum [];`, `entity A enum [a];`, `entity A; entity A;`, `entity A; entity A enum ["b"];`, `entity A, A;`, `entity in;`, `entity __cedar;`, `entity A in __cedar::B;`, `entity A in B::__cedar;`,
	`entity A { @a("b") a?: Long, "b c": {d: Set<Set<E::F>>} @c @in d: __cedar::Long, __cedar: Bool, };`, `entity A { a: Long, a: String };`, `entity A { in: Long };`, `entity A { "in": Long };`, `entity A { a?? : Long };`, `entity A { a: Long?, };`, `entity A { @a };`, `entity A { a: Set };`, `entity A { a: Set<Long };`, `entity A { a: Set::B };`, `entity A { a = Long };`, `entity A { a: Long,, };`,
	`type A = Long;`, `type Long = Long;`, `type A = {};`, `type A = Set<{a: B}>;`, `type A; `, `type A = B; type A = C;`, `type A = B; entity A;`, `type __cedar = Long;`, `type in = Long;`, `type A == Long;`,
	`action a;`, `action a, "b c", __cedar in ["d", e, F::Action::"g", H::I,];`, `action a in "b";`, `action a in b;`, `action a in A::"b" appliesTo {principal: A, resource: [B, C,]};`, `action a in [];`,
	`action a appliesTo {principal: [A] resource: [B] context: {c: Long}} attributes {};`, `action a appliesTo {principal: A, resource: B, context: C,};`, `action a appliesTo {principal: A};`, `action a appliesTo {resource: A};`, `action a appliesTo {principal: [], resource: A};`, `action a appliesTo {principal: A, resource: B, principal: A};`, `action a appliesTo {principal: A, resource: B, foo: A};`, `action a appliesTo {};`, `action a, a;`, `action in;`, `action a attributes {b: Long};`, `action a appliesTo {principal: A, resource: B} in c;`,
	`@a @b("c") namespace A::B { @d("e") entity C; type D = Long; action e; }`, `namespace A {} namespace A {}`, `namespace A {} entity B; namespace C { }`, `namespace __cedar {}`, `namespace __cedar::A {}`, `namespace A::__cedar {}`, `namespace A { namespace B {} }`, `namespace A {`, `namespace {}`, `namespace A {};`,
	`@a @a entity A;`, `@a(b) entity A;`, `@a("b`, `@`, `@if entity A;`, `@a`, `entity A`, `entity A entity B;`, `entity A { a: Long }` + "\n" + `entity B;`, `entities A;`, `A`, `;`, `entity;`, `entity "A";`, `entity größe;`, `entity A // b`,
	"namespace A //\n{ //\n}", "namespace A //\n{} //", "entity //\nA //\n;", "entity A; // \xff", "entity A; // \x00", "entity A enum [\"\x00\"];", "entity A enum [\"\xff\"];", "\ufeffentity A;", "entity A enum [\"\\\n\"];", `entity A enum ["\*"];`, `entity A enum ["\q"];`, `/*`, `entity A = { b: "c" };`, `entity A == {};`, `entity A = { a: Set<Set<Set<Long>>> };`,
}

// files are the texts that a pattern finds.
func files(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v, %v", pattern, paths, err)
	}
	var texts []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

func seedPolicies(t testing.TB) []string {
	return slices.Concat(files(t, "../../sets/*/*.cedar"), files(t, "../../testdata/sets/*/*.cedar"), files(t, "testdata/*.cedar"), policies)
}

func seedSchemas(t testing.TB) []string {
	return slices.Concat(files(t, "../../sets/*/*.cedarschema"), files(t, "../../testdata/sets/*/*.cedarschema"), files(t, "testdata/*.cedarschema"), schemas)
}

// sound holds diagnostics against the text that they are about.
func sound(t *testing.T, text string, diagnostics []*diagnostic.Diagnostic) {
	t.Helper()
	last := 0
	for _, d := range diagnostics {
		if d.Range.Start < last || d.Range.End < d.Range.Start || d.Range.End > len(text) {
			t.Errorf("%q: %v stands behind %d", text, d, last)
		}
		last = d.Range.Start
		if d.Message == nil {
			t.Errorf("%q: a diagnostic that says nothing: %v", text, d)
		}
		for _, f := range d.Fixes {
			end := 0
			for _, e := range f.Edits {
				if e.Start < end || e.End < e.Start || e.End > len(text) {
					t.Errorf("%q: %v cannot be made", text, f)
				}
				end = e.End
			}
		}
	}
}

// differs reports whether one of the deliberate differences is the reason why a text is refused.
func differs(text string, schema bool, diagnostics []*diagnostic.Diagnostic) bool {
	for _, d := range diagnostics {
		switch {
		case d.Code.Severity() == diagnostic.Warning:
		case d.Code == diagnostic.Nested || d.Code == diagnostic.LongRow:
		case schema && (d.Code == diagnostic.NotUTF8 || d.Code == diagnostic.NulCharacter) && (!utf8.ValidString(text) || strings.Contains(text, "\x00")):
		case schema && d.Code == diagnostic.Duplicate && d.Args[0].(*diagnostic.Message).Code == diagnostic.TheAttribute:
		default:
			return false
		}
	}
	return true
}

func samePolicies(t *testing.T, text string) {
	t.Helper()
	tree, diagnostics := ParsePolicies(text)
	sound(t, text, diagnostics)
	for _, p := range tree.List {
		p.AST() // a policy that was mended is whole, too
	}
	list, err := cedargo.NewPolicyListFromBytes("", []byte(text))
	switch {
	case err != nil && !diagnostic.Failed(diagnostics):
		t.Fatalf("%q: accepted, though cedar-go says %v", text, err)
	case err == nil && diagnostic.Failed(diagnostics) && differs(text, false, diagnostics):
		return
	case err == nil && len(diagnostics) > 0:
		t.Fatalf("%q: refused, though cedar-go accepts it: %v", text, diagnostics)
	case err != nil:
		return
	}
	if len(tree.List) != len(list) {
		t.Fatalf("%q: %d policies, %d in cedar-go", text, len(tree.List), len(list))
	}
	lines := diagnostic.NewLines(text)
	for i, p := range tree.List {
		want := *(*ast.Policy)(list[i].AST())
		at := lines.At(p.Start)
		if place := (ast.Position{Offset: p.Start, Line: at.Line, Column: at.Column}); place != want.Position {
			t.Errorf("%q: policy at %v, in cedar-go at %v", text, place, want.Position)
		}
		want.Position = ast.Position{}
		if got := *p.AST(); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q:\n got %#v\nwant %#v", text, got, want)
		}
		spansHold(t, text, p)
	}
}

// spansHold reads what each span of a policy covers by itself: it must mean the same.
func spansHold(t *testing.T, text string, p *Policy) {
	t.Helper()
	if len(p.Of(text)) > 2000 {
		return // a policy this long would be read too often
	}
	alone, diagnostics := ParsePolicies(p.Of(text))
	if len(diagnostics) > 0 || len(alone.List) != 1 || !reflect.DeepEqual(alone.List[0].AST(), p.AST()) {
		t.Errorf("%q: the span of the policy covers %q", text, p.Of(text))
	}
	for _, c := range p.Clauses {
		Inspect(c.Body, func(e Expr) bool {
			alone, diagnostics := ParsePolicies(condition(e.Range().Of(text)))
			if len(diagnostics) > 0 || !ast.Equal(ast.NewNode(AST(alone.List[0].Clauses[0].Body)), ast.NewNode(AST(e))) {
				t.Errorf("%q: the span of a %T covers %q", text, e, e.Range().Of(text))
			}
			return true
		})
	}
}

func sameSchema(t *testing.T, text string) {
	t.Helper()
	tree, diagnostics := ParseSchema(text)
	sound(t, text, diagnostics)
	tree.AST() // a declaration that was mended is whole, too
	var want cedarschema.Schema
	err := want.UnmarshalCedar([]byte(text))
	switch {
	case err != nil && !diagnostic.Failed(diagnostics):
		t.Fatalf("%q: accepted, though cedar-go says %v", text, err)
	case err == nil && diagnostic.Failed(diagnostics) && differs(text, true, diagnostics):
		return
	case err == nil && diagnostic.Failed(diagnostics):
		t.Fatalf("%q: refused, though cedar-go accepts it: %v", text, diagnostics)
	case err != nil:
		return
	}
	if got := tree.AST(); !reflect.DeepEqual(got, want.AST()) {
		t.Fatalf("%q:\n got %#v\nwant %#v", text, got, want.AST())
	}
	for _, d := range tree.List {
		alone, diagnostics := ParseSchema(d.Range().Of(text))
		if diagnostic.Failed(diagnostics) || len(alone.List) != 1 || !reflect.DeepEqual(alone.AST(), (&Schema{List: []Declaration{d}}).AST()) {
			t.Errorf("%q: the span of a %T covers %q", text, d, d.Range().Of(text))
		}
	}
}

func TestPoliciesMeanWhatTheyMeanInCedar(t *testing.T) {
	for _, text := range seedPolicies(t) {
		samePolicies(t, text)
	}
}

func TestSchemasMeanWhatTheyMeanInCedar(t *testing.T) {
	for _, text := range seedSchemas(t) {
		sameSchema(t, text)
	}
}

func FuzzPolicies(f *testing.F) {
	for _, text := range seedPolicies(f) {
		f.Add(text)
	}
	f.Fuzz(samePolicies)
}

func FuzzSchema(f *testing.F) {
	for _, text := range seedSchemas(f) {
		f.Add(text)
	}
	f.Fuzz(sameSchema)
}

// vocabulary is what a text of random tokens is made from.
func vocabulary(seeds []string) []string {
	var words []string
	seen := map[string]bool{}
	for _, text := range seeds {
		l := lex(text)
		for _, t := range l.tokens {
			if word := t.Of(text); len(word) < 20 && !seen[word] {
				seen[word] = true
				words = append(words, word)
			}
		}
	}
	return words
}

// compose makes a text from numbers of a vocabulary, two bytes a token.
func compose(words []string, data []byte) string {
	var text strings.Builder
	for ; len(data) > 1; data = data[2:] {
		text.WriteString(words[(int(data[0])|int(data[1]&0x3F)<<8)%len(words)])
		text.WriteString([]string{"", " ", "\n", "//\n"}[data[1]>>6])
	}
	return text.String()
}

// encode is the numbers of a text's tokens, from which compose makes them again.
func encode(words []string, text string) []byte {
	var data []byte
	for _, t := range lex(text).tokens {
		if i := slices.Index(words, t.Of(text)); i >= 0 {
			data = append(data, byte(i), byte(i>>8)|1<<6)
		}
	}
	return data
}

// Mutating tokens keeps more of a text in order than mutating its bytes, and so gets deeper into the parser.
func fuzzTokens(f *testing.F, seeds []string, same func(*testing.T, string)) {
	words := vocabulary(seeds)
	for _, text := range seeds {
		f.Add(encode(words, text))
	}
	f.Fuzz(func(t *testing.T, data []byte) { same(t, compose(words, data)) })
}

func FuzzPolicyTokens(f *testing.F) { fuzzTokens(f, seedPolicies(f), samePolicies) }
func FuzzSchemaTokens(f *testing.F) { fuzzTokens(f, seedSchemas(f), sameSchema) }
