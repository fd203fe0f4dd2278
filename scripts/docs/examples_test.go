package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/api"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/wasm/worker/endpoint"
)

// block is an example in a page: a fenced block of code.
type block struct {
	page, language, name, text string
}

// place is where a named example goes: a whole file, the end of one, or behind a line that stands in it once.
var place = regexp.MustCompile(`^(.+?)(?:, (at its end|after "(.+)"))?$`)

// write puts a named example where the page says.
func (b block) write(t *testing.T, folder string) {
	t.Helper()
	at := place.FindStringSubmatch(b.name)
	file, adds, line, text := filepath.Join(folder, at[1]), at[2] != "", at[3], b.text
	if adds {
		old, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%s: nothing to add to: %v", b.page, err)
		}
		before, after := string(old)+"\n", ""
		if line != "" {
			before, after, _ = strings.Cut(string(old), line+"\n")
			before += line + "\n"
			if strings.Count("\n"+string(old), "\n"+line+"\n") != 1 {
				t.Fatalf("%s: %q does not stand in %s once", b.page, line, at[1])
			}
		}
		text = before + text + after
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// walk goes through the examples of all pages, each with the page's folder: beside the scenarios that come with the project,
// what the page has shown so far.
func walk(t *testing.T, visit func(b block, folder string)) {
	t.Helper()
	folders := map[string]string{}
	for _, b := range blocks(t) {
		if folders[b.page] == "" {
			folders[b.page] = t.TempDir()
			if err := os.CopyFS(folders[b.page], os.DirFS(filepath.Join(root(), "rules/sets/article/examples"))); err != nil {
				t.Fatal(err)
			}
		}
		if b.name != "" {
			b.write(t, folders[b.page])
		}
		visit(b, folders[b.page])
	}
}

// shownSets are the rule sets that stand in a page's folder, by name.
func shownSets(t *testing.T, folder string) map[string]*policy.RuleSet {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*", sets.Schema))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]*policy.RuleSet{}
	for _, schema := range found {
		files, err := sets.ReadFolder(os.DirFS(filepath.Dir(schema)))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(schema))
		set, problems := scenario.ReadSet(name, files)
		if problems != nil {
			continue // it is not whole yet
		}
		list[name] = set
	}
	return list
}

