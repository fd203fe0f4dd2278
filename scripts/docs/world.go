package main

import (
	"fmt"
	"slices"
	"strings"

	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/words"
	"inroad/rules/world"
)

// worldPage is the page of what the set's schema declares, each with the rules that look at it.
func (k *book) worldPage() page {
	var b strings.Builder
	b.WriteString(worldText)
	for _, kind := range k.World.Kinds {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\nIn the list `%s` of a scenario file, each with an `id` and a `name`.\n\n", kind.Label, strings.ToLower(kind.Type), kind.List)
		var rows [][]string
		for _, a := range kind.Attributes {
			asks := map[world.Changer]string{world.Nobodys: "no", world.Owner: "yes", world.Buy: "to buy it"}[a.Change]
			rows = append(rows, append([]string{a.Label, anchored(a.Name, attributeAnchor(a)), k.values(a), asks}, k.readBy(k.factsOf(a))...))
		}
		b.WriteString(table([]string{"Attribute", "In the file", "Is", "A fix may ask for it", "Rules", "Source"}, rows))
	}
	b.WriteString("\n## Ties {#ties}\n\nEach is a list of pairs in the file.\n\n")
	var rows [][]string
	for _, t := range k.World.Ties {
		rows = append(rows, append([]string{capital(t.Label), anchored(t.Name, tieAnchor(t)), k.between(t), k.undo(t)}, k.readBy(k.World.PairFacts(t))...))
	}
	b.WriteString(table([]string{"Tie", "In the file", "Between", "Taken back by", "Rules", "Source"}, rows))
	b.WriteString("\n## What rules see of a pair {#pair}\n\n")
	rows = nil
	for _, p := range k.World.Pair {
		rows = append(rows, append([]string{"`" + p.Name + "`", k.sees(p)}, k.readBy(world.Set(k.World.Fact(p)))...))
	}
	b.WriteString(table([]string{"Fact", "Holds where", "Rules", "Source"}, rows))
	b.WriteString("\n## Actions {#actions}\n\n")
	rows = nil
	for _, a := range k.World.Actions {
		var rules []*policy.Rule
		for _, r := range slices.Concat(k.Rules, k.Warnings) {
			if slices.Contains(r.Actions(), a.Name) {
				rules = append(rules, r)
			}
		}
		rows = append(rows, []string{a.Label, anchored(a.Name, actionAnchor(a)), k.offered(a), strings.Join(does(a), "; "), k.some(rules)})
	}
	b.WriteString(table([]string{"Action", "In rules and checks", "From and to", "Makes and ends", "Rules"}, rows))
	return page{name: theWorld, title: "The world they are about", text: b.String()}
}

const worldText = `# The world they are about

What a scenario of this set can say: who there is, what each of them has, what ties them, and what one may want to do. All of
it is a person's to set. The engine counts nothing over time and asks no account: what only time, a count or somebody else
could tell is an attribute or a tie like any other.

A fix, the change that would turn an answer, asks people only for what they can change themselves.
`

func attributeAnchor(a *world.Attribute) string {
	return strings.ToLower(a.Kind.Type) + "-" + a.Name
}

func tieAnchor(t *world.Tie) string { return "tie-" + t.Name }

func actionAnchor(a *world.Action) string { return "action-" + a.Name }

// anchored is a name that links lead to.
func anchored(name, anchor string) string {
	return fmt.Sprintf("<code id=\"%s\">%s</code>", anchor, name)
}

func capital(text string) string { return words.Default().Capital(text) }

// values says what an attribute may be.
func (k *book) values(a *world.Attribute) string {
	said := ""
	switch {
	case a.Type == world.Bool:
		said = "yes or no"
	case a.Type == world.Number && a.Unit != "":
		said = "a number, in " + k.Words.Count(2, a.Unit)[2:]
	case a.Type == world.Number:
		said = "a number"
	case a.Type == world.Text:
		said = "a text"
	case a.Enum != nil:
		said = fmt.Sprintf("one of [%d values](./%s.md#%s)", len(a.Enum.Values), overview, strings.ToLower(a.Enum.Type))
	default:
		var list []string
		for i, name := range a.Values {
			list = append(list, fmt.Sprintf("`%s` (%s)", name, k.Words.Label(a, world.Value{Number: int64(i)})))
		}
		said = strings.Join(list, ", ")
	}
	if a.Optional {
		said += ", or nothing"
	}
	return said
}

// factsOf are an attribute as rules see it, of the sender and of the recipient.
func (k *book) factsOf(a *world.Attribute) world.Facts {
	var facts world.Facts
	for _, f := range k.World.Facts() {
		if f.Attribute == a {
			facts = facts.With(f)
		}
	}
	return facts
}

// readBy are two cells: the rules, warnings and laws that look at some of these facts, and their sources.
func (k *book) readBy(facts world.Facts) []string {
	var rules []*policy.Rule
	var from []string
	for _, r := range slices.Concat(k.Rules, k.Warnings) {
		if r.Lens().Facts.Meets(facts) {
			rules = append(rules, r)
			from = append(from, r.Sources...)
		}
	}
	cells := []string{}
	if said := k.some(rules); said != "" {
		cells = append(cells, said)
	}
	var broken []string
	for _, l := range k.Laws {
		if l.Facts().Meets(facts) {
			broken = append(broken, fmt.Sprintf("the law [`%s`](./%s.md#%[1]s)", l.ID, laws))
			from = append(from, l.Sources...)
		}
	}
	if len(broken) > listed {
		broken = []string{fmt.Sprintf("[%d laws](./%s.md)", len(broken), laws)}
	}
	cells = append(cells, broken...)
	slices.SortFunc(from, policy.BySource)
	return []string{strings.Join(cells, ", "), k.cited("", strings.Join(slices.Compact(from), ", "))}
}

