package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// Kind says what a change changes.
type Kind string

// The kinds of change. Those up to Unblock open something, those from Disconnect on close
// it; Reading and Rule change what the source means, not the world.
const (
	Tier       Kind = "tier"
	Credit     Kind = "credit"
	Seat       Kind = "seat"
	Connect    Kind = "connect"
	Accept     Kind = "accept"
	Invite     Kind = "invite"
	Follow     Kind = "follow"
	Visit      Kind = "visit"
	Write      Kind = "write"
	Setting    Kind = "setting"
	Unblock    Kind = "unblock"
	Disconnect Kind = "disconnect"
	Unfollow   Kind = "unfollow"
	Withdraw   Kind = "withdraw"
	NoCredit   Kind = "no-credit"
	NoSeat     Kind = "no-seat"
	Block      Kind = "block"
	Reading    Kind = "reading"
	Rule       Kind = "rule"
)

// Change is one change. From and To are whom it is between, by number: who is connected,
// who writes to whom, who unblocks whom; To is From for a change of one actor.
type Change struct {
	Kind     Kind
	Who      int // must act; decision.Nobody for a change of the source's meaning
	From, To int
	Tier     network.Tier
	Price    int64 // of the tier: US cents a month, beyond what its taker pays now
	More     bool  // its taker pays already
	Setting  network.Setting
	Choice   policy.Choice
	Rule     string
	// Steps are the actions that the change is made of.
	Steps []Step
}

func (c Change) source() bool { return c.Kind == Reading || c.Kind == Rule }

// action reports whether somebody makes the change by an action that rules are about.
func (c Change) action() bool {
	return c.Kind == Connect || c.Kind == Accept || c.Kind == Invite || c.Kind == Write
}

// same reports whether two changes ask for the same thing, in another measure perhaps: two
// tiers for one member. No fix has both.
func (c Change) same(o Change) bool { return c.Kind == o.Kind && c.From == o.From && c.To == o.To }

// actors are all who must act for a change.
func (c Change) actors() []int {
	list := []int{c.Who}
	for _, s := range c.Steps {
		list = append(list, s.From)
	}
	return list
}

// Edits are the edits of a network that make the change; a change of the source's meaning
// has none. This alone says what a kind of change does: the search makes these edits, and
// so does whoever takes a fix up.
func (c Change) Edits(n *network.Network) []network.Edit {
	set := func(f network.Field, value int64) []network.Edit {
		return []network.Edit{{Do: network.Set, From: c.From, To: c.From, Field: f, Value: value}}
	}
	tie := func(do network.Do, t network.Tie) []network.Edit {
		return []network.Edit{{Do: do, From: c.From, To: c.To, Tie: t}}
	}
	switch c.Kind {
	case Tier:
		return set(network.TierField, int64(c.Tier))
	case Credit:
		return set(network.CreditsField, 1)
	case NoCredit:
		return set(network.CreditsField, 0)
	case Seat:
		return set(network.SeatsField, 1)
	case NoSeat:
		return set(network.SeatsField, 0)
	case Setting:
		return set(network.InMailField, int64(c.Setting))
	case Connect, Accept:
		return tie(network.Make, network.Connection)
	case Disconnect:
		return tie(network.Take, network.Connection)
	case Invite:
		return tie(network.Make, network.Invitation)
	case Withdraw:
		return tie(network.Take, network.Invitation)
	case Follow:
		return tie(network.Make, network.Follow)
	case Unfollow:
		return tie(network.Take, network.Follow)
	case Visit:
		return tie(network.Make, network.Visit)
	case Write:
		return tie(network.Make, network.Wrote)
	case Block:
		return tie(network.Make, network.Block)
	case Unblock:
		var edits []network.Edit
		for _, p := range []network.Pair{{From: c.From, To: c.To}, {From: c.To, To: c.From}} {
			if n.Has(network.Block, p.From, p.To) {
				edits = append(edits, network.Edit{Do: network.Take, From: p.From, To: p.To, Tie: network.Block})
			}
		}
		return edits
	default:
		return nil
	}
}