// blocks are the examples of all pages that people wrote, in order.
func blocks(t *testing.T) []block {
	t.Helper()
	fence := regexp.MustCompile("(?ms)^```([a-z]+)(?: \\[(.+?)\\])?\n(.*?)^```$")
	folder := filepath.Join(root(), "web/docs")
	var list []block
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch name := entry.Name(); {
			case name == "node_modules", name == "samples", name == "rules", strings.HasPrefix(name, "."):
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		page, err := filepath.Rel(folder, path)
		found := fence.FindAllStringSubmatch(string(text), -1)
		if marks := strings.Count(string(text), "```"); marks != 2*len(found) {
			t.Errorf("%s: %d marks of code, but %d examples", page, marks, len(found))
		}
		for _, match := range found {
			list = append(list, block{page, match[1], match[2], match[3]})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// some fails where there are too few examples of a kind: a test of none passes.
func some(t *testing.T, found, least int) {
	t.Helper()
	if found < least {
		t.Errorf("only %d examples were found", found)
	}
}

// Every whole scenario opens and passes its checks; where a page shows what fails, its console shows how.
func TestScenariosInPages(t *testing.T) {
	found := 0
	walk(t, func(b block, folder string) {
		if b.language != "json" || !strings.Contains(b.text, "\n  \"inroad\": ") {
			return
		}
		found++
		if slices.Contains([]string{"broken.json", "wrong.json", "never.json", "typo.json", "refused.json", "slip.json"}, b.name) {
			return
		}
		sc, errs := scenario.ParseWith([]byte(b.text), scenario.Sources{Sets: shownSets(t, folder)})
		if errs != nil {
			t.Errorf("%s: %v\n%s", b.page, errs, b.text)
			return
		}
		for _, check := range api.CheckAll(sc).Checks {
			if !check.OK {
				t.Errorf("%s: %s: %v", b.page, check.Text, check.Problems)
			}
		}
		if notices := sc.Notices(); len(notices) > 0 {
			t.Errorf("%s: %v", b.page, notices)
		}
	})
	some(t, found, 4)
}

// Every policy loads as a rule of one's own, but those of which the page says how they are refused. What has a name is a file
// of a rule set, and the page's commands read it.
func TestPoliciesInPages(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, b := range blocks(t) {
		if b.language != "cedar" || b.name != "" {
			continue
		}
		found++
		_, problems := set.With(b.text, nil)
		first, _, _ := strings.Cut(b.text, "\n")
		why, refused := strings.CutPrefix(first, "// refused: ")
		switch {
		case !refused && problems != nil:
			t.Errorf("%s: %v\n%s", b.page, problems, b.text)
		case refused && (len(problems) != 1 || !strings.Contains(words.Diagnosed(words.Default(), problems[0]), why)):
			t.Errorf("%s: refused because of %v, not of %q", b.page, problems, why)
		}
	}
	some(t, found, 5)
}

// build makes the command, for a test to run as a reader does.
func build(t *testing.T) string {
	t.Helper()
	command := filepath.Join(t.TempDir(), "inroad")
	if out, err := exec.Command("go", "build", "-o", command, "inroad/rules/cmd/inroad").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return command
}

// What the consoles show is what the command prints. A page's commands run beside the examples and the files that the page
// shows; … stands for lines that are left out.
func TestConsolesInPages(t *testing.T) {
	command := build(t)
	found := 0
	walk(t, func(b block, folder string) {
		if b.language != "console" {
			return
		}
		for _, part := range strings.Split("\n"+b.text, "\n$ ")[1:] {
			line, want, _ := strings.Cut(part, "\n")
			words := strings.Fields(line)
			if words[0] != "inroad" || strings.ContainsAny(line, "'\"|>") {
				t.Errorf("%s: this test cannot run %q", b.page, line)
				continue
			}
			found++
			run := exec.Command(command, words[1:]...)
			run.Dir = folder
			out, _ := run.CombinedOutput() // the exit status is the command's own affair
			if diff := differs(strings.TrimSpace(want)+"\n", strings.TrimSpace(string(out))+"\n"); diff != "" {
				t.Errorf("%s: %s (-page +command)\n%s", b.page, line, diff)
			}
		}
	})
	some(t, found, 10)
}

// A page names every field of the JSON that the command prints.
func TestFieldsOfJSONInPages(t *testing.T) {
	command := build(t)
	text, err := os.ReadFile(filepath.Join(root(), "web/docs/command-line.md"))
	if err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte(`{"inroad": 1, "members": [{"id": "Ana"}]}`), 0o666); err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	slip := filepath.Join(t.TempDir(), "slip.cedar")
	if err := os.WriteFile(slip, []byte("permit(principal, action, resource)"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "cold-outreach.json"}, {"check", broken}, {"lint", slip}, {"matrix", "cold-outreach.json"}, {"matrix", broken}, {"rules"}, {"summary", "job-seeker.json", "--from", "mia"},
		{"decide", "page-with-and-without-seats.json", "--from", "kite", "--to", "stan"}, {"fix", "job-seeker.json", "--from", "mia", "--to", "grace", "--action", "inmail"},
	} {
		run := exec.Command(command, append(args, "--json")...)
		run.Dir = filepath.Join(root(), "rules/sets/article/examples")
		out, _ := run.Output() // the exit status is the command's own affair
		var value any
		if err := json.Unmarshal(out, &value); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		collect(value, fields)
	}
	some(t, len(fields), 40)
	for name := range fields {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("command-line.md does not say what %q is", name)
		}
	}
}

// collect finds the names of all members of objects.
func collect(value any, names map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			names[name] = true
			collect(member, names)
		}
	case []any:
		for _, item := range v {
			collect(item, names)
		}
	}
}

