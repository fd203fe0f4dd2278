package explanation

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

var update = flag.Bool("update", false, "write the goldens anew")

func speaker(t testing.TB, e *decision.Engine, s situation.Situation) Speaker {
	t.Helper()
	n := situation.Staged(s)
	from, _ := n.Find("sender")
	to := decision.Nobody
	if s.Recipient.Kind != network.NoOne {
		to, _ = n.Find("recipient")
	}
	out := Speaker{Board: e.On(n), From: from, To: to}
	if got := e.Set.Lens().Through(out.Board.Situation(from, to)); got.Degree != s.Degree || got.Ties != s.Ties {
		t.Fatalf("staged %+v as %+v", s, got)
	}
	return out
}

// TestEveryRuleExplains finds, for every rule and every verdict that it has a part in, the
// first situation where it does, and holds what is said there against a golden: as the
// rule that decides, as a forbid that was kept away, as a permit that would have been
// needed.
func TestEveryRuleExplains(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	reached := map[string][]string{}
	for _, r := range set.Rules {
		readings := set.Defaults().With(r.Needs...)
		engine := decision.New(set, readings)
		seen := map[string]bool{}
		for _, kinds := range situation.Kinds() {
			for s := range set.Lens().All(kinds) {
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
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale; go test ./rules/explanation -update writes it anew:\n%s", name, diff)
	}
}

// Every condition of the article has a sentence for what it asks; a user's own is quoted.
func TestConditionsHavePhrases(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, list := range [][]*policy.Rule{set.Rules, set.Warnings} {
		for _, r := range list {
			for _, c := range r.Conditions {
				if c.Facts == 0 || strings.Contains(c.Text, " has ") {
					continue
				}
				used[c.Text] = true
				if asks[c.Text] == "" {
					t.Errorf("%s: %s has no phrase", r.ID, c.Text)
				}
			}
		}
	}
	for text := range asks {
		if !used[text] {
			t.Errorf("no rule has the condition %s", text)
		}
	}
}

// The few words beside an action begin with the verdict: nobody has to tell it by a colour.
func TestShortBeginsWithTheVerdict(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	n := network.New([]network.Actor{
		{ID: "mia", Kind: network.Member, Name: "Mia Torres"},
		{ID: "pavel", Kind: network.Member, Name: "Pavel Novak"},
		{ID: "grace", Kind: network.Member, Name: "Grace Adeyemi", Tier: network.Business, Credits: 1},
	}, map[network.Tie][]network.Pair{network.Connection: {{From: 0, To: 1}}})
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
	base, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	set, problems := base.With(`@id("colleagues") @title("Colleagues write to each other")
permit(principal is Member, action == Action::"message", resource is Member)
when { resource has company && resource.company == "Acme Inc." && principal.credits > 4 };`, []string{"message-start"})
	if problems != nil {
		t.Fatal(problems)
	}
	n := network.New([]network.Actor{
		{ID: "ana", Kind: network.Member, Name: "Ana Díaz", Credits: 2},
		{ID: "ben", Kind: network.Member, Name: "Ben Okoye", Company: "Bolt Ltd."},
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
	want := `no Ben works at Bolt Ltd. | resource.company == "Acme Inc." | resource.company == "Acme Inc."
no Ana has 2 InMail credits | principal.credits > 4 | principal.credits > 4
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCalled(t *testing.T) {
	member := func(id, name string) network.Actor {
		return network.Actor{ID: id, Kind: network.Member, Name: name}
	}
	n := network.New([]network.Actor{
		member("a", "Ana Díaz"), member("b", "Ana Lund"), member("c", "Ben Okoye"), member("d", "Cher"), member("e", "Dev Kaur"), member("f", "Dev Kaur"),
		{ID: "p", Kind: network.Page, Name: "Acme Inc."},
		// Those without a name: an id begins a sentence as a name does.
		member("fay", "fay"), member("gus-2", "gus-2"), member("hal", "hal"), member("h", "Hal"), member("i", "ines"), {ID: "zed", Kind: network.Page, Name: "zed"}, {ID: "e-bay", Kind: network.Page, Name: "eBay"},
	}, nil)
	for i, want := range []string{
		"Ana Díaz", "Ana Lund", "Ben", "Cher", "Dev Kaur (e)", "Dev Kaur (f)", "Acme Inc.",
		"Fay", "Gus-2", "Hal (hal)", "Hal (h)", "ines", "Zed", "eBay",
	} {
		if got, all := Called(n, i), Names(n)[i]; got != want || all != want {
			t.Errorf("%s is called %q, and among all %q", n.Actor(i).Name, got, all)
		}
	}
}

func TestChanges(t *testing.T) {
	for _, test := range []struct {
		opened, closed, other int
		want                  string
	}{
		{0, 0, 0, "No outcome changed"},
		{2, 1, 0, "2 outcomes opened, 1 closed"},
		{0, 1, 0, "1 outcome closed"},
		{0, 0, 3, "3 outcomes changed otherwise"},
	} {
		if got := Changes(test.opened, test.closed, test.other); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// BenchmarkExplain is everything said about one pair: every action of it.
func BenchmarkExplain(b *testing.B) {
	set, err := policy.Load("article")
	if err != nil {
		b.Fatal(err)
	}
	engine := decision.New(set, set.Defaults())
	s := speaker(b, engine, situation.Situation{
		Sender: situation.Party{Kind: network.Member, Tier: network.Career}, Recipient: situation.Party{Kind: network.Member}, Degree: 3,
	})
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