// brings is how many credits a tier brings each month.
func (f *finder) brings(t network.Tier) int64 { return f.Set.Tier(t).Credits }

// after is a network after a change, whoever took which steps for it.
func (f *finder) after(n *network.Network, c Change) *network.Network {
	for _, e := range c.Edits(n) {
		n = n.Edited(e, f.brings)
	}
	return n
}

// possible reports whether there is anything to change yet: no tie stands twice, credits
// are for who has none, and there is no invitation between connections.
func possible(n *network.Network, c Change) bool {
	switch c.Kind {
	case Credit:
		return n.Actor(c.From).Credits == 0
	case Connect:
		return !n.Has(network.Connection, c.From, c.To)
	case Invite:
		return !n.Has(network.Connection, c.From, c.To) && !n.Has(network.Invitation, c.From, c.To)
	case Write:
		return !n.Has(network.Wrote, c.From, c.To)
	default:
		return true
	}
}

// makes is the tie that an action leaves where it is a step.
var makes = map[string]network.Tie{
	"invite": network.Invitation, "accept-invite": network.Connection,
	"message": network.Wrote, "reply": network.Wrote, "inmail": network.Wrote,
}

// ways are the steps by which a change can be made on a network as it stands.
func (c Change) ways(n *network.Network) []Change {
	if !c.action() {
		return []Change{c}
	}
	var list []Change
	by := func(kind Kind, from, to int, steps ...Step) {
		way := c
		way.Kind, way.Who, way.From, way.To, way.Steps = kind, from, from, to, steps
		list = append(list, way)
	}
	switch c.Kind {
	case Connect:
		for _, p := range []network.Pair{{From: c.From, To: c.To}, {From: c.To, To: c.From}} {
			accepts := Step{From: p.To, To: p.From, Action: "accept-invite"}
			if n.Has(network.Invitation, p.From, p.To) {
				by(Accept, p.To, p.From, accepts)
			} else {
				by(Connect, p.From, p.To, Step{From: p.From, To: p.To, Action: "invite"}, accepts)
			}
		}
	case Invite:
		by(Invite, c.From, c.To, Step{From: c.From, To: c.To, Action: "invite"})
	case Write:
		for _, action := range decision.Ways() {
			if action != "reply" || n.Has(network.Wrote, c.To, c.From) {
				by(Write, c.From, c.To, Step{From: c.From, To: c.To, Action: action})
			}
		}
	}
	return list
}

// The actors of a network that a search looks at: those concerned and nobody else.
const (
	sender = iota
	recipient
	third
)

// Searched are the kinds of change of the world that are searched for a kind of pair, to
// open what is closed or to close what is open.
func Searched(kinds situation.KindPair, opens bool) []Kind {
	member := func(k network.Kind) bool { return k == network.Member }
	members := network.Connection.Fits(kinds.Sender, kinds.Recipient)
	follower := network.Follow.Fits(kinds.Recipient, kinds.Sender)
	var list []Kind
	add := func(is bool, kinds ...Kind) {
		if is {
			list = append(list, kinds...)
		}
	}
	if !opens {
		add(member(kinds.Sender), Tier)
		add(true, NoCredit)
		add(kinds.Sender == network.Page, NoSeat)
		add(member(kinds.Recipient), Setting)
		add(follower, Unfollow)
		add(members, Disconnect, Withdraw, Block)
		return list
	}
	add(member(kinds.Sender) || member(kinds.Recipient), Tier)
	add(true, Credit)
	add(kinds.Sender == network.Page, Seat)
	add(member(kinds.Recipient), Setting)
	add(follower, Follow, Visit)
	add(members, Unblock, Invite, Connect)
	add(kinds.Recipient != network.NoOne, Write)
	return list
}

// changes lists the changes of the world that are tried with sender and recipient, tiers
// the cheapest first. Where one must come before another to be possible, it stands first.
func (f *finder) changes(n *network.Network) []Change {
	var list []Change
	for _, c := range f.everyChange(n) {
		if possible(n, c) {
			list = append(list, c)
		}
	}
	return list
}

