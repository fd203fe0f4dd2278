package api

import (
	"encoding/xml"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/drawing"
	"inroad/rules/embed"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
)

// carrying is an example of the hospital, a set that shares nothing with the article, as a file that
// carries the set whole.
func carrying(t testing.TB, name string) string {
	t.Helper()
	folder := os.DirFS("../testdata/sets/hospital")
	files, err := sets.ReadFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(folder, "examples/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	set, problems := scenario.ReadSet("hospital", files)
	if problems != nil {
		t.Fatal(problems)
	}
	s, errs := scenario.ParseWith(text, scenario.Sources{Sets: map[string]*policy.RuleSet{"hospital": set}})
	if errs != nil {
		t.Fatal(errs)
	}
	return string(scenario.Format(s))
}

// same compares what is said with what is to be said.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// refusals are what is said against a request, each with its place.
func refusals(t *testing.T, e *Engine, r Request) []string {
	t.Helper()
	var response struct {
		Errors []Error `json:"errors"`
	}
	if err := json.Unmarshal([]byte(ask(t, e, r)), &response); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, err := range response.Errors {
		list = append(list, err.Path+": "+err.Message)
	}
	return list
}

func edited(t *testing.T, e *Engine, edit session.Edit, look Look) View {
	t.Helper()
	return see(t, e, Request{Do: "edit", Edit: &edit, Look: look})
}

func TestHospitalOpens(t *testing.T) {
	v := see(t, New(""), Request{Do: "open", Scenario: carrying(t, "night-shift")})
	var captions, fixed, ties, kinds, marks []string
	for _, a := range v.Actors {
		captions = append(captions, a.Name+": "+a.Caption)
		for _, name := range a.Fixed {
			fixed = append(fixed, a.ID+"."+name)
		}
	}
	same(t, "captions", captions, []string{
		"Amara Osei: on duty · 3 bleeps", "Bela Novak: on duty · bleeps: colleagues", "Cem Demir: ", "Dina Haddad: on duty · one bleep", "Edo Mori: no bleeps", "Fay Lund: on duty",
		"Hana Sato: bed 4 · on the danger list · Resuscitation", "Ivo Kral: ", "Juno Park: bed 0 · Minor",
		"Lister: Ward · Night contract · 20 bleeps", "Barts: Ward · Day contract",
	})
	same(t, "fixed", fixed, []string{"edo.onDuty", "ivo.endangered"})
	same(t, "values", v.Actors[7].Values, map[string]string{"endangered": "false", "letterConsent": "false"})
	for _, tie := range v.Ties {
		ties = append(ties, tie.Text)
	}
	same(t, "ties", ties, []string{
		"Amara and Bela work together", "Bela and Cem work together", "Cem and Dina work together", "Amara and Lister work together", "Fay and Lister work together",
		"Amara treats Hana", "Hana lies on Lister", "Ivo waits for Dina", "Ivo and Juno are linked: sharing a room", "Hana has sent Amara a letter",
		"Edo has asked Amara for a consult", "Fay is not to be disturbed by Dina",
	})
	for _, m := range v.Marks {
		marks = append(marks, m.Actor+": "+m.Text)
	}
	same(t, "marks", marks[2:7], []string{"dina: reachable by letter", "edo: reachable by letter", "fay: reachable by telephone", "hana: reachable by telephone", "ivo: not reachable, forbidden"})
	for _, k := range v.Rules.World.Kinds {
		kinds = append(kinds, k.Label+" "+k.Drawn)
	}
	same(t, "kinds", kinds, []string{"Doctor person", "Patient person", "Ward organisation"})
	w := v.Rules.World
	same(t, "the table of a form", w.Kinds[2].Attributes[0], Attribute{
		Name: "contract", Label: "Contract", Type: "choice", Table: "Contract", Brief: true,
		Choices: []Choice{{"daytime", "Day contract", "£80.00 a shift · no bleep"}, {"nightly", "Night contract", "£120.00 a shift · 20 bleeps"}, {"intensive", "Intensive contract", "£400.50 a shift · 60 bleeps"}},
	})
	same(t, "a tie without words", w.Ties[4], TieKind{Tie: "sharesRoom", Label: "is linked (sharing a room) to", Ends: []TieEnds{{"Patient", "Patient"}}, Mutual: true})
	same(t, "a tie that closes", w.Ties[7], TieKind{
		Tie: "doNotDisturb", Label: "is not to be disturbed by", Short: "do not disturb", Ends: []TieEnds{{"Doctor", "Doctor"}, {"Doctor", "Patient"}, {"Patient", "Doctor"}}, Closes: true,
	})
	yes := true
	same(t, "the columns of values", w.Values[0].Columns, []ValueColumn{{"Bleeps left this shift", ""}, {"Night desk", "H12"}, {"Own theatre", "H12"}})
	same(t, "a value", w.Values[0].Rows[2], ValueRow{"intensive", "Intensive contract", "400.50", "H12", []ValueCell{{"60", nil, "H10"}, {"", &yes, "H12"}, {"", &yes, "H12"}}})
	if !v.Rules.Carried || v.Rules.Set != "hospital" || len(w.Actions) != 9 || !w.Actions[8].Own || v.Passed != 8 || v.Failed != 0 || v.Look != (Look{From: "amara", To: "dina"}) {
		t.Errorf("%+v, %d passed, %d failed, %+v", v.Rules.Set, v.Passed, v.Failed, v.Look)
	}
	if checked := wanted[Checked](t, New(""), Request{Do: "check", Scenario: carrying(t, "clinic")}); checked.Passed != 8 || checked.Failed != 0 || len(checked.Notices) > 0 {
		t.Errorf("%+v", checked)
	}
}

// An edit makes something else give way, and says so, or is refused with the law.
func TestHospitalLaws(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: carrying(t, "night-shift")})
	set := func(actor, field, value string) session.Edit {
		return session.Edit{Kind: "set", Actor: actor, Field: field, Value: value}
	}
	tie := func(kind, tie, from, to string) session.Edit {
		return session.Edit{Kind: kind, Tie: tie, From: from, To: to}
	}
	for _, test := range []struct {
		edit             session.Edit
		note, text, undo string
	}{
		{set("dina", "heeds", "hush"), "Dina is off duty now, for whoever heeds no bleep is.", "4 answers changed to no", "whose bleeps Dina heeds"},
		{set("barts", "contract", "intensive"), "Barts now has 60 bleeps, which “Intensive contract” brings.", "4 answers changed to yes", "contract of Barts"},
		{set("lister", "contract", "intensive"), "", "No answer changed", "contract of Lister"}, // it has bleeps
		{set("hana", "bed", "5"), "", "No answer changed", "bed of Hana"},
		{set("hana", "endangered", "false"), "", "No answer changed", "“On the danger list” of Hana"},
		{set("juno", "letterConsent", "true"), "", "6 answers changed to yes", "consent of Juno"},
		{set("ivo", "letterConsent", ""), "", "6 answers changed", "consent of Ivo"}, // forbidden, and now not said
		{tie("tie", "colleagues", "edo", "amara"), "The consult that Edo asked Amara for is settled.", "13 answers changed: 4 to yes, 3 to no, 6 in another way", "put to work together: Edo and Amara"},
		{tie("tie", "sharesRoom", "hana", "juno"), "", "2 answers changed to yes", "sharing a room: Hana and Juno"},
		{tie("untie", "sharesRoom", "juno", "ivo"), "", "2 answers changed to no", "take back “sharing a room”: Juno and Ivo"},
		{tie("tie", "waitsFor", "juno", "dina"), "", "1 answer changed to yes", "waits for: Juno → Dina"},
		{tie("tie", "doNotDisturb", "bela", "amara"), "", "5 answers changed to no", "do not disturb: Bela, by Amara"},
		{session.Edit{Kind: "remove", Actor: "dina"}, "5 checks went with Dina.", "No answer changed", "remove Dina"},
	} {
		v := edited(t, e, test.edit, Look{})
		same(t, test.undo, []string{v.Changed.Note, v.Changed.Text, v.History.Undo}, []string{test.note, test.text, test.undo})
		see(t, e, Request{Do: "undo"})
	}
	for _, test := range []struct {
		edit session.Edit
		want string
	}{
		{set("edo", "onDuty", "true"), `value: a doctor who hears no bleeps is not on duty`},
		{set("ivo", "endangered", "true"), `value: whoever is on the danger list lies in a bed`},
		{set("hana", "bed", ""), `value: whoever is on the danger list lies in a bed`},
		{set("bela", "heeds", "whisper"), `value: "whisper" is not one of open-door, colleagues, hush`},
		{tie("tie", "doNotDisturb", "hana", "amara"), `tie: a doctor can disturb whomever he treats`},
		{tie("tie", "consultRequests", "amara", "bela"), `tie: no consult is asked for between those who work together`},
		{tie("tie", "waitsFor", "dina", "juno"), `tie: “waits for” is from a patient to a doctor, not from a doctor to a patient`},
		{tie("tie", "colleagues", "barts", "lister"), `tie: colleagues are two doctors, or a doctor and a ward, not from a ward to a ward`},
	} {
		same(t, "refused", refusals(t, e, Request{Do: "edit", Edit: &test.edit}), []string{test.want})
	}
	// In a file nothing gives way.
	for _, test := range []struct{ was, is, want string }{
		{`"name": "Edo Mori"`, `"name": "Edo Mori", "onDuty": true`, `doctors[4].onDuty: edo heeds no bleep and is on duty: leave one of the two out`},
		{`"bed": 4, `, ``, `patients[0]: whoever is on the danger list lies in a bed`},
		{`["edo", "amara"]`, `["bela", "amara"]`, `consultRequests[0]: no consult is asked for between those who work together`},
	} {
		broken := strings.Replace(carrying(t, "night-shift"), test.was, test.is, 1)
		same(t, "a file", refusals(t, New(""), Request{Do: "open", Scenario: broken}), []string{test.want})
	}
}

