package api

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"inroad/rules/scenario"
	"inroad/rules/session"
)

var update = flag.Bool("update", false, "write the goldens anew")

// ask hands a request to an engine and gives the response as it stands on the wire.
func ask(t testing.TB, e *Engine, r Request) string {
	t.Helper()
	request, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(e.Handle(request))
}

// wanted is the result of a request that must succeed.
func wanted[T any](t testing.TB, e *Engine, r Request) T {
	t.Helper()
	var response struct {
		Result   T       `json:"result"`
		Errors   []Error `json:"errors"`
		Internal string  `json:"internal"`
	}
	if err := json.Unmarshal([]byte(ask(t, e, r)), &response); err != nil {
		t.Fatal(err)
	}
	if response.Errors != nil || response.Internal != "" {
		t.Fatalf("%s: %v %s", r.Do, response.Errors, response.Internal)
	}
	return response.Result
}

func example(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../sets/article/examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// golden compares a text with a file of testdata/wire, which TypeScript reads too.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "../testdata/wire/" + name
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale; go test ./rules/api -update writes it anew:\n%s", name, diff)
	}
}

func indented(t testing.TB, text string) string {
	t.Helper()
	v := jsontext.Value(text)
	if err := v.Indent(jsontext.WithIndent("  ")); err != nil {
		t.Fatal(err)
	}
	return string(v) + "\n"
}

// TestDecisionsGolden decides every check of every example. The golden was written
// natively: under js/wasm the same test says that the answers are the same there.
func TestDecisionsGolden(t *testing.T) {
	names, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d examples (%v)", len(names), err)
	}
	var b strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, errs := scenario.Parse(text)
		if errs != nil {
			t.Fatal(errs)
		}
		fmt.Fprintf(&b, "%s\n", filepath.Base(name))
		for i, f := range scenario.Run(s, scenario.NewEngines(s.Set)) {
			d := f.Decision
			fmt.Fprintf(&b, "  %d %s %s %s: %s, cost %d, contested %t, sources %s, warnings %s\n", i, f.Check.From, f.Check.Action, f.Check.To,
				d.Verdict, d.Cost, d.Contested, strings.Join(d.Sources(), " "), strings.Join(d.WarningSources(), " "))
			if !f.OK() {
				t.Errorf("%s: checks[%d]: %v", name, i, f.Problems)
			}
		}
	}
	golden(t, "decisions.txt", b.String())
}

func TestWireGoldens(t *testing.T) {
	e := New("test")
	golden(t, "about.json", indented(t, ask(t, e, Request{Do: "about"})))
	golden(t, "open.json", indented(t, ask(t, e, Request{Do: "open", Scenario: example(t, "job-seeker")})))
	edit := &session.Edit{Kind: "set", Actor: wanted[Answered](t, e, Request{Do: "answer"}).Look.From, Field: "tier", Value: "career"}
	golden(t, "edit.json", indented(t, ask(t, e, Request{Do: "edit", Edit: edit})))
	for _, subject := range []string{"document", "rules", "marks", "answer", "checks", "changed"} {
		golden(t, subject+".json", indented(t, ask(t, e, Request{Do: subject})))
	}
	found := ask(t, e, Request{Do: "fixes"})
	for slices := 0; strings.Contains(found, `"more":true`) && slices < 100; slices++ {
		found = ask(t, e, Request{Do: "fixes"})
	}
	golden(t, "fixes.json", indented(t, found))
	golden(t, "errors.json", indented(t, ask(t, e, Request{Do: "open", Scenario: `{"inroad": 1, "members": [{"id": "a", "tier": "gold"}], "wrote": [["a", "b"]]}`})))
	golden(t, "internal.json", indented(t, string(Internal("a defect"))))
	golden(t, "decide.json", indented(t, ask(t, e, Request{Do: "decide", Scenario: example(t, "cold-outreach"), From: "ana", To: "ben", Action: "inmail"})))
}

