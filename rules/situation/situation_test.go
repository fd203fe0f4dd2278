package situation

import (
	"testing"

	"inroad/rules/network"
)

var fine = Lens{
	Facts: Every() &^ Set(RecipientCredits, RecipientSent, RecipientSeats),
	Cuts:  map[Fact][]int64{SenderCredits: {1}, SenderSent: {25}, SenderSeats: {1, 3}},
}

func TestAllListsEachOnce(t *testing.T) {
	want := map[KindPair]int{
		// 11 tiers with or without an Open Profile, 3 settings, 2 credits, 2 sent to 11 by 3;
		// 3 degrees with 5 ties and degree 1 without the two invitations.
		{network.Member, network.Member}: 11 * 3 * 2 * 2 * 11 * 3 * (3*32 + 8),
		{network.Member, network.Page}:   11 * 3 * 2 * 2 * 4,
		{network.Page, network.Member}:   2 * 3 * 11 * 3 * 16,
		{network.Page, network.Page}:     2 * 3 * 4,
		{network.Member, network.NoOne}:  11 * 3 * 2 * 2,
		{network.Page, network.NoOne}:    2 * 3,
	}
	for _, kinds := range Kinds() {
		seen := map[Situation]bool{}
		for s := range fine.All(kinds) {
			if seen[s] {
				t.Fatalf("%+v twice", s)
			}
			seen[s] = true
			if fine.Through(s) != s {
				t.Fatalf("%+v looks like %+v", s, fine.Through(s))
			}
		}
		if len(seen) != want[kinds] {
			t.Errorf("%v: %d situations, want %d", kinds, len(seen), want[kinds])
		}
		if bound := fine.Bound(1 << 40); bound < len(seen) {
			t.Errorf("%v: more situations than the bound of %d", kinds, bound)
		}
	}
}

func TestThrough(t *testing.T) {
	s := Situation{
		Sender:    Party{Kind: network.Member, Tier: network.Career, Credits: 7, Sent: 24, ID: "ana", Name: "Ana"},
		Recipient: Party{Kind: network.Member, InMail: network.Nobody, Credits: 3},
		Degree:    2, Ties: RecipientWrote | Blocked,
	}
	coarse := Lens{Facts: Set(SenderCredits, SenderSent, RecipientCredits, Wrote), Cuts: map[Fact][]int64{SenderCredits: {1, 5, 9}, SenderSent: {25}}, Exact: Set(RecipientCredits)}
	want := Situation{
		Sender:    Party{Kind: network.Member, Credits: 5},
		Recipient: Party{Kind: network.Member, Credits: 3},
		Ties:      RecipientWrote,
	}
	if got := coarse.Through(s); got != want {
		t.Errorf("through the lens: %+v, want %+v", got, want)
	}
	if coarse.Finite() || !fine.Finite() {
		t.Error("a number whose every value matters cannot be listed, one that is cut can")
	}
}

func TestIndex(t *testing.T) {
	n := network.New([]network.Actor{{ID: "a", Kind: network.Member}, {ID: "b", Kind: network.Member}, {ID: "p", Kind: network.Page}}, map[network.Tie][]network.Pair{
		network.Follow: {{From: 0, To: 2}}, network.Visit: {{From: 1, To: 2}}, network.Wrote: {{From: 0, To: 1}, {From: 2, To: 0}},
		network.Invitation: {{From: 0, To: 1}}, network.Block: {{From: 1, To: 0}},
	})
	index := IndexOf(n)
	for _, test := range []struct {
		from, to int
		want     Ties
	}{
		{0, 1, SenderWrote | SenderInvited | Blocked},
		{1, 0, RecipientWrote | RecipientInvited | Blocked},
		{2, 0, RecipientFollows | SenderWrote},
		{0, 2, RecipientWrote},
		{2, 1, RecipientVisited},
		{1, 2, 0},
	} {
		if got := index[network.Pair{From: test.from, To: test.to}]; got != test.want {
			t.Errorf("%d to %d: %07b, want %07b", test.from, test.to, got, test.want)
		}
	}
}

// What is staged is the situation that was asked for, and with nobody in it who is not needed.
// Every 13th is staged: 13 divides none of the numbers of values, so that each value of each fact comes up.
func TestStaged(t *testing.T) {
	const stride = 13
	senders, at := map[Party]bool{}, 0
	for _, kinds := range Kinds() {
		for s := range fine.All(kinds) {
			if at++; at%stride != 0 {
				continue
			}
			senders[s.Sender] = true
			n := Staged(s)
			from, _ := n.Find("sender")
			got := Situation{Sender: PartyOf(n.Actor(from))}
			most := 1
			if kinds.Recipient != network.NoOne {
				to, _ := n.Find("recipient")
				got = Situation{PartyOf(n.Actor(from)), PartyOf(n.Actor(to)), n.Degrees(from)[to], IndexOf(n)[network.Pair{From: from, To: to}]}
				most = 2
			}
			if s.Degree < network.Far {
				most += max(int(s.Degree)-1, 0)
			}
			for _, p := range []*Party{&got.Sender, &got.Recipient} {
				p.ID, p.Name = "", ""
			}
			if got != s || n.Len() != most {
				t.Fatalf("staged %+v\nas     %+v, with %d actors, want %d", s, got, n.Len(), most)
			}
		}
	}
	if want := 11*3*2*2 + 2*3; len(senders) != want {
		t.Errorf("%d senders were staged, want all %d", len(senders), want)
	}
}
