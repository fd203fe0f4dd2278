package policy

import (
	"slices"
	"strconv"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/diagnostic"
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
	message   *diagnostic.Message
	fixes     []diagnostic.Fix
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
	explain        func(kinds []string) *diagnostic.Message
}

func (set *RuleSet) misnamed(r *Rule, p *cedar.Policy) []fault {
	var faults []fault
	for _, e := range p.Action.Entities {
		faults = append(faults, set.unknown(e)...)
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
	n.about["principal"] = append(n.about["principal"], n.kinds.Sender.Type)
	n.about["resource"] = append(n.about["resource"], n.kinds.Recipient.Type)
	return true
}

// unknownLiterals refuses entities and kinds that do not exist, and tags, which nothing has.
func (set *RuleSet) unknownLiterals(c *Condition) []fault {
	var faults []fault
	complain := func(list ...fault) {
		for _, f := range list {
			f.condition = c
			faults = append(faults, f)
		}
	}
	cedar.Inspect(c.tree, func(e cedar.Expr) bool {
		switch e := e.(type) {
		case *cedar.EntityLiteral:
			complain(set.unknown(e.Entity)...)
		case *cedar.Is:
			complain(set.unknownKind(e.Type)...)
		case *cedar.Call:
			if name := e.Function.Text; name == "hasTag" || name == "getTag" {
				complain(fault{place: e.Span, message: diagnostic.Say(diagnostic.NothingHasTags)})
			}
		}
		return true
	})
	return faults
}

// unknown says what is wrong with an entity that does not exist. Whether an actor does is
// the network's to know, not the rules'.
func (set *RuleSet) unknown(e cedar.Entity) []fault {
	uid, id := e.UID(), e.ID.Text
	var known []string
	enum, ofEnum := set.World.Enum(string(uid.Type))
	switch {
	case uid.Type == "Action":
		for _, a := range set.World.Actions {
			known = append(known, a.Name)
		}
	case ofEnum:
		known = slices.Concat(enum.Names(), enum.Groups)
	}
	if known != nil && !slices.Contains(known, id) {
		nearest := spelling.Nearest(id, known)
		return misspelt(e.Span, e.ID.Span, nearest, strconv.Quote(nearest), diagnostic.UnknownValue, uid.String(), nearest, known)
	}
	if nobody := set.World.Nobody; nobody != nil && string(uid.Type) == nobody.Type && id != nobody.Entity {
		only := types.NewEntityUID(uid.Type, types.String(nobody.Entity)).String()
		return []fault{{place: e.Span, message: diagnostic.Say(diagnostic.OtherNobody, uid.String(), only), fixes: []diagnostic.Fix{diagnostic.Replace(e.Span, only)}}}
	}
	return set.unknownKind(e.Type)
}

// unknownKind says that there is no kind of a name.
func (set *RuleSet) unknownKind(kind cedar.Path) []fault {
	known := set.schema.types()
	if slices.Contains(known, kind.Text) {
		return nil
	}
	nearest := spelling.Nearest(kind.Text, known)
	return misspelt(kind.Span, kind.Span, nearest, nearest, diagnostic.UnknownName, diagnostic.NounKind, kind.Text, nearest, known)
}

// misspelt is the fault of a name that does not exist, with a fix where one is near: what is written in a place then.
func misspelt(at, name cedar.Span, nearest, written string, code diagnostic.Code, args ...any) []fault {
	f := fault{place: at, message: diagnostic.Say(code, args...)}
	if nearest != "" {
		f.fixes = []diagnostic.Fix{diagnostic.Replace(name, written)}
	}
	return []fault{f}
}

// note records a name that is asked for where the walk stands.
func (n *checker) note(e ast.IsNode, name string, missing bool, kind string, explain func(kinds []string) *diagnostic.Message) {
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
		return n.set.schema.declared().Entities[kind].Shape, string(kind)
	case "context":
		context := n.set.schema.context(n.action)
		if len(context) == 0 {
			return nil, theContext + " " + n.action
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
	n.note(e, named(access), !there, kind, func(kinds []string) *diagnostic.Message { return n.set.noAttribute(access, kinds) })
	return !there
}

// noAttribute says that something has no such attribute, and what there is.
func (set *RuleSet) noAttribute(access ast.StrOpNode, kinds []string) *diagnostic.Message {
	name := string(access.Value)
	var own, others []string
	for kind, attributes := range set.schema.declared().kinds {
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
	slices.Sort(others)
	if len(own) == 0 {
		return diagnostic.Say(diagnostic.NoAttributes, kindsSaid(kinds), name)
	}
	return diagnostic.Say(diagnostic.NoAttribute, kindsSaid(kinds), name, spelling.Nearest(name, own), own, kindsSaid(others))
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
		n.note(e, cedarText(e), true, "", func([]string) *diagnostic.Message { return diagnostic.Say(diagnostic.NeverTheSame) })
		return true
	}
	if known := n.set.schema.types(); !slices.Contains(known, string(l)) || !slices.Contains(known, string(r)) {
		return true
	}
	apart := l != r && !(operator == "in" && n.set.schema.within(l, r))
	n.note(e, cedarText(e), apart, string(l), func(kinds []string) *diagnostic.Message {
		code, meant := diagnostic.NeverEqual, ""
		if operator == "in" {
			code = diagnostic.NeverWithin
		}
		for _, kind := range kinds {
			for name, attribute := range n.set.schema.declared().Entities[types.EntityType(kind)].Shape {
				if attribute.Type == resolved.EntityType(r) {
					meant = cedarText(left) + "." + string(name) + " " + operator + " " + cedarText(right)
				}
			}
		}
		return diagnostic.Say(code, cedarText(left), kindsSaid(kinds), cedarText(right), meant)
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
		for kind, attributes := range n.set.schema.declared().kinds {
			if _, there := attributes[access.Value]; there && (variable.Name == "context") == (kind == theContext) {
				return false
			}
		}
		kinds := slices.Clone(n.about[variable.Name])
		slices.Sort(kinds)
		kinds = slices.Compact(kinds)
		if len(kinds) == 0 { // the rule is about nobody
			for _, k := range n.set.World.Kinds {
				kinds = append(kinds, k.Type)
			}
		}
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
func (m Mention) Notice(message *diagnostic.Message) *diagnostic.Diagnostic {
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
