package policy

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// inn is a world of its own, for laws of every sort.
const inn = `@label("Rank") entity Rank in [Rank];
@list("guests") entity Guest = {
  name: String,
  rank: Rank,
  vip: Bool,
  points: Long,
  @values("open shut") door: String,
  motto?: String,
  owes?: Bool,
};
@list("houses") entity House = { name: String, full: Bool };
@nobody("all") entity Street;
type Ties = {
  @ends("Guest - Guest") @undo("either") knows: Bool,
  @ends("Guest > Guest") @undo("from") invites: Bool,
  @ends("Guest > Guest") @change("from") fears: Bool,
  @ends("Guest > Guest") @change("from") trusts: Bool,
  @ends("Guest > House") visits: Bool,
};
type Pair = {
  @distance("knows") @far("4") near?: Long,
  @tie("invites") @side("recipient") invited: Bool,
  @tie("invites") @side("sender") inviting: Bool,
  @tie("fears") @side("either") afraid: Bool,
  @tie("trusts") @side("sender") trusting: Bool,
};
@way("start") action greet appliesTo { principal: [Guest, House], resource: [Guest, House], context: Pair };
@answers("invites") @makes("knows") @clears("invites") action welcome appliesTo { principal: [Guest], resource: [Guest], context: Pair };
action rest appliesTo { principal: [Guest], resource: [Street] };
`

const innData = `{"title": "The inn", "values": {"Rank": [
  {"value": "common"},
  {"value": "noble", "groups": ["high"], "brings": {"points": 5}},
  {"value": "royal", "groups": ["high"], "brings": {"points": 9}}
]}}`

// lawText is the text of one law.
func lawText(id, yields, resource, conditions string) string {
	text := fmt.Sprintf("@id(%q)\n@title(\"the law %s\")\n", id, id)
	if yields != "" {
		text += fmt.Sprintf("@yields(%q)\n", yields)
	}
	return text + "forbid(principal is Guest, action, " + resource + ")\n" + conditions + ";\n"
}

const (
	alone = "resource"
	pair  = "resource is Guest"
)

// The inn's laws, one of each sort.
var (
	vipIsHigh     = lawText("vip-is-high", "vip", alone, `when { principal.rank == Rank::"common" && principal.vip }`)
	invitedKnown  = lawText("invited-known", "invites", pair, `when { context has near && context.near == 1 && context.invited }`)
	fearEnds      = lawText("fear-ends", "knows", pair, `when { context has near && context.near == 1 && context.afraid }`)
	fearRefused   = lawText("fear-refused", "", pair, `when { context has near && context.near == 1 && context.afraid }`)
	trustOfFriend = lawText("trust-of-friends", "trusts", pair, `when { context.trusting } unless { context has near && context.near == 1 }`)
	trustOfHigh   = lawText("trust-of-the-high", "trusts", pair, `when { context.trusting && principal.rank == Rank::"common" }`)
	oneRoyal      = lawText("one-royal", "", pair, `when { principal.rank == Rank::"royal" && resource.rank == Rank::"royal" }`)
)

