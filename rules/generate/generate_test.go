package generate_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"testing"

	"inroad/rules/generate"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// eachSet runs a test for every set that comes with Inroad, and for the hospital.
func eachSet(t *testing.T, test func(t *testing.T, set *policy.RuleSet)) {
	names := append(sets.Builtin(), "hospital")
	for _, name := range names {
		t.Run(name, func(t *testing.T) { test(t, setOf(t, name)) })
	}
}

func setOf(t *testing.T, name string) *policy.RuleSet {
	t.Helper()
	if name != "hospital" {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	files, err := sets.ReadFolder(os.DirFS("../testdata/sets/hospital"))
	if err != nil {
		t.Fatal(err)
	}
	set, problems := policy.Outside(name, files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

func plan(actors int, model generate.Model) generate.Plan {
	return generate.Plan{Actors: actors, Seed: 7, Model: model, Ties: generate.UsualTies}
}

// file is a network as a scenario file.
func file(set *policy.RuleSet, p generate.Plan) []byte {
	s := scenario.Empty(set)
	s.Network = generate.Network(set, p)
	return scenario.Format(s)
}

// What is made opens: the parser finds no mistake in it, and a broken law is one.
func TestWhatIsMadeOpens(t *testing.T) {
	eachSet(t, func(t *testing.T, set *policy.RuleSet) {
		for _, model := range generate.Models() {
			sizes := []int{2, 3, 7, 40, 300}
			if model == string(generate.SmallWorld) {
				sizes = append(sizes, scenario.MaxActors)
			}
			for seed, actors := range sizes {
				p := plan(actors, generate.Model(model))
				p.Seed = uint64(seed)
				text := file(set, p)
				s, errs := scenario.Parse(text)
				if errs != nil {
					t.Fatalf("%s, %d actors: %d mistakes, the first %v", model, actors, len(errs), errs[0].Message)
				}
				if s.Network.Len() != actors {
					t.Errorf("%s: %d actors, not %d", model, s.Network.Len(), actors)
				}
			}
		}
	})
}

// What laws rule out is not made, be it of one, of two between whom nothing is, or of a tie and its ends; and a world may have shops
// alone, no ties, or ties between two kinds only.
func TestLaws(t *testing.T) {
	for name, files := range map[string]sets.Files{
		"shops": {
			sets.Schema: `@list("shops") @drawn("organisation") entity Shop = { name: String, loud: Bool, size: Long };
action call appliesTo { principal: [Shop], resource: [Shop] };`,
			sets.Impossible: `@id("loud") @title("of two loud shops one is large")
forbid(principal is Shop, action, resource is Shop) when { principal.loud && resource.loud && principal.size < 2 };`,
		},
		"markets": {
			sets.Schema: `entity Coin in [Coin];
entity Hat in [Hat];
@list("buyers") entity Buyer = { name: String, rich: Bool, debts: Long, coin: Coin, purse: Long, hat: Hat };
@list("stalls") entity Stall = { name: String, open: Bool };
type Ties = { @ends("Buyer - Stall") @undo("either") trades: Bool, @ends("Buyer > Stall") owes: Bool, @ends("Stall > Buyer") bans: Bool };
type Pair = { @distance("trades") @far("4") steps?: Long, @tie("owes") @side("sender") owing: Bool, @tie("bans") @side("recipient") banned: Bool };
action buy appliesTo { principal: [Buyer], resource: [Stall], context: Pair };`,
			sets.Impossible: `@id("rich") @title("the rich have no debts")
forbid(principal is Buyer, action, resource) when { principal.rich && principal.debts > 0 };
@id("owed") @title("debts are owed to somebody who is open")
forbid(principal is Buyer, action, resource is Stall) when { context.owing && !resource.open };
@id("banned") @title("nobody trades who is banned")
forbid(principal is Buyer, action, resource is Stall) when { context.banned && context has steps && context.steps == 1 };`,
		},
	} {
		files[sets.Data] = `{"title": "x"}`
		if name == "markets" { // of one hat, and a coin that brings more than there are numbers of 32 bits
			files[sets.Data] = `{"title": "x", "values": {"Hat": [{"value": "bowler"}], "Coin": [{"value": "tin"}, {"value": "gold", "brings": {"purse": 4294967295}}]}}`
		}
		set, problems := policy.Outside(name, files)
		if problems != nil {
			t.Fatal(problems[0].Message)
		}
		for _, model := range generate.Models() {
			for seed := range 10 {
				p := plan(300, generate.Model(model))
				p.Seed = uint64(seed)
				n := generate.Network(set, p)
				if broken := set.BrokenAt(n); broken != nil || n.Len() != 300 {
					t.Fatalf("%s, %s: %d laws are broken", name, model, len(broken))
				}
				if tie := counted(n.World); tie != nil {
					if made := len(n.Pairs(tie)); made < 880 || made > 900 {
						t.Errorf("%s, %s: %d ties", name, model, made)
					}
				}
			}
		}
	}
}

// golden are the files of a hundred actors of seed 7, by their hash: the same natively and as WebAssembly. They change with what
// a set declares.
var golden = map[string]string{
	"article small-world":   "ab4719aca2ac1e7c",
	"article preferential":  "804b6a2a7a778844",
	"linkedin small-world":  "e46a758092726167",
	"linkedin preferential": "6ff05b05439d7af1",
	"hospital small-world":  "273be2f880c749f8",
	"hospital preferential": "10d8dec1d252cead",
}

func TestSeedsAreFiles(t *testing.T) {
	eachSet(t, func(t *testing.T, set *policy.RuleSet) {
		seen := map[string]bool{}
		for _, model := range generate.Models() {
			name := set.Name + " " + model
			s := scenario.Empty(set)
			s.Network = generate.Network(set, plan(100, generate.Model(model)))
			set := *set
			set.Files = nil // the rules of a set change
			s.Set = &set
			got := fmt.Sprintf("%x", sha256.Sum256(scenario.Format(s)))[:16]
			if got != golden[name] {
				t.Errorf("%q: %q,", name, got)
			}
			seen[got] = true
		}
		other := plan(100, generate.SmallWorld)
		other.Seed = 8
		if string(file(set, other)) == string(file(set, plan(100, generate.SmallWorld))) || len(seen) < 2 {
			t.Error("another seed, or another model, gives the same file")
		}
	})
}

// More ties leave the actors as they are.
func TestTiesLeaveTheActors(t *testing.T) {
	set := setOf(t, "article")
	p := plan(50, generate.SmallWorld)
	few := generate.Network(set, p)
	p.Ties = 5
	more := generate.Network(set, p)
	for i, a := range few.Actors() {
		if fmt.Sprint(a) != fmt.Sprint(more.Actor(i)) {
			t.Fatalf("%v is %v", a, more.Actor(i))
		}
	}
}

// counted is the first tie of a world that distances are counted along.
func counted(w *world.World) *world.Tie {
	for _, p := range w.Pair {
		if p.Distance() {
			return p.Tie
		}
	}
	return nil
}

// ends are the actors who may have a tie.
func ends(n *network.Network, t *world.Tie) []int {
	var list []int
	for i, a := range n.Actors() {
		for _, k := range n.World.Kinds {
			if t.Fits(a.Kind, k) {
				list = append(list, i)
				break
			}
		}
	}
	return list
}

// The mean number of ties is twice that which each makes.
func TestDegrees(t *testing.T) {
	eachSet(t, func(t *testing.T, set *policy.RuleSet) {
		for _, model := range generate.Models() {
			n := generate.Network(set, plan(1000, generate.Model(model)))
			tie := counted(n.World)
			mean := 2 * float64(len(n.Pairs(tie))) / float64(len(ends(n, tie)))
			if mean < 5.9 || mean > 6 {
				t.Errorf("%s: %.2f ties each", model, mean)
			}
		}
	})
}

// clustering is how many of the pairs of those tied to somebody are tied themselves.
func clustering(n *network.Network, t *world.Tie) float64 {
	closed, all := 0, 0
	for i := range n.Len() {
		near := n.To(t, i)
		for k, a := range near {
			for _, b := range near[:k] {
				all++
				if n.Has(t, int(a), int(b)) {
					closed++
				}
			}
		}
	}
	return float64(closed) / float64(all)
}

// In a small world those whom one knows know each other, and nobody is far; with preferential attachment a few have very many ties.
// At random, six of a thousand would be tied.
func TestModels(t *testing.T) {
	eachSet(t, func(t *testing.T, set *policy.RuleSet) {
		small := generate.Network(set, plan(1000, generate.SmallWorld))
		scaleFree := generate.Network(set, plan(1000, generate.Preferential))
		tie := counted(set.World)
		if c := clustering(small, tie); c < 0.3 {
			t.Errorf("a small world with a clustering of %.3f", c)
		}
		if c := clustering(scaleFree, tie); c > 0.1 {
			t.Errorf("preferential attachment with a clustering of %.3f", c)
		}
		if most := mostTies(small, tie); most > 14 {
			t.Errorf("somebody in a small world has %d ties", most)
		}
		if most := mostTies(scaleFree, tie); most < 40 {
			t.Errorf("with preferential attachment nobody has more than %d ties", most)
		}
		for _, n := range []*network.Network{small, scaleFree} {
			if steps := n.Near(tie, ends(n, tie)[:1], 12); len(steps) < len(ends(n, tie))*99/100 {
				t.Errorf("twelve steps lead to %d of %d", len(steps), len(ends(n, tie)))
			}
		}
	})
}

func mostTies(n *network.Network, t *world.Tie) int {
	most := 0
	for i := range n.Len() {
		most = max(most, len(n.To(t, i)))
	}
	return most
}

// Every tie of the world is there, those with a direction are few; every value of every choice is there, the first most often;
// and one in twenty is an organisation.
func TestEverythingOccurs(t *testing.T) {
	eachSet(t, func(t *testing.T, set *policy.RuleSet) {
		n := generate.Network(set, plan(2000, generate.SmallWorld))
		for _, tie := range n.World.Ties {
			switch made := len(n.Pairs(tie)); {
			case made == 0:
				t.Errorf("nobody has the tie %s", tie.Name)
			case !tie.Mutual && made > 2000/3:
				t.Errorf("%d have the tie %s", made, tie.Name)
			}
		}
		organisations := 0
		for _, a := range n.Actors() {
			if a.Kind.Drawn == world.Organisation {
				organisations++
			}
		}
		if organisations != 100 {
			t.Errorf("%d organisations", organisations)
		}
		for _, k := range n.World.Kinds {
			for _, attribute := range k.Attributes {
				occurring(t, n, attribute)
			}
		}
	})
}

// occurring checks the values that an attribute has.
func occurring(t *testing.T, n *network.Network, a *world.Attribute) {
	t.Helper()
	times, of := map[world.Value]int{}, 0
	for _, actor := range n.Actors() {
		if actor.Kind == a.Kind {
			times[actor.Value(a)]++
			of++
		}
	}
	switch a.Type {
	case world.Choice:
		for v := range a.Names() {
			if times[world.Value{Number: int64(v)}] == 0 {
				t.Errorf("nobody has %s of %s", a.Names()[v], a.Name)
			}
		}
		there := of - times[world.Absent]
		if first := times[world.Value{}]; first*10 < there*4 || first*10 > there*6 {
			t.Errorf("%d of %d have the first value of %s", first, there, a.Name)
		}
	case world.Bool:
		if yes := times[world.Value{Number: 1}]; yes == 0 || yes*6 > of {
			t.Errorf("%d of %d have %s", yes, of, a.Name)
		}
	}
	if absent := times[world.Absent]; a.Optional && a.Type != world.Text && (absent*10 < of*4 || absent*10 > of*6) {
		t.Errorf("%d of %d lack %s", absent, of, a.Name)
	}
}

func BenchmarkNetwork(b *testing.B) {
	set, err := policy.Load("linkedin")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		generate.Network(set, plan(2000, generate.SmallWorld))
	}
}
