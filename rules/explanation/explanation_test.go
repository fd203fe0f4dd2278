package explanation

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

var update = flag.Bool("update", false, "write the goldens anew")

func article(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// actor is an actor with some values as a file has them.
func actor(t testing.TB, set *policy.RuleSet, kind, id, name string, values map[string]world.Value) network.Actor {
	t.Helper()
	k, ok := set.World.Kind(kind)
	if !ok {
		t.Fatalf("no kind %s", kind)
	}
	a := network.Actor{ID: id, Kind: k, Name: name}
	for name, value := range values {
		attribute, ok := k.Attribute(name)
		if !ok {
			t.Fatalf("%s has no %s", kind, name)
		}
		if attribute.Type == world.Choice {
			value.Number = int64(slices.Index(attribute.Names(), value.Text))
			value.Text = ""
		}
		a = a.With(attribute, value)
	}
	return a
}

func tie(t testing.TB, set *policy.RuleSet, name string) *world.Tie {
	t.Helper()
	tie, ok := set.World.Tie(name)
	if !ok {
		t.Fatalf("no tie %s", name)
	}
	return tie
}

func speaker(t testing.TB, e *decision.Engine, s situation.Situation) Speaker {
	t.Helper()
	n := analysis.Stage(e.Set.World, s)
	from, _ := n.Find("sender")
	to, ok := n.Find("recipient")
	if !ok {
		to = decision.Nobody
	}
	out := Speaker{Board: e.On(n), From: from, To: to}
	view := e.Set.Lens().Ready(e.Set.World)
	if got := out.Board.Situation(from, to); !bytes.Equal(view.Key(nil, got), view.Key(nil, s)) {
		t.Fatalf("staged %+v as %+v", s, got)
	}
	return out
}

// TestEveryRuleExplains finds, for every rule and every verdict that it has a part in, the
// first situation where it does, and holds what is said there against a golden: as the
// rule that decides, as a forbid that was kept away, as a permit that would have been
// needed.
func TestEveryRuleExplains(t *testing.T) {
	set := article(t)
	var b strings.Builder
	reached := map[string][]string{}
	for _, r := range set.Rules {
		readings := set.Defaults().With(r.Needs...)
		engine := decision.New(set, readings)
		seen := map[string]bool{}
		for _, kinds := range set.World.Pairs() {
			for _, s := range situations(set, kinds) {
				for _, action := range r.Actions() {
					if !r.Fits(action, kinds) {
						continue
					}
					d, err := engine.Decide(s, action)
					if err != nil {
						t.Fatal(err)
					}
					for _, role := range rolesOf(engine, s, action, d, r) {
						if seen[role] {
							continue
						}
						seen[role] = true
						reached[r.ID] = append(reached[r.ID], role)
						fmt.Fprintf(&b, "%s, %s%s\n", r.ID, role, Readings(set, r.Needs))
						say(&b, speaker(t, engine, s), action, d)
					}
				}
			}
		}
		if len(seen) == 0 {
			t.Errorf("no situation lets %s explain anything", r.ID)
		}
	}
	for _, r := range set.Rules {
		t.Logf("%s: %s", r.ID, strings.Join(reached[r.ID], ", "))
	}
	golden(t, "explanations.txt", b.String())
}

// situations are all of a kind of pair in the order of the golden: sender by sender and recipient by
// recipient, then by distance, and with the first tie before the last.
func situations(set *policy.RuleSet, kinds world.KindPair) []situation.Situation {
	all := slices.Collect(set.Space.All(set.Lens(), kinds))
	same := func(a, b situation.Situation) bool {
		return reflect.DeepEqual(a.Sender, b.Sender) && reflect.DeepEqual(a.Recipient, b.Recipient)
	}
	order := func(a, b situation.Situation) int {
		for _, distance := range []bool{true, false} {
			for _, p := range slices.Backward(set.World.Pair) {
				if c := cmp.Compare(a.Pair.Of(p), b.Pair.Of(p)); c != 0 && p.Distance() == distance {
					return c
				}
			}
		}
		return 0
	}
	for start := 0; start < len(all); {
		end := start
		for end < len(all) && same(all[start], all[end]) {
			end++
		}
		slices.SortFunc(all[start:end], order)
		start = end
	}
	return all
}

// rolesOf are the parts that a rule has in a decision.
func rolesOf(e *decision.Engine, s situation.Situation, action string, d *decision.Decision, r *policy.Rule) []string {
	names := map[decision.Role]string{decision.Decides: "decides", decision.KeptAway: "is kept away", decision.Missing: "is missed"}
	var list []string
	for _, reason := range e.Reasons(s, action, d) {
		role := names[reason.Role] + ": " + d.Verdict.String()
		if reason.Rule == r && (len(list) == 0 || list[len(list)-1] != role) {
			list = append(list, role)
		}
	}
	if len(list) == 0 {
		for _, rule := range d.Rules {
			if rule == r {
				list = append(list, "decides: "+d.Verdict.String())
			}
		}
	}
	return list
}

func say(b *strings.Builder, s Speaker, action string, d *decision.Decision) {
	fmt.Fprintf(b, "  %s: %s\n  %s\n", action, s.Short(action, d), s.Summary(action, d))
	for _, c := range s.Conditions(action, d) {
		mark := map[string]string{"yes": "✓", "no": "✕", "not-reached": "·"}[c.Holds()]
		if c.Role == decision.KeptAway {
			mark = "–"
		}
		fmt.Fprintf(b, "    %s %s [%s: %s]\n", mark, c.Text, c.Rule.ID, c.Asks)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "../testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale; go test ./rules/explanation -update writes it anew:\n%s", name, diff)
	}
}

