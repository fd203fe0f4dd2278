package scenario

import (
	"slices"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Rebase is the scenario under another rule set, with some of what it has under other names. Lists keep their names, and
// kinds without such a list go by their Cedar type; whatever a saved file leaves out is as the new set has it. Lost
// says in words what has no place there: "the company of Ana", "2 pages",
// "2 ties “visits”", "3 checks".
func (s *Scenario) Rebase(set *policy.RuleSet, renames Renames) (with *Scenario, lost []string) {
	set = set.Base()
	n := settled(set, moved(s.Network, set.World, renames))
	lost = s.without(n, renames)
	say := s.Set.Words.Say
	c := *s
	c.Readings = set.Defaults()
	for q, r := range s.Readings {
		if r == 0 {
			continue
		}
		choice, ok := s.choiceIn(set, policy.Choice{Question: q, Reading: int(r)})
		if !ok {
			lost = append(lost, say.LostReading(s.Set.Questions[q].ID))
			continue
		}
		c.Readings = c.Readings.With(choice)
	}
	c.Set, c.Off = set, nil
	if s.Set.Bare {
		c.Set = set.OnlyWorld()
	}
	off := slices.Clone(s.Off)
	with, problems := c.withRules(s.Set.Own, off)
	if len(problems) > 0 {
		lost = append(lost, say.LostPolicies(words.Located(say, problems[0])))
		c.PoliciesFile = ""
		off = slices.DeleteFunc(off, func(id string) bool { return owned(s.Set, id) })
		with, _ = c.withRules("", off)
	}
	for _, id := range off {
		if !slices.Contains(with.Off, id) {
			lost = append(lost, say.LostSwitch(id))
		}
	}
	with.Checks = nil
	unsourced := 0
	for _, check := range s.Checks {
		moved, ok := s.checkIn(set, n, check)
		if !ok {
			continue
		}
		if check.In == nil && moved.unsource(set) {
			unsourced++
		}
		with.Checks = append(with.Checks, moved)
	}
	if dropped := len(s.Checks) - len(with.Checks); dropped > 0 {
		lost = append(lost, say.LostChecks(dropped))
	}
	if unsourced > 0 {
		lost = append(lost, say.LostSources(unsourced))
	}
	with, _ = with.With(n)
	return with, lost
}

// Under is the scenario's network as it is under another rule set, and in words what of it has no
// place there.
func (s *Scenario) Under(set *policy.RuleSet) (n *network.Network, lost []string) {
	n = settled(set, moved(s.Network, set.World, nil))
	return n, s.without(n, nil)
}

// owned reports whether a rule is the user's own.
func owned(set *policy.RuleSet, id string) bool {
	rule, ok := set.Rule(id)
	return ok && rule.Own
}

// choiceIn is a reading of the scenario's set as another has it.
func (s *Scenario) choiceIn(set *policy.RuleSet, c policy.Choice) (policy.Choice, bool) {
	question := s.Set.Questions[c.Question]
	choice, err := set.Choose(question.ID, question.Readings[c.Reading].Reading)
	return choice, err == nil
}

// checkIn is a check under another set and in its network, if it can be asked there. One that names
// a set of its own stays as it is.
func (s *Scenario) checkIn(set *policy.RuleSet, n *network.Network, c Check) (Check, bool) {
	if c.In != nil {
		_, okFrom := n.Find(c.From)
		_, okTo := n.Find(c.To)
		return c, okFrom && (okTo || c.To == "")
	}
	from, ok := n.Find(c.From)
	if !ok {
		return c, false
	}
	kinds := world.KindPair{Sender: n.Actor(from).Kind, Recipient: set.World.Nobody}
	if c.To != "" {
		to, ok := n.Find(c.To)
		if !ok {
			return c, false
		}
		kinds.Recipient = n.Actor(to).Kind
	}
	readings := c.Readings
	c.Readings = nil
	for _, r := range readings {
		choice, ok := s.choiceIn(set, r)
		if !ok {
			return c, false
		}
		c.Readings = append(c.Readings, choice)
	}
	slices.SortStableFunc(c.Readings, func(a, b policy.Choice) int { return a.Question - b.Question })
	return c, set.Applies(c.Action, kinds)
}

// unsource takes from a check the sources that no rule of a set has, for which it would only ever
// fail. It reports whether there were any.
func (c *Check) unsource(set *policy.RuleSet) bool {
	known := func(rules []*policy.Rule, sources []string) []string {
		kept := slices.DeleteFunc(slices.Clone(sources), func(source string) bool {
			return !slices.ContainsFunc(rules, func(r *policy.Rule) bool { return slices.Contains(r.Sources, source) })
		})
		if len(kept) == 0 && len(sources) > 0 {
			return nil // an empty list would say that there are none
		}
		return kept
	}
	was := *c
	c.Sources, c.Warnings = known(set.Rules, c.Sources), known(set.Warnings, c.Warnings)
	return len(c.Sources) < len(was.Sources) || len(c.Warnings) < len(was.Warnings)
}

// moved is a network in another world, as far as it has a place there.
func moved(n *network.Network, w *world.World, renames Renames) *network.Network {
	var actors []network.Actor
	for _, was := range n.Actors() {
		kind, ok := kindIn(w, was.Kind)
		if !ok {
			continue
		}
		a := network.Actor{ID: was.ID, Kind: kind, Name: was.Name, At: was.At}
		for _, attribute := range given(was, was.Kind.Attributes) {
			if to, value, ok := renames.valueIn(kind, attribute, was.Value(attribute)); ok {
				a = a.With(to, value)
			}
		}
		actors = append(actors, a)
	}
	slices.SortStableFunc(actors, func(a, b network.Actor) int { return a.Kind.Number - b.Kind.Number })
	numbers := map[string]int{}
	for i, a := range actors {
		numbers[a.ID] = i
	}
	ties := network.Ties{}
	for _, was := range n.World.Ties {
		t, ok := w.Tie(renames.tie(was))
		if !ok {
			continue
		}
		stands := map[network.Pair]bool{}
		for _, p := range n.Pairs(was) {
			from, okFrom := numbers[n.Actor(p.From).ID]
			to, okTo := numbers[n.Actor(p.To).ID]
			pair, turned := network.Pair{From: from, To: to}, network.Pair{From: to, To: from}
			if !okFrom || !okTo || t.Mutual && stands[turned] || !t.Fits(actors[from].Kind, actors[to].Kind) {
				continue
			}
			stands[pair] = true
			ties[t] = append(ties[t], pair)
		}
	}
	return network.New(w, actors, ties)
}

// kindIn is a kind of actor as another world has it.
func kindIn(w *world.World, was *world.Kind) (*world.Kind, bool) {
	for _, k := range w.Kinds {
		if k.List == was.List {
			return k, true
		}
	}
	return w.Kind(was.Type)
}

// valueIn is the value of an attribute as a kind of another world has it.
func (r Renames) valueIn(kind *world.Kind, was *world.Attribute, value world.Value) (*world.Attribute, world.Value, bool) {
	a, ok := kind.Attribute(r.attribute(was))
	if !ok || a.Type != was.Type {
		return nil, world.Value{}, false
	}
	value, err := ParseValue(a, words.Typed(was, value))
	return a, value, err == nil
}

// settled is a network as its laws let it be: of each that it breaks, what yields is taken away, or
// else what the law looks at. Nobody breaks a law by the defaults alone, and without ties.
func settled(set *policy.RuleSet, n *network.Network) *network.Network {
	for {
		before, broken := n, set.BrokenAt(n)
		// Settling an actor may settle its pairs, so that these wait for another round.
		alone := slices.ContainsFunc(broken, func(r policy.Refusal) bool { return r.To < 0 })
		seen := map[network.Pair]bool{}
		for _, r := range broken {
			both := network.Pair{From: min(r.From, r.To), To: max(r.From, r.To)}
			if seen[both] || alone && r.To >= 0 {
				continue
			}
			seen[both] = true
			tied := false
			if n, tied = settle(set, n, r); r.To >= 0 && !tied {
				break // what is another now of an actor may settle its other pairs
			}
		}
		if n == before {
			return n
		}
	}
}

// settle takes away what a law is broken by: a tie, or else attributes.
func settle(set *policy.RuleSet, n *network.Network, r policy.Refusal) (after *network.Network, tied bool) {
	if t, p, ok := between(set, n, r); ok {
		return n.Acted(network.Act{Do: network.Take, From: p.From, To: p.To, Tie: t}), true
	}
	reset := func(i int, among []*world.Attribute) bool {
		attributes := given(n.Actor(i), among)
		for _, a := range attributes {
			n = n.Acted(network.Act{Do: network.Set, From: i, Attribute: a, Value: a.Default()})
		}
		return len(attributes) > 0
	}
	seen := map[world.Side][]*world.Attribute{}
	for _, f := range r.Law.Facts().In(set.World) {
		if f.Of == world.OfAttribute {
			seen[f.Side] = append(seen[f.Side], f.Attribute)
		}
	}
	if !reset(r.From, r.Law.Attributes) && !reset(r.From, seen[world.Sender]) && r.To >= 0 {
		reset(r.To, seen[world.Recipient])
	}
	return n, false
}

// without says in words what of the scenario's network another does not have.
func (s *Scenario) without(n *network.Network, renames Renames) []string {
	var lost []string
	say := func(names []string, many string, said func(who string) string) {
		switch len(names) {
		case 0:
		case 1:
			lost = append(lost, said(names[0]))
		default:
			lost = append(lost, said(s.Set.Words.Say.Several(len(names), many)))
		}
	}
	for _, kind := range s.Set.World.Kinds {
		var gone []string
		changed := make([][]string, len(kind.Attributes))
		for _, was := range s.Network.Actors() {
			if was.Kind != kind {
				continue
			}
			i, ok := n.Find(was.ID)
			if !ok {
				gone = append(gone, was.Name)
				continue
			}
			for _, attribute := range given(was, kind.Attributes) {
				to, value, ok := renames.valueIn(n.Actor(i).Kind, attribute, was.Value(attribute))
				if !ok || n.Actor(i).Value(to) != value {
					changed[attribute.Number] = append(changed[attribute.Number], was.Name)
				}
			}
		}
		say(gone, kind.List, func(who string) string { return who })
		for _, attribute := range kind.Attributes {
			say(changed[attribute.Number], kind.List, func(who string) string { return s.Set.Words.Say.LostValue(s.Set.Words.Edit(attribute, who)) })
		}
	}
	for _, was := range s.Set.World.Ties {
		left := len(s.Network.Pairs(was))
		if t, ok := n.World.Tie(renames.tie(was)); ok {
			left -= len(n.Pairs(t))
		}
		if left > 0 {
			lost = append(lost, s.Set.Words.Say.LostTies(left, was.Label))
		}
	}
	return lost
}
