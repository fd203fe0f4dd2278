package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Kind says what a change changes.
type Kind string

// The kinds of change. Reading and Rule change what the source means, not the world.
const (
	Set     Kind = "set"     // an attribute takes a value
	Make    Kind = "make"    // a tie is made without an action
	Take    Kind = "take"    // a tie is taken back
	Perform Kind = "perform" // somebody acts as the rules allow, and that makes a tie
	Reading Kind = "reading"
	Rule    Kind = "rule"
)

// Change is one change. From and To are whom it is between, by number: who is connected,
// who writes to whom, who unblocks whom; To is From for a change of one actor.
type Change struct {
	Kind      Kind
	Who       int // must act; decision.Nobody for a change of the source's meaning
	From, To  int
	Attribute *world.Attribute // of Set
	Value     world.Value
	Price     int64 // of the value: hundredths of the world's money, beyond what its taker pays now
	More      bool  // its taker pays already
	Bought    bool  // it costs, at a price that the source does not name
	Tie       *world.Tie
	Both      bool // of Take: in both directions
	Choice    policy.Choice
	Rule      string
	// Actions are those that Perform may be made by, all with the same effect; Steps those that it is
	// made of, once it is settled by which.
	Actions []*world.Action
	Steps   []Step
}

func (c Change) source() bool { return c.Kind == Reading || c.Kind == Rule }

// paid reports whether a change costs money.
func (c Change) paid() bool { return c.Price > 0 || c.Bought }

// steps counts what somebody has to do for a change, and 1 for another meaning of the source.
func (c Change) steps() int { return max(len(c.acts()), 1) }

// priced reports whether the change is one of those that differ in their price alone.
func (c Change) priced() bool { return c.Kind == Set && c.Attribute.Enum != nil }

// same reports whether two changes ask for the same thing, in another measure perhaps: two
// values of one attribute. No fix has both.
func (c Change) same(o Change) bool {
	return c.Kind == o.Kind && c.From == o.From && c.To == o.To && c.Attribute == o.Attribute && c.Tie == o.Tie
}

// actors are all who must act for a change.
func (c Change) actors() []int {
	list := []int{c.Who}
	for _, s := range c.Steps {
		list = append(list, s.From)
	}
	return list
}

// acts are the acts that a change is, one after another. A performed change whose steps are not
// settled is made by the first of its actions.
func (c Change) acts() []network.Act {
	between := func(do network.Do, from, to int) network.Act {
		return network.Act{Do: do, From: from, To: to, Tie: c.Tie}
	}
	switch c.Kind {
	case Set:
		return []network.Act{{Do: network.Set, From: c.From, To: c.From, Attribute: c.Attribute, Value: c.Value}}
	case Make:
		return []network.Act{between(network.Make, c.From, c.To)}
	case Take:
		acts := []network.Act{between(network.Take, c.From, c.To)}
		if c.Both {
			acts = append(acts, between(network.Take, c.To, c.From))
		}
		return acts
	case Perform:
		if len(c.Steps) == 0 {
			return []network.Act{{Do: network.Perform, From: c.From, To: c.To, Action: c.Actions[0]}}
		}
		var acts []network.Act
		for _, s := range c.Steps {
			acts = append(acts, network.Act{Do: network.Perform, From: s.From, To: s.To, Action: s.Action})
		}
		return acts
	default:
		return nil
	}
}

// Edits are the acts by which somebody takes a change up: what it comes to, without the actions
// by which people come to it.
func (c Change) Edits(set *policy.RuleSet, n *network.Network) []network.Act {
	if c.Kind != Perform {
		return c.acts()
	}
	after, ok := acted(set, n, c)
	if !ok {
		return nil
	}
	var list []network.Act
	now := n
	each := func(do network.Do, differs func(t *world.Tie, p network.Pair) bool) {
		for _, t := range set.World.Ties {
			for _, p := range []network.Pair{{From: c.From, To: c.To}, {From: c.To, To: c.From}} {
				if !differs(t, p) {
					continue
				}
				a := network.Act{Do: do, From: p.From, To: p.To, Tie: t}
				if next, _, err := set.Act(now, a); err == nil {
					now, list = next, append(list, a)
				}
			}
		}
	}
	each(network.Make, func(t *world.Tie, p network.Pair) bool {
		return after.Has(t, p.From, p.To) && !now.Has(t, p.From, p.To)
	})
	each(network.Take, func(t *world.Tie, p network.Pair) bool {
		return !after.Has(t, p.From, p.To) && now.Has(t, p.From, p.To)
	})
	return list
}

