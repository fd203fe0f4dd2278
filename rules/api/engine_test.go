package api

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/session"
)

// Sessions are apart: an edit in one shows nothing in the other, and one that is closed leaves the rest as it is.
func TestSessionsAreApart(t *testing.T) {
	e := New("")
	for _, id := range []string{"", "a"} {
		wanted[Standing](t, e, Request{Do: "open", Session: id, Scenario: example(t, "cold-outreach")})
	}
	before := wanted[Saved](t, e, Request{Do: "save"})
	wanted[Standing](t, e, Request{Do: "edit", Session: "a", Edit: &session.Edit{Kind: "title", Value: "Another"}})
	if wanted[Saved](t, e, Request{Do: "save"}) != before || wanted[Saved](t, e, Request{Do: "save", Session: "a"}) == before {
		t.Error("an edit of one session is another's")
	}
	wanted[Closed](t, e, Request{Do: "close", Session: "a"})
	if refused := ask(t, e, Request{Do: "save", Session: "a"}); !strings.HasPrefix(refused, `{"errors":[{"code":"nothing-open"`) {
		t.Error(refused)
	}
	wanted[Saved](t, e, Request{Do: "save"})
}

// One session more than there is room for closes the one that was asked about longest ago, and no other; one that is opened again
// takes its own place.
func TestSessionsHaveRoom(t *testing.T) {
	e := New("")
	open := func(i int) {
		wanted[Standing](t, e, Request{Do: "open", Session: fmt.Sprint(i), Scenario: `{"inroad": 1}`})
	}
	for i := range MaxSessions {
		open(i)
	}
	open(5)
	wanted[Saved](t, e, Request{Do: "save", Session: "0"})
	open(MaxSessions)
	for i := range MaxSessions + 1 {
		if i == 1 {
			refusals(t, e, Request{Do: "save", Session: "1"})
		} else {
			wanted[Saved](t, e, Request{Do: "save", Session: fmt.Sprint(i)})
		}
	}
}

// splice is what a page does with the change of a list.
func (s Splice[T]) into(list []T) []T {
	return slices.Replace(slices.Clone(list), s.At, s.At+s.Drop, s.Put...)
}

// Whoever asks what changed since the last answer has, after each edit, what whoever opens the scenario then gets; and whoever asks
// since another revision is given all rules.
func TestSubjectsSince(t *testing.T) {
	e := New("")
	wanted[Standing](t, e, Request{Do: "open", Scenario: example(t, "job-seeker")})
	had, rules := wanted[Document](t, e, Request{Do: "document"}), wanted[InForce](t, e, Request{Do: "rules"})
	actors, ties := had.Actors.Put, had.Ties.Put
	a, b := actors[0].ID, actors[2].ID
	for _, r := range []Request{
		{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: b, Field: "name", Value: "Zoë"}},
		{Do: "edit", Edit: &session.Edit{Kind: "add", Is: "Member", Name: "Una"}},
		{Do: "edit", Edit: &session.Edit{Kind: "move", Moves: []session.Move{{Actor: a, At: session.At{X: 3, Y: 4}}}}},
		{Do: "edit", Edit: &session.Edit{Kind: "tie", Tie: "blocks", From: a, To: b}},
		{Do: "edit", Edit: &session.Edit{Kind: "remove", Actor: a}},
		{Do: "undo"},
		{Do: "edit", Edit: &session.Edit{Kind: "reading", Question: rules.Rules.Questions[0].ID, Value: rules.Rules.Questions[0].Readings[1].Reading}},
		{Do: "edit", Edit: &session.Edit{Kind: "base", Value: "linkedin"}},
		{Do: "undo"},
		{Do: "redo"},
	} {
		wanted[Standing](t, e, r)
		document := wanted[Document](t, e, Request{Do: "document", Since: had.Revision})
		inForce := wanted[InForce](t, e, Request{Do: "rules", Since: rules.Revision})
		if !document.Relative || document.Revision != had.Revision+1 || inForce.Revision != document.Revision {
			t.Fatalf("%s: revision %d after %d, relative is %t", r.Do, document.Revision, had.Revision, document.Relative)
		}
		if r.Edit != nil && (r.Edit.Kind == "move" || r.Edit.Kind == "tie") && (len(document.Actors.Put) > 1 || len(document.Ties.Put) > 1) {
			t.Errorf("%s: %d people and %d ties are told", r.Edit.Kind, len(document.Actors.Put), len(document.Ties.Put))
		}
		actors, ties = document.Actors.into(actors), document.Ties.into(ties)
		if inForce.Rules != nil {
			rules.Rules = inForce.Rules
		}
		had, rules.Revision = document, inForce.Revision
		anew := New("")
		wanted[Standing](t, anew, Request{Do: "open", Scenario: wanted[Saved](t, e, Request{Do: "save"}).Scenario})
		document, inForce = wanted[Document](t, anew, Request{Do: "document"}), wanted[InForce](t, e, Request{Do: "rules", Since: 99})
		if diff := cmp.Diff(document.Actors.Put, actors); diff != "" || document.Relative {
			t.Errorf("%s: %s", r.Do, diff)
		}
		if diff := cmp.Diff(document.Ties.Put, ties); diff != "" {
			t.Errorf("%s: %s", r.Do, diff)
		}
		if diff := cmp.Diff(inForce.Rules, rules.Rules); diff != "" {
			t.Errorf("%s: %s", r.Do, diff)
		}
	}
}

