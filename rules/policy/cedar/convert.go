package cedar

import (
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	schema "github.com/cedar-policy/cedar-go/x/exp/schema/ast"
)

// AST is an expression as cedar-go evaluates it.
func AST(e Expr) ast.IsNode { return e.expr().AsIsNode() }

// AST is the policy as cedar-go evaluates it.
func (p *Policy) AST() *ast.Policy {
	out := ast.Forbid()
	if p.Effect.Text == "permit" {
		out = ast.Permit()
	}
	for _, a := range p.Annotations {
		out.Annotate(types.AnnotationKey(a.Key.Text), types.String(a.Value.Text))
	}
	p.Principal.constrain(out.PrincipalEq, out.PrincipalIn, out.PrincipalIs, out.PrincipalIsIn)
	p.Resource.constrain(out.ResourceEq, out.ResourceIn, out.ResourceIs, out.ResourceIsIn)
	if p.Action.List {
		var list []types.EntityUID
		for _, e := range p.Action.Entities {
			list = append(list, e.UID())
		}
		out.ActionInSet(list...)
	} else {
		p.Action.constrain(out.ActionEq, out.ActionIn, nil, nil)
	}
	for _, c := range p.Clauses {
		if c.Keyword.Text == "when" {
			out.When(c.Body.expr())
		} else {
			out.Unless(c.Body.expr())
		}
	}
	return out
}

func (s Scope) constrain(eq, in func(types.EntityUID) *ast.Policy, is func(types.EntityType) *ast.Policy, isIn func(types.EntityType, types.EntityUID) *ast.Policy) {
	switch {
	case s.Operator == "==":
		eq(s.Entities[0].UID())
	case s.Operator == "in":
		in(s.Entities[0].UID())
	case s.Operator == "is" && s.Entities == nil:
		is(types.EntityType(s.Type.Text))
	case s.Operator == "is":
		isIn(types.EntityType(s.Type.Text), s.Entities[0].UID())
	}
}

// UID is the entity as cedar-go names it.
func (e Entity) UID() types.EntityUID {
	return types.NewEntityUID(types.EntityType(e.Type.Text), types.String(e.ID.Text))
}

func (e *Variable) expr() ast.Node {
	return ast.NewNode(ast.NodeTypeVariable{Name: types.String(e.Text)})
}
func (e *Literal) expr() ast.Node       { return ast.Value(e.Value) }
func (e *EntityLiteral) expr() ast.Node { return ast.Value(e.UID()) }
func (e *Set) expr() ast.Node           { return ast.Set(exprs(e.Elements)...) }
func (e *Paren) expr() ast.Node         { return e.Inner.expr() }
func (e *Like) expr() ast.Node          { return e.Operand.expr().Like(e.Pattern.Value) }
func (e *Access) expr() ast.Node        { return e.Operand.expr().Access(types.String(e.Attribute.Text)) }
func (e *If) expr() ast.Node {
	return ast.IfThenElse(e.Condition.expr(), e.Then.expr(), e.Else.expr())
}

func (e *Record) expr() ast.Node {
	var pairs ast.Pairs
	for _, entry := range e.Entries {
		pairs = append(pairs, ast.Pair{Key: types.String(entry.Key.Text), Value: entry.Value.expr()})
	}
	return ast.Record(pairs)
}

func (e *Unary) expr() ast.Node {
	if e.Operator.Text == "-" {
		return ast.Negate(e.Operand.expr())
	}
	return ast.Not(e.Operand.expr())
}

var binaries = map[string]func(ast.Node, ast.Node) ast.Node{
	"||": ast.Node.Or, "&&": ast.Node.And, "in": ast.Node.In,
	"==": ast.Node.Equal, "!=": ast.Node.NotEqual,
	"<": ast.Node.LessThan, "<=": ast.Node.LessThanOrEqual, ">": ast.Node.GreaterThan, ">=": ast.Node.GreaterThanOrEqual,
	"+": ast.Node.Add, "-": ast.Node.Subtract, "*": ast.Node.Multiply,
}

func (e *Binary) expr() ast.Node {
	return binaries[e.Operator.Text](e.Left.expr(), e.Right.expr())
}

func (e *Has) expr() ast.Node {
	steps := e.Steps()
	out := steps[0].Operand.expr().Has(types.String(steps[0].Path[0].Text))
	for _, step := range steps[1:] {
		out = out.And(step.Operand.expr().Has(types.String(step.Path[0].Text)))
	}
	return out
}

func (e *Is) expr() ast.Node {
	if e.In == nil {
		return e.Operand.expr().Is(types.EntityType(e.Type.Text))
	}
	return e.Operand.expr().IsIn(types.EntityType(e.Type.Text), e.In.expr())
}