func TestHospitalDecides(t *testing.T) {
	file := carrying(t, "night-shift")
	same(t, "decide", ask(t, New(""), Request{Do: "decide", Scenario: file, From: "barts", To: "dina", Action: "bleep"}),
		`{"result":{"from":"barts","to":"dina","action":"bleep","verdict":"forbidden","contested":false,"cost":0,"warnings":[],`+
			`"rules":[{"id":"ward-bleep-spent","sources":["H10"],"effect":"forbid"},{"id":"ward-bleep-unstaffed","sources":["H12"],"effect":"forbid"}],"readings":[],"conditions":[`+
			`{"rule":"ward-bleep-spent","text":"Barts has no bleep left","holds":"yes"},`+
			`{"rule":"ward-bleep-unstaffed","text":"Barts has a day contract","holds":"yes"},`+
			`{"rule":"ward-bleep-unstaffed","text":"Barts has no night nurses","holds":"yes"}],"notices":[]}}`)
	sc, errs := scenario.Parse([]byte(file))
	if errs != nil {
		t.Fatal(errs)
	}
	m, _ := MatrixOf(sc, "")
	same(t, "outcomes", m.Outcomes, []MatrixOutcome{{"self", "", 0}, {"free", "telephone", 0}, {"free", "send-letter", 0}, {"forbidden", "", 0}, {"unstated", "", 0}, {"cost", "bleep", 1}})
	same(t, "cells", m.Cells, [][]int{
		{0, 1, 1, 2, 2, 1, 1, 3, 4, 1, 1}, {1, 0, 1, 1, 2, 2, 1, 3, 4, 1, 1}, {1, 1, 0, 1, 2, 2, 1, 3, 4, 1, 1}, {2, 1, 1, 0, 2, 3, 1, 3, 4, 1, 1},
		{2, 2, 2, 2, 0, 2, 1, 3, 4, 1, 1}, {1, 2, 2, 3, 2, 0, 1, 3, 4, 1, 1}, {2, 4, 4, 4, 4, 4, 0, 4, 4, 1, 4}, {4, 4, 4, 4, 4, 4, 4, 0, 2, 4, 4},
		{4, 4, 4, 4, 4, 4, 4, 2, 0, 4, 4}, {1, 3, 3, 5, 3, 1, 4, 4, 4, 0, 4}, {3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 0},
	})

	// Where there are words, and where labels serve.
	e := New("")
	see(t, e, Request{Do: "open", Scenario: file})
	for _, test := range []struct{ from, to, headline, detail string }{
		{"amara", "fay", "Amara can reach Fay by telephone", "Both work with Lister · A doctor telephones those it works with, and theirs"},
		{"amara", "dina", "Amara can reach Dina by letter", "3 steps apart, through Bela and Cem · Doctors send each other letters"},
		{"lister", "dina", "Lister can reach Dina by bleep", "4 steps apart, through Amara, Bela and Cem · uses 1 of 20 bleeps · A ward that is staffed at night bleeps whoever is on duty"},
		{"barts", "dina", "Barts cannot reach Dina", "Strangers · Telephone: no chain of five colleagues leads from Barts to Dina · Bleep: Barts has no bleep left"},
		{"dina", "ivo", "Dina cannot reach Ivo", "Telephone: Dina does not treat Ivo · Send a letter: Ivo wants no letters"},
		{"hana", "barts", "Nothing says that Hana can reach Barts", "It is not so that Hana lies on Barts"},
	} {
		a := see(t, e, Request{Do: "look", Look: Look{From: test.from, To: test.to}}).Answer
		same(t, test.from+" to "+test.to, []string{a.Headline, a.Detail}, []string{test.headline, test.detail})
	}
	asks := func(look Look, action string) []string {
		v := see(t, e, Request{Do: "look", Look: look})
		i := slices.IndexFunc(v.Answer.Actions, func(d Decision) bool { return d.Action == action })
		d := v.Answer.Actions[i]
		list := []string{d.Short, d.Summary}
		for _, c := range d.Conditions {
			list = append(list, c.Rule+" "+c.Role+": "+c.Text+" / "+c.Asks+" / "+c.Holds)
		}
		for _, w := range d.Warnings {
			list = append(list, w.Source+" "+w.Text)
		}
		for _, a := range d.Advice {
			list = append(list, a.Source+" "+a.Text)
		}
		return list
	}
	same(t, "a bleep", asks(Look{From: "amara", To: "dina"}, "bleep"), []string{
		"allowed · one bleep, 2 left after",
		"Amara may bleep Dina for one bleep. A doctor bleeps whoever is on duty.",
		"bleep-doctor decides: Dina is on duty / Dina is on duty / yes",
		"bleep-doctor decides: Amara and Dina are 3 steps apart, through Bela and Cem / Amara and Dina do not work together / yes",
		"bleep-doctor decides: Amara and Dina may disturb each other / Amara and Dina may disturb each other / yes",
		"bleep-colleagues-only kept-away: Dina heeds everybody's bleeps / Dina heeds bleeps of colleagues only / no",
		"bleep-off-duty kept-away: Dina is on duty / Dina is off duty / no",
		"bleep-spent kept-away: Amara has 3 bleeps left / Amara has no bleep left / no",
		"bleep-spent-colleague kept-away: Amara and Dina are 3 steps apart, through Bela and Cem / Amara and Dina work together / no",
		"H22 Say who you are and how urgent it is before anything else.",
	})
	same(t, "a bleep of a ward", asks(Look{From: "barts", To: "dina"}, "bleep"), []string{
		"forbidden · Barts has no bleep left",
		"Barts may not bleep Dina. A ward's bleep takes one of the shift's bleeps. A ward that is not staffed at night does not bleep. Barts has no bleep left.",
		"ward-bleep-spent decides: Barts has no bleep left / Barts has no bleep left / yes",
		"ward-bleep-unstaffed decides: Barts has a day contract / The contract of Barts is a day contract / yes",
		"ward-bleep-unstaffed decides: Barts has no night nurses / Barts has fewer than 1 night nurse / yes",
	})
	same(t, "a telephone call", asks(Look{From: "amara", To: "bela"}, "telephone"), []string{
		"allowed",
		"Amara may telephone Bela. A doctor telephones those it works with, and theirs.",
		"telephone-colleagues decides: Amara and Bela work together / Amara and Bela are at most 2 steps apart / yes",
		"telephone-colleagues decides: Amara and Bela may disturb each other / Amara and Bela may disturb each other / yes",
		"telephone-own-circle kept-away: Amara and Bela work together / Amara and Bela are more than 2 steps apart / no",
		"telephone-stranger kept-away: Amara and Bela work together / Amara and Bela are at least 5 steps apart / no",
		"H11 The doctor has asked for quiet",
		"H22 Say who you are and how urgent it is before anything else.",
	})
	same(t, "a letter in a room", asks(Look{From: "hana", To: "juno"}, "send-letter"), []string{
		"not said · It is not so that Hana and Juno are linked: sharing a room",
		"Nothing says that Hana may send a letter to Juno, so the answer is no. What comes nearest: Patients pass letters on inside their room. But it is not so that Hana and Juno are linked: sharing a room.",
		"letter-in-room missing: It is not so that Hana and Juno are linked: sharing a room / Hana and Juno are linked: sharing a room / no",
	})
	v := see(t, e, Request{Do: "look", Look: Look{From: "cem", To: "bela"}})
	same(t, "an own action", v.Own[0].Summary, "Nothing says that Cem may sound the alarm, so the answer is no. What comes nearest: A doctor on duty sounds the alarm. But Cem is off duty.")
}

