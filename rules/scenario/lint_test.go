package scenario

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
	"inroad/rules/sets"
)

// found is what lint says of a file: its code, and what stands there.
func found(text string, from Sources) []string {
	list := []string{}
	for _, d := range Lint([]byte(text), from) {
		list = append(list, fmt.Sprintf("%s %q", d.Code, d.Range.Of(text)))
	}
	return list
}

// mended is a file with the first fix of a code made.
func mended(t *testing.T, text string, code diagnostic.Code) string {
	t.Helper()
	for _, d := range Lint([]byte(text), Sources{}) {
		if d.Code != code {
			continue
		}
		for _, e := range slices.Backward(d.Fixes[0].Edits) {
			text = text[:e.Start] + e.Text + text[e.End:]
		}
		return text
	}
	t.Fatalf("%s is not found in %s", code, text)
	return ""
}

// A mistake in Cedar that a string holds is at its place in the file, however the string is written, and so is what mends it.
func TestPlacesInStrings(t *testing.T) {
	policies := func(written string) string {
		return with(`"rules": {"base": "article", "policies": "` + written + `"}`)
	}
	const rule = `@id(\"a\")\u000a@title(\"\u00e9𝄞\ud834\udd1e\/\\\\\")\tpermit(principal is Member, action == Action::\"message\", resource)\nwhen { principal.credits > 1 \u0026\u0026 `
	for _, test := range []struct{ written, want, mended string }{
		{rule + `principal.credits \u003d 3 };`, `wrong-operator "\\u003d"`, rule + `principal.credits == 3 };`},
		{rule + `principal.credts > 2 };`, `no-attribute "principal.credts"`, rule + `principal.credits > 2 };`},
		{rule + `principal.inmail == \"anyon\u0065\" && principal.inmail == \"nobdy\" };`, `never-this-value "principal.inmail == \\\"nobdy\\\""`, rule + `principal.inmail == \"anyon\u0065\" && principal.inmail == \"nobody\" };`},
		{rule + `true }`, `missing-semicolon ""`, rule + `true };`},
		{`permit(principal, action == Action::\"message\", resource);`, `unnamed-rule "permit"`, `@id(\"rule-1\")\npermit(principal, action == Action::\"message\", resource);`},
	} {
		text := policies(test.written)
		if diff := cmp.Diff([]string{test.want}, found(text, Sources{})); diff != "" {
			t.Errorf("%s\n%s", text, diff)
			continue
		}
		code := Lint([]byte(text), Sources{})[0].Code
		if diff := cmp.Diff(policies(test.mended), mended(t, text, code)); diff != "" {
			t.Error(diff)
		}
	}
}

// Each rule is read by itself, and so is each text: what is wrong with one hides nothing in another.
func TestLintHidesNothing(t *testing.T) {
	const (
		broken = `@id(\"b\") permit(principal, action = Action::\"message\", resource);`
		odd    = `@id(\"o\") permit(principal, action == Action::\"message\", resource) when { principal.credits < 0 };`
		mad    = `@id(\"m\") permit(principal, action == Action::\"message\", resource == Member::\"zo\");`
	)
	own := func(rest, policies string) string {
		return with(`"rules": {"base": "article", ` + rest + `"policies": "` + policies + `"}, "wrote": [["ana", "bn"]]`)
	}
	all := []string{`wrong-operator "="`, `never-holds "principal.credits < 0"`, `unknown-mention "Member::\\\"zo\\\""`, `unknown-actor "\"bn\""`}
	for _, test := range []struct {
		text string
		want []string
	}{
		{own("", broken+odd+mad), all},
		{own(`"off": ["o", "m"], `, broken+odd+mad), []string{all[0], all[3]}},
		{own(`"off": ["b"], `, broken+odd+mad), all},
		{carrying(changed(sets.Rules, "context.treating", "context.treats", sets.Data, `"title"`, `"titel"`), "", ""), []string{`unknown-field "\"titel\""`}},
		{carrying(changed(`@yields("diet")`, `@yields("diets")`, "when { context.treating }", "when { context.treats }", "principal.pages > 0", "principal.pages < 0"),
			`"off": ["treating"], "policies": "@id(\"mine\") permit(principal, action, resource) when { principal.shoe };",`, `, "patients": [{"id": 3}]`), []string{
			`no-attribute "principal.shoe"`, `nothing-yields "@yields(\\\"diets\\\")"`, `no-attribute "context.treats"`, `never-holds "principal.pages < 0"`, `wrong-type "3"`}},
	} {
		if diff := cmp.Diff(test.want, found(test.text, Sources{})); diff != "" {
			t.Errorf("%s\n%s", test.text, diff)
		}
	}
}

