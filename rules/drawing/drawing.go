// Package drawing answers what a network looks like to one of its actors: a picture of
// everybody, their ties and how each can be reached, as SVG that needs no style sheet and
// no script. The same network gives the same bytes.
package drawing

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/network"
)

// Sizes, in the canvas's pixels.
const (
	radius  = 32.0
	margin  = 116.0 // around the outermost actors: room for names
	above   = 56.0  // over the highest
	below   = 84.0  // under the lowest: name and caption
	spacing = 150.0
)

// look is how an outcome is drawn: the same colours, dashes and glyphs as on the page.
type look struct{ colour, dash, glyph string }

var looks = map[decision.Mark]look{
	decision.Free:      {"#0f7b5f", "", "✓"},
	decision.Costs:     {"#946200", "10 4", ""},
	decision.Contested: {"#6a3fb5", "5 4", "?"},
	decision.NotSaid:   {"#5a6072", "2 4", "–"},
	decision.Closed:    {"#b3322e", "", "✕"},
	decision.Undecided: {"#1a2233", "1 5", "!"},
}

const (
	ink    = "#1a2233"
	faint  = "#5a6072"
	line   = "#c9c8c0"
	paper  = "#fbfaf7"
	accent = "#2455d6"
)

// SVG draws the board's network as one of its actors sees it, by number; with Nobody, no
// outcomes are drawn.
func SVG(b *decision.Board, from int) string {
	n := b.Network
	places := places(n)
	least, most := bounds(places)
	width, height := most.X-least.X+2*margin, most.Y-least.Y+above+below
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" width="%s" height="%s" role="img" aria-label="%s" font-family="system-ui, sans-serif" text-anchor="middle">`,
		number(least.X-margin), number(least.Y-above), number(width), number(height), number(width), number(height), html.EscapeString(label(n, from)))
	s.WriteString("\n")
	fmt.Fprintf(&s, `<rect x="%s" y="%s" width="%s" height="%s" rx="12" fill="%s"/>`+"\n", number(least.X-margin), number(least.Y-above), number(width), number(height), paper)
	for _, t := range network.Ties() {
		for _, p := range n.Pairs(t) {
			drawTie(&s, t, places[p.From], places[p.To])
		}
	}
	for i, a := range n.Actors() {
		l := look{colour: faint}
		cost := int64(0)
		switch {
		case from == decision.Nobody:
		case i == from:
			l = look{colour: accent}
		default:
			way := b.Best(from, i)
			l, cost = looks[way.Mark], way.Cost
			if way.Mark == decision.Costs {
				l.glyph = strconv.FormatInt(cost, 10) + "c"
			}
		}
		drawActor(&s, a, places[i], l, explanation.Caption(b.Set, a))
	}
	s.WriteString("</svg>")
	return s.String()
}

// label says in words what the picture is.
func label(n *network.Network, from int) string {
	if from == decision.Nobody {
		return "A network of " + explanation.Count(int64(n.Len()), "actor")
	}
	return "How " + n.Actor(from).Name + " can reach everybody else"
}

