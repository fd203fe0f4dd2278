package api

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// asked gives the result of a request.
func asked[T any](t *testing.T, e *Engine, request map[string]any) T {
	t.Helper()
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	var response struct {
		Result T
		Errors []Error
	}
	if err := json.Unmarshal(e.Handle(text), &response); err != nil || response.Errors != nil {
		t.Fatalf("%v: %v %v", request["do"], err, response.Errors)
	}
	return response.Result
}

// Rules are linted without a session, under a set by its name or by its files, and places are in UTF-16 code units.
func TestLint(t *testing.T) {
	e := New("test")
	const text = `// 𝄞 ö
@id("a") permit(principal, action == Action::"mesage", resource);`
	got := asked[Linted](t, e, map[string]any{"do": "lint", "set": "article", "policies": text})
	if len(got.Rules) != 1 || got.Rules[0].ID != "a" || len(got.Diagnostics) != 1 {
		t.Fatalf("%+v", got)
	}
	d := got.Diagnostics[0]
	start := 8 + strings.Index(`@id("a") permit(principal, action == Action::"mesage"`, "Action") // 𝄞 takes two
	if d.Start != start || d.End != start+len(`Action::"mesage"`) || d.Line != 2 || d.Column != 38 || d.Severity != "error" || d.Code != "unknown-value" {
		t.Errorf("%+v, want it at %d", d, start)
	}
	if want := (TextEdit{start + len(`Action::`), d.End, `"message"`}); len(d.Fixes) != 1 || !slices.Equal(d.Fixes[0].Edits, []TextEdit{want}) {
		t.Errorf("%+v, want %+v", d.Fixes, want)
	}

	var files []FileBeside
	for _, name := range []string{"schema.cedarschema", "set.json", "words.en.json", "impossible.cedar", "rules.cedar"} {
		content, err := os.ReadFile("../testdata/sets/hospital/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, FileBeside{name, string(content)})
	}
	completed := asked[Completed](t, e, map[string]any{"do": "complete", "files": files, "set": "hospital", "policies": `permit(principal is `, "offset": 20})
	if len(completed.Items) == 0 || completed.Items[0].Label != "Doctor" {
		t.Errorf("%+v", completed.Items)
	}
}

// Findings come in slices: asked again, the same request goes on, whatever else is asked between; another begins anew.
func TestFindingsInSlices(t *testing.T) {
	e := New("test")
	var text strings.Builder
	const rules = 200
	for i := range rules {
		fmt.Fprintf(&text, `@id("a%d") permit(principal is Member, action == Action::"message", resource is Member) when { principal.credits > %d };`+"\n", i, i)
	}
	find := func(policies string) Found {
		return asked[Found](t, e, map[string]any{"do": "findings", "set": "article", "policies": policies})
	}
	last, slices := find(text.String()), 1
	begun := last.Progress
	for last.Progress.More {
		asked[Linted](t, e, map[string]any{"do": "lint", "set": "article", "policies": "permit"})
		next := find(text.String())
		if slices++; slices > 50*rules || next.Progress.Done < last.Progress.Done || len(next.Diagnostics) < len(last.Diagnostics) {
			t.Fatalf("%+v after %+v", next.Progress, last.Progress)
		}
		last = next
	}
	if want := (Progress{rules, rules, false}); slices < 2 || last.Progress != want || last.Untold != 0 || len(last.Diagnostics) != rules-1 {
		t.Errorf("%d slices: %+v, %d untold, %d findings", slices, last.Progress, last.Untold, len(last.Diagnostics))
	}
	if again := find(text.String()).Progress; again != begun {
		t.Errorf("asked again when it is done: %+v, want %+v", again, begun)
	}
	find("")
	if anew := find(text.String()).Progress; anew != begun {
		t.Errorf("asked again after another: %+v, want %+v", anew, begun)
	}
}

// In a session the open set, its network and its pair are asked; the session stays as it is.
func TestLintInSession(t *testing.T) {
	e := New("test")
	asked[Standing](t, e, map[string]any{"do": "open", "scenario": `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben", "tier": "career"}]}`})
	before := wanted[Saved](t, e, Request{Do: "save"})
	const text = `@id("a") forbid(principal == Member::"bo", action == Action::"message", resource) when { principal.tier == Tier::"free" };`
	linted := asked[Linted](t, e, map[string]any{"do": "lint", "policies": text})
	if len(linted.Diagnostics) != 1 || linted.Diagnostics[0].Code != "unknown-mention" || linted.Diagnostics[0].Severity != "warning" {
		t.Errorf("%+v", linted.Diagnostics)
	}
	for _, look := range []Look{{From: "ben", To: "ana"}, {From: "ana", To: "ben", Inward: true}} {
		hovered := asked[Hovered](t, e, map[string]any{"do": "hover", "policies": text, "offset": strings.Index(text, "tier"), "look": look})
		if hovered.Title != "principal.tier" || !hovered.Declared || !slices.Contains(hovered.Lines, "Here, Ben has Premium Career.") {
			t.Errorf("%+v: %+v", look, hovered)
		}
	}
	declared := asked[Declaration](t, e, map[string]any{"do": "declaration", "policies": text, "offset": strings.Index(text, "tier")})
	if !strings.HasSuffix(declared.Text[declared.Start:declared.End], "tier: Tier") {
		t.Errorf("%+v", declared)
	}
	if view := see(t, e, Request{Do: "look"}); view.Rules.Policies != "" || wanted[Saved](t, e, Request{Do: "save"}).Scenario != before.Scenario {
		t.Error("the session is not as it was")
	}
}

// The texts of a world that is being written are asked about by what they declare, which is not in force.
func TestAskOfAWorld(t *testing.T) {
	e := New("test")
	asked[Standing](t, e, map[string]any{"do": "open", "scenario": `{"inroad": 1}`})
	texts := asked[Texts](t, e, map[string]any{"do": "texts", "title": "𝄞"}).Set
	texts["schema"] = strings.Replace(texts["schema"], "open: Bool", "open: Bool, @label(\"Calm\") calm: Bool", 1)
	texts["rules"] = `// 𝄞
permit(principal, action, resource) when { principal.`
	ask := func(do, part, before string) map[string]any {
		offset := len(utf16.Encode([]rune(texts[part][:strings.Index(texts[part], before)+len(before)])))
		return map[string]any{"do": do, "world": map[string]any{"kind": "world", "set": texts}, "part": part, "offset": offset}
	}
	completed := asked[Completed](t, e, ask("complete", "rules", "principal."))
	if len(completed.Items) < 2 || completed.Items[1].Label != "calm" || completed.Items[1].Detail != "Calm" || completed.Start != len(texts["rules"])-2 {
		t.Errorf("%+v", completed)
	}
	hovered := asked[Hovered](t, e, ask("hover", "data", `"tit`))
	if hovered.Title != "title" || !slices.Equal(hovered.Lines, []string{"What the rules are called."}) || hovered.Declared {
		t.Errorf("%+v", hovered)
	}
	declared := asked[Declaration](t, e, ask("declaration", "schema", `@tie("kno`))
	if declared.File != "schema" || !strings.HasSuffix(declared.Text[declared.Start:declared.End], "knows: Bool") {
		t.Errorf("%+v", declared)
	}
	request := ask("hover", "data", `"tit`)
	request["part"] = "rulse"
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(e.Handle(text)); !strings.Contains(got, `did you mean \"rules\"`) {
		t.Error(got)
	}
}
