package decision

import "iter"

// Change is an action on which two boards differ: by the verdict, by the cost or by whether it is contested.
type Change struct {
	From, To      int // numbers on the later board; to is Nobody for what somebody may do alone
	Action        string
	Before, After *Decision
}

// Opened reports whether the outcome went from denied to allowed.
func (c Change) Opened() bool { return c.Before.Verdict != Allowed && c.After.Verdict == Allowed }

// Closed reports whether the outcome went from allowed to denied.
func (c Change) Closed() bool { return c.Before.Verdict == Allowed && c.After.Verdict != Allowed }

// Changes finds where two boards decide differently between the same actors, in the order of the later board and of its world's
// actions. Was is, by an actor's number on the later board, that on the earlier one, -1 for who is new; asked limits what is looked
// at. What cannot be decided on either board is left out.
//
// Where the later board was made of the earlier one by the same engine, only what that touched is decided again.
func Changes(before, after *Board, was []int, asked func(from, to int) bool) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		c := comparison{before: before, after: after, was: was, asked: asked, known: map[[2]uint32][]Change{}, yield: yield}
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
	known         map[[2]uint32][]Change // by what is satisfied before and after
	latest        [256]compared          // a direct-mapped cache of it: networks repeat a few situations
	yield         func(Change) bool
	enough        bool // nobody asks for more
}

// compared is what came of comparing what is satisfied before and after, by numbers.
type compared struct {
	was, is uint32
	changes []Change
}

// touched compares what was touched between boards of one engine. Who is a recipient of that has changed as a sender, too.
func (c *comparison) touched(senders, recipients []int) {
	rows, changed := listed(len(c.was), senders), listed(len(c.was), recipients)
	was, is := make([]uint32, len(c.was)), make([]uint32, len(c.was))
	for from := range c.was {
		if c.enough {
			return
		}
		if changed[from] {
			c.alone(from)
		}
		if !rows[from] {
			for _, to := range recipients {
				c.pair(from, to)
			}
			continue
		}
		if changed[from] {
			c.before.row(from, was)
			c.after.row(from, is)
			for to := range c.was {
				if to != from && was[to] != is[to] {
					c.compare(from, to, was[to], is[to])
				}
			}
			continue
		}
		before, after := c.before.pairs.Row(from), c.after.pairs.Row(from)
		for to := range c.was {
			if to != from && (changed[to] || before[to] != after[to]) {
				c.pair(from, to)
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
	var same table // 1 where the boards decide the same
	same.widen(many[1])
	for from, old := range c.was {
		if c.enough {
			return
		}
		if old < 0 {
			continue
		}
		c.alone(from)
		sender := classes[0][from]
		for to, class := range c.after.pairs.Row(from) {
			if to == from || c.was[to] < 0 {
				continue
			}
			recipient := classes[1][to]
			if known, at := same.row(sender), same.at(class, recipient); repeats && at < len(known) && known[at] == 1 {
				continue
			}
			if !c.pair(from, to) && repeats && len(c.before.open)+len(c.after.open) == 0 {
				same.put(sender, recipient, class, 1)
			}
		}
	}
}

// alone compares what an actor may do without a recipient.
func (c *comparison) alone(from int) {
	if c.before.Set.World.Nobody != nil && c.after.Set.World.Nobody != nil {
		c.compare(from, Nobody, c.before.number(c.was[from], Nobody), c.after.number(from, Nobody))
	}
}

// pair compares two actors, and reports whether anything differs between them.
func (c *comparison) pair(from, to int) bool {
	return c.compare(from, to, c.before.number(c.was[from], c.was[to]), c.after.number(from, to))
}

// compare compares what two actors satisfy, by numbers, and reports whether the boards decide differently there.
func (c *comparison) compare(from, to int, was, is uint32) bool {
	if was == is && c.before.Engine == c.after.Engine {
		return false
	}
	latest := &c.latest[(was*31+is)%uint32(len(c.latest))]
	if latest.was != was || latest.is != is || latest.changes == nil {
		key := [2]uint32{was, is}
		list, ok := c.known[key]
		if !ok {
			list = c.changes(was, is)
			c.known[key] = list
		}
		*latest = compared{was, is, list}
	}
	list := latest.changes
	if len(list) == 0 {
		return false
	}
	if c.asked(from, to) {
		for _, change := range list {
			if c.enough {
				break
			}
			change.From, change.To = from, to
			c.enough = !c.yield(change)
		}
	}
	return true
}

// changes compares what is satisfied, by numbers.
func (c *comparison) changes(was, is uint32) []Change {
	list := []Change{} // never nil, which is what nobody has compared
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
		list = append(list, Change{Action: action.Name, Before: before, After: after})
	}
	return list
}
