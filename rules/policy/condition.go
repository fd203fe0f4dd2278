package policy

import (
	"fmt"
	"slices"
	"strings"

	cedargo "github.com/cedar-policy/cedar-go"
	publicast "github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/eval"

	"inroad/rules/network"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
)

// Condition is one conjunct of a rule: an expression and the value that it must have.
type Condition struct {
	// Start and End are the condition's place in the rule's text, in bytes; both are 0
	// where the text has no such place.
	Start, End int
	// Text is the condition as Cedar, a leading ! where it must not hold.
	Text string
	// Facts are what it looks at. With none of them, and Action false, it looks at the
	// kinds of sender and recipient alone.
	Facts situation.Facts
	// Action tells that it looks at the action.
	Action bool

	tree     cedar.Expr
	expr     ast.IsNode // the tree as cedar-go evaluates it
	want     bool
	span     cedar.Span // in the text that the rule was read from, with a ! before it
	clause   int        // the number of the when or unless that it is from, or inScope
	lens     situation.Lens
	literals *literals // nil where text is asked for more than equality
	table    map[tableKey]Truth
}

// remembered bounds the table of a condition that is not tabulated at loading.
const remembered = 50_000

// Listed reports whether everything that the condition tells apart could be listed: it
// looks at no free text, and at numbers only to compare them with constants.
func (c *Condition) Listed() bool { return c.lens.Finite() }

// Truth is what a condition comes to.
type Truth uint8

// The outcomes of a condition. Fails is an evaluation error: such a rule gives no answer.
const (
	No Truth = iota
	Yes
	Fails
)

type tableKey struct {
	seen   situation.Situation
	action string
}

// inScope is the clause of conditions from a policy's scope.
const inScope = -1

// flatten takes a policy apart: its scope, each when at its &&, each unless at its ||,
// and ! pushed inwards. This is exact because Cedar looks at them from left to right and
// stops at the first that decides.
func flatten(text string, p *cedar.Policy) []*Condition {
	var list []*Condition
	for _, s := range []cedar.Scope{p.Principal, p.Resource} {
		for _, tree := range constraints(s) {
			c := newCondition(tree, true)
			c.clause = inScope
			list = append(list, c)
		}
	}
	for i, clause := range p.Clauses {
		for _, c := range split(text, clause.Body, clause.Keyword.Text == "when") {
			c.clause = i
			c.Start, c.End = c.span.Start-p.Start, c.span.End-p.Start
			list = append(list, c)
		}
	}
	for _, c := range list {
		switch {
		case c.want:
		case strings.Contains(c.Text, " "):
			c.Text = "!(" + c.Text + ")"
		default:
			c.Text = "!" + c.Text
		}
	}
	return list
}

func newCondition(tree cedar.Expr, want bool) *Condition {
	expr := cedar.AST(tree)
	return &Condition{tree: tree, expr: expr, want: want, span: tree.Range(), Text: cedarText(expr)}
}

// constraints are what a scope asks of its variable.
func constraints(s cedar.Scope) []cedar.Expr {
	variable := &cedar.Variable{Name: s.Variable}
	var list []cedar.Expr
	if s.Operator == "is" {
		list = append(list, &cedar.Is{Span: s.Span, Operand: variable, Type: s.Type})
	}
	for _, entity := range s.Entities {
		operator := cedar.Name{Text: "in"}
		if s.Operator == "==" {
			operator.Text = "=="
		}
		list = append(list, &cedar.Binary{Span: s.Span, Operator: operator, Left: variable, Right: &cedar.EntityLiteral{Entity: entity}})
	}
	return list
}

// split takes an expression apart that has to have a value.
func split(text string, e cedar.Expr, want bool) []*Condition {
	switch e := e.(type) {
	case *cedar.Paren:
		return split(text, e.Inner, want)
	case *cedar.Unary:
		if e.Operator.Text == "!" {
			inner := split(text, e.Operand, !want)
			if len(inner) == 1 {
				inner[0].span = e.Span
			}
			return inner
		}
	case *cedar.Binary:
		if operator := e.Operator.Text; operator == "&&" && want || operator == "||" && !want {
			return append(split(text, e.Left, want), split(text, e.Right, want)...)
		}
	case *cedar.Has:
		if steps := e.Steps(); want && len(steps) > 1 {
			var list []*Condition
			for _, step := range steps {
				list = append(list, newCondition(step, true))
			}
			return list
		}
	}
	c := newCondition(e, want)
	// On one line, a comment would swallow what stands behind it: cedar-go's text has none.
	if written := e.Range().Of(text); !strings.Contains(written, "//") && !strings.Contains(written, "/*") {
		c.Text = strings.Join(strings.Fields(written), " ")
	}
	return []*Condition{c}
}

