// Package scenario answers what is in a scenario file: it reads one with every mistake
// named at once, edits it, writes it, and runs its checks. A Scenario is immutable; an
// edit gives a new one.
package scenario

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Version is the version of the file format that this package writes, and the newest
// that it reads.
const Version = 1

// The most that a scenario may hold.
const (
	MaxActors = 2000
	MaxBytes  = 1 << 20
)

// Scenario is a network, the rules in force and the checks that should hold.
type Scenario struct {
	Title       string
	Description string
	Network     *network.Network
	Look        Look
	Checks      []Check

	// Set is the rule set with the file's own policies and switched-off rules;
	// Readings are the chosen readings of its questions.
	Set      *policy.RuleSet
	Readings policy.Readings
	Off      []string // ids of rules switched off, sorted; those of a Bare set are not there at all
	// PoliciesFile is the file that the policies were read from; "" where the scenario holds them.
	PoliciesFile string
}

// Look is the question that a scenario opens with: whom to look as, and towards whom. The
// zero value leaves it to whoever shows the scenario.
type Look struct {
	From, To string // ids; To may be ""
}

// Check is an expectation about one decision. What is nil is not compared.
type Check struct {
	Name string // unique in the file, or ""
	// In is another set that the check is asked under, without the scenario's own rules; nil: the
	// scenario's.
	In       *policy.RuleSet
	From, To string // ids; To is "" for a sender's own action
	Action   string
	Readings []policy.Choice // laid over the scenario's, or the default ones of In, for this check alone
	// Expect is a verdict's name, "denied" for unstated or forbidden, or "".
	Expect    string
	Contested *bool
	Cost      *int64
	Sources   []string // each must be among the deciding rules' sources
	Warnings  []string // the exact set of warnings' sources
	Note      string   // for whoever sees it fail
}

// Error is a mistake in a file or an edit. Its path is as in checks[2].action; "" for the whole.
type Error = *diagnostic.Diagnostic

// Notices say what is odd about the rules of the user's own, but allowed: what can never
// apply, and whom they name that is not there.
func (s *Scenario) Notices() []string {
	list := []string{}
	for _, d := range s.Odd() {
		list = append(list, words.Located(s.Set.Words.Say, s.placed(d)))
	}
	return list
}

// Odd is what Notices say, with its place in the text of the policies.
func (s *Scenario) Odd() []*diagnostic.Diagnostic {
	odd := append(slices.Clone(s.Set.Notices), s.Strangers(s.Set.Mentions())...)
	diagnostic.Sort(odd)
	return odd
}

// Strangers are the actors that rules name and that are not in the network, or there of another kind.
func (s *Scenario) Strangers(mentions []policy.Mention) []*diagnostic.Diagnostic {
	var odd []*diagnostic.Diagnostic
	for _, m := range mentions {
		i, ok := s.Network.Find(m.ID)
		switch {
		case !ok:
			missing := s.missing(m.ID)
			odd = append(odd, m.Notice(diagnostic.Say(diagnostic.UnknownMention, missing.Args...)))
		case s.Network.Actor(i).Kind != m.Kind:
			odd = append(odd, m.Notice(diagnostic.Say(diagnostic.OtherMention, m.ID, aKind(s.Set, s.Network.Actor(i).Kind), aKind(s.Set, m.Kind))))
		}
	}
	return odd
}

// placed is a mistake in the policies with the file that they stand in.
func (s *Scenario) placed(d *diagnostic.Diagnostic) *diagnostic.Diagnostic {
	placed := *d
	placed.File = s.PoliciesFile
	return &placed
}

// aKind is a kind of actor in a message, in the words of a set.
func aKind(set *policy.RuleSet, kind *world.Kind) diagnostic.Kind {
	return diagnostic.Kind(set.Words.Kind(kind))
}

// Empty is a scenario with nobody in it, under the rules of a set.
func Empty(set *policy.RuleSet) *Scenario {
	return &Scenario{Title: "Untitled", Network: network.New(set.World, nil, nil), Set: set, Readings: set.Defaults()}
}

// Shown finds the two that the scenario is shown with: those whose ids are given, else those of
// its look, else the first of the file. They are -1 where there is nobody.
func (s *Scenario) Shown(from, to string) (sender, recipient int) {
	pick := func(but int, ids ...string) int {
		for _, id := range ids {
			if i, ok := s.Network.Find(id); ok && i != but {
				return i
			}
		}
		for i := range s.Network.Len() {
			if i != but {
				return i
			}
		}
		return -1
	}
	sender, ok := s.Network.Find(from)
	if !ok {
		taken, ok := s.Network.Find(to)
		if !ok || s.Network.Len() == 1 {
			taken = -1
		}
		sender = pick(taken, s.Look.From)
	}
	return sender, pick(sender, to, s.Look.To)
}

// custom reports whether the rules are more than a rule set's name can say.
func (s *Scenario) custom() bool {
	return s.Set.Files != nil || s.Set.Own != "" || s.Set.Bare || len(s.Off) > 0 || slices.ContainsFunc(s.Readings, func(r uint8) bool { return r != 0 })
}