func TestHospitalReadings(t *testing.T) {
	e := New("")
	v := see(t, e, Request{Do: "open", Scenario: carrying(t, "night-shift")})
	d := v.Answer.Actions[0]
	same(t, "a contested decision", []any{d.Label, d.Mark, d.Contested, d.Readings}, []any{"Telephone", "forbidden", true, []OtherReading{{
		Question: "Q1", Reading: "chain", Verdict: "allowed", Contests: true, Title: "May a doctor telephone along a chain of colleagues?", Text: "allowed",
		InForce: "own-circle", ForceText: "No: the own circle is meant", OtherText: "Yes: a chain of four is named",
	}}})
	var rests []string
	for _, q := range v.Rules.Questions {
		r := wanted[Rests](t, e, Request{Do: "rests", Question: q.ID})
		rests = append(rests, r.Text, r.Outcomes[0].Text)
		if len(r.Outcomes) != v.Rests[q.ID] {
			t.Errorf("%s: %d outcomes, %d counted", q.ID, len(r.Outcomes), v.Rests[q.ID])
		}
	}
	same(t, "rests", rests, []string{
		"6 answers rest on how Q1 is read", "Amara → Dina, Telephone: forbidden; read as “chain”: allowed",
		"1 answer rests on how Q2 is read", "Hana → Amara, Telephone: not said; read as “allowed”: allowed",
		"4 answers rest on how Q3 is read", "Amara → Bela, Bleep: allowed for one bleep; read as “spared”: allowed",
	})
	v = edited(t, e, session.Edit{Kind: "reading", Question: "Q1", Value: "chain"}, Look{})
	same(t, "read otherwise", []string{v.Changed.Text, v.Changed.Flips[0].Text, v.Answer.Headline, v.Answer.Detail, v.Answer.Actions[0].Short}, []string{
		"6 answers changed to yes", "Amara → Dina, Telephone: was probably forbidden, is probably allowed",
		"Amara can reach Dina by letter", "3 steps apart, through Bela and Cem · Doctors send each other letters", "allowed · unclear",
	})
}

