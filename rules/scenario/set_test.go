package scenario

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// hospital is a small world that shares nothing with the sets that come with Inroad, with an
// optional attribute of every type.
var hospital = sets.Files{
	sets.Schema: `@label("Grade")
entity Grade in [Grade];

@label("Patient") @list("patients")
entity Patient = {
  name: String,
  @label("Age") @unit("year") age?: Long,
  @label("Fasting") fasting?: Bool,
  @label("Diet") @values("full soft none") diet?: String,
  @label("Grade") grade?: Grade,
  @label("Note") note?: String,
};

@label("Intern") @list("interns")
entity Intern = {
  name: String,
  @label("On call") onCall: Bool,
  @label("Pages") @unit("page") @pays("yes") pages: Long,
  @label("Grade") grade: Grade,
  @label("Ward") ward: String,
};

@nobody("all") entity House;

type Ties = {
  @label("works with") @ends("Intern - Intern") @undo("either") colleagues: Bool,
  @label("treats") @ends("Intern > Patient") @change("from") @undo("from") treats: Bool,
  @label("refuses") @ends("Patient > Intern") @change("from") @undo("from") refuses: Bool,
  @label("owes a night to") @ends("Intern > Intern") @change("from") owes: Bool,
};

type Pair = {
  @distance("colleagues") @far("3") apart?: Long,
  @tie("treats") @side("sender") treating: Bool,
  @tie("refuses") @side("recipient") refused: Bool,
  @tie("refuses") @side("sender") refusing: Bool,
  @tie("owes") @side("sender") owing: Bool,
  @tie("owes") @side("recipient") owed: Bool,
};

@label("Call") @way("start")
action call appliesTo { principal: [Patient, Intern], resource: [Patient, Intern], context: Pair };
@label("Rest")
action rest appliesTo { principal: [Intern], resource: [House] };
`,
	sets.Impossible: `@id("fasting") @title("whoever fasts has no diet") @yields("diet")
forbid(principal is Patient, action, resource)
when { principal has fasting && principal.fasting && principal has diet && principal.diet != "none" };

@id("refused") @title("nobody is treated by an intern whom they refuse") @yields("treats")
forbid(principal is Intern, action, resource is Patient)
when { context.treating && context.refused };

@id("alone") @title("whoever is on call works with nobody on call") @yields("colleagues")
forbid(principal is Intern, action, resource is Intern)
when { principal.onCall && resource.onCall && context has apart && context.apart == 1 };

@id("child") @title("no child is of the highest grade")
forbid(principal is Patient, action, resource)
when { principal has age && principal.age < 18 && principal has grade && principal.grade == Grade::"high" };
`,
	sets.Rules: `@id("treating") permit(principal is Intern, action == Action::"call", resource is Patient) when { context.treating };
@id("pager") @cost("1") @reading("Q1=yes") permit(principal is Intern, action == Action::"call", resource is Intern) when { principal.pages > 0 };
@id("rest") permit(principal, action == Action::"rest", resource) unless { principal.onCall };
`,
	sets.Warnings: `@id("asleep") permit(principal, action == Action::"call", resource is Intern) unless { resource.onCall };
`,
	sets.Data: `{
  "title": "A hospital",
  "values": {
    "Grade": [
      {"value": "low"},
      {"value": "high", "groups": ["urgent"]}
    ]
  },
  "questions": [
    {"id": "Q1", "kind": "silence", "title": "May a page be sent to a colleague?", "readings": [
      {"reading": "no", "title": "No"},
      {"reading": "yes", "title": "Yes"}
    ]},
    {"id": "Q2", "kind": "silence", "title": "And at night?", "readings": [
      {"reading": "no", "title": "No"},
      {"reading": "yes", "title": "Yes"}
    ]}
  ]
}
`,
	sets.Words: `{
  "ties": {"treats": {"is": "{who} looks after {whom}"}},
  "laws": {"refused": {"file": "{whom} refuses {who}", "edit": "{who} is refused by {whom}"}}
}`,
}

// ward is a scenario that carries the hospital, after what its rules say besides.
func ward(rules, rest string) string {
	return carrying(hospital, rules, rest)
}

// changed is the hospital with old texts for new ones, in turn.
func changed(changes ...string) sets.Files {
	files := maps.Clone(hospital)
	for name, text := range files {
		files[name] = strings.NewReplacer(changes...).Replace(text)
	}
	return files
}

// lawless is the hospital under other laws.
func lawless(laws string) sets.Files {
	files := maps.Clone(hospital)
	files[sets.Impossible], files[sets.Words] = laws, "{}"
	return files
}