// A page names every field of a scenario file.
func TestFieldsOfScenariosInPages(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(), "web/docs/scenario.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root(), "rules/sets/article/examples/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	for _, file := range files {
		example, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var value map[string]any
		if err := json.Unmarshal(example, &value); err != nil {
			t.Fatal(err)
		}
		delete(value, "rules") // it names questions
		for _, check := range value["checks"].([]any) {
			delete(check.(map[string]any), "readings") // likewise
		}
		collect(value, fields)
	}
	some(t, len(fields), 20)
	for name := range fields {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("scenario.md does not say what %q is", name)
		}
	}
}

// The page's table of annotations has each that a declaration may have, and no other: what there is, the refusal of a
// misspelt one says.
func TestAnnotationsInPages(t *testing.T) {
	whole := sets.Files{
		sets.Schema: `
			entity Card in [Card];
			@list("people") entity Person = { name: String, card: Card, grown: Bool, coins: Long, motto: String };
			@nobody("all") entity Town;
			type Ties = { @ends("Person - Person") knows: Bool };
			type Pair = { @tie("knows") @side("either") known: Bool };
			action greet appliesTo { principal: [Person], resource: [Person], context: Pair };`,
		sets.Data:       `{"title": "Greetings", "values": {"Card": [{"value": "guest"}]}}`,
		sets.Impossible: `@id("law") @title("a law") forbid(principal is Person, action, resource) when { principal.grown };`,
		sets.Rules:      `@id("rule") permit(principal, action, resource);`,
	}
	if _, problems := scenario.ReadSet("greetings", whole); problems != nil {
		t.Fatal(problems)
	}
	there := regexp.MustCompile(`there is (@.+)$`)
	known := map[string]bool{}
	for _, test := range []struct{ on, file, before string }{
		{"kind", sets.Schema, `@list("people")`},
		{"enumeration", sets.Schema, "entity Card"},
		{"nobody", sets.Schema, `@nobody("all")`},
		{"attribute", sets.Schema, "card: Card"},
		{"attribute", sets.Schema, "grown: Bool"},
		{"attribute", sets.Schema, "coins: Long"},
		{"attribute", sets.Schema, "motto: String"},
		{"tie", sets.Schema, `@ends(`},
		{"pair", sets.Schema, `@tie(`},
		{"action", sets.Schema, "action greet"},
		{"law", sets.Impossible, `@id("law")`},
		{"rule", sets.Rules, `@id("rule")`},
	} {
		broken := maps.Clone(whole)
		broken[test.file] = strings.Replace(whole[test.file], test.before, `@misspelt("") `+test.before, 1)
		_, problems := scenario.ReadSet("greetings", broken)
		if len(problems) != 1 || !there.MatchString(words.Diagnosed(words.Default(), problems[0])) {
			t.Fatalf("%s: %v", test.on, problems)
		}
		for name := range strings.SplitSeq(there.FindStringSubmatch(words.Diagnosed(words.Default(), problems[0]))[1], ", ") {
			known[test.on+" "+name] = true
		}
	}
	listed := map[string]bool{}
	name := regexp.MustCompile("`(@[a-z]+)`")
	for _, row := range regexp.MustCompile(`(?m)^\| (\w+) \| (`+"`@[^|]*"+`) \|`).FindAllStringSubmatch(section(t, "Annotations"), -1) {
		for _, found := range name.FindAllStringSubmatch(row[2], -1) {
			listed[row[1]+" "+found[1]] = true
		}
	}
	some(t, len(listed), 30)
	if diff := cmp.Diff(listed, known); diff != "" {
		t.Errorf("the table of annotations (-page +engine)\n%s", diff)
	}
}

// section is a part of the page about worlds, under its heading.
func section(t *testing.T, title string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(), "web/docs/world.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, found := strings.Cut(string(text), "# "+title+"\n")
	if !found {
		t.Fatalf("no section is called %s", title)
	}
	part, _, _ = strings.Cut(part, "\n#")
	return part
}

