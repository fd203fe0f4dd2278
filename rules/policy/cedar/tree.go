// Package cedar answers what a Cedar text says and where: it reads policies and schemas into one syntax tree in which every
// node has its place in the text, and reports all mistakes of syntax at once. Comments are kept beside the tree.
//
// What cedar-go v1.9.0 accepts, this package accepts with the same meaning: AST gives the tree as cedar-go's own, which
// knows no places below a policy and no order of attributes. What cedar-go refuses is refused. Three differences are
// deliberate: expressions and types nested deeper than 200 levels, and rows of more than 1,000 operands, are refused, for
// recursion that deep ends the program; so is a schema that is not valid UTF-8 or has a NUL, as a policy is; and so is a record type that declares an attribute
// twice, of which cedar-go silently takes the last.
package cedar

import (
	"slices"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	schema "github.com/cedar-policy/cedar-go/x/exp/schema/ast"

	"inroad/rules/diagnostic"
)

// Span is a place in a text. Nodes have theirs by embedding it.
type Span = diagnostic.Span

// Policies is a text of policies.
type Policies struct {
	List     []*Policy // in the order of the text; one that cannot be read is left out
	Comments []Span    // in the order of the text
}

// Policy is a rule of Cedar, from its first annotation to its semicolon.
type Policy struct {
	Span
	Annotations                 []Annotation
	Effect                      Name // permit or forbid
	Principal, Action, Resource Scope
	Clauses                     []Clause
}

// Annotation is @key("value"), or @key alone, whose value is empty and has an empty span.
type Annotation struct {
	Span
	Key, Value Name
}

// Name is an identifier, or a text in quotes without these and without escapes.
type Name struct {
	Span
	Text   string
	Quoted bool
}

// Path is a name with its namespaces: A::B, without white space and comments.
type Path struct {
	Span
	Text string
}

// Entity is a literal entity: Type::"id".
type Entity struct {
	Span
	Type Path
	ID   Name
}

// Scope is what a policy's head asks of principal, action or resource.
type Scope struct {
	Span
	Variable Name
	Operator string   // "", "==", "in" or "is"
	Type     Path     // what the variable is
	List     bool     // whether brackets stand round the entities
	Entities []Entity // those that the variable equals, or is in
}

// Clause is a when or an unless.
type Clause struct {
	Span
	Keyword Name
	Body    Expr
}

// Expr is an expression.
type Expr interface {
	Range() Span
	expr() ast.Node
	children() []Expr
}

// Inspect visits an expression and what it consists of, from left to right, no deeper where visit returns false.
func Inspect(e Expr, visit func(Expr) bool) {
	if !visit(e) {
		return
	}
	for _, child := range e.children() {
		Inspect(child, visit)
	}
}

// The expressions.
type (
	// Variable is principal, action, resource or context.
	Variable struct{ Name }
	// Literal is true, false, a number or a text. A number's minus belongs to it.
	Literal struct {
		Span
		Value types.Value
	}
	// EntityLiteral is an entity as an expression.
	EntityLiteral struct{ Entity }
	// Set is [a, b].
	Set struct {
		Span
		Elements []Expr
	}
	// Record is {key: value}.
	Record struct {
		Span
		Entries []Entry
	}
	// Entry is a key of a record and its value.
	Entry struct {
		Span
		Key   Name
		Value Expr
	}
	// Paren is an expression in brackets.
	Paren struct {
		Span
		Inner Expr
	}
	// Unary is ! or - before an expression.
	Unary struct {
		Span
		Operator Name
		Operand  Expr
	}
	// Binary is two expressions with ||, &&, ==, !=, <, <=, >, >=, in, +, - or * between them.
	Binary struct {
		Span
		Operator    Name
		Left, Right Expr
	}
	// If is if condition then one else another.
	If struct {
		Span
		Condition, Then, Else Expr
	}
	// Has asks for an attribute, or for one after another along a path: a has b.c.
	Has struct {
		Span
		Operand Expr
		Path    []Name
	}
	// Like compares a text with a pattern.
	Like struct {
		Span
		Operand Expr
		Pattern Pattern
	}
	// Pattern is a text in quotes in which * stands for any text.
	Pattern struct {
		Span
		Value types.Pattern
	}
	// Is asks for the type of an entity and, unless In is nil, for what it is in.
	Is struct {
		Span
		Operand Expr
		Type    Path
		In      Expr
	}
	// Access is an attribute: a.b or a["b"].
	Access struct {
		Span
		Operand   Expr
		Attribute Name
	}
	// Call is a function, or a method of its receiver.
	Call struct {
		Span
		Receiver  Expr // nil for a function
		Function  Name
		Arguments []Expr
	}
)

