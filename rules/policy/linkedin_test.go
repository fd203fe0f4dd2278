package policy

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inroad/rules/sets"
	"inroad/rules/world"
)

// The set of what LinkedIn documents stays within what a set from outside may have.
func TestLinkedInIsNoLargerThanAnyMayBe(t *testing.T) {
	files, err := sets.Read("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	set := loaded(t, files)
	reply, _ := set.World.Action("reply")
	inmail, _ := set.World.Action("inmail")
	if len(reply.Clears) != 1 || reply.Clears[0].Name != "inmailed" || len(inmail.Makes) != 2 || reply.Answers.Name != "wrote" {
		t.Errorf("a reply clears %v and an InMail makes %v", reply.Clears, inmail.Makes)
	}
	member, _ := set.World.Kind("Member")
	tier, _ := member.Attribute("tier")
	if brings, ok := tier.Brings(world.Value{Number: 5}, "credits"); !ok || brings != 100 {
		t.Errorf("Recruiter Professional Services brings %d credits", brings)
	}
}

// Each documented fact has one line that says what became of it, and the set cites those that became something of it.
func TestEveryFactOfLinkedInHasItsPlace(t *testing.T) {
	set, err := Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	rules, questions := map[string]bool{}, map[string]bool{}
	named := []string{}
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		named = append(named, r.ID)
		for _, s := range r.Sources {
			rules[s] = true
		}
	}
	for _, q := range set.Questions {
		cited := strings.Fields(q.Source)
		for _, r := range q.Readings {
			cited = append(cited, strings.Fields(r.From)...)
		}
		for _, s := range cited {
			questions[s] = true
		}
	}
	text, err := os.ReadFile("../testdata/linkedin-facts.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^\| (L\d+) \| (fact|rule|question|number|not of a pair) \| (\S.*) \|$`).FindAllSubmatch(text, -1)
	for i, line := range lines {
		id, is, where := string(line[1]), string(line[2]), string(line[3])
		if want := fmt.Sprintf("L%d", i+1); id != want {
			t.Fatalf("line %d is of %s, want %s", i+1, id, want)
		}
		if is == "rule" && !rules[id] || is == "question" && !questions[id] || is == "not of a pair" && (rules[id] || questions[id]) {
			t.Errorf("%s is said to be %q, and is cited by a rule: %t, by a question: %t", id, is, rules[id], questions[id])
		}
		for _, name := range regexp.MustCompile("`([a-z]+-[a-z-]+)`").FindAllStringSubmatch(where, -1) {
			if !slices.Contains(named, name[1]) && !slices.ContainsFunc(set.Laws, func(l *Law) bool { return l.ID == name[1] }) && !strings.HasSuffix(name[1], "-") {
				t.Errorf("%s: there is no rule %q", id, name[1])
			}
		}
	}
	if len(lines) != 62 {
		t.Errorf("%d facts have a line, want 62", len(lines))
	}
}

// Every title of a rule says how good its evidence is.
func TestLinkedInSaysItsEvidence(t *testing.T) {
	set, err := Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	evidence := regexp.MustCompile(`LinkedIn itself,? |LinkedIn Help (as copied|in an older copy), undated|LinkedIn as quoted in |not LinkedIn$`)
	dated := regexp.MustCompile(`undated|in (April |January )?20\d\d|not LinkedIn$`)
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		if len(r.Sources) == 0 || !evidence.MatchString(r.Title) || !dated.MatchString(r.Title) {
			t.Errorf("%s: %s", r.ID, r.Title)
		}
	}
}
