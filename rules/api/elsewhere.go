package api

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

// namedElsewhere is the most outcomes that the sentence on another set names.
const namedElsewhere = 2

// other is the open scenario's network under another rule set.
type other struct {
	of    *scenario.Scenario
	board *decision.Board
	lost  scenario.Losses // what of it has no place there
}

// elsewhere answers which other built-in sets decide a pair of the open session otherwise: allow what the
// open one's rules do not, or the other way round, or at another cost. A scenario that
// brings its own rule set is about another world, so that none is asked.
func (e *Engine) elsewhere(look Look) (any, []scenario.Error) {
	s := e.session.Scenario()
	list := []Elsewhere{}
	from, to := look.turned(resolve(s, &look))
	if s.Set.Files != nil || to < 0 {
		return list, nil
	}
	for _, name := range sets.Builtin() {
		if name == s.Set.Name {
			continue
		}
		under, err := e.under(name)
		if err != nil {
			return nil, internal(err)
		}
		if there := e.otherwise(under, from, to); len(there.Outcomes) > 0 {
			list = append(list, there)
		}
	}
	return list, nil
}

// under is the open scenario's network under another set, kept until the scenario changes.
func (e *Engine) under(name string) (other, error) {
	s := e.session.Scenario()
	if o, ok := e.others[name]; ok && o.of == s {
		return o, nil
	}
	set, err := policy.Load(name)
	if err != nil {
		return other{}, err
	}
	n, lost := s.Under(set)
	o := other{s, e.session.Engines().In(set).For(set.Defaults()).On(n), lost}
	e.others[name] = o
	return o, nil
}

// otherwise compares the outcomes of a pair with those under another set, of the actions that both have.
func (e *Engine) otherwise(under other, from, to int) Elsewhere {
	here, there := e.session.Board(), under.board
	say := here.Set.Words.Say
	out := Elsewhere{Set: there.Set.Name, Title: there.Set.Title, Outcomes: []ElsewhereOutcome{}}
	i, okFrom := there.Network.Find(id(here, from))
	j, okTo := there.Network.Find(id(here, to))
	if !okFrom || !okTo {
		return out
	}
	s := explanation.Speaker{Board: there, From: i, To: j}
	offered := there.Set.Applicable(there.Kinds(i, j))
	var named []string
	for _, action := range here.Set.Applicable(here.Kinds(from, to)) {
		if !slices.Contains(offered, action) {
			continue
		}
		was, err := here.Between(from, to, action)
		is, failed := there.Between(i, j, action)
		if err != nil || failed != nil || !was.Matters(is.Outcome) {
			continue
		}
		declared, _ := here.Set.World.Action(action)
		text := explanation.Verdict(there.Set, is)
		named = append(named, say.AnsweredAs(declared.Label, text))
		out.Outcomes = append(out.Outcomes, ElsewhereOutcome{Action: action, Text: text, Summary: s.Summary(action, is)})
	}
	shown := min(len(named), namedElsewhere)
	out.Text = say.AnswersOtherwise(out.Title, named[:shown], len(named)-shown, len(under.lost))
	return out
}
