package analysis

import (
	"fmt"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Survey is all situations that look different to a rule set, those with the fewest facts out of
// the ordinary first.
type Survey struct {
	Set        *policy.RuleSet
	Situations []situation.Situation
}

// NewSurvey lists the situations of a rule set.
func NewSurvey(set *policy.RuleSet) *Survey {
	s := &Survey{Set: set}
	for _, kinds := range set.World.Pairs() {
		s.Situations = slices.AppendSeq(s.Situations, set.Space.All(set.Lens(), kinds))
	}
	slices.SortStableFunc(s.Situations, func(a, b situation.Situation) int { return odd(set.World, a) - odd(set.World, b) })
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
	for _, at := range s.Situations {
		for _, action := range r.Actions() {
			if !r.Fits(action, at.Kinds()) {
				continue
			}
			d, err := engine.Decide(at, action)
			if err != nil {
				return Witness{}, err
			}
			if !speaksFor(d, r) {
				continue
			}
			alone := len(d.Rules)+len(d.Warnings) == 1 || slices.Contains(d.Warnings, r) && len(d.Warnings) == 1
			if w := (Witness{at, action, readings, d, alone}); alone {
				return w, nil
			} else if found == nil {
				found = &w
			}
		}
	}
	if found == nil {
		return Witness{}, fmt.Errorf("in no situation does %s decide", r.ID)
	}
	return *found, nil
}

// speaksFor reports whether a decision names a rule when it is put into words: every rule that
// forbids is named, but only the first that permits.
func speaksFor(d *decision.Decision, r *policy.Rule) bool {
	return slices.Contains(d.Warnings, r) || len(d.Rules) > 0 && d.Rules[0] == r || d.Verdict == decision.Forbidden && slices.Contains(d.Rules, r)
}

// Usual are the decisions of all situations under the default readings, action by action.
func (s *Survey) Usual() ([]*decision.Decision, error) {
	var list []*decision.Decision
	err := s.each(s.Set.Defaults(), func(_ situation.Situation, _ string, decide func() (*decision.Decision, error)) error {
		d, err := decide()
		list = append(list, d)
		return err
	})
	return list, err
}

// Difference counts the decisions that a reading turns, all others being the defaults, and gives
// the first, which has the fewest facts out of the ordinary. Usual is what Usual gives.
func (s *Survey) Difference(choice policy.Choice, usual []*decision.Decision) (least Witness, turned int, err error) {
	touched := s.touchedBy(choice.Question)
	i := 0
	err = s.each(s.Set.Defaults().With(choice), func(at situation.Situation, action string, decide func() (*decision.Decision, error)) error {
		before := usual[i]
		i++
		if !touched[action] {
			return nil
		}
		d, err := decide()
		if err != nil {
			return err
		}
		if before.Outcome != d.Outcome {
			if turned++; turned == 1 {
				least = Witness{At: at, Action: action, Readings: s.Set.Defaults(), Decision: before}
			}
		}
		return nil
	})
	return least, turned, err
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

// each visits every situation and action, and how to decide it under some readings.
func (s *Survey) each(readings policy.Readings, visit func(situation.Situation, string, func() (*decision.Decision, error)) error) error {
	engine := decision.New(s.Set, readings)
	for _, at := range s.Situations {
		for _, action := range s.Set.Applicable(at.Kinds()) {
			if err := visit(at, action, func() (*decision.Decision, error) { return engine.Decide(at, action) }); err != nil {
				return err
			}
		}
	}
	return nil
}
