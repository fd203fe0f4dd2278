package cedar

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
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
	return Span{Start: t.Start + open, End: t.End - closing}
}

// reserved are the words that Cedar's parser never takes for a name.
var reserved = []string{"true", "false", "if", "then", "else", "in", "like", "has", "is", "__cedar"}

// IsName reports whether a text is a name as it stands, without quotes.
func IsName(text string) bool {
	l := lex(text)
	return len(l.tokens) == 2 && l.tokens[0].kind == tokenIdent && l.tokens[0].Span == Span{Start: 0, End: len(text)}
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
	diagnostics []*diagnostic.Diagnostic
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
			l.report(Span{Start: i, End: i + 1}, diagnostic.NulCharacter)
			return true
		case r == utf8.RuneError && size == 1:
			l.report(Span{Start: i, End: i + 1}, diagnostic.NotUTF8)
			return true
		}
	}
	return false
}

func (l *lexer) report(at Span, code diagnostic.Code, args ...any) {
	l.diagnostics = append(l.diagnostics, &diagnostic.Diagnostic{Range: at, Message: diagnostic.Say(code, args...)})
}

// mends gives the last mistake that was reported its fixes.
func (l *lexer) mends(fixes ...diagnostic.Fix) {
	last := l.diagnostics[len(l.diagnostics)-1]
	last.Fixes = append(last.Fixes, fixes...)
}

// fix makes a fix of edits.
func fix(title diagnostic.Code, edits ...diagnostic.Edit) diagnostic.Fix {
	return diagnostic.Fix{Title: diagnostic.Say(title), Edits: edits}
}

// edit puts a text into a place.
func edit(at Span, text string) diagnostic.Edit { return diagnostic.Edit{Span: at, Text: text} }

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

// add makes a token of what stands before an end, and goes on there.
func (l *lexer) add(kind tokenKind, end int) {
	at := Span{Start: l.at, End: end}
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
			l.report(Span{Start: l.at, End: l.at + 2}, diagnostic.UnclosedComment)
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
		at := Span{Start: l.at, End: l.at + size}
		l.report(at, diagnostic.InvisibleMark, fmt.Sprintf("U+%04X", r))
		if strings.ContainsRune(spaces, r) {
			l.mends(fix(diagnostic.FixSpace, edit(at, " ")))
		} else {
			l.mends(fix(diagnostic.FixRemove, edit(at, "")))
		}
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
	l.comments = append(l.comments, Span{Start: l.at, End: l.at + length})
	l.hidden(l.at, l.at+length)
	l.at += length
}

func (l *lexer) word(rest string) {
	end := span(rest, func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) })
	word := rest[:end]
	switch {
	case strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }):
		at := Span{Start: l.at, End: l.at + end}
		if latin, ok := spelling.Latin(word); ok {
			l.report(at, diagnostic.BadName, quote(word), quote(latin))
			l.mends(diagnostic.Replace(at, latin))
		} else {
			l.report(at, diagnostic.BadName, quote(word), "")
		}
		l.add(tokenBad, l.at+end)
	case slices.Contains(reserved, word):
		l.add(tokenKeyword, l.at+end)
	default:
		l.add(tokenIdent, l.at+end)
	}
}

// quotes open or close a text, the first of them rightly.
const quotes = "\"'“”„‘’"

// spaces are characters that look like a space.
const spaces = "\u00A0\u2009\u202F"

// turning are characters that turn the direction of what is read behind them, so that a text is another than it looks. The marks
// of a direction, which whoever writes from right to left needs, are not among them.
const turning = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"

// invisible are characters that look like a space or like nothing.
const invisible = spaces + turning + "\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF"

// hidden warns of what is in a text or a comment and is not seen.
func (l *lexer) hidden(start, end int) {
	for i, r := range l.text[start:end] {
		if strings.ContainsRune(turning, r) {
			at := Span{Start: start + i, End: start + i + utf8.RuneLen(r)}
			l.report(at, diagnostic.HiddenMark, fmt.Sprintf("U+%04X", r))
			l.mends(fix(diagnostic.FixRemove, edit(at, "")))
		}
	}
}

// quoted reads a text. Cedar's own end on their line; a backslash hides the quote behind it.
func (l *lexer) quoted(rest string, open int) {
	closers := rest[:open]
	if open > 1 {
		closers = quotes // whoever types curly quotes mixes them
	}
	end := open
	for {
		if end == len(rest) || rest[end] == '\n' {
			l.report(Span{Start: l.at, End: l.at + end}, diagnostic.UnclosedText)
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
	l.hidden(l.at, l.at+end)
	l.add(tokenString, l.at+end)
	t := &l.tokens[len(l.tokens)-1]
	if rest[0] == '"' {
		return
	}
	inside := t.content(l.text)
	content := l.text[inside.Start:inside.End]
	l.report(t.Span, diagnostic.WrongQuotes, quote(`"`+content+`"`))
	if !strings.ContainsAny(content, `"`) {
		l.mends(fix(diagnostic.FixQuotes, edit(Span{Start: t.Start, End: inside.Start}, `"`), edit(Span{Start: inside.End, End: t.End}, `"`)))
	}
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
			l.report(t.Span, diagnostic.WrongOperator, right, written)
			l.mends(diagnostic.Replace(t.Span, right))
		}
		return
	}
	code := diagnostic.UnknownCharacter
	if rest[0] == '/' || rest[0] == '%' {
		code = diagnostic.Division
	}
	l.report(Span{Start: l.at, End: l.at + size}, code, quote(rest[:size]))
	l.add(tokenBad, l.at+size)
}
