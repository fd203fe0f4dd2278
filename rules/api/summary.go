package api

import (
	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/words"
	"inroad/rules/world"
)

// The most ties that are tried for a summary: of all actors, where each takes long, and of one.
const (
	triedOfAll = 100
	triedOfOne = 1 << 30
)

// summary answers the summary request.
func (e *Engine) summary(r Request) (any, []scenario.Error) {
	var s *scenario.Scenario
	var board *decision.Board
	switch {
	case r.Scenario != "":
		parsed, errs := scenario.Parse([]byte(r.Scenario))
		if errs != nil {
			return nil, errs
		}
		s, board = parsed, decision.New(parsed.Set, parsed.Readings).On(parsed.Network)
	case e.session != nil:
		s, board = e.session.Scenario(), e.session.Board()
	default:
		return nil, mistake("do", diagnostic.Say(diagnostic.NothingOpen))
	}
	out, errs := summaryOf(s, board, r.From)
	if errs != nil {
		return nil, errs
	}
	return out, nil
}

// SummaryOf is what a scenario's network comes to as a whole, and to one actor where from is not "".
func SummaryOf(s *scenario.Scenario, from string) (Summary, []scenario.Error) {
	return summaryOf(s, decision.New(s.Set, s.Readings).On(s.Network), from)
}

func summaryOf(s *scenario.Scenario, board *decision.Board, from string) (Summary, []scenario.Error) {
	set, say := s.Set, s.Set.Words.Say
	all, groups := analysis.Reaches(board)
	out := Summary{All: reachOf(set, all, say.ReachOfAll(all.Senders, all.Reached, all.Pairs)), Groups: []ReachGroup{}, Worths: []Worth{}, Notices: s.Notices()}
	for _, g := range groups {
		out.Groups = append(out.Groups, ReachGroup{
			Kind: g.Attribute.Kind.Type, Field: g.Attribute.Name, Label: g.Attribute.Label, Value: words.Typed(g.Attribute, g.Value), ValueLabel: valueOf(set, g.Attribute, g.Value),
			Reach: reachOf(set, g.Reach, say.ReachOfGroup(g.Senders, g.Reached, g.Pairs)),
		})
	}
	if from == "" {
		out.Tie = bestTie(board, decision.Nobody, triedOfAll)
		return out, nil
	}
	i, _, errs := pair(s, from, "")
	if errs != nil {
		return Summary{}, errs
	}
	out.From, out.Tie = from, bestTie(board, i, triedOfOne)
	one := analysis.ReachOf(board, i)
	said := reachOf(set, one, say.ReachOf(explanation.Called(set, s.Network, i), one.Reached, one.Pairs))
	out.One = &said
	for _, w := range analysis.Worths(board, i) {
		out.Worths = append(out.Worths, worthOf(set, w))
	}
	return out, nil
}

// valueOf is how a value is called in a list; one that is not there is no label's.
func valueOf(set *policy.RuleSet, a *world.Attribute, v world.Value) string {
	if v == world.Absent {
		return set.Words.Say.NoValue()
	}
	return set.Words.Label(a, v)
}

func reachOf(set *policy.RuleSet, r analysis.Reach, text string) Reach {
	out := Reach{Text: text, Senders: r.Senders, Pairs: r.Pairs, Reached: r.Reached, Ways: []ReachWay{}}
	for _, w := range r.Ways {
		said := set.Words.Say.PairsBy(w.Pairs, explanation.Way(set, w.Way))
		out.Ways = append(out.Ways, ReachWay{w.Mark.String(), w.Action, int(w.Cost), w.Pairs, said})
	}
	return out
}

// bestTie is the tie that opens most, for one actor or of all.
func bestTie(board *decision.Board, from, tries int) BestTie {
	set, say := board.Set, board.Set.Words.Say
	who := ""
	if from != decision.Nobody {
		who = explanation.Called(set, board.Network, from)
	}
	found := analysis.MostOpening(board, from, tries)
	best := found.Found
	out := BestTie{
		Text: say.OpensNothing(who), How: say.Tried(found.Tried, found.Possible, found.Beyond, found.Exact()),
		Opened: best.Opened, Closed: best.Closed, Possible: found.Possible, Tried: found.Tried, Beyond: found.Beyond, Exact: found.Exact(),
	}
	if best.Tie == nil {
		return out
	}
	i, j := best.From, best.To
	out.Tie, out.From, out.To = best.Tie.Name, id(board, i), id(board, j)
	tie := set.Words.Tie(best.Tie, explanation.Called(set, board.Network, i), explanation.Called(set, board.Network, j))
	out.Text, out.Note = say.OpensMost(who, tie, best.Opened, best.Closed), explanation.Along(set, board.Network, best.Along)
	return out
}

func worthOf(set *policy.RuleSet, w analysis.Worth) Worth {
	a, price := w.Attribute, ""
	if cents := a.Enum.Values[w.Value.Number].Price; cents >= 0 {
		price = explanation.Dollars(cents)
	}
	value := valueOf(set, a, w.Value)
	said := set.Words.Say.WorthOf(value, price, set.World.Money, w.Now, w.Reach.Reached, w.Reach.Pairs, w.Opened, w.Closed)
	reach := set.Words.Say.ReachOf(value, w.Reach.Reached, w.Reach.Pairs)
	return Worth{
		Field: a.Name, Label: a.Label, Value: words.Typed(a, w.Value), ValueLabel: value, Price: price, Now: w.Now,
		Reach: reachOf(set, w.Reach, reach), Opened: w.Opened, Closed: w.Closed, Text: said, Note: explanation.Along(set, w.Network, w.Along),
	}
}
