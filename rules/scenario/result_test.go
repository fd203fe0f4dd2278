package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ptr[T any](v T) *T { return &v }

// results are the tokens that links hold, and what older links say in their place. A link is read
// for ever: no line may change, whatever comes to be said on the page.
var results = []struct {
	result          Result
	token, sentence string
}{
	{Result{Verdict: "allowed"}, "allowed", "allowed"},
	{Result{Verdict: "forbidden"}, "forbidden", "forbidden"},
	{Result{Verdict: "unstated"}, "unstated", "unstated"},
	{Result{Verdict: "error"}, "error", "error"},
	{Result{Verdict: "allowed", Contested: ptr(true)}, "allowed contested=yes", "allowed, contested"},
	{Result{Verdict: "unstated", Contested: ptr(false)}, "unstated contested=no", "unstated, not contested"},
	{Result{Verdict: "allowed", Cost: ptr(int64(1))}, "allowed cost=1", "allowed, cost 1"},
	{Result{Verdict: "forbidden", Sources: []string{}}, "forbidden sources=", "forbidden, sources none"},
	{Result{Verdict: "allowed", Warnings: []string{}}, "allowed warnings=", "allowed, warnings none"},
	{
		Result{Verdict: "allowed", Contested: ptr(false), Cost: ptr(int64(12)), Sources: []string{"A12", "A16"}, Warnings: []string{"A20", "A39a"}},
		"allowed contested=no cost=12 sources=A12,A16 warnings=A20,A39a",
		"allowed, not contested, cost 12, sources A12 A16, warnings A20 A39a",
	},
	// Sources of one's own rules may be any words.
	{
		Result{Verdict: "allowed", Sources: []string{"100%", "a,b", "cost=1", "§4,"}, Warnings: []string{"x"}},
		"allowed sources=100%25,a%2Cb,cost=1,§4%2C warnings=x",
		"allowed, sources 100% a,b cost=1 §4,, warnings x",
	},
}

func TestTokensAreFrozen(t *testing.T) {
	for _, test := range results {
		if got := test.result.Token(); got != test.token {
			t.Errorf("%+v is %q, was %q", test.result, got, test.token)
		}
		for _, text := range []string{test.token, test.sentence} {
			got, ok := ParseResult(text)
			if diff := cmp.Diff(test.result, got); !ok || diff != "" {
				t.Errorf("%q is read otherwise:\n%s", text, diff)
			}
		}
	}
}

// What a newer or another program wrote is read as far as it can be, or not at all.
func TestResultsOfOthers(t *testing.T) {
	if r, ok := ParseResult("allowed steps=3 cost=1 contested=perhaps"); !ok || r.Token() != "allowed cost=1" {
		t.Errorf("%+v", r)
	}
	for _, text := range []string{"", "maybe", "cost=1", "maybe, cost 1", "<b>allowed</b>", " allowed"} {
		if r, ok := ParseResult(text); ok {
			t.Errorf("%q is read as %+v", text, r)
		}
	}
}

func TestResultsDifferWhereBothSaySomething(t *testing.T) {
	for _, test := range []struct {
		was, is string
		differ  bool
	}{
		{"allowed", "allowed", false},
		{"allowed", "forbidden", true},
		{"allowed, contested, cost 0, sources A4 A3", "allowed contested=yes cost=0 sources=A3,A4", false},
		{"allowed, not contested", "allowed contested=yes", true},
		{"allowed cost=1", "allowed cost=2", true},
		{"allowed sources=A3", "allowed sources=A3,A4", true},
		{"allowed warnings=", "allowed warnings=A20", true},
		{"allowed", "allowed cost=2 warnings=A20", false},
		{"error", "allowed", true},
	} {
		was, okWas := ParseResult(test.was)
		is, okIs := ParseResult(test.is)
		if !okWas || !okIs || is.Differs(was) != test.differ || was.Differs(is) != test.differ {
			t.Errorf("%q and %q: want %t", test.was, test.is, test.differ)
		}
	}
}
