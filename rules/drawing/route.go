package drawing

import (
	"math"
	"slices"

	"inroad/rules/world"
)

// Routes keep clear of everybody who is not one of their two ends: a line that passed behind
// somebody would seem to end there. The page's canvas finds the same routes (web/src/canvas/routing.ts),
// and the cases in testdata/routes.jsonl hold the two together.

const (
	clearance     = 16.0
	textClearance = 6.0
	textTop       = 38.0 // from a shape's centre
	textHeight    = 18.0 // of a line
	rounding      = 32.0
	mostObstacles = 16  // that a detour is searched around: nobody could read a picture with more in the way
	tolerance     = 0.5 // a path this deep in an obstacle only follows its edge
)

// obstacle is a convex polygon that routes do not enter.
type obstacle struct {
	point
	corners []corner // clockwise on the screen
	radius  float64  // of the circle around it
	of      point    // the shape that it belongs to
	soft    bool     // a text: crossed where there is no other way
}

type corner struct {
	point
	normal point // outward, of the edge from here to the next corner
}

// outline is the obstacle of a shape: an octagon around a person, a rectangle around an organisation.
func outline(s shape, margin float64) *obstacle {
	if s.drawn == world.Organisation {
		return newObstacle(s.point, rectangle(s.point, cardWidth*s.scale/2+margin, cardHeight*s.scale/2+margin), s.point, false)
	}
	around := (radius*s.scale + margin) / math.Cos(math.Pi/8)
	var corners []point
	for sixteenth := 1.0; sixteenth < 16; sixteenth += 2 {
		sin, cos := math.Sincos(sixteenth * math.Pi / 8)
		corners = append(corners, point{X: s.X + around*cos, Y: s.Y + around*sin})
	}
	return newObstacle(s.point, corners, s.point, false)
}

// textUnder is the obstacle of the lines of text under a shape.
func textUnder(s shape, width float64, lines int, margin float64) *obstacle {
	height := float64(lines) * textHeight
	centre := point{X: s.X, Y: s.Y + (textTop+height/2)*s.scale}
	return newObstacle(centre, rectangle(centre, width/2*s.scale+margin, height/2*s.scale+margin), s.point, true)
}

func rectangle(c point, w, h float64) []point {
	return []point{{X: c.X - w, Y: c.Y - h}, {X: c.X + w, Y: c.Y - h}, {X: c.X + w, Y: c.Y + h}, {X: c.X - w, Y: c.Y + h}}
}

func newObstacle(centre point, points []point, of point, soft bool) *obstacle {
	o := &obstacle{point: centre, of: of, soft: soft}
	for i, p := range points {
		next := points[(i+1)%len(points)]
		whole := distance(p, next)
		o.corners = append(o.corners, corner{p, point{X: (next.Y - p.Y) / whole, Y: (p.X - next.X) / whole}})
		o.radius = max(o.radius, distance(centre, p))
	}
	return o
}

// enters clips a segment by each edge of the polygon (Cyrus and Beck): what is left over is inside.
func (o *obstacle) enters(a, b point) bool {
	if distanceToSegment(o.point, a, b) > o.radius {
		return false
	}
	first, last := 0.0, 1.0
	for _, c := range o.corners {
		start := (a.X-c.X)*c.normal.X + (a.Y-c.Y)*c.normal.Y + tolerance
		along := (b.X-a.X)*c.normal.X + (b.Y-a.Y)*c.normal.Y
		switch {
		case math.Abs(along) < 1e-9:
			if start >= 0 {
				return false
			}
		case along > 0:
			last = min(last, -start/along)
		default:
			first = max(first, -start/along)
		}
	}
	return last > first
}

func (o *obstacle) contains(p point) bool { return o.enters(p, p) }

// hits is the hit test of a path.
func (o *obstacle) hits(points []point) bool {
	for i := 1; i < len(points); i++ {
		if o.enters(points[i-1], points[i]) {
			return true
		}
	}
	return false
}

// routeOf is the first of the arcs that meets no obstacle, or else the shortest way around all that
// are met. An arc is given by its bend: how far its control point is beside the middle. Texts are
// crossed rather than gone around by far. An obstacle of an end, or over one, is ignored. An end
// that is walled in gets the first arc, as if nobody were there. A detour may have wider obstacles
// than an arc, so that detours around the same people lie apart.
func routeOf(from, to shape, bends []float64, obstacles, wider []*obstacle) route {
	var arcs []route
	var paths [][]point
	for _, bend := range bends {
		arc := route{[]point{controlOf(from.point, to.point, bend)}, math.Inf(1)}
		arcs = append(arcs, arc)
		paths = append(paths, arc.draw(from, to, 3).points)
	}
	for _, stage := range []struct {
		texts   bool
		longest float64
	}{{true, distance(from.point, to.point)*1.4 + 160}, {false, math.Inf(1)}} {
		met := func(path []point, among []*obstacle) []*obstacle {
			var list []*obstacle
			for _, o := range among {
				if (stage.texts || !o.soft) && o.hits(path) && !o.ignored(from.point) && !o.ignored(to.point) {
					list = append(list, o)
				}
			}
			return list
		}
		for i, path := range paths {
			if len(met(path, obstacles)) == 0 {
				return arcs[i]
			}
		}
		if way := detour(from, to, stage.longest, func(path []point) []*obstacle { return met(path, wider) }); way != nil {
			return route{way[1 : len(way)-1], rounding}
		}
	}
	return arcs[0]
}

