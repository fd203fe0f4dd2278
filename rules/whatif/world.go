package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// found is a set of changes that is a fix, with the reading that belongs to it, if any.
type found struct {
	changes []*Change
	choice  *policy.Choice
}

// shape is what fixes have in common that differ in a priced value or in the third person alone.
type shape struct {
	parts  [Most]part
	choice policy.Choice
	mixed  bool
}

type part struct {
	kind      Kind
	from, to  int
	attribute *world.Attribute
	tie       *world.Tie
	value     world.Value
}

// stage is a network of the actors that a search looks at, and their numbers in the whole.
type stage struct {
	*network.Network
	actors  []int
	through through // of three
}

// asManyLooks is what it takes to cut a network down to three, in sets of changes.
const asManyLooks = 40

// world searches the changes of the world, alone and together with one reading.
func (f *finder) world() []Fix {
	if f.barred() {
		return nil
	}
	pair := f.among(f.from)
	if f.to != decision.Nobody {
		pair = f.among(f.from, f.to)
	}
	own := f.visible(pair, f.changes(pair.Network))
	f.sets(pair, own, len(own))
	alone := len(f.found)
	for _, d := range f.third {
		for _, other := range f.thirds(d) {
			if !f.goOn(asManyLooks) {
				return f.fixes
			}
			three := f.among(f.from, f.to, other)
			three.through = d
			connects := f.visible(three, f.through(three.Network, d.PairFact))
			var priced []Change
			for _, c := range f.attributes(three.Network, third) {
				if c.priced() {
					priced = append(priced, c)
				}
			}
			f.sets(three, slices.Concat(connects, own, f.visible(three, priced)), len(connects))
			f.found = f.found[:alone] // parts of a fix with one third actor are never parts of one with another
		}
	}
	return f.fixes
}

// barred reports whether a rule forbids by who the two are, under every reading: nothing that anybody does changes that, and
// a search would try everything for nothing.
func (f *finder) barred() bool {
	at, kinds := f.Situation(f.from, f.to), f.Kinds(f.from, f.to)
	return slices.ContainsFunc(f.Set.Rules, func(r *policy.Rule) bool {
		return !r.Permits && len(r.Needs) == 0 && !f.Set.Off(r.ID) && r.Fits(f.action, kinds) &&
			!slices.ContainsFunc(r.Lens().Facts.In(f.Set.World), changes) && r.Holds(at, f.action) == policy.Yes
	})
}

// changes reports whether a fact may ever change: who somebody is does not.
func changes(fact *world.Fact) bool { return fact.Of != world.OfID && fact.Of != world.OfName }

// among cuts the network down to some actors and what rules may see of them: their ties and
// their distances, which strangers between them keep. What rules say of them stays the same,
// and is still the same after any change that is tried.
func (f *finder) among(actors ...int) stage {
	w := f.Set.World
	var list []network.Actor
	ties := network.Ties{}
	for _, a := range actors {
		list = append(list, f.Network.Actor(a))
	}
	for i, a := range actors {
		for j, b := range actors[:i] {
			for _, t := range w.Ties {
				for _, p := range []network.Pair{{From: i, To: j}, {From: j, To: i}} {
					if f.Network.Has(t, actors[p.From], actors[p.To]) && (!t.Mutual || p.From == i) {
						ties[t] = append(ties[t], p)
					}
				}
			}
			for _, d := range w.Pair {
				if !d.Distance() {
					continue
				}
				n := f.Network
				if !f.allow && n.Has(d.Tie, a, b) {
					// Their tie may be given up: then how they stand without it matters.
					n = n.Acted(network.Act{Do: network.Take, From: a, To: b, Tie: d.Tie})
				}
				path := n.Path(d, a, b)
				if len(path) < 3 {
					continue
				}
				last := i
				for _, between := range path[1 : len(path)-1] {
					ties[d.Tie] = append(ties[d.Tie], network.Pair{From: last, To: len(list)})
					last = len(list)
					list = append(list, network.Actor{Kind: n.Actor(between).Kind})
				}
				ties[d.Tie] = append(ties[d.Tie], network.Pair{From: last, To: j})
			}
		}
	}
	return stage{Network: network.New(w, list, ties), actors: actors}
}

// to is the recipient's number on a stage.
func (s stage) to() int {
	if len(s.actors) == 1 {
		return decision.Nobody
	}
	return recipient
}

