package policy

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"inroad/rules/spelling"
)

// Problem is a mistake in Cedar text, or something odd about it, with its place; Line 0 is
// the whole text.
type Problem struct {
	Line, Column int
	Message      string
}

// Place says where in the text the problem is.
func (p Problem) Place() string {
	if p.Line == 0 {
		return "policies"
	}
	return fmt.Sprintf("line %d, column %d", p.Line, p.Column)
}

// String is the problem with its place.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Message
	}
	return p.Place() + ": " + p.Message
}

// Compare orders problems by their place.
func (p Problem) Compare(other Problem) int {
	return cmp.Or(p.Line-other.Line, p.Column-other.Column)
}

// problemAt is a problem at an offset of a text.
func problemAt(text string, offset int, format string, args ...any) Problem {
	before := text[:offset]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return Problem{strings.Count(before, "\n") + 1, utf8.RuneCountInString(line) + 1, fmt.Sprintf(format, args...)}
}

// problem places a rule's fault in the text that the rule was read from.
func (r *Rule) problem(f fault) Problem {
	name := strconv.Quote(r.ID)
	if r.ID == "" {
		name = strconv.Itoa(r.number)
	}
	return problemAt(r.source, r.start+r.find(f), "rule %s: %s", name, f.message)
}

// find is where in a rule's text a fault is: the text at fault where it stands as Cedar
// writes it, otherwise the beginning of its condition.
func (r *Rule) find(f fault) int {
	tokens, wanted := lex(r.Text), lex(f.at)
	start, end := 0, len(r.Text)
	if f.condition != nil && f.condition.End > 0 {
		start, end = f.condition.Start, f.condition.End
	}
	for i, t := range tokens {
		if t.start < start || len(wanted) == 0 || i+len(wanted) > len(tokens) || tokens[i+len(wanted)-1].end > end {
			continue
		}
		if slices.EqualFunc(tokens[i:i+len(wanted)], wanted, func(a, b token) bool { return a.text == b.text }) {
			return t.start
		}
	}
	return start
}

// placed is the most conditions of a rule of which it is asked which one is invalid: each
// takes a validation.
const placed = 100

// invalid validates a policy strictly and gives what is wrong with it, in our words. The
// validator knows no places and repeats itself for every action: a message belongs to the
// condition without which it does not come.
func (set *RuleSet) invalid(r *Rule, tree *ast.Policy, known []fault) []fault {
	validator := validate.New(set.schema.resolved)
	all := validator.Policy("", tree)
	if all == nil {
		return nil
	}
	var faults []fault
	seen := map[string]bool{}
	take := func(c *Condition, err error) {
		for _, message := range validationMessages(err) {
			if seen[message] {
				continue
			}
			seen[message] = true
			f := set.reword(r, c, message, known)
			if f.message != "" && !slices.Contains(faults, f) {
				faults = append(faults, f)
			}
		}
	}
	if len(r.Conditions) > placed {
		take(nil, all)
		return faults
	}
	look := func(c *Condition, conditions ...ast.ConditionType) {
		take(c, validator.Policy("", &ast.Policy{Principal: tree.Principal, Action: tree.Action, Resource: tree.Resource, Conditions: conditions}))
	}
	look(nil)
	next := len(r.Conditions) - len(flatten(&ast.Policy{Conditions: tree.Conditions}))
	for _, clause := range tree.Conditions {
		body := ast.True()
		for range flatten(&ast.Policy{Conditions: []ast.ConditionType{clause}}) {
			c := r.Conditions[next]
			next++
			expr := ast.NewNode(c.expr)
			if !c.want {
				expr = ast.Not(expr)
			}
			body = body.And(expr)
			look(c, ast.ConditionType{Condition: ast.ConditionWhen, Body: body.AsIsNode()})
		}
	}
	return faults
}

