package lint

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// declarations are the words that a declaration of a schema begins with.
var declarations = []string{"entity", "type", "action"}

// A schemaPlace is a place in the text of a schema.
type schemaPlace struct {
	*place
	*Draft
	items []Item
}

func (d *Draft) inSchema(offset int) *schemaPlace {
	text := d.files[sets.Schema]
	return &schemaPlace{place: placeAt(text, offset, beginsDeclaration), Draft: d}
}

// beginsDeclaration reports whether the next declaration begins with a token, though none has ended: on a line of its own, as
// no attribute does.
func beginsDeclaration(p *place, t diagnostic.Span) bool {
	word := t.Of(p.text)
	first := word == "@" || slices.Contains(declarations, word)
	return first && p.declares() >= 0 && (t.Start == 0 || p.text[t.Start-1] == '\n')
}

// declares is the number of the token that a declaration begins with behind its annotations; -1 where it has not come to it.
func (p *place) declares() int {
	depth := 0
	for i := range p.rule {
		switch word := p.word(i); {
		case word == "(":
			depth++
		case word == ")":
			depth--
		case depth == 0 && slices.Contains(declarations, word) && (i == 0 || p.word(i-1) != "@"):
			return i
		}
	}
	return -1
}

func (s *schemaPlace) add(kind Kind, label, detail string) {
	s.items = append(s.items, Item{label, detail, label, kind})
}

func (s *schemaPlace) snippet(label, detail, insert string) {
	s.items = append(s.items, Item{label, detail, insert, Snippet})
}

func (s *schemaPlace) completed() (diagnostic.Span, []Item) {
	if !s.inside {
		s.complete()
	}
	return s.here, s.items
}

func (s *schemaPlace) complete() {
	open := s.brackets()
	innermost := -1
	if len(open) > 0 {
		innermost = open[len(open)-1]
	}
	declares := s.declares()
	switch {
	case s.ends("@"):
		for _, a := range s.offered() {
			s.snippet(a.Name, s.say.About(a.about), a.Name+`("${}")`)
		}
	case innermost > 0 && s.word(innermost) == "(":
		s.value(s.word(innermost - 1))
	case s.quoted:
	case declares < 0:
		for _, word := range declarations {
			s.snippet(word, s.say.About("schema "+word), skeletons[word])
		}
	case s.word(declares) == "action":
		s.appliesTo(innermost)
	case s.ends("type"):
		s.add(Keyword, world.TiesRecord, s.say.About("schema "+world.TiesRecord))
		s.add(Keyword, world.PairRecord, s.say.About("schema "+world.PairRecord))
	case innermost < 0 && s.word(declares) == "entity" && len(s.rule) == declares+2:
		s.snippet("in", s.say.About("schema entity"), "in ["+s.word(-1)+"];")
		s.snippet("=", s.say.About("kind @list"), "= {\n  name: String,\n  ${}\n};")
	case s.ends("in") || innermost >= 0 && s.word(innermost) == "[":
		s.add(Actor, s.word(declares+1), "")
	case innermost >= 0 && s.ends(":"):
		s.types()
	}
}

// skeletons are whole declarations.
var skeletons = map[string]string{
	"entity": "entity ${Name} = {\n  name: String,\n};",
	"type":   "type ${Ties} = {\n  ${}\n};",
	"action": "action ${name} appliesTo { principal: [${}], resource: [${}], context: Pair };",
}

// offering is an annotation that may be written, and the key of what it is for.
type offering struct {
	world.Annotation
	about string
}