// The command line's JSON is as design says: names, order, and nothing besides.
func TestDecidedShape(t *testing.T) {
	text := ask(t, New(""), Request{Do: "decide", Scenario: `{"inroad": 1, "members": [{"id": "ana", "tier": "career", "credits": 1}, {"id": "ben"}]}`, From: "ana", To: "ben", Action: "inmail"})
	want := `{"result":{"from":"ana","to":"ben","action":"inmail","verdict":"allowed","contested":false,"cost":1,"warnings":[],` +
		`"rules":[{"id":"inmail-member","sources":["A12","A16"],"effect":"permit"}],"readings":[],"conditions":[` +
		`{"rule":"inmail-member","text":"Ana has Premium Career","holds":"yes"},` +
		`{"rule":"inmail-member","text":"Ana and Ben are more than three steps apart","holds":"yes"},` +
		`{"rule":"inmail-member","text":"Neither Ana nor Ben has blocked the other","holds":"yes"}],"notices":[]}}`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
}

func TestSession(t *testing.T) {
	e := New("")
	look := Look{From: "ana", To: "eve"}
	v := see(t, e, Request{Do: "open", Scenario: example(t, "cold-outreach"), Look: look})
	if v.Answer == nil || v.Answer.From != "ana" || v.Answer.To != "eve" || len(v.Marks) != len(v.Actors)-1 || v.Changed != nil {
		t.Fatalf("opened: %+v", v)
	}
	if v.Failed != 0 || v.Passed == 0 {
		t.Errorf("%d checks passed, %d failed", v.Passed, v.Failed)
	}
	v = see(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "ana", Field: "credits", Value: "0"}, Look: look})
	if v.Changed == nil || v.Changed.Closed == 0 || len(v.Changed.Flips) != v.Changed.Closed+v.Changed.Opened+v.Changed.Other {
		t.Fatalf("without credits: %+v", v.Changed)
	}
	v = see(t, e, Request{Do: "undo", Look: look})
	if v.Changed.Opened == 0 || v.History.Position != 0 || v.History.Length != 1 {
		t.Errorf("undone: %+v %+v", v.Changed, v.History)
	}
	again := see(t, New(""), Request{Do: "open", Scenario: example(t, "cold-outreach"), Edits: []session.Edit{{Kind: "set", Actor: "ana", Field: "credits", Value: "0"}}, Position: 0, Look: look})
	v.Changed, again.Changed, v.Fixes.Revision = nil, nil, again.Fixes.Revision
	for i := range v.Marks {
		v.Marks[i].Flipped = false
	}
	for i := range v.Answer.Actions {
		v.Answer.Actions[i].Flipped = false
	}
	again.Revision = v.Revision // each session counts its own
	if diff := cmp.Diff(v, again); diff != "" {
		t.Errorf("a rebuilt session shows another view:\n%s", diff)
	}
	saved := wanted[Saved](t, e, Request{Do: "save"})
	if saved.Scenario != example(t, "cold-outreach") || !strings.HasSuffix(saved.Name, ".json") {
		t.Errorf("saved as %s:\n%s", saved.Name, saved.Scenario)
	}
}

// The whole network can be asked which answers rest on a reading, and taking the other
// reading changes just these.
func TestRests(t *testing.T) {
	e := New("")
	v := see(t, e, Request{Do: "open", Scenario: example(t, "cold-outreach")})
	for _, q := range v.Rules.Questions {
		rests := wanted[Rests](t, e, Request{Do: "rests", Question: q.ID})
		if len(rests.Outcomes) != v.Rests[q.ID] {
			t.Errorf("%s: %d outcomes listed, %d counted", q.ID, len(rests.Outcomes), v.Rests[q.ID])
		}
		changed := map[string]bool{}
		for _, r := range q.Readings {
			if r.Reading == q.Chosen {
				continue
			}
			edited := see(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "reading", Question: q.ID, Value: r.Reading}})
			for _, f := range edited.Changed.Flips {
				if f.Before != "probably "+f.After && f.After != "probably "+f.Before {
					changed[f.From+" "+f.To+" "+f.Action] = true
				}
			}
			see(t, e, Request{Do: "undo"})
		}
		listed := map[string]bool{}
		for _, o := range rests.Outcomes {
			listed[o.From+" "+o.To+" "+o.Action] = true
		}
		if diff := cmp.Diff(changed, listed); diff != "" {
			t.Errorf("%s:\n%s", q.ID, diff)
		}
	}
}

