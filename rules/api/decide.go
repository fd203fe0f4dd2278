package api

import (
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
)

func decide(r Request) (any, []scenario.Error) {
	s, errs := scenario.Parse([]byte(r.Scenario))
	if errs != nil {
		return nil, errs
	}
	list, errs := Decide(s, r.From, r.To, r.Action)
	if errs != nil {
		return nil, errs
	}
	if r.Action != "" {
		return list[0], nil
	}
	return list, nil
}

// Decide is the decisions of one action, or of all that the schema offers to the pair.
// Without to, it is the sender's own actions.
func Decide(s *scenario.Scenario, from, to, action string) ([]Decided, []scenario.Error) {
	board := decision.New(s.Set, s.Readings).On(s.Network)
	i, j, errs := pair(s, from, to)
	if errs != nil {
		return nil, errs
	}
	kinds := board.Kinds(i, j)
	actions := s.Set.Applicable(kinds)
	if action != "" {
		if err := scenario.Offered(s.Set, action, kinds); err != nil {
			return nil, mistake("action", err)
		}
		actions = []string{action}
	}
	list, notices := make([]Decided, len(actions)), s.Notices()
	for k, a := range actions {
		list[k] = decided(board, i, j, a)
		list[k].Notices = notices
	}
	return list, nil
}

// NoAction says that there is nothing to decide between two, who exist.
func NoAction(s *scenario.Scenario, from, to string) string {
	i, _ := s.Network.Find(from)
	if to == "" {
		return s.Set.Words.Say.NoActionOfOwn(explanation.Called(s.Set, s.Network, i))
	}
	j, _ := s.Network.Find(to)
	kind := func(i int) string { return s.Set.Words.Kind(s.Network.Actor(i).Kind) }
	return s.Set.Words.Say.NoActionBetween(kind(i), kind(j))
}

// Explain is a decision with everything that explains it. From, to and action must exist,
// as Decide finds out.
func Explain(s *scenario.Scenario, from, to, action string) Decision {
	board := decision.New(s.Set, s.Readings).On(s.Network)
	i, _ := s.Network.Find(from)
	j := decision.Nobody
	if to != "" {
		j, _ = s.Network.Find(to)
	}
	return decisionOf(explanation.Speaker{Board: board, From: i, To: j}, action, unflipped)
}

// unflipped is said of a pair that no edit was made about.
func unflipped(string) bool { return false }

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
