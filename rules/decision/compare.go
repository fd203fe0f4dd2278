package decision

import (
	"iter"
	"slices"
)

// Change is an action between two actors on which two boards differ.
type Change struct {
	From, To int // numbers on the later board; to is Nobody for what somebody may do alone
	*Turn
}

// Turn is how two boards differ on an action: by the verdict, by the cost or by whether it is contested. Many pairs share it.
type Turn struct {
	Action        string
	Before, After *Decision
}

// Opened reports whether the outcome went from denied to allowed.
func (t *Turn) Opened() bool { return t.Before.Verdict != Allowed && t.After.Verdict == Allowed }

// Closed reports whether the outcome went from allowed to denied.
func (t *Turn) Closed() bool { return t.Before.Verdict == Allowed && t.After.Verdict != Allowed }

// Changes finds where two boards decide differently between the same actors, in the order of the later board and of its world's
// actions. Was is, by an actor's number on the later board, that on the earlier one, -1 for who is new; asked limits what is looked
// at. What cannot be decided on either board is left out.
//
// Where the later board was made of the earlier one by the same engine, only what that touched is decided again.
func Changes(before, after *Board, was []int, asked func(from, to int) bool) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		c := comparison{before: before, after: after, was: was, asked: asked, lists: [][]Turn{nil}, known: map[[2]uint32]uint32{}, yield: yield}
		if senders, recipients, related := after.Touched(before); related {
			c.touched(senders, recipients)
		} else {
			c.everybody()
		}
	}
}

// Touched are the actors whose ways to others, and those to whom the ways of others, may be otherwise than on an earlier board: of all
// other pairs the two decide the same. False where that may be anybody: the boards have other engines, or actors came or went.
func (b *Board) Touched(before *Board) (senders, recipients []int, ok bool) {
	delta, related := b.Network.Since(before.Network)
	if !related || before.Engine != b.Engine {
		return nil, nil, false
	}
	changed := listed(b.Network.Len(), delta.Actors)
	for from := range changed {
		if changed[from] || !b.pairs.Shares(before.pairs, from) {
			senders = append(senders, from)
		}
	}
	return senders, delta.Actors, true
}

// listed says of each of so many actors whether a list has it.
func listed(of int, list []int) []bool {
	in := make([]bool, of)
	for _, i := range list {
		in[i] = true
	}
	return in
}

// comparison finds changes.
type comparison struct {
	before, after *Board
	was           []int
	asked         func(from, to int) bool
	lists         [][]Turn             // what differs between two actors, by number; the first is of nothing
	known         map[[2]uint32]uint32 // the list by what is satisfied before and after
	latest        [256]compared        // a direct-mapped cache of it: networks repeat a few situations
	yield         func(Change) bool
	enough        bool // nobody asks for more
}

// compared is what came of comparing what is satisfied before and after, by numbers: one more than that of a list.
type compared struct{ was, is, list uint32 }

// touched compares what was touched between boards of one engine. Who is a recipient of that has changed as a sender, too. To
// others, a recipient of the same class as before is what it was, unless a rule looks at more of a pair than its classes.
func (c *comparison) touched(senders, recipients []int) {
	rows, changed := listed(len(c.was), senders), listed(len(c.was), recipients)
	var was, is []uint32
	if len(recipients) > 0 {
		was, is = make([]uint32, len(c.was)), make([]uint32, len(c.was))
	}
	if !slices.ContainsFunc(c.after.slots, func(s slot) bool { return s.unlisted }) {
		recipients = slices.DeleteFunc(slices.Clone(recipients), func(i int) bool { return c.before.classes[1][i] == c.after.classes[1][i] })
	}
	for from := range c.was {
		if c.enough {
			return
		}
		if changed[from] {
			c.alone(from)
		}
		if !rows[from] {
			for _, to := range recipients {
				c.tell(from, to, c.pair(from, to))
			}
			continue
		}
		if changed[from] {
			c.before.row(from, was)
			c.after.row(from, is)
			for to := range c.was {
				if to != from && was[to] != is[to] {
					c.tell(from, to, c.compare(was[to], is[to]))
				}
			}
			continue
		}
		before, after := c.before.pairs.Row(from), c.after.pairs.Row(from)
		after = after[:len(before)]
		for to, was := range before {
			if was != after[to] || recipients != nil && changed[to] && to != from {
				c.tell(from, to, c.pair(from, to))
			}
		}
	}
}

