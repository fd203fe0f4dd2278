package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// Data is what stands beside a rule set's policies: everything about the source that is
// no rule and no declaration. Its JSON file is read once, strictly.
type Data struct {
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Source      string             `json:"source"` // what the rules restate, within a sentence: "the article"
	Money       string             `json:"money"`  // the unit of prices: "US dollars a month"
	Values      map[string][]Value `json:"values"`
	Features    []Feature          `json:"features"`
	Questions   []Question         `json:"questions"`
	Advice      []Advice           `json:"advice"`
	Numbers     []Number           `json:"numbers"`
	Pages       []Page             `json:"pages"`
}

// Value is an entity of an enumeration of the schema: its groups, its price with the source that
// names it, and what it brings of an attribute, with theirs. Most is a number that no verdict
// hangs on.
type Value struct {
	Value        string           `json:"value"`
	Label        string           `json:"label"`
	Groups       []string         `json:"groups"`
	Price        string           `json:"price"` // "29.99"; "" where the source names none
	Source       string           `json:"source"`
	Brings       map[string]int64 `json:"brings"`
	BringsSource string           `json:"bringsSource"`
	Most         map[string]int64 `json:"most"`
	Features     map[string]bool  `json:"features"`
}

// Feature is a row of the source's table of values and features.
type Feature struct {
	Feature string `json:"feature"`
	Label   string `json:"label"`
	Source  string `json:"source"`
}

// Number is a number of the source that no verdict hangs on.
type Number struct {
	What   string `json:"what"`
	Is     int64  `json:"is"`
	Most   int64  `json:"most"`
	Source string `json:"source"`
}

// Page is a page of the documentation, with the rules about its actions. The last has those about
// several, and the warnings.
type Page struct {
	Page    string   `json:"page"`
	Title   string   `json:"title"`
	Lead    string   `json:"lead"`
	Actions []string `json:"actions"`
}

// Kind tells the two kinds of question apart.
type Kind string

// A source contradicts itself, or it is silent.
const (
	Contradiction Kind = "contradiction"
	Silence       Kind = "silence"
)

// Question is a place where the source contradicts itself or is silent. Its first
// reading is the default.
type Question struct {
	ID       string    `json:"id"`
	Kind     Kind      `json:"kind"`
	Title    string    `json:"title"`
	Source   string    `json:"source,omitzero"`
	Readings []Reading `json:"readings"`
}

// Reading is one way to read a question; From names the sources that it rests on.
type Reading struct {
	Reading string `json:"reading"`
	Title   string `json:"title"`
	From    string `json:"from"`
}

// Advice is a tip of the source, shown beside allowed actions. Sender is a kind of actor, or ""
// for all.
type Advice struct {
	Source  string   `json:"source"`
	Section string   `json:"section"`
	Text    string   `json:"text"`
	Actions []string `json:"actions"`
	Sender  string   `json:"sender"`
}

// readData reads a set's data and gives the enumerations of its world their values.
func readData(text string, w *world.World) (Data, []string) {
	var d Data
	if err := codec.Decode(text, &d); err != nil {
		return d, []string{err.Error()}
	}
	var mistakes []string
	complain := func(format string, args ...any) { mistakes = append(mistakes, fmt.Sprintf(format, args...)) }
	if d.Title == "" {
		complain("title: a rule set has a title")
	}
	w.Money = d.Money
	d.values(w, complain)
	d.questions(complain)
	var actions, kinds []string
	for _, a := range w.Actions {
		actions = append(actions, a.Name)
	}
	for _, k := range w.Kinds {
		kinds = append(kinds, k.Type)
	}
	for i, p := range d.Pages {
		for _, action := range p.Actions {
			if !slices.Contains(actions, action) {
				complain("pages.%d.actions: there is no action %q%s", i, action, spelling.Suggest(action, actions))
			}
		}
	}
	for i, a := range d.Advice {
		for _, action := range a.Actions {
			if !slices.Contains(actions, action) {
				complain("advice.%d.actions: there is no action %q%s", i, action, spelling.Suggest(action, actions))
			}
		}
		if a.Sender != "" && !slices.Contains(kinds, a.Sender) {
			complain("advice.%d.sender: no kind of actor is called %q%s", i, a.Sender, spelling.Suggest(a.Sender, kinds))
		}
	}
	return d, mistakes
}

