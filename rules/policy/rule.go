package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"

	"inroad/rules/network"
	"inroad/rules/situation"
	"inroad/rules/spelling"
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

	actions []string
	kinds   []situation.KindPair // that it fits
	lens    situation.Lens
	source  string // the text that it was read from
	start   int    // its place in it, in bytes
	number  int    // among the rules of that text, from 1
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

// mostFaults bounds what is said of one rule.
const mostFaults = 50

// parse reads Cedar policies into rules. It reports every rule's mistakes at once, but of
// syntax the first only: the rest cannot be told from its consequences.
func (set *RuleSet) parse(text string, own bool) ([]*Rule, []Problem) {
	if !utf8.ValidString(text) {
		return nil, []Problem{{Message: "the text is not valid UTF-8"}}
	}
	list, err := cedar.NewPolicyListFromBytes("", []byte(text))
	if err != nil {
		return nil, []Problem{syntaxProblem(text, err)}
	}
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
			Text:   policyText(text[p.Position().Offset:end]),
			source: text, start: p.Position().Offset, number: i + 1,
		}
		faults := set.annotate(r, tree)
		switch {
		case r.ID == "":
			faults = append(faults, fault{message: `it needs a name: put @id("...") before it`})
		case seen[r.ID]:
			faults = append(faults, fault{at: "@id", message: "another rule has the same @id"})
		}
		seen[r.ID] = true
		found := append(set.compile(r, tree), set.misnamed(r, tree)...)
		faults = append(append(faults, found...), set.invalid(r, tree, found)...)
		for _, f := range faults[:min(len(faults), mostFaults)] {
			problems = append(problems, r.problem(f))
		}
		rules = append(rules, r)
	}
	slices.SortStableFunc(problems, Problem.Compare)
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
func (set *RuleSet) annotate(r *Rule, tree *ast.Policy) []fault {
	var faults []fault
	for _, a := range tree.Annotations {
		complain := func(format string, args ...any) {
			faults = append(faults, fault{at: "@" + string(a.Key), message: fmt.Sprintf(format, args...)})
		}
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
					complain("@reading: %s", err)
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
			known := []string{"id", "title", "source", "reading", "cost"}
			complain("@%s is not known%s; there is @%s", a.Key, spelling.Suggest(string(a.Key), known), strings.Join(known, ", @"))
		}
	}
	if r.Title == "" {
		r.Title = r.ID
	}
	return faults
}

// compile takes a policy apart into conditions and finds what they look at.
func (set *RuleSet) compile(r *Rule, tree *ast.Policy) []fault {
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
	var faults []fault
	for _, c := range r.Conditions {
		faults = append(faults, c.study()...)
		r.lens = r.lens.And(c.lens)
	}
	return faults
}
