// Package policy answers which rules there are: a rule set is a Cedar schema, policies
// with annotations, and the questions that its source leaves open. Policies are parsed,
// validated strictly against the schema, taken apart into conditions, and each condition
// is tabulated by asking Cedar itself, so that what a rule means is Cedar's by
// construction. It alone uses cedar-go's experimental packages.
package policy

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"

	"inroad/rules/network"
	"inroad/rules/situation"
)

//go:embed article
var files embed.FS

// names are the rule sets that come with Inroad.
var names = []string{"article"}

// Names lists the rule sets that come with Inroad.
func Names() []string { return slices.Clone(names) }

// RuleSet is a schema, rules and open questions, ready to be asked. It is immutable,
// except that conditions over free text remember what they came to: a rule set with
// rules of the user's own is not safe for concurrent use.
type RuleSet struct {
	Name string
	Data
	Rules    []*Rule   // by id
	Warnings []*Rule   // by id; asked only of allowed actions
	Own      string    // the user's own policies, Cedar text
	Bare     bool      // the set's own rules and warnings are left out
	Notices  []Problem // what is odd about them, but allowed: a rule that never applies

	schema *schema
	off    map[string]bool
	lens   situation.Lens
	byID   map[string]*Rule
}

var load = sync.OnceValues(func() (map[string]*RuleSet, error) {
	sets := map[string]*RuleSet{}
	for _, name := range names {
		set, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("rule set %s: %w", name, err)
		}
		sets[name] = set
	}
	return sets, nil
})

// Load gives a rule set by name. An error means that the name is not known or that the
// embedded files are broken.
func Load(name string) (*RuleSet, error) {
	sets, err := load()
	if err != nil {
		return nil, err
	}
	set, ok := sets[name]
	if !ok {
		return nil, fmt.Errorf("no rule set is called %q; there is %s", name, strings.Join(names, ", "))
	}
	return set, nil
}

func read(name string) (*RuleSet, error) {
	var texts [4][]byte
	for i, file := range []string{"schema.cedarschema", "rules.cedar", "warnings.cedar", name + ".json"} {
		text, err := files.ReadFile(name + "/" + file)
		if err != nil {
			return nil, err
		}
		texts[i] = text
	}
	set := &RuleSet{Name: name, off: map[string]bool{}}
	if err := json.Unmarshal(texts[3], &set.Data, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	var err error
	if set.schema, err = parseSchema(string(texts[0])); err != nil {
		return nil, err
	}
	set.schema.offered = map[situation.KindPair][]string{}
	for _, kinds := range situation.Kinds() {
		for _, a := range set.Actions {
			if set.Applies(a.Name, kinds) {
				set.schema.offered[kinds] = append(set.schema.offered[kinds], a.Name)
			}
		}
	}
	var problems []Problem
	set.Rules, problems = set.parse(string(texts[1]), false)
	warnings, more := set.parse(string(texts[2]), false)
	set.Warnings = warnings
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, fmt.Errorf("%s: %s", problems[0].Place(), problems[0].Message)
	}
	if failures := set.finish(); failures != nil {
		return nil, fmt.Errorf("%s", failures[0].Message)
	}
	if len(set.Notices) > 0 {
		return nil, fmt.Errorf("%s", set.Notices[0].Message)
	}
	return set, nil
}

// With gives the rule set with policies of the user's own added and some rules switched
// off. Problems are the mistakes in the policies; with any of them there is no rule set.
func (set *RuleSet) With(policies string, off []string) (*RuleSet, []Problem) {
	own, problems := set.parse(policies, true)
	for _, r := range own {
		if old, ok := set.byID[r.ID]; ok && !old.Own {
			problems = append(problems, r.problem(fault{place: r.named, message: set.Name + " already has a rule with this @id"}))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	with := *set
	with.Own = policies
	with.Rules = append(slices.Clone(set.Rules), own...)
	with.off = map[string]bool{}
	for _, id := range off {
		with.off[id] = true
	}
	with.Notices = nil
	if failures := with.finish(); failures != nil {
		return nil, failures
	}
	return &with, nil
}

// World is the rule set without its rules: its schema, questions and data, for policies that
// are the only rules.
func (set *RuleSet) World() *RuleSet {
	return &RuleSet{Name: set.Name, Data: set.Data, Bare: true, schema: set.schema, off: map[string]bool{}, byID: map[string]*Rule{}}
}

// Without gives the rule set with exactly these rules switched off.
func (set *RuleSet) Without(off []string) *RuleSet {
	with := *set
	with.off = map[string]bool{}
	for _, id := range off {
		with.off[id] = true
	}
	return &with
}

// finish sorts and indexes the rules, finds what they look at, tabulates, and looks for
// rules that can never apply. It gives those that Cedar cannot evaluate.
func (set *RuleSet) finish() []Problem {
	byID := func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(set.Rules, byID)
	slices.SortFunc(set.Warnings, byID)
	set.byID = map[string]*Rule{}
	set.lens = situation.Lens{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		set.byID[r.ID] = r
		for _, c := range r.Conditions {
			if c.Listed() {
				set.lens = set.lens.And(c.lens)
			}
		}
	}
	var failures []Problem
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		notices, failure := r.survey(set)
		if failure != nil {
			failures = append(failures, r.problem(*failure))
		}
		if set.off[r.ID] {
			continue
		}
		for _, notice := range notices {
			set.Notices = append(set.Notices, r.problem(notice))
		}
	}
	slices.SortStableFunc(set.Notices, Problem.Compare)
	return failures
}

// Lens is what the conditions look at that are Listed, and how closely.
func (set *RuleSet) Lens() situation.Lens { return set.lens }

// Unlisted is a condition that is not Listed, with its rule.
type Unlisted struct {
	Rule      *Rule
	Condition *Condition
}

// Unlisted are the conditions that are not Listed of the rules that are on: those that look at the sender alone, those
// that look at the recipient alone, and those that look at more.
func (set *RuleSet) Unlisted() (sender, recipient, pair []Unlisted) {
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		if set.off[r.ID] {
			continue
		}
		for _, c := range r.Conditions {
			switch u := (Unlisted{r, c}); {
			case c.Listed():
			case c.Facts.Within(situation.OfSender) && !c.Action:
				sender = append(sender, u)
			case c.Facts.Within(situation.OfRecipient) && !c.Action:
				recipient = append(recipient, u)
			default:
				pair = append(pair, u)
			}
		}
	}
	return sender, recipient, pair
}

