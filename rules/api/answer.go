package api

import (
	"strings"
	"unicode/utf16"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
	"inroad/rules/session"
)

// answered answers whether and how the two who are looked at may reach each other.
func (e *Engine) answered(look Look) Answered {
	s, board := e.session.Scenario(), e.session.Board()
	from, to := resolve(s, &look)
	out := Answered{Revision: e.session.Revision(), Look: look, Own: []Decision{}}
	if from < 0 {
		return out
	}
	from, to = look.turned(from, to)
	flipped := e.flipped(from, decision.Nobody)
	for _, action := range s.Set.Applicable(board.Kinds(from, decision.Nobody)) {
		out.Own = append(out.Own, decisionOf(explanation.Speaker{Board: board, From: from, To: decision.Nobody, Uncited: true}, action, flipped))
	}
	if to >= 0 {
		out.Answer = answerOf(board, from, to, e.flipped(from, to))
	}
	return out
}

// flipped tells of the actions of a pair whether the last edit changed their outcome. What could not be decided, before or after,
// did not flip.
func (e *Engine) flipped(from, to int) func(action string) bool {
	before := e.session.Before()
	if before == nil {
		return func(string) bool { return false }
	}
	was := session.Was(*before, e.session.State())
	i, j := was[from], decision.Nobody
	if to != decision.Nobody {
		j = was[to]
	}
	there := i >= 0 && (to == decision.Nobody || j >= 0)
	board := e.session.Board()
	return func(action string) bool {
		if !there || !before.Board.Set.Applies(action, before.Board.Kinds(i, j)) {
			return false
		}
		old, failedBefore := before.Board.Between(i, j, action)
		now, failed := board.Between(from, to, action)
		return failedBefore == nil && failed == nil && (old.Outcome != now.Outcome || old.Contested != now.Contested)
	}
}

// marks answers what the best way between one and everybody else is.
func (e *Engine) marks(look Look) Marks {
	s, board := e.session.Scenario(), e.session.Board()
	from, _ := resolve(s, &look)
	out := Marks{Revision: e.session.Revision(), Look: look, Ways: []Mark{}, Of: make([]int, s.Network.Len()), Flipped: []int{}}
	var was []int
	before := e.session.Before()
	if before != nil {
		was = session.Was(*before, e.session.State())
	}
	listed := map[Cell]int{}
	for i := range out.Of {
		if i == from {
			out.Of[i] = -1
			continue
		}
		sender, recipient := look.turned(from, i)
		cell := cellOf(board, sender, recipient)
		at, ok := listed[cell]
		if !ok {
			at = len(out.Ways)
			listed[cell], out.Ways = at, append(out.Ways, Mark{cell, explanation.Reached(board, sender, recipient)})
		}
		out.Of[i] = at
		if before != nil && was[sender] >= 0 && was[recipient] >= 0 && cellOf(before.Board, was[sender], was[recipient]).way() != cell.way() {
			out.Flipped = append(out.Flipped, i)
		}
	}
	return out
}

// resolve finds the actors that a look names, and puts others in the place of those that
// are not there. They are -1 where there is nobody.
func resolve(s *scenario.Scenario, look *Look) (from, to int) {
	from, to = s.Shown(look.From, look.To)
	look.From, look.To = "", ""
	if from >= 0 {
		look.From = s.Network.Actor(from).ID
	}
	if to >= 0 {
		look.To = s.Network.Actor(to).ID
	}
	return from, to
}

// turned are the two who are looked at as sender and recipient; one alone is the sender.
func (l Look) turned(from, to int) (sender, recipient int) {
	if l.Inward && to >= 0 {
		return to, from
	}
	return from, to
}

// way is the cell without how sure it is: it flips where this changes.
func (c Cell) way() Cell {
	c.Assumed = false
	return c
}

// cellOf is the best way between two actors.
func cellOf(board *decision.Board, i, j int) Cell {
	if i == j || !board.Offered(i, j) {
		return Cell{Mark: "self"}
	}
	way := board.Best(i, j)
	return Cell{Mark: way.Mark.String(), Way: way.Action, Cost: int(way.Cost), Assumed: explanation.Assumes(board, i, j, way)}
}

func answerOf(board *decision.Board, from, to int, flipped func(action string) bool) *Answer {
	s := explanation.Speaker{Board: board, From: from, To: to, Uncited: true}
	best := board.Best(from, to)
	a := &Answer{
		From: id(board, from), To: id(board, to), Cell: cellOf(board, from, to),
		Headline: s.Headline(best), Detail: s.Detail(best), Path: pathOf(s), Because: []Because{}, Sources: []string{}, Actions: []Decision{}, Turn: turnOf(s),
	}
	for _, reason := range s.Because(best) {
		a.Because = append(a.Because, Because{string(reason.Of), reason.Text})
	}
	if best.Action != "" {
		d, _ := board.Between(from, to, best.Action) // a way that is known is decided
		a.Sources, a.Assumed = append(a.Sources, d.Rules[0].Sources...), s.Assumed(d)
	}
	for _, action := range board.Set.Applicable(board.Kinds(from, to)) {
		a.Actions = append(a.Actions, decisionOf(s, action, flipped))
	}
	return a
}

