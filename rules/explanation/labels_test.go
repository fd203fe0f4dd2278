package explanation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// ward is a rule set that shares nothing with the article and has no words of its own: every sentence
// about it is made of labels.
func ward(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, problems := policy.Outside("ward", sets.Files{
		sets.Schema: `
@label("Grade") entity Grade in [Grade];
@label("Doctor") @list("doctors")
entity Doctor = {
  name: String,
  @label("Tokens") @unit("token") @pays("yes") @caption("set") tokens: Long,
  @label("Grade") @caption("always") grade: Grade,
  @label("On call") @caption("set") onCall: Bool,
  @label("Motto") motto?: String,
};
@label("Ward") @list("wards") @drawn("organisation") @caption("always")
entity Ward = { name: String, @label("Beds") @unit("bed") beds: Long, @label("Vouchers") @unit("voucher") tokens: Long };
type Ties = {
  @label("share a rota") @ends("Doctor - Doctor, Doctor - Ward") rotas: Bool,
  @label("avoids") @ends("Doctor > Doctor") @change("from") avoidances: Bool,
};
type Pair = {
  @distance("rotas") @far("3") apart?: Long,
  @tie("avoidances") @side("recipient") avoided: Bool,
};
@label("Page") @way("start") action page appliesTo { principal: [Doctor, Ward], resource: [Doctor], context: Pair };
@label("Answer") @way("answer") action answer appliesTo { principal: [Doctor], resource: [Doctor], context: Pair };`,
		sets.Data: `{"title": "A ward", "values": {"Grade": [
			{"value": "junior", "label": "Junior"}, {"value": "consultant", "label": "Consultant", "brings": {"tokens": 2}}]}}`,
		sets.Impossible: `@id("rest") @title("nobody junior is on call") @yields("onCall")
forbid(principal is Doctor, action, resource) when { principal.grade == Grade::"junior" && principal.onCall };
@id("peace") @title("who shares a rota does not avoid") @yields("avoidances")
forbid(principal is Doctor, action, resource is Doctor) when { context has apart && context.apart == 1 && context.avoided };`,
		sets.Rules: `@id("near") @title("Colleagues page each other") @cost("1")
permit(principal is Doctor, action == Action::"page", resource is Doctor) when { context has apart && context.apart <= 2 && principal.grade == Grade::"consultant" };
@id("calm") @title("Who avoids somebody is not paged")
forbid(principal, action == Action::"page", resource is Doctor) when { context.avoided };
@id("ward") @title("A ward pages who is on call")
permit(principal, action == Action::"page", resource is Doctor) when { principal has beds && principal.beds >= 10 && principal.tokens > 3 };
@id("far") @title("Whoever is named answers")
permit(principal is Doctor, action == Action::"answer", resource) when { resource has tokens && resource.tokens > 3 && principal has motto };`,
	})
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

func TestLabelsMakeSentences(t *testing.T) {
	set := ward(t)
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Doctor", "ida", "Ida Moor", map[string]world.Value{"grade": {Text: "consultant"}, "tokens": {Number: 2}}),
		actor(t, set, "Doctor", "jon", "Jon Vale", map[string]world.Value{"motto": {Text: "Sleep"}}),
		actor(t, set, "Doctor", "kim", "Kim Ash", map[string]world.Value{"tokens": {Number: 5}}),
		actor(t, set, "Ward", "north", "North Wing", nil),
	}, network.Ties{tie(t, set, "rotas"): {{From: 0, To: 3}, {From: 1, To: 3}}, tie(t, set, "avoidances"): {{From: 2, To: 0}}})
	board := decision.New(set, set.Defaults()).On(n)
	var b strings.Builder
	for i, a := range n.Actors() {
		fmt.Fprintf(&b, "%s (%s)\n", Called(set, n, i), Caption(set, a))
	}
	for _, pair := range []network.Pair{{From: 0, To: 1}, {From: 0, To: 2}, {From: 3, To: 1}, {From: 2, To: 0}} {
		s := Speaker{Board: board, From: pair.From, To: pair.To}
		best := board.Best(pair.From, pair.To)
		fmt.Fprintf(&b, "%s. %s [%s]\n", s.Headline(best), s.Detail(best), Mark(set, best))
		for _, action := range set.Applicable(board.Kinds(pair.From, pair.To)) {
			d, err := board.Between(pair.From, pair.To, action)
			if err != nil {
				t.Fatal(err)
			}
			say(&b, s, action, d)
		}
	}
	want := `Ida (2 tokens · Consultant)
Jon (Junior)
Kim (5 tokens · Junior)
North Wing (Ward)
Ida can reach Jon by page. 2 steps apart, through North Wing · uses 1 of 2 tokens · Colleagues page each other [reachable by page for 1 token]
  page: allowed · 1 token, 1 left after
  Ida may page Jon for 1 token. Colleagues page each other.
    ✓ Ida and Jon are 2 steps apart, through North Wing [near: Ida and Jon are at most 2 steps apart]
    ✓ The grade of Ida is Consultant [near: The grade of Ida is Consultant]
    – It is not so that Jon avoids Ida [calm: Jon avoids Ida]
  answer: not said · Jon has no tokens
  Nothing says that Ida may answer Jon, so the answer is no. What comes nearest: Whoever is named answers. But Jon has no tokens.
    ✕ Jon has no tokens [far: Jon has more than 3 tokens]
    ✕ Ida has no motto [far: principal has motto]
Ida cannot reach Kim. Not linked within 2 steps · Kim avoids Ida [not reachable, forbidden]
  page: forbidden · Kim avoids Ida
  Ida may not page Kim. Who avoids somebody is not paged. Kim avoids Ida.
    ✓ Kim avoids Ida [calm: Kim avoids Ida]
  answer: not said · Ida has no motto
  Nothing says that Ida may answer Kim, so the answer is no. What comes nearest: Whoever is named answers. But Ida has no motto.
    ✓ Kim has 5 tokens [far: Kim has more than 3 tokens]
    ✕ Ida has no motto [far: principal has motto]
Nothing says that North Wing can reach Jon. Share a rota · North Wing has no beds [not reachable, not said]
  page: not said · North Wing has no beds
  Nothing says that North Wing may page Jon, so the answer is no. What comes nearest: A ward pages who is on call. But North Wing has no beds.
    ✕ North Wing has no beds [ward: North Wing has at least 10 beds]
    ✕ North Wing has no vouchers [ward: North Wing has more than 3 vouchers]
Nothing says that Kim can reach Ida. Not linked within 2 steps · Kim and Ida are further apart than 2 steps [not reachable, not said]
  page: not said · Kim and Ida are further apart than 2 steps
  Nothing says that Kim may page Ida, so the answer is no. What comes nearest: Colleagues page each other. But Kim and Ida are further apart than 2 steps.
    ✕ Kim and Ida are further apart than 2 steps [near: Kim and Ida are at most 2 steps apart]
    ✕ The grade of Kim is Junior [near: The grade of Kim is Consultant]
    ✕ Kim has no beds [ward: principal has beds]
    · Kim has no beds [ward: Kim has at least 10 beds]
    ✓ Kim has 5 tokens [ward: Kim has more than 3 tokens]
  answer: not said · Ida has 2 tokens
  Nothing says that Kim may answer Ida, so the answer is no. What comes nearest: Whoever is named answers. But Ida has 2 tokens.
    ✕ Ida has 2 tokens [far: Ida has more than 3 tokens]
    ✕ Kim has no motto [far: principal has motto]
`
	if diff := gocmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// What an act takes along is said once: what a value brought, and what gave way to a law.
