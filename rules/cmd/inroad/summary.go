package main

import (
	"fmt"
	"strings"

	"inroad/rules/api"
	"inroad/rules/scenario"
)

type summaryCommand struct {
	File string `arg:"" help:"Scenario file; - is standard input."`
	From string `help:"Id of an actor: how far it gets, which tie would help most for it, and what each value with a price is worth to it." placeholder:"ID" xor:"from"`
	To   string `help:"Id of an actor: who can reach it, and what each of its settings would change. Not with --from." placeholder:"ID" xor:"from"`
	JSON bool   `name:"json" help:"Print JSON."`
	strictness
}

// Run says what a network comes to.
func (c *summaryCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	if c.To != "" {
		return c.incoming(s, sc)
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

func (c *summaryCommand) incoming(s streams, sc *scenario.Scenario) error {
	in, errs := api.IncomingOf(sc, c.To)
	if errs != nil {
		return input(c.File, errs)
	}
	if c.JSON {
		printJSON(s.out, in)
	} else {
		printIncoming(s, in)
	}
	return c.warn(s, c.File, in.Notices)
}

func printIncoming(s streams, in api.Incoming) {
	fmt.Fprintln(s.out, in.Text)
	for _, w := range in.Ways {
		fmt.Fprintf(s.out, "  %s: %s\n", s.paint(markColours[w.Mark], w.Text), strings.Join(w.From, " "))
	}
	for _, setting := range in.Settings {
		fmt.Fprintf(s.out, "\n%s\n  %s\n", setting.Label, setting.Text)
		for _, v := range setting.Values {
			fmt.Fprintf(s.out, "  %s: %s\n", v.ValueLabel, v.Text)
			if v.Note != "" {
				fmt.Fprintln(s.out, s.paint(faint, "    "+v.Note))
			}
		}
	}
	if in.Idle != "" {
		fmt.Fprintf(s.out, "\n%s\n", in.Idle)
	}
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
