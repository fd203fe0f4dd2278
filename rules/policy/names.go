package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/policy/cedar"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// fault is a mistake in a rule, with its place in the text that the rule was read from.
type fault struct {
	condition *Condition // nil where it is in none
	place     cedar.Span
	part      ast.IsNode // of the condition, to be found for the place; nil where the place is known
	at        string     // the part as Cedar writes it
	message   string
}

// checker finds what a rule names and the schema does not have. Cedar lets all of it pass
// where it makes an expression false for certain: behind has, and in a comparison of an
// actor with an entity of another kind. Such a rule would silently never apply, or always.
//
// The walk goes through the conditions once for every action and kind of pair that the rule
// may be about, and into what is asked there: a name may be known of one kind and not of
// another, which is asked first. It is at fault where it is known nowhere that it is asked.
type checker struct {
	set       *RuleSet
	rule      *Rule
	action    string // where the walk stands
	kinds     world.KindPair
	condition *Condition
	about     map[types.String][]string // the kinds of each variable, with repetitions
	seen      map[asked]*sighting
	order     []*sighting
}

// asked is a name in a condition.
type asked struct {
	condition *Condition
	name      string
}

// sighting is a name in an expression, and where it was asked in vain.
type sighting struct {
	asked
	expr           ast.IsNode
	times, missing int
	kinds          []string // that lack it
	explain        func(kinds []string) string
}

func (set *RuleSet) misnamed(r *Rule, p *cedar.Policy) []fault {
	var faults []fault
	for _, e := range p.Action.Entities {
		if message := set.unknown(e.UID()); message != "" {
			faults = append(faults, fault{place: e.Span, message: message})
		}
	}
	for _, c := range r.Conditions {
		faults = append(faults, set.unknownLiterals(c)...)
	}
	n := checker{set: set, rule: r, about: map[types.String][]string{"context": {theContext}}, seen: map[asked]*sighting{}}
	for _, n.action = range r.actions {
		action, _ := set.World.Action(n.action)
		for _, n.kinds = range action.Pairs {
			if !n.fits() {
				continue
			}
			for _, n.condition = range r.Conditions {
				if value, known := n.fold(n.condition.expr); known && value != n.condition.want {
					break // what follows is not asked here
				}
			}
		}
	}
	said := map[string]bool{}
	for _, s := range n.order {
		if s.times == s.missing && !said[s.name] {
			said[s.name] = true
			slices.Sort(s.kinds)
			faults = append(faults, s.condition.fault(s.expr, s.explain(slices.Compact(s.kinds))))
		}
	}
	for _, c := range r.Conditions {
		faults = append(faults, n.nowhere(c, said)...)
	}
	return faults
}

// fits reports whether the rule is about the kinds where the walk stands, and notes them.
func (n *checker) fits() bool {
	for _, c := range n.rule.Conditions {
		if is, ok := c.expr.(ast.NodeTypeIs); ok && (n.kindOf(is.Left) == is.EntityType) != c.want {
			return false
		}
	}
	n.about["principal"] = append(n.about["principal"], spelling.A(n.kinds.Sender.Type))
	n.about["resource"] = append(n.about["resource"], spelling.A(n.kinds.Recipient.Type))
	return true
}

// unknownLiterals refuses entities and kinds that do not exist, and tags, which nothing has.
func (set *RuleSet) unknownLiterals(c *Condition) []fault {
	var faults []fault
	complain := func(place cedar.Span, message string) {
		if message != "" {
			faults = append(faults, fault{condition: c, place: place, message: message})
		}
	}
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		switch e := e.(type) {
		case *cedar.EntityLiteral:
			complain(e.Span, set.unknown(e.UID()))
		case *cedar.Is:
			complain(e.Type.Span, set.unknownKind(types.EntityType(e.Type.Text)))
		case *cedar.Call:
			if name := e.Function.Text; name == "hasTag" || name == "getTag" {
				complain(e.Span, "nothing here has tags")
			}
		}
		return true
	})
	return faults
}