// validationMessages are the distinct messages of a validation error, which come in random
// order.
func validationMessages(err error) []string {
	var messages []string
	var walk func(error)
	walk = func(err error) {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range many.Unwrap() {
				walk(e)
			}
			return
		}
		messages = append(messages, strings.Split(err.Error(), "\n")...)
	}
	if err != nil {
		walk(err)
	}
	slices.Sort(messages)
	return slices.Compact(messages)
}

var (
	notFound     = regexp.MustCompile("^attribute `(.*)` (?:on entity types? (.*)|in context for .*) not found$")
	unsafeAccess = regexp.MustCompile("^unable to guarantee safety of access to optional attribute `(.*?)`")
	unexpected   = regexp.MustCompile("^unexpected type: expected (.*) but saw (.*)$")
	incompatible = regexp.MustCompile("^the types (.*) are not compatible$")
)

// reword says what a message of the validator means; nothing where a fault that is known
// already says it better.
func (set *RuleSet) reword(r *Rule, c *Condition, message string, known []fault) fault {
	f := fault{condition: c}
	said := func(k fault) bool { return c == nil || k.condition == c }
	if m := notFound.FindStringSubmatch(message); m != nil {
		f.at = accessOf(c, m[1])
		if !slices.ContainsFunc(known, func(k fault) bool { return said(k) && strings.HasSuffix(k.at, m[1]) }) {
			f.message = fmt.Sprintf("%s is not there for all that the rule is about; write %s && before it", f.at, guard(f.at))
		}
		return f
	}
	if m := unsafeAccess.FindStringSubmatch(message); m != nil {
		f.at = accessOf(c, m[1])
		f.message = fmt.Sprintf("%s may be missing; write %s && before it", f.at, guard(f.at))
		return f
	}
	if m := unexpected.FindStringSubmatch(message); m != nil {
		f.message = fmt.Sprintf("%s is needed here, not %s", called(m[1]), called(m[2]))
		return f
	}
	if m := incompatible.FindStringSubmatch(message); m != nil {
		kinds := strings.Split(strings.ReplaceAll(m[1], ", and ", " and "), " and ")
		for i := range kinds {
			kinds[i] = called(kinds[i])
		}
		f.message = strings.Join(kinds, " and ") + " do not go together"
		return f
	}
	switch {
	case strings.HasPrefix(message, "unrecognized "): // checker says it
	case strings.HasPrefix(message, "unable to find an applicable action"):
		if len(known) == 0 {
			f.message = set.noAction(r)
		}
	case strings.HasPrefix(message, "empty set"):
		f.message = "a list must have something in it"
	case strings.HasPrefix(message, "wrong number of arguments"):
		f.message = "this function takes another number of values"
	case strings.HasPrefix(message, "extension constructors"):
		f.message = "this function takes nothing but a literal text"
	case strings.HasPrefix(message, "error during extension function argument"):
		f.message = "this function cannot read its text"
	case !slices.ContainsFunc(known, said):
		f.message = "Cedar's strict validation refuses this"
	}
	return f
}

// accessOf is the expression of a condition that looks at an attribute.
func accessOf(c *Condition, attribute string) string {
	found := attribute
	if c == nil {
		return found
	}
	ast.Inspect(ast.NewNode(c.expr), func(n ast.IsNode) bool {
		if access, ok := n.(ast.NodeTypeAccess); ok && string(access.Value) == attribute && found == attribute {
			found = cedarText(n)
		}
		return true
	})
	return found
}

// guard is how an attribute is asked for: "context has degree".
func guard(access string) string {
	if variable, attribute, ok := strings.Cut(access, "."); ok {
		return variable + " has " + attribute
	}
	return "... has " + access
}

