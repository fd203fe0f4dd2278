package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/spelling"
)

// lookAlikes finds the id, the names in quotes and the texts of a rule's conditions that look like other ones: those with characters that only
// look Latin in a word of Latin letters, and those that look like a name that the world declares. What is written in
// another alphabet is none.
func (set *RuleSet) lookAlikes(p *cedar.Policy) []fault {
	var faults []fault
	look := func(at cedar.Span, text string) {
		latin, ok := spelling.Latin(text)
		if !ok || latin == text || !spelling.Mixed(text) && !set.declares(latin) {
			return
		}
		i := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
		other, _ := utf8.DecodeRuneInString(text[i:])
		faults = append(faults, fault{
			place: at, message: diagnostic.Say(diagnostic.LookAlike, text, latin, fmt.Sprintf("U+%04X", other)),
			fixes: []diagnostic.Fix{diagnostic.Replace(at, strconv.Quote(latin))},
		})
	}
	names := func(list ...cedar.Name) {
		for _, n := range list {
			if n.Quoted {
				look(n.Span, n.Text)
			}
		}
	}
	for _, a := range p.Annotations {
		if a.Key.Text == "id" {
			names(a.Value)
		}
	}
	for _, scope := range []cedar.Scope{p.Principal, p.Action, p.Resource} {
		for _, e := range scope.Entities {
			names(e.ID)
		}
	}
	for _, clause := range p.Clauses {
		cedar.Inspect(clause.Body, func(e cedar.Expr) bool {
			switch e := e.(type) {
			case *cedar.Literal:
				if text, ok := e.Value.(types.String); ok {
					look(e.Span, string(text))
				}
			case *cedar.EntityLiteral:
				names(e.ID)
			case *cedar.Access:
				names(e.Attribute)
			case *cedar.Has:
				names(e.Path...)
			}
			return true
		})
	}
	return faults
}

// declares reports whether the world declares something of a name: an attribute, a tie that is seen, a value, a group or an action.
func (set *RuleSet) declares(name string) bool {
	for _, attributes := range set.schema.declared().kinds {
		if _, ok := attributes[types.String(name)]; ok {
			return true
		}
	}
	for _, enum := range set.World.Enums {
		if slices.Contains(enum.Names(), name) || slices.Contains(enum.Groups, name) {
			return true
		}
	}
	for _, kind := range set.World.Kinds {
		for _, a := range kind.Attributes {
			if slices.Contains(a.Values, name) {
				return true
			}
		}
	}
	_, action := set.World.Action(name)
	return action
}
