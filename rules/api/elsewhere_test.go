package api

import (
	"os"
	"testing"

	"inroad/rules/session"
)

// What the other built-in set decides otherwise is told of the pair that is looked at, in its
// direction, and follows an edit; what both decide alike is not told.
func TestElsewhere(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: `{"inroad": 1, "rules": "article",
		"members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}, {"id": "zoe", "name": "Zoe"}],
		"pages": [{"id": "acme", "name": "Acme"}], "connections": [["ana", "ben"], ["ben", "zoe"]]}`})
	texts := func(from, to string) []string {
		list := []string{}
		for _, there := range wanted[[]Elsewhere](t, e, Request{Do: "elsewhere", Look: Look{From: from, To: to}}) {
			list = append(list, there.Set+": "+there.Text)
			for _, o := range there.Outcomes {
				list = append(list, o.Action+": "+o.Text)
			}
		}
		return list
	}
	same(t, "a second-degree contact", texts("ana", "zoe"), []string{
		"linkedin: “What LinkedIn documents” answers otherwise: Message is forbidden; Invite to connect is allowed; 1 more.",
		"message: forbidden",
		"invite: allowed",
		"view-full-profile: allowed",
	})
	same(t, "a connection", texts("ana", "ben"), []string{
		"linkedin: “What LinkedIn documents” answers otherwise: See full profile is allowed.",
		"view-full-profile: allowed",
	})
	inward := wanted[[]Elsewhere](t, e, Request{Do: "elsewhere", Look: Look{From: "ana", To: "zoe", Inward: true}})
	same(t, "inward", inward, wanted[[]Elsewhere](t, e, Request{Do: "elsewhere", Look: Look{From: "zoe", To: "ana"}}))
	if errs := e.session.Apply(session.Edit{Kind: "tie", Tie: "blocks", From: "zoe", To: "ana"}, false); errs != nil {
		t.Fatal(errs)
	}
	same(t, "after a block", texts("ana", "zoe"), []string{})
}

// Looked at inward, the question is the other's.
func TestElsewhereInward(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: `{"inroad": 1, "members": [{"id": "dev"}], "pages": [{"id": "acme"}], "follows": [["dev", "acme"]]}`})
	asked := func(look Look) []Elsewhere { return wanted[[]Elsewhere](t, e, Request{Do: "elsewhere", Look: look}) }
	back := asked(Look{From: "acme", To: "dev"})
	if len(back) == 0 {
		t.Fatal("the sets agree on a Page and its follower")
	}
	same(t, "inward", asked(Look{From: "dev", To: "acme", Inward: true}), back)
	if there := asked(Look{From: "dev", To: "acme"}); len(there) > 0 && there[0].Text == back[0].Text {
		t.Errorf("both ways it is said: %s", there[0].Text)
	}
}

// A scenario that carries its own rules is about another world.
func TestElsewhereOfAnotherWorld(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: carrying(t, "night-shift")})
	same(t, "the hospital", wanted[[]Elsewhere](t, e, Request{Do: "elsewhere"}), []Elsewhere{})
}

// Every example is compared without a failure: most pairs of the article's have another answer somewhere.
func TestElsewhereOfExamples(t *testing.T) {
	files, err := os.ReadDir("../sets/article/examples")
	if err != nil {
		t.Fatal(err)
	}
	e, differ := New(""), 0
	for _, file := range files {
		text, err := os.ReadFile("../sets/article/examples/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		v := see(t, e, Request{Do: "open", Scenario: string(text)})
		for _, from := range v.Actors {
			for _, to := range v.Actors {
				if from.ID == to.ID {
					continue
				}
				for _, there := range wanted[[]Elsewhere](t, e, Request{Do: "elsewhere", Look: Look{From: from.ID, To: to.ID}}) {
					differ++
					for _, o := range there.Outcomes {
						if o.Summary == "" || o.Text == "" {
							t.Errorf("%s: %s to %s: %+v", file.Name(), from.ID, to.ID, o)
						}
					}
				}
			}
		}
	}
	if differ == 0 {
		t.Error("the two sets never differ")
	}
}
