package cedar

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
)

// deepest is how many levels expressions and types may be nested.
const deepest = 200

// longest is how many operands may stand in one row: each nests the tree by one more level.
const longest = 1000

// most is how many mistakes are shown. Nobody reads more, and each costs more than the byte that may cause it.
const most = 100

// A parser reads tokens by recursive descent. Mistakes with one likely meaning are reported and read as what was meant.
// Any other ends the declaration that it is in: the parser panics with giveUp, and attempt goes on behind it.
type parser struct {
	*lexer
	begins  func() bool // whether a rule or declaration may begin here
	next    int         // the number of the next token
	depth   int
	skipped map[int]bool      // where bad tokens are that were skipped
	lines   *diagnostic.Lines // made when first asked for
}

type giveUp struct{}

func newParser(text string) *parser { return &parser{lexer: lex(text), skipped: map[int]bool{}} }

// result is what was found to be wrong, in the order of the text. In what was skipped, a text without an end is mostly the
// other end of one that was the mistake.
func (p *parser) result() []*diagnostic.Diagnostic {
	list := slices.DeleteFunc(p.diagnostics, func(d *diagnostic.Diagnostic) bool {
		return (d.Code == diagnostic.UnclosedText || d.Code == diagnostic.UnclosedComment) && p.skipped[d.Range.Start]
	})
	diagnostic.Sort(list)
	room := most // for warnings, which never crowd out a mistake
	for _, d := range list {
		if d.Code.Severity() == diagnostic.Error {
			room--
		}
	}
	list = slices.DeleteFunc(list, func(d *diagnostic.Diagnostic) bool {
		if d.Code.Severity() == diagnostic.Error {
			return false
		}
		room--
		return room < 0
	})
	list = list[:min(len(list), most)]
	return list
}

// attempt reads a declaration. Where it cannot, it skips to the next one: to where one begins, at the start of a line, or
// behind a semicolon to one of the stops or the start of a line.
func (p *parser) attempt(read func(), stops ...string) {
	first, depth := p.next, p.depth
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case giveUp:
			p.depth = depth
			p.skip(first, stops)
		default:
			panic(failure)
		}
	}()
	read()
}

func (p *parser) skip(first int, stops []string) {
	mistake := p.next
	for !p.ended() {
		if p.next > first && p.beginsLine() && p.begins() {
			return
		}
		if t := p.peek(); t.kind == tokenBad && p.next > mistake {
			p.skipped[t.Start] = true
		}
		if p.take().text == ";" && (p.begins() || p.is(stops...) || p.beginsLine()) {
			return
		}
	}
}

func (p *parser) peek() token     { return p.tokens[p.next] }
func (p *parser) previous() token { return p.tokens[p.next-1] }
func (p *parser) ended() bool     { return p.peek().kind == tokenEOF }

// second is the token behind the next.
func (p *parser) second() token { return p.tokens[min(p.next+1, len(p.tokens)-1)] }

// take goes on behind the next token.
func (p *parser) take() token {
	t := p.peek()
	if t.kind != tokenEOF {
		p.next++
	}
	return t
}

// is reports whether the next token is one of some words or punctuation.
func (p *parser) is(texts ...string) bool { return slices.Contains(texts, p.peek().text) }

// accept takes the next token if it is this one.
func (p *parser) accept(text string) bool {
	found := p.is(text)
	if found {
		p.take()
	}
	return found
}

// beginsLine reports whether the next token is the first of its line.
func (p *parser) beginsLine() bool {
	return p.next == 0 || strings.Contains(p.text[p.previous().End:p.peek().Start], "\n")
}

// since is the span from an offset to the end of the last token taken.
func (p *parser) since(start int) Span { return Span{Start: start, End: p.previous().End} }

// here is where the next token stands. Where the text ends, what is missing is missed behind its last token.
func (p *parser) here() Span {
	if p.ended() && p.next > 0 {
		return Span{Start: p.previous().End, End: p.previous().End}
	}
	return p.peek().Span
}

// fail reports a mistake and gives up. What the lexer could not read has been reported.
func (p *parser) fail(at Span, code diagnostic.Code, args ...any) {
	if p.peek().kind != tokenBad {
		p.report(at, code, args...)
	}
	panic(giveUp{})
}

