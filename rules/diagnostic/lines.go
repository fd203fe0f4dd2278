package diagnostic

import (
	"cmp"
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// Position is a place in a text for people and for editors. All three count from 1.
type Position struct {
	Line   int
	Column int // in characters, as a terminal shows it
	Unit   int // the column in UTF-16 code units, as JavaScript counts it
}

// Compare orders positions of one text.
func (p Position) Compare(other Position) int {
	return cmp.Or(p.Line-other.Line, p.Column-other.Column)
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

// Line is the number of the line that an offset is on.
func (l *Lines) Line(offset int) int { return sort.SearchInts(l.starts, offset+1) }

// At is the position of an offset. One inside a character is the character's.
func (l *Lines) At(offset int) Position {
	line := l.Line(offset)
	start := l.starts[line-1]
	for offset > start && offset < len(l.text) && !utf8.RuneStart(l.text[offset]) {
		offset--
	}
	p := Position{Line: line, Column: 1, Unit: 1}
	for _, r := range l.text[start:min(offset, len(l.text))] {
		p.Column++
		p.Unit += utf16.RuneLen(r)
	}
	return p
}
