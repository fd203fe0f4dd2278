package words

import (
	"inroad/rules/flat"
	"inroad/rules/world"
)

// Flat is words as bytes.
func Flat(t *flat.Tape, words **Words, w *world.World) {
	if t.Reading() {
		*words = &Words{Say: Default(), world: w}
	}
	f := &(*words).file
	flat.Text(t, &f.CostUnit)
	clauses(t, &f.Kinds)
	flat.Map(t, &f.Attributes, func(a *attribute) {
		for _, m := range []*map[string]string{&a.Is, &a.Ask, &a.Change, &a.Caption, &a.Labels, &a.Values} {
			clauses(t, m)
		}
		texts(t, &a.Edit, &a.Gain, &a.More)
		a.Tried.flat(t)
	})
	flat.Map(t, &f.Units, func(u *unit) { texts(t, &u.Zero, &u.One, &u.Other) })
	for _, ties := range []*map[string]tie{&f.Ties, &f.Pair} {
		flat.Map(t, ties, func(of *tie) {
			texts(t, &of.Is, &of.Not, &of.Ask, &of.AskNo, &of.Short, &of.Verb, &of.Edit, &of.Undo, &of.Make, &of.Take, &of.Both, &of.Ends)
			of.Tried.flat(t)
			of.Lost.flat(t)
		})
	}
	flat.Map(t, &f.Distances, func(d *distance) {
		clauses(t, &d.Is)
		clauses(t, &d.Ask)
		clauses(t, &d.Link)
	})
	flat.Map(t, &f.Actions, func(a *action) { texts(t, &a.Does, &a.Way, &a.Step, &a.Then) })
	flat.Map(t, &f.Laws, func(l *law) { texts(t, &l.File, &l.Edit, &l.Note) })
}

func (n *tried) flat(t *flat.Tape) { texts(t, &n.Open, &n.Close) }

func clauses(t *flat.Tape, m *map[string]string) {
	flat.Map(t, m, func(s *string) { flat.Text(t, s) })
}

func texts(t *flat.Tape, list ...*string) {
	for _, s := range list {
		flat.Text(t, s)
	}
}
