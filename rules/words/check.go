package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"inroad/rules/spelling"
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
			if !closed || !slices.Contains(slots, slot) {
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

	var attributes, units, ties, facts, distances, actions []string
	for _, k := range w.world.Kinds {
		for _, a := range k.Attributes {
			attributes = append(attributes, a.Name, k.Type+"."+a.Name)
			if a.Unit != "" {
				units = append(units, a.Unit)
			}
		}
	}
	if w.Cost != "" {
		units = append(units, w.Cost)
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
		clause(path+".ends", t.Ends)
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
