package lint_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"inroad/rules/decision"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// cats are a world small enough to list all that can be in it, with a rule of its own, laws, readings, and what may be missing.
func cats(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, problems := policy.Outside("cats", sets.Files{
		sets.Schema: `@list("cats") entity Cat = { name: String, calm: Bool, lives: Long, @values("tom queen kitten") sort?: String };
@list("dogs") entity Dog = { name: String, big: Bool };
type Ties = { @ends("Cat - Cat") kin: Bool, @ends("Cat > Cat, Dog > Cat") chases: Bool };
type Pair = { @distance("kin") @far("3") near?: Long, @tie("chases") @side("sender") chased: Bool };
action purr appliesTo { principal: [Cat], resource: [Cat], context: Pair };
action hiss appliesTo { principal: [Cat, Dog], resource: [Cat], context: Pair };`,
		sets.Data: `{"title": "Cats", "questions": [
			{"id": "Q1", "kind": "silence", "title": "One", "readings": [{"reading": "no", "title": "No"}, {"reading": "yes", "title": "Yes", "from": "A1"}]},
			{"id": "Q2", "kind": "silence", "title": "Two", "readings": [{"reading": "no", "title": "No"}, {"reading": "yes", "title": "Yes", "from": "A1"}]}]}`,
		sets.Rules: `@id("set") @title("set") @source("A1") permit(principal is Cat, action == Action::"purr", resource) when { principal.calm && principal.lives > 1 };`,
		sets.Impossible: `@id("kin") @title("Nobody chases kin") forbid(principal is Cat, action, resource is Cat) when { context has near && context.near == 1 && context.chased };
@id("kitten") @title("A kitten is not calm") forbid(principal is Cat, action, resource) when { principal has sort && principal.sort == "kitten" && principal.calm };`,
	})
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

// someRules are rules of cats, by chance.
func someRules(r *rand.Rand) string {
	conditions := []string{
		"principal.calm", "!principal.calm", "principal.calm", "!principal.calm", "resource.calm", "principal.lives > 1", "principal.lives < 3", "principal.lives == 2",
		`principal has sort && principal.sort == "tom"`, `principal has sort && principal.sort != "kitten"`, "!(principal has sort)",
		"context has near && context.near == 1", "context has near && context.near < 3", "context.chased", "!context.chased",
		`(context.chased || resource.calm)`, `(action == Action::"purr" || principal.calm)`,
	}
	var text strings.Builder
	for i := range 2 + r.IntN(9) {
		fmt.Fprintf(&text, `@id("r%d") @title("r%d") `, i, i)
		if n := r.IntN(8); n < 4 {
			fmt.Fprintf(&text, `@reading("Q%d=%s") `, n%2+1, []string{"no", "yes"}[n/2])
		}
		effect := []string{"forbid", "permit"}[r.IntN(2)]
		if effect == "permit" && r.IntN(3) == 0 {
			text.WriteString(`@cost("1") `)
		}
		scope := []string{`principal is Cat, action == Action::"purr", resource`, `principal is Cat, action, resource`, `principal is Cat, action == Action::"hiss", resource`}[r.IntN(3)]
		var when []string
		for range r.IntN(2) {
			when = append(when, conditions[r.IntN(len(conditions))])
		}
		when = append(when, conditions[r.IntN(len(conditions))])
		fmt.Fprintf(&text, "%s(%s) when { %s };\n", effect, scope, strings.Join(when, " && "))
	}
	return text.String()
}

// every is each outcome under each choice of readings, in all situations that the rules of a set tell apart.
func every(t *testing.T, all, set *policy.RuleSet, look func(d *decision.Decision)) {
	t.Helper()
	for n := range 4 {
		engine := decision.New(set, policy.Readings{uint8(n % 2), uint8(n / 2)})
		for _, kinds := range all.World.Pairs() {
			for s := range all.Space.All(all.Lens(), kinds) {
				for _, action := range all.Applicable(kinds) {
					d, err := engine.Decide(s, action)
					if err != nil {
						t.Fatal(err)
					}
					look(d)
				}
			}
		}
	}
}

// odd is what is odd about a rule, from the words alone: it is there where it holds, and without it every outcome is what it
// is. A permit that is never among the rules that decide is outdone.
func odd(t *testing.T, set *policy.RuleSet, id string) string {
	t.Helper()
	var with, without []decision.Outcome
	decides := false
	every(t, set, set, func(d *decision.Decision) {
		with = append(with, d.Outcome)
		decides = decides || slices.ContainsFunc(d.Rules, func(r *policy.Rule) bool { return r.ID == id })
	})
	every(t, set, set.Without(append(set.SwitchedOff(), id)), func(d *decision.Decision) { without = append(without, d.Outcome) })
	r, _ := set.Rule(id)
	switch {
	case !slices.Equal(with, without):
		return ""
	case !r.Permits:
		return "forbidden-anyway"
	case decides:
		return "allowed-anyway"
	default:
		return "outdone"
	}
}

// always reports whether a rule changes nothing beside some others alone, and with none of them left out does: these are then
// enough and needed.
func always(t *testing.T, set *policy.RuleSet, id string, others []string) bool {
	t.Helper()
	without := func(kept ...string) *policy.RuleSet {
		var off []string
		for _, r := range set.Rules {
			if !slices.Contains(kept, r.ID) {
				off = append(off, r.ID)
			}
		}
		return set.Without(off)
	}
	kept := others
	if r, _ := set.Rule(id); r.Permits {
		if other, _ := set.Rule(others[0]); other.Permits {
			for _, r := range set.Rules {
				if !r.Permits {
					kept = append(slices.Clone(kept), r.ID)
				}
			}
		}
	}
	if odd(t, without(append(slices.Clone(kept), id)...), id) == "" {
		return false
	}
	for _, other := range others {
		less := slices.DeleteFunc(slices.Clone(kept), func(id string) bool { return id == other })
		if odd(t, without(append(less, id)...), id) != "" {
			return false
		}
	}
	return true
}

func last(found func(func(lint.Findings) bool)) lint.Findings {
	var last lint.Findings
	for f := range found {
		last = f
	}
	return last
}

// What is found of rules that are there by chance is what deciding every situation with and without each of them says.
func TestFindingsAreWhatDecisionsSay(t *testing.T) {
	set := cats(t)
	l := lint.New(set)
	seeds := uint64(100)
	if testing.Short() {
		seeds = 40
	}
	seen := map[string]int{}
	for seed := range seeds {
		text := someRules(rand.New(rand.NewPCG(seed, 1)))
		all, problems := set.With(text, nil)
		if problems != nil {
			t.Fatal(problems[0], text)
		}
		found := last(l.Findings(text, nil))
		if found.Untold > 0 || found.Done != len(found.Rules) {
			t.Fatalf("%d of %d done, %d untold", found.Done, len(found.Rules), found.Untold)
		}
		for i, rule := range found.Rules {
			want, got := "", ""
			if !l.Lint(text).Rules[i].Never {
				want = odd(t, all, rule.ID)
			}
			for _, d := range found.Diagnostics {
				if d.Range.Start < rule.Start || d.Range.End > rule.End {
					continue
				}
				got = d.Code.String()
				if names := d.Args[0].([]string); d.Args[1] == "" && got == want && !always(t, all, rule.ID, names) {
					t.Errorf("seed %d: %s beside %v\n%s", seed, rule.ID, names, text)
				}
				seen[fmt.Sprint(got, " by ", min(2, len(d.Args[0].([]string))))]++
			}
			if got != want {
				t.Fatalf("seed %d: %s is %q, want %q\n%s", seed, rule.ID, got, want, text)
			}
		}
	}
	for _, finding := range []string{"outdone by 1", "outdone by 2", "allowed-anyway by 1", "allowed-anyway by 2", "forbidden-anyway by 1", "forbidden-anyway by 2"} {
		if seen[finding] == 0 {
			t.Errorf("nothing was %s", finding)
		}
	}
}

// Every rule of the sets that come with Inroad changes an answer somewhere, and none does that stands there twice.
func TestFindingsOfTheBuiltIn(t *testing.T) {
	for _, name := range sets.Builtin() {
		set := load(t, name)
		var off []string
		var once, twice strings.Builder
		for _, r := range set.Rules {
			off = append(off, r.ID)
			once.WriteString(strings.Replace(r.Text, `@id("`, `@id("own-`, 1) + "\n")
			twice.WriteString(strings.Replace(r.Text, `@id("`, `@id("again-`, 1) + "\n")
		}
		l := lint.New(set)
		alone, doubled := last(l.Findings(once.String(), off)), last(l.Findings(once.String()+twice.String(), off))
		if alone.Diagnostics != nil || alone.Untold+doubled.Untold > 0 || len(doubled.Diagnostics) != 2*len(set.Rules) {
			t.Errorf("%s: %d findings, %d of %d rules where each is there twice", name, len(alone.Diagnostics), len(doubled.Diagnostics), 2*len(set.Rules))
		}
	}
}

// What is found is said with the rules that make it so, the first three of them by their titles.
func TestFindingsAreSaid(t *testing.T) {
	permit := func(id, condition string) string {
		return `@id("` + id + `") permit(principal is Cat, action == Action::"hiss", resource) when { ` + condition + " };\n"
	}
	forbid := func(id, condition string) string {
		return strings.Replace(permit(id, condition), "permit", "forbid", 1)
	}
	costly := func(rule string) string { return strings.Replace(rule, "permit", `@cost("2") permit`, 1) }
	l := lint.New(cats(t))
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"one forbid", permit("a", "principal.lives > 2") + forbid("b", "principal.lives > 1"), []string{
			`where this rule would allow, "b" forbids, so it decides nothing`,
		}},
		{"forbids between them", permit("a", "principal.lives > 2") + forbid("b", "principal.calm") + forbid("c", "!principal.calm"), []string{
			`where this rule would allow, "b" or "c" forbids, so it decides nothing`,
		}},
		{"many", permit("a", "principal.lives < 5") + forbid("b", "principal.lives == 0") + forbid("c", "principal.lives == 1") + forbid("d", "principal.lives == 2") +
			forbid("e", "principal.lives == 3") + forbid("f", "principal.lives == 4"), []string{
			`where this rule would allow, one of "b", "c", "d" and 2 more forbids, so it decides nothing`,
		}},
		{"a wider permit", permit("a", "principal.lives > 2") + permit("b", "principal.lives > 1"), []string{
			`where this rule allows, "b" allows too and costs no more, so it changes no answer`,
		}},
		{"one that costs more", permit("a", "principal.lives > 2") + costly(permit("b", "principal.lives > 1")), nil},
		{"one that costs less", costly(permit("a", "principal.lives > 2")) + permit("b", "principal.lives > 1"), []string{
			`where this rule allows, "b" allows too and costs no more, so it changes no answer`,
		}},
		{"but for what is forbidden", permit("a", "principal.lives > 2") + permit("b", "principal.lives > 2 && principal.calm") + forbid("c", "!principal.calm"), []string{
			`where this rule allows, "b" allows too and costs no more, so it changes no answer`,
			`where this rule allows, "a" allows too and costs no more, so it changes no answer`,
		}},
		{"a wider forbid", forbid("a", "principal.lives > 2") + forbid("b", "principal.lives > 1"), []string{
			`where this rule forbids, "b" forbids too, so it changes no answer`,
		}},
		{"the same of free text", permit("a", `principal.name == "Tom" && principal.calm`) + permit("b", `principal.name == "Tom"`), []string{
			`where this rule allows, "b" allows too and costs no more, so it changes no answer`,
		}},
		{"another of free text", permit("a", `principal.name == "Tom" && principal.calm`) + forbid("b", `principal.name == "Tim"`), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, d := range last(l.Findings(test.text, nil)).Diagnostics {
				got = append(got, words.Told(words.Default(), d.Message))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q\nwant %q", got, test.want)
			}
		})
	}
}

// BenchmarkFindings looks at 200 rules beside those of a set, and says how long the longest slice of it took.
func BenchmarkFindings(b *testing.B) {
	for _, name := range sets.Builtin() {
		b.Run(name, func(b *testing.B) {
			l, text := lint.New(load(b, name)), many(b, name)
			l.Lint(text) // as whoever types has it done already
			var longest time.Duration
			slices := 0
			for b.Loop() {
				before := time.Now()
				for f := range l.Findings(text, nil) {
					if f.Untold > 0 {
						b.Fatalf("%d cannot be told", f.Untold)
					}
					longest = max(longest, time.Since(before))
					before = time.Now()
					slices++
				}
			}
			b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest")
			b.ReportMetric(float64(slices)/float64(b.N), "slices/op")
		})
	}
}
