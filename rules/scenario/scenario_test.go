package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// examples are the files of sets/article/examples by name.
func examples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(names) < 8 {
		t.Fatalf("found %d examples (%v)", len(names), err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = text
	}
	return files
}

func parse(t testing.TB, text string) *Scenario {
	t.Helper()
	s, errs := Parse([]byte(text))
	if errs != nil {
		t.Fatalf("%v", errs)
	}
	return s
}

func kind(t testing.TB, set *policy.RuleSet, name string) *world.Kind {
	t.Helper()
	kind, ok := set.World.Kind(name)
	if !ok {
		t.Fatalf("there is no kind %s", name)
	}
	return kind
}

func TestExamplesPass(t *testing.T) {
	for name, text := range examples(t) {
		s := parse(t, string(text))
		if s.Title == "" || s.Description == "" || len(s.Checks) < 4 {
			t.Errorf("%s needs a title, a description and checks", name)
		}
		for i, f := range Run(s, NewEngines(s.Set)) {
			if !f.OK() {
				t.Errorf("%s: checks[%d]: %s", name, i, strings.Join(f.Problems, "; "))
			}
		}
	}
}

// An example opens on the question that it was made for, which its checks are about too. That
// connections may message each other for free is no example's point.
func TestExamplesOpenOnTheirQuestion(t *testing.T) {
	for name, text := range examples(t) {
		s := parse(t, string(text))
		checked := slices.ContainsFunc(s.Checks, func(c Check) bool { return c.From == s.Look.From && c.To == s.Look.To })
		if s.Look.To == "" || !checked {
			t.Errorf("%s looks from %q to %q, which no check is about", name, s.Look.From, s.Look.To)
			continue
		}
		from, to := s.Shown("", "")
		if got := s.Network.Actor(from).ID + " " + s.Network.Actor(to).ID; got != s.Look.From+" "+s.Look.To {
			t.Errorf("%s is shown with %s", name, got)
		}
		board := NewEngines(s.Set).For(s.Readings).On(s.Network)
		near := func(p *world.PairFact) bool { return p.Distance() && board.Situation(from, to).Pair.Of(p) == 1 }
		if board.Best(from, to).Mark == decision.Free && slices.ContainsFunc(s.Set.World.Pair, near) {
			t.Errorf("%s opens on two who are connected and may message each other", name)
		}
	}
}

// The pair that a scenario is shown with: whoever is named wins over the file's look, and that over
// the order of the file.
func TestShown(t *testing.T) {
	const four = `{"inroad": 1, "members": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}]`
	for _, test := range []struct{ text, from, to, want string }{
		{four + `}`, "", "", "a b"},
		{four + `}`, "c", "", "c a"},
		{four + `}`, "", "a", "b a"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "", "", "c d"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "a", "", "a d"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "d", "", "d a"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "", "c", "a c"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "b", "a", "b a"},
		{four + `, "look": {"from": "c", "to": "d"}}`, "gone", "gone", "c d"},
		{four + `, "look": {"from": "b"}}`, "", "", "b a"},
		{`{"inroad": 1, "members": [{"id": "a"}]}`, "", "a", "a -"},
		{`{"inroad": 1}`, "", "", "- -"},
	} {
		s := parse(t, test.text)
		name := func(i int) string {
			if i < 0 {
				return "-"
			}
			return s.Network.Actor(i).ID
		}
		from, to := s.Shown(test.from, test.to)
		if got := name(from) + " " + name(to); got != test.want {
			t.Errorf("%s from %q to %q: %s, want %s", test.text, test.from, test.to, got, test.want)
		}
	}
}