// values checks the values of the enumerations against the schema, both ways.
func (d *Data) values(w *world.World, complain func(string, ...any)) {
	for _, name := range slices.Sorted(maps.Keys(d.Values)) {
		if _, ok := w.Enum(name); !ok {
			complain("values.%s: the schema declares no enumeration of this name", name)
		}
	}
	for _, e := range w.Enums {
		if len(d.Values[e.Type]) == 0 {
			complain("values: %s has no values", e.Type)
		}
		seen := map[string]bool{}
		for i, v := range d.Values[e.Type] {
			at := fmt.Sprintf("values.%s.%d", e.Type, i)
			if v.Value == "" || seen[v.Value] {
				complain("%s.value: each value has a name of its own", at)
			}
			seen[v.Value] = true
			price, err := cents(v.Price)
			if err != nil {
				complain("%s.price: %s", at, err)
			}
			out := world.EnumValue{Value: v.Value, Label: cmp.Or(v.Label, v.Value), Groups: v.Groups, Price: price, Source: v.Source, Has: v.Features}
			for _, attribute := range slices.Sorted(maps.Keys(v.Brings)) {
				if !brought(w, e, attribute) {
					complain("%s.brings: no kind of actor has both a %s and the number %q", at, e.Type, attribute)
				}
				if v.Brings[attribute] < 0 {
					complain("%s.brings: a number is never negative", at)
				}
				out.Brings = append(out.Brings, world.Brought{Attribute: attribute, Number: v.Brings[attribute], Source: cmp.Or(v.BringsSource, v.Source)})
			}
			for _, group := range v.Groups {
				if !slices.Contains(e.Groups, group) {
					e.Groups = append(e.Groups, group)
				}
			}
			for feature := range v.Features {
				if !slices.ContainsFunc(d.Features, func(f Feature) bool { return f.Feature == feature }) {
					complain("%s.features: there is no feature %q", at, feature)
				}
			}
			e.Values = append(e.Values, out)
		}
		for _, group := range e.Groups {
			if seen[group] {
				complain("values.%s: %q is a value and a group", e.Type, group)
			}
		}
	}
}

// brought reports whether a value of an enumeration can bring a number.
func brought(w *world.World, e *world.Enum, attribute string) bool {
	return slices.ContainsFunc(w.Kinds, func(k *world.Kind) bool {
		a, ok := k.Attribute(attribute)
		return ok && a.Type == world.Number && slices.ContainsFunc(k.Attributes, func(b *world.Attribute) bool { return b.Enum == e })
	})
}

// cents is a price of the data, "29.99", in hundredths; -1 for none.
func cents(price string) (int64, error) {
	if price == "" {
		return -1, nil
	}
	whole, part, ok := strings.Cut(price, ".")
	n, err := strconv.ParseUint(whole+part, 10, 40)
	if !ok || len(part) != 2 || err != nil {
		return -1, fmt.Errorf("a price is written as in \"29.99\", not %q", price)
	}
	return int64(n), nil
}

func (d *Data) questions(complain func(string, ...any)) {
	seen := map[string]bool{}
	for i, q := range d.Questions {
		at := fmt.Sprintf("questions.%d", i)
		switch {
		case q.ID == "" || seen[q.ID]:
			complain("%s.id: each question has an id of its own", at)
		case strings.ContainsAny(q.ID, " =") || strings.ContainsFunc(q.ID, func(c rune) bool { return c < ' ' }):
			complain("%s.id: an id has neither blanks nor =", at)
		}
		seen[q.ID] = true
		if q.Kind != Contradiction && q.Kind != Silence {
			complain("%s.kind: a question is a %q or a %q", at, Contradiction, Silence)
		}
		if len(q.Readings) < 2 || len(q.Readings) > 200 {
			complain("%s.readings: a question has 2 to 200 readings", at)
		}
		readings := map[string]bool{}
		for j, r := range q.Readings {
			if r.Reading == "" || readings[r.Reading] || strings.ContainsAny(r.Reading, " =") {
				complain("%s.readings.%d.reading: each reading of a question has a name of its own, without blanks and =", at, j)
			}
			readings[r.Reading] = true
		}
	}
}
