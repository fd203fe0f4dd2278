package diagnostic

import (
	"cmp"
	"sort"
	"sync"
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

// Lines turns offsets of a text into positions. The text is looked through when it is first asked for one: most texts have
// nothing wrong with them.
type Lines struct {
	text  string
	once  sync.Once
	marks []mark // in the order of the text: the start, and every so many characters, that a long line costs no more than a short one
}

// mark is a place in a text, in every way of counting.
type mark struct {
	Position
	offset, units int // from the beginning of the text, in bytes and in UTF-16 code units
}

// apart is how many characters there are from one mark to the next.
const apart = 64

// NewLines gives the lines of a text.
func NewLines(text string) *Lines { return &Lines{text: text} }

// mark sets the marks.
func (l *Lines) mark() {
	at := mark{Position: Position{Line: 1, Column: 1, Unit: 1}}
	l.marks = []mark{at}
	for n := 1; at.offset < len(l.text); n++ {
		at = at.after(l.text)
		if n%apart == 0 {
			l.marks = append(l.marks, at)
		}
	}
}

// after is the place behind the character of a text that stands at a mark. What is no character counts as its replacement.
func (m mark) after(text string) mark {
	r, size := utf8.DecodeRuneInString(text[m.offset:])
	m.offset += size
	width := utf16.RuneLen(r)
	m.units += width
	if r == '\n' {
		m.Position = Position{Line: m.Line + 1, Column: 1, Unit: 1}
	} else {
		m.Column++
		m.Unit += width
	}
	return m
}

// last is the last place of the text that is not beyond another.
func (l *Lines) last(beyond func(mark) bool) mark {
	l.once.Do(l.mark)
	i := sort.Search(len(l.marks), func(i int) bool { return beyond(l.marks[i]) })
	at := l.marks[max(i-1, 0)]
	for at.offset < len(l.text) {
		next := at.after(l.text)
		if beyond(next) {
			break
		}
		at = next
	}
	return at
}

func (l *Lines) at(offset int) mark { return l.last(func(m mark) bool { return m.offset > offset }) }

// Line is the number of the line that an offset is on.
func (l *Lines) Line(offset int) int { return l.at(offset).Line }

// At is the position of an offset. One inside a character is the character's.
func (l *Lines) At(offset int) Position { return l.at(offset).Position }

// Units is an offset in UTF-16 code units from the beginning of the text.
func (l *Lines) Units(offset int) int { return l.at(offset).units }

// Offset is the offset in bytes of one in UTF-16 code units; the nearest that there is.
func (l *Lines) Offset(unit int) int {
	return l.last(func(m mark) bool { return m.units > unit }).offset
}
