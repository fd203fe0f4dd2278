package cedar

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Diagnostic is something wrong or odd about a text, as terminal, page and editor show it.
type Diagnostic struct {
	Path     string // the file, or the path in a scenario, that holds the text; whoever read it fills it in
	Range    Span   // empty where something is missing
	Severity Severity
	Code     Code
	Message  string
	Note     string // what to do, where the message alone does not say; may be empty
	Fixes    []Fix  // each mends it by itself
}

// Severity tells what keeps a text from being used from what does not.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
)

// Code names a kind of mistake, whatever the language of its message.
type Code string

// The codes of mistakes in syntax.
const (
	NotText          Code = "not-text"          // invalid UTF-8, or a NUL
	UnknownCharacter Code = "unknown-character" // that Cedar has no use for
	InvisibleMark    Code = "invisible-mark"    // a byte order mark, a no-break space
	WrongQuotes      Code = "wrong-quotes"      // curly or single
	Unclosed         Code = "unclosed"          // a text or a comment
	BadEscape        Code = "bad-escape"        // a backslash that escapes nothing
	LargeNumber      Code = "large-number"      // that no Long can hold
	Fraction         Code = "fraction"          // 1.5
	WrongOperator    Code = "wrong-operator"    // =, and
	Unexpected       Code = "unexpected"        // any other token out of place
	MissingSemicolon Code = "missing-semicolon" // at the end of a rule or declaration
	MissingComma     Code = "missing-comma"     // between the entries of a list
	ReservedWord     Code = "reserved-word"     // used as a name
	UnknownName      Code = "unknown-name"      // of a variable, function or method
	WrongEntity      Code = "wrong-entity"      // an entity that is not Type::"id"
	Template         Code = "template"          // ?principal
	Duplicate        Code = "duplicate"         // annotation, key, attribute, declaration
	Nested           Code = "nested"            // deeper than any rule has to be
)

// Fix mends a mistake when all of its edits are made.
type Fix struct {
	Title string
	Edits []Edit
}

// Edit replaces a piece of text. The edits of one fix do not overlap and stand in the order of the text.
type Edit struct {
	Span
	Text string
}

// Failed reports whether one of the diagnostics keeps a text from being used.
func Failed(diagnostics []Diagnostic) bool {
	return slices.ContainsFunc(diagnostics, func(d Diagnostic) bool { return d.Severity == Error })
}

// Position is a place in a text for people and for editors. All three count from 1.
type Position struct {
	Line   int
	Column int // in characters, as a terminal shows it
	Unit   int // the column in UTF-16 code units, as JavaScript counts it
}

// Lines turns offsets of a text into positions.
type Lines struct {
	text   string
	starts []int
}

// NewLines finds the lines of a text.
func NewLines(text string) *Lines {
	l := &Lines{text: text, starts: []int{0}}
	for i := range len(text) {
		if text[i] == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// line is the number of the line that an offset is on.
func (l *Lines) line(offset int) int { return sort.SearchInts(l.starts, offset+1) }

// At is the position of an offset. One inside a character is the character's.
func (l *Lines) At(offset int) Position {
	line := l.line(offset)
	start := l.starts[line-1]
	for offset > start && offset < len(l.text) && !utf8.RuneStart(l.text[offset]) {
		offset--
	}
	p := Position{Line: line, Column: 1, Unit: 1}
	for _, r := range l.text[start:offset] {
		p.Column++
		p.Unit += utf16.RuneLen(r)
	}
	return p
}

// quote shows a piece of the text in a message: its first line, and not too much of that.
func quote(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	const longest = 40
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	if strings.HasPrefix(text, `"`) {
		return text
	}
	return `"` + text + `"`
}
