package policy

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// Law says what cannot be, of one actor or of a pair: a forbid without an action. What it
// names as yielding gives way when something else of it is changed.
type Law struct {
	ID    string
	Title string
	// Yields are what gives way: attributes of the actor, or ties of the pair.
	Attributes []*world.Attribute
	Ties       []*world.Tie
	Sources    []string

	actor  bool // it is about the sender alone
	untied bool // a pair can break it between whom no tie stands that it looks at
	rule   *Rule
	facts  world.Facts       // that it looks at
	pair   []*world.PairFact // those of the pair among them
}

// Facts are what the law looks at.
func (l *Law) Facts() world.Facts { return l.facts }

// Text is the law's Cedar text.
func (l *Law) Text() string { return l.rule.Text }

// Conditions are what the law forbids, all of it together.
func (l *Law) Conditions() []*Condition { return l.rule.Conditions }

// Lens is what the law looks at, and how closely.
func (l *Law) Lens() situation.Lens { return l.rule.lens }

// broken reports whether what the law forbids is the case.
func (l *Law) broken(s situation.Situation) bool {
	if l.actor { // whoever else is there makes no difference, and no entry of its own in a table
		s = situation.Situation{Sender: s.Sender}
	}
	for _, c := range l.rule.Conditions {
		if c.Of(s, "") != Yes {
			return false
		}
	}
	return true
}

// brokenIn reports whether an actor of a network breaks the law, or a pair. Of distances a law knows
// 1 from more alone, so that none is searched.
func (l *Law) brokenIn(n *network.Network, p network.Pair) bool {
	from := situation.PartyOf(n.Actor(p.From))
	if l.actor {
		return l.broken(situation.Situation{Sender: from})
	}
	pair := make([]byte, len(n.World.Pair))
	for _, f := range l.pair {
		switch {
		case !f.Distance():
			if f.Side != world.Recipient && n.Has(f.Tie, p.From, p.To) || f.Side != world.Sender && n.Has(f.Tie, p.To, p.From) {
				pair[f.Number] = 1
			}
		case !f.Between(from.Kind, n.Actor(p.To).Kind):
		case n.Has(f.Tie, p.From, p.To):
			pair[f.Number] = 1
		default:
			pair[f.Number] = uint8(f.Far)
		}
	}
	return l.broken(situation.Situation{Sender: from, Recipient: situation.PartyOf(n.Actor(p.To)), Pair: situation.Pair(pair)})
}

// laws reads what cannot be.
func (set *RuleSet) laws(file, text string) []*diagnostic.Diagnostic {
	tree, diagnostics := cedar.ParsePolicies(text)
	from := newSource(file, text)
	problems := diagnostic.Place(file, text, diagnostics...)
	seen := map[string]bool{}
	for i, p := range tree.List {
		r := &Rule{Text: p.Of(text), source: from, law: true, place: p.Span, number: i + 1}
		l := &Law{rule: r}
		faults := set.law(l, p, text)
		if r.ID != "" && seen[r.ID] {
			faults = append(faults, fault{place: r.named, message: diagnostic.Say(diagnostic.SameID, diagnostic.NounLaw)})
		}
		seen[r.ID] = true
		for _, f := range faults[:min(len(faults), mostFaults)] {
			problems = append(problems, r.problem(f))
		}
		set.Laws = append(set.Laws, l)
		if set.spent(0) {
			problems = append(problems, r.problem(fault{place: r.place, message: tooMuch}))
			break
		}
	}
	if diagnostic.Failed(problems) {
		return problems
	}
	set.enforce()
	set.Space.Ready() // while there is a budget for it
	said := map[string]bool{}
	for _, refusal := range set.BrokenAt(newcomers(set.World)) {
		kind := refusal.From / 2
		key := refusal.Law.ID + " " + set.World.Kinds[kind].Type
		if said[key] {
			continue
		}
		said[key] = true
		problems = append(problems, refusal.Law.rule.problem(fault{
			place:   refusal.Law.rule.place,
			message: diagnostic.Say(diagnostic.NewcomerBreaks, set.World.Kinds[kind].Type),
		}))
	}
	return problems
}

