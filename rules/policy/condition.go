package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	publicast "github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/eval"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// Condition is one conjunct of a rule: an expression and the value that it must have.
type Condition struct {
	// Start and End are the condition's place in the rule's text, in bytes; both are 0
	// where the text has no such place.
	Start, End int

	*meaning
	tree   cedar.Expr
	span   cedar.Span // in the text that the rule was read from, with a ! before it
	clause int        // the number of the when or unless that it is from, or inScope
	comes  outcomes   // what it comes to somewhere, with the kinds of pair that its rule is about
}

// meaning is what a condition asks Cedar. Conditions of one rule set that ask the same share it.
type meaning struct {
	// Text is the condition as Cedar, a leading ! where it must not hold.
	Text string
	// Facts are what it looks at. With none of them, and Action false, it looks at the
	// kinds of sender and recipient alone.
	Facts world.Facts
	// Action tells that it looks at the action.
	Action bool
	// Asked is what it asks for, where that is one fact compared with one constant.
	Asked Asked

	expr   ast.IsNode // as cedar-go evaluates it; nil where parse gives it
	parse  func() ast.IsNode
	want   bool
	guard  bool // it only asks whether something is there
	schema *schema
	// sender and recipient are the kinds that the rule's scope asks for; nil is any.
	sender, recipient *world.Kind
	lens              situation.Lens
	view              *situation.View // through the lens
	finite            bool
	fallible          bool
	literals          *literals // nil where text is asked for more than equality
	table             map[string]Truth
}

// A question is what a condition asks Cedar. Those that ask the same have the same meaning.
type question struct {
	text, cedar       string
	want              bool
	sender, recipient *world.Kind
}

// understood is a meaning, and what is wrong with it.
type understood struct {
	*meaning
	faults []fault
}

// understand finds what a condition of a rule means. One that asks the same as one before it gets its meaning, in a set that
// is read whole: whoever types rules would leave a meaning for each letter.
func (set *RuleSet) understand(r *Rule, c *Condition) []fault {
	asks := question{c.Text, c.asks(r.source.text), c.want, r.sender, r.recipient}
	known, ok := set.meanings[asks]
	if !ok {
		c.schema, c.sender, c.recipient = set.schema, r.sender, r.recipient
		known = understood{c.meaning, c.study()}
		if set.meanings != nil {
			set.meanings[asks] = known
		}
		return known.faults
	}
	c.meaning = known.meaning
	faults := slices.Clone(known.faults)
	for i := range faults {
		faults[i].condition = c
	}
	return faults
}

// asks tells the condition's expression from others. What is written tells nearly all: the conditions of a scope are made, and
// those of a has along a path stand in one place.
func (c *Condition) asks(text string) string {
	switch _, has := c.expr.(ast.NodeTypeHas); {
	case has || c.clause == inScope:
		return marshalled(c.expr)
	default:
		return c.span.Of(text)
	}
}

// Asked is a fact, an operator and a constant: what a condition asks for, in the form that
// sentences are keyed by. A Bool has the operator "" and the constant "true" or "false".
type Asked struct {
	Facts    world.Facts
	Operator string
	Literal  string
}

// remembered bounds the table of a condition that is not tabulated at loading.
const remembered = 50_000

// Equal reports whether two conditions ask the same.
func (c *Condition) Equal(other *Condition) bool {
	return c.meaning == other.meaning || c.want == other.want && ast.Equal(ast.NewNode(c.node()), ast.NewNode(other.node()))
}

// Listed reports whether everything that the condition tells apart could be listed: it
// looks at no free text, and at numbers only to compare them with constants.
func (c *Condition) Listed() bool { return c.finite }

// Lens is what the condition looks at, and how closely.
func (c *Condition) Lens() situation.Lens { return c.lens }

// Fallible reports whether Cedar may be unable to evaluate the condition: in a policy that is strictly valid, nothing but
// arithmetic can fail.
func (c *Condition) Fallible() bool { return c.fallible }

// Guard reports whether the condition only asks whether something is there, so that another one
// can look at it.
func (c *Condition) Guard() bool { return c.guard }

