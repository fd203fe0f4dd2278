package drawing

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"inroad/rules/decision"
	"inroad/rules/network"
)

// picture is an SVG as a reader of it sees it.
type picture struct {
	ViewBox string  `xml:"viewBox,attr"`
	Groups  []group `xml:"g"`
}

type group struct {
	Title   string `xml:"title"`
	Paths   []path `xml:"path"`
	Circles []struct {
		X float64 `xml:"cx,attr"`
		Y float64 `xml:"cy,attr"`
		R float64 `xml:"r,attr"`
	} `xml:"circle"`
	Rects []box  `xml:"rect"`
	Texts []text `xml:"text"`
}

type path struct {
	D string `xml:"d,attr"`
}

type box struct {
	X float64 `xml:"x,attr"`
	Y float64 `xml:"y,attr"`
	W float64 `xml:"width,attr"`
	H float64 `xml:"height,attr"`
}

type text struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Size   float64 `xml:"font-size,attr"`
	Weight float64 `xml:"font-weight,attr"`
	Says   string  `xml:",chardata"`
}

// box is the room that a text takes at most, in a wide typeface.
func (t text) box() box {
	width := 0.0
	for _, r := range t.Says {
		switch {
		case r > 0x2e80:
			width += 1
		case r == 'W' || r == 'M' || r == 'm' || r == 'w':
			width += 0.9
		case unicode.IsUpper(r):
			width += 0.72
		case r == ' ':
			width += 0.3
		default:
			width += 0.55
		}
	}
	if t.Weight > 400 {
		width *= 1.1
	}
	return box{t.X - width*t.Size/2, t.Y - t.Size*0.8, width * t.Size, t.Size}
}

func (a box) overlaps(b box) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// beside is how far a point is from the shape that a group draws; negative inside.
func (g group) beside(p network.Point) float64 {
	if len(g.Rects) > 0 {
		r := g.Rects[0]
		dx, dy := math.Abs(p.X-r.X-r.W/2)-r.W/2, math.Abs(p.Y-r.Y-r.H/2)-r.H/2
		if dx > 0 && dy > 0 {
			return math.Hypot(dx, dy)
		}
		return max(dx, dy)
	}
	c := g.Circles[0]
	return math.Hypot(p.X-c.X, p.Y-c.Y) - c.R
}

var (
	command = regexp.MustCompile(`([MLQ])([-\d., ]+)`)
	numeral = regexp.MustCompile(`-?[\d.]+`)
)

// trail samples what a path draws, read as a browser reads it.
func trail(t *testing.T, d string) []network.Point {
	t.Helper()
	var points []network.Point
	for _, m := range command.FindAllStringSubmatch(d, -1) {
		var n []float64
		for _, s := range numeral.FindAllString(m[2], -1) {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, x)
		}
		end := network.Point{X: n[len(n)-2], Y: n[len(n)-1]}
		if m[1] == "M" {
			points = append(points, end)
			continue
		}
		start := points[len(points)-1]
		control := network.Point{X: (start.X + end.X) / 2, Y: (start.Y + end.Y) / 2}
		if m[1] == "Q" {
			control = network.Point{X: n[0], Y: n[1]}
		}
		for step := 1; step <= 100; step++ {
			s := float64(step) / 100
			a, b, c := (1-s)*(1-s), 2*s*(1-s), s*s
			points = append(points, network.Point{X: a*start.X + b*control.X + c*end.X, Y: a*start.Y + b*control.Y + c*end.Y})
		}
	}
	return points
}

// drawn reads the picture of a scenario: first its ties, then its actors, each in the network's order.
func drawn(t *testing.T, scenario string) (p picture, n *network.Network, ties, actors []group) {
	t.Helper()
	b := board(t, []byte(scenario))
	from := decision.Nobody
	if b.Network.Len() > 0 {
		from = 0
	}
	svg := SVG(b, from)
	wellFormed(t, svg)
	if err := xml.Unmarshal([]byte(svg), &p); err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, tie := range b.Network.World.Ties {
		count += len(b.Network.Pairs(tie))
	}
	if len(p.Groups) != count+b.Network.Len() {
		t.Fatalf("%d groups for %d ties and %d actors", len(p.Groups), count, b.Network.Len())
	}
	return p, b.Network, p.Groups[:count], p.Groups[count:]
}