// enforce leaves the situations that the laws allow.
func (set *RuleSet) enforce() {
	var laws []situation.Law
	for _, l := range set.Laws {
		broken := func(s situation.Situation) bool { return !set.spent(1) && l.broken(s) }
		laws = append(laws, situation.Law{Lens: l.rule.lens, Actor: l.actor, Broken: broken})
	}
	set.schema.Space = situation.NewSpace(set.World, laws)
}

// newcomers are two new actors of each kind.
func newcomers(w *world.World) *network.Network {
	var actors []network.Actor
	for _, k := range w.Kinds {
		for i := range 2 {
			actors = append(actors, network.Actor{ID: fmt.Sprint(k.Type, i), Kind: k})
		}
	}
	return network.New(w, actors, nil)
}

// LawAnnotations are those that a law may have.
var LawAnnotations = []string{"id", "title", "source", "yields"}

// law reads one law.
func (set *RuleSet) law(l *Law, p *cedar.Policy, text string) []fault {
	r := l.rule
	var faults []fault
	complain := func(at cedar.Span, code diagnostic.Code, args ...any) {
		faults = append(faults, fault{place: at, message: diagnostic.Say(code, args...)})
	}
	var yields cedar.Annotation
	for _, a := range p.Annotations {
		switch a.Key.Text {
		case "id":
			r.ID, r.named = a.Value.Text, a.Span
		case "title":
			r.Title = a.Value.Text
		case "source":
			l.Sources = sources(a.Value.Text)
		case "yields":
			yields = a
		default:
			faults = append(faults, unknownAnnotation(a, LawAnnotations))
		}
	}
	l.ID, l.Title = r.ID, r.Title
	if r.ID == "" || r.Title == "" {
		complain(p.Span, diagnostic.UnnamedLaw)
	}
	if p.Effect.Text != "forbid" {
		complain(p.Effect.Span, diagnostic.LawPermits)
	}
	if p.Action.Operator != "" {
		complain(p.Action.Span, diagnostic.LawOfAction)
	}
	r.Conditions = flatten(text, p)
	if p.Resource.Operator == "" && elsewhere(r) {
		complain(p.Resource.Span, diagnostic.LawOfNobody, set.World.Kinds[0].Type)
		return faults
	}
	found := append(set.compile(r, p), set.misnamed(r, p)...)
	faults = append(append(faults, found...), set.invalid(r, p.AST(), found)...)
	if len(faults) > 0 {
		return faults
	}
	l.facts = r.lens.Facts
	l.pair = pairFacts(set.World, l.facts)
	l.actor = p.Resource.Operator == ""
	if slices.ContainsFunc(set.World.Pairs(), func(kinds world.KindPair) bool { return r.lens.Bound(set.World, kinds, surveyed) == surveyed }) {
		complain(p.Span, diagnostic.LawOfMuch, surveyed)
		return faults
	}
	for _, f := range l.facts.In(set.World) {
		switch {
		case f.IsText():
			complain(p.Span, diagnostic.LawOfText)
			return faults
		case f.IsDistance() && !set.near(l, f):
			complain(p.Span, diagnostic.LawOfDistance, f.Pair.Name)
		}
	}
	if !r.lens.Exact.Empty() {
		complain(p.Span, diagnostic.LawOfNumbers)
	}
	faults = append(faults, set.yields(l, yields)...)
	set.tabulate(l)
	return faults
}

// pairFacts are the facts of the pair among some.
func pairFacts(w *world.World, facts world.Facts) []*world.PairFact {
	var list []*world.PairFact
	for _, f := range facts.In(w) {
		if f.Of == world.OfPair {
			list = append(list, f.Pair)
		}
	}
	return list
}