// A misspelt name is mended, but not to one that is there already.
func TestMisspeltFields(t *testing.T) {
	const text = `{"inroad": 1, "members": [{"id": "ana", "nam": "Ana", "teir": "free", "tier": "free"}]}`
	if diff := cmp.Diff([]string{`unknown-field "\"nam\""`, `unknown-field "\"teir\""`}, found(text, Sources{})); diff != "" {
		t.Error(diff)
	}
	got := mended(t, text, diagnostic.UnknownField)
	if want := strings.Replace(text, "nam", "name", 1); got != want {
		t.Error(cmp.Diff(want, got))
	}
	if list := Lint([]byte(got), Sources{}); len(list) != 1 || list[0].Fixes != nil {
		t.Errorf("%+v", list)
	}
}

// What is wrong with policies in a file beside the scenario is at its place in that file.
func TestLintBeside(t *testing.T) {
	const mine = "\uFEFF@id(\"a\")\npermit(principal, action = Action::\"message\", resource);"
	from := Sources{Beside: func(name string) ([]byte, error) {
		if name != "mine.cedar" {
			return nil, errors.New("not here")
		}
		return []byte(mine), nil
	}}
	list := Lint([]byte(with(`"rules": {"base": "article", "policiesFile": "mine.cedar"}, "look": 3`)), from)
	got := []string{}
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s %s %d:%d", d.Code, d.File, d.From.Line, d.From.Column))
	}
	if diff := cmp.Diff([]string{"wrong-type  1:171", "wrong-operator mine.cedar 2:26"}, got); diff != "" {
		t.Errorf("%s", diff)
	}
}

// lintable holds that lint finds mistakes where a file cannot be read and nowhere else, with places that are in the file, and
// that what its fixes make is JSON still.
func lintable(t *testing.T, text string) {
	_, errs := Parse([]byte(text))
	list := Lint([]byte(text), Sources{})
	if (errs != nil) != diagnostic.Failed(list) {
		t.Fatalf("%q: read, it is refused for %v; lint finds %v", text, errs, list)
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	in := func(s diagnostic.Span) bool { return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) }
	for _, d := range list {
		if !in(d.Range) {
			t.Fatalf("%q: %s at %v", text, d.Code, d.Range)
		}
		for _, fix := range d.Fixes {
			after := text
			for _, e := range slices.Backward(fix.Edits) {
				if !in(e.Span) {
					t.Fatalf("%q: %s is mended at %v", text, d.Code, e.Span)
				}
				after = after[:e.Start] + e.Text + after[e.End:]
			}
			if _, syntax := parseTree([]byte(after)); syntax != nil {
				t.Fatalf("%q: mended for %s it is no JSON\n%s", text, d.Code, after)
			}
		}
	}
}

func FuzzLint(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(string(text))
	}
	f.Add(carrying(hospital, "", ""))
	f.Fuzz(lintable)
}

func FuzzLintOfRules(f *testing.F) {
	const rule = `@id("a") permit(principal is Member, action in [Action::"message"], resource) `
	f.Add(rule+`when { principal.name == "\u{e9}𝄞" && resource.credits > 3 } unless { context has degree };`, "", false)
	f.Add(`@id("inmail-member")`+rule+"permit(", "inmail-member", true)
	f.Add(rule+`when { principal.credits + 9223372036854775807 > 3 };`+rule, "a", false)
	f.Fuzz(func(t *testing.T, policies, off string, bare bool) {
		if !utf8.ValidString(policies) || !utf8.ValidString(off) {
			return
		}
		none := "[" + quote(off) + "]"
		if bare {
			none = `"all"`
		}
		lintable(t, with(`"rules": {"base": "article", "off": `+none+`, "policies": `+quote(policies)+`}`))
		files := maps.Clone(hospital)
		files[sets.Rules] = policies
		lintable(t, carrying(files, "", ""))
	})
}
