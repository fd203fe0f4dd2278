package situation

import (
	"iter"
	"slices"

	"inroad/rules/network"
)

// Fact names one thing that a rule may look at.
type Fact uint8

// The facts. Kinds are known of every pair and are no facts.
const (
	SenderTier Fact = iota
	SenderCredits
	SenderSent
	SenderSeats
	SenderInMail
	SenderOpenProfile
	SenderID
	SenderName
	SenderCompany
	SenderHeadline
	RecipientTier
	RecipientCredits
	RecipientSent
	RecipientSeats
	RecipientInMail
	RecipientOpenProfile
	RecipientID
	RecipientName
	RecipientCompany
	RecipientHeadline
	Degree
	Follows
	Visited
	Wrote
	Written
	Invited
	Inviting
	Block
	factCount
)

// sides is the distance from a fact of the sender to the same fact of the recipient.
const sides = RecipientTier - SenderTier

// Tie is the tie that a fact from Follows on is about.
func (f Fact) Tie() Ties { return RecipientFollows << (f - Follows) }

// Facts is a set of facts.
type Facts uint32

// Set makes a set of facts.
func Set(facts ...Fact) Facts {
	var s Facts
	for _, f := range facts {
		s |= 1 << f
	}
	return s
}

// Has reports whether a fact is in the set.
func (s Facts) Has(f Fact) bool { return s&(1<<f) != 0 }

// Within reports whether all facts of the set are in another.
func (s Facts) Within(other Facts) bool { return s&^other == 0 }

// All ranges over the facts of the set in order.
func (s Facts) All() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for f := range factCount {
			if s.Has(f) && !yield(f) {
				return
			}
		}
	}
}

// The facts of each side.
const (
	OfSender    Facts = 1<<RecipientTier - 1
	OfRecipient Facts = 1<<Degree - 1<<RecipientTier
)

// open are the facts whose values cannot be listed beforehand: free text.
var open = Set(SenderID, SenderName, SenderCompany, SenderHeadline, RecipientID, RecipientName, RecipientCompany, RecipientHeadline)

// Every is all facts whose values can be listed: all but free text.
func Every() Facts { return (1<<factCount - 1) &^ open }

// numbers are the facts that a Lens may cut into intervals.
var numbers = Set(SenderCredits, SenderSent, SenderSeats, RecipientCredits, RecipientSent, RecipientSeats)

// Number reports whether a fact is a number without an upper bound.
func (f Fact) Number() bool { return numbers.Has(f) }

// Text reports whether a fact is free text.
func (f Fact) Text() bool { return open.Has(f) }

// Lens is how closely a rule set looks: at which facts, and where it tells one number
// from the next. Two situations that look the same through it get the same decisions.
type Lens struct {
	Facts Facts
	// Cuts are, for a number that rules compare with constants only, the ascending
	// numbers at which a new interval begins; all of an interval looks like its first.
	Cuts map[Fact][]int64
	// Exact are the numbers that rules use in another way: each value looks different.
	Exact Facts
}

// And is a lens that looks at all that either looks at, as closely.
func (l Lens) And(other Lens) Lens {
	both := Lens{Facts: l.Facts | other.Facts, Cuts: map[Fact][]int64{}, Exact: l.Exact | other.Exact}
	for f := range numbers.All() {
		cuts := slices.Concat(l.Cuts[f], other.Cuts[f])
		slices.Sort(cuts)
		if len(cuts) > 0 {
			both.Cuts[f] = slices.Compact(cuts)
		}
	}
	return both
}

// Finite reports whether the situations that look different can be listed.
func (l Lens) Finite() bool { return l.Facts&open == 0 && l.Exact == 0 }

// Through is the situation as it looks through the lens: facts that it does not look at
// are zero, and numbers the first of their interval.
func (l Lens) Through(s Situation) Situation {
	out := Situation{Sender: l.party(s.Sender, 0), Recipient: l.party(s.Recipient, sides)}
	out.Degree, out.Ties = l.Pair(s.Degree, s.Ties)
	return out
}

// Pair is a degree and ties as they look through the lens.
func (l Lens) Pair(degree uint8, ties Ties) (uint8, Ties) {
	if !l.Facts.Has(Degree) {
		degree = 0
	}
	return degree, ties & l.ties()
}

// ties are the ties that the lens looks at.
func (l Lens) ties() Ties { return Ties(l.Facts>>Follows) & (tiesEnd - 1) }

// Sender is a party as it looks through the lens when it sends.
func (l Lens) Sender(p Party) Party { return l.party(p, 0) }

// Recipient is a party as it looks through the lens when it receives.
func (l Lens) Recipient(p Party) Party { return l.party(p, sides) }

