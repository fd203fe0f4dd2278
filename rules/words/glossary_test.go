package words

import (
	"strings"
	"testing"
)

// Every one of the engine's own words has a name and a meaning in English, and nothing else has.
func TestTermsInEnglish(t *testing.T) {
	names := map[string]string{}
	for _, term := range Terms(&English{}) {
		if term.Name == "" || !strings.HasSuffix(term.Meaning, ".") {
			t.Errorf("%s: %q means %q", term.Key, term.Name, term.Meaning)
		}
		if other, twice := names[term.Name]; twice {
			t.Errorf("%s and %s are both called %q", other, term.Key, term.Name)
		}
		names[term.Name] = term.Key
	}
	if len(names) != len(termsInEnglish) {
		t.Errorf("%d terms, and English has %d", len(names), len(termsInEnglish))
	}
}
