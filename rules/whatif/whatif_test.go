package whatif_test

import (
	cmp2 "cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/scenario"
	"inroad/rules/whatif"
	"inroad/rules/words"
	"inroad/rules/world"
)

var update = flag.Bool("update", false, "write the golden anew")

// found are the fixes of an action within limits in words, each with its price.
func found(t *testing.T, s *scenario.Scenario, from, to, action string, limits whatif.Limits) []string {
	t.Helper()
	b := decision.New(s.Set, s.Readings).On(s.Network)
	i, _ := s.Network.Find(from)
	j, ok := s.Network.Find(to)
	if !ok {
		j = decision.Nobody
	}
	fixes, err := whatif.Find(b, i, j, limits, action)
	if err != nil {
		t.Fatal(err)
	}
	speaker := explanation.Speaker{Board: b, From: i, To: j}
	list := []string{}
	for _, f := range fixes {
		if !f.Source() {
			list = append(list, speaker.Fix(f)+" ("+speaker.Price(f)+")")
		}
	}
	return list
}

func TestFixes(t *testing.T) {
	const monthly = " (29.99 US dollars a month)"
	strangers := `{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]}`
	for _, test := range []struct {
		name, file, from, to, action string
		want                         []string
	}{
		{"an invitation that a free account may not send waits for the tier", strangers, "ana", "ben", "message", []string{
			"Ana takes Premium Career; Ana invites Ben, and Ben accepts" + monthly,
			"Ben takes Premium Career; Ben invites Ana, and Ana accepts" + monthly,
		}},
		{
			"who is barred by a rule that knows nothing but them can do nothing",
			`{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"ben\") forbid(principal, action, resource) when { resource == Member::\"ben\" && resource.name != \"Bob\" };"},
			  "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]}`,
			"ana", "ben", "message", []string{},
		},
		{
			"who is barred until something is done does it",
			`{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"ben\") forbid(principal, action, resource) when { resource == Member::\"ben\" && principal has tier && principal.tier == Tier::\"free\" };"},
			  "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}], "connections": [["ana", "ben"]]}`,
			"ana", "ben", "message", []string{"Ana takes Premium Career" + monthly},
		},
		{"nobody replies to whom nobody has written", strangers, "ana", "ben", "reply", []string{
			"Ben takes Premium Career; Ben writes to Ana first, by InMail" + monthly,
			"Ana takes Premium Career; Ana writes to Ben first, by InMail; Ben replies to Ana" + monthly,
			"Ana takes Premium Career; Ana invites Ben, and Ben accepts; Ben writes to Ana first" + monthly,
		}},
		{
			"who was written to replies",
			`{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}], "wrote": [["ana", "ben"]]}`,
			"ana", "ben", "reply", []string{"Ben replies to Ana (free)"},
		},
		{
			"two connections with one third member make an introduction",
			`{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben", "tier": "career"}, {"id": "cara", "name": "Cara"}]}`,
			"ana", "ben", "introduce", []string{"Ana invites Cara, and Cara accepts; Ben invites Cara, and Cara accepts (free)"},
		},
		{
			"the third member may take the tier",
			`{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}, {"id": "cara", "name": "Cara"}, {"id": "dev", "name": "Dev"}], "connections": [["ben", "cara"], ["ben", "dev"]]}`,
			"ana", "ben", "introduce", []string{
				"Ana takes Premium Career; Ana invites Cara, and Cara accepts" + monthly,
				"Cara takes Premium Career; Cara invites Ana, and Ana accepts" + monthly,
			},
		},
		{
			"of third members the one that the rules doubt least",
			`{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}, {"id": "cara", "name": "Cara", "tier": "career"}, {"id": "dev", "name": "Dev"}],
			  "connections": [["ben", "cara"], ["ben", "dev"]], "invitations": [["dev", "ana"]]}`,
			"ana", "ben", "introduce", []string{"Ana accepts the invitation from Dev (free)"},
		},
		{
			"who pays already pays the difference",
			`{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"business\") permit(principal is Member, action == Action::\"message\", resource is Member) when { principal.tier == Tier::\"business\" };"},
			  "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben", "inmail": "nobody"}]}`,
			"ana", "ben", "message", []string{
				"Ana takes Premium Business (20.00 more US dollars a month)",
				"Ana invites Ben, and Ben accepts (free)",
			},
		},
		{
			"a recruiter seat has no price",
			`{"inroad": 1, "members": [{"id": "ben", "name": "Ben"}], "pages": [{"id": "acme", "name": "Acme", "credits": 1}]}`,
			"acme", "ben", "inmail", []string{"Acme buys a recruiter seat (the source names no price) (a recruiter seat)"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(t, parsed(t, test.file), test.from, test.to, test.action, whatif.Limits{})); diff != "" {
				t.Errorf("(- wanted, + found)\n%s", diff)
			}
		})
	}
}

