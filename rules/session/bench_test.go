package session

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/generate"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/world"
)

// crowded is a generated scenario of 1,000 actors.
func crowded(b *testing.B, name string) *Session {
	b.Helper()
	set, err := policy.Load(name)
	if err != nil {
		b.Fatal(err)
	}
	s, _ := scenario.Empty(set).With(generate.Network(set, generate.Plan{Actors: 1000, Seed: 7, Model: generate.SmallWorld, Ties: generate.UsualTies}))
	return Open(s)
}

// BenchmarkMatrix decides on all actions between all ordered pairs of 1,000 actors: again, when all situations have been met;
// and for the first time, on a network that nobody has looked at.
func BenchmarkMatrix(b *testing.B) {
	for _, name := range []string{"article", "linkedin"} {
		s := crowded(b, name)
		b.Run(name+"/again", func(b *testing.B) {
			decideAll(s.Board())
			for b.Loop() {
				decideAll(s.Board())
			}
			perPair(b, s)
		})
		b.Run(name+"/first", func(b *testing.B) {
			for b.Loop() {
				decideAll(scratch(s.Scenario()))
			}
			perPair(b, s)
		})
	}
}

// decideAll finds the number of the outcome of every pair.
func decideAll(board *decision.Board) {
	matrix := board.Matrix(nil)
	row := make([]uint16, board.Network.Len())
	for from := range row {
		matrix.Row(from, row)
	}
}

// perPair reports how many decisions that is: one for each action that is offered between two.
func perPair(b *testing.B, s *Session) {
	decisions := 0
	everyPair(s.Scenario().Set.World, s.Scenario().Network, func(from, to int) {
		if to != decision.Nobody {
			decisions += len(s.Scenario().Set.Applicable(s.Board().Kinds(from, to)))
		}
	})
	b.ReportMetric(float64(decisions)*float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
}

// BenchmarkMemory is what the process has of the system when 1,000 actors have been decided on and edited 100 times: as
// WebAssembly, the length of its memory.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		s := crowded(b, "article")
		decideAll(s.Board())
		for i := range 100 {
			editAndSee(b, s, Edit{Kind: "set", Actor: s.Scenario().Network.Actor(i).ID, Field: "name", Value: fmt.Sprint("B ", i)})
			decideAll(s.Board())
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys), "bytes")
}

// BenchmarkEdits makes and takes back an edit of a scenario of 1,000 actors of which every pair is decided, and finds each outcome
// that it changed.
func BenchmarkEdits(b *testing.B) {
	first, second := strangers(crowded(b, "article").Scenario())
	edits := []struct {
		name       string
		make, take Edit
	}{
		{"attribute", Edit{Kind: "set", Actor: first, Field: "tier", Value: "free"}, Edit{Kind: "set", Actor: first, Field: "tier", Value: "career"}},
		{"tie", Edit{Kind: "tie", Tie: "connections", From: first, To: second}, Edit{Kind: "untie", Tie: "connections", From: first, To: second}},
		{"rule", Edit{Kind: "policies", Value: `@id("mine") permit(principal is Member, action == Action::"message", resource is Member) when { principal.openProfile };`},
			Edit{Kind: "policies"}},
		{"switch", Edit{Kind: "rule", Rule: "block", On: false}, Edit{Kind: "rule", Rule: "block", On: true}},
	}
	for _, e := range edits {
		b.Run(e.name, func(b *testing.B) {
			s := crowded(b, "article")
			decideAll(s.Board())
			for b.Loop() {
				editAndSee(b, s, e.make)
				editAndSee(b, s, e.take)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(2*b.N), "ns/edit")
		})
	}
}

// editAndSee makes an edit and finds what it changed.
func editAndSee(b *testing.B, s *Session, e Edit) {
	before := s.State()
	if errs := s.Apply(e, false); errs != nil {
		b.Fatal(errs)
	}
	for range Flips(before, s.State(), func(int, int) bool { return true }) {
	}
}

// strangers are two actors who have no tie.
func strangers(s *scenario.Scenario) (first, second string) {
	for j := 1; ; j++ {
		if !slices.ContainsFunc(s.Set.World.Ties, func(t *world.Tie) bool { return s.Network.Has(t, 0, j) || s.Network.Has(t, j, 0) }) {
			return s.Network.Actor(0).ID, s.Network.Actor(j).ID
		}
	}
}
