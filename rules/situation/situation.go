// Package situation answers what a rule may look at: every fact about one ordered pair of
// actors, as a small comparable value, and the list of all situations that can occur.
package situation

import "inroad/rules/network"

// Party is what a rule may look at of one side of a pair. Facts that its kind does not
// have are zero; an empty Company or Headline is an absent one.
type Party struct {
	Kind        network.Kind
	Tier        network.Tier
	InMail      network.Setting
	OpenProfile bool
	Credits     int64
	Sent        int64
	Seats       int64
	ID          string
	Name        string
	Company     string
	Headline    string
}

// Ties is a set of the yes-or-no facts about a pair.
type Ties uint8

// The ties of a pair, as the sender's rules see them. A block counts whoever blocked.
const (
	RecipientFollows Ties = 1 << iota
	RecipientVisited
	RecipientWrote
	SenderWrote
	RecipientInvited
	SenderInvited
	Blocked
	tiesEnd
)

// Situation is every fact about an ordered pair. The recipient of a sender's own action
// has kind network.NoOne, and the pair no ties. Degree is 1 to 4 between members (4:
// further or not at all) and 0 otherwise.
type Situation struct {
	Sender    Party
	Recipient Party
	Degree    uint8
	Ties      Ties
}

// Has reports whether all ties of a set stand.
func (s Situation) Has(t Ties) bool { return s.Ties&t == t }

// PartyOf is what rules may look at of an actor.
func PartyOf(a network.Actor) Party {
	return Party{
		Kind: a.Kind, Tier: a.Tier, InMail: a.InMail, OpenProfile: a.OpenProfile,
		Credits: a.Credits, Sent: a.Sent, Seats: a.Seats,
		ID: a.ID, Name: a.Name, Company: a.Company, Headline: a.Headline,
	}
}

// Of is the situation of two actors of a network by number, looked up for them alone; a
// recipient below 0 is none. For all pairs of a network there is Index.
func Of(n *network.Network, from, to int) Situation {
	s := Situation{Sender: PartyOf(n.Actor(from))}
	if to < 0 {
		return s
	}
	s.Recipient = PartyOf(n.Actor(to))
	s.Degree = n.Degrees(from)[to]
	for _, t := range &seen {
		if t.forward != 0 && n.Has(t.tie, from, to) {
			s.Ties |= t.forward
		}
		if n.Has(t.tie, to, from) {
			s.Ties |= t.turned
		}
	}
	return s
}

// seen is how a tie looks to a pair that it stands between.
var seen = [...]struct {
	tie             network.Tie
	forward, turned Ties // for the pair of the tie's direction, and the other way round
}{
	{network.Follow, 0, RecipientFollows},
	{network.Visit, 0, RecipientVisited},
	{network.Wrote, SenderWrote, RecipientWrote},
	{network.Invitation, SenderInvited, RecipientInvited},
	{network.Block, Blocked, Blocked},
}

// Index is the ties of every ordered pair of a network that has any.
type Index map[network.Pair]Ties

// IndexOf indexes a network's ties by pair, both ways round.
func IndexOf(n *network.Network) Index {
	index := Index{}
	for _, t := range &seen {
		for _, p := range n.Pairs(t.tie) {
			if t.forward != 0 {
				index[p] |= t.forward
			}
			index[network.Pair{From: p.To, To: p.From}] |= t.turned
		}
	}
	return index
}