// sets looks at the sets of changes that begin with one of the first few, the smaller before the
// larger.
func (f *finder) sets(s stage, changes []*Change, first int) {
	set := make([]*Change, 0, Most)
	// Waiting are those of the set that a law forbids as long as the others are not made.
	var extend func(n *network.Network, waiting []*Change, from, until, size int)
	extend = func(n *network.Network, waiting []*Change, from, until, size int) {
		if !f.goOn(1) || f.needless(set, nil) {
			return
		}
		if len(set) == size {
			if len(waiting) == 0 {
				f.consider(s, n, set)
			}
			return
		}
		for i := from; i < until; i++ {
			c := changes[i]
			if pointless(n, *c) || slices.ContainsFunc(set, func(o *Change) bool { return c.same(*o) }) {
				continue
			}
			set = append(set, c)
			if after, ok := f.after(n, *c); ok && len(waiting) == 0 {
				extend(after, nil, i+1, len(changes), size)
			} else {
				after, still := f.made(n, append(slices.Clip(waiting), c))
				extend(after, still, i+1, len(changes), size)
			}
			set = set[:len(set)-1]
		}
	}
	for size := 1; size <= f.limits.most(); size++ {
		extend(s.Network, nil, 0, first, size)
	}
}

// made is a network after as many changes as the laws allow, in whatever order, and those that wait.
func (f *finder) made(n *network.Network, changes []*Change) (after *network.Network, waiting []*Change) {
	for again := true; again; {
		again = false
		for i, c := range changes {
			if after, ok := f.after(n, *c); ok {
				n, changes, again = after, slices.Delete(slices.Clone(changes), i, i+1), true
				break
			}
		}
	}
	return n, changes
}

// needless reports whether a part of a set is a fix already, or all of it.
func (f *finder) needless(set []*Change, choice *policy.Choice) bool {
	return slices.ContainsFunc(f.found, func(o found) bool {
		return (o.choice == nil || o.choice == choice) && !slices.ContainsFunc(o.changes, func(c *Change) bool { return !slices.Contains(set, c) })
	})
}

// consider sees whether a set of changes turns the verdict, and if so whether it can be made. n
// is the network after it.
func (f *finder) consider(s stage, n *network.Network, set []*Change) {
	d, ok := f.decide(n, sender, s.to(), f.action)
	if !ok {
		return
	}
	if f.turns(d.Outcome) && f.realise(s, set, nil) || len(set) == Most {
		return
	}
	for i := range f.choices {
		if c := &f.choices[i]; f.turns(d.Under(*c)) && !f.needless(set, c) {
			f.realise(s, set, c)
		}
	}
}

// decide is the decision on an action as a network stands. A pair without such an action,
// or a rule that cannot be evaluated, gives none.
func (f *finder) decide(n *network.Network, from, to int, action string) (*decision.Decision, bool) {
	s := situation.Of(n, from, to)
	if !f.Set.Applies(action, s.Kinds()) {
		return nil, false
	}
	d, err := f.Decide(s, action)
	return d, err == nil
}

// under is a decision's outcome with a reading changed; nil is none.
func under(d *decision.Decision, choice *policy.Choice) decision.Outcome {
	if choice == nil {
		return d.Outcome
	}
	return d.Under(*choice)
}

// realise finds the best order and the best steps in which a set of changes can be made so
// that the verdict turns within the limits: those that the rules leave least unsaid, then the
// fewest. If there is any, the set is a fix.
func (f *finder) realise(s stage, set []*Change, choice *policy.Choice) bool {
	var best []Change
	least := 0
	done := make([]Change, 0, Most)
	var walk func(n *network.Network, left []*Change, asked, steps int)
	walk = func(n *network.Network, left []*Change, asked, steps int) {
		if best != nil && asked >= least {
			return
		}
		if len(left) == 0 {
			if d, ok := f.decide(n, sender, s.to(), f.action); ok && f.turns(under(d, choice)) {
				best, least = slices.Clone(done), asked
			}
			return
		}
		for i, c := range left {
			if pointless(n, *c) {
				continue
			}
			rest := slices.Delete(slices.Clone(left), i, i+1)
			for _, way := range c.ways(n) {
				taken := steps + way.steps()
				if !f.limits.keeps(way) || !f.limits.enough(taken) {
					continue
				}
				if next, more, ok := f.take(n, way, choice); ok {
					done = append(done, way)
					walk(next, rest, asked+more, taken)
					done = done[:len(done)-1]
				}
			}
		}
	}
	left := slices.Clone(set)
	slices.SortStableFunc(left, func(a, b *Change) int { return cmp.Compare(rank(a.Kind == Perform), rank(b.Kind == Perform)) })
	walk(s.Network, left, 0, rank(choice != nil))
	if best == nil {
		return false
	}
	f.found = append(f.found, found{slices.Clone(set), choice})
	f.add(shapeOf(set, choice), f.fix(s, best, choice))
	return true
}

