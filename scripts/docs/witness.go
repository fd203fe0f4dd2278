package main

import (
	"fmt"
	"math/bits"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// book is a rule set and all situations that look different to it, those with the fewest facts
// out of the ordinary first.
type book struct {
	*policy.RuleSet
	situations []situation.Situation
}

func bookOf(set *policy.RuleSet) *book {
	b := &book{RuleSet: set}
	for _, kinds := range situation.Kinds() {
		b.situations = slices.AppendSeq(b.situations, set.Lens().All(kinds))
	}
	slices.SortStableFunc(b.situations, func(a, b situation.Situation) int { return facts(a) - facts(b) })
	return b
}

// witness is a situation in which a rule does what it is there for.
type witness struct {
	title    string
	at       situation.Situation
	action   string
	readings policy.Readings
	decision *decision.Decision
	alone    bool // no other rule has a part in it
}

// witness finds the situation with the fewest facts out of the ordinary in which a rule decides,
// under the readings that it needs; of a warning, in which it warns. One in which it does so
// alone goes before all others: it shows nothing else.
func (b *book) witness(r *policy.Rule) (witness, error) {
	readings := b.Defaults().With(r.Needs...)
	engine := decision.New(b.RuleSet, readings)
	var found *witness
	for _, s := range b.situations {
		kinds := situation.KindPair{Sender: s.Sender.Kind, Recipient: s.Recipient.Kind}
		for _, action := range r.Actions() {
			if !r.Fits(action, kinds) {
				continue
			}
			d, err := engine.Decide(s, action)
			if err != nil {
				return witness{}, err
			}
			if !speaksFor(d, r) {
				continue
			}
			alone := len(d.Rules)+len(d.Warnings) == 1 || slices.Contains(d.Warnings, r) && len(d.Warnings) == 1
			if w := (witness{r.Title, s, action, readings, d, alone}); alone {
				return w, nil
			} else if found == nil {
				found = &w
			}
		}
	}
	if found == nil {
		return witness{}, fmt.Errorf("in no situation does %s decide", r.ID)
	}
	return *found, nil
}

// speaksFor reports whether a decision names a rule when it is put into words: every rule that
// forbids is named, but only the first that permits.
func speaksFor(d *decision.Decision, r *policy.Rule) bool {
	return slices.Contains(d.Warnings, r) || len(d.Rules) > 0 && d.Rules[0] == r || d.Verdict == decision.Forbidden && slices.Contains(d.Rules, r)
}

// facts counts what is out of the ordinary in a situation: what differs from two free accounts
// with nothing between them.
func facts(s situation.Situation) int {
	n := bits.OnesCount8(uint8(s.Ties))
	for _, p := range []situation.Party{s.Sender, s.Recipient} {
		for _, differs := range []bool{p.Tier != network.Free, p.InMail != network.Anyone, p.OpenProfile, p.Credits != 0, p.Sent != 0, p.Seats != 0} {
			if differs {
				n++
			}
		}
	}
	if s.Degree != 0 && s.Degree != network.Far {
		n++
	}
	return n
}
