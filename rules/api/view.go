package api

import (
	"slices"
	"strings"
	"unicode/utf16"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// matrixActors is the largest network that a View shows everyone to everyone of. Beyond,
// changes are counted for the actor looked at alone.
const matrixActors = 100

// shownFlips is the most flips that a View lists.
const shownFlips = 100

var effects = map[bool]string{true: "permit", false: "forbid"}

func (e *Engine) about() (any, []scenario.Error) {
	list, err := ruleSets()
	if err != nil {
		return nil, internal(err)
	}
	set, err := policy.Load(sets.Default())
	if err != nil {
		return nil, internal(err)
	}
	return About{
		Version: e.version, Sets: list, Empty: string(scenario.Format(scenario.Empty(set))),
		Limits: Limits{scenario.MaxActors, scenario.MaxBytes, matrixActors},
	}, nil
}

// internal is a defect of the engine.
func internal(err error) []scenario.Error { return mistake("", err) }

// view is what the page shows of the open session. Later leaves the fixes of a large network to another request.
func (e *Engine) view(look Look, limits FixLimits, later bool) View {
	s, board := e.session.Scenario(), e.session.Board()
	from, to := resolve(s, &look)
	v := View{
		Title: s.Title, Description: s.Description, Look: look,
		Actors: actorsOf(s), Ties: tiesOf(s), Rules: rulesOf(s, board),
		History: History{
			Position: e.session.Position(), Length: e.session.Length(),
			Undo: e.session.UndoLabel(), Redo: e.session.RedoLabel(), Coalesced: e.session.Merged(),
		},
		Revision: e.session.Revision(),
		Marks:    []Mark{}, Own: []Decision{},
		Checks: checksOf(s, e.session.Engines()),
	}
	v.Passed, v.Failed = count(v.Checks)
	flips, old := e.changes(&v, from)
	if from < 0 {
		return v
	}
	e.mark(&v, from, old)
	from, to = look.turned(from, to)
	for _, action := range s.Set.Applicable(board.Kinds(from, decision.Nobody)) {
		v.Own = append(v.Own, decisionOf(board, from, decision.Nobody, action, flips))
	}
	if to < 0 {
		return v
	}
	v.Answer = answerOf(board, from, to, flips)
	if fixes, err := e.pairFixes(from, to, board.Best(from, to), limits, later && !small(s)); err == nil {
		v.Answer.Fixes = fixes
	}
	return v
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

func actorsOf(s *scenario.Scenario) []Actor {
	list := []Actor{}
	for i, a := range s.Network.Actors() {
		actor := Actor{ID: a.ID, Kind: a.Kind.Type, Name: a.Name, Caption: explanation.Caption(s.Set, a), Values: map[string]string{}, Fixed: []string{}}
		for _, attribute := range a.Kind.Attributes {
			value := a.Value(attribute)
			if typed := words.Typed(attribute, value); typed != "" || !attribute.Optional {
				actor.Values[attribute.Name] = typed
			}
			if s.Set.Fixed(s.Network, i, attribute) {
				actor.Fixed = append(actor.Fixed, attribute.Name)
			}
		}
		if a.At != nil {
			actor.At = &session.At{X: a.At.X, Y: a.At.Y}
		}
		list = append(list, actor)
	}
	return list
}

func tiesOf(s *scenario.Scenario) []Tie {
	list := []Tie{}
	n := s.Network
	names := explanation.Names(s.Set, n)
	for _, t := range n.World.Ties {
		for _, p := range n.Pairs(t) {
			list = append(list, Tie{t.Name, n.Actor(p.From).ID, n.Actor(p.To).ID, explanation.Tie(s.Set, names, t, p)})
		}
	}
	return list
}

func rulesOf(s *scenario.Scenario, board *decision.Board) Rules {
	rests := make([][]analysis.Resting, len(s.Set.Questions))
	if small(s) {
		rests = analysis.Rest(board)
	}
	r := Rules{Set: s.Set.Name, Title: s.Set.Title, Carried: s.Set.Files != nil, World: worldOf(s.Set), Bare: s.Set.Bare, Rules: []Rule{}, Policies: s.Set.Own, Notices: s.Notices()}
	for i, q := range s.Set.Questions {
		question := Question{ID: q.ID, Kind: string(q.Kind), Title: q.Title, Chosen: q.Readings[s.Readings[i]].Reading, Default: q.Readings[0].Reading, Rests: len(rests[i])}
		for _, reading := range q.Readings {
			question.Readings = append(question.Readings, Reading(reading))
		}
		r.Questions = append(r.Questions, question)
	}
	list := func(rules []*policy.Rule, warn bool) {
		for _, rule := range rules {
			effect := effects[rule.Permits]
			if warn {
				effect = "warn"
			}
			r.Rules = append(r.Rules, Rule{
				ID: rule.ID, Title: rule.Title, Effect: effect, Actions: rule.Actions(), Sources: rule.Sources,
				Readings: choices(s.Set, rule.Needs), Cost: int(rule.Cost), Cedar: rule.Text,
				On: !s.Set.Off(rule.ID), InForce: s.Set.InForce(rule, s.Readings), Own: rule.Own, PairByPair: board.PairByPair(rule),
			})
		}
	}
	list(s.Set.Rules, false)
	list(s.Set.Warnings, true)
	return r
}

// rests answers which outcomes rest on how a question is read.
func (e *Engine) rests(question string) (any, []scenario.Error) {
	board := e.session.Board()
	i := slices.IndexFunc(board.Set.Questions, func(q policy.Question) bool { return q.ID == question })
	if i < 0 {
		_, err := board.Set.Choose(question, "")
		return nil, mistake("question", err)
	}
	list := analysis.Rest(board)[i]
	out := Rests{Question: question, Text: board.Set.Words.Say.Rest(len(list), question), Outcomes: []RestsOutcome{}}
	for _, r := range list[:min(len(list), shownFlips)] {
		s := explanation.Speaker{Board: board, From: r.From, To: r.To}
		out.Outcomes = append(out.Outcomes, RestsOutcome{id(board, r.From), id(board, r.To), r.Action, s.Rest(r.Action, r.Decision, r.Flip), r.Flip.Contests})
	}
	return out, nil
}

// choices names readings: "C1=list C6=inherit".
func choices(set *policy.RuleSet, list []policy.Choice) string {
	var names []string
	for _, c := range list {
		q := set.Questions[c.Question]
		names = append(names, q.ID+"="+q.Readings[c.Reading].Reading)
	}
	return strings.Join(names, " ")
}

func checksOf(s *scenario.Scenario, engines *scenario.Engines) []Check {
	list := []Check{}
	for i, f := range scenario.Run(s, engines) {
		c, set := f.Check, f.Board.Set
		from, _ := s.Network.Find(c.From)
		to := decision.Nobody
		if c.To != "" {
			to, _ = s.Network.Find(c.To)
		}
		check := Check{
			Index: i, Name: c.Name, OK: f.OK(), From: c.From, To: c.To, Action: c.Action, Readings: choices(set, c.Readings),
			Text:     explanation.Pair(s.Network, set, from, to, c.Action) + explanation.Readings(set, c.Readings),
			Expected: c.Expected().Said(s.Set.Words.Say), Got: f.Got().Said(s.Set.Words.Say), Token: f.Got().Token(), Problems: append([]string{}, f.Problems...), Rules: []DecidingRule{}, Note: c.Note,
		}
		if c.In != nil {
			check.In = set.Name
			check.Text += set.Words.Say.InSet(set.Title)
		}
		if f.Err == nil {
			check.Rules = decidingRules(f.Decision)
			if !f.OK() {
				speaker := explanation.Speaker{Board: f.Board, From: f.From, To: f.To}
				check.Why = speaker.InFull(c.Action, f.Decision)
			}
		}
		list = append(list, check)
	}
	return list
}

// differences compares checks with what they came to when a link was made. An answer that cannot be
// read is not compared.
func differences(in words.Language, answers []string, checks []Check) []Difference {
	var list []Difference
	for i, c := range checks[:min(len(checks), len(answers))] {
		was, read := scenario.ParseResult(answers[i])
		is, _ := scenario.ParseResult(c.Token)
		if read && is.Differs(was) {
			list = append(list, Difference{c.Called(), was.Said(in), c.Got})
		}
	}
	return list
}

// Called is a check in a list: its name, where it has one, and what it asks.
func (c Check) Called() string {
	if c.Name == "" {
		return c.Text
	}
	return c.Name + ": " + c.Text
}

type outcomeKey struct {
	from, to int
	action   string
}

// changes puts into a view what the last edit did. It gives the outcomes that flipped and
// the state before; a board of nil says that there is none to compare with.
func (e *Engine) changes(v *View, from int) (map[outcomeKey]bool, *session.State) {
	before := e.session.Before()
	if before == nil {
		return nil, nil
	}
	c, flipped := changed(*before, e.session.State(), from)
	c.Text, c.Note = e.session.Scenario().Set.Words.Say.Changed(c.Opened, c.Closed, c.Other), e.session.Note()
	v.Changed = c
	return flipped, before
}

// small reports whether everyone to everyone of a network is shown.
func small(s *scenario.Scenario) bool { return s.Network.Len() <= matrixActors }

// changed counts and lists the outcomes that differ between two states, in a large network those of one actor alone.
func changed(before, now session.State, from int) (*Changed, map[outcomeKey]bool) {
	flips := session.Flips(before, now, func(i, j int) bool { return small(now.Scenario) || i == from || j == from })
	c := &Changed{Flips: []Flip{}}
	flipped := map[outcomeKey]bool{}
	for f := range flips {
		flipped[outcomeKey{f.From, f.To, f.Action}] = true
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
	return c, flipped
}

func flipOf(board *decision.Board, f decision.Change) Flip {
	s := explanation.Speaker{Board: board, From: f.From, To: f.To}
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

// mark puts marks and, where wanted, the matrix into a view.
func (e *Engine) mark(v *View, from int, before *session.State) {
	board := e.session.Board()
	n := board.Network
	var was []int
	if before != nil {
		was = session.Was(*before, e.session.State())
	}
	cell := func(i, j int) Cell {
		now := cellOf(board, i, j)
		if before != nil && was[i] >= 0 && was[j] >= 0 {
			now.Flipped = cellOf(before.Board, was[i], was[j]) != now
		}
		return now
	}
	for i, a := range n.Actors() {
		if i == from {
			continue
		}
		sender, recipient := v.Look.turned(from, i)
		c := cell(sender, recipient)
		v.Marks = append(v.Marks, Mark{a.ID, c, explanation.Mark(board.Set, board.Best(sender, recipient)), c.Flipped})
	}
	if !v.Look.Matrix || n.Len() > matrixActors {
		return
	}
	v.Cells = make([][]Cell, n.Len())
	for i := range v.Cells {
		v.Cells[i] = make([]Cell, n.Len())
		for j := range v.Cells[i] {
			v.Cells[i][j] = cell(i, j)
		}
	}
}

// cellOf is the best way between two actors.
func cellOf(board *decision.Board, i, j int) Cell {
	if i == j || !board.Offered(i, j) {
		return Cell{Mark: "self"}
	}
	way := board.Best(i, j)
	return Cell{Mark: way.Mark.String(), Way: way.Action, Cost: int(way.Cost)}
}

func answerOf(board *decision.Board, from, to int, flipped map[outcomeKey]bool) *Answer {
	s := explanation.Speaker{Board: board, From: from, To: to}
	best := board.Best(from, to)
	a := &Answer{
		From: id(board, from), To: id(board, to), Cell: cellOf(board, from, to),
		Headline: s.Headline(best), Detail: s.Detail(best), Actions: []Decision{},
	}
	for _, action := range board.Set.Applicable(board.Kinds(from, to)) {
		a.Actions = append(a.Actions, decisionOf(board, from, to, action, flipped))
	}
	return a
}

// decisionOf is a decision and everything that explains it. A rule that Cedar cannot
// evaluate shows as an error in place of the verdict.
func decisionOf(board *decision.Board, from, to int, action string, flipped map[outcomeKey]bool) Decision {
	declared, _ := board.Set.World.Action(action)
	out := Decision{
		From: id(board, from), To: id(board, to), Action: action, Label: declared.Label, Mark: decision.Undecided.String(),
		Warnings: []Warning{}, Rules: []DecidingRule{}, Readings: []OtherReading{}, Conditions: []RuleCondition{}, Advice: []Advice{},
		Flipped: flipped[outcomeKey{from, to, action}],
	}
	s := explanation.Speaker{Board: board, From: from, To: to}
	d, err := board.Between(from, to, action)
	if err != nil {
		cannot := board.Set.Words.Say.CannotBeDecided()
		out.Verdict, out.Outcome, out.Short, out.Summary = "error", cannot, cannot, s.Undecided(action, err)
		return out
	}
	out.Mark, out.Verdict, out.Contested, out.Cost, out.Outcome = d.Mark().String(), d.Verdict.String(), d.Contested, int(d.Cost), explanation.Outcome(board.Set, d.Outcome)
	out.Short, out.Summary = s.Short(action, d), s.Summary(action, d)
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

// decided is a decision as the command line and the Worker print it.
func decided(board *decision.Board, from, to int, action string) Decided {
	out := Decided{
		From: id(board, from), To: id(board, to), Action: action, Warnings: []string{},
		Rules: []DecidedRule{}, Readings: []DecidedFlip{}, Conditions: []DecidedReason{},
	}
	d, err := board.Between(from, to, action)
	if err != nil {
		out.Verdict, out.Error = "error", err.Error()
		return out
	}
	out.Verdict, out.Contested, out.Cost, out.Warnings = d.Verdict.String(), d.Contested, int(d.Cost), d.WarningSources()
	for _, r := range d.Rules {
		out.Rules = append(out.Rules, DecidedRule{r.ID, r.Sources, effects[r.Permits]})
	}
	for _, f := range d.Flips {
		o := otherReading(board, f)
		out.Readings = append(out.Readings, DecidedFlip{o.Question, o.Reading, o.Verdict, o.Cost})
	}
	for _, c := range (explanation.Speaker{Board: board, From: from, To: to}).Conditions(action, d) {
		if c.Role != decision.KeptAway {
			out.Conditions = append(out.Conditions, DecidedReason{c.Rule.ID, c.Text, c.Holds()})
		}
	}
	return out
}
