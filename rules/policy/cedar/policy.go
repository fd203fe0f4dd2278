package cedar

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
)

// ParsePolicies reads a text of policies. Those that it can read are in the tree whatever is wrong with others.
func ParsePolicies(text string) (*Policies, []Diagnostic) {
	p := newParser(text)
	p.begins = func() bool { return p.is("@", "permit", "forbid") }
	out := &Policies{Comments: p.comments}
	for !p.ended() {
		p.attempt(func() { out.List = append(out.List, p.policy()) })
	}
	return out, p.result()
}

func (p *parser) policy() *Policy {
	start := p.peek().Start
	out := &Policy{Annotations: p.annotations(), Effect: p.effect()}
	open := p.expect("(")
	out.Principal = p.scope("principal")
	p.expect(",")
	out.Action = p.scope("action")
	p.expect(",")
	out.Resource = p.scope("resource")
	p.accept(",")
	p.close(open, ")", "")
	for p.is("when", "unless") {
		out.Clauses = append(out.Clauses, p.clause())
	}
	if !p.ended() && !p.is(";") && !p.begins() {
		p.oneOf("Conditions stand in when { ... } and unless { ... }.", "when", "unless", ";")
	}
	p.semicolon("a rule", p.begins())
	out.Span = p.since(start)
	return out
}

// effects are what other languages call Cedar's.
var effects = map[string]string{"allow": "permit", "grant": "permit", "deny": "forbid", "permit": "permit", "forbid": "forbid"}

func (p *parser) effect() Name {
	t := p.peek()
	effect, known := effects[strings.ToLower(t.text)]
	if !known {
		p.oneOf("A rule begins with permit or forbid, or with an annotation of it.", "permit", "forbid")
	}
	if effect != t.text {
		p.report(t.Span, WrongOperator, fmt.Sprintf("Cedar writes %s, not %s", effect, t.text), "", replace(t.Span, effect))
	}
	p.take()
	return Name{Span: t.Span, Text: effect}
}

// scope reads what a policy's head asks of a variable.
func (p *parser) scope(variable string) Scope {
	t := p.peek()
	if t.text != variable {
		p.oneOf("The scope of a rule is (principal, action, resource), in this order.", variable)
	}
	p.take()
	out := Scope{Variable: Name{Span: t.Span, Text: variable}}
	action := variable == "action"
	p.equals()
	switch {
	case p.is("is") && action:
		p.fail(p.here(), Unexpected, "an action has no type to ask for", `Write action == or action in.`)
	case p.accept("=="):
		out.Operator, out.Entities = "==", []Entity{p.entity(action)}
	case p.accept("is"):
		out.Operator, out.Type = "is", p.path("a type")
		if p.accept("in") {
			out.Entities = []Entity{p.entity(action)}
		}
	case p.accept("in"):
		out.Operator, out.List = "in", p.is("[")
		if out.List && !action {
			p.fail(p.here(), Unexpected, "only action can be in a list here", fmt.Sprintf("Write when { %s in [...] }.", variable))
		}
		p.oneOrList(func() { out.Entities = append(out.Entities, p.entity(action)) })
	}
	if !p.is(",", ")") {
		p.oneOf("What else a rule asks for stands behind its scope, in when { ... }.", ",", ")")
	}
	out.Span = p.since(t.Start)
	return out
}

// equals reads a single = as the == that was meant.
func (p *parser) equals() {
	if t := &p.tokens[p.next]; t.kind == tokenPunct && t.text == "=" {
		t.text = "=="
		p.report(t.Span, WrongOperator, "Cedar compares with ==, not with =", "", replace(t.Span, "=="))
	}
}

// slot refuses a place for an entity that a template leaves open.
func (p *parser) slot() {
	if p.is("?") {
		p.fail(Span{p.peek().Start, p.second().End}, Template, "a rule is complete here: it leaves no entity open", `Name one, as in User::"ana".`)
	}
}

// entity reads a literal entity.
func (p *parser) entity(action bool) Entity {
	p.slot()
	t := p.peek()
	if t.kind == tokenString && action {
		p.fail(t.Span, WrongEntity, `an action is written Action::"id"`, "", replace(t.Span, "Action::"+t.text))
	}
	path, id := p.reference("an entity")
	if id == nil {
		p.noEntity(path)
	}
	return Entity{p.since(path.Start), path, *id}
}

// noEntity refuses a path where an entity is expected.
func (p *parser) noEntity(path Path) {
	kind, id := path.Text, ""
	if i := strings.LastIndex(path.Text, "::"); i >= 0 {
		kind, id = path.Text[:i], path.Text[i+2:]
		entity := kind + "::" + strconv.Quote(id)
		p.fail(path.Span, WrongEntity, "the id of an entity stands in double quotes, as in "+entity, "", replace(path.Span, entity))
	}
	p.fail(path.Span, WrongEntity, `an entity is written with its id in double quotes, as in `+kind+`::"id"`, "")
}

func (p *parser) clause() Clause {
	t := p.take()
	open := p.expect("{")
	body := p.expression()
	p.close(open, "}", "")
	return Clause{p.since(t.Start), Name{Span: t.Span, Text: t.text}, body}
}

