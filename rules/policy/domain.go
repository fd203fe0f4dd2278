package policy

import (
	"slices"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// outOfDomain refuses a literal that what it is compared with can never be, which Cedar's
// strict validation lets pass: a misspelt value silently switches a rule off.
func (c *Condition) outOfDomain(n ast.IsNode) *diagnostic.Message {
	switch n := n.(type) {
	case ast.NodeTypeEquals:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeNotEquals:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeLessThan:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeLessThanOrEqual:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeGreaterThan:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeGreaterThanOrEqual:
		return c.comparedOutside(n.Left, n.Right)
	case ast.NodeTypeContains:
		for _, element := range elements(n.Left) {
			if m := c.comparedOutside(n.Right, element); m != nil {
				return m
			}
		}
	}
	return nil
}

// elements are the members of a set literal.
func elements(n ast.IsNode) []ast.IsNode {
	switch n := n.(type) {
	case ast.NodeTypeSet:
		return n.Elements
	case ast.NodeValue:
		if set, ok := n.Value.(types.Set); ok {
			var list []ast.IsNode
			for v := range set.All() {
				list = append(list, ast.NodeValue{Value: v})
			}
			return list
		}
	}
	return nil
}

// comparedOutside refuses a comparison of a fact with a literal outside its domain, in
// either order.
func (c *Condition) comparedOutside(a, b ast.IsNode) *diagnostic.Message {
	facts := c.factsOf(a)
	if facts.Empty() {
		if facts = c.factsOf(b); facts.Empty() {
			return nil
		}
		a, b = b, a
	}
	if _, has := a.(ast.NodeTypeHas); has {
		return nil
	}
	// A literal is at fault where none of the kinds that the rule is about can be equal to it.
	var first *diagnostic.Message
	for _, f := range facts.In(c.schema.World) {
		m := outside(f, a, b)
		if m == nil {
			return m
		}
		if first == nil {
			first = m
		}
	}
	return first
}

// outside says that a fact can never be a literal.
func outside(f *world.Fact, a, b ast.IsNode) *diagnostic.Message {
	value, ok := b.(ast.NodeValue)
	if !ok {
		if _, negative := b.(ast.NodeTypeNegate); negative && (f.IsNumber() || f.IsDistance()) {
			return diagnostic.Say(diagnostic.NeverNegative, cedarText(a))
		}
		return nil
	}
	switch literal := value.Value.(type) {
	case types.EntityUID:
		if f.Of == world.OfAttribute && f.Attribute.Enum != nil && slices.Contains(f.Attribute.Enum.Groups, string(literal.ID)) {
			return diagnostic.Say(diagnostic.GroupOfValues, cedarText(a), literal.String())
		}
	case types.String:
		if f.IsText() && literal == "" && (f.Of != world.OfAttribute || f.Attribute.Optional) {
			return diagnostic.Say(diagnostic.NeverEmpty, cedarText(a), optional(f, a))
		}
		if f.Of == world.OfAttribute && f.Attribute.Type == world.Choice && f.Attribute.Enum == nil && !slices.Contains(f.Attribute.Values, string(literal)) {
			return diagnostic.Say(diagnostic.NeverThisValue, cedarText(a), string(literal), f.Attribute.Values, spelling.Nearest(string(literal), f.Attribute.Values))
		}
	case types.Long:
		switch {
		case f.IsDistance() && (int64(literal) < 1 || int64(literal) > f.Pair.Far):
			return diagnostic.Say(diagnostic.NeverThisFar, cedarText(a), int64(literal), f.Pair.Far)
		case f.IsNumber() && literal < 0:
			return diagnostic.Say(diagnostic.NeverNegative, cedarText(a))
		}
	}
	return nil
}

// optional is how a text that may be missing is asked for; "" for one that never is.
func optional(f *world.Fact, e ast.IsNode) string {
	if f.Of != world.OfAttribute {
		return ""
	}
	return cedarText(ast.NodeTypeHas(e.(ast.NodeTypeAccess)))
}
