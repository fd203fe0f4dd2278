package scenario

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Format writes the scenario as a file: one actor, pair or check a line, defaults left
// out. Parse reads it back to the same scenario.
func Format(s *Scenario) []byte { return format(s, "") }

// Tidy writes a file anew as Format does, with the Cedar texts and the set in it formatted too. What the file names and does not hold, a
// rule set or policies in a file beside it, is named still.
func Tidy(text []byte, from Sources) ([]byte, []Error) {
	s, errs := ParseWith(text, from)
	if errs != nil {
		return nil, errs
	}
	tidy, set := *s, *s.Set
	set.Own = tidied(set.Own, cedar.FormatPolicies)
	set.Files = nil
	if carriesSet(text) {
		set.Files = maps.Clone(s.Set.Files)
		for _, p := range parts {
			switch text, ok := set.Files[p.file]; {
			case !ok:
			case p.object:
				set.Files[p.file], _ = FormatData(text)
			case p.file == sets.Schema:
				set.Files[p.file] = tidied(text, cedar.FormatSchema)
			default:
				set.Files[p.file] = tidied(text, cedar.FormatPolicies)
			}
		}
	}
	tidy.Set = &set
	return format(&tidy, s.PoliciesFile), nil
}

// carriesSet reports whether a file holds its rule set.
func carriesSet(text []byte) bool {
	root, _ := parseTree(bytes.TrimPrefix(text, []byte("\uFEFF")))
	for _, f := range root.fields {
		if f.name == "rules" {
			return slices.ContainsFunc(f.value.fields, func(f field) bool { return f.name == "set" })
		}
	}
	return false
}

// tidied is a Cedar text formatted, at its end with a line break only where it had one.
func tidied(text string, format func(string) (string, []*diagnostic.Diagnostic)) string {
	formatted, _ := format(text) // a scenario that is read has no mistakes in it
	if !strings.HasSuffix(text, "\n") {
		formatted = strings.TrimSuffix(formatted, "\n")
	}
	return formatted
}

// format writes the scenario, its policies in it or, where a name is given, in the file of that name.
func format(s *Scenario, policiesFile string) []byte {
	o := object{indent: "  ", separator: ",\n"}
	o.raw("inroad", strconv.Itoa(Version))
	o.text("title", s.Title)
	o.text("description", s.Description)
	o.raw("rules", formatRules(s, policiesFile))
	if s.Look.From != "" {
		look := inline()
		look.text("from", s.Look.From)
		look.text("to", s.Look.To)
		o.raw("look", look.done())
	}
	for _, kind := range s.Set.World.Kinds {
		var actors []string
		for _, a := range s.Network.Actors() {
			if a.Kind == kind {
				actors = append(actors, formatActor(a))
			}
		}
		o.lines(kind.List, actors)
	}
	for _, t := range s.Set.World.Ties {
		var pairs []string
		for _, p := range s.Network.Pairs(t) {
			pairs = append(pairs, "["+quote(s.Network.Actor(p.From).ID)+", "+quote(s.Network.Actor(p.To).ID)+"]")
		}
		o.lines(t.Name, pairs)
	}
	var checks []string
	for _, c := range s.Checks {
		checks = append(checks, formatCheck(s, c))
	}
	o.lines("checks", checks)
	return []byte("{\n" + o.String() + "\n}\n")
}

// object writes the fields of a JSON object.
type object struct {
	strings.Builder
	indent, separator string
}

func (o *object) raw(name, value string) {
	if o.Len() > 0 {
		o.WriteString(o.separator)
	}
	o.WriteString(o.indent + quote(name) + ": " + value)
}

func (o *object) text(name, value string) {
	if value != "" {
		o.raw(name, quote(value))
	}
}

func (o *object) lines(name string, list []string) {
	if len(list) > 0 {
		o.raw(name, "[\n    "+strings.Join(list, ",\n    ")+"\n  ]")
	}
}

func (o *object) strings(name string, list []string) {
	if list == nil {
		return
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quote(s)
	}
	o.raw(name, "["+strings.Join(quoted, ", ")+"]")
}

