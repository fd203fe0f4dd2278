// Package embed answers what to put into a page of one's own: an element that a script makes
// live, with a picture and a sentence in it that stand there until then, and for good where
// scripts do not run.
package embed

import (
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/decision"
	"inroad/rules/drawing"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

// Options are how a scenario is shown. From and To are actors by number; To may be
// decision.Nobody. Action is what the sentence of a pair is about, and shown in full; without it,
// the sentence is about the best way from one to the other.
type Options struct {
	From, To           int
	Action             string
	View, Theme        string
	ReadOnly, Controls bool
}

// Element is the element. It has no blank line and begins with a div, so that Markdown leaves it
// alone.
func Element(sc *scenario.Scenario, o Options) (string, error) {
	board := decision.New(sc.Set, sc.Readings).On(sc.Network)
	picture, sentence := still(board, o)
	text := jsontext.Value(scenario.Format(sc))
	if err := text.Compact(); err != nil {
		return "", err
	}
	var tag strings.Builder
	attribute := func(name, value string) { fmt.Fprintf(&tag, " %s=\"%s\"", name, html.EscapeString(value)) }
	attribute("scenario", string(text))
	attribute("from", sc.Network.Actor(o.From).ID)
	if o.To != decision.Nobody {
		attribute("to", sc.Network.Actor(o.To).ID)
	}
	if o.Action != "" {
		attribute("action", o.Action)
	}
	attribute("view", o.View)
	attribute("theme", o.Theme)
	if o.ReadOnly {
		attribute("readonly", "")
	}
	if o.Controls {
		attribute("controls", "")
	}
	return withoutBlankLines(fmt.Sprintf("<div>\n<inroad-playground%s>\n<figure>\n%s\n<figcaption>%s</figcaption>\n</figure>\n</inroad-playground>\n</div>\n",
		tag.String(), picture, html.EscapeString(sentence))), nil
}

// withoutBlankLines takes out the blank lines that the texts of a rule set may have: behind one,
// Markdown would read on.
func withoutBlankLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(line)
		}
	}
	return b.String()
}

// Script is what makes the elements of a page live; site is the address of the playground. It
// runs in the page, so that an address of any other kind could run anything there.
func Script(site string) (string, error) {
	address, err := url.Parse(site)
	if err != nil || !isWeb(address) || strings.ContainsAny(site, "?#") {
		return "", errors.New(words.Default().NoWebAddress(site))
	}
	return fmt.Sprintf("<script async=\"\" src=\"%s/embed.js\"></script>\n", html.EscapeString(strings.TrimSuffix(site, "/"))), nil
}

// isWeb reports whether an address is on the web, or a path from the page.
func isWeb(address *url.URL) bool {
	return address.Scheme == "" || (address.Scheme == "http" || address.Scheme == "https") && address.Host != ""
}

// still is the picture and the sentence that need no engine.
func still(board *decision.Board, o Options) (picture, sentence string) {
	if o.View == "matrix" {
		picture = table(board)
	} else {
		picture = drawing.SVG(board, o.From)
	}
	switch {
	case o.View != "pair" || o.To == decision.Nobody:
		sentence = everybody(board, o.From)
	case o.Action != "":
		sentence = action(board, o)
	default:
		sentence = best(board, o)
	}
	return picture, sentence
}

// everybody says how each of the others can be reached.
func everybody(board *decision.Board, from int) string {
	var list []string
	for i, a := range board.Network.Actors() {
		if i != from {
			list = append(list, board.Set.Words.Say.Reached(a.Name, explanation.Reached(board, from, i)))
		}
	}
	return board.Set.Words.Say.LookingAs(board.Network.Actor(from).Name, list)
}

// action says what one action comes to, and of what the rules warn.
func action(board *decision.Board, o Options) string {
	to := o.To
	if board.Set.OwnAction(o.Action) {
		to = decision.Nobody
	}
	speaker := explanation.Speaker{Board: board, From: o.From, To: to}
	d, err := board.Between(o.From, to, o.Action)
	if err != nil {
		return speaker.Undecided(o.Action, err)
	}
	said := []string{speaker.Summary(o.Action, d)}
	for _, w := range d.Warnings {
		said = append(said, w.Title)
	}
	return board.Set.Words.Say.Text(said...)
}

// best says whether and how one can reach the other.
func best(board *decision.Board, o Options) string {
	way := board.Best(o.From, o.To)
	speaker := explanation.Speaker{Board: board, From: o.From, To: o.To}
	return board.Set.Words.Say.Headed(speaker.Headline(way), speaker.Detail(way))
}

// table is everyone to everyone as an HTML table.
func table(board *decision.Board) string {
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
			fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(explanation.Mark(board.Set, board.Best(i, j))))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>")
	return b.String()
}