// Whoever is gone is replaced by somebody who is there; with nobody there is nothing to say.
func TestLook(t *testing.T) {
	e := New("")
	for _, test := range []struct {
		members, from, to, wantFrom, wantTo string
	}{
		{``, "ana", "ben", "", ""},
		{`{"id": "ana"}`, "ben", "eve", "ana", ""},
		{`{"id": "ana"}, {"id": "ben"}`, "", "", "ana", "ben"},
		{`{"id": "ana"}, {"id": "ben"}`, "", "ana", "ben", "ana"},
		{`{"id": "ana"}, {"id": "ben"}`, "ben", "ben", "ben", "ana"},
		{`{"id": "ana"}, {"id": "ben"}`, "ben", "", "ben", "ana"},
	} {
		v := see(t, e, Request{Do: "open", Scenario: `{"inroad": 1, "members": [` + test.members + `]}`, Look: Look{From: test.from, To: test.to}})
		if v.Look.From != test.wantFrom || v.Look.To != test.wantTo || (v.Answer != nil) != (test.wantTo != "") {
			t.Errorf("%+v: looking from %q to %q", test, v.Look.From, v.Look.To)
		}
	}
}

// Looking inward turns the whole question round: answer, marks and own actions are of who asks.
func TestInward(t *testing.T) {
	v := see(t, New(""), Request{Do: "open", Scenario: example(t, "job-seeker"), Look: Look{From: "grace", To: "mia", Inward: true}})
	if v.Answer.From != "mia" || v.Answer.To != "grace" {
		t.Errorf("the answer is of %s to %s", v.Answer.From, v.Answer.To)
	}
	for _, m := range v.Marks {
		if m.Actor == "mia" && m.Cell != v.Answer.Cell {
			t.Errorf("mia is marked %+v beside the answer %+v", m.Cell, v.Answer.Cell)
		}
	}
	if len(v.Own) == 0 {
		t.Error("there are no own actions")
	}
	for _, d := range v.Own {
		if d.From != "mia" {
			t.Errorf("%s is of %s", d.Action, d.From)
		}
	}
}

// A question that contests an answer contests it whichever of its readings is chosen, and each
// reading comes to the same whichever is chosen: what is offered stays as one picks from it.
func TestReadingsStayOffered(t *testing.T) {
	offered := func(v View, question string) map[string]string {
		list := map[string]string{}
		for _, d := range v.Answer.Actions {
			for _, r := range d.Readings {
				if r.Question == question && r.Contests {
					list[d.Action+" now"] = d.Outcome
					list[d.Action+" "+r.Reading] = r.Text
				}
			}
		}
		return list
	}
	for _, pair := range [][2]string{{"alma", "chen"}, {"meridian", "emil"}, {"meridian", "chen"}, {"dora", "emil"}, {"meridian", "dora"}} {
		e := New("")
		look := Look{From: pair[0], To: pair[1]}
		v := see(t, e, Request{Do: "open", Scenario: example(t, "contradiction"), Look: look})
		for _, q := range v.Rules.Questions {
			before := offered(v, q.ID)
			for _, r := range q.Readings {
				edited := see(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "reading", Question: q.ID, Value: r.Reading}, Look: look})
				after := offered(edited, q.ID)
				if (len(before) > 0) != (len(after) > 0) {
					t.Errorf("%v: with %s read as %s, %v became %v", pair, q.ID, r.Reading, before, after)
				}
				for _, d := range edited.Answer.Actions {
					if was, ok := before[d.Action+" "+r.Reading]; ok && was != d.Outcome {
						t.Errorf("%v: %s was to come to %q with %s read as %s, and comes to %q", pair, d.Action, was, q.ID, r.Reading, d.Outcome)
					}
				}
				see(t, e, Request{Do: "undo", Look: look})
			}
		}
	}
}

