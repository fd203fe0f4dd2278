package main

import (
	"strings"
	"testing"

	"inroad/rules/claims"
	"inroad/rules/policy"
	"inroad/rules/sets"
)

// Every claim stands on the list, below its group and at each word that people see, and has a page with its
// network, what each set answers, what is not known and where it is asked.
func TestEveryClaimHasItsPage(t *testing.T) {
	var books []*book
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		k := &book{RuleSet: set}
		k.described = describedIn(k.prose(sources))
		books = append(books, k)
	}
	pages, err := claimPages(books)
	if err != nil {
		t.Fatal(err)
	}
	list, err := claims.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != len(list)+1 {
		t.Fatalf("%d pages of %d claims", len(pages), len(list))
	}
	index := pages[0].text
	groups, words, _ := strings.Cut(index, "{#words}")
	for i, c := range list {
		p := pages[i+1]
		link := "[" + c.Scenario.Title + "](./" + c.File + ".md)"
		if p.name != c.File || !strings.Contains(groups, link) || !strings.Contains(groups, "## "+c.Group) {
			t.Errorf("%s is not on the list", c.File)
		}
		for _, word := range c.Buttons {
			at := strings.Index(words, "\n| "+word+" |")
			if at < 0 {
				t.Errorf("%s: %q is no word of the list", c.File, word)
				continue
			}
			if line, _, _ := strings.Cut(words[at+1:], "\n"); !strings.Contains(line, link) {
				t.Errorf("%s is not found by %q", c.File, word)
			}
		}
		for _, want := range []string{"# " + c.Scenario.Title, "<inroad-playground", "inroad check"} {
			if !strings.Contains(p.text, want) {
				t.Errorf("%s has no %q", c.File, want)
			}
		}
		for _, set := range setsOf(c.Scenario) {
			if !strings.Contains(p.text, "### "+set.Title) {
				t.Errorf("%s does not say what “%s” answers", c.File, set.Title)
			}
		}
		for _, a := range c.Asked {
			if !strings.Contains(p.text, a.Address) {
				t.Errorf("%s does not lead to %s", c.File, a.Address)
			}
		}
		if c.Unknown != "" && !strings.Contains(p.text, "{#unknown}") {
			t.Errorf("%s does not say what is not known", c.File)
		}
		if rows := strings.Count(p.text, "\n| ") - len(setsOf(c.Scenario)); rows < len(c.Scenario.Checks) {
			t.Errorf("%s has %d checks, %d of them on its page", c.File, len(c.Scenario.Checks), rows)
		}
	}
}
