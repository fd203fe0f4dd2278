package policy

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/network"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
)

// schema is a resolved Cedar schema and which action it offers to whom.
type schema struct {
	resolved *resolved.Schema
	applies  map[string]map[situation.KindPair]bool
	offered  map[situation.KindPair][]string // in the order of the rule set's actions
}

// kindOf maps the schema's entity types to kinds. A Directory is the resource of a
// sender's own action.
var kindOf = map[types.EntityType]network.Kind{"Member": network.Member, "Page": network.Page, "Directory": network.NoOne}

// typeOf is the schema's entity type of each kind.
var typeOf = func() map[network.Kind]types.EntityType {
	types := map[network.Kind]types.EntityType{}
	for name, kind := range kindOf {
		types[kind] = name
	}
	return types
}()

// theContext is how the facts of a pair are called.
const theContext = "the context"

// context are the facts of a pair that an action has.
func (s *schema) context(action string) resolved.RecordType {
	return s.resolved.Actions[types.NewEntityUID("Action", types.String(action))].AppliesTo.Context
}

// kinds are the attributes that a rule may look at, by what has them: "a Member".
func (s *schema) kinds() map[string]resolved.RecordType {
	kinds := map[string]resolved.RecordType{theContext: {}}
	for name := range kindOf {
		kinds["a "+string(name)] = s.resolved.Entities[name].Shape
	}
	for action := range s.applies {
		for name, attribute := range s.context(action) {
			kinds[theContext][name] = attribute
		}
	}
	return kinds
}

// within reports whether an entity of one type may be in one of another.
func (s *schema) within(of, in types.EntityType) bool {
	return slices.ContainsFunc(s.resolved.Entities[of].ParentTypes, func(parent types.EntityType) bool {
		return parent == in || parent != of && s.within(parent, in)
	})
}

func parseSchema(text string) (*schema, error) {
	tree, diagnostics := cedar.ParseSchema(text)
	if len(diagnostics) > 0 {
		return nil, errors.New(syntaxProblem(cedar.NewLines(text), diagnostics[0]).String())
	}
	r, err := resolved.Resolve(tree.AST())
	if err != nil {
		return nil, err
	}
	s := &schema{resolved: r, applies: map[string]map[situation.KindPair]bool{}}
	for uid, action := range r.Actions {
		pairs := map[situation.KindPair]bool{}
		for _, principal := range action.AppliesTo.Principals {
			for _, resource := range action.AppliesTo.Resources {
				sender, okSender := kindOf[principal]
				recipient, okRecipient := kindOf[resource]
				if !okSender || !okRecipient {
					return nil, fmt.Errorf("action %s: a sender is a Member or a Page, a resource one of these or the Directory", uid)
				}
				pairs[situation.KindPair{Sender: sender, Recipient: recipient}] = true
			}
		}
		s.applies[string(uid.ID)] = pairs
	}
	return s, nil
}
