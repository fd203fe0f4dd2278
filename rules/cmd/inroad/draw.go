package main

import (
	"fmt"

	"inroad/rules/decision"
	"inroad/rules/drawing"
)

type drawCommand struct {
	File string `arg:"" help:"Scenario file; - is standard input."`
	From string `help:"Id of the actor to look as: everybody is marked by how this one may reach them." placeholder:"ID"`
}

// Run draws.
func (c *drawCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	from := decision.Nobody
	if c.From != "" {
		i, ok := sc.Network.Find(c.From)
		if !ok {
			return refusal("--from", sc.MissingActor(c.From))
		}
		from = i
	}
	svg := drawing.SVG(decision.New(sc.Set, sc.Readings).On(sc.Network), from)
	_, err = fmt.Fprintln(s.out, svg)
	return err
}
