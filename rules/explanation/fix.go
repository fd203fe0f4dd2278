package explanation

import (
	"fmt"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/spelling"
	"inroad/rules/whatif"
	"inroad/rules/words"
)

// Change says a change of a fix: who does what.
func (s Speaker) Change(c whatif.Change) string {
	n, w := s.Board.Network, s.Board.Set.Words
	switch c.Kind {
	case whatif.Set:
		return w.Change(c.Attribute, c.Value, Called(n, c.From))
	case whatif.Make, whatif.Take:
		return w.ChangeTie(c.Tie, c.Kind == whatif.Make, c.Both, Called(n, c.From), Called(n, c.To))
	case whatif.Perform:
		said := make([]string, len(c.Steps))
		for i, step := range c.Steps {
			said[i] = w.Step(step.Action, Called(n, step.From), Called(n, step.To), i > 0)
		}
		return strings.Join(said, ", and ")
	case whatif.Reading:
		q := s.Board.Set.Questions[c.Choice.Question]
		r := q.Readings[c.Choice.Reading]
		return fmt.Sprintf("Read %s as “%s”: %s %s", q.ID, r.Reading, q.Title, r.Title)
	default:
		r, _ := s.Board.Set.Rule(c.Rule)
		return fmt.Sprintf("Switch off the rule %s: %s", r.ID, sourced(r))
	}
}

// Doubts says which steps of a change nothing allows: they are not forbidden either. ""
// is none.
func (s Speaker) Doubts(c whatif.Change) string {
	var list []string
	for _, step := range c.Steps {
		if step.Decision.Verdict != decision.Allowed {
			who := Speaker{Board: s.Board, From: step.From, To: step.To}
			list = append(list, "nothing says whether "+who.sender()+" may "+who.verb(step.Action.Name))
		} else if step.Decision.Cost > 0 {
			list = append(list, Called(s.Board.Network, step.From)+" spends "+s.Board.Set.Words.Cost(step.Decision.Cost))
		}
	}
	return words.Capital(strings.Join(list, "; "))
}

// Fix says all changes of a fix.
func (s Speaker) Fix(f whatif.Fix) string {
	parts := make([]string, len(f.Changes))
	for i, c := range f.Changes {
		parts[i] = s.Change(c)
	}
	return strings.Join(parts, "; ")
}

// Then says what a fix comes to, and what gives way to a law with it: "Then Ana may message Ben".
func (s Speaker) Then(f whatif.Fix) string {
	gone := Along(s.Board.Set, s.Board.Network, f.Along)
	if gone != "" {
		gone += " "
	}
	if f.After.Verdict != decision.Allowed {
		return gone + "Then " + s.sender() + " may no longer " + s.verb(f.Action)
	}
	text := gone + "Then " + s.sender() + " may " + s.verb(f.Action)
	if f.After.Cost > 0 {
		text += " " + For(s.Board.Set, f.After.Cost)
	}
	if f.After.Contested {
		text += ", though the source contradicts itself there"
	}
	return text
}

// Price says what a fix costs: "29.99 US dollars a month", "20.00 more US dollars a month",
// "free".
func (s Speaker) Price(f whatif.Fix) string {
	text := Dollars(f.Price) + either(f.More, " more", "") + " " + s.Board.Set.World.Money
	bought := s.bought(f)
	switch {
	case f.Price > 0 && bought != "":
		return text + " and " + bought
	case f.Price > 0:
		return text
	case bought != "":
		return bought
	default:
		return "free"
	}
}

// unnamed is the price of a value that has none in the source.
const unnamed = "a price that the source does not name"

// bought is what a fix has somebody buy at a price that the source does not name.
func (s Speaker) bought(f whatif.Fix) string {
	var list []string
	for _, c := range f.Changes {
		switch {
		case !c.Bought:
		case c.Value.Number == 1 && c.Attribute.Unit != "":
			list = append(list, spelling.A(c.Attribute.Unit))
		case c.Attribute.Unit != "":
			list = append(list, s.Board.Set.Words.Amount(c.Attribute, c.Value.Number))
		case !slices.Contains(list, unnamed):
			list = append(list, unnamed)
		}
	}
	return strings.Join(list, " and ")
}

// Dollars is a price in hundredths as the rule set's data writes it: "29.99".
func Dollars(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// Others says how many other outcomes a change would change.
func Others(n int) string {
	if n == 0 {
		return "changes no other outcome"
	}
	return "changes " + words.Count(int64(n), "other outcome")
}

// Fixes titles a list of fixes.
func (s Speaker) Fixes(actions []string, opens bool) string {
	does := "reach " + s.recipient()
	if len(actions) == 1 {
		does = s.verb(actions[0])
	}
	return either(opens, "What would allow ", "What would no longer allow ") + s.sender() + " to " + does
}

// None says among what no fix was found.
func (s Speaker) None(actions []string, opens bool) string {
	var list []string
	for _, t := range whatif.Tried(s.Board.Set, actions, s.Board.Kinds(s.From, s.To), opens) {
		said := ""
		if t.Attribute != nil {
			said = s.Board.Set.Words.Tried(t.Attribute, opens)
		} else {
			said = s.Board.Set.Words.TriedTie(t.Tie, t.Made, opens)
		}
		if !slices.Contains(list, said) {
			list = append(list, said)
		}
	}
	return fmt.Sprintf("None found among sets of up to %[1]d of these changes: %[2]s, and one other reading of the source. None among up to %[1]d other readings and switched-off rules either.", whatif.Most, strings.Join(list, ", "))
}