// The page's tables have every key of a set's data, and every key that the words of some set have.
func TestKeysOfSetsInPages(t *testing.T) {
	keys := map[string][]string{}
	var fields func(of reflect.Type)
	fields = func(of reflect.Type) {
		switch of.Kind() {
		case reflect.Slice, reflect.Map:
			fields(of.Elem())
		case reflect.Struct:
			for f := range of.Fields() {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				keys["The data"] = append(keys["The data"], name)
				fields(f.Type)
			}
		}
	}
	fields(reflect.TypeFor[policy.Data]())
	found, err := filepath.Glob(filepath.Join(root(), "rules/*/*/*", sets.Words))
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, filepath.Join(root(), "rules/sets", sets.Default(), sets.Words))
	for _, file := range found {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]any
		if err := json.Unmarshal(text, &all); err != nil {
			t.Fatal(err)
		}
		for group, of := range all {
			keys["The words"] = append(keys["The words"], group)
			named, _ := of.(map[string]any)
			for _, clauses := range named {
				if clauses, ok := clauses.(map[string]any); ok {
					keys["The words"] = slices.AppendSeq(keys["The words"], maps.Keys(clauses))
				}
			}
		}
	}
	for title, list := range keys {
		some(t, len(list), 30)
		text := section(t, title)
		if title == "The data" {
			text += section(t, "Values")
		}
		for _, key := range list {
			if !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, "`"+key+".") {
				t.Errorf("world.md does not say under %q what %q is", title, key)
			}
		}
	}
}

// differs compares what a page shows with what was printed.
func differs(want, got string) string {
	var pattern strings.Builder
	for line := range strings.Lines(want) {
		if strings.TrimSpace(line) == "…" {
			pattern.WriteString(`(?s:.*\n)?`)
		} else {
			pattern.WriteString(regexp.QuoteMeta(line))
		}
	}
	if regexp.MustCompile("^" + pattern.String() + "$").MatchString(got) {
		return ""
	}
	return cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n"))
}

// What a shell is told to do beside that names folders, packages and targets that exist, examples that can be embedded or
// exported, and files that an export has.
func TestShellsInPages(t *testing.T) {
	command := build(t)
	exported := filepath.Join(t.TempDir(), "cedar")
	export := exec.Command(command, "export", "--cedar", exported, filepath.Join(root(), "rules/sets/article/examples/cold-outreach.json"))
	if out, err := export.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found := 0
	walk(t, func(b block, folder string) {
		if b.language != "sh" {
			return
		}
		for line := range strings.Lines(strings.ReplaceAll(b.text, "\\\n", "")) {
			found++
			words := strings.Fields(line)
			var exists error
			switch words[0] {
			case "make":
				text, err := os.ReadFile(filepath.Join(root(), "Makefile"))
				if err != nil || !strings.Contains(string(text), "\n"+words[1]+":") {
					t.Errorf("%s: no target is called %s (%v)", b.page, words[1], err)
				}
			case "cp":
				_, exists = os.Stat(filepath.Join(root(), words[2]))
			case "cd":
				if _, exists = os.Stat(filepath.Join(root(), words[1])); exists != nil {
					_, exists = os.Stat(filepath.Join(folder, words[1]))
				}
			case "cedar": // the official command, which does not come with the project
				for i, word := range words {
					if filepath.Ext(word) != "" && words[i-1] != ">" {
						_, err := os.Stat(filepath.Join(exported, word))
						exists = errors.Join(exists, err)
					}
				}
			case "go":
				_, exists = os.Stat(filepath.Join(root(), words[2]))
			case "inroad":
				run := exec.Command(command, words[1:]...)
				run.Dir = folder
				if out, err := run.CombinedOutput(); err != nil {
					t.Errorf("%s: %s: %v\n%s", b.page, line, err, out)
				}
			case "curl": // TestRequestsInPages makes the request
			case "npx":
				text, err := os.ReadFile(filepath.Join(root(), "wasm/worker/wrangler.jsonc"))
				if err != nil || !strings.Contains(string(text), strings.Join(words, " ")) {
					t.Errorf("%s: %q is not what the Worker's configuration says (%v)", b.page, line, err)
				}
			default:
				t.Errorf("%s: this test cannot tell whether %q is right", b.page, line)
			}
			if exists != nil {
				t.Errorf("%s: %v", b.page, exists)
			}
		}
	})
	some(t, found, 5)
}