// pathOf is how an answer gets from its sender to its recipient; nil where they are not linked.
func pathOf(s explanation.Speaker) *Path {
	tie, path := s.Path()
	if path == nil {
		return nil
	}
	out := &Path{Tie: tie.Name}
	for _, i := range path {
		out.Actors = append(out.Actors, id(s.Board, i))
	}
	return out
}

// decisionOf is a decision and everything that explains it. A rule that Cedar cannot
// evaluate shows as an error in place of the verdict.
func decisionOf(s explanation.Speaker, action string, flipped func(action string) bool) Decision {
	board, from, to := s.Board, s.From, s.To
	declared, _ := board.Set.World.Action(action)
	out := Decision{
		From: id(board, from), To: id(board, to), Action: action, Label: declared.Label, Mark: decision.Undecided.String(),
		Warnings: []Warning{}, Rules: []DecidingRule{}, Readings: []OtherReading{}, Conditions: []RuleCondition{}, Advice: []Advice{},
		Flipped: flipped(action),
	}
	d, err := board.Between(from, to, action)
	if err != nil {
		cannot := board.Set.Words.Say.CannotBeDecided()
		out.Verdict, out.Outcome, out.Short, out.Summary = "error", cannot, cannot, s.Undecided(action, err)
		return out
	}
	out.Mark, out.Verdict, out.Contested, out.Cost, out.Outcome = d.Mark().String(), d.Verdict.String(), d.Contested, int(d.Cost), explanation.Outcome(board.Set, d.Outcome)
	out.Short, out.Summary, out.Assumed = s.Short(action, d), s.Summary(action, d), s.Assumed(d)
	out.Rules = decidingRules(d)
	for _, w := range d.Warnings {
		out.Warnings = append(out.Warnings, Warning{strings.Join(w.Sources, " "), w.Title})
	}
	for _, f := range d.Flips {
		out.Readings = append(out.Readings, otherReading(board, f))
	}
	for _, c := range s.Conditions(action, d) {
		out.Conditions = append(out.Conditions, conditionOf(c))
	}
	if d.Verdict == decision.Allowed {
		for _, a := range explanation.Advice(board.Set, action, board.Network.Actor(from).Kind) {
			out.Advice = append(out.Advice, Advice{a.Source, a.Text})
		}
	}
	return out
}

func decidingRules(d *decision.Decision) []DecidingRule {
	list := []DecidingRule{}
	for _, r := range d.Rules {
		list = append(list, DecidingRule{r.ID, r.Title, r.Sources, effects[r.Permits]})
	}
	return list
}

var roles = map[decision.Role]string{decision.Decides: "decides", decision.KeptAway: "kept-away", decision.Missing: "missing"}

func conditionOf(c explanation.Condition) RuleCondition {
	units := func(end int) int { return len(utf16.Encode([]rune(c.Rule.Text[:end]))) }
	return RuleCondition{
		Rule: c.Rule.ID, Title: c.Rule.Title, Effect: effects[c.Rule.Permits], Role: roles[c.Role],
		Text: c.Text, Asks: c.Asks, Holds: c.Holds(), Cedar: c.Condition.Text,
		Start: units(c.Condition.Start), End: units(c.Condition.End),
	}
}

func otherReading(board *decision.Board, f decision.Flip) OtherReading {
	var questions, readings, titles, force, forceTexts, otherTexts []string
	for _, c := range f.Changes {
		q := board.Set.Questions[c.Question]
		now := q.Readings[board.Readings[c.Question]]
		questions, readings, titles = append(questions, q.ID), append(readings, q.Readings[c.Reading].Reading), append(titles, q.Title)
		force, forceTexts, otherTexts = append(force, now.Reading), append(forceTexts, now.Title), append(otherTexts, q.Readings[c.Reading].Title)
	}
	return OtherReading{
		Question: strings.Join(questions, " + "), Reading: strings.Join(readings, " + "),
		Verdict: f.Verdict.String(), Cost: int(f.Cost), Contests: f.Contests,
		Title: strings.Join(titles, " + "), Text: explanation.Outcome(board.Set, f.Outcome),
		InForce: strings.Join(force, " + "), ForceText: strings.Join(forceTexts, " "), OtherText: strings.Join(otherTexts, " "),
	}
}
