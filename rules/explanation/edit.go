package explanation

import (
	"fmt"
	"strings"

	"inroad/rules/network"
	"inroad/rules/policy"
)

// The names of edits, as undo and redo buttons say them: "add Ben".

// Adding names the edit that adds an actor.
func Adding(name string) string { return "add " + name }

// Removing names the edit that removes an actor.
func Removing(name string) string { return "remove " + name }

// Editing names the edit that sets an actor's field.
func Editing(name, field string) string {
	labels := map[string]string{
		"name": "rename", "company": "company of", "headline": "headline of", "tier": "account tier of",
		"credits": "InMail credits of", "sentInmails": "InMails sent by", "inmail": "InMail setting of",
		"openProfile": "Open Profile of", "seats": "recruiter seats of",
	}
	return labels[field] + " " + name
}

// Moving names the edit that moves actors about.
func Moving(n *network.Network, moved []int) string {
	if len(moved) == 1 {
		return "move " + Called(n, moved[0])
	}
	return fmt.Sprintf("move %d actors", len(moved))
}

// Tying names the edit that draws a tie or takes it away.
func Tying(n *network.Network, t network.Tie, p network.Pair, drawn bool) string {
	verb := map[network.Tie][2]string{
		network.Connection: {"connect", "disconnect"}, network.Follow: {"follow", "unfollow"},
		network.Visit: {"visit", "take back the visit"}, network.Wrote: {"write", "take back the message"},
		network.Invitation: {"invite", "take back the invitation"}, network.Block: {"block", "unblock"},
	}[t]
	word := verb[0]
	if !drawn {
		word = verb[1]
	}
	return word + ": " + Called(n, p.From) + arrow(t) + Called(n, p.To)
}

func arrow(t network.Tie) string {
	if t == network.Connection {
		return " and "
	}
	return " → "
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

// Other edits.
const (
	Rewriting   = "change own rules"
	Retitling   = "change the title"
	Describing  = "change the description"
	Expecting   = "add a check"
	Unexpecting = "remove a check"
	Replacing   = "open another scenario"
)

// CreditsCame says that a tier brought its monthly credits.
func CreditsCame(name string, t policy.Tier) string {
	return fmt.Sprintf("%s now has %s, what %s brings each month.", name, Count(t.Credits, "InMail credit"), t.Label)
}

// OpenProfileWent says that a free account lost its Open Profile.
func OpenProfileWent(name string) string {
	return name + " no longer has an Open Profile: free accounts have none."
}

// InvitationWent says that a connection ended a pending invitation.
func InvitationWent() string { return "The pending invitation between them is gone." }

// ChecksWent says that checks went with an actor.
func ChecksWent(name string, dropped int) string {
	return fmt.Sprintf("%s went with %s.", capital(Count(int64(dropped), "check")), name)
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
			count = Count(int64(n), "outcome")
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
