package explanation

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// What the source says twice, and differently, is told in its own name; what it does not say at all, beside the answer.
func TestHeadlinesSayHowSureTheyAre(t *testing.T) {
	set := article(t)
	connected := tie(t, set, "connections")
	wrote := tie(t, set, "wrote")
	near := network.Ties{connected: {{From: 0, To: 2}, {From: 1, To: 2}}}
	for _, test := range []struct {
		what, tier, reading    string
		ties                   network.Ties
		headline, short, taken string
	}{
		{"contested", "free", "", near, "Ana can probably message Ben: the article says both yes and no", "allowed · unclear", ""},
		{"read the other way", "free", "summary", near, "Ana can probably not reach Ben: the article says both yes and no",
			"forbidden · Ana and Ben are not connected but share Cara", ""},
		{"free", "free", "", network.Ties{connected: {{From: 0, To: 1}}}, "Ana can reach Ben by message", "allowed", ""},
		{"of a Premium account", "career", "", network.Ties{connected: {{From: 0, To: 1}}}, "Ana can reach Ben by message", "allowed",
			"Assumed, for the article does not say: Does a Premium account keep what a free one may do? Yes: an upgrade takes nothing away."},
		{"forbidden", "free", "", nil, "Ana cannot reach Ben", "forbidden · Ana and Ben are more than three steps apart", ""},
		{"written to", "free", "", network.Ties{wrote: {{From: 1, To: 0}}}, "Ana can reach Ben by reply", "forbidden · Ana and Ben are more than three steps apart", ""},
	} {
		n := network.New(set.World, []network.Actor{
			actor(t, set, "Member", "ana", "Ana", map[string]world.Value{"tier": {Text: test.tier}}),
			actor(t, set, "Member", "ben", "Ben", nil), actor(t, set, "Member", "cara", "Cara", nil),
		}, test.ties)
		readings := set.Defaults()
		if test.reading != "" {
			r := slices.IndexFunc(set.Questions[0].Readings, func(r policy.Reading) bool { return r.Reading == test.reading })
			readings = readings.With(policy.Choice{Question: 0, Reading: r})
		}
		s := Speaker{Board: decision.New(set, readings).On(n), From: 0, To: 1}
		d, err := s.Board.Between(0, 1, "message")
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff([]string{test.headline, test.short, test.taken}, []string{s.Headline(s.Board.Best(0, 1)), s.Short("message", d), s.Assumed(d)}); diff != "" {
			t.Errorf("%s:\n%s", test.what, diff)
		}
	}
}

// That nothing is said is no assumption, though another reading says something.
func TestSilenceIsNotFilledBySilence(t *testing.T) {
	set := article(t)
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Member", "ana", "Ana", map[string]world.Value{"tier": {Text: "career"}}), actor(t, set, "Member", "ben", "Ben", nil),
	}, nil)
	s := Speaker{Board: decision.New(set, set.Defaults()).On(n), From: 0, To: 1}
	d, err := s.Board.Between(0, 1, "invite")
	if err != nil || d.Verdict != decision.Unstated || len(d.Flips) == 0 {
		t.Fatalf("%v %+v", err, d)
	}
	if got := s.Assumed(d); got != "" {
		t.Error(got)
	}
}

// An answer is explained one thing after another, each of a kind that can be drawn, and the sentence says the same.
func TestAnswersAreExplainedOneThingAfterAnother(t *testing.T) {
	set := article(t)
	connected := tie(t, set, "connections")
	n := network.New(set.World, []network.Actor{
		actor(t, set, "Member", "ana", "Ana", map[string]world.Value{"tier": {Text: "career"}, "credits": {Number: 3}}),
		actor(t, set, "Member", "ben", "Ben", nil), actor(t, set, "Member", "cara", "Cara", nil),
	}, network.Ties{connected: {{From: 0, To: 2}, {From: 1, To: 2}}})
	board := decision.New(set, set.Defaults()).On(n)
	for _, test := range []struct {
		from, to int
		kinds    []ReasonKind
	}{
		{0, 1, []ReasonKind{OfPath, OfPrice, OfRule}},
		{0, 2, []ReasonKind{OfPath, OfRule}},
	} {
		s := Speaker{Board: board, From: test.from, To: test.to}
		best := board.Best(test.from, test.to)
		var kinds []ReasonKind
		var texts []string
		for _, reason := range s.Because(best) {
			kinds, texts = append(kinds, reason.Of), append(texts, reason.Text)
		}
		if diff := gocmp.Diff(test.kinds, kinds); diff != "" {
			t.Errorf("%d to %d: %s", test.from, test.to, diff)
		}
		if got, want := s.Detail(best), set.Words.Say.Beside(texts...); got != want {
			t.Errorf("%q is not %q", got, want)
		}
	}
	alone := network.New(set.World, []network.Actor{actor(t, set, "Member", "ana", "Ana", nil), actor(t, set, "Member", "ben", "Ben", nil)}, nil)
	apart := Speaker{Board: decision.New(set, set.Defaults()).On(alone), From: 0, To: 1}
	reasons := apart.Because(apart.Board.Best(0, 1))
	if len(reasons) == 0 || reasons[len(reasons)-1].Of != OfObstacle {
		t.Errorf("nothing stands in the way: %+v", reasons)
	}
}
