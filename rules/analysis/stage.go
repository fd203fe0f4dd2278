package analysis

import (
	"fmt"
	"slices"

	"inroad/rules/network"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Stage is a small network in which the actors with the ids "sender" and "recipient" are in a
// situation: the way back from a Situation to actors. The recipient of a sender's own action is not
// there. The ids and names of a situation are not staged, nor is a distance that nobody can be at.
func Stage(w *world.World, s situation.Situation) *network.Network {
	n := network.New(w, nil, nil)
	enter := func(id string, p situation.Party) {
		n = n.Add(network.Actor{ID: id, Kind: p.Kind, Name: called(p.Kind, n.Len()), Values: p.Values})
	}
	tie := func(t *world.Tie, from, to string) {
		i, _ := n.Find(from)
		j, _ := n.Find(to)
		if !n.Has(t, i, j) {
			n = n.Acted(network.Act{Do: network.Make, From: i, To: j, Tie: t})
		}
	}
	enter("sender", s.Sender)
	if s.Recipient.Kind == nil || s.Recipient.Kind.Entity != "" {
		return n
	}
	enter("recipient", s.Recipient)
	for _, p := range w.Pair {
		steps := int(s.Pair.Of(p))
		if !p.Distance() || steps == 0 || int64(steps) == p.Far {
			continue
		}
		between, ok := between(p.Tie, s.Sender.Kind, s.Recipient.Kind, steps)
		if !ok {
			continue
		}
		last := "sender"
		for _, kind := range between {
			next := fmt.Sprint("between-", n.Len()-1)
			enter(next, situation.Party{Kind: kind})
			tie(p.Tie, last, next)
			last = next
		}
		tie(p.Tie, last, "recipient")
	}
	for _, p := range w.Pair {
		switch {
		case p.Distance() || s.Pair.Of(p) == 0:
		case p.Side == world.Recipient || p.Side == world.Either && !counts(w, s, p):
			tie(p.Tie, "recipient", "sender")
		default:
			tie(p.Tie, "sender", "recipient")
		}
	}
	return n
}

// counts reports whether a tie that counts whoever did it can be the sender's: it fits, and no
// other fact says that the sender did not.
func counts(w *world.World, s situation.Situation, either *world.PairFact) bool {
	return either.Tie.Fits(s.Sender.Kind, s.Recipient.Kind) && !slices.ContainsFunc(w.Pair, func(p *world.PairFact) bool {
		return p.Tie == either.Tie && p.Side == world.Sender && s.Pair.Of(p) == 0
	})
}

// between are the kinds of those through whom a mutual tie links two in so many steps.
func between(t *world.Tie, from, to *world.Kind, steps int) ([]*world.Kind, bool) {
	// By the number of steps that are left: the kinds from which it is so far.
	left := [][]*world.Kind{{to}}
	for range steps - 1 {
		var kinds []*world.Kind
		for _, e := range t.Ends {
			for _, k := range []*world.Kind{e.From, e.To} {
				if !slices.Contains(kinds, k) && slices.ContainsFunc(left[len(left)-1], func(next *world.Kind) bool { return t.Fits(k, next) }) {
					kinds = append(kinds, k)
				}
			}
		}
		left = append(left, kinds)
	}
	var way []*world.Kind
	for at := from; len(left) > 0; left = left[:len(left)-1] {
		i := slices.IndexFunc(left[len(left)-1], func(k *world.Kind) bool { return t.Fits(at, k) })
		if i < 0 {
			return nil, false
		}
		at = left[len(left)-1][i]
		way = append(way, at)
	}
	return way[:len(way)-1], true
}

// cast are the names of those on stage, in the order in which they enter.
var cast = map[world.Drawn][]string{
	world.Person:       {"Ana Díaz", "Ben Okoye", "Cara Lund", "Dev Kaur"},
	world.Organisation: {"Acme Inc.", "Bolt Ltd."},
}

// called is the name of somebody who enters after so many others.
func called(kind *world.Kind, others int) string {
	if names := cast[kind.Drawn]; others < len(names) {
		return names[others]
	}
	return fmt.Sprint(kind.Label, " ", others+1)
}
