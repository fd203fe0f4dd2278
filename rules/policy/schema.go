package policy

import (
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// schema is a Cedar schema, read as a world. What Cedar itself asks of it is found when it is first asked: a rule set in
// compiled form comes without.
type schema struct {
	World    *world.World
	Space    *situation.Space // every situation that can occur; without laws until these are read
	declared func() declared
	values   func() types.EntityMap // of the enumerations, and their groups
}

// declared is a schema as Cedar validates by it.
type declared struct {
	*resolved.Schema
	kinds map[string]resolved.RecordType // the attributes that a rule may look at, by the kind that has them, or theContext
}

// newSchema gives the schema of a world, by what its text declares.
func newSchema(w *world.World, resolve func() (*resolved.Schema, error)) *schema {
	s := &schema{World: w}
	s.declared = sync.OnceValue(func() declared {
		r, err := resolve()
		if err != nil {
			panic("policy: a schema that was resolved before: " + err.Error())
		}
		return declared{r, attributes(w, r)}
	})
	s.values = sync.OnceValue(func() types.EntityMap { return entitiesOf(w) })
	return s
}

// theContext stands among kinds for the facts of a pair, and with an action behind it for those of an action that has none.
const theContext = "context"

// kindsSaid are kinds, theContext among them, as a message has them.
func kindsSaid(kinds []string) []any {
	var list []any
	for _, kind := range kinds {
		action, empty := strings.CutPrefix(kind, theContext+" ")
		switch {
		case empty:
			list = append(list, diagnostic.Say(diagnostic.ContextOf, action))
		case kind == theContext:
			list = append(list, diagnostic.TheContext)
		default:
			list = append(list, diagnostic.Kind(kind))
		}
	}
	return list
}

// readSchema reads the text of a schema, and gives what is odd about it, too. Its mistakes are those of Cedar's grammar, of types that
// do not exist, and of declarations that no network can have.
func readSchema(text string) (*schema, []*diagnostic.Diagnostic) {
	tree, diagnostics := cedar.ParseSchema(text)
	if diagnostic.Failed(diagnostics) {
		return nil, diagnostics
	}
	w, mistakes := world.Read(tree)
	if mistakes != nil {
		return nil, mistakes
	}
	r, err := resolved.Resolve(tree.AST())
	if err != nil {
		return nil, []*diagnostic.Diagnostic{{Message: diagnostic.Say(diagnostic.Unresolved)}}
	}
	return newSchema(w, func() (*resolved.Schema, error) { return r, nil }), diagnostics
}

// entitiesOf are the values of a world's enumerations, and their groups, as entities.
func entitiesOf(w *world.World) types.EntityMap {
	values := types.EntityMap{}
	for _, e := range w.Enums {
		kind := types.EntityType(e.Type)
		for _, group := range e.Groups {
			uid := types.NewEntityUID(kind, types.String(group))
			values[uid] = types.Entity{UID: uid}
		}
		for _, v := range e.Values {
			var parents []types.EntityUID
			for _, group := range v.Groups {
				parents = append(parents, types.NewEntityUID(kind, types.String(group)))
			}
			uid := types.NewEntityUID(kind, types.String(v.Value))
			values[uid] = types.Entity{UID: uid, Parents: types.NewEntityUIDSet(parents...)}
		}
	}
	return values
}

// about are the facts that are there where a rule is about a kind of sender and of recipient;
// nil is any.
func (s *schema) about(facts world.Facts, sender, recipient *world.Kind) world.Facts {
	for _, f := range facts.In(s.World) {
		if f.Side == world.Sender && sender != nil && f.Kind != sender || f.Side == world.Recipient && recipient != nil && f.Kind != recipient {
			facts = facts.But(world.Set(f))
		}
	}
	return facts
}

// context are the facts of a pair that an action has.
func (s *schema) context(action string) resolved.RecordType {
	return context(s.declared().Schema, action)
}

func context(r *resolved.Schema, action string) resolved.RecordType {
	return r.Actions[types.NewEntityUID("Action", types.String(action))].AppliesTo.Context
}

// attributes are those that a rule may look at, by what has them.
func attributes(w *world.World, r *resolved.Schema) map[string]resolved.RecordType {
	kinds := map[string]resolved.RecordType{theContext: {}}
	for _, k := range w.All() {
		kinds[k.Type] = r.Entities[types.EntityType(k.Type)].Shape
	}
	for _, action := range w.Actions {
		for name, attribute := range context(r, action.Name) {
			kinds[theContext][name] = attribute
		}
	}
	return kinds
}

// types are the names of all that an entity may be, sorted.
func (s *schema) types() []string {
	names := []string{"Action"}
	for name := range s.declared().Entities {
		names = append(names, string(name))
	}
	slices.Sort(names)
	return names
}

// within reports whether an entity of one type may be in one of another.
func (s *schema) within(of, in types.EntityType) bool {
	return slices.ContainsFunc(s.declared().Entities[of].ParentTypes, func(parent types.EntityType) bool {
		return parent == in || parent != of && s.within(parent, in)
	})
}
