package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"inroad/rules/spelling"
	"inroad/rules/world"
)

// check says which keys name nothing in the world, and which slots mean nothing where they stand.
func (w *Words) check() []string {
	var mistakes []string
	complain := func(format string, args ...any) { mistakes = append(mistakes, fmt.Sprintf(format, args...)) }
	named := func(group, name string, known []string) {
		if !slices.Contains(known, name) {
			complain("%s.%s: there is nothing of this name%s", group, name, spelling.Suggest(name, known))
		}
	}
	clause := func(path, text string, slots ...string) {
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, "{")
			if !ok {
				break
			}
			slot, more, closed := strings.Cut(after, "}")
			switch {
			case closed && slices.Contains(slots, slot):
			case len(slots) == 0:
				complain("%s: nothing can be put in here, so no { may stand here", path)
				return
			default:
				complain("%s: the slot {%s} means nothing here; there is {%s}", path, slot, strings.Join(slots, "}, {"))
				return
			}
			rest = more
		}
	}
	clauses := func(path string, list map[string]string, slots ...string) {
		for _, key := range slices.Sorted(maps.Keys(list)) {
			clause(path+"."+key, list[key], slots...)
		}
	}

	either := func(path string, t tried) {
		clause(path+".open", t.Open)
		clause(path+".close", t.Close)
	}

	var kinds, attributes, units, ties, facts, distances, actions []string
	for _, k := range w.world.Kinds {
		kinds = append(kinds, k.Type)
		for _, a := range k.Attributes {
			attributes = append(attributes, a.Name, k.Type+"."+a.Name)
			if a.Unit != "" {
				units = append(units, a.Unit)
			}
		}
	}
	if w.CostUnit != "" {
		units = append(units, w.CostUnit)
	}
	for _, t := range w.world.Ties {
		ties = append(ties, t.Name)
	}
	for _, p := range w.world.Pair {
		if p.Distance() {
			distances = append(distances, p.Name)
		} else {
			facts = append(facts, p.Name)
		}
	}
	for _, a := range w.world.Actions {
		actions = append(actions, a.Name)
	}

	for _, name := range slices.Sorted(maps.Keys(w.Kinds)) {
		named("kinds", name, kinds)
	}
	clauses("kinds", w.Kinds)
	for _, name := range slices.Sorted(maps.Keys(w.Attributes)) {
		named("attributes", name, attributes)
		a, path := w.Attributes[name], "attributes."+name
		clauses(path+".is", a.Is, "who", "value", "n")
		clauses(path+".ask", a.Ask, "who")
		clause(path+".edit", a.Edit, "who")
		clause(path+".gain", a.Gain, "who", "n", "value")
		clauses(path+".change", a.Change, "who", "value", "n")
		clauses(path+".caption", a.Caption, "value", "n", "cost")
		clauses(path+".labels", a.Labels)
		clauses(path+".values", a.Values)
		either(path+".tried", a.Tried)
		for group, list := range map[string]map[string]string{"is": a.Is, "change": a.Change, "caption": a.Caption, "labels": a.Labels, "values": a.Values} {
			w.keys(path+"."+group, name, list, complain)
		}
		w.asked(path+".ask", name, a.Ask, complain)
		clause(path+".more", a.More, "price", "brings")
	}
	for _, name := range slices.Sorted(maps.Keys(w.Units)) {
		named("units", name, units)
		u, path := w.Units[name], "units."+name
		clause(path+".zero", u.Zero)
		clause(path+".one", u.One)
		clause(path+".other", u.Other, "n")
	}
	tied := func(path string, t tie, slots ...string) {
		for name, text := range map[string]string{
			"is": t.Is, "not": t.Not, "ask": t.Ask, "askNot": t.AskNo, "edit": t.Edit, "undo": t.Undo, "make": t.Make, "take": t.Take, "both": t.Both,
		} {
			clause(path+"."+name, text, slots...)
		}
		clause(path+".short", t.Short)
		clause(path+".verb", t.Verb)
		clause(path+".ends", t.Ends)
		either(path+".tried", t.Tried)
		either(path+".lost", t.Lost)
	}
	for _, name := range slices.Sorted(maps.Keys(w.Ties)) {
		named("ties", name, ties)
		tied("ties."+name, w.Ties[name], "who", "whom")
	}
	for _, name := range slices.Sorted(maps.Keys(w.Pair)) {
		named("pair", name, facts)
		tied("pair."+name, w.Pair[name], "who", "whom", "S", "R")
	}
	for _, name := range slices.Sorted(maps.Keys(w.Distances)) {
		named("distances", name, distances)
		d, path := w.Distances[name], "distances."+name
		clauses(path+".is", d.Is, "S", "R", "n", "through")
		clauses(path+".ask", d.Ask, "S", "R")
		clauses(path+".link", d.Link, "n", "through")
	}
	for _, name := range slices.Sorted(maps.Keys(w.Actions)) {
		named("actions", name, actions)
		a, path := w.Actions[name], "actions."+name
		clause(path+".does", a.Does, "whom")
		clause(path+".way", a.Way)
		clause(path+".step", a.Step, "who", "whom")
		clause(path+".then", a.Then, "who", "whom")
	}
	for _, id := range slices.Sorted(maps.Keys(w.Laws)) {
		l, path := w.Laws[id], "laws."+id
		clause(path+".file", l.File, "who", "whom")
		clause(path+".edit", l.Edit, "who", "whom")
		clause(path+".note", l.Note, "who", "whom")
	}
	slices.Sort(mistakes)
	return mistakes
}

// keys says which keys are no value of the attributes of a name: what is said by them never is.
func (w *Words) keys(path, name string, clauses map[string]string, complain func(string, ...any)) {
	known := []string{"*", "absent"}
	for _, k := range w.world.Kinds {
		for _, a := range k.Attributes {
			if name != a.Name && name != k.Type+"."+a.Name {
				continue
			}
			switch {
			case a.Type == world.Number, a.Type == world.Choice && len(a.Names()) == 0:
				return // anything may be one, or the data lacks the values and says so itself
			case a.Type == world.Bool:
				known = append(known, "true", "false")
			case a.Type == world.Choice:
				known = append(known, a.Names()...)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(clauses)) {
		if !slices.Contains(known, key) {
			complain("%s.%s: there is no such value%s", path, key, spelling.Suggest(key, known))
		}
	}
}

// operators are those that a condition may compare with.
var operators = []string{"==", "!=", "<", "<=", ">", ">=", "in", "not in"}

// asked says which keys of ask are no operator and constant; a Bool has the constant alone.
func (w *Words) asked(path, name string, list map[string]string, complain func(string, ...any)) {
	onlyBool := true
	for _, k := range w.world.Kinds {
		for _, a := range k.Attributes {
			if name == a.Name || name == k.Type+"."+a.Name {
				onlyBool = onlyBool && a.Type == world.Bool
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(list)) {
		i := strings.LastIndex(key, " ")
		switch {
		case onlyBool && key != "true" && key != "false":
			complain("%s.%s: a yes-no is asked for as \"true\" or \"false\"", path, key)
		case !onlyBool && (i < 0 || !slices.Contains(operators, key[:i])):
			complain("%s.%s: a key is an operator and a constant, as in \"== %s\"; there is %s", path, key, "3", strings.Join(operators, ", "))
		}
	}
}