// unknown says what is wrong with an entity that does not exist. Whether an actor does is
// the network's to know, not the rules'.
func (set *RuleSet) unknown(uid types.EntityUID) string {
	id := string(uid.ID)
	if uid.Type == "Action" {
		var actions []string
		for _, a := range set.World.Actions {
			actions = append(actions, a.Name)
		}
		if !slices.Contains(actions, id) {
			return known(fmt.Sprintf("there is no action %q", id), id, actions)
		}
		return ""
	}
	if enum, ok := set.World.Enum(string(uid.Type)); ok {
		values := slices.Concat(enum.Names(), enum.Groups)
		if !slices.Contains(values, id) {
			return known("there is no "+uid.String(), id, values)
		}
	}
	if nobody := set.World.Nobody; nobody != nil && string(uid.Type) == nobody.Type && id != nobody.Entity {
		return fmt.Sprintf("there is no %s; the only one is %s", uid, types.NewEntityUID(uid.Type, types.String(nobody.Entity)))
	}
	return set.unknownKind(uid.Type)
}

func (set *RuleSet) unknownKind(kind types.EntityType) string {
	kinds := []string{"Action"}
	for name := range set.schema.resolved.Entities {
		kinds = append(kinds, string(name))
	}
	if slices.Contains(kinds, string(kind)) {
		return ""
	}
	slices.Sort(kinds)
	return known(fmt.Sprintf("there is no kind %q", string(kind)), string(kind), kinds)
}

// note records a name that is asked for where the walk stands.
func (n *checker) note(e ast.IsNode, name string, missing bool, kind string, explain func(kinds []string) string) {
	key := asked{n.condition, name}
	s, ok := n.seen[key]
	if !ok {
		s = &sighting{asked: key, expr: e, explain: explain}
		n.seen[key] = s
		n.order = append(n.order, s)
	}
	s.times++
	if missing {
		s.missing++
		s.kinds = append(s.kinds, kind)
	}
}

// fold visits what an expression asks where the walk stands, as Cedar does: from left to
// right, no further than needed. It gives the value of what is the same in every situation.
func (n *checker) fold(e ast.IsNode) (value, known bool) {
	switch e := e.(type) {
	case ast.NodeValue:
		b, ok := e.Value.(types.Boolean)
		return bool(b), ok
	case ast.NodeTypeAnd:
		return n.junction(e.Left, e.Right, false)
	case ast.NodeTypeOr:
		return n.junction(e.Left, e.Right, true)
	case ast.NodeTypeNot:
		value, known = n.fold(e.Arg)
		return !value, known
	case ast.NodeTypeIfThenElse:
		if test, ok := n.fold(e.If); ok && test {
			return n.fold(e.Then)
		} else if ok {
			return n.fold(e.Else)
		}
		n.fold(e.Then)
		n.fold(e.Else)
		return false, false
	case ast.NodeTypeIs:
		kind := n.kindOf(e.Left)
		return kind == e.EntityType, kind != ""
	case ast.NodeTypeIsIn:
		return n.fold(ast.NewNode(e.Left).Is(e.EntityType).And(ast.NewNode(e.Left).In(ast.NewNode(e.Entity))).AsIsNode())
	case ast.NodeTypeHas:
		return false, n.attribute(e, e.StrOpNode)
	case ast.NodeTypeAccess:
		n.attribute(e, e.StrOpNode)
		return false, false
	case ast.NodeTypeEquals:
		if among, ok := n.isAction(e.BinaryNode); ok {
			return among, true
		}
		return false, n.apart(e, e.Left, e.Right, "==")
	case ast.NodeTypeNotEquals:
		if among, ok := n.isAction(e.BinaryNode); ok {
			return !among, true
		}
		return true, n.apart(e, e.Left, e.Right, "!=")
	case ast.NodeTypeIn:
		if among, ok := n.isAction(e.BinaryNode); ok {
			return among, true
		}
		if list := elements(e.Right); list != nil {
			apart := true
			for _, one := range list {
				apart = n.apart(e, e.Left, one, "in") && apart
			}
			return false, apart
		}
		return false, n.apart(e, e.Left, e.Right, "in")
	}
	first := true
	ast.Inspect(ast.NewNode(e), func(inner ast.IsNode) bool {
		if first {
			first = false
			return true
		}
		n.fold(inner)
		return false
	})
	return false, false
}

