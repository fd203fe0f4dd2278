package main

import (
	"fmt"

	"inroad/rules/api"
)

type summaryCommand struct {
	File string `arg:"" help:"Scenario file; - is standard input."`
	From string `help:"Id of an actor: how far it gets, which tie would open most for it, and what each value with a price is worth to it." placeholder:"ID"`
	JSON bool   `name:"json" help:"Print JSON."`
	strictness
}

// Run says what a network comes to.
func (c *summaryCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	summary, errs := api.SummaryOf(sc, c.From)
	if errs != nil {
		return input(c.File, errs)
	}
	if c.JSON {
		printJSON(s.out, summary)
	} else {
		printSummary(s, summary)
	}
	return c.warn(s, c.File, summary.Notices)
}

func printSummary(s streams, sum api.Summary) {
	printReach(s, "", *sum.All)
	last := ""
	for _, g := range sum.Groups {
		if of := g.Kind + "." + g.Field; of != last {
			fmt.Fprintf(s.out, "\n%s (%s)\n", g.Label, of)
			last = of
		}
		g.Reach.Text = g.ValueLabel + ": " + g.Reach.Text
		printReach(s, "  ", g.Reach)
	}
	if sum.One != nil {
		fmt.Fprintln(s.out)
		printReach(s, "", *sum.One)
	}
	fmt.Fprintf(s.out, "\n%s\n", sum.Tie.Text)
	for _, more := range []string{sum.Tie.Note, sum.Tie.How} {
		if more != "" {
			fmt.Fprintln(s.out, s.paint(faint, "  "+more))
		}
	}
	last = ""
	for _, w := range sum.Worths {
		if w.Field != last {
			fmt.Fprintf(s.out, "\n%s\n", w.Label)
			last = w.Field
		}
		fmt.Fprintln(s.out, "  "+w.Text)
		if w.Note != "" {
			fmt.Fprintln(s.out, s.paint(faint, "    "+w.Note))
		}
	}
}

// printReach writes how far senders get, and by which ways.
func printReach(s streams, indent string, r api.Reach) {
	fmt.Fprintln(s.out, indent+r.Text)
	for _, w := range r.Ways {
		fmt.Fprintln(s.out, indent+"  "+s.paint(markColours[w.Mark], w.Text))
	}
}
