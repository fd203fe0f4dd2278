package drawing

import (
	"math"
	"strings"

	"inroad/rules/network"
	"inroad/rules/world"
)

// Sizes of shapes, the same as on the page's canvas.
const (
	radius     = 34.0
	cardWidth  = 84.0
	cardHeight = 62.0
)

type point = network.Point

// shape is an actor as drawn.
type shape struct {
	point
	drawn world.Drawn
	scale float64
}

// route is a way from one shape to another: the control points where it bends. A bend starts
// rounding before its control point; if that is infinite, one bend makes the whole route an arc.
type route struct {
	controls []point
	rounding float64
}

// curve is a route as drawn: SVG paths of the line and of the triangle at its end, and the line as
// straight segments.
type curve struct {
	path, arrow string
	points      []point
}

// draw draws a route from outline to outline.
func (r route) draw(from, to shape, gap float64) curve {
	first, last := to.point, from.point
	if n := len(r.controls); n > 0 {
		first, last = r.controls[0], r.controls[n-1]
	}
	start, end := from.edge(first, gap), to.edge(last, gap)
	points := []point{start}
	var path strings.Builder
	path.WriteString("M" + coordinates(start))
	lineTo := func(p point) {
		if coordinates(p) != coordinates(points[len(points)-1]) {
			path.WriteString(" L" + coordinates(p))
		}
	}
	for i, control := range r.controls {
		// Two bends share the segment between them.
		before, enter := start, r.rounding
		if i > 0 {
			before = r.controls[i-1]
			enter = min(enter, distance(control, before)/2)
		}
		after, leave := end, r.rounding
		if i+1 < len(r.controls) {
			after = r.controls[i+1]
			leave = min(leave, distance(control, after)/2)
		}
		begin, finish := toward(control, before, enter), toward(control, after, leave)
		lineTo(begin)
		path.WriteString(" Q" + coordinates(control) + " " + coordinates(finish))
		points = append(append(points, begin), flattened(begin, control, finish)...)
	}
	lineTo(end)
	return curve{path.String(), arrowhead(last, end), append(points, end)}
}

// edge is where a ray from the shape's centre leaves the shape.
func (s shape) edge(towards point, gap float64) point {
	dx, dy := towards.X-s.X, towards.Y-s.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return s.point
	}
	out := radius * s.scale
	if s.drawn == world.Organisation {
		out = min(cardWidth*s.scale*length/2/math.Abs(dx), cardHeight*s.scale*length/2/math.Abs(dy))
	}
	part := (out + gap) / length
	return point{X: s.X + dx*part, Y: s.Y + dy*part}
}

// along is the point of a path after some part of its length.
func along(points []point, part float64) point {
	left := part * length(points)
	for i := 1; i < len(points); i++ {
		step := distance(points[i-1], points[i])
		if step >= left {
			return toward(points[i-1], points[i], left)
		}
		left -= step
	}
	return points[len(points)-1]
}

func length(points []point) float64 {
	sum := 0.0
	for i := 1; i < len(points); i++ {
		sum += distance(points[i-1], points[i])
	}
	return sum
}

// toward is so far from one point towards another, but not past it.
func toward(from, to point, by float64) point {
	whole := distance(from, to)
	if whole == 0 {
		return from
	}
	part := min(by/whole, 1)
	return point{X: from.X + (to.X-from.X)*part, Y: from.Y + (to.Y-from.Y)*part}
}

// flattened has the points of a quadratic Bézier curve after its first, close enough that no
// segment is a pixel off.
func flattened(start, control, end point) []point {
	count := max(math.Ceil(math.Sqrt(distanceToSegment(control, start, end))), 1)
	var points []point
	for i := 1.0; i <= count; i++ {
		t := i / count
		a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
		points = append(points, point{X: a*start.X + b*control.X + c*end.X, Y: a*start.Y + b*control.Y + c*end.Y})
	}
	return points
}

func arrowhead(from, tip point) string {
	whole := distance(from, tip)
	if whole == 0 {
		whole = 1
	}
	ux, uy := (tip.X-from.X)/whole, (tip.Y-from.Y)/whole
	back := point{X: tip.X - ux*10, Y: tip.Y - uy*10}
	left := point{X: back.X - uy*4.5, Y: back.Y + ux*4.5}
	right := point{X: back.X + uy*4.5, Y: back.Y - ux*4.5}
	return "M" + coordinates(tip) + " L" + coordinates(left) + " L" + coordinates(right) + " Z"
}

func coordinates(p point) string { return number(p.X) + "," + number(p.Y) }

func distance(a, b point) float64 { return math.Sqrt((a.X-b.X)*(a.X-b.X) + (a.Y-b.Y)*(a.Y-b.Y)) }

func distanceToSegment(p, a, b point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	square := dx*dx + dy*dy
	if square == 0 {
		return distance(p, a)
	}
	part := min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/square, 0), 1)
	return distance(p, point{X: a.X + part*dx, Y: a.Y + part*dy})
}
