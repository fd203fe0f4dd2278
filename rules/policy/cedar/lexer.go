package cedar

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	tokenEOF     tokenKind = iota
	tokenIdent             // a name
	tokenKeyword           // a reserved word, which is a name in quotes only
	tokenInt               // a number without its sign
	tokenString            // a text with its quotes
	tokenPunct             // an operator, a bracket, a comma
	tokenBad               // what cannot be a token; the lexer has reported it
)

// token is a piece of Cedar text that is neither white space nor comment.
type token struct {
	kind tokenKind
	text string // as it should be written: a mistaken operator is replaced by the right one
	Span
}

// content is the place of what stands between the quotes of a tokenString.
func (t token) content(text string) Span {
	_, open := utf8.DecodeRuneInString(text[t.Start:t.End])
	_, closing := utf8.DecodeLastRuneInString(text[t.Start:t.End])
	return Span{t.Start + open, t.End - closing}
}

// reserved are the words that Cedar's parser never takes for a name.
var reserved = []string{"true", "false", "if", "then", "else", "in", "like", "has", "is", "__cedar"}

// IsName reports whether a text is a name as it stands, without quotes.
func IsName(text string) bool {
	l := lex(text)
	return len(l.tokens) == 2 && l.tokens[0].kind == tokenIdent && l.tokens[0].Span == Span{0, len(text)}
}

// punctuation is all operators and brackets, and operators of other languages with Cedar's own. Longer ones come before those
// that they begin with.
var punctuation = [][2]string{
	{"===", "=="}, {"!==", "!="}, {"=>", ">="}, {"=<", "<="},
	{"::", "::"}, {"==", "=="}, {"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"&&", "&&"}, {"||", "||"}, {"&", "&&"}, {"|", "||"},
	{"@", "@"}, {".", "."}, {",", ","}, {";", ";"}, {":", ":"}, {"(", "("}, {")", ")"}, {"{", "{"}, {"}", "}"}, {"[", "["},
	{"]", "]"}, {"<", "<"}, {">", ">"}, {"+", "+"}, {"-", "-"}, {"*", "*"}, {"!", "!"}, {"=", "="}, {"?", "?"},
}

// A lexer cuts a text into tokens. What it cannot read it reports and passes over, so that all mistakes are found at once.
type lexer struct {
	text        string
	at          int
	tokens      []token
	comments    []Span
	diagnostics []Diagnostic
}

// lex cuts a text into tokens, the last of them tokenEOF, and comments.
func lex(text string) *lexer {
	l := &lexer{text: text}
	if l.binary() {
		l.tokens = []token{{kind: tokenEOF}}
		return l
	}
	for l.at < len(text) {
		l.token()
	}
	l.add(tokenEOF, len(text))
	return l
}

// binary refuses what is no text. Positions in it would mean nothing.
func (l *lexer) binary() bool {
	for i, r := range l.text {
		_, size := utf8.DecodeRuneInString(l.text[i:])
		switch {
		case r == 0:
			l.report(Span{i, i + 1}, NotText, "the text holds a NUL character", `In quotes it is written \0.`)
			return true
		case r == utf8.RuneError && size == 1:
			l.report(Span{i, i + 1}, NotText, "the text is not valid UTF-8", "Save it in UTF-8.")
			return true
		}
	}
	return false
}

func (l *lexer) report(at Span, code Code, message, note string, fixes ...Fix) {
	l.diagnostics = append(l.diagnostics, Diagnostic{Range: at, Code: code, Message: message, Note: note, Fixes: fixes})
}

// add makes a token of what stands before an end, and goes on there.
func (l *lexer) add(kind tokenKind, end int) {
	at := Span{l.at, end}
	l.tokens = append(l.tokens, token{kind, l.text[at.Start:at.End], at})
	l.at = end
}

func (l *lexer) token() {
	rest := l.text[l.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune(" \t\r\n", r):
		l.at++
	case strings.HasPrefix(rest, "//"):
		l.comment(strings.IndexByte(rest, '\n'), len(rest))
	case strings.HasPrefix(rest, "/*"):
		end := strings.Index(rest[2:], "*/")
		if end < 0 {
			l.report(Span{l.at, l.at + 2}, Unclosed, `this comment is not closed by "*/"`, "")
			l.add(tokenBad, len(l.text))
			return
		}
		l.comment(end+4, 0)
	case r >= '0' && r <= '9':
		l.add(tokenInt, l.at+span(rest, func(r rune) bool { return r >= '0' && r <= '9' }))
	case r == '_' || unicode.IsLetter(r):
		l.word(rest)
	case strings.ContainsRune(quotes, r):
		l.quoted(rest, size)
	case strings.ContainsRune(invisible, r):
		at := Span{l.at, l.at + size}
		l.report(at, InvisibleMark, fmt.Sprintf("an invisible character (U+%04X) stands here", r), "", Fix{"Replace it by a space", []Edit{{at, " "}}})
		l.at += size
	default:
		l.punct(rest, size)
	}
}

// span is the length of the beginning of a text that has such characters only.
func span(text string, is func(rune) bool) int {
	if end := strings.IndexFunc(text, func(r rune) bool { return !is(r) }); end >= 0 {
		return end
	}
	return len(text)
}

// comment keeps a comment of a length; of another one where that is below 0.
func (l *lexer) comment(length, otherwise int) {
	if length < 0 {
		length = otherwise
	}
	l.comments = append(l.comments, Span{l.at, l.at + length})
	l.at += length
}

func (l *lexer) word(rest string) {
	end := span(rest, func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) })
	word := rest[:end]
	switch {
	case strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }):
		l.report(Span{l.at, l.at + end}, UnknownCharacter, quote(word)+" is no name: a name has the letters a to z, digits and _",
			`Other names stand in double quotes, as in principal["größe"].`)
		l.add(tokenBad, l.at+end)
	case slices.Contains(reserved, word):
		l.add(tokenKeyword, l.at+end)
	default:
		l.add(tokenIdent, l.at+end)
	}
}