// Every condition of the article has a sentence of the article's own for what it asks, and every such
// sentence a condition; a user's own rule has sentences made of labels.
func TestConditionsHavePhrases(t *testing.T) {
	set := article(t)
	used := map[string]bool{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		for _, c := range r.Conditions {
			if c.Facts.Empty() || c.Guard() {
				continue
			}
			if c.Asked.Facts.Empty() {
				t.Errorf("%s: %s is no fact compared with a constant", r.ID, c.Text)
			}
			asked := strings.TrimSpace(c.Asked.Operator + " " + c.Asked.Literal)
			for _, f := range c.Asked.Facts.In(set.World) {
				phrase := ""
				switch {
				case f.IsDistance():
					phrase = set.Words.Distances[f.Pair.Name].Ask[asked]
					used[f.Pair.Name+" "+asked] = true
				case f.Of == world.OfPair && asked == "true":
					phrase = set.Words.Pair[f.Pair.Name].Is + set.Words.Ties[f.Pair.Tie.Name].Is
				case f.Of == world.OfPair:
					phrase = set.Words.Pair[f.Pair.Name].Not + set.Words.Ties[f.Pair.Tie.Name].Not
				default:
					phrase = set.Words.Attributes[f.Attribute.Name].Ask[asked]
					used[f.Attribute.Name+" "+asked] = true
				}
				if phrase == "" {
					t.Errorf("%s: %s has no phrase", r.ID, c.Text)
				}
			}
		}
	}
	for name, words := range set.Words.Attributes {
		for asked := range words.Ask {
			if !used[name+" "+asked] {
				t.Errorf("no rule asks for %s %s", name, asked)
			}
		}
	}
	for name, words := range set.Words.Distances {
		for asked := range words.Ask {
			if !used[name+" "+asked] {
				t.Errorf("no rule asks for %s %s", name, asked)
			}
		}
	}
}

