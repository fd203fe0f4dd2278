package lint

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Kind is what sort of thing an item is.
type Kind string

// The sorts of items.
const (
	Keyword    Kind = "keyword"
	Variable   Kind = "variable"
	Actor      Kind = "kind"
	Fact       Kind = "fact"
	Action     Kind = "action"
	Value      Kind = "value"
	Annotation Kind = "annotation"
	Words      Kind = "text"
	Snippet    Kind = "snippet" // with fields to fill in, ${name}
)

// Item is something that may be written.
type Item struct {
	Label, Detail, Insert string
	Kind                  Kind
}

// known are the words of the language of rules.
var known = []string{"permit", "forbid", "when", "unless", "principal", "action", "resource", "context"}

// Complete lists what may be written at an offset of a text, in the place of a span.
func (l *Linter) Complete(text string, offset int) (diagnostic.Span, []Item) {
	return l.at(text, offset, false).completed()
}

// at is a completer for a place in a text of rules, or of laws.
func (l *Linter) at(text string, offset int, laws bool) *completer {
	return &completer{place: placeAt(text, offset, (*place).begins), Linter: l, say: l.set.Words.Say, laws: laws}
}

// A completer gathers items for a place.
type completer struct {
	*place
	*Linter
	say   words.Language
	laws  bool // the text is of laws, which are rules that forbid
	items []Item
}

func (c *completer) completed() (diagnostic.Span, []Item) {
	if !c.inside {
		c.complete()
	}
	return c.here, c.items
}

// annotations are the names of those that may stand here, and aboutAnnotation is what one is for.
func (c *completer) annotations() []string {
	if c.laws {
		return policy.LawAnnotations
	}
	return policy.RuleAnnotations
}

func (c *completer) aboutAnnotation(name string) string {
	if c.laws {
		return c.say.About("law @" + name)
	}
	return c.say.About("rule @" + name)
}

func (c *completer) add(kind Kind, label, detail string) {
	c.items = append(c.items, Item{label, detail, label, kind})
}

func (c *completer) told(code diagnostic.Code, args ...any) string {
	return words.Told(c.say, diagnostic.Say(code, args...))
}

func (c *completer) complete() {
	switch {
	case c.ends("", "::"):
		c.ids(c.word(-2), false)
	case c.effect() < 0:
		c.head()
	case c.ends("", "."):
		c.attributes(c.word(-2))
	case c.ends("", "has"):
		c.attributes(c.word(-2))
	case c.ends("is"):
		c.kinds()
	case len(c.brackets()) == 0:
		c.behindScope()
	case c.word(c.brackets()[0]) == "(":
		c.scope()
	default:
		c.clause()
	}
}

// head is for what stands before permit or forbid.
func (c *completer) head() {
	open := c.brackets()
	switch {
	case c.ends("@"):
		for _, name := range c.annotations() {
			c.items = append(c.items, Item{name, c.aboutAnnotation(name), name + `("${` + name + `}")`, Snippet})
		}
	case len(open) > 0:
		c.annotation(c.word(open[len(open)-1] - 1))
	case c.quoted:
	default:
		if len(c.rule) == 0 {
			c.snippets()
		}
		if !c.laws {
			c.add(Keyword, "permit", c.say.About("permit"))
		}
		c.add(Keyword, "forbid", c.say.About("forbid"))
	}
}

// snippets are whole rules.
func (c *completer) snippets() {
	if len(c.set.World.Actions) == 0 {
		return
	}
	if c.laws {
		kind := c.set.World.Kinds[0].Type
		c.items = append(c.items, Item{"forbid … when", c.told(diagnostic.SnippetForbid), `@id("${never-this}")
@title("${title}")
forbid (principal is ` + kind + `, action, resource)
when { ${condition} };`, Snippet})
		return
	}
	action := c.set.World.Actions[0]
	kinds := action.Pairs[0]
	rule := func(effect, id, clause string) string {
		return `@id("${` + id + `}")
@title("${title}")
` + effect + ` (
  principal is ` + kinds.Sender.Type + `,
  action == Action::"${` + action.Name + `}",
  resource is ` + kinds.Recipient.Type + `
)
` + clause + ";"
	}
	for _, s := range []struct {
		label              string
		about              diagnostic.Code
		effect, id, clause string
	}{
		{"permit … when", diagnostic.SnippetPermit, "permit", "allow-this", "when { ${condition} }"},
		{"forbid … when", diagnostic.SnippetForbid, "forbid", "never-this", "when { ${condition} }"},
		{"permit … unless", diagnostic.SnippetUnless, "permit", "allow-this", "unless { ${condition} }"},
	} {
		c.items = append(c.items, Item{s.label, c.told(s.about), rule(s.effect, s.id, s.clause), Snippet})
	}
}