// methods with one argument, or none, that are no extension's.
var methods = map[string]func(ast.Node, ast.Node) ast.Node{
	"contains": ast.Node.Contains, "containsAll": ast.Node.ContainsAll, "containsAny": ast.Node.ContainsAny,
	"hasTag": ast.Node.HasTag, "getTag": ast.Node.GetTag,
}

func (e *Call) expr() ast.Node {
	arguments := exprs(e.Arguments)
	name := types.Path(e.Function.Text)
	if e.Receiver == nil {
		return ast.ExtensionCall(name, arguments...)
	}
	receiver := e.Receiver.expr()
	if e.Function.Text == "isEmpty" {
		return receiver.IsEmpty()
	}
	if method, ok := methods[e.Function.Text]; ok {
		return method(receiver, arguments[0])
	}
	return ast.NewMethodCall(receiver, name, arguments...)
}

func exprs(list []Expr) []ast.Node {
	var out []ast.Node
	for _, e := range list {
		out = append(out, e.expr())
	}
	return out
}

// AST is the schema as cedar-go resolves it.
func (s *Schema) AST() *schema.Schema {
	out := &schema.Schema{}
	for _, d := range s.List {
		d.declare(out)
	}
	return out
}

// put adds to a map that may not be there yet.
func put[M ~map[K]V, K comparable, V any](m *M, key K, value V) {
	if *m == nil {
		*m = M{}
	}
	(*m)[key] = value
}

func annotations(list []Annotation) schema.Annotations {
	var out schema.Annotations
	for _, a := range list {
		put(&out, types.AnnotationKey(a.Key.Text), types.String(a.Value.Text))
	}
	return out
}

func references(list []Path) []schema.EntityTypeRef {
	var out []schema.EntityTypeRef
	for _, p := range list {
		out = append(out, schema.EntityTypeRef(p.Text))
	}
	return out
}

// written is a type as cedar-go keeps it; nil stays nil.
func written(t Type) schema.IsType {
	if t == nil {
		return nil
	}
	return t.schemaType()
}

func (d *EntityType) declare(in *schema.Schema) {
	for _, name := range d.Names {
		if d.Enum != nil {
			enum := schema.Enum{Annotations: annotations(d.Annotations)}
			for _, id := range d.Enum {
				enum.Values = append(enum.Values, types.String(id.Text))
			}
			put(&in.Enums, schema.Ident(name.Text), enum)
			continue
		}
		entity := schema.Entity{Annotations: annotations(d.Annotations), ParentTypes: references(d.Parents), Tags: written(d.Tags)}
		if d.Shape != nil {
			entity.Shape = d.Shape.record()
		}
		put(&in.Entities, schema.Ident(name.Text), entity)
	}
}

func (d *CommonType) declare(in *schema.Schema) {
	put(&in.CommonTypes, schema.Ident(d.Name.Text), schema.CommonType{Annotations: annotations(d.Annotations), Type: written(d.Type)})
}

func (d *Action) declare(in *schema.Schema) {
	action := schema.Action{Annotations: annotations(d.Annotations)}
	for _, p := range d.Parents {
		action.Parents = append(action.Parents, schema.NewParentRef(schema.EntityTypeRef(p.Type.Text), types.String(p.ID.Text)))
	}
	if to := d.AppliesTo; to != nil {
		action.AppliesTo = &schema.AppliesTo{Principals: references(to.Principals), Resources: references(to.Resources), Context: written(to.Context)}
	}
	for _, name := range d.Names {
		put(&in.Actions, types.String(name.Text), action)
	}
}

func (d *Namespace) declare(in *schema.Schema) {
	var inner schema.Schema
	for _, d := range d.List {
		d.declare(&inner)
	}
	put(&in.Namespaces, types.Path(d.Path.Text), schema.Namespace{
		Annotations: annotations(d.Annotations),
		Entities:    inner.Entities, Enums: inner.Enums, Actions: inner.Actions, CommonTypes: inner.CommonTypes,
	})
}

func (t *TypeName) schemaType() schema.IsType { return schema.TypeRef(t.Text) }
func (t *SetType) schemaType() schema.IsType  { return schema.Set(written(t.Element)) }

func (t *RecordType) schemaType() schema.IsType { return t.record() }

func (t *RecordType) record() schema.RecordType {
	out := schema.RecordType{}
	for _, a := range t.Attributes {
		out[types.String(a.Name.Text)] = schema.Attribute{Type: written(a.Type), Optional: a.Optional, Annotations: annotations(a.Annotations)}
	}
	return out
}
