package decision

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
func Changes(before, after *Board, was []int, asked func(from, to int) bool) []Change {
	c := comparison{before: before, after: after}
	delta, related := after.Network.Since(before.Network)
	related = related && before.Engine == after.Engine
	touched := make([]bool, len(was))
	for _, i := range delta.Actors {
		touched[i] = true
	}
	rows := [2][]uint32{make([]uint32, before.Network.Len()), make([]uint32, len(was))}
	for from, old := range was {
		if old < 0 {
			continue
		}
		same := related && !touched[from] // what the sender is
		if after.Set.World.Nobody != nil && before.Set.World.Nobody != nil && !same && asked(from, Nobody) {
			c.compare(from, Nobody, before.number(old, Nobody), after.number(from, Nobody))
		}
		if same && after.pairs.Shares(before.pairs, from) {
			for _, to := range delta.Actors {
				if to != from && asked(from, to) {
					c.compare(from, to, before.number(old, to), after.number(from, to))
				}
			}
			continue
		}
		before.row(old, rows[0])
		after.row(from, rows[1])
		for to, is := range rows[1] {
			if oldTo := was[to]; to != from && oldTo >= 0 {
				if n := rows[0][oldTo]; (n != is || !related) && asked(from, to) {
					c.compare(from, to, n, is)
				}
			}
		}
	}
	return c.found
}

// comparison collects changes.
type comparison struct {
	before, after *Board
	found         []Change
	known         [1024]compared // direct-mapped cache: networks repeat a few situations
}

// compared is what came of two numbers of what is satisfied.
type compared struct {
	was, is uint32
	asked   bool
	changes []Change
}

func (c *comparison) compare(from, to int, was, is uint32) {
	known := &c.known[(was*31+is)%uint32(len(c.known))]
	if !known.asked || known.was != was || known.is != is {
		*known = compared{was, is, true, c.changes(was, is)}
	}
	for _, change := range known.changes {
		change.From, change.To = from, to
		c.found = append(c.found, change)
	}
}

// changes compares what is satisfied, by numbers.
func (c *comparison) changes(was, is uint32) []Change {
	if was == is && c.before.Engine == c.after.Engine {
		return nil
	}
	var list []Change
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
