package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"inroad/rules/api"

	"github.com/google/go-cmp/cmp"
)

const examples = "../../sets/article/examples/"

// inroad runs the command and gives its exit status and what it wrote.
func inroad(args ...string) (status int, out, mistakes string) {
	var o, e bytes.Buffer
	status = run(args, streams{out: &o, err: &e})
	return status, o.String(), e.String()
}

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scenario.json")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

const failing = `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "checks": [
	{"from": "ana", "to": "ben", "action": "message", "expect": "allowed"},
	{"from": "ana", "to": "ben", "action": "inmail", "expect": "forbidden"}]}`

func TestCheck(t *testing.T) {
	files, err := filepath.Glob(examples + "*.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d examples (%v)", len(files), err)
	}
	status, out, errors := inroad(append([]string{"check"}, files...)...)
	if status != 0 || !strings.HasSuffix(out, " passed, 0 failed\n") || errors != "" {
		t.Errorf("status %d\n%s%s", status, out, errors)
	}

	file := write(t, failing)
	junit := filepath.Join(t.TempDir(), "junit.xml")
	status, out, _ = inroad("check", file, "--junit", junit)
	if status != 1 || !strings.Contains(out, "checks[0] Ana → Ben, Message\n     expected allowed, got forbidden\n") || !strings.Contains(out, "1 passed, 1 failed") {
		t.Errorf("status %d\n%s", status, out)
	}
	var suites junitSuites
	text, err := os.ReadFile(junit)
	if err == nil {
		err = xml.Unmarshal(text, &suites)
	}
	if err != nil || len(suites.Suites) != 1 || suites.Suites[0].Failures != 1 || suites.Suites[0].Cases[0].Failure == nil || suites.Suites[0].Cases[1].Failure != nil {
		t.Errorf("JUnit (%v):\n%s", err, text)
	}

	status, out, _ = inroad("check", "--json", file)
	var listed struct{ Files []checkedFile }
	if err := json.Unmarshal([]byte(out), &listed); status != 1 || err != nil || len(listed.Files) != 1 {
		t.Fatalf("status %d, %v\n%s", status, err, out)
	}
	got := listed.Files[0]
	if got.File != file || got.Passed != 1 || got.Failed != 1 || len(got.Checks) != 2 || got.Checks[0].OK || got.Checks[0].Got != "forbidden" || !got.Checks[1].OK {
		t.Errorf("%+v", got)
	}
}

// A check that fails says what decided, by which rule and source, and why, as far as it compares it.
func TestFailingCheckSaysWhy(t *testing.T) {
	file := write(t, `{"inroad": 1,
		"members": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben", "tier": "career", "credits": 1, "sentInmails": 30}, {"id": "cara", "name": "Cara"}],
		"connections": [["ana", "cara"], ["cara", "ben"]],
		"blocks": [["cara", "ana"]],
		"pages": [{"id": "acme", "name": "Acme"}],
		"checks": [
			{"name": "Blocked is blocked", "from": "ana", "to": "cara", "action": "message", "expect": "allowed", "note": "See the handbook.\nAsk Cara."},
			{"from": "ana", "to": "ben", "action": "message", "readings": {"C1": "summary", "C6": "unstated"}, "expect": "allowed", "contested": true},
			{"from": "ben", "to": "ana", "action": "inmail", "expect": "allowed", "warnings": []},
			{"from": "ana", "to": "ben", "action": "message", "contested": false},
			{"from": "acme", "to": "ana", "action": "inmail", "expect": "allowed"}
		]}`)
	status, out, _ := inroad("check", file)
	want := `FAIL FILE checks[0] Blocked is blocked: Ana → Cara, Message
     expected allowed, got forbidden
     Ana may not message Cara. A block closes every way, in both directions (A35, A40). There is a block between Ana and Cara.
     decided by block (A35 A40)
     note: See the handbook.
           Ask Cara.
`
	if status != 1 || !strings.HasPrefix(out, strings.ReplaceAll(want, "FILE", file)) {
		t.Errorf("status %d\n%s", status, out)
	}
	for _, line := range []string{
		"     Nothing says that Acme may send InMail to Ana, so the answer is no.",
		"Read C1 as “list” and it is allowed.\n",
		"Warning: ",
		"     decided by no rule\n",
		"     decided by inmail-member (A12 A16)\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("%q is missing from\n%s", line, out)
		}
	}
	_, out, _ = inroad("check", file, "--json")
	var listed struct{ Files []checkedFile }
	if err := json.Unmarshal([]byte(out), &listed); err != nil {
		t.Fatal(err)
	}
	first := listed.Files[0].Checks[0]
	if first.Name != "Blocked is blocked" || first.Note != "See the handbook.\nAsk Cara." || first.From != "ana" || first.To != "cara" || len(first.Rules) != 1 || first.Rules[0].ID != "block" ||
		first.Why != "Ana may not message Cara. A block closes every way, in both directions (A35, A40). There is a block between Ana and Cara." {
		t.Errorf("%+v", first)
	}
}

