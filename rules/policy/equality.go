package policy

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"

	"inroad/rules/situation"
)

// literals are what a condition compares free text with, where it asks nothing else of any
// text than whether it is there and whether it equals another text or a literal. Then the
// pattern of equality alone decides: whatever the texts are, a few situations stand for all.
type literals struct {
	texts []string
	ids   []string
}

// standIns are texts that no condition with literals compares with, one for each text of a
// situation.
var standIns = [...]string{"\x00a", "\x00b", "\x00c", "\x00d", "\x00e", "\x00f"}

// equalities finds the literals of a condition; nil where it asks more of a text.
func equalities(expr ast.IsNode) *literals {
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
		return isText(n)
	}
	all := func(list ...ast.IsNode) bool {
		return len(list) > 0 && !slices.ContainsFunc(list, func(n ast.IsNode) bool { return !operand(n) })
	}
	ast.Inspect(ast.NewNode(expr), func(n ast.IsNode) bool {
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
		if isText(n) {
			only = false
		}
		_, access := n.(ast.NodeTypeAccess)
		return !access
	})
	ours := func(text string) bool { return strings.HasPrefix(text, standIns[0][:1]) }
	if !only || slices.ContainsFunc(found.texts, ours) {
		return nil
	}
	return &found
}

// isText reports whether an expression is a free text of the situation, or an actor, whose
// id is one.
func isText(n ast.IsNode) bool {
	if variable, ok := n.(ast.NodeTypeVariable); ok {
		return variable.Name == "principal" || variable.Name == "resource"
	}
	if _, access := n.(ast.NodeTypeAccess); !access {
		return false
	}
	fact, ok := factOf(n)
	return ok && fact.Text()
}

// project puts in the place of each text the one that stands for all of its pattern.
func (l *literals) project(s *situation.Situation) {
	texts := [...]*string{
		&s.Sender.Name, &s.Sender.Company, &s.Sender.Headline,
		&s.Recipient.Name, &s.Recipient.Company, &s.Recipient.Headline,
	}
	var was [len(texts)]string
	for i, text := range texts {
		was[i] = *text
		if was[i] == "" || slices.Contains(l.texts, was[i]) {
			continue
		}
		*text = standIns[slices.Index(was[:], was[i])]
	}
	for _, id := range []*string{&s.Sender.ID, &s.Recipient.ID} {
		if !slices.Contains(l.ids, *id) {
			*id = ""
		}
	}
}