// Examples are written as Format writes them, so that saving one changes nothing.
func TestFormatKeepsExamples(t *testing.T) {
	for name, text := range examples(t) {
		if diff := cmp.Diff(string(text), string(Format(parse(t, string(text))))); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// everything is a file that says something in every field.
const everything = `{
  "inroad": 1,
  "title": "All of it",
  "description": "Two\nlines",
  "rules": {"base": "article", "readings": {"C1": "summary", "C18": "own-network"}, "off": ["block"], "policies": "@id(\"mine\") permit(principal, action == Action::\"message\", resource);"},
  "look": {"from": "acme", "to": "ana"},
  "members": [
    {"id": "ana", "name": "Ana Díaz", "company": "Acme Inc.", "headline": "Engineer", "tier": "career", "credits": 3, "sentInmails": 30, "inmail": "nobody", "openProfile": true, "at": [210.5, -300]},
    {"id": "ben"},
    {"id": "cara"}
  ],
  "pages": [
    {"id": "acme", "name": "Acme Inc.", "seats": 1, "credits": 5}
  ],
  "connections": [
    ["ana", "ben"]
  ],
  "follows": [
    ["ben", "acme"]
  ],
  "visits": [
    ["ana", "acme"]
  ],
  "wrote": [
    ["ben", "acme"],
    ["acme", "ben"]
  ],
  "invitations": [
    ["cara", "ana"]
  ],
  "blocks": [
    ["ben", "ana"]
  ],
  "checks": [
    {"name": "Connections get InMail free", "from": "ana", "to": "ben", "action": "inmail", "readings": {"C10": "free"}, "expect": "allowed", "contested": false, "cost": 0, "sources": ["A16"], "warnings": ["A20"], "note": "As agreed in May.\nAsk Cara."},
    {"from": "acme", "action": "advanced-search", "expect": "denied", "warnings": []},
    {"in": "linkedin", "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}
  ]
}
`

func TestFormatKeepsEverything(t *testing.T) {
	if diff := cmp.Diff(everything, string(Format(parse(t, everything)))); diff != "" {
		t.Error(diff)
	}
}

// A field that everything leaves out could be lost on saving without a test that notices.
func TestEverythingIsEverything(t *testing.T) {
	s := parse(t, everything)
	said := map[string]bool{} // by type and field: whether some value of it is set
	note := func(value any) {
		v := reflect.ValueOf(value)
		for i := range v.NumField() {
			field := v.Type().String() + "." + v.Type().Field(i).Name
			said[field] = said[field] || !v.Field(i).IsZero()
		}
	}
	note(*s)
	for _, a := range s.Network.Actors() {
		note(a)
	}
	for _, c := range s.Checks {
		note(c)
	}
	for _, kind := range s.Set.World.Kinds {
		for _, attribute := range kind.Attributes {
			said[kind.List+"."+attribute.Name] = false
			for _, a := range s.Network.Actors() {
				if a.Kind == kind && a.Value(attribute) != attribute.Default() {
					said[kind.List+"."+attribute.Name] = true
				}
			}
		}
	}
	for _, tie := range s.Set.World.Ties {
		said["tie "+tie.Name] = len(s.Network.Pairs(tie)) > 0
	}
	delete(said, "scenario.Scenario.PoliciesFile") // saving puts the policies into the scenario
	for field, set := range said {
		if !set {
			t.Errorf("%s is nowhere in everything", field)
		}
	}
}

func TestDefaults(t *testing.T) {
	s := parse(t, `{"inroad": 1, "pages": [{"id": "p"}], "members": [{"id": "m", "name": " "}]}`)
	want := []network.Actor{{ID: "m", Kind: kind(t, s.Set, "Member"), Name: "m"}, {ID: "p", Kind: kind(t, s.Set, "Page"), Name: "p"}}
	for i, a := range s.Network.Actors() {
		if i >= len(want) || !reflect.DeepEqual(a, want[i]) {
			t.Errorf("actor %d is %+v", i, a)
		}
	}
	if s.Network.Len() != len(want) {
		t.Errorf("there are %d actors", s.Network.Len())
	}
	if s.Set.Name != sets.Default() {
		t.Errorf("the rule set is %s", s.Set.Name)
	}
}

// with wraps members of a scenario in what every file needs.
func with(members string) string {
	return `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben", "tier": "career"}], "pages": [{"id": "acme"}], ` + members + `}`
}

func TestMistakes(t *testing.T) {
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	for _, test := range []struct{ name, text, path, want string }{
		{"not JSON", `{"inroad": 1,`, "", "this is not JSON: it ends too early"},
		{"two values", `{"inroad": 1} {}`, "", "something follows the closing brace"},
		{"empty", ``, "", "ends too early"},
		{"not UTF-8", "{\"inroad\": 1, \"title\": \"\xff\"}", "", "not JSON"},
		{"not an object", `[]`, "", "a scenario is an object"},
		{"no version", `{}`, "", `it has no "inroad": 1`},
		{"newer", `{"inroad": 2, "futures": []}`, "inroad", "a newer Inroad wrote this file: its format is version 2"},
		{"odd version", `{"inroad": "1"}`, "inroad", "a whole number"},
		{"version 1.5", `{"inroad": 1.5}`, "inroad", "a whole number"},
		{"unknown field", with(`"wrotes": []`), "wrotes", `did you mean "wrote"?`},
		{"other case", with(`"Title": "x"`), "Title", `did you mean "title"?`},
		{"prototype", with(`"__proto__": {"admin": true}`), "__proto__", "unknown field"},
		{"hostile name", with(`"a\u0000b": 1`), `["a\x00b"]`, "unknown field"},
		{"twice", with(`"title": "a", "title": "b"`), "title", "stands twice"},
		{"deep", with(`"events": ` + deep), "", "nested more than 16 deep"},
		{"title of a number", with(`"title": 3`), "title", "must be a string, not a number"},
		{"control character", with(`"title": "a\u0007"`), "title", "U+0007"},
		{"turned text", with(`"title": "a\u202Eb"`), "title", "U+202E"},
		{"long title", with(`"title": "` + strings.Repeat("x", 201) + `"`), "title", "at most 200"},
		{"events", with(`"events": [{}]`), "events", "only an empty list"},
		{"members of an object", `{"inroad": 1, "members": {}}`, "members", "must be a list"},
		{"no id", `{"inroad": 1, "members": [{"name": "Ana"}]}`, "members[0]", `"id" is missing`},
		{"odd id", `{"inroad": 1, "members": [{"id": "Ana"}]}`, "members[0].id", "1 to 64 of a-z"},
		{"long id", `{"inroad": 1, "members": [{"id": "` + strings.Repeat("a", 65) + `"}]}`, "members[0].id", "1 to 64"},
		{"id twice", `{"inroad": 1, "members": [{"id": "a"}], "pages": [{"id": "a"}]}`, "pages[0].id", "also the id of members[0]"},
		{"tier", `{"inroad": 1, "members": [{"id": "a", "tier": "Career"}]}`, "members[0].tier", `did you mean "career"?`},
		{"setting", `{"inroad": 1, "members": [{"id": "a", "inmail": "nobdy"}]}`, "members[0].inmail", `did you mean "nobody"?`},
		{"negative", `{"inroad": 1, "members": [{"id": "a", "credits": -1}]}`, "members[0].credits", "whole number from 0"},
		{"fraction", `{"inroad": 1, "members": [{"id": "a", "credits": 1.5}]}`, "members[0].credits", "whole number from 0"},
		{"exponent", `{"inroad": 1, "members": [{"id": "a", "credits": 1e3}]}`, "members[0].credits", "whole number from 0"},
		{"huge", `{"inroad": 1, "members": [{"id": "a", "credits": 99999999999999999999}]}`, "members[0].credits", "whole number from 0"},
		{"seats of a member", `{"inroad": 1, "members": [{"id": "a", "seats": 1}]}`, "members[0].seats", "unknown field"},
		{"open profile", `{"inroad": 1, "members": [{"id": "a", "openProfile": true}]}`, "members[0].openProfile", "free account has no Open Profile"},
		{"null", `{"inroad": 1, "members": [{"id": "a", "name": null}]}`, "members[0].name", "not null"},
		{"place", `{"inroad": 1, "members": [{"id": "a", "at": [1]}]}`, "members[0].at", "two numbers"},
		{"far place", `{"inroad": 1, "members": [{"id": "a", "at": [1e300, 0]}]}`, "members[0].at", "at most a million"},
		{"unknown actor", with(`"wrote": [["ana", "bem"]]`), "wrote[0][1]", `did you mean "ben"?`},
		{"no pair", with(`"wrote": [["ana"]]`), "wrote[0]", "a pair of ids"},
		{"oneself", with(`"wrote": [["ana", "ana"]]`), "wrote[0]", "with itself"},
		{"pair twice", with(`"wrote": [["ana", "ben"], ["ana", "ben"]]`), "wrote[1]", "already at wrote[0]"},
		{"connection twice", with(`"connections": [["ana", "ben"], ["ben", "ana"]]`), "connections[1]", "already at connections[0]"},
		{"connection to a Page", with(`"connections": [["ana", "acme"]]`), "connections[0]", "between two members"},
		{"block of a Page", with(`"blocks": [["ana", "acme"]]`), "blocks[0]", "a member blocks a member"},
		{"following a member", with(`"follows": [["ana", "ben"]]`), "follows[0]", "a member follows a Page"},
		{"visit by a Page", with(`"visits": [["acme", "ana"]]`), "visits[0]", "a member visits a Page"},
		{"invited connection", with(`"connections": [["ana", "ben"]], "invitations": [["ben", "ana"]]`), "invitations[0]", "connected already"},
		{"rules", with(`"rules": 3`), "rules", "a rule set's name or an object"},
		{"unknown rule set", with(`"rules": "linkedout"`), "rules", `no rule set is called "linkedout"`},
		{"no base", with(`"rules": {}`), "rules", `"base" is missing`},
		{"look at nobody", with(`"look": {"from": "ana", "to": "bem"}`), "look.to", `did you mean "ben"?`},
		{"look as nobody", with(`"look": {"from": "eve", "to": "ben"}`), "look.from", `nobody has the id "eve"`},
		{"look at oneself", with(`"look": {"from": "ana", "to": "ana"}`), "look.to", "with itself"},
		{"look from nowhere", with(`"look": {"to": "ana"}`), "look", `"from" is missing`},
		{"look of a name", with(`"look": "ana"`), "look", "must be an object"},
		{"look further", with(`"look": {"from": "ana", "too": "ben"}`), "look.too", `did you mean "to"?`},
		{"unknown question", with(`"rules": {"base": "article", "readings": {"C3": "x"}}`), "rules.readings.C3", `no question "C3"`},
		{"unknown reading", with(`"rules": {"base": "article", "readings": {"C1": "x"}}`), "rules.readings.C1", "there is list, summary"},
		{"rule off twice", with(`"rules": {"base": "article", "off": ["block", "block"]}`), "rules.off[1]", "already at rules.off[0]"},
		{"unknown rule off", with(`"rules": {"base": "article", "off": ["blok"]}`), "rules.off[0]", `did you mean "block"?`},
		{"broken policies", with(`"rules": {"base": "article", "policies": "permit("}`), "rules.policies", "line 1, column"},
		{"check without action", with(`"checks": [{"from": "ana", "to": "ben", "expect": "allowed"}]`), "checks[0]", `"action" is missing`},
		{"check of nothing", with(`"checks": [{"from": "ana", "to": "ben", "action": "message"}]`), "checks[0]", `needs "expect" or "contested"`},
		{"check of nobody", with(`"checks": [{"from": "eve", "to": "ben", "action": "message", "expect": "allowed"}]`), "checks[0].from", `nobody has the id "eve"`},
		{"check's name of a number", with(`"checks": [{"name": 1, "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}]`), "checks[0].name", "must be a string"},
		{"check's name twice", with(`"checks": [{"name": "x", "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}, {"name": "x", "from": "ana", "to": "ben", "action": "reply", "expect": "denied"}]`), "checks[1].name", `"x" is also the name of checks[0]`},
		{"check's long name", with(`"checks": [{"name": "` + strings.Repeat("x", 201) + `", "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}]`), "checks[0].name", "at most 200"},
		{"check's note", with(`"checks": [{"note": "\u0007", "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}]`), "checks[0].note", "U+0007"},
		{"odd expectation", with(`"checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "maybe"}]`), "checks[0].expect", "is not one of"},
		{"sources of unstated", with(`"checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "unstated", "sources": []}]`), "checks[0].sources", "no deciding rules"},
		{"inapplicable", with(`"checks": [{"from": "ana", "to": "acme", "action": "invite", "expect": "allowed"}]`), "checks[0].action", "does not exist from a member to a Page"},
		{"own action with to", with(`"checks": [{"from": "ana", "to": "ben", "action": "advanced-search", "expect": "allowed"}]`), "checks[0].action", "leave the recipient out"},
		{"no recipient", with(`"checks": [{"from": "ana", "action": "message", "expect": "allowed"}]`), "checks[0].action", "needs a recipient"},
		{"unknown action", with(`"checks": [{"from": "ana", "to": "ben", "action": "mesage", "expect": "allowed"}]`), "checks[0].action", `did you mean "message"?`},
	} {
		s, errs := Parse([]byte(test.text))
		found := false
		for _, e := range errs {
			found = found || e.Path == test.path && strings.Contains(told(e), test.want)
		}
		if s != nil || !found {
			t.Errorf("%s: want %q at %q, got %q", test.name, test.want, test.path, allTold(errs))
		}
	}
}

// A law that looks at what cannot be read may hold of what was meant: that it is broken is not said. Another is.
func TestMisspeltValuesBreakNoLaws(t *testing.T) {
	for _, test := range []struct {
		members, rest string
		want          []string // the paths of the mistakes
	}{
		{`{"id": "ana", "tier": "carer", "openProfile": true}`, "", []string{"members[0].tier"}},
		{`{"id": "ana", "inmail": "nobdy", "openProfile": true}`, "", []string{"members[0].inmail", "members[0].openProfile"}},
		{`{"id": "a"}, {"id": "b"}`, `, "connections": [["a", "b"], ["a", "c"]], "invitations": [["b", "a"]]`, []string{"connections[1][1]"}},
	} {
		_, errs := Parse([]byte(`{"inroad": 1, "members": [` + test.members + `]` + test.rest + `}`))
		var paths []string
		for _, e := range errs {
			paths = append(paths, e.Path)
		}
		if diff := cmp.Diff(test.want, paths); diff != "" {
			t.Errorf("%s: %q\n%s", test.members, allTold(errs), diff)
		}
	}
}

// told is a mistake as English says it, without its place.
func told(e Error) string { return words.Diagnosed(words.Default(), e) }

// toldOf is an error as English says it.
func toldOf(err error) string { return words.Told(words.Default(), Cause(err)) }

func allTold(errs []Error) []string {
	var all []string
	for _, e := range errs {
		all = append(all, e.Path+": "+told(e))
	}
	return all
}

// A mistake is found again in the file by its line and column, counted in characters.
func TestMistakesHavePlaces(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"{\n  \"inroad\": 1,\n  oops\n}", []string{"3:3 "}},
		{`{"inroad": 1,`, []string{"1:14 "}},
		{`{"title": "é", "inroad": 2}`, []string{"1:26 inroad"}},
		{`{"inroad": 1} {}`, []string{"1:15 "}},
		{"\uFEFF{\n\t\"inroad\": 1,\r\n\t\"Title\" : \"\", \"title\": \"x\", \"title\": 3}", []string{"3:2 Title", "3:30 title"}},
		{`{
  "inroad": 1,
  "title": "Ana Díaz", "description": 3,
  "rules": {"readings": {"C1": "x", "C1": "list"}, "policies": "permit(", "off": ["blok",
    "blok"]},
  "members": [{"id": "ana", "tier": "gold"},
    {"name": "Ben"}, {"id": "ben", "inmail"
      : "x"}, {"id": "cy", "openProfile": true}
  ],
  "pages": [{"id": "ana"}],
  "a b": 1,
  "wrote": [["ana", "ben"], ["ana", "ben"], ["ana",
    "eve"]],
  "connections": [["ana", "ben"]], "invitations": [["ben", "ana"]],
  "checks": [
    {"from": "ana", "to": "ben", "action": "message"}
  ]
}`, []string{
			"3:39 description", "6:37 members[0].tier", "7:5 members[1]", "8:9 members[2].inmail", "8:43 members[3].openProfile",
			`11:3 ["a b"]`, "10:20 pages[0].id", "14:52 invitations[0]", "12:29 wrote[1]", "13:5 wrote[2][1]",
			`4:12 rules`, "4:32 rules.readings.C1", "4:37 rules.readings.C1", "4:72 rules.policies", "5:5 rules.off[1]", "16:5 checks[0]",
		}},
		{with(`"checks": [{"from": "ana", "to": "ben", "action": "message"}]`), []string{"1:114 checks[0]"}},
	} {
		_, errs := Parse([]byte(test.text))
		var got []string
		for _, e := range errs {
			got = append(got, fmt.Sprintf("%d:%d %s", e.From.Line, e.From.Column, e.Path))
		}
		slices.Sort(got)
		slices.Sort(test.want)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s\n%v\n%s", test.text, errs, diff)
		}
	}
	// Some mistakes are of the whole file, and stand nowhere in it.
	if _, errs := Parse([]byte(`{}`)); len(errs) != 1 || errs[0].From.Line != 0 {
		t.Errorf("%+v", errs)
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	_, errs := Parse([]byte(with(`"titel": "x", "wrote": [["ana", "eve"]], "visits": 3, "rules": {"base": "article", "readings": {"C1": "x"}, "policies": "permit("}`)))
	if len(errs) != 5 {
		t.Errorf("%d mistakes: %q", len(errs), errs)
	}
	_, errs = Parse([]byte(with(`"wrote": [` + strings.Repeat(`3,`, 500) + `3]`)))
	if len(errs) != maxErrors+1 || !strings.Contains(told(errs[maxErrors]), "more mistakes") {
		t.Errorf("%d mistakes, the last %q", len(errs), errs[len(errs)-1])
	}
}