func (p *parser) expression() Expr {
	defer p.nest(1)()
	if !p.is("if") {
		return p.or()
	}
	start := p.take().Start
	condition := p.expression()
	p.expect("then")
	then := p.expression()
	p.expect("else")
	otherwise := p.expression()
	return &If{p.since(start), condition, then, otherwise}
}

// words are how other languages write operators.
var words = map[string]string{"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!"}

// operator reads one of some operators, also where it is written as a word.
func (p *parser) operator(operators ...string) (Name, bool) {
	t := &p.tokens[p.next]
	if right, word := words[t.text]; word && slices.Contains(operators, right) && p.second().text != "::" {
		p.report(t.Span, WrongOperator, fmt.Sprintf("Cedar writes %s, not %s", right, t.text), "", replace(t.Span, right))
		t.text = right
	}
	if !p.is(operators...) {
		return Name{}, false
	}
	p.take()
	return Name{Span: t.Span, Text: t.text}, true
}

// binary reads operands with operators of one rank between them.
func (p *parser) binary(operand func() Expr, operators ...string) Expr {
	left := operand()
	for length := 1; ; length++ {
		operator, ok := p.operator(operators...)
		if !ok {
			return left
		}
		p.row(length)
		right := operand()
		left = &Binary{p.since(left.Range().Start), operator, left, right}
	}
}

func (p *parser) or() Expr  { return p.binary(p.and, "||") }
func (p *parser) and() Expr { return p.binary(p.relation, "&&") }
func (p *parser) sum() Expr { return p.binary(p.product, "+", "-") }

func (p *parser) product() Expr { return p.binary(p.unary, "*") }

var comparisons = []string{"==", "!=", "<", "<=", ">", ">=", "in"}

// relation reads a comparison. One does not follow another.
func (p *parser) relation() Expr {
	left := p.sum()
	start := left.Range().Start
	p.equals()
	out := left
	if operator, ok := p.operator(comparisons...); ok {
		right := p.sum()
		out = &Binary{p.since(start), operator, left, right}
	} else if p.accept("has") {
		path := p.has()
		out = &Has{p.since(start), left, path}
	} else if p.accept("like") {
		pattern := p.pattern()
		out = &Like{p.since(start), left, pattern}
	} else if p.accept("is") {
		is := &Is{Operand: left, Type: p.path("a type")}
		if p.accept("in") {
			is.In = p.sum()
		}
		is.Span = p.since(start)
		out = is
	} else {
		return left
	}
	p.equals()
	if p.is(comparisons...) || p.is("has", "like", "is") {
		p.fail(p.here(), Unexpected, "a comparison cannot follow another", "Put && between two comparisons, or brackets round one.")
	}
	return out
}

// has reads the path of attributes behind has.
func (p *parser) has() []Name {
	path := []Name{p.name("an attribute")}
	if path[0].Quoted {
		return path
	}
	for p.accept(".") {
		p.row(len(path))
		path = append(path, p.identifier("an attribute"))
	}
	return path
}

func (p *parser) unary() Expr {
	var operators []Name
	for {
		operator, ok := p.operator("!", "-")
		if !ok {
			break
		}
		operators = append(operators, operator)
	}
	defer p.nest(len(operators))()
	var out Expr
	if last := len(operators) - 1; last >= 0 && operators[last].Text == "-" && p.peek().kind == tokenInt {
		out = p.number(operators[last].Start)
		operators = operators[:last]
	} else {
		out = p.access()
	}
	for _, operator := range slices.Backward(operators) {
		out = &Unary{p.since(operator.Start), operator, out}
	}
	return out
}

// number reads a number from its minus, or from its first digit.
func (p *parser) number(start int) Expr {
	t := p.take()
	text := t.text
	if start < t.Start {
		text = "-" + text
	}
	if p.is(".") && p.second().kind == tokenInt {
		p.take()
		fraction := text + "." + p.take().text
		at := p.since(start)
		decimal := `decimal("` + fraction + `")`
		p.report(at, Fraction, "numbers are whole; one with a fraction is written "+decimal, "", replace(at, decimal))
		return &Call{Span: at, Function: Name{Span: at, Text: "decimal"}, Arguments: []Expr{&Literal{at, types.String(fraction)}}}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		p.report(p.since(start), LargeNumber, "no number in Cedar is this large", "Numbers go from -9223372036854775808 to 9223372036854775807.")
	}
	return &Literal{p.since(start), types.Long(n)}
}

// access reads a value with its attributes and methods.
func (p *parser) access() Expr {
	out := p.primary()
	start := out.Range().Start
	for length := 0; ; length++ {
		p.row(length)
		switch {
		case p.is("."):
			dot := p.take()
			t := p.peek()
			if t.kind == tokenKeyword {
				p.fail(t.Span, ReservedWord, quote(t.text)+" is a reserved word, which is a name in double quotes only", "",
					replace(Span{dot.Start, t.End}, "["+strconv.Quote(t.text)+"]"))
			}
			name := p.identifier("an attribute")
			if p.is("(") {
				out = p.method(out, name)
			} else {
				out = &Access{p.since(start), out, name}
			}
		case p.is("["):
			open := p.take()
			if p.peek().kind != tokenString {
				p.unexpected("an attribute in double quotes", `As in ["name"]. A list has contains, containsAll and containsAny.`)
			}
			name := p.quoted()
			p.close(open, "]", "")
			out = &Access{p.since(start), out, name}
		default:
			return out
		}
	}
}

