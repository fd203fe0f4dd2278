package lint

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// Found is what stands at a place of a text.
type Found struct {
	diagnostic.Span
	Title string // "" where there is nothing to say
	Lines []string
	Facts world.Facts // those that it is, where it is an attribute
	name  string      // that the schema declares
	of    string      // the type that the name is an attribute of; "" where it is declared itself
}

// Hover says what stands at an offset of a text.
func (l *Linter) Hover(text string, offset int) Found {
	return l.at(text, offset, false).hovered()
}

func (c *completer) hovered() Found {
	p := c.place
	if p.inside || p.here.Start == p.here.End {
		return Found{}
	}
	out := Found{Span: p.here}
	word := p.here.Of(p.text)
	w := c.set.World
	switch {
	case p.ends("", ".") || p.ends("", "has"):
		c.fact(&out, p.word(-2), word)
	case p.ends("", "::"):
		c.entity(&out, p.word(-2), unquote(word))
	case p.quoted:
		c.quotedText(&out, unquote(word))
	case p.ends("@"):
		if slices.Contains(c.annotations(), word) {
			out.Title, out.Lines = "@"+word, []string{c.aboutAnnotation(word)}
		}
	default:
		kind := slices.IndexFunc(w.All(), func(k *world.Kind) bool { return k.Type == word })
		enum, isEnum := w.Enum(word)
		switch {
		case slices.Contains(known, word):
			out.Title, out.Lines = word, []string{c.say.About(word)}
		case kind >= 0:
			out.Title, out.Lines, out.name = word, []string{w.All()[kind].Label}, word
		case isEnum:
			out.Title, out.Lines, out.name = word, []string{enum.Label, c.told(diagnostic.OneOf, enum.Names())}, word
		}
	}
	return out
}

// fact says what an attribute of a variable is.
func (c *completer) fact(out *Found, variable, name string) {
	for _, f := range facts(c.set.World, variable, c.pairs(c.set.World)) {
		if f.Name() != name {
			continue
		}
		out.Title = variable + "." + name
		out.Lines = []string{c.about(f), c.domain(f)}
		if f.Optional() {
			out.Lines = append(out.Lines, c.told(diagnostic.AskFirst, variable+" has "+name))
		}
		out.Facts = c.set.World.Named(f.Side, name)
		out.name = name
		if f.Kind != nil {
			out.of = f.Kind.Type
		} else {
			out.of = world.PairRecord
		}
		return
	}
}

// domain says what a fact may be.
func (c *completer) domain(f *world.Fact) string {
	switch {
	case f.IsDistance():
		return c.told(diagnostic.UpTo, f.Pair.Far)
	case f.IsYesNo():
		return c.told(diagnostic.TrueOrFalse)
	case f.IsNumber():
		return c.told(diagnostic.WholeNumber)
	case f.IsText():
		return c.told(diagnostic.AText)
	default:
		return c.told(diagnostic.OneOf, f.Attribute.Names())
	}
}

// entity says what a literal entity is.
func (c *completer) entity(out *Found, kind, id string) {
	w := c.set.World
	if kind == "Action" {
		if a, ok := w.Action(id); ok {
			var between []any
			for _, pair := range a.Pairs {
				between = append(between, pair.Said())
			}
			out.Title, out.Lines, out.name = a.Label, []string{c.told(diagnostic.AnyOf, between)}, a.Name
		}
		return
	}
	enum, ok := w.Enum(kind)
	if !ok {
		return
	}
	for _, v := range enum.Values {
		if v.Value == id {
			out.Title, out.Lines, out.name = v.Label, []string{enum.Label}, kind
			if len(v.Groups) > 0 {
				out.Lines = append(out.Lines, c.told(diagnostic.InGroups, v.Groups))
			}
		}
	}
	if slices.Contains(enum.Groups, id) {
		var those []string
		for _, v := range enum.Values {
			if slices.Contains(v.Groups, id) {
				those = append(those, v.Value)
			}
		}
		out.Title, out.Lines, out.name = id, []string{c.told(diagnostic.AboutGroup, enum.Label), c.told(diagnostic.OneOf, those)}, kind
	}
}

// quotedText says what the text of an annotation is: a reading.
func (c *completer) quotedText(out *Found, text string) {
	if c.effect() >= 0 || !c.ends("reading", "(") {
		return
	}
	for _, q := range c.set.Questions {
		for _, r := range q.Readings {
			if text == q.ID+"="+r.Reading {
				out.Title, out.Lines = q.Title, []string{r.Title}
			}
		}
	}
}

// Declared is where something that was found is declared in the schema of the set: the schema's text, and the place in it.
func (l *Linter) Declared(f Found) (text string, at diagnostic.Span, ok bool) {
	files := l.set.Files
	if files == nil {
		files, _ = sets.Read(l.set.Name) // one that comes with Inroad
	}
	at, ok = f.declaredIn(files[sets.Schema])
	return files[sets.Schema], at, ok
}

// declaredIn is where something that was found is declared in the text of a schema.
func (f Found) declaredIn(text string) (at diagnostic.Span, ok bool) {
	if f.name == "" {
		return at, false
	}
	tree, _ := cedar.ParseSchema(text)
	for _, d := range tree.List {
		if span, found := declares(d, f.name, f.of); found {
			return span, true
		}
	}
	return at, false
}

// declares finds a name in a declaration, or an attribute of a type.
func declares(d cedar.Declaration, name, of string) (diagnostic.Span, bool) {
	attribute := func(t cedar.Type) (diagnostic.Span, bool) {
		if record, ok := t.(*cedar.RecordType); ok && record != nil {
			for _, a := range record.Attributes {
				if a.Name.Text == name {
					return a.Span, true
				}
			}
		}
		return diagnostic.Span{}, false
	}
	names := func(list []cedar.Name, name string) bool {
		return slices.ContainsFunc(list, func(n cedar.Name) bool { return n.Text == name })
	}
	switch d := d.(type) {
	case *cedar.EntityType:
		if of == "" && names(d.Names, name) {
			return d.Span, true
		}
		if names(d.Names, of) {
			return attribute(d.Shape)
		}
	case *cedar.CommonType:
		if of != "" && d.Name.Text == of {
			return attribute(d.Type)
		}
	case *cedar.Action:
		if of == "" && names(d.Names, name) {
			return d.Span, true
		}
	}
	return diagnostic.Span{}, false
}