func drawTie(s *strings.Builder, t network.Tie, from, to network.Point) {
	if t == network.Connection {
		fmt.Fprintf(s, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="3"/>`+"\n", number(from.X), number(from.Y), number(to.X), number(to.Y), line)
		return
	}
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	if length == 0 {
		return
	}
	// The line ends at the rim of whom it is done to, with a small head.
	ux, uy := (to.X-from.X)/length, (to.Y-from.Y)/length
	tip := network.Point{X: to.X - ux*(radius+6), Y: to.Y - uy*(radius+6)}
	colour := faint
	if t == network.Block {
		colour = looks[decision.Closed].colour
	}
	fmt.Fprintf(s, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="1.5" stroke-dasharray="5 4"/>`+"\n", number(from.X), number(from.Y), number(tip.X), number(tip.Y), colour)
	fmt.Fprintf(s, `<polygon points="%s,%s %s,%s %s,%s" fill="%s"/>`+"\n",
		number(tip.X), number(tip.Y), number(tip.X-ux*9-uy*5), number(tip.Y-uy*9+ux*5), number(tip.X-ux*9+uy*5), number(tip.Y-uy*9-ux*5), colour)
	words := map[network.Tie]string{network.Follow: "follows", network.Visit: "visited", network.Wrote: "wrote", network.Invitation: "invited", network.Block: "blocks"}
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="12" fill="%s" stroke="%s" stroke-width="4" paint-order="stroke">%s</text>`+"\n",
		number((from.X+to.X)/2), number((from.Y+to.Y)/2-4), colour, paper, words[t])
}

func drawActor(s *strings.Builder, a network.Actor, at network.Point, l look, caption string) {
	dash := ""
	if l.dash != "" {
		dash = ` stroke-dasharray="` + l.dash + `"`
	}
	if a.Kind == network.Page {
		fmt.Fprintf(s, `<rect x="%s" y="%s" width="76" height="58" rx="10" fill="#fff" stroke="%s" stroke-width="3"%s/>`+"\n", number(at.X-38), number(at.Y-29), l.colour, dash)
	} else {
		fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="%s" fill="#fff" stroke="%s" stroke-width="3"%s/>`+"\n", number(at.X), number(at.Y), number(radius), l.colour, dash)
	}
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="15" font-weight="600" fill="%s">%s</text>`+"\n", number(at.X), number(at.Y+5), ink, html.EscapeString(initials(a)))
	if l.glyph != "" {
		fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="12" fill="%s"/><text x="%s" y="%s" font-size="12" font-weight="700" fill="#fff">%s</text>`+"\n",
			number(at.X+24), number(at.Y-24), l.colour, number(at.X+24), number(at.Y-20), l.glyph)
	}
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="14" font-weight="600" fill="%s" stroke="%s" stroke-width="4" paint-order="stroke">%s</text>`+"\n", number(at.X), number(at.Y+radius+18), ink, paper, html.EscapeString(a.Name))
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="12" fill="%s" stroke="%s" stroke-width="4" paint-order="stroke">%s</text>`+"\n", number(at.X), number(at.Y+radius+34), faint, paper, html.EscapeString(caption))
}

// initials are up to two letters of a member's name, or a Page's first word.
func initials(a network.Actor) string {
	words := strings.Fields(a.Name)
	if a.Kind == network.Page {
		runes := []rune(words[0])
		return string(runes[:min(len(runes), 8)])
	}
	out := string([]rune(words[0])[:1])
	if len(words) > 1 {
		out += string([]rune(words[len(words)-1])[:1])
	}
	return strings.ToUpper(out)
}

// places are where the actors stand. Those without a place stand in rows below the others.
func places(n *network.Network) []network.Point {
	list := make([]network.Point, n.Len())
	bottom, placed := 0.0, false
	for i, a := range n.Actors() {
		if a.At != nil {
			list[i] = *a.At
			bottom, placed = max(bottom, a.At.Y), true
		}
	}
	if placed {
		bottom += spacing
	}
	columns := int(math.Ceil(math.Sqrt(float64(n.Len()))))
	next := 0
	for i, a := range n.Actors() {
		if a.At == nil {
			list[i] = network.Point{X: float64(next%columns) * (spacing + 40), Y: bottom + float64(next/columns)*spacing}
			next++
		}
	}
	return list
}

func bounds(places []network.Point) (least, most network.Point) {
	for i, p := range places {
		if i == 0 {
			least, most = p, p
		}
		least = network.Point{X: min(least.X, p.X), Y: min(least.Y, p.Y)}
		most = network.Point{X: max(most.X, p.X), Y: max(most.Y, p.Y)}
	}
	return least, most
}

// number writes a coordinate with at most one decimal.
func number(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }
