package session

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
)

// crowded is a scenario of 1,000 actors.
func crowded(b *testing.B, name string) *Session {
	b.Helper()
	set, err := policy.Load(name)
	if err != nil {
		b.Fatal(err)
	}
	return Open(dense(rand.New(rand.NewPCG(1, 1)), set, 1000, 5))
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

func perPair(b *testing.B, s *Session) {
	n := s.Board().Network.Len()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n*(n-1)), "ns/pair")
}

// BenchmarkEdits makes edits of a scenario of 1,000 actors, of which every pair is decided, and finds what they changed.
func BenchmarkEdits(b *testing.B) {
	s := crowded(b, "article")
	decideAll(s.Board())
	edits := map[string][2]Edit{
		"attribute": {{Kind: "set", Actor: "a3", Field: "openProfile", Value: "true"}, {Kind: "set", Actor: "a3", Field: "openProfile", Value: "false"}},
		"tie":       {{Kind: "tie", Tie: "connections", From: "a3", To: "a5"}, {Kind: "untie", Tie: "connections", From: "a3", To: "a5"}},
		"rule": {{Kind: "policies", Value: `@id("mine") permit(principal is Member, action == Action::"message", resource is Member) when { principal.openProfile };`},
			{Kind: "policies", Value: ""}},
		"switch": {{Kind: "rule", Rule: "block", On: false}, {Kind: "rule", Rule: "block", On: true}},
	}
	for name, pair := range edits {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			i := 0
			for b.Loop() {
				before := s.State()
				if errs := s.Apply(pair[i%2], false); errs != nil {
					b.Fatal(errs)
				}
				i++
				Flips(before, s.State(), func(int, int) bool { return true })
			}
		})
	}
}
