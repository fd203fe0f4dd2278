// Package decision answers whether a rule set allows an action in a situation, at what
// cost, by which rules, and whether another reading of the source would change that.
package decision

import (
	"fmt"
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Verdict is what the rules say of an action.
type Verdict uint8

// The verdicts. Unstated is a denial too: nothing permits the action, and nothing else is
// said of it.
const (
	Unstated Verdict = iota
	Forbidden
	Allowed
)

var verdictNames = []string{"unstated", "forbidden", "allowed"}

func (v Verdict) String() string { return verdictNames[v] }

// VerdictOf is the verdict of a name, and whether it has one.
func VerdictOf(name string) (Verdict, bool) {
	i := slices.Index(verdictNames, name)
	return Verdict(max(i, 0)), i >= 0
}

// Outcome is a verdict and what an allowed action costs, in credits.
type Outcome struct {
	Verdict Verdict
	Cost    int64
}

// Matters reports whether the difference of two outcomes is one between allowed and
// denied, or of cost.
func (o Outcome) Matters(other Outcome) bool {
	return (o.Verdict == Allowed) != (other.Verdict == Allowed) || o.Cost != other.Cost
}

// Flip is what a decision would be if questions were read another way: one, or two where
// no single one changes it.
type Flip struct {
	Changes []policy.Choice
	Outcome
	// Contests tells that the source contradicts itself here and that it matters.
	Contests bool
}

// Decision is the outcome of one action in one situation.
type Decision struct {
	Outcome
	Contested bool
	Rules     []*policy.Rule // the deciding ones by id: every satisfied forbid, else every satisfied permit
	Warnings  []*policy.Rule // by id; of an allowed action only
	Flips     []Flip         // by question and reading
}

// Under is the outcome if one question were read another way. No list of flips is needed
// beyond the decision's own: it names each single reading that changes the outcome.
func (d *Decision) Under(c policy.Choice) Outcome {
	for _, f := range d.Flips {
		if len(f.Changes) == 1 && f.Changes[0] == c {
			return f.Outcome
		}
	}
	return d.Outcome
}

// Sources are the distinct sources of the deciding rules, in the order of policy.BySource.
func (d *Decision) Sources() []string { return sources(d.Rules) }

// WarningSources are the distinct sources of the warnings, in the same order.
func (d *Decision) WarningSources() []string { return sources(d.Warnings) }

func sources(rules []*policy.Rule) []string {
	list := []string{}
	for _, r := range rules {
		list = append(list, r.Sources...)
	}
	slices.SortFunc(list, policy.BySource)
	return slices.Compact(list)
}

// Engine decides under one rule set and one choice of readings, and remembers what it has
// decided by what is satisfied and by action. It is not safe for concurrent use.
type Engine struct {
	Set      *policy.RuleSet
	Readings policy.Readings
	*compiled
	results  []result // by what is satisfied and action
	ways     []*world.Action
	outcomes map[*world.Action]*outcomes // of matrices; of the best way by nil
	failed   bool
}

type result struct {
	decision *Decision
	err      error
}

// New makes an engine for a rule set and the readings of its questions.
func New(set *policy.RuleSet, readings policy.Readings) *Engine {
	return (*Engine)(nil).For(set, readings)
}

// For is an engine for another set or other readings. It shares with the one before what does not hang on these: an engine for
// the same rules all that they come to, one for a set with rules of the user's own what the others come to. An engine before
// that is nil has nothing to share.
func (e *Engine) For(set *policy.RuleSet, readings policy.Readings) *Engine {
	out := &Engine{Set: set, Readings: readings, ways: set.World.Ways(), outcomes: map[*world.Action]*outcomes{}}
	if e == nil {
		out.compiled = compile(set, nil)
	} else {
		out.compiled = compile(set, e.compiled)
	}
	return out
}

// Decide gives the decision for an action that the schema offers to the situation's kinds
// of actor. An error means that Cedar cannot evaluate a rule, and names it: there is no
// verdict then, because skipping a broken forbid would allow. The decision is shared and
// must not be changed.
func (e *Engine) Decide(s situation.Situation, action string) (*Decision, error) {
	a, err := e.action(action)
	if err != nil {
		return nil, err
	}
	return e.decided(e.at(s), a)
}

// Satisfied are the rules and warnings about an action that hold in a situation, and those that Cedar cannot evaluate there, each
// by id: whatever the readings, and whichever are switched off. What is decided hangs on those of them alone that are in force.
func (e *Engine) Satisfied(s situation.Situation, action string) (hold, fail []*policy.Rule) {
	found := e.satisfied[e.at(s)]
	for _, bit := range found.slots {
		if e.slots[bit].about(action, found.kinds) {
			hold = append(hold, e.slots[bit].rule)
		}
	}
	for _, f := range found.failures {
		if e.slots[f.slot].about(action, found.kinds) {
			fail = append(fail, e.slots[f.slot].rule)
		}
	}
	return hold, fail
}

// Failed reports whether anything that was asked could not be decided.
func (e *Engine) Failed() bool { return e.failed }

func (e *Engine) action(name string) (*world.Action, error) {
	a, ok := e.Set.World.Action(name)
	if !ok {
		return nil, diagnostic.Say(diagnostic.UnknownName, diagnostic.NounAction, name, "", []string(nil))
	}
	return a, nil
}

// decided is the decision on an action where rules are satisfied, by their number.
func (e *Engine) decided(n uint32, a *world.Action) (*Decision, error) {
	actions := len(e.Set.World.Actions)
	at := int(n)*actions + a.Number
	if short := len(e.satisfied)*actions - len(e.results); short > 0 {
		e.results = append(e.results, make([]result, short)...)
	}
	r := &e.results[at]
	if r.decision == nil && r.err == nil {
		rules, err := e.hold(e.Set, n, a.Name, false)
		if err == nil {
			r.decision, err = decide(e.Set, e.Readings, rules, func() ([]*policy.Rule, error) { return e.hold(e.Set, n, a.Name, true) })
		}
		r.err = err
		e.failed = e.failed || err != nil
	}
	return r.decision, r.err
}

// Once is a decision that is not remembered, for a set and readings that are asked about once. It asks the rules one after
// another.
func Once(set *policy.RuleSet, readings policy.Readings, s situation.Situation, action string) (*Decision, error) {
	rules, err := satisfying(set, set.Rules, s, action)
	if err != nil {
		return nil, err
	}
	return decide(set, readings, rules, func() ([]*policy.Rule, error) { return satisfying(set, set.Warnings, s, action) })
}

// decide is the decision where some rules hold, by id; warnings are those that do, asked of an allowed action alone.
func decide(set *policy.RuleSet, readings policy.Readings, hold []*policy.Rule, warnings func() ([]*policy.Rule, error)) (*Decision, error) {
	d := &Decision{}
	d.Outcome, d.Rules = verdict(set, readings, hold)
	if d.Verdict == Allowed {
		list, err := warnings()
		if err != nil {
			return nil, err
		}
		d.Warnings = slices.DeleteFunc(list, func(r *policy.Rule) bool { return !set.InForce(r, readings) })
	}
	d.Flips = flips(set, readings, hold, d.Outcome)
	d.Contested = slices.ContainsFunc(d.Flips, func(f Flip) bool { return f.Contests })
	return d, nil
}

// Failure is a rule that Cedar cannot evaluate, and the condition at fault.
type Failure struct {
	Rule      *policy.Rule
	Condition *policy.Condition
	say       words.Language

	// Between whom, by id, and of which action; "" where only a situation is known.
	from, to, action string
}

// Error says between whom the rule fails, where that is known, and why.
func (f *Failure) Error() string {
	return words.Told(f.say, f.message())
}

// Unwrap is the failure as a mistake has it, a *diagnostic.Message.
func (f *Failure) Unwrap() error { return f.message() }

func (f *Failure) message() *diagnostic.Message {
	if f.action == "" {
		return f.cause()
	}
	return diagnostic.Say(diagnostic.Undecided, f.from, f.to, f.action, f.cause())
}

// Cause says why the rule fails.
func (f *Failure) Cause() string { return words.Told(f.say, f.cause()) }

func (f *Failure) cause() *diagnostic.Message {
	return diagnostic.Say(diagnostic.RuleFails, f.Rule.ID, f.Condition.Overflow())
}

// satisfying are the rules whose conditions hold, whatever the readings.
func satisfying(set *policy.RuleSet, rules []*policy.Rule, s situation.Situation, action string) ([]*policy.Rule, error) {
	kinds := s.Kinds()
	var list []*policy.Rule
	for _, r := range rules {
		if !r.Fits(action, kinds) || set.Off(r.ID) {
			continue
		}
		switch r.Holds(s, action) {
		case policy.Yes:
			list = append(list, r)
		case policy.Fails:
			return nil, &Failure{Rule: r, Condition: r.Failing(s, action), say: set.Words.Say}
		}
	}
	return list, nil
}

// verdict decides among satisfied rules by those that are in force: forbid before permit.
func verdict(set *policy.RuleSet, readings policy.Readings, hold []*policy.Rule) (Outcome, []*policy.Rule) {
	var permits, forbids []*policy.Rule
	for _, r := range hold {
		switch {
		case !set.InForce(r, readings):
		case r.Permits:
			permits = append(permits, r)
		default:
			forbids = append(forbids, r)
		}
	}
	switch {
	case len(forbids) > 0:
		return Outcome{Verdict: Forbidden}, forbids
	case len(permits) > 0:
		cost := permits[0].Cost
		for _, r := range permits {
			cost = min(cost, r.Cost)
		}
		return Outcome{Verdict: Allowed, Cost: cost}, permits
	default:
		return Outcome{}, nil
	}
}

// flips are the outcomes under other readings that differ: of one question each, or of
// the first two that change it together where none does alone. Only questions that a
// satisfied rule names can change anything.
func flips(set *policy.RuleSet, readings policy.Readings, hold []*policy.Rule, now Outcome) []Flip {
	var questions []int
	for _, r := range hold {
		for _, need := range r.Needs {
			questions = append(questions, need.Question)
		}
	}
	slices.Sort(questions)
	var choices []policy.Choice
	for _, q := range slices.Compact(questions) {
		for r := range set.Questions[q].Readings {
			if int(readings[q]) != r {
				choices = append(choices, policy.Choice{Question: q, Reading: r})
			}
		}
	}
	var list []Flip
	for _, c := range choices {
		if then, _ := verdict(set, readings.With(c), hold); then != now {
			contests := set.Questions[c.Question].Kind == policy.Contradiction && now.Matters(then)
			list = append(list, Flip{[]policy.Choice{c}, then, contests})
		}
	}
	if list != nil {
		return list
	}
	for i, a := range choices {
		for _, b := range choices[i+1:] {
			if a.Question == b.Question {
				continue
			}
			if then, _ := verdict(set, readings.With(a, b), hold); then != now {
				return []Flip{{Changes: []policy.Choice{a, b}, Outcome: then}}
			}
		}
	}
	return nil
}

// Role says why a rule's conditions are listed with a decision.
type Role uint8

// A rule decided; or it is a forbid that something kept away from an allowed action; or
// it is a permit that would have been needed.
const (
	Decides Role = iota
	KeptAway
	Missing
)

// Reason is a condition of a rule and what it came to.
type Reason struct {
	Rule      *policy.Rule
	Role      Role
	Condition *policy.Condition
	Truth     policy.Truth
	// Reached is false where Cedar, having found an earlier condition not to hold, would
	// only meet an error in asking for this one.
	Reached bool
}

// Reasons lists the conditions that explain a decision: those of the deciding rules, and
// for an allowed action the first condition that kept each forbid away, for an unstated
// one those of every permit in force, the one nearest to holding first. Conditions on the
// kinds of sender and recipient are left out, since the rules listed fit them.
func (e *Engine) Reasons(s situation.Situation, action string, d *Decision) []Reason {
	var list []Reason
	for _, r := range d.Rules {
		list = append(list, walk(r, Decides, s, action)...)
	}
	kinds := s.Kinds()
	var missing [][]Reason
	for _, r := range e.Set.Rules {
		if !r.Fits(action, kinds) || !e.Set.InForce(r, e.Readings) {
			continue
		}
		switch {
		case d.Verdict == Allowed && !r.Permits:
			for _, reason := range walk(r, KeptAway, s, action) {
				if reason.Truth == policy.No {
					list = append(list, reason)
					break
				}
			}
		case d.Verdict == Unstated && r.Permits:
			missing = append(missing, walk(r, Missing, s, action))
		}
	}
	slices.SortStableFunc(missing, func(a, b []Reason) int { return failing(a) - failing(b) })
	for _, reasons := range missing {
		list = append(list, reasons...)
	}
	return list
}

// failing counts the conditions that do not hold.
func failing(reasons []Reason) int {
	n := 0
	for _, r := range reasons {
		if r.Truth != policy.Yes || !r.Reached {
			n++
		}
	}
	return n
}

// walk is what a rule's conditions come to. All are asked, beyond the first that fails
// too: somebody who wants to know what is missing wants to know all of it.
func walk(r *policy.Rule, role Role, s situation.Situation, action string) []Reason {
	var list []Reason
	failed := false
	for _, c := range r.Conditions {
		if c.KindsOnly() {
			continue
		}
		truth := c.Of(s, action)
		list = append(list, Reason{r, role, c, truth, !failed || truth != policy.Fails})
		failed = failed || truth != policy.Yes
	}
	return list
}

// Way is the best way to reach somebody: the mark that the canvas and the matrix show.
type Way struct {
	Mark   Mark
	Action string // "" when there is none
	Cost   int64
}

// Mark ranks the ways to reach somebody.
type Mark uint8

// The marks, the worst first: no rule permits any of the ways; a rule forbids one of them
// and none is allowed; a rule fails for one of them and none is known to be allowed; allowed
// but contested; allowed at a cost; allowed.
const (
	NotSaid Mark = iota
	Closed
	Undecided
	Contested
	Costs
	Free
)

var markNames = [...]string{"unstated", "forbidden", "error", "contested", "cost", "free"}

// String is the mark's name: on the wire, and the class of its colour.
func (m Mark) String() string { return markNames[m] }

// Glyph is the sign of a mark where there is room for a sign alone: in a terminal, in a picture. The
// page draws the same signs.
func (m Mark) Glyph(cost int64) string {
	switch m {
	case Costs:
		return fmt.Sprintf("%dc", cost)
	default:
		return [...]string{NotSaid: "–", Closed: "✕", Undecided: "!", Contested: "?", Free: "✓"}[m]
	}
}

// Marks are the names of all marks, by their numbers.
func Marks() []string { return slices.Clone(markNames[:]) }

// MarkNamed is the mark of a name; false for what is none.
func MarkNamed(name string) (Mark, bool) {
	i := slices.Index(markNames[:], name)
	return Mark(max(i, 0)), i >= 0
}

// Best is the best way between two actors by number: among equals, the first of the schema.
func (b *Board) Best(from, to int) Way { return b.way(b.number(from, to)) }

// way is the best way where rules are satisfied, by their number.
func (e *Engine) way(n uint32) Way {
	var best Way
	for _, action := range e.ways {
		if !action.Applies(e.satisfied[n].kinds) {
			continue
		}
		if way := e.wayOf(n, action); way.Mark > best.Mark {
			best = way
		}
	}
	return best
}

// Offered reports whether any way leads from one actor to the other, by number.
func (b *Board) Offered(from, to int) bool { return b.offers(b.Kinds(from, to)) }

// offers reports whether any way leads from one kind of actor to the other.
func (e *Engine) offers(kinds world.KindPair) bool {
	return slices.ContainsFunc(e.ways, func(a *world.Action) bool { return a.Applies(kinds) })
}

// Way is what one action comes to as a mark.
func (b *Board) Way(from, to int, action string) Way {
	a, err := b.action(action)
	if err != nil {
		return Way{Mark: Undecided}
	}
	return b.wayOf(b.number(from, to), a)
}

func (e *Engine) wayOf(n uint32, a *world.Action) Way {
	d, err := e.decided(n, a)
	if err != nil {
		return Way{Mark: Undecided}
	}
	if d.Verdict != Allowed {
		return Way{Mark: d.Mark()}
	}
	return Way{d.Mark(), a.Name, d.Cost}
}

// Mark is the one mark that a decision is drawn with, wherever it is drawn.
func (d *Decision) Mark() Mark {
	switch {
	case d.Verdict == Forbidden:
		return Closed
	case d.Verdict == Unstated:
		return NotSaid
	case d.Contested:
		return Contested
	case d.Cost > 0:
		return Costs
	default:
		return Free
	}
}
