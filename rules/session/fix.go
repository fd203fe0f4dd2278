package session

import (
	"slices"

	"inroad/rules/network"
	"inroad/rules/scenario"
	"inroad/rules/whatif"
	"inroad/rules/words"
)

// FixEdit is the edit that makes all changes of a fix, as one.
func FixEdit(s *scenario.Scenario, f whatif.Fix) Edit {
	out := Edit{Kind: "all", Edits: []Edit{}}
	for _, c := range f.Changes {
		out.Edits = append(out.Edits, changeEdits(s, c)...)
	}
	return out
}

func changeEdits(s *scenario.Scenario, c whatif.Change) []Edit {
	switch c.Kind {
	case whatif.Reading:
		q := s.Set.Questions[c.Choice.Question]
		return []Edit{{Kind: "reading", Question: q.ID, Value: q.Readings[c.Choice.Reading].Reading}}
	case whatif.Rule:
		return []Edit{{Kind: "rule", Rule: c.Rule, On: false}}
	}
	var list []Edit
	for _, a := range c.Edits(s.Set, s.Network) {
		from, to := s.Network.Actor(a.From).ID, s.Network.Actor(a.To).ID
		switch a.Do {
		case network.Set:
			list = append(list, Edit{Kind: "set", Actor: from, Field: a.Attribute.Name, Value: words.Typed(a.Attribute, a.Value)})
		case network.Make:
			list = append(list, Edit{Kind: "tie", Tie: a.Tie.Name, From: from, To: to})
		case network.Take:
			list = append(list, Edit{Kind: "untie", Tie: a.Tie.Name, From: from, To: to})
		}
	}
	return list
}

// Affected lists the outcomes that a fix would change besides its own, and the state that
// it would come to. Nothing is recorded.
func (s *Session) Affected(f whatif.Fix, from, to int) ([]Flip, State, []scenario.Error) {
	out, errs := apply(s.now.Scenario, FixEdit(s.now.Scenario, f))
	if errs != nil {
		return nil, State{}, errs
	}
	engines := s.engines
	if out.scenario.Set != s.now.Scenario.Set {
		engines = scenario.NewEngines(out.scenario.Set)
	}
	after := State{out.scenario, engines.For(out.scenario.Readings).On(out.scenario.Network)}
	flips := slices.DeleteFunc(Flips(s.now, after, func(int, int) bool { return true }), func(flip Flip) bool {
		return flip.From == from && flip.To == to && flip.Action == f.Action
	})
	return flips, after, nil
}
