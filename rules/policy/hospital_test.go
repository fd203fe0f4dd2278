package policy_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"inroad/rules/analysis"
	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// hospital are the files of a set that shares nothing with the article.
func hospital(t testing.TB) sets.Files {
	t.Helper()
	files, err := sets.ReadFolder(os.DirFS("../testdata/sets/hospital"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// carried reads a set from outside that has no mistakes, and no rule that can never apply.
func carried(t testing.TB, name string, files sets.Files) *policy.RuleSet {
	t.Helper()
	set, problems := policy.Outside(name, files)
	if set != nil {
		problems = append(problems, set.Notices...)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if set == nil {
		t.FailNow()
	}
	return set
}

func TestHospitalLoads(t *testing.T) {
	set := carried(t, "hospital", hospital(t))
	w := set.World
	if len(w.Kinds) != 3 || len(w.Ties) != 8 || len(w.Pair) != 9 || len(w.Actions) != 9 || len(set.Laws) != 4 || len(set.Warnings) != 2 {
		t.Errorf("%d kinds, %d ties, %d facts of a pair, %d actions, %d laws, %d warnings", len(w.Kinds), len(w.Ties), len(w.Pair), len(w.Actions), len(set.Laws), len(set.Warnings))
	}
}

// names are what a world declares: kinds, lists, attributes, ties, facts, actions, values, and what each is called.
func names(w *world.World) map[string]bool {
	list := map[string]bool{}
	add := func(names ...string) {
		for _, name := range names {
			list[strings.ToLower(name)] = true
		}
	}
	for _, k := range w.All() {
		add(k.Type, k.Label, k.List, k.Entity)
		for _, a := range k.Attributes {
			add(a.Name, a.Label, a.Unit)
			add(a.Values...)
		}
	}
	for _, e := range w.Enums {
		add(append(e.Names(), e.Type, e.Label)...)
		add(e.Groups...)
	}
	for _, tie := range w.Ties {
		add(tie.Name, tie.Label)
	}
	for _, p := range w.Pair {
		add(p.Name)
	}
	for _, a := range w.Actions {
		add(a.Name, a.Label)
	}
	delete(list, "")
	return list
}

// No word of the hospital is one of the article's: what comes out right for both is known to neither's names. Of set.json,
// "page" and "pages" are the format's, and @nobody is of the schema.
func TestHospitalSharesNothingWithTheArticle(t *testing.T) {
	article, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	taken := names(article.World)
	for name := range names(carried(t, "hospital", hospital(t)).World) {
		if taken[name] {
			t.Errorf("the article has %q too", name)
		}
	}
	for file, text := range hospital(t) {
		text = strings.NewReplacer(`"page":`, "", `"pages":`, "", "@nobody(", "").Replace(strings.ToLower(text))
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			if taken[word] {
				t.Errorf("%s has the word %q in it", file, word)
			}
		}
	}
}

// Each rule decides somewhere, and a network in which the two stand so is decided the same way. A rule on free text decides
// where the text is what it asks for.
func TestEveryRuleOfTheHospitalDecides(t *testing.T) {
	set := carried(t, "hospital", hospital(t))
	survey := analysis.NewSurvey(set)
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		if slices.ContainsFunc(r.Conditions, func(c *policy.Condition) bool { return !c.Listed() }) {
			continue
		}
		w, err := survey.Witness(r)
		if err != nil {
			t.Error(err)
			continue
		}
		n := analysis.Stage(set.World, w.At)
		i, _ := n.Find("sender")
		j, ok := n.Find("recipient")
		if !ok {
			j = decision.Nobody
		}
		d, err := decision.New(set, w.Readings).On(n).Between(i, j, w.Action)
		if err != nil || d.Outcome != w.Decision.Outcome || !slices.Equal(d.Rules, w.Decision.Rules) || !slices.Equal(d.Warnings, w.Decision.Warnings) {
			t.Errorf("%s decides in a situation, and on the network of it: %+v, %v", r.ID, d, err)
		}
	}
}

// A rule may look at a free text, and at whether something is there at all.
func TestHospitalReadsTexts(t *testing.T) {
	set := carried(t, "hospital", hospital(t))
	doctor, _ := set.World.Kind("Doctor")
	patient, _ := set.World.Kind("Patient")
	specialty, _ := doctor.Attribute("specialty")
	bed, _ := patient.Attribute("bed")
	for _, test := range []struct {
		specialty string
		bed       world.Value
		want      decision.Verdict
	}{
		{"Anaesthesia", world.Value{Number: 0}, decision.Allowed}, // a bed with the number 0 is a bed
		{"Anaesthesia", world.Absent, decision.Unstated},
		{"anaesthesia", world.Value{Number: 3}, decision.Unstated},
		{"", world.Value{Number: 3}, decision.Unstated},
	} {
		n := network.New(set.World, []network.Actor{
			network.Actor{ID: "d", Kind: doctor}.With(specialty, world.Value{Text: test.specialty}),
			network.Actor{ID: "p", Kind: patient}.With(bed, test.bed),
		}, nil)
		d, err := decision.New(set, set.Defaults()).On(n).Between(0, 1, "read-chart")
		if err != nil || d.Verdict != test.want {
			t.Errorf("%+v: %+v, %v", test, d, err)
		}
	}
}
