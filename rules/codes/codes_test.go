package codes

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
)

// parts are codes of what sentences are made of: no mistake has one of them for its own. Each is the first of some that follow
// each other, and the last.
var parts = [][2]diagnostic.Code{
	{diagnostic.AnyOf, diagnostic.FixBehindName},
	{diagnostic.NounAction, diagnostic.NounValue},
	{diagnostic.AString, diagnostic.Null},
	{diagnostic.EndsEarly, diagnostic.DeepValues},
	{diagnostic.NotOpened, diagnostic.NotOpened},
	{diagnostic.SetName, diagnostic.SetOrObject},
	{diagnostic.RuleFails, diagnostic.RuleFails},
	{diagnostic.InRule, diagnostic.InLaw},
	{diagnostic.CountedActions, diagnostic.SnippetUnless},
}

// guards are the mistakes that nobody is known to be able to make, each with why there is a code for them.
var guards = map[diagnostic.Code]string{
	diagnostic.Internal: "an error of the system or of a library, which is told in its own words; where a file cannot be read it is a part of that sentence",
	diagnostic.NotValid: "all refusals of today's validator of Cedar are told in other words; a later one may have more",
}

// Every mistake that somebody can make has a page. That its example is one, the command's test says.
func TestEveryMistakeHasAPage(t *testing.T) {
	pages := map[string]Page{}
	for _, page := range Pages() {
		if _, twice := pages[page.Code]; twice || page.Why == "" || page.About == "" {
			t.Errorf("%s is said twice, or lacks its why or its heading", page.Code)
		}
		pages[page.Code] = page
	}
	for _, code := range diagnostic.All() {
		part := slices.ContainsFunc(parts, func(p [2]diagnostic.Code) bool { return p[0] <= code && code <= p[1] })
		_, said := pages[code.String()]
		if guard := guards[code] != ""; said == (part || guard) {
			t.Errorf("%s: it has a page or is without one, not both and not neither", code)
		}
		delete(pages, code.String())
	}
	for code := range pages {
		t.Errorf("nobody gives %s", code)
	}
}

// No example is of a code that nothing is said of, or is a second one.
func TestEveryExampleIsOfACode(t *testing.T) {
	examples := map[string]int{}
	entries, err := fs.ReadDir(mistakes, "mistakes")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		code, form, _ := strings.Cut(e.Name(), ".")
		if examples[code]++; examples[code] > 1 {
			t.Errorf("%s has two examples", code)
		}
		if _, err := Find(code); err != nil {
			t.Errorf("why.txt says nothing of %s", e.Name())
		}
		if known := []Form{Cedar, Schema, Scenario, Request, Requests, Command}; !slices.Contains(known, Form(form)) && !Form(form).InSet() {
			t.Errorf("%s is no form of an example", e.Name())
		}
	}
}
