package scenario

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// FormatData writes set.json or words.en.json of a rule set anew. It changes white space alone: every name and value stays as it is
// written, in its order. With a mistake there is no text.
//
// A list of objects has an object a line, as the actors of a scenario have; a list in one of these begins lines of its own.
// Elsewhere an object that holds others has a member a line, and so has what would be longer than a line.
func FormatData(text string) (string, []Error) {
	if mistakes := checkObject(text); mistakes != nil {
		return "", mistakes
	}
	root, _ := parseTree([]byte(text))
	l := layout(text)
	if len(root.fields) == 0 {
		return "{}\n", nil
	}
	return l.lines(root, "", l.value) + "\n", nil
}

// layout is a JSON text that is laid out.
type layout string

// longestLine is how many characters fit a line, as in Cedar.
const longestLine = 120

// value lays a value out that stands on a line with an indent and behind a name.
func (l layout) value(n node, indent, name string) string {
	parted := n.listed() || slices.ContainsFunc(n.fields, func(f field) bool { return f.value.kind == '{' || f.value.listed() })
	if !parted {
		line := l.row(n, indent, "")
		if utf8.RuneCountInString(indent+name+line) <= longestLine || len(n.fields)+len(n.items) == 0 {
			return line
		}
	}
	if n.kind == '[' {
		return l.lines(n, indent, l.row)
	}
	return l.lines(n, indent, l.value)
}

// row lays a value out on one line, but for the objects of a list.
func (l layout) row(n node, indent, _ string) string {
	switch {
	case n.listed():
		return l.lines(n, indent, l.row)
	case n.kind == '{' || n.kind == '[':
		opening, closing := string(n.kind), string(l[n.end-1])
		return opening + strings.Join(l.parts(n, indent, l.row), ", ") + closing
	default:
		return string(l[n.offset:n.end])
	}
}

// lines lays an object or a list out with a line for each of its parts.
func (l layout) lines(n node, indent string, part func(n node, indent, name string) string) string {
	inner := indent + "  "
	opening, closing := string(n.kind), string(l[n.end-1])
	return opening + "\n" + inner + strings.Join(l.parts(n, inner, part), ",\n"+inner) + "\n" + indent + closing
}

// parts are the members of an object, or the items of a list.
func (l layout) parts(n node, indent string, part func(n node, indent, name string) string) []string {
	var list []string
	for _, f := range n.fields {
		name := string(l[f.span.Start:f.span.End]) + ": "
		list = append(list, name+part(f.value, indent, name))
	}
	for _, item := range n.items {
		list = append(list, part(item, indent, ""))
	}
	return list
}

// listed reports whether a value is a list of objects or lists.
func (n node) listed() bool {
	return n.kind == '[' && slices.ContainsFunc(n.items, func(item node) bool { return item.kind == '{' || item.kind == '[' })
}
