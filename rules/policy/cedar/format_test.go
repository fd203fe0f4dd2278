package cedar

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
)

// wordsOf are the tokens of a text and its comments, but for the white space at the end of their lines.
func wordsOf(text string) (tokens, comments []string) {
	l := lex(text)
	for _, t := range l.tokens {
		tokens = append(tokens, t.Of(text))
	}
	for _, c := range l.comments {
		comments = append(comments, strings.TrimRight(strings.ReplaceAll(c.Of(text), "\r\n", "\n"), " \t\r"))
	}
	return tokens, comments
}

// keeps formats a text twice. The first time must keep its tokens, and so its meaning, and its comments in their order; the
// second time must change nothing.
func keeps(t *testing.T, text string, format func(string) (string, []*diagnostic.Diagnostic)) {
	t.Helper()
	once, diagnostics := format(text)
	if diagnostic.Failed(diagnostics) {
		if once != "" {
			t.Errorf("%q has mistakes and is formatted", text)
		}
		return
	}
	tokens, comments := wordsOf(text)
	formattedTokens, formattedComments := wordsOf(once)
	if !slices.Equal(tokens, formattedTokens) || !slices.Equal(comments, formattedComments) {
		t.Fatalf("formatting changes tokens or comments (-before +after)\n%s%s",
			cmp.Diff(tokens, formattedTokens), cmp.Diff(comments, formattedComments))
	}
	if twice, _ := format(once); twice != once {
		t.Fatalf("%q: formatting once more changes it (-once +twice)\n%s", text, cmp.Diff(once, twice))
	}
	for line := range strings.Lines(once) {
		if line != strings.TrimRight(line, " \t\r\n")+"\n" && comments == nil {
			t.Errorf("%q: white space at the end of %q", text, line)
		}
	}
}

func keepsPolicies(t *testing.T, text string) { keeps(t, text, FormatPolicies) }
func keepsSchema(t *testing.T, text string)   { keeps(t, text, FormatSchema) }

func TestFormattingChangesWhiteSpaceAlone(t *testing.T) {
	for _, text := range seedPolicies(t) {
		keepsPolicies(t, text)
	}
	for _, text := range seedSchemas(t) {
		keepsSchema(t, text)
	}
}

// The texts that come with Inroad have the style that they teach.
func TestSetsAreFormatted(t *testing.T) {
	for _, folder := range []string{"../../sets/*/", "../../testdata/sets/*/", "testdata/"} {
		for _, text := range files(t, folder+"*.cedar") {
			if got, _ := FormatPolicies(text); got != text {
				t.Errorf("run inroad fmt (-is +formatted)\n%s", cmp.Diff(text, got))
			}
		}
		for _, text := range files(t, folder+"*.cedarschema") {
			if got, _ := FormatSchema(text); got != text {
				t.Errorf("run inroad fmt (-is +formatted)\n%s", cmp.Diff(text, got))
			}
		}
	}
}

func FuzzFormatPolicies(f *testing.F) {
	for _, text := range seedPolicies(f) {
		f.Add(text)
	}
	f.Fuzz(keepsPolicies)
}

func FuzzFormatSchema(f *testing.F) {
	for _, text := range seedSchemas(f) {
		f.Add(text)
	}
	f.Fuzz(keepsSchema)
}

func FuzzFormatPolicyTokens(f *testing.F) { fuzzTokens(f, seedPolicies(f), keepsPolicies) }
func FuzzFormatSchemaTokens(f *testing.F) { fuzzTokens(f, seedSchemas(f), keepsSchema) }

