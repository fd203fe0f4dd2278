package words

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// slots are those that a clause may have, by its group and field in words.en.json, or else by its group.
var slots = map[string]string{
	"attributes.is": "who,value,n", "attributes.ask": "who", "attributes.edit": "who", "attributes.gain": "who,n,value",
	"attributes.change": "who,value,n", "attributes.caption": "value,n,cost", "attributes.more": "price,brings", "attributes.means": "",
	"units.other": "n",
	"ties":        "who,whom", "ties.short": "", "ties.verb": "", "ties.ends": "", "ties.means": "", "ties.tried": "", "ties.lost": "",
	"pair": "who,whom,S,R", "pair.short": "", "pair.verb": "", "pair.ends": "", "pair.means": "", "pair.tried": "", "pair.lost": "",
	"distances.is": "S,R,n,through", "distances.ask": "S,R", "distances.link": "n,through", "distances.means": "",
	"actions.does": "whom", "actions.step": "who,whom", "actions.then": "who,whom", "actions.means": "",
	"laws": "who,whom",
}

// checker finds what is wrong with words.en.json.
type checker struct {
	*Words
	text   string
	groups map[string]*codec.Names
	found  []*diagnostic.Diagnostic
}

// Names are what a key at a path of words.en.json is one of; none where it may be any. Of an ask they are those that are said
// most: a number may be compared with any. Laws are not known yet.
func (w *Words) Names(path []string) codec.Names {
	groups := w.groups()
	switch {
	case len(path) < 2 || groups[path[0]] == nil:
		return codec.Names{}
	case len(path) == 2:
		return *groups[path[0]]
	case len(path) != 4:
		return codec.Names{}
	}
	names := codec.Names{Of: diagnostic.NounValue}
	switch group, name, field := path[0], path[1], path[2]; {
	case group == "attributes" && field == "ask":
		for _, a := range w.attributes(name) {
			if a.Type == world.Bool {
				names.Known = append(names.Known, "true", "false")
			}
			for _, operator := range operators {
				names.Known = append(names.Known, compared(operator, constants(a, operator))...)
			}
		}
	case group == "attributes" && field != "tried":
		names.Known = w.values(name)
	case group == "distances" && field == "ask":
		for _, operator := range comparing {
			names.Known = append(names.Known, compared(operator, w.distances(name, field))...)
		}
	case group == "distances":
		names.Known = w.distances(name, field)
	}
	return names
}

// compared are keys of ask: an operator with each of some constants.
func compared(operator string, constants []string) []string {
	var keys []string
	for _, constant := range constants {
		keys = append(keys, operator+" "+constant)
	}
	return keys
}

// check says which keys name nothing in the world, and which slots mean nothing where they stand.
func (w *Words) check(text string) []*diagnostic.Diagnostic {
	c := &checker{Words: w, text: text, groups: w.groups()}
	for _, p := range codec.PlacesIn(text) {
		if len(p.Path) < 2 {
			continue
		}
		group, name, field := p.Path[0], p.Path[1], ""
		if len(p.Path) > 2 {
			field = p.Path[2]
		}
		known := c.groups[group]
		switch {
		case known != nil && !known.Has(name):
			if field == "" {
				c.unknown(p, *known, name)
			}
			continue
		case len(p.Path) == 4 && group == "attributes":
			c.attributeKey(p, name, field, p.Path[3])
		case len(p.Path) == 4 && group == "distances":
			c.distanceKey(p, name, field, p.Path[3])
		}
		c.clause(p, Slots(p.Path))
	}
	return diagnostic.Place("", text, c.found...)
}

// OtherLaws are the mistakes in words.en.json that are words of a law that there is not.
func (w *Words) OtherLaws(text string, laws []string) []*diagnostic.Diagnostic {
	c := &checker{Words: w}
	for _, p := range codec.PlacesIn(text) {
		if len(p.Path) == 2 && p.Path[0] == "laws" && !slices.Contains(laws, p.Path[1]) {
			c.unknown(p, codec.Names{Of: diagnostic.NounLaw, Known: laws}, p.Path[1])
		}
	}
	return diagnostic.Place("", text, c.found...)
}

