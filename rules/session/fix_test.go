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
	"inroad/rules/scenario"
	"inroad/rules/whatif"
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
		t.Fatalf("%+v: %v", changes, errs)
	}
	return out.scenario
}

// stepped makes a change as people do, step by step, and checks what it says of each step.
func stepped(t testing.TB, s *scenario.Scenario, c whatif.Change) *scenario.Scenario {
	t.Helper()
	if len(c.Steps) == 0 {
		return made(t, s, c)
	}
	leaves := map[string]network.Tie{
		"invite": network.Invitation, "accept-invite": network.Connection,
		"message": network.Wrote, "reply": network.Wrote, "inmail": network.Wrote,
	}
	for _, step := range c.Steps {
		d := fresh(t, s, step.From, step.To, step.Action)
		if d.Verdict == decision.Forbidden || d.Outcome != step.Decision.Outcome || d.Contested != step.Decision.Contested {
			t.Errorf("%s by %s to %s is %v then, not %v", step.Action, name(s, step.From), name(s, step.To), d.Outcome, step.Decision.Outcome)
		}
		if step.Action == "reply" && !s.Network.Has(network.Wrote, step.To, step.From) {
			t.Errorf("%s replies to %s, who has not written", name(s, step.From), name(s, step.To))
		}
		out, errs := apply(s, Edit{Kind: "tie", Tie: leaves[step.Action].String(), From: name(s, step.From), To: name(s, step.To)})
		if errs != nil {
			t.Fatalf("%+v: %v", step, errs)
		}
		s = out.scenario
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
	fixes, err := whatif.Find(board, from, to, action)
	if err != nil {
		t.Fatal(err)
	}
	searched := whatif.Searched(board.Kinds(from, to), now.Verdict != decision.Allowed)
	for i, f := range fixes {
		where := fmt.Sprintf("%s to %s, %s: %+v", s.Network.Actor(from).ID, name(s, to), action, f.Changes)
		slowly := s
		for _, c := range f.Changes {
			slowly = stepped(t, slowly, c)
			kind := c.Kind
			if kind == whatif.Accept {
				kind = whatif.Connect
			}
			if kind != whatif.Reading && kind != whatif.Rule && !slices.Contains(searched, kind) {
				t.Errorf("%s: %s is not said to be searched", where, kind)
			}
		}
		at := made(t, s, f.Changes...)
		for _, after := range []*decision.Decision{fresh(t, at, from, to, action), fresh(t, slowly, from, to, action)} {
			if (after.Verdict == decision.Allowed) == (now.Verdict == decision.Allowed) || after.Outcome != f.After.Outcome || after.Contested != f.After.Contested {
				t.Errorf("%s: it comes to %v, not to %v", where, after.Outcome, f.After.Outcome)
			}
		}
		for j, g := range fixes {
			if i != j && contains(f.Changes, g.Changes) {
				t.Errorf("%s: a part of it is a fix: %+v", where, g.Changes)
			}
		}
		for mask := 1; mask < 1<<len(f.Changes)-1; mask++ {
			var part []whatif.Change
			for k, c := range f.Changes {
				if mask&(1<<k) != 0 {
					part = append(part, c)
				}
			}
			nobodyActs := !slices.ContainsFunc(part, func(c whatif.Change) bool { return len(c.Steps) > 0 })
			if d := fresh(t, made(t, s, part...), from, to, action); nobodyActs && (d.Verdict == decision.Allowed) != (now.Verdict == decision.Allowed) {
				t.Errorf("%s: a part of it is enough: %+v", where, part)
			}
		}
	}
	return fixes
}

// contains reports whether a list of changes has all of another, whoever takes which steps.
func contains(all, some []whatif.Change) bool {
	unordered := func(c whatif.Change) whatif.Change {
		c.Steps = nil
		if c.Kind == whatif.Connect || c.Kind == whatif.Accept {
			c.Kind, c.Who, c.From, c.To = whatif.Connect, 0, min(c.From, c.To), max(c.From, c.To)
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
	files, err := filepath.Glob("../testdata/examples/*.json")
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
		s := mustParse(t, string(text))
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
	}
	t.Logf("%d fixes", count)
}

// The job seeker has two honest ways, and none that the rules forbid.
func TestJobSeeker(t *testing.T) {
	s := read(t, "job-seeker")
	mia, _ := s.Network.Find("mia")
	grace, _ := s.Network.Find("grace")
	inmail := holds(t, s, mia, grace, "inmail")
	if first := inmail[0]; len(first.Changes) != 1 || first.Changes[0].Kind != whatif.Tier || first.Changes[0].Tier != network.Career || first.Price != 2999 {
		t.Errorf("InMail: %+v", first)
	}
	message := holds(t, s, mia, grace, "message")
	if first := message[0]; len(first.Changes) != 1 || first.Changes[0].Kind != whatif.Connect || first.Changes[0].Who != grace {
		t.Errorf("message: %+v", first)
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
	var members, pages, readings []string
	for i := range 4 + r.IntN(2) {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": %q, "credits": %d, "inmail": %q}`, i, network.Tiers()[r.IntN(6)*r.IntN(2)], r.IntN(2), network.Settings()[r.IntN(3)]))
	}
	for i := range 2 {
		pages = append(pages, fmt.Sprintf(`{"id": "p%d", "seats": %d, "credits": %d}`, i, r.IntN(2), r.IntN(2)))
	}
	s := mustParse(t, `{"inroad": 1, "members": [`+strings.Join(members, ",")+`], "pages": [`+strings.Join(pages, ",")+`]}`)
	for _, q := range s.Set.Questions {
		if r.IntN(3) == 0 {
			readings = append(readings, fmt.Sprintf(`%q: %q`, q.ID, q.Readings[r.IntN(len(q.Readings))].Reading))
		}
	}
	s = mustParse(t, `{"inroad": 1, "rules": {"base": "article", "readings": {`+strings.Join(readings, ",")+`}}, "members": [`+strings.Join(members, ",")+`], "pages": [`+strings.Join(pages, ",")+`]}`)
	for range 12 {
		tie := network.Ties()[r.IntN(len(network.Ties()))]
		from, to := r.IntN(s.Network.Len()), r.IntN(s.Network.Len())
		if s.CheckTie(tie, from, to) == nil {
			s, _ = s.With(made2(s, tie, from, to))
		}
	}
	return s
}

// made2 draws a tie as the page does.
func made2(s *scenario.Scenario, t network.Tie, from, to int) *network.Network {
	out, errs := apply(s, Edit{Kind: "tie", Tie: t.String(), From: s.Network.Actor(from).ID, To: s.Network.Actor(to).ID})
	if errs != nil {
		return s.Network
	}
	return out.scenario.Network
}

// BenchmarkFixes finds the fixes of a message and an InMail between two of 30 actors.
func BenchmarkFixes(b *testing.B) {
	var members, ties []string
	for i := range 30 {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": %q, "inmail": %q}`, i, network.Tiers()[i%6], network.Settings()[i%3]))
		if i > 0 {
			ties = append(ties, fmt.Sprintf(`["m%d", "m%d"]`, i/3, i))
		}
	}
	s := mustParse(b, `{"inroad": 1, "members": [`+strings.Join(members, ",")+`], "connections": [`+strings.Join(ties, ",")+`]}`)
	for b.Loop() {
		// A board of its own each time, as after an edit; the engine is the session's.
		board := decision.New(s.Set, s.Readings).On(s.Network)
		if _, err := whatif.Find(board, 0, 29, "message", "inmail"); err != nil {
			b.Fatal(err)
		}
	}
}
