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

// sight is what the rules on some actions between some kinds of actor can tell apart. It
// covers all rules, in force or not, for a reading may bring others into force.
type sight struct {
	lens situation.Lens
	view *situation.View
	// like is, for each value of an attribute that rules look at by itself, the first that looks the
	// same to all of them; far, for a distance, the one from which on all look the same.
	like map[*world.Fact]map[int64]int64
	far  map[*world.PairFact]uint8
}

// survey finds what can matter to the verdict: what the rules on the action look at, and as
// far as steps may change that, what the rules on the steps look at in turn.
func (f *finder) survey() {
	w := f.Set.World
	asked := []world.KindPair{f.Kinds(f.from, f.to)}
	kinds := asked
	if f.to != decision.Nobody {
		kinds = append(kinds, f.Kinds(f.to, f.from))
	}
	f.direct = f.lens([]string{f.action}, asked)
	actions := []string{f.action}
	var facts world.Facts
	for grown := true; grown; {
		facts = f.lens(actions, kinds).Facts
		grown = false
		for _, a := range w.Actions {
			if !f.allow || slices.Contains(actions, a.Name) {
				continue
			}
			for _, t := range slices.Concat(a.Makes, a.Clears) {
				if facts.Meets(w.PairFacts(t)) && !slices.Contains(actions, a.Name) {
					actions = append(actions, a.Name)
					grown = true
				}
			}
		}
	}
	f.rules = f.about(actions, kinds)
	f.pair = f.sight(actions, kinds)
	for _, d := range w.Pair {
		if !d.Distance() || !facts.Has(w.Fact(d)) {
			continue
		}
		// A third actor's own steps may not depend on how far it stands from the two, but how far
		// they stand from each other depends on it.
		steps := f.makers(d.Tie)
		third := f.sight(steps, f.Set.World.Pairs())
		third.lens.Facts = third.lens.Facts.With(w.Fact(d))
		third.view = third.lens.Ready(w)
		third.far[d] = max(third.far[d], f.pair.far[d])
		f.third = append(f.third, through{d, third})
	}
	for _, r := range f.rules {
		for _, need := range r.Needs {
			for reading := range f.Set.Questions[need.Question].Readings {
				c := policy.Choice{Question: need.Question, Reading: reading}
				if int(f.Readings[c.Question]) != reading && !f.turns(f.now.Under(c)) && !slices.Contains(f.choices, c) {
					f.choices = append(f.choices, c)
				}
			}
		}
	}
	slices.SortStableFunc(f.choices, func(a, b policy.Choice) int {
		return cmp.Or(cmp.Compare(a.Question, b.Question), cmp.Compare(a.Reading, b.Reading))
	})
}

// makers are the actions that make a tie, and those that make what they answer.
func (f *finder) makers(t *world.Tie) []string {
	var names []string
	for _, a := range f.Set.World.Actions {
		if !slices.Contains(a.Makes, t) {
			continue
		}
		names = append(names, a.Name)
		for _, first := range f.Set.World.Actions {
			if a.Answers != nil && slices.Contains(first.Makes, a.Answers) {
				names = append(names, first.Name)
			}
		}
	}
	return names
}

// about are the rules on some actions between some kinds of actor.
func (f *finder) about(actions []string, kinds []world.KindPair) []*policy.Rule {
	var list []*policy.Rule
	for _, r := range f.Set.Rules {
		if !f.Set.Off(r.ID) && slices.ContainsFunc(actions, func(a string) bool {
			return slices.ContainsFunc(kinds, func(k world.KindPair) bool { return r.Fits(a, k) })
		}) {
			list = append(list, r)
		}
	}
	return list
}

// lens is how closely the rules on some actions between some kinds of actor look, at a tie
// from both of its sides: what one of a pair is asked about the other sees turned round. Of a tie
// that an action answers, it matters whether it stands.
func (f *finder) lens(actions []string, kinds []world.KindPair) situation.Lens {
	var lens situation.Lens
	for _, r := range f.about(actions, kinds) {
		lens = lens.And(r.Lens())
	}
	w := f.Set.World
	for _, name := range actions {
		if a, _ := w.Action(name); a.Answers != nil {
			lens.Facts = lens.Facts.And(w.PairFacts(a.Answers))
		}
	}
	for _, t := range w.Ties {
		if both := w.PairFacts(t); lens.Facts.Meets(both) {
			lens.Facts = lens.Facts.And(both)
		}
	}
	return lens
}

// lawful is a lens that also looks at what stands in the way of what it looks at: a law about that may
// be about something else too, which another change may change.
func (f *finder) lawful(lens situation.Lens) situation.Lens {
	for grown := true; grown; {
		grown = false
		for _, law := range f.Set.Laws {
			turned, _ := law.Lens().Turned(f.Set.World) // laws are asked of each side
			for _, l := range []situation.Lens{law.Lens(), turned} {
				if lens.Facts.Meets(l.Facts) && !l.Facts.Within(lens.Facts) {
					lens, grown = lens.And(l), true
				}
			}
		}
	}
	return lens
}

