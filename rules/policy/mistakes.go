package policy

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

// problem places a rule's fault in the text that the rule was read from.
func (r *Rule) problem(f fault) *diagnostic.Diagnostic {
	what := diagnostic.InRule
	if r.law {
		what = diagnostic.InLaw
	}
	place := f.place
	if f.part != nil {
		place = f.condition.place(f.part)
	}
	d := &diagnostic.Diagnostic{Message: f.message, Range: place, In: diagnostic.Within(what, r.ID, r.number), Fixes: f.condition.fixes(f, place)}
	if r.moved != 0 {
		d = d.Moved(func(s diagnostic.Span) diagnostic.Span { return s.By(r.moved) }, func(text string) string { return text })
	}
	d.File, d.From, d.To = r.source.file, r.source.lines.At(d.Range.Start), r.source.lines.At(d.Range.End)
	return d
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
	validator := validate.New(set.schema.declared().Schema)
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
			repeated := func(other fault) bool {
				return other.place == f.place && other.message.Error() == f.message.Error()
			}
			if f.message != nil && !slices.ContainsFunc(faults, repeated) {
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
			f.message = diagnostic.Say(diagnostic.NotOfAll, f.at, guard(f.at))
		}
		return f
	}
	if attribute, _, ok := inside(message, "unable to guarantee safety of access to optional attribute `", "`"); ok {
		f.look(attribute)
		f.message = diagnostic.Say(diagnostic.MayBeMissing, f.at, guard(f.at))
		return f
	}
	if expected, seen, ok := inside(message, "unexpected type: expected ", " but saw "); ok {
		f.message = diagnostic.Say(diagnostic.TypeNeeded, called(expected), called(seen))
		if c != nil {
			f.place = c.mistyped()
		}
		return f
	}
	if types, _, ok := inside(message, "the types ", " are not compatible"); ok {
		var kinds []any
		for kind := range strings.SplitSeq(strings.ReplaceAll(types, ", and ", " and "), " and ") {
			kinds = append(kinds, called(kind))
		}
		f.message = diagnostic.Say(diagnostic.Incompatible, kinds)
		return f
	}
	switch {
	case strings.HasPrefix(message, "unrecognized "): // checker says it
	case strings.HasPrefix(message, "unable to find an applicable action"):
		if len(known) == 0 {
			f.message = set.noAction(r)
		}
	case strings.HasPrefix(message, "empty set"):
		f.message = diagnostic.Say(diagnostic.EmptyList)
	case strings.HasPrefix(message, "wrong number of arguments"):
		f.message = diagnostic.Say(diagnostic.ArgumentCount)
	case strings.HasPrefix(message, "extension constructors"):
		f.message = diagnostic.Say(diagnostic.LiteralArgument)
	case strings.HasPrefix(message, "error during extension function argument"):
		f.message = diagnostic.Say(diagnostic.BadArgument)
	case !slices.ContainsFunc(known, said):
		f.message = diagnostic.Say(diagnostic.NotValid)
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
func called(kind string) any {
	const internal = "__cedar::internal::"
	switch name := strings.ReplaceAll(kind, internal, ""); {
	case name == "Bool" || name == "True" || name == "False":
		return diagnostic.TrueOrFalse
	case name == "Long" || strings.HasSuffix(name, "or Long"):
		return diagnostic.ANumber
	case name == "String":
		return diagnostic.AQuotedText
	case strings.HasPrefix(name, "AnyEntity"):
		return diagnostic.AnEntity
	case strings.HasSuffix(name, "or AnyEntity"):
		return diagnostic.EntityOrList
	case strings.HasPrefix(name, "Set<"):
		return diagnostic.AList
	case strings.HasPrefix(name, "{"):
		return diagnostic.ARecord
	case strings.HasPrefix(name, "Union<"):
		return diagnostic.SeveralKinds
	default:
		return diagnostic.Kind(name)
	}
}

// noAction says that a rule's scope fits no action, and whom its actions are between.
func (set *RuleSet) noAction(r *Rule) *diagnostic.Message {
	var pairs []any
	for _, kinds := range set.World.Pairs() {
		if slices.ContainsFunc(r.actions, func(name string) bool { return set.Applies(name, kinds) }) {
			pairs = append(pairs, kinds.Said())
		}
	}
	if len(r.actions) != 1 {
		return diagnostic.Say(diagnostic.OfferedToNone, pairs)
	}
	return diagnostic.Say(diagnostic.OfferedToOthers, r.actions[0], pairs)
}
