package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
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

// dataReader finds what is wrong with a set's data.
type dataReader struct {
	Data
	world  *world.World
	text   string
	places codec.Places
	found  []*diagnostic.Diagnostic
}

// mostMistakes bounds what is said of a set's data.
const mostMistakes = 100

// complain notes a mistake in the value at a path.
func (d *dataReader) complain(path string, code diagnostic.Code, args ...any) {
	if len(d.found) < mostMistakes {
		d.found = append(d.found, &diagnostic.Diagnostic{Path: path, Range: d.placeOf(path).Value, Message: diagnostic.Say(code, args...)})
	}
}

// placeOf is where the value at a path stands. The text is only looked through for places where there is a mistake.
func (d *dataReader) placeOf(path string) codec.Place {
	if d.places == nil {
		d.places = codec.PlacesIn(d.text)
	}
	return d.places.Of(path)
}

// known complains of a name at a path that is none of those that may stand there.
func (d *dataReader) known(name string, path ...string) {
	names, key := d.Names(d.world, path)
	if names.Has(name) || len(d.found) == mostMistakes {
		return
	}
	at := strings.Join(path, ".")
	place := d.placeOf(at).Value
	if key {
		place = d.placeOf(at).Name
	}
	wrong := names.Misspelt(place, name)
	wrong.Path = at
	d.found = append(d.found, wrong)
}

// Names are what a key, or else the string, at a path of a set's data is one of, where the schema or the data declare it.
func (d *Data) Names(w *world.World, path []string) (names codec.Names, key bool) {
	is := func(pattern ...string) bool {
		return slices.EqualFunc(path, pattern, func(step, pattern string) bool { return pattern == "" || step == pattern })
	}
	switch {
	case is("values", ""):
		names.Of, key = diagnostic.NounEnumeration, true
		for _, e := range w.Enums {
			names.Known = append(names.Known, e.Type)
		}
	case is("values", "", "", "features", ""):
		names.Of, key = diagnostic.NounFeature, true
		for _, f := range d.Features {
			names.Known = append(names.Known, f.Feature)
		}
	case is("values", "", "", "brings", ""), is("values", "", "", "most", ""):
		names.Of, key = diagnostic.NounAttribute, true
		if e, ok := w.Enum(path[1]); ok {
			names.Known = bringable(w, e)
		}
	case is("questions", "", "kind"):
		names.Known = []string{string(Contradiction), string(Silence)}
	case is("advice", "", "sender"):
		names.Of = diagnostic.NounKindOfActor
		for _, k := range w.Kinds {
			names.Known = append(names.Known, k.Type)
		}
	case is("advice", "", "actions", ""), is("pages", "", "actions", ""):
		names.Of = diagnostic.NounAction
		for _, a := range w.Actions {
			names.Known = append(names.Known, a.Name)
		}
	}
	return names, key
}

// readData reads a set's data and gives the enumerations of its world their values.
func readData(text string, w *world.World) (Data, []*diagnostic.Diagnostic) {
	d := dataReader{world: w, text: text}
	if mistakes := codec.Decode(text, &d.Data); mistakes != nil {
		return d.Data, mistakes
	}
	if d.Title == "" {
		d.complain("title", diagnostic.MissingTitle)
	}
	w.Money = d.Money
	d.values()
	d.questions()
	for i, p := range d.Pages {
		for j, action := range p.Actions {
			d.known(action, "pages", strconv.Itoa(i), "actions", strconv.Itoa(j))
		}
	}
	for i, a := range d.Advice {
		for j, action := range a.Actions {
			d.known(action, "advice", strconv.Itoa(i), "actions", strconv.Itoa(j))
		}
		if a.Sender != "" {
			d.known(a.Sender, "advice", strconv.Itoa(i), "sender")
		}
	}
	diagnostic.Sort(d.found)
	return d.Data, diagnostic.Place("", text, d.found...)
}

