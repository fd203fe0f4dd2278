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
	same(t, "that of the open scenario", wanted[Summary](t, e, Request{Do: "summary", From: "mia"}), of)

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
	same(t, "the tie", of.Tie.Text, "The tie that would open most for Mia: Mia and Ines are connected. It opens 1 and closes none.")
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
	same(t, "no tie", none.Tie.Text, "No tie more would open anything.")
}
