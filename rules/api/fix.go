package api

import (
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/whatif"
	"inroad/rules/words"
	"inroad/rules/world"
)

// shownFixes is the most fixes that a view of a pair lists.
const shownFixes = 16

// countedFixes is the number of fixes of a view, the first, whose other effects are found:
// each takes as long as an edit. Fixes that were asked for have all of theirs.
const countedFixes = 4

// shownOthers is the most other outcomes that a fix lists.
const shownOthers = 20

// fixes answers what would turn the verdict of an action, or the answer of the two who are looked at.
func (e *Engine) fixes(r Request) (any, []scenario.Error) {
	s, board := e.session.Scenario(), e.session.Board()
	if r.Action == "" {
		from, to := r.Look.turned(resolve(s, &r.Look))
		actions := worthTurning(board, from, to)
		if len(actions) == 0 {
			return Fixes{Revision: e.session.Revision(), Actions: []string{}, Fixes: []Fix{}}, nil
		}
		return e.turning(from, to, actions, r.Limits, countedFixes)
	}
	from, to, errs := pair(s, r.From, r.To)
	if errs != nil {
		return nil, errs
	}
	if err := scenario.Offered(s.Set, r.Action, board.Kinds(from, to)); err != nil {
		return nil, mistake("action", err)
	}
	return e.turning(from, to, []string{r.Action}, r.Limits, shownFixes)
}

// turned is what the fixes that are looked for depend on.
type turned struct {
	revision, from, to int
	actions            string
	limits             FixLimits
	counted            int
}

// turning answers with the fixes of some actions, all denied or all allowed, in slices.
func (e *Engine) turning(from, to int, actions []string, limits FixLimits, counted int) (any, []scenario.Error) {
	open := e.session
	asked := turned{open.Revision(), from, to, strings.Join(actions, " "), limits, counted}
	answer := e.slice("fixes", asked, func(yield func(any) bool) {
		wanted := true
		fixes, err := fixesOf(open, from, to, actions, limits, counted, func(so Fixes) bool {
			so.More = true
			wanted = wanted && yield(so)
			return wanted
		})
		switch {
		case !wanted:
		case err != nil:
			yield(err)
		default:
			yield(fixes)
		}
	})
	if err, failed := answer.(error); failed {
		return nil, mistake("rules.policies", err)
	}
	return answer, nil
}

// worthTurning are the actions of a pair whose verdicts are worth turning: the ways that are closed, to be opened, or where
// all are open, the best, to be closed. Being written to first counts as a way where there
// is no other.
func worthTurning(board *decision.Board, from, to int) []string {
	if to < 0 {
		return nil
	}
	best := board.Best(from, to)
	unreached := best.Action == ""
	var denied []string
	for _, way := range board.Set.World.Ways() {
		if !way.Applies(board.Kinds(from, to)) || way.Way == world.WayAnswer && !unreached {
			continue
		}
		if d, err := board.Between(from, to, way.Name); err == nil && d.Verdict != decision.Allowed {
			denied = append(denied, way.Name)
		}
	}
	switch {
	case best.Mark != decision.Free && len(denied) > 0 && unreached:
		return denied
	case best.Mark != decision.Free && len(denied) > 0:
		return denied[:1]
	case unreached:
		return nil
	default:
		return []string{best.Action}
	}
}

// turnOf says what the fixes of a pair are going to be about, without looking for any.
func turnOf(speaker explanation.Speaker) Turn {
	actions := worthTurning(speaker.Board, speaker.From, speaker.To)
	if len(actions) == 0 {
		return Turn{}
	}
	d, err := speaker.Board.Between(speaker.From, speaker.To, actions[0])
	if err != nil {
		return Turn{}
	}
	opens := d.Verdict != decision.Allowed
	return Turn{Title: speaker.Fixes(actions, opens), Opens: opens}
}

