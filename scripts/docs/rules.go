package main

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/embed"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/situation"
	"inroad/rules/spelling"
	"inroad/rules/words"
	"inroad/rules/world"
)

// rulePages are the pages with the rules of a rule set, each rule a section with its id as anchor.
func (k *book) rulePages() ([]page, error) {
	rules := make([][]*policy.Rule, len(k.Pages))
	for _, r := range k.Rules {
		i := k.pageOf(r)
		if i < 0 {
			return nil, fmt.Errorf("no page is about what %s is about", r.ID)
		}
		rules[i] = append(rules[i], r)
	}
	last := len(k.Pages) - 1
	rules[last] = append(rules[last], k.Warnings...)

	var pages []page
	for i, g := range k.Pages {
		// Those of one kind of sender before those of the next, what is permitted before what is forbidden.
		slices.SortStableFunc(rules[i], func(a, b *policy.Rule) int {
			return cmp.Or(cmp.Compare(k.rank(a), k.rank(b)), cmp.Compare(a.ID, b.ID))
		})
		var b strings.Builder
		fmt.Fprintf(&b, "# %s\n\n%s\n", g.Title, g.Lead)
		for _, r := range rules[i] {
			text, err := k.section(r)
			if err != nil {
				return nil, err
			}
			b.WriteString(text)
		}
		pages = append(pages, page{name: g.Page, title: g.Title, text: b.String(), rules: rules[i]})
	}
	return pages, nil
}

// pageOf is the number of the page that a rule belongs to: the one that is about all of its actions, else the last. It is -1
// where no page is about its one action.
func (k *book) pageOf(r *policy.Rule) int {
	if slices.Contains(k.Warnings, r) {
		return len(k.Pages) - 1
	}
	actions := r.Actions()
	i := slices.IndexFunc(k.Pages, func(p policy.Page) bool {
		return !slices.ContainsFunc(actions, func(a string) bool { return !slices.Contains(p.Actions, a) })
	})
	if i < 0 && len(actions) > 1 {
		return len(k.Pages) - 1
	}
	return i
}

func (k *book) rank(r *policy.Rule) int {
	n := 0
	if slices.Contains(k.Warnings, r) {
		n += 2 * len(k.World.Kinds)
	}
	if senders := k.senders(r); len(senders) == 1 {
		n += 2 * senders[0].Number
	}
	if !r.Permits {
		n++
	}
	return n
}

// senders are the kinds of sender that a rule is about.
func (k *book) senders(r *policy.Rule) []*world.Kind {
	var list []*world.Kind
	for _, kinds := range k.World.Pairs() {
		for _, action := range r.Actions() {
			if r.Fits(action, kinds) && !slices.Contains(list, kinds.Sender) {
				list = append(list, kinds.Sender)
			}
		}
	}
	return list
}