// failMended is fail for a mistake that a fix mends.
func (p *parser) failMended(fix diagnostic.Fix, at Span, code diagnostic.Code, args ...any) {
	if p.peek().kind != tokenBad {
		p.report(at, code, args...)
		p.mends(fix)
	}
	panic(giveUp{})
}

// unexpected reports that something else is expected than the next token, and what to do, and gives up.
func (p *parser) unexpected(what any, note diagnostic.Code) {
	p.fail(p.here(), diagnostic.Unexpected, what, p.found(), "", note)
}

// found is the next token as a message shows it; "" where the text ends.
func (p *parser) found() string {
	if p.ended() {
		return ""
	}
	return quote(p.peek().text)
}

// nothing is what a mistake says to do that says enough by itself.
const nothing diagnostic.Code = 0

// oneOf reports that one of some words or punctuation is expected, and gives up.
func (p *parser) oneOf(note diagnostic.Code, texts ...string) {
	var list, words []string
	for _, text := range texts {
		if unicode.IsLetter(rune(text[0])) {
			words = append(words, text)
		} else {
			text = quote(text)
		}
		list = append(list, text)
	}
	what := diagnostic.Say(diagnostic.AnyOf, list)
	if t := p.peek(); t.kind == tokenIdent {
		nearest := spelling.Nearest(t.text, words)
		p.misspelt(nearest, t.Span, diagnostic.Unexpected, what, quote(t.text), nearest, note)
	}
	p.unexpected(what, note)
}

// misspelt reports a name that is not one of those that are known, with a fix to the one that was probably meant, and gives up.
func (p *parser) misspelt(nearest string, at Span, code diagnostic.Code, args ...any) {
	if nearest != "" {
		p.failMended(diagnostic.Replace(at, nearest), at, code, args...)
	}
	p.fail(at, code, args...)
}

func (p *parser) expect(text string) token {
	if !p.is(text) {
		p.oneOf(nothing, text)
	}
	return p.take()
}

// insert is a fix that adds what is missing behind the last token.
func (p *parser) insert(text string) diagnostic.Fix {
	end := p.previous().End
	return diagnostic.Fix{Title: diagnostic.Say(diagnostic.FixAdd, text), Edits: []diagnostic.Edit{edit(Span{Start: end, End: end}, text)}}
}

// close expects a closing bracket, or something else that may stand there. Where the next declaration begins, the bracket
// is taken as written.
func (p *parser) close(open token, closing string, otherwise ...string) {
	if p.accept(closing) {
		return
	}
	line := p.line(open.Start)
	unexpected := func() {
		expected := diagnostic.Say(diagnostic.AnyOf, append(otherwise, quote(closing)))
		p.report(p.here(), diagnostic.Unexpected, expected, p.found(), "", diagnostic.Say(diagnostic.Closes, open.text, line))
	}
	switch {
	case p.peek().kind == tokenBad:
	case p.over():
		p.missing(closing, diagnostic.MissingBracket, quote(closing), open.text, line)
		return
	case p.is(";") && p.second().text == closing:
		at := p.take().Span
		p.take()
		p.report(at, diagnostic.EarlySemicolon)
		p.mends(fix(diagnostic.FixRemove, edit(at, "")))
		return
	case p.is(")", "]", "}", ";"):
		unexpected()
		p.mends(p.insert(closing))
	default:
		unexpected()
	}
	panic(giveUp{})
}

// over reports whether a declaration ends here, finished or not.
func (p *parser) over() bool { return p.ended() || p.beginsLine() && p.begins() }

// missing reports that something is missing behind the last token.
func (p *parser) missing(text string, code diagnostic.Code, args ...any) {
	end := p.previous().End
	p.report(Span{Start: end, End: end}, code, args...)
	p.mends(p.insert(text))
}

// line is the number of the line that an offset is on.
func (p *parser) line(offset int) int {
	if p.lines == nil {
		p.lines = diagnostic.NewLines(p.text)
	}
	return p.lines.Line(offset)
}

// names are where each name of a scope stands first.
type names map[string]Span

// once reports a name that stands a second time where it may stand once.
func (p *parser) once(seen names, name string, at Span, what diagnostic.Code) bool {
	first, again := seen[name]
	if again {
		p.report(at, diagnostic.Duplicate, diagnostic.Say(what, quote(name)), p.line(first.Start))
	} else {
		seen[name] = at
	}
	return !again
}