// fixesOf are what an engine finds, each said in a line.
func fixesFor(t *testing.T, e *Engine, from, to, action string) (fixes Fixes, said []string) {
	t.Helper()
	fixes = looked(t, e, Request{Do: "fixes", From: from, To: to, Action: action})
	said = []string{fixes.Title}
	for _, f := range fixes.Fixes {
		said = append(said, f.Text+" ("+f.Cost+", "+f.Others+"). "+f.Then)
	}
	return fixes, said
}

func TestHospitalFixes(t *testing.T) {
	e := New("")
	file := carrying(t, "night-shift")
	see(t, e, Request{Do: "open", Scenario: file})
	_, said := fixesFor(t, e, "amara", "dina", "telephone")
	same(t, "to telephone", said, []string{
		"What would allow Amara to telephone Dina",
		"Amara asks Dina for a consult, and Dina gives it (free, changes 3 other answers). Then Amara may telephone Dina",
		"Dina asks Bela for a consult, and Bela gives it (free, changes 4 other answers). Then Amara may telephone Dina",
		"Amara asks Cem for a consult, and Cem gives it (free, changes 3 other answers). Then Amara may telephone Dina",
		"Amara gives Edo the consult; Dina asks Edo for a consult, and Edo gives it (free, changes 16 other answers). Then Amara may telephone Dina",
		"Read it otherwise: May a doctor telephone along a chain of colleagues? Yes: a chain of four is named (Q1, chain) (free, changes 5 other answers). Then Amara may telephone Dina, though that is unclear",
	})
	_, said = fixesFor(t, e, "dina", "fay", "bleep")
	same(t, "to bleep somebody who wants quiet", said, []string{"What would allow Dina to bleep Fay", "Fay lets Dina disturb again (free, changes 4 other answers). Then Dina may bleep Fay for one bleep"})
	_, said = fixesFor(t, e, "dina", "ivo", "telephone")
	same(t, "to telephone a patient", said, []string{"What would allow Dina to telephone Ivo", "Dina: take on Ivo (free, changes 3 other answers). Then Dina may telephone Ivo"})
	_, said = fixesFor(t, e, "amara", "bela", "bleep")
	same(t, "to close", said, []string{
		"What would no longer allow Amara to bleep Bela",
		"Amara has no bleeps left (free, changes 2 other answers). Then Amara may no longer bleep Bela",
		"Amara and Bela no longer work together (free, changes 12 other answers). Then Amara may no longer bleep Bela",
		"Bela goes off duty (free, changes 1 other answer). Then Amara may no longer bleep Bela",
		"Bela heeds no bleep any more (free, changes 1 other answer). Bela is off duty now, for whoever heeds no bleep is. Then Amara may no longer bleep Bela",
		"Bela asks not to be disturbed by Amara (free, changes 4 other answers). Then Amara may no longer bleep Bela",
		"Switch off a rule: A doctor bleeps a colleague on duty, for a bleep (bleep-colleague) (free, changes no other answer). Then Amara may no longer bleep Bela",
	})
	fixes, said := fixesFor(t, e, "barts", "dina", "bleep")
	same(t, "to bleep as a ward", said, []string{
		"What would allow Barts to bleep Dina",
		"Barts signs a night contract (40.00 more pounds a shift, changes 3 other answers). Then Barts may bleep Dina for one bleep",
		"Barts is given one bleep; Barts comes to have 1 night nurse (a night nurse, changes 2 other answers). Then Barts may bleep Dina for one bleep",
	})
	none, _ := fixesFor(t, e, "barts", "dina", "telephone")
	if want := "a first bleep, a dearer contract, more night nurses, going on duty, heeding more bleeps"; !strings.Contains(none.None, want) {
		t.Errorf("%q, want %q in it", none.None, want)
	}

	// Taken up, taken back and taken up again.
	look := Look{From: "barts", To: "dina"}
	var after [2]string
	for i, f := range fixes.Fixes {
		v := edited(t, e, f.Edit, look)
		same(t, f.Text, v.Answer.Headline, "Barts can reach Dina by bleep")
		after[i] = wanted[Saved](t, e, Request{Do: "save"}).Scenario
		v = see(t, e, Request{Do: "undo", Look: look})
		same(t, f.Text+", undone", v.Answer.Headline, "Barts cannot reach Dina")
		same(t, f.Text+", undone", wanted[Saved](t, e, Request{Do: "save"}).Scenario, file)
		see(t, e, Request{Do: "redo", Look: look})
		same(t, f.Text+", redone", wanted[Saved](t, e, Request{Do: "save"}).Scenario, after[i])
		see(t, e, Request{Do: "undo"})
	}
	for i, want := range []string{`"name": "Barts", "contract": "nightly", "bleeps": 20`, `"name": "Barts", "bleeps": 1, "nightNurses": 1`} {
		if !strings.Contains(after[i], want) {
			t.Errorf("saved without %s", want)
		}
	}
}

