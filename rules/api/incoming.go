package api

import (
	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

// incoming answers the incoming request.
func (e *Engine) incoming(r Request) (any, []scenario.Error) {
	out, errs := incomingOf(e.session.Scenario(), e.session.Board(), r.To)
	if errs != nil {
		return nil, errs
	}
	out.Revision = e.session.Revision()
	return out, nil
}

// IncomingOf is who reaches an actor of a scenario, and what each of its settings would change.
func IncomingOf(s *scenario.Scenario, to string) (Incoming, []scenario.Error) {
	return incomingOf(s, decision.New(s.Set, s.Readings).On(s.Network), to)
}

func incomingOf(s *scenario.Scenario, board *decision.Board, id string) (Incoming, []scenario.Error) {
	to, ok := s.Network.Find(id)
	if !ok {
		return Incoming{}, mistake("to", s.MissingActor(id))
	}
	set, say, names := board.Set, board.Set.Words.Say, explanation.Names(board.Set, s.Network)
	who, found := names[to], analysis.IncomingOf(board, to)
	out := Incoming{
		To: id, Name: who, Text: say.ReachedBy(who, found.Reaching, found.Senders), Reaching: found.Reaching, Senders: found.Senders,
		Ways: []IncomingWay{}, Settings: []IncomingSetting{}, Notices: s.Notices(),
	}
	for _, w := range found.Ways {
		way := IncomingWay{Mark: w.Mark.String(), Way: w.Action, Cost: int(w.Cost), Text: say.Capital(explanation.Way(set, w.Way))}
		for _, from := range w.Senders {
			way.From = append(way.From, s.Network.Actor(from).ID)
		}
		out.Ways = append(out.Ways, way)
	}
	var idle []string
	for _, setting := range found.Settings {
		if !setting.Matters() {
			idle = append(idle, setting.Attribute.Label)
			continue
		}
		out.Settings = append(out.Settings, incomingSetting(set, s, setting, names, who, out.Text))
	}
	if idle != nil {
		out.Idle = say.NoSettingMatters(who, idle)
	}
	return out, nil
}

func incomingSetting(set *policy.RuleSet, s *scenario.Scenario, setting analysis.Setting, names []string, who, reached string) IncomingSetting {
	say, a := set.Words.Say, setting.Attribute
	called := func(actors []int) []string {
		list := make([]string, len(actors))
		for i, actor := range actors {
			list[i] = names[actor]
		}
		return list
	}
	admitted := setting.LetsIn()
	out := IncomingSetting{Field: a.Name, Label: a.Label, Text: say.LetsIn(called(admitted)), LetsIn: []string{}}
	for _, actor := range admitted {
		out.LetsIn = append(out.LetsIn, s.Network.Actor(actor).ID)
	}
	for _, t := range setting.Values {
		text := say.Admits(who, called(t.Opened), called(t.Closed), called(t.Otherwise))
		if t.Now {
			text = reached
		}
		out.Values = append(out.Values, IncomingValue{
			Value: words.Typed(a, t.Value), ValueLabel: valueOf(set, a, t.Value), Now: t.Now, Reaching: t.Reaching,
			Opened: len(t.Opened), Closed: len(t.Closed), Otherwise: len(t.Otherwise), Text: text, Note: explanation.Along(set, t.Network, t.Along),
		})
	}
	return out
}