func read(t testing.TB, files sets.Files) *policy.RuleSet {
	t.Helper()
	set, problems := ReadSet("hospital", files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

func carrying(files sets.Files, rules, rest string) string {
	return "{\n  \"inroad\": 1,\n  \"rules\": {\n" + rules + "    \"set\": " + formatSet(files) + "\n  }" + rest + "\n}\n"
}

const wards = `,
  "patients": [
    {"id": "pat", "name": "Pat", "age": 0, "fasting": false, "diet": "full", "grade": "low", "note": "asleep", "at": [1, 2]},
    {"id": "quinn"}
  ],
  "interns": [
    {"id": "ian", "pages": 2, "grade": "high", "ward": "East"},
    {"id": "una", "onCall": true}
  ],
  "colleagues": [
    ["una", "ian"]
  ],
  "treats": [
    ["ian", "pat"]
  ],
  "refuses": [
    ["pat", "una"]
  ],
  "owes": [
    ["ian", "una"],
    ["una", "ian"]
  ],
  "checks": [
    {"from": "ian", "to": "pat", "action": "call", "expect": "allowed", "cost": 0},
    {"from": "ian", "to": "una", "action": "call", "expect": "unstated"},
    {"from": "ian", "to": "una", "action": "call", "readings": {"Q1": "yes", "Q2": "yes"}, "expect": "allowed", "cost": 1, "warnings": []},
    {"from": "una", "action": "rest", "expect": "denied"}
  ]`

func TestCarriedSet(t *testing.T) {
	text := ward("    \"base\": \"hospital\",\n", wards)
	s := parse(t, text)
	if diff := cmp.Diff(text, string(Format(s))); diff != "" {
		t.Errorf("saved otherwise:\n%s", diff)
	}
	if s.Set.Name != "hospital" || s.Set.Title != "A hospital" {
		t.Errorf("the set is %s, %s", s.Set.Name, s.Set.Title)
	}
	for i, f := range Run(s, NewEngines(s.Set)) {
		if !f.OK() {
			t.Errorf("checks[%d]: %v", i, f.Problems)
		}
	}
	// An edit of the rules leaves the set where it is.
	s, err := s.Read("Q1", "yes")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Switch("rest", false); err != nil {
		t.Fatal(err)
	}
	s, errs := s.Write(`@id("mine") permit(principal, action == Action::"rest", resource);`)
	if errs != nil {
		t.Fatal(errs)
	}
	saved := string(Format(s))
	for _, want := range []string{`    "readings": {"Q1": "yes"},`, `    "off": ["rest"],`, `    "policies": "@id(\"mine\")`} {
		if !strings.Contains(saved, "\n"+want) {
			t.Errorf("no line begins with %s in\n%s", want, saved)
		}
	}
	again := parse(t, saved)
	if string(Format(again)) != saved || again.Set.Own != s.Set.Own || !slices.Equal(again.Off, s.Off) {
		t.Errorf("read again it is\n%s", Format(again))
	}
}

// A set that is carried needs no name, no place among the fields and no layout.
func TestCarriedSetAsItIsWritten(t *testing.T) {
	s := parse(t, ward("", wards))
	if s.Set.Name != unnamed || string(Format(s)) != ward("", wards) {
		t.Errorf("%s is saved as\n%s", s.Set.Name, Format(s))
	}
	for _, layout := range []func(string) string{
		func(data string) string { return strings.Join(strings.Fields(data), " ") },
		func(data string) string { return strings.ReplaceAll(data, "\n", "\r\n\t") },
		func(data string) string { return strings.ReplaceAll(data, "\n", "\n\n            ") },
		func(data string) string { return strings.ReplaceAll(data, "\n ", "\n") },
		func(data string) string { return "\uFEFF" + data },
	} {
		files := maps.Clone(hospital)
		files[sets.Data] = layout(files[sets.Data])
		once := Format(Empty(read(t, files)))
		for line := range strings.Lines(string(once)) {
			if line := strings.TrimSuffix(line, "\n"); line != strings.TrimRight(line, " \t\r") {
				t.Errorf("white space after %q", line)
			}
		}
		tidy, errs := Tidy(once, Sources{})
		if again, _ := Tidy(tidy, Sources{}); errs != nil || string(again) != string(tidy) || parse(t, string(tidy)).Set.Files == nil {
			t.Errorf("%v, tidied\n%s\nand again\n%s", errs, tidy, again)
		}
		if twice := Format(parse(t, string(once))); string(twice) != string(once) {
			t.Errorf("saved again\n%s\nis\n%s", once, twice)
		}
	}
	small := `{"checks": [], "patients": [{"id": "p", "age": 3}], "inroad": 1, "rules": {"set": {"data": {"title": "x"}, "schema": "@list(\"patients\") entity Patient = { name: String, age: Long };"}}}`
	if s := parse(t, small); s.Network.Len() != 1 {
		t.Errorf("%d actors", s.Network.Len())
	}
}

// Every mistake in a set that a scenario carries is named where it is, with the line of its own text.
func TestCarriedSetMistakes(t *testing.T) {
	with := func(file, old, new string) sets.Files {
		files := maps.Clone(hospital)
		if !strings.Contains(files[file], old) {
			t.Fatalf("%s has no %q", file, old)
		}
		files[file] = strings.Replace(files[file], old, new, 1)
		return files
	}
	without := func(file string) sets.Files {
		files := maps.Clone(hospital)
		delete(files, file)
		return files
	}
	for _, test := range []struct {
		name, text, path, want string
	}{
		{"no schema", carrying(without(sets.Schema), "", ""), "rules.set", `"schema" is missing`},
		{"no data", carrying(without(sets.Data), "", ""), "rules.set", `"data" is missing`},
		{"a list", `{"inroad": 1, "rules": {"set": []}}`, "rules.set", "must be an object"},
		{"schema of a number", `{"inroad": 1, "rules": {"set": {"schema": 3}}}`, "rules.set.schema", "must be a string"},
		{"data of a string", `{"inroad": 1, "rules": {"set": {"schema": "", "data": "{}"}}}`, "rules.set.data", "must be an object, not a string"},
		{"words of null", `{"inroad": 1, "rules": {"set": {"schema": "", "data": {}, "words": null}}}`, "rules.set.words", "must be an object, not null"},
		{"unknown part", `{"inroad": 1, "rules": {"set": {"schema": "", "impossibel": ""}}}`, "rules.set.impossibel", `did you mean "impossible"?`},
		{"part twice", `{"inroad": 1, "rules": {"set": {"schema": "", "schema": ""}}}`, "rules.set.schema", "stands twice"},
		{"an empty schema", `{"inroad": 1, "rules": {"set": {"schema": "", "data": {"title": "x"}}}}`, "rules.set.schema", "no entity type is a kind of actor"},
		{"syntax of the schema", carrying(with(sets.Schema, "entity Grade in [Grade];", "entity Grade in [Grade]"), "", ""), "rules.set.schema", "line 2, column 24: "},
		{"no world", carrying(with(sets.Schema, "age?: Long", "age?: Set<Long>"), "", ""), "rules.set.schema", "line 7, column 37: "},
		{"a list of the file", carrying(with(sets.Schema, `@list("patients")`, `@list("checks")`), "", ""), "rules.set.schema", `something else called "checks"`},
		{"a law", carrying(with(sets.Impossible, `@yields("diet")`, `@yields("diets")`), "", ""), "rules.set.impossible", "line 1, column 52: "},
		{"a rule", carrying(with(sets.Rules, "context.treating", "context.treats"), "", ""), "rules.set.rules", "line 1, column "},
		{"a warning", carrying(with(sets.Warnings, "resource.onCall", "resource.onCal"), "", ""), "rules.set.warnings", "line 1, column "},
		{"data", carrying(with(sets.Data, `"title"`, `"titel"`), "", ""), "rules.set.data", "titel: unknown field"},
		{"a name twice in data", carrying(with(sets.Data, `"value": "low"`, `"value": "low", "value": "high"`), "", ""), "rules.set.data", `values.Grade[0].value: "value" stands twice`},
		{"a turned label", carrying(with(sets.Data, `"value": "low"`, `"value": "low", "label": "\u202Ewol"`), "", ""), "rules.set.data", "values.Grade[0].label: the control character U+202E"},
		{"a turned schema", carrying(with(sets.Schema, "Fasting", "Fast\u202Eing"), "", ""), "rules.set.schema", "U+202E"},
		{"a long mistake", carrying(with(sets.Schema, "@list(\"patients\")", "@list(\"patients\") @drawn(\""+strings.Repeat("x", 9999)+"\")"), "", ""), "rules.set.schema", "xxx…"},
		{"words", carrying(with(sets.Words, "{whom} refuses {who}", "{whom} refuses {n}"), "", ""), "rules.set.words", "{n} means nothing here"},
		{"a built-in's name", ward("\"base\": \"article\",\n", ""), "rules.base", `give this one another name`},
		{"no name", ward("\"base\": \" \",\n", ""), "rules.base", "needs a name"},
		{"name of a number", ward("\"base\": 3,\n", ""), "rules.base", "must be a string"},
		{"too large", carrying(with(sets.Rules, "@id", "// "+strings.Repeat("x", 256<<10)+"\n@id"), "", ""), "rules.set", "at most 262144"},
	} {
		s, errs := Parse([]byte(test.text))
		found := false
		for _, e := range errs {
			found = found || e.Path == test.path && e.From.Line > 0 && strings.Contains(told(e), test.want)
			if slices.ContainsFunc(sets.Names(), func(file string) bool { return strings.Contains(told(e), file) }) {
				t.Errorf("%s: a scenario has no such file: %s", test.name, e)
			}
			if len(told(e)) > 2000 {
				t.Errorf("%s: a mistake is %d bytes long", test.name, len(told(e)))
			}
		}
		if s != nil || !found {
			t.Errorf("%s: want %q at %q, got %q", test.name, test.want, test.path, errs)
		}
	}
}

// Where nothing says which lists there are, the rest of the file is checked as far as it can be.
func TestMistakesBesideAMissingSet(t *testing.T) {
	_, errs := Parse([]byte(`{"inroad": 1, "title": 3, "rules": "hospital", "patients": [{"id": 3}], "checks": 3, "title": ""}`))
	var got []string
	for _, e := range errs {
		got = append(got, e.Path)
	}
	if diff := cmp.Diff([]string{"title", "rules", "checks", "title"}, got); diff != "" {
		t.Error(diff)
	}
}

// A set that is only named is found among those that were opened with the scenario, which carries it
// from then on. Where it is not there, the error says what to do.
func TestNamedSet(t *testing.T) {
	text := strings.Replace(ward("", wards), "\"rules\": {\n    \"set\": "+formatSet(hospital)+"\n  }", `"rules": "hospital"`, 1)
	set := read(t, hospital)
	s, errs := ParseWith([]byte(text), Sources{Sets: map[string]*policy.RuleSet{"hospital": set}})
	if errs != nil {
		t.Fatal(errs)
	}
	if diff := cmp.Diff(ward("    \"base\": \"hospital\",\n", wards), string(Format(s))); diff != "" {
		t.Errorf("saved otherwise:\n%s", diff)
	}
	for _, test := range []struct {
		name  string
		there map[string]*policy.RuleSet
		want  string
	}{
		{"hospital", nil, `no rule set is called "hospital"; there is article, linkedin. One of your own stands in the scenario as "set".`},
		{"hospitl", map[string]*policy.RuleSet{"hospital": set}, `no rule set is called "hospitl"; did you mean "hospital"? One of your own`},
		{"clinic", map[string]*policy.RuleSet{"hospital": set}, `there is article, linkedin, hospital.`},
	} {
		for _, rules := range []string{`%q`, `{"base": %q}`} {
			_, errs := ParseWith([]byte(`{"inroad": 1, "rules": `+fmt.Sprintf(rules, test.name)+`}`), Sources{Sets: test.there})
			if len(errs) != 1 || !strings.Contains(told(errs[0]), test.want) {
				t.Errorf("%s: want %q, got %v", test.name, test.want, errs)
			}
		}
	}
}

// A folder may hold what a scenario cannot, and is refused like one.
func TestReadSetRefuses(t *testing.T) {
	for _, test := range []struct{ name, file, text, want string }{
		{"hospital", sets.Schema, "// \xff\n" + hospital[sets.Schema], "schema.cedarschema: the text is not valid UTF-8"},
		{"hospital", sets.Rules, "// \x07\n", "rules.cedar: the control character U+0007"},
		{"hospital", sets.Data, "{\n\"title\": }", "set.json, line 2, column 10: this is not JSON"},
		{"hospital", sets.Data, "[]", "set.json: this must be an object, not a list"},
		{"hospital", sets.Data, "{} {}", "something follows the closing brace"},
		{"a\u202E", sets.Words, "{}", "the name of the rule set: the control character U+202E"},
	} {
		files := maps.Clone(hospital)
		files[test.file] = test.text
		if _, problems := ReadSet(test.name, files); len(problems) == 0 || !strings.Contains(words.Located(words.Default(), problems[0]), test.want) {
			t.Errorf("want %q, got %v", test.want, problems)
		}
	}
}

// worlds are scenarios with somebody of each kind, under every set at hand. They name their set, so
// that reading them again does not read the set too.
func worlds(t *testing.T) map[string]*Scenario {
	all := map[string]*Scenario{}
	add := func(name string, set *policy.RuleSet) {
		named := *set
		named.Files = nil
		s := Empty(&named)
		for _, k := range set.World.Kinds {
			s.Network = s.Network.Add(network.Actor{ID: strings.ToLower(k.Type), Kind: k, Name: "x"})
		}
		all[name] = s
	}
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		add(name, set)
	}
	add("inline", read(t, hospital))
	folders, err := os.ReadDir("../testdata/sets")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		add(folder.Name(), draft(t, folder.Name()))
	}
	return all
}