var variables = []string{"principal", "action", "resource", "context"}

func (p *parser) primary() Expr {
	p.slot()
	t := p.peek()
	switch {
	case t.kind == tokenInt:
		return p.number(t.Start)
	case t.kind == tokenString:
		text := p.quoted()
		return &Literal{text.Span, types.String(text.Text)}
	case p.is("true", "false"):
		p.take()
		return &Literal{t.Span, types.Boolean(t.text == "true")}
	case p.is("("):
		p.take()
		inner := p.expression()
		p.close(t, ")", "")
		return &Paren{p.since(t.Start), inner}
	case p.is("["):
		p.take()
		elements := p.expressions(t, "]")
		return &Set{p.since(t.Start), elements}
	case p.is("{"):
		p.take()
		return p.record(t)
	case p.is("if"):
		p.fail(t.Span, Unexpected, "an if that is part of an expression stands in brackets", "As in (if a then b else c).")
	case t.kind != tokenIdent:
		p.unexpected("a value", "")
	}
	path, id := p.reference("a value")
	switch {
	case id != nil:
		return &EntityLiteral{Entity{p.since(path.Start), path, *id}}
	case p.is("("):
		return p.function(Name{Span: path.Span, Text: path.Text})
	case path.Text != t.text:
		p.noEntity(path)
	case !slices.Contains(variables, t.text):
		p.misspelt(t.Span, UnknownName, "there is no "+quote(t.text), "A rule looks at principal, action, resource and context. A text stands in double quotes.",
			t.text, slices.Concat(variables, []string{"true", "false"}))
	}
	return &Variable{Name{Span: t.Span, Text: t.text}}
}

func (p *parser) expressions(open token, closing string) []Expr {
	var out []Expr
	p.list(open, closing, Error, func() { out = append(out, p.expression()) })
	return out
}

func (p *parser) record(open token) Expr {
	out := &Record{}
	seen := names{}
	p.list(open, "}", Error, func() {
		key := p.name("a key")
		p.expect(":")
		value := p.expression()
		p.once(seen, key.Text, key.Span, "the key "+quote(key.Text))
		out.Entries = append(out.Entries, Entry{p.since(key.Start), key, value})
	})
	out.Span = p.since(open.Start)
	return out
}

// functions and extension methods are all that cedar-go knows. How many arguments they take is for validation to check.
var (
	functions        = []string{"ip", "decimal", "datetime", "duration"}
	extensionMethods = []string{
		"lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual",
		"isIpv4", "isIpv6", "isLoopback", "isMulticast", "isInRange",
		"toDate", "toTime", "offset", "durationSince",
		"toDays", "toHours", "toMinutes", "toSeconds", "toMilliseconds",
	}
)

func isMethod(name string) bool {
	return methods[name] != nil || name == "isEmpty" || slices.Contains(extensionMethods, name)
}

func (p *parser) function(name Name) Expr {
	switch {
	case slices.Contains(functions, name.Text):
	case isMethod(name.Text):
		p.fail(name.Span, UnknownName, quote(name.Text)+" is asked of a value, as in principal.name."+name.Text+"(...)", "")
	default:
		p.misspelt(name.Span, UnknownName, "there is no function "+quote(name.Text), "There is "+strings.Join(functions, ", ")+".", name.Text, functions)
	}
	arguments := p.expressions(p.take(), ")")
	return &Call{Span: p.since(name.Start), Function: name, Arguments: arguments}
}

func (p *parser) method(receiver Expr, name Name) Expr {
	switch {
	case isMethod(name.Text):
	case slices.Contains(functions, name.Text):
		p.fail(name.Span, UnknownName, quote(name.Text)+" stands by itself, as in "+name.Text+`("...")`, "")
	default:
		p.misspelt(name.Span, UnknownName, "there is no method "+quote(name.Text),
			"A list has contains, containsAll, containsAny and isEmpty; a text is compared with == and like.",
			name.Text, slices.Concat(slices.Sorted(maps.Keys(methods)), []string{"isEmpty"}, extensionMethods))
	}
	open := p.take()
	arguments := p.expressions(open, ")")
	brackets := p.since(open.Start)
	if name.Text == "isEmpty" && len(arguments) > 0 {
		p.fail(brackets, Unexpected, "isEmpty takes nothing in its brackets", "", replace(brackets, "()"))
	}
	if methods[name.Text] != nil && len(arguments) != 1 {
		p.fail(brackets, Unexpected, name.Text+" takes one value in its brackets", "")
	}
	return &Call{p.since(receiver.Range().Start), receiver, name, arguments}
}