// longest is how long an expression may be to be searched for in a condition.
const longest = 500

// place is where a part of the condition stands: the first that means the same. What is not
// found is placed where the condition is.
func (c *Condition) place(part ast.IsNode) cedar.Span {
	place := c.span
	found := false
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		at := e.Range()
		_, paren := e.(*cedar.Paren)
		if !found && !paren && at.End-at.Start <= longest && ast.Equal(ast.NewNode(cedar.AST(e)), ast.NewNode(part)) {
			found, place = true, at
		}
		return !found
	})
	return place
}

// fault is what is wrong with a part of the condition.
func (c *Condition) fault(part ast.IsNode, message string) fault {
	return fault{condition: c, part: part, at: cedarText(part), message: message}
}

// facts of the attributes of a Member, a Page and the context.
var (
	senderFacts = map[types.String]situation.Fact{
		"tier": situation.SenderTier, "credits": situation.SenderCredits, "sentInmails": situation.SenderSent,
		"seats": situation.SenderSeats, "inmail": situation.SenderInMail, "openProfile": situation.SenderOpenProfile,
		"name": situation.SenderName, "company": situation.SenderCompany, "headline": situation.SenderHeadline,
	}
	recipientFacts = map[types.String]situation.Fact{
		"tier": situation.RecipientTier, "credits": situation.RecipientCredits, "sentInmails": situation.RecipientSent,
		"seats": situation.RecipientSeats, "inmail": situation.RecipientInMail, "openProfile": situation.RecipientOpenProfile,
		"name": situation.RecipientName, "company": situation.RecipientCompany, "headline": situation.RecipientHeadline,
	}
	contextFacts = map[types.String]situation.Fact{
		"degree": situation.Degree, "recipientFollows": situation.Follows, "recipientVisited": situation.Visited,
		"recipientWrote": situation.Wrote, "senderWrote": situation.Written, "recipientInvited": situation.Invited,
		"senderInvited": situation.Inviting, "blocked": situation.Block,
	}
)

// factOf is the fact that an attribute access or a has looks at.
func factOf(n ast.IsNode) (situation.Fact, bool) {
	var access ast.StrOpNode
	switch n := n.(type) {
	case ast.NodeTypeAccess:
		access = n.StrOpNode
	case ast.NodeTypeHas:
		access = n.StrOpNode
	default:
		return 0, false
	}
	variable, ok := access.Arg.(ast.NodeTypeVariable)
	if !ok {
		return 0, false
	}
	var fact situation.Fact
	switch variable.Name {
	case "principal":
		fact, ok = senderFacts[access.Value]
	case "resource":
		fact, ok = recipientFacts[access.Value]
	case "context":
		fact, ok = contextFacts[access.Value]
	}
	return fact, ok
}