// parseIn reads a file that names the set of a scenario.
func parseIn(s *Scenario, text string) (*Scenario, []Error) {
	return ParseWith([]byte(text), Sources{Sets: map[string]*policy.RuleSet{s.Set.Name: s.Set}})
}

// Every attribute of every kind can be set from what a person types, saved and read again, and taken
// away where it is optional; nothing of another type is taken for it.
func TestAttributes(t *testing.T) {
	good := func(a *world.Attribute) []string {
		switch a.Type {
		case world.Bool:
			return []string{"true", "false"}
		case world.Number:
			return []string{"0", " 1 ", "1000000"}
		case world.Choice:
			return a.Names()
		default:
			return []string{"Ana", " \"é\" "}
		}
	}
	bad := map[world.Type]map[string]string{ // by what is typed, what stands in a file
		world.Bool:   {"yes": `"yes"`, "True": `3`},
		world.Number: {"-1": `-1`, "1.5": `1.5`, "many": `"many"`, "1000001": `1000001`},
		world.Choice: {"none of them": `"none of them"`, "0": `0`},
		world.Text:   {"a\u0007": `"a\u0007"`, strings.Repeat("x", 201): `3`},
	}
	for name, s := range worlds(t) {
		for i, actor := range s.Network.Actors() {
			for _, attribute := range actor.Kind.Attributes {
				set := func(value string) (*Scenario, error) {
					a, err := s.SetField(actor, attribute.Name, value)
					if err != nil {
						return nil, err
					}
					with, _ := s.With(s.Network.Acted(network.Act{Do: network.Set, From: i, Attribute: attribute, Value: a.Value(attribute)}))
					return with, nil
				}
				path := name + "." + actor.Kind.List + "." + attribute.Name
				for _, value := range good(attribute) {
					with, err := set(value)
					if err != nil {
						t.Errorf("%s = %q: %s", path, value, err)
						continue
					}
					want := value
					if attribute.Type == world.Number {
						want = strings.TrimSpace(value)
					}
					again, errs := parseIn(s, string(Format(with)))
					if len(with.Set.BrokenAt(with.Network)) > 0 {
						continue // a law's test is another
					}
					if errs != nil {
						t.Errorf("%s = %q is saved as what cannot be read: %v", path, value, errs)
					} else if got := words.Typed(attribute, again.Network.Actor(i).Value(attribute)); got != want {
						t.Errorf("%s = %q is saved as %q", path, value, got)
					}
				}
				for value, written := range bad[attribute.Type] {
					if _, err := set(value); err == nil {
						t.Errorf("%s can be %q", path, value)
					}
					file := strings.Replace(string(Format(s)), `"id": "`+actor.ID+`"`, `"id": "`+actor.ID+`", "`+attribute.Name+`": `+written, 1)
					_, errs := parseIn(s, file)
					if at := actor.Kind.List + "[0]." + attribute.Name; len(errs) != 1 || errs[0].Path != at {
						t.Errorf("%s: %s in a file: %v", path, written, errs)
					}
				}
				with, err := set("")
				if may := attribute.Optional || attribute.Type == world.Text; may != (err == nil) || may && with.Network.Actor(i).Value(attribute) != attribute.Default() {
					t.Errorf("%s is not taken away, or cannot be: %v", path, err)
				}
			}
		}
	}
}