// sought reports whether rules look at what a change changes.
func (f *finder) sought(c Change) bool {
	for _, fact := range f.pair.lens.Facts.In(f.Set.World) {
		if c.Attribute != nil && fact.Attribute == c.Attribute || c.Tie != nil && fact.Of == world.OfPair && fact.Pair.Tie == c.Tie {
			return true
		}
	}
	return false
}

func (f *finder) sight(actions []string, kinds []world.KindPair) sight {
	w := f.Set.World
	s := sight{lens: f.lawful(f.lens(actions, kinds)), like: map[*world.Fact]map[int64]int64{}, far: map[*world.PairFact]uint8{}}
	s.view = s.lens.Ready(w)
	rules := f.about(actions, kinds)
	for _, fact := range s.lens.Facts.In(w) {
		switch {
		case fact.IsDistance():
			far, last := uint8(1), ""
			for d := uint8(1); int64(d) <= fact.Pair.Far; d++ {
				text, told := truths(rules, fact, world.Value{Number: int64(d)}, f.Set)
				if text != last || told {
					far, last = d, text
				}
			}
			s.far[fact.Pair] = far
		case fact.Of == world.OfAttribute && !fact.IsText() && !s.lens.Exact.Has(fact):
			first, like := map[string]int64{}, map[int64]int64{}
			for _, v := range s.lens.Values(fact) {
				text, told := truths(rules, fact, v, f.Set)
				same, ok := first[text]
				if !ok || told {
					same = v.Number
					first[text] = same
				}
				like[v.Number] = same
			}
			s.like[fact] = like
		}
	}
	return s
}

// truths are what the conditions come to that look at one fact alone, those of laws among them; told is
// that others look at it too, so that each of its values may matter.
func truths(rules []*policy.Rule, fact *world.Fact, v world.Value, set *policy.RuleSet) (text string, told bool) {
	var b []byte
	look := func(fact *world.Fact, conditions []*policy.Condition) {
		at, only := alone(set.World, fact, v), world.Set(fact)
		for _, c := range conditions {
			switch {
			case !c.Facts.Has(fact):
			case !c.Facts.Equal(only) || c.Action:
				told = true
			default:
				b = append(b, byte(c.Of(at, "")))
			}
		}
	}
	for _, r := range rules {
		look(fact, r.Conditions)
	}
	for _, l := range set.Laws {
		if fact.Of == world.OfPair {
			look(fact, l.Conditions())
			continue
		}
		for _, side := range []world.Side{world.Sender, world.Recipient} { // laws are asked of each side
			look(set.World.Turned(fact, side), l.Conditions())
		}
	}
	return string(b), told
}

// alone is a situation in which nothing but one fact is out of the ordinary, for a condition that
// looks at nothing else.
func alone(w *world.World, fact *world.Fact, v world.Value) situation.Situation {
	s := situation.Situation{Sender: situation.Party{Kind: fact.Kind}, Recipient: situation.Party{Kind: fact.Kind}, Pair: situation.Pair(make([]byte, len(w.Pair)))}
	if fact.Kind == nil {
		s.Sender.Kind, s.Recipient.Kind = fact.Pair.Tie.Ends[0].From, fact.Pair.Tie.Ends[0].To
	}
	return s.With(fact, v)
}