// KindsOnly reports whether the condition looks at the kinds of sender and recipient alone.
func (c *Condition) KindsOnly() bool { return c.Facts.Empty() && !c.Action }

// Truth is what a condition comes to.
type Truth uint8

// The outcomes of a condition. Fails is an evaluation error: such a rule gives no answer.
const (
	No Truth = iota
	Yes
	Fails
)

// outcomes are the truths that something comes to somewhere.
type outcomes [Fails + 1]bool

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
			c.within(p.Span)
			list = append(list, c)
		}
	}
	for _, c := range list {
		if c.Text == "" {
			c.Text = cedarText(c.expr)
		}
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

// within places the condition in the text of its rule.
func (c *Condition) within(rule cedar.Span) {
	if c.clause != inScope {
		c.Start, c.End = c.span.Start-rule.Start, c.span.End-rule.Start
	}
}

func newCondition(tree cedar.Expr, want bool) *Condition {
	expr := cedar.AST(tree)
	return &Condition{tree: tree, span: tree.Range(), meaning: &meaning{expr: expr, want: want, table: map[string]Truth{}}}
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
func (c *Condition) fault(part ast.IsNode, message *diagnostic.Message) fault {
	return fault{condition: c, part: part, at: cedarText(part), message: message}
}

// variables are the sides that the variables of a condition are.
var variables = map[types.String]world.Side{"principal": world.Sender, "resource": world.Recipient, "context": world.Either}

// factsOf are the facts that an attribute access or a has looks at: one for each kind of actor
// that the rule is about.
func (c *Condition) factsOf(n ast.IsNode) world.Facts {
	var access ast.StrOpNode
	switch n := n.(type) {
	case ast.NodeTypeAccess:
		access = n.StrOpNode
	case ast.NodeTypeHas:
		access = n.StrOpNode
	default:
		return world.Facts{}
	}
	variable, ok := access.Arg.(ast.NodeTypeVariable)
	if !ok {
		return world.Facts{}
	}
	return c.schema.about(c.schema.World.Named(variables[variable.Name], string(access.Value)), c.sender, c.recipient)
}

// ids are the facts that the id of a side is.
func (c *Condition) ids(side world.Side) world.Facts {
	var set world.Facts
	for _, f := range c.schema.World.Facts() {
		if f.Side == side && f.Of == world.OfID {
			set = set.With(f)
		}
	}
	return c.schema.about(set, c.sender, c.recipient)
}

// study finds the facts that a condition looks at, and refuses literals that nothing can be
// equal to and looks at others than the pair.
func (c *Condition) study() []fault {
	var faults []fault
	complain := func(n ast.IsNode, m *diagnostic.Message) { faults = append(faults, c.fault(n, m)) }
	w := c.schema.World
	own := situation.Lens{Cuts: map[*world.Fact][]int64{}}
	ast.Inspect(ast.NewNode(c.expr), func(n ast.IsNode) bool {
		if m := c.outOfDomain(n); m != nil {
			complain(n, m)
		}
		if facts, cuts, ok := c.comparison(n); ok {
			for _, f := range facts.In(w) {
				own.Facts = own.Facts.With(f)
				if f.IsNumber() {
					own.Cuts[f] = append(own.Cuts[f], cuts...)
				}
			}
			return false
		}
		if facts := c.factsOf(n); !facts.Empty() {
			own.Facts = own.Facts.And(facts)
			for _, f := range facts.In(w) {
				if _, has := n.(ast.NodeTypeHas); !has && f.IsNumber() {
					own.Exact = own.Exact.With(f)
				}
			}
			return false
		}
		switch n := n.(type) {
		case ast.NodeTypeAdd, ast.NodeTypeSub, ast.NodeTypeMult, ast.NodeTypeNegate:
			c.fallible = true
		case ast.NodeTypeIs:
			if _, bare := n.Left.(ast.NodeTypeVariable); bare {
				return false
			}
		case ast.NodeTypeAccess:
			return looksElsewhere(n, n.Arg, complain)
		case ast.NodeTypeHas:
			return looksElsewhere(n, n.Arg, complain)
		case ast.NodeTypeVariable:
			switch side := variables[n.Name]; {
			case n.Name == "action":
				c.Action = true
			case side == world.Either:
				for _, p := range w.Pair {
					own.Facts = own.Facts.With(w.Fact(p))
				}
			default:
				own.Facts = own.Facts.And(c.ids(side))
			}
		}
		return true
	})
	for f, cuts := range own.Cuts {
		slices.Sort(cuts)
		own.Cuts[f] = slices.Compact(cuts)
	}
	c.Facts, c.lens, c.view = own.Facts, own, own.Ready(w)
	c.finite = own.Finite(w)
	c.literals = c.equalities()
	c.Asked = c.asked()
	_, has := c.expr.(ast.NodeTypeHas)
	c.guard = has && c.want
	return faults
}

// opposites are the operators that hold where others do not.
var opposites = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in"}

// mirrored are operators with their sides exchanged.
var mirrored = map[string]string{"==": "==", "!=": "!=", "<": ">", ">=": "<=", ">": "<", "<=": ">="}

// asked recognises a fact compared with a constant.
func (c *Condition) asked() Asked {
	tree := c.tree
	for {
		paren, ok := tree.(*cedar.Paren)
		if !ok {
			break
		}
		tree = paren.Inner
	}
	if access, ok := tree.(*cedar.Access); ok {
		facts := c.factsOf(cedar.AST(access))
		for _, f := range facts.In(c.schema.World) {
			if f.IsDistance() || f.Of != world.OfPair && (f.Of != world.OfAttribute || f.Attribute.Type != world.Bool) {
				return Asked{}
			}
		}
		return Asked{facts, "", fmt.Sprint(c.want)}
	}
	binary, ok := tree.(*cedar.Binary)
	if !ok {
		return Asked{}
	}
	operator := binary.Operator.Text
	left, right := binary.Left, binary.Right
	facts := c.factsOf(cedar.AST(left))
	if facts.Empty() {
		facts, right, operator = c.factsOf(cedar.AST(right)), left, mirrored[operator]
	}
	if !c.want {
		operator = opposites[operator]
	}
	if facts.Empty() || operator == "" {
		return Asked{}
	}
	switch e := right.(type) {
	case *cedar.EntityLiteral:
		return Asked{facts, operator, e.ID.Text}
	case *cedar.Literal:
		if text, ok := e.Value.(types.String); ok {
			return Asked{facts, operator, string(text)}
		}
		if b, ok := e.Value.(types.Boolean); ok && (operator == "==" || operator == "!=") {
			return Asked{facts, "", fmt.Sprint(bool(b) == (operator == "=="))}
		}
		return Asked{facts, operator, e.Value.String()}
	}
	return Asked{}
}

// looksElsewhere refuses an attribute of anything but a variable. What attributes those do
// not have is for checker to say.
func looksElsewhere(n, of ast.IsNode, complain func(ast.IsNode, *diagnostic.Message)) bool {
	if _, variable := of.(ast.NodeTypeVariable); !variable {
		complain(n, diagnostic.Say(diagnostic.LooksElsewhere, cedarText(of)))
	}
	return false
}

// comparison recognises a fact compared with a constant, and gives the numbers at which
// the comparison may change its outcome.
func (c *Condition) comparison(n ast.IsNode) (world.Facts, []int64, bool) {
	var sides ast.BinaryNode
	switch n := n.(type) {
	case ast.NodeTypeLessThan:
		sides = n.BinaryNode
	case ast.NodeTypeLessThanOrEqual:
		sides = n.BinaryNode
	case ast.NodeTypeGreaterThan:
		sides = n.BinaryNode
	case ast.NodeTypeGreaterThanOrEqual:
		sides = n.BinaryNode
	case ast.NodeTypeEquals:
		sides = n.BinaryNode
	case ast.NodeTypeNotEquals:
		sides = n.BinaryNode
	default:
		return world.Facts{}, nil, false
	}
	for _, try := range [][2]ast.IsNode{{sides.Left, sides.Right}, {sides.Right, sides.Left}} {
		access, okAccess := try[0].(ast.NodeTypeAccess)
		value, okValue := try[1].(ast.NodeValue)
		if !okAccess || !okValue {
			continue
		}
		number, okNumber := value.Value.(types.Long)
		facts := c.factsOf(access)
		for _, f := range facts.In(c.schema.World) {
			okNumber = okNumber && f.IsNumber()
		}
		if okNumber && !facts.Empty() {
			// Whichever way round it is written, the outcome changes at the number or one above.
			var cuts []int64
			for _, cut := range []int64{int64(number), int64(number) + 1} {
				if cut > 0 {
					cuts = append(cuts, cut)
				}
			}
			return facts, cuts, true
		}
	}
	return world.Facts{}, nil, false
}

// Entities that stand for whichever actor is asked about. No actor's id has brackets.
const (
	anySender    = "(sender)"
	anyRecipient = "(recipient)"
)

// entities are those of a situation: sender, recipient, and the values of enumerations.
type entities struct {
	actors [2]types.Entity
	values types.EntityMap
}

// Get finds an entity by its id.
func (e entities) Get(uid types.EntityUID) (types.Entity, bool) {
	for _, actor := range e.actors {
		if actor.UID == uid {
			return actor, true
		}
	}
	return e.values.Get(uid)
}

// environment is what Cedar sees of a situation: as much of it as some facts are.
func (s *schema) environment(at situation.Situation, action string, facts world.Facts) eval.Env {
	var records [3]types.RecordMap // of the sender, the recipient and the pair
	set := func(i int, name string, v types.Value) {
		if records[i] == nil {
			records[i] = types.RecordMap{}
		}
		records[i][types.String(name)] = v
	}
	for _, f := range facts.In(s.World) {
		switch {
		case f.Side == world.Either:
			switch value := at.Pair.Of(f.Pair); {
			case at.Pair == "":
			case !f.Pair.Distance():
				set(2, f.Pair.Name, types.Boolean(value == 1))
			case value > 0:
				set(2, f.Pair.Name, types.Long(value))
			}
		case f.Side == world.Sender && f.Kind == at.Sender.Kind:
			attribute(at.Sender, f, func(name string, v types.Value) { set(0, name, v) })
		case f.Side == world.Recipient && f.Kind == at.Recipient.Kind:
			attribute(at.Recipient, f, func(name string, v types.Value) { set(1, name, v) })
		}
	}
	all := entities{[2]types.Entity{actor(at.Sender, anySender, records[0]), actor(at.Recipient, anyRecipient, records[1])}, s.values()}
	return eval.Env{
		Principal: all.actors[0].UID,
		Resource:  all.actors[1].UID,
		Action:    types.NewEntityUID("Action", types.String(action)),
		Entities:  all,
		Context:   types.NewRecord(records[2]),
	}
}

// actor is a party as an entity.
func actor(p situation.Party, standIn string, attributes types.RecordMap) types.Entity {
	if p.Kind == nil { // a law of one actor asks of nobody else
		return types.Entity{}
	}
	id := cmp.Or(p.Kind.Entity, p.ID, standIn)
	return types.Entity{UID: types.NewEntityUID(types.EntityType(p.Kind.Type), types.String(id)), Attributes: types.NewRecord(attributes)}
}

// attribute gives a fact of a party as Cedar has it, where it is there and no id.
func attribute(p situation.Party, f *world.Fact, set func(string, types.Value)) {
	switch f.Of {
	case world.OfID:
		return
	case world.OfName:
		set("name", types.String(p.Name))
		return
	}
	a, value := f.Attribute, p.Value(f.Attribute)
	if a.Optional && (value == world.Absent || a.Type == world.Text && value.Text == "") {
		return
	}
	switch {
	case a.Type == world.Bool:
		set(a.Name, types.Boolean(value.Number == 1))
	case a.Type == world.Number:
		set(a.Name, types.Long(value.Number))
	case a.Type == world.Text:
		set(a.Name, types.String(value.Text))
	case a.Enum != nil:
		set(a.Name, types.NewEntityUID(types.EntityType(a.Enum.Type), types.String(a.Names()[value.Number])))
	default:
		set(a.Name, types.String(a.Names()[value.Number]))
	}
}

// node is the expression as cedar-go evaluates it.
func (m *meaning) node() ast.IsNode {
	if m.expr == nil {
		return m.parse()
	}
	return m.expr
}

// evaluate asks Cedar.
func (c *Condition) evaluate(s situation.Situation, action string) Truth {
	value, err := eval.Eval(c.node(), c.schema.environment(s, action, c.Facts))
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
	if c.literals != nil {
		s = c.literals.project(s)
	}
	var room [64]byte
	key := c.view.Key(room[:0], s)
	if c.Action {
		key = append(key, action...)
	}
	truth, ok := c.table[string(key)]
	if !ok {
		truth = c.evaluate(c.view.Through(s), action)
		if len(c.table) < remembered || c.Listed() {
			c.table[string(key)] = truth
		}
	}
	return truth
}

// tabulate asks Cedar for everything that the condition can come to for a kind of pair.
func (c *Condition) tabulate(set *RuleSet, kinds world.KindPair, actions []string) {
	if !c.Listed() || c.lens.Bound(c.schema.World, kinds, surveyed) == surveyed {
		return
	}
	if !c.Action {
		actions = actions[:1]
	}
	for s := range set.Space.All(c.lens, kinds) {
		for _, action := range actions {
			if set.spent(toEvaluate + (c.span.End-c.span.Start)/charsLooked) {
				return
			}
			c.comes[c.Of(s, action)] = true
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

// tooMuch says that the budget of a set from outside does not last.
var tooMuch = diagnostic.Say(diagnostic.TooMuchToLookAt, mostLooked)

// surveyed bounds the situations that are listed at loading: a rule of the user's own that
// looks at more is not searched for whether it can apply, and its larger conditions fill
// their tables as they are asked.
const surveyed = 100_000

// survey tabulates a rule's conditions, finds the kinds of pair that it fits, and looks
// for a situation that it applies in, taking what cannot be listed as possible. Notices say
// when there is none, and when a condition is the same in every situation; the failure, when
// Cedar cannot evaluate the rule somewhere. What one of the user's own came to before is not looked for again.
func (r *Rule) survey(set *RuleSet) (notices []fault, failure *fault) {
	if r.kinds != nil {
		return r.surveyed, nil
	}
	var lens situation.Lens
	var listed []*Condition
	for _, c := range r.Conditions {
		if c.Listed() {
			listed = append(listed, c)
			lens = lens.And(c.lens)
		}
	}
	satisfied, assumed := false, false // assumed where there are too many situations to look at
	for _, kinds := range set.World.Pairs() {
		var actions []string
		for _, a := range r.actions {
			if set.Applies(a, kinds) {
				actions = append(actions, a)
			}
		}
		bare := situation.Situation{Sender: situation.Party{Kind: kinds.Sender}, Recipient: situation.Party{Kind: kinds.Recipient}}
		if len(actions) == 0 || slices.ContainsFunc(r.Conditions, func(c *Condition) bool {
			return c.KindsOnly() && c.Of(bare, "") == No
		}) {
			continue
		}
		r.kinds = append(r.kinds, kinds)
		for _, c := range r.Conditions {
			c.tabulate(set, kinds, actions)
		}
		if lens.Bound(set.World, kinds, surveyed) == surveyed {
			satisfied, assumed = true, true
			continue
		}
		fails := slices.ContainsFunc(listed, (*Condition).fails)
	situations:
		for s := range set.Space.All(lens, kinds) {
			if satisfied && !fails {
				break
			}
			if set.spent(len(actions)) {
				return nil, &fault{place: r.place, message: tooMuch}
			}
			for _, action := range actions {
				switch truth := hold(listed, s, action); {
				case truth == Yes:
					if satisfied = true; !fails {
						break situations
					}
				case truth == Fails && len(listed) == len(r.Conditions):
					c := r.Failing(s, action)
					return nil, &fault{condition: c, place: c.span, message: c.Overflow()}
				}
			}
		}
	}
	if r.kinds == nil {
		r.kinds = []world.KindPair{}
	}
	for _, c := range listed {
		if notice := c.constant(len(r.kinds) == 0); notice != nil {
			notices = append(notices, fault{condition: c, place: c.span, message: notice})
		}
	}
	said := slices.ContainsFunc(notices, func(f fault) bool {
		return f.message.Code == diagnostic.NeverHolds || f.message.Code == diagnostic.AlwaysExcepted
	})
	if satisfied && !assumed || said {
		return notices, nil
	}
	if one, other := r.excluding(set, listed); one != nil {
		return append(notices, fault{condition: other, place: other.span, message: diagnostic.Say(diagnostic.Excluding, other.Text, one.Text)}), nil
	}
	if !satisfied {
		notices = append(notices, fault{place: r.place, message: diagnostic.Say(diagnostic.NeverApplies)})
	}
	return notices, nil
}

// fails reports whether Cedar cannot evaluate a tabulated condition in some situation.
func (c *Condition) fails() bool { return c.comes[Fails] }

// refusesAll reports whether a condition that looks at kinds alone has held for none that it was asked of.
func (c *Condition) refusesAll() bool {
	for _, truth := range c.table {
		if truth != No {
			return false
		}
	}
	return len(c.table) > 0
}

// excluding finds two conditions that hold together in no situation; nil where there are no such two.
func (r *Rule) excluding(set *RuleSet, listed []*Condition) (one, other *Condition) {
	for i, other := range listed {
		for _, one := range listed[:i] {
			if lens := one.lens.And(other.lens); len(r.kinds) > 0 && !slices.ContainsFunc(r.kinds, func(kinds world.KindPair) bool {
				return lens.Bound(set.World, kinds, surveyed) == surveyed || r.together(set, lens, kinds, one, other)
			}) {
				return one, other
			}
		}
	}
	return nil, nil
}

// together reports whether two conditions hold together in a situation of a kind of pair.
func (r *Rule) together(set *RuleSet, lens situation.Lens, kinds world.KindPair, one, other *Condition) bool {
	for s := range set.Space.All(lens, kinds) {
		for _, action := range r.actions {
			if set.Applies(action, kinds) && one.Of(s, action) == Yes && other.Of(s, action) == Yes {
				return true
			}
		}
	}
	return false
}

// What an evaluation takes from the budget, for it takes as long as looking at so many situations: some
// for itself, and one for so many characters of the condition.
const (
	toEvaluate  = 10
	charsLooked = 5
)

// spent takes from the budget of a set from outside, and reports whether it has been overdrawn. The
// engine has no clock: it counts instead.
func (set *RuleSet) spent(n int) bool {
	if set.budget == nil {
		return false
	}
	*set.budget -= n
	return *set.budget < 0
}

// constant says when a tabulated condition comes to the same in every situation. One that
// looks at kinds alone may, unless it refuses all and the rule is left with nobody; so may a plain fact, such as a block where
// there can be none, and the has that Cedar wants before what may be missing.
func (c *Condition) constant(nobody bool) *diagnostic.Message {
	no, yes := c.comes[No], c.comes[Yes]
	if nobody && c.KindsOnly() && c.clause != inScope {
		no, yes = c.refusesAll(), false
	}
	text, plain := c.positive(), false
	switch c.expr.(type) {
	case ast.NodeTypeHas, ast.NodeTypeAccess:
		plain = true
	}
	switch {
	case no == yes || c.comes[Fails] || c.KindsOnly() && !nobody:
	case no && c.want:
		return diagnostic.Say(diagnostic.NeverHolds, text)
	case no:
		return diagnostic.Say(diagnostic.AlwaysExcepted, text)
	case c.want && !plain:
		return diagnostic.Say(diagnostic.AsksNothing, text)
	case !c.want && !plain:
		return diagnostic.Say(diagnostic.ExceptsNothing, text)
	}
	return nil
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
func (c *Condition) Overflow() *diagnostic.Message {
	return diagnostic.Say(diagnostic.Overflows, c.positive())
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
	_, text, _ := strings.Cut(marshalled(expr), "when {")
	return strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSpace(text), "};")), " ")
}

// marshalled is a policy with an expression, as Cedar text.
func marshalled(expr ast.IsNode) string {
	p := ast.Permit().When(ast.NewNode(expr))
	return string((*publicast.Policy)(p).MarshalCedar())
}