func TestSizes(t *testing.T) {
	big := []byte(with(`"description": "` + strings.Repeat("x", MaxBytes) + `"`))
	if _, errs := Parse(big); len(errs) != 1 || !strings.Contains(told(errs[0]), "1 MiB") {
		t.Errorf("a file of %d bytes: %v", len(big), errs)
	}
	crowd := func(n int) []byte {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,{"id": "m%d"}`, i)
		}
		return []byte(`{"inroad": 1, "members": [` + b.String()[1:] + `]}`)
	}
	if _, errs := Parse(crowd(MaxActors)); errs != nil {
		t.Errorf("%d actors: %v", MaxActors, errs)
	}
	if _, errs := Parse(crowd(MaxActors + 1)); len(errs) != 1 || !strings.Contains(told(errs[0]), "at most 2000") {
		t.Errorf("%d actors: %v", MaxActors+1, errs)
	}
}

// A check that expects what is not so fails, whichever part of it is wrong.
func TestChecksCanFail(t *testing.T) {
	for _, test := range []struct{ expectation, want string }{
		{`"expect": "forbidden"`, "expected forbidden, got allowed"},
		{`"expect": "denied"`, "expected denied, got allowed"},
		{`"contested": true`, "expected unclear, got clear"},
		{`"expect": "allowed", "cost": 0`, "expected a cost of 0, got 1"},
		{`"expect": "allowed", "sources": ["A7"]`, "expected A7 among the sources, got A12 A16"},
		{`"expect": "allowed", "warnings": ["A39a"]`, "expected the warnings A39a, got A20"},
		{`"expect": "allowed", "warnings": []`, "expected the warnings none, got A20"},
		{`"expect": "allowed", "cost": 1, "contested": false, "sources": ["A16"], "warnings": ["A20"]`, ""},
	} {
		s := parse(t, `{"inroad": 1, "members": [{"id": "ana", "tier": "career", "credits": 1, "sentInmails": 25}, {"id": "ben"}],
			"checks": [{"from": "ana", "to": "ben", "action": "inmail", `+test.expectation+`}]}`)
		got := strings.Join(Run(s, NewEngines(s.Set))[0].Problems, "; ")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.expectation, got, test.want)
		}
	}
}

// A rule that Cedar cannot evaluate gives no verdict: the check on it fails, naming both.
func TestFailingRuleFailsItsCheck(t *testing.T) {
	s := parse(t, `{"inroad": 1, "members": [{"id": "ana", "credits": 9}, {"id": "ben"}],
		"rules": {"base": "article", "policies": "@id(\"overflow\") forbid(principal is Member, action == Action::\"message\", resource) when { principal.credits * 9223372036854775807 > 0 };"},
		"checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "forbidden"}, {"from": "ben", "to": "ana", "action": "message", "expect": "forbidden"}]}`)
	findings := Run(s, NewEngines(s.Set))
	if got := strings.Join(findings[0].Problems, ""); !strings.Contains(got, "ana to ben") || !strings.Contains(got, `"overflow"`) {
		t.Errorf("problems: %q", got)
	}
	if !findings[1].OK() {
		t.Errorf("with no credits the rule can be evaluated: %v", findings[1].Problems)
	}
}

// Whom a rule names is known of the network alone: a name that nobody has is no mistake, for
// people come and go, and no secret either.
func TestNotices(t *testing.T) {
	s := parse(t, `{"inroad": 1, "members": [{"id": "zoe"}, {"id": "ben"}], "pages": [{"id": "acme"}],
		"rules": {"base": "article", "policies": "@id(\"never\") permit(principal, action == Action::\"reply\", resource) when { principal.credits > 3 && principal.credits < 2 };\n@id(\"a\") forbid(principal == Member::\"zo\", action == Action::\"message\", resource)\nwhen { resource in [Member::\"ben\", Member::\"acme\"] };\n@id(\"b\") forbid(principal, action == Action::\"message\", resource) when { principal == Page::\"acme\" };"}}`)
	want := []string{
		`line 1, column 101: rule "never": principal.credits < 2 never holds together with principal.credits > 3, so the rule never applies`,
		`line 2, column 30: rule "a": nobody has the id "zo"; did you mean "zoe"?`,
		`line 3, column 36: rule "a": "acme" is a Page, not a member`,
	}
	if diff := cmp.Diff(want, s.Notices()); diff != "" {
		t.Error(diff)
	}
	off, err := s.Switch("a", false)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:1], off.Notices()); diff != "" {
		t.Errorf("a rule that is off is nobody's concern:\n%s", diff)
	}
}