// study finds the facts that a condition looks at, and refuses literals that nothing can be
// equal to and looks at others than the pair.
func (c *Condition) study() []fault {
	var faults []fault
	complain := func(n ast.IsNode, format string, args ...any) {
		faults = append(faults, c.fault(n, fmt.Sprintf(format, args...)))
	}
	var own situation.Lens
	ast.Inspect(ast.NewNode(c.expr), func(n ast.IsNode) bool {
		if err := outOfDomain(n); err != nil {
			complain(n, "%s", err)
		}
		if fact, cuts, ok := comparison(n); ok && fact.Number() {
			own = own.And(situation.Lens{Facts: situation.Set(fact), Cuts: map[situation.Fact][]int64{fact: cuts}})
			return false
		}
		if fact, ok := factOf(n); ok {
			own.Facts |= situation.Set(fact)
			if _, has := n.(ast.NodeTypeHas); !has && fact.Number() {
				own.Exact |= situation.Set(fact)
			}
			return false
		}
		switch n := n.(type) {
		case ast.NodeTypeIs:
			if _, bare := n.Left.(ast.NodeTypeVariable); bare {
				return false
			}
		case ast.NodeTypeAccess:
			return looksElsewhere(n, n.Arg, complain)
		case ast.NodeTypeHas:
			return looksElsewhere(n, n.Arg, complain)
		case ast.NodeTypeVariable:
			switch n.Name {
			case "principal":
				own.Facts |= situation.Set(situation.SenderID)
			case "resource":
				own.Facts |= situation.Set(situation.RecipientID)
			case "action":
				c.Action = true
			case "context":
				for _, fact := range contextFacts {
					own.Facts |= situation.Set(fact)
				}
			}
		}
		return true
	})
	c.Facts, c.lens, c.literals = own.Facts, own, equalities(c.expr)
	return faults
}

// looksElsewhere refuses an attribute of anything but a variable. What attributes those do
// not have is for checker to say.
func looksElsewhere(n, of ast.IsNode, complain func(n ast.IsNode, format string, args ...any)) bool {
	if _, variable := of.(ast.NodeTypeVariable); !variable {
		complain(n, "a rule may look at attributes of principal, resource and context only, not at those of %s", cedarText(of))
	}
	return false
}

// comparison recognises a fact compared with a constant, and gives the numbers at which
// the comparison may change its outcome.
func comparison(n ast.IsNode) (situation.Fact, []int64, bool) {
	var sides ast.BinaryNode
	var cuts func(c int64) []int64
	at := func(offsets ...int64) func(int64) []int64 {
		return func(c int64) []int64 {
			var list []int64
			for _, o := range offsets {
				if c+o > 0 {
					list = append(list, c+o)
				}
			}
			return list
		}
	}
	// A comparison written the other way round (3 < principal.credits) cuts one higher.
	switch n := n.(type) {
	case ast.NodeTypeLessThan:
		sides, cuts = n.BinaryNode, at(0, 1)
	case ast.NodeTypeLessThanOrEqual:
		sides, cuts = n.BinaryNode, at(0, 1)
	case ast.NodeTypeGreaterThan:
		sides, cuts = n.BinaryNode, at(0, 1)
	case ast.NodeTypeGreaterThanOrEqual:
		sides, cuts = n.BinaryNode, at(0, 1)
	case ast.NodeTypeEquals:
		sides, cuts = n.BinaryNode, at(0, 1)
	case ast.NodeTypeNotEquals:
		sides, cuts = n.BinaryNode, at(0, 1)
	default:
		return 0, nil, false
	}
	for _, try := range [][2]ast.IsNode{{sides.Left, sides.Right}, {sides.Right, sides.Left}} {
		access, okAccess := try[0].(ast.NodeTypeAccess)
		value, okValue := try[1].(ast.NodeValue)
		if !okAccess || !okValue {
			continue
		}
		number, okNumber := value.Value.(types.Long)
		fact, okFact := factOf(access)
		if okNumber && okFact {
			return fact, cuts(int64(number)), true
		}
	}
	return 0, nil, false
}

// Entities that stand for whichever actor is asked about. No actor's id has brackets.
const (
	anySender    = "(sender)"
	anyRecipient = "(recipient)"
)

// tiers are the entities that are the same in every situation.
var tiers = func() types.EntityMap {
	group := types.NewEntityUID("Tier", premium)
	entities := types.EntityMap{group: {UID: group}}
	for _, name := range network.Tiers() {
		uid := types.NewEntityUID("Tier", types.String(name))
		var parents []types.EntityUID
		if name != network.Free.String() {
			parents = []types.EntityUID{group}
		}
		entities[uid] = types.Entity{UID: uid, Parents: types.NewEntityUIDSet(parents...)}
	}
	return entities
}()

// parties are the entities of a situation: sender, recipient and the tiers.
type parties [2]types.Entity

// Get finds an entity by its id.
func (p parties) Get(uid types.EntityUID) (types.Entity, bool) {
	for _, entity := range p {
		if entity.UID == uid {
			return entity, true
		}
	}
	return tiers.Get(uid)
}

