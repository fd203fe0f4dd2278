package session

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

func open(t testing.TB, name string) *Session {
	t.Helper()
	return Open(read(t, name))
}

func read(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	text, err := os.ReadFile("../sets/article/examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	s, errs := scenario.Parse(text)
	if errs != nil {
		t.Fatal(errs)
	}
	return s
}

func file(s *Session) string { return string(scenario.Format(s.Scenario())) }

func apply1(t testing.TB, s *Session, edits ...Edit) {
	t.Helper()
	for _, e := range edits {
		if errs := s.Apply(e, false); errs != nil {
			t.Fatalf("%+v: %v", e, errs)
		}
	}
}

// random makes an edit of what the scenario's world declares, that may or may not be possible.
func random(r *rand.Rand, s *scenario.Scenario) Edit {
	w, n := s.Set.World, s.Network
	id := func() string {
		if n.Len() == 0 || r.IntN(20) == 0 {
			return "nobody"
		}
		return n.Actor(r.IntN(n.Len())).ID
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	tie := w.Ties[r.IntN(len(w.Ties))]
	action := w.Actions[r.IntN(len(w.Actions))].Name
	switch r.IntN(14) {
	case 0:
		return Edit{Kind: "add", Is: w.Kinds[r.IntN(len(w.Kinds))].Type, Name: pick("Ana", "Ben Okoye", "Łucja", ""), At: &At{r.Float64() * 100, 3}}
	case 1:
		if n.Len() < 8 {
			return Edit{Kind: "add", Is: w.Kinds[0].Type, Name: "Zoe"}
		}
		return Edit{Kind: "remove", Actor: id()}
	case 2, 3, 4:
		return setting(r, s)
	case 5:
		return Edit{Kind: "move", Moves: []Move{{id(), At{r.Float64(), r.Float64()}}, {id(), At{1, 2}}}}
	case 6, 7, 8:
		return Edit{Kind: "tie", Tie: tie.Name, From: id(), To: id()}
	case 9:
		if pairs := n.Pairs(tie); len(pairs) > 0 { // one that is there: at random it seldom would be
			pair := pairs[r.IntN(len(pairs))]
			return Edit{Kind: "untie", Tie: tie.Name, From: n.Actor(pair.From).ID, To: n.Actor(pair.To).ID}
		}
		return Edit{Kind: "untie", Tie: tie.Name, From: id(), To: id()}
	case 10:
		q := s.Set.Questions[r.IntN(len(s.Set.Questions))]
		return Edit{Kind: "reading", Question: q.ID, Value: q.Readings[r.IntN(len(q.Readings))].Reading}
	case 11:
		return Edit{Kind: "rule", Rule: s.Set.Rules[r.IntN(len(s.Set.Rules))].ID, On: r.IntN(2) == 0}
	case 12:
		return Edit{Kind: pick("title", "describe"), Value: pick("A title", "Another")}
	default:
		switch r.IntN(5) {
		case 0:
			return Edit{Kind: "policies", Value: pick("", `@id("mine") permit(principal, action == Action::"`+action+`", resource);`, "permit(")}
		case 1:
			return Edit{Kind: "expect", From: id(), To: id(), Action: action, Value: pick("allowed", "denied")}
		case 2:
			return Edit{Kind: "unexpect", Index: r.IntN(4)}
		default:
			return Edit{Kind: "all", Edits: []Edit{{Kind: "tie", Tie: tie.Name, From: id(), To: id()}, setting(r, s)}}
		}
	}
}

// setting sets an attribute of somebody, or a name, to something that may or may not be a value of it.
func setting(r *rand.Rand, s *scenario.Scenario) Edit {
	if s.Network.Len() == 0 {
		return Edit{Kind: "set", Actor: "nobody", Field: "name", Value: "Ana"}
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	actor := s.Network.Actor(r.IntN(s.Network.Len()))
	number := r.IntN(len(actor.Kind.Attributes) + 1)
	if number == len(actor.Kind.Attributes) {
		return Edit{Kind: "set", Actor: actor.ID, Field: "name", Value: pick("Ana", "Bo", "\u0007")}
	}
	a := actor.Kind.Attributes[number]
	e := Edit{Kind: "set", Actor: actor.ID, Field: a.Name}
	switch a.Type {
	case world.Bool:
		e.Value = pick("true", "false", "perhaps")
	case world.Number:
		e.Value = pick("0", "1", "-1", "24", "40")
	case world.Choice:
		e.Value = pick(append(a.Names(), "gold")...)
	default:
		e.Value = pick("Acme", "", "\u0007")
	}
	return e
}

// TestRandomWalk makes 1,000 edits (10,000 for make proof), in one world and then another, takes all of them
// back and makes them again: the scenario must be the one it began with, and then the last, byte for byte.
// Rebuilt from scenario, edits and position, the session is the same on the way.
func TestRandomWalk(t *testing.T) {
	start := read(t, "cold-outreach")
	s := Open(start)
	r := rand.New(rand.NewPCG(1, 2))
	length := 1_000
	if os.Getenv("INROAD_PROOF") != "" {
		length = 10_000
	}
	elsewhere := Edit{Kind: "replace", Value: string(scenario.Format(atHospital(t, `"doctors": [{"id": "ada"}, {"id": "bo"}], "patients": [{"id": "pat"}], "wards": [{"id": "west"}]`)))}
	const stay = 250         // edits in one world
	made := map[string]int{} // edits that were possible, by what they change
	for s.Length() < length {
		before := file(s)
		e := random(r, s.Scenario())
		switch s.Length() % (2 * stay) {
		case stay:
			e = elsewhere
		case stay + stay/2:
			e = Edit{Kind: "world", Value: "hospital", Set: s.Scenario().Texts()}
		case 2*stay - 1:
			e = Edit{Kind: "base", Value: "article"}
		}
		switch errs := s.Apply(e, false); {
		case errs == nil:
			made[e.Kind]++
			made[strings.TrimSpace(e.Kind+" "+e.Is+e.Field+e.Tie)]++
		case file(s) != before:
			t.Fatalf("an edit that failed changed something: %+v", e)
		}
		if r.IntN(100) == 0 {
			s.Undo()
		}
	}
	for s.Redo() {
	}
	end := file(s)
	mustParse(t, end)
	if rebuilt, errs := Rebuild(start, s.edits, length*7/9); errs != nil {
		t.Fatal(errs)
	} else {
		for s.Position() > length*7/9 {
			s.Undo()
		}
		if file(rebuilt) != file(s) || rebuilt.UndoLabel() != s.UndoLabel() || rebuilt.RedoLabel() != s.RedoLabel() {
			t.Error("a rebuilt session differs")
		}
	}
	undone := 0
	for s.Undo() {
		undone++
	}
	if got := file(s); got != string(scenario.Format(start)) {
		t.Errorf("undone to\n%s", got)
	}
	for s.Redo() {
	}
	if file(s) != end {
		t.Error("redone, the end differs")
	}
	worlds := []*world.World{start.Set.World}
	if length > 1_000 {
		worlds = append(worlds, hospital(t).World)
	}
	wanted := append(kindsOfEdit(), "set name")
	for _, w := range worlds {
		for _, k := range w.Kinds {
			wanted = append(wanted, "add "+k.Type)
			for _, a := range k.Attributes {
				wanted = append(wanted, "set "+a.Name)
			}
		}
		for _, tie := range w.Ties {
			wanted = append(wanted, "tie "+tie.Name, "untie "+tie.Name)
		}
	}
	for _, what := range wanted {
		if made[what] == 0 {
			t.Errorf("the walk never came to %q", what)
		}
	}
	t.Logf("%v", made)
}

func TestUndoNamesWhatItTakesBack(t *testing.T) {
	s := open(t, "cold-outreach")
	apply1(t, s, Edit{Kind: "set", Actor: "ben", Field: "name", Value: "Bo"}, Edit{Kind: "tie", Tie: "blocks", From: "ana", To: "ben"})
	if got := s.UndoLabel(); got != "block: Ana → Bo" {
		t.Errorf("undo takes back %q", got)
	}
	s.Undo()
	if s.UndoLabel() != "rename Ben" || s.RedoLabel() != "block: Ana → Bo" {
		t.Errorf("undo %q, redo %q", s.UndoLabel(), s.RedoLabel())
	}
	apply1(t, s, Edit{Kind: "title", Value: "New"})
	if s.RedoLabel() != "" {
		t.Error("an edit after an undo must forget what was undone")
	}
}

func TestTypingAndDraggingCoalesce(t *testing.T) {
	s := open(t, "cold-outreach")
	for _, name := range []string{"B", "Bo", "Bor", "Bori", "Boris"} {
		if errs := s.Apply(Edit{Kind: "set", Actor: "ben", Field: "name", Value: name}, true); errs != nil {
			t.Fatal(errs)
		}
	}
	if s.Length() != 1 || !s.Merged() {
		t.Errorf("five letters are %d edits", s.Length())
	}
	for x := range 5 {
		if errs := s.Apply(Edit{Kind: "move", Moves: []Move{{"ben", At{float64(x), 0}}}}, true); errs != nil {
			t.Fatal(errs)
		}
	}
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "name", Value: "A"})
	if s.Length() != 3 {
		t.Errorf("a word, a drag and another name are %d edits", s.Length())
	}
	for s.Undo() {
	}
	if file(s) != string(scenario.Format(read(t, "cold-outreach"))) {
		t.Error("undone, it is not the scenario that was opened")
	}
}

// A choice of an enumeration may bring something along, so that the one before it is no step on the way.
func TestChoicesOfAnEnumerationDoNotCoalesce(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}]}`))
	coalesce := func(field string, values ...string) {
		for _, value := range values {
			if errs := s.Apply(Edit{Kind: "set", Actor: "ana", Field: field, Value: value}, true); errs != nil {
				t.Fatal(errs)
			}
		}
	}
	coalesce("tier", "sales-navigator", "career")
	if s.Length() != 2 || s.Merged() {
		t.Errorf("two tiers are %d edits", s.Length())
	}
	if got := value(s.Scenario(), 0, "credits"); got != "50" {
		t.Errorf("%s credits: those of the first tier stay", got)
	}
	coalesce("inmail", "nobody", "connections")
	if s.Length() != 3 || !s.Merged() {
		t.Errorf("two settings, which bring nothing, are %d edits", s.Length()-2)
	}
	coalesce("name", "A") // another field
	if s.Length() != 4 {
		t.Errorf("%d edits", s.Length())
	}
}

func TestATierBringsItsCredits(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}]}`))
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "sales-navigator"})
	if got := value(s.Scenario(), 0, "credits"); got != "50" || !strings.Contains(s.Note(), "50 InMail credits") {
		t.Errorf("%s credits, %q", got, s.Note())
	}
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "career"})
	if got := value(s.Scenario(), 0, "credits"); got != "50" || s.Note() != "" {
		t.Errorf("credits that are there stay: %s, %q", got, s.Note())
	}
}

