package main

import (
	"fmt"

	"inroad/rules/api"
	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/embed"
	"inroad/rules/scenario"
)

type embedCommand struct {
	File     string `arg:"" help:"Scenario file; - is standard input."`
	From     string `help:"Id of the actor to look as; the file's own look, or its first, unless told." placeholder:"ID"`
	To       string `help:"Id of whom to reach; the file's own look, or its second, unless told." placeholder:"ID"`
	Action   string `help:"The action to show in full, and to say in the sentence; the best way to reach the other unless told." placeholder:"ACTION"`
	View     string `enum:"pair,network,matrix" default:"pair" help:"What to show: ${enum}."`
	Theme    string `enum:"light,dark,auto" default:"auto" help:"${enum}."`
	Readonly bool   `help:"Let nobody change anything."`
	Controls bool   `help:"Offer settings to change."`
	Site     string `default:"." help:"Address of the playground, https or http, or its path from the page, whose embed.js the page loads; the page's own folder unless told." placeholder:"URL"`
}

// Run prints an element to paste into a page, and the script that makes it live.
func (c *embedCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	from, to, err := c.pair(sc)
	if err != nil {
		return err
	}
	if c.Action != "" {
		board := decision.New(sc.Set, sc.Readings).On(sc.Network)
		recipient := to
		if sc.Set.OwnAction(c.Action) {
			recipient = decision.Nobody
		}
		if err := scenario.Offered(sc.Set, c.Action, board.Kinds(from, recipient)); err != nil {
			return refusal("--action", err)
		}
	}
	element, err := embed.Element(sc, embed.Options{From: from, To: to, Action: c.Action, View: c.View, Theme: c.Theme, ReadOnly: c.Readonly, Controls: c.Controls})
	if err != nil {
		return refusal("", err)
	}
	script, err := embed.Script(c.Site)
	if err != nil {
		return refusal("--site", err)
	}
	fmt.Fprint(s.out, element, script)
	return nil
}

// pair finds the actors that the options name.
func (c *embedCommand) pair(sc *scenario.Scenario) (from, to int, err error) {
	if sc.Network.Len() == 0 {
		return 0, 0, inputError{{c.File, api.Error{Message: "there is nobody in it to show"}}}
	}
	for _, named := range []struct{ option, id string }{{"--from", c.From}, {"--to", c.To}} {
		if _, ok := sc.Network.Find(named.id); named.id != "" && !ok {
			return 0, 0, refusal(named.option, sc.MissingActor(named.id))
		}
	}
	if c.From != "" && c.From == c.To {
		return 0, 0, refusal("--to", diagnostic.Say(diagnostic.WithItself, c.To))
	}
	from, to = sc.Shown(c.From, c.To)
	return from, to, nil
}