// tabulate asks a law of everything that it tells apart, so that whoever asks later changes no table.
func (set *RuleSet) tabulate(l *Law) {
	for _, kinds := range set.World.Pairs() {
		for s := range set.Space.All(l.rule.lens, kinds) {
			if set.spent(toEvaluate) {
				return
			}
			if l.broken(s) && !l.actor && !set.tied(l, s) {
				l.untied = true
			}
		}
	}
}

// tied reports whether a tie stands that a law looks at.
func (set *RuleSet) tied(l *Law, s situation.Situation) bool {
	for _, f := range l.facts.In(set.World) {
		if f.Of == world.OfPair && s.Value(f).Number == 1 {
			return true
		}
	}
	return false
}

// elsewhere reports whether a condition looks at anything but the sender.
func elsewhere(r *Rule) bool {
	found := false
	for _, c := range r.Conditions {
		cedar.Inspect(c.tree, func(e cedar.Expr) bool {
			v, ok := e.(*cedar.Variable)
			found = found || ok && (v.Text == "resource" || v.Text == "context")
			return !found
		})
	}
	return found
}

// near reports whether a law makes no difference between distances beyond 1.
func (set *RuleSet) near(l *Law, f *world.Fact) bool {
	for _, kinds := range set.World.Pairs() {
		if !f.Is(kinds) {
			continue
		}
		truths, view := map[string]bool{}, l.rule.lens.Ready(set.World)
		for s := range set.Space.All(l.rule.lens, kinds) {
			distance := s.Value(f).Number
			if distance < 2 {
				continue
			}
			if set.spent(toEvaluate) {
				return true // the law is not read to its end anyway
			}
			key, broken := string(view.Key(nil, s.With(f, world.Value{Number: 2}))), l.broken(s)
			if was, ok := truths[key]; ok && was != broken {
				return false
			}
			truths[key] = broken
		}
	}
	return true
}

// yields reads what gives way to a law.
func (set *RuleSet) yields(l *Law, a cedar.Annotation) []fault {
	var faults []fault
	for name := range strings.FieldsSeq(a.Value.Text) {
		what, known := diagnostic.ATieOf, []string(nil)
		if l.actor {
			what = diagnostic.AnAttributeOf
		}
		for _, f := range l.facts.In(set.World) {
			switch {
			case l.actor && f.Of == world.OfAttribute:
				known = append(known, f.Attribute.Name)
				if f.Attribute.Name == name {
					l.Attributes = append(l.Attributes, f.Attribute)
				}
			case !l.actor && f.Of == world.OfPair:
				known = append(known, f.Pair.Tie.Name)
				if f.Pair.Tie.Name == name && !slices.Contains(l.Ties, f.Pair.Tie) {
					l.Ties = append(l.Ties, f.Pair.Tie)
				}
			}
		}
		if slices.Contains(known, name) {
			continue
		}
		f := fault{place: a.Span, message: diagnostic.Say(diagnostic.NothingYields, what, name)}
		if nearest := spelling.Nearest(name, known); nearest != "" {
			f.fixes = []diagnostic.Fix{diagnostic.Replace(a.Value.Span, strconv.Quote(strings.Replace(a.Value.Text, name, nearest, 1)))}
		}
		faults = append(faults, f)
	}
	return faults
}

// Consequence is something that an act took along: a law that took something away, or a value
// that brought something.
type Consequence struct {
	Law       *Law // nil where a value brought something
	Actor     int  // whose attribute is another now; of a tie, whose it was
	Other     int  // the other end of a tie
	Attribute *world.Attribute
	Tie       *world.Tie
	By        *world.Attribute // whose new value brought it
}

// Refusal is a law that an act would break, and that nothing yields to.
type Refusal struct {
	Law      *Law
	From, To int // of a pair; To is -1 for an actor
}

func (r *Refusal) Error() string { return r.Law.Title }

