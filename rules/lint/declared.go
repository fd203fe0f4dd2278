package lint

import (
	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/words"
	"inroad/rules/world"
)

func (d *Draft) told(code diagnostic.Code, args ...any) string {
	return words.Told(d.say, diagnostic.Say(code, args...))
}

// describe says what the schema declares by a name: a kind, an enumeration, a tie, a fact of a pair or an action.
func (d *Draft) describe(out *Found, name string) {
	w := d.World
	for _, k := range w.All() {
		if k.Type == name {
			out.Title, out.Lines, out.name = name, []string{k.Label}, name
			return
		}
	}
	if e, ok := w.Enum(name); ok {
		out.Title, out.Lines, out.name = name, []string{e.Label}, name
		if len(e.Values) > 0 {
			out.Lines = append(out.Lines, d.told(diagnostic.OneOf, e.Names()))
		}
		return
	}
	if a, ok := w.Action(name); ok {
		out.Title, out.Lines, out.name = name, []string{a.Label}, name
		return
	}
	if p, ok := w.PairFact(name); ok {
		out.Title, out.name, out.of = name, name, world.PairRecord
		out.Lines = []string{d.told(diagnostic.StepsBetween, p.Tie.Label)}
		if !p.Distance() {
			out.Lines = []string{d.Words.Tied(p, true, d.told(diagnostic.TheSender), d.told(diagnostic.TheRecipient))}
		}
		return
	}
	if t, ok := w.Tie(name); ok {
		out.Title, out.Lines, out.name, out.of = name, []string{t.Label}, name, world.TiesRecord
	}
}

// describeAttribute says what an attribute is.
func (d *Draft) describeAttribute(out *Found, a *world.Attribute) {
	out.Title, out.Lines, out.name, out.of = a.Name, []string{a.Label}, a.Name, a.Kind.Type
	switch a.Type {
	case world.Bool:
		out.Lines = append(out.Lines, d.told(diagnostic.TrueOrFalse))
	case world.Number:
		out.Lines = append(out.Lines, d.told(diagnostic.WholeNumber))
	case world.Text:
		out.Lines = append(out.Lines, d.told(diagnostic.AText))
	default:
		out.Lines = append(out.Lines, d.told(diagnostic.OneOf, a.Names()))
	}
}

// named says what a name is that is one of some in a file.
func (d *Draft) named(names codec.Names, name string) Found {
	var out Found
	switch names.Of {
	case diagnostic.NounAttribute:
		for _, k := range d.World.Kinds {
			for _, a := range k.Attributes {
				if out.Title == "" && (name == a.Name || name == k.Type+"."+a.Name) {
					d.describeAttribute(&out, a)
				}
			}
		}
	case diagnostic.NounFeature:
		for _, f := range d.Data.Features {
			if f.Feature == name {
				out.Title, out.Lines = name, []string{f.Label}
			}
		}
	case diagnostic.NounValue:
	default:
		d.describe(&out, name)
	}
	return out
}
