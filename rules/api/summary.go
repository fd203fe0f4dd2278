package api

import (
	"math"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/words"
	"inroad/rules/world"
)

// summed is what a summary of the open scenario depends on.
type summed struct {
	revision int
	from     string
}

// everybody is how far everybody gets in one state of the session: whoever asks about one actor after another need not wait for it
// each time.
type everybody struct {
	revision int
	*analysis.Everybody
}

// summary answers the summary request.
func (e *Engine) summary(r Request) (any, []scenario.Error) {
	if r.Scenario != "" {
		s, errs := scenario.Parse([]byte(r.Scenario))
		if errs != nil {
			return nil, errs
		}
		out, errs := SummaryOf(s, r.From)
		if errs != nil {
			return nil, errs
		}
		out.Progress = Progress{Done: 1, Of: 1}
		return out, nil
	}
	if e.session == nil {
		return nil, mistake("do", diagnostic.Say(diagnostic.NothingOpen))
	}
	s, revision, held := e.session.Scenario(), e.session.Revision(), e.held
	from, errs := sender(s, r.From)
	if errs != nil {
		return nil, errs
	}
	if held.everybody.revision != revision {
		held.everybody = everybody{revision: revision}
	}
	summaries := analysis.Summaries(e.session.Board(), from, tries(from), held.everybody.Everybody)
	return e.slice(r.Do, summed{revision, r.From}, func(yield func(any) bool) {
		for known := range summaries {
			if known.Everybody != nil && held.everybody.revision == revision {
				held.everybody.Everybody = known.Everybody
			}
			out := summaryOf(s, from, known)
			out.Revision, out.Progress = revision, Progress{known.Done, known.Of, known.More}
			if !yield(out) {
				return
			}
		}
	}), nil
}

// SummaryOf is what a scenario's network comes to as a whole, and to one actor where from is not "".
func SummaryOf(s *scenario.Scenario, from string) (Summary, []scenario.Error) {
	i, errs := sender(s, from)
	if errs != nil {
		return Summary{}, errs
	}
	var whole analysis.Summary
	for whole = range analysis.Summaries(decision.New(s.Set, s.Readings).On(s.Network), i, tries(i), nil) {
		continue
	}
	return summaryOf(s, i, whole), nil
}

// sender is the number of the actor with an id, or decision.Nobody for none.
func sender(s *scenario.Scenario, id string) (int, []scenario.Error) {
	if id == "" {
		return decision.Nobody, nil
	}
	i, _, errs := pair(s, id, "")
	return i, errs
}

// tries is the most ties that are tried for a summary: of all actors, where each takes long, or of one.
func tries(from int) int {
	if from == decision.Nobody {
		return 100
	}
	return math.MaxInt
}

// summaryOf says what is known of a summary.
func summaryOf(s *scenario.Scenario, from int, known analysis.Summary) Summary {
	set, say := s.Set, s.Set.Words.Say
	out := Summary{Groups: []ReachGroup{}, Worths: []Worth{}, Notices: s.Notices()}
	who := ""
	if from != decision.Nobody {
		out.From, who = s.Network.Actor(from).ID, explanation.Called(set, s.Network, from)
	}
	if everybody := known.Everybody; everybody != nil {
		all := everybody.All
		out.All = reachOf(set, all, say.ReachOfAll(all.Senders, all.Reached, all.Pairs))
		for _, g := range everybody.Groups {
			out.Groups = append(out.Groups, ReachGroup{
				Kind: g.Attribute.Kind.Type, Field: g.Attribute.Name, Label: g.Attribute.Label, Value: words.Typed(g.Attribute, g.Value), ValueLabel: valueOf(set, g.Attribute, g.Value),
				Reach: *reachOf(set, g.Reach, say.ReachOfGroup(g.Senders, g.Reached, g.Pairs)),
			})
		}
	}
	if one := known.One; one != nil {
		out.One = reachOf(set, *one, say.ReachOf(who, one.Reached, one.Pairs))
	}
	for _, w := range known.Worths {
		out.Worths = append(out.Worths, worthOf(set, w))
	}
	if known.Tie != nil {
		out.Tie = bestTie(set, s.Network, who, *known.Tie)
	}
	return out
}

// valueOf is how a value is called in a list; one that is not there is no label's.
func valueOf(set *policy.RuleSet, a *world.Attribute, v world.Value) string {
	if v == world.Absent {
		return set.Words.Say.NoValue()
	}
	if a.Type == world.Bool {
		return set.Words.Say.YesNo(v.Number == 1)
	}
	return set.Words.Label(a, v)
}

func reachOf(set *policy.RuleSet, r analysis.Reach, text string) *Reach {
	out := &Reach{Text: text, Senders: r.Senders, Pairs: r.Pairs, Reached: r.Reached, Ways: []ReachWay{}}
	for _, w := range r.Ways {
		said := set.Words.Say.PairsBy(w.Pairs, explanation.Way(set, w.Way))
		out.Ways = append(out.Ways, ReachWay{w.Mark.String(), w.Action, int(w.Cost), w.Pairs, said})
	}
	return out
}

// bestTie says what opens most for somebody, or for all where who is "".
func bestTie(set *policy.RuleSet, n *network.Network, who string, found analysis.Search) *BestTie {
	say := set.Words.Say
	best := found.Found
	out := &BestTie{
		Text: say.OpensNothing(who), How: say.Tried(found.Tried, found.Possible, found.Beyond, found.Exact()),
		Opened: best.Opened, Closed: best.Closed, Possible: found.Possible, Tried: found.Tried, Beyond: found.Beyond, Exact: found.Exact(),
	}
	if best.Tie == nil {
		return out
	}
	i, j := best.From, best.To
	out.Tie, out.From, out.To = best.Tie.Name, n.Actor(i).ID, n.Actor(j).ID
	tie := set.Words.Tie(best.Tie, explanation.Called(set, n, i), explanation.Called(set, n, j))
	out.Text, out.Note = say.OpensMost(who, tie, best.Opened, best.Closed), explanation.Along(set, n, best.Along)
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
		Reach: *reachOf(set, w.Reach, reach), Opened: w.Opened, Closed: w.Closed, Text: said, Note: explanation.Along(set, w.Network, w.Along),
	}
}
