package generate

import (
	"fmt"
	"strings"
	"testing"
)

// The first round of pcg32-demo, which its author publishes with the generator: numbers, coins, dice and a deck of cards of
// seed 42 and stream 54.
func TestPCG(t *testing.T) {
	r := newPCG(42, 54)
	var numbers, coins, rolls, cards strings.Builder
	for range 6 {
		fmt.Fprintf(&numbers, " 0x%08x", r.next())
	}
	for range 65 {
		coins.WriteByte("TH"[r.below(2)])
	}
	for range 33 {
		fmt.Fprintf(&rolls, " %d", 1+r.below(6))
	}
	deck := make([]int, 52)
	for i := range deck {
		deck[i] = i
	}
	r.shuffle(deck)
	for _, card := range deck {
		fmt.Fprintf(&cards, " %c%c", "A23456789TJQK"[card/4], "hcds"[card%4])
	}
	for _, test := range []struct{ what, got, want string }{
		{"numbers", numbers.String(), " 0xa15c02b7 0x7b47f409 0xba1d3330 0x83d2f293 0xbfa4784b 0xcbed606e"},
		{"coins", coins.String(), "HHTTTHTHHHTHTTTHHHHHTTTHHHTHTHTHTTHTTTHHHHHHTTTTHHTTTTTHTTTTTTTHT"},
		{"rolls", rolls.String(), " 3 4 1 1 2 2 3 2 4 3 2 4 3 3 5 2 3 1 3 1 5 1 4 1 5 6 4 6 6 2 6 3 3"},
		{"cards", cards.String(), " Qd Ks 6d 3s 3d 4c 3h Td Kc 5c Jh Kd Jd As 4s 4h Ad Th Ac Jc 7s Qs 2s 7h Kh 2d 6c Ah 4d Qh 9h 6s 5s 2c 9c Ts 8d 9s 3c 8c Js 5d 2h 6h 7d 8s 9d 5h 8h Qc 7c Tc"},
	} {
		if test.got != test.want {
			t.Errorf("%s:\n%s, want\n%s", test.what, test.got, test.want)
		}
	}
}
