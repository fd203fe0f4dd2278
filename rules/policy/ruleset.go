// Package policy answers which rules there are: a rule set is a Cedar schema, policies
// with annotations, and the questions that its source leaves open. Policies are parsed,
// validated strictly against the schema, taken apart into conditions, and each condition
// is tabulated by asking Cedar itself, so that what a rule means is Cedar's by
// construction. It alone uses cedar-go's experimental packages.
package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/spelling"
	"inroad/rules/words"
	"inroad/rules/world"
)

// RuleSet is a world with laws, rules and open questions, ready to be asked. It is immutable,
// except that conditions over free text remember what they came to: a rule set with
// rules of the user's own is not safe for concurrent use.
type RuleSet struct {
	Name string
	Data
	*schema
	Words    *words.Words
	Laws     []*Law
	Rules    []*Rule                  // by id
	Warnings []*Rule                  // by id; asked only of allowed actions
	Own      string                   // the user's own policies, Cedar text
	Bare     bool                     // the set's own rules and warnings are left out
	Files    sets.Files               // of a set that a scenario carries; nil otherwise
	Notices  []*diagnostic.Diagnostic // what is odd about the rules, but allowed: a rule that never applies

	off     map[string]bool
	lens    situation.Lens
	byID    map[string]*Rule
	base    *RuleSet // without policies of the user's own, all rules on
	offered map[world.KindPair][]string
	// budget is how many situations may still be looked at while a set from outside is read; nil for
	// one that comes with Inroad, and for one that is read.
	budget   *int
	meanings map[question]understood // of its conditions, while a set is read; then nil
}

// built gives each set that comes with Inroad when it is first asked for.
var built = func() map[string]func() (*RuleSet, error) {
	all := map[string]func() (*RuleSet, error){}
	for _, name := range sets.Builtin() {
		all[name] = sync.OnceValues(func() (*RuleSet, error) { return builtin(name) })
	}
	return all
}()

// builtin gives a set that comes with Inroad, from its compiled form where that is of the set's texts.
func builtin(name string) (*RuleSet, error) {
	files, err := sets.Read(name)
	if err != nil {
		return nil, err
	}
	if _, form, fresh := headed(sets.Compiled(name), files); fresh {
		return decompile(name, files, form), nil
	}
	return fromText(name, files)
}

// fromText reads a set that comes with Inroad. A mistake in it, and also what is merely odd, is a defect.
func fromText(name string, files sets.Files) (*RuleSet, error) {
	set, problems := read(name, files, nil)
	if problems == nil {
		problems = set.Notices
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("rule set %s: %s", name, words.Located(words.Default(), problems[0]))
	}
	set.Files = nil
	return set, nil
}

// Load gives a rule set that comes with Inroad. An error means that the name is not known or that
// the embedded files are broken.
func Load(name string) (*RuleSet, error) {
	load, ok := built[name]
	if !ok {
		names := sets.Builtin()
		return nil, diagnostic.Say(diagnostic.UnknownName, diagnostic.NounSet, name, spelling.Nearest(name, names), names)
	}
	return load()
}

// Describe says what a set that comes with Inroad is, without reading its rules: a set is read when a
// scenario first asks for it.
func Describe(name string) (title, description string, err error) {
	files, err := sets.Read(name)
	if err != nil {
		return "", "", err
	}
	if head, _, fresh := headed(sets.Compiled(name), files); fresh {
		return head.title, head.description, nil
	}
	var d Data
	if mistakes := codec.Decode(files[sets.Data], &d); mistakes != nil {
		return "", "", fmt.Errorf("rule set %s: %s: %s", name, sets.Data, words.Located(words.Default(), mistakes[0]))
	}
	return d.Title, d.Description, nil
}

// The most that a set from outside may hold, besides what its world declares.
const (
	mostRules    = 500
	mostReadings = 200 // of all questions: each pair of them may be tried for a decision
	mostBytes    = 256 << 10
	mostLooked   = 2_000_000 // situations: about two seconds in a browser
)

