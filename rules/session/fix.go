package session

import (
	"slices"
	"strconv"

	"inroad/rules/network"
	"inroad/rules/scenario"
	"inroad/rules/whatif"
)

// FixEdit is the edit that makes all changes of a fix, as one.
func FixEdit(s *scenario.Scenario, f whatif.Fix) Edit {
	out := Edit{Kind: "all", Edits: []Edit{}}
	for _, c := range f.Changes {
		out.Edits = append(out.Edits, changeEdits(s, c)...)
	}
	return out
}

func changeEdits(s *scenario.Scenario, c whatif.Change) []Edit {
	n := s.Network
	from, to := n.Actor(c.From).ID, n.Actor(c.To).ID
	set := func(field, value string) []Edit {
		return []Edit{{Kind: "set", Actor: from, Field: field, Value: value}}
	}
	tie := func(kind string, t network.Tie) []Edit {
		return []Edit{{Kind: kind, Tie: t.String(), From: from, To: to}}
	}
	switch c.Kind {
	case whatif.Tier:
		return set("tier", c.Tier.String())
	case whatif.Credit:
		return set("credits", "1")
	case whatif.NoCredit:
		return set("credits", "0")
	case whatif.Seat:
		return set("seats", "1")
	case whatif.NoSeat:
		return set("seats", "0")
	case whatif.Setting:
		return set("inmail", c.Setting.String())
	case whatif.Connect, whatif.Accept:
		return tie("tie", network.Connection)
	case whatif.Disconnect:
		return tie("untie", network.Connection)
	case whatif.Invite:
		return tie("tie", network.Invitation)
	case whatif.Withdraw:
		return tie("untie", network.Invitation)
	case whatif.Follow:
		return tie("tie", network.Follow)
	case whatif.Unfollow:
		return tie("untie", network.Follow)
	case whatif.Visit:
		return tie("tie", network.Visit)
	case whatif.Write:
		return tie("tie", network.Wrote)
	case whatif.Block:
		return tie("tie", network.Block)
	case whatif.Unblock:
		var edits []Edit
		for _, p := range []network.Pair{{From: c.From, To: c.To}, {From: c.To, To: c.From}} {
			if n.Has(network.Block, p.From, p.To) {
				edits = append(edits, Edit{Kind: "untie", Tie: network.Block.String(), From: n.Actor(p.From).ID, To: n.Actor(p.To).ID})
			}
		}
		return edits
	case whatif.Reading:
		q := s.Set.Questions[c.Choice.Question]
		return []Edit{{Kind: "reading", Question: q.ID, Value: q.Readings[c.Choice.Reading].Reading}}
	case whatif.Rule:
		return []Edit{{Kind: "rule", Rule: c.Rule, On: false}}
	}
	panic("session: no edit makes a change of the kind " + strconv.Quote(string(c.Kind)))
}

// Affected lists the outcomes that a fix would change besides its own, and the state that
// it would come to. Nothing is recorded.
func (s *Session) Affected(f whatif.Fix, from, to int) ([]Flip, State, []scenario.Error) {
	out, errs := apply(s.now.Scenario, FixEdit(s.now.Scenario, f))
	if errs != nil {
		return nil, State{}, errs
	}
	engines := s.engines
	if out.scenario.Set != s.now.Scenario.Set {
		engines = scenario.NewEngines(out.scenario.Set)
	}
	after := State{out.scenario, engines.For(out.scenario.Readings).On(out.scenario.Network)}
	flips := slices.DeleteFunc(Flips(s.now, after, func(int, int) bool { return true }), func(flip Flip) bool {
		return flip.From == from && flip.To == to && flip.Action == f.Action
	})
	return flips, after, nil
}