// environment is a situation as Cedar sees it.
func environment(s situation.Situation, action string) eval.Env {
	party := func(p situation.Party, standIn string) types.Entity {
		id := p.ID
		if id == "" {
			id = standIn
		}
		record := types.RecordMap{"name": types.String(p.Name), "credits": types.Long(p.Credits)}
		uid := types.NewEntityUID("Directory", "members")
		switch p.Kind {
		case network.Member:
			uid = types.NewEntityUID("Member", types.String(id))
			record["tier"] = types.NewEntityUID("Tier", types.String(p.Tier.String()))
			record["sentInmails"] = types.Long(p.Sent)
			record["inmail"] = types.String(p.InMail.String())
			record["openProfile"] = types.Boolean(p.OpenProfile)
			if p.Company != "" {
				record["company"] = types.String(p.Company)
			}
			if p.Headline != "" {
				record["headline"] = types.String(p.Headline)
			}
		case network.Page:
			uid = types.NewEntityUID("Page", types.String(id))
			record["seats"] = types.Long(p.Seats)
		default:
			record = nil
		}
		return types.Entity{UID: uid, Attributes: types.NewRecord(record)}
	}
	entities := parties{party(s.Sender, anySender), party(s.Recipient, anyRecipient)}
	env := eval.Env{
		Principal: entities[0].UID,
		Resource:  entities[1].UID,
		Action:    types.NewEntityUID("Action", types.String(action)),
		Entities:  entities,
	}
	context := types.RecordMap{}
	if s.Recipient.Kind != network.NoOne {
		for name, fact := range contextFacts {
			if fact != situation.Degree {
				context[name] = types.Boolean(s.Has(fact.Tie()))
			}
		}
		if s.Degree > 0 {
			context["degree"] = types.Long(s.Degree)
		}
	}
	env.Context = types.NewRecord(context)
	return env
}

// evaluate asks Cedar.
func (c *Condition) evaluate(s situation.Situation, action string) Truth {
	value, err := eval.Eval(c.expr, environment(s, action))
	if err != nil {
		return Fails
	}
	holds, ok := value.(types.Boolean)
	switch {
	case !ok:
		return Fails
	case bool(holds) == c.want:
		return Yes
	default:
		return No
	}
}

// Of is what the condition comes to in a situation: a look into its table. One that is not
// Listed has no table beforehand; its own fills as it is asked, up to a bound.
func (c *Condition) Of(s situation.Situation, action string) Truth {
	key := tableKey{seen: c.lens.Through(s)}
	if c.literals != nil {
		c.literals.project(&key.seen)
	}
	if c.Action {
		key.action = action
	}
	truth, ok := c.table[key]
	if !ok {
		truth = c.evaluate(key.seen, key.action)
		if len(c.table) < remembered || c.Listed() {
			c.table[key] = truth
		}
	}
	return truth
}

// tabulate asks Cedar for everything that the condition can come to for a kind of pair.
func (c *Condition) tabulate(kinds situation.KindPair, actions []string) {
	if !c.Listed() || c.lens.Bound(surveyed) == surveyed {
		return
	}
	for s := range c.lens.All(kinds) {
		for _, action := range actions {
			c.Of(s, action)
		}
	}
}

// Holds reports whether all conditions of the rule hold. Fails means that Cedar cannot
// evaluate the rule here.
func (r *Rule) Holds(s situation.Situation, action string) Truth {
	return hold(r.Conditions, s, action)
}

func hold(conditions []*Condition, s situation.Situation, action string) Truth {
	for _, c := range conditions {
		if truth := c.Of(s, action); truth != Yes {
			return truth
		}
	}
	return Yes
}

// surveyed bounds the situations that are listed at loading: a rule of the user's own that
// looks at more is not searched for whether it can apply, and its larger conditions fill
// their tables as they are asked.
const surveyed = 100_000

