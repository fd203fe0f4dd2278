package situation

import (
	"os"
	"slices"
	"testing"

	"inroad/rules/network"
	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

// worldOf is the world of a schema.
func worldOf(t testing.TB, schema string) *world.World {
	t.Helper()
	tree, diagnostics := cedar.ParseSchema(schema)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	w, diagnostics := world.Read(tree)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	return w
}

// article is the article's world. The values of its tiers stand in a file that only packages above read.
func article(t testing.TB) *world.World {
	t.Helper()
	schema, err := os.ReadFile("../sets/article/schema.cedarschema")
	if err != nil {
		t.Fatal(err)
	}
	w := worldOf(t, string(schema))
	for _, name := range []string{"free", "career", "business", "sales-navigator", "recruiter-lite", "recruiter-corporate"} {
		w.Enums[0].Values = append(w.Enums[0].Values, world.EnumValue{Value: name})
	}
	return w
}

// fact is a fact by its side, its kind and its name; of the pair, by its name.
func fact(t testing.TB, w *world.World, side world.Side, kind, name string) *world.Fact {
	t.Helper()
	for _, f := range w.Named(side, name).In(w) {
		if f.Kind == nil || f.Kind.Type == kind {
			return f
		}
	}
	t.Fatalf("the world has no %s of a %s", name, kind)
	return nil
}

// fine looks at every fact of the article but free text and the recipient's numbers.
func fine(w *world.World) Lens {
	cuts := map[string][]int64{"credits": {1}, "sentInmails": {25}, "seats": {1, 3}}
	lens := Lens{Cuts: map[*world.Fact][]int64{}}
	for _, f := range w.Facts() {
		if f.IsText() || f.IsNumber() && f.Side == world.Recipient {
			continue
		}
		lens.Facts = lens.Facts.With(f)
		if f.IsNumber() {
			lens.Cuts[f] = cuts[f.Attribute.Name]
		}
	}
	return lens
}

// articleLaws say what cannot be in the article, in Go.
func articleLaws(t testing.TB, w *world.World) []Law {
	tier, open := fact(t, w, world.Sender, "Member", "tier"), fact(t, w, world.Sender, "Member", "openProfile")
	degree, invited := fact(t, w, world.Either, "", "degree"), fact(t, w, world.Either, "", "recipientInvited")
	return []Law{
		{Lens: Lens{Facts: world.Set(tier, open)}, Actor: true, Broken: func(s Situation) bool {
			return s.Sender.Kind == tier.Kind && s.Value(tier).Number == 0 && s.Value(open).Number == 1
		}},
		{Lens: Lens{Facts: world.Set(degree, invited)}, Broken: func(s Situation) bool {
			return s.Value(degree).Number == 1 && s.Value(invited).Number == 1
		}},
	}
}

// keys gives situations as keys of a map: they hold lists themselves.
func keys(w *world.World) func(Situation) string {
	every := world.Set(w.Facts()...)
	view := Lens{Facts: every, Exact: every}.Ready(w)
	return func(s Situation) string { return string(view.Key(nil, s)) }
}

func TestAllListsEachOnce(t *testing.T) {
	w := article(t)
	want := []int{
		// 11 tiers with or without an Open Profile, 3 settings, 2 credits, 2 sent to 11 by 3;
		// 3 degrees with 5 ties and degree 1 without the two invitations.
		11 * 3 * 2 * 2 * 11 * 3 * (3*32 + 8), // from a member to a member
		11 * 3 * 2 * 2 * 4,                   // to a Page
		2 * 3 * 11 * 3 * 16,                  // from a Page to a member
		2 * 3 * 4,                            // to a Page
		11 * 3 * 2 * 2,                       // a member by itself
		2 * 3,                                // a Page by itself
	}
	lens := fine(w)
	view, space, keyOf := lens.Ready(w), NewSpace(w, articleLaws(t, w)), keys(w)
	for i, kinds := range w.Pairs() {
		seen := map[string]bool{}
		for s := range space.All(lens, kinds) {
			key := keyOf(s)
			if seen[key] {
				t.Fatalf("%+v twice", s)
			}
			seen[key] = true
			if keyOf(view.Through(s)) != key {
				t.Fatalf("%+v looks like %+v", s, view.Through(s))
			}
		}
		if len(seen) != want[i] {
			t.Errorf("%v: %d situations, want %d", kinds, len(seen), want[i])
		}
		if bound := lens.Bound(w, kinds, 1<<40); bound < len(seen) {
			t.Errorf("%v: more situations than the bound of %d", kinds, bound)
		}
	}
}

// with is a situation with other values, by the names of their facts.
func with(t testing.TB, w *world.World, s Situation, side world.Side, values map[string]int64) Situation {
	t.Helper()
	kind := ""
	switch side {
	case world.Sender:
		kind = s.Sender.Kind.Type
	case world.Recipient:
		kind = s.Recipient.Kind.Type
	}
	for name, n := range values {
		s = s.With(fact(t, w, side, kind, name), world.Value{Number: n})
	}
	return s
}

func TestThrough(t *testing.T) {
	w := article(t)
	member, _ := w.Kind("Member")
	blank := Bare(w, world.KindPair{Sender: member, Recipient: member})
	s := with(t, w, blank, world.Sender, map[string]int64{"tier": 1, "credits": 7, "sentInmails": 24})
	s = with(t, w, s, world.Recipient, map[string]int64{"inmail": 2, "credits": 3})
	s = with(t, w, s, world.Either, map[string]int64{"degree": 2, "recipientWrote": 1, "blocked": 1})
	s.Sender.ID, s.Sender.Name = "ana", "Ana"
	credits, sent := fact(t, w, world.Sender, "Member", "credits"), fact(t, w, world.Sender, "Member", "sentInmails")
	theirs, wrote := fact(t, w, world.Recipient, "Member", "credits"), fact(t, w, world.Either, "", "recipientWrote")
	coarse := Lens{
		Facts: world.Set(credits, sent, theirs, wrote),
		Cuts:  map[*world.Fact][]int64{credits: {1, 5, 9}, sent: {25}},
		Exact: world.Set(theirs),
	}
	want := with(t, w, blank, world.Sender, map[string]int64{"credits": 5})
	want = with(t, w, want, world.Recipient, map[string]int64{"credits": 3})
	want = with(t, w, want, world.Either, map[string]int64{"recipientWrote": 1})
	view, keyOf := coarse.Ready(w), keys(w)
	if got := view.Through(s); keyOf(got) != keyOf(want) {
		t.Errorf("through the lens: %+v, want %+v", got, want)
	}
	if string(view.Key(nil, s)) != string(view.Key(nil, want)) {
		t.Error("two situations that look the same have two keys")
	}
	if other := with(t, w, s, world.Sender, map[string]int64{"credits": 9}); string(view.Key(nil, s)) == string(view.Key(nil, other)) {
		t.Error("two situations that look different have one key")
	}
	if coarse.Finite(w) || !fine(w).Finite(w) {
		t.Error("a number whose every value matters cannot be listed, one that is cut can")
	}
}

func TestIndex(t *testing.T) {
	w := article(t)
	member, _ := w.Kind("Member")
	page, _ := w.Kind("Page")
	tie := func(name string) *world.Tie {
		t, _ := w.Tie(name)
		return t
	}
	n := network.New(w, []network.Actor{{ID: "a", Kind: member}, {ID: "b", Kind: member}, {ID: "p", Kind: page}}, network.Ties{
		tie("follows"): {{From: 0, To: 2}}, tie("visits"): {{From: 1, To: 2}}, tie("wrote"): {{From: 0, To: 1}, {From: 2, To: 0}},
		tie("invitations"): {{From: 0, To: 1}}, tie("blocks"): {{From: 1, To: 0}},
	})
	pairs := NewBetween(w).On(n)
	for _, test := range []struct {
		from, to int
		want     []string
	}{
		{0, 1, []string{"senderWrote", "senderInvited", "blocked"}},
		{1, 0, []string{"recipientWrote", "recipientInvited", "blocked"}},
		{2, 0, []string{"recipientFollows", "senderWrote"}},
		{0, 2, []string{"recipientWrote"}},
		{2, 1, []string{"recipientVisited"}},
		{1, 2, nil},
	} {
		var got, alone []string
		of := Of(n, test.from, test.to)
		for _, p := range w.Pair {
			if p.Distance() {
				continue
			}
			if pairs.Pair(pairs.Row(test.from)[test.to]).Of(p) == 1 {
				got = append(got, p.Name)
			}
			if of.Pair.Of(p) == 1 {
				alone = append(alone, p.Name)
			}
		}
		slices.Sort(got)
		slices.Sort(alone)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) || !slices.Equal(alone, test.want) {
			t.Errorf("%d to %d: %v in the index, %v looked up alone, want %v", test.from, test.to, got, alone, test.want)
		}
	}
}