// list reads entries up to a closing bracket. Commas stand between them, and one may behind the last. The code is that of
// a missing one.
func (p *parser) list(open token, closing string, comma diagnostic.Code, entry func()) {
	for !p.accept(closing) {
		entry()
		switch t := p.peek(); {
		case p.is(closing) || p.accept(","):
		case p.accept(";"):
			if p.over() {
				p.next--
				p.close(open, closing, quote(","))
			}
			p.report(t.Span, diagnostic.WrongPunctuation, ",", ";")
			p.mends(diagnostic.Replace(t.Span, ","))
		case !p.over() && (t.kind == tokenIdent || t.kind == tokenString || t.kind == tokenInt || t.kind == tokenKeyword || p.is("@", "(", "[", "{", "!", "-")):
			p.missing(",", comma)
		default:
			p.close(open, closing, quote(","))
			return
		}
	}
}

// oneOrList reads one entry, or a list of them in brackets.
func (p *parser) oneOrList(entry func()) {
	if p.is("[") {
		p.list(p.take(), "]", diagnostic.MissingComma, entry)
		return
	}
	entry()
}

// semicolon ends a rule or a declaration. One may be missing where another begins.
func (p *parser) semicolon(what diagnostic.Code, begins bool) {
	switch {
	case p.accept(";"):
	case begins || p.ended():
		p.missing(";", diagnostic.MissingSemicolon, what)
	default:
		p.oneOf(nothing, ";")
	}
}

// nest counts levels of nesting; its result, deferred, takes them away.
func (p *parser) nest(levels int) func() {
	p.depth += levels
	if p.depth > deepest {
		p.fail(p.here(), diagnostic.Nested, deepest)
	}
	return func() { p.depth -= levels }
}

// row refuses a row of operators, or of attributes of attributes, that is too long.
func (p *parser) row(length int) {
	if length >= longest {
		p.fail(p.here(), diagnostic.LongRow, longest)
	}
}

// identifier reads a name without quotes.
func (p *parser) identifier(what diagnostic.Code) Name {
	t := p.peek()
	switch t.kind {
	case tokenIdent:
		p.take()
	case tokenKeyword:
		p.fail(t.Span, diagnostic.ReservedWord, quote(t.text))
	default:
		p.unexpected(what, nothing)
	}
	return Name{Span: t.Span, Text: t.text}
}

// name reads a name with or without quotes.
func (p *parser) name(what diagnostic.Code) Name {
	switch t := p.peek(); t.kind {
	case tokenString:
		return p.quoted()
	case tokenKeyword:
		p.report(t.Span, diagnostic.UnquotedWord, quote(t.text))
		p.mends(diagnostic.Replace(t.Span, strconv.Quote(t.text)))
		p.take()
		return Name{Span: t.Span, Text: t.text}
	}
	return p.identifier(what)
}

// quoted reads a text.
func (p *parser) quoted() Name {
	t := p.take()
	return Name{Span: t.Span, Text: p.unescape(t, nil), Quoted: true}
}

// id reads a text that stands in quotes. A bare word is read as what was meant.
func (p *parser) id(what diagnostic.Code) Name {
	t := p.peek()
	if t.kind == tokenIdent || t.kind == tokenKeyword {
		p.take()
		p.report(t.Span, diagnostic.MissingQuotes, what)
		p.mends(diagnostic.Replace(t.Span, strconv.Quote(t.text)))
		return Name{Span: t.Span, Text: t.text}
	}
	if t.kind != tokenString {
		p.unexpected(diagnostic.AText, nothing)
	}
	return p.quoted()
}

// unescape is a text without its quotes and escapes. In a pattern, wildcard is called at each * with what stands before.
func (p *parser) unescape(t token, wildcard func(before string)) string {
	inside := t.content(p.text)
	content := inside.Of(p.text)
	var out []byte
	for i := 0; i < len(content); {
		switch {
		case content[i] == '*' && wildcard != nil:
			wildcard(string(out))
			out = nil
			i++
		case content[i] != '\\':
			out = append(out, content[i])
			i++
		default:
			r, length := escape(content[i:], wildcard != nil)
			if r < 0 {
				p.badEscape(Span{Start: inside.Start + i, End: inside.Start + i + length})
			} else {
				out = utf8.AppendRune(out, r)
			}
			i += length
		}
	}
	return string(out)
}

