package session

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"inroad/rules/scenario"
)

// record writes the results of histories that have none yet. One that is there is a promise:
// people's own work replays to it for ever, so no switch writes it anew.
var record = flag.Bool("record", false, "write what new histories come to")

const histories = "../testdata/histories/"

// kept is a piece of work as the page keeps it.
type kept struct {
	Work struct {
		Scenario string `json:"scenario"`
		Edits    []Edit `json:"edits"`
		Position int    `json:"position"`
	} `json:"work"`
}

func recorded(t *testing.T) map[string]kept {
	t.Helper()
	names, err := filepath.Glob(histories + "v1-*.json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]kept{}
	for _, name := range names {
		if strings.HasSuffix(name, ".saved.json") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var k kept
		if err := json.Unmarshal(text, &k); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = k
	}
	if len(all) < 3 {
		t.Fatalf("there are %d histories", len(all))
	}
	return all
}

// TestHistoriesReplay makes the edits of version 1 again, as the page does with what it has kept.
func TestHistoriesReplay(t *testing.T) {
	for name, k := range recorded(t) {
		sc, errs := scenario.Parse([]byte(k.Work.Scenario))
		if errs != nil {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		s, errs := Rebuild(sc, k.Work.Edits, k.Work.Position)
		if errs != nil {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		saved := strings.TrimSuffix(name, ".json") + ".saved.json"
		text, err := os.ReadFile(saved)
		if os.IsNotExist(err) && *record {
			text, err = []byte(file(s)), os.WriteFile(saved, []byte(file(s)), 0o644)
		}
		if err != nil {
			t.Error(err)
			continue
		}
		// Both are written by the same Format, which may come to order its fields otherwise.
		want := string(scenario.Format(mustParse(t, string(text))))
		if diff := cmp.Diff(want, file(s)); diff != "" {
			t.Errorf("%s comes to another scenario (-recorded +now):\n%s", name, diff)
		}
		for s.Undo() {
		}
		if diff := cmp.Diff(string(scenario.Format(sc)), file(s)); diff != "" {
			t.Errorf("%s does not undo to what was opened:\n%s", name, diff)
		}
	}
}

// kindsOfEdit are the kinds of edits that the page may send, as the type of Edit declares them.
func kindsOfEdit() []string {
	field, _ := reflect.TypeFor[Edit]().FieldByName("Kind")
	var kinds []string
	for kind := range strings.SplitSeq(field.Tag.Get("tstype"), " | ") {
		kinds = append(kinds, strings.Trim(kind, "'"))
	}
	return kinds
}

func TestKindsOfEditAreDeclared(t *testing.T) {
	kinds := kindsOfEdit()
	if diff := cmp.Diff(editKinds, kinds); diff != "" {
		t.Error(diff)
	}
	s := open(t, "cold-outreach")
	for _, kind := range kinds {
		if _, errs := apply(s.Scenario(), Edit{Kind: kind}); errs != nil && errs[0].Path == "kind" {
			t.Errorf("%s is declared, and is no edit", kind)
		}
	}
}

// TestHistoriesHoldEveryEdit walks over the edits that the page may send to the article, so that a new kind, field, attribute,
// value or tie has no history until one is recorded.
func TestHistoriesHoldEveryEdit(t *testing.T) {
	seen := map[string]bool{}
	var note func(Edit)
	note = func(e Edit) {
		value := reflect.ValueOf(e)
		for i := range value.NumField() {
			if !value.Field(i).IsZero() {
				seen[value.Type().Field(i).Name] = true
			}
		}
		seen[e.Kind] = true
		seen[strings.TrimSpace(e.Kind+" "+e.Field+e.Tie)] = true
		for _, one := range e.Edits {
			note(one)
		}
	}
	for _, k := range recorded(t) {
		for _, e := range k.Work.Edits {
			note(e)
		}
	}
	edit := reflect.TypeFor[Edit]()
	for i := range edit.NumField() {
		if name := edit.Field(i).Name; !seen[name] {
			t.Errorf("no history has an edit with the field %s", name)
		}
	}
	wanted := append(kindsOfEdit(), "set name")
	w := open(t, "cold-outreach").Scenario().Set.World
	for _, k := range w.Kinds {
		for _, a := range k.Attributes {
			wanted = append(wanted, "set "+a.Name)
		}
	}
	for _, tie := range w.Ties {
		wanted = append(wanted, "tie "+tie.Name, "untie "+tie.Name)
	}
	for _, what := range wanted {
		if !seen[what] {
			t.Errorf("no history has %q", what)
		}
	}
}

// TestRebuildNamesTheEdit: whoever has kept work that no longer opens must learn where it stops.
func TestRebuildNamesTheEdit(t *testing.T) {
	title := Edit{Kind: "title", Value: "x"}
	for _, test := range []struct {
		edit Edit
		path string
	}{
		{Edit{Kind: "remove", Actor: "zed"}, "edits[1].actor"},
		{Edit{Kind: "all", Edits: []Edit{title, {Kind: "remove", Actor: "zed"}}}, "edits[1].edits[1].actor"},
		{Edit{Kind: "replace", Value: "no JSON"}, "edits[1]"},
		{Edit{Kind: "replace", Value: `{"inroad": 1, "members": [{"id": "a", "tier": "gold"}]}`}, "edits[1].members[0].tier"},
	} {
		_, errs := Rebuild(read(t, "cold-outreach"), []Edit{title, test.edit, title}, 3)
		if len(errs) != 1 || errs[0].Path != test.path {
			t.Errorf("%+v: want a mistake at %q, got %v", test.edit, test.path, errs)
		}
	}
}
