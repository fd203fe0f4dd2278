package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"inroad/rules/api"
	"inroad/rules/codes"
	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

// beside are codes that cannot be raised without others: what an example of theirs raises.
var beside = map[string][]string{
	"missing-bracket": {"missing-bracket", "missing-semicolon"},
	"more-mistakes":   {"wrong-type", "more-mistakes"},
}

// What is said of a code is true of it: its example is a mistake of that kind, and no other.
func TestExamplesOfCodes(t *testing.T) {
	base, err := policy.Load(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range codes.Pages() {
		if made, ok := long[page.Code]; ok {
			if page.Example != "" {
				t.Errorf("%s has an example, and another that is made", page.Code)
			}
			page.Form, page.Example = made()
		}
		want := []string{page.Code}
		if others, ok := beside[page.Code]; ok {
			want = others
		}
		if got := raised(t, page, base); !slices.Equal(got, want) {
			t.Errorf("%s: its example raises %q", page.Code, got)
		}
	}
}

// raised are the codes that an example raises, each once, in their order.
func raised(t *testing.T, page codes.Page, base *policy.RuleSet) []string {
	t.Helper()
	switch {
	case page.Form == codes.Request, page.Form == codes.Requests:
		return asked(t, page)
	case page.Form == codes.Command:
		_, out, _ := inroad(append(strings.Fields(page.Example)[1:], "--json")...)
		return codesOf(t, []byte(out))
	case page.Form.InSet():
		files := codes.Base()
		files[string(page.Form)] = page.Example
		return linted(t, put(t, files), base)
	default:
		name := page.Code + "." + string(page.Form)
		folder := put(t, map[string]string{name: page.Example, "mine.cedar": ""}) // which some scenarios name
		return linted(t, filepath.Join(folder, name), base)
	}
}

// linted are the codes that the command finds in a file, or in the folder of a set.
func linted(t *testing.T, name string, base *policy.RuleSet) []string {
	t.Helper()
	subject, err := streams{}.subject(name, base)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range subject.lint(subject.texts) {
		list = append(list, f.Code.String())
	}
	return slices.Compact(list)
}

// asked are the codes in the answer to a request, or to the last of several. Those before it are no mistakes.
func asked(t *testing.T, page codes.Page) []string {
	t.Helper()
	engine := api.New("")
	if page.Code != diagnostic.NothingOpen.String() {
		open, _ := json.Marshal(api.Request{Do: "open", Scenario: codes.Asked()})
		if list := codesOf(t, engine.Handle(open)); list != nil {
			t.Fatal(list)
		}
	}
	requests := json.NewDecoder(strings.NewReader(page.Example))
	var list []string
	for {
		var request json.RawMessage
		err := requests.Decode(&request)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil || list != nil {
			t.Fatalf("%s: %v %v", page.Code, err, list)
		}
		list = codesOf(t, engine.Handle(request))
	}
}

// codesOf are the codes in an answer of the engine or of the command.
func codesOf(t *testing.T, answer []byte) []string {
	t.Helper()
	type coded struct{ Code string }
	var out struct {
		Errors []coded
		Result struct{ Diagnostics []coded }
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		t.Fatalf("%v in %.300s", err, answer)
	}
	var list []string
	for _, c := range slices.Concat(out.Errors, out.Result.Diagnostics) {
		list = append(list, c.Code)
	}
	return list
}

// long are examples that are too long to be read: they are made.
var long = map[string]func() (codes.Form, string){
	"large-file": func() (codes.Form, string) {
		return codes.Scenario, `{"inroad": 1}` + strings.Repeat(" ", scenario.MaxBytes)
	},
	"large-request": func() (codes.Form, string) {
		return codes.Request, `{"do": "save"` + strings.Repeat(" ", 16<<20) + "}"
	},
	"too-many-actors": func() (codes.Form, string) {
		return codes.Scenario, `{"inroad": 1, "members": [` + strings.TrimSuffix(numbered(scenario.MaxActors+1, `{"id": "a%d"},`), ",") + `]}`
	},
	"too-long": func() (codes.Form, string) {
		return sets.Rules, strings.Repeat("// long\n", 64<<10)
	},
	"too-much-to-look-at": func() (codes.Form, string) {
		rule := `permit(principal is Person, action == Action::"write", resource is Person) when { ` + among("principal.letters", 900) + " };\n"
		return sets.Rules, numbered(8, `@id("r%d") `+strings.ReplaceAll(rule, "%", "%%"))
	},
	"law-of-much": func() (codes.Form, string) {
		return sets.Impossible, `@id("much") @title("much") forbid(principal is Person, action, resource is Person) when { context.blocked && ` +
			among("principal.letters", 400) + " && " + among("resource.letters", 400) + " };"
	},
}

// numbered is a text so often, each time with its number.
func numbered(times int, text string) string {
	var b strings.Builder
	for i := range times {
		fmt.Fprintf(&b, text, i)
	}
	return b.String()
}

// among is a condition that a number is one of so many.
func among(number string, many int) string {
	return "(" + strings.TrimSuffix(numbered(many, number+" == %d0 || "), " || ") + ")"
}

// The set that examples are laid over has no mistakes of its own, and all pages of long examples are there.
func TestBaseOfExamples(t *testing.T) {
	if list := linted(t, put(t, codes.Base()), nil); list != nil {
		t.Error(list)
	}
	for code := range long {
		if _, err := codes.Find(code); err != nil {
			t.Error(err)
		}
	}
}