// Steps are what a has along a path asks one after another: a has b.c is a has b && a.b has c. Each has the place of the
// whole.
func (e *Has) Steps() []*Has {
	var steps []*Has
	operand := e.Operand
	for i, name := range e.Path {
		steps = append(steps, &Has{e.Span, operand, e.Path[i : i+1]})
		operand = &Access{e.Span, operand, name}
	}
	return steps
}

func (e *Variable) children() []Expr      { return nil }
func (e *Literal) children() []Expr       { return nil }
func (e *EntityLiteral) children() []Expr { return nil }
func (e *Set) children() []Expr           { return e.Elements }
func (e *Paren) children() []Expr         { return []Expr{e.Inner} }
func (e *Unary) children() []Expr         { return []Expr{e.Operand} }
func (e *Binary) children() []Expr        { return []Expr{e.Left, e.Right} }
func (e *If) children() []Expr            { return []Expr{e.Condition, e.Then, e.Else} }
func (e *Has) children() []Expr           { return []Expr{e.Operand} }
func (e *Like) children() []Expr          { return []Expr{e.Operand} }
func (e *Access) children() []Expr        { return []Expr{e.Operand} }

func (e *Record) children() []Expr {
	var values []Expr
	for _, entry := range e.Entries {
		values = append(values, entry.Value)
	}
	return values
}

func (e *Is) children() []Expr {
	if e.In == nil {
		return []Expr{e.Operand}
	}
	return []Expr{e.Operand, e.In}
}

func (e *Call) children() []Expr {
	if e.Receiver == nil {
		return e.Arguments
	}
	return slices.Concat([]Expr{e.Receiver}, e.Arguments)
}

// Schema is the text of a schema.
type Schema struct {
	List     []Declaration // in the order of the text; one that cannot be read is left out
	Comments []Span        // in the order of the text
}

// Declaration is an EntityType, a CommonType, an Action or a Namespace.
type Declaration interface {
	Range() Span
	declare(*schema.Schema)
}

// The declarations of a schema, from their first annotation to their end.
type (
	// EntityType declares types of entities, all alike.
	EntityType struct {
		Span
		Annotations []Annotation
		Names       []Name
		Parents     []Path
		Enum        []Name      // the ids of its entities, where only these exist
		Shape       *RecordType // nil where none is written
		Tags        Type        // nil where there are none
	}
	// CommonType gives a type a name.
	CommonType struct {
		Span
		Annotations []Annotation
		Name        Name
		Type        Type
	}
	// Action declares actions, all alike.
	Action struct {
		Span
		Annotations []Annotation
		Names       []Name
		Parents     []ActionParent
		AppliesTo   *AppliesTo // nil where the actions apply to nothing
	}
	// ActionParent is a group of actions. One without a type is an action of the same namespace.
	ActionParent struct {
		Span
		Type Path
		ID   Name
	}
	// AppliesTo is whom an action is between, and its context, which may be nil.
	AppliesTo struct {
		Span
		Principals, Resources []Path
		Context               Type
	}
	// Namespace holds declarations under a name.
	Namespace struct {
		Span
		Annotations []Annotation
		Path        Path
		List        []Declaration
	}
)

// Type is a TypeName, a SetType or a RecordType.
type Type interface {
	Range() Span
	schemaType() schema.IsType
}

// The types of a schema.
type (
	// TypeName is a type by its name. What it is, the whole schema says.
	TypeName struct{ Path }
	// SetType is Set<Element>.
	SetType struct {
		Span
		Element Type
	}
	// RecordType is the attributes of an entity or a record, in the order of the text.
	RecordType struct {
		Span
		Attributes []Attribute
	}
	// Attribute is an attribute, from its first annotation to its type.
	Attribute struct {
		Span
		Annotations []Annotation
		Name        Name
		Optional    bool
		Type        Type
	}
)