// offered are the annotations that may stand here and do not yet.
func (s *schemaPlace) offered() []offering {
	var list []offering
	written := map[string]bool{}
	for i := s.opened() + 1; i < len(s.rule); i++ {
		switch s.word(i) {
		case ",":
			written = map[string]bool{}
		case "@":
			written[s.word(i+1)] = true
		}
	}
	for i := range s.after {
		if s.next(i) == "@" {
			written[s.next(i+1)] = true
		} else if s.next(i) == "," || s.next(i) == ";" || s.next(i) == ":" || slices.Contains(declarations, s.next(i)) {
			break
		}
	}
	for _, sort := range s.sorts() {
		for _, a := range world.Annotations(sort, s.typeBehind()) {
			if !written[a.Name] && !slices.ContainsFunc(list, func(o offering) bool { return o.Name == a.Name }) {
				list = append(list, offering{a, string(sort) + " @" + a.Name})
			}
		}
	}
	return list
}

// opened is the number of the token that opens the record around the place; -1 where none does.
func (s *schemaPlace) opened() int {
	for _, i := range slices.Backward(s.brackets()) {
		if s.word(i) == "{" {
			return i
		}
	}
	return -1
}

// sorts are what an annotation at the place may stand before: several where that is not written yet.
func (s *schemaPlace) sorts() []world.Sort {
	declares := s.declares()
	if declares >= 0 {
		switch {
		case s.opened() < 0 || s.word(declares) == "action":
			return nil
		case s.word(declares) == "entity":
			return []world.Sort{world.AnAttribute}
		case s.word(declares+1) == world.PairRecord:
			return []world.Sort{world.APairFact}
		default:
			return []world.Sort{world.ATie}
		}
	}
	unfinished := []world.Sort{world.AKind, world.ANobody, world.AnAction}
	for i := range s.after {
		switch s.next(i) {
		case "action":
			return []world.Sort{world.AnAction}
		case "type":
			return nil
		case "entity":
			for j := i; j < len(s.after) && s.next(j) != ";"; j++ {
				if s.next(j) == "{" {
					return []world.Sort{world.AKind}
				}
			}
			return []world.Sort{world.AnEnum, world.ANobody}
		case ";", "}":
			return unfinished
		}
	}
	return unfinished
}

// typeBehind is the type of the attribute that the place is in the annotations of; "" where none is written.
func (s *schemaPlace) typeBehind() string {
	depth := 0
	for i := range s.after {
		switch s.next(i) {
		case "(":
			depth++
		case ")":
			depth--
		case ":":
			return s.next(i + 1)
		case ",", "}":
			if depth <= 0 {
				return ""
			}
		}
	}
	return ""
}

// value is for the value of an annotation.
func (s *schemaPlace) value(name string) {
	for _, sort := range s.sorts() {
		for _, a := range world.Annotations(sort, s.typeBehind()) {
			if a.Name != name {
				continue
			}
			for _, value := range a.Values {
				s.add(Value, strconv.Quote(value), "")
			}
			s.names(a.Of)
			return
		}
	}
}

// names are those that an annotation names.
func (s *schemaPlace) names(of world.Naming) {
	switch of {
	case world.Ties, world.MutualTies:
		for _, t := range s.World.Ties {
			if of == world.Ties || t.Mutual {
				s.add(Fact, strconv.Quote(t.Name), t.Label)
			}
		}
	case world.EndsOfTie:
		for _, from := range s.World.Kinds {
			for _, to := range s.World.Kinds {
				s.add(Actor, strconv.Quote(from.Type+" > "+to.Type), "")
			}
			s.add(Actor, strconv.Quote(from.Type+" - "+from.Type), "")
		}
	}
}

// types are those that may stand behind the colon of an attribute.
func (s *schemaPlace) types() {
	sorts := s.sorts()
	if len(sorts) != 1 {
		return
	}
	for _, name := range world.CedarTypes() {
		if sorts[0] == world.AnAttribute || name == "Bool" || name == "Long" && sorts[0] == world.APairFact {
			s.add(Keyword, name, s.say.About("schema "+name))
		}
	}
	if sorts[0] == world.AnAttribute {
		for _, e := range s.World.Enums {
			s.add(Actor, e.Type, e.Label)
		}
	}
}

