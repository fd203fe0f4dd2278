// Package diagnostic answers what is wrong with a text and where, as data: a code and what it is about. The sentence is
// a language's to make.
package diagnostic

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Diagnostic is something wrong or odd about a text, as terminal, page and editor show it.
type Diagnostic struct {
	*Message
	File     string     // of a rule set; "" where there is one text only
	Path     string     // of the value in JSON that it is about, or of the field of a request; may be empty
	Range    Span       // in the text, in bytes; empty where something is missing
	From, To Position   // of the range; zero where there is no place in a text
	In       []*Message // what it is in beside its place, from the outside: a text within the file, a rule
	Fixes    []Fix      // each mends it by itself
}

// Inside is a diagnostic of a text that a value of a file is, or that it names: it is then one of the value at a path, and
// says where in the text it is.
func (d *Diagnostic) Inside(path string) *Diagnostic {
	out := &Diagnostic{Message: d.Message, Path: path, In: d.In}
	if d.Path != "" {
		out.In = append([]*Message{Say(InFile, d.Path)}, out.In...)
	}
	if where := d.Where(); where != nil {
		out.In = append([]*Message{where}, out.In...)
	}
	return out
}

// Moved is a diagnostic of a text as one of the text that it stands in: its range and its edits are where place has them, and
// what an edit puts in is as written has it. It has no position until it is placed.
func (d *Diagnostic) Moved(place func(Span) Span, written func(string) string) *Diagnostic {
	out := &Diagnostic{Message: d.Message, Path: d.Path, Range: place(d.Range), In: d.In}
	for _, fix := range d.Fixes {
		moved := Fix{fix.Title, make([]Edit, len(fix.Edits))}
		for i, e := range fix.Edits {
			moved.Edits[i] = Edit{place(e.Span), written(e.Text)}
		}
		out.Fixes = append(out.Fixes, moved)
	}
	return out
}

// Where says in which file and where in its text a diagnostic is; nil where it is in a text that goes without saying.
func (d *Diagnostic) Where() *Message {
	switch {
	case d.From.Line > 0:
		return Say(InText, d.File, d.From.Line, d.From.Column)
	case d.File != "":
		return Say(InFile, d.File)
	default:
		return nil
	}
}

// Within says which rule or law of a text something is in: by its id, or where it has none by its number, from 1.
func Within(what Code, id string, number int) []*Message {
	name := strconv.Quote(id)
	if id == "" {
		name = strconv.Itoa(number)
	}
	return []*Message{Say(what, name)}
}

// Message is something to say: its code, and what it is about. An argument is a text, a number, a Kind, a Message, the Code of
// one that is about nothing, or a []string or []any of these; nil and "" say nothing. A Message is an error, so that whoever
// fails can give one; people are told it in a language.
type Message struct {
	Code Code
	Args []any
}

// Say makes a message.
func Say(code Code, args ...any) *Message { return &Message{code, args} }

// Error is the message for us, in no language.
func (m *Message) Error() string { return m.Code.String() + " " + fmt.Sprint(m.Args...) }

// Kind is the name of a kind, which a language puts an article before.
type Kind string

// Span is a place in a text, in bytes: from Start to before End.
type Span struct{ Start, End int }

// Range is the span itself; what has a place in a text has it by embedding its span.
func (s Span) Range() Span { return s }

// By is the span so many bytes further on.
func (s Span) By(n int) Span { return Span{s.Start + n, s.End + n} }

// Of is the piece of a text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Fix mends a mistake when all of its edits are made.
type Fix struct {
	Title *Message
	Edits []Edit
}

// Edit replaces a piece of text. The edits of one fix do not overlap and stand in the order of the text.
type Edit struct {
	Span
	Text string
}

// Replace is a fix that puts something else in a place.
func Replace(at Span, text string) Fix { return Fix{Say(FixWrite, text), []Edit{{at, text}}} }

// Failed reports whether one of the diagnostics keeps a text from being used.
func Failed(diagnostics []*Diagnostic) bool {
	return slices.ContainsFunc(diagnostics, func(d *Diagnostic) bool { return d.Code.Severity() == Error })
}

// Only are the diagnostics of a severity.
func Only(severity Severity, diagnostics []*Diagnostic) []*Diagnostic {
	var list []*Diagnostic
	for _, d := range diagnostics {
		if d.Code.Severity() == severity {
			list = append(list, d)
		}
	}
	return list
}

// Place gives diagnostics the file that their text is, and the positions of their ranges.
func Place(file, text string, diagnostics ...*Diagnostic) []*Diagnostic {
	lines := NewLines(text)
	for _, d := range diagnostics {
		d.File, d.From, d.To = file, lines.At(d.Range.Start), lines.At(d.Range.End)
	}
	return diagnostics
}

// Sort puts diagnostics of one text into its order. What has no place comes last.
func Sort(diagnostics []*Diagnostic) {
	slices.SortStableFunc(diagnostics, func(a, b *Diagnostic) int {
		if a.From.Line == 0 || b.From.Line == 0 {
			return cmp.Or(cmp.Compare(b.From.Line, a.From.Line), cmp.Compare(a.Range.Start, b.Range.Start))
		}
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Range.Start, b.Range.Start))
	})
}

// Severity tells what keeps a text from being used from what does not.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
)

// String is the severity as machines read it, in SARIF too.
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}
