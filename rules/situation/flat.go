package situation

import (
	"inroad/rules/flat"
	"inroad/rules/world"
)

// Flat is a lens as bytes. One that has been found in rules has Cuts, be there none.
func (l *Lens) Flat(t *flat.Tape, w *world.World) {
	l.Facts.Flat(t)
	l.Exact.Flat(t)
	var cut []*world.Fact
	if !t.Reading() {
		for _, f := range w.Facts() {
			if _, ok := l.Cuts[f]; ok {
				cut = append(cut, f)
			}
		}
	}
	flat.List(t, &cut, func(f **world.Fact) { flat.One(t, f, w.Facts()) })
	if t.Reading() {
		l.Cuts = make(map[*world.Fact][]int64, len(cut))
	}
	for _, f := range cut {
		cuts := l.Cuts[f]
		flat.List(t, &cuts, func(n *int64) { flat.Number(t, n) })
		l.Cuts[f] = cuts
	}
}