// groups are the names that there may be words for. Laws are not known yet.
func (w *Words) groups() map[string]*codec.Names {
	groups := map[string]*codec.Names{
		"kinds": {Of: diagnostic.NounKind}, "kindMeans": {Of: diagnostic.NounKind}, "attributes": {Of: diagnostic.NounAttribute}, "units": {Of: diagnostic.NounUnit},
		"ties": {Of: diagnostic.NounTie}, "pair": {Of: diagnostic.NounFact}, "distances": {Of: diagnostic.NounDistance},
		"actions": {Of: diagnostic.NounAction},
	}
	add := func(group string, names ...string) { groups[group].Known = append(groups[group].Known, names...) }
	for _, k := range w.world.Kinds {
		add("kinds", k.Type)
		add("kindMeans", k.Type)
		for _, a := range k.Attributes {
			add("attributes", a.Name, k.Type+"."+a.Name)
			add("units", a.Unit)
		}
	}
	add("units", w.CostUnit)
	for _, t := range w.world.Ties {
		add("ties", t.Name)
	}
	for _, p := range w.world.Pair {
		if p.Distance() {
			add("distances", p.Name)
		} else {
			add("pair", p.Name)
		}
	}
	for _, a := range w.world.Actions {
		add("actions", a.Name)
	}
	return groups
}

// complain notes a mistake.
func (c *checker) complain(p codec.Place, at diagnostic.Span, code diagnostic.Code, args ...any) {
	c.found = append(c.found, &diagnostic.Diagnostic{Path: p.String(), Range: at, Message: diagnostic.Say(code, args...)})
}

// unknown notes a key that names nothing, or ends with what names nothing, and what was probably meant.
func (c *checker) unknown(p codec.Place, names codec.Names, name string) {
	wrong := names.Misspelt(p.Name, name)
	wrong.Path = p.String()
	names.Mend(wrong, name, strings.TrimSuffix(p.Path[len(p.Path)-1], name))
	c.found = append(c.found, wrong)
}

// Slots are those that the clause at a path of words.en.json may have, without their braces.
func Slots(path []string) []string {
	if len(path) < 2 {
		return nil
	}
	allowed, ok := "", false
	if len(path) > 2 {
		allowed, ok = slots[path[0]+"."+path[2]]
	}
	if !ok {
		allowed = slots[path[0]]
	}
	return strings.FieldsFunc(allowed, func(r rune) bool { return r == ',' })
}

// clause says which slot means nothing in a clause.
func (c *checker) clause(p codec.Place, allowed []string) {
	for rest := p.Text; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return
		}
		slot, more, closed := strings.Cut(after, "}")
		switch {
		case closed && slices.Contains(allowed, slot):
		case len(allowed) == 0:
			c.complain(p, p.Value, diagnostic.NoSlots)
			return
		default:
			c.complain(p, p.Value, diagnostic.UnknownSlot, "{"+slot+"}", "{"+strings.Join(allowed, "}, {")+"}")
			before, _, written := strings.Cut(p.Value.Of(c.text), "{"+slot+"}")
			if nearest := spelling.Nearest(slot, allowed); written && nearest != "" {
				start := p.Value.Start + len(before) + len("{")
				c.found[len(c.found)-1].Fixes = []diagnostic.Fix{diagnostic.Replace(diagnostic.Span{Start: start, End: start + len(slot)}, nearest)}
			}
			return
		}
		rest = more
	}
}

// attributeKey says of a key that it is no value of the attributes of a name, so that what is said by it never is; in
// ask, no operator and constant.
func (c *checker) attributeKey(p codec.Place, name, field, key string) {
	switch field {
	case "ask":
		c.asked(p, c.attributes(name), key)
		return
	case "tried":
		return
	}
	if known := c.values(name); known != nil {
		c.among(p, key, known)
	}
}