// Rule finds a rule or a warning by its id.
func (set *RuleSet) Rule(id string) (*Rule, bool) {
	r, ok := set.byID[id]
	return r, ok
}

// Off reports whether a rule is switched off.
func (set *RuleSet) Off(id string) bool { return set.off[id] }

// SwitchedOff are the ids of the rules that are switched off, sorted.
func (set *RuleSet) SwitchedOff() []string { return slices.Sorted(maps.Keys(set.off)) }

// Action finds an action by its name and gives its number.
func (set *RuleSet) Action(name string) (int, bool) {
	i := slices.IndexFunc(set.Actions, func(a Action) bool { return a.Name == name })
	return i, i >= 0
}

// Applies reports whether the schema offers an action to a kind of pair.
func (set *RuleSet) Applies(action string, kinds situation.KindPair) bool {
	return set.schema.applies[action][kinds]
}

// OwnAction reports whether an action is a sender's own, without a recipient.
func (set *RuleSet) OwnAction(action string) bool {
	for kinds := range set.schema.applies[action] {
		if kinds.Recipient == network.NoOne {
			return true
		}
	}
	return false
}

// Applicable lists the actions that the schema offers to a kind of pair, in order. The
// caller must not change it.
func (set *RuleSet) Applicable(kinds situation.KindPair) []string { return set.schema.offered[kinds] }

// Tier is the data of a tier.
func (set *RuleSet) Tier(t network.Tier) Tier {
	i := slices.IndexFunc(set.Tiers, func(d Tier) bool { return d.Tier == t.String() })
	return set.Tiers[i]
}

// Readings is the number of the reading chosen for each question, in their order.
type Readings []uint8

// Defaults are the default readings of all questions.
func (set *RuleSet) Defaults() Readings { return make(Readings, len(set.Questions)) }

// Choice is a question and one of its readings, by number.
type Choice struct{ Question, Reading int }

// Choose finds a reading by the names of question and reading. The error says which
// there are.
func (set *RuleSet) Choose(question, reading string) (Choice, error) {
	q := slices.IndexFunc(set.Questions, func(q Question) bool { return q.ID == question })
	if q < 0 {
		var ids []string
		for _, q := range set.Questions {
			ids = append(ids, q.ID)
		}
		return Choice{}, fmt.Errorf("there is no question %q; there is %s", question, strings.Join(ids, ", "))
	}
	r := slices.IndexFunc(set.Questions[q].Readings, func(r Reading) bool { return r.Reading == reading })
	if r < 0 {
		var list []string
		for _, r := range set.Questions[q].Readings {
			list = append(list, r.Reading)
		}
		return Choice{}, fmt.Errorf("%s has no reading %q; choose %s", question, reading, strings.Join(list, " or "))
	}
	return Choice{q, r}, nil
}

// With are the readings with some chosen differently.
func (r Readings) With(choices ...Choice) Readings {
	out := slices.Clone(r)
	for _, c := range choices {
		out[c.Question] = uint8(c.Reading)
	}
	return out
}

// InForce reports whether a rule counts: it is not switched off and every reading that it
// needs is chosen.
func (set *RuleSet) InForce(r *Rule, readings Readings) bool {
	if set.off[r.ID] {
		return false
	}
	for _, need := range r.Needs {
		if int(readings[need.Question]) != need.Reading {
			return false
		}
	}
	return true
}