// steps are the values of a number that look different, ascending: the first of each that looks the same.
func (s sight) steps(w *world.World, a *world.Attribute) []int64 {
	var list []int64
	for _, fact := range s.lens.Facts.In(w) {
		if fact.Attribute != a {
			continue
		}
		for v, same := range s.like[fact] {
			if v == same && v >= 0 {
				list = append(list, v)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// helps reports whether a value of a Bool may do what the search is for, or may make something else
// lawful that does.
func (f *finder) helps(a *world.Attribute, value int64) bool {
	for _, fact := range f.Set.World.Facts() {
		if fact.Attribute == a && (f.underLaw(fact) || f.moves(fact, world.Value{Number: 1 - value}, world.Value{Number: value})) {
			return true
		}
	}
	return false
}

// underLaw reports whether a law is about a fact and about something else.
func (f *finder) underLaw(fact *world.Fact) bool {
	return slices.ContainsFunc(f.Set.Laws, func(l *policy.Law) bool {
		facts := l.Lens().Facts
		return facts.Has(fact) && facts.Len() > 1
	})
}

// turnsBy reports whether making a tie, or taking it back, may do what the search is for. A tie that
// is on the way to something else, or that a law is about, may always.
func (f *finder) turnsBy(t *world.Tie, made bool) bool {
	w := f.Set.World
	if f.allow && made && slices.ContainsFunc(w.Actions, func(a *world.Action) bool { return a.Answers == t }) {
		return true
	}
	now, then := world.Value{Number: 1}, world.Value{}
	if made {
		now, then = then, now
	}
	for _, fact := range w.PairFacts(t).In(w) {
		if fact.IsDistance() && f.sees(fact) || !fact.IsDistance() && (f.underLaw(fact) || f.moves(fact, now, then)) {
			return true
		}
	}
	return false
}

// sees reports whether a rule looks at a fact.
func (f *finder) sees(fact *world.Fact) bool {
	return slices.ContainsFunc(f.rules, func(r *policy.Rule) bool { return r.Lens().Facts.Has(fact) })
}

// moves reports whether, when a fact changes, some rule moves the way that the search wants: a permit
// comes nearer to applying, or a forbid further from it; to close, the other way round. A
// condition on several facts may do either.
func (f *finder) moves(fact *world.Fact, now, then world.Value) bool {
	only := world.Set(fact)
	for _, r := range f.rules {
		for _, c := range r.Conditions {
			if !c.Facts.Has(fact) {
				continue
			}
			if !c.Facts.Equal(only) || c.Action {
				return true
			}
			was, is := c.Of(alone(f.Set.World, fact, now), ""), c.Of(alone(f.Set.World, fact, then), "")
			if was != is && (is == policy.Yes) == (r.Permits == f.allow) {
				return true
			}
		}
	}
	return false
}

// party is how an actor looks as a sender and as a recipient.
func (s sight) party(b []byte, a network.Actor) []byte {
	p := situation.PartyOf(a)
	for _, side := range []world.Side{world.Sender, world.Recipient} {
		b = s.view.PartyKey(b, side, s.alike(side, p))
	}
	return b
}

// alike is a party with the first of all values that look the same.
func (s sight) alike(side world.Side, p situation.Party) situation.Party {
	out := s.view.Party(side, p)
	for fact, like := range s.like {
		if fact.Side == side && fact.Kind == p.Kind {
			value := &out.Values[fact.Attribute.Number]
			value.Number = like[value.Number]
		}
	}
	return out
}

// between appends how two actors look to the rules, each to the other. At is their situation.
func (s sight) between(b []byte, n *network.Network, at situation.Situation, i, j int) []byte {
	b = s.party(s.party(b, n.Actor(i)), n.Actor(j))
	facts := []byte(at.Pair)
	for d, far := range s.far {
		facts[d.Number] = min(facts[d.Number], far)
	}
	return s.view.AppendPair(s.view.AppendPair(b, facts), situation.Ties(n, j, i))
}

// look is all of a stage that rules may look at.
func (f *finder) look(s stage, n *network.Network) string {
	between := func(b []byte, l sight, i, j int) []byte { return l.between(b, n, situation.Of(n, i, j), i, j) }
	switch len(s.actors) {
	case 1:
		return string(f.pair.party(nil, n.Actor(sender)))
	case 2:
		return string(between(nil, f.pair, sender, recipient))
	default:
		return string(between(between(nil, s.through.sight, sender, third), s.through.sight, recipient, third))
	}
}

// visible are the changes within the limits that the rules can see, and of those of one thing that
// look the same to them the first. What they do not see before any other change, they do not see after one.
func (f *finder) visible(s stage, changes []Change) []*Change {
	before := f.look(s, s.Network)
	type looks struct {
		attribute *world.Attribute
		tie       *world.Tie
		who       int
		after     string
	}
	among := map[looks]bool{}
	var list []*Change
	for _, c := range changes {
		if pointless(s.Network, c) || !f.limits.keeps(c) {
			continue
		}
		n, ok := f.after(s.Network, c)
		if !ok { // a law forbids it yet
			if f.sought(c) {
				list = append(list, &c)
			}
			continue
		}
		after := f.look(s, n)
		key := looks{c.Attribute, c.Tie, c.From, after}
		if c.Kind == Make && f.either(c.Tie) {
			key.who = sender
		}
		once := c.priced() || c.Kind == Make || c.Kind == Set && c.Attribute.Type == world.Number
		if after == before || once && among[key] {
			continue
		}
		among[key] = true
		list = append(list, &c)
	}
	return list
}

// through is a distance that rules look at, and what the rules on the steps of its tie can tell apart.
type through struct {
	*world.PairFact
	sight sight
}

// thirds are those who may stand between the two, one of those who look the same.
func (f *finder) thirds(d through) []int {
	kinds := f.Kinds(f.from, f.to)
	if !f.allow || !d.Between(kinds.Sender, kinds.Recipient) {
		return nil
	}
	among := map[string]bool{}
	var list []int
	for i, a := range f.Network.Actors() {
		if i == f.from || i == f.to || !d.Tie.Fits(kinds.Sender, a.Kind) || !d.Tie.Fits(kinds.Recipient, a.Kind) {
			continue
		}
		// Dearer values cost the less the dearer one's own is.
		var key []byte
		for _, attribute := range a.Kind.Attributes {
			if attribute.Enum != nil {
				key = append(key, byte(a.Value(attribute).Number))
			}
		}
		linked := 0
		for _, end := range []int{f.from, f.to} {
			key = d.sight.between(key, f.Network, f.Situation(end, i), end, i)
			linked += rank(f.Network.Has(d.Tie, end, i))
		}
		if linked == 2 || among[string(key)] {
			continue
		}
		among[string(key)] = true
		list = append(list, i)
	}
	return list
}
