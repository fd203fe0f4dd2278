package session

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// applied is a scenario after an edit, how undo names the edit, and what it did besides.
type applied struct {
	scenario    *scenario.Scenario
	label, note string
}

// mistake is what is wrong with a field of an edit.
func mistake(path string, code diagnostic.Code, args ...any) []scenario.Error {
	return refused(path, diagnostic.Say(code, args...))
}

// refused is why a field of an edit cannot be what it is.
func refused(path string, err error) []scenario.Error {
	return []scenario.Error{{Path: path, Message: scenario.Cause(err)}}
}

// unknown is a name in a field of an edit that does not exist, and what was probably meant.
func unknown(path string, what diagnostic.Code, name string, known []string) []scenario.Error {
	return mistake(path, diagnostic.UnknownName, what, name, spelling.Nearest(name, known), []string(nil))
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
	say := s.Set.Words.Say
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
		return whole(with, say.Read(e.Question, e.Value), "value", err)
	case "rule":
		with, err := s.Switch(e.Rule, e.On)
		return whole(with, say.Switch(e.Rule, e.On), "rule", err)
	case "policies":
		with, errs := s.Write(e.Value)
		return applied{scenario: with, label: say.Rewrite()}, errs
	case "title":
		with, err := s.Titled(e.Value)
		return whole(with, say.Retitle(), "value", err)
	case "describe":
		with, err := s.Described(e.Value)
		return whole(with, say.Describe(), "value", err)
	case "expect":
		from, to, errs := ends(s, e.From, e.To, true)
		if errs != nil {
			return applied{}, errs
		}
		with, err := s.Expect(from, to, e.Action, e.Value)
		path := "action"
		if !slices.Contains(scenario.Expectations(), e.Value) {
			path = "value"
		}
		return whole(with, say.Expect(), path, err)
	case "unexpect":
		with, err := s.Unexpect(e.Index)
		return whole(with, say.Unexpect(), "index", err)
	case "base":
		with, lost, err := rebase(s, e.Value)
		if err != nil {
			return applied{}, refused("value", err)
		}
		return rebased(s, with, say.Rebase(e.Value), lost), nil
	case "world":
		set, problems := scenario.ReadTexts(e.Value, e.Set)
		if set == nil {
			return applied{}, inTexts(problems)
		}
		with, lost := s.Rebase(set, e.Renames)
		return rebased(s, with, say.World(), lost), nil
	case "replace":
		with, errs := scenario.Parse([]byte(e.Value))
		return applied{scenario: with, label: say.Replace()}, errs
	case "all":
		return all(s, e)
	}
	return applied{}, unknown("kind", diagnostic.NounEdit, e.Kind, editKinds)
}

// editKinds are the kinds of edit.
var editKinds = []string{
	"add", "remove", "set", "move", "tie", "untie", "reading", "rule", "policies", "title", "describe", "expect", "unexpect", "base", "world", "replace", "all",
}

func whole(s *scenario.Scenario, label, path string, err error) (applied, []scenario.Error) {
	if err != nil {
		return applied{}, refused(path, err)
	}
	return applied{scenario: s, label: label}, nil
}

