package session

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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

// parts visits the proper parts of a list of changes that are not empty.
func parts(changes []whatif.Change, visit func([]whatif.Change)) {
	for mask := 1; mask < 1<<len(changes)-1; mask++ {
		var part []whatif.Change
		for i, c := range changes {
			if mask&(1<<i) != 0 {
				part = append(part, c)
			}
		}
		visit(part)
	}
}

// holds checks what every fix promises: made by edits, it turns the verdict to what it
// says; no part of it does; and no step of it is forbidden.
func holds(t *testing.T, s *scenario.Scenario, from, to int, action string) []whatif.Fix {
	t.Helper()
	now := fresh(t, s, from, to, action)
	board := decision.New(s.Set, s.Readings).On(s.Network)
	fixes, err := whatif.Find(board, from, to, action)
	if err != nil {
		t.Fatal(err)
	}
	where := func(f whatif.Fix) string {
		return fmt.Sprintf("%s to %s, %s: %+v", s.Network.Actor(from).ID, name(s, to), action, f.Changes)
	}
	for _, f := range fixes {
		after := fresh(t, made(t, s, f.Changes...), from, to, action)
		if (after.Verdict == decision.Allowed) == (now.Verdict == decision.Allowed) || after.Outcome != f.After.Outcome || after.Contested != f.After.Contested {
			t.Errorf("%s: it comes to %v, not to %v", where(f), after.Outcome, f.After.Outcome)
		}
		parts(f.Changes, func(part []whatif.Change) {
			if d := fresh(t, made(t, s, part...), from, to, action); (d.Verdict == decision.Allowed) != (now.Verdict == decision.Allowed) {
				t.Errorf("%s: a part of it is enough: %+v", where(f), part)
			}
		})
		for _, c := range f.Changes {
			for _, step := range c.Steps {
				if step.Decision.Verdict == decision.Forbidden {
					t.Errorf("%s: the step %s is forbidden", where(f), step.Action)
				}
			}
		}
	}
	return fixes
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

// TestFixesAgainstBruteForce holds the search against another one on random networks: all
// sets of changes, made on the network itself. Both must find the same sets, a dearer tier
// or another third person aside.
func TestFixesAgainstBruteForce(t *testing.T) {
	networks := 500
	if runtime.GOOS == "js" {
		networks = 60 // the same walk, as far as WebAssembly gets in the same time
	}
	r := rand.New(rand.NewPCG(5, 6))
	found, none := 0, 0
	for range networks {
		s := randomScenario(t, r)
		from := r.IntN(s.Network.Len())
		to := (from + 1 + r.IntN(s.Network.Len()-1)) % s.Network.Len()
		board := decision.New(s.Set, s.Readings).On(s.Network)
		actions := s.Set.Applicable(board.Kinds(from, to))
		action := actions[r.IntN(len(actions))]
		if fresh(t, s, from, to, action).Verdict == decision.Allowed {
			holds(t, s, from, to, action)
			continue
		}
		got := map[string]bool{}
		for _, f := range holds(t, s, from, to, action) {
			if !f.Source() {
				got[shape(f.Changes, from, to)] = true
			}
		}
		want := brute(t, s, from, to, action)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s\n%s to %s, %s: found %v, by force %v", scenario.Format(s), name(s, from), name(s, to), action, got, want)
		}
		found += len(got)
		if len(got) == 0 {
			none++
		}
	}
	t.Logf("%d sets of changes found, %d verdicts that none turns", found, none)
}

// shape is a set of changes without the tier's name and the third person's.
func shape(changes []whatif.Change, from, to int) string {
	var kinds []string
	for _, c := range changes {
		kind := string(c.Kind)
		switch {
		case c.Kind == whatif.Connect || c.Kind == whatif.Accept:
			kind = "connect"
			if min(c.From, c.To) != min(from, to) || max(c.From, c.To) != max(from, to) {
				kind = "through"
			}
		case c.Kind == whatif.Write:
			kind = fmt.Sprintf("write %t", c.From == from)
		case c.Kind == whatif.Setting:
			kind += " " + c.Setting.String()
		}
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " + ")
}

// brute finds the smallest feasible sets that allow an action, by making every set of up
// to three changes. A set is smallest when no part of it allows the action, feasible or
// not; it is feasible when no step is forbidden once its other changes are made.
func brute(t *testing.T, s *scenario.Scenario, from, to int, action string) map[string]bool {
	t.Helper()
	universe := everyChange(s, from, to)
	allowed := map[string]bool{} // by the numbers of the changes
	out := map[string]bool{}
	var visit func(set []int, first int)
	visitSize := 0
	visit = func(set []int, first int) {
		if len(set) < visitSize {
			for i := first; i < len(universe); i++ {
				visit(append(slices.Clone(set), i), i+1)
			}
			return
		}
		changes := make([]whatif.Change, len(set))
		groups := map[string]bool{}
		for k, i := range set {
			changes[k] = universe[i]
			group := string(universe[i].Kind)
			if universe[i].Kind == whatif.Connect || universe[i].Kind == whatif.Accept {
				group = "degree"
			}
			if universe[i].Kind == whatif.Write {
				group += fmt.Sprint(universe[i].From)
			}
			if groups[group] {
				return
			}
			groups[group] = true
		}
		for mask := 1; mask < 1<<len(set)-1; mask++ {
			var part []int
			for k, i := range set {
				if mask&(1<<k) != 0 {
					part = append(part, i)
				}
			}
			if allowed[fmt.Sprint(part)] {
				return
			}
		}
		after, ok := tryAll(s, changes)
		if !ok || fresh(t, after, from, to, action).Verdict != decision.Allowed {
			return
		}
		allowed[fmt.Sprint(set)] = true
		if feasible(t, s, changes) {
			out[shape(changes, from, to)] = true
		}
	}
	for visitSize = 1; visitSize <= 3; visitSize++ {
		visit(nil, 0)
	}
	return out
}