// party is one side as it looks through the lens; side is 0 or sides.
func (l Lens) party(p Party, side Fact) Party {
	has := func(f Fact) bool { return l.Facts.Has(f + side) }
	out := Party{Kind: p.Kind}
	if has(SenderTier) {
		out.Tier = p.Tier
	}
	if has(SenderInMail) {
		out.InMail = p.InMail
	}
	if has(SenderOpenProfile) {
		out.OpenProfile = p.OpenProfile
	}
	out.Credits = l.number(SenderCredits+side, p.Credits)
	out.Sent = l.number(SenderSent+side, p.Sent)
	out.Seats = l.number(SenderSeats+side, p.Seats)
	if has(SenderID) {
		out.ID = p.ID
	}
	if has(SenderName) {
		out.Name = p.Name
	}
	if has(SenderCompany) {
		out.Company = p.Company
	}
	if has(SenderHeadline) {
		out.Headline = p.Headline
	}
	return out
}

func (l Lens) number(f Fact, n int64) int64 {
	if !l.Facts.Has(f) {
		return 0
	}
	if l.Exact.Has(f) {
		return n
	}
	first := int64(0)
	for _, cut := range l.Cuts[f] {
		if cut > n {
			break
		}
		first = cut
	}
	return first
}

// Bound is no less than the number of situations that All lists of any kind of pair, or
// limit where it is more than that.
func (l Lens) Bound(limit int) int {
	bound := 1
	for f := range l.Facts.All() {
		values := 2
		switch {
		case f == SenderTier || f == RecipientTier:
			values = len(network.Tiers())
		case f == SenderInMail || f == RecipientInMail:
			values = len(network.Settings())
		case f == Degree:
			values = network.Far
		case f.Number():
			values = 1 + len(l.Cuts[f])
		}
		if bound *= values; bound >= limit {
			return limit
		}
	}
	return bound
}

// KindPair is the kinds of sender and recipient.
type KindPair struct{ Sender, Recipient network.Kind }

// Kinds are all kinds of pair.
func Kinds() []KindPair {
	m, p := network.Member, network.Page
	return []KindPair{{m, m}, {m, p}, {p, m}, {p, p}, {m, network.NoOne}, {p, network.NoOne}}
}

// All lists every situation of a kind of pair that can occur and looks different through
// the lens, each once, in a fixed order. Free text that the lens looks at is left empty.
// What cannot occur is left out: an open profile on a free account, an invitation between
// connections, a Page that follows.
func (l Lens) All(kinds KindPair) iter.Seq[Situation] {
	senders, recipients := l.parties(kinds.Sender, 0), l.parties(kinds.Recipient, sides)
	between := kinds.Sender == network.Member && kinds.Recipient == network.Member
	degrees := []uint8{0}
	if between && l.Facts.Has(Degree) {
		degrees = []uint8{1, 2, 3, network.Far}
	}
	var possible Ties
	switch {
	case kinds.Recipient == network.NoOne:
	case between:
		possible = RecipientWrote | SenderWrote | RecipientInvited | SenderInvited | Blocked
	case kinds.Sender == network.Page && kinds.Recipient == network.Member:
		possible = RecipientFollows | RecipientVisited | RecipientWrote | SenderWrote
	default:
		possible = RecipientWrote | SenderWrote
	}
	possible &= l.ties()
	return func(yield func(Situation) bool) {
		for _, sender := range senders {
			for _, recipient := range recipients {
				for _, degree := range degrees {
					for ties := range tiesEnd {
						if ties&^possible != 0 || degree == 1 && ties&(RecipientInvited|SenderInvited) != 0 {
							continue
						}
						if !yield(Situation{Sender: sender, Recipient: recipient, Degree: degree, Ties: ties}) {
							return
						}
					}
				}
			}
		}
	}
}

// parties lists every party of a kind that looks different through the lens.
func (l Lens) parties(kind network.Kind, side Fact) []Party {
	list := []Party{{Kind: kind}}
	each := func(f Fact, values int, set func(*Party, int)) {
		if !l.Facts.Has(f + side) {
			return
		}
		var next []Party
		for _, p := range list {
			for v := range values {
				set(&p, v)
				next = append(next, p)
			}
		}
		list = next
	}
	number := func(f Fact, set func(*Party, int64)) {
		values := append([]int64{0}, l.Cuts[f+side]...)
		each(f, len(values), func(p *Party, v int) { set(p, values[v]) })
	}
	switch kind {
	case network.Member:
		each(SenderTier, len(network.Tiers()), func(p *Party, v int) { p.Tier = network.Tier(v) })
		each(SenderInMail, len(network.Settings()), func(p *Party, v int) { p.InMail = network.Setting(v) })
		each(SenderOpenProfile, 2, func(p *Party, v int) { p.OpenProfile = v == 1 })
		number(SenderCredits, func(p *Party, v int64) { p.Credits = v })
		number(SenderSent, func(p *Party, v int64) { p.Sent = v })
		list = slices.DeleteFunc(list, func(p Party) bool {
			return p.OpenProfile && p.Tier == network.Free && l.Facts.Has(SenderTier+side)
		})
	case network.Page:
		number(SenderCredits, func(p *Party, v int64) { p.Credits = v })
		number(SenderSeats, func(p *Party, v int64) { p.Seats = v })
	}
	return list
}
