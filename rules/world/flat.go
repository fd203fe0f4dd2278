package world

import "inroad/rules/flat"

// Flat is a world as bytes.
func Flat(t *flat.Tape, world **World) {
	if t.Reading() {
		*world = &World{}
	}
	w := *world
	flat.List(t, &w.Enums, func(e **Enum) { flat.Value(t, made(t, e)) })
	flat.List(t, &w.Kinds, func(k **Kind) { w.kind(t, made(t, k)) })
	nobody := w.Nobody != nil
	flat.Bool(t, &nobody)
	if nobody {
		w.kind(t, made(t, &w.Nobody))
	}
	kinds := w.All()
	for i, k := range kinds {
		k.Number = i
	}
	flat.List(t, &w.Ties, func(tie **Tie) { made(t, tie).flat(t, kinds) })
	flat.List(t, &w.Pair, func(p **PairFact) { w.pairFact(t, made(t, p)) })
	flat.List(t, &w.Actions, func(a **Action) { w.action(t, made(t, a), kinds) })
	flat.Text(t, &w.Money)
	if t.Reading() {
		for i, tie := range w.Ties {
			tie.Number = i
		}
		for i, p := range w.Pair {
			p.Number = i
		}
		for i, a := range w.Actions {
			a.Number = i
		}
		w.number()
	}
}

// made is what a pointer points to, which is new where it is read.
func made[T any](t *flat.Tape, p **T) *T {
	if t.Reading() {
		*p = new(T)
	}
	return *p
}

func (w *World) kind(t *flat.Tape, k *Kind) {
	flat.Text(t, &k.Type)
	flat.Text(t, &k.Label)
	flat.Text(t, &k.List)
	flat.Text(t, &k.Drawn)
	flat.Text(t, &k.Caption)
	flat.Text(t, &k.Entity)
	flat.List(t, &k.Attributes, func(p **Attribute) {
		a := made(t, p)
		a.Kind = k
		flat.Number(t, &a.Number)
		flat.Text(t, &a.Name)
		flat.Text(t, &a.Label)
		flat.Text(t, &a.Unit)
		flat.Number(t, &a.Type)
		flat.Texts(t, &a.Values)
		flat.One(t, &a.Enum, w.Enums)
		flat.Bool(t, &a.Optional)
		flat.Text(t, &a.Change)
		flat.Bool(t, &a.Pays)
		flat.Text(t, &a.Caption)
	})
}

func (tie *Tie) flat(t *flat.Tape, kinds []*Kind) {
	flat.Text(t, &tie.Name)
	flat.Text(t, &tie.Label)
	flat.Bool(t, &tie.Mutual)
	flat.List(t, &tie.Ends, func(e *Ends) {
		flat.One(t, &e.From, kinds)
		flat.One(t, &e.To, kinds)
	})
	flat.Bool(t, &tie.Change)
	flat.Text(t, &tie.Undo)
}

func (w *World) pairFact(t *flat.Tape, p *PairFact) {
	flat.Text(t, &p.Name)
	flat.One(t, &p.Tie, w.Ties)
	flat.Text(t, &p.Side)
	flat.Number(t, &p.Far)
}

func (w *World) action(t *flat.Tape, a *Action, kinds []*Kind) {
	flat.Text(t, &a.Name)
	flat.Text(t, &a.Label)
	flat.Text(t, &a.Way)
	tie := func(p **Tie) { flat.One(t, p, w.Ties) }
	flat.List(t, &a.Makes, tie)
	flat.List(t, &a.Clears, tie)
	tie(&a.Answers)
	flat.Bool(t, &a.Context)
	flat.List(t, &a.Pairs, func(k *KindPair) { k.Flat(t, kinds) })
}

// Flat is a kind of pair as bytes, by the list of all kinds.
func (k *KindPair) Flat(t *flat.Tape, kinds []*Kind) {
	flat.One(t, &k.Sender, kinds)
	flat.One(t, &k.Recipient, kinds)
}

// Flat is a set of facts as bytes.
func (s *Facts) Flat(t *flat.Tape) {
	flat.List(t, &s.words, func(word *uint64) { flat.Number(t, word) })
}