// Results declares what each request comes to: each is made once, and answered with the declared type.
func TestResultsAreWhatIsAnswered(t *testing.T) {
	look, policies := Look{From: "ana", To: "ben"}, `@id("a") permit(principal, action, resource);`
	file := example(t, "cold-outreach")
	e, answered := New(""), map[string]reflect.Type{}
	for _, r := range []Request{
		{Do: "about"}, {Do: "decide", Scenario: file, From: "ana", To: "ben"}, {Do: "check", Scenario: file}, {Do: "whole", Scenario: file},
		{Do: "summary", Scenario: file}, {Do: "generate", Set: "article", Plan: Plan{Actors: 3}},
		{Do: "open", Scenario: file}, {Do: "edit", Edit: &session.Edit{Kind: "title", Value: "x"}}, {Do: "undo"}, {Do: "redo"}, {Do: "save"},
		{Do: "document"}, {Do: "rules"}, {Do: "marks"}, {Do: "answer"}, {Do: "fixes", Look: look}, {Do: "checks"}, {Do: "changed"}, {Do: "matrix"},
		{Do: "incoming", To: "ana"}, {Do: "deciding"}, {Do: "rests", Question: "C1"}, {Do: "elsewhere"}, {Do: "glossary"},
		{Do: "preview", Edit: &session.Edit{Kind: "title", Value: "y"}}, {Do: "rebase", Set: "linkedin"}, {Do: "texts"},
		{Do: "facts", Action: "message", From: "ana", To: "ben"}, {Do: "draft", Action: "message", From: "ana", To: "ben", Effect: "permit"},
		{Do: "copy", Rule: "block"}, {Do: "edit", Edit: &session.Edit{Kind: "policies", Value: policies}}, {Do: "cut", Rule: "a"},
		{Do: "lint", Policies: policies}, {Do: "findings", Policies: policies}, {Do: "complete", Policies: policies}, {Do: "hover", Policies: policies},
		{Do: "declaration", Policies: policies}, {Do: "close"},
	} {
		result, errs := e.answer(r)
		if errs != nil {
			t.Errorf("%s: %v", r.Do, errs[0])
			continue
		}
		answered[r.Do] = reflect.TypeOf(result)
	}
	declared := reflect.TypeFor[Results]()
	for i := range declared.NumField() {
		f := declared.Field(i)
		do := f.Tag.Get("json")
		if answered[do] != f.Type {
			t.Errorf("%s is declared to come to a %s, and comes to a %v", do, f.Type, answered[do])
		}
		delete(answered, do)
	}
	for do := range answered {
		t.Errorf("%s is not declared", do)
	}
}

// In a large network fixes come in slices: what is asked between them is answered, another request goes on alone, and an edit ends the
// search, which then begins anew.
func TestFixesInSlices(t *testing.T) {
	e := New("")
	wanted[Standing](t, e, Request{Do: "open", Scenario: crowd(400)})
	ask := Request{Do: "fixes", Look: Look{From: "m0", To: "m399"}}
	first := wanted[Fixes](t, e, ask)
	if !first.More || first.Title == "" || len(first.Fixes) > 0 {
		t.Fatalf("the first slice is %+v", first)
	}
	slices, between := 1, wanted[Saved](t, e, Request{Do: "save"})
	last := first
	for ; last.More && slices < 10_000; slices++ {
		wanted[Answered](t, e, Request{Do: "answer", Look: Look{From: "m3", To: "m7"}})
		last = wanted[Fixes](t, e, ask)
	}
	if last.More || len(last.Fixes) == 0 || last.Title != first.Title || slices < 3 {
		t.Fatalf("after %d slices: %+v", slices, last)
	}
	if wanted[Saved](t, e, Request{Do: "save"}) != between {
		t.Error("the search changed the session")
	}
	wanted[Fixes](t, e, ask)
	wanted[Standing](t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "m0", Field: "name", Value: "Zoe"}})
	if anew := wanted[Fixes](t, e, ask); !anew.More || anew.Revision != first.Revision+1 || !strings.Contains(anew.Title, "Zoe") {
		t.Errorf("after an edit: %+v", anew)
	}
	if anew := looked(t, e, ask); len(anew.Fixes) != len(last.Fixes) {
		t.Errorf("%d fixes after a rename, %d before", len(anew.Fixes), len(last.Fixes))
	}
}