// everybody compares all pairs. What the classes of both boards together come to is compared once, for networks repeat a few
// situations.
func (c *comparison) everybody() {
	var classes [2][]uint32 // of actors on both boards together
	var many [2]int         // how many classes there are
	for side := range classes {
		numbers := map[[2]uint32]uint32{}
		classes[side] = make([]uint32, len(c.was))
		for i, old := range c.was {
			if old >= 0 {
				key := [2]uint32{c.before.classes[side][old], c.after.classes[side][i]}
				n, ok := numbers[key]
				if !ok {
					n = uint32(len(numbers))
					numbers[key] = n
				}
				classes[side][i] = n
			}
		}
		many[side] = len(numbers)
	}
	// Of one network pairs have the same classes on both boards, of one world.
	repeats := c.before.between == c.after.between && c.before.Network == c.after.Network
	var known table[uint32] // one more than the number of the list
	known.widen(many[1])
	for from, old := range c.was {
		if c.enough {
			return
		}
		if old < 0 {
			continue
		}
		c.alone(from)
		sender, between := classes[0][from], c.after.pairs.Row(from)
		recipients, row := classes[1][:len(between)], known.row(sender)
		for to, class := range between {
			list := uint32(0)
			if at := known.at(class, recipients[to]); at < uint(len(row)) {
				list = row[at]
			}
			if list == 1 || to == from || c.was[to] < 0 {
				continue
			}
			if list == 0 {
				list = c.pair(from, to) + 1
				if repeats && len(c.before.open)+len(c.after.open) == 0 {
					known.put(sender, recipients[to], class, list)
					row = known.row(sender)
				}
			}
			c.tell(from, to, list-1)
		}
	}
}

// alone compares what an actor may do without a recipient.
func (c *comparison) alone(from int) {
	if c.before.Set.World.Nobody != nil && c.after.Set.World.Nobody != nil {
		c.tell(from, Nobody, c.compare(c.before.number(c.was[from], Nobody), c.after.number(from, Nobody)))
	}
}

// pair compares two actors: it gives the number of the list of what differs between them.
func (c *comparison) pair(from, to int) uint32 {
	return c.compare(c.before.number(c.was[from], c.was[to]), c.after.number(from, to))
}

// compare compares what two actors satisfy, by numbers: it gives the number of the list of what differs there.
func (c *comparison) compare(was, is uint32) uint32 {
	if was == is && c.before.Engine == c.after.Engine {
		return 0
	}
	latest := &c.latest[(was*31+is)%uint32(len(c.latest))]
	if latest.was != was || latest.is != is || latest.list == 0 {
		key := [2]uint32{was, is}
		list, ok := c.known[key]
		if !ok {
			if turns := c.turns(was, is); turns != nil {
				list = uint32(len(c.lists))
				c.lists = append(c.lists, turns)
			}
			c.known[key] = list
		}
		*latest = compared{was, is, list + 1}
	}
	return latest.list - 1
}

// tell yields what a list has as changes between two actors, if these are asked for.
func (c *comparison) tell(from, to int, list uint32) {
	if list == 0 || !c.asked(from, to) {
		return
	}
	turns := c.lists[list]
	for i := range turns {
		if c.enough {
			return
		}
		c.enough = !c.yield(Change{from, to, &turns[i]})
	}
}

// turns compares what is satisfied, by numbers.
func (c *comparison) turns(was, is uint32) []Turn {
	var list []Turn
	for _, action := range c.after.Set.World.Actions {
		earlier, err := c.before.action(action.Name)
		if err != nil || !action.Applies(c.after.satisfied[is].kinds) {
			continue
		}
		before, errBefore := c.before.decided(was, earlier)
		after, errAfter := c.after.decided(is, action)
		if errBefore != nil || errAfter != nil || before.Outcome == after.Outcome && before.Contested == after.Contested {
			continue
		}
		list = append(list, Turn{Action: action.Name, Before: before, After: after})
	}
	return list
}
