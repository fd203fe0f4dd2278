package explanation

import (
	"fmt"
	"slices"
	"strings"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/words"
	"inroad/rules/world"
)

// The names of edits, as undo and redo buttons say them: "add Ben".

// Adding names the edit that adds an actor.
func Adding(name string) string { return "add " + name }

// Removing names the edit that removes an actor.
func Removing(name string) string { return "remove " + name }

// Editing names the edit that sets an attribute of an actor, or its name where that is nil.
func Editing(set *policy.RuleSet, name string, a *world.Attribute) string {
	if a == nil {
		return "rename " + name
	}
	return set.Words.Edit(a, name)
}

// Moving names the edit that moves actors about.
func Moving(n *network.Network, moved []int) string {
	if len(moved) == 1 {
		return "move " + Called(n, moved[0])
	}
	return fmt.Sprintf("move %d actors", len(moved))
}

// Tying names the edit that draws a tie or takes it away.
func Tying(set *policy.RuleSet, n *network.Network, t *world.Tie, p network.Pair, drawn bool) string {
	return set.Words.EditTie(t, drawn, Called(n, p.From), Called(n, p.To))
}

// Reading names the edit that reads a question another way.
func Reading(question, reading string) string {
	return "read " + question + " as “" + reading + "”"
}

// Together names several edits that are made as one.
func Together(labels []string) string {
	const few = 3
	if len(labels) <= few {
		return strings.Join(labels, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(labels[:few-1], ", "), len(labels)-few+1)
}

// Switching names the edit that switches a rule on or off.
func Switching(rule string, on bool) string {
	return either(on, "switch on ", "switch off ") + rule
}

// Rebasing names the edit that puts a scenario under another rule set.
func Rebasing(set string) string { return "rules of " + set }

// Other edits.
const (
	Rewriting   = "change own rules"
	Retitling   = "change the title"
	Describing  = "change the description"
	Expecting   = "add a check"
	Unexpecting = "remove a check"
	Replacing   = "open another scenario"
)

// Along says what an act took along, on the network after it: what a value brought and what gave
// way to a law, each once.
func Along(set *policy.RuleSet, n *network.Network, along []policy.Consequence) string {
	var notes []string
	for _, c := range along {
		who, note := Called(n, c.Actor), ""
		switch {
		case c.Law == nil:
			value := n.Actor(c.Actor).Value(c.By)
			brought, _ := c.By.Brings(value, c.Attribute.Name)
			note = set.Words.Gain(c.Attribute, brought, c.By, value, who)
		case c.Tie != nil:
			note = set.Words.Yielded(c.Law.ID, c.Law.Title, who, Called(n, c.Other))
		default:
			note = set.Words.Yielded(c.Law.ID, c.Law.Title, who, "")
		}
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return strings.Join(notes, " ")
}

// Lost says what had no place under another rule set; "" is nothing.
func Lost(lost []string) string {
	if len(lost) == 0 {
		return ""
	}
	return "Gone, for it has no place there: " + strings.Join(lost, ", ") + "."
}

// ChecksWent says that checks went with an actor.
func ChecksWent(name string, dropped int) string {
	return fmt.Sprintf("%s went with %s.", words.Capital(words.Count(int64(dropped), "check")), name)
}

// Changes counts what an edit did to the outcomes: "2 outcomes opened, 1 closed".
func Changes(opened, closed, other int) string {
	var parts []string
	add := func(n int, word string) {
		if n == 0 {
			return
		}
		count := fmt.Sprint(n)
		if len(parts) == 0 {
			count = words.Count(int64(n), "outcome")
		}
		parts = append(parts, count+" "+word)
	}
	add(opened, "opened")
	add(closed, "closed")
	add(other, "changed otherwise")
	if len(parts) == 0 {
		return "No outcome changed"
	}
	return strings.Join(parts, ", ")
}