func TestFormatPolicies(t *testing.T) {
	long := `context has degree && context.degree > 1 && !context.sharedEvent && context.sharedGroup && principal.tier in Tier::"r"`
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"// nothing", "// nothing\n"},
		{"/* of two\r\n   lines */\r\npermit(principal, action, resource);\r\n", "/* of two\n   lines */\npermit(principal, action, resource);\n"},
		{`@id("a")permit(principal,action,resource)when{true}unless{ ! ( false)};`,
			"@id(\"a\")\npermit(principal, action, resource)\nwhen { true }\nunless { !(false) };\n"},
		{"permit(principal is A::B in C::\"d\", action in [Action::\"e\",Action::\"f\"], resource);\n\n\n\nforbid(principal,action,resource);forbid(principal,action,resource);",
			"permit(principal is A::B in C::\"d\", action in [Action::\"e\", Action::\"f\"], resource);\n\nforbid(principal, action, resource);\nforbid(principal, action, resource);\n"},
		{"permit(principal, action, resource) when { " + long + " };", `permit(principal, action, resource)
when {
  context has degree &&
  context.degree > 1 &&
  !context.sharedEvent &&
  context.sharedGroup &&
  principal.tier in Tier::"r"
};
`},
		{"permit(principal, action, resource) when { if " + long + " then - 1<context.b else [ 1,2 ].contains({a:1}.a) };", `permit(principal, action, resource)
when {
  if context has degree &&
    context.degree > 1 &&
    !context.sharedEvent &&
    context.sharedGroup &&
    principal.tier in Tier::"r"
  then -1 < context.b
  else [1, 2].contains({ a: 1 }.a)
};
`},
		{"permit(principal, action, resource) when { context.open || (" + long + ") };", `permit(principal, action, resource)
when {
  context.open ||
  (
    context has degree &&
    context.degree > 1 &&
    !context.sharedEvent &&
    context.sharedGroup &&
    principal.tier in Tier::"r"
  )
};
`},
		{"permit(principal, action in [" + strings.Repeat(`Action::"a-long-name", `, 9) + "], resource);", `permit(
  principal,
  action in [
    Action::"a-long-name", Action::"a-long-name", Action::"a-long-name", Action::"a-long-name", Action::"a-long-name",
    Action::"a-long-name", Action::"a-long-name", Action::"a-long-name", Action::"a-long-name",
  ],
  resource
);
`},
		// Comments stay with what they stand beside, and those of neighbouring lines line up.
		{"\n\n// Of the file.\n\n\n// Of the rule.\r\n@id(\"a\")   // why \n@title(\"long\") // how\npermit(principal, action, resource)\nwhen { // at first\n\n context.a // one\n && context.b /* two */ && /* three */ context.c\n\n // at last\n\n };   // end\n// after", `// Of the file.

// Of the rule.
@id("a")       // why
@title("long") // how
permit(principal, action, resource)
when {         // at first
  context.a && // one
  context.b /* two */ &&
  /* three */ context.c

  // at last
}; // end
// after
`},
		{"permit(principal, /* a\n   b */ action, resource);", "permit(\n  principal,\n  /* a\n   b */\n  action,\n  resource\n);\n"},
	} {
		keepsPolicies(t, test.text)
		if got, diagnostics := FormatPolicies(test.text); got != test.want || diagnostics != nil {
			t.Errorf("%q (-want +got)\n%s", test.text, cmp.Diff(test.want, got))
		}
	}
}

func TestFormatSchema(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`@a("b")@c entity A,B in[C,D::E]={@d("e")@f g?:Set<Long>,"h i":{j:Bool},}tags String;entity F enum["x","y"];`, `@a("b") @c
entity A, B in [C, D::E] = {
  @d("e") @f g?: Set<Long>,
  "h i": { j: Bool },
} tags String;
entity F enum ["x", "y"];
`},
		{"entity A = {\n\n  @a\n  b: Long,\n\n\n  // About c.\n  @d @e\n  c: Long\n\n};", "entity A = {\n  @a\n  b: Long,\n\n  // About c.\n  @d @e\n  c: Long\n};\n"},
		{`type A={};type B=Set<{a:Long}>;namespace N::M{entity A;
action "b",d in["e",N::Action::"f"]appliesTo{principal:[A],resource:A,context:{g:Long}}attributes{};}`, `type A = {};
type B = Set<{ a: Long }>;
namespace N::M {
  entity A;
  action "b", d in ["e", N::Action::"f"] appliesTo { principal: [A], resource: A, context: { g: Long } } attributes {};
}
`},
		{`action a appliesTo { principal: [` + strings.Repeat("Somebody, ", 7) + `Somebody], resource: [Somebody], context: Pair };`, `action a appliesTo {
  principal: [Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody],
  resource: [Somebody],
  context: Pair
};
`},
	} {
		keepsSchema(t, test.text)
		if got, diagnostics := FormatSchema(test.text); got != test.want || diagnostics != nil {
			t.Errorf("%q (-want +got)\n%s", test.text, cmp.Diff(test.want, got))
		}
	}
}
