package whatif

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/situation"
)

// atoms are the changes of the world that matter to a situation, in the order in which
// they are tried; tiers the cheapest first.
func (f *finder) atoms(s situation.Situation) []atom {
	if f.allow {
		return append(f.opening(s), f.acts(s)...)
	}
	return f.closing(s)
}

// plain is an atom that takes no action that rules are about.
func plain(group string, c Change, change func(*situation.Situation)) atom {
	return atom{group: group, change: change, options: func(*decision.Board) []Change { return []Change{c} }}
}

// by is a change that one actor makes of itself.
func by(who int, kind Kind) Change { return Change{Kind: kind, Who: who, From: who, To: who} }

// opening are the changes that may open something and that nobody's rules stand against:
// the sender's account, the recipient's setting, blocks, follows and visits.
func (f *finder) opening(s situation.Situation) []atom {
	var list []atom
	if s.Sender.Kind == network.Member {
		for _, t := range f.dearer(s.Sender.Tier) {
			c := by(f.from, Tier)
			c.Tier = t
			a := plain("tier", c, func(s *situation.Situation) {
				s.Sender.Tier = t
				if s.Sender.Credits == 0 {
					s.Sender.Credits = f.Set.Tier(t).Credits
				}
			})
			a.price = Cents(f.Set.Tier(t).Price)
			list = append(list, a)
		}
	}
	if s.Sender.Credits == 0 {
		list = append(list, plain("credits", by(f.from, Credit), func(s *situation.Situation) { s.Sender.Credits = max(s.Sender.Credits, 1) }))
	}
	if s.Sender.Kind == network.Page && s.Sender.Seats == 0 {
		a := plain("seats", by(f.from, Seat), func(s *situation.Situation) { s.Sender.Seats = 1 })
		a.bought = true
		list = append(list, a)
	}
	if s.Recipient.Kind == network.Member {
		for _, setting := range []network.Setting{network.Connections, network.Anyone} {
			if setting < s.Recipient.InMail {
				c := by(f.to, Setting)
				c.Setting = setting
				list = append(list, plain("setting", c, func(s *situation.Situation) { s.Recipient.InMail = setting }))
			}
		}
	}
	if s.Has(situation.Blocked) {
		who, whom := f.from, f.to
		if !f.Network.Has(network.Block, f.from, f.to) {
			who, whom = f.to, f.from
		}
		if f.Network.Has(network.Block, f.to, f.from) {
			who, whom = f.to, f.from // both must: the harder to ask is named
		}
		list = append(list, plain("block", Change{Kind: Unblock, Who: who, From: who, To: whom}, func(s *situation.Situation) { s.Ties &^= situation.Blocked }))
	}
	if s.Sender.Kind == network.Page && s.Recipient.Kind == network.Member {
		for _, t := range []struct {
			kind Kind
			ties situation.Ties
		}{{Follow, situation.RecipientFollows}, {Visit, situation.RecipientVisited}} {
			if !s.Has(t.ties) {
				list = append(list, plain(string(t.kind), Change{Kind: t.kind, Who: f.to, From: f.to, To: f.from}, func(s *situation.Situation) { s.Ties |= t.ties }))
			}
		}
	}
	return list
}

// dearer are the tiers that cost more than one, the cheapest first.
func (f *finder) dearer(than network.Tier) []network.Tier {
	price := func(t network.Tier) int64 { return Cents(f.Set.Tier(t).Price) }
	var list []network.Tier
	for i := range network.Tiers() {
		if t := network.Tier(i); price(t) > price(than) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b network.Tier) int { return cmp.Compare(price(a), price(b)) })
	return list
}

// Cents is a price of a rule set's data, "29.99", in cents.
func Cents(price string) int64 {
	cents, err := strconv.ParseInt(strings.Replace(price, ".", "", 1), 10, 64)
	if err != nil {
		panic("whatif: a price that is none: " + price)
	}
	return cents
}

// acts are the changes that are actions themselves: connecting, inviting and writing.
func (f *finder) acts(s situation.Situation) []atom {
	if s.Recipient.Kind == network.NoOne {
		return nil
	}
	var list []atom
	act := func(group string, change func(*situation.Situation), options func(*decision.Board) []Change) {
		list = append(list, atom{group: group, change: change, options: func(b *decision.Board) []Change {
			if b == nil {
				return nil
			}
			return options(b)
		}})
	}
	if s.Degree > 1 {
		act("degree", func(s *situation.Situation) {
			s.Degree = 1
			s.Ties &^= situation.RecipientInvited | situation.SenderInvited
		}, func(b *decision.Board) []Change { return connecting(b, f.from, f.to) })
		if !s.Has(situation.RecipientInvited) {
			act("invited", func(s *situation.Situation) {
				if s.Degree != 1 {
					s.Ties |= situation.RecipientInvited
				}
			}, func(b *decision.Board) []Change {
				return one(b, Change{Kind: Invite, Who: f.to, From: f.to, To: f.from}, "invite")
			})
		}
	}
	if s.Degree > 2 {
		act("degree", func(s *situation.Situation) { s.Degree = 2 }, func(b *decision.Board) []Change { return f.through(b) })
	}
	if !s.Has(situation.RecipientWrote) {
		act("wrote", func(s *situation.Situation) { s.Ties |= situation.RecipientWrote }, func(b *decision.Board) []Change {
			return one(b, Change{Kind: Write, Who: f.to, From: f.to, To: f.from}, decision.Ways()...)
		})
	}
	if !s.Has(situation.SenderWrote) {
		act("written", func(s *situation.Situation) { s.Ties |= situation.SenderWrote }, func(b *decision.Board) []Change {
			return one(b, Change{Kind: Write, Who: f.from, From: f.from, To: f.to}, decision.Ways()...)
		})
	}
	return list
}

