package api

import (
	"testing"

	"inroad/rules/scenario"
	"inroad/rules/session"
)

// Who can reach somebody is what the marks of everybody to them say, and what a value is said to change comes when it is set. Asked of
// the open scenario or of its file, it is the same.
func TestIncomingRequest(t *testing.T) {
	e, text := New(""), example(t, "cold-outreach")
	see(t, e, Request{Do: "open", Scenario: text})
	in := wanted[Incoming](t, e, Request{Do: "incoming", To: "ana"})
	marks := wanted[Marks](t, e, Request{Do: "marks", Look: Look{From: "ana", Inward: true}})
	document := wanted[Document](t, e, Request{Do: "document"})
	number := map[string]int{}
	for i, actor := range document.Actors.Put {
		number[actor.ID] = i
	}
	told := 0
	for _, way := range in.Ways {
		for _, from := range way.From {
			if cell := marks.Ways[marks.Of[number[from]]].Cell; cell.Mark != way.Mark || cell.Way != way.Way || cell.Cost != way.Cost {
				t.Errorf("%s: %+v, but it is marked %+v", from, way, cell)
			}
			told++
		}
	}
	same(t, "who is told of", told, in.Senders)
	same(t, "text", in.Text, "4 of 5 can reach Ana.")
	same(t, "idle", in.Idle, "Account tier, Open Profile: no other value changes who can reach Ana.")
	if len(in.Settings) != 1 || in.Settings[0].Text != "As it is, it lets in Acme Inc." {
		t.Fatalf("%+v", in.Settings)
	}
	same(t, "the value now", in.Settings[0].Values[0].Text, in.Text)
	closing := in.Settings[0].Values[2]
	same(t, "closing", closing.Text, "Acme Inc. could no longer reach Ana. Ben has another best way.")
	ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "ana", Field: in.Settings[0].Field, Value: closing.Value}})
	then := wanted[Incoming](t, e, Request{Do: "incoming", To: "ana"})
	same(t, "reaching", then.Reaching, in.Reaching-closing.Closed+closing.Opened)
	if !then.Settings[0].Values[2].Now || then.Revision != in.Revision+1 {
		t.Errorf("%+v", then)
	}

	parsed, errs := scenario.Parse([]byte(text))
	if errs != nil {
		t.Fatal(errs)
	}
	of, errs := IncomingOf(parsed, "ana")
	if errs != nil {
		t.Fatal(errs)
	}
	of.Revision = in.Revision
	same(t, "that of the file", of, in)
	if _, errs := IncomingOf(parsed, "nobody"); errs == nil || errs[0].Path != "to" {
		t.Errorf("of somebody who is not there: %v", errs)
	}
}