// Outside reads a set that does not come with Inroad, from disk or out of a scenario. It names
// every mistake at once; with any there is no set.
func Outside(name string, files sets.Files) (*RuleSet, []*diagnostic.Diagnostic) {
	set, mistakes := Sound(name, files)
	if mistakes != nil {
		return nil, mistakes
	}
	return set, nil
}

// Sound reads a set as Outside does, but where there are mistakes in laws, rules or words alone, it gives the set without
// these beside the mistakes, to find what is wrong and odd about the rest.
func Sound(name string, files sets.Files) (*RuleSet, []*diagnostic.Diagnostic) {
	size := 0
	for _, text := range files {
		size += len(text)
	}
	if size > mostBytes {
		return nil, []*diagnostic.Diagnostic{{Message: diagnostic.Say(diagnostic.TooLong, size, mostBytes)}}
	}
	if slices.Contains(sets.Builtin(), name) {
		return nil, []*diagnostic.Diagnostic{{Message: diagnostic.Say(diagnostic.TakenSet, name)}}
	}
	budget := mostLooked
	return read(name, files, &budget)
}

// Apart finds what is wrong with the Cedar texts of a set each by itself, where something keeps them from being read as one.
func Apart(files sets.Files) []*diagnostic.Diagnostic {
	mistakes := syntax(files)
	if text, ok := files[sets.Schema]; ok {
		_, found := readSchema(text)
		mistakes = append(diagnostic.Only(diagnostic.Error, diagnostic.Place(sets.Schema, text, found...)), mistakes...)
	}
	return mistakes
}

// syntax finds what is wrong with the texts of laws and rules, whatever the world.
func syntax(files sets.Files) []*diagnostic.Diagnostic {
	var mistakes []*diagnostic.Diagnostic
	for _, file := range []string{sets.Impossible, sets.Rules, sets.Warnings} {
		_, found := cedar.ParsePolicies(files[file])
		mistakes = append(mistakes, diagnostic.Only(diagnostic.Error, diagnostic.Place(file, files[file], found...))...)
	}
	return mistakes
}

// read reads a set. A schema that is no world, and data that do not fit it, end it: whatever else
// is said, beyond syntax, would be about what is not there.
func read(name string, files sets.Files, budget *int) (*RuleSet, []*diagnostic.Diagnostic) {
	schema, diagnostics := readSchema(files[sets.Schema])
	problems := diagnostic.Place(sets.Schema, files[sets.Schema], diagnostics...)
	if schema == nil {
		return nil, append(diagnostic.Only(diagnostic.Error, problems), syntax(files)...)
	}
	if budget != nil {
		if large := schema.World.TooLarge(world.Outside); large != nil {
			return nil, []*diagnostic.Diagnostic{{File: sets.Schema, Message: large}}
		}
	}
	schema.Space = situation.NewSpace(schema.World, nil) // its work grows with the world, so only when that is not too large
	set := &RuleSet{Name: name, schema: schema, Files: files, off: map[string]bool{}, budget: budget, meanings: map[question]understood{}}
	inFile := func(file string, mistakes []*diagnostic.Diagnostic) {
		for _, d := range mistakes {
			d.File = file
			problems = append(problems, d)
		}
	}
	set.Data, diagnostics = readData(cmp.Or(files[sets.Data], "{}"), schema.World)
	inFile(sets.Data, diagnostics)
	readings := 0
	for _, q := range set.Questions {
		readings += len(q.Readings)
	}
	if budget != nil && readings > mostReadings {
		problems = append(problems, &diagnostic.Diagnostic{File: sets.Data, Message: diagnostic.Say(diagnostic.TooMany, diagnostic.CountedReadings, readings, mostReadings)})
	}
	unfit := diagnostic.Failed(problems)
	set.Words, diagnostics = words.Read(cmp.Or(files[sets.Words], "{}"), schema.World)
	if diagnostics != nil {
		inFile(sets.Words, diagnostics)
		set.Words, _ = words.Read("{}", schema.World)
	}
	if unfit {
		return nil, append(diagnostic.Only(diagnostic.Error, problems), syntax(files)...)
	}
	set.offer()
	laws := set.laws(sets.Impossible, files[sets.Impossible])
	problems = append(problems, laws...)
	inFile(sets.Words, set.Words.OtherLaws(files[sets.Words], set.lawIDs()))
	var more []*diagnostic.Diagnostic
	set.Rules, more = set.parse(sets.Rules, files[sets.Rules], false, nil)
	problems = append(problems, more...)
	set.Warnings, more = set.parse(sets.Warnings, files[sets.Warnings], false, nil)
	problems = append(problems, more...)
	if n := len(set.Rules) + len(set.Warnings) + len(set.Laws); budget != nil && n > mostRules {
		problems = append(problems, &diagnostic.Diagnostic{File: sets.Rules, Message: diagnostic.Say(diagnostic.TooMany, diagnostic.CountedRules, n, mostRules)})
	}
	set.Notices, problems = diagnostic.Only(diagnostic.Warning, problems), diagnostic.Only(diagnostic.Error, problems)
	set.sift(problems)
	possible := !diagnostic.Failed(laws) && !set.spent(0) // otherwise what fails may fail where nobody comes
	if failures := set.finish(); possible {
		problems = append(problems, failures...)
	}
	set.budget, set.meanings = nil, nil
	return set, problems
}