// An optional attribute that is absent is something else than one with a value, whichever that is.
func TestAbsentAttributes(t *testing.T) {
	s := parse(t, ward("", wards))
	for i, id := range []string{"pat", "quinn"} {
		a := s.Network.Actor(i)
		if a.ID != id {
			t.Fatalf("actor %d is %s", i, a.ID)
		}
		for _, attribute := range a.Kind.Attributes {
			if absent := a.Value(attribute) == attribute.Default(); absent != (id == "quinn") {
				t.Errorf("%s of %s is absent: %t", attribute.Name, id, absent)
			}
		}
	}
}

// Every tie is refused between kinds that it is not declared for, in a file and in an edit. Where it fits, a
// law may still be against it.
func TestTiesFit(t *testing.T) {
	for name, s := range worlds(t) {
		n := s.Network
		for _, k := range s.Set.World.Kinds { // two of each
			n = n.Add(network.Actor{ID: "other-" + strings.ToLower(k.Type), Kind: k, Name: "x"})
		}
		s, _ = s.With(n)
		file := strings.TrimSuffix(string(Format(s)), "\n}\n")
		for _, tie := range s.Set.World.Ties {
			for i, from := range n.Actors() {
				for j, to := range n.Actors() {
					if i == j {
						continue
					}
					err := s.CheckTie(tie, i, j)
					_, errs := parseIn(s, fmt.Sprintf("%s,\n  %q: [[%q, %q]]\n}", file, tie.Name, from.ID, to.ID))
					fits := tie.Fits(from.Kind, to.Kind)
					unfit := slices.ContainsFunc(errs, func(e Error) bool { return strings.HasPrefix(told(e), s.Set.Words.Ends(tie)) })
					if fits != (err == nil) || fits == unfit {
						t.Errorf("%s: %s from %s to %s: %v, %v", name, tie.Name, from.ID, to.ID, err, errs)
					}
					if !fits && (len(errs) != 1 || errs[0].Path != tie.Name+"[0]" || told(errs[0]) != toldOf(err)) {
						t.Errorf("%s: %s from %s to %s: an edit says %q, a file %v", name, tie.Name, from.ID, to.ID, err, errs)
					}
				}
			}
		}
	}
	s := parse(t, ward("", wards))
	tie, _ := s.Set.World.Tie("treats")
	if err := s.CheckTie(tie, 0, 2); err == nil || toldOf(err) != s.Set.Words.Ends(tie)+", not from a patient to an intern" {
		t.Errorf("%v", err)
	}
}

