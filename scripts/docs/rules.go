package main

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/embed"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/situation"
)

// groups are the pages of the rules: each has the rules about its actions. A rule about several
// actions, and every warning, stands on the last one.
var groups = []struct {
	name, title, lead string
	actions           []string
}{
	{"messages", "Messages", "Who may start a conversation with whom, and from how far.", []string{"message"}},
	{"replies", "Replies", "Who may answer somebody who wrote first.", []string{"reply"}},
	{"inmail", "InMail", "Who may write to somebody out of reach, for a credit, and who is spared.", []string{"inmail"}},
	{"invitations", "Invitations", "Who may ask to be connected, and who may accept.", []string{"invite", "accept-invite"}},
	{"introductions", "Introductions", "Who may be introduced by somebody in between.", []string{"introduce"}},
	{"features", "Profiles, receipts, search", "What an account sees, and what it may search.", []string{"view-full-profile", "read-receipt", "advanced-search"}},
	{"blocks-and-warnings", "Blocks and warnings", "What closes every way at once, and what is allowed but unwise.", nil},
}

// rulePages are the pages with the rules of a rule set, each rule a section with its id as anchor.
func (k *book) rulePages() ([]page, error) {
	rules := make([][]*policy.Rule, len(groups))
	for _, r := range k.Rules {
		i := groupOf(r)
		if i < 0 {
			return nil, fmt.Errorf("no page is about %s, the action of %s", r.Actions()[0], r.ID)
		}
		rules[i] = append(rules[i], r)
	}
	rules[len(groups)-1] = append(rules[len(groups)-1], k.Warnings...)

	var pages []page
	for i, g := range groups {
		// Those of members before those of Pages, what is permitted before what is forbidden.
		slices.SortStableFunc(rules[i], func(a, b *policy.Rule) int {
			return cmp.Or(cmp.Compare(k.rank(a), k.rank(b)), cmp.Compare(a.ID, b.ID))
		})
		var b strings.Builder
		fmt.Fprintf(&b, "# %s\n\n%s\n", g.title, g.lead)
		for _, r := range rules[i] {
			text, err := k.section(r)
			if err != nil {
				return nil, err
			}
			b.WriteString(text)
		}
		pages = append(pages, page{g.name, g.title, b.String(), rules[i]})
	}
	return pages, nil
}

// groupOf is the number of the group that a rule belongs to, -1 if there is none.
func groupOf(r *policy.Rule) int {
	if len(r.Actions()) > 1 {
		return len(groups) - 1
	}
	for i, g := range groups {
		if slices.Contains(g.actions, r.Actions()[0]) {
			return i
		}
	}
	return -1
}

func (k *book) rank(r *policy.Rule) int {
	n := 0
	if slices.Contains(k.Warnings, r) {
		n += 4
	}
	if len(senders(r)) == 1 && senders(r)[0] == network.Page {
		n += 2
	}
	if !r.Permits {
		n++
	}
	return n
}

