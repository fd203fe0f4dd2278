package analysis_test

import (
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// fine looks at every fact but free text and the recipient's numbers that are always there.
func fine(w *world.World) situation.Lens {
	cuts := map[string][]int64{"credits": {1}, "sentInmails": {25}, "seats": {1, 3}, "bleeps": {1, 3}}
	lens := situation.Lens{Cuts: map[*world.Fact][]int64{}}
	for _, f := range w.Facts() {
		if f.IsText() || f.IsNumber() && f.Side == world.Recipient && !f.Attribute.Optional {
			continue
		}
		lens.Facts = lens.Facts.With(f)
		if f.IsNumber() {
			lens.Cuts[f] = cuts[f.Attribute.Name]
		}
	}
	return lens
}

// staged finds the two on stage.
func staged(n *network.Network) (from, to int) {
	from, _ = n.Find("sender")
	to, ok := n.Find("recipient")
	if !ok {
		to = decision.Nobody
	}
	return from, to
}

// What is staged is the situation that was asked for, and with nobody in it who is not needed. Every 17th of the article is
// staged: 17 divides none of its numbers of values, so that each value of each fact comes up.
func TestStage(t *testing.T) {
	for _, test := range []struct {
		set    *policy.RuleSet
		stride int
	}{{article(t), 17}, {hospital(t), 1}} {
		w := test.set.World
		lens, every := fine(w), world.Set(w.Facts()...)
		for _, f := range w.Facts() {
			if f.Of == world.OfID || f.Of == world.OfName {
				every = every.But(world.Set(f))
			}
		}
		view := situation.Lens{Facts: every, Exact: every}.Ready(w)
		want, got := map[*world.Fact]map[world.Value]bool{}, map[*world.Fact]map[world.Value]bool{}
		note := func(values map[*world.Fact]map[world.Value]bool, s situation.Situation) {
			for _, f := range lens.Facts.In(w) {
				if !f.Is(s.Kinds()) {
					continue
				}
				if values[f] == nil {
					values[f] = map[world.Value]bool{}
				}
				values[f][s.Value(f)] = true
			}
		}
		at := 0
		for _, kinds := range w.Pairs() {
			for s := range test.set.Space.All(lens, kinds) {
				note(want, s)
				if at++; at%test.stride != 0 {
					continue
				}
				note(got, s)
				n := analysis.Stage(w, s)
				from, to := staged(n)
				most := 2
				if to == decision.Nobody {
					most = 1
				}
				for _, p := range w.Pair {
					if steps := int(s.Pair.Of(p)); p.Distance() && int64(steps) < p.Far {
						most += max(steps-1, 0)
					}
				}
				if is := situation.Of(n, from, to); string(view.Key(nil, is)) != string(view.Key(nil, s)) || n.Len() != most {
					t.Fatalf("staged %+v\nas     %+v, with %d actors, want %d", s, is, n.Len(), most)
				}
				if broken := test.set.BrokenAt(n); len(broken) > 0 {
					t.Fatalf("staged %+v, which %s", s, broken[0].Law.Title)
				}
			}
		}
		for f, values := range want {
			if len(got[f]) != len(values) {
				t.Errorf("%+v: %d of %d values were staged", f, len(got[f]), len(values))
			}
		}
		t.Logf("%d situations, every %dth staged", at, test.stride)
	}
}

// Those between are of the kinds that the tie can go through, and whoever enters has a name of its own.
func TestStageGoesThroughOtherKinds(t *testing.T) {
	tree, diagnostics := cedar.ParseSchema(`
@list("cats") entity Cat = { name: String };
@list("dogs") @drawn("organisation") entity Dog = { name: String };
type Ties = { @ends("Cat - Dog") chases: Bool, @ends("Cat > Dog, Dog > Cat") smelt: Bool };
type Pair = {
  @distance("chases") @far("9") near?: Long,
  @tie("smelt") @side("sender") senderSmelt: Bool,
  @tie("smelt") @side("either") smelt: Bool,
};
action bark appliesTo { principal: [Cat, Dog], resource: [Cat, Dog], context: Pair };`)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	w, diagnostics := world.Read(tree)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	cat, dog := w.Kinds[0], w.Kinds[1]
	pair := func(near, senderSmelt, smelt byte) situation.Situation {
		return situation.Situation{
			Sender: situation.Party{Kind: cat}, Recipient: situation.Party{Kind: dog}, Pair: situation.Pair([]byte{near, senderSmelt, smelt}),
		}
	}
	n := analysis.Stage(w, pair(7, 0, 1))
	from, to := staged(n)
	if is := situation.Of(n, from, to); is.Pair != pair(7, 0, 1).Pair {
		t.Errorf("they are in %q", is.Pair)
	}
	kinds, names := map[*world.Kind]int{}, map[string]bool{}
	for _, a := range n.Actors() {
		kinds[a.Kind]++
		names[a.Name] = true
	}
	if kinds[cat] != 4 || kinds[dog] != 4 || len(names) != 8 {
		t.Errorf("%d cats and %d dogs with %d names", kinds[cat], kinds[dog], len(names))
	}
	smelt, _ := w.Tie("smelt")
	if n.Has(smelt, from, to) || !n.Has(smelt, to, from) {
		t.Error("it is the recipient who smelt the sender: the sender did not")
	}
	n = analysis.Stage(w, pair(9, 1, 1))
	if from, to = staged(n); n.Has(smelt, to, from) || !n.Has(smelt, from, to) || n.Len() != 2 {
		t.Error("one of them smelt the other, and nobody is near")
	}
	// A cat is never at an even distance from a dog.
	if n = analysis.Stage(w, pair(2, 0, 0)); n.Len() != 2 {
		t.Errorf("%d are on stage", n.Len())
	}
}