// annotation is for the value of an annotation.
func (c *completer) annotation(key string) {
	quote := func(kind Kind, text, detail string) {
		c.items = append(c.items, Item{strconv.Quote(text), detail, strconv.Quote(text), kind})
	}
	switch key {
	case "reading":
		for _, q := range c.set.Questions {
			for _, r := range q.Readings {
				quote(Words, q.ID+"="+r.Reading, r.Title)
			}
		}
	case "yields":
		for _, k := range c.set.World.Kinds {
			for _, a := range k.Attributes {
				quote(Fact, a.Name, a.Label)
			}
		}
		for _, t := range c.set.World.Ties {
			quote(Fact, t.Name, t.Label)
		}
	case "source":
		var sources []string
		for _, r := range c.set.Rules {
			sources = append(sources, r.Sources...)
		}
		written, _ := cedar.ParsePolicies(c.text)
		for _, p := range written.List {
			source, _ := annotation(p, "source", p.Span)
			sources = append(sources, strings.Fields(source)...)
		}
		slices.SortFunc(sources, policy.BySource)
		for _, source := range slices.Compact(sources) {
			quote(Words, source, "")
		}
	}
}

// scope is for what stands in the brackets behind permit or forbid.
func (c *completer) scope() {
	open := c.brackets()
	variable, at := "principal", open[0]
	for i := open[0] + 1; i < len(c.rule); i++ {
		if c.word(i) == "," && !slices.Contains(open[1:], i) && c.outside(i) {
			variable, at = map[string]string{"principal": "action", "action": "resource"}[variable], i
		}
	}
	switch written := len(c.rule) - at - 1; {
	case variable == "":
	case written == 0:
		c.variable(variable)
		if variable == "action" {
			c.actions(`action == `)
			return
		}
		for _, k := range c.ofSide(variable) {
			c.add(Variable, variable+" is "+k.Type, k.Label)
		}
	case variable == "action" && (c.ends("==") || c.ends("in") || len(open) > 1):
		c.actions("")
	case c.ends("==") || c.ends("in"):
		for _, k := range c.ofSide(variable) {
			c.items = append(c.items, Item{k.Type + `::"…"`, k.Label, k.Type + `::"${id}"`, Snippet})
		}
	case written == 1 && variable == "action":
		c.add(Keyword, "==", "")
		c.add(Keyword, "in", "")
	case written == 1:
		c.add(Keyword, "is", "")
		c.add(Keyword, "==", "")
	}
}

// outside reports whether a comma of the scope is in no list within it.
func (c *completer) outside(comma int) bool {
	depth := 0
	for i := range comma {
		switch c.word(i) {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
	}
	return depth == 1
}

// behindScope is for what stands behind the scope or behind a clause.
func (c *completer) behindScope() {
	if c.ends("when") || c.ends("unless") {
		return
	}
	c.items = append(c.items,
		Item{"when", c.say.About("when"), "when { ${condition} }", Snippet},
		Item{"unless", c.say.About("unless"), "unless { ${condition} }", Snippet})
}

// clause is for what stands in the braces of a when or an unless.
func (c *completer) clause() {
	open := c.brackets()
	last := c.word(-1)
	innermost := open[len(open)-1]
	switch {
	case slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, last):
		c.literals(len(c.rule)-1, false)
	case last == "in":
		c.literals(len(c.rule)-1, true)
	case c.word(innermost) == "[":
		c.literals(innermost-1, c.word(innermost-1) == "in")
	case slices.Contains([]string{"{", "&&", "||", "!", "(", "if", "then", "else"}, last):
		c.expression()
	case !c.quoted:
		for _, operator := range []string{"&&", "||", "==", "!=", "has", "in"} {
			c.add(Keyword, operator, "")
		}
	}
}

// expression is for where an expression begins.
func (c *completer) expression() {
	pairs := c.pairs(c.set.World)
	for _, variable := range []string{"principal", "resource", "context"} {
		for _, f := range facts(c.set.World, variable, pairs) {
			access, present := policy.Written(f)
			item := Item{access, c.about(f), access, Fact}
			if present != "" {
				item.Insert = present + " && " + access
			}
			c.items = append(c.items, item)
		}
	}
	for _, variable := range []string{"principal", "action", "resource", "context"} {
		c.variable(variable)
	}
}

