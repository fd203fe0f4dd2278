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
// decided by situation and action. It is not safe for concurrent use.
//
// What the rules ask of free text has no end of situations, so none is remembered by a text:
// in its place stands what the conditions on it came to.
type Engine struct {
	Set      *policy.RuleSet
	Readings policy.Readings
	view     *situation.View      // through the lens of the set
	unlisted [3][]policy.Unlisted // of the sender, the recipient, the pair
	// classes numbers the senders (0) and recipients (1) that look different to the rules, pairs
	// what is between two, and truths what the conditions on both together came to, so that a
	// situation and an action pack into a few numbers. Nothing else is a key.
	classes [2]map[string]uint32
	pairs   map[string]uint32
	truths  map[string]uint32
	memo    map[packed]result
	failed  bool
}

// packed is a situation, as the rules see it, and an action.
type packed struct{ sender, recipient, pair, truths, action uint32 }

type result struct {
	decision *Decision
	err      error
}

// New makes an engine for a rule set and the readings of its questions.
func New(set *policy.RuleSet, readings policy.Readings) *Engine {
	e := &Engine{
		Set: set, Readings: readings, view: set.Lens().Ready(set.World), memo: map[packed]result{},
		classes: [2]map[string]uint32{{}, {}}, pairs: map[string]uint32{}, truths: map[string]uint32{"": 0},
	}
	e.unlisted[0], e.unlisted[1], e.unlisted[2] = set.Unlisted()
	return e
}

func (e *Engine) sender(p situation.Party) uint32 {
	fits := func(r *policy.Rule) bool { return r.From(p.Kind) }
	var room [64]byte
	key := e.view.PartyKey(room[:0], world.Sender, p)
	return number(e.classes[0], append(key, e.come(0, situation.Situation{Sender: p}, "", fits)...))
}

func (e *Engine) recipient(p situation.Party) uint32 {
	fits := func(r *policy.Rule) bool { return r.To(p.Kind) }
	var room [64]byte
	key := e.view.PartyKey(room[:0], world.Recipient, p)
	return number(e.classes[1], append(key, e.come(1, situation.Situation{Recipient: p}, "", fits)...))
}

// pair is the number of what is between two.
func (e *Engine) pair(p situation.Pair) uint32 {
	var room [64]byte
	return number(e.pairs, e.view.PairKey(room[:0], p))
}

// between is the number of what the unlisted conditions on both sides come to.
func (e *Engine) between(s situation.Situation, action string) uint32 {
	kinds := s.Kinds()
	return number(e.truths, e.come(2, s, action, func(r *policy.Rule) bool { return r.Fits(action, kinds) }))
}

// come is what the unlisted conditions of one sort come to, of the rules that fit.
func (e *Engine) come(sort int, s situation.Situation, action string, fits func(*policy.Rule) bool) []byte {
	if len(e.unlisted[sort]) == 0 {
		return nil
	}
	truths := make([]byte, len(e.unlisted[sort]))
	for i, u := range e.unlisted[sort] {
		if fits(u.Rule) {
			truths[i] = byte(u.Condition.Of(s, action))
		}
	}
	return truths
}

// number numbers what looks different.
func number(numbers map[string]uint32, key []byte) uint32 {
	n, ok := numbers[string(key)]
	if !ok {
		n = uint32(len(numbers))
		numbers[string(key)] = n
	}
	return n
}

// Decide gives the decision for an action that the schema offers to the situation's kinds
// of actor. An error means that Cedar cannot evaluate a rule, and names it: there is no
// verdict then, because skipping a broken forbid would allow. The decision is shared and
// must not be changed.
func (e *Engine) Decide(s situation.Situation, action string) (*Decision, error) {
	k := packed{sender: e.sender(s.Sender), recipient: e.recipient(s.Recipient), pair: e.pair(s.Pair)}
	return e.remember(k, action, func() situation.Situation { return s })
}

// Failed reports whether anything that was asked could not be decided.
func (e *Engine) Failed() bool { return e.failed }

func (e *Engine) remember(k packed, action string, s func() situation.Situation) (*Decision, error) {
	a, ok := e.Set.World.Action(action)
	if !ok {
		return nil, diagnostic.Say(diagnostic.UnknownName, diagnostic.NounAction, action, "", []string(nil))
	}
	k.action = uint32(a.Number)
	if len(e.unlisted[2]) > 0 {
		k.truths = e.between(s(), action)
	}
	r, ok := e.memo[k]
	if !ok {
		r.decision, r.err = Once(e.Set, e.Readings, s(), action)
		e.failed = e.failed || r.err != nil
		e.memo[k] = r
	}
	return r.decision, r.err
}

// Once is a decision that is not remembered, for a set and readings that are asked about once.
func Once(set *policy.RuleSet, readings policy.Readings, s situation.Situation, action string) (*Decision, error) {
	satisfied, err := satisfied(set, set.Rules, s, action)
	if err != nil {
		return nil, err
	}
	d := &Decision{}
	d.Outcome, d.Rules = verdict(set, readings, satisfied)
	if d.Verdict == Allowed {
		warnings, err := satisfiedInForce(set, readings, s, action)
		if err != nil {
			return nil, err
		}
		d.Warnings = warnings
	}
	d.Flips = flips(set, readings, satisfied, d.Outcome)
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

// satisfied are the rules whose conditions hold, whatever the readings.
func satisfied(set *policy.RuleSet, rules []*policy.Rule, s situation.Situation, action string) ([]*policy.Rule, error) {
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

func satisfiedInForce(set *policy.RuleSet, readings policy.Readings, s situation.Situation, action string) ([]*policy.Rule, error) {
	list, err := satisfied(set, set.Warnings, s, action)
	return slices.DeleteFunc(list, func(r *policy.Rule) bool { return !set.InForce(r, readings) }), err
}

// verdict decides among satisfied rules by those that are in force: forbid before permit.
func verdict(set *policy.RuleSet, readings policy.Readings, satisfied []*policy.Rule) (Outcome, []*policy.Rule) {
	var permits, forbids []*policy.Rule
	for _, r := range satisfied {
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
func flips(set *policy.RuleSet, readings policy.Readings, satisfied []*policy.Rule, now Outcome) []Flip {
	var questions []int
	for _, r := range satisfied {
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
		if then, _ := verdict(set, readings.With(c), satisfied); then != now {
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
			if then, _ := verdict(set, readings.With(a, b), satisfied); then != now {
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

// MarkNamed is the mark of a name; false for what is none.
func MarkNamed(name string) (Mark, bool) {
	i := slices.Index(markNames[:], name)
	return Mark(max(i, 0)), i >= 0
}

// Best is the best way between two actors by number: among equals, the first of the schema.
func (b *Board) Best(from, to int) Way {
	var best Way
	kinds := b.Kinds(from, to)
	for _, action := range b.Set.World.Ways() {
		if !action.Applies(kinds) {
			continue
		}
		if way := b.Way(from, to, action.Name); way.Mark > best.Mark {
			best = way
		}
	}
	return best
}

// Offered reports whether any way leads from one kind of actor to the other.
func (b *Board) Offered(from, to int) bool {
	kinds := b.Kinds(from, to)
	return slices.ContainsFunc(b.Set.World.Ways(), func(a *world.Action) bool { return a.Applies(kinds) })
}

// Way is what one action comes to as a mark.
func (b *Board) Way(from, to int, action string) Way {
	d, err := b.Between(from, to, action)
	if err != nil {
		return Way{Mark: Undecided}
	}
	if d.Verdict != Allowed {
		return Way{Mark: d.Mark()}
	}
	return Way{d.Mark(), action, d.Cost}
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
