package codec

import (
	"slices"
	"strconv"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
)

// Names are those that the name of a member, or a string, is one of. None are known where it may be any.
type Names struct {
	Of    diagnostic.Code // what they are names of
	Known []string
}

// Has reports whether a name is one of them.
func (n Names) Has(name string) bool { return slices.Contains(n.Known, name) }

// Misspelt is the mistake of a name that is none of them, in a place of a text, and what was probably meant.
func (n Names) Misspelt(at diagnostic.Span, name string) *diagnostic.Diagnostic {
	d := &diagnostic.Diagnostic{Range: at, Message: diagnostic.Say(diagnostic.UnknownName, n.Of, name, spelling.Nearest(name, n.Known), []string(nil))}
	n.Mend(d, name, "")
	return d
}

// Mend gives the mistake of a name in quotes the fix that writes the one that was probably meant; before it stands what is in
// the quotes, too.
func (n Names) Mend(d *diagnostic.Diagnostic, name, before string) {
	if nearest := spelling.Nearest(name, n.Known); nearest != "" {
		d.Fixes = []diagnostic.Fix{diagnostic.Replace(d.Range, strconv.Quote(before+nearest))}
	}
}