// quotes open or close a text, the first of them rightly.
const quotes = "\"'“”„‘’"

// invisible are characters that look like a space or like nothing.
const invisible = "\uFEFF\u00A0\u200B\u2009\u202F\u2060"

// quoted reads a text. Cedar's own end on their line; a backslash hides the quote behind it.
func (l *lexer) quoted(rest string, open int) {
	closers := rest[:open]
	if open > 1 {
		closers = quotes // whoever types curly quotes mixes them
	}
	end := open
	for {
		if end == len(rest) || rest[end] == '\n' {
			l.report(Span{l.at, l.at + end}, Unclosed, "this text is not closed on its line by a double quote", "")
			l.add(tokenBad, l.at+end)
			return
		}
		r, size := utf8.DecodeRuneInString(rest[end:])
		end += size
		if strings.ContainsRune(closers, r) {
			break
		}
		if r == '\\' && end < len(rest) && rest[end] != '\n' {
			_, size = utf8.DecodeRuneInString(rest[end:])
			end += size
		}
	}
	l.add(tokenString, l.at+end)
	t := &l.tokens[len(l.tokens)-1]
	if rest[0] == '"' {
		return
	}
	inside := t.content(l.text)
	content := l.text[inside.Start:inside.End]
	var fixes []Fix
	if !strings.ContainsAny(content, `"`) {
		fixes = []Fix{{"Use straight double quotes", []Edit{{Span{t.Start, inside.Start}, `"`}, {Span{inside.End, t.End}, `"`}}}}
	}
	l.report(t.Span, WrongQuotes, `a text stands in straight double quotes, as in `+quote(`"`+content+`"`), "", fixes...)
}

func (l *lexer) punct(rest string, size int) {
	for _, m := range punctuation {
		written, right := m[0], m[1]
		if !strings.HasPrefix(rest, written) {
			continue
		}
		l.add(tokenPunct, l.at+len(written))
		if t := &l.tokens[len(l.tokens)-1]; written != right {
			t.text = right
			l.report(t.Span, WrongOperator, fmt.Sprintf("Cedar writes %s, not %s", right, written), "", Fix{"Write " + right, []Edit{{t.Span, right}}})
		}
		return
	}
	note := ""
	if rest[0] == '/' || rest[0] == '%' {
		note = "Cedar adds, subtracts and multiplies; it does not divide."
	}
	l.report(Span{l.at, l.at + size}, UnknownCharacter, quote(rest[:size])+" means nothing in Cedar", note)
	l.add(tokenBad, l.at+size)
}
