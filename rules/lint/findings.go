package lint

import (
	"iter"
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
)

// Findings is what is odd about the rules of a text beside all others, as far as they have been looked at.
type Findings struct {
	*Text      // whose diagnostics are the findings; what is wrong with each rule by itself is not among them
	Done   int // of the rules of the text
	Untold int // of those that are done, how many could not be told: it would take too long
	More   bool
}

// slice is how often a rule or a condition is looked at between two of the Findings: for some 6 ms, and three times that in a
// browser, as BenchmarkFindings says.
const slice = 20_000

// The most looks that one rule takes, and all rules of a text.
const (
	mostOfRule = 200_000
	mostOfText = 5_000_000
)

// Findings finds rules that change no outcome, whatever readings are chosen: a permit where some forbid always wins, or where
// another permit that costs no more always holds; a forbid where another always holds. Rules that are switched off count
// for nothing. It gives what it has found after every slice of the work, and what it found in all as the last.
//
// A condition on free text tells more situations apart than can be listed: it is taken to hold wherever it is asked in the
// rule that is looked at, and nowhere else. So a finding is always true, and one that rests on such a condition may be missed.
func (l *Linter) Findings(text string, off []string) iter.Seq[Findings] {
	return func(yield func(Findings) bool) {
		found := l.Lint(text)
		found.Diagnostics = nil
		rules := slices.Clone(l.set.Rules)
		for _, r := range found.Rules {
			if r.read != nil {
				rules = append(rules, r.read)
			}
		}
		rules = slices.DeleteFunc(rules, func(r *policy.Rule) bool { return slices.Contains(off, r.ID) })
		s := sweep{space: newSpace(l.set, rules), rules: rules, found: Findings{Text: found, More: true}, pause: yield}
		s.run()
	}
}

// A sweep looks for what is odd about the rules of a text.
type sweep struct {
	*space
	rules          []*policy.Rule // of the set and of the text, those that are on
	found          Findings
	looked, ofRule int
	pause          func(Findings) bool
	ended          bool // nobody wants more
}

func (s *sweep) run() {
	for i := range s.found.Rules {
		if r := &s.found.Rules[i]; r.read != nil && !r.Never {
			s.ofRule = 0
			message := s.odd(r.read)
			if s.ended {
				return
			}
			switch {
			case message != nil:
				r.Never = message.Code == diagnostic.Outdone
				s.found.Diagnostics = append(s.found.Diagnostics, &diagnostic.Diagnostic{Message: message, Range: r.effect, In: r.in})
			case s.spent():
				s.found.Untold++
			}
		}
		s.found.Done++
	}
	s.found.More = false
	s.give()
}

// give gives what is found so far, and reports whether more is wanted.
func (s *sweep) give() bool {
	s.found.place()
	return s.pause(s.found)
}

// look counts what is looked at, and gives what is found after each slice.
func (s *sweep) look() {
	s.looked++
	s.ofRule++
	if s.looked%slice == 0 && !s.ended {
		s.ended = !s.give()
	}
}

// spent reports whether no more looks are taken at a rule.
func (s *sweep) spent() bool { return s.ended || s.ofRule > mostOfRule || s.looked > mostOfText }

// odd is what is odd about a rule; nil where nothing is found.
func (s *sweep) odd(r *policy.Rule) *diagnostic.Message {
	var forbids, permits []*policy.Rule
	for _, other := range s.rules {
		switch {
		case other == r:
		case !other.Permits:
			forbids = append(forbids, other)
		case other.Cost <= r.Cost:
			permits = append(permits, other)
		}
	}
	if !r.Permits {
		if some, always := s.always(r, forbids); always {
			return said(diagnostic.ForbiddenAnyway, s.needed(r, nil, some, false))
		}
		return nil
	}
	some, always := s.always(r, slices.Concat(forbids, permits))
	if !always {
		return nil
	}
	allow := slices.DeleteFunc(slices.Clone(some), func(other *policy.Rule) bool { return !other.Permits })
	if len(allow) > 0 {
		if some, always = s.always(r, forbids); !always {
			return said(diagnostic.AllowedAnyway, s.needed(r, forbids, allow, false))
		}
	}
	return said(diagnostic.Outdone, s.needed(r, nil, some, false))
}

// needed are those of some rivals that are enough, beside others, for one of all to hold wherever a rule does, and none of which can
// be left out. It leaves out halves before single ones (QuickXplain); asked tells that the others may be enough.
func (s *sweep) needed(r *policy.Rule, others, some []*policy.Rule, asked bool) []*policy.Rule {
	if asked {
		if _, always := s.always(r, others); always {
			return nil
		}
	}
	if len(some) == 1 {
		return some
	}
	first, second := some[:len(some)/2], some[len(some)/2:]
	second = s.needed(r, slices.Concat(others, first), second, true)
	first = s.needed(r, slices.Concat(others, second), first, len(second) > 0)
	return slices.Concat(first, second)
}

// said is a finding that names other rules, not all of them where they are many.
func said(code diagnostic.Code, rules []*policy.Rule) *diagnostic.Message {
	const most = 3
	var titles []string
	for _, r := range rules[:min(len(rules), most)] {
		titles = append(titles, r.Title)
	}
	if len(rules) > most {
		return diagnostic.Say(code, titles, len(rules)-most)
	}
	return diagnostic.Say(code, titles, "")
}