func parsed(t *testing.T, file string) *scenario.Scenario {
	t.Helper()
	s, errs := scenario.Parse([]byte(file))
	if errs != nil {
		t.Fatal(errs)
	}
	return s
}

func TestFixesWithinLimits(t *testing.T) {
	const two = `"members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]`
	const second = `{"inroad": 1, "rules": {"base": "article", "readings": {"C1": "summary"}}, "connections": [["ana", "cara"], ["cara", "ben"]],
		"members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}, {"id": "cara", "name": "Cara"}]}`
	paying, alone := whatif.Limits{WithoutPaying: true}, whatif.Limits{NothingFromRecipient: true}
	for _, test := range []struct {
		name, file, action string
		limits             whatif.Limits
		want               []string
	}{
		{"nobody pays, the recipient as little as the sender", `{"inroad": 1, ` + two + `}`, "message", paying, []string{}},
		{"without paying, somebody invites who may", `{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben", "tier": "career"}]}`, "reply", paying, []string{
			"Ben writes to Ana first (free)",
		}},
		{"what is bought at a price that is not named is paid for", `{"inroad": 1, "members": [{"id": "ben", "name": "Ben"}], "pages": [{"id": "ana", "name": "Acme", "credits": 1}]}`, "inmail", paying, []string{}},
		{"so is a value", `{"inroad": 1, "rules": "linkedin", ` + two + `}`, "inmail", paying, []string{}},
		{"a credit costs no money", `{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}]}`, "inmail", paying, []string{
			"Ana gets an InMail credit (free)",
		}},
		{"a tier asks nothing of the recipient", second, "inmail", alone, []string{"Ana takes Premium Career (29.99 US dollars a month)"}},
		{"to accept is asked of the recipient", `{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}]}`, "message", alone, []string{}},
		{"what the recipient has asked for may be accepted", `{"inroad": 1, "invitations": [["ben", "ana"]], ` + two + `}`, "message", alone, []string{
			"Ana accepts the invitation from Ben (free)",
		}},
		{"a third actor may be asked", `{"inroad": 1, "connections": [["ben", "cara"]],
			"members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}, {"id": "cara", "name": "Cara"}]}`, "introduce", alone, []string{
			"Ana invites Cara, and Cara accepts (free)",
		}},
		{"an invitation and an acceptance are two steps", `{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}]}`, "message", whatif.Limits{Steps: 1}, []string{}},
		{"in two steps", `{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}]}`, "message", whatif.Limits{Steps: 2}, []string{
			"Ana invites Ben, and Ben accepts (free)",
		}},
		{"a block of each is taken back in two steps", `{"inroad": 1, "blocks": [["ana", "ben"], ["ben", "ana"]], "wrote": [["ben", "ana"]], ` + two + `}`, "reply", whatif.Limits{Steps: 1}, []string{}},
		{
			"a larger set is within where a part of it is beyond",
			`{"inroad": 1, "invitations": [["ben", "ana"]], "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}],` +
				own(`forbid(principal is Member, action == Action::"accept-invite", resource) when { principal.credits < 1 };`) + `}`,
			"message", alone, []string{
				"Ana gets an InMail credit; Ana accepts the invitation from Ben (free)",
				"Ana takes Premium Business; Ana accepts the invitation from Ben (20.00 more US dollars a month)", // it brings credits
			},
		},
		{"who takes something away by themselves", `{"inroad": 1, "connections": [["ana", "ben"]], ` + two + `}`, "message", alone, []string{
			"Ana and Ben are no longer connected (free)", "Ana blocks Ben (free)",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, found(t, parsed(t, test.file), "ana", "ben", test.action, test.limits)); diff != "" {
				t.Errorf("(- wanted, + found)\n%s", diff)
			}
			if len(test.want) == 0 && len(found(t, parsed(t, test.file), "ana", "ben", test.action, whatif.Limits{})) == 0 {
				t.Error("there is nothing without the limits either")
			}
		})
	}
}