// A file that carries its set is saved as it was, and so is what was built anew from it and its edits.
func TestHospitalIsKept(t *testing.T) {
	for _, name := range []string{"night-shift", "clinic"} {
		file, e := carrying(t, name), New("")
		v := see(t, e, Request{Do: "open", Scenario: file})
		same(t, name, wanted[Saved](t, e, Request{Do: "save"}).Scenario, file)
		same(t, name, wanted[Saved](t, e, Request{Do: "whole", Scenario: file}).Scenario, file)

		edits := []session.Edit{
			{Kind: "add", Is: "Patient", Actor: "lou", Name: "Lou Ames", At: &session.At{X: 10, Y: 20}},
			{Kind: "set", Actor: "lou", Field: "bed", Value: "0"},
			{Kind: "set", Actor: "lou", Field: "triage", Value: "urgent"},
			{Kind: "set", Actor: "lou", Field: "letterConsent", Value: "false"},
			{Kind: "add", Is: "Ward", Actor: "percy", Name: "Percy"},
			{Kind: "tie", Tie: "liesOn", From: "lou", To: "percy"},
			{Kind: "tie", Tie: "colleagues", From: "percy", To: v.Actors[0].ID},
			{Kind: "rule", Rule: "telephone-ward"},
			{Kind: "reading", Question: "Q1", Value: "chain"},
			{Kind: "policies", Value: "@id(\"mine\") permit(principal is Ward, action == Action::\"telephone\", resource is Ward);"},
		}
		for _, edit := range edits {
			edited(t, e, edit, Look{})
		}
		saved := wanted[Saved](t, e, Request{Do: "save"}).Scenario
		for _, want := range []string{`{"id": "lou", "name": "Lou Ames", "bed": 0, "triage": "urgent", "letterConsent": false, "at": [10, 20]}`, `["percy", "` + v.Actors[0].ID + `"]`, `"off": ["telephone-ward"]`} {
			if !strings.Contains(saved, want) {
				t.Errorf("%s is saved without %s", name, want)
			}
		}
		again := New("")
		see(t, again, Request{Do: "open", Scenario: file, Edits: edits, Position: len(edits)})
		same(t, "rebuilt", wanted[Saved](t, again, Request{Do: "save"}).Scenario, saved)
		see(t, again, Request{Do: "open", Scenario: saved})
		same(t, "opened again", wanted[Saved](t, again, Request{Do: "save"}).Scenario, saved)
		for range edits {
			see(t, e, Request{Do: "undo"})
		}
		same(t, "undone", wanted[Saved](t, e, Request{Do: "save"}).Scenario, file)

		// Under another set nothing of the hospital has a place; taken back, all of it is there again.
		v = edited(t, e, session.Edit{Kind: "base", Value: sets.Default()}, Look{})
		if v.Rules.Carried || len(v.Actors)+len(v.Ties)+len(v.Checks) > 0 {
			t.Errorf("under the article: %+v", v)
		}
		see(t, e, Request{Do: "undo"})
		same(t, "back in the hospital", wanted[Saved](t, e, Request{Do: "save"}).Scenario, file)
	}
}

