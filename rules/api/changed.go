package api

import (
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/session"
)

// shownFlips is the most changed outcomes that an answer lists.
const shownFlips = 100

// lastChange answers what the last edit did.
func (e *Engine) lastChange() LastChange {
	out := LastChange{Revision: e.session.Revision()}
	before := e.session.Before()
	if before == nil {
		return out
	}
	c := changed(*before, e.session.State())
	if c.Note = e.session.Note(); len(c.Flips) > 0 || !e.session.Idle() {
		c.Text = e.session.Scenario().Set.Words.Say.Changed(c.Opened, c.Closed, c.Other)
	}
	out.Changed = &c
	return out
}

// changed counts and lists the outcomes that differ between two states.
func changed(before, now session.State) Changed {
	c := Changed{Flips: []Flip{}}
	for f := range session.Flips(before, now, func(int, int) bool { return true }) {
		switch {
		case f.Opened():
			c.Opened++
		case f.Closed():
			c.Closed++
		default:
			c.Other++
		}
		if len(c.Flips) < shownFlips {
			c.Flips = append(c.Flips, flipOf(now.Board, f))
		}
	}
	return c
}

func flipOf(board *decision.Board, f decision.Change) Flip {
	s := explanation.Speaker{Board: board, From: f.From, To: f.To, Uncited: true}
	return Flip{
		From: id(board, f.From), To: id(board, f.To), Action: f.Action,
		Before: explanation.Verdict(board.Set, f.Before), After: explanation.Verdict(board.Set, f.After),
		Text: s.Flip(f.Action, f.Before, f.After), Why: s.Summary(f.Action, f.After),
	}
}

func id(board *decision.Board, i int) string {
	if i == decision.Nobody {
		return ""
	}
	return board.Network.Actor(i).ID
}