func (f *finder) everyChange(n *network.Network) []Change {
	if !f.allow {
		return closing(n)
	}
	a := n.Actor(sender)
	list := []Change{{Kind: Credit}}
	list = append(list, f.tiers(n, sender)...)
	if a.Kind == network.Page && a.Seats == 0 {
		list = append(list, Change{Kind: Seat})
	}
	if n.Len() == 1 {
		return list
	}
	b := n.Actor(recipient)
	list = append(list, f.tiers(n, recipient)...)
	own := func(k Kind) Change { return Change{Kind: k, Who: recipient, From: recipient, To: recipient} }
	back := func(k Kind) Change { return Change{Kind: k, Who: recipient, From: recipient, To: sender} }
	for s := b.InMail; s > network.Anyone; s-- {
		c := own(Setting)
		c.Setting = s - 1
		list = append(list, c)
	}
	switch {
	case n.Has(network.Block, recipient, sender): // where both must unblock, the harder to ask is named
		list = append(list, back(Unblock))
	case n.Has(network.Block, sender, recipient):
		list = append(list, Change{Kind: Unblock, To: recipient})
	}
	for _, t := range []struct {
		kind Kind
		tie  network.Tie
	}{{Follow, network.Follow}, {Visit, network.Visit}} {
		if t.tie.Fits(b.Kind, a.Kind) && !n.Has(t.tie, recipient, sender) {
			list = append(list, back(t.kind))
		}
	}
	if network.Connection.Fits(a.Kind, b.Kind) {
		list = append(list, back(Invite), Change{Kind: Connect, To: recipient})
	}
	return append(list, back(Write), Change{Kind: Write, To: recipient})
}

// tiers are the changes to the tiers that cost a member more than its own, the cheapest first.
func (f *finder) tiers(n *network.Network, who int) []Change {
	a := n.Actor(who)
	if a.Kind != network.Member {
		return nil
	}
	price := func(t network.Tier) int64 { return Cents(f.Set.Tier(t).Price) }
	now := price(a.Tier)
	var list []Change
	for i := range network.Tiers() {
		if t := network.Tier(i); price(t) > now {
			list = append(list, Change{Kind: Tier, Who: who, From: who, To: who, Tier: t, Price: price(t) - now, More: now > 0})
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(a.Price, b.Price) })
	return list
}

// through lists the connections with a third member.
func through(n *network.Network) []Change {
	var list []Change
	for _, end := range []int{sender, recipient} {
		if c := (Change{Kind: Connect, Who: end, From: end, To: third}); possible(n, c) {
			list = append(list, c)
		}
	}
	return list
}

// closing are the changes that may take something away. Nobody's rules stand against them.
func closing(n *network.Network) []Change {
	var list []Change
	a := n.Actor(sender)
	if a.Tier.Premium() {
		list = append(list, Change{Kind: Tier, Tier: network.Free})
	}
	if a.Credits > 0 {
		list = append(list, Change{Kind: NoCredit})
	}
	if a.Seats > 0 {
		list = append(list, Change{Kind: NoSeat})
	}
	if n.Len() == 1 {
		return list
	}
	b := n.Actor(recipient)
	back := func(k Kind) Change { return Change{Kind: k, Who: recipient, From: recipient, To: sender} }
	if b.Kind == network.Member {
		for s := b.InMail + 1; s <= network.Nobody; s++ {
			list = append(list, Change{Kind: Setting, Who: recipient, From: recipient, To: recipient, Setting: s})
		}
	}
	if n.Has(network.Connection, sender, recipient) {
		list = append(list, Change{Kind: Disconnect, To: recipient})
	}
	if n.Has(network.Follow, recipient, sender) {
		list = append(list, back(Unfollow))
	}
	if n.Has(network.Invitation, recipient, sender) {
		list = append(list, back(Withdraw))
	}
	if network.Block.Fits(a.Kind, b.Kind) && !n.Has(network.Block, sender, recipient) && !n.Has(network.Block, recipient, sender) {
		list = append(list, back(Block))
	}
	return list
}