// senders are the kinds of sender that a rule is about.
func senders(r *policy.Rule) []network.Kind {
	var list []network.Kind
	for _, kinds := range situation.Kinds() {
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
	w, err := k.witness(r)
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
		fact("Source", strings.Join(r.Sources, ", "))
	}
	if r.Cost > 0 {
		fact("Takes", explanation.Count(r.Cost, "credit"))
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
	if conditions := asked(r); len(conditions) > 0 {
		b.WriteString("It asks that\n\n")
		for _, c := range conditions {
			fmt.Fprintf(&b, "- %s\n", c)
		}
	} else {
		b.WriteString("It asks for nothing more.\n")
	}
	fmt.Fprintf(&b, "\n```cedar\n%s\n```\n\n", strings.TrimSpace(r.Text))
	text, err := shown(set, w)
	if err != nil {
		return "", err
	}
	does := "decides"
	switch {
	case slices.Contains(set.Warnings, r):
		does = "warns"
	case w.alone:
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
		i, _ := set.Action(name)
		actions = append(actions, set.Actions[i].Label)
	}
	for _, kinds := range situation.Kinds() {
		if !slices.ContainsFunc(r.Actions(), func(a string) bool { return r.Fits(a, kinds) }) {
			continue
		}
		pair := "from a " + kinds.Sender.String() + " to a " + kinds.Recipient.String()
		if kinds.Recipient == network.NoOne {
			pair = "of a " + kinds.Sender.String()
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(actions, ", ") + ", " + strings.Join(pairs, " and ")
}

// asked are a rule's conditions as sentences, without those that only guard another one.
func asked(r *policy.Rule) []string {
	var list []string
	for _, c := range r.Conditions {
		if c.Facts == 0 || strings.Contains(c.Text, " has ") {
			continue
		}
		list = append(list, explanation.Asks(c, "the sender", "the recipient"))
	}
	return list
}

// staged is the scenario with nothing in it but a situation.
func staged(set *policy.RuleSet, w witness) (*scenario.Scenario, embed.Options) {
	n := situation.Staged(w.at)
	if w.at.Recipient.Kind == network.NoOne {
		// An answer is about two: the other is there to be looked at.
		n = n.Add(network.Actor{ID: "recipient", Kind: network.Member, Name: "Ben Okoye"})
	}
	o := embed.Options{Action: w.action, View: "pair", Theme: "auto", Controls: true}
	o.From, _ = n.Find("sender")
	o.To, _ = n.Find("recipient")
	place := func(id string, x, y float64) {
		if i, ok := n.Find(id); ok {
			a := n.Actor(i)
			a.At = &network.Point{X: x, Y: y}
			n = n.WithActor(i, a)
		}
	}
	place("sender", 0, 90)
	place("recipient", 480, 90)
	if _, both := n.Find("dev"); both {
		place("cara", 160, 0)
		place("dev", 320, 0)
	} else {
		place("cara", 240, 0)
	}
	return &scenario.Scenario{Title: w.title, Network: n, Set: set, Readings: w.readings}, o
}

// shown is a situation as an embed, under its verdict in a word.
func shown(set *policy.RuleSet, w witness) (string, error) {
	sc, o := staged(set, w)
	element, err := embed.Element(sc, o)
	if err != nil {
		return "", err
	}
	to := o.To
	if set.OwnAction(w.action) {
		to = decision.Nobody
	}
	return fmt.Sprintf("<p><span class=\"verdict %s\">%s</span> %s</p>\n\n%s",
		mark(w.decision), explanation.Verdict(w.decision), html.EscapeString(explanation.Pair(sc.Network, set, o.From, to, w.action)), element), nil
}

// mark is the class of a verdict's colour.
func mark(d *decision.Decision) string {
	switch {
	case d.Verdict == decision.Allowed && d.Contested:
		return "contested"
	case d.Verdict == decision.Allowed && d.Cost > 0:
		return "cost"
	default:
		return d.Verdict.String()
	}
}

// overview is the first page of the rules: where they come from, and all of them in a table.
func (k *book) overview(pages []page) page {
	set := k.RuleSet
	var b strings.Builder
	fmt.Fprintf(&b, "# All rules\n\n%d rules and %d warnings, each with its source, its Cedar policy and the smallest network in which it decides.\n\n", len(set.Rules), len(set.Warnings))
	b.WriteString(overviewText)
	b.WriteString("\n## Tiers\n\n| Tier | US dollars a month | InMail credits a month |")
	for _, f := range set.Features {
		fmt.Fprintf(&b, " %s |", f.Label)
	}
	b.WriteString("\n|---|---|---|" + strings.Repeat("---|", len(set.Features)) + "\n")
	for _, t := range set.Tiers {
		fmt.Fprintf(&b, "| %s | %s (%s) | %d (%s) |", t.Label, t.Price, t.Source, t.Credits, t.CreditsSource)
		for _, f := range set.Features {
			fmt.Fprintf(&b, " %s |", map[bool]string{true: "yes", false: "no"}[t.Features[f.Feature]])
		}
		b.WriteString("\n")
	}
	for i, p := range pages {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| Rule | Effect | Source |\n|---|---|---|\n", p.title, groups[i].lead)
		for _, r := range p.rules {
			fmt.Fprintf(&b, "| [%s](./%s.md#%s) | %s | %s |\n", r.Title, p.name, r.ID, effect(set, r), strings.Join(r.Sources, ", "))
		}
	}
	return page{"index", "All rules", b.String(), nil}
}

const overviewText = `The rules restate one article about who may message whom. A number such as A4 is a row of the catalogue made from it,
C1 a [question](./questions.md) that it leaves open, L6 a page of LinkedIn's public documentation. The article is cited
by number and not quoted. It may be wrong or out of date, and these rules are no advice on any real account.

- An action is **allowed** when a rule permits it and none forbids it.
- It is **forbidden** when a rule forbids it, whatever others permit.
- It is **unstated** when no rule says anything. That is a no, too.
- An allowed or denied action is **contested** when the article contradicts itself about it.

Where two statements of the article disagree, a numbered bullet goes before the feature table, the table before a
summary sentence, and an exception before a general permission. That picks the default reading and nothing else: every
other one is a choice away.
`