// A scenario can take a set's world without its rules: then its policies are the only ones.
func TestWithoutTheRulesOfTheSet(t *testing.T) {
	const policies = `"policies": "@id(\"block\") permit(principal, action == Action::\"message\", resource);"`
	text := func(rules string) string {
		return `{"inroad": 1, "rules": {"base": "article", ` + rules + `}, "members": [{"id": "ana", "inmail": "nobody"}, {"id": "ben"}], "checks": [
			{"from": "ana", "to": "ben", "action": "message", "expect": "allowed"},
			{"from": "ben", "to": "ana", "action": "message", "expect": "allowed", "warnings": []},
			{"from": "ana", "to": "ben", "action": "inmail", "expect": "unstated"}]}`
	}
	s := parse(t, text(`"off": "all", `+policies))
	if len(s.Set.Rules) != 1 || len(s.Set.Warnings) != 0 || len(s.Set.Questions) == 0 {
		t.Errorf("%d rules, %d warnings, %d questions", len(s.Set.Rules), len(s.Set.Warnings), len(s.Set.Questions))
	}
	for i, f := range Run(s, NewEngines(s.Set)) {
		if !f.OK() {
			t.Errorf("checks[%d]: %v", i, f.Problems)
		}
	}
	if got := string(Format(s)); !strings.Contains(got, `"rules": {"base": "article", "off": "all", "policies"`) || string(Format(parse(t, got))) != got {
		t.Errorf("formatted as\n%s", got)
	}
	off, err := s.Switch("block", false)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(Format(off)); !strings.Contains(got, `"off": ["all", "block"]`) || string(Format(parse(t, got))) != got {
		t.Errorf("with its own rule off it is formatted as\n%s", got)
	}
	if written, errs := off.Write(""); errs != nil || len(written.Set.Rules) != 0 {
		t.Errorf("without policies there are %d rules (%v)", len(written.Set.Rules), errs)
	}
	for _, test := range []struct{ rules, path, want string }{
		{`"off": "al"`, "rules.off", `a list of rules' ids, or "all"`},
		{`"off": "all", "policies": "@id(\"all\") permit(principal, action, resource);"`, "rules.policies", `cannot be called "all"`},
		{`"off": ["all", "invite"]`, "rules.off[1]", `there is no rule "invite"`},
	} {
		_, errs := Parse([]byte(`{"inroad": 1, "rules": {"base": "article", ` + test.rules + `}}`))
		if len(errs) != 1 || errs[0].Path != test.path || !strings.Contains(told(errs[0]), test.want) {
			t.Errorf("%s: %v", test.rules, errs)
		}
	}
	// A file of before, which switches off a rule of its own that has this name, means that rule.
	old := parse(t, `{"inroad": 1, "rules": {"base": "article", "off": ["all"], "policies": "@id(\"all\") permit(principal, action, resource);"}}`)
	if old.Set.Bare || len(old.Off) != 1 {
		t.Errorf("the rules of the set are gone: %v", old.Off)
	}
}

