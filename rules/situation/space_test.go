package situation

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"inroad/rules/world"
)

// small is a world in which everything that can be is soon listed, in which a person has what a shop has not, and
// in which one tie is seen by one of the two alone.
const small = `
@list("people") entity Person = {
  name: String,
  @values("low mid high") rank: String,
  vip: Bool,
  points: Long,
};
@list("shops") entity Shop = { name: String, open?: Bool };
@nobody("all") entity City;
type Ties = {
  @ends("Person - Person") knows: Bool,
  @ends("Person > Person, Shop > Person") owes: Bool,
  @ends("Person > Person") hides: Bool,
};
type Pair = {
  @distance("knows") @far("3") near?: Long,
  @tie("owes") @side("sender") iOwe: Bool,
  @tie("owes") @side("recipient") owesMe: Bool,
  @tie("hides") @side("sender") iHide: Bool,
  @tie("knows") @side("either") known: Bool,
  @tie("hides") @side("either") hidden: Bool,
};
action greet appliesTo { principal: [Person, Shop], resource: [Person, Shop], context: Pair };
action rest appliesTo { principal: [Person], resource: [City] };
`

// many is a world with a number of attributes and ties.
func many(attributes, ties int) string {
	var b strings.Builder
	b.WriteString("@list(\"people\") entity Person = { name: String,")
	for i := range attributes {
		fmt.Fprintf(&b, " a%d: Bool,", i)
	}
	b.WriteString(" };\ntype Ties = {")
	for i := range ties {
		fmt.Fprintf(&b, " @ends(\"Person > Person\") t%d: Bool,", i)
	}
	b.WriteString(" };\ntype Pair = {")
	for i := range ties {
		fmt.Fprintf(&b, " @tie(\"t%d\") @side(\"sender\") p%d: Bool,", i, i)
	}
	b.WriteString(" };\naction greet appliesTo { principal: [Person], resource: [Person], context: Pair };\n")
	return b.String()
}

// mostPoints is more than any number that laws and lenses of these tests tell apart.
const mostPoints = 3

// everything lists all that can be between a kind of pair as far as no law says otherwise: who knows somebody is
// near, and what I hide is hidden.
func everything(w *world.World, kinds world.KindPair) []Situation {
	list := []Situation{Bare(w, kinds)}
	for _, f := range w.Facts() {
		if f.IsText() || !f.Is(kinds) {
			continue
		}
		var values []int64
		switch {
		case f.IsDistance():
			values = []int64{1, 2, 3}
		case f.IsNumber():
			values = []int64{0, 1, 2, mostPoints}
		case f.Of == world.OfPair || f.Attribute.Name == "vip":
			values = []int64{0, 1}
		case f.Attribute.Name == "open":
			values = []int64{-1, 0, 1}
		default:
			values = []int64{0, 1, 2}
		}
		var next []Situation
		for _, s := range list {
			for _, n := range values {
				next = append(next, s.With(f, world.Value{Number: n}))
			}
		}
		list = next
	}
	near, iHide, known, hidden := w.Pair[0], w.Pair[3], w.Pair[4], w.Pair[5]
	return slices.DeleteFunc(list, func(s Situation) bool {
		return (s.Pair.Of(near) == 1) != (s.Pair.Of(known) == 1) || s.Pair.Of(iHide) == 1 && s.Pair.Of(hidden) == 0
	})
}

// turned is the situation as the other sees it: iOwe and owesMe change places, and nobody sees what the other hides.
func turned(s Situation) Situation {
	pair := []byte(s.Pair)
	pair[1], pair[2], pair[3] = pair[2], pair[1], 0
	return Situation{Sender: s.Recipient, Recipient: s.Sender, Pair: Pair(pair)}
}

// someLaw is a law about a few facts of two kinds that is broken here and there, and nowhere else.
func someLaw(r *rand.Rand, w *world.World, actor bool) Law {
	kinds := w.Pairs()[r.IntN(4)] // those with a recipient
	law := Law{Actor: actor, Lens: Lens{Cuts: map[*world.Fact][]int64{}}}
	facts := slices.Clone(w.Facts())
	r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	for _, f := range facts {
		if f.IsText() || !f.Is(kinds) || actor && f.Side != world.Sender || law.Lens.Facts.Len() == 2 {
			continue
		}
		law.Lens.Facts = law.Lens.Facts.With(f)
		if f.IsNumber() {
			law.Lens.Cuts[f] = []int64{int64(1 + r.IntN(mostPoints))}
		}
	}
	seed := r.Uint64()
	view := law.Lens.Ready(w)
	law.Broken = func(s Situation) bool {
		if s.Sender.Kind != kinds.Sender || !actor && s.Recipient.Kind != kinds.Recipient {
			return false
		}
		if actor {
			s = Situation{Sender: s.Sender}
		}
		hash := fnv.New64a()
		fmt.Fprintf(hash, "%d %q", seed, view.Key(nil, s))
		return hash.Sum64()%16 < 6
	}
	return law
}

