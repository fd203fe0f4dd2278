package lint

import (
	"slices"

	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// A space is the situations that some rules tell apart, as a tree in which one fact after another gets its value.
type space struct {
	set    *policy.RuleSet
	cuts   map[*world.Fact][]int64
	values map[*world.Fact][]world.Value
	roots  map[world.KindPair]*node
}

// A node is what is known where some facts have got their values, whichever these are.
type node struct {
	lens     situation.Lens                 // at these facts
	settled  world.Facts                    // these, and all that are none of such a pair
	possible func(situation.Situation) bool // nil where it has not been asked for
	next     map[*world.Fact]*node
}

func newSpace(set *policy.RuleSet, rules []*policy.Rule) *space {
	var lens situation.Lens
	for _, r := range rules {
		lens = lens.And(r.Lens())
	}
	return &space{set: set, cuts: lens.Cuts, values: map[*world.Fact][]world.Value{}, roots: map[world.KindPair]*node{}}
}

// root is the node where nothing is known of a kind of pair.
func (sp *space) root(kinds world.KindPair) *node {
	n, ok := sp.roots[kinds]
	if !ok {
		n = &node{lens: situation.Lens{Cuts: sp.cuts}, next: map[*world.Fact]*node{}}
		for _, f := range sp.set.World.Facts() {
			if !f.Is(kinds) {
				n.settled = n.settled.With(f)
			}
		}
		sp.roots[kinds] = n
	}
	return n
}

// with is the node where one more fact is known.
func (n *node) with(f *world.Fact) *node {
	next, ok := n.next[f]
	if !ok {
		lens := situation.Lens{Facts: n.lens.Facts.With(f), Cuts: n.lens.Cuts}
		next = &node{lens: lens, settled: n.settled.With(f), next: map[*world.Fact]*node{}}
		n.next[f] = next
	}
	return next
}

// occurs reports whether a situation can be of which a node tells what is known.
func (sp *space) occurs(n *node, s situation.Situation) bool {
	if n.possible == nil {
		n.possible = sp.set.Space.Possible(n.lens, s.Kinds())
	}
	return n.possible(s)
}

// spread are the values of a fact.
func (sp *space) spread(f *world.Fact) []world.Value {
	values, ok := sp.values[f]
	if !ok {
		values = situation.Lens{Cuts: sp.cuts}.Values(f)
		sp.values[f] = values
	}
	return values
}

// A hunt goes after a situation in which a rule holds, whose readings are chosen, and none of its rivals does.
type hunt struct {
	*sweep
	rule    *policy.Rule
	open    []branch
	winners []*policy.Rule // the rivals that held where the rule did
}

// A branch is the situations and readings of which something is known already, and what is left to be asked about them.
type branch struct {
	*node
	at       situation.Situation
	action   string
	readings []int8 // by question; below 0 where none is chosen
	rule     pending
	rivals   []pending // that may hold
}

// pending is what must hold still for a rule to be in force and to hold.
type pending struct {
	*policy.Rule
	conditions []*policy.Condition
	needs      []policy.Choice
}

// left is how much is pending of a rule: it holds where that is nothing.
func (p pending) left() int { return len(p.conditions) + len(p.needs) }

// always reports whether wherever a rule holds some rival does, whatever the readings, and gives rivals that are enough for that.
// It says no where it cannot tell.
func (s *sweep) always(r *policy.Rule, rivals []*policy.Rule) ([]*policy.Rule, bool) {
	h := hunt{sweep: s, rule: r}
	if !s.spent() {
		h.begin(rivals)
	}
	for len(h.open) > 0 {
		last := len(h.open) - 1
		b := h.open[last]
		h.open = h.open[:last]
		if s.spent() || h.escapes(b) {
			return nil, false
		}
	}
	enough := slices.DeleteFunc(slices.Clone(rivals), func(r *policy.Rule) bool { return !slices.Contains(h.winners, r) })
	return enough, len(enough) > 0
}

// begin opens a branch for every action between every kind of pair that the rule is about.
func (h *hunt) begin(rivals []*policy.Rule) {
	readings := make([]int8, len(h.set.Questions))
	for i := range readings {
		readings[i] = -1
	}
	for _, need := range h.rule.Needs {
		if chosen := readings[need.Question]; chosen >= 0 && int(chosen) != need.Reading {
			return // it is never in force
		}
		readings[need.Question] = int8(need.Reading)
	}
	for _, kinds := range h.set.World.Pairs() {
		for _, action := range h.rule.Actions() {
			if !h.rule.Fits(action, kinds) {
				continue
			}
			b := branch{node: h.root(kinds), at: situation.Bare(h.set.World, kinds), action: action, readings: readings}
			b.rule = pending{Rule: h.rule, conditions: listed(h.rule.Conditions)}
			for _, rival := range rivals {
				h.look()
				if conditions, ok := h.beside(rival); ok && rival.Fits(action, kinds) {
					b.rivals = append(b.rivals, pending{rival, conditions, rival.Needs})
				}
			}
			h.open = append(h.open, b)
		}
	}
}

// listed are those of some conditions whose situations can be listed.
func listed(conditions []*policy.Condition) []*policy.Condition {
	return slices.DeleteFunc(slices.Clone(conditions), func(c *policy.Condition) bool { return !c.Listed() })
}

// beside are the conditions of a rival that are to be asked where all that cannot be listed of the rule hold; false where the
// rival has one of its own that cannot.
func (h *hunt) beside(rival *policy.Rule) ([]*policy.Condition, bool) {
	for _, c := range rival.Conditions {
		if !c.Listed() && !slices.ContainsFunc(h.rule.Conditions, c.Equal) {
			return nil, false
		}
	}
	return listed(rival.Conditions), true
}

// escapes looks at a branch, and opens those that it splits into. It reports whether the rule holds there and no rival.
func (h *hunt) escapes(b branch) bool {
	if !h.settle(&b.rule, b) || !h.occurs(b.node, b.at) {
		return false
	}
	// The rival that won last is asked first: it often wins again, and then fewer are needed.
	if n := len(h.winners); n > 0 {
		last := slices.IndexFunc(b.rivals, func(p pending) bool { return p.Rule == h.winners[n-1] })
		if last > 0 {
			b.rivals[0], b.rivals[last] = b.rivals[last], b.rivals[0]
		}
	}
	var rivals []pending
	for _, rival := range b.rivals {
		if !h.settle(&rival, b) {
			continue
		}
		if b.rule.left()+rival.left() == 0 {
			h.won(rival.Rule)
			return false
		}
		rivals = append(rivals, rival)
	}
	b.rivals = rivals
	switch {
	case b.rule.left() > 0:
		h.split(b, b.rule)
	case len(rivals) > 0:
		h.split(b, slices.MinFunc(rivals, func(a, b pending) int { return a.left() - b.left() }))
	default:
		return true
	}
	return false
}

// won notes a rival that held, as the last.
func (h *hunt) won(rival *policy.Rule) {
	h.winners = append(slices.DeleteFunc(h.winners, func(r *policy.Rule) bool { return r == rival }), rival)
}

// settle asks what is pending of a rule and can be asked on a branch. It reports whether the rule may hold there still.
func (h *hunt) settle(p *pending, b branch) bool {
	h.look()
	if slices.ContainsFunc(p.needs, func(need policy.Choice) bool {
		return b.readings[need.Question] >= 0 && int(b.readings[need.Question]) != need.Reading
	}) {
		return false
	}
	var left []*policy.Condition
	for _, c := range p.conditions {
		if !c.Facts.Within(b.settled) {
			left = append(left, c)
			continue
		}
		if h.look(); c.Of(b.at, b.action) != policy.Yes {
			return false
		}
	}
	p.conditions = left
	p.needs = slices.DeleteFunc(slices.Clone(p.needs), func(need policy.Choice) bool { return b.readings[need.Question] >= 0 })
	return true
}

// split opens a branch for each value of the next fact that a rule asks for, or for each reading of the question that it needs one of.
func (h *hunt) split(b branch, by pending) {
	if len(by.conditions) == 0 {
		question := by.needs[0].Question
		for reading := range h.set.Questions[question].Readings {
			next := b
			next.readings = slices.Clone(b.readings)
			next.readings[question] = int8(reading)
			h.open = append(h.open, next)
		}
		return
	}
	next := b
	for _, f := range h.set.World.Facts() {
		if by.conditions[0].Facts.Has(f) && !b.settled.Has(f) {
			next.node = b.with(f)
			for _, v := range slices.Backward(h.spread(f)) { // the last is looked at first
				next.at = b.at.With(f, v)
				h.open = append(h.open, next)
			}
			return
		}
	}
}
