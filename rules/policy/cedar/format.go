package cedar

import (
	"slices"
	"strings"

	"inroad/rules/diagnostic"
)

// FormatPolicies writes a text of policies in the one style of Inroad's own: an annotation and a clause a line, lines of at
// most 120 characters, at most one blank line where there were some. It changes white space alone: tokens and comments stay as they
// are, in their order. A text with mistakes is not formatted.
func FormatPolicies(text string) (string, []*diagnostic.Diagnostic) {
	tree, diagnostics := ParsePolicies(text)
	return format(text, diagnostics, tree.List, (*formatter).policy)
}

// FormatSchema writes the text of a schema in the same style: an attribute a line. Annotations stay on the lines that they
// are on.
func FormatSchema(text string) (string, []*diagnostic.Diagnostic) {
	tree, diagnostics := ParseSchema(text)
	return format(text, diagnostics, tree.List, (*formatter).declaration)
}

// format lays out what a text consists of, if it has no mistakes.
func format[T any](text string, diagnostics []*diagnostic.Diagnostic, list []T, lay func(*formatter, T)) (string, []*diagnostic.Diagnostic) {
	if diagnostic.Failed(diagnostics) {
		return "", diagnostics
	}
	f := &formatter{lexer: lex(text)}
	for _, part := range list {
		f.paragraph()
		lay(f, part)
	}
	return f.done(), nil
}

// A formatter walks a tree and lays out the tokens of its text one after another. Each takes the comments with it that
// stand before it, and those that end its line.
type formatter struct {
	*lexer
	next    int // the number of the next token
	comment int // the number of the next comment
	end     int // where the last of both ended
	opened  bool
	pieces  []piece
}

// done lays out the comments that are left, and everything.
func (f *formatter) done() string {
	f.leading()
	return lay(f.pieces)
}

func (f *formatter) put(kind pieceKind, text string) {
	f.pieces = append(f.pieces, piece{kind: kind, text: text})
}

func (f *formatter) space() { f.put(pieceText, " ") }

// group lays out what stands on one line or is broken.
func (f *formatter) group(inside func()) {
	f.put(pieceOpen, "")
	inside()
	f.put(pieceClose, "")
}

func (f *formatter) indented(inside func()) {
	f.put(pieceIndent, "")
	inside()
	f.put(pieceDedent, "")
}

// level lays out what lines up with what it is in.
func (f *formatter) level(inside func()) { inside() }

func (f *formatter) peek() token { return f.tokens[f.next] }

func (f *formatter) is(texts ...string) bool { return slices.Contains(texts, f.peek().text) }

// upcoming is where the next token or comment starts.
func (f *formatter) upcoming() int {
	if f.commented() {
		return f.comments[f.comment].Start
	}
	return f.peek().Start
}

// commented reports whether a comment stands before the next token.
func (f *formatter) commented() bool {
	return f.comment < len(f.comments) && f.comments[f.comment].Start < f.peek().Start
}

// newline ends a line.
func (f *formatter) newline() { f.put(pieceNewline, "") }

// paragraph ends a line. A blank line behind it is kept, but not at the beginning and the end of what stands in brackets.
func (f *formatter) paragraph() {
	blank := strings.Count(f.text[f.end:f.upcoming()], "\n") > 1 && !f.opened && (f.commented() || !f.is(")", "]", "}"))
	f.pieces = append(f.pieces, piece{kind: pieceNewline, blank: blank})
}

// token lays out the next token with its comments.
func (f *formatter) token() {
	f.leading()
	f.bare()
	f.trailing()
}

// bare lays out the next token.
func (f *formatter) bare() {
	t := f.peek()
	f.next++
	f.put(pieceText, t.Of(f.text))
	f.end, f.opened = t.End, slices.Contains([]string{"(", "[", "{"}, t.text)
}

// to lays out tokens up to an offset, without spaces.
func (f *formatter) to(end int) {
	for f.peek().kind != tokenEOF && f.peek().End <= end {
		f.token()
	}
}

// inline reports whether a comment stands before a token on its line.
func (f *formatter) inline(c diagnostic.Span) bool {
	t := f.peek()
	return t.kind != tokenEOF && strings.HasPrefix(c.Of(f.text), "/*") && !strings.Contains(f.text[c.Start:t.Start], "\n")
}