// The few words beside an action begin with the verdict: nobody has to tell it by a colour.
func TestShortBeginsWithTheVerdict(t *testing.T) {
	set := article(t)
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Member", "mia", "Mia Torres", nil),
		actor(t, set, "Member", "pavel", "Pavel Novak", nil),
		actor(t, set, "Member", "grace", "Grace Adeyemi", map[string]world.Value{"tier": {Text: "business"}, "credits": {Number: 1}}),
	}, network.Ties{tie(t, set, "connections"): {{From: 0, To: 1}}})
	board := decision.New(set, set.Defaults()).On(n)
	for _, c := range []struct {
		from, to     int
		action, want string
	}{
		{0, 1, "message", "allowed"},
		{2, 0, "inmail", "allowed · 1 credit, 0 left after"},
		{0, 2, "inmail", "forbidden · Mia has a free account"},
		{0, 2, "reply", "not said · Grace has not written to Mia"},
	} {
		s := Speaker{Board: board, From: c.from, To: c.to}
		d, err := board.Between(c.from, c.to, c.action)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Short(c.action, d); got != c.want {
			t.Errorf("%s: %q, want %q", c.action, got, c.want)
		}
	}
}

func TestOwnRuleSpeaksForItself(t *testing.T) {
	set, problems := article(t).With(`@id("colleagues") @title("Colleagues write to each other")
permit(principal, action == Action::"message", resource is Member)
when { resource has company && resource.company == "Acme Inc." && principal.credits > 4 && (principal.name == "Ana" || resource.name == "Ben") };`, []string{"message-start"})
	if problems != nil {
		t.Fatal(problems)
	}
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Member", "ana", "Ana Díaz", map[string]world.Value{"credits": {Number: 2}}),
		actor(t, set, "Member", "ben", "Ben Okoye", map[string]world.Value{"company": {Text: "Bolt Ltd."}}),
	}, nil)
	s := Speaker{Board: decision.New(set, set.Defaults()).On(n), From: 0, To: 1}
	d, err := s.Board.Between(0, 1, "message")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range s.Conditions("message", d) {
		if c.Rule.ID == "colleagues" {
			fmt.Fprintf(&b, "%s %s | %s | %s\n", c.Holds(), c.Text, c.Asks, c.Rule.Text[c.Condition.Start:c.Condition.End])
		}
	}
	// principal.credits is a fact of a Member and one of a Page: what is said is of the sender's kind.
	want := `no Ben works at Bolt Ltd. | resource.company == "Acme Inc." | resource.company == "Acme Inc."
no Ana has 2 InMail credits | Ana has more than 4 InMail credits | principal.credits > 4
no Ana is called "Ana Díaz", and Ben is called "Ben Okoye" | principal.name == "Ana" || resource.name == "Ben" | principal.name == "Ana" || resource.name == "Ben"
`
	if diff := gocmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCalled(t *testing.T) {
	set := article(t)
	member := func(id, name string) network.Actor { return actor(t, set, "Member", id, name, nil) }
	page := func(id, name string) network.Actor { return actor(t, set, "Page", id, name, nil) }
	n := network.New(set.World, []network.Actor{
		member("a", "Ana Díaz"), member("b", "Ana Lund"), member("c", "Ben Okoye"), member("d", "Cher"), member("e", "Dev Kaur"), member("f", "Dev Kaur"),
		page("p", "Acme Inc."),
		// Those without a name: an id begins a sentence as a name does.
		member("fay", "fay"), member("gus-2", "gus-2"), member("hal", "hal"), member("h", "Hal"), member("i", "ines"), page("zed", "zed"), page("e-bay", "eBay"),
		// From right to left, apart from what stands beside it.
		member("j", "علي حسن"), page("q", "Acme שרה"),
	}, nil)
	for i, want := range []string{
		"Ana Díaz", "Ana Lund", "Ben", "Cher", "Dev Kaur (e)", "Dev Kaur (f)", "Acme Inc.",
		"Fay", "Gus-2", "Hal (hal)", "Hal (h)", "ines", "Zed", "eBay",
		"\u2068علي\u2069", "\u2068Acme שרה\u2069",
	} {
		if got, all := Called(set, n, i), Names(set, n)[i]; got != want || all != want {
			t.Errorf("%s is called %q, and among all %q", n.Actor(i).Name, got, all)
		}
	}
}

