package policy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Rule is one Cedar policy: it permits or forbids where all of its conditions hold.
type Rule struct {
	ID      string
	Title   string
	Permits bool // otherwise it forbids
	Sources []string
	Needs   []Choice // the readings that must be in force, all of them
	Cost    int64    // the credits that a permit takes
	Own     bool     // written by the user
	Text    string   // the policy's Cedar text
	// Conditions are the policy's scope, when and unless, taken apart: the rule applies
	// where all hold. Cedar looks at them in this order.
	Conditions []*Condition

	actions []string
	// The kinds that its scope asks for; nil is any.
	sender, recipient *world.Kind
	kinds             []world.KindPair // that it fits
	lens              situation.Lens
	source            *source
	place             cedar.Span // in the text that it was read from, as all places in it are
	moved             int        // how far it stands from there in its source
	number            int        // among the rules of the source, from 1
	law               bool       // it is no rule, but says what cannot be
	named             cedar.Span // where its @id is

	read, surveyed []fault // what is wrong with it, found by reading it and by survey; of the latter one's own rules alone
}

// source is a text that rules were read from.
type source struct {
	file  string // of the rule set; "" for the user's own
	text  string
	lines *diagnostic.Lines
}

func newSource(file, text string) *source { return &source{file, text, diagnostic.NewLines(text)} }

// Fits reports whether the rule is about an action between a kind of pair.
func (r *Rule) Fits(action string, kinds world.KindPair) bool {
	return slices.Contains(r.actions, action) && slices.Contains(r.kinds, kinds)
}

// From reports whether the rule is about any pair with a kind of sender.
func (r *Rule) From(kind *world.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k world.KindPair) bool { return k.Sender == kind })
}

// To reports whether the rule is about any pair with a kind of recipient.
func (r *Rule) To(kind *world.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k world.KindPair) bool { return k.Recipient == kind })
}

// Kinds are the kinds of pair that the rule is about. The caller must not change them.
func (r *Rule) Kinds() []world.KindPair { return r.kinds }

// ByID orders rules by their ids, as they stand in a set.
func ByID(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) }

// Lens is what the rule looks at, and how closely.
func (r *Rule) Lens() situation.Lens { return r.lens }

// Actions are the actions that the rule is about, in the order of the rule set.
func (r *Rule) Actions() []string { return r.actions }

// mostFaults bounds what is said of one rule.
const mostFaults = 50

// parse reads Cedar policies into rules. It reports every mistake at once, those of syntax
// and those of the rules that could be read. Rules of the user's own that are known, by their texts, are not read again.
func (set *RuleSet) parse(file, text string, own bool, known map[string]*Rule) ([]*Rule, []*diagnostic.Diagnostic) {
	tree, diagnostics := cedar.ParseOtherPolicies(text, func(policy string) bool { return known[policy] != nil })
	from := newSource(file, text)
	var rules []*Rule
	problems := diagnostic.Place(file, text, diagnostics...)
	seen := map[string]bool{}
	for i, p := range tree.List {
		r := known[p.Of(text)]
		if r == nil {
			r = &Rule{Own: own, source: from, place: p.Span, number: i + 1}
			set.study(r, p)
		} else {
			r = r.again(from, p.Start, i+1)
		}
		faults := r.read
		if r.ID != "" && seen[r.ID] {
			faults = append([]fault{{place: r.named, message: diagnostic.Say(diagnostic.SameID, diagnostic.NounRule)}}, faults...)
		}
		seen[r.ID] = true
		for _, f := range faults[:min(len(faults), mostFaults)] {
			problems = append(problems, r.problem(f))
		}
		rules = append(rules, r)
		if set.spent(0) {
			problems = append(problems, r.problem(fault{place: r.place, message: tooMuch}))
			break
		}
	}
	diagnostic.Sort(problems)
	return rules, problems
}

// study finds what a rule says, and what is wrong with that, whatever other rules there are.
func (set *RuleSet) study(r *Rule, p *cedar.Policy) {
	text := r.source.text
	r.Permits, r.Text = p.Effect.Text == "permit", p.Of(text)
	r.read = set.annotate(r, p.Annotations)
	if r.ID == "" {
		r.read = append(r.read, fault{place: p.Span, message: diagnostic.Say(diagnostic.UnnamedRule)})
	}
	r.Conditions = flatten(text, p)
	found := append(set.compile(r, p), set.misnamed(r, p)...)
	r.read = append(r.read, set.lookAlikes(p)...)
	r.read = append(append(r.read, found...), set.invalid(r, p.AST(), found)...)
}

// again is the rule where the same text stands in a source, which may be another.
func (r *Rule) again(from *source, start, number int) *Rule {
	if r.source.text == from.text {
		return r
	}
	again := *r
	again.source, again.moved, again.number = from, start-r.place.Start, number
	return &again
}