func TestAlongIsSaid(t *testing.T) {
	type values = map[string]world.Value
	article, ward := article(t), ward(t)
	for _, test := range []struct {
		set            *policy.RuleSet
		kind           string
		has            values
		attribute, to  string // that is set, or
		pending, makes string // a tie that stands both ways, and one that is made
		want           string
	}{
		{set: article, kind: "Member", attribute: "tier", to: "career", want: "Ana now has 5 InMail credits, what Premium Career brings each month."},
		{set: article, kind: "Member", has: values{"credits": {Number: 1}}, attribute: "tier", to: "career"},
		{set: article, kind: "Member", has: values{"tier": {Text: "career"}, "openProfile": {Number: 1}}, attribute: "tier", to: "free",
			want: "Ana no longer has an Open Profile: free accounts have none."},
		{set: article, kind: "Member", pending: "invitations", makes: "connections", want: "The pending invitation between them is gone."},
		{set: ward, kind: "Doctor", attribute: "grade", to: "consultant", want: "Ana now has 2 tokens, which “Consultant” brings."},
		{set: ward, kind: "Doctor", has: values{"grade": {Text: "consultant"}, "onCall": {Number: 1}}, attribute: "grade", to: "junior",
			want: "Something gave way: nobody junior is on call."},
		{set: ward, kind: "Doctor", pending: "avoidances", makes: "rotas", want: "Something gave way: who shares a rota does not avoid."},
	} {
		first := actor(t, test.set, test.kind, "ana", "Ana Díaz", test.has)
		act, ties := network.Act{Do: network.Make, From: 0, To: 1}, network.Ties{}
		if test.makes != "" {
			act.Tie = tie(t, test.set, test.makes)
			ties[tie(t, test.set, test.pending)] = []network.Pair{{From: 0, To: 1}, {From: 1, To: 0}}
		} else {
			attribute, _ := first.Kind.Attribute(test.attribute)
			act = network.Act{Do: network.Set, From: 0, Attribute: attribute, Value: world.Value{Number: int64(slices.Index(attribute.Names(), test.to))}}
		}
		n := network.New(test.set.World, []network.Actor{first, actor(t, test.set, test.kind, "ben", "Ben Okoye", nil)}, ties)
		after, along, err := test.set.Act(n, act)
		if err != nil {
			t.Fatal(err)
		}
		if got := Along(test.set, after, along); got != test.want {
			t.Errorf("%s %s%s: %q, want %q", test.set.Name, test.to, test.makes, got, test.want)
		}
	}
}

