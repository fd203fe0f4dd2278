// Package whatif answers what would change a verdict: the smallest sets of changes that
// turn it, each with who must act and what it costs, the least that is asked first.
//
// Sets of changes are made on the network itself, in every order that can matter, and each
// step that somebody takes is decided at the moment when it is taken. Two things keep that
// fast. Rules see pairs, so the network is cut down to the two of the pair and one third
// actor, with their distances kept. And a sight says what the rules concerned can tell apart:
// changes that they cannot see are not tried, and of third actors, or dearer values, that
// look the same to them one stands for all.
package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Most is the largest number of changes in a fix.
const Most = 3

// Step is an action that somebody must take, and the rules' decision on it at that moment.
type Step struct {
	From, To int
	Action   *world.Action
	Decision *decision.Decision
}

// Fix is a smallest set of changes that turns a verdict within some limits: its changes can be made in
// their order, no step being forbidden when it is taken, and of no part of it is that true.
type Fix struct {
	Action  string // whose verdict it turns
	Changes []Change
	Price   int64 // hundredths of the world's money, beyond what is paid now
	More    bool  // somebody pays already: the price comes on top
	Bought  bool  // something in it is bought at a price that the source does not name
	After   *decision.Decision
	Along   []policy.Consequence // what gave way to a law when something was changed without an action
}

// Source reports whether the fix changes the source's meaning, be it together with the
// world.
func (f Fix) Source() bool { return slices.ContainsFunc(f.Changes, Change.source) }

// Free reports whether the fix costs no money.
func (f Fix) Free() bool { return !slices.ContainsFunc(f.Changes, Change.paid) }

// World reports whether the fix changes the world, be it together with the source's meaning.
func (f Fix) World() bool {
	return slices.ContainsFunc(f.Changes, func(c Change) bool { return !c.source() })
}

// Find lists the fixes within some limits that turn the verdicts of some actions: those that allow what
// is denied, or take away what is allowed. Those that ask less come first: of the sender
// before the recipient before a third person, free before paid, fewer changes before more;
// after them changes of the source's meaning, and last those that need both. Of fixes that
// differ in nothing but the price that somebody pays or the third person, the one that asks
// least is listed.
func Find(b *decision.Board, from, to int, limits Limits, actions ...string) ([]Fix, error) {
	return Search(b, from, to, limits, func() bool { return true }, actions...)
}

// Search is Find, and pauses now and then: whoever wants to do something else meanwhile does it there, or answers false to give the
// search up, whose fixes then are not all.
func Search(b *decision.Board, from, to int, limits Limits, pause func() bool, actions ...string) ([]Fix, error) {
	var fixes []Fix
	for _, action := range actions {
		now, err := b.Between(from, to, action)
		if err != nil {
			return nil, err
		}
		f := newFinder(b, from, to, limits, action, now)
		f.pause = pause
		source, err := f.source()
		if err != nil {
			return nil, err
		}
		fixes = append(append(fixes, f.world()...), source...)
	}
	slices.SortStableFunc(fixes, func(a, b Fix) int { return compare(a, b, from, to) })
	return fixes, nil
}

// compare ranks two fixes of a pair by what they ask.
func compare(a, b Fix, from, to int) int {
	return cmp.Or(
		cmp.Compare(rank(a.Source())+rank(a.Source() && a.World()), rank(b.Source())+rank(b.Source() && b.World())),
		cmp.Compare(asks(a, from, to), asks(b, from, to)),
		cmp.Compare(rank(a.Bought), rank(b.Bought)),
		cmp.Compare(a.Price, b.Price),
		cmp.Compare(len(a.Changes), len(b.Changes)),
		cmp.Compare(doubt(a), doubt(b)),
	)
}

func rank(is bool) int {
	if is {
		return 1
	}
	return 0
}

// asks ranks whom a fix asks something of: the sender, the recipient, somebody else.
func asks(f Fix, from, to int) int {
	most := 0
	for _, c := range f.Changes {
		for _, who := range c.actors() {
			switch who {
			case from, decision.Nobody:
			case to:
				most = max(most, 1)
			default:
				most = 2
			}
		}
	}
	return most
}

// doubt counts what a fix rests on that nothing allows: steps that are not said, and an
// outcome that is contested.
func doubt(f Fix) int {
	n := rank(f.After.Contested)
	for _, c := range f.Changes {
		for _, s := range c.Steps {
			n += rank(s.Decision.Verdict != decision.Allowed)
		}
	}
	return n
}

// steps counts the steps of a fix.
func steps(f Fix) int {
	n := 0
	for _, c := range f.Changes {
		n += c.steps()
	}
	return n
}

// finder searches the fixes of one verdict.
type finder struct {
	*decision.Board
	from, to int
	limits   Limits
	action   string
	now      *decision.Decision
	allow    bool // the verdict is wanted to become allowed; otherwise denied

	direct  situation.Lens  // of the rules on the action itself
	rules   []*policy.Rule  // on the action, and on the steps of the two
	pair    sight           // of these rules
	third   []through       // of the rules on the steps with a third actor, by the distance that they shorten
	choices []policy.Choice // the readings that may matter and do not turn the verdict by themselves
	engines map[*policy.Choice]*decision.Engine
	found   []found
	fixes   []Fix
	shapes  map[shape]int // of the fixes, by their number

	pause   func() bool
	looks   int  // since the last pause
	givenUp bool // nobody waits for the fixes any more
}

// pauseEvery is how many sets of changes are looked at between two pauses.
const pauseEvery = 200

// goOn counts what is looked at, and reports whether somebody still waits for the fixes.
func (f *finder) goOn(looks int) bool {
	if f.looks += looks; f.looks >= pauseEvery && !f.givenUp {
		f.looks, f.givenUp = 0, !f.pause()
	}
	return !f.givenUp
}

func newFinder(b *decision.Board, from, to int, limits Limits, action string, now *decision.Decision) *finder {
	f := &finder{
		Board: b, from: from, to: to, limits: limits, action: action, now: now, allow: now.Verdict != decision.Allowed,
		engines: map[*policy.Choice]*decision.Engine{nil: b.Engine}, shapes: map[shape]int{},
	}
	f.survey()
	return f
}

// turns reports whether an outcome is what the fixes are to come to.
func (f *finder) turns(o decision.Outcome) bool { return (o.Verdict == decision.Allowed) == f.allow }