// Act makes an act on a network, with what it takes along: a new value brings what an actor has
// none of, and then each law that is broken takes away what yields. It is refused where the act
// itself made what would yield, or nothing yields.
func (set *RuleSet) Act(n *network.Network, a network.Act) (*network.Network, []Consequence, error) {
	var along []Consequence
	after := n.Acted(a)
	if a.Do == network.Set {
		after, along = bring(n, after, a)
	}
	// Each round takes something away, so that it ends.
	for {
		l, i, j := set.brokenBy(after, a, along)
		if l == nil {
			return after, along, nil
		}
		settled, c := l.yield(after, a, i, j)
		if c == nil {
			return n, nil, &Refusal{l, i, j}
		}
		after, along = settled, append(along, c...)
	}
}

// bring gives an actor what the new value of an enumeration brings, of what it has none.
func bring(before, after *network.Network, act network.Act) (*network.Network, []Consequence) {
	var along []Consequence
	i, by := act.From, act.Attribute
	if by.Enum == nil || before.Actor(i).Value(by) == act.Value {
		return after, nil
	}
	for _, a := range by.Kind.Attributes {
		brings, ok := by.Brings(act.Value, a.Name)
		if !ok || brings == 0 || after.Actor(i).Value(a).Number > 0 {
			continue
		}
		after = after.Acted(network.Act{Do: network.Set, From: i, Attribute: a, Value: world.Value{Number: brings}})
		along = append(along, Consequence{Actor: i, Attribute: a, By: by})
	}
	return after, along
}

// brokenBy finds a law that an act breaks, or what it took along: of the actor whose attribute is
// another now, or of a pair. The other of a pair is -1 where the law is about an actor.
func (set *RuleSet) brokenBy(n *network.Network, a network.Act, along []Consequence) (*Law, int, int) {
	for _, l := range set.Laws {
		for _, p := range set.touched(l, n, a, along) {
			if l.brokenIn(n, p) {
				return l, p.From, p.To
			}
		}
	}
	return nil, 0, 0
}

// touched are those of whom a law may be broken since an act.
func (set *RuleSet) touched(l *Law, n *network.Network, a network.Act, along []Consequence) []network.Pair {
	if l.actor {
		if a.Do == network.Set {
			return []network.Pair{{From: a.From, To: -1}}
		}
		return nil
	}
	var list []network.Pair
	both := func(i, j int) { list = append(list, network.Pair{From: i, To: j}, network.Pair{From: j, To: i}) }
	everybody := a.Do == network.Set && set.looksAt(l, a.Attribute)
	tied := func(i, j int, ties ...*world.Tie) {
		if slices.ContainsFunc(ties, func(t *world.Tie) bool { return l.facts.Meets(set.World.PairFacts(t)) }) {
			both(i, j)
		}
	}
	switch a.Do {
	case network.Make, network.Take:
		tied(a.From, a.To, a.Tie)
	case network.Perform:
		tied(a.From, a.To, slices.Concat(a.Action.Makes, a.Action.Clears)...)
	}
	for _, c := range along {
		if c.Tie != nil {
			tied(c.Actor, c.Other, c.Tie)
		} else {
			everybody = everybody || set.looksAt(l, c.Attribute)
		}
	}
	if everybody { // who has another attribute now is part of many pairs
		for j := range n.Len() {
			if j != a.From {
				both(a.From, j)
			}
		}
	}
	return list
}

// looksAt reports whether a law looks at an attribute.
func (set *RuleSet) looksAt(l *Law, a *world.Attribute) bool {
	for _, f := range l.facts.In(set.World) {
		if f.Attribute == a {
			return true
		}
	}
	return false
}