func TestEditsAreNamed(t *testing.T) {
	article, ward := article(t), ward(t)
	two := func(set *policy.RuleSet, kind string) *network.Network {
		return network.New(set.World, []network.Actor{actor(t, set, kind, "ana", "Ana Díaz", nil), actor(t, set, kind, "ben", "Ben Okoye", nil)}, nil)
	}
	members, doctors := two(article, "Member"), two(ward, "Doctor")
	attribute := func(set *policy.RuleSet, kind, name string) *world.Attribute {
		k, _ := set.World.Kind(kind)
		a, _ := k.Attribute(name)
		return a
	}
	both := network.Pair{From: 0, To: 1}
	for _, test := range []struct{ got, want string }{
		{Editing(article, "Ana", nil), "rename Ana"},
		{Editing(article, "Ana", attribute(article, "Member", "tier")), "account tier of Ana"},
		{Editing(article, "Acme Inc.", attribute(article, "Page", "seats")), "recruiter seats of Acme Inc."},
		{Editing(ward, "Ana", attribute(ward, "Doctor", "onCall")), "“On call” of Ana"},
		{Tying(article, members, tie(t, article, "connections"), both, true), "connect: Ana and Ben"},
		{Tying(article, members, tie(t, article, "visits"), both, false), "take back the visit: Ana → Ben"},
		{Tying(ward, doctors, tie(t, ward, "avoidances"), both, true), "avoids: Ana → Ben"},
		{Tying(ward, doctors, tie(t, ward, "rotas"), both, false), "take back “share a rota”: Ana and Ben"},
		{Moving(ward, doctors, []int{1}), "move Ben"},
		{Moving(ward, doctors, []int{0, 1}), "move 2 actors"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}

func TestCaptions(t *testing.T) {
	set := article(t)
	for _, test := range []struct {
		kind string
		has  map[string]world.Value
		want string
	}{
		{"Member", nil, "Free"},
		{"Member", map[string]world.Value{"credits": {Number: 2}}, "Free · 2 credits"},
		{"Member", map[string]world.Value{"tier": {Text: "career"}}, "Premium Career · no credits"},
		{"Member", map[string]world.Value{"tier": {Text: "career"}, "credits": {Number: 3}, "inmail": {Text: "connections"}, "openProfile": {Number: 1}},
			"Premium Career · 3 credits · InMail: connections"},
		{"Member", map[string]world.Value{"inmail": {Text: "nobody"}, "company": {Text: "Acme"}}, "Free · no InMail"},
		{"Page", nil, "Page"},
		{"Page", map[string]world.Value{"seats": {Number: 1}, "credits": {Number: 1}}, "Page · 1 recruiter seat · 1 credit"},
	} {
		if got := Caption(set, actor(t, set, test.kind, "a", "A", test.has)); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestAdviceIsForAKindOfSender(t *testing.T) {
	set := article(t)
	for kind, want := range map[string]string{"Member": "A22 A39b A39f A40", "Page": "A29 A30 A33 A40"} {
		k, _ := set.World.Kind(kind)
		var sources []string
		for _, a := range Advice(set, "inmail", k) {
			sources = append(sources, a.Source)
		}
		if got := strings.Join(sources, " "); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}
