package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
)

// What is exported is whole: from the files alone, Cedar decides each request as is written beside it, by the rules named there.
func TestExport(t *testing.T) {
	for _, namespace := range []string{"", "Out::Reach"} {
		t.Run(namespace, func(t *testing.T) { exported(t, namespace) })
	}
}

func exported(t *testing.T, namespace string) {
	folder := filepath.Join(t.TempDir(), "cedar")
	status, out, mistakes := inroad("export", "--cedar", folder, "--namespace", namespace, examples+"cold-outreach.json")
	if status != 0 || out != folder+": 99 requests\n" || mistakes != "" {
		t.Fatalf("status %d\n%s%s", status, out, mistakes)
	}
	if got, want := names(t, folder), "entities.json policies.cedar requests schema.cedarschema tests.json"; got != want {
		t.Errorf("the folder has %s, not %s", got, want)
	}
	text := read(t, filepath.Join(folder, "policies.cedar"))
	list, err := cedar.NewPolicyListFromBytes("", text)
	if err != nil {
		t.Fatal(err)
	}
	policies := cedar.NewPolicySet()
	for _, p := range list {
		if annotations := p.Annotations(); len(annotations) != 1 || !policies.Add(cedar.PolicyID(annotations["id"]), p) {
			t.Errorf("a policy has the annotations %v", annotations)
		}
	}
	var entities types.EntityMap
	unmarshal(t, read(t, filepath.Join(folder, "entities.json")), &entities)

	type expected struct {
		Decision types.Decision
		Reason   []cedar.PolicyID
	}
	decided := map[types.Decision]int{}
	var tests []struct {
		Name     string
		Entities types.EntityMap
		expected
	}
	unmarshal(t, read(t, filepath.Join(folder, "tests.json")), &tests)
	for _, test := range tests {
		var request struct {
			Principal, Action, Resource string
			Context                     types.Record
			expected
		}
		unmarshal(t, read(t, filepath.Join(folder, "requests", test.Name+".json")), &request)
		for _, known := range []types.EntityMap{entities, test.Entities} {
			decision, diagnostic := cedar.Authorize(policies, known, types.Request{
				Principal: uid(t, request.Principal), Action: uid(t, request.Action), Resource: uid(t, request.Resource), Context: request.Context,
			})
			var reason []cedar.PolicyID
			for _, r := range diagnostic.Reasons {
				reason = append(reason, r.PolicyID)
			}
			slices.Sort(reason)
			for _, want := range []expected{request.expected, test.expected} {
				if decision != want.Decision || !slices.Equal(reason, want.Reason) || diagnostic.Errors != nil {
					t.Errorf("%s: %v by %v, want %+v", test.Name, decision, reason, want)
				}
			}
			decided[decision]++
		}
	}
	if len(tests) != 99 || decided[types.Allow] < 30 || decided[types.Deny] < 30 {
		t.Errorf("%d tests, decided %v", len(tests), decided)
	}
}

// names are the names in a folder, sorted.
func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return strings.Join(list, " ")
}

