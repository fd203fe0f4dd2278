package policy_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/scripts/dice"
)

// edited is a text of rules after somebody has typed in it: rules come, go, move, stand twice, and break.
func edited(d *dice.Dice, rules []string) string {
	text := ""
	for _, r := range rules {
		text += r + []string{"\n", "\n\n", " ", "\n// Next: permit(principal, action, resource);\n", "\n/* é; */"}[d.IntN(5)]
	}
	if d.IntN(3) > 0 || text == "" {
		return text
	}
	at := d.IntN(len(text))
	switch typed := []string{";", "}", `"`, "@id(", "permit", "/*", "\n", "\u202E", "x", " "}[d.IntN(10)]; d.IntN(3) {
	case 0:
		return text[:at] + text[min(at+1+d.IntN(5), len(text)):]
	case 1:
		return text[:at] + typed + text[at:]
	default:
		return text[:at] + strings.ToUpper(text[at:min(at+3, len(text))]) + text[min(at+3, len(text)):]
	}
}

// After any edits of one's own rules, of which some were mistakes, what is known of them is what is found by reading the text as a
// whole: every rule, every mistake and its place, and what is satisfied. INROAD_PROOF makes more edits.
func TestARuleThatIsKnownIsAsReadAgain(t *testing.T) {
	texts, refused, warned := 50, 0, 0
	if os.Getenv("INROAD_PROOF") != "" {
		texts = 1000
	}
	for i, name := range sets.Builtin() {
		base, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		d := dice.New(uint64(i), base.World)
		rules, now := []string{}, base
		for n := range texts {
			switch k := d.IntN(8); {
			case len(rules) == 0 || k < 4 && len(rules) < 8:
				written := d.Policies(base, 1)
				if d.IntN(4) == 0 { // never applies
					written = strings.Replace(written, "when {", "when { principal.name == \"\u0430na\" && context == context && false } when {", 1)
				}
				rules = slices.Insert(rules, d.IntN(len(rules)+1), strings.Replace(written, "random-0", fmt.Sprint("mine-", n), 1))
			case k < 7:
				at := d.IntN(len(rules))
				rules = slices.Delete(rules, at, at+1)
			default:
				d.Shuffle(len(rules), func(i, j int) { rules[i], rules[j] = rules[j], rules[i] })
			}
			written := rules
			if len(rules) > 0 && d.IntN(8) == 0 {
				written = append(slices.Clip(rules), rules[d.IntN(len(rules))])
			}
			text := edited(d, written)
			var off []string
			if len(now.Rules) > 0 && d.IntN(3) == 0 {
				off = []string{now.Rules[d.IntN(len(now.Rules))].ID}
			}
			with, problems := now.With(text, off)
			want, wantProblems := base.With(text, off)
			if got, want := listed(problems), listed(wantProblems); got != want {
				t.Fatalf("%s\nsays\n%s\nread as a whole\n%s", text, got, want)
			}
			if with == nil {
				refused++
				continue
			}
			now = with
			if got, want := listed(now.Notices), listed(want.Notices); got != want {
				t.Fatalf("%s\nwarns\n%s\nread as a whole\n%s", text, got, want)
			} else if got != "" {
				warned++
			}
			sameRules(t, now, want)
			sameDecisions(t, d, now, want)
			for _, r := range now.Rules {
				if r.Own {
					got, _ := now.But(r.ID)
					if left, _ := want.But(r.ID); got != left {
						t.Fatalf("%s\nwithout %s is\n%s\nread as a whole\n%s", text, r.ID, got, left)
					}
				}
			}
		}
	}
	if all := texts * len(sets.Builtin()); refused < all/10 || refused > all*3/4 || warned < all/20 {
		t.Errorf("of %d texts %d were refused, and %d warned of", all, refused, warned)
	}
}

// listed is all that diagnostics say, and where.
func listed(list []*diagnostic.Diagnostic) string {
	text := ""
	for _, d := range list {
		text += fmt.Sprintln(d.Message, d.File, d.Path, d.Range, d.From, d.To, d.In, d.Fixes)
	}
	return text
}

