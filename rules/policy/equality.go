package policy

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"

	"inroad/rules/situation"
	"inroad/rules/world"
)

// literals are what a condition compares free text with, where it asks nothing else of any
// text than whether it is there and whether it equals another text or a literal. Then the
// pattern of equality alone decides: whatever the texts are, a few situations stand for all.
type literals struct {
	texts []string
	ids   []string
	facts []*world.Fact // the texts of a situation that the condition looks at
}

// ours begins the texts that no condition with literals compares with.
const ours = "\x00"

// equalities finds the literals of a condition; nil where it asks more of a text.
func (c *Condition) equalities() *literals {
	found := literals{}
	only := true
	operand := func(n ast.IsNode) bool {
		if value, ok := n.(ast.NodeValue); ok {
			switch v := value.Value.(type) {
			case types.String:
				found.texts = append(found.texts, string(v))
				return true
			case types.EntityUID:
				found.ids = append(found.ids, string(v.ID))
				return true
			}
			return false
		}
		return c.isText(n)
	}
	all := func(list ...ast.IsNode) bool {
		return len(list) > 0 && !slices.ContainsFunc(list, func(n ast.IsNode) bool { return !operand(n) })
	}
	ast.Inspect(ast.NewNode(c.expr), func(n ast.IsNode) bool {
		switch n := n.(type) {
		case ast.NodeTypeEquals:
			return !all(n.Left, n.Right)
		case ast.NodeTypeNotEquals:
			return !all(n.Left, n.Right)
		case ast.NodeTypeIn:
			return !all(n.Left, n.Right) && !(all(elements(n.Right)...) && operand(n.Left))
		case ast.NodeTypeContains:
			return !(all(elements(n.Left)...) && operand(n.Right))
		case ast.NodeTypeHas:
			return false
		case ast.NodeTypeIs:
			return false
		}
		if c.isText(n) {
			only = false
		}
		_, access := n.(ast.NodeTypeAccess)
		return !access
	})
	if !only || slices.ContainsFunc(found.texts, func(text string) bool { return strings.HasPrefix(text, ours) }) {
		return nil
	}
	for _, f := range c.Facts.In(c.schema.World) {
		if f.IsText() {
			found.facts = append(found.facts, f)
		}
	}
	if found.facts == nil {
		return nil
	}
	return &found
}

// isText reports whether an expression is a free text of the situation, or an actor, whose
// id is one.
func (c *Condition) isText(n ast.IsNode) bool {
	if variable, ok := n.(ast.NodeTypeVariable); ok {
		return variable.Name == "principal" || variable.Name == "resource"
	}
	if _, access := n.(ast.NodeTypeAccess); !access {
		return false
	}
	for _, f := range c.factsOf(n).In(c.schema.World) {
		if f.IsText() {
			return true
		}
	}
	return false
}

// project puts in the place of each text the one that stands for all of its pattern.
func (l *literals) project(s situation.Situation) situation.Situation {
	var was []string
	kinds := s.Kinds()
	for _, f := range l.facts {
		if !f.Is(kinds) {
			continue
		}
		text := s.Value(f).Text
		if f.Of == world.OfID {
			if !slices.Contains(l.ids, text) {
				s = s.With(f, world.Value{})
			}
			continue
		}
		was = append(was, text)
		if text != "" && !slices.Contains(l.texts, text) {
			s = s.With(f, world.Value{Text: ours + string(rune('a'+slices.Index(was, text)))})
		}
	}
	return s
}
