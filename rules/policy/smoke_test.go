package policy

import (
	"testing"
)

func TestSmoke(t *testing.T) {
	set, err := Load("article")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, k := range set.World.Pairs() {
		c := 0
		for range set.Space.All(set.Lens(), k) {
			c++
		}
		t.Log(k.Sender.Type, k.Recipient.Type, c)
		n += c
	}
	t.Log(n, len(set.Rules), len(set.Laws))
}
func BenchmarkLoad2(b *testing.B) {
	for b.Loop() {
		if _, err := builtin("article"); err != nil {
			b.Fatal(err)
		}
	}
}