// networks are the examples, and some at random, with everybody in a place or nobody.
func networks(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d examples (%v)", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(text)
	}
	for seed := range int64(24) {
		random := rand.New(rand.NewSource(seed))
		count := 4 + random.Intn(9)
		type member struct {
			ID string      `json:"id"`
			At *[2]float64 `json:"at,omitempty"`
		}
		file := struct {
			Inroad      int         `json:"inroad"`
			Members     []member    `json:"members"`
			Pages       []member    `json:"pages"`
			Connections [][2]string `json:"connections"`
			Wrote       [][2]string `json:"wrote"`
			Follows     [][2]string `json:"follows"`
		}{Inroad: 1, Connections: [][2]string{}, Wrote: [][2]string{}}
		var taken [][2]float64
		place := func() *[2]float64 {
			for seed%2 == 0 {
				at := [2]float64{float64(random.Intn(1100)), float64(random.Intn(800))}
				free := true
				for _, other := range taken {
					free = free && math.Hypot(at[0]-other[0], at[1]-other[1]) > 200
				}
				if free {
					taken = append(taken, at)
					return &at
				}
			}
			return nil
		}
		for i := range count {
			file.Members = append(file.Members, member{fmt.Sprintf("m%d", i), place()})
		}
		file.Pages = append(file.Pages, member{"page", place()})
		for i := range count {
			file.Follows = append(file.Follows, [2]string{fmt.Sprintf("m%d", i), "page"})
			for j := range i {
				pair := [2]string{fmt.Sprintf("m%d", i), fmt.Sprintf("m%d", j)}
				switch random.Intn(5) {
				case 0:
					file.Connections = append(file.Connections, pair)
				case 1:
					file.Wrote = append(file.Wrote, pair)
				}
			}
		}
		text, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		all[fmt.Sprintf("random %d", seed)] = string(text)
	}
	return all
}

// A line that passed behind somebody would seem to end there.
func TestTiesTouchNobodyButTheirEnds(t *testing.T) {
	for name, scenario := range networks(t) {
		_, n, ties, actors := drawn(t, scenario)
		next := 0
		for _, tie := range n.World.Ties {
			for _, pair := range n.Pairs(tie) {
				points := trail(t, ties[next].Paths[0].D)
				next++
				for i, actor := range actors {
					least := math.Inf(1)
					for _, p := range points {
						least = min(least, actor.beside(p))
					}
					if i == pair.From || i == pair.To {
						if least < 0 || least > 8 {
							t.Errorf("%s: the tie of %s and %s ends %.1f from %s", name, n.Actor(pair.From).ID, n.Actor(pair.To).ID, least, n.Actor(i).ID)
						}
					} else if least < 9 {
						t.Errorf("%s: the tie of %s and %s passes %.1f from %s", name, n.Actor(pair.From).ID, n.Actor(pair.To).ID, least, n.Actor(i).ID)
					}
				}
			}
		}
	}
}