// A reading may go together with changes of the world where neither is enough.
func TestReadingTogetherWithTheWorld(t *testing.T) {
	s, errs := scenario.Parse([]byte(`{"inroad": 1, "members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]}`))
	if errs != nil {
		t.Fatal(errs)
	}
	b := decision.New(s.Set, s.Readings).On(s.Network)
	fixes, err := whatif.Find(b, 0, 1, whatif.Limits{}, "message")
	if err != nil {
		t.Fatal(err)
	}
	speaker := explanation.Speaker{Board: b, From: 0, To: 1}
	var got []string
	for _, f := range fixes {
		if f.Source() && f.World() {
			_, world, _ := strings.Cut(speaker.Fix(f), "; ")
			got = append(got, s.Set.Questions[f.Changes[0].Choice.Question].ID+"; "+world)
		}
	}
	want := []string{"C17; Ana takes Premium Career", "C2; Ana invites Ben, and Ben accepts"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(- wanted, + found)\n%s", diff)
	}
	if last := fixes[:len(fixes)-len(want)]; slices.ContainsFunc(last, func(f whatif.Fix) bool { return f.Source() }) {
		t.Error("what changes the source alone is listed before what changes the world too")
	}
}

// TestFixesStay holds all fixes of all examples, in their order, against a golden: a
// change of the search shows what it finds, loses or ranks otherwise.
func TestFixesStay(t *testing.T) {
	files, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d examples (%v)", len(files), err)
	}
	var text strings.Builder
	for _, file := range files {
		fmt.Fprintf(&text, "# %s\n", filepath.Base(file))
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, errs := scenario.Parse(source)
		if errs != nil {
			t.Fatal(errs)
		}
		b := decision.New(s.Set, s.Readings).On(s.Network)
		for from := range s.Network.Len() {
			for to := decision.Nobody; to < s.Network.Len(); to++ {
				if from == to {
					continue
				}
				for _, action := range s.Set.Applicable(b.Kinds(from, to)) {
					fixes, err := whatif.Find(b, from, to, whatif.Limits{}, action)
					if err != nil {
						t.Fatal(err)
					}
					fmt.Fprintf(&text, "%s %s %s:", id(s, from), id(s, to), action)
					for i, f := range fixes {
						if i > 0 {
							text.WriteString(" |")
						}
						for k, c := range f.Changes {
							if k > 0 {
								text.WriteString(" +")
							}
							text.WriteString(" " + short(s, c))
						}
					}
					text.WriteByte('\n')
				}
			}
		}
	}
	const golden = "../testdata/fixes.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(text.String(), "\n")); diff != "" {
		t.Errorf("the fixes of the examples changed; go test ./rules/whatif -update writes them anew:\n%s", diff)
	}
}

func id(s *scenario.Scenario, i int) string {
	if i == decision.Nobody {
		return "-"
	}
	return s.Network.Actor(i).ID
}

// said are what the golden calls changes: what is set, made or taken.
var said = map[string]string{
	"set tier": "tier", "set credits 0": "no-credit", "set credits": "credit", "set seats 0": "no-seat", "set seats": "seat", "set inmail": "setting",
	"take connections": "disconnect", "take follows": "unfollow", "take invitations": "withdraw", "take blocks": "unblock",
	"make follows": "follow", "make visits": "visit", "make blocks": "block",
	"perform wrote": "write", "perform invitations": "invite", "perform connections 1": "accept", "perform connections": "connect",
}

// short is a change in a few words: "tier mia career", "connect grace mia", "C17=unrestricted".
func short(s *scenario.Scenario, c whatif.Change) string {
	what, more := "", ""
	switch c.Kind {
	case whatif.Reading:
		q := s.Set.Questions[c.Choice.Question]
		return q.ID + "=" + q.Readings[c.Choice.Reading].Reading
	case whatif.Rule:
		return "off " + c.Rule
	case whatif.Set:
		what, more = string(c.Kind)+" "+c.Attribute.Name, words.Typed(c.Attribute, c.Value)
	default:
		what, more = string(c.Kind)+" "+c.Tie.Name, fmt.Sprint(len(c.Steps))
	}
	name, exactly := said[what+" "+more]
	if !exactly {
		name = said[what]
	}
	list := []string{cmp2.Or(name, what), id(s, c.From)}
	if c.To != c.From {
		list = append(list, id(s, c.To))
	}
	switch {
	case c.Kind == whatif.Set && c.Attribute.Type == world.Choice:
		list = append(list, more)
	case c.Kind == whatif.Perform && name == "write":
		list = append(list, c.Steps[0].Action.Name)
	}
	return strings.Join(list, " ")
}