// escapes are what a letter behind a backslash stands for.
var escapes = map[byte]rune{'n': '\n', 'r': '\r', 't': '\t', '\\': '\\', '0': 0, '\'': '\'', '"': '"'}

// escape reads the escape that a text begins with, and its length. The rune is below 0 where there is no such escape.
func escape(text string, pattern bool) (rune, int) {
	if r, ok := escapes[text[1]]; ok {
		return r, 2
	}
	digits, length := "", 2
	switch {
	case text[1] == '*' && pattern:
		return '*', 2
	case text[1] == 'x' && len(text) >= 4:
		digits, length = text[2:4], 4
	case strings.HasPrefix(text, `\u{`):
		end := 3 + span(text[3:], func(r rune) bool { return r == '_' || unicode.Is(unicode.ASCII_Hex_Digit, r) })
		if length = end + 1; end < len(text) && text[end] == '}' && text[3] != '_' {
			digits = strings.ReplaceAll(text[3:end], "_", "")
		}
	}
	code, err := strconv.ParseUint(digits, 16, 32)
	r := rune(code)
	if err != nil || len(digits) > 6 || !utf8.ValidRune(r) || text[1] == 'x' && r > 0x7F {
		_, size := utf8.DecodeRuneInString(text[1:])
		return -1, 1 + size
	}
	return r, length
}

func (p *parser) badEscape(at Span) {
	switch at.Of(p.text) {
	case `\x`:
		p.report(at, diagnostic.HexEscape)
	case `\u`:
		p.report(at, diagnostic.UnicodeEscape)
	case `\*`:
		p.report(at, diagnostic.NeedlessEscape)
		p.mends(diagnostic.Replace(at, "*"))
	default:
		p.report(at, diagnostic.BadEscape, at.Of(p.text))
	}
	p.mends(diagnostic.Replace(Span{Start: at.Start, End: at.Start + 1}, `\\`))
}

// pattern reads the pattern of like.
func (p *parser) pattern() Pattern {
	if p.peek().kind != tokenString {
		p.unexpected(diagnostic.APattern, diagnostic.LikePattern)
	}
	t := p.take()
	var parts []any
	rest := p.unescape(t, func(before string) { parts = append(parts, before, types.Wildcard{}) })
	return Pattern{t.Span, types.NewPattern(append(parts, rest)...)}
}

// annotations reads what stands before a rule, a declaration or an attribute.
func (p *parser) annotations() []Annotation {
	var list []Annotation
	seen := names{}
	for p.is("@") {
		start := p.take().Start
		key := p.peek()
		if key.kind != tokenIdent && key.kind != tokenKeyword {
			p.unexpected(diagnostic.AnnotationName, diagnostic.LikeAnnotation)
		}
		p.take()
		a := Annotation{Key: Name{Span: key.Span, Text: key.text}}
		if p.is("(") {
			open := p.take()
			a.Value = p.id(diagnostic.AnnotationValue)
			p.close(open, ")")
		}
		a.Span = p.since(start)
		if !p.once(seen, key.text, a.Span, diagnostic.TheAnnotation) {
			p.mends(fix(diagnostic.FixRemove, edit(a.Span, "")))
		}
		list = append(list, a)
	}
	return list
}

// reference reads a name with its namespaces and, where one follows, the id of an entity.
func (p *parser) reference(what diagnostic.Code) (Path, *Name) {
	first := p.identifier(what)
	path := Path{first.Span, first.Text}
	for {
		if p.is(":") && p.second().kind == tokenString {
			colon := p.take()
			p.report(colon.Span, diagnostic.SingleColon)
			p.mends(diagnostic.Replace(colon.Span, "::"))
		} else if !p.accept("::") {
			return path, nil
		}
		if p.peek().kind == tokenString {
			id := p.quoted()
			return path, &id
		}
		part := p.identifier(diagnostic.NameOrID)
		path = Path{p.since(path.Start), path.Text + "::" + part.Text}
	}
}

// path reads a name with its namespaces.
func (p *parser) path(what diagnostic.Code) Path {
	path, id := p.reference(what)
	if id != nil {
		p.failMended(diagnostic.Replace(p.since(path.Start), path.Text), p.since(path.Start), diagnostic.EntityForType)
	}
	return path
}
