package session

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
)

func open(t testing.TB, name string) *Session {
	t.Helper()
	return Open(read(t, name))
}

func read(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	text, err := os.ReadFile("../testdata/examples/" + name + ".json")
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

// declared lists the values that the type of an Edit's field declares for the page.
func declared(field string) []string {
	f, _ := reflect.TypeFor[Edit]().FieldByName(field)
	var list []string
	for value := range strings.SplitSeq(f.Tag.Get("tstype"), " | ") {
		list = append(list, strings.Trim(value, "'"))
	}
	return list
}

// random makes an edit that may or may not be possible.
func random(r *rand.Rand, s *scenario.Scenario) Edit {
	id := func() string {
		if s.Network.Len() == 0 || r.IntN(20) == 0 {
			return "nobody"
		}
		return s.Network.Actor(r.IntN(s.Network.Len())).ID
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	tie := network.Ties()[r.IntN(len(network.Ties()))].String()
	switch r.IntN(14) {
	case 0:
		return Edit{Kind: "add", Is: pick("member", "page"), Name: pick("Ana", "Ben Okoye", "Łucja", ""), At: &At{r.Float64() * 100, 3}}
	case 1:
		if s.Network.Len() < 8 {
			return Edit{Kind: "add", Is: "member", Name: "Zoe"}
		}
		return Edit{Kind: "remove", Actor: id()}
	case 2, 3, 4:
		field := pick(declared("Field")...)
		value := map[string]string{
			"name": pick("Ana", "Bo", "\u0007"), "tier": pick(append(network.Tiers(), "gold")...), "credits": pick("0", "1", "-1", "40"),
			"inmail": pick(append(network.Settings(), "x")...), "openProfile": pick("true", "false"), "seats": pick("0", "1"), "sentInmails": pick("24", "25"),
		}[field]
		return Edit{Kind: "set", Actor: id(), Field: field, Value: value}
	case 5:
		return Edit{Kind: "move", Moves: []Move{{id(), At{r.Float64(), r.Float64()}}, {id(), At{1, 2}}}}
	case 6, 7, 8:
		return Edit{Kind: "tie", Tie: tie, From: id(), To: id()}
	case 9:
		for _, t := range network.Ties() { // one that is there: at random it seldom would be
			if pairs := s.Network.Pairs(t); len(pairs) > 0 && r.IntN(2) == 0 {
				pair := pairs[r.IntN(len(pairs))]
				return Edit{Kind: "untie", Tie: t.String(), From: s.Network.Actor(pair.From).ID, To: s.Network.Actor(pair.To).ID}
			}
		}
		return Edit{Kind: "untie", Tie: tie, From: id(), To: id()}
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
			return Edit{Kind: "policies", Value: pick("", `@id("mine") permit(principal, action == Action::"message", resource);`, "permit(")}
		case 1:
			return Edit{Kind: "expect", From: id(), To: id(), Action: pick("message", "inmail", "invite"), Value: pick("allowed", "denied")}
		case 2:
			return Edit{Kind: "unexpect", Index: r.IntN(4)}
		default:
			return Edit{Kind: "all", Edits: []Edit{{Kind: "tie", Tie: tie, From: id(), To: id()}, {Kind: "set", Actor: id(), Field: "tier", Value: "career"}}}
		}
	}
}

// TestRandomWalk makes 1,000 edits (10,000 for make proof), takes all of them back and makes them again: the
// scenario must be the one it began with, and then the last, byte for byte. Rebuilt from
// scenario, edits and position, the session is the same on the way.
func TestRandomWalk(t *testing.T) {
	start := read(t, "cold-outreach")
	s := Open(start)
	r := rand.New(rand.NewPCG(1, 2))
	length := 1_000
	if os.Getenv("INROAD_PROOF") != "" {
		length = 10_000
	}
	made := map[string]int{} // edits that were possible, by kind and field
	for s.Length() < length {
		before := file(s)
		e := random(r, s.Scenario())
		if r.IntN(500) == 0 {
			e = Edit{Kind: "replace", Value: string(scenario.Format(read(t, "job-seeker")))}
		}
		switch errs := s.Apply(e, false); {
		case errs == nil:
			made[e.Kind]++
			made[e.Field]++
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
	if rebuilt, errs := Rebuild(start, s.Edits(), length*7/9); errs != nil {
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
	for _, kind := range slices.Concat(declared("Kind"), declared("Field")) {
		if made[kind] == 0 {
			t.Errorf("the walk never came to %q", kind)
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

func TestATierBringsItsCredits(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}]}`))
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "sales-navigator"})
	if a := s.Scenario().Network.Actor(0); a.Credits != 50 || !strings.Contains(s.Note(), "50 InMail credits") {
		t.Errorf("%d credits, %q", a.Credits, s.Note())
	}
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "career"})
	if a := s.Scenario().Network.Actor(0); a.Credits != 50 || s.Note() != "" {
		t.Errorf("credits that are there stay: %d, %q", a.Credits, s.Note())
	}
	apply1(t, s, Edit{Kind: "set", Actor: "ana", Field: "openProfile", Value: "true"}, Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "free"})
	if a := s.Scenario().Network.Actor(0); a.OpenProfile || !strings.Contains(s.Note(), "Open Profile") {
		t.Errorf("a free account keeps its Open Profile: %q", s.Note())
	}
}

func TestConnectingEndsAnInvitation(t *testing.T) {
	s := Open(mustParse(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "invitations": [["ben", "ana"]]}`))
	apply1(t, s, Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"})
	if s.Scenario().Network.Has(network.Invitation, 1, 0) || s.Note() == "" {
		t.Errorf("the invitation is still pending: %q", s.Note())
	}
	mustParse(t, file(s))
	s.Undo()
	if !s.Scenario().Network.Has(network.Invitation, 1, 0) {
		t.Error("undo must bring the invitation back")
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
		{Edit{Kind: "add", Is: "robot"}, "is", "a member or a page"},
		{Edit{Kind: "add", Is: "member", Actor: "ana"}, "actor", "already"},
		{Edit{Kind: "add", Is: "member", Actor: "Ana"}, "actor", "a-z"},
		{Edit{Kind: "add", Is: "member", Name: "\u0007"}, "name", "U+0007"},
		{Edit{Kind: "add", Is: "member", At: &At{1e9, 0}}, "at", "million"},
		{Edit{Kind: "remove", Actor: "nobody"}, "actor", "nobody has the id"},
		{Edit{Kind: "set", Actor: "ana", Field: "seats", Value: "1"}, "value", `a member has no field "seats"`},
		{Edit{Kind: "set", Actor: "ana", Field: "credits", Value: "many"}, "value", "whole number"},
		{Edit{Kind: "set", Actor: "acme", Field: "tier", Value: "free"}, "value", `a Page has no field "tier"`},
		{Edit{Kind: "set", Actor: "cara", Field: "openProfile", Value: "true"}, "value", "free account"},
		{Edit{Kind: "move"}, "moves", "none"},
		{Edit{Kind: "move", Moves: []Move{{"nobody", At{}}}}, "moves[0].actor", "nobody has the id"},
		{Edit{Kind: "tie", Tie: "likes", From: "ana", To: "ben"}, "tie", "no tie"},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "acme"}, "tie", "between two members"},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ana"}, "tie", "with itself"},
		{Edit{Kind: "tie", Tie: "connections", From: "ana", To: "cara"}, "tie", "stands already"},
		{Edit{Kind: "tie", Tie: "invitations", From: "ana", To: "cara"}, "tie", "connected already"},
		{Edit{Kind: "untie", Tie: "connections", From: "ana", To: "ben"}, "tie", "nothing to take away"},
		{Edit{Kind: "reading", Question: "C1", Value: "x"}, "value", "no reading"},
		{Edit{Kind: "rule", Rule: "x"}, "rule", "no rule"},
		{Edit{Kind: "policies", Value: "permit("}, "rules.policies", "the text ends"},
		{Edit{Kind: "title", Value: strings.Repeat("x", 300)}, "value", "at most 200"},
		{Edit{Kind: "expect", From: "ana", To: "acme", Action: "invite", Value: "allowed"}, "action", "does not exist"},
		{Edit{Kind: "expect", From: "ana", To: "ben", Action: "message", Value: "maybe"}, "action", "is not one of"},
		{Edit{Kind: "unexpect", Index: 99}, "index", "no check 99"},
		{Edit{Kind: "replace", Value: `{"inroad": 9}`}, "inroad", "newer"},
		{Edit{Kind: "all"}, "edits", "none"},
		{Edit{Kind: "all", Edits: []Edit{{Kind: "title", Value: "x"}, {Kind: "remove", Actor: "x"}}}, "edits[1].actor", "nobody"},
		{Edit{Kind: "all", Edits: []Edit{{Kind: "all"}}}, "edits[0]", "not nested"},
	} {
		s := open(t, "cold-outreach")
		before := file(s)
		errs := s.Apply(test.edit, false)
		if len(errs) == 0 || errs[0].Path != test.path || !strings.Contains(errs[0].Message, test.want) {
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
		now := State{s.Scenario(), s.Board()}
		got := map[string]bool{}
		for _, f := range Flips(*s.Before(), now, everybody) {
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
