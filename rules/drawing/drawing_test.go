package drawing

import (
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/scenario"
)

var update = flag.Bool("update", false, "write the goldens anew")

func board(t testing.TB, text []byte) *decision.Board {
	t.Helper()
	s, errs := scenario.Parse(text)
	if errs != nil {
		t.Fatal(errs)
	}
	return decision.New(s.Set, s.Readings).On(s.Network)
}

// wellFormed fails where a picture is no XML or needs a style or a script.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || start.Name.Local == "script" {
				t.Errorf("a strict host refuses <%s %s>", start.Name.Local, a.Name.Local)
			}
		}
	}
}

func TestPictures(t *testing.T) {
	names, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(names) < 8 {
		t.Fatalf("%d examples (%v)", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		svg := SVG(board(t, text), 0)
		wellFormed(t, svg)
		if filepath.Base(name) != "cold-outreach.json" {
			continue
		}
		if *update {
			if err := os.WriteFile("../testdata/cold-outreach.svg", []byte(svg), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile("../testdata/cold-outreach.svg")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), svg); diff != "" {
			t.Error(diff)
		}
	}
}

func TestOddNetworks(t *testing.T) {
	for _, text := range []string{
		`{"inroad": 1}`,
		`{"inroad": 1, "members": [{"id": "a", "name": "<b onload=\"x\"> & 'co'"}], "pages": [{"id": "b", "name": "<script>"}], "wrote": [["a", "b"]]}`,
		`{"inroad": 1, "members": [{"id": "a", "at": [0, 0]}, {"id": "b", "at": [0, 0]}], "wrote": [["a", "b"]]}`,
	} {
		b := board(t, []byte(text))
		wellFormed(t, SVG(b, decision.Nobody))
		if b.Network.Len() > 0 {
			wellFormed(t, SVG(b, 0))
		}
	}
}