// stands is where the rule is in its source.
func (r *Rule) stands() cedar.Span { return r.place.By(r.moved) }

// RuleAnnotations are those that a rule may have.
var RuleAnnotations = []string{"id", "title", "source", "reading", "cost"}

// annotate reads a rule's annotations.
func (set *RuleSet) annotate(r *Rule, annotations []cedar.Annotation) []fault {
	var faults []fault
	for _, a := range annotations {
		complain := func(code diagnostic.Code, args ...any) {
			faults = append(faults, fault{place: a.Span, message: diagnostic.Say(code, args...)})
		}
		value := a.Value.Text
		switch a.Key.Text {
		case "id":
			r.ID, r.named = value, a.Span
		case "title":
			r.Title = value
		case "source":
			r.Sources = sources(value)
		case "reading":
			for _, need := range strings.Fields(value) {
				question, reading, _ := strings.Cut(need, "=")
				choice, err := set.Choose(question, reading)
				if m, unknown := err.(*diagnostic.Message); unknown {
					complain(m.Code, m.Args...)
					if right := respelt(question, reading, m); right != "" {
						right = strconv.Quote(strings.Replace(value, need, right, 1))
						faults[len(faults)-1].fixes = []diagnostic.Fix{diagnostic.Replace(a.Value.Span, right)}
					}
					continue
				}
				r.Needs = append(r.Needs, choice)
			}
		case "cost":
			cost, err := strconv.ParseInt(value, 10, 32)
			switch {
			case err != nil || cost < 0:
				complain(diagnostic.BadCost, value)
			case !r.Permits:
				complain(diagnostic.CostOfForbid)
				faults[len(faults)-1].fixes = []diagnostic.Fix{{Title: diagnostic.Say(diagnostic.FixRemove), Edits: []diagnostic.Edit{{Span: a.Span}}}}
			}
			r.Cost = cost
		default:
			faults = append(faults, unknownAnnotation(a, RuleAnnotations))
		}
	}
	if r.Title == "" {
		r.Title = r.ID
	}
	return faults
}

// sources reads the sources that an annotation names.
func sources(value string) []string {
	list := strings.Fields(value)
	slices.SortFunc(list, BySource)
	return list
}

// BySource orders sources as people number them: L1, L6 and L15, and A11 before A11a. It is the order of every list of them.
func BySource(a, b string) int {
	left, right := a, b
	for left != "" && right != "" {
		if left[0] != right[0] && !(isDigit(left[0]) && isDigit(right[0])) {
			return cmp.Compare(left[0], right[0])
		}
		if !isDigit(left[0]) {
			left, right = left[1:], right[1:]
			continue
		}
		var m, n string
		m, left = number(left)
		n, right = number(right)
		if order := cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n)); order != 0 {
			return order
		}
	}
	return cmp.Or(cmp.Compare(len(left), len(right)), cmp.Compare(a, b))
}

// number is the number that a text begins with, without leading zeros, and what comes after it.
func number(text string) (digits, rest string) {
	rest = strings.TrimLeft(text, "0123456789")
	return strings.TrimLeft(text[:len(text)-len(rest)], "0"), rest
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// respelt is a choice with the name that was probably meant in the place of the one that Choose does not know; "" where
// none is near.
func respelt(question, reading string, unknown *diagnostic.Message) string {
	nearest := unknown.Args[2].(string)
	switch {
	case nearest == "":
		return ""
	case unknown.Code == diagnostic.UnknownReading:
		return question + "=" + nearest
	default:
		return nearest + "=" + reading
	}
}

// unknownAnnotation is the fault of an annotation that says nothing where it stands.
func unknownAnnotation(a cedar.Annotation, known []string) fault {
	d := world.UnknownAnnotation(a, known)
	return fault{place: d.Range, message: d.Message, fixes: d.Fixes}
}

// compile finds which actions a policy is about, and what its conditions look at.
func (set *RuleSet) compile(r *Rule, p *cedar.Policy) []fault {
	for _, a := range set.World.Actions {
		uid := types.NewEntityUID("Action", types.String(a.Name))
		if p.Action.Operator == "" || slices.ContainsFunc(p.Action.Entities, func(e cedar.Entity) bool { return e.UID() == uid }) {
			r.actions = append(r.actions, a.Name)
		}
	}
	r.sender, r.recipient = set.scoped(p.Principal), set.scoped(p.Resource)
	var faults []fault
	for _, c := range r.Conditions {
		faults = append(faults, set.understand(r, c)...)
		r.lens = r.lens.And(c.lens)
	}
	return faults
}

// scoped is the kind of actor that a scope asks for; nil where it asks for none.
func (set *RuleSet) scoped(s cedar.Scope) *world.Kind {
	if s.Operator != "is" {
		return nil
	}
	kind, _ := set.World.Kind(s.Type.Text)
	return kind
}