// caseNames are the names and failures of JUnit's cases that the command writes for checks.
func cases(t *testing.T, checks ...string) (names []string, list []junitCase) {
	t.Helper()
	file := write(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "checks": [`+strings.Join(checks, ",")+`]}`)
	_, out, mistakes := inroad("check", file, "--junit", "-")
	var suites junitSuites
	if err := xml.Unmarshal([]byte(out), &suites); err != nil {
		t.Fatalf("%v\n%s%s", err, out, mistakes)
	}
	for _, c := range suites.Suites[0].Cases {
		names = append(names, c.Name)
	}
	return names, suites.Suites[0].Cases
}

// CI follows a test by its name, so that of a check rests on what it asks and not on its place.
func TestJUnitNamesStay(t *testing.T) {
	message := `{"from": "ana", "to": "ben", "action": "message", "expect": "allowed"}`
	read := `{"from": "ana", "to": "ben", "action": "message", "readings": {"C6": "unstated", "C1": "summary"}, "expect": "denied"}`
	own := `{"from": "ana", "action": "advanced-search", "expect": "denied"}`
	named := `{"name": "Strangers stay strangers", "from": "ana", "to": "ben", "action": "reply", "expect": "denied", "note": "Ask Cara."}`
	inmail := `{"from": "ana", "to": "ben", "action": "inmail", "expect": "forbidden"}`
	contested := `{"from": "ana", "to": "ben", "action": "inmail", "contested": true}`
	want := map[string]string{
		message: "ana -> ben message", read: "ana -> ben message [C1=summary C6=unstated]", own: "ana advanced-search", named: "Strangers stay strangers",
		inmail: "ana -> ben inmail: forbidden", contested: "ana -> ben inmail: contested",
	}
	for _, checks := range [][]string{{message, read, own, named, inmail, contested}, {contested, own, named, inmail, read, message}, {own, contested, inmail}} {
		names, _ := cases(t, checks...)
		for i, check := range checks {
			if names[i] != want[check] {
				t.Errorf("check %d is called %q, not %q", i, names[i], want[check])
			}
		}
	}
	names, _ := cases(t, inmail, contested, inmail)
	if want := []string{"ana -> ben inmail: forbidden", "ana -> ben inmail: contested", "ana -> ben inmail: forbidden #2"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	_, list := cases(t, message, strings.Replace(named, "denied", "allowed", 1))
	for i, want := range []string{"Ana may not message Ben. ", "note: Ask Cara.\n"} {
		if f := list[i].Failure; f == nil || !strings.HasPrefix(f.Message, "expected allowed, got ") || !strings.Contains(f.Text, want) {
			t.Errorf("%q is missing from %+v", want, f)
		}
	}
	if status, _, mistakes := inroad("check", write(t, failing), "--json", "--junit", "-"); status != 2 || !strings.Contains(mistakes, "--junit: ") {
		t.Errorf("two things on standard output: status %d, %s", status, mistakes)
	}
}

func compacted(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return b.String()
}

func TestDecide(t *testing.T) {
	file := examples + "cold-outreach.json"
	status, out, _ := inroad("decide", file, "--from", "ana", "--to", "ben", "--action", "inmail")
	if status != 0 || !strings.HasPrefix(out, "InMail: allowed for 1 credit\n") || !strings.Contains(out, "✓ Ana has Premium Career") {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, _ = inroad("decide", file, "--from", "ana", "--to", "eve", "--action", "message", "--json")
	var d map[string]any
	if err := json.Unmarshal([]byte(out), &d); err != nil || status != 0 || d["verdict"] != "forbidden" || len(d) != 11 {
		t.Errorf("status %d, %v\n%s", status, err, out)
	}
	status, out, _ = inroad("decide", file, "--from", "ana", "--json")
	var own []map[string]any
	if err := json.Unmarshal([]byte(out), &own); err != nil || status != 0 || len(own) != 1 || own[0]["action"] != "advanced-search" || own[0]["to"] != "" {
		t.Errorf("status %d, %v\n%s", status, err, out)
	}
}

func TestMatrix(t *testing.T) {
	file := examples + "cold-outreach.json"
	status, out, _ := inroad("matrix", file)
	if status != 0 || !strings.Contains(out, "ana        1c") {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, _ = inroad("matrix", file, "--csv", "--action", "inmail")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if status != 0 || err != nil || rows[0][1] != "ana" || rows[1][2] != "cost:inmail:1" {
		t.Errorf("status %d, %v\n%s", status, err, out)
	}
	status, out, _ = inroad("matrix", file, "--json")
	var m api.Matrix
	if err := json.Unmarshal([]byte(out), &m); status != 0 || err != nil {
		t.Fatalf("status %d, %v\n%s", status, err, out)
	}
	if self, ben := m.Outcomes[m.Cells[0][0]], m.Outcomes[m.Cells[0][1]]; m.Actors[1] != "ben" || self != (api.MatrixOutcome{Mark: "self"}) || ben != (api.MatrixOutcome{Mark: "cost", Way: "inmail", Cost: 1}) {
		t.Errorf("%+v", m)
	}
}

// Everyone to everyone is large: JSON says each outcome once, and a cell takes three characters.
func TestMatrixIsLean(t *testing.T) {
	var members []string
	for i := range 100 {
		members = append(members, fmt.Sprintf(`{"id": "m%d", "tier": "%s", "credits": %d}`, i, []string{"free", "career"}[i%2], i%3))
	}
	file := write(t, `{"inroad": 1, "members": [`+strings.Join(members, ",")+`], "connections": [["m0", "m1"], ["m1", "m2"]]}`)
	status, out, _ := inroad("matrix", file, "--json")
	if most := 3*100*100 + 2000; status != 0 || len(out) > most {
		t.Errorf("status %d, %d bytes, more than %d:\n%.400s", status, len(out), most, out)
	}
	var m api.Matrix
	if err := json.Unmarshal([]byte(out), &m); err != nil || len(m.Cells) != 100 || len(m.Cells[99]) != 100 || len(m.Outcomes) < 4 {
		t.Errorf("%v, %d rows, outcomes %v", err, len(m.Cells), m.Outcomes)
	}
}

func TestRules(t *testing.T) {
	status, out, _ := inroad("rules")
	for _, want := range []string{"message-start", "A10", "864 of 9756", "C1  May a free account", "* list"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if status != 0 {
		t.Errorf("status %d", status)
	}
	_, out, _ = inroad("rules", "--json")
	var set listedSet
	if err := json.Unmarshal([]byte(out), &set); err != nil || len(set.Rules) < 50 {
		t.Errorf("%v, %d rules", err, len(set.Rules))
	}
	for _, r := range set.Rules {
		if r.Decides == nil || (*r.Decides > 0) != r.InForce {
			t.Errorf("%s decides %v situations, in force: %t", r.ID, r.Decides, r.InForce)
		}
	}
	// A rule about free text has no coverage, and takes nobody else's.
	free := write(t, `{"inroad": 1, "rules": {"base": "article", "policies": "@id(\"mine\") permit(principal, action == Action::\"message\", resource) when { principal.name == \"Ana\" };"}}`)
	if status, out, _ = inroad("rules", free); status != 0 || strings.Count(out, "not counted") != 1 || !strings.Contains(out, "864 of 9756") {
		t.Errorf("rules about free text: status %d\n%s", status, out)
	}
	var withFree listedSet
	status, out, _ = inroad("rules", free, "--json")
	if err := json.Unmarshal([]byte(out), &withFree); status != 0 || err != nil {
		t.Fatalf("status %d, %v\n%s", status, err, out)
	}
	withFree.Rules = slices.DeleteFunc(withFree.Rules, func(r listedRule) bool { return r.ID == "mine" && r.Decides == nil && r.Of == nil })
	if diff := cmp.Diff(set.Rules, withFree.Rules); diff != "" {
		t.Errorf("with a rule about free text the others are counted otherwise:\n%s", diff)
	}
	read := write(t, `{"inroad": 1, "rules": {"base": "article", "readings": {"C1": "summary"}}}`)
	_, out, _ = inroad("rules", read, "--json")
	if err := json.Unmarshal([]byte(out), &set); err != nil || set.Questions[0].ID != "C1" || set.Questions[0].Chosen != "summary" || set.Questions[1].Chosen != "none" {
		t.Errorf("%v, %+v", err, set.Questions)
	}
	own := write(t, `{"inroad": 1, "rules": {"base": "article", "off": ["block"], "policies": "@id(\"mine\") permit(principal, action == Action::\"message\", resource);"}}`)
	if status, out, _ = inroad("rules", own); status != 0 || !strings.Contains(out, "mine") {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestBadInput(t *testing.T) {
	broken := write(t, `{"inroad": 1, "members": [{"id": "ana", "tier": "gold", "credits": -1}]}`)
	file := examples + "cold-outreach.json"
	for _, test := range []struct {
		args []string
		want []string
	}{
		{[]string{"check", broken}, []string{broken + ":1:49: members[0].tier: ", broken + ":1:68: members[0].credits: "}},
		{[]string{"check", "no-such-file.json"}, []string{"no-such-file.json"}},
		{[]string{"check"}, []string{"expected \"<file> ...\""}},
		{[]string{"decide", file, "--from", "nobody"}, []string{"--from: nobody has the id"}},
		{[]string{"decide", file, "--from", "ana", "--to", "ben", "--action", "advanced-search"}, []string{"--action: ", "leave the recipient out"}},
		{[]string{"decide", file, "--from", "ana", "--to", "acme", "--action", "invite"}, []string{"--action: ", "does not exist from a member to a Page"}},
		{[]string{"decide", file}, []string{"--from"}},
		{[]string{"matrix", file, "--action", "x"}, []string{`--action: there is no action "x"; there is message, reply, `}},
		{[]string{"matrix", file, "--action", "invit"}, []string{`did you mean "invite"?`}},
		{[]string{"decide", file, "--from", "ana", "--to", "ben", "--action", "mesage"}, []string{`--action: there is no action "mesage"`, `did you mean "message"?`}},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "Message"}, []string{`did you mean "message"?`}},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "message", "--steps", "0"}, []string{"--steps: a number of steps is from 1"}},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "message", "--steps=-1"}, []string{"--steps: a number of steps is from 1"}},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "message", "--steps", "few"}, []string{"--steps: ", "few"}},
		{[]string{"fix", file, "--from", "ana", "--action", "advanced-search", "--nothing-from-recipient"}, []string{"--nothing-from-recipient: there is no recipient"}},
		{[]string{"embed", file, "--action", "inmale"}, []string{`did you mean "inmail"?`}},
		{[]string{"embed", file, "--site", "javascript:alert(1)"}, []string{`--site: "javascript:alert(1)" is no web address`, "https://"}},
		{[]string{"embed", file, "--site", "data:text/javascript,alert(1)"}, []string{"--site: "}},
		{[]string{"embed", file, "--site", "file:///etc"}, []string{"--site: "}},
		{[]string{"embed", file, "--site", "https:"}, []string{"--site: "}},
		{[]string{"embed", file, "--site", " javascript:alert(1)"}, []string{"--site: "}},
		{[]string{"embed", file, "--site", "https://example.org/inroad?x=1"}, []string{"--site: "}},
		{[]string{"embed", file, "--site", "https://example.org/#"}, []string{"--site: "}},
		{[]string{"matrix", file, "--csv", "--json"}, []string{"--csv", "--json"}},
		{[]string{"rules", "nothing"}, []string{`there is no rule set "nothing"`, "no such file"}},
		{[]string{"fly"}, []string{"fly"}},
	} {
		status, out, errors := inroad(test.args...)
		if status != 2 {
			t.Errorf("%v: status %d\n%s", test.args, status, out)
		}
		for _, want := range test.want {
			if !strings.Contains(errors, want) {
				t.Errorf("%v: %q is missing from\n%s", test.args, want, errors)
			}
		}
	}
}

// Under --json mistakes are JSON as well, so that a program reads one thing.
func TestBadInputAsJSON(t *testing.T) {
	broken, file := write(t, `{"inroad": 1, "members": [{"id": "ana", "tier": "gold"}]}`), write(t, failing)
	gold := `"code":"not-in-domain","path":"members[0].tier","line":1,"column":49,"endLine":1,"endColumn":55,"message":"\"gold\" is not one of free, career, business, sales-navigator, recruiter-lite, recruiter-corporate"}]`
	status, out, mistakes := inroad("check", "--json", broken, "gone.json", file)
	want := `{"files":[{"file":"` + broken + `","passed":0,"failed":0,"checks":[],"notices":[],"errors":[{` + gold + `},` +
		`{"file":"gone.json","passed":0,"failed":0,"checks":[],"notices":[],"errors":[{"code":"unreadable-file","path":"","message":"no such file or directory"}]},` +
		`{"file":"` + file + `","passed":1,"failed":1,"checks":[{"index":0,`
	if got := compacted(t, out); status != 2 || !strings.HasPrefix(got, want) || strings.Count(got, `"errors"`) != 2 || !strings.Contains(mistakes, "members[0].tier") {
		t.Errorf("status %d\n%s\n%s\n%s", status, want, got, mistakes)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"decide", broken, "--from", "ana", "--json"}, `{"errors":[{"file":"` + broken + `",` + gold + `}`},
		{[]string{"decide", file, "--from", "anna", "--json"}, `{"errors":[{"code":"unknown-actor","path":"--from","message":"nobody has the id \"anna\"; did you mean \"ana\"?"}]}`},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "advanced-search", "--json"}, `{"errors":[{"code":"own-action","path":"--action","message":"advanced-search is the sender's own action: leave the recipient out"}]}`},
		{[]string{"matrix", "gone.json", "--json"}, `{"errors":[{"file":"gone.json","code":"unreadable-file","path":"","message":"no such file or directory"}]}`},
		{[]string{"rules", "gone", "--json"}, `{"errors":[{"code":"bad-option","path":"","message":"there is no rule set`},
		{[]string{"decide", file, "--json"}, `{"errors":[{"code":"bad-option","path":"","message":"inroad: missing flags: --from`},
	} {
		status, out, mistakes := inroad(test.args...)
		if got := compacted(t, out); status != 2 || !strings.HasPrefix(got, test.want) || mistakes == "" {
			t.Errorf("%v: status %d\n%s\n%s\n%s", test.args, status, test.want, got, mistakes)
		}
	}
}

func TestFix(t *testing.T) {
	file := examples + "job-seeker.json"
	status, out, _ := inroad("fix", file, "--from", "mia", "--to", "grace", "--action", "message")
	if status != 0 || !strings.HasPrefix(out, "What would allow Mia to message Grace\n  1. Grace invites Mia, and Mia accepts (free, changes 2 other answers). Then ") {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, _ = inroad("fix", examples+"recruiter-few-credits.json", "--from", "hugo", "--to", "nadia", "--action", "inmail")
	if status != 0 || !strings.Contains(out, "Hugo takes Recruiter Corporate (140.00 more US dollars a month, ") {
		t.Errorf("status %d\n%s", status, out)
	}
	pages := write(t, `{"inroad": 1, "pages": [{"id": "a"}, {"id": "b"}]}`)
	status, out, _ = inroad("fix", pages, "--from", "a", "--to", "b", "--action", "message")
	want := "What would allow A to message B\n" +
		"None found among sets of up to 3 of these changes: a first InMail credit, a first recruiter seat, a message, and one other reading of the source. " +
		"None among up to 3 other readings and switched-off rules either.\n"
	if status != 0 || out != want {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestFixWithinLimits(t *testing.T) {
	mia := []string{"fix", examples + "job-seeker.json", "--from", "mia", "--to", "grace", "--action"}
	status, out, _ := inroad(append(mia, "inmail", "--without-paying")...)
	if want := "What would allow Mia to send InMail to Grace, without paying\nNone found without paying. Without limits there is 1.\n"; status != 0 || out != want {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, _ = inroad(append(mia, "message", "--without-paying", "--steps", "2")...)
	if status != 0 || !strings.HasPrefix(out, "What would allow Mia to message Grace, without paying, in at most 2 steps\n  1. Grace invites Mia, and Mia accepts (free, ") {
		t.Errorf("status %d\n%s", status, out)
	}
	status, out, _ = inroad(append(mia, "message", "--nothing-from-recipient", "--steps", "1", "--json")...)
	want := `{"from":"mia","to":"grace","action":"message","opens":true,"limits":{"nothingFromRecipient":true,"steps":1},"fixes":[],"beyond":`
	if got := compacted(t, out); status != 0 || !strings.HasPrefix(got, want) || strings.HasPrefix(got, want+"0") {
		t.Errorf("status %d\n%s", status, out)
	}
}

// JSON says all that the text says, as data.
func TestFixAsData(t *testing.T) {
	two := write(t, `{"inroad": 1, "members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}]}`)
	first := func(args ...string) string {
		t.Helper()
		status, out, errors := inroad(append(append([]string{"fix"}, args...), "--json")...)
		var got struct {
			From, To, Action string
			Opens            bool
			Fixes            []json.RawMessage
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil || status != 0 || len(got.Fixes) == 0 || !got.Opens || got.To != args[4] {
			t.Fatalf("status %d, %v\n%s%s", status, err, out, errors)
		}
		return compacted(t, string(got.Fixes[0]))
	}
	want := `{"changes":[{"kind":"perform","text":"Ana invites Ben, and Ben accepts","who":"ana","from":"ana","to":"ben","tie":"connections","steps":[` +
		`{"from":"ana","to":"ben","action":"invite","verdict":"unstated","cost":0,"contested":false},` +
		`{"from":"ben","to":"ana","action":"accept-invite","verdict":"allowed","cost":0,"contested":false}]}],` +
		`"price":"0.00","source":false,"verdict":"allowed","cost":0,"contested":false,"others":2,"outcomes":[` +
		`{"from":"ben","to":"ana","action":"message","before":{"verdict":"forbidden","cost":0,"contested":false},"after":{"verdict":"allowed","cost":0,"contested":false}},` +
		`{"from":"ben","to":"ana","action":"invite","before":{"verdict":"forbidden","cost":0,"contested":false},"after":{"verdict":"unstated","cost":0,"contested":false}}]}`
	if got := first(two, "--from", "ana", "--to", "ben", "--action", "message"); got != want {
		t.Errorf("connecting:\n%s\nwant\n%s", got, want)
	}
	// Nobody knows what a recruiter seat costs: that is no price of 0.00.
	pages := write(t, `{"inroad": 1, "members": [{"id": "ben", "name": "Ben"}], "pages": [{"id": "acme", "name": "Acme", "credits": 1}]}`)
	want = `{"changes":[{"kind":"set","text":"Acme buys a recruiter seat (the source names no price)","who":"acme","from":"acme","field":"seats","value":"1","steps":[]}],` +
		`"source":false,"verdict":"allowed","cost":1,"contested":true,"others":0,"outcomes":[]}`
	if got := first(pages, "--from", "acme", "--to", "ben", "--action", "inmail"); got != want {
		t.Errorf("a seat:\n%s\nwant\n%s", got, want)
	}
}

// What is odd about rules is said by every command that reads them, in JSON as well, and
// fails none of them but with --strict.
func TestWarnings(t *testing.T) {
	file := write(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "forbidden"}],
		"rules": {"base": "article", "policies": "@id(\"never\") permit(principal, action == Action::\"message\", resource)\nwhen { principal.credits > 5 && principal.credits < 3 };"}}`)
	const notice = `line 2, column 33: rule "never": principal.credits < 3 never holds together with principal.credits > 5, so the rule never applies`
	for _, args := range [][]string{
		{"check", file}, {"decide", file, "--from", "ana", "--to", "ben"}, {"matrix", file}, {"matrix", file, "--csv"}, {"rules", file},
		{"fix", file, "--from", "ana", "--to", "ben", "--action", "message"},
	} {
		status, out, errors := inroad(args...)
		if status != 0 || errors != file+": rules.policies: warning: "+notice+"\n" {
			t.Errorf("%v: status %d\n%s", args, status, errors)
		}
		if status, strict, errors := inroad(append(args, "--strict")...); status != 1 || !strings.Contains(errors, notice) || args[0] != "check" && strict != out {
			t.Errorf("%v --strict: status %d\n%s%s", args, status, strict, errors)
		}
		if args[len(args)-1] == "--csv" {
			continue
		}
		status, out, _ = inroad(append(args, "--json")...)
		if status != 0 || !strings.Contains(compacted(t, out), `"notices":["line 2, column 33: rule \"never\":`) {
			t.Errorf("%v --json: status %d\n%s", args, status, out)
		}
	}
	if _, out, _ := inroad("check", file, "--strict"); out != "FAIL "+file+" has 1 warning\n1 passed, 0 failed\n" {
		t.Error(out)
	}
	if _, out, _ := inroad("check", file, "--junit", "-"); !strings.Contains(out, `tests="1" failures="0"`) || !strings.Contains(out, "<system-out>warning: line 2, column 33: rule &#34;never&#34;") {
		t.Error(out)
	}
	if _, out, _ := inroad("check", file, "--junit", "-", "--strict"); !strings.Contains(out, `tests="2" failures="1"`) || !strings.Contains(out, `name="the rules"`) {
		t.Error(out)
	}
	if status, _, errors := inroad("check", examples+"cold-outreach.json", "--strict"); status != 0 || errors != "" {
		t.Errorf("the article has warnings: status %d\n%s", status, errors)
	}
}

// A rule that overflows takes the verdict from the pair and action concerned alone: the rest is
// shown, and what failed is named with file, pair, rule and cause.
func TestUndecided(t *testing.T) {
	file := write(t, `{"inroad": 1, "members": [{"id": "ana", "tier": "career", "credits": 1}, {"id": "ben"}],
		"rules": {"base": "article", "policies": "@id(\"mine\") forbid(principal is Member, action == Action::\"message\", resource) when { principal.credits + 9223372036854775807 < 3 };"}}`)
	cause := file + `: rules.policies: ana to ben, message: rule "mine" cannot be evaluated, and without it there is no verdict: a value in principal.credits + 9223372036854775807 < 3 grows beyond what Cedar can hold` + "\n"
	for _, test := range []struct {
		args []string
		want []string
	}{
		{[]string{"decide", file, "--from", "ana", "--to", "ben"}, []string{"Message: cannot be decided, a rule fails\n  Whether Ana may message Ben cannot be decided. Rule \"mine\"", "InMail: allowed for 1 credit"}},
		{[]string{"decide", file, "--from", "ana", "--to", "ben", "--json"}, []string{`"verdict": "error"`, `"verdict": "allowed"`}},
		{[]string{"decide", file, "--from", "ana", "--to", "ben", "--action", "message"}, []string{"Message: cannot be decided"}},
		{[]string{"matrix", file}, []string{"ana       1c", "! a rule fails"}},
		{[]string{"matrix", file, "--action", "message"}, []string{"ana       !\nben  ✕\n"}},
		{[]string{"matrix", file, "--action", "message", "--csv"}, []string{"ana,,error\nben,forbidden,\n"}},
		{[]string{"matrix", file, "--json"}, []string{`"undecidedCount": 1`}},
		{[]string{"fix", file, "--from", "ana", "--to", "ben", "--action", "message"}, nil},
	} {
		status, out, errors := inroad(test.args...)
		if status != 2 || errors != cause {
			t.Errorf("%v: status %d\n%s", test.args, status, errors)
		}
		for _, want := range test.want {
			if !strings.Contains(out, want) {
				t.Errorf("%v: %q is missing from\n%s", test.args, want, out)
			}
		}
	}
	for _, args := range [][]string{{"decide", file, "--from", "ana", "--to", "ben", "--action", "inmail"}, {"decide", file, "--from", "ben", "--to", "ana"}, {"fix", file, "--from", "ana", "--to", "ben", "--action", "inmail"}, {"draw", file, "--from", "ana"}, {"embed", file}, {"summary", file}} {
		if status, _, errors := inroad(args...); status != 0 || errors != "" {
			t.Errorf("%v: status %d\n%s", args, status, errors)
		}
	}
}

// Policies may stand in a file beside the scenario, wherever the command is run.
func TestPoliciesBeside(t *testing.T) {
	file := write(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ben"}], "rules": {"base": "article", "off": "all", "policiesFile": "mine.cedar"},
		"checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "allowed"}]}`)
	if status, _, errors := inroad("check", file); status != 2 || !strings.Contains(errors, `rules.policiesFile: "mine.cedar" cannot be read: no such file or directory`) {
		t.Errorf("status %d\n%s", status, errors)
	}
	beside := filepath.Join(filepath.Dir(file), "mine.cedar")
	policies := "@id(\"mine\")\npermit(principal, action == Action::\"message\", resource);\n"
	if err := os.WriteFile(beside, []byte(policies), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, errors := inroad("check", file); status != 0 || errors != "" {
		t.Errorf("status %d\n%s%s", status, out, errors)
	}
	if status, out, _ := inroad("embed", file); status != 0 || strings.Contains(out, "policiesFile") || !strings.Contains(out, "&#34;off&#34;:&#34;all&#34;,&#34;policies&#34;") {
		t.Errorf("an embed stands alone: status %d\n%s", status, out)
	}
	if err := os.WriteFile(beside, []byte(policies[:len(policies)-2]+"\nwhen { principal has compny };"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, errors := inroad("check", file); status != 2 || !strings.Contains(errors, `mine.cedar, line 3, column 8: rule "mine": `) {
		t.Errorf("status %d\n%s", status, errors)
	}
}

func TestDraw(t *testing.T) {
	status, out, _ := inroad("draw", examples+"cold-outreach.json", "--from", "ana")
	if status != 0 || !strings.HasPrefix(out, "<svg ") || !strings.Contains(out, "Ben Okoye") {
		t.Errorf("status %d\n%s", status, out)
	}
	if status, _, errors := inroad("draw", examples+"cold-outreach.json", "--from", "x"); status != 2 || !strings.Contains(errors, "--from") {
		t.Errorf("status %d\n%s", status, errors)
	}
}

// What embed prints is left alone by Markdown, and well-formed.
func TestEmbed(t *testing.T) {
	for _, view := range []string{"pair", "network", "matrix"} {
		status, out, errors := inroad("embed", examples+"cold-outreach.json", "--from", "ana", "--to", "eve", "--view", view, "--site", "https://example.org/inroad/", "--controls")
		if status != 0 || !strings.HasPrefix(out, "<div>\n") || strings.Contains(out, "\n\n") || strings.Contains(out, "    ") {
			t.Errorf("status %d\n%s%s", status, out, errors)
		}
		for site, src := range map[string]string{"http://localhost:8080": "http://localhost:8080/embed.js", "HTTPS://example.org": "HTTPS://example.org/embed.js", "/inroad/": "/inroad/embed.js", "..": "../embed.js"} {
			if status, out, errors := inroad("embed", examples+"cold-outreach.json", "--site", site); status != 0 || !strings.Contains(out, ` src="`+src+`"`) {
				t.Errorf("--site %s: status %d\n%s", site, status, errors)
			}
		}
		for _, want := range []string{`from="ana" to="eve" view="` + view + `"`, `src="https://example.org/inroad/embed.js"`, "controls=\"\"", "Eve Marsh"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is missing from\n%s", view, want, out)
			}
		}
		d := xml.NewDecoder(strings.NewReader("<html>" + out + "</html>"))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", view, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok || start.Name.Local != "inroad-playground" {
				continue
			}
			for _, a := range start.Attr {
				if a.Name.Local == "scenario" && compacted(t, string(read(t, examples+"cold-outreach.json"))) != a.Value {
					t.Errorf("%s carries another scenario: %s", view, a.Value)
				}
			}
		}
	}
	if status, out, _ := inroad("embed", examples+"cold-outreach.json", "--from", "ana", "--to", "eve"); status != 0 || !strings.Contains(out, "<figcaption>Ana cannot reach Eve. ") {
		t.Errorf("status %d\n%s", status, out)
	}
	for action, want := range map[string]string{
		"message":         "<figcaption>Ana may not message Eve. ",
		"advanced-search": "<figcaption>Ana may use advanced search. ",
	} {
		if status, out, _ := inroad("embed", examples+"cold-outreach.json", "--from", "ana", "--to", "eve", "--action", action); status != 0 || !strings.Contains(out, want) || !strings.Contains(out, ` action="`+action+`"`) {
			t.Errorf("status %d, %q is not in\n%s", status, want, out)
		}
	}
	if status, _, errors := inroad("embed", examples+"cold-outreach.json", "--to", "acme", "--action", "invite"); status != 2 || !strings.Contains(errors, "--action: invite does not exist") {
		t.Errorf("status %d\n%s", status, errors)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, `from="mia" to="grace"`}, // the file's own look
		{[]string{"--to", "owen"}, `from="mia" to="owen"`},
		{[]string{"--from", "owen"}, `from="owen" to="grace"`},
		{[]string{"--from", "grace"}, `from="grace" to="mia"`},
	} {
		if status, out, _ := inroad(append([]string{"embed", examples + "job-seeker.json"}, test.args...)...); status != 0 || !strings.Contains(out, test.want) {
			t.Errorf("%v: %d, %s; want %s", test.args, status, out[:min(len(out), 200)], test.want)
		}
	}
	if status, _, errors := inroad("embed", write(t, `{"inroad": 1}`)); status != 2 || !strings.Contains(errors, "nobody") {
		t.Errorf("status %d\n%s", status, errors)
	}
}

// everyWay is every command, in every format that it prints.
func everyWay(t *testing.T) [][]string {
	file := examples + "cold-outreach.json"
	return [][]string{
		{}, {"--help"}, {"decide", "--help"},
		{"check", file}, {"check", file, "--json"}, {"check", write(t, failing)}, {"check", write(t, failing), "--json"},
		{"decide", file, "--from", "ana", "--to", "ben"}, {"decide", file, "--from", "ana", "--to", "ben", "--json"},
		{"decide", file, "--from", "ana", "--to", "ben", "--action", "inmail", "--json"},
		{"matrix", file}, {"matrix", file, "--csv"}, {"matrix", file, "--json"},
		{"fix", file, "--from", "ana", "--to", "eve", "--action", "inmail"}, {"fix", file, "--from", "ana", "--to", "eve", "--action", "inmail", "--json"},
		{"draw", file}, {"embed", file}, {"rules"}, {"rules", "--json"},
	}
}

// narrow is a disk with so much space left.
type narrow struct{ left int }

func (n *narrow) Write(text []byte) (int, error) {
	written := min(n.left, len(text))
	n.left -= written
	if written < len(text) {
		return written, errors.New("no space left on device")
	}
	return written, nil
}

// Output that is lost is an error, however little of it: the first byte and the last.
func TestLostOutputFails(t *testing.T) {
	for _, args := range everyWay(t) {
		_, whole, _ := inroad(args...)
		for _, left := range []int{0, len(whole) - 1} {
			var e bytes.Buffer
			if status := run(args, streams{out: &narrow{left}, err: &e}); status != 2 || strings.Count(e.String(), "the output could not be written: no space left on device\n") != 1 {
				t.Errorf("%v, %d bytes of %d written: status %d\n%s", args, left, len(whole), status, e.String())
			}
		}
	}
	// Linux has a device that is such a disk.
	if full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0); err == nil {
		defer full.Close()
		var e bytes.Buffer
		if status := run([]string{"matrix", examples + "cold-outreach.json"}, streams{out: full, err: &e}); status != 2 || !strings.Contains(e.String(), "/dev/full: no space left on device") {
			t.Errorf("to /dev/full: status %d\n%s", status, e.String())
		}
	}
	junit := filepath.Join(t.TempDir(), "no such folder", "junit.xml")
	if status, _, errors := inroad("check", examples+"cold-outreach.json", "--junit", junit); status != 2 || !strings.Contains(errors, junit) {
		t.Errorf("JUnit: status %d\n%s", status, errors)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// One broken file does not keep the others from being checked.
func TestOthersAreChecked(t *testing.T) {
	status, out, errors := inroad("check", write(t, "{"), write(t, failing))
	if status != 2 || !strings.Contains(out, "1 passed, 1 failed") || !strings.Contains(errors, "not JSON") {
		t.Errorf("status %d\n%s%s", status, out, errors)
	}
}

// The version is what the build knows of the commit, and no more.
func TestVersion(t *testing.T) {
	for built, want := range map[string]string{
		"v0.3.0": "inroad v0.3.0, ",
		"v0.0.0-20261124233651-147b881779d1+dirty": "inroad v0.0.0-20261124233651-147b881779d1+dirty, ",
		"(devel)": "inroad of unknown version (built outside version control), ",
		"":        "inroad of unknown version (built outside version control), ",
	} {
		want += "scenario format 1, go1.26.8"
		if got := describe(&debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: built}}); got != want {
			t.Errorf("%q is %q, not %q", built, got, want)
		}
	}
	if status, out, mistakes := inroad("--version"); status != 0 || !strings.HasPrefix(out, "inroad ") || !strings.HasSuffix(out, runtime.Version()+"\n") {
		t.Errorf("status %d\n%s%s", status, out, mistakes)
	}
}

// A terminal shows colours that say nothing which the text does not; a program is given none.
func TestColour(t *testing.T) {
	escape := regexp.MustCompile("\x1b\\[[0-9;]*m")
	file := examples + "cold-outreach.json"
	for _, args := range [][]string{
		{"check", file}, {"check", write(t, failing)}, {"matrix", file}, {"rules"}, {"decide", file, "--from", "ana", "--to", "ben"},
		{"decide", examples + "page-with-and-without-seats.json", "--from", "kite", "--to", "stan"},
	} {
		var o, e bytes.Buffer
		run(args, streams{out: &o, err: &e, colour: true})
		_, plain, _ := inroad(args...)
		if escape.ReplaceAllString(o.String(), "") != plain || o.Len() == len(plain) || escape.MatchString(plain) {
			t.Errorf("%v: in colour\n%s\nplain\n%s", args, o.String(), plain)
		}
	}
	for _, args := range [][]string{{"matrix", file, "--csv"}, {"matrix", file, "--json"}, {"check", file, "--json"}, {"check", file, "--junit", "-"}, {"draw", file}, {"embed", file}, {"rules", "--json"}} {
		var o, e bytes.Buffer
		if run(args, streams{out: &o, err: &e, colour: true}); escape.MatchString(o.String()) {
			t.Errorf("%v: colours for a program:\n%s", args, o.String())
		}
	}
	reader, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	defer pipe.Close()
	regular, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer regular.Close()
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	if coloured(pipe) || coloured(regular) {
		t.Error("colours into a pipe or a file")
	}
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return // no such terminals on this system
	}
	defer terminal.Close()
	if !coloured(terminal) {
		t.Error("no colours on a terminal")
	}
	t.Setenv("NO_COLOR", "1")
	if coloured(terminal) {
		t.Error("NO_COLOR is not heeded")
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if coloured(terminal) {
		t.Error("colours on a terminal that has none")
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{}, {"--help"}, {"check", "--help"}, {"decide", "--help"}, {"matrix", "--help"}, {"rules", "--help"}} {
		status, out, _ := inroad(args...)
		if status != 0 || !strings.Contains(out, "Usage: inroad") {
			t.Errorf("%v: status %d\n%s", args, status, out)
		}
	}
}

// What is formatted is written in place, once; --check and --diff write nothing; what has mistakes stays as it is.
func TestFmt(t *testing.T) {
	folder := t.TempDir()
	put := func(name, text string) string {
		t.Helper()
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const rule = "@id(\"a\") permit(principal,action,resource) ; // all\n"
	const formatted = "@id(\"a\")\npermit(principal, action, resource); // all\n"
	rules, schema := put("rules.cedar", "\uFEFF"+rule), put("schema.cedarschema", "entity A;\n")
	broken := put("broken.cedar", "permit(principal, action resource);\nforbid;\n")

	status, out, mistakes := inroad("fmt", folder, "--check")
	if want := broken + ":1:26: "; status != 2 || out != rules+"\n" || !strings.HasPrefix(mistakes, want) || !strings.Contains(mistakes, broken+":2:7: ") {
		t.Errorf("--check of a broken file: status %d\n%s%s", status, out, mistakes)
	}
	if status, out, _ := inroad("fmt", rules, schema, "--check"); status != 1 || out != rules+"\n" {
		t.Errorf("--check: status %d\n%s", status, out)
	}
	if status, out, _ := inroad("fmt", rules, "--diff"); status != 0 || !strings.Contains(out, "\n+permit(principal, action, resource); // all\n") {
		t.Errorf("--diff: status %d\n%s", status, out)
	}
	if got := string(read(t, rules)); got != "\uFEFF"+rule {
		t.Errorf("--check or --diff wrote %q", got)
	}
	if status, out, _ := inroad("fmt", folder); status != 2 || out != rules+"\n" || string(read(t, rules)) != formatted {
		t.Errorf("status %d\n%s%s", status, out, read(t, rules))
	}
	if status, out, mistakes := inroad("fmt", rules, schema, "--check"); status != 0 || out+mistakes != "" {
		t.Errorf("once more: status %d\n%s%s", status, out, mistakes)
	}
	for name, want := range map[string]string{t.TempDir(): "there is no Cedar file in this folder", "gone.cedar": "no such file"} {
		if status, _, mistakes := inroad("fmt", name); status != 2 || !strings.Contains(mistakes, want) {
			t.Errorf("%s: status %d\n%s", name, status, mistakes)
		}
	}
}

// The JSON files of a set are formatted with its folder, or by name where a schema is beside them: elsewhere such a file is a
// scenario. With mistakes they stay.
func TestFmtOfSets(t *testing.T) {
	const hospital = "../../testdata/sets/hospital"
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(hospital)); err != nil {
		t.Fatal(err)
	}
	data, words := filepath.Join(folder, "set.json"), filepath.Join(folder, "words.en.json")
	formatted := string(read(t, data))
	untidy := "\uFEFF" + strings.ReplaceAll(strings.ReplaceAll(formatted, "\n", ""), "  ", "\t")
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(data, untidy)
	if status, out, _ := inroad("fmt", folder, "--check"); status != 1 || out != data+"\n" {
		t.Errorf("--check: status %d\n%s", status, out)
	}
	if status, out, _ := inroad("fmt", data, "--diff"); status != 0 || !strings.Contains(out, "+  \"money\": ") || string(read(t, data)) != untidy {
		t.Errorf("--diff: status %d\n%s", status, out)
	}
	put(words, `{"kinds": {}, "kinds": {}}`)
	if status, out, mistakes := inroad("fmt", folder); status != 2 || out != data+"\n" || !strings.HasPrefix(mistakes, words+":1:15: kinds: ") {
		t.Errorf("status %d\n%s%s", status, out, mistakes)
	}
	if diff := cmp.Diff(formatted, string(read(t, data))); diff != "" {
		t.Error(diff)
	}
	alone := filepath.Join(t.TempDir(), "set.json")
	put(alone, untidy)
	if status, _, mistakes := inroad("fmt", alone); status != 2 || !strings.Contains(mistakes, "inroad") {
		t.Errorf("what has no schema beside it: status %d\n%s", status, mistakes)
	}
}

// A scenario is written as the page saves it, with the policies in it formatted. What it names is not taken into it.
func TestFmtOfScenarios(t *testing.T) {
	const hospital = "../../testdata/sets/hospital"
	own := write(t, `{"inroad": 1, "rules": {"policies": "@id(\"a\") permit(principal,action,resource);", "base": "article"}, "members": [{"id": "ana", "tier": "free"}]}`)
	want := `{
  "inroad": 1,
  "rules": {"base": "article", "policies": "@id(\"a\")\npermit(principal, action, resource);"},
  "members": [
    {"id": "ana"}
  ]
}
`
	if status, _, mistakes := inroad("fmt", own); status != 0 || string(read(t, own)) != want {
		t.Errorf("status %d %s\n%s", status, mistakes, cmp.Diff(want, string(read(t, own))))
	}
	named := write(t, "{\n  \"inroad\": 1,\n  \"rules\": \"hospital\"\n}\n")
	beside := write(t, "{\n  \"inroad\": 1,\n  \"rules\": {\"base\": \"article\", \"policiesFile\": \"mine.cedar\"}\n}\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(beside), "mine.cedar"), []byte(`@id("a") permit(principal,action,resource);`), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, out, mistakes := inroad("fmt", named, beside, "--check", "--set", hospital); status != 0 {
		t.Errorf("status %d\n%s%s", status, out, mistakes)
	}
	if status, _, mistakes := inroad("fmt", named); status != 2 || !strings.Contains(mistakes, `no rule set is called "hospital"`) {
		t.Errorf("status %d\n%s", status, mistakes)
	}
}

// A network by chance is a file that the other commands read, the same for the same seed.
func TestGenerate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "crowd.json")
	status, out, mistakes := inroad("generate", "--actors", "40", "--seed", "7", "--model", "preferential", "--base", "linkedin", "--out", file)
	if status != 0 || out != "" || mistakes != "" {
		t.Fatalf("status %d\n%s%s", status, out, mistakes)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, out, _ = inroad("generate", "--actors=40", "--seed=7", "--model=preferential", "--base=linkedin")
	if out != string(text) || !strings.Contains(out, `"title": "A network with hubs of 40 actors, seed 7"`) {
		t.Error("a seed gives two files")
	}
	if status, out, mistakes = inroad("check", file); status != 0 {
		t.Errorf("status %d\n%s%s", status, out, mistakes)
	}
	status, out, mistakes = inroad("generate", "--actors", "40", "--set", "../../testdata/sets/hospital")
	if status != 0 || !strings.Contains(out, `"base": "hospital"`) || !strings.Contains(out, `"schema": `) {
		t.Errorf("status %d\n%.300s%s", status, out, mistakes)
	}
	if status, _, mistakes = inroad("check", write(t, out)); status != 0 {
		t.Errorf("it does not open: %s", mistakes)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"--actors", "2001"}, "--actors: this is a number from 2 to 2000, not 2001\n"},
		{[]string{"--actors", "9", "--ties", "0", "--seed=-1"}, "--seed: this is a number from 0 to 9007199254740991, not -1\n--ties: this is a number from 1 to 50, not 0\n"},
		{[]string{"--actors", "9", "--model", "smal-world"}, `--model: there is no model "smal-world"; did you mean "small-world"? There is small-world, preferential` + "\n"},
		{[]string{"--actors", "9", "--base", "linkdin"}, `--base: there is no rule set "linkdin"; did you mean "linkedin"?`},
		{[]string{"--actors", "2000", "--ties", "50"}, "Ask for fewer actors, or for fewer ties of each.\n"},
		{[]string{"--actors", "9", "--out", filepath.Join(t.TempDir(), "none", "x.json")}, "no such file or directory\n"},
		{nil, "--actors"},
	} {
		if status, _, mistakes := inroad(append([]string{"generate"}, test.args...)...); status != 2 || !strings.Contains(mistakes, test.want) {
			t.Errorf("%q: status %d, %s", test.args, status, mistakes)
		}
	}
}

func TestSummary(t *testing.T) {
	status, out, mistakes := inroad("summary", examples+"job-seeker.json", "--from", "mia")
	for _, line := range []string{
		"6 actors. Of 30 pairs that a way is offered to, 23 have one: 76.7 %.\n  12 reachable by message\n",
		"\nAccount tier (Member.tier)\n  Free: 3 actors reach 4.0 of 5.0 each, 80.0 %\n",
		"\nMia reaches 4 of 5, 80.0 %\n",
		"\nThe tie that would help most for Mia: Mia and Ines are connected. It reaches 1 more.\n  28 ties could be made; 1 was tried, and no other can gain more.\n",
		"\nAccount tier\n  Free, 0.00 US dollars a month: reaches 4 of 5, as now\n  Premium Career, 29.99 US dollars a month: reaches 5 of 5, 1 more\n    Mia now has 5 InMail credits",
	} {
		if status != 0 || mistakes != "" || !strings.Contains(out, line) {
			t.Errorf("status %d, %q is not in\n%s%s", status, line, out, mistakes)
		}
	}
	_, out, _ = inroad("summary", examples+"job-seeker.json", "--json")
	var summary api.Summary
	if err := json.Unmarshal([]byte(out), &summary); err != nil || summary.All.Reached != 23 || summary.One != nil || !summary.Tie.Exact {
		t.Errorf("%v\n%s", err, out)
	}
	status, out, mistakes = inroad("summary", examples+"cold-outreach.json", "--to", "ana")
	for _, line := range []string{
		"4 of 5 can reach Ana.\n  Reachable by message: cara\n",
		"\nInMail from\n  As it is, it lets in Acme Inc.\n  Anyone: 4 of 5 can reach Ana.\n",
		"\n  Connections only: Acme Inc. could no longer reach Ana. Ben has another best way.\n",
		"\nAccount tier, Open Profile: no other value changes who can reach Ana.\n",
	} {
		if status != 0 || mistakes != "" || !strings.Contains(out, line) {
			t.Errorf("status %d, %q is not in\n%s%s", status, line, out, mistakes)
		}
	}
	_, out, _ = inroad("summary", examples+"cold-outreach.json", "--to", "ana", "--json")
	var incoming api.Incoming
	if err := json.Unmarshal([]byte(out), &incoming); err != nil || incoming.Reaching != 4 || incoming.Senders != 5 {
		t.Errorf("%v\n%s", err, out)
	}
	if status, _, _ := inroad("summary", examples+"cold-outreach.json", "--to", "ana", "--from", "ben"); status != 2 {
		t.Errorf("both --to and --from: status %d", status)
	}
	status, _, mistakes = inroad("summary", examples+"job-seeker.json", "--to", "mja")
	if status != 2 || mistakes != "--to: nobody has the id \"mja\"; did you mean \"mia\"?\n" {
		t.Errorf("status %d, %s", status, mistakes)
	}
	status, _, mistakes = inroad("summary", examples+"job-seeker.json", "--from", "mja")
	if status != 2 || mistakes != "--from: nobody has the id \"mja\"; did you mean \"mia\"?\n" {
		t.Errorf("status %d, %s", status, mistakes)
	}
}
