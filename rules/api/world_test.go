package api

import (
	"strings"
	"testing"

	"inroad/rules/session"
)

// The texts of a set are asked for, changed and asked about before they are taken; what would be lost is said, and where
// another name would keep it, it is offered.
func TestWorldOfYourOwn(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: `{"inroad": 1}`})
	start := wanted[Texts](t, e, Request{Do: "texts", Title: "Mine"}).Set
	v := edited(t, e, session.Edit{Kind: "world", Value: "mine", Set: start}, Look{})
	if !v.Rules.Carried || v.Rules.Set != "mine" || v.Rules.Title != "Mine" || len(v.Rules.World.Kinds) != 1 {
		t.Errorf("the rules are %+v", v.Rules)
	}
	same(t, "its texts are", wanted[Texts](t, e, Request{Do: "texts"}).Set["schema"], start["schema"])
	for _, name := range []string{"Ann", "Bo"} {
		edited(t, e, session.Edit{Kind: "add", Is: "Person", Name: name}, Look{})
	}
	edited(t, e, session.Edit{Kind: "set", Actor: "bo", Field: "open", Value: "true"}, Look{})
	asked := func(renames map[string]string, changes ...string) Rebased {
		set := map[string]string{}
		for part, text := range start {
			set[part] = strings.NewReplacer(changes...).Replace(text)
		}
		return wanted[Rebased](t, e, Request{Do: "rebase", World: &session.Edit{Kind: "world", Value: "mine", Set: set, Renames: renames}})
	}
	same(t, "a comment more", asked(nil, "// What there is.", "// What there is here."), Rebased{Lost: []Loss{}, Renames: []Rename{}, Mistakes: []PartMistakes{}})
	other := []string{"open:", "public:", "resource.open", "resource.public"}
	same(t, "another name", asked(nil, other...), Rebased{
		Lost: []Loss{{"Open to all, set on Bo", []string{}}}, Mistakes: []PartMistakes{},
		Renames: []Rename{{"Person.open", "public", "Rename “Person.open” to “public”"}},
	})
	same(t, "a name that is taken over", asked(map[string]string{"Person.open": "public"}, other...).Lost, []Loss{})
	broken := asked(nil, "permit(", "allow(", "// What there is.", "//𝄞", "type Ties = {", "type Ties = {{")
	if len(broken.Mistakes) == 0 || broken.Mistakes[0].Part != "schema" {
		t.Fatalf("what is broken: %+v", broken)
	}
	d := broken.Mistakes[0].Diagnostics[0]
	if d.Line != 12 || d.Column != 14 || d.Severity != "error" || d.End <= d.Start {
		t.Errorf("the mistake is %+v", d)
	}
	mistyped := asked(nil, `"title": "Mine"`, `"title": 3`)
	if len(mistyped.Mistakes) != 1 || mistyped.Mistakes[0].Part != "data" || !strings.HasPrefix(mistyped.Mistakes[0].Diagnostics[0].Message, "title: ") {
		t.Errorf("which value is wrong is not said: %+v", mistyped.Mistakes)
	}
	if v := wanted[Standing](t, e, Request{Do: "redo"}); v.History.Length != 4 {
		t.Errorf("asking made edits: %d", v.History.Length)
	}
}
