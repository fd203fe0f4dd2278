package main

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/embed"
	"inroad/rules/explanation"
	"inroad/rules/policy"
)

// questionsPage is the page of what the source leaves open, and what each reading makes of it.
func (k *book) questionsPage() (page, error) {
	var b strings.Builder
	b.WriteString(k.of(questionsText))
	usual, err := k.survey.Usual()
	if err != nil {
		return page{}, err
	}
	for i := range k.Questions {
		text, err := k.question(i, usual)
		if err != nil {
			return page{}, err
		}
		b.WriteString(text)
	}
	return page{name: questions, title: "Open questions", text: b.String()}, nil
}

const questionsText = `# Open questions

Where {source} contradicts itself or says nothing, somebody has to choose. Each question has its readings, the
default first.

A question is a *contradiction* when {source} says two things, a *silence* when it says none. Only a contradiction makes
an answer contested: about a silence nothing in {source} disagrees. A scenario chooses with
[` + "`rules.readings`" + `](../../scenario.md#rules), a check with its own ` + "`readings`" + `, and the playground on its tab Rules. Choosing decides the
verdict and leaves the mark: an answer on which {source} disagrees with itself stays contested however it is read.

How many decisions a reading **turns** is counted over the situations that the rules tell apart (those on the actions that the question is
about, where all rules together tell too many), with every other question read the default way.
`

// question is what is said of one question: its readings, the rules that each puts in force, how
// many decisions it turns, and the smallest network that shows a difference.
func (k *book) question(i int, usual []*decision.Decision) (string, error) {
	set := k.RuleSet
	q := set.Questions[i]
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s. %s {#%s}\n\nA %s%s.\n\n", q.ID, q.Title, strings.ToLower(q.ID), q.Kind, k.within(strings.Fields(q.Source)...))
	var first analysis.Witness
	for j, r := range q.Readings {
		choice := policy.Choice{Question: i, Reading: j}
		d, err := k.survey.Difference(choice, usual)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "- `%s`", r.Reading)
		if j == 0 {
			b.WriteString(", the default")
		}
		fmt.Fprintf(&b, ". %s", r.Title)
		b.WriteString(k.within(strings.Fields(r.From)...) + ".")
		if rules := k.under(choice); rules != "" {
			fmt.Fprintf(&b, " In force with it: %s.", rules)
		}
		if j > 0 {
			if d.Turned == 0 {
				return "", fmt.Errorf("%s read as %s decides nothing differently", q.ID, r.Reading)
			}
			fmt.Fprintf(&b, " It turns %s of %s decisions.", thousands(d.Turned), thousands(d.Of))
			if first.Decision == nil {
				first = d.Least
			}
		}
		b.WriteString("\n")
	}
	sc, o := staged(set, q.Title, first)
	b.WriteString("\nThe smallest network where it matters:\n\n")
	to := o.To
	if set.OwnAction(first.Action) {
		to = decision.Nobody
	}
	for j, r := range q.Readings {
		readings := set.Defaults().With(policy.Choice{Question: i, Reading: j})
		board := decision.New(set, readings).On(sc.Network)
		d, err := board.Between(o.From, to, first.Action)
		if err != nil {
			return "", err
		}
		speaker := explanation.Speaker{Board: board, From: o.From, To: to}
		fmt.Fprintf(&b, "<p><span class=\"verdict %s\">%s</span> as <code>%s</code>: %s</p>\n\n", mark(d), explanation.Verdict(set, d), r.Reading, html.EscapeString(speaker.Summary(first.Action, d)))
	}
	sc.Readings = set.Defaults()
	element, err := embed.Element(sc, o)
	if err != nil {
		return "", err
	}
	b.WriteString(element)
	return b.String(), nil
}

// thousands writes a number below a million as people do: 75,303.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// under links the rules that need a reading.
func (k *book) under(choice policy.Choice) string {
	var list []string
	for _, r := range k.Rules {
		if slices.Contains(r.Needs, choice) {
			list = append(list, k.link(r))
		}
	}
	return strings.Join(list, ", ")
}
