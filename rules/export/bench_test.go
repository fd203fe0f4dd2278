package export_test

import (
	"io/fs"
	"os"
	"path"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/decision"
	"inroad/rules/export"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

// BenchmarkRequests decides each request of each example, once by the engine and once by cedar.Authorize, which is given the
// policies in force and the entities of the example. web/bench/cedar.bench.ts asks the official Cedar the same.
func BenchmarkRequests(b *testing.B) {
	var engine, authorize []func()
	for _, s := range examples(b) {
		cases, failed, _ := export.Cases(s)
		if failed != nil {
			b.Fatal(failed)
		}
		board := decision.New(s.Set, s.Readings).On(s.Network)
		files, err := export.Files(s, nil, export.Options{})
		if err != nil {
			b.Fatal(err)
		}
		policies, err := cedar.NewPolicySetFromBytes("", files["policies.cedar"])
		if err != nil {
			b.Fatal(err)
		}
		var entities types.EntityMap
		if err := entities.UnmarshalJSON(files["entities.json"]); err != nil {
			b.Fatal(err)
		}
		for _, c := range cases {
			from, _ := s.Network.Find(string(c.Request.Principal.ID))
			to, ok := s.Network.Find(string(c.Request.Resource.ID))
			if !ok {
				to = decision.Nobody
			}
			action := string(c.Request.Action.ID)
			engine = append(engine, func() {
				if d, err := board.Between(from, to, action); err != nil || (d.Verdict == decision.Allowed) != bool(c.Decision) {
					b.Fatal(c.Name(), d, err)
				}
			})
			authorize = append(authorize, func() {
				if decided, _ := cedar.Authorize(policies, entities, c.Request); decided != c.Decision {
					b.Fatal(c.Name(), decided)
				}
			})
		}
	}
	for _, of := range []struct {
		name string
		asks []func()
	}{{"engine", engine}, {"cedar.Authorize", authorize}} {
		b.Run(of.name, func(b *testing.B) {
			for b.Loop() {
				for _, ask := range of.asks {
					ask()
				}
			}
			b.ReportMetric(float64(b.N*len(of.asks))/b.Elapsed().Seconds(), "decisions/s")
		})
	}
}

// examples are those of every set that comes with Inroad.
func examples(t testing.TB) (list []*scenario.Scenario) {
	t.Helper()
	files, err := fs.Glob(os.DirFS(".."), "sets/*/examples/*.json")
	if err != nil || len(files) < len(sets.Builtin()) {
		t.Fatalf("%d examples (%v)", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(path.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		s, mistakes := scenario.Parse(text)
		if mistakes != nil {
			t.Fatal(file, mistakes[0])
		}
		list = append(list, s)
	}
	return list
}
