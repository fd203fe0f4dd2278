package cedar

import (
	"slices"
	"strings"

	"inroad/rules/diagnostic"
)

// ParseSchema reads the text of a schema. Declarations that it can read are in the tree whatever is wrong with others.
// Whether the types that they name exist is for cedar-go to resolve.
func ParseSchema(text string) (*Schema, []*diagnostic.Diagnostic) {
	p := newParser(text)
	p.begins = p.beginsDeclaration
	out := &Schema{List: p.declarations(true), Comments: p.comments}
	return out, p.result()
}

// beginsDeclaration reports whether a declaration begins here, and not an attribute that is called like one.
func (p *parser) beginsDeclaration() bool {
	return p.is("entity", "action", "type", "namespace") && (p.second().kind == tokenIdent || p.second().kind == tokenString)
}

// declarations reads to the end of the text or of a namespace.
func (p *parser) declarations(top bool) []Declaration {
	var out []Declaration
	entities, types, actions, namespaces := names{}, names{}, names{}, names{}
	stops := []string{"@"}
	if !top {
		stops = append(stops, "}")
	}
	for !p.ended() && (top || !p.is("}")) {
		p.attempt(func() {
			start := p.peek().Start
			annotations := p.annotations()
			switch {
			case p.is("entity"):
				d := p.entityType(start, annotations)
				for _, name := range d.Names {
					p.once(entities, name.Text, name.Span, diagnostic.TheEntityType)
				}
				out = append(out, d)
			case p.is("type"):
				d := p.commonType(start, annotations)
				p.once(types, d.Name.Text, d.Name.Span, diagnostic.TheType)
				out = append(out, d)
			case p.is("action"):
				d := p.actions(start, annotations)
				for _, name := range d.Names {
					p.once(actions, name.Text, name.Span, diagnostic.TheAction)
				}
				out = append(out, d)
			case p.is("namespace"):
				d := p.namespace(start, annotations)
				if !top {
					p.report(d.Path.Span, diagnostic.NestedNamespace)
					return
				}
				p.once(namespaces, d.Path.Text, d.Path.Span, diagnostic.TheNamespace)
				out = append(out, d)
			default:
				p.oneOf(nothing, "entity", "type", "action")
			}
		}, stops...)
	}
	return out
}

func (p *parser) entityType(start int, annotations []Annotation) *EntityType {
	p.take()
	out := &EntityType{Annotations: annotations}
	out.Names = append(out.Names, p.identifier(diagnostic.EntityTypeName))
	for p.accept(",") {
		out.Names = append(out.Names, p.identifier(diagnostic.EntityTypeName))
	}
	if p.accept("enum") {
		open := p.expect("[")
		p.list(open, "]", diagnostic.MissingComma, func() { out.Enum = append(out.Enum, p.id(diagnostic.EntityID)) })
		if len(out.Enum) == 0 {
			p.fail(p.since(open.Start), diagnostic.EmptyEnum)
		}
	} else {
		if p.accept("in") {
			out.Parents = p.entityTypes()
		}
		if p.accept("=") || p.is("{") {
			if !p.is("{") {
				p.oneOf(diagnostic.InBraces, "{")
			}
			out.Shape = p.recordType()
		}
		if p.accept("tags") {
			out.Tags = p.schemaType()
		}
	}
	p.end(start, &out.Span)
	return out
}

// end reads the semicolon of a declaration and closes its span.
func (p *parser) end(start int, span *Span) {
	p.semicolon(diagnostic.ADeclaration, p.is("@", "}") || p.begins())
	*span = p.since(start)
}

// reservedTypes are names that a type cannot be given.
var reservedTypes = []string{"Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String"}

func (p *parser) commonType(start int, annotations []Annotation) *CommonType {
	p.take()
	out := &CommonType{Annotations: annotations, Name: p.identifier(diagnostic.TypeName)}
	if slices.Contains(reservedTypes, out.Name.Text) {
		p.report(out.Name.Span, diagnostic.ReservedType, quote(out.Name.Text))
	}
	p.expect("=")
	out.Type = p.schemaType()
	p.end(start, &out.Span)
	return out
}

func (p *parser) actions(start int, annotations []Annotation) *Action {
	p.take()
	out := &Action{Annotations: annotations, Names: []Name{p.attributeName(diagnostic.ActionName)}}
	for p.accept(",") {
		out.Names = append(out.Names, p.attributeName(diagnostic.ActionName))
	}
	if p.accept("in") {
		p.oneOrList(func() { out.Parents = append(out.Parents, p.actionParent()) })
	}
	if p.accept("appliesTo") {
		out.AppliesTo = p.appliesTo()
	}
	if p.accept("attributes") { // cedar-go takes it for the sake of old schemas; it says nothing
		p.expect("{")
		p.expect("}")
	}
	p.end(start, &out.Span)
	return out
}