// values checks the values of the enumerations against the schema, both ways.
func (d *dataReader) values() {
	w := d.world
	var meant []string // by a misspelt name: that these have no values needs not be said
	for _, name := range slices.Sorted(maps.Keys(d.Values)) {
		d.known(name, "values", name)
		enums, _ := d.Names(w, []string{"values", name})
		if nearest := spelling.Nearest(name, enums.Known); nearest != name {
			meant = append(meant, nearest)
		}
	}
	for _, e := range w.Enums {
		if len(d.Values[e.Type]) == 0 && !slices.Contains(meant, e.Type) {
			d.complain("values", diagnostic.NoValues, e.Type)
		}
		seen := map[string]bool{}
		for i, v := range d.Values[e.Type] {
			at := fmt.Sprintf("values.%s.%d", e.Type, i)
			if v.Value == "" || seen[v.Value] {
				d.complain(at+".value", diagnostic.ValueTwice)
			}
			seen[v.Value] = true
			price, ok := cents(v.Price)
			if !ok {
				d.complain(at+".price", diagnostic.BadPrice, v.Price)
			}
			out := world.EnumValue{Value: v.Value, Label: cmp.Or(v.Label, v.Value), Groups: v.Groups, Price: price, Source: v.Source, Has: v.Features}
			for _, attribute := range slices.Sorted(maps.Keys(v.Brings)) {
				if known := bringable(w, e); !slices.Contains(known, attribute) {
					wrong := &diagnostic.Diagnostic{Path: at + ".brings." + attribute, Range: d.placeOf(at + ".brings." + attribute).Name, Message: diagnostic.Say(diagnostic.BringsNothing, diagnostic.Kind(e.Type), attribute)}
					codec.Names{Known: known}.Mend(wrong, attribute, "")
					d.found = append(d.found, wrong)
				}
				if v.Brings[attribute] < 0 {
					d.complain(at+".brings."+attribute, diagnostic.NegativeBrought)
				}
				out.Brings = append(out.Brings, world.Brought{Attribute: attribute, Number: v.Brings[attribute], Source: cmp.Or(v.BringsSource, v.Source)})
			}
			for _, group := range v.Groups {
				if !slices.Contains(e.Groups, group) {
					e.Groups = append(e.Groups, group)
				}
			}
			for _, feature := range slices.Sorted(maps.Keys(v.Features)) {
				d.known(feature, "values", e.Type, strconv.Itoa(i), "features", feature)
			}
			e.Values = append(e.Values, out)
		}
		for _, group := range e.Groups {
			if seen[group] {
				d.complain("values."+e.Type, diagnostic.ValueAndGroup, group)
			}
		}
	}
}

// bringable are the numbers that the values of an enumeration can bring: those of the kinds that have one.
func bringable(w *world.World, e *world.Enum) []string {
	var names []string
	for _, k := range w.Kinds {
		if !slices.ContainsFunc(k.Attributes, func(a *world.Attribute) bool { return a.Enum == e }) {
			continue
		}
		for _, a := range k.Attributes {
			if a.Type == world.Number && !slices.Contains(names, a.Name) {
				names = append(names, a.Name)
			}
		}
	}
	return names
}

// cents is a price of the data, "29.99", in hundredths; -1 for none.
func cents(price string) (n int64, ok bool) {
	if price == "" {
		return -1, true
	}
	whole, part, ok := strings.Cut(price, ".")
	all, err := strconv.ParseUint(whole+part, 10, 40)
	if !ok || len(part) != 2 || err != nil {
		return -1, false
	}
	return int64(all), true
}

func (d *dataReader) questions() {
	seen := map[string]bool{}
	for i, q := range d.Questions {
		at := fmt.Sprintf("questions.%d", i)
		switch {
		case q.ID == "" || seen[q.ID]:
			d.complain(at+".id", diagnostic.QuestionTwice)
		case strings.ContainsAny(q.ID, " =") || strings.ContainsFunc(q.ID, func(c rune) bool { return c < ' ' }):
			d.complain(at+".id", diagnostic.BadQuestionID)
		}
		seen[q.ID] = true
		if kinds, _ := d.Names(d.world, []string{"questions", "", "kind"}); !kinds.Has(string(q.Kind)) {
			wrong := &diagnostic.Diagnostic{Path: at + ".kind", Range: d.placeOf(at + ".kind").Value, Message: diagnostic.Say(diagnostic.BadQuestionKind, kinds.Known)}
			kinds.Mend(wrong, string(q.Kind), "")
			d.found = append(d.found, wrong)
		}
		if len(q.Readings) < 2 || len(q.Readings) > mostReadings {
			d.complain(at+".readings", diagnostic.ReadingCount, 2, mostReadings)
		}
		readings := map[string]bool{}
		for j, r := range q.Readings {
			if r.Reading == "" || readings[r.Reading] || strings.ContainsAny(r.Reading, " =") {
				d.complain(fmt.Sprintf("%s.readings.%d.reading", at, j), diagnostic.ReadingTwice)
			}
			readings[r.Reading] = true
		}
	}
}