func (c *completer) variable(name string) {
	c.add(Variable, name, c.say.About(name))
}

// attributes is for behind a dot or a has.
func (c *completer) attributes(variable string) {
	for _, f := range facts(c.set.World, variable, c.pairs(c.set.World)) {
		if (!c.ends("has") || f.Optional()) && cedar.IsName(f.Name()) {
			c.add(Fact, f.Name(), c.about(f))
		}
	}
}

// about is what a fact means, in a few words.
func (l *Linter) about(f *world.Fact) string {
	say := l.set.Words.Say
	told := func(code diagnostic.Code, args ...any) string { return words.Told(say, diagnostic.Say(code, args...)) }
	switch {
	case f.IsDistance():
		return told(diagnostic.StepsBetween, f.Pair.Tie.Label)
	case f.Of == world.OfPair:
		return l.set.Words.Tied(f.Pair, true, told(diagnostic.TheSender), told(diagnostic.TheRecipient))
	case f.Of == world.OfName:
		return told(diagnostic.AboutName)
	default:
		return f.Attribute.Label
	}
}

func (c *completer) kinds() {
	for _, kind := range c.ofSide(c.word(-2)) {
		c.add(Actor, kind.Type, kind.Label)
	}
}

// ofSide are the kinds of actor that can be on the side of a variable.
func (c *completer) ofSide(variable string) []*world.Kind {
	var list []*world.Kind
	for _, pair := range c.pairs(c.set.World) {
		kind := pair.Sender
		if variable == "resource" {
			kind = pair.Recipient
		}
		if !slices.Contains(list, kind) {
			list = append(list, kind)
		}
	}
	return list
}

// actions are all actions, behind what comes before them.
func (c *completer) actions(before string) {
	for _, a := range c.set.World.Actions {
		c.add(Action, before+"Action::"+strconv.Quote(a.Name), a.Label)
	}
}

// ids are the entities of a type, without the type; groups alone where these are wanted.
func (c *completer) ids(kind string, whole bool) {
	prefix := ""
	if whole {
		prefix = kind + "::"
	}
	if kind == "Action" {
		for _, a := range c.set.World.Actions {
			c.add(Action, prefix+strconv.Quote(a.Name), a.Label)
		}
	}
	if enum, ok := c.set.World.Enum(kind); ok {
		for _, v := range enum.Values {
			c.add(Value, prefix+strconv.Quote(v.Value), v.Label)
		}
		for _, group := range enum.Groups {
			c.add(Value, prefix+strconv.Quote(group), c.told(diagnostic.AboutGroup, enum.Label))
		}
	}
	if nobody := c.set.World.Nobody; nobody != nil && nobody.Type == kind {
		c.add(Value, prefix+strconv.Quote(nobody.Entity), nobody.Label)
	}
}

// literals is for what a fact may be compared with by the operator at a number; groups only where it is in.
func (c *completer) literals(operator int, groups bool) {
	variable, name := c.word(operator-3), c.word(operator-1)
	if c.word(operator-1) == "action" {
		c.actions("")
		return
	}
	if c.word(operator-2) != "." {
		return
	}
	for _, f := range facts(c.set.World, variable, c.pairs(c.set.World)) {
		if f.Name() != name {
			continue
		}
		switch {
		case f.IsDistance():
			for d := int64(1); d <= f.Pair.Far; d++ {
				c.add(Value, strconv.FormatInt(d, 10), c.set.Words.Link(f.Pair, uint8(d), ""))
			}
		case f.IsYesNo():
			c.add(Value, "true", "")
			c.add(Value, "false", "")
		case f.Of != world.OfAttribute:
		case f.Attribute.Enum != nil:
			c.ids(f.Attribute.Enum.Type, true)
			if groups {
				c.items = slices.DeleteFunc(c.items, func(i Item) bool {
					_, id, _ := strings.Cut(i.Insert, "::")
					return !slices.Contains(f.Attribute.Enum.Groups, unquote(id))
				})
			}
		case f.Attribute.Type == world.Choice:
			for i, value := range f.Attribute.Values {
				c.add(Value, strconv.Quote(value), c.set.Words.Label(f.Attribute, world.Value{Number: int64(i)}))
			}
		}
	}
}
