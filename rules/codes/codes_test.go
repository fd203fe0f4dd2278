package codes

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
)

// without are the codes that no file of rules or schema raises by itself: they are about a whole rule set, or a network.
var without = []diagnostic.Code{
	diagnostic.TooMany, diagnostic.Unresolved, diagnostic.Overflows, diagnostic.NotValid, diagnostic.UnknownMention, diagnostic.OtherMention,
	diagnostic.Outdone,
}

// Every code of the syntax, of schemas and of rules has a page. That its example is one, the command's test says.
func TestEveryCodeOfCedarHasAPage(t *testing.T) {
	said := map[string]bool{}
	for _, page := range Pages() {
		if said[page.Code] || page.Why == "" || page.Example == "" {
			t.Errorf("%s is said twice, or lacks its why or its example", page.Code)
		}
		said[page.Code] = true
	}
	needed := 0
	for _, of := range []struct{ first, last diagnostic.Code }{
		{diagnostic.NotUTF8, diagnostic.OptionalType}, {diagnostic.HasNamespace, diagnostic.Unresolved},
		{diagnostic.SameID, diagnostic.CostOfForbid}, {diagnostic.NeverNegative, diagnostic.OtherMention},
	} {
		for code := of.first; code <= of.last; code++ {
			needed++
			if said[code.String()] == slices.Contains(without, code) {
				t.Errorf("%s: it has a page or is without one, not both and not neither", code)
			}
		}
	}
	if needed < 130 {
		t.Errorf("only %d codes were looked at", needed)
	}
}

// No example is of a code that nobody gives, or of one that nothing is said of.
func TestEveryExampleIsOfACode(t *testing.T) {
	var codes, said []string
	for _, code := range diagnostic.All() {
		codes = append(codes, code.String())
	}
	for _, page := range Pages() {
		said = append(said, page.Code)
		if !slices.Contains(codes, page.Code) {
			t.Errorf("nobody gives %s", page.Code)
		}
	}
	entries, err := fs.ReadDir(mistakes, "mistakes")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if code, _, _ := strings.Cut(e.Name(), "."); !slices.Contains(said, code) {
			t.Errorf("why.txt says nothing of %s", e.Name())
		}
	}
}
