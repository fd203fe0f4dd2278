package policy

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"inroad/rules/world"
)

const draft = "../testdata/sets/linkedin-draft/"

// The draft of a second world loads, though it has no rules yet: the vocabulary of schemas is enough for it.
func TestDraftLoads(t *testing.T) {
	set := loaded(t, folder(t, draft))
	if len(set.World.Kinds) != 2 || len(set.World.Ties) != 16 || len(set.Laws) != 8 || len(set.Rules) != 0 || set.Title == "" {
		t.Errorf("%d kinds, %d ties, %d laws, %d rules", len(set.World.Kinds), len(set.World.Ties), len(set.Laws), len(set.Rules))
	}
	reply, _ := set.World.Action("reply")
	inmail, _ := set.World.Action("inmail")
	if len(reply.Clears) != 1 || reply.Clears[0].Name != "inmailed" || len(inmail.Makes) != 2 || reply.Answers.Name != "wrote" {
		t.Errorf("a reply clears %v and an InMail makes %v", reply.Clears, inmail.Makes)
	}
	member, _ := set.World.Kind("Member")
	tier, _ := member.Attribute("tier")
	if brings, ok := tier.Brings(world.Value{Number: 5}, "credits"); !ok || brings != 100 || len(tier.Enum.Groups) != 2 {
		t.Errorf("Recruiter Professional Services brings %d credits", brings)
	}
	situations := 0
	for _, kinds := range set.World.Pairs() {
		for range set.Space.All(set.Laws[1].rule.lens, kinds) {
			situations++
		}
	}
	if situations == 0 {
		t.Error("the laws let nothing be")
	}
}

// Each documented fact has one line that says what became of it.
func TestDraftPlacesEveryFact(t *testing.T) {
	facts, err := os.ReadFile(draft + "facts.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^\| (L\d+) \| (fact|rule|question|number|not of a pair) \| \S`).FindAllSubmatch(facts, -1)
	for i, line := range lines {
		if want := fmt.Sprintf("L%d", i+1); string(line[1]) != want {
			t.Fatalf("line %d is of %s, want %s", i+1, line[1], want)
		}
	}
	if len(lines) != 62 {
		t.Errorf("%d facts have a line, want 62", len(lines))
	}
}
