package network

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

const small = `
@list("people") entity Person = { name: String, vip: Bool, age?: Long };
@list("shops") entity Shop = { name: String };
type Ties = {
  @ends("Person - Person") knows: Bool,
  @ends("Person - Person, Person - Shop") deals: Bool,
  @ends("Person > Shop") visits: Bool,
  @ends("Person > Person") fears: Bool,
  @ends("Person > Person") hails: Bool,
};
type Pair = {
  @distance("knows") @far("4") near?: Long,
  @distance("deals") @far("3") dealing?: Long,
  @tie("fears") @side("sender") fearing: Bool,
};
@makes("knows hails") @clears("fears") action meet appliesTo { principal: [Person], resource: [Person], context: Pair };
`

// town is a world for these tests, with its kinds, ties and distances at hand.
type town struct {
	*world.World
	person, shop                       *world.Kind
	knows, deals, visits, fears, hails *world.Tie
	near, dealing                      *world.PairFact
}

func newTown(t *testing.T) town {
	t.Helper()
	tree, diagnostics := cedar.ParseSchema(small)
	if diagnostics != nil {
		t.Fatal(diagnostics)
	}
	w, diagnostics := world.Read(tree)
	if diagnostics != nil {
		t.Fatal(diagnostics)
	}
	return town{w, w.Kinds[0], w.Kinds[1], w.Ties[0], w.Ties[1], w.Ties[2], w.Ties[3], w.Ties[4], w.Pair[0], w.Pair[1]}
}

// people makes a network of n people without ties.
func (w town) people(n int) *Network {
	network := New(w.World, nil, nil)
	for i := range n {
		network = network.Add(Actor{ID: fmt.Sprint("m", i), Kind: w.person})
	}
	return network
}

// with is a network with one more tie.
func (n *Network) with(t *world.Tie, from, to int) *Network {
	return n.Acted(Act{Do: Make, From: from, To: to, Tie: t})
}

// TestDistances holds distances against shortest paths found the slow way, by relaxing every pair through
// every third, and each path against its distance.
func TestDistances(t *testing.T) {
	w := newTown(t)
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		size := 2 + r.IntN(8)
		shop := w.people(size).Add(Actor{ID: "shop", Kind: w.shop})
		distance := make([][]int, size)
		for i := range distance {
			distance[i] = make([]int, size)
			for j := range distance[i] {
				distance[i][j] = 100
			}
			distance[i][i] = 0
		}
		for range r.IntN(12) {
			i, j := r.IntN(size), r.IntN(size)
			if i != j && !shop.Has(w.knows, i, j) {
				shop = shop.with(w.knows, i, j)
				distance[i][j], distance[j][i] = 1, 1
			}
		}
		for k := range size {
			for i := range size {
				for j := range size {
					distance[i][j] = min(distance[i][j], distance[i][k]+distance[k][j])
				}
			}
		}
		for i := range size {
			distances := shop.Distances(w.near, i)
			for j := range size {
				want := min(distance[i][j], int(w.near.Far))
				if int(distances[j]) != want {
					t.Fatalf("from %d to %d: %d, want %d", i, j, distances[j], want)
				}
				if i == j {
					continue
				}
				path := shop.Path(w.near, i, j)
				if far := want == int(w.near.Far); far != (path == nil) || !far && len(path) != want+1 {
					t.Fatalf("from %d to %d, %d apart: the path %v", i, j, want, path)
				}
				for k := range max(len(path)-1, 0) {
					if !shop.Has(w.knows, path[k], path[k+1]) {
						t.Fatalf("the path %v is broken", path)
					}
				}
			}
			if distances[size] != 0 || shop.Path(w.near, i, size) != nil {
				t.Fatalf("a shop is at the distance %d", distances[size])
			}
		}
		if distances := shop.Distances(w.near, size); !reflect.DeepEqual(distances, make([]uint8, size+1)) {
			t.Fatalf("a shop sees the distances %v", distances)
		}
	}
}

// Each distance goes along its own tie, as far as its own Far, and through actors of all its ends.
func TestDistancesOfOtherTies(t *testing.T) {
	w := newTown(t)
	n := w.people(3).Add(Actor{ID: "shop", Kind: w.shop}).Add(Actor{ID: "other", Kind: w.shop})
	n = n.with(w.knows, 0, 1).with(w.fears, 1, 0).with(w.deals, 0, 3).with(w.deals, 3, 2).with(w.deals, 2, 4)
	if got, want := n.Distances(w.near, 0), []uint8{0, 1, 4, 0, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("known at %v, want %v", got, want)
	}
	// The two shops cannot deal with each other: no distance is there between them, though both deal with people.
	if got, want := n.Distances(w.dealing, 0), []uint8{0, 3, 2, 1, 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("dealing at %v, want %v", got, want)
	}
	if got, want := n.Distances(w.dealing, 3), []uint8{1, 3, 1, 0, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("a shop deals at %v, want %v", got, want)
	}
}