// Limits hold for the fixes of a view and for those that are asked for; where none keeps within them, it is said how many
// there are without.
func TestFixesWithinLimits(t *testing.T) {
	e, look := New(""), Look{From: "mia", To: "grace"}
	texts := func(f Fixes) (list []string) {
		for _, fix := range f.Fixes {
			list = append(list, fix.Text)
		}
		return list
	}
	all := see(t, e, Request{Do: "open", Scenario: example(t, "job-seeker"), Look: look}).Fixes
	paying := FixLimits{WithoutPaying: true}
	within := see(t, e, Request{Do: "look", Look: look, Limits: paying}).Fixes
	if !slices.ContainsFunc(all.Fixes, func(f Fix) bool { return !f.Free }) || slices.ContainsFunc(within.Fixes, func(f Fix) bool { return !f.Free }) {
		t.Errorf("without paying: %q of %q", texts(within), texts(all))
	}
	for _, text := range []string{"Grace invites Mia, and Mia accepts", "Grace writes to Mia first, by InMail"} {
		if !slices.Contains(texts(all), text) || !slices.Contains(texts(within), text) {
			t.Errorf("%q is missing from %q or %q", text, texts(all), texts(within))
		}
	}
	inmail := Request{Do: "fixes", From: "mia", To: "grace", Action: "inmail", Limits: FixLimits{WithoutPaying: true, NothingFromRecipient: true, Steps: 1}}
	none := looked(t, e, inmail)
	if want := "None found without paying, with nothing asked of Grace, in at most 1 step. Without limits there is 1."; len(none.Fixes) > 0 || none.None != want || none.Beyond != 1 {
		t.Errorf("%q, %q, %d beyond", texts(none), none.None, none.Beyond)
	}
	inmail.Limits = FixLimits{NothingFromRecipient: true, Steps: 1}
	if one := looked(t, e, inmail); len(one.Fixes) != 1 || one.None != "" || one.Beyond != 0 {
		t.Errorf("a tier is one step of Mia's: %q, %q, %d beyond", texts(one), one.None, one.Beyond)
	}
	inmail.Limits = FixLimits{Steps: -1}
	if got := ask(t, e, inmail); got != `{"errors":[{"code":"few-steps","path":"limits.steps","message":"a number of steps is from 1"}]}` {
		t.Error(got)
	}
}

// Where there is nothing to find without limits either, the answer is the one without them.
func TestNoFixAtAll(t *testing.T) {
	const pages = `{"inroad": 1, "pages": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}`
	fixes := func(limits FixLimits) Fixes {
		return see(t, New(""), Request{Do: "open", Scenario: pages, Look: Look{From: "a", To: "b"}, Limits: limits}).Fixes
	}
	if diff := cmp.Diff(fixes(FixLimits{}), fixes(FixLimits{WithoutPaying: true, Steps: 1})); diff != "" {
		t.Error(diff)
	}
}

// A world in which nothing is paid for says so, and one in which nothing can be changed or read otherwise lists neither.
func TestFixesOfABareWorld(t *testing.T) {
	const bare = `{"inroad": 1, "people": [{"id": "a"}, {"id": "b"}], "rules": {"set": {"data": {"title": "Bare"}, "rules": "",
		"schema": "@list(\"people\") entity Person = { name: String }; @way(\"start\") action call appliesTo { principal: [Person], resource: [Person] };"}}}`
	v := see(t, New(""), Request{Do: "open", Scenario: bare})
	if v.Rules.World.Paid {
		t.Error("nothing in it is paid for")
	}
	if want := "There is nothing for anybody to change here. None found among up to 3 switched-off rules."; v.Fixes.None != want {
		t.Error(v.Fixes.None)
	}
}