// Policies may stand in a file beside the scenario; a scenario that is saved holds them itself.
func TestPoliciesBeside(t *testing.T) {
	const cedar = "// mine\n@id(\"mine\")\npermit(principal, action == Action::\"message\", resource);\n"
	text := func(rules string) []byte {
		return []byte(`{"inroad": 1, "members": [{"id": "ana"}], "rules": {"base": "article", ` + rules + `}}`)
	}
	beside := func(policies string) Sources {
		return Sources{Beside: func(name string) ([]byte, error) {
			if name != "rules/mine.cedar" {
				return nil, fmt.Errorf("no such file")
			}
			return []byte(policies), nil
		}}
	}
	s, errs := ParseWith(text(`"policiesFile": "rules/mine.cedar"`), beside(cedar))
	if errs != nil || s.Set.Own != cedar {
		t.Fatalf("%v", errs)
	}
	if got := string(Format(s)); strings.Contains(got, "policiesFile") || parse(t, got).Set.Own != cedar {
		t.Errorf("saved as\n%s", got)
	}
	const never = "@id(\"never\") permit(principal, action == Action::\"reply\", resource)\nwhen { principal.credits < 1 && principal.credits > 3 };"
	if s, errs = ParseWith(text(`"policiesFile": "rules/mine.cedar"`), beside(never)); errs != nil || s.Notices()[0] != `rules/mine.cedar, line 2, column 33: rule "never": principal.credits > 3 never holds together with principal.credits < 1, so the rule never applies` {
		t.Errorf("%v, %v", errs, s.Notices())
	}
	for _, test := range []struct{ rules, cedar, want string }{
		{`"policiesFile": "rules/mine.cedar"`, strings.Replace(cedar, "resource);", "resource)\nwhen { principal has compny };", 1), `rules/mine.cedar, line 4, column 8: rule "mine": `},
		{`"policiesFile": "other.cedar"`, cedar, `"other.cedar" cannot be read: no such file`},
		{`"policiesFile": "../mine.cedar"`, cedar, "no name of a file beside"},
		{`"policiesFile": "/mine.cedar"`, cedar, "no name of a file beside"},
		{`"policiesFile": "c:\\mine.cedar"`, cedar, "no name of a file beside"},
		{`"policiesFile": ""`, cedar, "no name of a file beside"},
		{`"policiesFile": "rules/mine.cedar", "policies": ""`, cedar, "not in both"},
	} {
		_, errs := ParseWith(text(test.rules), beside(test.cedar))
		if len(errs) != 1 || errs[0].Path != "rules.policiesFile" || !strings.Contains(told(errs[0]), test.want) {
			t.Errorf("%s: want %q, got %v", test.rules, test.want, errs)
		}
	}
	if _, errs := Parse(text(`"policiesFile": "mine.cedar"`)); len(errs) != 1 || !strings.Contains(told(errs[0]), "open both together") {
		t.Errorf("alone: %v", errs)
	}
}