// A request to the Worker, made as the page says, is answered as the page says.
func TestRequestsInPages(t *testing.T) {
	bodies := map[string]string{} // by what curl calls them
	var response []byte
	found := 0
	for _, b := range blocks(t) {
		switch {
		case b.name == "request.json":
			bodies["@"+b.name] = b.text
		case b.language == "sh" && strings.HasPrefix(b.text, "curl "):
			r := curl(t, b.text, bodies)
			w := httptest.NewRecorder()
			endpoint.Handler(api.New("docs").Handle).ServeHTTP(w, r)
			response = w.Body.Bytes()
		case b.name == "response.json":
			found++
			var got, want bytes.Buffer
			if err := json.Compact(&got, response); err != nil {
				t.Fatalf("%s: no curl before it is answered with JSON (%v)", b.page, err)
			}
			if err := json.Compact(&want, []byte(b.text)); err != nil {
				t.Fatalf("%s: %v", b.page, err)
			}
			if want.String() != got.String() {
				t.Errorf("%s says\n%s\nthe Worker\n%s", b.page, want.String(), got.String())
			}
		}
	}
	some(t, found, 1)
}

// curl is the request that a line of curl makes.
func curl(t *testing.T, line string, bodies map[string]string) *http.Request {
	t.Helper()
	var words []string
	for _, word := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1) {
		words = append(words, strings.Trim(word, `"`))
	}
	flags := flag.NewFlagSet(words[0], flag.ContinueOnError)
	header := flags.String("H", "", "")
	data := flags.String("d", "", "")
	if err := flags.Parse(words[2:]); err != nil || flags.NArg() > 0 {
		t.Fatalf("this test cannot run %q (%v)", line, err)
	}
	body, ok := bodies[*data]
	if !ok {
		t.Fatalf("%q sends what the page does not show", line)
	}
	r := httptest.NewRequest("POST", words[1], strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded") // curl's own, for -d
	if name, value, ok := strings.Cut(*header, ": "); ok {
		r.Header.Set(name, value)
	}
	return r
}

// The page lists every status that the Worker answers with.
func TestStatusesInPages(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(), "web/docs/hosting.md"))
	if err != nil {
		t.Fatal(err)
	}
	post := func(contentType, body string) *http.Request {
		r := httptest.NewRequest("POST", endpoint.Path, strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		return r
	}
	const question = `{"scenario": {"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}]}, "from": "ana"}`
	broken := func([]byte) []byte { panic("a defect") }
	for _, test := range []struct {
		request *http.Request
		handle  func([]byte) []byte
		status  int
		holds   string
	}{
		{post("application/json", question), api.New("docs").Handle, 200, "result"},
		{post("application/json", strings.Replace(question, `"from": "ana"`, `"from": "amy"`, 1)), api.New("docs").Handle, 400, "errors"},
		{httptest.NewRequest("POST", "/", nil), nil, 404, "errors"},
		{httptest.NewRequest("GET", endpoint.Path, nil), nil, 405, "errors"},
		{post("application/json", strings.Repeat(" ", endpoint.MaxBody+1)), nil, 413, "errors"},
		{post("application/x-www-form-urlencoded", question), nil, 415, "errors"},
		{post("application/json", question), broken, 500, "internal"},
	} {
		w := httptest.NewRecorder()
		endpoint.Handler(test.handle).ServeHTTP(w, test.request)
		if w.Code != test.status || !strings.HasPrefix(w.Body.String(), `{"`+test.holds+`"`) {
			t.Errorf("%d with %s, want %d with %s", w.Code, w.Body, test.status, test.holds)
		}
		if row := fmt.Sprintf("\n| %d | `%s` | ", test.status, test.holds); !strings.Contains(string(text), row) {
			t.Errorf("hosting.md has no row for %d with %s", test.status, test.holds)
		}
	}
}
