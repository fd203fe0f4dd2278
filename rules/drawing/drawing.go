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
	"unicode"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/world"
)

// look is how an actor is drawn: by the colours of the page, and dashes and glyphs as there.
type look struct {
	colour, dash, glyph string
	assumed             bool
}

// dashes are how the ring of a mark is broken, as attributes.
var dashes = map[decision.Mark]string{
	decision.Costs:     ` stroke-dasharray="22 4"`,
	decision.Contested: ` stroke-dasharray="7 5"`,
	decision.NotSaid:   ` stroke-dasharray="0.1 6" stroke-linecap="round"`,
}

// lookOf is how the best way from one to another is drawn.
func lookOf(b *decision.Board, from, to int) look {
	way := b.Best(from, to)
	colour := palette[way.Mark.String()]
	if way.Mark == decision.Undecided {
		colour = palette["ink"]
	}
	return look{colour, dashes[way.Mark], way.Mark.Glyph(way.Cost), explanation.Assumes(b, from, to, way)}
}

// The texts of a picture. They are measured by a guess, for the typeface is the reader's.
const (
	nameSize    = 14.0
	captionSize = 12.0
	labelSize   = 12.0
	widest      = 236.0 // a longer text is cut short
	bolder      = 1.12  // times as wide is a bold text
	padding     = 24.0  // around everything
)

// figure is an actor as drawn.
type figure struct {
	shape
	actor         network.Actor
	name, caption string
	title         string
}

// textWidth is how wide the texts under it are.
func (f figure) textWidth() float64 {
	return max(width(f.name, nameSize)*bolder, width(f.caption, captionSize))
}

// SVG draws the board's network as one of its actors sees it, by number; with Nobody, no
// outcomes are drawn.
func SVG(b *decision.Board, from int) string {
	figures := figuresOf(b)
	ties := tiesOf(b, figures)
	least, most := bounds(figures, ties)
	size := [2]string{number(most.X - least.X), number(most.Y - least.Y)}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" width="%[3]s" height="%[4]s" role="img" aria-label="%[5]s" font-family="system-ui, sans-serif" text-anchor="middle">`,
		number(least.X), number(least.Y), size[0], size[1], html.EscapeString(label(b, from)))
	s.WriteString("\n")
	fmt.Fprintf(&s, `<rect x="%s" y="%s" width="%s" height="%s" rx="12" fill="%s"/>`+"\n", number(least.X), number(least.Y), size[0], size[1], palette["paper"])
	for _, t := range ties {
		t.write(&s)
	}
	for i, f := range figures {
		l := look{colour: palette["muted"]}
		switch {
		case from == decision.Nobody:
		case i == from:
			l = look{colour: palette["accent"]}
		case b.Offered(from, i):
			l = lookOf(b, from, i)
		}
		f.write(&s, l)
	}
	s.WriteString("</svg>")
	return s.String()
}

func figuresOf(b *decision.Board) []figure {
	var figures []figure
	places := places(b.Network)
	for i, a := range b.Network.Actors() {
		caption := explanation.Caption(b.Set, a)
		figures = append(figures, figure{shape{places[i], a.Kind.Drawn, 1}, a, short(a.Name, nameSize, widest/bolder), short(caption, captionSize, widest), b.Set.Words.Say.Named(a.Name, caption)})
	}
	return figures
}

// tie is a tie as drawn: one without words is a plain line.
type tie struct {
	curve
	title, says    string
	mutual, closes bool
	label          point
}

