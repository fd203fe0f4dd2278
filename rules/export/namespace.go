package export

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/policy/cedar"
)

// namespace stands before the types of entities, the actions' among them; "" is none. A world declares none, but some that take
// schemas want one.
type namespace string

// IsNamespace reports whether a text can be the name of a namespace.
func IsNamespace(text string) bool {
	return !slices.ContainsFunc(strings.Split(text, "::"), func(name string) bool { return !cedar.IsName(name) })
}

// schema is the text of a schema inside the namespace, where what it declares goes by its own name.
func (n namespace) schema(text string) string {
	if n == "" {
		return text
	}
	return "namespace " + string(n) + " {\n" + text + "\n}\n"
}

// policies is the text of policies with the namespace before each type.
func (n namespace) policies(text string) string {
	if n == "" {
		return text
	}
	var at []int // where a type begins
	named := func(p cedar.Path) {
		if p.Text != "" {
			at = append(at, p.Start)
		}
	}
	tree, _ := cedar.ParsePolicies(text)
	for _, p := range tree.List {
		for _, s := range []cedar.Scope{p.Principal, p.Action, p.Resource} {
			named(s.Type)
			for _, e := range s.Entities {
				named(e.Type)
			}
		}
		for _, c := range p.Clauses {
			cedar.Inspect(c.Body, func(e cedar.Expr) bool {
				switch e := e.(type) {
				case *cedar.EntityLiteral:
					named(e.Type)
				case *cedar.Is:
					named(e.Type)
				}
				return true
			})
		}
	}
	slices.Sort(at)
	for _, start := range slices.Backward(at) {
		text = text[:start] + string(n) + "::" + text[start:]
	}
	return text
}

func (n namespace) uid(uid types.EntityUID) types.EntityUID {
	if n != "" {
		uid.Type = types.EntityType(n) + "::" + uid.Type
	}
	return uid
}

func (n namespace) entities(all types.EntityMap) types.EntityMap {
	out := types.EntityMap{}
	for _, e := range all {
		var parents []types.EntityUID
		for parent := range e.Parents.All() {
			parents = append(parents, n.uid(parent))
		}
		attributes := types.RecordMap{}
		for name, value := range e.Attributes.All() {
			if uid, ok := value.(types.EntityUID); ok {
				value = n.uid(uid)
			}
			attributes[name] = value
		}
		uid := n.uid(e.UID)
		out[uid] = types.Entity{UID: uid, Parents: types.NewEntityUIDSet(parents...), Attributes: types.NewRecord(attributes)}
	}
	return out
}
