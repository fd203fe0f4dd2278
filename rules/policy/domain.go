package policy

import (
	"fmt"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"

	"inroad/rules/network"
	"inroad/rules/situation"
)

// premium is the group of all tiers but the free one.
const premium = "premium"

// outOfDomain refuses a literal that what it is compared with can never be, which Cedar's
// strict validation lets pass: a misspelt setting or tier silently switches a rule off.
func outOfDomain(n ast.IsNode) error {
	switch n := n.(type) {
	case ast.NodeTypeEquals:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeNotEquals:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeLessThan:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeLessThanOrEqual:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeGreaterThan:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeGreaterThanOrEqual:
		return comparedOutside(n.Left, n.Right)
	case ast.NodeTypeContains:
		for _, element := range elements(n.Left) {
			if err := comparedOutside(n.Right, element); err != nil {
				return err
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
func comparedOutside(a, b ast.IsNode) error {
	fact, ok := factOf(a)
	if !ok {
		if fact, ok = factOf(b); !ok {
			return nil
		}
		a, b = b, a
	}
	if _, has := a.(ast.NodeTypeHas); has {
		return nil
	}
	value, ok := b.(ast.NodeValue)
	if !ok {
		if _, negative := b.(ast.NodeTypeNegate); negative && (fact.Number() || fact == situation.Degree) {
			return fmt.Errorf("%s is never negative", cedarText(a))
		}
		return nil
	}
	switch literal := value.Value.(type) {
	case types.EntityUID:
		if literal.Type == "Tier" && literal.ID == premium {
			return fmt.Errorf("%s is never %s, which is a group of tiers; did you mean %s in %s?", cedarText(a), literal, cedarText(a), literal)
		}
	case types.String:
		if fact.Text() && literal == "" {
			return fmt.Errorf("%s is never empty%s", cedarText(a), optional(a))
		}
		if fact == situation.SenderInMail || fact == situation.RecipientInMail {
			if _, known := network.ParseSetting(string(literal)); !known {
				return fmt.Errorf("%s is never %q; it is one of %s", cedarText(a), string(literal), strings.Join(network.Settings(), ", "))
			}
		}
	case types.Long:
		switch {
		case fact == situation.Degree && (literal < 1 || literal > network.Far):
			return fmt.Errorf("%s is 1 to %d, never %d; %d means further or not at all", cedarText(a), network.Far, literal, network.Far)
		case fact.Number() && literal < 0:
			return fmt.Errorf("%s is never negative", cedarText(a))
		}
	}
	return nil
}

// optional says how a text that may be missing is asked for.
func optional(e ast.IsNode) string {
	access, _ := e.(ast.NodeTypeAccess)
	if access.Value == "name" {
		return ""
	}
	return fmt.Sprintf("; where there is none, %s is false", cedarText(ast.NodeTypeHas(access)))
}
