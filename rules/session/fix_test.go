package session

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/whatif"
	"inroad/rules/words"
)

// fresh decides with an engine that remembers nothing.
func fresh(t testing.TB, s *scenario.Scenario, from, to int, action string) *decision.Decision {
	t.Helper()
	d, err := decision.New(s.Set, s.Readings).On(s.Network).Between(from, to, action)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func made(t testing.TB, s *scenario.Scenario, changes ...whatif.Change) *scenario.Scenario {
	t.Helper()
	if len(changes) == 0 {
		return s
	}
	out, errs := apply(s, FixEdit(s, whatif.Fix{Changes: changes}))
	if errs != nil {
		t.Fatalf("%s: %v", list(s, changes), errs)
	}
	return out.scenario
}

// stepped makes a change as people do, step by step, and checks what it says of each step.
func stepped(t testing.TB, s *scenario.Scenario, c whatif.Change) *scenario.Scenario {
	t.Helper()
	if len(c.Steps) == 0 {
		return made(t, s, c)
	}
	for _, step := range c.Steps {
		d := fresh(t, s, step.From, step.To, step.Action.Name)
		if d.Verdict == decision.Forbidden || d.Outcome != step.Decision.Outcome || d.Contested != step.Decision.Contested {
			t.Errorf("%s by %s to %s is %v then, not %v", step.Action.Name, name(s, step.From), name(s, step.To), d.Outcome, step.Decision.Outcome)
		}
		if answers := step.Action.Answers; answers != nil && !s.Network.Has(answers, step.To, step.From) {
			t.Errorf("%s by %s answers nothing of %s", step.Action.Name, name(s, step.From), name(s, step.To))
		}
		after, _, err := s.Act(network.Act{Do: network.Perform, From: step.From, To: step.To, Action: step.Action})
		if err != nil {
			t.Fatalf("%s by %s to %s: %v", step.Action.Name, name(s, step.From), name(s, step.To), err)
		}
		s = after
	}
	return s
}

// holds checks what every fix promises: made by edits, and step by step as well, it turns
// the verdict to what it says; no step of it is forbidden when it is taken; and no part of it
// is a fix.
func holds(t *testing.T, s *scenario.Scenario, from, to int, action string) []whatif.Fix {
	t.Helper()
	now := fresh(t, s, from, to, action)
	board := decision.New(s.Set, s.Readings).On(s.Network)
	fixes, err := whatif.Find(board, from, to, whatif.Limits{}, action)
	if err != nil {
		t.Fatal(err)
	}
	searched := whatif.Tried(s.Set, []string{action}, board.Kinds(from, to), now.Verdict != decision.Allowed)
	for i, f := range fixes {
		where := fmt.Sprintf("%s to %s, %s: %s", s.Network.Actor(from).ID, name(s, to), action, list(s, f.Changes))
		slowly := s
		for _, c := range f.Changes {
			slowly = stepped(t, slowly, c)
			tried := whatif.Searched{Attribute: c.Attribute, Tie: c.Tie, Made: c.Kind == whatif.Make || c.Kind == whatif.Perform}
			if c.Kind != whatif.Reading && c.Kind != whatif.Rule && !slices.Contains(searched, tried) {
				t.Errorf("%s: it is not said to be searched: %s", where, list(s, []whatif.Change{c}))
			}
		}
		at := made(t, s, f.Changes...)
		for _, after := range []*decision.Decision{fresh(t, at, from, to, action), fresh(t, slowly, from, to, action)} {
			if (after.Verdict == decision.Allowed) == (now.Verdict == decision.Allowed) || after.Outcome != f.After.Outcome || after.Contested != f.After.Contested {
				t.Errorf("%s: it comes to %v, not to %v", where, after.Outcome, f.After.Outcome)
			}
		}
		if diff := difference(slowly.Network, at.Network); diff != "" {
			t.Errorf("%s: step by step it comes to another network than at once: %s", where, diff)
		}
		for j, g := range fixes {
			if i != j && contains(f.Changes, g.Changes) {
				t.Errorf("%s: a part of it is a fix: %s", where, list(s, g.Changes))
			}
		}
		for mask := 1; mask < 1<<len(f.Changes)-1; mask++ {
			var part []whatif.Change
			for k, c := range f.Changes {
				if mask&(1<<k) != 0 {
					part = append(part, c)
				}
			}
			out, errs := apply(s, FixEdit(s, whatif.Fix{Changes: part}))
			if errs != nil || slices.ContainsFunc(part, func(c whatif.Change) bool { return len(c.Steps) > 0 }) {
				continue // a part that cannot be made is none; where somebody acts, it need not be allowed
			}
			if d := fresh(t, out.scenario, from, to, action); (d.Verdict == decision.Allowed) != (now.Verdict == decision.Allowed) {
				t.Errorf("%s: a part of it is enough: %s", where, list(s, part))
			}
		}
	}
	return fixes
}

// difference is an attribute or a tie in which two networks differ.
func difference(a, b *network.Network) string {
	for i, actor := range a.Actors() {
		for _, attribute := range actor.Kind.Attributes {
			if actor.Value(attribute) != b.Actor(i).Value(attribute) {
				return attribute.Name + " of " + actor.ID
			}
		}
	}
	for _, t := range a.World.Ties {
		missing := func(n *network.Network) func(network.Pair) bool {
			return func(p network.Pair) bool { return !n.Has(t, p.From, p.To) }
		}
		if slices.ContainsFunc(a.Pairs(t), missing(b)) || slices.ContainsFunc(b.Pairs(t), missing(a)) {
			return t.Name
		}
	}
	return ""
}

// list is what some changes are, in the edits that they come to.
func list(s *scenario.Scenario, changes []whatif.Change) string {
	var texts []string
	for _, c := range changes {
		text := string(c.Kind)
		for _, e := range FixEdit(s, whatif.Fix{Changes: []whatif.Change{c}}).Edits {
			text += " " + strings.Join(strings.Fields(strings.Join([]string{e.Kind, e.Actor, e.Field, e.Value, e.Tie, e.From, e.To, e.Question, e.Rule}, " ")), " ")
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// contains reports whether a list of changes has all of another, whoever takes which steps.
func contains(all, some []whatif.Change) bool {
	unordered := func(c whatif.Change) whatif.Change {
		c.Steps, c.Actions = nil, nil
		if c.Kind == whatif.Perform && c.Tie.Mutual {
			c.Who, c.From, c.To = 0, min(c.From, c.To), max(c.From, c.To)
		}
		return c
	}
	return !slices.ContainsFunc(some, func(c whatif.Change) bool {
		return !slices.ContainsFunc(all, func(o whatif.Change) bool { return reflect.DeepEqual(unordered(o), unordered(c)) })
	})
}

func name(s *scenario.Scenario, i int) string {
	if i == decision.Nobody {
		return "nobody"
	}
	return s.Network.Actor(i).ID
}

func TestFixesOfExamples(t *testing.T) {
	files, err := filepath.Glob("../sets/article/examples/*.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d examples (%v)", len(files), err)
	}
	if runtime.GOOS == "js" {
		files = files[:3] // as far as WebAssembly gets in the same time
	}
	count := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		count += holdsAll(t, mustParse(t, string(text)))
	}
	t.Logf("%d fixes", count)
}

// TestFixesOfTheHospital holds fixes in another world to the same promises.
func TestFixesOfTheHospital(t *testing.T) {
	count := holdsAll(t, atHospital(t, `
		"doctors": [{"id": "ada", "name": "Ada"}, {"id": "bo", "onDuty": true, "bleeps": 1, "heeds": "colleagues"}, {"id": "cy", "heeds": "hush"}],
		"patients": [{"id": "pat"}, {"id": "quin", "bed": 2}], "wards": [{"id": "west"}],
		"colleagues": [["bo", "cy"]], "consultRequests": [["bo", "ada"]], "doNotDisturb": [["cy", "ada"]], "waitsFor": [["quin", "ada"]], "sharesRoom": [["pat", "quin"]]`))
	t.Logf("%d fixes", count)
	if count < 50 {
		t.Errorf("there are %d fixes", count)
	}
}

// holdsAll checks the fixes of every action in a scenario, and counts them.
func holdsAll(t *testing.T, s *scenario.Scenario) int {
	t.Helper()
	count := 0
	board := decision.New(s.Set, s.Readings).On(s.Network)
	for from := range s.Network.Len() {
		for to := decision.Nobody; to < s.Network.Len(); to++ {
			if from == to {
				continue
			}
			for _, action := range s.Set.Applicable(board.Kinds(from, to)) {
				count += len(holds(t, s, from, to, action))
			}
		}
	}
	return count
}

// The job seeker has two honest ways, and none that the rules forbid.
func TestJobSeeker(t *testing.T) {
	s := read(t, "job-seeker")
	mia, _ := s.Network.Find("mia")
	grace, _ := s.Network.Find("grace")
	inmail := holds(t, s, mia, grace, "inmail")
	if first := inmail[0]; len(first.Changes) != 1 || first.Changes[0].Kind != whatif.Set || words.Typed(first.Changes[0].Attribute, first.Changes[0].Value) != "career" || first.Price != 2999 {
		t.Errorf("InMail: %+v", first)
	}
	message := holds(t, s, mia, grace, "message")
	if first := message[0]; len(first.Changes) != 1 || first.Changes[0].Kind != whatif.Perform || first.Changes[0].Tie.Name != "connections" || first.Changes[0].Who != grace {
		t.Errorf("message: %+v", first)
	}
}

// Where no price is named, nobody knows which tier is dearer: to change one for another is not free.
func TestChangeBetweenUnnamedPrices(t *testing.T) {
	s := mustParse(t, `{"inroad": 1, "rules": "linkedin", "members": [{"id": "ana", "tier": "recruiter-lite"}, {"id": "ben"}]}`)
	first := holds(t, s, 0, 1, "inmail")[0]
	if len(first.Changes) != 1 || words.Typed(first.Changes[0].Attribute, first.Changes[0].Value) != "career" || !first.Bought {
		t.Errorf("InMail: %+v", first)
	}
}

// A Page to a Page is always unstated: there is no fix, and that is the answer.
func TestNoWay(t *testing.T) {
	s := mustParse(t, `{"inroad": 1, "pages": [{"id": "a", "seats": 1, "credits": 9}, {"id": "b"}]}`)
	if fixes := holds(t, s, 0, 1, "message"); len(fixes) != 0 {
		t.Errorf("fixes: %+v", fixes)
	}
}

func TestFixesOfRandomNetworks(t *testing.T) {
	networks := 300
	if runtime.GOOS == "js" {
		networks = 40 // the same walk, as far as WebAssembly gets in the same time
	}
	r := rand.New(rand.NewPCG(5, 6))
	count := 0
	for range networks {
		s := randomScenario(t, r)
		from := r.IntN(s.Network.Len())
		to := (from + 1 + r.IntN(s.Network.Len()-1)) % s.Network.Len()
		for _, action := range s.Set.Applicable(decision.New(s.Set, s.Readings).On(s.Network).Kinds(from, to)) {
			count += len(holds(t, s, from, to, action))
		}
	}
	t.Logf("%d fixes", count)
}

// randomScenario is a small network in which a lot is already the case.
func randomScenario(t testing.TB, r *rand.Rand) *scenario.Scenario {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	tiers, settings := names(set, "tier"), names(set, "inmail")
	var members, pages, readings []string
	for i := range 4 + r.IntN(2) {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": %q, "credits": %d, "inmail": %q}`, i, tiers[r.IntN(6)*r.IntN(2)], r.IntN(2), settings[r.IntN(3)]))
	}
	for i := range 2 {
		pages = append(pages, fmt.Sprintf(`{"id": "p%d", "seats": %d, "credits": %d}`, i, r.IntN(2), r.IntN(2)))
	}
	for _, q := range set.Questions {
		if r.IntN(3) == 0 {
			readings = append(readings, fmt.Sprintf(`%q: %q`, q.ID, q.Readings[r.IntN(len(q.Readings))].Reading))
		}
	}
	s := mustParse(t, `{"inroad": 1, "rules": {"base": "article", "readings": {`+strings.Join(readings, ",")+`}}, "members": [`+strings.Join(members, ",")+`], "pages": [`+strings.Join(pages, ",")+`]}`)
	for range 12 {
		tie := s.Set.World.Ties[r.IntN(len(s.Set.World.Ties))]
		from, to := r.IntN(s.Network.Len()), r.IntN(s.Network.Len())
		out, errs := apply(s, Edit{Kind: "tie", Tie: tie.Name, From: name(s, from), To: name(s, to)})
		if errs == nil {
			s = out.scenario
		}
	}
	return s
}

// names are the values of a member's choice.
func names(set *policy.RuleSet, attribute string) []string {
	a, _ := set.World.Kinds[0].Attribute(attribute)
	return a.Names()
}

// BenchmarkFixes finds the fixes of a message and an InMail between two of 30 actors.
func BenchmarkFixes(b *testing.B) {
	set, err := policy.Load("article")
	if err != nil {
		b.Fatal(err)
	}
	tiers, settings := names(set, "tier"), names(set, "inmail")
	var members, ties []string
	for i := range 30 {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": %q, "inmail": %q}`, i, tiers[i%6], settings[i%3]))
		if i > 0 {
			ties = append(ties, fmt.Sprintf(`["m%d", "m%d"]`, i/3, i))
		}
	}
	s := mustParse(b, `{"inroad": 1, "members": [`+strings.Join(members, ",")+`], "connections": [`+strings.Join(ties, ",")+`]}`)
	for b.Loop() {
		// A board of its own each time, as after an edit; the engine is the session's.
		board := decision.New(s.Set, s.Readings).On(s.Network)
		if _, err := whatif.Find(board, 0, 29, whatif.Limits{}, "message", "inmail"); err != nil {
			b.Fatal(err)
		}
	}
}
