// Package explanation answers why, in words: it turns decisions, conditions and edits
// into short sentences about the people concerned. All wording of the engine lives here.
// What a condition came to is Cedar's word, taken from the decision; here it is only said.
package explanation

import (
	"fmt"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// Speaker words what concerns one pair of actors on a board; To may be decision.Nobody.
type Speaker struct {
	Board    *decision.Board
	From, To int
}

// Called is how an actor is called in a sentence: a member by the first name where no
// other actor has the same, everybody else by the full name, with the id where that is not
// the actor's alone either.
func Called(n *network.Network, i int) string {
	a := n.Actor(i)
	sameName, sameFirst := 0, 0
	for _, b := range n.Actors() {
		if name(b) == name(a) {
			sameName++
		}
		if first(b) == first(a) {
			sameFirst++
		}
	}
	return called(a, sameName, sameFirst)
}

// Names is how all actors are called, by number: Called for each, at the cost of one.
func Names(n *network.Network) []string {
	sameName, sameFirst := map[string]int{}, map[string]int{}
	for _, a := range n.Actors() {
		sameName[name(a)]++
		sameFirst[first(a)]++
	}
	names := make([]string, n.Len())
	for i, a := range n.Actors() {
		names[i] = called(a, sameName[name(a)], sameFirst[first(a)])
	}
	return names
}

func first(a network.Actor) string {
	word, _, _ := strings.Cut(name(a), " ")
	return word
}

// name is an actor's name. Where there is only an id, it gets a name's capital, for sentences begin
// with it.
func name(a network.Actor) string {
	if a.Name == a.ID {
		return capital(a.ID)
	}
	return a.Name
}

// called names an actor, given how many there are of the same name and first name.
func called(a network.Actor, sameName, sameFirst int) string {
	switch {
	case sameName > 1:
		return name(a) + " (" + a.ID + ")"
	case a.Kind == network.Member && sameFirst == 1 && first(a) != "":
		return first(a)
	default:
		return name(a)
	}
}

func (s Speaker) sender() string { return Called(s.Board.Network, s.From) }

func (s Speaker) recipient() string {
	if s.To == decision.Nobody {
		return "anybody"
	}
	return Called(s.Board.Network, s.To)
}

// through names a connection that sender and recipient share; "" without one.
func (s Speaker) through() string {
	if s.To == decision.Nobody {
		return ""
	}
	for _, peer := range s.Board.Network.Peers(s.From) {
		if s.Board.Network.Has(network.Connection, int(peer), s.To) {
			return Called(s.Board.Network, int(peer))
		}
	}
	return ""
}

// fact says what a situation holds of one fact: "Ana has 3 InMail credits".
func (s Speaker) fact(f situation.Fact, at situation.Situation) string {
	from, to := s.sender(), s.recipient()
	name, party := from, at.Sender
	if f >= situation.RecipientTier && f <= situation.RecipientHeadline {
		name, party = to, at.Recipient
	}
	switch f {
	case situation.SenderTier, situation.RecipientTier:
		return name + " has " + s.Account(party.Tier)
	case situation.SenderCredits, situation.RecipientCredits:
		return name + " has " + Count(party.Credits, "InMail credit")
	case situation.SenderSent, situation.RecipientSent:
		return name + " has sent " + Count(party.Sent, "InMail") + " this month"
	case situation.SenderSeats, situation.RecipientSeats:
		return name + " has " + Count(party.Seats, "recruiter seat")
	case situation.SenderInMail, situation.RecipientInMail:
		return name + " " + settings[party.InMail]
	case situation.SenderOpenProfile, situation.RecipientOpenProfile:
		return name + either(party.OpenProfile, " has an Open Profile", " has no Open Profile")
	case situation.SenderID, situation.RecipientID:
		return fmt.Sprintf("%s has the id %q", name, party.ID)
	case situation.SenderName, situation.RecipientName:
		return fmt.Sprintf("%s is called %q", name, party.Name)
	case situation.SenderCompany, situation.RecipientCompany:
		return either(party.Company == "", name+" names no company", name+" works at "+party.Company)
	case situation.SenderHeadline, situation.RecipientHeadline:
		return either(party.Headline == "", name+" has no headline", fmt.Sprintf("%s has the headline %q", name, party.Headline))
	case situation.Degree:
		return s.degree(at.Degree)
	case situation.Block:
		return either(at.Has(situation.Blocked), "there is a block between "+from+" and "+to, "neither "+from+" nor "+to+" has blocked the other")
	}
	tie := ties[f]
	who, whom := to, from
	if f == situation.Written || f == situation.Inviting {
		who, whom = from, to
	}
	return who + " " + either(at.Has(f.Tie()), tie[0], tie[1]) + " " + whom
}

var settings = map[network.Setting]string{
	network.Anyone:      "takes InMail from anyone",
	network.Connections: "takes InMail from connections only",
	network.Nobody:      "takes no InMail",
}

// ties are how a tie of a pair is said where it stands and where it does not.
var ties = map[situation.Fact][2]string{
	situation.Follows:  {"follows", "does not follow"},
	situation.Visited:  {"has visited", "has not visited"},
	situation.Wrote:    {"has written to", "has not written to"},
	situation.Written:  {"has written to", "has not written to"},
	situation.Invited:  {"has invited", "has not invited"},
	situation.Inviting: {"has invited", "has not invited"},
}

func (s Speaker) degree(degree uint8) string {
	pair := s.sender() + " and " + s.recipient()
	switch degree {
	case 1:
		return pair + " are connected"
	case 2:
		if through := s.through(); through != "" {
			return pair + " are not connected but share " + through
		}
		return pair + " are not connected but share a connection"
	case 3:
		return pair + " are three steps apart"
	case network.Far:
		return pair + " are more than three steps apart"
	default:
		return pair + " are not both members"
	}
}

// Account is how a tier is said: "a free account", "Premium Career".
func (s Speaker) Account(t network.Tier) string {
	if t == network.Free {
		return "a free account"
	}
	return s.Board.Set.Tier(t).Label
}

// Count says how many there are of something: "no credits", "1 credit", "3 credits".
func Count(n int64, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}

func either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// asks are the article's conditions as sentences; S is the sender, R the recipient. A
// condition that is not among them, of a user's own rule, is said in its own words.
var asks = map[string]string{
	`principal.tier == Tier::"free"`:    "S has a free account",
	`principal.tier in Tier::"premium"`: "S has a Premium tier",
	`principal.credits < 1`:             "S has no credit left",
	`principal.seats >= 1`:              "S has a recruiter seat",
	`principal.seats < 1`:               "S has no recruiter seat",
	`principal.sentInmails >= 25`:       "S has sent 25 InMails or more this month",
	`resource.inmail == "connections"`:  "R takes InMail from connections only",
	`resource.inmail == "nobody"`:       "R takes no InMail",
	`resource.inmail != "anyone"`:       "R takes InMail from connections only, or none at all",
	`context.degree == 1`:               "S and R are connected",
	`context.degree == 2`:               "S and R share a connection without being connected",
	`context.degree != 1`:               "S and R are not connected",
	`context.degree > 2`:                "S and R are further apart than a shared connection",
	`context.recipientFollows`:          "R follows S",
	`!context.recipientFollows`:         "R does not follow S",
	`context.recipientVisited`:          "R has visited S",
	`!context.recipientVisited`:         "R has not visited S",
	`context.recipientWrote`:            "R has written to S",
	`!context.recipientWrote`:           "R has not written to S",
	`context.senderWrote`:               "S has written to R",
	`!context.senderWrote`:              "S has not written to R",
	`context.recipientInvited`:          "R has invited S",
	`context.blocked`:                   "there is a block between S and R",
	`!context.blocked`:                  "there is no block between S and R",
}

// Asks says what a condition asks for, true or not, as a sentence about those whose names are
// given: "Ana has a Premium tier". A condition that has no words is said as it is written.
func Asks(c *policy.Condition, sender, recipient string) string {
	phrase, ok := asks[c.Text]
	if !ok {
		return c.Text
	}
	words := strings.Fields(phrase)
	for i, w := range words {
		switch w {
		case "S":
			words[i] = sender
		case "R":
			words[i] = recipient
		}
	}
	return strings.Join(words, " ")
}

// ask is what a condition asks for, of the two that are spoken of.
func (s Speaker) ask(c *policy.Condition) string {
	said := Asks(c, s.sender(), s.recipient())
	if said == c.Text {
		return said
	}
	return capital(said)
}

// Condition says what a condition saw, as a fact: the values of all that it looks at.
func (s Speaker) Condition(c *policy.Condition) string {
	at := s.Board.Situation(s.From, s.To)
	var said []string
	for f := range c.Facts.All() {
		said = append(said, s.fact(f, at))
	}
	if len(said) == 0 {
		return c.Text
	}
	return capital(strings.Join(said, ", and "))
}

func capital(sentence string) string {
	if sentence == "" {
		return ""
	}
	runes := []rune(sentence)
	return strings.ToUpper(string(runes[0])) + string(runes[1:])
}