// fixesOf are the fixes of some actions, all denied or all allowed, within limits. It pauses now and then with what is known so far,
// and is given up where nobody goes on.
func fixesOf(open *session.Session, from, to int, actions []string, limits FixLimits, counted int, pause func(Fixes) bool) (Fixes, error) {
	board, s := open.Board(), open.Scenario()
	d, err := board.Between(from, to, actions[0])
	if err != nil {
		return Fixes{}, err
	}
	opens := d.Verdict != decision.Allowed
	speaker := explanation.Speaker{Board: board, From: from, To: to}
	out := Fixes{Revision: open.Revision(), Title: speaker.Fixes(actions, opens), Actions: actions, Opens: opens, Fixes: []Fix{}}
	found, beyond, err := find(speaker, actions, whatif.Limits(limits), func() bool { return pause(out) })
	if err != nil {
		return Fixes{}, err
	}
	out.Beyond = beyond
	if len(found) == 0 {
		out.None = speaker.None(actions, opens, whatif.Limits(limits), beyond)
	}
	for i, f := range found[:min(len(found), shownFixes)] {
		fix := Fix{
			Action: f.Action, Text: speaker.Fix(f), Then: speaker.Then(f), Cost: speaker.Price(f), Free: f.Free(),
			Source: f.Source(), Outcomes: []string{}, Changes: []FixChange{}, Edit: session.FixEdit(s, f),
		}
		if i < counted {
			if !small(s) && !pause(out) {
				return out, nil
			}
			affected, after, errs := open.Affected(f, from, to)
			if errs != nil {
				return Fixes{}, errs[0]
			}
			fix.Others = s.Set.Words.Say.OtherOutcomes(len(affected))
			for _, flip := range affected[:min(len(affected), shownOthers)] {
				other := explanation.Speaker{Board: after.Board, From: flip.From, To: flip.To}
				fix.Outcomes = append(fix.Outcomes, other.Flip(flip.Action, flip.Before, flip.After))
			}
		}
		for _, c := range f.Changes {
			fix.Changes = append(fix.Changes, FixChange{string(c.Kind), speaker.Change(c), id(board, c.Who), speaker.Doubts(c)})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out, nil
}

// find lists the fixes of some actions within limits, pausing now and then, and where there are none counts those without
// the limits. The same changes may turn several actions: they are listed once, with the first of these.
func find(speaker explanation.Speaker, actions []string, limits whatif.Limits, pause func() bool) (found []whatif.Fix, beyond int, err error) {
	found, err = whatif.Search(speaker.Board, speaker.From, speaker.To, limits, pause, actions...)
	if err != nil {
		return nil, 0, err
	}
	if len(found) == 0 && limits != (whatif.Limits{}) {
		found, _, err = find(speaker, actions, whatif.Limits{}, pause)
		return nil, len(found), err
	}
	said := map[string]bool{}
	found = slices.DeleteFunc(found, func(f whatif.Fix) bool {
		text := speaker.Fix(f)
		twice := said[text]
		said[text] = true
		return twice
	})
	return found, 0, nil
}

// FixAll is the fixes of one action within limits as the command line prints them, as data and in
// lines of text.
func FixAll(s *scenario.Scenario, from, to, action string, limits FixLimits) (Fixed, []string, []scenario.Error) {
	i, j, errs := pair(s, from, to)
	if errs != nil {
		return Fixed{}, nil, errs
	}
	opened := session.Open(s)
	board := opened.Board()
	if err := scenario.Offered(s.Set, action, board.Kinds(i, j)); err != nil {
		return Fixed{}, nil, mistake("action", err)
	}
	d, err := board.Between(i, j, action)
	if err != nil {
		return Fixed{}, nil, mistake("rules.policies", err)
	}
	speaker := explanation.Speaker{Board: board, From: i, To: j}
	actions, within := []string{action}, whatif.Limits(limits)
	found, beyond, err := find(speaker, actions, within, func() bool { return true })
	if err != nil {
		return Fixed{}, nil, mistake("rules.policies", err)
	}
	out := Fixed{
		From: from, To: to, Action: action, Opens: d.Verdict != decision.Allowed, Limits: limits, Fixes: []FixedOnce{},
		Beyond: beyond, Notices: s.Notices(),
	}
	lines := []string{speaker.Within(speaker.Fixes(actions, out.Opens), within)}
	if len(found) == 0 {
		lines = append(lines, speaker.None(actions, out.Opens, within, beyond))
	}
	for k, f := range found {
		affected, after, errs := opened.Affected(f, i, j)
		if errs != nil {
			return Fixed{}, nil, errs
		}
		out.Fixes = append(out.Fixes, fixedOnce(speaker, f, affected, after.Board))
		var doubts []string
		for _, c := range f.Changes {
			if doubt := speaker.Doubts(c); doubt != "" {
				doubts = append(doubts, doubt)
			}
		}
		lines = append(lines, s.Set.Words.Say.FixLine(k+1, speaker.Fix(f), speaker.Price(f), s.Set.Words.Say.OtherOutcomes(len(affected)), speaker.Then(f), doubts))
	}
	return out, lines, nil
}

func fixedOnce(speaker explanation.Speaker, f whatif.Fix, affected []decision.Change, after *decision.Board) FixedOnce {
	is := outcome(f.After)
	once := FixedOnce{
		Changes: []FixedChange{}, Source: f.Source(), Verdict: is.Verdict, Cost: is.Cost, Contested: is.Contested,
		Others: len(affected), Outcomes: []FixedOther{},
	}
	if !f.Bought {
		once.Price = explanation.Dollars(f.Price)
	}
	for _, c := range f.Changes {
		once.Changes = append(once.Changes, fixedChange(speaker, c))
	}
	for _, flip := range affected[:min(len(affected), shownFlips)] {
		once.Outcomes = append(once.Outcomes, FixedOther{id(after, flip.From), id(after, flip.To), flip.Action, outcome(flip.Before), outcome(flip.After)})
	}
	return once
}

func fixedChange(speaker explanation.Speaker, c whatif.Change) FixedChange {
	board := speaker.Board
	out := FixedChange{Kind: string(c.Kind), Text: speaker.Change(c), Who: id(board, c.Who), Steps: []FixedStep{}}
	switch c.Kind {
	case whatif.Reading:
		q := board.Set.Questions[c.Choice.Question]
		out.Question, out.Reading = q.ID, q.Readings[c.Choice.Reading].Reading
		return out
	case whatif.Rule:
		out.Rule = c.Rule
		return out
	}
	out.From = id(board, c.From)
	if c.To != c.From {
		out.To = id(board, c.To)
	}
	switch c.Kind {
	case whatif.Set:
		out.Field, out.Value = c.Attribute.Name, words.Typed(c.Attribute, c.Value)
	default:
		out.Tie = c.Tie.Name
	}
	if c.Price > 0 {
		out.Price = explanation.Dollars(c.Price)
	}
	for _, step := range c.Steps {
		is := outcome(step.Decision)
		out.Steps = append(out.Steps, FixedStep{id(board, step.From), id(board, step.To), step.Action.Name, is.Verdict, is.Cost, is.Contested})
	}
	return out
}

func outcome(d *decision.Decision) Outcome {
	return Outcome{d.Verdict.String(), int(d.Cost), d.Contested}
}

// pair finds two actors by id; to is "" for a sender's own action.
func pair(s *scenario.Scenario, from, to string) (int, int, []scenario.Error) {
	i, ok := s.Network.Find(from)
	if !ok {
		return 0, 0, mistake("from", s.MissingActor(from))
	}
	if to == "" {
		return i, decision.Nobody, nil
	}
	j, ok := s.Network.Find(to)
	if !ok {
		return 0, 0, mistake("to", s.MissingActor(to))
	}
	if i == j {
		return 0, 0, mistake("to", diagnostic.Say(diagnostic.WithItself, to))
	}
	return i, j, nil
}