func TestTiesOfAPairLieApart(t *testing.T) {
	five := `"connections": [["a", "b"]], "wrote": [["a", "b"], ["b", "a"]], "blocks": [["a", "b"], ["b", "a"]]`
	for _, ends := range []string{
		`"members": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [300, 0]}], ` + five,
		`"members": [{"id": "a", "at": [0, 300]}, {"id": "b", "at": [0, 0]}], ` + five,
		`"members": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [-200, 150]}], ` + five,
		`"members": [{"id": "a", "at": [0, 0]}], "pages": [{"id": "p", "at": [0, 260]}],
			"follows": [["a", "p"]], "visits": [["a", "p"]], "wrote": [["a", "p"], ["p", "a"]]`,
		`"members": [{"id": "a", "at": [-400, 45]}, {"id": "c", "name": "Somebody With A Name", "at": [0, 0]}], "pages": [{"id": "p", "at": [400, 45]}],
			"follows": [["a", "p"]], "visits": [["a", "p"]], "wrote": [["a", "p"], ["p", "a"]]`,
	} {
		_, _, ties, _ := drawn(t, `{"inroad": 1, `+ends+`}`)
		var middles []network.Point
		var labels []box
		for _, tie := range ties {
			points := trail(t, tie.Paths[0].D)
			middles = append(middles, points[len(points)/2])
			for _, label := range tie.Texts {
				labels = append(labels, label.box())
			}
		}
		if len(middles) < 4 || len(labels) != 4 {
			t.Fatalf("%d ties, %d labels", len(middles), len(labels))
		}
		for i, a := range middles {
			for _, b := range middles[:i] {
				if math.Hypot(a.X-b.X, a.Y-b.Y) < 5 {
					t.Errorf("%s: two ties meet at %v", ends, a)
				}
			}
		}
		for i, a := range labels {
			for _, b := range labels[:i] {
				if a.overlaps(b) {
					t.Errorf("%s: labels at %v and %v", ends, a, b)
				}
			}
		}
	}
}

// Two lines that went around somebody on the same path would look like one.
func TestDetoursOfDifferentPairsLieApart(t *testing.T) {
	_, _, ties, _ := drawn(t, `{"inroad": 1, "members": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [220, 0]},
		{"id": "c", "at": [440, 0]}, {"id": "d", "at": [660, 0]}], "connections": [["a", "c"], ["a", "d"]]}`)
	var above []float64
	for _, tie := range ties {
		nearest := network.Point{X: math.Inf(1)}
		for _, p := range trail(t, tie.Paths[0].D) {
			if math.Abs(p.X-220) < math.Abs(nearest.X-220) {
				nearest = p
			}
		}
		above = append(above, nearest.Y)
	}
	if math.Abs(above[0]-above[1]) < 3 {
		t.Errorf("both pass at %.1f", above)
	}
}

func TestTiesPointAtWhomTheyAreDoneTo(t *testing.T) {
	for _, at := range []string{"[400, 0]", "[0, 400]", "[-300, 40]", "[250, 250]"} {
		_, _, ties, actors := drawn(t, `{"inroad": 1, "members": [{"id": "a", "at": [0, 0]}], "pages": [{"id": "p", "at": `+at+`}], "follows": [["a", "p"]]}`)
		if len(ties[0].Paths) != 2 {
			t.Fatalf("%d paths", len(ties[0].Paths))
		}
		tip := trail(t, ties[0].Paths[1].D)[0]
		if by := actors[1].beside(tip); by < 1 || by > 8 {
			t.Errorf("%s: the head ends %.1f from the Page", at, by)
		}
	}
}

func TestNothingIsCutOff(t *testing.T) {
	wide := strings.Repeat("Wilhelmina-Maximiliane ", 2) + "von und zu Hohenstein"
	all := networks(t)
	all["wide names"] = `{"inroad": 1, "members": [{"id": "a", "name": "` + wide + `", "at": [0, 0]}, {"id": "b", "name": "王小明王小明王小明王小明王小明王小明", "at": [600, 0]},
		{"id": "c", "name": "` + strings.Repeat("W", 60) + `", "at": [300, 300], "tier": "recruiter-corporate", "credits": 100, "inmail": "connections"}], "pages": [{"id": "p", "name": "WWWWWWWWWWWW Inc.", "at": [300, 0]}]}`
	all["lines outside"] = `{"inroad": 1, "members": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [160, 0]}, {"id": "c", "at": [1200, 0]}],
		"connections": [["a", "c"]], "wrote": [["a", "c"], ["c", "a"]], "blocks": [["a", "c"], ["c", "a"]]}`
	for name, scenario := range all {
		p, _, ties, actors := drawn(t, scenario)
		var room box
		if _, err := fmt.Sscan(p.ViewBox, &room.X, &room.Y, &room.W, &room.H); err != nil {
			t.Fatal(err)
		}
		inside := func(b box) bool {
			return b.X >= room.X && b.Y >= room.Y && b.X+b.W <= room.X+room.W && b.Y+b.H <= room.Y+room.H
		}
		for _, g := range append(ties, actors...) {
			for _, text := range g.Texts {
				if !inside(text.box()) {
					t.Errorf("%s: %q is cut off", name, text.Says)
				}
			}
			for _, path := range g.Paths {
				for _, p := range trail(t, path.D) {
					if !inside(box{p.X - 2, p.Y - 2, 4, 4}) {
						t.Errorf("%s: %q is cut off at %v", name, g.Title, p)
						break
					}
				}
			}
		}
	}
}