// listed is the most rules that a cell of a table names.
const listed = 4

// some links some rules, or says how many they are.
func (k *book) some(rules []*policy.Rule) string {
	if len(rules) > listed {
		return fmt.Sprintf("%d rules", len(rules))
	}
	var list []string
	for _, r := range rules {
		list = append(list, k.link(r))
	}
	return strings.Join(list, ", ")
}

// link leads to a rule.
func (k *book) link(r *policy.Rule) string {
	return fmt.Sprintf("[`%s`](./%s.md#%[1]s)", r.ID, k.Pages[k.pageOf(r)].Page)
}

// between says from whom to whom a tie runs.
func (k *book) between(t *world.Tie) string {
	arrow := " → "
	if t.Mutual {
		arrow = " – "
	}
	var list []string
	for _, e := range t.Ends {
		list = append(list, e.From.Label+arrow+e.To.Label)
	}
	return strings.Join(list, ", ")
}

// undo says who takes a tie back.
func (k *book) undo(t *world.Tie) string {
	return map[world.Undo]string{world.UndoNobody: "nobody", world.UndoFrom: "who did it", world.UndoEither: "either"}[t.Undo]
}

// sees says when a fact of a pair holds.
func (k *book) sees(p *world.PairFact) string {
	if p.Distance() {
		return fmt.Sprintf("the number of steps from one to the other along `%s`; %d stands for all that are further, or not linked", p.Tie.Name, p.Far)
	}
	return k.Words.AskTied(p, true, "the sender", "the recipient")
}

// offered says between whom an action is offered.
func (k *book) offered(a *world.Action) string {
	var list []string
	for _, p := range a.Pairs {
		if p.Recipient.Entity != "" {
			list = append(list, p.Sender.Label+" alone")
		} else {
			list = append(list, p.Sender.Label+" → "+p.Recipient.Label)
		}
	}
	return strings.Join(list, ", ")
}

// does says what an action does to ties.
func does(a *world.Action) []string {
	var list []string
	if a.Answers != nil {
		list = append(list, "answers `"+a.Answers.Name+"`")
	}
	for _, t := range a.Makes {
		list = append(list, "makes `"+t.Name+"`")
	}
	for _, t := range a.Clears {
		list = append(list, "ends the other's `"+t.Name+"`")
	}
	return list
}

// lawsPage is the page of what cannot be.
func (k *book) lawsPage() page {
	var b strings.Builder
	b.WriteString(lawsText)
	for _, l := range k.Laws {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n<dl class=\"facts\">\n<div><dt>Law</dt><dd><code>%[2]s</code></dd></div>\n", capital(l.Title), l.ID)
		if len(l.Sources) > 0 {
			fmt.Fprintf(&b, "<div><dt>Source</dt><dd>%s</dd></div>\n", k.citedInHTML(l.Sources))
		}
		fmt.Fprintf(&b, "<div><dt>What gives way</dt><dd>%s</dd></div>\n</dl>\n\nIt cannot be, all together, that\n\n", yields(l))
		for _, c := range l.Conditions() {
			if !c.KindsOnly() && !c.Guard() {
				fmt.Fprintf(&b, "- %s\n", explanation.Asks(k.RuleSet, c, world.KindPair{}, "the one", "the other"))
			}
		}
		fmt.Fprintf(&b, "\n```cedar\n%s\n```\n", strings.TrimSpace(l.Text()))
	}
	return page{name: laws, title: "What cannot be", text: b.String()}
}

// yields says what gives way to a law.
func yields(l *policy.Law) string {
	var list []string
	for _, a := range l.Attributes {
		list = append(list, "<code>"+a.Name+"</code>")
	}
	for _, t := range l.Ties {
		list = append(list, "<code>"+t.Name+"</code>")
	}
	if list == nil {
		return "nothing: the change is refused"
	}
	return strings.Join(list, ", ")
}

const lawsText = `# What cannot be

The laws of this world. A file that breaks one is refused. In the playground, a change that would break one takes along what
gives way, and says so; where nothing does, it is refused.
`

// advicePage is the page of what the source says beside the rules.
func (k *book) advicePage() page {
	const title = "Advice and numbers"
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nWhat stands beside the rules and decides nothing.\n", title)
	if len(k.Advice) > 0 {
		b.WriteString("\n## Advice {#advice}\n\nShown beside what is allowed, in words of ours.\n\n")
		var rows [][]string
		for _, a := range k.Advice {
			var labels []string
			for _, name := range a.Actions {
				action, _ := k.World.Action(name)
				labels = append(labels, action.Label)
			}
			rows = append(rows, []string{a.Text, strings.Join(labels, ", "), k.cited("", a.Source)})
		}
		b.WriteString(table([]string{"Advice", "On", "Source"}, rows))
	}
	if len(k.Numbers) > 0 {
		b.WriteString("\n## Numbers {#numbers}\n\nNo verdict hangs on them.\n\n")
		var rows [][]string
		for _, n := range k.Numbers {
			number := thousands(int(n.Is))
			if n.Most > 0 {
				number = "at most " + thousands(int(n.Most))
			}
			rows = append(rows, []string{capital(n.What), number, k.cited("", n.Source)})
		}
		b.WriteString(table([]string{"Number of", "Is", "Source"}, rows))
	}
	return page{name: advice, title: title, text: b.String()}
}