// called is how a type of Cedar is called.
func called(kind string) string {
	const internal = "__cedar::internal::"
	switch name := strings.ReplaceAll(kind, internal, ""); {
	case name == "Bool" || name == "True" || name == "False":
		return "true or false"
	case name == "Long" || strings.HasSuffix(name, "or Long"):
		return "a number"
	case name == "String":
		return "a text"
	case strings.HasPrefix(name, "AnyEntity"):
		return "an entity"
	case strings.HasSuffix(name, "or AnyEntity"):
		return "an entity or a list of entities"
	case strings.HasPrefix(name, "Set<"):
		return "a list"
	case strings.HasPrefix(name, "{"):
		return "a record"
	case strings.HasPrefix(name, "Union<"):
		return "one of several kinds"
	default:
		return "a " + name
	}
}

// noAction says that a rule's scope fits no action, and whom its actions are between.
func (set *RuleSet) noAction(r *Rule) string {
	if len(r.actions) != 1 {
		return "no action is from such a sender to such a recipient"
	}
	var pairs []string
	for kinds := range set.schema.applies[r.actions[0]] {
		pairs = append(pairs, fmt.Sprintf("from a %s to a %s", typeOf[kinds.Sender], typeOf[kinds.Recipient]))
	}
	slices.Sort(pairs)
	return fmt.Sprintf("%s is %s, not as the scope says", r.actions[0], strings.Join(pairs, ", or "))
}

var parseError = regexp.MustCompile(`(?s)^parser error: (parse error at )?<input>:(\d+):(\d+)(?: "(?:\\.|[^"\\])*")?: (.*)$`)

// syntax says what the messages of cedar-go's parser mean. The first that one captures is
// the token at fault.
var syntax = []struct {
	message *regexp.Regexp
	says    string
}{
	{regexp.MustCompile("(?s)^exact got (.*) want ::$"), `an entity is written with its id in double quotes, as in Action::"message"`},
	{regexp.MustCompile("(?s)^exact got (.*) want ;$"), `a ";" is expected, which ends a rule`},
	{regexp.MustCompile("(?s)^exact got (.*) want (.*)$"), `"$2" is expected`},
	{regexp.MustCompile("(?s)^got (.*) want ,$"), "a comma or the end of the list is expected"},
	{regexp.MustCompile("(?s)^unexpected effect: (.*)$"), "permit or forbid is expected"},
	{regexp.MustCompile("^duplicate annotation: @(.*)$"), "the rule has this annotation already"},
	{regexp.MustCompile("(?s)^duplicate key: (.*)$"), "the record has this key already"},
	{regexp.MustCompile("^`(.*)` is not a function$"), "there is no such function"},
	{regexp.MustCompile("^`(.*)` is a method, not a function$"), "this is asked of a value, as in principal.name.$1(...)"},
	{regexp.MustCompile("^`(.*)` is not a method$"), "there is no such method; a list has contains, containsAll, containsAny and isEmpty"},
	{regexp.MustCompile("^`(.*)` is a function, not a method$"), "this stands by itself, as in $1(...)"},
	{regexp.MustCompile("^(.*) expects no arguments$"), "it takes nothing in its brackets"},
	{regexp.MustCompile("^(.*) expects one argument$"), "it takes one value in its brackets"},
	{regexp.MustCompile("^expected string$"), `the value of an annotation stands in double quotes, as in @id("mine")`},
	{regexp.MustCompile("^expected string literal$"), "a pattern in double quotes is expected"},
	{regexp.MustCompile("^expected ident"), "a name is expected"},
	{regexp.MustCompile("^unexpected token$"), "a text in double quotes is expected"},
	{regexp.MustCompile("^invalid primary$"), "a value is expected"},
}

// instead are hints for tokens that other languages have.
var instead = map[string]string{
	"=": "; write == to compare", "and": "; write && for and", "or": "; write || for or", "not": "; write ! for not",
	"&": "; write && for and", "|": "; write || for or", "'": "; a text stands in double quotes",
}

var keywords = []string{"permit", "forbid", "when", "unless", "principal", "action", "resource", "context", "if", "then", "else", "true", "false"}