// loaded reads a set that has to load.
func loaded(t testing.TB, files sets.Files) *RuleSet {
	t.Helper()
	set, problems := Outside("mine", files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

func innWith(t testing.TB, laws ...string) *RuleSet {
	t.Helper()
	return loaded(t, sets.Files{sets.Schema: inn, sets.Data: innData, sets.Impossible: strings.Join(laws, "\n")})
}

// scene is a network that is built and spoken of by names.
type scene struct {
	t   *testing.T
	set *RuleSet
	n   *network.Network
}

// at are guests with the ids a, b, c ..., each with the values given as "rank=noble vip=true".
func (set *RuleSet) at(t *testing.T, guests ...string) *scene {
	t.Helper()
	sc := &scene{t, set, network.New(set.World, nil, nil)}
	kind, _ := set.World.Kind("Guest")
	for i, values := range guests {
		a := network.Actor{ID: string(rune('a' + i)), Kind: kind, Name: "x"}
		for _, value := range strings.Fields(values) {
			name, text, _ := strings.Cut(value, "=")
			attribute, v := sc.value(name, text)
			a = a.With(attribute, v)
		}
		sc.n = sc.n.Add(a)
	}
	return sc
}

func (sc *scene) value(name, text string) (*world.Attribute, world.Value) {
	sc.t.Helper()
	kind, _ := sc.set.World.Kind("Guest")
	a, ok := kind.Attribute(name)
	if !ok {
		sc.t.Fatalf("a guest has no %s", name)
	}
	switch a.Type {
	case world.Bool:
		return a, world.Value{Number: map[string]int64{"true": 1}[text]}
	case world.Choice:
		return a, world.Value{Number: int64(slices.Index(a.Names(), text))}
	default:
		var n int64
		fmt.Sscan(text, &n)
		return a, world.Value{Number: n}
	}
}

// act is an act written as "a rank=noble", "a knows b", "a no knows b" or "a welcome b".
func (sc *scene) act(text string) network.Act {
	sc.t.Helper()
	words := strings.Fields(text)
	number := func(id string) int {
		i, ok := sc.n.Find(id)
		if !ok {
			sc.t.Fatalf("nobody is called %s", id)
		}
		return i
	}
	from := number(words[0])
	if name, text, ok := strings.Cut(words[1], "="); ok {
		attribute, value := sc.value(name, text)
		return network.Act{Do: network.Set, From: from, To: from, Attribute: attribute, Value: value}
	}
	act := network.Act{Do: network.Make, From: from, To: number(words[len(words)-1])}
	if words[1] == "no" {
		act.Do, words = network.Take, words[1:]
	}
	var ok bool
	if act.Tie, ok = sc.set.World.Tie(words[1]); !ok {
		act.Do = network.Perform
		if act.Action, ok = sc.set.World.Action(words[1]); !ok {
			sc.t.Fatalf("there is nothing called %s", words[1])
		}
	}
	return act
}

// given makes acts that no law is asked about.
func (sc *scene) given(acts ...string) *scene {
	sc.t.Helper()
	for _, text := range acts {
		sc.n = sc.n.Acted(sc.act(text))
	}
	return sc
}

// try acts, and says what came along, or why it was refused.
func (sc *scene) try(text string) string {
	sc.t.Helper()
	after, along, err := sc.set.Act(sc.n, sc.act(text))
	if err != nil {
		var refusal *Refusal
		if !errors.As(err, &refusal) || after != sc.n || along != nil {
			sc.t.Errorf("%s: refused by %v, and changed", text, err)
		}
		if refusal.To < 0 {
			return "refused: " + refusal.Law.ID + " of " + sc.n.Actor(refusal.From).ID
		}
		return "refused: " + refusal.Law.ID + " of " + sc.n.Actor(refusal.From).ID + " to " + sc.n.Actor(refusal.To).ID
	}
	sc.n = after
	var said []string
	for _, c := range along {
		who := after.Actor(c.Actor)
		switch {
		case c.By != nil && c.Law == nil:
			said = append(said, fmt.Sprintf("%s brings %s %s=%d", c.By.Name, who.ID, c.Attribute.Name, who.Value(c.Attribute).Number))
		case c.Attribute != nil:
			said = append(said, fmt.Sprintf("%s takes %s of %s", c.Law.ID, c.Attribute.Name, who.ID))
		default:
			said = append(said, fmt.Sprintf("%s takes %s of %s to %s", c.Law.ID, c.Tie.Name, who.ID, after.Actor(c.Other).ID))
		}
	}
	return strings.Join(said, ", ")
}

func TestLawsOfTheArticle(t *testing.T) {
	set := article(t)
	if len(set.Laws) != 2 {
		t.Fatalf("%d laws", len(set.Laws))
	}
	profile, invitation := set.Laws[0], set.Laws[1]
	if profile.ID != "open-profile-premium" || profile.Title != "a free account has no Open Profile" || len(profile.Attributes) != 1 || profile.Attributes[0].Name != "openProfile" || profile.Ties != nil {
		t.Errorf("%+v", profile)
	}
	if invitation.ID != "invitation-between-connections" || len(invitation.Ties) != 1 || invitation.Ties[0].Name != "invitations" || invitation.Attributes != nil {
		t.Errorf("%+v", invitation)
	}
}

func TestWhatAnActTakesAlong(t *testing.T) {
	for _, test := range []struct {
		name   string
		laws   []string
		guests []string
		given  []string
		act    string
		want   string
	}{
		{"a value brings what there is none of", nil, []string{""}, nil, "a rank=noble", "rank brings a points=5"},
		{"and nothing to who has some", nil, []string{"points=3"}, nil, "a rank=noble", ""},
		{"and nothing where the value was there before", nil, []string{"rank=noble"}, nil, "a rank=noble", ""},
		{"a value that brings nothing", nil, []string{"rank=noble"}, nil, "a rank=common", ""},

		{"an attribute yields", []string{vipIsHigh}, []string{"rank=noble vip=true points=1"}, nil, "a rank=common", "vip-is-high takes vip of a"},
		{"and is refused where it is set itself", []string{vipIsHigh}, []string{""}, nil, "a vip=true", "refused: vip-is-high of a"},
		{"what breaks no law", []string{vipIsHigh}, []string{"rank=noble"}, nil, "a vip=true", ""},

		{"a tie yields", []string{invitedKnown}, []string{"", ""}, []string{"a invites b"}, "a knows b", "invited-known takes invites of a to b"},
		{"whoever made it", []string{invitedKnown}, []string{"", ""}, []string{"b invites a"}, "a knows b", "invited-known takes invites of b to a"},
		{"in both directions", []string{invitedKnown}, []string{"", ""}, []string{"a invites b", "b invites a"}, "a knows b",
			"invited-known takes invites of b to a, invited-known takes invites of a to b"},
		{"and is refused where it is made itself", []string{invitedKnown}, []string{"", ""}, []string{"a knows b"}, "a invites b", "refused: invited-known of b to a"},
		{"also from the other end", []string{invitedKnown}, []string{"", ""}, []string{"a knows b"}, "b invites a", "refused: invited-known of a to b"},
		{"an action clears what would have to yield", []string{invitedKnown}, []string{"", ""}, []string{"b invites a"}, "a welcome b", ""},
		{"an action takes along what it does not clear", []string{invitedKnown}, []string{"", ""}, []string{"a invites b"}, "a welcome b", "invited-known takes invites of a to b"},
		{"ties of others stay", []string{invitedKnown}, []string{"", "", ""}, []string{"a invites c", "c invites b"}, "a knows b", ""},

		{"nothing yields", []string{fearRefused}, []string{"", ""}, []string{"b fears a"}, "a knows b", "refused: fear-refused of a to b"},
		{"one law yields and another does not", []string{invitedKnown, fearRefused}, []string{"", ""}, []string{"a invites b", "b fears a"}, "a knows b", "refused: fear-refused of a to b"},
		{"what yields breaks another law", []string{trustOfFriend, fearEnds}, []string{"", ""}, []string{"a knows b", "b trusts a"}, "a fears b",
			"fear-ends takes knows of a to b, trust-of-friends takes trusts of b to a"},
		{"taking something away breaks a law", []string{trustOfFriend}, []string{"", ""}, []string{"a knows b", "b trusts a"}, "a no knows b", "trust-of-friends takes trusts of b to a"},

		{"an attribute takes ties along, of all", []string{trustOfHigh}, []string{"rank=noble points=1", "", "rank=royal points=1"}, []string{"a trusts b", "a trusts c", "c trusts a"}, "a rank=common",
			"trust-of-the-high takes trusts of a to b, trust-of-the-high takes trusts of a to c"},
		{"a pair of attributes", []string{oneRoyal}, []string{"rank=royal", ""}, nil, "b rank=royal", "refused: one-royal of b to a"},
		{"what is brought and what yields", []string{vipIsHigh, trustOfHigh}, []string{"rank=royal vip=true", ""}, []string{"a trusts b"}, "a rank=common",
			"vip-is-high takes vip of a, trust-of-the-high takes trusts of a to b"},
	} {
		sc := innWith(t, test.laws...).at(t, test.guests...).given(test.given...)
		if got := sc.try(test.act); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if broken := sc.set.BrokenAt(sc.n); broken != nil {
			t.Errorf("%s: %s is broken", test.name, broken[0].Law.ID)
		}
	}
}

// A tie that yields in both directions takes trust of one who trusts with it only where the law says so.
func TestTrustYieldsByItself(t *testing.T) {
	sc := innWith(t, trustOfHigh).at(t, "rank=noble points=1", "rank=noble points=1").given("a trusts b", "b trusts a")
	sc.try("a rank=common")
	trusts, _ := sc.set.World.Tie("trusts")
	if sc.n.Has(trusts, 0, 1) || !sc.n.Has(trusts, 1, 0) {
		t.Error("b trusts a and is noble: that stays")
	}
}

// Whatever is done to a network that breaks no law, it breaks none afterwards.
func TestNoActBreaksALaw(t *testing.T) {
	set := innWith(t, vipIsHigh, invitedKnown, fearEnds, trustOfFriend, trustOfHigh, oneRoyal)
	refused, along := 0, 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		sc := set.at(t, "", "", "rank=noble", "rank=royal")
		for range 40 {
			i := r.IntN(4)
			j := (i + 1 + r.IntN(3)) % 4
			act := network.Act{From: i, To: j}
			switch kind := sc.n.Actor(i).Kind; r.IntN(3) {
			case 0:
				act.Attribute = kind.Attributes[r.IntN(2)] // rank or vip
				act.To, act.Value.Number = i, int64(r.IntN(2))
				if act.Attribute.Type == world.Choice {
					act.Value.Number = int64(r.IntN(3))
				}
			case 1:
				act.Do, act.Action = network.Perform, set.World.Actions[1]
			default:
				act.Do, act.Tie = network.Make, set.World.Ties[r.IntN(4)]
				if sc.n.Has(act.Tie, i, j) {
					act.Do = network.Take
				}
			}
			after, consequences, err := set.Act(sc.n, act)
			if err != nil {
				refused++
				continue
			}
			sc.n = after
			along += len(consequences)
			if broken := set.BrokenAt(after); broken != nil {
				t.Fatalf("seed %d: %+v left %s broken", seed, act, broken[0].Law.ID)
			}
		}
	}
	if refused < 50 || along < 50 {
		t.Errorf("%d acts were refused, %d changes came along: hardly any", refused, along)
	}
}

func TestBrokenAt(t *testing.T) {
	set := innWith(t, vipIsHigh, invitedKnown, fearEnds, oneRoyal)
	sc := set.at(t, "vip=true", "rank=royal", "rank=noble vip=true", "rank=royal").given("a knows b", "a fears b", "b knows c", "c invites b", "c invites a")
	var got []string
	for _, r := range set.BrokenAt(sc.n) {
		got = append(got, fmt.Sprint(r.Law.ID, " ", r.From, " ", r.To))
	}
	want := []string{"vip-is-high 0 -1", "invited-known 1 2", "fear-ends 0 1", "one-royal 1 3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if broken := set.BrokenAt(network.New(set.World, nil, nil)); broken != nil {
		t.Errorf("nobody breaks %v", broken)
	}
}

func TestFixed(t *testing.T) {
	set := innWith(t, vipIsHigh, oneRoyal, lawText("owes-or-not-said", "", alone, `when { principal has owes && !principal.owes }`))
	sc := set.at(t, "", "rank=noble", "rank=noble vip=true", "rank=royal owes=true")
	for _, test := range []struct {
		who, attribute string
		want           bool
	}{
		{"a", "vip", true},   // only the high are
		{"b", "vip", false},  // it may be
		{"c", "vip", false},  // it may cease to be
		{"c", "rank", false}, // what stands against it yields
		{"d", "rank", false},
		{"a", "points", false}, // a number has no end of values
		{"a", "door", false},   // no law looks at it
		{"a", "motto", false},
		{"a", "owes", false}, // it may
		{"d", "owes", false}, // it may not be said
	} {
		i, _ := sc.n.Find(test.who)
		a, _ := sc.n.Actor(i).Kind.Attribute(test.attribute)
		if got := set.Fixed(sc.n, i, a); got != test.want {
			t.Errorf("%s of %s is fixed: %t", test.attribute, test.who, got)
		}
	}
}

// Each law that is none is refused in its place.
func TestMistakesInLaws(t *testing.T) {
	fine := `when { principal.vip && principal.rank == Rank::"common" }`
	for _, test := range []struct{ name, law, want string }{
		{"no title", `@id("x") forbid(principal is Guest, action, resource) ` + fine + `;`, `line 1, column 1: law "x": a law needs a name and a title`},
		{"no name", `@title("x") forbid(principal is Guest, action, resource) ` + fine + `;`, `line 1, column 1: law 1: a law needs a name and a title`},
		{"a permit", strings.Replace(lawText("x", "", alone, fine), "forbid", "permit", 1), `line 3, column 1: law "x": a law says what cannot be: it is a forbid`},
		{"an action", strings.Replace(lawText("x", "", alone, fine), "action", `action == Action::"greet"`, 1), `line 3, column 28: law "x": a law is about no action`},
		{"an annotation of rules", `@cost("1") ` + lawText("x", "", alone, fine), `line 1, column 1: law "x": @cost is not known here; there is @id, @title, @source, @yields`},
		{"twice", lawText("x", "", alone, fine) + lawText("x", "", alone, fine), `line 5, column 1: law "x": another law has the same @id`},

		{"a distance of 2", lawText("x", "", pair, `when { context has near && context.near == 2 && context.afraid }`), `line 1, column 1: law "x": near of more than 1 is a matter of third persons`},
		{"a distance of 3 or more", lawText("x", "", pair, `when { context has near && context.near > 2 && context.afraid }`), `near of more than 1 is a matter of third persons`},
		{"distances that hide behind others", lawText("x", "", pair, `when { context has near && (context.afraid && context.near == 3 || context.near == 1 && context.invited) }`), `near of more than 1`},
		{"a third person", lawText("x", "", alone, `when { Guest::"ana".vip }`), `line 4, column 8: law "x": a rule may look at attributes of principal, resource and context only`},
		{"somebody by id", lawText("x", "", alone, `when { principal == Guest::"ana" && principal.vip }`), `law "x": a law cannot look at ids and free text`},
		{"a name", lawText("x", "", alone, `when { principal.name == "Ana" && principal.vip }`), `a law cannot look at ids and free text`},
		{"free text", lawText("x", "", alone, `when { principal has motto && principal.vip }`), `a law cannot look at ids and free text`},
		{"free numbers", lawText("x", "", pair, `when { principal.points > resource.points }`), `a law compares numbers with constants only`},
		{"another without saying so", lawText("x", "", alone, `when { principal.vip && context has afraid && context.afraid }`), `line 3, column 36: law "x": a law about an actor looks at principal alone`},
		{"the other of no kind", lawText("x", "", alone, `when { principal.vip && resource is Guest && resource.vip }`), `line 3, column 36: law "x": a law about an actor looks at principal alone; one about a pair says what the recipient is, as in resource is Guest`},
		{"too many facts", lawText("x", "", pair, `when { principal.points < 1 || `+numbers("principal.points", 400)+` || `+numbers("resource.points", 400)+` }`), `a law tells fewer than 100000 situations apart`},

		{"what yields is unknown", lawText("x", "motto", alone, fine), `line 3, column 1: law "x": @yields names an attribute of the actor that the law looks at, not "motto"`},
		{"a tie yields to a law of an actor", lawText("x", "fears", alone, fine), `@yields names an attribute of the actor`},
		{"an attribute yields to a law of a pair", lawText("x", "vip", pair, `when { context.afraid && principal.vip }`), `@yields names a tie of the pair that the law looks at, not "vip"`},
		{"a tie that it does not look at", lawText("x", "knows", pair, `when { context.afraid && principal.vip }`), `@yields names a tie of the pair that the law looks at, not "knows"`},

		{"syntax", lawText("x", "", alone, `when { principal.vip = true }`), `line 4, column 22: Cedar writes ==, not =`},
		{"an attribute that is not there", lawText("x", "", alone, `when { principal.vipp }`), `a Guest has no "vipp"; did you mean "vip"?`},
		{"who is new", lawText("x", "", alone, `when { principal.rank == Rank::"common" }`), `law "x": a new Guest breaks it: whoever is added to a network has the defaults, and no ties`},
		{"who are new", lawText("x", "", pair, `when { !principal.vip && !resource.vip }`), `a new Guest breaks it`},
	} {
		set, problems := Outside("mine", sets.Files{sets.Schema: inn, sets.Data: innData, sets.Impossible: test.law})
		found := slices.ContainsFunc(problems, func(p *diagnostic.Diagnostic) bool {
			return p.File == sets.Impossible && strings.Contains(told(p), test.want)
		})
		if set != nil || len(problems) != 1 || !found {
			t.Errorf("%s: want %q alone, got %v", test.name, test.want, problems)
		}
	}
}

// What makes no difference between distances beyond 1 is about the two alone.
func TestDistancesOfLaws(t *testing.T) {
	for _, condition := range []string{`context.near == 1`, `context.near < 2`, `context.near != 1`, `context.near >= 2`, `context.near == 1 || context.near > 3 || context.near == 2 || context.near == 3`} {
		innWith(t, lawText("x", "fears", pair, `when { context has near && context.afraid && (`+condition+`) }`))
	}
}

// numbers is a condition that tells n numbers apart.
func numbers(of string, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%s == %d", of, 2*i+1)
	}
	return strings.Join(list, " || ")
}