// all makes several edits as one; a mistake in any of them undoes all.
func all(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	if len(e.Edits) == 0 {
		return applied{}, mistake("edits", diagnostic.NothingGiven)
	}
	out := applied{scenario: s}
	var labels, notes []string
	for i, one := range e.Edits {
		if one.Kind == "all" {
			return applied{}, mistake(fmt.Sprintf("edits[%d]", i), diagnostic.NestedEdits)
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
	out.label = s.Set.Words.Say.Together(labels)
	if notes != nil {
		out.note = s.Set.Words.Say.Text(notes...)
	}
	return out, nil
}

func add(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	var a network.Actor
	if e.Like != "" {
		like, errs := find(s, "like", e.Like)
		if errs != nil {
			return applied{}, errs
		}
		a = s.Network.Actor(like)
		a.At = nil
	} else if kind, ok := kindOf(s.Set.World, e.Is); ok {
		a.Kind = kind
	} else {
		return applied{}, unknown("is", diagnostic.NounKindOfActor, e.Is, kinds(s.Set.World))
	}
	a.ID, a.Name = e.Actor, strings.TrimSpace(e.Name)
	if s.Network.Len() >= scenario.MaxActors {
		return applied{}, mistake("", diagnostic.TooManyActors, s.Network.Len()+1, scenario.MaxActors)
	}
	if a.ID == "" {
		a.ID = s.FreeID(a.Name)
	}
	if err := s.CheckID(a.ID); err != nil {
		return applied{}, refused("actor", err)
	}
	a, err := s.SetField(a, "name", a.Name)
	if err != nil {
		return applied{}, refused("name", err)
	}
	if e.At != nil {
		p, ok := place(*e.At)
		if !ok {
			return applied{}, mistake("at", diagnostic.BadPlace)
		}
		a.At = p
	}
	with, _ := s.With(s.Network.Add(a))
	if e.Like != "" {
		with = tiedLike(with, a.ID, e.Like)
	}
	return applied{scenario: with, label: s.Set.Words.Say.Add(a.Name)}, nil
}

// tiedLike ties an actor as another one is tied, as far as the laws let it be.
func tiedLike(s *scenario.Scenario, id, like string) *scenario.Scenario {
	self, _ := s.Network.Find(id)
	other, _ := s.Network.Find(like)
	for _, t := range s.Set.World.Ties {
		for _, p := range s.Network.Pairs(t) {
			switch other {
			case p.From:
				p.From = self
			case p.To:
				p.To = self
			default:
				continue
			}
			if with, _, err := s.Act(network.Act{Do: network.Make, From: p.From, To: p.To, Tie: t}); err == nil {
				s = with
			}
		}
	}
	return s
}

// kindOf finds a kind of actor. Histories from before kinds were declared name them in small letters.
func kindOf(w *world.World, is string) (*world.Kind, bool) {
	if kind, ok := w.Kind(is); ok {
		return kind, true
	}
	for _, kind := range w.Kinds {
		if strings.ToLower(kind.Type) == is {
			return kind, true
		}
	}
	return nil, false
}

func kinds(w *world.World) []string {
	var names []string
	for _, k := range w.Kinds {
		names = append(names, k.Type)
	}
	return names
}

// place is a place on the canvas; false for what no file could hold.
func place(at At) (*network.Point, bool) {
	for _, x := range []float64{at.X, at.Y} {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return nil, false
		}
	}
	return &network.Point{X: at.X, Y: at.Y}, true
}

// find is the number of the actor that a field of an edit names.
func find(s *scenario.Scenario, path, id string) (int, []scenario.Error) {
	i, ok := s.Network.Find(id)
	if !ok {
		return 0, refused(path, s.MissingActor(id))
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
	name := explanation.Called(s.Set, s.Network, i)
	with, dropped := s.With(s.Network.Remove(i))
	out := applied{scenario: with, label: s.Set.Words.Say.Remove(name)}
	if dropped > 0 {
		out.note = s.Set.Words.Say.ChecksWent(name, dropped)
	}
	return out, nil
}

func set(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	i, errs := find(s, "actor", e.Actor)
	if errs != nil {
		return applied{}, errs
	}
	name := explanation.Called(s.Set, s.Network, i)
	a, err := s.SetField(s.Network.Actor(i), e.Field, e.Value)
	if err != nil {
		path := "value"
		if scenario.Cause(err).Code == diagnostic.UnknownProperty {
			path = "field"
		}
		return applied{}, refused(path, err)
	}
	attribute, ok := a.Kind.Attribute(e.Field)
	if !ok { // it is the name
		with, _ := s.With(s.Network.Renamed(i, a.Name))
		return applied{scenario: with, label: explanation.Editing(s.Set, name, nil)}, nil
	}
	act := network.Act{Do: network.Set, From: i, To: i, Attribute: attribute, Value: a.Value(attribute)}
	return do(s, act, explanation.Editing(s.Set, name, attribute), "value")
}

// do makes an act, with what it takes along.
func do(s *scenario.Scenario, act network.Act, label, path string) (applied, []scenario.Error) {
	with, along, err := s.Act(act)
	if err != nil {
		return applied{}, refused(path, err)
	}
	return applied{scenario: with, label: label, note: explanation.Along(s.Set, with.Network, along)}, nil
}

func move(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	if len(e.Moves) == 0 {
		return applied{}, mistake("moves", diagnostic.NothingGiven)
	}
	n := s.Network
	var moved []int
	for k, m := range e.Moves {
		path := fmt.Sprintf("moves[%d]", k)
		i, errs := find(s, path+".actor", m.Actor)
		if errs != nil {
			return applied{}, errs
		}
		p, ok := place(m.At)
		if !ok {
			return applied{}, mistake(path+".at", diagnostic.BadPlace)
		}
		n = n.Moved(i, *p)
		moved = append(moved, i)
	}
	with, _ := s.With(n)
	return applied{scenario: with, label: explanation.Moving(s.Set, n, moved)}, nil
}

func tie(s *scenario.Scenario, e Edit) (applied, []scenario.Error) {
	t, ok := s.Set.World.Tie(e.Tie)
	if !ok {
		var names []string
		for _, t := range s.Set.World.Ties {
			names = append(names, t.Name)
		}
		return applied{}, unknown("tie", diagnostic.NounTie, e.Tie, names)
	}
	from, to, errs := ends(s, e.From, e.To, false)
	if errs != nil {
		return applied{}, errs
	}
	act := network.Act{Do: network.Make, From: from, To: to, Tie: t}
	label := explanation.Tying(s.Set, s.Network, t, network.Pair{From: from, To: to}, e.Kind == "tie")
	if e.Kind == "untie" {
		if !s.Network.Has(t, from, to) {
			return applied{}, mistake("tie", diagnostic.NothingToTake)
		}
		act.Do = network.Take
	} else if err := s.CheckTie(t, from, to); err != nil {
		return applied{}, refused("tie", err)
	}
	return do(s, act, label, "tie")
}

// inTexts puts mistakes in the texts of a rule set under the part of the edit that they are in.
func inTexts(problems []*diagnostic.Diagnostic) []scenario.Error {
	for _, problem := range problems {
		path := "set"
		for _, below := range []string{problem.File, problem.Path} {
			if below != "" {
				path += "." + below
			}
		}
		problem.File, problem.Path = "", path
	}
	return problems
}

// rebased is a scenario under other rules, under which something of it has no place.
func rebased(s, with *scenario.Scenario, label string, lost scenario.Losses) applied {
	out := applied{scenario: with, label: label}
	if len(lost) > 0 {
		out.note = s.Set.Words.Say.Lost(lost.Texts())
	}
	return out
}

// rebase puts the scenario under another rule set, by its name, and says what has no place there.
func rebase(s *scenario.Scenario, name string) (*scenario.Scenario, scenario.Losses, error) {
	set, err := policy.Load(name)
	if err != nil {
		return nil, nil, err
	}
	with, lost := s.Rebase(set, nil)
	return with, lost, nil
}
