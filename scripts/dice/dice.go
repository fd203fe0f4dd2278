// Package dice makes what is random for tests: rules, situations and networks of any world, the same for the same seed.
package dice

import (
	"fmt"
	"math/rand/v2"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Dice are thrown for one world.
type Dice struct {
	*rand.Rand
	World *world.World
}

// New makes dice.
func New(seed uint64, w *world.World) *Dice {
	return &Dice{rand.New(rand.NewPCG(seed, 15)), w}
}

func pick[T any](d *Dice, list []T) T { return list[d.IntN(len(list))] }

// Readings is a choice of readings.
func (d *Dice) Readings(set *policy.RuleSet) policy.Readings {
	readings := set.Defaults()
	for q, question := range set.Questions {
		readings[q] = uint8(d.IntN(len(question.Readings)))
	}
	return readings
}

// Situation is a situation of a kind of pair that no law of a set forbids.
func (d *Dice) Situation(set *policy.RuleSet, kinds world.KindPair) situation.Situation {
	for {
		s := situation.Situation{Sender: d.party(kinds.Sender), Recipient: d.party(kinds.Recipient)}
		if s.Recipient.ID == s.Sender.ID {
			continue
		}
		if kinds.Recipient.Entity == "" {
			facts := make([]byte, len(d.World.Pair))
			for _, f := range d.World.Pair {
				switch {
				case !f.Between(kinds.Sender, kinds.Recipient):
				case f.Distance():
					facts[f.Number] = byte(1 + d.IntN(int(f.Far)))
				case d.IntN(4) == 0:
					facts[f.Number] = 1
				}
			}
			s.Pair = situation.Pair(facts)
		}
		if !set.Space.Broken(s) {
			return s
		}
	}
}

// Of people that random rules name, and that random situations have.
var people, texts = []string{"ana", "ben", "cara"}, []string{"Acme", "Acme Labs", "Bolt", "ana"}

func (d *Dice) party(kind *world.Kind) situation.Party {
	p := situation.Party{Kind: kind}
	if kind.Entity != "" {
		return p
	}
	p.ID, p.Name, p.Values = pick(d, people), pick(d, texts), kind.Defaults()
	for i, a := range kind.Attributes {
		if d.IntN(2) == 0 {
			p.Values[i] = d.value(a)
		}
	}
	return p
}

func (d *Dice) value(a *world.Attribute) world.Value {
	switch a.Type {
	case world.Bool:
		return world.Value{Number: int64(d.IntN(2))}
	case world.Text:
		return world.Value{Text: pick(d, texts)}
	case world.Number:
		return world.Value{Number: pick(d, numbers)}
	default:
		return world.Value{Number: int64(d.IntN(len(a.Names())))}
	}
}

// numbers are those that random rules compare with, some that nothing tells from them, and the largest that there is.
var numbers = []int64{0, 1, 2, 3, 5, 24, 25, 26, 1 << 62, 1<<63 - 1}

// mostExact is the largest number that JavaScript reads from JSON as it is written.
const mostExact = 1<<53 - 1

// Scenario is so many actors of every kind under the rules of a set, as some questions are read. Laws are not looked at: rules
// decide on what breaks them all the same.
func (d *Dice) Scenario(set *policy.RuleSet, actors int) *scenario.Scenario {
	var list []network.Actor
	for i := range actors {
		p := d.party(d.World.Kinds[i*len(d.World.Kinds)/actors])
		for j := range p.Values {
			p.Values[j].Number = min(p.Values[j].Number, mostExact)
		}
		list = append(list, network.Actor{ID: fmt.Sprint("a", i), Kind: p.Kind, Name: p.Name, Values: p.Values})
	}
	for i, id := range people[:min(len(people), actors)] {
		list[i].ID = id
	}
	ties := network.Ties{}
	for _, t := range d.World.Ties {
		for from := range list {
			for to := range list {
				stands := from != to && t.Fits(list[from].Kind, list[to].Kind) && !(t.Mutual && from > to)
				if stands && d.IntN(5) == 0 {
					ties[t] = append(ties[t], network.Pair{From: from, To: to})
				}
			}
		}
	}
	s, _ := scenario.Empty(set).With(network.New(d.World, list, ties))
	s.Readings = d.Readings(set)
	return s
}
