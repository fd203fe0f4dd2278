package situation

import "inroad/rules/network"

// Staged is a small network in which the actors with the ids "sender" and "recipient" are in a
// situation: the way back from a Situation to people. The recipient of a sender's own action is
// not there. What is free text in a situation is not staged.
func Staged(s Situation) *network.Network {
	party := func(p Party, id, member, page string) network.Actor {
		a := network.Actor{ID: id, Kind: p.Kind, Name: member, Tier: p.Tier, InMail: p.InMail, OpenProfile: p.OpenProfile, Credits: p.Credits, Sent: p.Sent, Seats: p.Seats}
		if p.Kind == network.Page {
			a.Name = page
		}
		return a
	}
	n := network.New(nil, nil)
	n = n.Add(party(s.Sender, "sender", "Ana Díaz", "Acme Inc."))
	if s.Recipient.Kind != network.NoOne {
		n = n.Add(party(s.Recipient, "recipient", "Ben Okoye", "Bolt Ltd."))
	}
	between := []network.Actor{
		{ID: "cara", Kind: network.Member, Name: "Cara Lund"},
		{ID: "dev", Kind: network.Member, Name: "Dev Kaur"},
	}
	chain := []string{"sender"}
	if s.Degree > 0 && s.Degree < network.Far {
		for _, a := range between[:s.Degree-1] {
			n = n.Add(a)
			chain = append(chain, a.ID)
		}
		chain = append(chain, "recipient")
	}
	tie := func(t network.Tie, from, to string) {
		i, _ := n.Find(from)
		j, _ := n.Find(to)
		n = n.WithTie(t, i, j)
	}
	for i := range chain[1:] {
		tie(network.Connection, chain[i], chain[i+1])
	}
	for _, t := range []struct {
		ties     Ties
		tie      network.Tie
		from, to string
	}{
		{RecipientFollows, network.Follow, "recipient", "sender"},
		{RecipientVisited, network.Visit, "recipient", "sender"},
		{RecipientWrote, network.Wrote, "recipient", "sender"},
		{SenderWrote, network.Wrote, "sender", "recipient"},
		{RecipientInvited, network.Invitation, "recipient", "sender"},
		{SenderInvited, network.Invitation, "sender", "recipient"},
		{Blocked, network.Block, "sender", "recipient"},
	} {
		if s.Has(t.ties) {
			tie(t.tie, t.from, t.to)
		}
	}
	return n
}
