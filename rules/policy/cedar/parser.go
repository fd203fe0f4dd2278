package cedar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go/types"

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
	skipped map[int]bool // where bad tokens are that were skipped
	lines   *Lines       // made when first asked for
}

type giveUp struct{}

func newParser(text string) *parser { return &parser{lexer: lex(text), skipped: map[int]bool{}} }

// result is what was found to be wrong, in the order of the text. In what was skipped, a text without an end is mostly the
// other end of one that was the mistake.
func (p *parser) result() []Diagnostic {
	list := slices.DeleteFunc(p.diagnostics, func(d Diagnostic) bool { return d.Code == Unclosed && p.skipped[d.Range.Start] })
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Range.Start, b.Range.Start))
	})
	list = list[:min(len(list), most)]
	slices.SortStableFunc(list, func(a, b Diagnostic) int { return cmp.Compare(a.Range.Start, b.Range.Start) })
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
func (p *parser) since(start int) Span { return Span{start, p.previous().End} }

// here is where the next token stands. Where the text ends, what is missing is missed behind its last token.
func (p *parser) here() Span {
	if p.ended() && p.next > 0 {
		return Span{p.previous().End, p.previous().End}
	}
	return p.peek().Span
}

// fail reports a mistake and gives up. What the lexer could not read has been reported.
func (p *parser) fail(at Span, code Code, message, note string, fixes ...Fix) {
	if p.peek().kind != tokenBad {
		p.report(at, code, message, note, fixes...)
	}
	panic(giveUp{})
}

// unexpected reports that something else is expected than the next token, and gives up.
func (p *parser) unexpected(what, note string, fixes ...Fix) {
	message := what + " is expected here, not " + quote(p.peek().text)
	if p.ended() {
		message = what + " is expected here, but the text ends"
	}
	p.fail(p.here(), Unexpected, message, note, fixes...)
}

// oneOf reports that one of some words or punctuation is expected, and gives up.
func (p *parser) oneOf(note string, texts ...string) {
	var list, words []string
	for _, text := range texts {
		if unicode.IsLetter(rune(text[0])) {
			words = append(words, text)
		} else {
			text = quote(text)
		}
		list = append(list, text)
	}
	what := list[len(list)-1]
	if before := list[:len(list)-1]; len(before) > 0 {
		what = strings.Join(before, ", ") + " or " + what
	}
	if t := p.peek(); t.kind == tokenIdent {
		p.misspelt(t.Span, Unexpected, what+" is expected here, not "+quote(t.text), note, t.text, words)
	}
	p.unexpected(what, note)
}

// misspelt reports a name that is not one of those that are known, with the one that was probably meant, and gives up.
func (p *parser) misspelt(at Span, code Code, message, note, name string, known []string) {
	if nearest := spelling.Nearest(name, known); nearest != "" {
		p.fail(at, code, message+spelling.Suggest(name, known), note, replace(at, nearest))
	}
	p.fail(at, code, message, note)
}

func (p *parser) expect(text string) token {
	if !p.is(text) {
		p.oneOf("", text)
	}
	return p.take()
}

// insert is a fix that adds what is missing behind the last token.
func (p *parser) insert(text string) Fix {
	end := p.previous().End
	return Fix{"Add " + text, []Edit{{Span{end, end}, text}}}
}

// replace is a fix that puts something else in a place.
func replace(at Span, text string) Fix { return Fix{"Write " + text, []Edit{{at, text}}} }

// close expects a closing bracket, or something else that may stand there. Where the next declaration begins, the bracket
// is taken as written.
func (p *parser) close(open token, closing string, otherwise string) {
	if p.accept(closing) {
		return
	}
	note := fmt.Sprintf("It closes the %s of line %d.", open.text, p.line(open.Start))
	switch {
	case p.over():
		p.missing(Unexpected, closing, quote(closing)+" is missing here", note)
	case p.is(";") && p.second().text == closing:
		at := p.take().Span
		p.take()
		p.report(at, Unexpected, `a ";" ends the whole, and stands behind its last bracket`, "", Fix{"Remove it", []Edit{{at, ""}}})
	case p.is(")", "]", "}", ";"):
		p.unexpected(otherwise+quote(closing), note, p.insert(closing))
	default:
		p.unexpected(otherwise+quote(closing), note)
	}
}

// over reports whether a declaration ends here, finished or not.
func (p *parser) over() bool { return p.ended() || p.beginsLine() && p.begins() }

// missing reports that something is missing behind the last token.
func (p *parser) missing(code Code, text, message, note string) {
	end := p.previous().End
	p.report(Span{end, end}, code, message, note, p.insert(text))
}

// line is the number of the line that an offset is on.
func (p *parser) line(offset int) int {
	if p.lines == nil {
		p.lines = NewLines(p.text)
	}
	return p.lines.line(offset)
}

// names are where each name of a scope stands first.
type names map[string]Span

// once reports a name that stands a second time where it may stand once.
func (p *parser) once(seen names, name string, at Span, what string, fixes ...Fix) {
	if first, again := seen[name]; again {
		p.report(at, Duplicate, what+" is declared already", fmt.Sprintf("It stands on line %d.", p.line(first.Start)), fixes...)
		return
	}
	seen[name] = at
}

