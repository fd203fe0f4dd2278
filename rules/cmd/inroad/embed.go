package main

import (
	"fmt"
	"html"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/decision"
	"inroad/rules/drawing"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
)

type embedCommand struct {
	File     string `arg:"" help:"Scenario file; - is standard input."`
	From     string `help:"Id of the actor to look as; the first of the file unless told." placeholder:"ID"`
	To       string `help:"Id of whom to reach; the second of the file unless told." placeholder:"ID"`
	View     string `enum:"pair,network,matrix" default:"pair" help:"What to show: ${enum}."`
	Theme    string `enum:"light,dark,auto" default:"auto" help:"${enum}."`
	Readonly bool   `help:"Let nobody change anything."`
	Controls bool   `help:"Offer tiers and settings to change."`
	Site     string `default:"." help:"Address of the playground, whose embed.js the page loads." placeholder:"URL"`
}

// Run prints an element to paste into a page: the live embed, and inside it a picture and a
// sentence that stand there until it is live, and for good where scripts do not run. It
// has no blank line and begins with a div, so that Markdown leaves it alone.
func (c *embedCommand) Run(s streams) error {
	sc, err := load(c.File)
	if err != nil {
		return err
	}
	from, to, err := c.pair(sc)
	if err != nil {
		return err
	}
	board := decision.New(sc.Set, sc.Readings).On(sc.Network)
	picture, sentence, err := c.still(board, from, to)
	if err != nil {
		return inputError{err.Error()}
	}
	text := jsontext.Value(scenario.Format(sc))
	if err := text.Compact(); err != nil {
		return err
	}
	var tag strings.Builder
	attribute := func(name, value string) { fmt.Fprintf(&tag, " %s=\"%s\"", name, html.EscapeString(value)) }
	attribute("scenario", string(text))
	attribute("from", sc.Network.Actor(from).ID)
	if to != decision.Nobody {
		attribute("to", sc.Network.Actor(to).ID)
	}
	attribute("view", c.View)
	attribute("theme", c.Theme)
	if c.Readonly {
		attribute("readonly", "")
	}
	if c.Controls {
		attribute("controls", "")
	}
	fmt.Fprintf(s.out, "<div>\n<inroad-playground%s>\n<figure>\n%s\n<figcaption>%s</figcaption>\n</figure>\n</inroad-playground>\n</div>\n<script async=\"\" src=\"%s/embed.js\"></script>\n",
		tag.String(), picture, html.EscapeString(sentence), html.EscapeString(strings.TrimSuffix(c.Site, "/")))
	return nil
}

// pair finds the actors that the options name.
func (c *embedCommand) pair(sc *scenario.Scenario) (from, to int, err error) {
	n := sc.Network
	if n.Len() == 0 {
		return 0, 0, inputError{c.File + ": there is nobody in it to show"}
	}
	find := func(option, id string, otherwise int) int {
		if id == "" {
			return otherwise
		}
		i, ok := n.Find(id)
		if !ok {
			err = inputError{option + ": " + sc.MissingActor(id).Error()}
		}
		return i
	}
	from = find("--from", c.From, 0)
	other := decision.Nobody
	if n.Len() > 1 {
		other = (from + 1) % n.Len()
	}
	to = find("--to", c.To, other)
	if err == nil && from == to {
		err = inputError{fmt.Sprintf("--to: %q cannot be paired with itself", c.To)}
	}
	return from, to, err
}

// still is the picture and the sentence that need no engine.
func (c *embedCommand) still(board *decision.Board, from, to int) (picture, sentence string, err error) {
	if c.View == "matrix" {
		picture, err = table(board)
	} else {
		picture, err = drawing.SVG(board, from)
	}
	if err != nil {
		return "", "", err
	}
	if c.View != "pair" || to == decision.Nobody {
		var list []string
		for i, a := range board.Network.Actors() {
			if i == from {
				continue
			}
			way, err := board.Best(from, i)
			if err != nil {
				return "", "", err
			}
			list = append(list, a.Name+": "+explanation.Mark(way))
		}
		return picture, "Looking as " + board.Network.Actor(from).Name + ". " + strings.Join(list, "; ") + ".", nil
	}
	best, err := board.Best(from, to)
	if err != nil {
		return "", "", err
	}
	speaker := explanation.Speaker{Board: board, From: from, To: to}
	detail, err := speaker.Detail(best)
	return picture, speaker.Headline(best) + ". " + detail, err
}

// table is everyone to everyone as an HTML table.
func table(board *decision.Board) (string, error) {
	var b strings.Builder
	n := board.Network
	b.WriteString("<table>\n<tr><td></td>")
	for _, a := range n.Actors() {
		fmt.Fprintf(&b, "<th scope=\"col\">%s</th>", html.EscapeString(a.Name))
	}
	b.WriteString("</tr>\n")
	for i, a := range n.Actors() {
		fmt.Fprintf(&b, "<tr><th scope=\"row\">%s</th>", html.EscapeString(a.Name))
		for j := range n.Len() {
			if i == j {
				b.WriteString("<td></td>")
				continue
			}
			way, err := board.Best(i, j)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "<td>%s</td>", explanation.Mark(way))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>")
	return b.String(), nil
}