// TestWhatGivesWay makes edits that a law would not let be, were it not for something that yields to it.
func TestWhatGivesWay(t *testing.T) {
	article := func(text string) *scenario.Scenario { return mustParse(t, `{"inroad": 1, `+text+`}`) }
	for _, test := range []struct {
		name string
		in   *scenario.Scenario
		edit Edit
		note string
		gone string // what gave way, as it stands in the file
	}{
		{
			"an attribute", article(`"members": [{"id": "ana", "name": "Ana", "tier": "career", "openProfile": true}]`),
			Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "free"},
			"Ana no longer has an Open Profile: free accounts have none.", `"openProfile"`,
		},
		{
			"a tie", article(`"members": [{"id": "ana"}, {"id": "ben"}], "invitations": [["ben", "ana"]]`),
			Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"},
			"The pending invitation between them is gone.", `"invitations"`,
		},
		{
			"ties in both directions", article(`"members": [{"id": "ana"}, {"id": "ben"}], "invitations": [["ben", "ana"], ["ana", "ben"]]`),
			Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"},
			"The pending invitation between them is gone.", `"invitations"`,
		},
		{
			"several at once", article(`"members": [{"id": "ana", "name": "Ana", "tier": "career", "openProfile": true}, {"id": "ben"}], "invitations": [["ben", "ana"]]`),
			Edit{Kind: "all", Edits: []Edit{{Kind: "set", Actor: "ana", Field: "tier", Value: "free"}, {Kind: "tie", Tie: "connections", From: "ana", To: "ben"}}},
			"Ana no longer has an Open Profile: free accounts have none. The pending invitation between them is gone.", `"openProfile"`,
		},
		{
			"an attribute, elsewhere", atHospital(t, `"doctors": [{"id": "bo", "name": "Bo", "onDuty": true}]`),
			Edit{Kind: "set", Actor: "bo", Field: "heeds", Value: "hush"},
			"Bo is off duty now, for whoever heeds no bleep is.", `"onDuty": true`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := Open(test.in)
			before := file(s)
			apply1(t, s, test.edit)
			if s.Note() != test.note {
				t.Errorf("it says %q", s.Note())
			}
			if strings.Contains(file(s), test.gone) {
				t.Errorf("%s is still there", test.gone)
			}
			mustParse(t, file(s))
			if s.Undo(); file(s) != before {
				t.Error("undone, it is not what it was")
			}
		})
	}
}