// cannotBe says whether a situation breaks a law: one about an actor is asked of both, one about a pair both ways
// unless it looks at what one of the two alone can see.
func cannotBe(w *world.World, laws []Law, s Situation) bool {
	iHide := w.Fact(w.Pair[3])
	alone := s.Recipient.Kind.Type == "City"
	for _, law := range laws {
		switch {
		case law.Actor:
			if law.Broken(Situation{Sender: s.Sender}) || !alone && law.Broken(Situation{Sender: s.Recipient}) {
				return true
			}
		case alone:
		case law.Broken(s), !law.Lens.Facts.Has(iHide) && law.Broken(turned(s)):
			return true
		}
	}
	return false
}

// TestSpaceIsWhatNoLawForbids holds All, Possible and Broken against a list of everything: through whatever lens, All lists
// what something that breaks no law looks like, each once, and nothing else.
func TestSpaceIsWhatNoLawForbids(t *testing.T) {
	w := worldOf(t, small)
	every := map[world.KindPair][]Situation{}
	for _, kinds := range w.Pairs() {
		every[kinds] = everything(w, kinds)
	}
	seeds := 30
	if testing.Short() {
		seeds = 10
	}
	left, gone := 0, 0
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 1))
		var laws []Law
		for range r.IntN(4) {
			laws = append(laws, someLaw(r, w, true))
		}
		for range r.IntN(3) {
			laws = append(laws, someLaw(r, w, false))
		}
		space := NewSpace(w, laws)
		lens := Lens{Cuts: map[*world.Fact][]int64{}}
		for _, f := range w.Facts() {
			if f.IsText() || r.IntN(3) > 0 {
				continue
			}
			lens.Facts = lens.Facts.With(f)
			if f.IsNumber() {
				lens.Cuts[f] = [][]int64{nil, {1}, {2}, {3}, {1, 3}}[r.IntN(5)]
			}
		}
		view, keyOf := lens.Ready(w), keys(w)
		for _, kinds := range w.Pairs() {
			want := map[string]bool{}
			for i, s := range every[kinds] {
				cannot := cannotBe(w, laws, s)
				if i%7 == 0 && space.Broken(s) != cannot {
					t.Fatalf("seed %d: %+v cannot be: %t, the space says %t", seed, s, cannot, !cannot)
				}
				if cannot {
					gone++
				} else {
					left++
					want[string(view.Key(nil, s))] = true
				}
			}
			got := map[string]bool{}
			for s := range space.All(lens, kinds) {
				key := string(view.Key(nil, s))
				switch {
				case got[key]:
					t.Fatalf("seed %d: %+v twice", seed, s)
				case !want[key]:
					t.Fatalf("seed %d: %+v cannot be", seed, s)
				case keyOf(view.Through(s)) != keyOf(s):
					t.Fatalf("seed %d: %+v looks like %+v", seed, s, view.Through(s))
				}
				got[key] = true
			}
			if len(got) != len(want) {
				t.Fatalf("seed %d, %s to %s: %d situations, want %d", seed, kinds.Sender.Type, kinds.Recipient.Type, len(got), len(want))
			}
			possible := space.Possible(lens, kinds)
			for i, s := range every[kinds] {
				seen := view.Through(s)
				seen.Pair = cmp.Or(seen.Pair, Bare(w, kinds).Pair)
				if i%7 == 0 && possible(seen) != want[string(view.Key(nil, s))] {
					t.Fatalf("seed %d: %+v is possible: %t", seed, seen, possible(seen))
				}
			}
		}
	}
	if left < gone/10 || gone < left/10 {
		t.Errorf("%d situations could be and %d could not: one of the two was hardly asked", left, gone)
	}
}