// In a file nothing yields to a law: it says where, at what would yield in an edit.
func TestLawsOfFiles(t *testing.T) {
	const debts = `, "owes": [["i", "j"], ["j", "i"]], "interns": [{"id": "i", "onCall": true}, {"id": "j"}]`
	for _, test := range []struct {
		name  string
		files sets.Files
		rest  string
		want  []string
	}{
		{"what yields", hospital, `, "patients": [{"id": "p", "fasting": true}, {"id": "q", "diet": "soft", "fasting": true}, {"id": "r", "fasting": true, "diet": "none"}]`, []string{
			"patients[1].diet: whoever fasts has no diet",
		}},
		{"nothing yields", hospital, `, "patients": [{"id": "p", "grade": "high", "age": 17}, {"id": "q", "grade": "high", "age": 18}]`, []string{
			"patients[0]: no child is of the highest grade",
		}},
		{"of a pair", hospital, `, "treats": [["i", "q"], ["i", "p"]], "refuses": [["p", "i"]], "interns": [{"id": "i"}], "patients": [{"id": "p"}, {"id": "q"}]`, []string{
			"treats[1]: p refuses i",
		}},
		{"without a direction", hospital, `, "colleagues": [["j", "k"], ["j", "i"], ["k", "i"]], "interns": [{"id": "i", "onCall": true}, {"id": "j", "onCall": true}, {"id": "k"}]`, []string{
			"colleagues[1]: whoever is on call works with nobody on call",
		}},
		{"what the recipient does", lawless(`@id("debt") @title("debt") @yields("owes") forbid(principal is Intern, action, resource is Intern) when { principal.onCall && context.owed };`), debts, []string{"owes[1]: debt"}},
		{"what the sender does", lawless(`@id("debt") @title("debt") @yields("owes") forbid(principal is Intern, action, resource is Intern) when { resource.onCall && context.owing };`), debts, []string{"owes[1]: debt"}},
		{"written the other way round", lawless(`@id("near") @title("near") @yields("colleagues") forbid(principal is Intern, action, resource is Intern) when { principal.onCall && resource.pages > 0 && context has apart && context.apart == 1 };`),
			`, "colleagues": [["j", "i"]], "interns": [{"id": "i", "onCall": true}, {"id": "j", "pages": 1}]`, []string{"colleagues[0]: near"}},
		{"of a pair, and nothing yields", changed(` @yields("treats")`, "", `context.treating && context.refused`, `principal.onCall && context.refused`, `"{whom} refuses {who}"`, `"{who} and {whom}"`),
			`, "refuses": [["p", "i"]], "interns": [{"id": "i", "onCall": true}], "patients": [{"id": "p"}]`, []string{"refuses[0]: i and p"}},
		{"of two without a tie", lawless(`@id("calm") @title("calm") forbid(principal is Intern, action, resource is Patient) when { principal.onCall && resource has fasting };`),
			`, "interns": [{"id": "i", "onCall": true}], "patients": [{"id": "o"}, {"id": "p", "fasting": false}]`, []string{"interns[0]: calm"}},
		{"with other mistakes", hospital, `, "patients": [{"id": "p", "fasting": true, "diet": "soft"}, {"id": "p", "fasting": true, "diet": "soft", "age": "old"}]`, []string{
			"patients[0].diet: whoever fasts has no diet", `patients[1].id: "p" is also the id of patients[0]; ids must differ`,
			"patients[1].diet: whoever fasts has no diet", "patients[1].age: this must be a whole number, not a string",
		}},
	} {
		_, errs := Parse([]byte(carrying(test.files, "", test.rest)))
		var got []string
		for _, e := range errs {
			got = append(got, e.Path+": "+told(e))
			if e.From.Line == 0 {
				t.Errorf("%s: no line for %s", test.name, e.Path)
			}
		}
		slices.Sort(got)
		slices.Sort(test.want)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
	}
}