// told is a mistake as English says it.
func told(e scenario.Error) string { return words.Diagnosed(words.Default(), e) }

// TestLawsRefuse makes edits that a law does not let be: nothing yields to it, or the edit itself made what would.
func TestLawsRefuse(t *testing.T) {
	article := mustParse(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}, {"id": "cara"}], "connections": [["ana", "ben"]]}`)
	house := atHospital(t, `"doctors": [{"id": "ada"}, {"id": "bo", "heeds": "hush"}],
		"patients": [{"id": "pat"}, {"id": "quin", "bed": 4, "endangered": true}], "treats": [["ada", "pat"]], "doNotDisturb": [["quin", "ada"]]`)
	for _, test := range []struct {
		name       string
		in         *scenario.Scenario
		edit       Edit
		path, want string
	}{
		{"the edit made what would yield", article, Edit{Kind: "set", Actor: "ana", Field: "openProfile", Value: "true"}, "value", "a free account has no Open Profile"},
		{"the edit made the tie that would yield", article, Edit{Kind: "tie", Tie: "invitations", From: "ben", To: "ana"}, "tie", "ben and ana are connected already"},
		{"the edit made what would yield, elsewhere", house, Edit{Kind: "set", Actor: "bo", Field: "onDuty", Value: "true"}, "value", "a doctor who hears no bleeps is not on duty"},
		{"nothing yields", house, Edit{Kind: "set", Actor: "pat", Field: "endangered", Value: "true"}, "value", "whoever is on the danger list lies in a bed"},
		{"nothing yields to what is taken away", house, Edit{Kind: "set", Actor: "quin", Field: "bed", Value: ""}, "value", "whoever is on the danger list lies in a bed"},
		{"nothing yields to a tie", house, Edit{Kind: "tie", Tie: "doNotDisturb", From: "ada", To: "pat"}, "tie", "a doctor can disturb whomever he treats"},
		{"nothing yields to a tie from the other side", house, Edit{Kind: "tie", Tie: "treats", From: "ada", To: "quin"}, "tie", "a doctor can disturb whomever he treats"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := Open(test.in)
			before := file(s)
			errs := s.Apply(test.edit, false)
			if len(errs) != 1 || errs[0].Path != test.path || told(errs[0]) != test.want {
				t.Errorf("want %q at %q, got %v", test.want, test.path, errs)
			}
			if file(s) != before || s.Length() != 0 {
				t.Error("it was refused and changed something")
			}
			_, errs = apply(test.in, Edit{Kind: "all", Edits: []Edit{{Kind: "title", Value: "x"}, test.edit}})
			if len(errs) != 1 || errs[0].Path != "edits[1]."+test.path {
				t.Errorf("among others it is %v", errs)
			}
		})
	}
}

// TestRebase puts a scenario under a rule set that shares nothing with its own but a few names, and back.
func TestRebase(t *testing.T) {
	s := Open(atHospital(t, `"doctors": [{"id": "ada", "name": "Ada"}, {"id": "bo"}], "wards": [{"id": "west"}], "colleagues": [["ada", "bo"]]`))
	apply1(t, s,
		Edit{Kind: "reading", Question: "Q1", Value: "chain"},
		Edit{Kind: "rule", Rule: "alarm-ward", On: false},
		Edit{Kind: "expect", From: "ada", To: "bo", Action: "telephone", Value: "allowed"},
		Edit{Kind: "title", Value: "Nights"},
		Edit{Kind: "policies", Value: `@id("mine") permit(principal is Doctor, action == Action::"bleep", resource is Doctor);`},
	)
	before := file(s)
	apply1(t, s, Edit{Kind: "base", Value: "article"})
	now := s.Scenario()
	if now.Set.Name != "article" || now.Network.Len() != 0 || len(now.Checks) != 0 || now.Set.Own != "" || len(now.Off) != 0 || now.Title != "Nights" {
		t.Errorf("it is now\n%s", file(s))
	}
	if got := s.UndoLabel(); got != "rules of article" {
		t.Errorf("undo takes back %q", got)
	}
	if s.Board().Set.World != now.Set.World {
		t.Error("the board decides by the rules before")
	}
	if flips := slices.Collect(Flips(*s.Before(), State{now, s.Board()}, func(int, int) bool { return true })); len(flips) != 0 {
		t.Errorf("%d outcomes of nobody changed", len(flips))
	}
	mustParse(t, file(s))
	apply1(t, s, Edit{Kind: "add", Is: "Member", Name: "Ana"})
	rebuilt, errs := Rebuild(s.at(0), s.edits, s.Position())
	if errs != nil || file(rebuilt) != file(s) {
		t.Errorf("a rebuilt session differs (%v)", errs)
	}
	s.Undo()
	if s.Undo(); file(s) != before {
		t.Errorf("undone, it is\n%s", file(s))
	}
	s.Redo()
	if s.Scenario().Network.Len() != 0 {
		t.Error("redone, somebody is there")
	}
}

// People who are there under both sets are the same people, and what changed for them is told.
func TestRebaseTellsWhatChanged(t *testing.T) {
	s := open(t, "cold-outreach")
	apply1(t, s, Edit{Kind: "base", Value: "linkedin"})
	if flips := slices.Collect(Flips(*s.Before(), s.State(), func(int, int) bool { return true })); len(flips) == 0 {
		t.Error("no outcome changed")
	}
}

func TestRemovingSomebodyTakesTheirChecks(t *testing.T) {
	s := open(t, "cold-outreach")
	checks := len(s.Scenario().Checks)
	apply1(t, s, Edit{Kind: "remove", Actor: "ben"})
	if len(s.Scenario().Checks) >= checks || !strings.Contains(s.Note(), "went with Ben") {
		t.Errorf("%d of %d checks, %q", len(s.Scenario().Checks), checks, s.Note())
	}
	mustParse(t, file(s))
}

func TestEditsThatCannotBe(t *testing.T) {
	for _, test := range []struct {
		edit       Edit
		path, want string
	}{
		{Edit{Kind: "fly"}, "kind", `no edit "fly"`},
		{Edit{Kind: "add", Is: "robot"}, "is", `there is no kind of actor "robot"`},
		{Edit{Kind: "base", Value: "robot"}, "value", "robot"},
		{Edit{Kind: "add", Is: "Member", Actor: "ana"}, "actor", "already"},
		{Edit{Kind: "add", Is: "Member", Actor: "Ana"}, "actor", "a-z"},
		{Edit{Kind: "add", Is: "Member", Name: "\u0007"}, "name", "U+0007"},
		{Edit{Kind: "add", Is: "Member", At: &At{1e9, 0}}, "at", "million"},
		{Edit{Kind: "remove", Actor: "nobody"}, "actor", "nobody has the id"},
		{Edit{Kind: "set", Actor: "ana", Field: "seats", Value: "1"}, "field", `a member has no field "seats"`},
		{Edit{Kind: "set", Actor: "ana", Field: "tiers", Value: "free"}, "field", `a member has no field "tiers"; did you mean "tier"?`},
		{Edit{Kind: "set", Actor: "ana", Field: "credits", Value: "many"}, "value", "whole number"},
		{Edit{Kind: "set", Actor: "acme", Field: "tier", Value: "free"}, "field", `a Page has no field "tier"`},
		{Edit{Kind: "set", Actor: "cara", Field: "openProfile", Value: "true"}, "value", "free account"},
		{Edit{Kind: "move"}, "moves", "none"},
		{Edit{Kind: "move", Moves: []Move{{"nobody", At{}}}}, "moves[0].actor", "nobody has the id"},
		{Edit{Kind: "tie", Tie: "likes", From: "ana", To: "ben"}, "tie", `there is no tie "likes"`},
		{Edit{Kind: "tie", Tie: "conections", From: "ana", To: "ben"}, "tie", `there is no tie "conections"; did you mean "connections"?`},
		{Edit{Kind: "untei"}, "kind", `there is no edit "untei"; did you mean "untie"?`},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "acme"}, "tie", "between two members"},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ana"}, "tie", "with itself"},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "cara"}, "tie", "stands already"},
		{Edit{Kind: "tie", Tie: "invitations", From: "ana", To: "cara"}, "tie", "connected already"},
		{Edit{Kind: "untie", Tie: "connections", From: "ana", To: "ben"}, "tie", "nothing to take away"},
		{Edit{Kind: "reading", Question: "C1", Value: "x"}, "value", `C1 has no reading "x"; there is`},
		{Edit{Kind: "rule", Rule: "x"}, "rule", "no rule"},
		{Edit{Kind: "policies", Value: "permit("}, "rules.policies", "the text ends"},
		{Edit{Kind: "title", Value: strings.Repeat("x", 300)}, "value", "at most 200"},
		{Edit{Kind: "expect", From: "ana", To: "acme", Action: "invite", Value: "allowed"}, "action", "does not exist"},
		{Edit{Kind: "expect", From: "ana", To: "ben", Action: "message", Value: "maybe"}, "value", "is not one of"},
		{Edit{Kind: "expect", From: "ana", To: "ana", Action: "message", Value: "allowed"}, "action", "cannot be paired with itself"},
		{Edit{Kind: "unexpect", Index: 99}, "index", "no check 99"},
		{Edit{Kind: "replace", Value: `{"inroad": 9}`}, "inroad", "newer"},
		{Edit{Kind: "all"}, "edits", "none"},
		{Edit{Kind: "all", Edits: []Edit{{Kind: "title", Value: "x"}, {Kind: "remove", Actor: "x"}}}, "edits[1].actor", "nobody"},
		{Edit{Kind: "all", Edits: []Edit{{Kind: "all"}}}, "edits[0]", "not nested"},
	} {
		s := open(t, "cold-outreach")
		before := file(s)
		errs := s.Apply(test.edit, false)
		if len(errs) == 0 || errs[0].Path != test.path || !strings.Contains(told(errs[0]), test.want) {
			t.Errorf("%+v: want %q at %q, got %v", test.edit, test.want, test.path, errs)
		}
		if file(s) != before || s.Length() != 0 {
			t.Errorf("%+v: it failed and changed something", test.edit)
		}
	}
}

// TestFlips holds the list of what an edit changed against asking for everything again.
func TestFlips(t *testing.T) {
	s := open(t, "cold-outreach")
	r := rand.New(rand.NewPCG(3, 4))
	everybody := func(int, int) bool { return true }
	seen := 0
	for s.Length() < 300 {
		if s.Apply(random(r, s.Scenario()), false) != nil {
			continue
		}
		now := s.State()
		got := map[string]bool{}
		for f := range Flips(*s.Before(), now, everybody) {
			to := ""
			if f.To != decision.Nobody {
				to = now.Scenario.Network.Actor(f.To).ID
			}
			got[now.Scenario.Network.Actor(f.From).ID+" "+to+" "+f.Action] = true
			seen++
		}
		want := map[string]bool{}
		before, after := outcomes(t, s.Before().Scenario), outcomes(t, now.Scenario)
		for k, v := range after {
			if old, ok := before[k]; ok && old != v {
				want[k] = true
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("flips %v, want %v", got, want)
		}
	}
	t.Logf("%d flips", seen)
}

// outcomes decides everything of a scenario with a fresh engine.
func outcomes(t testing.TB, s *scenario.Scenario) map[string]string {
	t.Helper()
	board := decision.New(s.Set, s.Readings).On(s.Network)
	out := map[string]string{}
	for i, a := range s.Network.Actors() {
		for j := decision.Nobody; j < s.Network.Len(); j++ {
			if i == j {
				continue
			}
			to := ""
			if j != decision.Nobody {
				to = s.Network.Actor(j).ID
			}
			for _, action := range s.Set.Applicable(board.Kinds(i, j)) {
				d, err := board.Between(i, j, action)
				if err != nil {
					t.Fatal(err)
				}
				out[a.ID+" "+to+" "+action] = fmt.Sprint(d.Outcome, d.Contested)
			}
		}
	}
	return out
}

func mustParse(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	s, errs := scenario.Parse([]byte(text))
	if errs != nil {
		t.Fatal(errs)
	}
	return s
}

// value is an attribute of an actor as a person types it.
func value(s *scenario.Scenario, i int, name string) string {
	actor := s.Network.Actor(i)
	a, _ := actor.Kind.Attribute(name)
	return words.Typed(a, actor.Value(a))
}

// hospital is a rule set that shares nothing with the article's.
func hospital(t testing.TB) *policy.RuleSet {
	t.Helper()
	files, err := sets.ReadFolder(os.DirFS("../testdata/sets/hospital"))
	if err != nil {
		t.Fatal(err)
	}
	set, problems := scenario.ReadSet("hospital", files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

// atHospital is a scenario that carries the hospital's rules.
func atHospital(t testing.TB, actors string) *scenario.Scenario {
	t.Helper()
	s, errs := scenario.ParseWith([]byte(`{"inroad": 1, "rules": {"base": "hospital"}, `+actors+`}`), scenario.Sources{Sets: map[string]*policy.RuleSet{"hospital": hospital(t)}})
	if errs != nil {
		t.Fatal(errs)
	}
	return s
}

// The examples' readings, all of them, can be chosen and chosen back.
func TestReadingsComeBack(t *testing.T) {
	s := open(t, "contradiction")
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	before := file(s)
	for _, q := range set.Questions {
		last := q.Readings[len(q.Readings)-1].Reading
		apply1(t, s, Edit{Kind: "reading", Question: q.ID, Value: last})
		if i := slices.IndexFunc(set.Questions, func(o policy.Question) bool { return o.ID == q.ID }); int(s.Scenario().Readings[i]) != len(q.Readings)-1 {
			t.Errorf("%s is not read as %s", q.ID, last)
		}
		s.Undo()
	}
	if file(s) != before {
		t.Error("undone, readings are left")
	}
}

// What is done to a session shows nothing in one that was cloned from it.
func TestClonesAreApart(t *testing.T) {
	s := open(t, "cold-outreach")
	for _, title := range []string{"a", "b", "c", "d", "e"} { // so that there is room for more edits
		apply1(t, s, Edit{Kind: "title", Value: title})
	}
	clone := s.Clone()
	apply1(t, clone, Edit{Kind: "title", Value: "of the clone"})
	apply1(t, s, Edit{Kind: "title", Value: "of the other"})
	clone.Undo()
	clone.Redo()
	if clone.Scenario().Title != "of the clone" || s.Scenario().Title != "of the other" {
		t.Errorf("%q and %q", clone.Scenario().Title, s.Scenario().Title)
	}
}

// Whoever is added like somebody has that actor's settings and ties, with an id, a name and a place of their own.
func TestAddsSomebodyLikeAnother(t *testing.T) {
	s := open(t, "cold-outreach")
	apply1(t, s, Edit{Kind: "add", Like: "ben", Name: "Ben again", At: &At{X: 1, Y: 2}})
	n, w := s.Scenario().Network, s.Scenario().Set.World
	ben, _ := n.Find("ben")
	again, ok := n.Find("ben-again")
	if !ok {
		t.Fatal("nobody was added")
	}
	a, b := n.Actor(ben), n.Actor(again)
	if b.Name != "Ben again" || b.At == nil || b.At.X != 1 {
		t.Errorf("%q stands at %v", b.Name, b.At)
	}
	for _, attribute := range a.Kind.Attributes {
		if a.Value(attribute) != b.Value(attribute) {
			t.Errorf("%s is %v of one and %v of the other", attribute.Name, a.Value(attribute), b.Value(attribute))
		}
	}
	ties := 0
	for _, tie := range w.Ties {
		for i := range n.Len() {
			if i == ben || i == again {
				continue
			}
			if n.Has(tie, ben, i) != n.Has(tie, again, i) || n.Has(tie, i, ben) != n.Has(tie, i, again) {
				t.Errorf("%s with %s is of one alone", tie.Name, n.Actor(i).ID)
			}
			if n.Has(tie, ben, i) || n.Has(tie, i, ben) {
				ties++
			}
		}
	}
	if ties == 0 {
		t.Error("Ben has no ties: the example shows nothing")
	}
	if errs := s.Apply(Edit{Kind: "add", Like: "zed", Name: "Zed"}, false); len(errs) != 1 || errs[0].Path != "like" {
		t.Errorf("like nobody: %v", errs)
	}
}
