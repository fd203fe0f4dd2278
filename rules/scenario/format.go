package scenario

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/network"
)

// Format writes the scenario as a file: one actor, pair or check a line, defaults left
// out. Parse reads it back to the same scenario.
func Format(s *Scenario) []byte {
	o := object{indent: "  ", separator: ",\n"}
	o.raw("inroad", strconv.Itoa(Version))
	o.text("title", s.Title)
	o.text("description", s.Description)
	o.raw("rules", formatRules(s))
	if s.Look.From != "" {
		look := inline()
		look.text("from", s.Look.From)
		look.text("to", s.Look.To)
		o.raw("look", look.done())
	}
	var members, pages []string
	for _, a := range s.Network.Actors() {
		if a.Kind == network.Member {
			members = append(members, formatMember(a))
		} else {
			pages = append(pages, formatPage(a))
		}
	}
	o.lines("members", members)
	o.lines("pages", pages)
	for _, t := range network.Ties() {
		var pairs []string
		for _, p := range s.Network.Pairs(t) {
			pairs = append(pairs, "["+quote(s.Network.Actor(p.From).ID)+", "+quote(s.Network.Actor(p.To).ID)+"]")
		}
		o.lines(t.String(), pairs)
	}
	var checks []string
	for _, c := range s.Checks {
		checks = append(checks, formatCheck(s, c))
	}
	o.lines("checks", checks)
	return []byte("{\n" + o.String() + "\n}\n")
}

// object writes the members of a JSON object.
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

func (o *object) number(name string, value int64) {
	if value != 0 {
		o.raw(name, strconv.FormatInt(value, 10))
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

func formatRules(s *Scenario) string {
	if !s.custom() {
		return quote(s.Set.Name)
	}
	o := inline()
	o.text("base", s.Set.Name)
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
	o.text("policies", s.Set.Own)
	return o.done()
}

func formatCommon(o *object, a network.Actor) {
	o.text("id", a.ID)
	if a.Name != a.ID {
		o.text("name", a.Name)
	}
}

func formatAt(o *object, a network.Actor) {
	if a.At != nil {
		o.raw("at", "["+formatFloat(a.At.X)+", "+formatFloat(a.At.Y)+"]")
	}
}

func formatFloat(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func formatMember(a network.Actor) string {
	o := inline()
	formatCommon(&o, a)
	o.text("company", a.Company)
	o.text("headline", a.Headline)
	if a.Tier != network.Free {
		o.text("tier", a.Tier.String())
	}
	o.number("credits", a.Credits)
	o.number("sentInmails", a.Sent)
	if a.InMail != network.Anyone {
		o.text("inmail", a.InMail.String())
	}
	if a.OpenProfile {
		o.raw("openProfile", "true")
	}
	formatAt(&o, a)
	return o.done()
}

func formatPage(a network.Actor) string {
	o := inline()
	formatCommon(&o, a)
	o.number("seats", a.Seats)
	o.number("credits", a.Credits)
	formatAt(&o, a)
	return o.done()
}

func formatCheck(s *Scenario, c Check) string {
	o := inline()
	o.text("name", c.Name)
	o.text("from", c.From)
	o.text("to", c.To)
	o.text("action", c.Action)
	if len(c.Readings) > 0 {
		readings := inline()
		for _, choice := range c.Readings {
			question := s.Set.Questions[choice.Question]
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
