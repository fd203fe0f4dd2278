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
	flat.Value(t, &(*words).file)
}
