package analysis

import (
	"iter"

	"inroad/rules/decision"
)

// Summary is what a network comes to as a whole, and to one actor, as far as it is known.
type Summary struct {
	Everybody *Everybody // nil while it is not known; so is One
	One       *Reach     // nil where nobody is asked about
	Worths    []Worth
	Tie       *Search // nil while nothing is found and not all is tried
	Done, Of  int     // of the work, roughly
	More      bool
}

// Summaries finds how far everybody gets, unless that is known already, and the tie that opens most: of all, or of one actor, who may
// be decision.Nobody, and how far that one gets, now and with each value that has a price. At most so many ties are tried. It gives
// what is known after every slice of the work, and all of it as the last.
func Summaries(b *decision.Board, from, tries int, everybody *Everybody) iter.Seq[Summary] {
	return func(yield func(Summary) bool) {
		known := Summary{Everybody: everybody, Of: hundred, More: true}
		p := &pace{board: b, met: b.Met()}
		s := newSearch(b, from, tries, p)
		p.pause = func(done int) bool {
			known.Done, known.Tie = done, s.soFar()
			return yield(known)
		}
		if everybody == nil {
			known.Everybody = reaches(b, p)
		}
		if from != decision.Nobody && !p.ended {
			one := reachOf(b, from)
			known.One, known.Worths = &one, worths(b, from)
			p.step(ofOne, 1, 1, 2*len(known.Worths)*b.Network.Len())
		}
		if s.run(); !p.ended {
			known.Tie, known.Done, known.More = &s.Search, hundred, false
			yield(known)
		}
	}
}

// stage is a part of the work, in its order.
type stage int

const (
	ofEverybody stage = iota
	ofOne
	ofLacking
	ofDistances
	ofDistanceTries
	ofOthers
	ofOtherTries
)

const hundred = 100

// until is how much of the work is done with a stage, in hundredths, roughly as it is in a large network.
var until = [...]int{ofEverybody: 20, ofOne: 22, ofLacking: 30, ofDistances: 40, ofDistanceTries: 85, ofOthers: 90, ofOtherTries: hundred}

// A pace divides work into slices, and ends it where nobody wants more.
type pace struct {
	board  *decision.Board
	looked int // in pairs, since the last pause
	met    int // situations, by then
	pause  func(done int) (more bool)
	ended  bool
}

// step tells how much of a stage is done, and how many pairs its last step took. It reports whether more is wanted.
func (p *pace) step(s stage, done, of, pairs int) (more bool) {
	if p.looked += pairs; !p.ended && p.looked+(p.board.Met()-p.met)*decision.Fresh >= decision.Slice {
		p.looked, p.met = 0, p.board.Met()
		begun := 0
		if s > 0 {
			begun = until[s-1]
		}
		p.ended = !p.pause(begun + (until[s]-begun)*done/of)
	}
	return !p.ended
}