// tiesOf draws each pair's ties side by side, around everybody else.
func tiesOf(b *decision.Board, figures []figure) []tie {
	n := b.Network
	var ties []tie
	var labels []point
	names := explanation.Names(b.Set, n)
	lanes := map[network.Pair]int{}
	obstacles := map[float64][]*obstacle{0: obstaclesOf(figures, 0)}
	for _, t := range n.World.Ties {
		says, closes := short(b.Set.Words.Short(t), labelSize, widest), b.Set.Closes(t)
		for _, p := range n.Pairs(t) {
			pair, side := p, 1.0
			if p.From > p.To {
				pair, side = network.Pair{From: p.To, To: p.From}, -1
			}
			lane := lanes[pair]
			lanes[pair]++
			spread := spreadOf(n.Actor(p.From).ID+n.Actor(p.To).ID, lane)
			if obstacles[spread] == nil {
				obstacles[spread] = obstaclesOf(figures, spread)
			}
			from, to := figures[p.From].shape, figures[p.To].shape
			drawn := routeOf(from, to, []float64{side * bendOf(lane)}, obstacles[0], obstacles[spread]).draw(from, to, 3)
			drawing := tie{drawn, explanation.Tie(b.Set, names, t, p), says, t.Mutual, closes, point{}}
			if says != "" {
				drawing.label = labelSpot(drawn.points, lane, obstacles[0], 14, labels)
				labels = append(labels, drawing.label)
			}
			ties = append(ties, drawing)
		}
	}
	return ties
}

func obstaclesOf(figures []figure, spread float64) []*obstacle {
	list := []*obstacle{}
	for _, f := range figures {
		list = append(list, outline(f.shape, clearance+spread), textUnder(f.shape, f.textWidth(), 2, textClearance+spread))
	}
	return list
}

// spreadOf is how much further out than others a line's detour goes: each of a pair's lines a little
// further than the one before. Pairs are told apart by their ids, so that a line stays where it is
// when another one comes.
func spreadOf(ids string, lane int) float64 {
	sum := 0
	for _, letter := range ids {
		sum += int(letter)
	}
	return float64(lane*12 + sum%3*5)
}

// bendOf is how far a pair's line is bent: the lines lie at 0, +1, -1, +2 ... times the distance
// between them.
func bendOf(lane int) float64 {
	const apart = 34
	bend := float64((lane+1)/2) * apart * 2
	if lane%2 == 0 {
		return 0 - bend
	}
	return bend
}

// label says what the picture is.
func label(b *decision.Board, from int) string {
	if from == decision.Nobody {
		return b.Set.Words.Say.Network(b.Network.Len())
	}
	return b.Set.Words.Say.Reaches(b.Network.Actor(from).Name)
}

func (t tie) write(s *strings.Builder) {
	fmt.Fprintf(s, `<g><title>%s</title>`, html.EscapeString(t.title))
	defer s.WriteString("</g>\n")
	colour := palette["muted"]
	switch {
	case t.closes:
		colour = palette[decision.Closed.String()]
	case t.says == "":
		colour = palette["tie"]
	}
	if t.says == "" {
		fmt.Fprintf(s, `<path d="%s" fill="none" stroke="%s" stroke-width="3"/>`, t.path, colour)
		return
	}
	fmt.Fprintf(s, `<path d="%s" fill="none" stroke="%s" stroke-width="1.5" stroke-dasharray="5 4"/>`, t.path, colour)
	if !t.mutual {
		fmt.Fprintf(s, `<path d="%s" fill="%s"/>`, t.arrow, colour)
	}
	writeText(s, t.label.X, t.label.Y+4, labelSize, colour, halo, t.says)
}

// How a text is written, beside its size and colour.
var (
	bold = ` font-weight="600"`
	halo = ` stroke="` + palette["paper"] + `" stroke-width="4" paint-order="stroke"`
)

func writeText(s *strings.Builder, x, y, size float64, colour, more, text string) {
	fmt.Fprintf(s, `<text x="%s" y="%s" font-size="%s" fill="%s"%s>%s</text>`, number(x), number(y), number(size), colour, more, html.EscapeString(text))
}