func sameRules(t *testing.T, set, want *policy.RuleSet) {
	t.Helper()
	if len(set.Rules) != len(want.Rules) || !reflect.DeepEqual(set.Lens(), want.Lens()) {
		t.Fatalf("%s\nhas %d rules, read as a whole %d, or looks otherwise", set.Own, len(set.Rules), len(want.Rules))
	}
	for i, r := range set.Rules {
		w := want.Rules[i]
		if !reflect.DeepEqual([]any{r.ID, r.Title, r.Permits, r.Sources, r.Needs, r.Cost, r.Own, r.Text, r.Actions(), r.Kinds(), r.Lens()},
			[]any{w.ID, w.Title, w.Permits, w.Sources, w.Needs, w.Cost, w.Own, w.Text, w.Actions(), w.Kinds(), w.Lens()}) ||
			!slices.EqualFunc(r.Conditions, w.Conditions, func(a, b *policy.Condition) bool {
				return a.Start == b.Start && a.End == b.End && a.Text == b.Text && a.Equal(b)
			}) {
			t.Fatalf("%s\nhas\n%+v\nread as a whole\n%+v", set.Own, r, w)
		}
	}
}

func sameDecisions(t *testing.T, d *dice.Dice, set, want *policy.RuleSet) {
	t.Helper()
	one, other := decision.New(set, set.Defaults()), decision.New(want, want.Defaults())
	for range 20 {
		kinds := set.World.Pairs()[d.IntN(len(set.World.Pairs()))]
		s := d.Situation(set, kinds)
		for _, action := range set.Applicable(kinds) {
			if got, want := satisfied(one, s, action), satisfied(other, s, action); got != want {
				t.Fatalf("%s\n%v, %s: satisfied %s, read as a whole %s", set.Own, s, action, got, want)
			}
		}
	}
}

func satisfied(e *decision.Engine, s situation.Situation, action string) string {
	text := ""
	hold, fail := e.Satisfied(s, action)
	for _, list := range [][]*policy.Rule{hold, fail} {
		for _, r := range list {
			text += r.ID + " "
		}
		text += "; "
	}
	return text
}

// Only what is new is read: a rule that stands elsewhere has the conditions that it had, and so their tables.
func TestARuleThatIsKnownIsNotReadAgain(t *testing.T) {
	base, err := policy.Load(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	d := dice.New(1, base.World)
	one, other := d.Policies(base, 1), strings.Replace(d.Policies(base, 1), "random-0", "other", 1)
	set, problems := base.With(one, nil)
	if set == nil {
		t.Fatal(problems[0])
	}
	with, problems := set.With("// Another first.\n"+other+"\n"+one, nil)
	if with == nil {
		t.Fatal(problems[0])
	}
	before, _ := set.Rule("random-0")
	after, _ := with.Rule("random-0")
	if before.Conditions[0] != after.Conditions[0] {
		t.Error("a rule was read again because it moved")
	}
	tree, _ := cedar.ParseOtherPolicies(with.Own, func(policy string) bool { return policy == before.Text })
	if len(tree.List) != 2 || tree.List[0].Effect.Text == "" || tree.List[1].Effect.Text != "" || tree.List[1].Of(with.Own) != before.Text {
		t.Errorf("the tree has %+v", tree.List)
	}
}

// BenchmarkEditOfOneRule changes one of many rules of one's own.
func BenchmarkEditOfOneRule(b *testing.B) {
	base, err := policy.Load(sets.Default())
	if err != nil {
		b.Fatal(err)
	}
	for _, count := range []int{10, 100} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			text := dice.New(1, base.World).Policies(base, count) + "\n"
			set, _ := base.With(text, nil)
			for i := 0; b.Loop(); i++ {
				set, _ = set.With(text+fmt.Sprintf("@id(\"mine\") @title(\"%d\") permit(principal is Member, action == Action::\"message\", resource is Member);", i), nil)
			}
		})
	}
}