// yield takes away what yields to the law, of the actor i or between the two; nil where the act
// itself made it, or nothing yields.
func (l *Law) yield(n *network.Network, act network.Act, i, j int) (*network.Network, []Consequence) {
	var along []Consequence
	for _, a := range l.Attributes {
		if a.Kind != n.Actor(i).Kind || act.Do == network.Set && act.Attribute == a || n.Actor(i).Value(a) == a.Default() {
			continue
		}
		n = n.Acted(network.Act{Do: network.Set, From: i, Attribute: a, Value: a.Default()})
		along = append(along, Consequence{Law: l, Actor: i, Attribute: a})
	}
	for _, f := range l.facts.In(n.World) {
		if f.Of != world.OfPair || !slices.Contains(l.Ties, f.Pair.Tie) {
			continue
		}
		t := f.Pair.Tie
		if act.Do == network.Make && act.Tie == t || act.Do == network.Perform && slices.Contains(act.Action.Makes, t) {
			continue
		}
		// The law is broken by what the fact sees: the other direction stays.
		for _, p := range []network.Pair{{From: i, To: j}, {From: j, To: i}} {
			sees := f.Pair.Side == world.Either || t.Mutual || (f.Pair.Side == world.Sender) == (p.From == i)
			if sees && n.Has(t, p.From, p.To) {
				n = n.Acted(network.Act{Do: network.Take, From: p.From, To: p.To, Tie: t})
				along = append(along, Consequence{Law: l, Actor: p.From, Other: p.To, Tie: t})
			}
		}
	}
	return n, along
}

// mostBroken bounds the broken laws that are found of a network: nobody reads more.
const mostBroken = 1000

// BrokenAt finds the laws that a network breaks as a file has it, where nothing yields: each with
// whom it is broken by, a pair once.
func (set *RuleSet) BrokenAt(n *network.Network) []Refusal {
	var list []Refusal
	for _, l := range set.Laws {
		found := map[network.Pair]bool{}
		for p := range set.pairsOf(l, n) {
			if len(list) == mostBroken {
				return list
			}
			if found[p] || found[network.Pair{From: p.To, To: p.From}] || !l.brokenIn(n, p) {
				continue
			}
			found[p] = true
			list = append(list, Refusal{l, p.From, p.To})
		}
	}
	return list
}

// pairsOf are the actors that may break a law, or the pairs: those that have a tie that it looks at. All
// of them, where it can be broken without any.
func (set *RuleSet) pairsOf(l *Law, n *network.Network) iter.Seq[network.Pair] {
	return func(yield func(network.Pair) bool) {
		switch {
		case l.actor:
			for i := range n.Len() {
				if !yield(network.Pair{From: i, To: -1}) {
					return
				}
			}
		case l.untied:
			for i := range n.Len() {
				for j := range n.Len() {
					if i != j && !yield(network.Pair{From: i, To: j}) {
						return
					}
				}
			}
		default:
			for _, t := range set.World.Ties {
				if !l.facts.Meets(set.World.PairFacts(t)) {
					continue
				}
				for _, p := range n.Pairs(t) {
					if !yield(p) || !yield(network.Pair{From: p.To, To: p.From}) {
						return
					}
				}
			}
		}
	}
}

// Fixed reports whether an actor's attribute can have no other value than it has, as things
// stand: each other breaks a law that does not yield.
func (set *RuleSet) Fixed(n *network.Network, i int, a *world.Attribute) bool {
	var values []world.Value
	switch a.Type {
	case world.Bool:
		values = []world.Value{{Number: 0}, {Number: 1}}
	case world.Choice:
		for v := range a.Names() {
			values = append(values, world.Value{Number: int64(v)})
		}
	default:
		return false
	}
	if a.Optional {
		values = append(values, world.Absent)
	}
	if !slices.ContainsFunc(set.Laws, func(l *Law) bool { return set.looksAt(l, a) }) {
		return false
	}
	for _, v := range values {
		if v == n.Actor(i).Value(a) {
			continue
		}
		if _, _, err := set.Act(n, network.Act{Do: network.Set, From: i, To: i, Attribute: a, Value: v}); err == nil {
			return false
		}
	}
	return true
}

// FixedApart reports whether what is fixed of an actor depends on the actor's own attributes alone: no law about pairs looks at an
// attribute.
func (set *RuleSet) FixedApart() bool {
	return !slices.ContainsFunc(set.Laws, func(l *Law) bool {
		return !l.actor && slices.ContainsFunc(l.facts.In(set.World), func(f *world.Fact) bool { return f.Attribute != nil })
	})
}
