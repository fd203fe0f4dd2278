package api

import (
	"maps"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/words"
)

// told is what was last said of a session to whoever asks since when.
type told struct {
	document int // the revision; 0 for none
	scenario *scenario.Scenario
	actors   []Actor
	ties     []Tie

	rules    int
	set      *policy.RuleSet
	readings policy.Readings
	notices  []string
}

// document answers who there is. Whoever has what was last told hears what changed: a thousand people, of whom one was renamed, are
// not sent again.
func (e *Engine) document(since int) Document {
	s, revision := e.session.Scenario(), e.session.Revision()
	actors, ties := e.people()
	out := Document{Revision: revision, Relative: since != 0 && since == e.told.document, Title: s.Title, Description: s.Description}
	var had told
	if out.Relative {
		had = e.told
	}
	out.Actors = splice(had.actors, actors, sameActor)
	out.Ties = splice(had.ties, ties, func(a, b Tie) bool { return a == b })
	e.told.document, e.told.scenario, e.told.actors, e.told.ties = revision, s, actors, ties
	return out
}

// splice is the shortest change of one place that makes a list of another.
func splice[T any](had, has []T, same func(a, b T) bool) Splice[T] {
	at := 0
	for at < min(len(had), len(has)) && same(had[at], has[at]) {
		at++
	}
	rest := 0
	for rest < min(len(had), len(has))-at && same(had[len(had)-1-rest], has[len(has)-1-rest]) {
		rest++
	}
	return Splice[T]{At: at, Drop: len(had) - at - rest, Put: append([]T{}, has[at:len(has)-rest]...)}
}

func sameActor(a, b Actor) bool {
	at := func(p *session.At) session.At {
		if p == nil {
			return session.At{}
		}
		return *p
	}
	return a.ID == b.ID && a.Kind == b.Kind && a.Name == b.Name && a.Caption == b.Caption && (a.At == nil) == (b.At == nil) && at(a.At) == at(b.At) &&
		maps.Equal(a.Values, b.Values) && slices.Equal(a.Fixed, b.Fixed)
}

// people are all actors of the session, and their ties. What nothing changed about since they were last told is taken from there: what
// is fixed of an actor takes an act for every value, and a tie is a sentence.
func (e *Engine) people() ([]Actor, []Tie) {
	s, delta := e.session.Scenario(), network.Delta{}
	related := e.told.scenario != nil && e.told.scenario.Set == s.Set && s.Set.FixedApart()
	if related {
		delta, related = s.Network.Since(e.told.scenario.Network)
	}
	if !related {
		return actorsOf(s, func(int) bool { return true }, make([]Actor, s.Network.Len())), tiesOf(s)
	}
	actors := actorsOf(s, func(i int) bool { return slices.Contains(delta.Actors, i) }, slices.Clone(e.told.actors))
	renamed := slices.ContainsFunc(delta.Actors, func(i int) bool { return actors[i].Name != e.told.actors[i].Name })
	tied := slices.ContainsFunc(delta.Tied, func(list []int) bool { return len(list) > 0 })
	if renamed || tied {
		return actors, tiesOf(s)
	}
	return actors, e.told.ties
}

// actorsOf are all actors of a scenario: worked out anew, or as they were in a list but for where they are.
func actorsOf(s *scenario.Scenario, anew func(i int) bool, list []Actor) []Actor {
	for i, a := range s.Network.Actors() {
		if anew(i) {
			list[i] = actorOf(s, i, a)
		}
		list[i].At = nil
		if a.At != nil {
			list[i].At = &session.At{X: a.At.X, Y: a.At.Y}
		}
	}
	return list
}

func actorOf(s *scenario.Scenario, i int, a network.Actor) Actor {
	out := Actor{ID: a.ID, Kind: a.Kind.Type, Name: a.Name, Caption: explanation.Caption(s.Set, a), Values: map[string]string{}, Fixed: []string{}}
	for _, attribute := range a.Kind.Attributes {
		value := a.Value(attribute)
		if typed := words.Typed(attribute, value); typed != "" || !attribute.Optional {
			out.Values[attribute.Name] = typed
		}
		if s.Set.Fixed(s.Network, i, attribute) {
			out.Fixed = append(out.Fixed, attribute.Name)
		}
	}
	return out
}

func tiesOf(s *scenario.Scenario) []Tie {
	list := []Tie{}
	n := s.Network
	names := explanation.Names(s.Set, n)
	for _, t := range n.World.Ties {
		for _, p := range n.Pairs(t) {
			list = append(list, Tie{t.Name, n.Actor(p.From).ID, n.Actor(p.To).ID, explanation.Tie(s.Set, names, t, p)})
		}
	}
	return list
}

// inForce answers which rules there are.
func (e *Engine) inForce(since int) InForce {
	s, revision := e.session.Scenario(), e.session.Revision()
	notices := s.Notices()
	same := since != 0 && since == e.told.rules && e.told.set == s.Set && slices.Equal(e.told.readings, s.Readings) && slices.Equal(e.told.notices, notices)
	e.told.rules, e.told.set, e.told.readings, e.told.notices = revision, s.Set, s.Readings, notices
	out := InForce{Revision: revision}
	if !same {
		rules := rulesOf(s, e.session.Board(), notices)
		out.Rules = &rules
	}
	return out
}

func rulesOf(s *scenario.Scenario, board *decision.Board, notices []string) Rules {
	r := Rules{Set: s.Set.Name, Title: s.Set.Title, Carried: s.Set.Files != nil, World: worldOf(s.Set), Bare: s.Set.Bare, Rules: []Rule{}, Policies: s.Set.Own, Notices: notices}
	for i, q := range s.Set.Questions {
		question := Question{ID: q.ID, Kind: string(q.Kind), Title: q.Title, Chosen: q.Readings[s.Readings[i]].Reading, Default: q.Readings[0].Reading}
		for _, reading := range q.Readings {
			question.Readings = append(question.Readings, Reading(reading))
		}
		r.Questions = append(r.Questions, question)
	}
	list := func(rules []*policy.Rule, warn bool) {
		for _, rule := range rules {
			effect := effects[rule.Permits]
			if warn {
				effect = "warn"
			}
			r.Rules = append(r.Rules, Rule{
				ID: rule.ID, Title: rule.Title, Effect: effect, Actions: rule.Actions(), Sources: rule.Sources,
				Readings: choices(s.Set, rule.Needs), Cost: int(rule.Cost), Cedar: rule.Text,
				On: !s.Set.Off(rule.ID), InForce: s.Set.InForce(rule, s.Readings), Own: rule.Own, PairByPair: board.PairByPair(rule),
			})
		}
	}
	list(s.Set.Rules, false)
	list(s.Set.Warnings, true)
	return r
}

// choices names readings: "C1=list C6=inherit".
func choices(set *policy.RuleSet, list []policy.Choice) string {
	var names []string
	for _, c := range list {
		q := set.Questions[c.Question]
		names = append(names, q.ID+"="+q.Readings[c.Reading].Reading)
	}
	return strings.Join(names, " ")
}
