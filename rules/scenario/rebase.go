package scenario

import (
	"slices"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Loss is something of a scenario that has no place under another rule set.
type Loss struct {
	Text string   // within a sentence: "the company of Ana", "the company of 2 members", "2 ties “visits”", "3 checks"
	Line string   // by itself: "Company, set on 2 members"
	Of   []string // what of, where that is only counted: "Ana", "Ana visits Acme Inc.", "Message, in 2 checks"
}

// Losses are what has no place under another rule set, in the order of the file.
type Losses []Loss

// Texts are the losses within a sentence.
func (l Losses) Texts() []string {
	var texts []string
	for _, loss := range l {
		texts = append(texts, loss.Text)
	}
	return texts
}

// Rebase is the scenario under another rule set, with some of what it has under other names. Lists keep their names, and
// kinds without such a list go by their Cedar type; whatever a saved file leaves out is as the new set has it.
func (s *Scenario) Rebase(set *policy.RuleSet, renames Renames) (with *Scenario, lost Losses) {
	set = set.Base()
	n := settled(set, moved(s.Network, set.World, renames))
	lost = s.without(n, renames)
	say := s.Set.Words.Say
	lose := func(text string, of ...string) { lost = append(lost, Loss{text, say.Capital(text), of}) }
	c := *s
	c.Readings = set.Defaults()
	for q, r := range s.Readings {
		if r == 0 {
			continue
		}
		choice, ok := s.choiceIn(set, policy.Choice{Question: q, Reading: int(r)})
		if !ok {
			lose(say.LostReading(s.Set.Questions[q].ID))
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
		lose(say.LostPolicies(words.Located(say, problems[0])))
		c.PoliciesFile = ""
		off = slices.DeleteFunc(off, func(id string) bool { return owned(s.Set, id) })
		with, _ = c.withRules("", off)
	}
	for _, id := range off {
		if !slices.Contains(with.Off, id) {
			lose(say.LostSwitch(id))
		}
	}
	with.Checks = nil
	unsourced := 0
	dropped := map[string]int{} // by action
	for _, check := range s.Checks {
		moved, ok := s.checkIn(set, n, check)
		if !ok {
			dropped[check.Action]++
			continue
		}
		if check.In == nil && moved.unsource(set) {
			unsourced++
		}
		with.Checks = append(with.Checks, moved)
	}
	if gone := len(s.Checks) - len(with.Checks); gone > 0 {
		var of []string
		for _, action := range sortedKeys(dropped) {
			of = append(of, say.InChecks(s.called(action), dropped[action]))
		}
		lose(say.LostChecks(gone), of...)
	}
	if unsourced > 0 {
		lose(say.LostSources(unsourced))
	}
	with, _ = with.With(n)
	return with, lost
}

// called is the label of an action; its name where the scenario's set has no such action, as that of a check under another.
func (s *Scenario) called(action string) string {
	if a, ok := s.Set.World.Action(action); ok {
		return a.Label
	}
	return action
}

// Under is the scenario's network as it is under another rule set, and what of it has no place there.
func (s *Scenario) Under(set *policy.RuleSet) (n *network.Network, lost Losses) {
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

// without says what of the scenario's network another does not have.
func (s *Scenario) without(n *network.Network, renames Renames) Losses {
	var lost Losses
	say := s.Set.Words.Say
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
		if len(gone) > 0 {
			who, of := s.counted(gone, kind)
			lost = append(lost, Loss{who, say.Capital(who), of})
		}
		for _, attribute := range kind.Attributes {
			if names := changed[attribute.Number]; names != nil {
				who, of := s.counted(names, kind)
				lost = append(lost, Loss{say.LostValue(s.Set.Words.Edit(attribute, who)), say.SetOn(attribute.Label, who), of})
			}
		}
	}
	for _, was := range s.Set.World.Ties {
		if gone := s.untied(was, n, renames); gone != nil {
			text := say.LostTies(len(gone), was.Label)
			lost = append(lost, Loss{text, say.Capital(text), gone})
		}
	}
	return lost
}

// counted is one actor by the name, or several by their number, and then who they are.
func (s *Scenario) counted(names []string, kind *world.Kind) (who string, of []string) {
	if len(names) == 1 {
		return names[0], nil
	}
	return s.Set.Words.Say.Several(len(names), kind.List), names
}

// untied are, in words, the ties of a kind that do not stand in another network.
func (s *Scenario) untied(was *world.Tie, n *network.Network, renames Renames) []string {
	t, known := n.World.Tie(renames.tie(was))
	kept := map[network.Pair]bool{} // two of a tie with a direction may be one of a tie without
	var gone []string
	for _, p := range s.Network.Pairs(was) {
		a, b := s.Network.Actor(p.From), s.Network.Actor(p.To)
		from, okFrom := n.Find(a.ID)
		to, okTo := n.Find(b.ID)
		if !known || !okFrom || !okTo || !n.Has(t, from, to) || kept[network.Pair{From: to, To: from}] && t.Mutual {
			gone = append(gone, s.Set.Words.Tie(was, a.Name, b.Name))
			continue
		}
		kept[network.Pair{From: from, To: to}] = true
	}
	return gone
}
