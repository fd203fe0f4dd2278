package api

import (
	"slices"
	"testing"

	"inroad/rules/session"
)

// View is all that is said of an open session, subject by subject, as the page puts it together.
type View struct {
	Standing
	Title, Description string
	Actors             []Actor
	Ties               []Tie
	Rules              Rules
	Rests              map[string]int // by question
	Look               Look
	Marks              []ActorMark
	Answer             *Answer
	Fixes              Fixes
	Own                []Decision
	Checks             []Check
	Passed, Failed     int
	Changed            *Changed
}

// ActorMark is the best way between Look.From and another actor.
type ActorMark struct {
	Actor   string
	Cell    Cell
	Text    string
	Flipped bool
}

// see makes a request that opens or changes the session, or none at all to "look", and asks for every subject.
func see(t testing.TB, e *Engine, r Request) View {
	t.Helper()
	var v View
	if r.Do != "look" {
		v.Standing = wanted[Standing](t, e, r)
	}
	of := Request{Session: r.Session, Look: r.Look, Limits: r.Limits}
	subject := func(do string) Request {
		of.Do = do
		return of
	}
	d := wanted[Document](t, e, subject("document"))
	v.Title, v.Description, v.Actors, v.Ties = d.Title, d.Description, d.Actors.Put, d.Ties.Put
	v.Rules = *wanted[InForce](t, e, subject("rules")).Rules
	v.Rests = wanted[Deciding](t, e, subject("deciding")).Rests
	m := wanted[Marks](t, e, subject("marks"))
	for i, k := range m.Of {
		if k >= 0 {
			v.Marks = append(v.Marks, ActorMark{v.Actors[i].ID, m.Ways[k].Cell, m.Ways[k].Text, slices.Contains(m.Flipped, i)})
		}
	}
	a := wanted[Answered](t, e, subject("answer"))
	v.Look, v.Answer, v.Own = a.Look, a.Answer, a.Own
	v.Fixes = looked(t, e, subject("fixes"))
	if a.Answer != nil && a.Answer.Turn != (Turn{v.Fixes.Title, v.Fixes.Opens}) {
		t.Errorf("fixes announced as %+v are %q, opens is %t", a.Answer.Turn, v.Fixes.Title, v.Fixes.Opens)
	}
	c := wanted[Checked](t, e, subject("checks"))
	v.Checks, v.Passed, v.Failed = c.Checks, c.Passed, c.Failed
	v.Changed = wanted[LastChange](t, e, subject("changed")).Changed
	for _, revision := range []int{m.Revision, a.Revision, v.Fixes.Revision, c.Revision} {
		if revision != d.Revision {
			t.Errorf("revision %d of a subject, %d of the document", revision, d.Revision)
		}
	}
	return v
}

// holding is an engine that has a session open, under no name.
func holding(s *session.Session) *Engine {
	e := New("")
	e.sessions[""] = hold(s)
	return e
}

// looked is the end of a search for fixes, however many slices it takes.
func looked(t testing.TB, e *Engine, r Request) Fixes {
	t.Helper()
	for range 10_000 {
		if fixes := wanted[Fixes](t, e, r); !fixes.More {
			return fixes
		}
	}
	t.Fatal("the search does not end")
	return Fixes{}
}
