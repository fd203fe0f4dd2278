package session

import (
	"fmt"
	"math"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/scenario"
)

// applied is a scenario after an edit, how undo names the edit, and what it did besides.
type applied struct {
	scenario    *scenario.Scenario
	label, note string
}

func mistake(path string, err error) []scenario.Error {
	return []scenario.Error{{Path: path, Message: err.Error()}}
}

// inEdit puts mistakes under the edit of a list that they are in.
func inEdit(index int, errs []scenario.Error) []scenario.Error {
	for i := range errs {
		path := fmt.Sprintf("edits[%d]", index)
		if errs[i].Path != "" {
			path += "." + errs[i].Path
		}
		errs[i].Path = path
	}
	return errs
}

// apply makes an edit. Its errors are the user's: they name the field of the edit.
func apply(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	switch e.Kind {
	case "add":
		return add(s, e)
	case "remove":
		return remove(s, e)
	case "set":
		return set(s, e)
	case "move":
		return move(s, e)
	case "tie", "untie":
		return tie(s, e)
	case "reading":
		with, err := s.Read(e.Question, e.Value)
		return whole(with, explanation.Reading(e.Question, e.Value), "value", err)
	case "rule":
		with, err := s.Switch(e.Rule, e.On)
		return whole(with, explanation.Switching(e.Rule, e.On), "rule", err)
	case "policies":
		with, errs := s.Write(e.Value)
		return applied{scenario: with, label: explanation.Rewriting}, errs
	case "title":
		with, err := s.Titled(e.Value)
		return whole(with, explanation.Retitling, "value", err)
	case "describe":
		with, err := s.Described(e.Value)
		return whole(with, explanation.Describing, "value", err)
	case "expect":
		from, to, errs := ends(s, e.From, e.To, true)
		if errs != nil {
			return applied{}, errs
		}
		with, err := s.Expect(from, to, e.Action, e.Value)
		return whole(with, explanation.Expecting, "action", err)
	case "unexpect":
		with, err := s.Unexpect(e.Index)
		return whole(with, explanation.Unexpecting, "index", err)
	case "replace":
		with, errs := scenario.Parse([]byte(e.Value))
		return applied{scenario: with, label: explanation.Replacing}, errs
	case "all":
		return all(s, e)
	}
	return applied{}, mistake("kind", fmt.Errorf("there is no edit %q", e.Kind))
}

func whole(s *scenario.Scenario, label, path string, err error) (applied, []scenario.Error) {
	if err != nil {
		return applied{}, mistake(path, err)
	}
	return applied{scenario: s, label: label}, nil
}

// all makes several edits as one; a mistake in any of them undoes all.
func all(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	if len(e.Edits) == 0 {
		return applied{}, mistake("edits", fmt.Errorf("there are none"))
	}
	out := applied{scenario: s}
	var labels, notes []string
	for i, one := range e.Edits {
		if one.Kind == "all" {
			return applied{}, mistake(fmt.Sprintf("edits[%d]", i), fmt.Errorf("edits are not nested"))
		}
		next, errs := apply(out.scenario, one)
		if errs != nil {
			return applied{}, inEdit(i, errs)
		}
		out.scenario = next.scenario
		labels = append(labels, next.label)
		if next.note != "" {
			notes = append(notes, next.note)
		}
	}
	out.label, out.note = explanation.Together(labels), strings.Join(notes, " ")
	return out, nil
}

func add(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	a := network.Actor{ID: e.Actor, Name: strings.TrimSpace(e.Name), Kind: network.Member}
	switch e.Is {
	case "member":
	case "page":
		a.Kind = network.Page
	default:
		return applied{}, mistake("is", fmt.Errorf("an actor is a member or a page, not %q", e.Is))
	}
	if s.Network.Len() >= scenario.MaxActors {
		return applied{}, mistake("", fmt.Errorf("a scenario has at most %d actors", scenario.MaxActors))
	}
	if a.ID == "" {
		a.ID = s.FreeID(a.Name)
	}
	if err := s.CheckID(a.ID); err != nil {
		return applied{}, mistake("actor", err)
	}
	a, err := s.SetField(a, "name", a.Name)
	if err != nil {
		return applied{}, mistake("name", err)
	}
	if e.At != nil {
		p, err := place(*e.At)
		if err != nil {
			return applied{}, mistake("at", err)
		}
		a.At = p
	}
	with, _ := s.With(s.Network.Add(a))
	return applied{scenario: with, label: explanation.Adding(a.Name)}, nil
}