// values are the keys of clauses about the values of the attributes of a name; nil where any may be one, or where the data
// lacks the values and says so itself.
func (w *Words) values(name string) []string {
	known := []string{"*", "absent"}
	for _, a := range w.attributes(name) {
		switch {
		case a.Type == world.Number, a.Type == world.Choice && len(a.Names()) == 0:
			return nil
		case a.Type == world.Bool:
			known = append(known, "true", "false")
		case a.Type == world.Choice:
			known = append(known, a.Names()...)
		}
	}
	return known
}

// among says of a key that it is none of some values.
func (c *checker) among(p codec.Place, key string, known []string) {
	if !slices.Contains(known, key) {
		c.unknown(p, codec.Names{Of: diagnostic.NounValue, Known: known}, key)
	}
}

// attributes are those that words go by a name of: "shift", "Doctor.shift".
func (w *Words) attributes(name string) []*world.Attribute {
	var list []*world.Attribute
	for _, k := range w.world.Kinds {
		for _, a := range k.Attributes {
			if name == a.Name || name == k.Type+"."+a.Name {
				list = append(list, a)
			}
		}
	}
	return list
}

// comparing are the operators that compare two numbers.
var comparing = []string{"==", "!=", "<", "<=", ">", ">="}

// operators are those that a condition may compare with.
var operators = append(slices.Clone(comparing), "in", "not in")

// comparison takes a key of ask apart: an operator, a blank and a constant, which may have blanks itself.
func comparison(key string) (operator, constant string, ok bool) {
	for _, operator := range operators {
		if constant, ok := strings.CutPrefix(key, operator+" "); ok {
			return operator, constant, true
		}
	}
	return "", "", false
}

// asked says of a key of ask that it is no operator and constant; a Bool has the constant alone.
func (c *checker) asked(p codec.Place, attributes []*world.Attribute, key string) {
	operator, constant, compared := comparison(key)
	_, err := strconv.ParseUint(constant, 10, 32)
	onlyBool, known := true, []string(nil)
	for _, a := range attributes {
		onlyBool = onlyBool && a.Type == world.Bool
		constants, asks := constants(a, operator), false
		switch a.Type {
		case world.Bool:
			asks = key == "true" || key == "false"
		case world.Number:
			asks = err == nil && slices.Contains(comparing, operator)
		case world.Text:
			asks = operator == "==" || operator == "!="
		default:
			asks = slices.Contains(constants, constant) || compared && len(a.Names()) == 0
		}
		if asks {
			return
		}
		known = append(known, constants...)
	}
	switch {
	case onlyBool:
		c.complain(p, p.Name, diagnostic.AskedOfYesNo)
	case known != nil:
		c.unknown(p, codec.Names{Of: diagnostic.NounValue, Known: known}, constant)
	default:
		c.complain(p, p.Name, diagnostic.AskedOtherwise, operators)
	}
}

// constants are what a choice may be compared with.
func constants(a *world.Attribute, operator string) []string {
	switch {
	case a.Type != world.Choice:
		return nil
	case operator == "==" || operator == "!=":
		return a.Names()
	case a.Enum != nil && (operator == "in" || operator == "not in"):
		return slices.Concat(a.Enum.Groups, a.Names())
	default:
		return nil
	}
}

// distanceKey says of a key that it is no distance, or none that a condition may ask for.
func (c *checker) distanceKey(p codec.Place, name, field, key string) {
	known := c.distances(name, field)
	switch operator, constant, _ := comparison(key); {
	case field != "ask":
		c.among(p, key, known)
	case !slices.Contains(comparing, operator):
		c.complain(p, p.Name, diagnostic.AskedOtherwise, comparing)
	default:
		c.among(p, constant, known)
	}
}

// distances are the keys of clauses about the distance of a name; of ask, the constants in them.
func (w *Words) distances(name, field string) []string {
	f, ok := w.world.PairFact(name)
	if !ok {
		return nil
	}
	var known []string
	for n := range f.Far {
		number := strconv.FormatInt(n+1, 10)
		known = append(known, number)
		if field != "ask" {
			known = append(known, number+" through")
		}
	}
	if field == "is" {
		known = append(known, "absent")
	}
	return known
}
