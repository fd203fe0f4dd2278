package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// Test is a fact compared with one of its values: a condition that a rule can be composed of.
type Test struct {
	Fact     *world.Fact
	Operator string // "==", "<=" of a distance, ">=" of a number, "in" a group of an enumeration
	Value    world.Value
	Group    string // of "in"
}

// Tests are what a rule between a kind of pair can be composed of, by fact. Free text can only be compared with
// what it is in a situation; without one, and for ids and names, there is no test. A number is
// compared where the rules tell one from the next.
func (set *RuleSet) Tests(kinds world.KindPair, at *situation.Situation) [][]Test {
	var list [][]Test
	for _, f := range set.World.Facts() {
		if !f.Is(kinds) || f.Of == world.OfID || f.Of == world.OfName {
			continue
		}
		if tests := set.testsOf(f, at); tests != nil {
			list = append(list, tests)
		}
	}
	return list
}

func (set *RuleSet) testsOf(f *world.Fact, at *situation.Situation) []Test {
	if f.IsText() {
		if at == nil {
			return nil
		}
		return []Test{{Fact: f, Operator: "==", Value: at.Value(f)}}
	}
	var list []Test
	lens := set.lens
	if f.IsNumber() {
		lens = lens.And(situation.Lens{Cuts: map[*world.Fact][]int64{f: {1}}})
	}
	for _, v := range lens.Values(f) {
		operator := "=="
		if f.IsNumber() && v.Number > 0 {
			operator = ">="
		}
		list = append(list, Test{Fact: f, Operator: operator, Value: v})
	}
	if f.IsDistance() {
		for n := int64(2); n < f.Pair.Far; n++ {
			list = append(list, Test{Fact: f, Operator: "<=", Value: world.Value{Number: n}})
		}
	}
	if f.Of == world.OfAttribute && f.Attribute.Enum != nil {
		for _, group := range f.Attribute.Enum.Groups {
			list = append(list, Test{Fact: f, Operator: "in", Group: group})
		}
	}
	return list
}

// Present is the number of the test, of one fact's, that says most nearly what the fact is in a situation.
func Present(tests []Test, at situation.Situation) int {
	present := 0
	for i, t := range tests {
		v := at.Value(t.Fact)
		if t.Operator == "==" && v == t.Value || t.Operator == ">=" && v.Number >= t.Value.Number {
			present = i
		}
	}
	return present
}

// Written is how a rule writes a fact that has a name, and the condition that it is there; "" where it always is.
func Written(f *world.Fact) (access, present string) {
	variable, key := map[world.Side]string{world.Sender: "principal", world.Recipient: "resource", world.Either: "context"}[f.Side], f.Name()
	access = variable + "." + key
	if !cedar.IsName(key) {
		key = quoted(key)
		access = variable + "[" + key + "]"
	}
	if f.Optional() {
		present = variable + " has " + key
	}
	return access, present
}

// Cedar is the test as a condition; what may be absent is asked for first.
func (t Test) Cedar() string {
	f := t.Fact
	access, present := Written(f)
	text := ""
	if present != "" {
		if f.Attribute != nil && t.Operator == "==" && t.Value == f.Attribute.Default() {
			return "!(" + present + ")"
		}
		text = present + " && "
	}
	switch {
	case !f.IsYesNo():
		return text + access + " " + t.Operator + " " + t.literal()
	case t.Value.Number == 0:
		return text + "!" + access
	default:
		return text + access
	}
}

// literal is what the fact is compared with.
func (t Test) literal() string {
	a := t.Fact.Attribute
	switch {
	case t.Fact.IsText():
		return quoted(t.Value.Text)
	case t.Group != "":
		return entity(a.Enum.Type, t.Group)
	case a != nil && a.Enum != nil:
		return entity(a.Enum.Type, a.Enum.Values[t.Value.Number].Value)
	case a != nil && a.Type == world.Choice:
		return quoted(a.Values[t.Value.Number])
	default:
		return strconv.FormatInt(t.Value.Number, 10)
	}
}

func quoted(text string) string { return string(types.String(text).MarshalCedar()) }

func entity(of, id string) string { return of + "::" + quoted(id) }

// Composed is a rule to be composed: it permits or forbids an action between a kind of pair where
// all tests hold.
type Composed struct {
	ID, Title string
	Permits   bool
	Action    *world.Action
	Kinds     world.KindPair
	Tests     []Test
}

// Cedar is the text of the rule.
func (c Composed) Cedar() string {
	effect, recipient := "forbid", "resource"
	if c.Permits {
		effect = "permit"
	}
	if c.Kinds.Recipient.Entity == "" {
		recipient += " is " + c.Kinds.Recipient.Type
	}
	text := "@id(" + quoted(c.ID) + ")\n@title(" + quoted(c.Title) + ")\n" +
		effect + "(principal is " + c.Kinds.Sender.Type + ", action == " + entity("Action", c.Action.Name) + ", " + recipient + ")"
	if c.Tests != nil {
		conditions := make([]string, len(c.Tests))
		for i, t := range c.Tests {
			conditions[i] = "  " + t.Cedar()
		}
		text += "\nwhen {\n" + strings.Join(conditions, " &&\n") + "\n}"
	}
	return text + ";\n"
}

// FreeID is an id for a new rule that no other has.
func (set *RuleSet) FreeID(stem string) string {
	id := stem
	for i := 2; set.byID[id] != nil; i++ {
		id = stem + "-" + strconv.Itoa(i)
	}
	return id
}

// Copy is a rule's text under an id that is free. A warning has none: among the user's own it would be a rule.
func (set *RuleSet) Copy(id string) (text, as string, err error) {
	i := slices.IndexFunc(set.Rules, func(r *Rule) bool { return r.ID == id })
	if i < 0 {
		return "", "", set.noRule(id)
	}
	r := set.Rules[i]
	as = set.FreeID(id)
	start, end := r.named.Start-r.place.Start, r.named.End-r.place.Start
	return r.Text[:start] + "@id(" + quoted(as) + ")" + r.Text[end:] + "\n", as, nil
}

// And is the user's own policies with one more.
func (set *RuleSet) And(text string) string {
	own := strings.TrimRight(set.Own, " \t\r\n")
	if own == "" {
		return text
	}
	return own + "\n\n" + text
}

// But is the user's own policies without one of them.
func (set *RuleSet) But(id string) (string, error) {
	r := set.byID[id]
	if r == nil || !r.Own {
		return "", set.noRule(id)
	}
	before := strings.TrimRight(set.Own[:r.stands().Start], " \t\r\n")
	after := strings.TrimLeft(set.Own[r.stands().End:], " \t\r\n")
	if before == "" || after == "" {
		return before + after, nil
	}
	return before + "\n\n" + after, nil
}

func (set *RuleSet) noRule(id string) error {
	var ids []string
	for _, r := range set.Rules {
		ids = append(ids, r.ID)
	}
	return diagnostic.Say(diagnostic.UnknownName, diagnostic.NounRule, id, spelling.Nearest(id, ids), []string(nil))
}