// A law is seen through a lens that does not look at it: what is left of the rest is listed.
func TestAllSeesLawsOverWhatIsNotLookedAt(t *testing.T) {
	w := worldOf(t, small)
	rank, vip := fact(t, w, world.Sender, "Person", "rank"), fact(t, w, world.Sender, "Person", "vip")
	iOwe, theirs := fact(t, w, world.Either, "", "iOwe"), fact(t, w, world.Recipient, "Person", "vip")
	person := rank.Kind
	kinds := world.KindPair{Sender: person, Recipient: person}
	count := func(lens Lens, laws ...Law) (n int) {
		for range NewSpace(w, laws).All(lens, kinds) {
			n++
		}
		return n
	}
	low := Law{Actor: true, Lens: Lens{Facts: world.Set(rank, vip)}, Broken: func(s Situation) bool {
		return s.Sender.Kind == person && s.Value(rank).Number == 0 && s.Value(vip).Number == 1
	}}
	noVIP := Law{Actor: true, Lens: Lens{Facts: world.Set(vip)}, Broken: func(s Situation) bool {
		return s.Sender.Kind == person && s.Value(vip).Number == 0
	}}
	debt := Law{Lens: Lens{Facts: world.Set(iOwe, theirs)}, Broken: func(s Situation) bool {
		return s.Recipient.Kind == person && s.Value(iOwe).Number == 1 && s.Value(theirs).Number == 0
	}}
	for _, test := range []struct {
		name string
		lens Lens
		laws []Law
		want int
	}{
		{"every rank is somebody's", Lens{Facts: world.Set(rank)}, []Law{low}, 3},
		{"a VIP is not low", Lens{Facts: world.Set(rank, vip)}, []Law{low}, 5},
		{"all are VIPs, so nobody is low", Lens{Facts: world.Set(rank)}, []Law{low, noVIP}, 2},
		{"one owes a VIP", Lens{Facts: world.Set(iOwe, theirs)}, []Law{debt}, 3},
		{"one may owe, whoever it is", Lens{Facts: world.Set(iOwe)}, []Law{debt}, 2},
		{"whom one owes is not low", Lens{Facts: world.Set(iOwe, w.Turned(rank, world.Recipient))}, []Law{debt, low}, 5},
		{"nobody can be", Lens{}, []Law{noVIP, {Actor: true, Lens: Lens{Facts: world.Set(vip)}, Broken: func(s Situation) bool { return s.Value(vip).Number == 1 }}}, 0},
	} {
		if got := count(test.lens, test.laws...); got != test.want {
			t.Errorf("%s: %d situations, want %d", test.name, got, test.want)
		}
	}
}

// Along a tie between two kinds alone, one of each are an odd number of steps apart.
func TestDistancesThatCanBe(t *testing.T) {
	w := worldOf(t, `
		@list("guards") entity Guard = { name: String };
		@list("guests") entity Guest = { name: String };
		type Ties = { @ends("Guard - Guest") knows: Bool, @ends("Guard - Guest, Guest - Guest") meets: Bool };
		type Pair = { @distance("knows") @far("5") near?: Long, @distance("meets") @far("4") met?: Long };
		action greet appliesTo { principal: [Guard, Guest], resource: [Guard, Guest], context: Pair };`)
	space := NewSpace(w, nil)
	for _, test := range []struct {
		fact string
		want []string // by the pairs of kinds
	}{
		{"near", []string{"[]", "[1 3 5]", "[1 3 5]", "[]"}},
		{"met", []string{"[]", "[1 2 3 4]", "[1 2 3 4]", "[1 2 3 4]"}},
	} {
		f := fact(t, w, world.Either, "", test.fact)
		for i, kinds := range w.Pairs() {
			got := []int64{}
			for s := range space.All(Lens{Facts: world.Set(f)}, kinds) {
				if f.Is(kinds) {
					got = append(got, s.Value(f).Number)
				}
			}
			if fmt.Sprint(got) != test.want[i] {
				t.Errorf("%s from a %s to a %s: %v, want %s", test.fact, kinds.Sender.Type, kinds.Recipient.Type, got, test.want[i])
			}
		}
	}
}

// Laws over very many facts are searched, not listed.
func TestManyLaws(t *testing.T) {
	w := worldOf(t, many(60, 1))
	person := w.Kinds[0]
	of := func(i int) *world.Fact { return fact(t, w, world.Sender, "Person", fmt.Sprint("a", i)) }
	var laws []Law
	for i := 1; i < 60; i++ {
		first, other := of(0), of(i)
		laws = append(laws, Law{Actor: true, Lens: Lens{Facts: world.Set(first, other)}, Broken: func(s Situation) bool {
			return s.Value(first).Number == 0 && s.Value(other).Number == 1
		}})
	}
	n := 0
	for range NewSpace(w, laws).All(Lens{Facts: world.Set(of(3), of(59))}, world.KindPair{Sender: person, Recipient: person}) {
		n++
	}
	if n != 4 {
		t.Errorf("%d situations, want 4", n)
	}
}
