package session

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/policy"
	"inroad/rules/scenario"
)

// hospitalTexts are the hospital's files as somebody writes them.
func hospitalTexts(t testing.TB, changes ...string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for part, file := range map[string]string{
		"schema": "schema.cedarschema", "impossible": "impossible.cedar", "rules": "rules.cedar",
		"warnings": "warnings.cedar", "data": "set.json", "words": "words.en.json",
	} {
		text, err := fs.ReadFile(os.DirFS("../testdata/sets/hospital"), file)
		if err != nil {
			t.Fatal(err)
		}
		texts[part] = strings.NewReplacer(changes...).Replace(string(text))
	}
	return texts
}

// A world that is written into an empty scenario decides as the one of its folder does.
func TestWorldFromNothing(t *testing.T) {
	for _, name := range []string{"night-shift", "clinic"} {
		text, err := os.ReadFile("../testdata/sets/hospital/examples/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		s := Open(mustParse(t, `{"inroad": 1}`))
		apply1(t, s, Edit{Kind: "world", Value: "hospital", Set: hospitalTexts(t)})
		of, errs := scenario.ParseWith(text, scenario.Sources{Sets: map[string]*policy.RuleSet{"hospital": s.Scenario().Set}})
		if errs != nil {
			t.Fatal(errs)
		}
		checks := scenario.Run(of, scenario.NewEngines(of.Set))
		if len(checks) == 0 {
			t.Error("nothing was checked")
		}
		for i, check := range checks {
			if !check.OK() {
				t.Errorf("%s: checks[%d]: %v", name, i, check.Problems)
			}
		}
		if diff := cmp.Diff(file(Open(mustParse(t, file(s)))), file(s)); diff != "" {
			t.Errorf("the saved file is another:\n%s", diff)
		}
	}
}

// Texts that follow each other are one step to undo; with a rename between them they are not.
func TestWorldsCoalesce(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1}`))
	before := file(s)
	start := scenario.Start("Mine")
	for i, title := range []string{"Mine", "Mine too", "Ours"} {
		if errs := s.Apply(Edit{Kind: "world", Set: scenario.Start(title)}, true); errs != nil {
			t.Fatal(errs)
		}
		if s.Length() != 1 || s.Merged() != (i > 0) {
			t.Errorf("after %d texts there are %d edits", i+1, s.Length())
		}
	}
	if s.UndoLabel() != "change own world" || s.Scenario().Set.Title != "Ours" {
		t.Errorf("undo takes back %q of %s", s.UndoLabel(), s.Scenario().Set.Title)
	}
	apply1(t, s,
		Edit{Kind: "add", Is: "Person", Name: "Ann"}, Edit{Kind: "add", Is: "Person", Name: "Bo"},
		Edit{Kind: "set", Actor: "ann", Field: "open", Value: "true"}, Edit{Kind: "tie", Tie: "knows", From: "ann", To: "bo"},
	)
	renamed := Edit{Kind: "world", Set: map[string]string{
		"schema": strings.NewReplacer("open:", "public:", "knows:", "trusts:", `@tie("knows")`, `@tie("trusts")`).Replace(start["schema"]),
		"rules":  strings.ReplaceAll(start["rules"], "resource.open", "resource.public"), "data": start["data"],
	}}
	lossy := renamed
	renamed.Renames = map[string]string{"Person.open": "public", "knows": "trusts"}
	if errs := s.Apply(renamed, true); errs != nil {
		t.Fatal(errs)
	}
	if got := value(s.Scenario(), 0, "public"); got != "true" || s.Note() != "" || !strings.Contains(file(s), `"trusts"`) {
		t.Errorf("renamed, it is %s, %s:\n%s", got, s.Note(), file(s))
	}
	length := s.Length()
	if errs := s.Apply(lossy, true); errs != nil || s.Length() != length+1 || value(s.Scenario(), 0, "public") != "true" {
		t.Errorf("a text after it takes its place (%v):\n%s", errs, file(s))
	}
	s.Undo()
	s.Undo()
	if value(s.Scenario(), 0, "open") != "true" {
		t.Errorf("undone, it is\n%s", file(s))
	}
	apply1(t, s, lossy)
	if s.Note() == "" || value(s.Scenario(), 0, "public") != "false" {
		t.Errorf("without the new names nothing is said to be lost: %s", s.Note())
	}
	for s.Undo() {
	}
	if file(s) != before {
		t.Errorf("undone, it is\n%s", file(s))
	}
}

// A mistake stands in the part that it is in, with its place there; nothing has changed then.
func TestWorldMistakes(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1}`))
	before := file(s)
	for _, test := range []struct {
		part, text, path string
		line             int
	}{
		{"schema", "\nentity Person = { name: String, at: Bool };", "set.schema", 2},
		{"data", "{\n  \"title\": 3\n}", "set.data.title", 2},
		{"rules", "\n\nallow(principal, action, resource);", "set.rules", 3},
		{"law", "", "set.law", 0},
	} {
		texts := scenario.Start("Mine")
		texts[test.part] = test.text
		errs := s.Apply(Edit{Kind: "world", Set: texts}, false)
		if errs == nil {
			t.Errorf("%s: no mistake", test.path)
		} else if errs[0].Path != test.path || errs[0].From.Line != test.line {
			t.Errorf("%s: it is at %s, line %d: %s", test.path, errs[0].Path, errs[0].From.Line, told(errs[0]))
		}
	}
	if errs := s.Apply(Edit{Kind: "world", Value: "article", Set: scenario.Start("Mine")}, false); errs == nil || errs[0].Path != "set" {
		t.Errorf("a name that is taken: %v", errs)
	}
	if file(s) != before || s.Length() != 0 {
		t.Error("mistakes changed it")
	}
}
