package policy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"inroad/rules/network"
	"inroad/rules/situation"
)

// Rule is one Cedar policy: it permits or forbids where all of its conditions hold.
type Rule struct {
	ID      string
	Title   string
	Permits bool // otherwise it forbids
	Sources []string
	Needs   []Choice // the readings that must be in force, all of them
	Cost    int64    // the credits that a permit takes
	Own     bool     // written by the user
	Text    string   // the policy's Cedar text
	// Conditions are the policy's scope, when and unless, taken apart: the rule applies
	// where all hold. Cedar looks at them in this order.
	Conditions []*Condition

	actions      []string
	kinds        []situation.KindPair // that it fits
	lens         situation.Lens
	line, column int
}

// Fits reports whether the rule is about an action between a kind of pair.
func (r *Rule) Fits(action string, kinds situation.KindPair) bool {
	return slices.Contains(r.actions, action) && slices.Contains(r.kinds, kinds)
}

// From reports whether the rule is about any pair with a kind of sender.
func (r *Rule) From(kind network.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k situation.KindPair) bool { return k.Sender == kind })
}

// To reports whether the rule is about any pair with a kind of recipient.
func (r *Rule) To(kind network.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k situation.KindPair) bool { return k.Recipient == kind })
}

// Lens is what the rule looks at, and how closely.
func (r *Rule) Lens() situation.Lens { return r.lens }

// Actions are the actions that the rule is about, in the order of the rule set.
func (r *Rule) Actions() []string { return r.actions }

// Problem is a mistake in Cedar text, with its place in it; Line 0 is the whole text.
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

// parse reads Cedar policies into rules. It reports every rule's mistakes at once, but of
// syntax the first only: the rest cannot be told from its consequences.
func (set *RuleSet) parse(text string, own bool) ([]*Rule, []Problem) {
	if !utf8.ValidString(text) {
		return nil, []Problem{{Message: "the text is not valid UTF-8"}}
	}
	list, err := cedar.NewPolicyListFromBytes("", []byte(text))
	if err != nil {
		return nil, []Problem{syntaxProblem(err)}
	}
	validator := validate.New(set.schema.resolved)
	var rules []*Rule
	var problems []Problem
	seen := map[string]bool{}
	for i, p := range list {
		tree := (*ast.Policy)(p.AST())
		end := len(text)
		if i+1 < len(list) {
			end = list[i+1].Position().Offset
		}
		r := &Rule{
			Permits: tree.Effect == ast.EffectPermit, Own: own,
			Text: policyText(text[p.Position().Offset:end]),
			line: p.Position().Line, column: p.Position().Column,
		}
		complain := func(format string, args ...any) {
			name := r.ID
			if name == "" {
				name = "number " + strconv.Itoa(i+1)
			}
			problems = append(problems, Problem{r.line, r.column, "rule " + strconv.Quote(name) + ": " + fmt.Sprintf(format, args...)})
		}
		for _, err := range set.annotate(r, tree) {
			complain("%s", err)
		}
		switch {
		case r.ID == "":
			complain("it needs a name: put @id(\"...\") before it")
		case seen[r.ID]:
			complain("another rule has the same @id")
		}
		seen[r.ID] = true
		if err := validator.Policy(r.ID, tree); err != nil {
			for _, message := range validationMessages(err, r.ID) {
				complain("%s", message)
			}
		}
		if err := set.compile(r, tree); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				complain("%s", line)
			}
		}
		rules = append(rules, r)
	}
	return rules, problems
}

// policyText cuts what follows a policy's last semicolon: comments about the next one.
func policyText(text string) string {
	tokens := lex(text)
	for _, t := range slices.Backward(tokens) {
		if t.text == ";" {
			return text[:t.end]
		}
	}
	return strings.TrimSpace(text)
}

// annotate reads a rule's annotations.
func (set *RuleSet) annotate(r *Rule, tree *ast.Policy) []error {
	var errs []error
	complain := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	for _, a := range tree.Annotations {
		value := string(a.Value)
		switch a.Key {
		case "id":
			r.ID = value
		case "title":
			r.Title = value
		case "source":
			r.Sources = strings.Fields(value)
			slices.Sort(r.Sources)
		case "reading":
			for _, need := range strings.Fields(value) {
				question, reading, _ := strings.Cut(need, "=")
				choice, err := set.Choose(question, reading)
				if err != nil {
					complain("@reading: %w", err)
					continue
				}
				r.Needs = append(r.Needs, choice)
			}
		case "cost":
			cost, err := strconv.ParseInt(value, 10, 32)
			switch {
			case err != nil || cost < 0:
				complain("@cost must be a whole number of credits, not %q", value)
			case !r.Permits:
				complain("@cost stands on a forbid, which costs nothing")
			}
			r.Cost = cost
		default:
			complain("@%s is not known; there is @id, @title, @source, @reading and @cost", a.Key)
		}
	}
	if r.Title == "" {
		r.Title = r.ID
	}
	return errs
}

// syntaxProblem places a parse error of cedar-go, whose text is
// "parse error at <input>:LINE:COLUMN MESSAGE".
func syntaxProblem(err error) Problem {
	text := err.Error()
	if _, rest, ok := strings.Cut(text, "<input>:"); ok {
		place, message, _ := strings.Cut(rest, " ")
		line, column, _ := strings.Cut(place, ":")
		l, errLine := strconv.Atoi(line)
		c, errColumn := strconv.Atoi(strings.TrimSuffix(column, ":"))
		if errLine == nil && errColumn == nil {
			return Problem{l, c, "this is not Cedar: " + message}
		}
	}
	return Problem{Message: "this is not Cedar: " + text}
}

// validationMessages are the distinct messages of a validation error. cedar-go gives one
// a request environment, in random order.
func validationMessages(err error, id string) []string {
	var messages []string
	var walk func(error)
	walk = func(err error) {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range many.Unwrap() {
				walk(e)
			}
			return
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			messages = append(messages, strings.TrimPrefix(strings.TrimSpace(line), "for policy `"+id+"`, "))
		}
	}
	walk(err)
	slices.Sort(messages)
	return slices.Compact(messages)
}

// compile takes a policy apart into conditions and finds what they look at.
func (set *RuleSet) compile(r *Rule, tree *ast.Policy) error {
	for _, a := range set.Actions {
		uid := types.NewEntityUID("Action", types.String(a.Name))
		switch scope := tree.Action.(type) {
		case ast.ScopeTypeAll:
			r.actions = append(r.actions, a.Name)
		case ast.ScopeTypeEq:
			if scope.Entity == uid {
				r.actions = append(r.actions, a.Name)
			}
		case ast.ScopeTypeIn:
			if scope.Entity == uid {
				r.actions = append(r.actions, a.Name)
			}
		case ast.ScopeTypeInSet:
			if slices.Contains(scope.Entities, uid) {
				r.actions = append(r.actions, a.Name)
			}
		}
	}
	r.Conditions = flatten(tree)
	placeConditions(r, tree)
	var errs []error
	for _, c := range r.Conditions {
		if err := c.study(); err != nil {
			errs = append(errs, err)
		}
		r.lens = r.lens.And(c.lens)
	}
	return errors.Join(errs...)
}
