package cedar

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
)

// ParsePolicies reads a text of policies. Those that it can read are in the tree whatever is wrong with others.
func ParsePolicies(text string) (*Policies, []*diagnostic.Diagnostic) {
	return ParseOtherPolicies(text, func(string) bool { return false })
}

// ParseOtherPolicies is ParsePolicies where some policies have been read before, each without a mistake and known by its text.
// Of these the tree has the places alone.
func ParseOtherPolicies(text string, known func(policy string) bool) (*Policies, []*diagnostic.Diagnostic) {
	p := newParser(text)
	p.begins = func() bool { return p.is("@", "permit", "forbid") }
	out := &Policies{Comments: p.comments}
	for !p.ended() {
		if at, ok := p.pass(known); ok {
			out.List = append(out.List, &Policy{Span: at})
			continue
		}
		p.attempt(func() { out.List = append(out.List, p.policy()) })
	}
	return out, p.result()
}

// pass goes on behind the next policy if that is known, and says where it stands.
func (p *parser) pass(known func(policy string) bool) (Span, bool) {
	rest := p.tokens[p.next:]
	end := slices.IndexFunc(rest, func(t token) bool { return t.text == ";" }) // no policy has another than its last
	if end < 0 {
		return Span{}, false
	}
	at := Span{Start: rest[0].Start, End: rest[end].End}
	if !known(at.Of(p.text)) {
		return Span{}, false
	}
	p.next += end + 1
	return at, true
}

func (p *parser) policy() *Policy {
	start := p.peek().Start
	out := &Policy{Annotations: p.annotations(), Effect: p.effect()}
	open := p.expect("(")
	out.Principal = p.scope("principal")
	p.comma("action")
	out.Action = p.scope("action")
	p.comma("resource")
	out.Resource = p.scope("resource")
	p.accept(",")
	p.close(open, ")")
	for p.is("when", "unless") {
		out.Clauses = append(out.Clauses, p.clause())
	}
	if !p.ended() && !p.is(";") && !p.begins() {
		p.oneOf(diagnostic.InClauses, "when", "unless", ";")
	}
	p.semicolon(diagnostic.ARule, p.begins())
	out.Span = p.since(start)
	return out
}

// effects are what other languages call Cedar's.
var effects = map[string]string{"allow": "permit", "grant": "permit", "deny": "forbid", "permit": "permit", "forbid": "forbid"}

func (p *parser) effect() Name {
	t := p.peek()
	effect, known := effects[strings.ToLower(t.text)]
	if !known {
		p.oneOf(diagnostic.RuleBegins, "permit", "forbid")
	}
	if effect != t.text {
		p.report(t.Span, diagnostic.WrongOperator, effect, t.text)
		p.mends(diagnostic.Replace(t.Span, effect))
	}
	p.take()
	return Name{Span: t.Span, Text: effect}
}

// scope reads what a policy's head asks of a variable.
func (p *parser) scope(variable string) Scope {
	t := p.peek()
	if t.text != variable {
		p.oneOf(diagnostic.ScopeOrder, variable)
	}
	p.take()
	out := Scope{Variable: Name{Span: t.Span, Text: variable}}
	action := variable == "action"
	p.equals()
	switch {
	case p.is("is") && action:
		p.fail(p.here(), diagnostic.TypedAction)
	case p.accept("=="):
		out.Operator, out.Entities = "==", []Entity{p.entity(action)}
	case p.accept("is"):
		out.Operator, out.Type = "is", p.path(diagnostic.AType)
		if p.accept("in") {
			out.Entities = []Entity{p.entity(action)}
		}
	case p.accept("in"):
		out.Operator, out.List = "in", p.is("[")
		if out.List && !action {
			p.fail(p.here(), diagnostic.ListInScope, variable)
		}
		p.oneOrList(func() { out.Entities = append(out.Entities, p.entity(action)) })
	}
	if !p.is(",", ")", "action", "resource") {
		p.oneOf(diagnostic.BehindScope, ",", ")")
	}
	out.Span = p.since(t.Start)
	return out
}

// comma reads the comma before a variable of a scope. Before one that stands there already it is taken as written.
func (p *parser) comma(variable string) {
	if p.is(variable) {
		p.report(p.here(), diagnostic.MissingComma)
		p.mends(p.insert(","))
		return
	}
	p.expect(",")
}

// equals reads a single = as the == that was meant.
func (p *parser) equals() {
	if t := &p.tokens[p.next]; t.kind == tokenPunct && t.text == "=" {
		t.text = "=="
		p.report(t.Span, diagnostic.WrongOperator, "==", "=")
		p.mends(diagnostic.Replace(t.Span, "=="))
	}
}

// slot refuses a place for an entity that a template leaves open.
func (p *parser) slot() {
	if p.is("?") {
		p.fail(Span{Start: p.peek().Start, End: p.second().End}, diagnostic.Template)
	}
}

// entity reads a literal entity.
func (p *parser) entity(action bool) Entity {
	p.slot()
	t := p.peek()
	if t.kind == tokenString && action {
		p.failMended(diagnostic.Replace(t.Span, "Action::"+t.text), t.Span, diagnostic.BareAction)
	}
	path, id := p.reference(diagnostic.AnEntity)
	if id == nil {
		p.noEntity(path)
	}
	return Entity{p.since(path.Start), path, *id}
}