// one is a change of one step, by the first of some actions that is allowed or else the
// first that is not forbidden; none if all are.
func one(b *decision.Board, c Change, actions ...string) []Change {
	var unsaid []Change
	for _, action := range actions {
		if !b.Set.Applies(action, b.Kinds(c.From, c.To)) {
			continue
		}
		d, err := b.Between(c.From, c.To, action)
		if err != nil || d.Verdict == decision.Forbidden {
			continue
		}
		with := c
		with.Steps = []Step{{c.From, c.To, action, d}}
		if d.Verdict == decision.Allowed {
			return []Change{with}
		}
		unsaid = append(unsaid, with)
	}
	return unsaid
}

// connecting are the ways in which two members become connected: one accepts what the
// other has sent, or one invites and the other accepts. The way that the rules doubt least
// comes first, then the one that the first of the two begins.
func connecting(b *decision.Board, from, to int) []Change {
	var list []Change
	for _, inviter := range []int{from, to} {
		other := from + to - inviter
		pending := b.Network.Has(network.Invitation, inviter, other)
		c := Change{Kind: Connect, Who: inviter, From: inviter, To: other}
		if pending {
			c = Change{Kind: Accept, Who: other, From: other, To: inviter}
		} else {
			d, err := b.Between(inviter, other, "invite")
			if err != nil || d.Verdict == decision.Forbidden {
				continue
			}
			c.Steps = append(c.Steps, Step{inviter, other, "invite", d})
		}
		s := b.Situation(other, inviter)
		s.Ties |= situation.RecipientInvited
		d, err := b.Decide(s, "accept-invite")
		if err != nil || d.Verdict == decision.Forbidden {
			continue
		}
		c.Steps = append(c.Steps, Step{other, inviter, "accept-invite", d})
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(unsaid(a), unsaid(b)) })
	return list
}

// unsaid counts a change's steps that nothing allows, a change without an invitation to
// send before one with it.
func unsaid(c Change) int {
	n := len(c.Steps)
	for _, s := range c.Steps {
		if s.Decision.Verdict != decision.Allowed {
			n += 10
		}
	}
	return n
}

// through are the ways to come to share a connection: one of the two connects with a
// connection of the other.
func (f *finder) through(b *decision.Board) []Change {
	var list []Change
	for _, ends := range [][2]int{{f.from, f.to}, {f.to, f.from}} {
		for _, third := range b.Network.Peers(ends[1]) {
			list = append(list, connecting(b, ends[0], int(third))...)
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(f.asks(Fix{Changes: []Change{a}}), f.asks(Fix{Changes: []Change{b}})), cmp.Compare(unsaid(a), unsaid(b)))
	})
	return list
}

// closing are the changes that may take something away. Nobody's rules stand against them.
func (f *finder) closing(s situation.Situation) []atom {
	var list []atom
	if s.Sender.Tier.Premium() {
		list = append(list, plain("tier", by(f.from, Tier), func(s *situation.Situation) { s.Sender.Tier, s.Sender.OpenProfile = network.Free, false }))
	}
	if s.Sender.Credits > 0 {
		list = append(list, plain("credits", by(f.from, NoCredit), func(s *situation.Situation) { s.Sender.Credits = 0 }))
	}
	if s.Sender.Seats > 0 {
		list = append(list, plain("seats", by(f.from, NoSeat), func(s *situation.Situation) { s.Sender.Seats = 0 }))
	}
	if s.Recipient.Kind == network.Member {
		for _, setting := range []network.Setting{network.Connections, network.Nobody} {
			if setting > s.Recipient.InMail {
				c := by(f.to, Setting)
				c.Setting = setting
				list = append(list, plain("setting", c, func(s *situation.Situation) { s.Recipient.InMail = setting }))
			}
		}
	}
	if s.Degree == 1 {
		apart := f.Network.WithoutTie(network.Connection, f.from, f.to).Degrees(f.from)[f.to]
		list = append(list, plain("degree", Change{Kind: Disconnect, Who: f.from, From: f.from, To: f.to}, func(s *situation.Situation) { s.Degree = apart }))
	}
	if s.Has(situation.RecipientFollows) {
		list = append(list, plain("follow", Change{Kind: Unfollow, Who: f.to, From: f.to, To: f.from}, func(s *situation.Situation) { s.Ties &^= situation.RecipientFollows }))
	}
	if s.Has(situation.RecipientInvited) {
		list = append(list, plain("invited", Change{Kind: Withdraw, Who: f.to, From: f.to, To: f.from}, func(s *situation.Situation) { s.Ties &^= situation.RecipientInvited }))
	}
	if s.Sender.Kind == network.Member && s.Recipient.Kind == network.Member && !s.Has(situation.Blocked) {
		list = append(list, plain("block", Change{Kind: Block, Who: f.to, From: f.to, To: f.from}, func(s *situation.Situation) { s.Ties |= situation.Blocked }))
	}
	return list
}
