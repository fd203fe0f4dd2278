package drawing

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/world"
)

// routeCase is a line between two shapes among others, and how it is drawn. The page's canvas reads the same cases: it
// has this code in its own language, because it draws at every step of a drag.
type routeCase struct {
	From   caseShape   `json:"from"`
	To     caseShape   `json:"to"`
	Bends  []float64   `json:"bends"`
	Lane   int         `json:"lane"`
	Spread float64     `json:"spread"`
	Others []caseShape `json:"others"`
	Path   string      `json:"path"`
	Arrow  string      `json:"arrow"`
	Label  [2]float64  `json:"label"`
}

type caseShape struct {
	X     float64     `json:"x"`
	Y     float64     `json:"y"`
	Drawn world.Drawn `json:"drawn"`
	Scale float64     `json:"scale"`
	Text  float64     `json:"text"` // the width of what is written under it
}

func (c caseShape) shape() shape { return shape{point{X: c.X, Y: c.Y}, c.Drawn, c.Scale} }

func (c *routeCase) draw() {
	var obstacles, wider []*obstacle
	for _, s := range append([]caseShape{c.From, c.To}, c.Others...) {
		obstacles = append(obstacles, outline(s.shape(), clearance), textUnder(s.shape(), s.Text, 2, textClearance))
		wider = append(wider, outline(s.shape(), clearance+c.Spread), textUnder(s.shape(), s.Text, 2, textClearance+c.Spread))
	}
	from, to := c.From.shape(), c.To.shape()
	drawn := routeOf(from, to, c.Bends, obstacles, wider).draw(from, to, 3)
	label := labelSpot(drawn.points, c.Lane, obstacles, 14, nil)
	c.Path, c.Arrow, c.Label = drawn.path, drawn.arrow, [2]float64{math.Round(label.X), math.Round(label.Y)}
}

func TestRoutes(t *testing.T) {
	const golden = "../testdata/routes.jsonl"
	random := rand.New(rand.NewSource(1))
	var cases []routeCase
	for i := range 60 {
		apart := []float64{190, 130, 90}[i%3]
		var shapes []caseShape
		for len(shapes) < 4+i%9 {
			s := caseShape{X: float64(random.Intn(900)), Y: float64(random.Intn(600)), Drawn: world.Person, Scale: []float64{1, 1.18, 1.75}[random.Intn(3)], Text: float64(60 + random.Intn(170))}
			if random.Intn(4) == 0 {
				s.Drawn = world.Organisation
			}
			free := true
			for _, other := range shapes {
				free = free && distance(s.shape().point, other.shape().point) > apart
			}
			if free {
				shapes = append(shapes, s)
			}
		}
		lane := i % 4
		c := routeCase{From: shapes[0], To: shapes[1], Bends: []float64{bendOf(lane)}, Lane: lane, Spread: float64(i % 6 * 7), Others: shapes[2:]}
		if i%5 == 0 {
			c.Bends = append(c.Bends, 110, -110)
		}
		c.draw()
		cases = append(cases, c)
	}
	got := new(bytes.Buffer)
	encoder := json.NewEncoder(got)
	for _, c := range cases {
		if err := encoder.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}