// appliesTo is for the end of an action, whom it is offered to.
func (s *schemaPlace) appliesTo(innermost int) {
	switch {
	case innermost < 0:
		if s.declares() < len(s.rule)-1 {
			s.snippet("appliesTo", s.say.About("schema appliesTo"), "appliesTo { principal: [${}], resource: [${}], context: Pair };")
		}
	case s.word(innermost) == "[":
		s.kinds(s.word(innermost-2), "", "")
	case s.ends("context", ":"):
		s.add(Keyword, world.PairRecord, s.say.About("schema "+world.PairRecord))
	case s.ends(":"):
		s.kinds(s.word(-2), "[", "]")
	case s.ends("{") || s.ends(","):
		for _, side := range []string{"principal", "resource", "context"} {
			if !slices.ContainsFunc(s.rule, func(t diagnostic.Span) bool { return t.Of(s.text) == side }) {
				s.items = append(s.items, Item{side, s.say.About("schema " + side), side + ": ", Keyword})
			}
		}
	}
}

// kinds are those that a side of an action may be of.
func (s *schemaPlace) kinds(side, open, shut string) {
	for _, k := range s.World.All() {
		if k != s.World.Nobody || side == "resource" {
			s.add(Actor, open+k.Type+shut, k.Label)
		}
	}
}

func (s *schemaPlace) hovered() Found {
	if s.inside || s.here.Start == s.here.End {
		return Found{}
	}
	out := Found{Span: s.here}
	word := s.here.Of(s.text)
	open := s.brackets()
	switch {
	case s.ends("@"):
		for _, sort := range s.sorts() {
			if about := s.say.About(string(sort) + " @" + word); about != "" && out.Title == "" {
				out.Title, out.Lines = "@"+word, []string{about}
				s.values(&out, sort, word)
			}
		}
	case s.quoted && len(open) > 0 && s.word(open[len(open)-1]) == "(":
		s.named(&out)
	case s.next(0) == ":" || s.next(0) == "?":
		s.attribute(&out, word)
	default:
		s.describe(&out, word)
		if out.Title == "" {
			if about := s.say.About("schema " + word); about != "" {
				out.Title, out.Lines = word, []string{about}
			}
		}
	}
	return out
}

// values says which values an annotation may have.
func (s *schemaPlace) values(out *Found, sort world.Sort, name string) {
	for _, a := range world.Annotations(sort, "") {
		if a.Name == name && a.Values != nil {
			out.Lines = append(out.Lines, s.told(diagnostic.OneOf, a.Values))
		}
	}
}

// named says what the word at the place names, in the text of an annotation.
func (s *schemaPlace) named(out *Found) {
	text, at := s.here.Of(s.text), s.offset-s.here.Start
	letter := func(r rune) bool { return strings.ContainsRune(" \",->", r) }
	start := strings.LastIndexFunc(text[:at], letter) + 1
	end := at + len(text[at:])
	if i := strings.IndexFunc(text[at:], letter); i >= 0 {
		end = at + i
	}
	out.Span = diagnostic.Span{Start: s.here.Start + start, End: s.here.Start + end}
	s.describe(out, text[start:end])
}

// attribute says what the attribute is whose name stands at the place.
func (s *schemaPlace) attribute(out *Found, name string) {
	declares := s.declares()
	if declares < 0 {
		return
	}
	switch of := s.word(declares + 1); {
	case s.word(declares) == "action":
		out.Title, out.Lines = name, []string{s.say.About("schema " + name)}
	case of == world.TiesRecord || of == world.PairRecord:
		s.describe(out, name)
	default:
		if k, ok := s.World.Kind(of); ok {
			if a, ok := k.Attribute(name); ok {
				s.describeAttribute(out, a)
			} else if name == "name" {
				out.Title, out.Lines = name, []string{s.told(diagnostic.AboutName)}
			}
		}
	}
}