func unmarshal(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// uid is an entity that is written as Type::"id".
func uid(t *testing.T, text string) types.EntityUID {
	t.Helper()
	at := strings.Index(text, `::"`)
	var id string
	unmarshal(t, []byte(text[at+2:]), &id)
	return types.NewEntityUID(types.EntityType(text[:at]), types.String(id))
}

// Readings and switches say what is in policies.cedar; with --all, every rule is there as it is written.
func TestExportOfRulesInForce(t *testing.T) {
	file := write(t, `{"inroad": 1, "rules": {"base": "article", "readings": {"C1": "summary"}, "off": ["block"],
		"policies": "@id(\"mine\")\n@title(\"Mine\") // so I say\npermit(principal is Member, action == Action::\"message\", resource is Member) when { resource.name == \"Ana\" };"},
		"members": [{"id": "ana", "name": "Ana"}, {"id": "ben"}]}`)
	folder := t.TempDir()
	if status, out, mistakes := inroad("export", "--all", "--cedar", folder, file); status != 0 {
		t.Fatalf("status %d\n%s%s", status, out, mistakes)
	}
	inForce, all := string(read(t, filepath.Join(folder, "policies.cedar"))), string(read(t, filepath.Join(folder, "all.cedar")))
	for text, in := range map[string]bool{
		`@id("message-connections-only")`:  true,  // C1=summary
		`@id("message-shared-connection")`: false, // C1=list
		`@id("block")`:                     false, // switched off
		"@id(\"mine\")\npermit(":           true,
		`@id("overuse")`:                   false, // a warning
	} {
		if strings.Contains(inForce, text) != in {
			t.Errorf("policies.cedar has %s: %t", text, !in)
		}
	}
	for _, text := range []string{`@id("message-shared-connection")`, `@reading("C1=list")`, `@id("block")`, "@title(\"Mine\") // so I say\npermit("} {
		if !strings.Contains(all, text) {
			t.Errorf("all.cedar has no %s", text)
		}
	}
	if warnings := string(read(t, filepath.Join(folder, "warnings.cedar"))); !strings.Contains(warnings, `@id("overuse")`) || strings.Contains(all, `@id("overuse")`) {
		t.Errorf("the warnings are elsewhere:\n%s", warnings)
	}
}

// A set from outside is exported by its own schema; an action that sees no facts of a pair is asked about without any.
func TestExportOfAnotherSet(t *testing.T) {
	set, folder := filepath.Join(t.TempDir(), "street"), t.TempDir()
	schema := `@label("Person") @list("people") entity Person = { name: String, @label("Age") age?: Long };
type Ties = { @label("knows") @ends("Person > Person") knows: Bool };
type Pair = { @tie("knows") @side("sender") known: Bool };
@label("Greet") @way("start") action greet appliesTo { principal: [Person], resource: [Person], context: Pair };
@label("Nod") action nod appliesTo { principal: [Person], resource: [Person] };
`
	for name, text := range map[string]string{
		"schema.cedarschema": schema,
		"set.json":           `{"title": "Street"}`,
		"rules.cedar": `@id("known") permit(principal, action == Action::"greet", resource) when { context.known };
@id("grown") permit(principal, action == Action::"nod", resource) when { principal has age && principal.age > 17 };`,
	} {
		if err := os.MkdirAll(set, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(set, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := write(t, `{"inroad": 1, "rules": "street", "people": [{"id": "ana", "age": 20}, {"id": "ben"}], "knows": [["ana", "ben"]]}`)
	if status, _, mistakes := inroad("export", "--set", set, "--cedar", folder, file); status != 0 {
		t.Fatal(mistakes)
	}
	if got := string(read(t, filepath.Join(folder, "schema.cedarschema"))); got != schema {
		t.Error(got)
	}
	for name, want := range map[string]string{
		"ana.greet.ben": `{"principal":"Person::\"ana\"","action":"Action::\"greet\"","resource":"Person::\"ben\"","context":{"known":true},"decision":"allow","reason":["known"]}`,
		"ana.nod.ben":   `{"principal":"Person::\"ana\"","action":"Action::\"nod\"","resource":"Person::\"ben\"","context":{},"decision":"allow","reason":["grown"]}`,
		"ben.nod.ana":   `{"principal":"Person::\"ben\"","action":"Action::\"nod\"","resource":"Person::\"ana\"","context":{},"decision":"deny","reason":[]}`,
	} {
		if got := compacted(t, string(read(t, filepath.Join(folder, "requests", name+".json")))); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := names(t, filepath.Join(folder, "requests")); got != "ana.greet.ben.json ana.nod.ben.json ben.greet.ana.json ben.nod.ana.json" {
		t.Error(got)
	}
}

// What is in a folder is not written over, and a request without a decision is named and left out.
func TestExportRefuses(t *testing.T) {
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	if err := os.WriteFile(taken, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a b", "in", "A::", "1"} {
		status, _, mistakes := inroad("export", "--cedar", filepath.Join(folder, "new"), "--namespace", name, examples+"cold-outreach.json")
		if status != 2 || !strings.HasPrefix(mistakes, "--namespace: ") || names(t, folder) != "taken" {
			t.Errorf("%s: status %d\n%s", name, status, mistakes)
		}
	}
	for _, dir := range []string{folder, taken, filepath.Join(taken, "below")} {
		status, out, mistakes := inroad("export", "--cedar", dir, examples+"cold-outreach.json")
		if status != 2 || out != "" || !strings.HasPrefix(mistakes, "--cedar: ") || names(t, folder) != "taken" {
			t.Errorf("%s: status %d\n%s%s", dir, status, out, mistakes)
		}
	}
	broken := write(t, `{"inroad": 2}`)
	if status, _, _ := inroad("export", "--cedar", filepath.Join(folder, "new"), broken); status != 2 || names(t, folder) != "taken" {
		t.Errorf("status %d, and there is %s", status, names(t, folder))
	}

	file := write(t, `{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"mine\") permit(principal is Member, action == Action::\"message\", resource is Member) when { principal.credits * 4611686018427387904 > 1 };"},
		"members": [{"id": "ana", "credits": 2}, {"id": "ben"}]}`)
	status, _, mistakes := inroad("export", "--cedar", filepath.Join(folder, "new"), file)
	requests := names(t, filepath.Join(folder, "new", "requests"))
	if status != 2 || !strings.Contains(mistakes, `"mine"`) || strings.Contains(requests, "ana.message.ben") || !strings.Contains(requests, "ben.message.ana") {
		t.Errorf("status %d\n%s%s", status, mistakes, requests)
	}
}
