package api

import (
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

// CheckAll runs every check of a scenario.
func CheckAll(s *scenario.Scenario) Checked {
	return checked(s, scenario.NewEngines(s.Set))
}

// checked runs every check of a scenario, by engines of its rules.
func checked(s *scenario.Scenario, engines *scenario.Engines) Checked {
	out := Checked{Checks: checksOf(s, engines), Notices: s.Notices()}
	for _, c := range out.Checks {
		if c.OK {
			out.Passed++
		} else {
			out.Failed++
		}
	}
	return out
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
			Expected: c.Expected().Said(s.Set.Words.Say), Got: f.Got().Said(s.Set.Words.Say), Asked: c.Expected().Token(), Token: f.Got().Token(), Problems: append([]string{}, f.Problems...), Rules: []DecidingRule{}, Note: c.Note,
		}
		if c.In != nil {
			check.In = set.Name
			check.Text += set.Words.Say.InSet(set.Title)
		}
		if f.Err == nil {
			check.Rules = decidingRules(f.Decision)
			speaker := explanation.Speaker{Board: f.Board, From: f.From, To: f.To}
			check.Says = says(speaker, c)
			if !f.OK() {
				check.Why = speaker.InFull(c.Action, f.Decision)
			}
		}
		list = append(list, check)
	}
	return list
}

// says is what a check expects in a sentence; "" where it expects no verdict.
func says(speaker explanation.Speaker, c scenario.Check) string {
	if c.Expect == "" {
		return ""
	}
	verdict, named := decision.VerdictOf(c.Expect)
	if !named { // denied is one of two
		verdict = decision.Forbidden
	}
	var cost int64
	if c.Cost != nil {
		cost = *c.Cost
	}
	return speaker.Verdict(c.Action, verdict, cost)
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