func TestLongNamesAreShortenedAndSaidInFull(t *testing.T) {
	long := "Wilhelmina Maximiliane von und zu Hohenstein-Sigmaringen"
	_, _, _, actors := drawn(t, `{"inroad": 1, "members": [{"id": "a", "name": "`+long+`"}, {"id": "b", "name": "Ben Okoye"}]}`)
	name := actors[0].Texts[1].Says
	if !strings.HasSuffix(name, "…") || !strings.HasPrefix(long, strings.TrimSuffix(name, "…")) || len(name) < 20 {
		t.Errorf("%q stands for %q", name, long)
	}
	if !strings.HasPrefix(actors[0].Title, long) {
		t.Errorf("the title is %q", actors[0].Title)
	}
	if got := actors[1].Texts[len(actors[1].Texts)-2].Says; got != "Ben Okoye" {
		t.Errorf("a short name is %q", got)
	}
}

func TestNamesOfThoseWithoutAPlaceLieApart(t *testing.T) {
	var members []string
	for i := range 12 {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "name": "Wilhelmina Maximiliane Hohenstein %d"}`, i, i))
	}
	_, _, _, actors := drawn(t, `{"inroad": 1, "members": [`+strings.Join(members, ",")+`]}`)
	var boxes []box
	for _, a := range actors {
		for _, text := range a.Texts[len(a.Texts)-2:] {
			for _, other := range boxes {
				if text.box().overlaps(other) {
					t.Errorf("%q lies on another text", text.Says)
				}
			}
			boxes = append(boxes, text.box())
		}
	}
}

// A set of one's own has other ties: a mutual one with a word has no head, and a long word is not cut off.
func TestTiesOfAnotherWorld(t *testing.T) {
	set := `{"schema": "@label(\"Doctor\") @list(\"doctors\") entity Doctor = { name: String }; type Ties = {
		@label(\"rota\") @ends(\"Doctor - Doctor\") rotas: Bool, @label(\"has once written a letter to\") @ends(\"Doctor > Doctor\") letters: Bool };
		type Pair = { @tie(\"rotas\") @side(\"either\") together: Bool };
		@label(\"Call\") @way(\"start\") action call appliesTo { principal: [Doctor], resource: [Doctor], context: Pair };",
		"data": {"title": "Rotas"}, "words": {"ties": {"rotas": {"short": "rota"}}}}`
	set = strings.NewReplacer("\n", "", "\t", "").Replace(set)
	p, _, ties, _ := drawn(t, `{"inroad": 1, "rules": {"set": `+set+`}, "doctors": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [0, 300]}],
		"rotas": [["a", "b"]], "letters": [["a", "b"]]}`)
	if len(ties[0].Paths) != 1 || len(ties[1].Paths) != 2 {
		t.Errorf("%d and %d paths", len(ties[0].Paths), len(ties[1].Paths))
	}
	var room box
	if _, err := fmt.Sscan(p.ViewBox, &room.X, &room.Y, &room.W, &room.H); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"rota", "has once written a letter to"} {
		label := ties[i].Texts[0]
		if at := label.box(); label.Says != want || at.X < room.X || at.X+at.W > room.X+room.W {
			t.Errorf("%q at %v is cut off by %v", label.Says, at, room)
		}
	}
}
