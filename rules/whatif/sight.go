package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// sight is what the rules on some actions between some kinds of actor can tell apart. It
// covers all rules, in force or not, for a reading may bring others into force.
type sight struct {
	lens  situation.Lens
	tiers [2][]network.Tier // of sender and recipient, by tier: the first that looks the same
	far   uint8             // degrees from here on look the same
}

// survey finds what can matter to the verdict: what the rules on the action look at, and as
// far as steps may change that, what the rules on the steps look at in turn.
func (f *finder) survey() {
	kinds := []situation.KindPair{f.Kinds(f.from, f.to)}
	if f.to != decision.Nobody {
		kinds = append(kinds, f.Kinds(f.to, f.from))
	}
	actions := []string{f.action}
	var facts situation.Facts
	for grown := true; grown; {
		facts = f.lens(actions, kinds).Facts
		grown = false
		for action, tie := range makes {
			if f.allow && !slices.Contains(actions, action) && facts&shows[tie] != 0 {
				actions = append(actions, action)
				grown = true
			}
		}
	}
	f.pair = f.sight(actions, kinds)
	if slices.Contains(actions, "reply") {
		f.pair.lens.Facts |= shows[network.Wrote] // a reply is a step only to who has written
	}
	if facts.Has(situation.Degree) {
		// A third member's own steps may not depend on how far it stands from the two, but how far
		// they stand from each other depends on it.
		f.third = f.sight([]string{"invite", "accept-invite"}, kinds)
		f.third.lens.Facts |= situation.Set(situation.Degree)
		f.third.far = max(f.third.far, f.pair.far)
	}
	for _, r := range f.about(actions, kinds) {
		for _, need := range r.Needs {
			for reading := range f.Set.Questions[need.Question].Readings {
				c := policy.Choice{Question: need.Question, Reading: reading}
				if int(f.Readings[c.Question]) != reading && !f.turns(f.now.Under(c)) && !slices.Contains(f.choices, c) {
					f.choices = append(f.choices, c)
				}
			}
		}
	}
	slices.SortFunc(f.choices, func(a, b policy.Choice) int {
		return cmp.Or(cmp.Compare(a.Question, b.Question), cmp.Compare(a.Reading, b.Reading))
	})
}

// shows are the facts in which rules see a tie that a step makes.
var shows = map[network.Tie]situation.Facts{
	network.Wrote:      situation.Set(situation.Wrote, situation.Written),
	network.Invitation: situation.Set(situation.Invited, situation.Inviting),
	network.Connection: situation.Set(situation.Degree),
}

// about are the rules on some actions between some kinds of actor.
func (f *finder) about(actions []string, kinds []situation.KindPair) []*policy.Rule {
	var list []*policy.Rule
	for _, r := range f.Set.Rules {
		if !f.Set.Off(r.ID) && slices.ContainsFunc(actions, func(a string) bool {
			return slices.ContainsFunc(kinds, func(k situation.KindPair) bool { return r.Fits(a, k) })
		}) {
			list = append(list, r)
		}
	}
	return list
}

// lens is how closely the rules on some actions between some kinds of actor look, at a tie
// from both of its sides: what one of a pair is asked about the other sees turned round.
func (f *finder) lens(actions []string, kinds []situation.KindPair) situation.Lens {
	var lens situation.Lens
	for _, r := range f.about(actions, kinds) {
		lens = lens.And(r.Lens())
	}
	for _, both := range shows {
		if lens.Facts&both != 0 {
			lens.Facts |= both
		}
	}
	return lens
}

