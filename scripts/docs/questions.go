package main

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/embed"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// questionsPage is the page of what the source leaves open, and what each reading makes of it.
func (k *book) questionsPage() (page, error) {
	var b strings.Builder
	b.WriteString(questionsText)
	usual, err := k.usual()
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
	return page{"questions", "Open questions", b.String(), nil}, nil
}

const questionsText = `# Open questions

Where the article contradicts itself or says nothing, somebody has to choose. Each question has its readings, the
default first.

A question is a *contradiction* when the article says two things, a *silence* when it says none. Only a contradiction makes
an answer contested: about a silence nothing in the article disagrees. A scenario chooses with
[` + "`rules.readings`" + `](../scenario.md#rules), a check with its own ` + "`readings`" + `, and the playground on its tab Rules. Choosing decides the
verdict and leaves the mark: an answer on which the article disagrees with itself stays contested however it is read.
`

// question is what is said of one question: its readings, the rules that each puts in force, how
// many decisions it turns, and the smallest network that shows a difference.
func (k *book) question(i int, usual []*decision.Decision) (string, error) {
	set := k.RuleSet
	q := set.Questions[i]
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s. %s {#%s}\n\nA %s.\n\n", q.ID, q.Title, strings.ToLower(q.ID), q.Kind)
	var first witness
	for j, r := range q.Readings {
		choice := policy.Choice{Question: i, Reading: j}
		w, turned, err := k.difference(choice, usual)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "- `%s`", r.Reading)
		if j == 0 {
			b.WriteString(", the default")
		}
		fmt.Fprintf(&b, ". %s", r.Title)
		if r.From != "" {
			fmt.Fprintf(&b, " (%s)", strings.Join(strings.Fields(r.From), ", "))
		}
		b.WriteString(".")
		if rules := under(set, choice); rules != "" {
			fmt.Fprintf(&b, " In force with it: %s.", rules)
		}
		if j > 0 {
			if turned == 0 {
				return "", fmt.Errorf("%s read as %s decides nothing differently", q.ID, r.Reading)
			}
			fmt.Fprintf(&b, " It turns %s of %s decisions.", thousands(turned), thousands(len(usual)))
			if first.decision == nil {
				first = w
			}
		}
		b.WriteString("\n")
	}
	sc, o := staged(set, first)
	b.WriteString("\nThe smallest network where it matters:\n\n")
	to := o.To
	if set.OwnAction(first.action) {
		to = decision.Nobody
	}
	for j, r := range q.Readings {
		readings := set.Defaults().With(policy.Choice{Question: i, Reading: j})
		board := decision.New(set, readings).On(sc.Network)
		d, err := board.Between(o.From, to, first.action)
		if err != nil {
			return "", err
		}
		speaker := explanation.Speaker{Board: board, From: o.From, To: to}
		fmt.Fprintf(&b, "<p><span class=\"verdict %s\">%s</span> as <code>%s</code>: %s</p>\n\n", mark(d), explanation.Verdict(d), r.Reading, html.EscapeString(speaker.Summary(first.action, d)))
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
func under(set *policy.RuleSet, choice policy.Choice) string {
	var list []string
	for _, r := range set.Rules {
		if slices.Contains(r.Needs, choice) {
			list = append(list, fmt.Sprintf("[`%s`](./%s.md#%s)", r.ID, groups[groupOf(r)].name, r.ID))
		}
	}
	return strings.Join(list, ", ")
}

// usual are the decisions of all situations under the default readings, action by action.
func (k *book) usual() ([]*decision.Decision, error) {
	var list []*decision.Decision
	err := k.each(k.Defaults(), func(_ situation.Situation, _ string, decide func() (*decision.Decision, error)) error {
		d, err := decide()
		list = append(list, d)
		return err
	})
	return list, err
}

// difference counts the decisions that a reading turns, all others being the defaults, and gives
// the first, which has the fewest facts out of the ordinary.
func (k *book) difference(choice policy.Choice, usual []*decision.Decision) (least witness, turned int, err error) {
	touched := k.touchedBy(choice.Question)
	i := 0
	err = k.each(k.Defaults().With(choice), func(s situation.Situation, action string, decide func() (*decision.Decision, error)) error {
		before := usual[i]
		i++
		if !touched[action] {
			return nil
		}
		d, err := decide()
		if err != nil {
			return err
		}
		if before.Outcome != d.Outcome {
			if turned++; turned == 1 {
				least = witness{k.Questions[choice.Question].Title, s, action, k.Defaults(), before, false}
			}
		}
		return nil
	})
	return least, turned, err
}

// touchedBy are the actions of the rules that need a reading of a question: no other is decided differently under one.
func (k *book) touchedBy(question int) map[string]bool {
	touched := map[string]bool{}
	for _, r := range k.Rules {
		if slices.ContainsFunc(r.Needs, func(need policy.Choice) bool { return need.Question == question }) {
			for _, action := range r.Actions() {
				touched[action] = true
			}
		}
	}
	return touched
}

// each visits every situation and action, and how to decide it under some readings.
func (k *book) each(readings policy.Readings, visit func(situation.Situation, string, func() (*decision.Decision, error)) error) error {
	engine := decision.New(k.RuleSet, readings)
	for _, s := range k.situations {
		for _, action := range k.Applicable(situation.KindPair{Sender: s.Sender.Kind, Recipient: s.Recipient.Kind}) {
			if err := visit(s, action, func() (*decision.Decision, error) { return engine.Decide(s, action) }); err != nil {
				return err
			}
		}
	}
	return nil
}