// acted is a network after a change, whoever took which steps for it, unless a law forbids it.
func acted(set *policy.RuleSet, n *network.Network, c Change) (*network.Network, bool) {
	for _, a := range c.acts() {
		after, _, err := set.Act(n, a)
		if err != nil {
			return nil, false
		}
		n = after
	}
	return n, true
}

// pointless reports whether there is nothing to change: the attribute has the value, the tie stands
// or does not.
func pointless(n *network.Network, c Change) bool {
	switch c.Kind {
	case Set:
		return n.Actor(c.From).Value(c.Attribute) == c.Value
	case Make, Perform:
		return n.Has(c.Tie, c.From, c.To)
	default:
		return !n.Has(c.Tie, c.From, c.To)
	}
}

// after is a network after a change, if it can be made: there is something to change yet, and no
// law stands against it.
func (f *finder) after(n *network.Network, c Change) (*network.Network, bool) {
	if pointless(n, c) {
		return nil, false
	}
	return acted(f.Set, n, c)
}

// possible reports whether a change can be made as a network stands.
func (f *finder) possible(n *network.Network, c Change) bool {
	_, ok := f.after(n, c)
	return ok
}

// ways are the steps by which a change can be made on a network as it stands.
func (c Change) ways(n *network.Network) []Change {
	if c.Kind != Perform {
		return []Change{c}
	}
	var list []Change
	by := func(from, to int, steps ...Step) {
		way := c
		way.Who, way.From, way.To, way.Steps = from, from, to, steps
		list = append(list, way)
	}
	pairs := []network.Pair{{From: c.From, To: c.To}}
	if c.Tie.Mutual {
		pairs = append(pairs, network.Pair{From: c.To, To: c.From})
	}
	for _, p := range pairs {
		for _, a := range c.Actions {
			// Of a tie without a direction, either begins: the pair is in the order of who does.
			doer, other := p.From, p.To
			if c.Tie.Mutual && a.Answers != nil {
				doer, other = p.To, p.From
			}
			step := Step{From: doer, To: other, Action: a}
			switch {
			case a.Answers == nil, n.Has(a.Answers, other, doer):
				by(doer, other, step)
			case a.Answers == c.Tie: // the other's part of it is a change of its own
			default:
				for _, first := range n.World.Actions {
					if first.Answers == nil && slices.Contains(first.Makes, a.Answers) {
						by(other, doer, Step{From: other, To: doer, Action: first}, step)
					}
				}
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

// performed groups the actions that make a tie by what they do: each group is one change.
func performed(w *world.World) [][]*world.Action {
	var groups [][]*world.Action
	for _, a := range w.Actions {
		if len(a.Makes) == 0 {
			continue
		}
		i := slices.IndexFunc(groups, func(g []*world.Action) bool {
			return slices.Equal(g[0].Makes, a.Makes) && slices.Equal(g[0].Clears, a.Clears)
		})
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], a)
	}
	// What must come before another thing to be possible stands first.
	slices.SortStableFunc(groups, func(a, b []*world.Action) int {
		x, y := a[0].Makes[0], b[0].Makes[0]
		return cmp.Or(cmp.Compare(rank(!leads(w, x)), rank(!leads(w, y))), cmp.Compare(x.Number, y.Number))
	})
	return groups
}

// leads reports whether an action answers a tie and makes another: then the tie is on the way to
// that, and nothing that somebody does for its own sake.
func leads(w *world.World, t *world.Tie) bool {
	return slices.ContainsFunc(w.Actions, func(a *world.Action) bool {
		return a.Answers == t && !slices.Contains(a.Makes, t) && len(a.Makes) > 0
	})
}

// changes lists the changes of the world that are tried with sender and recipient, of the values
// of an attribute those first that ask least. What a law forbids yet, another change may make lawful.
func (f *finder) changes(n *network.Network) []Change {
	list := f.attributes(n, sender)
	if n.Len() > 1 {
		list = append(list, f.attributes(n, recipient)...)
		list = append(list, f.ties(n)...)
	}
	return slices.DeleteFunc(list, func(c Change) bool { return pointless(n, c) })
}

// attributes are the changes of one actor's attributes.
func (f *finder) attributes(n *network.Network, who int) []Change {
	var list []Change
	for _, a := range f.changeable(n.Actor(who).Kind, who) {
		list = append(list, f.values(n, who, a)...)
	}
	return list
}

// changeable are the attributes of a kind that somebody may be asked to change: to open, what is paid
// with before what is taken at a price; to close, the other way round.
func (f *finder) changeable(kind *world.Kind, who int) []*world.Attribute {
	list := slices.DeleteFunc(slices.Clone(kind.Attributes), func(a *world.Attribute) bool {
		return a.Change == world.Nobodys || !f.asked(a, who)
	})
	order := func(a *world.Attribute) int {
		first, second := a.Pays, a.Enum != nil
		if !f.allow {
			first, second = second, first
		}
		switch {
		case first:
			return 0
		case second:
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(list, func(a, b *world.Attribute) int { return cmp.Compare(order(a), order(b)) })
	return list
}

// asked reports whether an actor may be asked to change an attribute. What is taken at a price is
// asked of both when something is to be opened; a number is what the sender has to spend, and a
// setting what the recipient lets others do. The other's is asked for where the rules on the action
// itself look at it.
func (f *finder) asked(a *world.Attribute, who int) bool {
	own := a.Type == world.Number || a.Enum != nil
	switch {
	case a.Enum != nil && f.allow, own && who == sender, !own && who == recipient:
		return true
	}
	side := world.Sender
	if who == recipient {
		side = world.Recipient
	}
	for _, g := range f.direct.Facts.In(f.Set.World) {
		if g.Attribute == a && g.Side == side {
			return true
		}
	}
	return false
}

// values are the values that an attribute may take: to open, dearer ones, more of a number, a choice that opens
// more; to close, the least, less, a choice that opens less.
func (f *finder) values(n *network.Network, who int, a *world.Attribute) []Change {
	now := n.Actor(who).Value(a)
	var list []Change
	add := func(value int64) {
		c := Change{Kind: Set, Who: who, From: who, To: who, Attribute: a, Value: world.Value{Number: value}, Bought: a.Change == world.Buy && value > now.Number}
		if a.Enum != nil && value >= 0 {
			// A value without a price cannot be compared, so that taking it counts as buying it. The first value is the default,
			// and is not bought.
			c.Bought = a.Change == world.Buy && (value > now.Number || value > 0 && a.Enum.Values[value].Price < 0)
			was, is := int64(0), a.Enum.Values[value].Price
			if now.Number >= 0 {
				was = max(a.Enum.Values[now.Number].Price, 0)
			}
			if is > was {
				c.Price, c.More = is-was, was > 0
			}
		}
		list = append(list, c)
	}
	switch {
	case a.Enum != nil && f.allow:
		for v, value := range a.Enum.Values {
			price := int64(-1)
			if now.Number >= 0 {
				price = a.Enum.Values[now.Number].Price
			}
			if int64(v) != now.Number && (value.Price < 0 || value.Price > price) {
				add(int64(v))
			}
		}
		slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(a.Price, b.Price) })
	case a.Enum != nil:
		if now.Number != 0 {
			add(0)
		}
	case a.Type == world.Bool:
		if value := 1 - max(now.Number, 0); f.helps(a, value) {
			add(value)
		}
	case a.Type == world.Choice && f.allow:
		for v := now.Number - 1; v >= 0; v-- {
			add(v)
		}
	case a.Type == world.Choice:
		for v := now.Number + 1; v < int64(len(a.Values)); v++ {
			add(v)
		}
	case a.Type == world.Number:
		for _, v := range f.pair.steps(f.Set.World, a) {
			if f.allow && v > now.Number || !f.allow && v < now.Number {
				add(v)
			}
		}
	}
	return list
}

// ties are the changes of the ties between the two. To close something, ties are made and taken back
// without an action, for no rule decides about that. Where rules see a tie whoever made it, the
// recipient's side of it is tried first. A mutual tie is given up to close something only.
func (f *finder) ties(n *network.Network) []Change {
	w := f.Set.World
	kinds := f.Kinds(f.from, f.to)
	back := network.Pair{From: recipient, To: sender}
	forth := network.Pair{From: sender, To: recipient}
	var taken, made []Change
	for _, t := range w.Ties {
		if t.Undo != world.UndoNobody && f.turnsBy(t, false) {
			switch {
			case t.Mutual && n.Has(t, sender, recipient):
				if !f.allow {
					taken = append(taken, Change{Kind: Take, Who: sender, From: sender, To: recipient, Tie: t})
				}
			case f.either(t) && n.Has(t, recipient, sender):
				taken = append(taken, Change{Kind: Take, Who: recipient, From: recipient, To: sender, Tie: t, Both: n.Has(t, sender, recipient)})
			default:
				for _, p := range []network.Pair{back, forth} {
					if n.Has(t, p.From, p.To) {
						taken = append(taken, Change{Kind: Take, Who: p.From, From: p.From, To: p.To, Tie: t})
					}
				}
			}
		}
		if t.Change && f.turnsBy(t, true) {
			pairs := []network.Pair{back, forth}
			if t.Mutual {
				pairs = []network.Pair{forth}
			}
			for _, p := range pairs {
				from, to := kinds.Sender, kinds.Recipient
				if p == back {
					from, to = to, from
				}
				if t.Fits(from, to) && !(f.either(t) && n.Has(t, p.To, p.From)) {
					made = append(made, Change{Kind: Make, Who: p.From, From: p.From, To: p.To, Tie: t})
				}
			}
		}
	}
	list := append(taken, made...)
	if !f.allow {
		return list
	}
	for _, actions := range performed(w) {
		t := actions[0].Makes[0]
		if t.Change {
			continue // it is made without an action
		}
		pairs := []network.Pair{back, forth}
		if t.Mutual {
			pairs = []network.Pair{forth}
		}
		for _, p := range pairs {
			from, to := kinds.Sender, kinds.Recipient
			if p == back {
				from, to = to, from
			}
			if t.Fits(from, to) && offered(actions, from, to) {
				list = append(list, Change{Kind: Perform, Who: p.From, From: p.From, To: p.To, Tie: t, Actions: actions})
			}
		}
	}
	return list
}

// offered reports whether one of some actions is offered between two kinds; of a mutual tie, in either order.
func offered(actions []*world.Action, from, to *world.Kind) bool {
	return slices.ContainsFunc(actions, func(a *world.Action) bool {
		return a.Applies(world.KindPair{Sender: from, Recipient: to}) || a.Makes[0].Mutual && a.Applies(world.KindPair{Sender: to, Recipient: from})
	})
}

// either reports whether rules see a tie whoever made it.
func (f *finder) either(t *world.Tie) bool {
	return slices.ContainsFunc(f.Set.World.Pair, func(p *world.PairFact) bool { return p.Tie == t && p.Side == world.Either && !p.Distance() })
}

// through lists how each of the two comes to be linked to a third actor by a tie that a distance goes along.
func (f *finder) through(n *network.Network, d *world.PairFact) []Change {
	var list []Change
	for _, end := range []int{sender, recipient} {
		c := Change{Kind: Make, Who: end, From: end, To: third, Tie: d.Tie}
		if !d.Tie.Change {
			i := slices.IndexFunc(performed(f.Set.World), func(g []*world.Action) bool { return g[0].Makes[0] == d.Tie })
			if i < 0 {
				continue
			}
			c.Kind, c.Actions = Perform, performed(f.Set.World)[i]
		}
		if f.possible(n, c) {
			list = append(list, c)
		}
	}
	return list
}

// Searched is a kind of change of the world that a search tries.
type Searched struct {
	Attribute *world.Attribute // or
	Tie       *world.Tie
	Made      bool // the tie is made; otherwise it is taken back
}

// Tried are the kinds of change of the world that are searched for some actions of a kind of pair, to
// open what is closed or to close what is open.
func Tried(set *policy.RuleSet, actions []string, kinds world.KindPair, opens bool) []Searched {
	f := &finder{Board: &decision.Board{Engine: decision.New(set, set.Defaults())}, allow: opens, rules: set.Rules}
	f.direct = f.lens(actions, []world.KindPair{kinds})
	var list []Searched
	add := func(s Searched) {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	sides := []*world.Kind{kinds.Sender, kinds.Recipient}
	for who, kind := range sides {
		for _, a := range f.changeable(kind, who) {
			add(Searched{Attribute: a})
		}
	}
	if kinds.Recipient.Entity != "" {
		return list
	}
	fits := func(t *world.Tie) bool {
		return t.Fits(kinds.Sender, kinds.Recipient) || t.Fits(kinds.Recipient, kinds.Sender)
	}
	for _, t := range set.World.Ties {
		if fits(t) && t.Undo != world.UndoNobody && !(t.Mutual && opens) && f.turnsBy(t, false) {
			add(Searched{Tie: t})
		}
	}
	for _, t := range set.World.Ties {
		if fits(t) && t.Change && f.turnsBy(t, true) {
			add(Searched{Tie: t, Made: true})
		}
	}
	for _, actions := range performed(set.World) {
		between := offered(actions, kinds.Sender, kinds.Recipient) || offered(actions, kinds.Recipient, kinds.Sender)
		if t := actions[0].Makes[0]; opens && fits(t) && between {
			add(Searched{Tie: t, Made: true})
		}
	}
	return list
}