// list reads entries up to a closing bracket. Commas stand between them, and one may behind the last. The severity is
// that of a missing one.
func (p *parser) list(open token, closing string, severity Severity, entry func()) {
	for !p.accept(closing) {
		entry()
		switch t := p.peek(); {
		case p.is(closing) || p.accept(","):
		case p.accept(";"):
			if p.over() {
				p.next--
				p.close(open, closing, `"," or `)
			}
			p.report(t.Span, WrongOperator, `a comma stands here, not ";"`, "", replace(t.Span, ","))
		case !p.over() && (t.kind == tokenIdent || t.kind == tokenString || t.kind == tokenInt || t.kind == tokenKeyword || p.is("@", "(", "[", "{", "!", "-")):
			p.missing(MissingComma, ",", "a comma is missing here", "")
			p.diagnostics[len(p.diagnostics)-1].Severity = severity
		default:
			p.close(open, closing, `"," or `)
			return
		}
	}
}

// oneOrList reads one entry, or a list of them in brackets.
func (p *parser) oneOrList(entry func()) {
	if p.is("[") {
		p.list(p.take(), "]", Error, entry)
		return
	}
	entry()
}

// semicolon ends a rule or a declaration. One may be missing where another begins.
func (p *parser) semicolon(what string, begins bool) {
	switch {
	case p.accept(";"):
	case begins || p.ended():
		p.missing(MissingSemicolon, ";", what+` ends with ";"`, "")
	default:
		p.oneOf("", ";")
	}
}

// nest counts levels of nesting; its result, deferred, takes them away.
func (p *parser) nest(levels int) func() {
	p.depth += levels
	if p.depth > deepest {
		p.fail(p.here(), Nested, fmt.Sprintf("this is nested more than %d levels deep", deepest), "")
	}
	return func() { p.depth -= levels }
}

// row refuses a row of operators, or of attributes of attributes, that is too long.
func (p *parser) row(length int) {
	if length >= longest {
		p.fail(p.here(), Nested, fmt.Sprintf("more than %d stand in one row here", longest), "Write several rules, or put the values into a list.")
	}
}

// identifier reads a name without quotes.
func (p *parser) identifier(what string) Name {
	t := p.peek()
	switch t.kind {
	case tokenIdent:
		p.take()
	case tokenKeyword:
		p.fail(t.Span, ReservedWord, quote(t.text)+" is a reserved word, which is no name", "")
	default:
		p.unexpected(what, "")
	}
	return Name{Span: t.Span, Text: t.text}
}

// name reads a name with or without quotes.
func (p *parser) name(what string) Name {
	switch t := p.peek(); t.kind {
	case tokenString:
		return p.quoted()
	case tokenKeyword:
		p.report(t.Span, ReservedWord, quote(t.text)+" is a reserved word, which is a name in double quotes only", "", replace(t.Span, strconv.Quote(t.text)))
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
func (p *parser) id(what string) Name {
	t := p.peek()
	if t.kind == tokenIdent || t.kind == tokenKeyword {
		p.take()
		p.report(t.Span, WrongQuotes, what+" stands in double quotes", "", replace(t.Span, strconv.Quote(t.text)))
		return Name{Span: t.Span, Text: t.text}
	}
	if t.kind != tokenString {
		p.unexpected("a text in double quotes", "")
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
				p.badEscape(Span{inside.Start + i, inside.Start + i + length})
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
	fix := Fix{`Write \\`, []Edit{{Span{at.Start, at.Start + 1}, `\\`}}}
	switch at.Of(p.text) {
	case `\x`:
		p.report(at, BadEscape, `\x takes two hexadecimal digits up to 7f`, `A backslash by itself is written \\.`, fix)
	case `\u`:
		p.report(at, BadEscape, `\u takes up to six hexadecimal digits in braces, as in \u{e9}`, `A backslash by itself is written \\.`, fix)
	case `\*`:
		p.report(at, BadEscape, "a * needs no backslash, but in the pattern of like", "", Fix{"Write *", []Edit{{at, "*"}}}, fix)
	default:
		p.report(at, BadEscape, at.Of(p.text)+` means nothing in a text; a backslash is written \\`, "", fix)
	}
}

// pattern reads the pattern of like.
func (p *parser) pattern() Pattern {
	if p.peek().kind != tokenString {
		p.unexpected("a pattern in double quotes", `As in like "*nurse*".`)
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
			p.unexpected("the name of an annotation", `As in @title("...").`)
		}
		p.take()
		a := Annotation{Key: Name{Span: key.Span, Text: key.text}}
		if p.is("(") {
			open := p.take()
			a.Value = p.id("the value of an annotation")
			p.close(open, ")", "")
		}
		a.Span = p.since(start)
		p.once(seen, key.text, a.Span, "@"+key.text, Fix{"Remove it", []Edit{{a.Span, ""}}})
		list = append(list, a)
	}
	return list
}

// reference reads a name with its namespaces and, where one follows, the id of an entity.
func (p *parser) reference(what string) (Path, *Name) {
	first := p.identifier(what)
	path := Path{first.Span, first.Text}
	for {
		if p.is(":") && p.second().kind == tokenString {
			colon := p.take()
			p.report(colon.Span, WrongEntity, "two colons stand between a type and an id", "", replace(colon.Span, "::"))
		} else if !p.accept("::") {
			return path, nil
		}
		if p.peek().kind == tokenString {
			id := p.quoted()
			return path, &id
		}
		part := p.identifier("a name, or an id in double quotes,")
		path = Path{p.since(path.Start), path.Text + "::" + part.Text}
	}
}

// path reads a name with its namespaces.
func (p *parser) path(what string) Path {
	path, id := p.reference(what)
	if id != nil {
		p.fail(p.since(path.Start), WrongEntity, "a type is expected here, not one entity", "An entity is compared with ==.", replace(p.since(path.Start), path.Text))
	}
	return path
}