// BenchmarkExplain is everything said about one pair: every action of it.
func BenchmarkExplain(b *testing.B) {
	set := article(b)
	engine := decision.New(set, set.Defaults())
	cara := actor(b, set, "Member", "c", "Cara", map[string]world.Value{"tier": {Text: "career"}})
	apart, _ := set.World.PairFact("degree")
	s := speaker(b, engine, situation.Situation{
		Sender: situation.PartyOf(cara), Recipient: situation.Party{Kind: cara.Kind}, Pair: situation.Pair(make([]byte, len(set.World.Pair))),
	}.With(set.World.Fact(apart), world.Value{Number: 3}))
	for b.Loop() {
		for _, action := range set.Applicable(s.Board.Kinds(s.From, s.To)) {
			d, err := s.Board.Between(s.From, s.To, action)
			if err != nil {
				b.Fatal(err)
			}
			s.Summary(action, d)
			s.Short(action, d)
			s.Conditions(action, d)
		}
	}
}

// Whoever reads how far two are from each other reads by whom they are linked, be it one or two; and what is drawn is the same way.
func TestADistanceNamesItsPath(t *testing.T) {
	set := article(t)
	connected := tie(t, set, "connections")
	member := func(id, name string) network.Actor { return actor(t, set, "Member", id, name, nil) }
	n := network.New(set.World, []network.Actor{
		member("ana", "Ana Díaz"), member("ben", "Ben Okoye"), member("cara", "Cara Lund"), member("dev", "Dev Kaur"), member("eve", "Eve Sato"), member("finn", "Finn Berg"),
	}, network.Ties{connected: {{From: 0, To: 2}, {From: 2, To: 3}, {From: 3, To: 1}, {From: 1, To: 4}}})
	board := decision.New(set, set.Defaults()).On(n)
	degree, _ := set.World.PairFact("degree")
	for _, c := range []struct {
		from, to   int
		link, said string
		path       []int
	}{
		{0, 2, "Connected", "Ana and Cara are connected", []int{0, 2}},
		{0, 3, "2nd degree, through Cara", "Ana and Dev are not connected but share Cara", []int{0, 2, 3}},
		{0, 1, "3rd degree, through Cara and Dev", "Ana and Ben are three steps apart, through Cara and Dev", []int{0, 2, 3, 1}},
		{1, 0, "3rd degree, through Dev and Cara", "Ben and Ana are three steps apart, through Dev and Cara", []int{1, 3, 2, 0}},
		{0, 4, "Not linked within three steps", "Ana and Eve are more than three steps apart", nil},
		{0, 5, "Not linked within three steps", "Ana and Finn are more than three steps apart", nil},
	} {
		s := Speaker{Board: board, From: c.from, To: c.to}
		if got := s.link(); got != c.link {
			t.Errorf("%q, want %q", got, c.link)
		}
		if got := s.Fact(set.World.Fact(degree), board.Situation(c.from, c.to)); got != c.said {
			t.Errorf("%q, want %q", got, c.said)
		}
		if along, path := s.Path(); along != connected || !slices.Equal(path, c.path) {
			t.Errorf("%v along %v, want %v along connections", path, along, c.path)
		}
	}
}

func TestADetailNamesThePathOnce(t *testing.T) {
	set := article(t)
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Member", "ana", "Ana", nil), actor(t, set, "Member", "ben", "Ben", nil), actor(t, set, "Member", "cara", "Cara", nil), actor(t, set, "Member", "dev", "Dev", nil),
	}, network.Ties{tie(t, set, "connections"): {{From: 0, To: 2}, {From: 2, To: 3}, {From: 3, To: 1}}})
	s := Speaker{Board: decision.New(set, set.Defaults()).On(n), From: 0, To: 1}
	want := "3rd degree, through Cara and Dev · Message: Ana and Ben are three steps apart · InMail: Ana has a free account"
	if got := s.Detail(s.Board.Best(0, 1)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
