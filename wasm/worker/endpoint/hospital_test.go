package endpoint

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/api"
)

// carried is a question about an example of a set that does not come with Inroad, which the scenario
// brings: its parts stand in it as a person would paste them.
func carried(t *testing.T, from, to, action string) string {
	t.Helper()
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join("../../../rules/testdata/sets/hospital", name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	var scenario map[string]any
	if err := json.Unmarshal(read("examples/night-shift.json"), &scenario); err != nil {
		t.Fatal(err)
	}
	scenario["rules"] = map[string]any{"base": "hospital", "set": map[string]any{
		"schema": string(read("schema.cedarschema")), "impossible": string(read("impossible.cedar")), "rules": string(read("rules.cedar")),
		"warnings": string(read("warnings.cedar")), "data": json.RawMessage(read("set.json")), "words": json.RawMessage(read("words.en.json")),
	}}
	text, err := json.Marshal(map[string]any{"scenario": scenario, "from": from, "to": to, "action": action})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSetThatTheScenarioBrings(t *testing.T) {
	w, got := serve(t, api.New("test").Handle, post(carried(t, "lister", "dina", "bleep")))
	want := `{"from":"lister","to":"dina","action":"bleep","verdict":"allowed","contested":false,"cost":1,"warnings":[],` +
		`"rules":[{"id":"ward-bleep","sources":["H12"],"effect":"permit"}],"readings":[],"conditions":[` +
		`{"rule":"ward-bleep","text":"Lister has a night contract","holds":"yes"},` +
		`{"rule":"ward-bleep","text":"Dina is on duty","holds":"yes"}],"notices":[]}`
	if diff := cmp.Diff(want, string(got.Result)); w.Code != http.StatusOK || diff != "" {
		t.Errorf("status %d, %+v\n%s", w.Code, got.Errors, diff)
	}
	// The sender's own action, and one that the set does not have.
	if w, got := serve(t, api.New("test").Handle, post(carried(t, "lister", "", ""))); w.Code != http.StatusOK || len(got.Result) == 0 {
		t.Errorf("status %d, %+v", w.Code, got)
	}
	_, got = serve(t, api.New("test").Handle, post(carried(t, "lister", "dina", "message")))
	if len(got.Errors) != 1 || got.Errors[0].Path != "action" {
		t.Errorf("%+v", got)
	}
}
