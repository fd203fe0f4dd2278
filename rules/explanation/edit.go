package explanation

import (
	"slices"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Editing names the edit that sets an attribute of an actor, or its name where that is nil.
func Editing(set *policy.RuleSet, name string, a *world.Attribute) string {
	if a == nil {
		return set.Words.Say.Rename(name)
	}
	return set.Words.Edit(a, name)
}

// Moving names the edit that moves actors about.
func Moving(set *policy.RuleSet, n *network.Network, moved []int) string {
	if len(moved) == 1 {
		return set.Words.Say.Move(Called(set, n, moved[0]))
	}
	return set.Words.Say.MoveSome(len(moved))
}

// Tying names the edit that draws a tie or takes it away.
func Tying(set *policy.RuleSet, n *network.Network, t *world.Tie, p network.Pair, drawn bool) string {
	return set.Words.EditTie(t, drawn, Called(set, n, p.From), Called(set, n, p.To))
}

// Along says what an act took along, on the network after it: what a value brought and what gave
// way to a law, each once.
func Along(set *policy.RuleSet, n *network.Network, along []policy.Consequence) string {
	var notes []string
	for _, c := range along {
		who, note := Called(set, n, c.Actor), ""
		switch {
		case c.Law == nil:
			value := n.Actor(c.Actor).Value(c.By)
			brought, _ := c.By.Brings(value, c.Attribute.Name)
			note = set.Words.Gain(c.Attribute, brought, c.By, value, who)
		case c.Tie != nil:
			note = set.Words.Yielded(c.Law.ID, c.Law.Title, who, Called(set, n, c.Other))
		default:
			note = set.Words.Yielded(c.Law.ID, c.Law.Title, who, "")
		}
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	if notes == nil {
		return ""
	}
	return set.Words.Say.Text(notes...)
}
