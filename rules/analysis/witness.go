package analysis

import (
	"fmt"
	"iter"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Survey is all situations that look different to a rule set. Where those are more than can be listed, each action has its own: those
// that look different to the rules on it.
type Survey struct {
	Set   *policy.RuleSet
	Parts []Part
}

// Part is the situations that look different to the rules on some actions, those with the fewest facts out of the ordinary first.
type Part struct {
	Actions    []string
	Situations []situation.Situation
}

// NewSurvey lists the situations of a rule set. A rule that looks at free text, or tells too many apart, is left out of account.
func NewSurvey(set *policy.RuleSet) *Survey {
	s := &Survey{Set: set}
	lists, _, _ := listsOf(set)
	for _, l := range lists {
		part := Part{Actions: l.actions}
		possible := newCompletion(set, l.lens)
		for _, kinds := range set.World.Pairs() {
			if len(offered(set, l.actions, kinds)) == 0 {
				continue
			}
			for at := range set.Space.All(l.lens, kinds) {
				part.Situations = append(part.Situations, possible.of(at))
			}
		}
		slices.SortStableFunc(part.Situations, func(a, b situation.Situation) int { return odd(set.World, a) - odd(set.World, b) })
		s.Parts = append(s.Parts, part)
	}
	return s
}

// odd counts what is out of the ordinary in a situation: what differs from two actors of whom
// nothing is said, with nothing between them.
func odd(w *world.World, s situation.Situation) int {
	n := 0
	for _, p := range []situation.Party{s.Sender, s.Recipient} {
		for _, a := range p.Kind.Attributes {
			if p.Value(a) != a.Default() {
				n++
			}
		}
	}
	for _, p := range w.Pair {
		if at := s.Pair.Of(p); at != 0 && !(p.Distance() && int64(at) == p.Far) {
			n++
		}
	}
	return n
}

// Witness is a situation in which a rule does what it is there for.
type Witness struct {
	At       situation.Situation
	Action   string
	Readings policy.Readings
	Decision *decision.Decision
	Alone    bool // no other rule has a part in it
}

// Witness finds the situation with the fewest facts out of the ordinary in which a rule decides,
// under the readings that it needs; of a warning, in which it warns. One in which it does so
// alone goes before all others: it shows nothing else.
func (s *Survey) Witness(r *policy.Rule) (Witness, error) {
	readings := s.Set.Defaults().With(r.Needs...)
	engine := decision.New(s.Set, readings)
	var found *Witness
	for _, part := range s.Parts {
		w, err := part.witness(engine, r)
		if err != nil {
			return Witness{}, err
		}
		if w != nil && (found == nil || w.before(s.Set.World, found)) {
			found = w
		}
	}
	if found == nil {
		return Witness{}, fmt.Errorf("in no situation does %s decide", r.ID)
	}
	return *found, nil
}

// witness is the first of a part, nil if there is none.
func (p *Part) witness(engine *decision.Engine, r *policy.Rule) (*Witness, error) {
	var found *Witness
	for _, at := range p.Situations {
		for _, action := range p.Actions {
			if !r.Fits(action, at.Kinds()) {
				continue
			}
			d, err := engine.Decide(at, action)
			if err != nil {
				return nil, err
			}
			if !speaksFor(d, r) {
				continue
			}
			alone := len(d.Rules)+len(d.Warnings) == 1 || slices.Contains(d.Warnings, r) && len(d.Warnings) == 1
			if w := (Witness{at, action, engine.Readings, d, alone}); alone {
				return &w, nil
			} else if found == nil {
				found = &w
			}
		}
	}
	return found, nil
}

// before reports whether a witness shows less beside the rule than another.
func (w *Witness) before(in *world.World, other *Witness) bool {
	if w.Alone != other.Alone {
		return w.Alone
	}
	return odd(in, w.At) < odd(in, other.At)
}

// speaksFor reports whether a decision names a rule when it is put into words: every rule that
// forbids is named, but only the first that permits.
func speaksFor(d *decision.Decision, r *policy.Rule) bool {
	return slices.Contains(d.Warnings, r) || len(d.Rules) > 0 && d.Rules[0] == r || d.Verdict == decision.Forbidden && slices.Contains(d.Rules, r)
}

// Usual are the decisions of all situations under the default readings, action by action.
func (s *Survey) Usual() ([]*decision.Decision, error) {
	engine := decision.New(s.Set, s.Set.Defaults())
	var list []*decision.Decision
	for _, part := range s.Parts {
		for at, action := range part.each(s.Set) {
			d, err := engine.Decide(at, action)
			if err != nil {
				return nil, err
			}
			list = append(list, d)
		}
	}
	return list, nil
}

// Difference is what a reading turns, all others being the defaults.
type Difference struct {
	Least  Witness // the decision with the fewest facts out of the ordinary, as it is under the defaults
	Turned int     // how many decisions
	Of     int     // of those in the parts with the actions that the question is about
}

// Difference finds what a reading turns. Usual is what Usual gives.
func (s *Survey) Difference(choice policy.Choice, usual []*decision.Decision) (Difference, error) {
	touched := s.touchedBy(choice.Question)
	var found Difference
	engine := decision.New(s.Set, s.Set.Defaults().With(choice))
	for _, part := range s.Parts {
		concerned := slices.ContainsFunc(part.Actions, func(a string) bool { return touched[a] })
		for at, action := range part.each(s.Set) {
			before := usual[0]
			usual = usual[1:]
			if concerned {
				found.Of++
			}
			if !touched[action] {
				continue
			}
			d, err := engine.Decide(at, action)
			if err != nil {
				return found, err
			}
			if before.Outcome == d.Outcome {
				continue
			}
			if found.Turned++; found.Turned == 1 || odd(s.Set.World, at) < odd(s.Set.World, found.Least.At) {
				found.Least = Witness{At: at, Action: action, Readings: s.Set.Defaults(), Decision: before}
			}
		}
	}
	return found, nil
}

// touchedBy are the actions of the rules that need a reading of a question: no other is decided differently under one.
func (s *Survey) touchedBy(question int) map[string]bool {
	touched := map[string]bool{}
	for _, r := range s.Set.Rules {
		if slices.ContainsFunc(r.Needs, func(need policy.Choice) bool { return need.Question == question }) {
			for _, action := range r.Actions() {
				touched[action] = true
			}
		}
	}
	return touched
}

// each is every situation of a part with each of its actions.
func (p *Part) each(set *policy.RuleSet) iter.Seq2[situation.Situation, string] {
	return func(yield func(situation.Situation, string) bool) {
		for _, at := range p.Situations {
			for _, action := range offered(set, p.Actions, at.Kinds()) {
				if !yield(at, action) {
					return
				}
			}
		}
	}
}