func inline() object { return object{separator: ", "} }

func (o *object) done() string { return "{" + o.String() + "}" }

func quote(s string) string {
	text, err := jsontext.AppendQuote(nil, s)
	if err != nil {
		panic("scenario: text that is not UTF-8 got past Parse: " + err.Error())
	}
	return string(text)
}

func formatRules(s *Scenario, policiesFile string) string {
	if !s.custom() && policiesFile == "" {
		return quote(s.Set.Name)
	}
	o, begin, end := inline(), "{", "}"
	if s.Set.Files == nil {
		o.text("base", s.Set.Name)
	} else {
		o, begin, end = object{indent: "    ", separator: ",\n"}, "{\n", "\n  }"
		if s.Set.Name != unnamed {
			o.text("base", s.Set.Name)
		}
		o.raw("set", formatSet(s.Set.Files))
	}
	readings := inline()
	for q, r := range s.Readings {
		if r != 0 {
			question := s.Set.Questions[q]
			readings.text(question.ID, question.Readings[r].Reading)
		}
	}
	if readings.Len() > 0 {
		o.raw("readings", readings.done())
	}
	switch {
	case s.Set.Bare && len(s.Off) == 0:
		o.text("off", everyRule)
	case s.Set.Bare:
		o.strings("off", append([]string{everyRule}, s.Off...))
	case len(s.Off) > 0:
		o.strings("off", s.Off)
	}
	if policiesFile != "" {
		o.text("policiesFile", policiesFile)
	} else {
		o.text("policies", s.Set.Own)
	}
	return begin + o.String() + end
}

// formatSet writes a rule set that the scenario carries.
func formatSet(files sets.Files) string {
	o := object{indent: "      ", separator: ",\n"}
	for _, p := range parts {
		switch text := files[p.file]; {
		case strings.TrimSpace(text) == "":
		case p.object:
			o.raw(p.name, indented(text, o.indent))
		default:
			o.text(p.name, text)
		}
	}
	return "{\n" + o.String() + "\n    }"
}

// indented is a JSON object as it was written, its lines moved so that the last of them has an
// indent. Moving them again changes nothing.
func indented(text, indent string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	last := lines[len(lines)-1]
	had := last[:len(last)-len(strings.TrimLeft(last, " \t"))]
	for i, line := range lines {
		line = strings.TrimRight(line, " \t\r")
		if i > 0 && line != "" {
			line = indent + strings.TrimPrefix(line, had)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func formatActor(a network.Actor) string {
	o := inline()
	o.text("id", a.ID)
	if a.Name != a.ID {
		o.text("name", a.Name)
	}
	for _, attribute := range a.Kind.Attributes {
		value := a.Value(attribute)
		if value == attribute.Default() {
			continue
		}
		typed := words.Typed(attribute, value)
		if attribute.Type == world.Choice || attribute.Type == world.Text {
			typed = quote(typed)
		}
		o.raw(attribute.Name, typed)
	}
	if a.At != nil {
		o.raw("at", "["+formatFloat(a.At.X)+", "+formatFloat(a.At.Y)+"]")
	}
	return o.done()
}

func formatFloat(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func formatCheck(s *Scenario, c Check) string {
	o := inline()
	o.text("name", c.Name)
	set := s.Set
	if c.In != nil {
		set = c.In
		o.text("in", set.Name)
	}
	o.text("from", c.From)
	o.text("to", c.To)
	o.text("action", c.Action)
	if len(c.Readings) > 0 {
		readings := inline()
		for _, choice := range c.Readings {
			question := set.Questions[choice.Question]
			readings.text(question.ID, question.Readings[choice.Reading].Reading)
		}
		o.raw("readings", readings.done())
	}
	o.text("expect", c.Expect)
	if c.Contested != nil {
		o.raw("contested", strconv.FormatBool(*c.Contested))
	}
	if c.Cost != nil {
		o.raw("cost", strconv.FormatInt(*c.Cost, 10))
	}
	o.strings("sources", c.Sources)
	o.strings("warnings", c.Warnings)
	o.text("note", c.Note)
	return o.done()
}
