package explanation

import (
	"fmt"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/whatif"
)

// Change says a change of a fix: who does what.
func (s Speaker) Change(c whatif.Change) string {
	n := s.Board.Network
	from, to := Called(n, c.From), ""
	if c.To != c.From {
		to = Called(n, c.To)
	}
	switch c.Kind {
	case whatif.Tier:
		tier := s.Board.Set.Tier(c.Tier)
		if !c.Tier.Premium() {
			return from + " goes back to a free account"
		}
		return from + " takes " + tier.Label
	case whatif.Credit:
		return from + " gets an InMail credit"
	case whatif.Seat:
		return from + " buys a recruiter seat (the source names no price)"
	case whatif.Connect:
		return from + " invites " + to + ", and " + to + " accepts"
	case whatif.Accept:
		return from + " accepts the invitation from " + to
	case whatif.Invite:
		return from + " invites " + to
	case whatif.Follow:
		return from + " follows " + to
	case whatif.Visit:
		return from + " visits " + to
	case whatif.Write:
		switch c.Steps[0].Action {
		case "reply":
			return from + " replies to " + to
		case "inmail":
			return from + " writes to " + to + " first, by InMail"
		}
		return from + " writes to " + to + " first"
	case whatif.Setting:
		return from + " " + settings[c.Setting]
	case whatif.Unblock:
		if n.Has(network.Block, c.From, c.To) && n.Has(network.Block, c.To, c.From) {
			return from + " and " + to + " unblock each other"
		}
		return from + " unblocks " + to
	case whatif.Disconnect:
		return from + " and " + to + " are no longer connected"
	case whatif.Unfollow:
		return from + " no longer follows " + to
	case whatif.Withdraw:
		return from + " withdraws the invitation"
	case whatif.NoCredit:
		return from + " has no InMail credits left"
	case whatif.NoSeat:
		return from + " gives up its recruiter seats"
	case whatif.Block:
		return from + " blocks " + to
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
			list = append(list, "nothing says whether "+who.sender()+" may "+who.verb(step.Action))
		} else if step.Decision.Cost > 0 {
			list = append(list, Called(s.Board.Network, step.From)+" spends "+Count(step.Decision.Cost, "credit"))
		}
	}
	return capital(strings.Join(list, "; "))
}

// Fix says all changes of a fix.
func (s Speaker) Fix(f whatif.Fix) string {
	parts := make([]string, len(f.Changes))
	for i, c := range f.Changes {
		parts[i] = s.Change(c)
	}
	return strings.Join(parts, "; ")
}

// Then says what a fix comes to: "then Ana may message Ben".
func (s Speaker) Then(f whatif.Fix) string {
	switch f.After.Verdict {
	case decision.Allowed:
		text := "Then " + s.sender() + " may " + s.verb(f.Action)
		if f.After.Cost > 0 {
			text += " " + Credits(f.After.Cost)
		}
		if f.After.Contested {
			text += ", though the source contradicts itself there"
		}
		return text
	default:
		return "Then " + s.sender() + " may no longer " + s.verb(f.Action)
	}
}

// Price says what a fix costs: "29.99 US dollars a month", "20.00 more US dollars a month",
// "free".
func Price(f whatif.Fix) string {
	text := Dollars(f.Price) + either(f.More, " more", "") + " US dollars a month"
	switch {
	case f.Price > 0 && f.Bought:
		return text + " and a recruiter seat"
	case f.Price > 0:
		return text
	case f.Bought:
		return "a recruiter seat"
	default:
		return "free"
	}
}

// Dollars is a price in cents as the rule set's data writes it: "29.99".
func Dollars(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// Others says how many other outcomes a change would change.
func Others(n int) string {
	if n == 0 {
		return "changes no other outcome"
	}
	return "changes " + Count(int64(n), "other outcome")
}

// Fixes titles a list of fixes.
func (s Speaker) Fixes(actions []string, opens bool) string {
	does := "reach " + s.recipient()
	if len(actions) == 1 {
		does = s.verb(actions[0])
	}
	return either(opens, "What would allow ", "What would no longer allow ") + s.sender() + " to " + does
}

// tried are the changes of the world that are searched, as they are named where none was
// found.
var tried = map[whatif.Kind]string{
	whatif.Tier: "a dearer account tier", whatif.Credit: "a first InMail credit", whatif.Seat: "a first recruiter seat",
	whatif.Setting: "a more open InMail setting", whatif.Unblock: "taking back a block", whatif.Follow: "following",
	whatif.Visit: "visiting", whatif.Invite: "an invitation", whatif.Write: "a message",
	whatif.Connect:  "a connection (of the two, or of either with a third member)",
	whatif.NoCredit: "no InMail credits", whatif.NoSeat: "no recruiter seats", whatif.Disconnect: "disconnecting",
	whatif.Unfollow: "no longer following", whatif.Withdraw: "taking back an invitation", whatif.Block: "a block",
}

// None says among what no fix was found.
func (s Speaker) None(opens bool) string {
	var list []string
	for _, kind := range whatif.Searched(s.Board.Kinds(s.From, s.To), opens) {
		switch {
		case kind == whatif.Tier && !opens:
			list = append(list, "a free account")
		case kind == whatif.Setting && !opens:
			list = append(list, "a stricter InMail setting")
		default:
			list = append(list, tried[kind])
		}
	}
	return fmt.Sprintf("None found among sets of up to %[1]d of these changes: %[2]s, and one other reading of the source. None among up to %[1]d other readings and switched-off rules either.", whatif.Most, strings.Join(list, ", "))
}