// noEntity refuses a path where an entity is expected.
func (p *parser) noEntity(path Path) {
	if i := strings.LastIndex(path.Text, "::"); i >= 0 {
		entity := path.Text[:i] + "::" + strconv.Quote(path.Text[i+2:])
		p.failMended(diagnostic.Replace(path.Span, entity), path.Span, diagnostic.UnquotedID, entity)
	}
	p.fail(path.Span, diagnostic.MissingID, path.Text)
}

func (p *parser) clause() Clause {
	t := p.take()
	open := p.expect("{")
	body := p.expression()
	p.close(open, "}")
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
		p.report(t.Span, diagnostic.WrongOperator, right, t.text)
		p.mends(diagnostic.Replace(t.Span, right))
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
		is := &Is{Operand: left, Type: p.path(diagnostic.AType)}
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
		p.fail(p.here(), diagnostic.ChainedCompare)
	}
	return out
}

// has reads the path of attributes behind has.
func (p *parser) has() []Name {
	path := []Name{p.name(diagnostic.AnAttribute)}
	if path[0].Quoted {
		return path
	}
	for p.accept(".") {
		p.row(len(path))
		path = append(path, p.identifier(diagnostic.AnAttribute))
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
		p.report(at, diagnostic.Fraction, decimal)
		p.mends(diagnostic.Replace(at, decimal))
		return &Call{Span: at, Function: Name{Span: at, Text: "decimal"}, Arguments: []Expr{&Literal{at, types.String(fraction)}}}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		p.report(p.since(start), diagnostic.LargeNumber)
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
				p.failMended(diagnostic.Replace(Span{Start: dot.Start, End: t.End}, "["+strconv.Quote(t.text)+"]"), t.Span, diagnostic.UnquotedWord, quote(t.text))
			}
			name := p.identifier(diagnostic.AnAttribute)
			if p.is("(") {
				out = p.method(out, name)
			} else {
				out = &Access{p.since(start), out, name}
			}
		case p.is("["):
			open := p.take()
			if p.peek().kind != tokenString {
				p.unexpected(diagnostic.QuotedAttribute, diagnostic.LikeIndex)
			}
			name := p.quoted()
			p.close(open, "]")
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
		p.close(t, ")")
		return &Paren{p.since(t.Start), inner}
	case p.is("["):
		p.take()
		elements := p.expressions(t, "]")
		return &Set{p.since(t.Start), elements}
	case p.is("{"):
		p.take()
		return p.record(t)
	case p.is("if"):
		p.fail(t.Span, diagnostic.BareIf)
	case t.kind != tokenIdent:
		p.unexpected(diagnostic.AValue, nothing)
	}
	path, id := p.reference(diagnostic.AValue)
	switch {
	case id != nil:
		return &EntityLiteral{Entity{p.since(path.Start), path, *id}}
	case p.is("("):
		return p.function(Name{Span: path.Span, Text: path.Text})
	case path.Text != t.text:
		p.noEntity(path)
	case !slices.Contains(variables, t.text):
		nearest := spelling.Nearest(t.text, slices.Concat(variables, []string{"true", "false"}))
		p.misspelt(nearest, t.Span, diagnostic.UnknownVariable, quote(t.text), nearest)
	}
	return &Variable{Name{Span: t.Span, Text: t.text}}
}

func (p *parser) expressions(open token, closing string) []Expr {
	var out []Expr
	p.list(open, closing, diagnostic.MissingComma, func() { out = append(out, p.expression()) })
	return out
}

func (p *parser) record(open token) Expr {
	out := &Record{}
	seen := names{}
	p.list(open, "}", diagnostic.MissingComma, func() {
		key := p.name(diagnostic.AKey)
		p.expect(":")
		value := p.expression()
		p.once(seen, key.Text, key.Span, diagnostic.TheKey)
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
		p.fail(name.Span, diagnostic.MethodAlone, name.Text)
	default:
		nearest := spelling.Nearest(name.Text, functions)
		p.misspelt(nearest, name.Span, diagnostic.UnknownFunction, quote(name.Text), nearest, functions)
	}
	arguments := p.expressions(p.take(), ")")
	return &Call{Span: p.since(name.Start), Function: name, Arguments: arguments}
}

func (p *parser) method(receiver Expr, name Name) Expr {
	switch {
	case isMethod(name.Text):
	case slices.Contains(functions, name.Text):
		p.fail(name.Span, diagnostic.FunctionOfValue, name.Text)
	default:
		nearest := spelling.Nearest(name.Text, slices.Concat(slices.Sorted(maps.Keys(methods)), []string{"isEmpty"}, extensionMethods))
		p.misspelt(nearest, name.Span, diagnostic.UnknownMethod, quote(name.Text), nearest)
	}
	open := p.take()
	arguments := p.expressions(open, ")")
	brackets := p.since(open.Start)
	if name.Text == "isEmpty" && len(arguments) > 0 {
		p.failMended(diagnostic.Replace(brackets, "()"), brackets, diagnostic.NoArguments, name.Text)
	}
	if methods[name.Text] != nil && len(arguments) != 1 {
		p.fail(brackets, diagnostic.OneArgument, name.Text)
	}
	return &Call{p.since(receiver.Range().Start), receiver, name, arguments}
}
