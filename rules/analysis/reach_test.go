package analysis_test

import (
	"fmt"
	"slices"
	"testing"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/generate"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// birds are a rule set in which it matters how far two are from each other, up to five steps.
func birds(t testing.TB) *policy.RuleSet {
	t.Helper()
	return outside(t, sets.Files{
		sets.Schema: `entity Nest in [Nest];
@list("birds") entity Bird = { name: String, nest: Nest };
type Ties = { @ends("Bird - Bird") @undo("either") nears: Bool, @ends("Bird > Bird") hears: Bool };
type Pair = { @distance("nears") @far("6") steps?: Long, @tie("hears") @side("recipient") heard: Bool };
@way("start") action sing appliesTo { principal: [Bird], resource: [Bird], context: Pair };`,
		sets.Data: `{"title": "Birds", "values": {"Nest": [{"value": "twig", "price": "0.00"}, {"value": "tower", "price": "2.00"}]}}`,
		sets.Rules: `@id("near") @title("Birds sing to those near") permit(principal, action == Action::"sing", resource)
when { context has steps && context.steps <= 3 };
@id("tower") @title("From a tower it is heard further") permit(principal, action == Action::"sing", resource)
when { principal.nest == Nest::"tower" && context has steps && context.steps <= 5 };
@id("heard") @title("Birds sing to those that hear them") permit(principal, action == Action::"sing", resource)
when { context.heard };`,
	})
}

// eachNetwork runs a test over small networks by chance, of every set.
func eachNetwork(t *testing.T, actors, seeds int, test func(t *testing.T, b *decision.Board)) {
	linkedin, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	for name, set := range map[string]*policy.RuleSet{"article": article(t), "linkedin": linkedin, "hospital": hospital(t)} {
		for seed := range seeds {
			t.Run(fmt.Sprint(name, seed), func(t *testing.T) {
				model := generate.Model(generate.Models()[seed%2])
				n := generate.Network(set, generate.Plan{Actors: actors, Seed: uint64(seed), Model: model, Ties: 1})
				test(t, decision.New(set, set.Defaults()).On(n))
			})
		}
	}
}

// once is whether one reaches another, asked of the rules one by one, and whether there is a way that could be allowed.
func once(t *testing.T, set *policy.RuleSet, n *network.Network, from, to int) (is, offered bool) {
	t.Helper()
	s := situation.Of(n, from, to)
	for _, action := range set.World.Actions {
		if action.Way == world.NoWay || !action.Applies(s.Kinds()) {
			continue
		}
		offered = true
		is = is || outcome(t, set, set.Defaults(), s, action.Name).Verdict == decision.Allowed
	}
	return is, offered
}

// slowly is whom each sender reaches.
func slowly(t *testing.T, set *policy.RuleSet, n *network.Network) [][]bool {
	t.Helper()
	list := make([][]bool, n.Len())
	for i := range list {
		list[i] = make([]bool, n.Len())
		for j := range list[i] {
			if i != j {
				list[i][j], _ = once(t, set, n, i, j)
			}
		}
	}
	return list
}

// gained is how many more are reached, by all or by one.
func gained(before, after [][]bool, from int) int {
	gain := 0
	for i := range before {
		for j := range before[i] {
			switch {
			case from != decision.Nobody && from != i || before[i][j] == after[i][j]:
			case after[i][j]:
				gain++
			default:
				gain--
			}
		}
	}
	return gain
}

// whole is a summary when all of it is known.
func whole(t testing.TB, b *decision.Board, from, tries int) analysis.Summary {
	t.Helper()
	var last analysis.Summary
	for known := range analysis.Summaries(b, from, tries, nil) {
		last = known
	}
	if last.More || last.Everybody == nil || last.Tie == nil || last.Done != last.Of || (last.One != nil) != (from != decision.Nobody) {
		t.Fatalf("not whole: %+v", last)
	}
	return last
}

// Whom each value reaches is what the rules say of each pair, and the ways of a group add up to its pairs.
func TestReaches(t *testing.T) {
	eachNetwork(t, 14, 3, func(t *testing.T, b *decision.Board) {
		everybody := whole(t, b, decision.Nobody, 0).Everybody
		holds := func(r analysis.Reach, has func(network.Actor) bool) {
			t.Helper()
			senders, pairs, reached, ways, waysReached := 0, 0, 0, 0, 0
			for i, a := range b.Network.Actors() {
				if !has(a) {
					continue
				}
				senders++
				for j := range b.Network.Len() {
					if i == j {
						continue
					}
					is, offered := once(t, b.Set, b.Network, i, j)
					if offered {
						pairs++
					}
					if is {
						reached++
					}
				}
			}
			for _, w := range r.Ways {
				ways += w.Pairs
				if w.Mark >= decision.Contested {
					waysReached += w.Pairs
				}
			}
			if r.Senders != senders || r.Pairs != pairs || r.Reached != reached || ways != pairs || waysReached != reached {
				t.Errorf("%+v, want %d senders with %d of %d pairs", r, senders, reached, pairs)
			}
		}
		holds(everybody.All, func(network.Actor) bool { return true })
		kinds := map[*world.Kind]int{}
		for _, g := range everybody.Groups {
			holds(g.Reach, func(a network.Actor) bool { return a.Kind == g.Attribute.Kind && a.Value(g.Attribute) == g.Value })
			kinds[g.Attribute.Kind] += g.Senders
		}
		for i, a := range b.Network.Actors() {
			holds(*whole(t, b, i, 0).One, func(other network.Actor) bool { return other.ID == a.ID })
			for _, attribute := range a.Kind.Attributes {
				if attribute.Type == world.Choice {
					kinds[a.Kind]--
				}
			}
		}
		for kind, left := range kinds {
			if left != 0 {
				t.Errorf("%s: the groups have %d too many", kind.Type, left)
			}
		}
	})
}

// one names a tie between two.
func one(t *world.Tie, i, j int) string {
	if t.Mutual {
		i, j = min(i, j), max(i, j)
	}
	return fmt.Sprint(t.Name, " ", i, " ", j)
}

// lawful are all ties that there could be more, with the network that each makes. One that takes a distance's tie along is none.
func lawful(set *policy.RuleSet, n *network.Network, from int) (possible int, list map[string]*network.Network) {
	list = map[string]*network.Network{}
	for _, tie := range n.World.Ties {
		for i := range n.Len() {
			for j := range n.Len() {
				if i == j || n.Has(tie, i, j) || tie.Mutual && i > j || !tie.Fits(n.Actor(i).Kind, n.Actor(j).Kind) || from != decision.Nobody && i != from && j != from {
					continue
				}
				possible++
				after, along, err := set.Act(n, network.Act{Do: network.Make, From: i, To: j, Tie: tie})
				counts := func(c policy.Consequence) bool {
					return slices.ContainsFunc(n.World.Pair, func(p *world.PairFact) bool { return p.Distance() && p.Tie == c.Tie })
				}
				if err == nil && !slices.ContainsFunc(along, counts) {
					list[one(tie, i, j)] = after
				}
			}
		}
	}
	return possible, list
}

// flock is a network of birds in rows.
func flock(t *testing.T, rows ...int) *decision.Board {
	t.Helper()
	set := birds(t)
	nears, _ := set.World.Tie("nears")
	var actors []network.Actor
	ties := network.Ties{}
	for _, length := range rows {
		for i := range length {
			at := len(actors)
			actors = append(actors, network.Actor{ID: fmt.Sprint("b", at), Kind: set.World.Kinds[0], Values: []world.Value{{Number: int64(min(at%5, 1))}}})
			if i > 0 {
				ties[nears] = append(ties[nears], network.Pair{From: at - 1, To: at})
			}
		}
	}
	return decision.New(set, set.Defaults()).On(network.New(set.World, actors, ties))
}

// The tie that opens most is found: no other that the laws allow gains more, of one actor or of all. Where the search ends early, none
// gains more than it says.
func TestMostOpening(t *testing.T) {
	eachNetwork(t, 8, 4, opensMost)
	for _, rows := range [][]int{{12}, {9, 9}, {11, 2, 1}, {5, 5, 5}} {
		t.Run(fmt.Sprint(rows), func(t *testing.T) { opensMost(t, flock(t, rows...)) })
	}
}

func opensMost(t *testing.T, b *decision.Board) {
	before := slowly(t, b.Set, b.Network)
	afterwards := map[string][][]bool{}
	_, ties := lawful(b.Set, b.Network, decision.Nobody)
	for name, after := range ties {
		afterwards[name] = slowly(t, b.Set, after)
	}
	for from := decision.Nobody; from < b.Network.Len(); from++ {
		most := 0
		possible, ties := lawful(b.Set, b.Network, from)
		for name := range ties {
			most = max(most, gained(before, afterwards[name], from))
		}
		found := whole(t, b, from, 1<<20).Tie
		if !found.Exact() || found.Found.Gain() != most || found.Possible != possible || found.Tried > possible {
			t.Errorf("from %d: %+v of %d, want one that gains %d of %d", from, found.Found, found.Possible, most, possible)
		}
		if most > 0 {
			name := one(found.Found.Tie, found.Found.From, found.Found.To)
			if gain := gained(before, afterwards[name], from); gain != most {
				t.Errorf("from %d: %s gains %d, not %d", from, name, gain, most)
			}
		}
		for tries := range 4 {
			early := whole(t, b, from, tries).Tie
			if early.Tried > tries || max(early.Beyond, early.Found.Gain()) < most || early.Exact() && early.Found.Gain() != most {
				t.Errorf("from %d, %d tries: %+v, and one gains %d", from, tries, early, most)
			}
		}
	}
}

// What a value with a price is worth is what somebody reaches who has it, with what it brings and without what gives way.
func TestWorths(t *testing.T) {
	tried := 0
	worth := func(t *testing.T, b *decision.Board) {
		for from, a := range b.Network.Actors() {
			worths := whole(t, b, from, 0).Worths
			tried += len(worths)
			for _, w := range worths {
				after, _, err := b.Set.Act(b.Network, network.Act{Do: network.Set, From: from, To: from, Attribute: w.Attribute, Value: w.Value})
				if err != nil {
					t.Fatal(err)
				}
				reached, opened, closed := 0, 0, 0
				for to := range after.Len() {
					if to == from {
						continue
					}
					was, _ := once(t, b.Set, b.Network, from, to)
					is, _ := once(t, b.Set, after, from, to)
					switch {
					case is && !was:
						opened++
					case was && !is:
						closed++
					}
					if is {
						reached++
					}
				}
				if w.Reach.Reached != reached || w.Opened != opened || w.Closed != closed || w.Now != (a.Value(w.Attribute) == w.Value) {
					t.Errorf("%s with %s: %+v, want %d reached, %d opened, %d closed", a.ID, w.Attribute.Names()[w.Value.Number], w, reached, opened, closed)
				}
			}
		}
	}
	eachNetwork(t, 12, 3, worth)
	worth(t, flock(t, 7, 3))
	if tried == 0 {
		t.Error("no value has a price")
	}
}

// crowd is a network by chance.
func crowd(t testing.TB, set *policy.RuleSet, actors int, model generate.Model) *decision.Board {
	t.Helper()
	n := generate.Network(set, generate.Plan{Actors: actors, Seed: 7, Model: model, Ties: 3})
	return decision.New(set, set.Defaults()).On(n)
}

// A summary comes in slices that say more and more, of the tie nothing that the last does not bear out; and whoever wants no more after
// any of them is not asked again.
func TestSummariesInSlices(t *testing.T) {
	const most = 1000
	b := crowd(t, article(t), 600, generate.SmallWorld)
	for _, from := range []int{decision.Nobody, 3} {
		last := whole(t, b, from, 50)
		count, before := 0, analysis.Summary{}
		for known := range analysis.Summaries(b, from, 50, nil) {
			if count++; count > most || known.Done < before.Done || before.Everybody != nil && known.Everybody != before.Everybody {
				t.Fatalf("slice %d: %+v after %+v", count, known, before)
			}
			if tie := known.Tie; tie != nil && max(tie.Beyond, tie.Found.Gain()) < last.Tie.Found.Gain() {
				t.Errorf("%+v so far, and %+v in the end", tie, last.Tie)
			}
			before = known
		}
		if before.More || count < 3 {
			t.Fatalf("%d slices, and more is %t", count, before.More)
		}
		for _, wanted := range []int{1, 2, count / 2, count - 1} {
			got := 0
			for range analysis.Summaries(b, from, 50, nil) {
				if got++; got == wanted {
					break
				}
			}
			if got != wanted {
				t.Errorf("%d slices, want %d", got, wanted)
			}
		}
		for known := range analysis.Summaries(b, from, 50, last.Everybody) {
			if known.Everybody != last.Everybody {
				t.Fatal("what is known was looked for again")
			}
		}
	}
}

func BenchmarkSummaries(b *testing.B) {
	for _, name := range []string{"article", "linkedin"} {
		set, err := policy.Load(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, actors := range []int{1000, 2000} {
			for of, from := range map[string]int{"all": decision.Nobody, "one": 0} {
				b.Run(fmt.Sprintf("%s/%d/%s", name, actors, of), func(b *testing.B) {
					for b.Loop() {
						whole(b, crowd(b, set, actors, generate.SmallWorld), from, 100)
					}
				})
			}
		}
	}
}
