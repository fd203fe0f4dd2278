package policy

import (
	"testing"

	"inroad/rules/diagnostic"
)

func TestTiesThatClose(t *testing.T) {
	article, err := Load("article")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rules string // instead of the set's own; "" for those
		want  string // the ties that close
	}{
		{"", "blocks "},
		{`@id("a") permit(principal is Member, action == Action::"message", resource is Member);`, ""},
		{`@id("a") forbid(principal is Page, action == Action::"message", resource is Member) when { context.recipientFollows };`, "follows "},
		{`@id("a") permit(principal is Page, action == Action::"message", resource is Member) unless { context.recipientFollows || context.recipientVisited };`, "follows visits "},
		{`@id("a") forbid(principal is Page, action == Action::"message", resource is Member) unless { context.recipientFollows };`, ""},
		{`@id("a") forbid(principal is Member, action == Action::"message", resource is Member) when { context has degree && context.degree == 1 };`, ""},
		{`@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { !context.blocked || principal.credits > 3 };`, ""},
		{`@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context has blocked && context.blocked == false };`, "blocks "},
		{`@id("a") forbid(principal is Member, action == Action::"message", resource is Member) when { context.senderWrote };
@id("b") permit(principal is Member, action == Action::"message", resource is Member) when { context.recipientWrote };`, ""},
	} {
		set := article
		if test.rules != "" {
			var problems []*diagnostic.Diagnostic
			if set, problems = article.OnlyWorld().With(test.rules, nil); problems != nil {
				t.Fatal(problems)
			}
		}
		got := ""
		for _, tie := range set.World.Ties {
			if set.Closes(tie) {
				got += tie.Name + " "
			}
		}
		if got != test.want {
			t.Errorf("%s: %q close, want %q", test.rules, got, test.want)
		}
	}
}
