package cedar

import (
	"strings"
	"unicode/utf8"
)

// widest is how many characters a line of formatted text has at most, comments behind it and what cannot be broken aside.
const widest = 120

// pieceKind is what a piece of a layout is.
type pieceKind uint8

const (
	pieceText    pieceKind = iota
	pieceInline            // a comment between two tokens of one line
	pieceBehind            // a comment that ends its line
	pieceLine              // where a line may end: it does where its group does not fit on one
	pieceFill              // where a line may end: it does where what comes up to the next such place does not fit on it
	pieceNewline           // where a line ends
	pieceOpen              // where a group begins: it stands on one line or is broken at all of its own pieceLine
	pieceClose             // where it ends
	pieceIndent            // from here on lines begin further right
	pieceDedent
)

// piece is a part of a layout.
type piece struct {
	kind  pieceKind
	text  string // of a line that does not end: what stands there instead
	blank bool   // whether a blank line follows a pieceNewline
}

// A printer makes lines of pieces, in the way of Wadler's "A prettier printer".
type printer struct {
	pieces  []piece
	lines   []printed
	current printed
	depth   int
	margin  int    // the depth at the beginning of the line
	broken  []bool // of the groups that are open, from the outside
}

// printed is a line and the comment that ends it.
type printed struct{ code, comment string }

// lay makes a text of pieces.
func lay(pieces []piece) string {
	p := &printer{pieces: pieces, broken: []bool{true}}
	for i, piece := range pieces {
		p.put(i, piece)
	}
	p.newline(false)
	return join(p.lines)
}

func (p *printer) put(at int, piece piece) {
	broken := p.broken[len(p.broken)-1]
	switch piece.kind {
	case pieceText:
		p.write(piece.text)
	case pieceInline:
		if p.current.comment != "" {
			p.newline(false) // comments stay in their order
		}
		if code := p.current.code; code != "" && !strings.ContainsAny(code[len(code)-1:], " ([{") {
			p.write(" ")
		}
		p.write(piece.text)
	case pieceBehind:
		if strings.Contains(p.current.comment, "//") {
			p.newline(false)
			p.write(piece.text)
			p.newline(false)
			break
		}
		p.current.comment = strings.TrimLeft(p.current.comment+" "+piece.text, " ")
	case pieceNewline:
		p.newline(piece.blank)
	case pieceLine, pieceFill:
		ends := broken && (piece.kind == pieceLine || p.current.comment != "" || !p.fits(at+1, p.column()+len(piece.text), false))
		if ends {
			p.newline(false)
		} else {
			p.write(piece.text)
		}
	case pieceOpen:
		p.broken = append(p.broken, broken && !p.fits(at+1, p.column(), true))
	case pieceClose:
		p.broken = p.broken[:len(p.broken)-1]
	case pieceIndent:
		p.depth++
	case pieceDedent:
		p.depth--
	}
}

func (p *printer) write(text string) {
	if p.current.code == "" {
		if text == "" || text == " " {
			return // a line ended where none had to
		}
		p.current.code = strings.Repeat("  ", p.margin)
	}
	p.current.code += text
}

// column is how many characters the line has before what is written next.
func (p *printer) column() int {
	if p.current.code == "" {
		return 2 * p.margin
	}
	return utf8.RuneCountInString(p.current.code)
}

// newline ends the line, if there is anything on it, and puts at most one blank line behind it.
func (p *printer) newline(blank bool) {
	p.margin = p.depth
	if p.current != (printed{}) {
		p.current.code = strings.TrimRight(p.current.code, " ")
		p.lines = append(p.lines, p.current)
		p.current = printed{}
	}
	if last := len(p.lines) - 1; blank && last >= 0 && p.lines[last] != (printed{}) {
		p.lines = append(p.lines, printed{})
	}
}

// fits reports whether what stands before the next end of a line fits on this one. In a group that has just begun, that is
// the end of a line behind it, and no line may have to end in it.
func (p *printer) fits(from, column int, group bool) bool {
	depth, ended, commented := 0, false, p.current.comment != ""
	if group {
		depth = 1
	}
	for _, piece := range p.pieces[from:] {
		switch piece.kind {
		case pieceText, pieceInline:
			column += utf8.RuneCountInString(piece.text)
		case pieceBehind:
			commented = true
		case pieceNewline:
			return depth <= 0 || ended
		case pieceLine, pieceFill:
			if depth <= 0 || ended {
				return true
			}
			if commented {
				return false
			}
			column += len(piece.text)
		case pieceOpen:
			depth++
		case pieceClose:
			depth--
			ended = ended || group && depth == 0
		}
		if column > widest {
			return false
		}
	}
	return true
}

// join makes a text of lines. Comments behind lines that follow each other stand below each other.
func join(lines []printed) string {
	var out strings.Builder
	for first := 0; first < len(lines); {
		end, column := first, 0
		for end < len(lines) && strings.HasPrefix(lines[end].comment, "//") {
			column = max(column, utf8.RuneCountInString(lines[end].code))
			end++
		}
		end = max(end, first+1)
		for _, line := range lines[first:end] {
			out.WriteString(line.code)
			if line.comment != "" {
				out.WriteString(strings.Repeat(" ", max(column-utf8.RuneCountInString(line.code), 0)+1) + line.comment)
			}
			out.WriteByte('\n')
		}
		first = end
	}
	return out.String()
}