func (f figure) write(s *strings.Builder, l look) {
	fmt.Fprintf(s, `<g><title>%s</title>`, html.EscapeString(f.title))
	ring := fmt.Sprintf(`fill="%s" stroke="%s" stroke-width="3"`, palette["surface"], l.colour)
	ring += l.dash
	if f.drawn == world.Organisation {
		fmt.Fprintf(s, `<rect x="%s" y="%s" width="%s" height="%s" rx="13" %s/>`, number(f.X-cardWidth/2), number(f.Y-cardHeight/2), number(cardWidth), number(cardHeight), ring)
	} else {
		fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="%s" %s/>`, number(f.X), number(f.Y), number(radius), ring)
	}
	writeText(s, f.X, f.Y+5, 15, palette["ink"], bold, initials(f.actor))
	if l.glyph != "" {
		fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="12" fill="%s"/>`, number(f.X+25), number(f.Y-25), l.colour)
		if l.assumed {
			fmt.Fprintf(s, `<circle cx="%s" cy="%s" r="3.5" fill="%s" stroke="%s" stroke-width="1.5"/>`, number(f.X+33), number(f.Y-17), palette["surface"], l.colour)
		}
		writeText(s, f.X+25, f.Y-21, 12, palette["on-mark"], ` font-weight="700"`, l.glyph)
	}
	writeText(s, f.X, f.Y+52, nameSize, palette["ink"], bold+halo, f.name)
	if f.caption != "" {
		writeText(s, f.X, f.Y+68, captionSize, palette["muted"], halo, f.caption)
	}
	s.WriteString("</g>\n")
}

// width is how wide a text is about, rather too wide than too narrow.
func width(text string, size float64) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case r > 0x2e80: // ideographs are square
			sum++
		case strings.ContainsRune("mwMW@", r):
			sum += 0.92
		case unicode.IsUpper(r):
			sum += 0.72
		case strings.ContainsRune(" ilj.,:;'|·", r):
			sum += 0.32
		default:
			sum += 0.57
		}
	}
	return sum * size
}

// short is a text, cut short where it is wider than there is room.
func short(text string, size, room float64) string {
	if width(text, size) <= room {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if cut := strings.TrimSpace(string(runes[:n])) + "…"; width(cut, size) <= room {
			return cut
		}
	}
	return "…"
}

// initials are up to two letters of a person's name, or an organisation's first word.
func initials(a network.Actor) string {
	words := strings.Fields(a.Name)
	if a.Kind.Drawn == world.Organisation {
		return short(words[0], 15, cardWidth-12)
	}
	out := string([]rune(words[0])[:1])
	last := []rune(words[len(words)-1])
	if len(words) > 1 && (unicode.IsLetter(last[0]) || unicode.IsDigit(last[0])) {
		out += string(last[:1]) // not the bracket of "(me)"
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
	const across, down = widest + 30, 170
	if placed {
		bottom += down
	}
	columns := int(math.Ceil(math.Sqrt(float64(n.Len()))))
	next := 0
	for i, a := range n.Actors() {
		if a.At == nil {
			list[i] = network.Point{X: float64(next%columns) * across, Y: bottom + float64(next/columns)*down}
			next++
		}
	}
	return list
}

// bounds is the box around everything.
func bounds(figures []figure, ties []tie) (least, most point) {
	if len(figures) == 0 {
		return point{X: -padding, Y: -padding}, point{X: padding, Y: padding}
	}
	least, most = figures[0].point, figures[0].point
	cover := func(p point, left, above, right, below float64) {
		least = point{X: min(least.X, p.X-left-padding), Y: min(least.Y, p.Y-above-padding)}
		most = point{X: max(most.X, p.X+right+padding), Y: max(most.Y, p.Y+below+padding)}
	}
	for _, f := range figures {
		aside := max(f.textWidth()/2, cardWidth/2)
		cover(f.point, aside, radius, aside, 72)
	}
	for _, t := range ties {
		for _, p := range t.points {
			cover(p, 0, 0, 0, 0)
		}
		if t.says != "" {
			aside := max(width(t.says, labelSize)/2, 30)
			cover(t.label, aside, 10, aside, 10)
		}
	}
	return point{X: math.Floor(least.X), Y: math.Floor(least.Y)}, point{X: math.Ceil(most.X), Y: math.Ceil(most.Y)}
}

// number writes a coordinate with at most one decimal.
func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10+0, 'f', -1, 64) // with + 0, there is no -0
}