// Whoever cannot reach somebody is told of being written to first, where the other may; and of no
// set of changes twice, be it that it opens two ways.
func TestFixesOfAPair(t *testing.T) {
	fixes := func(name, from, to string) []string {
		v := see(t, New(""), Request{Do: "open", Scenario: example(t, name), Look: Look{From: from, To: to}})
		var list []string
		for _, f := range v.Fixes.Fixes {
			list = append(list, f.Text+". "+f.Then)
		}
		return list
	}
	list := fixes("job-seeker", "mia", "grace")
	if !slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, "Grace writes to Mia first") }) {
		t.Errorf("Grace, who may send InMail, is not asked to write first: %q", list)
	}
	list = fixes("cold-outreach", "ana", "eve") // Eve has blocked Ana
	if !slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, "Eve unblocks Ana") }) {
		t.Errorf("%q", list)
	}
	for _, pair := range [][3]string{{"blocked-contact", "sofia", "viktor"}, {"visitors", "oakmoor", "hal"}, {"founder-and-page", "loomhaus", "bea"}} {
		seen := map[string]bool{}
		for _, s := range fixes(pair[0], pair[1], pair[2]) {
			changes, _, _ := strings.Cut(s, ". Then")
			if seen[changes] {
				t.Errorf("%v: twice: %s", pair, changes)
			}
			seen[changes] = true
		}
	}
}

func TestRequestsThatCannotBe(t *testing.T) {
	valid := example(t, "cold-outreach")
	for _, test := range []struct {
		request    Request
		path, want string
	}{
		{Request{Do: "dance"}, "do", `no request "dance"`},
		{Request{Do: "edit"}, "session", "no scenario is open"},
		{Request{Do: "open", Scenario: "{"}, "", "not JSON"},
		{Request{Do: "open", Scenario: valid, Edits: []session.Edit{{Kind: "fly"}}}, "edits[0].kind", "no edit"},
		{Request{Do: "decide", Scenario: valid, From: "nobody"}, "from", "nobody has the id"},
		{Request{Do: "decide", Scenario: valid, From: "ana", To: "bem"}, "to", `did you mean "ben"?`},
		{Request{Do: "decide", Scenario: valid, From: "ana", To: "ana"}, "to", "with itself"},
		{Request{Do: "decide", Scenario: valid, From: "ana", To: "acme", Action: "invite"}, "action", "does not exist"},
		{Request{Do: "decide", Scenario: valid, From: "ana", To: "ben", Action: "advanced-search"}, "action", "leave the recipient out"},
		{Request{Do: "matrix"}, "session", "open"},
		{Request{Do: "document", Session: "other"}, "session", "open"},
		{Request{Do: "summary"}, "do", "no scenario is open"},
		{Request{Do: "summary", Scenario: valid, From: "anna"}, "from", `did you mean "ana"?`},
		{Request{Do: "generate", Plan: Plan{Actors: 9}}, "set", "no scenario is open"},
		{Request{Do: "generate", Set: "artcle", Plan: Plan{Actors: 9}}, "set", `did you mean "article"?`},
		{Request{Do: "generate", Set: "article"}, "plan.actors", "a number from 2 to 2000, not 0"},
		{Request{Do: "generate", Set: "article", Plan: Plan{Actors: 9, Seed: -1}}, "plan.seed", "from 0 to 9007199254740991"},
		{Request{Do: "generate", Set: "article", Plan: Plan{Actors: 9, Ties: 51}}, "plan.ties", "from 1 to 50"},
		{Request{Do: "generate", Set: "article", Plan: Plan{Actors: 9, Model: "smallworld"}}, "plan.model", `did you mean "small-world"?`},
		{Request{Do: "generate", Set: "article", Plan: Plan{Actors: 2000, Ties: 50}}, "plan", "Ask for fewer actors"},
	} {
		var r struct {
			Errors []Error `json:"errors"`
		}
		if err := json.Unmarshal([]byte(ask(t, New(""), test.request)), &r); err != nil {
			t.Fatal(err)
		}
		if len(r.Errors) == 0 || r.Errors[0].Path != test.path || !strings.Contains(r.Errors[0].Message, test.want) {
			t.Errorf("%s: want %q at %q, got %v", test.request.Do, test.want, test.path, r.Errors)
		}
	}
	for _, text := range []string{"", "null", "[]", `{"do": "about", "__proto__": {}}`, `{"Do": "about"}`, strings.Repeat("[", 100_000)} {
		if got := string(New("").Handle([]byte(text))); text != "null" && !strings.HasPrefix(got, `{"errors":[{`) {
			t.Errorf("%.40q: %s", text, got)
		}
	}
}

// A scenario and its policies that are opened together become one file.
func TestWhole(t *testing.T) {
	text := `{"inroad": 1, "members": [{"id": "ana"}], "rules": {"base": "article", "off": "all", "policiesFile": "rules/mine.cedar"}}`
	mine := FileBeside{"mine.cedar", "@id(\"mine\") permit(principal, action, resource);"}
	e := New("")
	saved := wanted[Saved](t, e, Request{Do: "whole", Scenario: text, Files: []FileBeside{mine}})
	v := see(t, e, Request{Do: "open", Scenario: saved.Scenario})
	if v.Rules.Policies != mine.Text || !v.Rules.Bare || len(v.Rules.Rules) != 1 {
		t.Errorf("%+v", v.Rules)
	}
	for _, test := range []struct {
		files []FileBeside
		want  string
	}{
		{nil, "not among the files that were opened together"},
		{[]FileBeside{mine, {"other.cedar", ""}}, `the scenario does not name \"other.cedar\"`},
		{[]FileBeside{{"mine.cedar", "permit("}}, "mine.cedar, line 1, column 8"},
	} {
		if got := ask(t, e, Request{Do: "whole", Scenario: text, Files: test.files}); !strings.Contains(got, test.want) {
			t.Errorf("want %q, got %s", test.want, got)
		}
	}
}

// A mistake while a session is open leaves it as it is.
// TestLinksCompare opens what links hold with what their checks came to: links of every age compare
// without a difference, and each of their answers would be missed if it were another.
func TestLinksCompare(t *testing.T) {
	names, err := filepath.Glob("../testdata/links/*.json")
	if err != nil || len(names) < 3 {
		t.Fatalf("%d links (%v)", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var link struct {
			Scenario string   `json:"scenario"`
			Answers  []string `json:"answers"`
		}
		if err := json.Unmarshal(text, &link); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e := New("test")
		open := Request{Do: "open", Scenario: link.Scenario, Answers: link.Answers}
		view := see(t, e, open)
		if len(view.Checks) != len(link.Answers) || view.Differences != nil {
			t.Errorf("%s: %d checks, %d answers, %v", name, len(view.Checks), len(link.Answers), view.Differences)
		}
		open.Answers = nil
		for _, answer := range link.Answers {
			if strings.HasPrefix(answer, "allowed") {
				answer = strings.Replace(answer, "allowed", "unstated", 1)
			} else {
				answer = "allowed" + answer[strings.IndexAny(answer+" ", " ,"):]
			}
			open.Answers = append(open.Answers, answer)
		}
		if view := see(t, e, open); len(view.Differences) != len(link.Answers) {
			t.Errorf("%s: of %d answers that are otherwise, %d are told", name, len(link.Answers), len(view.Differences))
		}
		open.Edits, open.Position = []session.Edit{{Kind: "title", Value: "x"}}, 1
		if view := see(t, e, open); view.Differences != nil {
			t.Errorf("%s: changed, it is compared with what it was", name)
		}
	}
}

func TestDifferencesCallChecksByName(t *testing.T) {
	file := `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "checks": [{"name": "Strangers", "from": "ana", "to": "ben", "action": "message", "expect": "forbidden"}]}`
	view := see(t, New("test"), Request{Do: "open", Scenario: file, Answers: []string{"allowed contested=no"}})
	want := []Difference{{"Strangers: Ana → Ben, Message", "allowed, clear", "forbidden"}}
	if !slices.Equal(view.Differences, want) {
		t.Errorf("%+v, not %+v", view.Differences, want)
	}
}

func TestMistakesLoseNothing(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: example(t, "cold-outreach")})
	before := wanted[Saved](t, e, Request{Do: "save"})
	ask(t, e, Request{Do: "open", Scenario: `{"inroad": 7}`})
	ask(t, e, Request{Do: "open", Scenario: example(t, "job-seeker"), Edits: []session.Edit{{Kind: "fly"}}})
	ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "remove", Actor: "x"}})
	if after := wanted[Saved](t, e, Request{Do: "save"}); before != after {
		t.Error("a mistake changed the open scenario")
	}
}

