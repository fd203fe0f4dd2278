package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/sets"
)

// Every set that comes with Inroad can be copied to be changed, and nothing is lost by that.
func TestCopiesOfSets(t *testing.T) {
	for _, name := range sets.Builtin() {
		s := parse(t, `{"inroad": 1, "rules": "`+name+`"}`)
		set, problems := ReadTexts("", s.Texts())
		if problems != nil {
			t.Fatalf("%s: %s", name, told(problems[0]))
		}
		with, lost := s.Rebase(set, nil)
		if len(lost) > 0 || with.Set.Title != s.Set.Title || len(with.Set.Rules) != len(s.Set.Rules) {
			t.Errorf("%s: copied it is %q and loses %q", name, with.Set.Title, lost)
		}
	}
}

// What a set begins with can be taken as it is, and a file holds it.
func TestStart(t *testing.T) {
	set, problems := ReadTexts("", Start(`"Mine"`))
	if problems != nil {
		t.Fatal(told(problems[0]))
	}
	if len(set.Notices) > 0 || set.Title != `"Mine"` {
		t.Errorf("it is %q, and odd: %v", set.Title, set.Notices)
	}
	s, _ := parse(t, `{"inroad": 1}`).Rebase(set, nil)
	again := parse(t, string(Format(s)))
	if diff := cmp.Diff(Start(`"Mine"`)["rules"], again.Texts()["rules"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(strings.TrimSpace(Start(`"Mine"`)["data"]), again.Texts()["data"]); diff != "" {
		t.Error(diff)
	}
}

func TestTextsMistakes(t *testing.T) {
	for _, test := range []struct {
		name, part, text string
		in, says         string
		line             int
	}{
		{"", "schema", "entity Person = {\n  nam: String };", "schema", "", 1},
		{"", "data", "{\n  \"title\": 3}", "data", "", 2},
		{"", "words", "[]", "words", "object", 0},
		{"", "data", "", "data", "title", 1},
		{"", "rules", "\npermit(principal, action, resource)", "rules", "", 2},
		{"", "rulez", "", "rulez", "rules", 0},
		{sets.Default(), "rules", "", "", sets.Default(), 0},
	} {
		texts := Start("Mine")
		texts[test.part] = test.text
		_, problems := ReadTexts(test.name, texts)
		if problems == nil {
			t.Errorf("%s %q is no mistake", test.part, test.text)
			continue
		}
		d := problems[0]
		if d.File != test.in || d.From.Line != test.line || !strings.Contains(told(d), test.says) {
			t.Errorf("%s %q: in %q, line %d: %s", test.part, test.text, d.File, d.From.Line, told(d))
		}
	}
}

// What a set no longer has under its name is offered under the one new name that it may have, and is kept under it.
func TestRenames(t *testing.T) {
	s := parse(t, ward("    \"base\": \"hospital\",\n", wards))
	other := read(t, changed(
		`@label("Age") @unit("year") age?: Long`, `@label("Age") @unit("year") years?: Long`, `principal has age && principal.age < 18`, `principal has years && principal.years < 18`,
		`refuses: Bool`, `declines: Bool`, `@tie("refuses")`, `@tie("declines")`,
	))
	offers := s.Offers(other, nil)
	if diff := cmp.Diff([]Rename{{"Patient.age", "years"}, {"refuses", "declines"}}, offers); diff != "" {
		t.Error(diff)
	}
	if _, lost := s.Rebase(other, nil); len(lost) != 2 {
		t.Errorf("without new names it loses %q", lost)
	}
	renames := Renames{"Patient.age": "years", "refuses": "declines"}
	if offers := s.Offers(other, renames); offers != nil {
		t.Errorf("it still offers %v", offers)
	}
	with, lost := s.Rebase(other, renames)
	if len(lost) > 0 {
		t.Errorf("with new names it loses %q", lost)
	}
	back, lost := with.Rebase(s.Set, Renames{"Patient.years": "age", "declines": "refuses"})
	if diff := cmp.Diff(string(Format(s)), string(Format(back))); diff != "" || len(lost) > 0 {
		t.Errorf("and back it loses %q, and differs:\n%s", lost, diff)
	}
	if offers := parse(t, ward("    \"base\": \"hospital\",\n", "")).Offers(other, nil); offers != nil {
		t.Errorf("of what nobody uses it offers %v", offers)
	}
	// What is of another enumeration, mutual or between others is something else.
	for name, changes := range map[string][]string{
		"enumeration": {
			"entity Grade in [Grade];", "entity Grade in [Grade]; @label(\"Rank\") entity Rank in [Rank];", `"Grade": [`, `"Rank": [{"value": "low"}], "Grade": [`,
			`grade?: Grade`, `rank?: Rank`, `principal has grade && principal.grade == Grade::"high"`, `principal has rank && principal.rank == Rank::"low"`,
		},
		"mutual":  {`@ends("Intern > Intern") @change("from") owes`, `@ends("Intern - Intern") lends`, `@tie("owes") @side("sender") owing: Bool,`, ``, `@tie("owes") @side("recipient")`, `@tie("lends") @side("either")`},
		"between": {`@ends("Intern > Intern") @change("from") owes`, `@ends("Patient > Patient") @change("from") lends`, `@tie("owes")`, `@tie("lends")`},
	} {
		if offers := s.Offers(read(t, changed(changes...)), nil); offers != nil {
			t.Errorf("%s: it offers %v", name, offers)
		}
	}
	// Where two may be meant, nothing is offered.
	if offers := s.Offers(read(t, changed(`@label("Age") @unit("year") age?: Long`, `years?: Long, months?: Long`, `principal has age && principal.age < 18`, `principal has years && principal.years < 18`)), nil); offers != nil {
		t.Errorf("of two it offers %v", offers)
	}
}
