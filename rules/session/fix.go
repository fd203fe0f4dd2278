package session

import (
	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/scenario"
	"inroad/rules/whatif"
	"inroad/rules/words"
)

// FixEdit is the edit that makes all changes of a fix, as one.
func FixEdit(s *scenario.Scenario, f whatif.Fix) Edit {
	out := Edit{Kind: "all", Edits: []Edit{}}
	n := s.Network
	for _, c := range f.Changes {
		switch c.Kind {
		case whatif.Reading:
			q := s.Set.Questions[c.Choice.Question]
			out.Edits = append(out.Edits, Edit{Kind: "reading", Question: q.ID, Value: q.Readings[c.Choice.Reading].Reading})
		case whatif.Rule:
			out.Edits = append(out.Edits, Edit{Kind: "rule", Rule: c.Rule, On: false})
		}
		for _, a := range c.Edits(s.Set, n) {
			out.Edits = append(out.Edits, editOf(n, a))
			// What a change comes to hangs on those before it.
			if after, _, err := s.Set.Act(n, a); err == nil {
				n = after
			}
		}
	}
	return out
}

// editOf is the edit that makes an act.
func editOf(n *network.Network, a network.Act) Edit {
	from, to := n.Actor(a.From).ID, n.Actor(a.To).ID
	switch a.Do {
	case network.Set:
		return Edit{Kind: "set", Actor: from, Field: a.Attribute.Name, Value: words.Typed(a.Attribute, a.Value)}
	case network.Make:
		return Edit{Kind: "tie", Tie: a.Tie.Name, From: from, To: to}
	default:
		return Edit{Kind: "untie", Tie: a.Tie.Name, From: from, To: to}
	}
}

// Affected lists the outcomes that a fix would change besides its own, and the state that
// it would come to. Nothing is recorded.
func (s *Session) Affected(f whatif.Fix, from, to int) ([]decision.Change, State, []scenario.Error) {
	out, errs := apply(s.now.Scenario, FixEdit(s.now.Scenario, f))
	if errs != nil {
		return nil, State{}, errs
	}
	engines := s.engines
	if out.scenario.Set != s.now.Scenario.Set {
		engines = s.engines.Over(out.scenario.Set)
	}
	after := State{out.scenario, engines.For(out.scenario.Readings).After(s.now.Board, out.scenario.Network)}
	var flips []decision.Change
	for flip := range Flips(s.now, after, func(int, int) bool { return true }) {
		if flip.From != from || flip.To != to || flip.Action != f.Action {
			flips = append(flips, flip)
		}
	}
	return flips, after, nil
}