// junction folds an && or an ||, which the value stop decides.
func (n *checker) junction(left, right ast.IsNode, stop bool) (value, known bool) {
	l, okLeft := n.fold(left)
	if okLeft && l == stop {
		return stop, true
	}
	r, okRight := n.fold(right)
	if okRight && r == stop {
		return stop, true
	}
	return !stop, okLeft && okRight
}

// isAction folds a comparison of the action with literals.
func (n *checker) isAction(e ast.BinaryNode) (among, ok bool) {
	if n.kindOf(e.Left) != "Action" {
		return false, false
	}
	list := elements(e.Right)
	if list == nil {
		list = []ast.IsNode{e.Right}
	}
	for _, one := range list {
		value, _ := one.(ast.NodeValue)
		uid, isEntity := value.Value.(types.EntityUID)
		if !isEntity || uid.Type != "Action" {
			return false, false
		}
		among = among || string(uid.ID) == n.action
	}
	return among, true
}

// kindOf is the kind of entity that an expression is where the walk stands; "" for what is
// none.
func (n *checker) kindOf(e ast.IsNode) types.EntityType {
	switch e := e.(type) {
	case ast.NodeTypeVariable:
		switch e.Name {
		case "principal":
			return types.EntityType(n.kinds.Sender.Type)
		case "resource":
			return types.EntityType(n.kinds.Recipient.Type)
		case "action":
			return "Action"
		}
	case ast.NodeValue:
		if uid, ok := e.Value.(types.EntityUID); ok {
			return uid.Type
		}
	case ast.NodeTypeAccess:
		if attributes, _ := n.attributes(e.Arg); attributes != nil {
			if kind, ok := attributes[e.Value].Type.(resolved.EntityType); ok {
				return types.EntityType(kind)
			}
		}
	}
	return ""
}

// attributes are those of a variable where the walk stands, and of what.
func (n *checker) attributes(variable ast.IsNode) (resolved.RecordType, string) {
	switch v, _ := variable.(ast.NodeTypeVariable); v.Name {
	case "principal", "resource":
		kind := n.kindOf(variable)
		return n.set.schema.resolved.Entities[kind].Shape, spelling.A(string(kind))
	case "context":
		context := n.set.schema.context(n.action)
		if len(context) == 0 {
			return nil, "the context of " + n.action
		}
		return context, theContext
	}
	return nil, ""
}

// attribute notes an attribute that is asked for, and reports whether it is missing.
func (n *checker) attribute(e ast.IsNode, access ast.StrOpNode) bool {
	if _, variable := access.Arg.(ast.NodeTypeVariable); !variable {
		return false
	}
	attributes, kind := n.attributes(access.Arg)
	if kind == "" {
		return false
	}
	_, there := attributes[access.Value]
	n.note(e, named(access), !there, kind, func(kinds []string) string { return n.set.noAttribute(access, kinds) })
	return !there
}

// noAttribute says that something has no such attribute, and what there is.
func (set *RuleSet) noAttribute(access ast.StrOpNode, kinds []string) string {
	name := string(access.Value)
	var own, others []string
	for kind, attributes := range set.schema.kinds {
		for attribute := range attributes {
			switch {
			case slices.Contains(kinds, kind):
				own = append(own, string(attribute))
			case string(attribute) == name:
				others = append(others, kind)
			}
		}
	}
	slices.Sort(own)
	own = slices.Compact(own)
	text := strings.Join(kinds, " or ") + " has no " + strconv.Quote(name)
	switch {
	case len(own) == 0:
		return text + "; there is nothing in it"
	case len(others) > 0:
		slices.Sort(others)
		return known(text+", but "+strings.Join(others, " and ")+" has", "", own)
	default:
		return known(text, name, own)
	}
}