// unsaid weighs a step that nothing allows against steps that are allowed.
const unsaid = 10

// take makes a change step by step, unless one is forbidden at its moment. It counts what
// the steps ask.
func (f *finder) take(n *network.Network, way Change, choice *policy.Choice) (after *network.Network, asked int, ok bool) {
	if len(way.Steps) == 0 {
		after, ok := f.after(n, way)
		return after, 0, ok
	}
	for _, step := range way.Steps {
		d, ok := f.decide(n, step.From, step.To, step.Action.Name)
		if !ok {
			return nil, 0, false
		}
		switch under(d, choice).Verdict {
		case decision.Forbidden:
			return nil, 0, false
		case decision.Unstated:
			asked += unsaid
		}
		asked++
		after, _, err := f.Set.Act(n, step.act())
		if err != nil {
			return nil, 0, false
		}
		n = after
	}
	return n, asked, true
}

// act is what a step does.
func (s Step) act() network.Act {
	return network.Act{Do: network.Perform, From: s.From, To: s.To, Action: s.Action}
}

// fix puts changes that were found into words of the whole network, each step with its
// decision.
func (f *finder) fix(s stage, changes []Change, choice *policy.Choice) Fix {
	engine := f.engines[choice]
	if engine == nil {
		engine = f.Engine.For(f.Set, f.Readings.With(*choice))
		f.engines[choice] = engine
	}
	decide := func(n *network.Network, from, to int, action string) *decision.Decision {
		d, err := engine.Decide(situation.Of(n, from, to), action)
		if err != nil {
			panic("whatif: what was decided cannot be decided again: " + err.Error())
		}
		return d
	}
	fix := Fix{Action: f.action}
	if choice != nil {
		fix.Changes = append(fix.Changes, f.reading(*choice))
	}
	n := s.Network
	for _, c := range changes {
		c.Steps = slices.Clone(c.Steps)
		after, _ := acted(f.Set, n, c) // it was made before
		fix.Along = append(fix.Along, f.gaveWay(s, n, c)...)
		for i := range c.Steps {
			step := &c.Steps[i]
			step.Decision = decide(n, step.From, step.To, step.Action.Name)
			n, _, _ = f.Set.Act(n, step.act())
			step.From, step.To = s.actors[step.From], s.actors[step.To]
		}
		n = after
		fix.Price += c.Price
		fix.More = fix.More || c.More
		fix.Bought = fix.Bought || c.Bought
		c.Who, c.From, c.To = s.actors[c.Who], s.actors[c.From], s.actors[c.To]
		fix.Changes = append(fix.Changes, c)
	}
	fix.After = decide(n, sender, s.to(), f.action)
	return fix
}

// gaveWay is what a change without an action takes along by a law.
func (f *finder) gaveWay(s stage, n *network.Network, c Change) []policy.Consequence {
	if c.Kind == Perform {
		return nil
	}
	var list []policy.Consequence
	for _, a := range c.acts() {
		after, along, err := f.Set.Act(n, a)
		if err != nil {
			return list
		}
		n = after
		for _, one := range along {
			if one.Law != nil && max(one.Actor, one.Other) < len(s.actors) { // not of those who only stand between
				one.Actor, one.Other = s.actors[one.Actor], s.actors[one.Other]
				list = append(list, one)
			}
		}
	}
	return list
}

// shapeOf is a set of changes without priced values and the third person.
func shapeOf(set []*Change, choice *policy.Choice) shape {
	var key shape
	for i, c := range set {
		key.parts[i] = part{c.Kind, c.From, c.To, c.Attribute, c.Tie, c.Value}
		if c.priced() {
			key.parts[i].value = world.Value{}
		}
	}
	if choice != nil {
		key.choice, key.mixed = *choice, true
	}
	return key
}

// add lists a fix, unless one of the same shape asks no more.
func (f *finder) add(key shape, fix Fix) {
	i, ok := f.shapes[key]
	if !ok {
		f.shapes[key] = len(f.fixes)
		f.fixes = append(f.fixes, fix)
		return
	}
	old := f.fixes[i]
	if cmp.Or(compare(fix, old, f.from, f.to), cmp.Compare(steps(fix), steps(old))) < 0 {
		f.fixes[i] = fix
	}
}