func (p *parser) actionParent() ActionParent {
	if p.peek().kind == tokenString {
		id := p.quoted()
		return ActionParent{Span: id.Span, ID: id}
	}
	path, id := p.typeReference(diagnostic.AnAction)
	if id == nil {
		return ActionParent{Span: path.Span, ID: Name{Span: path.Span, Text: path.Text}}
	}
	return ActionParent{p.since(path.Start), path, *id}
}

func (p *parser) appliesTo() *AppliesTo {
	open := p.expect("{")
	out := &AppliesTo{}
	seen := names{}
	p.list(open, "}", diagnostic.SkippedComma, func() {
		key := p.peek()
		if !p.is("principal", "resource", "context") {
			p.oneOf(nothing, "principal", "resource", "context")
		}
		p.take()
		p.once(seen, key.text, key.Span, diagnostic.AnyOf)
		p.colon()
		start := p.peek().Start
		switch key.text {
		case "principal":
			out.Principals = p.entityTypes()
			p.some(start, out.Principals)
		case "resource":
			out.Resources = p.entityTypes()
			p.some(start, out.Resources)
		case "context":
			out.Context = p.schemaType()
		}
	})
	out.Span = p.since(open.Start)
	for _, needed := range []string{"principal", "resource"} {
		if _, found := seen[needed]; !found {
			p.report(out.Span, diagnostic.MissingSide, needed)
		}
	}
	return out
}

// some refuses an empty list of those that an action is between.
func (p *parser) some(start int, list []Path) {
	if len(list) == 0 {
		p.report(p.since(start), diagnostic.NoSides)
	}
}

// colon reads the colon behind a name, also where = stands for it.
func (p *parser) colon() {
	if t := p.peek(); p.accept("=") {
		p.report(t.Span, diagnostic.WrongPunctuation, ":", "=")
		p.mends(diagnostic.Replace(t.Span, ":"))
		return
	}
	p.expect(":")
}

func (p *parser) entityTypes() []Path {
	var out []Path
	p.oneOrList(func() { out = append(out, p.typePath(diagnostic.AType)) })
	return out
}

// typePath reads the name of a type, which may begin with __cedar.
func (p *parser) typePath(what diagnostic.Code) Path {
	p.builtin()
	return p.path(what)
}

func (p *parser) typeReference(what diagnostic.Code) (Path, *Name) {
	p.builtin()
	return p.reference(what)
}

// builtin reads __cedar as the name that it is in schemas.
func (p *parser) builtin() {
	if t := &p.tokens[p.next]; t.text == "__cedar" {
		t.kind = tokenIdent
	}
}

// attributeName reads the name of an attribute or an action.
func (p *parser) attributeName(what diagnostic.Code) Name {
	p.builtin()
	return p.name(what)
}

func (p *parser) namespace(start int, annotations []Annotation) *Namespace {
	defer p.nest(1)()
	p.take()
	out := &Namespace{Annotations: annotations, Path: p.typePath(diagnostic.NamespaceName)}
	if strings.HasPrefix(out.Path.Text+"::", "__cedar::") {
		p.report(out.Path.Span, diagnostic.OwnNamespace)
	}
	open := p.expect("{")
	out.List = p.declarations(false)
	p.close(open, "}")
	out.Span = p.since(start)
	return out
}

func (p *parser) schemaType() Type {
	defer p.nest(1)()
	switch {
	case p.is("{"):
		return p.recordType()
	case p.is("Set"):
		start := p.take().Start
		open := p.expect("<")
		element := p.schemaType()
		p.close(open, ">")
		return &SetType{p.since(start), element}
	}
	return &TypeName{p.typePath(diagnostic.AType)}
}

func (p *parser) recordType() *RecordType {
	open := p.expect("{")
	out := &RecordType{}
	seen := names{}
	p.list(open, "}", diagnostic.SkippedComma, func() {
		a := p.attribute()
		p.once(seen, a.Name.Text, a.Name.Span, diagnostic.TheAttribute)
		out.Attributes = append(out.Attributes, a)
	})
	out.Span = p.since(open.Start)
	return out
}

func (p *parser) attribute() Attribute {
	start := p.peek().Start
	out := Attribute{Annotations: p.annotations(), Name: p.attributeName(diagnostic.AnAttribute)}
	name := p.previous().End
	out.Optional = p.accept("?")
	p.colon()
	out.Type = p.schemaType()
	if t := p.peek(); p.accept("?") {
		out.Optional = true
		p.report(t.Span, diagnostic.OptionalType)
		p.mends(fix(diagnostic.FixBehindName, edit(Span{Start: name, End: name}, "?"), edit(t.Span, "")))
	}
	out.Span = p.since(start)
	return out
}
