package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"inroad/rules/policy/cedar"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// Problem is a mistake in Cedar text, or something odd about it, with its place; Line 0 is
// the whole text.
type Problem struct {
	File         string // of the rule set; "" for policies of the user's own
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
	switch {
	case p.Line == 0 && p.File == "":
		return p.Message
	case p.Line == 0:
		return p.File + ": " + p.Message
	case p.File != "":
		return p.File + ", " + p.Place() + ": " + p.Message
	default:
		return p.Place() + ": " + p.Message
	}
}

// Compare orders problems by their place.
func (p Problem) Compare(other Problem) int {
	return cmp.Or(p.Line-other.Line, p.Column-other.Column)
}

// problemAt is a problem at an offset of a text.
func problemAt(lines *cedar.Lines, offset int, message string) Problem {
	at := lines.At(offset)
	return Problem{Line: at.Line, Column: at.Column, Message: message}
}

// syntaxProblem is a mistake of syntax with what to do.
func syntaxProblem(lines *cedar.Lines, d cedar.Diagnostic) Problem {
	message := d.Message
	switch {
	case d.Note != "" && strings.HasSuffix(message, "?"):
		message += " " + d.Note
	case d.Note != "":
		message += ". " + d.Note
	}
	return problemAt(lines, d.Range.Start, message)
}

// problem places a rule's fault in the text that the rule was read from.
func (r *Rule) problem(f fault) Problem {
	name := strconv.Quote(r.ID)
	if r.ID == "" {
		name = strconv.Itoa(r.number)
	}
	what := "rule"
	if r.law {
		what = "law"
	}
	place := f.place
	if f.part != nil {
		place = f.condition.place(f.part)
	}
	return in(r.file, problemAt(r.lines, place.Start, what+" "+name+": "+f.message))
}

// placed is the most conditions of a rule of which it is asked which one is invalid: each
// takes a validation.
const placed = 100

// invalid validates a policy strictly and gives what is wrong with it, in our words. The
// validator knows no places and repeats itself for every action: a message belongs to the
// condition without which it does not come.
func (set *RuleSet) invalid(r *Rule, tree *ast.Policy, known []fault) []fault {
	toValidate := set.toValidate(r)
	if set.spent(toValidate) {
		return nil
	}
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
			repeated := func(other fault) bool { return other.place == f.place && other.message == f.message }
			if f.message != "" && !slices.ContainsFunc(faults, repeated) {
				faults = append(faults, f)
			}
		}
	}
	if len(r.Conditions) > placed {
		take(nil, all)
		return faults
	}
	look := func(c *Condition, conditions ...ast.ConditionType) {
		if set.spent(toValidate) {
			return
		}
		take(c, validator.Policy("", &ast.Policy{Principal: tree.Principal, Action: tree.Action, Resource: tree.Resource, Conditions: conditions}))
	}
	look(nil)
	clause, body := inScope, ast.True()
	for _, c := range r.Conditions {
		if c.clause == inScope {
			continue
		}
		if c.clause != clause {
			clause, body = c.clause, ast.True()
		}
		expr := ast.NewNode(c.expr)
		if !c.want {
			expr = ast.Not(expr)
		}
		body = body.And(expr)
		look(c, ast.ConditionType{Condition: ast.ConditionWhen, Body: body.AsIsNode()})
	}
	return faults
}

// charsValidated is how much of a rule takes as long to validate, for one action and kind of pair, as
// looking at a situation.
const charsValidated = 10

// toValidate is what validating a rule takes from the budget: its conditions are looked at once for
// every action and kind of pair that it may be about.
func (set *RuleSet) toValidate(r *Rule) int {
	chars, times := 0, 0
	for _, c := range r.Conditions {
		chars += c.span.End - c.span.Start
	}
	for _, name := range r.actions {
		a, _ := set.World.Action(name)
		for _, kinds := range a.Pairs {
			if scoped(r.sender, kinds.Sender) && scoped(r.recipient, kinds.Recipient) {
				times++
			}
		}
	}
	return chars * times / charsValidated
}

// scoped reports whether a scope that asks for a kind lets another be; nil is any.
func scoped(asked, kind *world.Kind) bool { return asked == nil || asked == kind }

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

// inside is what stands in a text between its beginning and the first end after it.
func inside(text, beginning, end string) (part, rest string, ok bool) {
	text, began := strings.CutPrefix(text, beginning)
	part, rest, ended := strings.Cut(text, end)
	return part, rest, began && ended
}

// reword says what a message of the validator means; nothing where a fault that is known
// already says it better.
func (set *RuleSet) reword(r *Rule, c *Condition, message string, known []fault) fault {
	f := fault{condition: c, place: r.place}
	if c != nil {
		f.place = c.span
	}
	said := func(k fault) bool { return c == nil || k.condition == c }
	attribute, rest, ok := inside(message, "attribute `", "` ")
	if ok && strings.HasSuffix(rest, " not found") {
		f.look(attribute)
		if !slices.ContainsFunc(known, func(k fault) bool { return said(k) && strings.HasSuffix(k.at, attribute) }) {
			f.message = fmt.Sprintf("%s is not there for all that the rule is about; write %s && before it", f.at, guard(f.at))
		}
		return f
	}
	if attribute, _, ok := inside(message, "unable to guarantee safety of access to optional attribute `", "`"); ok {
		f.look(attribute)
		f.message = fmt.Sprintf("%s may be missing; write %s && before it", f.at, guard(f.at))
		return f
	}
	if expected, seen, ok := inside(message, "unexpected type: expected ", " but saw "); ok {
		f.message = fmt.Sprintf("%s is needed here, not %s", called(expected), called(seen))
		return f
	}
	if types, _, ok := inside(message, "the types ", " are not compatible"); ok {
		kinds := strings.Split(strings.ReplaceAll(types, ", and ", " and "), " and ")
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

// look places a fault at the expression of its condition that looks at an attribute.
func (f *fault) look(attribute string) {
	f.at = attribute
	if f.condition == nil {
		return
	}
	found := false
	cedar.Inspect(f.condition.tree, func(e cedar.Expr) bool {
		if access, ok := e.(*cedar.Access); ok && access.Attribute.Text == attribute && !found {
			found, f.place, f.at = true, access.Span, cedarText(cedar.AST(access))
		}
		return !found
	})
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
	var offered []world.KindPair
	for _, name := range r.actions {
		action, _ := set.World.Action(name)
		offered = append(offered, action.Pairs...)
	}
	var pairs []string
	for _, kinds := range offered {
		pairs = append(pairs, "from "+spelling.A(kinds.Sender.Type)+" to "+spelling.A(kinds.Recipient.Type))
	}
	slices.Sort(pairs)
	pairs = slices.Compact(pairs)
	if len(r.actions) != 1 {
		return "no action is from such a sender to such a recipient; there are actions " + strings.Join(pairs, ", ")
	}
	return fmt.Sprintf("%s is %s, not as the scope says", r.actions[0], strings.Join(pairs, ", or "))
}
