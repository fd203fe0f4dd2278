package policy

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// schema is a Cedar schema, resolved for validation and read as a world.
type schema struct {
	World    *world.World
	Space    *situation.Space // every situation that can occur; without laws until these are read
	resolved *resolved.Schema
	kinds    map[string]resolved.RecordType // the attributes that a rule may look at, by the kind that has them, or theContext
	values   types.EntityMap                // of the enumerations, and their groups
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
	s := &schema{World: w, resolved: r}
	s.kinds = s.attributes()
	return s, diagnostics
}

// enumerate makes entities of the values of enumerations, when these are known.
func (s *schema) enumerate() {
	s.values = types.EntityMap{}
	for _, e := range s.World.Enums {
		kind := types.EntityType(e.Type)
		for _, group := range e.Groups {
			uid := types.NewEntityUID(kind, types.String(group))
			s.values[uid] = types.Entity{UID: uid}
		}
		for _, v := range e.Values {
			var parents []types.EntityUID
			for _, group := range v.Groups {
				parents = append(parents, types.NewEntityUID(kind, types.String(group)))
			}
			uid := types.NewEntityUID(kind, types.String(v.Value))
			s.values[uid] = types.Entity{UID: uid, Parents: types.NewEntityUIDSet(parents...)}
		}
	}
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
	return s.resolved.Actions[types.NewEntityUID("Action", types.String(action))].AppliesTo.Context
}

// attributes are those that a rule may look at, by what has them.
func (s *schema) attributes() map[string]resolved.RecordType {
	kinds := map[string]resolved.RecordType{theContext: {}}
	for _, k := range s.World.All() {
		kinds[k.Type] = s.resolved.Entities[types.EntityType(k.Type)].Shape
	}
	for _, action := range s.World.Actions {
		for name, attribute := range s.context(action.Name) {
			kinds[theContext][name] = attribute
		}
	}
	return kinds
}

// types are the names of all that an entity may be, sorted.
func (s *schema) types() []string {
	names := []string{"Action"}
	for name := range s.resolved.Entities {
		names = append(names, string(name))
	}
	slices.Sort(names)
	return names
}

// within reports whether an entity of one type may be in one of another.
func (s *schema) within(of, in types.EntityType) bool {
	return slices.ContainsFunc(s.resolved.Entities[of].ParentTypes, func(parent types.EntityType) bool {
		return parent == in || parent != of && s.within(parent, in)
	})
}
