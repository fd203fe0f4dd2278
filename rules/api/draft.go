package api

import (
	"fmt"
	"slices"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// deciding answers what each rule decides in the open session.
func (e *Engine) deciding(look Look) Deciding {
	s, board := e.session.Scenario(), e.session.Board()
	out := Deciding{Here: map[string][]string{}}
	if small(s) {
		out.Outcomes, out.Rests = analysis.Deciding(board), map[string]int{}
		for i, resting := range analysis.Rest(board) {
			out.Rests[s.Set.Questions[i].ID] = len(resting)
		}
	}
	from, to := look.turned(resolve(s, &look))
	if from < 0 {
		return out
	}
	here := func(to int) {
		for _, action := range s.Set.Applicable(board.Kinds(from, to)) {
			d, err := board.Between(from, to, action)
			if err != nil {
				continue
			}
			declared, _ := s.Set.World.Action(action)
			for _, r := range slices.Concat(d.Rules, d.Warnings) {
				out.Here[r.ID] = append(out.Here[r.ID], declared.Label)
			}
		}
	}
	here(decision.Nobody)
	if to >= 0 {
		here(to)
	}
	return out
}

// preview answers what an edit would do to the open session, which stays as it is.
func (e *Engine) preview(r Request) (any, []scenario.Error) {
	if r.Edit == nil {
		return nil, mistake("edit", diagnostic.Say(diagnostic.MissingEdit))
	}
	clone := e.session.Clone()
	if errs := clone.Apply(*r.Edit, false); errs != nil {
		return nil, errs
	}
	now := clone.State()
	c := changed(*clone.Before(), now)
	c.Text, c.Note = e.session.Scenario().Set.Words.Say.WouldChange(c.Opened, c.Closed, c.Other), clone.Note()
	if r.Action != "" {
		c.Stays = stays(*clone.Before(), now, r)
	}
	return c, nil
}

// stays says why an outcome is the same in two states of the same actors; "" where it is another.
func stays(before, now session.State, r Request) string {
	from, to, errs := pair(now.Scenario, r.From, r.To)
	if errs != nil {
		return ""
	}
	was, errWas := before.Board.Between(from, to, r.Action)
	is, errIs := now.Board.Between(from, to, r.Action)
	if errWas != nil || errIs != nil || was.Outcome != is.Outcome || was.Contested != is.Contested {
		return ""
	}
	set := now.Board.Set
	var rules []string
	for _, rule := range was.Rules {
		rules = append(rules, set.Words.Say.Sourced(rule.Title, rule.Sources))
	}
	return set.Words.Say.Stays(explanation.Pair(now.Board.Network, set, from, to, r.Action), is.Verdict.String(), rules)
}

// subject is what a rule to be composed is about: an action between a kind of pair, and the two of them whose facts are
// offered, if any are.
type subject struct {
	set               *policy.RuleSet
	action            *world.Action
	kinds             world.KindPair
	at                *situation.Situation
	sender, recipient string // how they are called
}

// subject finds what a request names: two actors, or a kind of pair, in the place of which the first that the
// action is offered to stands where it is none.
func (e *Engine) subject(r Request) (subject, []scenario.Error) {
	s, board := e.session.Scenario(), e.session.Board()
	out := subject{set: s.Set, sender: s.Set.Words.Say.Sender(), recipient: s.Set.Words.Say.Recipient()}
	if err := scenario.Known(s.Set, r.Action); err != nil {
		return out, mistake("action", err)
	}
	out.action, _ = s.Set.World.Action(r.Action)
	if r.From == "" {
		out.kinds = out.action.Pairs[0]
		for _, pair := range out.action.Pairs {
			if pair.Sender.Type == r.Sender && pair.Recipient.Type == r.Recipient {
				out.kinds = pair
			}
		}
		return out, nil
	}
	from, to, errs := pair(s, r.From, r.To)
	if errs != nil {
		return out, errs
	}
	out.kinds = board.Kinds(from, to)
	if err := scenario.Offered(s.Set, r.Action, out.kinds); err != nil {
		return out, mistake("action", err)
	}
	at := board.Situation(from, to)
	out.at, out.sender = &at, explanation.Called(s.Set, s.Network, from)
	if to != decision.Nobody {
		out.recipient = explanation.Called(s.Set, s.Network, to)
	}
	return out, nil
}

// facts answers what a rule on an action can be composed of.
func (e *Engine) facts(r Request) (any, []scenario.Error) {
	of, errs := e.subject(r)
	if errs != nil {
		return nil, errs
	}
	said := of.set.Words
	out := Facts{Pairs: []FactPair{}, Facts: []Fact{}}
	for i, pair := range of.action.Pairs {
		if pair == of.kinds {
			out.Pair = i
		}
		recipient := ""
		if pair.Recipient.Entity == "" {
			recipient = pair.Recipient.Label
		}
		out.Pairs = append(out.Pairs, FactPair{pair.Sender.Type, pair.Recipient.Type, said.Say.Pairing(pair.Sender.Label, recipient, "")})
	}
	var asked world.Facts
	for _, rule := range of.set.Rules {
		if rule.Fits(of.action.Name, of.kinds) {
			asked = asked.And(rule.Lens().Facts)
		}
	}
	for _, tests := range of.set.Tests(of.kinds, of.at) {
		fact := Fact{Choices: []Choice{}, Asked: asked.Has(tests[0].Fact)}
		if of.at != nil {
			fact.Present = policy.Present(tests, *of.at)
		}
		for _, t := range tests {
			fact.Choices = append(fact.Choices, Choice{Value: t.Cedar(), Label: said.Say.Capital(explanation.Test(of.set, t, of.sender, of.recipient))})
		}
		out.Facts = append(out.Facts, fact)
	}
	return out, nil
}

// draft composes a rule. Nothing is changed.
func (e *Engine) draft(r Request) (any, []scenario.Error) {
	of, errs := e.subject(r)
	if errs != nil {
		return nil, errs
	}
	say := of.set.Words.Say
	c := policy.Composed{ID: of.set.FreeID("own-" + of.action.Name), Title: r.Title, Permits: r.Effect == effects[true], Action: of.action, Kinds: of.kinds}
	var said []string
	known := slices.Concat(of.set.Tests(of.kinds, of.at)...)
	for i, condition := range r.Conditions {
		k := slices.IndexFunc(known, func(t policy.Test) bool { return t.Cedar() == condition })
		if k < 0 {
			return nil, mistake(fmt.Sprintf("conditions[%d]", i), diagnostic.Say(diagnostic.NoCondition, condition))
		}
		c.Tests = append(c.Tests, known[k])
		said = append(said, explanation.Test(of.set, known[k], say.Sender(), say.Recipient()))
	}
	if c.Title == "" {
		c.Title = say.RuleTitle(of.action.Label, c.Permits, said)
	}
	text := c.Cedar()
	return Drafted{c.ID, text, session.Edit{Kind: "policies", Value: of.set.And(text)}}, nil
}

// rewrite answers the edit that puts a rule of the user's own in the place of a rule of the set, to be
// changed, or that takes one of the user's own away.
func (e *Engine) rewrite(r Request) (any, []scenario.Error) {
	set := e.session.Scenario().Set
	if r.Do == "cut" {
		rest, err := set.But(r.Rule)
		if err != nil {
			return nil, mistake("rule", err)
		}
		return Drafted{r.Rule, "", session.Edit{Kind: "policies", Value: rest}}, nil
	}
	text, id, err := set.Copy(r.Rule)
	if err != nil {
		return nil, mistake("rule", err)
	}
	return Drafted{id, text, session.Edit{Kind: "all", Edits: []session.Edit{
		{Kind: "policies", Value: set.And(text)},
		{Kind: "rule", Rule: r.Rule, On: false},
	}}}, nil
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
