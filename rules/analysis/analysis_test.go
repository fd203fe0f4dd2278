package analysis_test

import (
	"os"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/situation"
)

func article(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// hospital is a rule set that shares nothing with the article's.
func hospital(t testing.TB) *policy.RuleSet {
	t.Helper()
	files, err := sets.ReadFolder(os.DirFS("../testdata/sets/hospital"))
	if err != nil {
		t.Fatal(err)
	}
	return outside(t, files)
}

func outside(t testing.TB, files sets.Files) *policy.RuleSet {
	t.Helper()
	set, problems := policy.Outside("test", files)
	if problems != nil {
		t.Fatal(problems)
	}
	return set
}

// cats are a rule set small enough to count by hand: what is seen of two cats is whether the sender is calm, and whether
// the recipient grooms it.
func cats(t testing.TB, rules string) *policy.RuleSet {
	t.Helper()
	return outside(t, sets.Files{
		sets.Schema: `@list("cats") entity Cat = { name: String, calm: Bool, lives: Long };
type Ties = { @ends("Cat > Cat") grooms: Bool };
type Pair = { @tie("grooms") @side("recipient") recipientGrooms: Bool };
action purr appliesTo { principal: [Cat], resource: [Cat], context: Pair };
action hiss appliesTo { principal: [Cat], resource: [Cat], context: Pair };`,
		sets.Data: `{"title": "Cats", "questions": [{"id": "Q1", "kind": "silence", "title": "Is a calm cat silent?", "readings": [
			{"reading": "no", "title": "No"}, {"reading": "yes", "title": "Yes", "from": "A1"}]}]}`,
		sets.Rules: rules,
	})
}

func outcome(t testing.TB, set *policy.RuleSet, readings policy.Readings, s situation.Situation, action string) decision.Outcome {
	t.Helper()
	d, err := decision.Once(set, readings, s, action)
	if err != nil {
		t.Fatal(err)
	}
	return d.Outcome
}

func example(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	text, err := os.ReadFile("../sets/article/examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	s, errs := scenario.Parse(text)
	if errs != nil {
		t.Fatal(errs)
	}
	return s
}
