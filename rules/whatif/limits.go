package whatif

import (
	"slices"

	"inroad/rules/world"
)

// Limits are what somebody asks fixes to keep within, as in "how do I reach them without paying?". They
// hold while the search goes on: a fix is smallest among those within them, and is found although a
// smaller one is beyond. The zero value sets none.
type Limits struct {
	// WithoutPaying promises that nobody has to pay money for a fix, as far as the rule set says what is paid for:
	// nobody takes a value that is dearer than what they have now, or one that is bought at a price that is not
	// named, and nobody buys more of a number. A credit is no money: a fix may spend one that is there, and have
	// one come in where the rule set does not say that it is bought.
	WithoutPaying bool
	// NothingFromRecipient promises that the recipient has to do nothing: change no attribute, make no tie and take
	// none back, and take no step, such as to accept an invitation. What the recipient has done before counts, as
	// an invitation that waits to be accepted. Third actors may be asked.
	NothingFromRecipient bool
	// Steps is the most steps of a fix; 0 sets no limit. A step is what one actor does once: changes an attribute,
	// makes a tie or takes it back, or takes an action. "Ben invites Ana, and Ana accepts" is two steps, and so is
	// a tie taken back by both. Another reading, or a rule switched off, is one as well.
	Steps int
}

// most is the largest number of changes in a fix within the limits: each takes a step at least.
func (l Limits) most() int {
	if l.Steps == 0 {
		return Most
	}
	return min(l.Steps, Most)
}

// keeps reports whether a change keeps within the limits of a stage. Who acts in a performed one is known when its steps are
// settled: until then it may.
func (l Limits) keeps(c Change) bool {
	settled := c.Kind != Perform || len(c.Steps) > 0
	return !(l.WithoutPaying && c.paid()) && !(l.NothingFromRecipient && settled && slices.Contains(c.actors(), recipient))
}

// enough reports whether a number of steps keeps within the limits.
func (l Limits) enough(steps int) bool { return l.Steps == 0 || steps <= l.Steps }

// Paid reports whether there is anything in a world that a fix may have somebody pay for.
func Paid(w *world.World) bool {
	for _, k := range w.Kinds {
		for _, a := range k.Attributes {
			if a.Change == world.Buy || a.Change == world.Owner && a.Enum != nil && priced(a.Enum) {
				return true
			}
		}
	}
	return false
}

// priced reports whether one value of an enumeration costs more than another.
func priced(e *world.Enum) bool {
	for i := range e.Values {
		if max(e.Values[i].Price, 0) != max(e.Values[0].Price, 0) {
			return true
		}
	}
	return false
}