// Asking whether laws are broken writes into no table: a rule set may be asked from many sides at once.
func TestLawsAreTabulated(t *testing.T) {
	set := innWith(t, vipIsHigh, invitedKnown, fearEnds, trustOfFriend, trustOfHigh, oneRoyal)
	entries := func() (n int) {
		for _, l := range set.Laws {
			for _, c := range l.rule.Conditions {
				n += len(c.table)
			}
		}
		return n
	}
	lens := situation.Lens{}
	for _, f := range set.World.Facts() {
		if !f.IsText() {
			lens.Facts = lens.Facts.With(f)
		}
	}
	before := entries()
	for _, kinds := range set.World.Pairs() {
		for s := range set.Space.All(lens, kinds) {
			if set.Space.Broken(s) {
				t.Fatalf("%+v is listed and cannot be", s)
			}
		}
	}
	set.at(t, "vip=true", "rank=noble").given("a knows b", "a trusts b").try("a fears b")
	if after := entries(); after != before || before == 0 {
		t.Errorf("%d entries at first, %d when asked", before, after)
	}
}

// Laws that nobody can keep are no reason to hang.
func TestLawsThatNobodyKeeps(t *testing.T) {
	set := innWith(t, lawText("x", "", alone, `when { principal.vip && principal.rank == Rank::"noble" }`), lawText("y", "", alone, `when { !principal.vip && principal.rank == Rank::"noble" }`))
	ranks := map[int64]bool{}
	rank, _ := set.World.Kinds[0].Attribute("rank")
	lens := situation.Lens{Facts: set.World.Named(world.Sender, "rank")}
	for s := range set.Space.All(lens, set.World.Pairs()[0]) {
		ranks[s.Sender.Value(rank).Number] = true
	}
	if got := slices.Sorted(maps.Keys(ranks)); !slices.Equal(got, []int64{0, 2}) {
		t.Errorf("ranks %v, want all but the noble", got)
	}
}
