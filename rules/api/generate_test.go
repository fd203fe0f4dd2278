package api

import (
	"strings"
	"testing"

	"inroad/rules/policy"
	"inroad/rules/scenario"
)

// What a plan leaves out is as usual, and what is made is what the command makes.
func TestGenerateRequest(t *testing.T) {
	e := New("")
	got := wanted[Saved](t, e, Request{Do: "generate", Set: "article", Plan: Plan{Actors: 30, Seed: 7}})
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	plan := Usual()
	plan.Actors, plan.Seed = 30, 7
	want, errs := Generate(set, plan)
	if errs != nil {
		t.Fatal(errs)
	}
	same(t, "the file", got, want)
	same(t, "its name", got.Name, "a-small-world-of-30-actors-seed-7.json")
	hubs := wanted[Saved](t, e, Request{Do: "generate", Set: "article", Plan: Plan{Actors: 30, Seed: 7, Model: "preferential"}})
	if !strings.Contains(hubs.Scenario, `"title": "A network with hubs of 30 actors, seed 7"`) {
		t.Errorf("%.200s", hubs.Scenario)
	}
}

// A set that a scenario carries is in the scenario that is made under it, which opens by itself; rules of one's own are not.
func TestGenerateUnderACarriedSet(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: carrying(t, "clinic")})
	made := wanted[Saved](t, e, Request{Do: "generate", Plan: Plan{Actors: 40}})
	s, errs := scenario.Parse([]byte(made.Scenario))
	if errs != nil {
		t.Fatal(errs)
	}
	if s.Set.Files == nil || s.Set.Own != "" || s.Network.Len() != 40 {
		t.Errorf("%.300s", made.Scenario)
	}
	see(t, e, Request{Do: "open", Scenario: made.Scenario, Look: Look{}})
}