func FuzzScenario(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text)
	}
	f.Add([]byte(everything))
	f.Add([]byte(ward("", wards)))
	f.Add([]byte(`{"inroad": 1, "__proto__": {}, "members": [{"id": "a", "id": "a"}], "rules": {"policies": "permit("}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, errs := Parse(text)
		if (s == nil) == (errs == nil) {
			t.Fatalf("a scenario and errors: %v", errs)
		}
		for _, e := range errs {
			if e.Message == nil || len(told(e)) > 2000 {
				t.Errorf("an error nobody can read: %q", told(e))
			}
		}
		if s == nil {
			return
		}
		once := Format(s)
		again, errs := Parse(once)
		if errs != nil {
			t.Fatalf("what Format wrote cannot be read: %v\n%s", errs, once)
		}
		if twice := Format(again); string(twice) != string(once) {
			t.Errorf("formatting again changed\n%s\nto\n%s", once, twice)
		}
		Run(s, NewEngines(s.Set))
	})
}

// A check may be asked under another set than the file's: what it says is read by the words of that
// set, and neither the file's readings nor its own rules count there.
func TestCheckUnderAnotherSet(t *testing.T) {
	text := func(checks string) string {
		return `{"inroad": 1, "rules": {"base": "article", "readings": {"C1": "summary"}, "policies": "@id(\"none\") forbid(principal, action, resource);"},
			"members": [{"id": "ana"}, {"id": "ben"}, {"id": "zoe"}], "pages": [{"id": "acme", "seats": 0}],
			"connections": [["ana", "ben"], ["ben", "zoe"]], "checks": [` + checks + `]}`
	}
	s := parse(t, text(`
		{"from": "ana", "to": "ben", "action": "message", "expect": "forbidden"},
		{"in": "article", "from": "ana", "to": "ben", "action": "message", "expect": "allowed", "sources": ["A3"]},
		{"in": "linkedin", "from": "ana", "to": "ben", "action": "message", "expect": "allowed", "sources": ["L2"]},
		{"in": "linkedin", "from": "ana", "to": "zoe", "action": "message", "expect": "forbidden", "sources": ["L1", "L2"]},
		{"in": "linkedin", "from": "ana", "to": "zoe", "action": "invite-with-note", "readings": {"Q1": "message"}, "expect": "allowed"}`))
	for i, f := range Run(s, NewEngines(s.Set)) {
		if !f.OK() {
			t.Errorf("checks[%d]: %v", i, f.Problems)
		}
	}
	if got := string(Format(s)); !strings.Contains(got, `{"in": "linkedin", "from": "ana", "to": "zoe", "action": "invite-with-note", "readings": {"Q1": "message"}`) || string(Format(parse(t, got))) != got {
		t.Errorf("formatted as\n%s", got)
	}

	// Its sources are those of its own set, whatever the scenario's is.
	linkedin, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	under, _ := s.Rebase(linkedin, nil)
	if got := under.Checks[1].Sources; !slices.Equal(got, []string{"A3"}) {
		t.Errorf("under another set a check of the article wants the sources %q", got)
	}

	// What the other set has no place for leaves nothing to decide: the check fails, and says why.
	acme, _ := s.Network.Find("acme")
	page, err := s.SetField(s.Network.Actor(acme), "seats", "2")
	if err != nil {
		t.Fatal(err)
	}
	seats, _ := page.Kind.Attribute("seats")
	with, _ := s.With(s.Network.Acted(network.Act{Do: network.Set, From: acme, Attribute: seats, Value: page.Value(seats)}))
	findings := Run(with, NewEngines(with.Set))
	if !findings[1].OK() {
		t.Errorf("under the set of the file it passes yet: %v", findings[1].Problems)
	}
	const want = "“What LinkedIn documents” has no place for the recruiter seats of acme."
	if got := strings.Join(findings[2].Problems, "; "); got != want {
		t.Errorf("problems %q, want %q", got, want)
	}

	for _, test := range []struct{ check, path, want string }{
		{`{"in": "linkdin", "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}`, "checks[0].in", `did you mean "linkedin"`},
		{`{"in": "linkedin", "from": "ana", "to": "ben", "action": "mesage", "expect": "allowed"}`, "checks[0].action", `did you mean "message"`},
		{`{"in": "linkedin", "from": "ana", "to": "ben", "action": "message", "readings": {"C1": "summary"}, "expect": "allowed"}`, "checks[0].readings.C1", "C1"},
		{`{"from": "ana", "to": "ben", "action": "invite-with-note", "expect": "allowed"}`, "checks[0].action", "is not one of"},
		{`{"in": 3, "from": "ana", "to": "ben", "action": "message", "expect": "allowed"}`, "checks[0].in", "must be a string"},
	} {
		_, errs := Parse([]byte(text(test.check)))
		if len(errs) != 1 || errs[0].Path != test.path || !strings.Contains(told(errs[0]), test.want) {
			t.Errorf("%s: %v, want one mistake at %s with %q", test.check, errs, test.path, test.want)
		}
	}
}