// known ends a sentence on a name that does not exist with what was meant, and what there is.
func known(text, name string, names []string) string {
	list := strings.Join(names, ", ")
	if suggestion := spelling.Suggest(name, names); suggestion != "" {
		return text + suggestion + " There is " + list
	}
	return text + "; there is " + list
}

// apart notes a comparison of two entities, and reports whether their kinds are such that
// it can never hold.
func (n *checker) apart(e, left, right ast.IsNode, operator string) bool {
	n.fold(left)
	n.fold(right)
	l, r := n.kindOf(left), n.kindOf(right)
	if l == "" || r == "" {
		return false
	}
	if actors(left) && actors(right) {
		n.note(e, cedarText(e), true, "", func([]string) string { return "sender and recipient are never the same" })
		return true
	}
	if n.set.unknownKind(l) != "" || n.set.unknownKind(r) != "" {
		return true
	}
	apart := l != r && !(operator == "in" && n.set.schema.within(l, r))
	n.note(e, cedarText(e), apart, string(l), func(kinds []string) string {
		text := cedarText(left) + " is " + spelling.A(strings.Join(kinds, " or a ")) + ", which is never "
		if operator == "in" {
			text += "in "
		}
		text += cedarText(right)
		for _, kind := range kinds {
			for name, attribute := range n.set.schema.resolved.Entities[types.EntityType(kind)].Shape {
				if attribute.Type == resolved.EntityType(r) {
					return fmt.Sprintf("%s; did you mean %s.%s %s %s?", text, cedarText(left), name, operator, cedarText(right))
				}
			}
		}
		return text
	})
	return apart
}

// actors reports whether an expression is the sender or the recipient.
func actors(e ast.IsNode) bool {
	variable, _ := e.(ast.NodeTypeVariable)
	return variable.Name == "principal" || variable.Name == "resource"
}

// nowhere finds the attributes that no kind has, also where they are never asked for.
func (n *checker) nowhere(c *Condition, said map[string]bool) []fault {
	var faults []fault
	ast.Inspect(ast.NewNode(c.expr), func(e ast.IsNode) bool {
		var access ast.StrOpNode
		switch e := e.(type) {
		case ast.NodeTypeHas:
			access = e.StrOpNode
		case ast.NodeTypeAccess:
			access = e.StrOpNode
		default:
			return true
		}
		variable, _ := access.Arg.(ast.NodeTypeVariable)
		if variable.Name == "" || said[named(access)] {
			return true
		}
		for kind, attributes := range n.set.schema.kinds {
			if _, there := attributes[access.Value]; there && (variable.Name == "context") == (kind == theContext) {
				return false
			}
		}
		kinds := slices.Clone(n.about[variable.Name])
		slices.Sort(kinds)
		kinds = slices.Compact(kinds)
		said[named(access)] = true
		faults = append(faults, c.fault(e, n.set.noAttribute(access, kinds)))
		return false
	})
	return faults
}

// named is an attribute as a mistake about it is said once, whether it is asked for or read.
func named(access ast.StrOpNode) string {
	variable, _ := access.Arg.(ast.NodeTypeVariable)
	return string(variable.Name) + "." + string(access.Value)
}

// Mention is an actor that a rule of the user's own names by its id.
type Mention struct {
	Kind  *world.Kind
	ID    string
	rule  *Rule
	fault fault
}

// Notice is something odd about the mention, in its place.
func (m Mention) Notice(message string) Problem {
	m.fault.message = message
	return m.rule.problem(m.fault)
}

// Mentions are the actors that rules of the user's own name. Whether they exist is the
// network's to know.
func (set *RuleSet) Mentions() []Mention {
	var list []Mention
	for _, r := range set.Rules {
		if !r.Own || set.off[r.ID] {
			continue
		}
		for _, c := range r.Conditions {
			cedar.Inspect(c.tree, func(e cedar.Expr) bool {
				if literal, ok := e.(*cedar.EntityLiteral); ok {
					if kind, ok := set.World.Kind(literal.Type.Text); ok {
						list = append(list, Mention{kind, literal.ID.Text, r, fault{condition: c, place: literal.Range()}})
					}
				}
				return true
			})
		}
	}
	return list
}
