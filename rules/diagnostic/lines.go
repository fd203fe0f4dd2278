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
	units  []int // where each line starts in UTF-16 code units
}

// NewLines finds the lines of a text.
func NewLines(text string) *Lines {
	l := &Lines{text: text, starts: []int{0}, units: []int{0}}
	unit := 0
	for i, r := range text {
		unit += width(r)
		if r == '\n' {
			l.starts, l.units = append(l.starts, i+1), append(l.units, unit)
		}
	}
	return l
}

// width is how many UTF-16 code units a character takes; what is no character takes that of its replacement.
func width(r rune) int { return max(utf16.RuneLen(r), 1) }

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
		p.Unit += width(r)
	}
	return p
}

// Units is an offset in UTF-16 code units from the beginning of the text.
func (l *Lines) Units(offset int) int {
	p := l.At(offset)
	return l.units[p.Line-1] + p.Unit - 1
}

// Offset is the offset in bytes of one in UTF-16 code units; the nearest that there is.
func (l *Lines) Offset(unit int) int {
	line := max(sort.SearchInts(l.units, unit+1)-1, 0)
	offset, at := l.starts[line], l.units[line]
	for _, r := range l.text[offset:] {
		if at += width(r); at > unit {
			break
		}
		offset += utf8.RuneLen(r)
	}
	return offset
}