// syntaxProblem says in our words what keeps a text from being Cedar, and where. cedar-go
// names the first mistake alone, and mostly the place behind it, or none.
func syntaxProblem(text string, err error) Problem {
	tokens := lex(text)
	m := parseError.FindStringSubmatch(err.Error())
	if m == nil {
		return unreadable(text, tokens)
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	next := slices.IndexFunc(tokens, func(t token) bool {
		p := problemAt(text, t.start, "")
		return p.Line > line || p.Line == line && p.Column >= column
	})
	if m[1] == "" {
		return scanProblem(text, tokens, next)
	}
	says, at := "it cannot be read", next-1
	for _, s := range syntax {
		words := s.message.FindStringSubmatchIndex(m[4])
		if words == nil {
			continue
		}
		says = string(s.message.ExpandString(nil, s.says, m[4], words))
		if len(words) == 2 {
			break
		}
		if found := m[4][words[2]:words[3]]; found == "" {
			next = -1
		} else if i := lastIndex(tokens, next, found); i >= 0 {
			next, at = i, i
		}
		break
	}
	if next < 0 {
		return problemAt(text, len(text), "this is not Cedar, at its end: %s", says)
	}
	found := tokens[max(at, 0)]
	hint, known := instead[found.text]
	if !known && !slices.Contains(keywords, found.text) {
		hint = spelling.Suggest(found.text, keywords)
	}
	return problemAt(text, found.start, "this is not Cedar, at %s: %s%s", short(found.text), says, hint)
}

// lastIndex is the number of the last token with a text that stands no later than at one;
// than at all of them where that is below 0.
func lastIndex(tokens []token, at int, text string) int {
	if at < 0 {
		at = len(tokens) - 1
	}
	for i := at; i >= 0; i-- {
		if tokens[i].text == text {
			return i
		}
	}
	return -1
}

// short is a token as a message shows it.
func short(token string) string {
	token, _, _ = strings.Cut(token, "\n")
	const most = 40
	if runes := []rune(token); len(runes) > most {
		token = string(runes[:most]) + "…"
	}
	if strings.HasPrefix(token, `"`) {
		return token
	}
	return strconv.Quote(token)
}

// scanProblem is the problem of a token that is none: a text or a comment.
func scanProblem(text string, tokens []token, at int) Problem {
	if at < 0 {
		return Problem{Message: "this is not Cedar: it holds a character that no text may have"}
	}
	says := "it holds a character that no text may have"
	switch t := tokens[at].text; {
	case strings.HasPrefix(t, "/*"):
		says = "the comment is not closed by */"
	case strings.HasPrefix(t, `"`) && (len(t) == 1 || !strings.HasSuffix(t, `"`) || strings.Contains(t, "\n")):
		says = "the text is not closed on its line by a double quote"
	case strings.HasPrefix(t, `"`):
		says = `a backslash in a text is written \\`
	}
	return problemAt(text, tokens[at].start, "this is not Cedar, at %s: %s", short(tokens[at].text), says)
}

// unreadable finds the number or text that cannot be read, where cedar-go does not say.
func unreadable(text string, tokens []token) Problem {
	for i, t := range tokens {
		expression := t.text
		if i > 0 && tokens[i-1].text == "-" {
			expression = "-" + t.text
		}
		says := "the number is larger than Cedar can hold"
		switch c := t.text[0]; {
		case c == '"' && i > 0 && tokens[i-1].text == "like":
			expression, says = `"" like `+t.text, `a backslash in a pattern is written \\`
		case c == '"':
			says = `a backslash in a text is written \\`
		case c < '0' || c > '9':
			continue
		}
		if _, err := cedar.NewPolicyListFromBytes("", []byte("permit(principal, action, resource) when { "+expression+" };")); err != nil {
			return problemAt(text, t.start, "this is not Cedar, at %s: %s", short(t.text), says)
		}
	}
	return Problem{Message: "this is not Cedar"}
}