// An edit goes through the laws: what yields goes with it, and where nothing does it is refused in
// the words of the set.
func TestAct(t *testing.T) {
	s := parse(t, ward("", wards))
	find := func(id string) int {
		i, ok := s.Network.Find(id)
		if !ok {
			t.Fatalf("nobody is called %s", id)
		}
		return i
	}
	pat, una, ian := find("pat"), find("una"), find("ian")
	set := func(id, field, value string) network.Act {
		a, err := s.SetField(s.Network.Actor(find(id)), field, value)
		if err != nil {
			t.Fatal(err)
		}
		attribute, _ := a.Kind.Attribute(field)
		return network.Act{Do: network.Set, From: find(id), Attribute: attribute, Value: a.Value(attribute)}
	}
	tie := func(name string) *world.Tie {
		tie, ok := s.Set.World.Tie(name)
		if !ok {
			t.Fatalf("no tie %s", name)
		}
		return tie
	}
	with, along, err := s.Act(set("pat", "fasting", "true"))
	if err != nil || len(along) != 1 || along[0].Attribute.Name != "diet" || len(with.Checks) != len(s.Checks) {
		t.Errorf("%v, %+v", err, along)
	}
	if a := with.Network.Actor(pat); a.Value(along[0].Attribute) != world.Absent {
		t.Errorf("the diet stays: %+v", a.Values)
	}
	with, along, err = s.Act(network.Act{Do: network.Make, Tie: tie("refuses"), From: pat, To: ian})
	if err != nil || len(along) != 1 || with.Network.Has(tie("treats"), ian, pat) {
		t.Errorf("%v, %+v", err, along)
	}
	for _, test := range []struct {
		act  network.Act
		want string
	}{
		{network.Act{Do: network.Make, Tie: tie("treats"), From: una, To: pat}, "una is refused by pat"},
		{set("pat", "grade", "high"), "no child is of the highest grade"},
	} {
		_, _, err := s.Act(test.act)
		var refusal *policy.Refusal
		if err == nil || toldOf(err) != test.want || !errors.As(err, &refusal) {
			t.Errorf("want %q, got %v", test.want, err)
		}
	}
	// Where nothing yields, the law says it of those whom it is about, whoever acts.
	s = parse(t, carrying(changed(` @yields("treats")`, ""), "", wards))
	if _, _, err := s.Act(network.Act{Do: network.Make, Tie: tie("refuses"), From: pat, To: ian}); err == nil || toldOf(err) != "ian is refused by pat" {
		t.Errorf("%v", err)
	}
	// Where what is made would yield, of those in the order in which it is made.
	s = parse(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "connections": [["ana", "ben"]]}`)
	invite, _ := s.Set.World.Action("invite")
	for _, act := range []network.Act{{Do: network.Make, Tie: tie("invitations"), From: 0, To: 1}, {Do: network.Perform, Action: invite, From: 0, To: 1}} {
		if _, _, err := s.Act(act); err == nil || toldOf(err) != "ana and ben are connected already" {
			t.Errorf("%v", err)
		}
	}
}

// A sender's own action has no recipient, and may be one kind's alone.
func TestOwnActions(t *testing.T) {
	for _, test := range []struct{ check, want string }{
		{`{"from": "una", "to": "ian", "action": "rest", "expect": "denied"}`, "rest is the sender's own action: leave the recipient out"},
		{`{"from": "pat", "to": "ian", "action": "rest", "expect": "denied"}`, "rest is the sender's own action: leave the recipient out"},
		{`{"from": "pat", "action": "rest", "expect": "denied"}`, "rest does not exist for a patient"},
		{`{"from": "pat", "action": "call", "expect": "denied"}`, "call needs a recipient"},
	} {
		rest := wards[:strings.Index(wards, ",\n  \"checks\"")] + `, "checks": [` + test.check + `]`
		if _, errs := Parse([]byte(ward("", rest))); len(errs) != 1 || errs[0].Path != "checks[0].action" || told(errs[0]) != test.want {
			t.Errorf("%s: %v", test.check, errs)
		}
	}
	// Where no action is a sender's own, nobody can be left out either.
	small := `{"inroad": 1, "rules": {"set": {"data": {"title": "x"}, "schema": "@list(\"guests\") entity Guest = { name: String }; action greet appliesTo { principal: Guest, resource: Guest };"}},
		"guests": [{"id": "a"}, {"id": "b"}], "checks": [{"from": "a", "action": "greet", "expect": "denied"}]}`
	if _, errs := Parse([]byte(small)); len(errs) != 1 || told(errs[0]) != "greet needs a recipient" {
		t.Errorf("%v", errs)
	}
}

// draft reads a set of the test data.
func draft(t *testing.T, name string) *policy.RuleSet {
	t.Helper()
	files, err := sets.ReadFolder(os.DirFS(filepath.Join("../testdata/sets", name)))
	if err != nil {
		t.Fatal(err)
	}
	set, problems := ReadSet(name, files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

// What several have or are is one loss, which says how many, and of whom.
func TestLosses(t *testing.T) {
	s := parse(t, ward("    \"base\": \"hospital\",\n", wards))
	slim := read(t, sets.Files{sets.Schema: `@list("interns") entity Intern = { name: String };`, sets.Data: `{"title": "Slim"}`})
	_, lost := s.Rebase(slim, nil)
	var got []string
	for _, l := range lost {
		got = append(got, strings.Join(append([]string{l.Line}, l.Of...), " | "))
	}
	want := []string{
		"2 patients | Pat | quinn", "On call, set on una", "Pages, set on ian", "Grade, set on ian", "Ward, set on ian",
		"1 tie “works with” | una and ian are linked: works with", "1 tie “treats” | ian looks after Pat", "1 tie “refuses” | Pat refuses una", "2 ties “owes a night to” | ian owes a night to una | una owes a night to ian",
		"4 checks | Call, in 3 checks | Rest, in 1 check",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Under another set all is found again that has a place there, the laws hold, and what is lost is said.
func TestRebase(t *testing.T) {
	whole := parse(t, everything)
	same, lost := whole.Rebase(whole.Set, nil)
	if len(lost) > 0 || string(Format(same)) != everything {
		t.Errorf("under the set that it has it loses %q:\n%s", lost, Format(same))
	}
	hospitals := parse(t, ward("    \"base\": \"hospital\",\n", wards))
	article, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	documented, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	hungry := parse(t, carrying(lawless(""), "", `, "patients": [{"id": "pat", "name": "Pat", "fasting": true, "diet": "full"}]`))
	const mine = `@id("mine") permit(principal, action == Action::"rest", resource);`
	own, errs := hospitals.Write(mine)
	if errs != nil {
		t.Fatal(errs)
	}
	for _, rule := range []string{"mine", "rest"} {
		if own, err = own.Switch(rule, false); err != nil {
			t.Fatal(err)
		}
	}
	own.PoliciesFile = "mine.cedar"
	answered, err := hospitals.Read("Q1", "yes")
	if err != nil {
		t.Fatal(err)
	}
	bare := parse(t, ward("    \"off\": \"all\",\n    \"policies\": "+quote(mine)+",\n", wards[:strings.Index(wards, ",\n  \"checks\"")]))
	with := func(changes ...string) *policy.RuleSet { return read(t, changed(changes...)) }
	also := func(law string) *policy.RuleSet { return with(`@id("alone")`, law+"\n"+`@id("alone")`) }
	edit := func(of, name, who string) string {
		attribute, _ := kind(t, hospitals.Set, of).Attribute(name)
		return "the " + hospitals.Set.Words.Edit(attribute, who)
	}
	slim := func(schema string) *policy.RuleSet {
		return read(t, sets.Files{sets.Schema: schema, sets.Data: `{"title": "Slim"}`})
	}
	for _, test := range []struct {
		name string
		from *Scenario
		set  *policy.RuleSet
		lost []string
	}{
		{"LinkedIn's own", whole, documented, []string{
			"the recruiter seats of Acme Inc.", "the InMail credits of Acme Inc.",
			"1 tie “connected”", "1 tie “visited”", "the reading of C1", "the reading of C18", "2 checks",
		}},
		{"another world", whole, hospitals.Set, []string{
			"3 members", "Acme Inc.", "1 tie “connected”", "1 tie “follows”", "1 tie “visited”", "2 ties “has written to”", "1 tie “invited”", "1 tie “blocks”",
			"the reading of C1", "the reading of C18", "your own policies, which cannot be read there: line 1, column",
			"the rule block, which is switched off", "3 checks",
		}},
		{"the article", hospitals, article, []string{"2 patients", "2 interns", "1 tie “works with”", "1 tie “treats”", "1 tie “refuses”", "2 ties “owes a night to”", "4 checks"}},
		{"another list", hospitals, with(`@list("patients")`, `@list("guests")`), nil},
		{"another kind of the list", hospitals, with(`entity Patient`, `entity Guest`, `Patient >`, `Guest >`, `> Patient`, `> Guest`, `is Patient`, `is Guest`, `[Patient, Intern]`, `[Guest, Intern]`), nil},
		{"another order", hospitals, slim(`@list("interns") entity Intern = { name: String, pages: Long }; @list("patients") entity Patient = { name: String };
			type Ties = { @ends("Intern > Patient") treats: Bool, @ends("Intern > Intern") refuses: Bool, @ends("Intern > Intern") colleagues: Bool, @ends("Intern - Intern") owes: Bool };`), []string{
			"the age of Pat", edit("Patient", "fasting", "Pat"), "the diet of Pat", "the grade of Pat", "the note of Pat", edit("Intern", "onCall", "una"), "the grade of ian", "the ward of ian", "1 tie “refuses”", "1 tie “owes a night to”", "4 checks",
		}},
		{"an attribute less", hospitals, with(`@label("Ward") ward: String,`, ""), []string{"the ward of ian"}},
		{"another type", hospitals, with(`@unit("year") age?: Long`, `age?: String`, `principal has age && principal.age < 18`, `principal has fasting && principal.fasting`), []string{"the age of Pat"}},
		{"values less", hospitals, with(`@values("full soft none") diet?`, `@values("soft none") diet?`), []string{"the diet of Pat"}},
		{"sources that no rule has", parse(t, strings.Replace(ward("    \"base\": \"hospital\",\n", wards), `"expect": "allowed"`, `"expect": "allowed", "sources": ["H99"], "warnings": ["H98"]`, 1)), hospitals.Set, []string{"the sources that 1 check named"}},
		{"a question less", hospitals, with(`"Q1"`, `"Q3"`, `Q1=`, `Q3=`), []string{"1 check"}},
		{"questions in another order", hospitals, with(`"Q1"`, `"Q2"`, `"Q2"`, `"Q1"`), nil},
		{"an answered question less", answered, with(`"Q1"`, `"Q3"`, `Q1=`, `Q3=`), []string{"the reading of Q1", "1 check"}},
		{"an answered question elsewhere", answered, with(`"Q1"`, `"Q2"`, `"Q2"`, `"Q1"`), nil},
		{"a law more", hospitals, also(`@id("sleep") @title("sleep") @yields("treats") forbid(principal is Intern, action, resource is Patient) when { context.treating };`), []string{"1 tie “treats”"}},
		{"a law of an actor", hungry, hospitals.Set, []string{"the diet of Pat"}},
		{"laws of an actor and a pair", hospitals, also(`@id("east") @title("east") @yields("pages") forbid(principal is Intern, action, resource) when { principal.pages > 0 };
			@id("busy") @title("busy") @yields("treats") forbid(principal is Intern, action, resource is Patient) when { principal.pages > 1 && context.treating };`), []string{"the pages of ian"}},
		{"a law that nothing yields to", hospitals, also(`@id("full") @title("full") forbid(principal is Patient, action, resource) when { principal has grade && principal has diet };`), []string{"the diet of Pat", "the grade of Pat"}},
		{"a law of two", hospitals, also(`@id("both") @title("both") forbid(principal is Intern, action, resource is Intern) when { principal.onCall && resource.grade == Grade::"high" };`), []string{edit("Intern", "onCall", "una")}},
		{"a law of the other", hospitals, also(`@id("other") @title("other") forbid(principal is Intern, action, resource is Patient) when { resource has fasting };`), []string{edit("Patient", "fasting", "Pat")}},
		{"rules of its own", own, with(`@id("rest")`, `@id("stay")`), []string{"the rule rest, which is switched off"}},
		{"rules that there are already", own, with(`@id("asleep")`, `@id("mine")`), []string{`your own policies, which cannot be read there: line 1, column 1: rule "mine": hospital already has a rule with this @id`}},
		{"rules of its own for what is not there", own, with(`action rest`, `action sleep`, `Action::"rest"`, `Action::"sleep"`), []string{"your own policies, which cannot be read there: line 1, column 41: rule \"mine\"", "1 check"}},
		{"rules of its own alone", bare, with(), nil},
	} {
		with, lost := test.from.Rebase(test.set, nil)
		if !slices.EqualFunc(lost.Texts(), test.lost, strings.HasPrefix) {
			t.Errorf("%s: lost\n%s", test.name, cmp.Diff(test.lost, lost.Texts()))
		}
		for q, r := range test.from.Readings {
			if choice, ok := test.from.choiceIn(test.set, policy.Choice{Question: q, Reading: int(r)}); ok && with.Readings[choice.Question] != uint8(choice.Reading) {
				t.Errorf("%s: %s is read otherwise", test.name, test.from.Set.Questions[q].ID)
			}
		}
		if with.Set.Bare != test.from.Set.Bare || (with.PoliciesFile != "") != (with.Set.Own != "" && test.from == own) {
			t.Errorf("%s: bare %t, policies %q of %q", test.name, with.Set.Bare, with.Set.Own, with.PoliciesFile)
		}
		saved := Format(with)
		again, errs := Parse(saved)
		for i, a := range with.Network.Actors() {
			if errs == nil && a.ID != again.Network.Actor(i).ID {
				t.Errorf("%s: %s is number %d, and another when it is read again", test.name, a.ID, i)
			}
		}
		if errs != nil || string(Format(again)) != string(saved) || with.Set.Name != test.set.Name {
			t.Errorf("%s: %v in\n%s", test.name, errs, saved)
		}
	}
}

// A mistake in a text that the file holds is at its own place in the file, and its fixes mend the file.
func TestInnerPlaces(t *testing.T) {
	for _, test := range []struct{ name, text, at, mended string }{
		{"a rule", carrying(changed(`@id("rest")`, "// “𝄞”\n"+`@id("rest")`, `Action::"rest", resource) unless`, `Action::"rests", resource) unless`), "", ""), `Action::\"rests\"`, `Action::\"rest\"`},
		{"the schema", carrying(changed(`@label("Grade")`+"\nentity", `@lable("Grade")`+"\nentity"), "", ""), `@lable(\"Grade\")`, `@label(\"Grade\")`},
		{"the data", carrying(changed(`"Grade": [`, `"Grad": [`), "", ""), `"Grad"`, `"Grade"`},
		{"the words", carrying(changed(`"treats": {"is"`, `"treat": {"is"`), "", ""), `"treat"`, `"treats"`},
		{"one's own", ward("    \"policies\": "+quote("// ö\n@id(\"mine\") permit(principal, action == Action::\"rests\", resource);")+",\n", ""), `Action::\"rests\"`, `Action::\"rest\"`},
	} {
		_, errs := Parse([]byte(test.text))
		if len(errs) != 1 || errs[0].Range.Of(test.text) != test.at {
			t.Errorf("%s: %v at %q, want %q", test.name, errs, errs[0].Range.Of(test.text), test.at)
			continue
		}
		if len(errs[0].Fixes) != 1 {
			t.Errorf("%s: nothing mends it", test.name)
			continue
		}
		edit := errs[0].Fixes[0].Edits[0]
		mended := test.text[:edit.Start] + edit.Text + test.text[edit.End:]
		if _, errs := Parse([]byte(mended)); errs != nil || !strings.Contains(mended, test.mended) {
			t.Errorf("%s: %q puts %q there, which leaves %v", test.name, edit.Span.Of(test.text), edit.Text, errs)
		}
	}
}
