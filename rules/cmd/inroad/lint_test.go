package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // for its copy of the schema
	"github.com/xeipuuv/gojsonschema"
)

// What is wrong with a rule is said although another cannot be read.
func TestLintOfEachRule(t *testing.T) {
	folder := put(t, map[string]string{"mine.cedar": mistaken + ";\n" + strings.Replace(mended, "credits", "credit", 1) + strings.Replace(strings.TrimPrefix(mended, "@id(\"mine\")\n"), "inmail", "inmial", 1)})
	_, out, _ := inroad("lint", filepath.Join(folder, "mine.cedar"))
	for _, want := range []string{":2:29: error: action is expected", `:7:8: error: rule "mine": a Member has no "credit"`, ":8:1: error: rule 2: it needs a name", `:9:34: error: rule 2: a Member has no "inmial"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
}

// put writes files into a new folder.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const mistaken = "@id(\"mine\")\npermit(principal is Member, acton == Action::\"message\", resource is Member)\nwhen { principal.credits = 1 and principal.inmail == “anyone” }\n"

const mended = "@id(\"mine\")\npermit(principal is Member, action == Action::\"message\", resource is Member)\nwhen { principal.credits == 1 && principal.inmail == \"anyone\" };\n"

func TestLint(t *testing.T) {
	folder := put(t, map[string]string{
		"mine.cedar":    mistaken,
		"odd.cedar":     "@id(\"odd\")\npermit(principal is Member, action == Action::\"message\", resource is Member)\nwhen { principal.credits < 0 };\n",
		"good.cedar":    mended,
		"taken.cedar":   "@id(\"message-start\")\npermit(principal is Member, action == Action::\"message\", resource is Member);\n",
		"odd.json":      `{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"odd\") permit(principal is Member, action == Action::\"message\", resource) when { principal.credits < 0 };"}}`,
		"broken.json":   "{\n  \"inroad\": 1,\n  \"membrs\": []\n}\n",
		"a.cedarschema": "@list(\"people\")\nentity Person = {\n  nme: String,\n};\n",
	})
	t.Chdir(folder)
	if err := os.Mkdir("bare", 0o777); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"good.cedar"}, 0, ""},
		{[]string{"odd.cedar"}, 0, "odd.cedar:3:8: warning: rule \"odd\": principal.credits < 0 holds in no situation, so the rule never applies [never-holds]\nno errors, 1 warning\n"},
		{[]string{"odd.cedar", "--strict"}, 1, "1 warning"},
		{[]string{"odd.json"}, 0, "odd.json:1:146: warning: rules.policies: line 1, column 86: rule \"odd\": "},
		{[]string{"broken.json"}, 1, "broken.json:3:3: error: membrs: unknown field; did you mean \"members\"? [unknown-field]\n"},
		{[]string{"a.cedarschema"}, 1, "a.cedarschema:2:8: error: "},
		{[]string{"good.cedar", "mine.cedar"}, 1, "mine.cedar:2:29: error: action is expected here, not \"acton\"; did you mean \"action\"?"},
		{[]string{"mine.cedar", "--json"}, 1, `"text": "action"`},
		{[]string{"good.cedar", "--json"}, 0, `"files": []`},
		{[]string{"taken.cedar", "--base", "article"}, 1, "[taken-id]"},
		{[]string{"taken.cedar", "--base", "linkedin"}, 0, ""},
		{[]string{"--explain", "wrong-operator"}, 0, "wrong-operator (error)\n\nOther languages write"},
		{[]string{"--explain", "unknown-slot"}, 0, "\n\nwords.en.json of a rule set:\n\n{\n"},
	} {
		if status, out, mistakes := inroad(append([]string{"lint"}, test.args...)...); status != test.status || !strings.Contains(out, test.want) || mistakes != "" {
			t.Errorf("%v: status %d\n%s%s", test.args, status, out, mistakes)
		}
	}
	for want, args := range map[string][]string{
		"gone.cedar: no such file or directory":                                                    {"gone.cedar", "mine.cedar"},
		"--base: there is no rule set \"articel\"; did you mean \"article\"?":                      {"good.cedar", "--base", "articel"},
		"--explain: nothing is said of a code \"wrong-operatr\"; did you mean \"wrong-operator\"?": {"--explain", "wrong-operatr"},
		"bare/schema.cedarschema: a rule set is a folder with this file":                           {"bare"},
		"name files": {},
	} {
		if status, _, mistakes := inroad(append([]string{"lint"}, args...)...); status != 2 || !strings.Contains(mistakes, want) {
			t.Errorf("%v: status %d\n%s", args, status, mistakes)
		}
	}
}

// A set is linted as a whole; a file of its folder with it, and what is wrong with others is left out.
func TestLintOfSets(t *testing.T) {
	const hospital = "../../testdata/sets/hospital"
	if status, out, mistakes := inroad("lint", "../../sets/article", "../../sets/linkedin", hospital, hospital+"/rules.cedar", "--strict"); status != 0 || out+mistakes != "" {
		t.Errorf("status %d\n%s%s", status, out, mistakes)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(hospital)); err != nil {
		t.Fatal(err)
	}
	rules := filepath.Join(folder, "rules.cedar")
	text := strings.Replace(string(read(t, rules)), "context.nearness <= 2", "context.nearnes <= 2", 1)
	if err := os.WriteFile(rules, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := inroad("lint", filepath.Join(folder, "warnings.cedar")); status != 0 || out != "" {
		t.Errorf("status %d\n%s", status, out)
	}
	const odd = "\n@id(\"odd\") permit(principal is Doctor, action == Action::\"bleep\", resource is Doctor) when { principal.bleeps < 0 };\n"
	warnings := filepath.Join(folder, "warnings.cedar")
	if err := os.WriteFile(warnings, append(read(t, warnings), odd...), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := inroad("lint", warnings); status != 0 || !strings.Contains(out, "[never-holds]") {
		t.Errorf("a mistake in one rule hides what is odd about another: status %d\n%s", status, out)
	}
	if err := os.WriteFile(filepath.Join(folder, "set.json"), []byte("{,}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(warnings, []byte("permit"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := inroad("lint", folder); status != 1 || !strings.Contains(out, "set.json:1:2: error: this is not JSON") || !strings.Contains(out, "warnings.cedar:1:7: error: ") {
		t.Errorf("what is no JSON hides what is no Cedar: status %d\n%s", status, out)
	}
	if err := os.CopyFS(filepath.Join(folder, "set"), os.DirFS(hospital)); err != nil {
		t.Fatal(err)
	}
	folder = filepath.Join(folder, "set")
	if err := os.WriteFile(filepath.Join(folder, "rules.cedar"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := inroad("lint", folder); status != 1 || !strings.Contains(out, "rules.cedar:9:") || !strings.Contains(out, "[no-attribute]") {
		t.Errorf("status %d\n%s", status, out)
	}
}

// What --fix makes is what --diff shows, and where one mistake hid another, that one is made good too.
func TestLintFix(t *testing.T) {
	folder := put(t, map[string]string{"mine.cedar": mistaken, "twice.cedar": "@id(\"a\")\n@id(\"b\")\npermit(principal, action == Action::\"message\", resource);\n"})
	mine := filepath.Join(folder, "mine.cedar")
	status, out, _ := inroad("lint", mine, "--diff")
	if status != 1 || !strings.Contains(out, "\n+when { principal.credits == 1 && principal.inmail == \"anyone\" };\n") || string(read(t, mine)) != mistaken {
		t.Errorf("status %d\n%s", status, out)
	}
	if status, out, _ := inroad("lint", mine, "--fix"); status != 0 || out != "" || string(read(t, mine)) != mended {
		t.Errorf("status %d\n%s%s", status, out, read(t, mine))
	}
	// What may be missing and is not of all either is asked for once.
	guard := filepath.Join(put(t, map[string]string{"guard.cedar": "@id(\"mine\")\npermit(principal, action == Action::\"message\", resource)\nwhen { principal.company == \"Acme\" };\n"}), "guard.cedar")
	if status, out, _ := inroad("lint", guard, "--fix"); status != 0 || !strings.HasSuffix(string(read(t, guard)), "\nwhen { principal has company && principal.company == \"Acme\" };\n") {
		t.Errorf("status %d\n%s%s", status, out, read(t, guard))
	}
	// Which of two annotations is meant, the command does not know.
	twice := filepath.Join(folder, "twice.cedar")
	before := string(read(t, twice))
	if status, out, _ := inroad("lint", twice, "--fix"); status != 1 || !strings.Contains(out, "[duplicate]") || string(read(t, twice)) != before {
		t.Errorf("status %d\n%s", status, out)
	}
}

// In a scenario, Cedar in a string and misspelt names are mended, and so are rules in a file beside it; every other byte stays.
func TestLintFixOfScenarios(t *testing.T) {
	const (
		before = "\uFEFF{ \"inroad\":1,\t\"membrs\": [{\"id\": \"\\u0061na\"}],\r\n \"rules\": {\"base\": \"article\", \"policies\": " +
			`"@id(\u0022mine\u0022) // \u00e9\npermit(principal, action = Action::\"message\", resource) when { principal.credts \u003e 1 and true }"}}`
		after = "\uFEFF{ \"inroad\":1,\t\"members\": [{\"id\": \"\\u0061na\"}],\r\n \"rules\": {\"base\": \"article\", \"policies\": " +
			`"@id(\u0022mine\u0022) // \u00e9\npermit(principal, action == Action::\"message\", resource) when { principal.credits \u003e 1 && true };"}}`
		named = `{"inroad": 1, "rules": {"base": "linkedin", "policiesFile": "in/mine.cedar"}, "checks": []}`
		slip  = "\uFEFF@id(\"message-start\")\npermit(principal, action = Action::\"message\", resource);\n"
	)
	folder := put(t, map[string]string{"a.json": before, "b.json": named})
	a, b, beside := filepath.Join(folder, "a.json"), filepath.Join(folder, "b.json"), filepath.Join(folder, "in", "mine.cedar")
	if err := os.MkdirAll(filepath.Dir(beside), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(beside, []byte(slip), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, _ := inroad("lint", b); status != 1 || !strings.HasPrefix(out, beside+":2:26: error: Cedar writes ==, not = [wrong-operator]\n") {
		t.Errorf("status %d\n%s", status, out)
	}
	if status, out, _ := inroad("lint", "--diff", a, b); status != 1 || !strings.Contains(out, "+++ "+a) || !strings.Contains(out, "+++ "+beside) || string(read(t, a)) != before {
		t.Errorf("status %d\n%s", status, out)
	}
	if status, out, _ := inroad("lint", "--fix", a, b); status != 0 || out != "" {
		t.Errorf("status %d\n%s", status, out)
	}
	for name, want := range map[string]string{a: after, b: named, beside: strings.Replace(slip, " = ", " == ", 1)} {
		if diff := cmp.Diff(want, string(read(t, name))); diff != "" {
			t.Errorf("%s\n%s", name, diff)
		}
	}
	if status, _, said := inroad("lint", "--fix", "-"); status != 2 || !strings.Contains(said, "standard input is no file") {
		t.Errorf("status %d\n%s", status, said)
	}
}

// sarifSchema is the schema that OASIS publishes, which a library holds as a constant of its own.
func sarifSchema(t *testing.T) gojsonschema.JSONLoader {
	t.Helper()
	library, err := build.Import("github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(library.Dir, "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	schema := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok {
			schema, _ = strconv.Unquote(literal.Value)
		}
		return true
	})
	if !strings.Contains(schema, "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json") {
		t.Fatalf("this is not the schema: %.200s", schema)
	}
	return gojsonschema.NewStringLoader(schema)
}

// The output is SARIF by the published schema, which refuses fields that it does not know.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	folder := put(t, map[string]string{"mine here.cedar": mistaken, "broken.json": `{"inroad": 1, "membrs": [], "members": 3}`, "list.json": "[]"})
	validate := func(out string) []gojsonschema.ResultError {
		t.Helper()
		result, err := gojsonschema.Validate(schema, gojsonschema.NewStringLoader(out))
		if err != nil {
			t.Fatal(err)
		}
		return result.Errors()
	}
	_, out, mistakes := inroad("lint", "--sarif", filepath.Join(folder, "mine here.cedar"), filepath.Join(folder, "broken.json"), filepath.Join(folder, "list.json"))
	if errs := validate(out); errs != nil || mistakes != "" || strings.Count(out, `"ruleIndex"`) < 4 || !strings.Contains(out, "/mine%20here.cedar") {
		t.Errorf("%v\n%s%s", errs, mistakes, out)
	}
	// What is in Cedar that a scenario carries, a host shows in the scenario, and can mend there.
	carrying := filepath.Join(put(t, map[string]string{"carrying.json": "{\"inroad\": 1,\n \"rules\": {\"base\": \"article\", \"policies\": \"@id(\\\"é\\\") permit(principal, action = Action::\\\"message\\\", resource);\"}}"}), "carrying.json")
	_, out, mistakes = inroad("lint", "--sarif", carrying)
	if errs := validate(out); errs != nil || mistakes != "" || !strings.Contains(compacted(t, out), `"region":{"startLine":2,"startColumn":80,"endLine":2,"endColumn":81}}`) || !strings.Contains(compacted(t, out), `"deletedRegion":{"byteOffset":94,"byteLength":1},"insertedContent":{"text":"=="}`) {
		t.Errorf("%v\n%s%s", errs, mistakes, out)
	}
	if _, out, _ := inroad("lint", "--sarif", "../../sets/article"); validate(out) != nil {
		t.Errorf("%v\n%s", validate(out), out)
	}
	if validate(strings.Replace(out, `"results"`, `"result"`, 1)) == nil {
		t.Error("the schema refuses nothing")
	}
}

// A text that is longer than what is read of a file would be cut where it is written back: it is refused, and stays.
func TestLongTextsStay(t *testing.T) {
	long := "@id(\"a\") permit(principal, action = Action::\"message\", resource);\n" + strings.Repeat("// "+strings.Repeat("x", 96)+"\n", 11_000)
	file := filepath.Join(t.TempDir(), "long.cedar")
	for _, args := range [][]string{{"fmt", file}, {"lint", "--fix", file}} {
		if err := os.WriteFile(file, []byte(long), 0o666); err != nil {
			t.Fatal(err)
		}
		status, _, said := inroad(args...)
		after, err := os.ReadFile(file)
		if status != 2 || !strings.Contains(said, "longer than") || err != nil || string(after) != long {
			t.Errorf("%v: status %d, %q, %d bytes of %d (%v)", args, status, said, len(after), len(long), err)
		}
	}
}

// A byte order mark is no mistake.
func TestLintTakesAByteOrderMark(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bom.cedar")
	if err := os.WriteFile(file, []byte("\uFEFF@id(\"a\")\npermit(principal is Member, action == Action::\"message\", resource is Member);\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, out, said := inroad("lint", file); status != 0 {
		t.Errorf("status %d\n%s%s", status, out, said)
	}
}