// takeComment goes on behind the next comment.
func (f *formatter) takeComment() string {
	text := f.comments[f.comment].Of(f.text)
	f.end = f.comments[f.comment].End
	f.comment++
	if strings.HasPrefix(text, "//") {
		return strings.TrimRight(text, " \t\r")
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// leading lays out the comments before the next token: on lines of their own, or on its line.
func (f *formatter) leading() {
	for f.commented() {
		if f.inline(f.comments[f.comment]) {
			text := f.takeComment()
			if !f.commented() && !f.is(")", "]", "}", ",", ";") {
				text += " "
			}
			f.put(pieceInline, text)
			continue
		}
		f.paragraph()
		f.opened = false
		f.put(pieceText, f.takeComment())
		f.paragraph()
	}
}

// trailing lays out the comments that end the line of the last token.
func (f *formatter) trailing() {
	for f.commented() {
		c := f.comments[f.comment]
		if f.inline(c) || strings.Contains(f.text[f.end:c.Start], "\n") || strings.Contains(strings.TrimRight(c.Of(f.text), "\r\n"), "\n") {
			return
		}
		f.put(pieceBehind, f.takeComment())
	}
}

// list lays out entries between brackets, with commas between them. The padding stands between them and the brackets on one
// line; between says where lines end behind commas, at each or where they must.
func (f *formatter) list(entries int, padding string, between pieceKind, entry func(int)) {
	f.group(func() {
		f.leading()
		f.bare()
		comments := f.comment
		f.indented(func() {
			f.trailing()
			for i := range entries {
				switch {
				case between == pieceNewline:
					f.paragraph()
				case i == 0:
					f.put(pieceLine, padding)
				default:
					f.put(between, " ")
				}
				entry(i)
				if f.is(",") {
					f.token()
				}
			}
			f.leading()
		})
		if entries > 0 || f.comment > comments {
			f.put(pieceLine, padding)
		}
		f.token()
	})
}

func (f *formatter) policy(p *Policy) {
	for _, a := range p.Annotations {
		f.to(a.End)
		f.newline()
	}
	f.token()
	scopes := []Scope{p.Principal, p.Action, p.Resource}
	f.list(len(scopes), "", pieceLine, func(i int) { f.scope(scopes[i]) })
	for _, c := range p.Clauses {
		f.newline()
		f.token()
		f.space()
		f.list(1, " ", pieceLine, func(int) { f.whole(c.Body) })
	}
	f.token()
}

func (f *formatter) scope(s Scope) {
	f.token()
	if s.Operator == "" {
		return
	}
	f.space()
	f.token()
	f.space()
	if s.Operator == "is" {
		f.to(s.Type.End)
		if s.Entities == nil {
			return
		}
		f.space()
		f.token()
		f.space()
	}
	if s.List {
		f.list(len(s.Entities), "", pieceFill, func(i int) { f.to(s.Entities[i].End) })
	}
	f.to(s.End)
}

// ranks are those of the operators that a line may end behind.
var ranks = map[string]int{"||": 1, "&&": 2, "+": 3, "-": 3, "*": 4}

// whole lays out an expression that fills its brackets: its lines end where those of the brackets do.
func (f *formatter) whole(e Expr) {
	switch e := e.(type) {
	case *If:
		f.choice(e, f.level)
	case *Binary:
		f.row(e, f.level)
	default:
		f.expr(e)
	}
}

// row lays out operands with operators between them; margin says how, behind the first. A comparison has no end of a line.
func (f *formatter) row(e *Binary, margin func(func())) {
	rank, line := ranks[e.Operator.Text], pieceLine
	if rank == 0 {
		margin, line = f.level, pieceText
	}
	operands := operands(e, rank)
	f.expr(operands[0])
	margin(func() {
		for _, operand := range operands[1:] {
			f.space()
			f.token()
			f.put(line, " ")
			f.expr(operand)
		}
	})
}

func (f *formatter) choice(e *If, margin func(func())) {
	f.token()
	f.space()
	f.expr(e.Condition)
	margin(func() {
		for _, branch := range []Expr{e.Then, e.Else} {
			f.put(pieceLine, " ")
			f.token()
			f.space()
			f.expr(branch)
		}
	})
}

// operands are those of a row of operators of one rank, from the left.
func operands(e *Binary, rank int) []Expr {
	list := []Expr{e.Right}
	for {
		left, ok := e.Left.(*Binary)
		if !ok || rank == 0 || ranks[left.Operator.Text] != rank {
			break
		}
		e = left
		list = append(list, e.Right)
	}
	list = append(list, e.Left)
	slices.Reverse(list)
	return list
}

func (f *formatter) expr(e Expr) {
	switch e := e.(type) {
	case *If:
		f.group(func() { f.choice(e, f.indented) })
	case *Binary:
		f.group(func() { f.row(e, f.indented) })
	case *Paren:
		f.list(1, "", pieceLine, func(int) { f.whole(e.Inner) })
	case *Set:
		f.list(len(e.Elements), "", pieceFill, func(i int) { f.expr(e.Elements[i]) })
	case *Record:
		f.list(len(e.Entries), " ", pieceLine, func(i int) {
			f.to(e.Entries[i].Key.End)
			f.token()
			f.space()
			f.expr(e.Entries[i].Value)
		})
	case *Unary:
		f.token()
		f.expr(e.Operand)
	case *Has:
		f.asked(e.Operand)
	case *Like:
		f.asked(e.Operand)
	case *Is:
		f.asked(e.Operand)
		f.to(e.Type.End)
		if e.In != nil {
			f.asked(nil)
			f.expr(e.In)
		}
	case *Access:
		f.expr(e.Operand)
	case *Call:
		if e.Receiver != nil {
			f.expr(e.Receiver)
		}
		f.to(e.Function.End)
		f.list(len(e.Arguments), "", pieceFill, func(i int) { f.expr(e.Arguments[i]) })
	}
	f.to(e.Range().End)
}

// asked lays out an expression, unless it is nil, and the word behind it.
func (f *formatter) asked(operand Expr) {
	if operand != nil {
		f.expr(operand)
	}
	f.space()
	f.token()
	f.space()
}

func (f *formatter) declaration(d Declaration) {
	switch d := d.(type) {
	case *EntityType:
		f.named(d.Annotations, d.Names...)
		f.entityType(d)
	case *CommonType:
		f.named(d.Annotations, d.Name)
		f.asked(nil)
		f.declared(d.Type)
	case *Action:
		f.named(d.Annotations, d.Names...)
		f.action(d)
	case *Namespace:
		f.named(d.Annotations, Name{Span: d.Path.Span})
		f.space()
		f.list(len(d.List), "", pieceNewline, func(i int) { f.declaration(d.List[i]) })
		return
	}
	f.token()
}

// named lays out how a declaration begins: its annotations, its word and its names.
func (f *formatter) named(annotations []Annotation, names ...Name) {
	f.annotations(annotations)
	f.newline()
	f.token()
	f.space()
	for _, name := range names {
		f.to(name.End)
		if f.is(",") {
			f.token()
			f.space()
		}
	}
}

// annotations lays out annotations of a schema, each on the line that it is on.
func (f *formatter) annotations(list []Annotation) {
	for _, a := range list {
		f.to(a.End)
		if strings.Contains(f.text[f.end:f.peek().Start], "\n") {
			f.newline()
		} else {
			f.put(pieceFill, " ")
		}
	}
}

func (f *formatter) entityType(d *EntityType) {
	if f.is("enum") {
		f.asked(nil)
		f.list(len(d.Enum), "", pieceFill, func(i int) { f.to(d.Enum[i].End) })
		return
	}
	if f.is("in") {
		f.asked(nil)
		f.paths(d.Parents)
	}
	if f.is("=") {
		f.space()
		f.token()
	}
	if d.Shape != nil {
		f.space()
		f.declared(d.Shape)
	}
	if d.Tags != nil {
		f.asked(nil)
		f.schemaType(d.Tags)
	}
}

func (f *formatter) action(d *Action) {
	if f.is("in") {
		f.asked(nil)
		f.oneOrList(len(d.Parents), func(i int) { f.to(d.Parents[i].End) })
	}
	if to := d.AppliesTo; to != nil {
		f.asked(nil)
		entries := 2
		if to.Context != nil {
			entries++
		}
		f.list(entries, " ", pieceLine, func(int) { f.applies(to) })
	}
	if f.is("attributes") {
		f.asked(nil)
		f.list(0, "", pieceLine, nil)
	}
}

// applies lays out whom an action is between, or its context, whichever is next.
func (f *formatter) applies(to *AppliesTo) {
	what := f.peek().text
	f.token()
	f.token()
	f.space()
	switch what {
	case "principal":
		f.paths(to.Principals)
	case "resource":
		f.paths(to.Resources)
	default:
		f.schemaType(to.Context)
	}
}

func (f *formatter) paths(list []Path) { f.oneOrList(len(list), func(i int) { f.to(list[i].End) }) }

// oneOrList lays out one entry, or a list of them in brackets.
func (f *formatter) oneOrList(entries int, entry func(int)) {
	if f.is("[") {
		f.list(entries, "", pieceFill, entry)
		return
	}
	entry(0)
}

// declared lays out the type of a declaration: attributes of its own have a line each.
func (f *formatter) declared(t Type) {
	if record, ok := t.(*RecordType); ok {
		f.list(len(record.Attributes), "", pieceNewline, func(i int) { f.attribute(record.Attributes[i]) })
		return
	}
	f.schemaType(t)
}

func (f *formatter) schemaType(t Type) {
	switch t := t.(type) {
	case *TypeName:
		f.to(t.End)
	case *SetType:
		f.token()
		f.token()
		f.schemaType(t.Element)
		f.token()
	case *RecordType:
		f.list(len(t.Attributes), " ", pieceLine, func(i int) { f.attribute(t.Attributes[i]) })
	}
}

func (f *formatter) attribute(a Attribute) {
	f.annotations(a.Annotations)
	f.to(a.Name.End)
	if f.is("?") {
		f.token()
	}
	f.token()
	f.space()
	f.schemaType(a.Type)
}