// place refuses what no file could hold.
func place(at At) (*network.Point, error) {
	for _, x := range []float64{at.X, at.Y} {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return nil, fmt.Errorf("a place is two numbers of at most a million")
		}
	}
	return &network.Point{X: at.X, Y: at.Y}, nil
}

// find is the number of the actor that a field of an edit names.
func find(s *scenario.Scenario, path, id string) (int, []scenario.Error) {
	i, ok := s.Network.Find(id)
	if !ok {
		return 0, mistake(path, s.MissingActor(id))
	}
	return i, nil
}

// ends are the numbers of from and to; an own action has no to.
func ends(s *scenario.Scenario, from, to string, own bool) (int, int, []scenario.Error) {
	i, errs := find(s, "from", from)
	if errs != nil {
		return 0, 0, errs
	}
	if own && to == "" {
		return i, decision.Nobody, nil
	}
	j, errs := find(s, "to", to)
	return i, j, errs
}

func remove(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	i, errs := find(s, "actor", e.Actor)
	if errs != nil {
		return applied{}, errs
	}
	name := explanation.Called(s.Network, i)
	with, dropped := s.With(s.Network.Remove(i))
	out := applied{scenario: with, label: explanation.Removing(name)}
	if dropped > 0 {
		out.note = explanation.ChecksWent(name, dropped)
	}
	return out, nil
}

func set(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	i, errs := find(s, "actor", e.Actor)
	if errs != nil {
		return applied{}, errs
	}
	before := s.Network.Actor(i)
	a, err := s.SetField(before, scenario.Field(e.Field), e.Value)
	if err != nil {
		return applied{}, mistake("value", err)
	}
	name := explanation.Called(s.Network, i)
	out := applied{label: explanation.Editing(name, e.Field)}
	tier := s.Set.Tier(a.Tier)
	settled := a.Settled(before.Tier, tier.Credits)
	switch {
	case settled.Credits != a.Credits:
		out.note = explanation.CreditsCame(name, tier)
	case settled.OpenProfile != a.OpenProfile:
		out.note = explanation.OpenProfileWent(name)
	}
	out.scenario, _ = s.With(s.Network.WithActor(i, settled))
	return out, nil
}

func move(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	if len(e.Moves) == 0 {
		return applied{}, mistake("moves", fmt.Errorf("there are none"))
	}
	n := s.Network
	var moved []int
	for k, m := range e.Moves {
		path := fmt.Sprintf("moves[%d]", k)
		i, errs := find(s, path+".actor", m.Actor)
		if errs != nil {
			return applied{}, errs
		}
		p, err := place(m.At)
		if err != nil {
			return applied{}, mistake(path+".at", err)
		}
		a := n.Actor(i)
		a.At = p
		n = n.WithActor(i, a)
		moved = append(moved, i)
	}
	with, _ := s.With(n)
	return applied{scenario: with, label: explanation.Moving(n, moved)}, nil
}

func tie(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	t, ok := network.ParseTie(e.Tie)
	if !ok {
		return applied{}, mistake("tie", fmt.Errorf("there is no tie %q", e.Tie))
	}
	from, to, errs := ends(s, e.From, e.To, false)
	if errs != nil {
		return applied{}, errs
	}
	out := applied{label: explanation.Tying(s.Network, t, network.Pair{From: from, To: to}, e.Kind == "tie")}
	n := s.Network
	if e.Kind == "untie" {
		if !n.Has(t, from, to) {
			return applied{}, mistake("tie", fmt.Errorf("there is nothing to take away"))
		}
		out.scenario, _ = s.With(n.WithoutTie(t, from, to))
		return out, nil
	}
	if err := s.CheckTie(t, from, to); err != nil {
		return applied{}, mistake("tie", err)
	}
	tied := n.Tied(t, from, to)
	if len(tied.Pairs(network.Invitation)) < len(n.Pairs(network.Invitation)) {
		out.note = explanation.InvitationWent()
	}
	out.scenario, _ = s.With(tied)
	return out, nil
}