// A rule that cannot be evaluated takes the verdict from the pair and the action concerned, and
// from nothing else: what is open goes on, and the rest is decided as ever.
func TestRuleThatFailsSomewhere(t *testing.T) {
	overflows := `{"inroad": 1, "members": [{"id": "ana", "credits": 1}, {"id": "ben"}, {"id": "eve", "tier": "career", "credits": 1}], "connections": [["ana", "ben"], ["ben", "eve"]],
		"rules": {"base": "article", "policies": "@id(\"mine\") forbid(principal is Member, action == Action::\"message\", resource is Member) when { resource.inmail == \"anyone\" && principal.credits + 9223372036854775807 < 3 };"}}`
	const cause = `rule "mine" cannot be evaluated, and without it there is no verdict: a value in principal.credits + 9223372036854775807 < 3 grows beyond what Cedar can hold`
	e := New("")
	look := Look{From: "ana", To: "ben"}
	v := see(t, e, Request{Do: "open", Scenario: overflows, Look: look})
	if a := v.Answer; a.Cell.Mark != "error" || a.Headline != "Whether Ana can reach Ben cannot be decided" || !strings.Contains(a.Detail, cause) {
		t.Errorf("%+v", a)
	}
	for _, d := range v.Answer.Actions {
		if (d.Verdict == "error") != (d.Action == "message") || d.Action == "message" && !strings.Contains(d.Summary, cause[1:]) {
			t.Errorf("%s: %s, %s", d.Action, d.Verdict, d.Summary)
		}
	}
	marks := ""
	for _, from := range v.Actors {
		m := wanted[Marks](t, e, Request{Do: "marks", Look: Look{From: from.ID}})
		for _, k := range m.Of {
			if k < 0 {
				marks += "self "
			} else {
				marks += m.Ways[k].Cell.Mark + " "
			}
		}
		marks += "/ "
	}
	// Eve's InMail is a way that is known, whatever her message comes to.
	if want := "self error error / free self free / cost cost self / "; marks != want {
		t.Errorf("\n got %s\nwant %s", marks, want)
	}
	for _, m := range v.Marks {
		if m.Cell.Mark != "error" || m.Text != "cannot be decided, a rule fails" {
			t.Errorf("%+v", m)
		}
	}
	v = see(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "ana", Field: "credits", Value: "0"}, Look: look})
	if v.Answer.Cell.Mark != "free" {
		t.Errorf("without credits nothing overflows: %+v", v.Answer)
	}
	v = see(t, e, Request{Do: "undo", Look: look})
	if v.Answer.Cell.Mark != "error" || v.History.Position != 0 || v.History.Length != 1 {
		t.Errorf("%+v", v.Answer)
	}

	list := wanted[[]Decided](t, e, Request{Do: "decide", Scenario: overflows, From: "ana", To: "ben"})
	for _, d := range list {
		if (d.Verdict == "error") != (d.Action == "message") || (d.Error == "ana to ben, message: "+cause) != (d.Action == "message") {
			t.Errorf("%s: %s, %s", d.Action, d.Verdict, d.Error)
		}
	}
	sc, errs := scenario.Parse([]byte(overflows))
	if errs != nil {
		t.Fatal(errs)
	}
	m, _ := MatrixOf(sc, "")
	if m.UndecidedCount != 4 || len(m.Undecided) != 4 || m.Undecided[0] != (Undecided{"ana", "ben", "message", "ana to ben, message: " + cause}) {
		t.Errorf("%d, %+v", m.UndecidedCount, m.Undecided)
	}
	if m, _ = MatrixOf(sc, "inmail"); m.UndecidedCount != 0 {
		t.Errorf("InMail is decided: %+v", m.Undecided)
	}
}

