package api

import (
	"testing"

	"inroad/rules/scenario"
	"inroad/rules/session"
)

// A summary is the same of the open scenario as of its file, and adds up with the matrix.
func TestSummaryRequest(t *testing.T) {
	e := New("")
	text := example(t, "job-seeker")
	of := wanted[Summary](t, e, Request{Do: "summary", Scenario: text, From: "mia"})
	see(t, e, Request{Do: "open", Scenario: text})
	open := wanted[Summary](t, e, Request{Do: "summary", From: "mia"})
	open.Revision, open.Progress = of.Revision, of.Progress
	same(t, "that of the open scenario", open, of)

	parsed, errs := scenario.Parse([]byte(text))
	if errs != nil {
		t.Fatal(errs)
	}
	m, _ := MatrixOf(parsed, "")
	reached, pairs := 0, 0
	for _, row := range m.Cells {
		for _, cell := range row {
			if m.Outcomes[cell].Mark != "self" {
				pairs++
			}
			if m.Outcomes[cell].Way != "" {
				reached++
			}
		}
	}
	if of.All.Reached != reached || of.All.Pairs != pairs || of.All.Senders != len(m.Actors) {
		t.Errorf("%+v, and the matrix has %d of %d", of.All, reached, pairs)
	}
	same(t, "the tie", of.Tie.Text, "The tie that would help most for Mia: Mia and Ines are connected. It reaches 1 more.")
	if of.One == nil || of.One.Reached != 4 || len(of.Worths) != 6 || !of.Worths[0].Now || of.Worths[1].Opened != 1 {
		t.Errorf("%+v %+v", of.One, of.Worths)
	}
	// What the tie and the value are said to open, they open.
	see(t, e, Request{Do: "open", Scenario: text})
	ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "tie", Tie: of.Tie.Tie, From: of.Tie.From, To: of.Tie.To}})
	tied := wanted[Summary](t, e, Request{Do: "summary", From: "mia"})
	same(t, "with the tie", tied.One.Reached, of.One.Reached+of.Tie.Opened-of.Tie.Closed)
	everybody := wanted[Summary](t, e, Request{Do: "summary", Scenario: text})
	if everybody.One != nil || len(everybody.Worths) != 0 || everybody.From != "" {
		t.Errorf("%+v", everybody)
	}
	none := wanted[Summary](t, e, Request{Do: "summary", Scenario: `{"inroad": 1}`})
	same(t, "of nobody", none.All.Text, "No actors. Of no pairs that a way is offered to, 0 have one: 0.0 %.")
	same(t, "no tie", none.Tie.Text, "No tie more would help.")
}

// A summary of the open scenario comes in slices, of which the last is what the command prints. What is asked between is answered,
// and another question, or an edit, gives up what is left.
func TestSummaryInSlices(t *testing.T) {
	const most = 5000
	e := New("")
	text := wanted[Saved](t, e, Request{Do: "generate", Set: "article", Plan: Plan{Actors: 500, Seed: 7}}).Scenario
	asked := map[string]Request{"": {Do: "summary"}, "aruma": {Do: "summary", From: "aruma"}}
	ask(t, e, Request{Do: "open", Scenario: text})
	begun := wanted[Summary](t, e, asked[""]).Progress
	if begun.Done >= begun.Of || !begun.More {
		t.Fatalf("all at once: %+v", begun)
	}
	for from, request := range asked {
		parsed, errs := scenario.Parse([]byte(text))
		if errs != nil {
			t.Fatal(errs)
		}
		want, errs := SummaryOf(parsed, from)
		if errs != nil {
			t.Fatal(errs)
		}
		got := wanted[Summary](t, e, request)
		for slices := 1; got.Progress.More; slices++ {
			if answer := wanted[Answered](t, e, Request{Do: "answer", Look: Look{From: "yorick", To: "lirael"}}); answer.Answer == nil {
				t.Fatal("nothing is answered between")
			}
			next := wanted[Summary](t, e, request)
			if slices == most || next.Progress.Done < got.Progress.Done || next.All == nil && got.All != nil {
				t.Fatalf("%+v after %+v", next.Progress, got.Progress)
			}
			got = next
		}
		got.Revision, got.Progress = 0, Progress{}
		same(t, "the last of "+from, got, want)
	}

	wanted[Summary](t, e, asked[""])
	edited := wanted[Standing](t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "remove", Actor: "aruma"}})
	anew := wanted[Summary](t, e, asked[""])
	for slices := 1; anew.All == nil && slices < most; slices++ {
		anew = wanted[Summary](t, e, asked[""])
	}
	if anew.Revision != edited.Revision || anew.All == nil || anew.All.Senders != 499 {
		t.Errorf("after an edit: %+v", anew)
	}
	wanted[Standing](t, e, Request{Do: "undo"})
	if again := wanted[Summary](t, e, asked[""]); again.Progress != begun {
		t.Errorf("asked of another state: %+v, want %+v", again.Progress, begun)
	}
}