// tryAll makes changes that may exclude each other: an invitation to somebody who becomes
// connected is none.
func tryAll(s *scenario.Scenario, changes []whatif.Change) (*scenario.Scenario, bool) {
	for _, c := range changes {
		for _, e := range changeEdits(s, c) {
			out, errs := apply(s, e)
			if errs != nil {
				return nil, false
			}
			s = out.scenario
		}
	}
	return s, true
}

// everyChange lists the changes of the world that could matter to a pair.
func everyChange(s *scenario.Scenario, from, to int) []whatif.Change {
	n := s.Network
	a, b := n.Actor(from), n.Actor(to)
	var list []whatif.Change
	add := func(c whatif.Change) { list = append(list, c) }
	if a.Kind == network.Member && a.Tier != network.RecruiterCorporate {
		// One tier that is dearer stands for all: the search offers the cheapest.
		add(whatif.Change{Kind: whatif.Tier, From: from, To: from, Tier: a.Tier + 1})
	}
	if a.Credits == 0 {
		add(whatif.Change{Kind: whatif.Credit, From: from, To: from})
	}
	if a.Kind == network.Page && a.Seats == 0 {
		add(whatif.Change{Kind: whatif.Seat, From: from, To: from})
	}
	for setting := range b.InMail {
		add(whatif.Change{Kind: whatif.Setting, From: to, To: to, Setting: setting})
	}
	if n.Has(network.Block, from, to) || n.Has(network.Block, to, from) {
		add(whatif.Change{Kind: whatif.Unblock, From: from, To: to})
	}
	for t, kind := range map[network.Tie]whatif.Kind{network.Follow: whatif.Follow, network.Visit: whatif.Visit} {
		if t.Fits(b.Kind, a.Kind) && !n.Has(t, to, from) {
			add(whatif.Change{Kind: kind, From: to, To: from})
		}
	}
	for _, ends := range [][2]int{{from, to}, {to, from}} {
		if !n.Has(network.Wrote, ends[0], ends[1]) {
			add(whatif.Change{Kind: whatif.Write, From: ends[0], To: ends[1]})
		}
	}
	if a.Kind == network.Member && b.Kind == network.Member && !n.Has(network.Connection, from, to) {
		if !n.Has(network.Invitation, to, from) {
			add(whatif.Change{Kind: whatif.Invite, From: to, To: from})
		}
		add(whatif.Change{Kind: whatif.Connect, From: from, To: to})
		for i, third := range n.Actors() {
			if third.Kind != network.Member || i == from || i == to {
				continue
			}
			knows := [2]bool{n.Has(network.Connection, from, i), n.Has(network.Connection, to, i)}
			if knows[1] && !knows[0] {
				add(whatif.Change{Kind: whatif.Connect, From: from, To: i})
			}
			if knows[0] && !knows[1] {
				add(whatif.Change{Kind: whatif.Connect, From: to, To: i})
			}
		}
	}
	return list
}

// feasible reports whether the actions among the changes are not forbidden, the others
// being made.
func feasible(t *testing.T, s *scenario.Scenario, changes []whatif.Change) bool {
	t.Helper()
	world := s
	for _, c := range changes {
		switch c.Kind {
		case whatif.Connect, whatif.Invite, whatif.Write:
		default:
			world = made(t, world, c)
		}
	}
	forbidden := func(s *scenario.Scenario, from, to int, action string) bool {
		return fresh(t, s, from, to, action).Verdict == decision.Forbidden
	}
	for _, c := range changes {
		switch c.Kind {
		case whatif.Connect:
			some := false
			for _, ends := range [][2]int{{c.From, c.To}, {c.To, c.From}} {
				inviter, other := ends[0], ends[1]
				invited := world
				if !world.Network.Has(network.Invitation, inviter, other) {
					if forbidden(world, inviter, other, "invite") {
						continue
					}
					invited = made(t, world, whatif.Change{Kind: whatif.Invite, From: inviter, To: other})
				}
				some = some || !forbidden(invited, other, inviter, "accept-invite")
			}
			if !some {
				return false
			}
		case whatif.Invite:
			if forbidden(world, c.From, c.To, "invite") {
				return false
			}
		case whatif.Write:
			some := false
			board := decision.New(world.Set, world.Readings).On(world.Network)
			for _, action := range []string{"message", "reply", "inmail"} {
				some = some || world.Set.Applies(action, board.Kinds(c.From, c.To)) && !forbidden(world, c.From, c.To, action)
			}
			if !some {
				return false
			}
		}
	}
	return true
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