// sift leaves out the laws and rules that mistakes are in.
func (set *RuleSet) sift(mistakes []*diagnostic.Diagnostic) {
	broken := func(r *Rule) bool {
		return slices.ContainsFunc(mistakes, func(d *diagnostic.Diagnostic) bool {
			return d.From.Line > 0 && d.File == r.source.file && r.place.Start <= d.Range.Start && d.Range.End <= r.place.End
		})
	}
	set.Laws = slices.DeleteFunc(set.Laws, func(l *Law) bool { return broken(l.rule) })
	set.Rules = slices.DeleteFunc(set.Rules, broken)
	set.Warnings = slices.DeleteFunc(set.Warnings, broken)
}

// offer lists the actions that the schema offers to each kind of pair.
func (set *RuleSet) offer() {
	set.offered = map[world.KindPair][]string{}
	for _, kinds := range set.World.Pairs() {
		for _, a := range set.World.Actions {
			if a.Applies(kinds) {
				set.offered[kinds] = append(set.offered[kinds], a.Name)
			}
		}
	}
}

// lawIDs are the ids of all laws.
func (set *RuleSet) lawIDs() []string {
	var ids []string
	for _, l := range set.Laws {
		ids = append(ids, l.ID)
	}
	return ids
}

// With gives the rule set with policies of the user's own, in the place of those that it has, and some rules switched
// off. Problems are the mistakes in the policies; with any of them there is no rule set. A policy that it has is not read again,
// and both rule sets share what was found of it.
func (set *RuleSet) With(policies string, off []string) (*RuleSet, []*diagnostic.Diagnostic) {
	known := map[string]*Rule{}
	for _, r := range set.Rules {
		if r.Own {
			known[r.Text] = r
		}
	}
	base := set.Base()
	own, problems := base.parse("", policies, true, known)
	for _, r := range own {
		if _, taken := base.byID[r.ID]; taken {
			problems = append(problems, r.problem(fault{place: r.named, message: diagnostic.Say(diagnostic.TakenID, set.Name)}))
		}
	}
	if diagnostic.Failed(problems) {
		return nil, problems
	}
	with := *base
	with.base = base
	with.Own = policies
	with.Rules = append(slices.Clone(base.Rules), own...)
	with.off = map[string]bool{}
	for _, id := range off {
		with.off[id] = true
	}
	with.Notices = problems
	if failures := with.finish(); failures != nil {
		return nil, failures
	}
	return &with, nil
}

// OnlyWorld is the rule set without its rules: its world, questions and data, for policies that
// are the only rules.
func (set *RuleSet) OnlyWorld() *RuleSet {
	base := set.Base()
	bare := *base
	bare.Bare, bare.Rules, bare.Warnings, bare.Notices, bare.base = true, nil, nil, nil, nil
	bare.off, bare.byID, bare.lens = map[string]bool{}, map[string]*Rule{}, situation.Lens{}
	return &bare
}