// Wire types say every field's name, and have no shape that could encode null or a number
// that JavaScript rounds: types alone cannot say so.
func TestWireTypes(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(path, typ.Elem())
		case reflect.Map, reflect.Interface, reflect.Int64, reflect.Uint64:
			if path != "Response.Result" && typ != reflect.TypeFor[map[string]string]() {
				t.Errorf("%s is a %s", path, typ)
			}
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				f := typ.Field(i)
				p := typ.Name() + "." + f.Name
				tag, ok := f.Tag.Lookup("json")
				if !ok {
					t.Errorf("%s has no name on the wire", p)
				}
				if f.Type.Kind() == reflect.Pointer && !strings.Contains(tag, ",omitzero") {
					t.Errorf("%s could be null", p)
				}
				walk(p, f.Type)
			}
		}
	}
	for _, v := range []any{Request{}, Response{}, About{}, Standing{}, Closed{}, Document{}, InForce{}, Marks{}, Answered{}, LastChange{}, Rests{}, Rebased{}, Texts{}, Fixes{}, Checked{}, Matrix{}, Summary{}, Saved{}, Decided{}, Fixed{}} {
		walk("", reflect.TypeOf(v))
	}
	if len(seen) < 30 {
		t.Errorf("only %d wire types were looked at", len(seen))
	}
}

func FuzzWire(f *testing.F) {
	scenarioText, err := os.ReadFile("../sets/article/examples/cold-outreach.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range []Request{
		{Do: "about"},
		{Do: "open", Scenario: string(scenarioText), Look: Look{From: "ana"}},
		{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "free"}},
		{Do: "edit", Edit: &session.Edit{Kind: "tie", Tie: "blocks", From: "ana", To: "ben"}},
		{Do: "undo"}, {Do: "redo"}, {Do: "save"},
		{Do: "decide", Scenario: string(scenarioText), From: "ana", To: "ben"},
		{Do: "check", Scenario: string(scenarioText)},
		{Do: "matrix", Action: "message"},
		{Do: "summary", Scenario: string(scenarioText), From: "ana"},
		{Do: "generate", Set: "article", Plan: Plan{Actors: 12, Seed: 7, Model: "preferential"}},
	} {
		text, err := json.Marshal(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	e := New("fuzz")
	f.Fuzz(func(t *testing.T, request []byte) {
		var r map[string]jsontext.Value
		response := e.Handle(request)
		if err := json.Unmarshal(response, &r); err != nil {
			t.Fatalf("%v: %s", err, response)
		}
		if len(r) != 1 || r["internal"] != nil {
			t.Errorf("a response with %d members: %.300s", len(r), response)
		}
	})
}

// BenchmarkEdit is an edit and everything that the page shows after it, but the matrix and the fixes, which come after: who changed,
// all marks, and an answer in full.
func BenchmarkEdit(b *testing.B) {
	for _, n := range []int{30, 100, 1000} {
		b.Run(fmt.Sprintf("%dactors", n), func(b *testing.B) {
			e := New("")
			see(b, e, Request{Do: "open", Scenario: crowd(n)})
			values := []string{"0", "5"}
			since := 1
			for i := 0; b.Loop(); i++ {
				ask(b, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "m0", Field: "credits", Value: values[i%2]}})
				for _, subject := range []string{"document", "rules", "marks", "answer", "checks", "changed"} {
					ask(b, e, Request{Do: subject, Since: since, Look: Look{From: "m0", To: "m1"}})
				}
				since++
			}
		})
	}
}

// crowd is a scenario of n members of every tier and setting, loosely connected.
func crowd(n int) string {
	tiers := []string{"free", "career", "business", "sales-navigator", "recruiter-lite", "recruiter-corporate"}
	settings := []string{"anyone", "connections", "nobody"}
	var members, ties []string
	for i := range n {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": %q, "credits": %d, "inmail": %q}`, i, tiers[(i+1)%6], i%4, settings[i%3]))
		if i > 0 {
			ties = append(ties, fmt.Sprintf(`["m%d", "m%d"]`, i/3, i))
		}
	}
	return fmt.Sprintf(`{"inroad": 1, "members": [%s], "connections": [%s]}`, strings.Join(members, ","), strings.Join(ties, ","))
}