// section is what is said of one rule.
func (k *book) section(r *policy.Rule) (string, error) {
	set := k.RuleSet
	w, err := k.survey.Witness(r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s {#%s}\n\n<dl class=\"facts\">\n", r.Title, r.ID)
	fact := func(name, value string) { fmt.Fprintf(&b, "<div><dt>%s</dt><dd>%s</dd></div>\n", name, value) }
	fact("Rule", "<code>"+r.ID+"</code>")
	fact("Effect", effect(set, r))
	fact("About", about(set, r))
	if len(r.Sources) > 0 {
		fact("Source", k.citedInHTML(r.Sources))
	}
	if r.Cost > 0 {
		fact("Takes", set.Words.Cost(r.Cost))
	}
	if len(r.Needs) > 0 {
		var list []string
		for _, need := range r.Needs {
			q := set.Questions[need.Question]
			list = append(list, fmt.Sprintf(`<a href="./questions.html#%s">%s</a> is read as <code>%s</code>`, strings.ToLower(q.ID), q.ID, q.Readings[need.Reading].Reading))
		}
		fact("In force while", strings.Join(list, " and "))
	}
	b.WriteString("</dl>\n\n")
	if conditions := asked(set, r); len(conditions) > 0 {
		b.WriteString("It asks that\n\n")
		for _, c := range conditions {
			fmt.Fprintf(&b, "- %s\n", c)
		}
	} else {
		b.WriteString("It asks for nothing more.\n")
	}
	fmt.Fprintf(&b, "\n```cedar\n%s\n```\n\n", strings.TrimSpace(r.Text))
	text, err := shown(set, r.Title, w)
	if err != nil {
		return "", err
	}
	does := "decides"
	switch {
	case slices.Contains(set.Warnings, r):
		does = "warns"
	case w.Alone:
		does = "decides alone"
	}
	fmt.Fprintf(&b, "The smallest network in which it %s%s:\n\n%s", does, explanation.Readings(set, r.Needs), text)
	return b.String(), nil
}

func effect(set *policy.RuleSet, r *policy.Rule) string {
	switch {
	case slices.Contains(set.Warnings, r):
		return "warns"
	case r.Permits:
		return "permits"
	default:
		return "forbids"
	}
}

// about says which actions between whom a rule is about.
func about(set *policy.RuleSet, r *policy.Rule) string {
	var actions, pairs []string
	for _, name := range r.Actions() {
		action, _ := set.World.Action(name)
		actions = append(actions, action.Label)
	}
	for _, kinds := range set.World.Pairs() {
		if !slices.ContainsFunc(r.Actions(), func(a string) bool { return r.Fits(a, kinds) }) {
			continue
		}
		pair := "from " + spelling.A(set.Words.Kind(kinds.Sender)) + " to " + spelling.A(set.Words.Kind(kinds.Recipient))
		if kinds.Recipient.Entity != "" {
			pair = "of " + spelling.A(set.Words.Kind(kinds.Sender))
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(actions, ", ") + ", " + strings.Join(pairs, " and ")
}

// asked are a rule's conditions as sentences, without those that only guard another one.
func asked(set *policy.RuleSet, r *policy.Rule) []string {
	var list []string
	for _, c := range r.Conditions {
		if c.KindsOnly() || c.Guard() {
			continue
		}
		list = append(list, explanation.Asks(set, c, world.KindPair{}, set.Words.Say.Sender(), set.Words.Say.Recipient()))
	}
	return list
}

// staged is the scenario with nothing in it but a situation.
func staged(set *policy.RuleSet, title string, w analysis.Witness) (*scenario.Scenario, embed.Options) {
	at := w.At
	if at.Recipient.Kind.Entity != "" {
		// An answer is about two: the other is there to be looked at.
		at.Recipient = situation.Party{Kind: set.World.Kinds[0]}
	}
	n := analysis.Stage(set.World, at)
	o := embed.Options{Action: w.Action, View: "pair", Theme: "auto", Controls: true}
	o.From, _ = n.Find("sender")
	o.To, _ = n.Find("recipient")
	n = n.Moved(o.From, network.Point{X: 0, Y: 90}).Moved(o.To, network.Point{X: 480, Y: 90})
	var between []int
	for i := range n.Len() {
		if i != o.From && i != o.To {
			between = append(between, i)
		}
	}
	for k, i := range between {
		n = n.Moved(i, network.Point{X: float64(480 * (k + 1) / (len(between) + 1))})
	}
	return &scenario.Scenario{Title: title, Network: n, Set: set, Readings: w.Readings}, o
}

// shown is a situation as an embed, under its verdict in a word.
func shown(set *policy.RuleSet, title string, w analysis.Witness) (string, error) {
	sc, o := staged(set, title, w)
	element, err := embed.Element(sc, o)
	if err != nil {
		return "", err
	}
	to := o.To
	if set.OwnAction(w.Action) {
		to = decision.Nobody
	}
	return fmt.Sprintf("<p><span class=\"verdict %s\">%s</span> %s</p>\n\n%s",
		mark(w.Decision), explanation.Verdict(set, w.Decision), html.EscapeString(explanation.Pair(sc.Network, set, o.From, to, w.Action)), element), nil
}

// mark is the class of the colour of a decision's mark.
func mark(d *decision.Decision) string { return d.Mark().String() }

// overview is the first page of a set: where its rules come from, and all of them in a table.
func (k *book) overview(rules, rest []page) (page, error) {
	set := k.RuleSet
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%d rules and %d warnings, each with its source, its Cedar policy and the smallest network in which it decides.\n\n", set.Title, len(set.Rules), len(set.Warnings))
	source, err := k.linked(cmp.Or(k.prose("source"), set.Description))
	if err != nil {
		return page{}, fmt.Errorf("source.md: %w", err)
	}
	fmt.Fprintf(&b, "%s\n\n%s", strings.TrimSpace(source), k.of(marksText))
	for _, p := range rest {
		if !p.within {
			fmt.Fprintf(&b, "- [%s](./%s.md)\n", p.title, p.name)
		}
	}
	for _, e := range set.World.Enums {
		b.WriteString(k.table(e))
	}
	fmt.Fprintf(&b, "\n%s", coverageText)
	for i, p := range rules {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| Rule | Effect | Source | Decides |\n|---|---|---|---|\n", p.title, k.Pages[i].Lead)
		for _, r := range p.rules {
			decides := "not counted"
			if c, ok := k.coverage[r.ID]; ok {
				decides = thousands(c.Decides) + " of " + thousands(c.Of)
			}
			fmt.Fprintf(&b, "| [%s](./%s.md#%[3]s){#%[3]s} | %[4]s | %[5]s | %[6]s |\n", r.Title, p.name, r.ID, effect(set, r), k.cited("", strings.Join(r.Sources, ", ")), decides)
		}
	}
	return page{name: overview, title: "All rules", text: b.String()}, nil
}

// table compares the values of an enumeration: their groups and prices, what they bring, and which features they have.
func (k *book) table(e *world.Enum) string {
	header := []string{e.Label}
	if len(e.Groups) > 0 {
		header = append(header, "In")
	}
	priced := slices.ContainsFunc(e.Values, func(v world.EnumValue) bool { return v.Price >= 0 })
	if priced {
		header = append(header, words.Default().Capital(k.World.Money))
	}
	var brought []*world.Attribute
	for _, kind := range k.World.Kinds {
		for _, a := range kind.Attributes {
			if _, ok := e.Brings(a.Name); ok && !slices.ContainsFunc(brought, func(o *world.Attribute) bool { return o.Name == a.Name }) {
				brought = append(brought, a)
				header = append(header, a.Label)
			}
		}
	}
	if len(k.Features) > 0 {
		header = append(header, "Has")
	}
	var rows [][]string
	for i, v := range e.Values {
		row := []string{v.Label + " `" + v.Value + "`"}
		if len(e.Groups) > 0 {
			row = append(row, asCode(v.Groups))
		}
		if priced {
			price := ""
			if v.Price >= 0 {
				price = explanation.Dollars(v.Price) + k.within(strings.Fields(v.Source)...)
			}
			row = append(row, price)
		}
		for _, a := range brought {
			cell := ""
			for _, brings := range v.Brings {
				if brings.Attribute == a.Name {
					cell = thousands(int(brings.Number))
					if most, ok := k.Values[e.Type][i].Most[a.Name]; ok {
						cell += ", at most " + thousands(int(most))
					}
					cell += k.within(strings.Fields(brings.Source)...)
				}
			}
			row = append(row, cell)
		}
		if len(k.Features) > 0 {
			var has []string
			for _, f := range k.Features {
				if v.Has[f.Feature] {
					has = append(has, f.Label)
				}
			}
			row = append(row, strings.Join(has, "; "))
		}
		rows = append(rows, row)
	}
	var from []string
	for _, f := range k.Features {
		from = append(from, f.Label+k.within(strings.Fields(f.Source)...))
	}
	after := ""
	if from != nil {
		after = "\nWhere it is said what they have: " + strings.Join(from, ", ") + ".\n"
	}
	return fmt.Sprintf("\n## %s {#%s}\n\n%s%s", e.Label, strings.ToLower(e.Type), table(header, rows), after)
}

// table is a table in Markdown. What is empty is a dash.
func table(header []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for _, cell := range cells {
			fmt.Fprintf(&b, "| %s ", cmp.Or(cell, "–"))
		}
		b.WriteString("|\n")
	}
	line(header)
	b.WriteString(strings.Repeat("|---", len(header)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return b.String()
}

// asCode is names as code.
func asCode(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, "`"+name+"`")
	}
	return strings.Join(list, ", ")
}

const marksText = `- An action is **allowed** when a rule permits it and none forbids it.
- It is **forbidden** when a rule forbids it, whatever others permit.
- It is **unstated** when no rule says anything. That is a no, too.
- An allowed or denied action is **contested** when {source} contradicts itself about it.

Beside the rules there are:

`

const coverageText = `How much a rule **decides** is counted over the situations that the rules tell apart (those on the same action, where all
together tell too many), while every question is read the default way. A rule that needs another reading decides none of them.
`