// A mutual tie is a fact of either side.
func TestIndexOfAMutualTie(t *testing.T) {
	w := worldOf(t, small)
	person, _ := w.Kind("Person")
	knows, _ := w.Tie("knows")
	n := network.New(w, []network.Actor{{ID: "a", Kind: person}, {ID: "b", Kind: person}}, network.Ties{knows: {{From: 1, To: 0}}})
	known, _ := w.PairFact("known")
	pairs := NewBetween(w).On(n)
	for _, p := range []network.Pair{{From: 0, To: 1}, {From: 1, To: 0}} {
		if pairs.Pair(pairs.Row(p.From)[p.To]).Of(known) != 1 || Of(n, p.From, p.To).Pair.Of(known) != 1 {
			t.Errorf("%v do not know each other", p)
		}
	}
}

// A world has as many facts as it has: none is lost beyond 64, or beyond 255 in all.
func TestManyFacts(t *testing.T) {
	w := worldOf(t, many(40, 40))
	if got, want := len(w.Facts()), 2*(40+2)+40; got != want {
		t.Fatalf("%d facts, want %d", got, want)
	}
	kinds := w.Pairs()[0]
	for _, f := range w.Facts() {
		if f.IsText() {
			continue
		}
		listed := 0
		for s := range NewSpace(w, nil).All(Lens{Facts: world.Set(f)}, kinds) {
			if got := s.Value(f).Number; got != int64(listed) {
				t.Errorf("fact %d is %d, want %d", f.Number, got, listed)
			}
			listed++
		}
		if listed != 2 {
			t.Errorf("fact %d has %d values, want 2", f.Number, listed)
		}
	}
}