func (o *obstacle) ignored(end point) bool { return o.of == end || o.contains(end) }

// controlOf is the control point of an arc with a bend.
func controlOf(from, to point, bend float64) point {
	whole := distance(from, to)
	if whole == 0 {
		whole = 1
	}
	aside := bend / whole
	return point{X: (from.X+to.X)/2 - (to.Y-from.Y)*aside, Y: (from.Y+to.Y)/2 + (to.X-from.X)*aside}
}

// detour is the shortest way. It is searched around the obstacles that the straight line meets,
// then around those as well that this way meets, until it meets none.
func detour(from, to shape, longest float64, met func([]point) []*obstacle) []point {
	ends := []*obstacle{outline(from, 0), outline(to, 0)}
	var known []*obstacle
	for way := []point{from.point, to.point}; way != nil; way = shortest(from.point, to.point, known, ends, longest) {
		more := slices.DeleteFunc(met(way), func(o *obstacle) bool { return slices.Contains(known, o) })
		if len(more) == 0 {
			return way
		}
		known = append(known, more...)
		if len(known) > mostObstacles {
			return nil
		}
	}
	return nil
}

// vertex is one of the visibility graph: an end, or a corner of an obstacle with the two corners
// beside it.
type vertex struct {
	at, left, right point
	length          float64 // of the shortest way to here that is known
	before          *vertex
	closed          bool
}

// shortest searches the visibility graph of the obstacles by A*. Corners inside an obstacle or an
// end are no vertices.
func shortest(from, to point, obstacles, ends []*obstacle, longest float64) []point {
	vertices := []*vertex{{at: from, left: from, right: from}}
	for _, o := range obstacles {
		for i, c := range o.corners {
			inside := func(o *obstacle) bool { return o.contains(c.point) }
			if slices.ContainsFunc(obstacles, inside) || slices.ContainsFunc(ends, inside) {
				continue
			}
			n := len(o.corners)
			vertices = append(vertices, &vertex{at: c.point, left: o.corners[(i+n-1)%n].point, right: o.corners[(i+1)%n].point, length: math.Inf(1)})
		}
	}
	goal := &vertex{at: to, left: to, right: to, length: math.Inf(1)}
	vertices = append(vertices, goal)
	for {
		v, least := goal, goal.length
		for _, next := range vertices {
			if estimate := next.length + distance(next.at, to); !next.closed && estimate < least {
				v, least = next, estimate
			}
		}
		if v == goal {
			return goal.trace()
		}
		if least > longest {
			return nil
		}
		v.closed = true
		for _, next := range vertices {
			length := v.length + distance(v.at, next.at)
			if next.closed || length >= next.length || !v.tangent(next.at) || !next.tangent(v.at) {
				continue
			}
			if !slices.ContainsFunc(obstacles, func(o *obstacle) bool { return o.enters(v.at, next.at) }) {
				next.length, next.before = length, v
			}
		}
	}
}

// tangent says whether the segment to or from another vertex touches the obstacle here without
// cutting it: a shortest way turns nowhere else.
func (v *vertex) tangent(other point) bool {
	return side(v.at, other, v.left)*side(v.at, other, v.right) >= -1e-6
}

// side is on which side of the line through two points a third lies (their cross product).
func side(a, b, c point) float64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }

// trace is the way to a vertex, or nil if none was found.
func (v *vertex) trace() []point {
	if math.IsInf(v.length, 1) {
		return nil
	}
	var way []point
	for ; v != nil; v = v.before {
		way = append(way, v.at)
	}
	slices.Reverse(way)
	return way
}

// labelSpot is where along a path a label is clear of the obstacles, near the middle. Labels of a
// pair's lines, which lie side by side, begin at different parts, and no label stands on one that is
// there already.
func labelSpot(points []point, lane int, obstacles []*obstacle, margin float64, labels []point) point {
	first := []float64{0.5, 0.38, 0.62}[lane%3]
	for _, part := range []float64{first, 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74} {
		at := along(points, part)
		if slices.ContainsFunc(labels, func(p point) bool { return math.Abs(p.X-at.X) < 54 && math.Abs(p.Y-at.Y) < 15 }) {
			continue
		}
		if !slices.ContainsFunc(obstacles, func(o *obstacle) bool { return distance(at, o.point) <= o.radius+margin }) {
			return at
		}
	}
	return along(points, first)
}
