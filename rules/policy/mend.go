package policy

import (
	"slices"
	"strconv"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

// mostFixes bounds the fixes of one mistake: a menu of more is none.
const mostFixes = 6

// fixes mend a fault at its place. Those that a fault brings along are the better ones.
func (c *Condition) fixes(f fault, place diagnostic.Span) []diagnostic.Fix {
	if f.fixes != nil || c == nil {
		return f.fixes
	}
	args := f.message.Args
	at := c.at(place)
	switch f.message.Code {
	case diagnostic.MayBeMissing, diagnostic.NotOfAll:
		if before, ok := at.(*cedar.Access); ok {
			start := c.guardable(before.Start)
			guard := args[1].(string) + " && "
			return []diagnostic.Fix{{Title: diagnostic.Say(diagnostic.FixAdd, guard), Edits: []diagnostic.Edit{{Span: diagnostic.Span{Start: start, End: start}, Text: guard}}}}
		}
	case diagnostic.NoAttribute:
		if name, nearest := attributeName(at, args[1].(string)), args[2].(string); nearest != "" && name != (diagnostic.Span{}) {
			return []diagnostic.Fix{diagnostic.Replace(name, nearest)}
		}
	case diagnostic.NeverThisValue:
		var fixes []diagnostic.Fix
		for _, value := range firstOf(args[3].(string), args[2].([]string)) {
			fixes = append(fixes, c.replaceLiteral(at, args[1].(string), strconv.Quote(value))...)
		}
		return fixes
	case diagnostic.NeverThisFar:
		return c.replaceNumber(at, args[1].(int64), args[2].(int64))
	case diagnostic.GroupOfValues:
		if e, ok := at.(*cedar.Binary); ok && e.Operator.Text == "==" {
			return []diagnostic.Fix{diagnostic.Replace(e.Operator.Span, "in")}
		}
	case diagnostic.NeverEqual, diagnostic.NeverWithin:
		if meant := args[3].(string); meant != "" {
			return []diagnostic.Fix{diagnostic.Replace(place, meant)}
		}
	case diagnostic.TypeNeeded, diagnostic.Incompatible:
		return c.retype()
	}
	return nil
}

// firstOf are some values with the one first that was probably meant; it alone where there is one.
func firstOf(nearest string, values []string) []string {
	if nearest != "" {
		return []string{nearest}
	}
	return values[:min(len(values), mostFixes)]
}

// at is the part of the condition that stands in a place; nil where no part does.
func (c *Condition) at(place diagnostic.Span) cedar.Expr {
	var found cedar.Expr
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		if e.Range() == place && found == nil {
			found = e
		}
		return found == nil
	})
	return found
}

// attributeName is where the name of an attribute stands that is asked for or read.
func attributeName(e cedar.Expr, name string) diagnostic.Span {
	switch e := e.(type) {
	case *cedar.Access:
		if !e.Attribute.Quoted {
			return e.Attribute.Span
		}
	case *cedar.Has:
		for _, step := range e.Path {
			if step.Text == name && !step.Quoted {
				return step.Span
			}
		}
	}
	return diagnostic.Span{}
}

// guardable is where a guard goes that asks whether something is there which is looked at further on: before the comparison
// that it stands in.
func (c *Condition) guardable(looked int) int {
	holds := func(e cedar.Expr) bool { return e.Range().Start <= looked && looked < e.Range().End }
	e := c.tree
	for {
		var inner []cedar.Expr
		switch e := e.(type) {
		case *cedar.Paren:
			inner = []cedar.Expr{e.Inner}
		case *cedar.Unary:
			if _, brackets := e.Operand.(*cedar.Paren); brackets && e.Operator.Text == "!" {
				inner = []cedar.Expr{e.Operand}
			}
		case *cedar.Binary:
			if e.Operator.Text == "&&" || e.Operator.Text == "||" {
				inner = []cedar.Expr{e.Left, e.Right}
			}
		case *cedar.If:
			inner = []cedar.Expr{e.Condition, e.Then, e.Else}
		}
		i := slices.IndexFunc(inner, holds)
		if i < 0 {
			return e.Range().Start
		}
		e = inner[i]
	}
}

// replaceLiteral puts something in the place of a text.
func (c *Condition) replaceLiteral(within cedar.Expr, text, by string) []diagnostic.Fix {
	return c.replaceValue(within, types.String(text), by)
}

// replaceNumber puts the nearest of the numbers up to the most in the place of one.
func (c *Condition) replaceNumber(within cedar.Expr, n, most int64) []diagnostic.Fix {
	return c.replaceValue(within, types.Long(n), strconv.FormatInt(min(max(n, 1), most), 10))
}

func (c *Condition) replaceValue(within cedar.Expr, value types.Value, by string) []diagnostic.Fix {
	var fixes []diagnostic.Fix
	if within == nil {
		return nil
	}
	cedar.Inspect(within, func(e cedar.Expr) bool {
		if literal, ok := e.(*cedar.Literal); ok && literal.Value.Equal(value) && fixes == nil {
			fixes = []diagnostic.Fix{diagnostic.Replace(literal.Span, by)}
		}
		return true
	})
	return fixes
}

// numeric are the operators that only numbers stand beside.
var numeric = []string{"<", "<=", ">", ">=", "+", "-", "*"}

// mistyped is where a literal stands that is no number beside an operator of numbers; the whole condition where none does.
func (c *Condition) mistyped() diagnostic.Span {
	place := c.span
	found := false
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		if binary, ok := e.(*cedar.Binary); ok && !found && slices.Contains(numeric, binary.Operator.Text) {
			for _, side := range []cedar.Expr{binary.Left, binary.Right} {
				if literal, ok := side.(*cedar.Literal); ok && !found {
					if _, number := literal.Value.(types.Long); !number {
						found, place = true, literal.Span
					}
				}
			}
		}
		return !found
	})
	return place
}

// retype writes literals as what they are compared with: a number without its quotes, a text as the value that it names.
func (c *Condition) retype() []diagnostic.Fix {
	var fixes []diagnostic.Fix
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		if compared, ok := e.(*cedar.Binary); ok && fixes == nil {
			if fixes = c.retyped(compared.Left, compared.Right); fixes == nil {
				fixes = c.retyped(compared.Right, compared.Left)
			}
		}
		return fixes == nil
	})
	return fixes
}

// retyped writes a literal as what a fact is.
func (c *Condition) retyped(fact, value cedar.Expr) []diagnostic.Fix {
	literal, ok := value.(*cedar.Literal)
	if !ok {
		return nil
	}
	text, ok := literal.Value.(types.String)
	if !ok {
		return nil
	}
	for _, f := range c.factsOf(cedar.AST(fact)).In(c.schema.World) {
		written := ""
		switch {
		case f.IsDistance() || f.IsNumber():
			if n, err := strconv.ParseInt(string(text), 10, 64); err == nil {
				written = strconv.FormatInt(n, 10)
			}
		case f.IsYesNo():
			if text == "true" || text == "false" {
				written = string(text)
			}
		case f.Of == world.OfAttribute && f.Attribute.Enum != nil:
			if slices.Contains(f.Attribute.Enum.Names(), string(text)) {
				written = types.NewEntityUID(types.EntityType(f.Attribute.Enum.Type), text).String()
			}
		}
		if written != "" {
			return []diagnostic.Fix{diagnostic.Replace(literal.Span, written)}
		}
	}
	return nil
}
