// Package export answers what Cedar's own tools take of a scenario: its schema and policies as text, its actors as entities,
// and the requests that the rules tell apart, each with what they decide.
package export

import (
	"cmp"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/situation"
	"inroad/rules/world"
)

// Whoever a situation does not name. No actor's id has brackets.
const (
	anySender    = "(sender)"
	anyRecipient = "(recipient)"
)

// Request is a situation and an action as Cedar is asked about them. The entities are the two of the situation alone; those of
// the world's enumerations are Values.
func Request(w *world.World, s situation.Situation, action string) (types.Request, [2]types.Entity) {
	sender, recipient := entity(s.Sender, anySender), entity(s.Recipient, anyRecipient)
	request := types.Request{
		Principal: sender.UID,
		Action:    types.NewEntityUID("Action", types.String(action)),
		Resource:  recipient.UID,
	}
	if a, ok := w.Action(action); ok && a.Context {
		request.Context = context(w, s.Pair)
	}
	return request, [2]types.Entity{sender, recipient}
}

// Values are the entities of a world's enumerations: their values, each in its groups, and the groups.
func Values(w *world.World) types.EntityMap {
	all := types.EntityMap{}
	for _, e := range w.Enums {
		of := func(name string) types.EntityUID {
			return types.NewEntityUID(types.EntityType(e.Type), types.String(name))
		}
		for _, group := range e.Groups {
			all[of(group)] = types.Entity{UID: of(group)}
		}
		for _, v := range e.Values {
			groups := make([]types.EntityUID, len(v.Groups))
			for i, group := range v.Groups {
				groups[i] = of(group)
			}
			all[of(v.Value)] = types.Entity{UID: of(v.Value), Parents: types.NewEntityUIDSet(groups...)}
		}
	}
	return all
}

// entity is one side of a situation. What stands for no recipient has an id of its own, and no attributes.
func entity(p situation.Party, nameless string) types.Entity {
	id := cmp.Or(p.Kind.Entity, p.ID, nameless)
	out := types.Entity{UID: types.NewEntityUID(types.EntityType(p.Kind.Type), types.String(id))}
	if p.Kind.Entity != "" {
		return out
	}
	attributes := types.RecordMap{"name": types.String(p.Name)}
	for _, a := range p.Kind.Attributes {
		if v := value(a, p.Value(a)); v != nil {
			attributes[types.String(a.Name)] = v
		}
	}
	out.Attributes = types.NewRecord(attributes)
	return out
}

// value is the value of an attribute; nil for one that is absent.
func value(a *world.Attribute, v world.Value) types.Value {
	switch {
	case a.Type == world.Text:
		if a.Optional && v.Text == "" {
			return nil
		}
		return types.String(v.Text)
	case v == world.Absent:
		return nil
	case a.Type == world.Bool:
		return types.Boolean(v.Number == 1)
	case a.Type == world.Number:
		return types.Long(v.Number)
	case a.Enum != nil:
		return types.NewEntityUID(types.EntityType(a.Enum.Type), types.String(a.Enum.Values[v.Number].Value))
	default:
		return types.String(a.Values[v.Number])
	}
}

// context is the facts of a pair. A distance that cannot be between two is absent.
func context(w *world.World, pair situation.Pair) types.Record {
	facts := types.RecordMap{}
	for _, f := range w.Pair {
		switch n := pair.Of(f); {
		case !f.Distance():
			facts[types.String(f.Name)] = types.Boolean(n == 1)
		case n > 0:
			facts[types.String(f.Name)] = types.Long(n)
		}
	}
	return types.NewRecord(facts)
}