// survey tabulates a rule's conditions, finds the kinds of pair that it fits, and looks
// for a situation that it applies in, taking what cannot be listed as possible. Notices say
// when there is none, and when a condition is the same in every situation; the failure, when
// Cedar cannot evaluate the rule somewhere.
func (r *Rule) survey(set *RuleSet) (notices []fault, failure *fault) {
	if r.kinds != nil {
		return nil, nil
	}
	var lens situation.Lens
	var listed []*Condition
	for _, c := range r.Conditions {
		c.table = map[tableKey]Truth{}
		if c.Listed() {
			listed = append(listed, c)
			lens = lens.And(c.lens)
		}
	}
	satisfied := false
	for _, kinds := range situation.Kinds() {
		var actions []string
		for _, a := range r.actions {
			if set.Applies(a, kinds) {
				actions = append(actions, a)
			}
		}
		bare := situation.Situation{Sender: situation.Party{Kind: kinds.Sender}, Recipient: situation.Party{Kind: kinds.Recipient}}
		if len(actions) == 0 || slices.ContainsFunc(r.Conditions, func(c *Condition) bool {
			return c.Facts == 0 && !c.Action && c.Of(bare, "") == No
		}) {
			continue
		}
		r.kinds = append(r.kinds, kinds)
		for _, c := range r.Conditions {
			c.tabulate(kinds, actions)
		}
		if lens.Bound(surveyed) == surveyed {
			satisfied = true
			continue
		}
		for s := range lens.All(kinds) {
			for _, action := range actions {
				switch truth := hold(listed, s, action); {
				case truth == Yes:
					satisfied = true
				case truth == Fails && len(listed) == len(r.Conditions):
					c := r.Failing(s, action)
					return nil, &fault{condition: c, place: c.span, message: c.Overflow()}
				}
			}
		}
	}
	if r.kinds == nil {
		r.kinds = []situation.KindPair{}
	}
	for _, c := range listed {
		if notice := c.constant(); notice != "" {
			notices = append(notices, fault{condition: c, place: c.span, message: notice})
		}
	}
	if !satisfied && notices == nil {
		notices = append(notices, fault{place: r.place, message: "no situation satisfies it, so it never applies"})
	}
	return notices, nil
}

// constant says when a tabulated condition comes to the same in every situation. One that
// looks at kinds alone may; so may a plain fact, such as a block where there can be none, and
// the has that Cedar wants before what may be missing.
func (c *Condition) constant() string {
	truths := map[Truth]bool{}
	for _, truth := range c.table {
		truths[truth] = true
	}
	text, plain := c.positive(), false
	switch c.expr.(type) {
	case ast.NodeTypeHas, ast.NodeTypeAccess:
		plain = true
	}
	switch {
	case len(truths) != 1 || c.Facts == 0 && !c.Action:
		return ""
	case truths[No] && c.want:
		return text + " holds in no situation, so the rule never applies"
	case truths[No]:
		return text + " holds in every situation, so the rule never applies"
	case truths[Yes] && c.want && !plain:
		return text + " holds in every situation, so it asks for nothing"
	case truths[Yes] && !c.want && !plain:
		return text + " holds in no situation, so it excepts nothing"
	}
	return ""
}

// Failing is the condition for which Cedar cannot evaluate the rule; nil where it can.
func (r *Rule) Failing(s situation.Situation, action string) *Condition {
	for _, c := range r.Conditions {
		switch c.Of(s, action) {
		case No:
			return nil
		case Fails:
			return c
		}
	}
	return nil
}

// Overflow says why Cedar cannot evaluate the condition where it cannot: in a policy that is
// strictly valid, nothing but arithmetic can fail.
func (c *Condition) Overflow() string {
	return fmt.Sprintf("a value in %s grows beyond what Cedar can hold", c.positive())
}

// positive is the condition as Cedar, without the ! of one that must not hold.
func (c *Condition) positive() string {
	if inner, ok := strings.CutPrefix(c.Text, "!("); ok && !c.want {
		return strings.TrimSuffix(inner, ")")
	}
	return strings.TrimPrefix(c.Text, "!")
}

// cedarText is an expression as Cedar text, on one line.
func cedarText(expr ast.IsNode) string {
	p := ast.Permit().When(ast.NewNode(expr))
	text := string(cedargo.NewPolicyFromAST((*publicast.Policy)(p)).MarshalCedar())
	_, text, _ = strings.Cut(text, "when {")
	return strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSpace(text), "};")), " ")
}