// Base is the rule set without policies of the user's own, and with all rules on.
func (set *RuleSet) Base() *RuleSet {
	if set.base != nil {
		return set.base
	}
	return set
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
func (set *RuleSet) finish() []*diagnostic.Diagnostic {
	slices.SortStableFunc(set.Rules, ByID)
	slices.SortStableFunc(set.Warnings, ByID)
	set.index()
	set.lens = situation.Lens{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		for _, c := range r.Conditions {
			if c.Listed() {
				set.lens = set.lens.And(c.lens)
			}
		}
	}
	var failures []*diagnostic.Diagnostic
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		notices, failure := r.survey(set)
		if failure != nil {
			failures = append(failures, r.problem(*failure))
			if failure.message.Code == diagnostic.TooMuchToLookAt {
				return failures
			}
		}
		if r.Own {
			r.surveyed = notices
		}
		if set.off[r.ID] {
			continue
		}
		for _, notice := range notices {
			set.Notices = append(set.Notices, r.problem(notice))
		}
	}
	diagnostic.Sort(set.Notices)
	return failures
}

// index finds rules and warnings by their ids.
func (set *RuleSet) index() {
	set.byID = map[string]*Rule{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		set.byID[r.ID] = r
	}
}

// Lens is what the conditions look at that are Listed, and how closely.
func (set *RuleSet) Lens() situation.Lens { return set.lens }

// Rule finds a rule or a warning by its id.
func (set *RuleSet) Rule(id string) (*Rule, bool) {
	r, ok := set.byID[id]
	return r, ok
}

// Off reports whether a rule is switched off.
func (set *RuleSet) Off(id string) bool { return set.off[id] }

// SwitchedOff are the ids of the rules that are switched off, sorted.
func (set *RuleSet) SwitchedOff() []string { return slices.Sorted(maps.Keys(set.off)) }

// Applies reports whether the schema offers an action to a kind of pair.
func (set *RuleSet) Applies(action string, kinds world.KindPair) bool {
	a, ok := set.World.Action(action)
	return ok && a.Applies(kinds)
}

// OwnAction reports whether an action is a sender's own, without a recipient.
func (set *RuleSet) OwnAction(action string) bool {
	a, ok := set.World.Action(action)
	return ok && a.Own()
}

// Applicable lists the actions that the schema offers to a kind of pair, in order. The
// caller must not change it.
func (set *RuleSet) Applicable(kinds world.KindPair) []string { return set.offered[kinds] }

// Readings is the number of the reading chosen for each question, in their order.
type Readings []uint8

// Defaults are the default readings of all questions.
func (set *RuleSet) Defaults() Readings { return make(Readings, len(set.Questions)) }

// Choice is a question and one of its readings, by number.
type Choice struct{ Question, Reading int }

// Choose finds a reading by the names of question and reading. The error is a *diagnostic.Message, and
// says which there are.
func (set *RuleSet) Choose(question, reading string) (Choice, error) {
	q := slices.IndexFunc(set.Questions, func(q Question) bool { return q.ID == question })
	if q < 0 {
		var ids []string
		for _, q := range set.Questions {
			ids = append(ids, q.ID)
		}
		return Choice{}, diagnostic.Say(diagnostic.UnknownName, diagnostic.NounQuestion, question, spelling.Nearest(question, ids), ids)
	}
	r := slices.IndexFunc(set.Questions[q].Readings, func(r Reading) bool { return r.Reading == reading })
	if r < 0 {
		var list []string
		for _, r := range set.Questions[q].Readings {
			list = append(list, r.Reading)
		}
		return Choice{}, diagnostic.Say(diagnostic.UnknownReading, question, reading, spelling.Nearest(reading, list), list)
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

// Closes reports whether a tie only ever takes something away: the rules see it, and each that does
// forbids where it stands or permits where it does not.
func (set *RuleSet) Closes(t *world.Tie) bool {
	facts, seen := set.World.PairFacts(t), false
	for _, r := range set.Rules {
		for _, c := range r.Conditions {
			if set.off[r.ID] || c.Guard() || !c.Facts.Meets(facts) {
				continue
			}
			against := "true"
			if r.Permits {
				against = "false"
			}
			if c.Asked.Literal != against {
				return false
			}
			seen = true
		}
	}
	return seen
}