func TestKindsStandInTheirOrder(t *testing.T) {
	w := newTown(t)
	n := w.people(1).Add(Actor{ID: "shop", Kind: w.shop}).with(w.visits, 0, 1)
	n = n.Add(Actor{ID: "late", Kind: w.person})
	var ids []string
	for _, a := range n.Actors() {
		ids = append(ids, a.ID)
	}
	if !reflect.DeepEqual(ids, []string{"m0", "late", "shop"}) {
		t.Errorf("order %v", ids)
	}
	if i, ok := n.Find("shop"); !ok || i != 2 || !n.Has(w.visits, 0, 2) || n.Has(w.visits, 2, 0) {
		t.Error("the visit lost its shop, or its direction")
	}
	n = n.Remove(0)
	if len(n.Pairs(w.visits)) != 0 || n.Len() != 2 {
		t.Error("a tie of a removed actor stayed")
	}
	if _, ok := n.Find("m0"); ok {
		t.Error("a removed actor is found")
	}
}

func TestActs(t *testing.T) {
	w := newTown(t)
	vip, _ := w.person.Attribute("vip")
	age, _ := w.person.Attribute("age")
	meet, _ := w.Action("meet")
	n := w.people(2).with(w.fears, 1, 0).with(w.fears, 0, 1).with(w.knows, 1, 0)

	set := n.Acted(Act{Do: Set, From: 1, Attribute: vip, Value: world.Value{Number: 1}})
	if set.Actor(1).Value(vip).Number != 1 || set.Actor(0).Value(vip).Number != 0 || set.Actor(1).Value(age) != world.Absent {
		t.Errorf("%+v", set.Actor(1))
	}
	met := n.Acted(Act{Do: Perform, From: 0, To: 1, Action: meet})
	if len(met.Pairs(w.knows)) != 1 || !met.Has(w.hails, 0, 1) || met.Has(w.hails, 1, 0) {
		t.Error("an action makes each of its ties once, from the sender to the recipient")
	}
	if met.Has(w.fears, 1, 0) || !met.Has(w.fears, 0, 1) {
		t.Error("an action clears what the recipient did, and nothing that the sender did")
	}
	if taken := n.Acted(Act{Do: Take, From: 0, To: 1, Tie: w.knows}); taken.Has(w.knows, 0, 1) || taken.Has(w.knows, 1, 0) || len(taken.To(w.knows, 0)) != 0 {
		t.Error("a mutual tie is taken back from either end")
	}
	if taken := n.Acted(Act{Do: Take, From: 0, To: 1, Tie: w.fears}); taken.Has(w.fears, 0, 1) || !taken.Has(w.fears, 1, 0) {
		t.Error("a tie with a direction is taken back in that direction")
	}
	if moved := n.Moved(0, Point{3, 4}); *moved.Actor(0).At != (Point{3, 4}) || n.Actor(0).At != nil || moved.Renamed(0, "x").Actor(0).Name != "x" {
		t.Error("moved or renamed wrongly")
	}
}

func TestActsLeaveTheOriginal(t *testing.T) {
	w := newTown(t)
	vip, _ := w.person.Attribute("vip")
	before := w.people(3).with(w.knows, 0, 1)
	before.with(w.knows, 1, 2)
	before.Acted(Act{Do: Take, From: 1, To: 0, Tie: w.knows})
	before.Acted(Act{Do: Set, From: 0, Attribute: vip, Value: world.Value{Number: 1}})
	before.Renamed(0, "x")
	before.Remove(1)
	if !before.Has(w.knows, 1, 0) || before.Has(w.knows, 1, 2) || before.Actor(0).Name != "" || before.Len() != 3 ||
		before.Distances(w.near, 0)[2] != 4 || before.Actor(0).Value(vip).Number != 0 {
		t.Error("an act changed the network that it was made on")
	}
	// Two networks made of one do not share what is added.
	before = w.people(5).with(w.knows, 0, 1).with(w.knows, 0, 2).with(w.knows, 0, 3)
	a, b := before.with(w.knows, 0, 4), before.with(w.knows, 1, 2)
	if a.Pairs(w.knows)[3] != (Pair{0, 4}) || b.Pairs(w.knows)[3] != (Pair{1, 2}) {
		t.Errorf("%v and %v", a.Pairs(w.knows), b.Pairs(w.knows))
	}
}