// A link holds what each check came to.
func TestHospitalLinks(t *testing.T) {
	file := carrying(t, "night-shift")
	open := Request{Do: "open", Scenario: file}
	for _, c := range see(t, New(""), open).Checks {
		open.Answers = append(open.Answers, c.Token)
	}
	if v := see(t, New(""), open); v.Differences != nil {
		t.Errorf("%+v", v.Differences)
	}
	open.Answers[6] = "allowed contested=no"
	same(t, "differences", see(t, New(""), open).Differences, []Difference{
		{"a day contract: Barts → Dina, Bleep", "allowed, clear", "forbidden, clear, sources H10 H12"},
	})
}

func TestHospitalIsDrawn(t *testing.T) {
	file := carrying(t, "night-shift")
	s, errs := scenario.Parse([]byte(file))
	if errs != nil {
		t.Fatal(errs)
	}
	ward, _ := s.Network.Find("barts")
	doctor, _ := s.Network.Find("dina")
	picture := drawing.SVG(decision.New(s.Set, s.Readings).On(s.Network), ward)
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, picture)
		}
	}
	for _, want := range []string{"Amara Osei", "Barts", "bed 4 · on the danger list · Resuscitation", "Ward · Day contract", ">do not disturb<", ">waits for<", ">asked<"} {
		if !strings.Contains(picture, want) {
			t.Errorf("the picture lacks %s", want)
		}
	}

	element, err := embed.Element(s, embed.Options{From: ward, To: doctor, View: "pair", Theme: "auto"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "<figcaption>Barts cannot reach Dina. Strangers · Telephone: no chain of five colleagues leads from Barts to Dina · Bleep: Barts has no bleep left</figcaption>"; !strings.Contains(element, want) {
		t.Errorf("the element lacks %s", want)
	}
	var held string
	for d := xml.NewDecoder(strings.NewReader(element)); held == ""; {
		token, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "inroad-playground" {
			for _, a := range start.Attr {
				if a.Name.Local == "scenario" {
					held = a.Value
				}
			}
		}
	}
	e := New("")
	v := see(t, e, Request{Do: "open", Scenario: held})
	if !v.Rules.Carried || v.Failed != 0 || v.Passed != 8 {
		t.Errorf("the element holds a scenario of which %d checks pass and %d fail", v.Passed, v.Failed)
	}
}