func (f *finder) sight(actions []string, kinds []situation.KindPair) sight {
	list := sight{lens: f.lens(actions, kinds), far: 1}
	rules := f.about(actions, kinds)
	member := situation.Party{Kind: network.Member}
	// truths are what conditions come to that look at one fact alone; told is that others
	// look at it too, so that each of its values may matter.
	truths := func(fact situation.Fact, s situation.Situation) (text string, told bool) {
		var b []byte
		for _, r := range rules {
			for _, c := range r.Conditions {
				switch {
				case !c.Facts.Has(fact):
				case c.Facts != situation.Set(fact) || c.Action:
					told = true
				default:
					b = append(b, byte(c.Of(s, "")))
				}
			}
		}
		return string(b), told
	}
	for side, fact := range []situation.Fact{situation.SenderTier, situation.RecipientTier} {
		first := map[string]network.Tier{}
		for i := range network.Tiers() {
			s := situation.Situation{Sender: member, Recipient: member}
			s.Sender.Tier, s.Recipient.Tier = network.Tier(i), network.Tier(i)
			text, told := truths(fact, s)
			t, ok := first[text]
			if !ok || told {
				t = network.Tier(i)
				first[text] = t
			}
			list.tiers[side] = append(list.tiers[side], t)
		}
	}
	last := ""
	for degree := uint8(1); degree <= network.Far; degree++ {
		text, told := truths(situation.Degree, situation.Situation{Sender: member, Recipient: member, Degree: degree})
		if text != last || told {
			list.far, last = degree, text
		}
	}
	return list
}

// party is how an actor looks as a sender and as a recipient.
func (l sight) party(a network.Actor) [2]situation.Party {
	p := situation.PartyOf(a)
	both := [2]situation.Party{l.lens.Sender(p), l.lens.Recipient(p)}
	for side := range both {
		both[side].Tier = l.tiers[side][both[side].Tier]
	}
	return both
}

// seen is how two actors look to the rules, each to the other.
type seen struct {
	parties [2][2]situation.Party
	degree  uint8
	ties    situation.Ties
}

func (l sight) between(a, b network.Actor, s situation.Situation) seen {
	out := seen{parties: [2][2]situation.Party{l.party(a), l.party(b)}}
	out.degree, out.ties = l.lens.Pair(min(s.Degree, l.far), s.Ties)
	return out
}

// view is all of a stage that rules may look at.
type view [2]seen

func (f *finder) view(s stage, n *network.Network) view {
	between := func(l sight, i, j int) seen { return l.between(n.Actor(i), n.Actor(j), situation.Of(n, i, j)) }
	switch len(s.actors) {
	case 1:
		return view{{parties: [2][2]situation.Party{f.pair.party(n.Actor(sender))}}}
	case 2:
		return view{between(f.pair, sender, recipient)}
	default:
		return view{between(f.third, sender, third), between(f.third, recipient, third)}
	}
}

// visible are the changes that the rules can see, and of tiers that look the same to them
// the first. What they do not see before any other change, they do not see after one.
func (f *finder) visible(s stage, changes []Change) []*Change {
	before := f.view(s, s.Network)
	tiers := map[view]bool{}
	var list []*Change
	for _, c := range changes {
		after := f.view(s, f.after(s.Network, c))
		if after == before || c.Kind == Tier && tiers[after] {
			continue
		}
		if c.Kind == Tier {
			tiers[after] = true
		}
		list = append(list, &c)
	}
	return list
}

// thirds are the members who may stand between the two, one of those who look the same.
func (f *finder) thirds() []int {
	kinds := f.Kinds(f.from, f.to)
	if !f.allow || !f.pair.lens.Facts.Has(situation.Degree) || !network.Connection.Fits(kinds.Sender, kinds.Recipient) {
		return nil
	}
	type looks struct {
		pairs view
		tier  network.Tier // dearer tiers cost the less the dearer this one is
	}
	among := map[looks]bool{}
	var list []int
	for i, a := range f.Network.Actors() {
		if a.Kind != network.Member || i == f.from || i == f.to {
			continue
		}
		l := looks{tier: a.Tier}
		for k, end := range []int{f.from, f.to} {
			l.pairs[k] = f.third.between(f.Network.Actor(end), a, f.Situation(end, i))
		}
		if l.pairs[0].degree == 1 && l.pairs[1].degree == 1 || among[l] {
			continue
		}
		among[l] = true
		list = append(list, i)
	}
	return list
}
