package explanation

import (
	"fmt"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/whatif"
)

// Change says a change of a fix: who does what.
func (s Speaker) Change(c whatif.Change) string {
	w := s.words()
	switch c.Kind {
	case whatif.Set:
		return w.Change(c.Attribute, c.Value, s.called(c.From))
	case whatif.Make, whatif.Take:
		return w.ChangeTie(c.Tie, c.Kind == whatif.Make, c.Both, s.called(c.From), s.called(c.To))
	case whatif.Perform:
		said := make([]string, len(c.Steps))
		for i, step := range c.Steps {
			said[i] = w.Step(step.Action, s.called(step.From), s.called(step.To), i > 0)
		}
		return s.say().Clauses(said...)
	case whatif.Reading:
		q := s.Board.Set.Questions[c.Choice.Question]
		r := q.Readings[c.Choice.Reading]
		return s.say().FixReading(q.ID, r.Reading, q.Title, r.Title)
	default:
		r, _ := s.Board.Set.Rule(c.Rule)
		return s.say().FixRule(r.ID, r.Title)
	}
}

// Doubts says which steps of a change nothing allows: they are not forbidden either. ""
// is none.
func (s Speaker) Doubts(c whatif.Change) string {
	var list []string
	for _, step := range c.Steps {
		if step.Decision.Verdict != decision.Allowed {
			who := Speaker{Board: s.Board, From: step.From, To: step.To}
			list = append(list, s.say().NotSaidWhether(who.sender(), who.verb(step.Action.Name)))
		} else if step.Decision.Cost > 0 {
			list = append(list, s.say().Spends(s.called(step.From), s.words().Cost(step.Decision.Cost)))
		}
	}
	if list == nil {
		return ""
	}
	return s.say().Capital(s.say().Series(list...))
}

// Fix says all changes of a fix.
func (s Speaker) Fix(f whatif.Fix) string {
	parts := make([]string, len(f.Changes))
	for i, c := range f.Changes {
		parts[i] = s.Change(c)
	}
	return s.say().Series(parts...)
}

// Then says what a fix comes to, and what gives way to a law with it: "Then Ana may message Ben".
func (s Speaker) Then(f whatif.Fix) string {
	gone := Along(s.Board.Set, s.Board.Network, f.Along)
	then := s.say().ThenMayNot(s.sender(), s.verb(f.Action))
	if f.After.Verdict == decision.Allowed {
		then = s.say().ThenMay(s.sender(), s.verb(f.Action), s.cost(f.After.Cost), f.After.Contested)
	}
	return s.say().Text(gone, then)
}

// Price says what a fix costs: "29.99 US dollars a month", "20.00 more US dollars a month",
// "free".
func (s Speaker) Price(f whatif.Fix) string {
	var parts []string
	if f.Price > 0 {
		parts = append(parts, s.say().Price(Dollars(f.Price), s.Board.Set.World.Money, f.More))
	}
	parts = append(parts, s.bought(f)...)
	if parts == nil {
		return s.say().Free()
	}
	return s.say().And(parts...)
}

// bought is what a fix has somebody buy at a price that the source does not name.
func (s Speaker) bought(f whatif.Fix) []string {
	var list []string
	for _, c := range f.Changes {
		switch {
		case !c.Bought:
		case c.Value.Number == 1 && c.Attribute.Unit != "":
			list = append(list, s.say().Article(c.Attribute.Unit))
		case c.Attribute.Unit != "":
			list = append(list, s.words().Amount(c.Attribute, c.Value.Number))
		case !slices.Contains(list, s.say().UnnamedPrice()):
			list = append(list, s.say().UnnamedPrice())
		}
	}
	return list
}

// Dollars is a price in hundredths as the rule set's data writes it: "29.99".
func Dollars(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// Fixes titles a list of fixes.
func (s Speaker) Fixes(actions []string, opens bool) string {
	does := s.say().Reach(s.recipient())
	if len(actions) == 1 {
		does = s.verb(actions[0])
	}
	return s.say().FixTitle(s.sender(), does, opens)
}

// Within says a title with the limits that hold for what follows: "What would allow Ana to message Ben, without paying".
func (s Speaker) Within(title string, limits whatif.Limits) string {
	if limits == (whatif.Limits{}) {
		return title
	}
	return s.say().Within(title, s.limits(limits))
}

func (s Speaker) limits(l whatif.Limits) string {
	spared := ""
	if l.NothingFromRecipient {
		spared = s.recipient()
	}
	return s.say().Limits(l.WithoutPaying, spared, l.Steps)
}

// None says that there is no fix: within limits while beyond them there are some, or else among what
// none was found.
func (s Speaker) None(actions []string, opens bool, limits whatif.Limits, beyond int) string {
	if beyond > 0 {
		return s.say().NoFixWithin(s.limits(limits), beyond)
	}
	var list []string
	for _, t := range whatif.Tried(s.Board.Set, actions, s.Board.Kinds(s.From, s.To), opens) {
		said := ""
		if t.Attribute != nil {
			said = s.words().Tried(t.Attribute, opens)
		} else {
			said = s.words().TriedTie(t.Tie, t.Made, opens)
		}
		if !slices.Contains(list, said) {
			list = append(list, said)
		}
	}
	return s.say().NoFix(whatif.Most, list, len(s.Board.Set.Questions) > 0)
}
