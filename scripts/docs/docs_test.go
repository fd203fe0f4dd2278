package main

import (
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"

	"inroad/rules/analysis"
	"inroad/rules/api"
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// written are the generated pages by their names, written once for all tests.
var written = sync.OnceValues(func() (map[string]string, error) {
	folder, err := os.MkdirTemp("", "docs")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := run(folder); err != nil {
		return nil, err
	}
	pages := map[string]string{}
	return pages, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		pages[strings.TrimSuffix(filepath.ToSlash(name), ".md")] = string(text)
		return err
	})
})

func pages(t *testing.T) map[string]string {
	t.Helper()
	list, err := written()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// cites is a source as a link to where it is described.
var cites = regexp.MustCompile(`\[(\w+)\]\(\./(?:\.\./)?sources\.md#\w+\)|<a href="\./sources\.html#\w+">(\w+)</a>`)

// pageOf is a page of a set, by its name, with its sources as the plain text that a reader sees.
func pageOf(t *testing.T, set *policy.RuleSet, name string) string {
	t.Helper()
	text := pages(t)[set.Name+"/"+name]
	if text == "" {
		t.Fatalf("%s has no page %s", set.Name, name)
	}
	return cites.ReplaceAllString(text, "$1$2")
}

// part is the section of a page under a heading with an anchor.
func part(t *testing.T, page, anchor string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^## .* \{#`+regexp.QuoteMeta(anchor)+`\}$`).FindAllStringIndex(page, -1)
	if len(found) != 1 {
		t.Errorf("%d sections are called %s", len(found), anchor)
		return ""
	}
	text, _, _ := strings.Cut(page[found[0][0]:], "\n## ")
	return text
}

// ruleSection is what is said of a rule, on the one page that it stands on.
func ruleSection(t *testing.T, set *policy.RuleSet, r *policy.Rule) string {
	t.Helper()
	for _, p := range set.Pages {
		if text := pageOf(t, set, p.Page); strings.Contains(text, "\n<div><dt>Rule</dt><dd><code>"+r.ID+"</code></dd></div>\n") {
			return part(t, text, r.ID)
		}
	}
	return ""
}

// each tests every rule set that comes with Inroad.
func each(t *testing.T, test func(*testing.T, *policy.RuleSet)) {
	t.Helper()
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { test(t, set) })
	}
}

// An embedded is an element of a page with what it says before it is live.
type embedded struct {
	attributes map[string]string
	sentence   string
}

var (
	elements  = regexp.MustCompile(`(?s)<inroad-playground([^>]*)>.*?<figcaption>(.+?)</figcaption>`)
	attribute = regexp.MustCompile(` ([a-z]+)="([^"]*)"`)
)

// embedsOf are the embeds of a page, or of a part of one.
func embedsOf(page string) []embedded {
	var list []embedded
	for _, m := range elements.FindAllStringSubmatch(page, -1) {
		e := embedded{map[string]string{}, html.UnescapeString(m[2])}
		for _, a := range attribute.FindAllStringSubmatch(m[1], -1) {
			e.attributes[a[1]] = html.UnescapeString(a[2])
		}
		list = append(list, e)
	}
	return list
}

// shownIn is the scenario of a section's embed, who looks at whom, and its static sentence.
func shownIn(t *testing.T, section string) (board *decision.Board, from, to int, sentence string) {
	t.Helper()
	embeds := embedsOf(section)
	if len(embeds) == 0 {
		t.Fatalf("no embed in\n%s", section)
	}
	of := embeds[0].attributes
	sc, errs := scenario.Parse([]byte(of["scenario"]))
	if errs != nil {
		t.Fatal(errs)
	}
	from, _ = sc.Network.Find(of["from"])
	to, _ = sc.Network.Find(of["to"])
	return decision.New(sc.Set, sc.Readings).On(sc.Network), from, to, embeds[0].sentence
}

// ask hands a request to an engine, as the page does.
func ask[T any](t *testing.T, e *api.Engine, r api.Request) T {
	t.Helper()
	request, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var response struct {
		Result T           `json:"result"`
		Errors []api.Error `json:"errors"`
	}
	if err := json.Unmarshal(e.Handle(request), &response); err != nil || response.Errors != nil {
		t.Fatalf("%s: %v %v", r.Do, err, response.Errors)
	}
	return response.Result
}

// What an embed says before it is live is what the page is told when it is. The page names the
// sources of a rule in another place.
func TestEveryEmbedSaysWhatItSaysLive(t *testing.T) {
	sources := regexp.MustCompile(` \([A-Z]\d+[a-z]?(, [A-Z]\d+[a-z]?)*\)`)
	engine := api.New("")
	pairs, networks := 0, 0
	for name, page := range pages(t) {
		for _, e := range embedsOf(page) {
			look := api.Look{From: e.attributes["from"], To: e.attributes["to"]}
			ask[api.Standing](t, engine, api.Request{Do: "open", Scenario: e.attributes["scenario"], Look: look})
			var want string
			if e.attributes["view"] == "network" {
				networks++
				marks := ask[api.Marks](t, engine, api.Request{Do: "marks", Look: look})
				var of []string
				var looking string
				for i, a := range ask[api.Document](t, engine, api.Request{Do: "document"}).Actors.Put {
					if way := marks.Of[i]; way < 0 {
						looking = a.Name
					} else {
						of = append(of, a.Name+": "+marks.Ways[way].Text)
					}
				}
				want = "Looking as " + looking + ". " + strings.Join(of, "; ") + "."
			} else {
				pairs++
				answered := ask[api.Answered](t, engine, api.Request{Do: "answer", Look: look})
				want = answered.Answer.Headline + ". " + answered.Answer.Detail
				for _, d := range slices.Concat(answered.Own, answered.Answer.Actions) {
					if d.Action == e.attributes["action"] {
						want = d.Summary
						for _, w := range d.Warnings {
							want += " " + w.Text
						}
					}
				}
			}
			if got := sources.ReplaceAllString(e.sentence, ""); got != sources.ReplaceAllString(want, "") {
				t.Errorf("%s: an embed says\n%s\nand live\n%s", name, got, want)
			}
		}
	}
	some(t, pairs, 100)
	some(t, networks, 40)
}

func TestEveryRuleHasASectionWhereItDecides(t *testing.T) {
	each(t, func(t *testing.T, set *policy.RuleSet) {
		coverage := analysis.Coverage(set, set.Defaults())
		first := pageOf(t, set, "index")
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			section := ruleSection(t, set, r)
			if section == "" {
				t.Errorf("%s has no section", r.ID)
				continue
			}
			wants := []string{r.Title, "```cedar\n" + strings.TrimSpace(r.Text) + "\n```"}
			if len(r.Sources) > 0 {
				wants = append(wants, "<dd>"+strings.Join(r.Sources, ", ")+"</dd>")
			}
			for _, want := range wants {
				if !strings.Contains(section, want) {
					t.Errorf("%s: its section lacks %q", r.ID, want)
				}
			}
			if len(r.Conditions) > 3 && !strings.Contains(section, "It asks that\n\n- ") {
				t.Errorf("%s: its conditions are not said", r.ID)
			}
			covered := fmt.Sprintf(" %s of %s |", thousands(coverage[r.ID].Decides), thousands(coverage[r.ID].Of))
			if row := regexp.MustCompile(`(?m)^.*\{#` + r.ID + `\}.*$`).FindString(first); !strings.HasPrefix(row, "| ["+r.Title+"](") || !strings.HasSuffix(row, covered) {
				t.Errorf("%s: the table of all rules has %q, want %q", r.ID, row, covered)
			}
			board, from, to, sentence := shownIn(t, section)
			decides := false
			for _, action := range r.Actions() {
				recipient := to
				if set.OwnAction(action) {
					recipient = decision.Nobody
				}
				if !set.Applies(action, board.Kinds(from, recipient)) {
					continue
				}
				d, err := board.Between(from, recipient, action)
				if err != nil {
					t.Fatal(err)
				}
				speaker := explanation.Speaker{Board: board, From: from, To: recipient}
				if slices.ContainsFunc(slices.Concat(d.Rules, d.Warnings), func(o *policy.Rule) bool { return o.ID == r.ID }) && strings.HasPrefix(sentence, speaker.Summary(action, d)) {
					decides = true
				}
			}
			if !decides || !strings.Contains(sentence, r.Title) {
				t.Errorf("%s does not decide in its embed, which says %q", r.ID, sentence)
			}
		}
	})
}

func TestEveryQuestionHasASection(t *testing.T) {
	each(t, func(t *testing.T, set *policy.RuleSet) {
		survey := analysis.NewSurvey(set)
		usual, err := survey.Usual()
		if err != nil {
			t.Fatal(err)
		}
		page := pageOf(t, set, "questions")
		for i, q := range set.Questions {
			section := part(t, page, strings.ToLower(q.ID))
			board, from, to, _ := shownIn(t, section)
			outcomes := map[decision.Outcome]bool{}
			for j, r := range q.Readings {
				choice := policy.Choice{Question: i, Reading: j}
				found, err := survey.Difference(choice, usual)
				if err != nil {
					t.Fatal(err)
				}
				want, turns := "- `"+r.Reading+"`. "+r.Title, fmt.Sprintf(" It turns %s of %s decisions.", thousands(found.Turned), thousands(found.Of))
				if j == 0 {
					want, turns = "- `"+r.Reading+"`, the default. "+r.Title, ""
				}
				if !strings.Contains(section, want) || !strings.Contains(section, turns) || !strings.Contains(section, "as <code>"+r.Reading+"</code>: ") {
					t.Errorf("%s: the reading %s is not said", q.ID, r.Reading)
				}
				other := decision.New(set, set.Defaults().With(choice)).On(board.Network)
				for _, recipient := range []int{to, decision.Nobody} {
					for _, action := range set.Applicable(board.Kinds(from, recipient)) {
						d, err := other.Between(from, recipient, action)
						if err != nil {
							t.Fatal(err)
						}
						if strings.Contains(html.UnescapeString(section), "as <code>"+r.Reading+"</code>: "+explanation.Speaker{Board: other, From: from, To: recipient}.Summary(action, d)) {
							outcomes[d.Outcome] = true
						}
					}
				}
			}
			if len(outcomes) < 2 {
				t.Errorf("%s: its embed shows no difference", q.ID)
			}
		}
	})
}

// What cannot be is all there, with what gives way.
func TestEveryLawHasASection(t *testing.T) {
	each(t, func(t *testing.T, set *policy.RuleSet) {
		page := pageOf(t, set, "laws")
		for _, l := range set.Laws {
			wants := []string{"```cedar\n" + strings.TrimSpace(l.Text()) + "\n```", "<dd><code>" + l.ID + "</code></dd>"}
			if len(l.Sources) > 0 {
				wants = append(wants, "<dd>"+strings.Join(l.Sources, ", ")+"</dd>")
			}
			for _, a := range l.Attributes {
				wants = append(wants, "<code>"+a.Name+"</code>")
			}
			for _, tie := range l.Ties {
				wants = append(wants, "<code>"+tie.Name+"</code>")
			}
			section := part(t, page, l.ID)
			for _, want := range wants {
				if !strings.Contains(section, want) {
					t.Errorf("%s: its section lacks %q", l.ID, want)
				}
			}
		}
	})
}

// All that a set declares is on the page of its world, and with each fact the sources of the rules that look at it.
func TestTheWholeWorldIsThere(t *testing.T) {
	each(t, func(t *testing.T, set *policy.RuleSet) {
		page := pageOf(t, set, "world")
		row := func(has string) string {
			for line := range strings.Lines(page) {
				if strings.Contains(line, has) {
					return line
				}
			}
			t.Errorf("%s is missing", has)
			return ""
		}
		read := func(row string, by world.Facts) {
			for _, r := range slices.Concat(set.Rules, set.Warnings) {
				for _, source := range r.Sources {
					if r.Lens().Facts.Meets(by) && !strings.Contains(row, " "+source) {
						t.Errorf("%s looks at it, but %s is not in %q", r.ID, source, row)
					}
				}
			}
		}
		for _, f := range set.World.Facts() {
			switch f.Of {
			case world.OfAttribute:
				read(row(">"+f.Attribute.Name+"</code>"), world.Set(f))
			case world.OfPair:
				read(row("| `"+f.Pair.Name+"` |"), world.Set(f))
			}
		}
		for _, tie := range set.World.Ties {
			read(row(`<code id="tie-`+tie.Name+`">`), set.World.PairFacts(tie))
		}
		for _, a := range set.World.Actions {
			row("| " + a.Label + ` | <code id="action-` + a.Name + `">`)
		}
		first := pageOf(t, set, "index")
		for _, e := range set.World.Enums {
			for _, v := range e.Values {
				if !strings.Contains(first, "| "+v.Label+" `"+v.Value+"` |") {
					t.Errorf("%s is in no table", v.Value)
				}
			}
		}
		for _, a := range set.Advice {
			if !strings.Contains(pageOf(t, set, "advice"), "| "+a.Text+" |") {
				t.Errorf("%q is not there", a.Text)
			}
		}
		for _, n := range set.Numbers {
			if !strings.Contains(strings.ToLower(pageOf(t, set, "advice")), "| "+strings.ToLower(n.What)+" |") {
				t.Errorf("%q is not there", n.What)
			}
		}
	})
}

// Each example has a page with its network and its checks, and the list of examples leads to it.
func TestEveryExampleHasAPage(t *testing.T) {
	each(t, func(t *testing.T, set *policy.RuleSet) {
		files, err := filepath.Glob(filepath.Join(root(), "rules/sets", set.Name, "examples/*.json"))
		if err != nil {
			t.Fatal(err)
		}
		some(t, len(files), 10)
		list := pageOf(t, set, "examples")
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			sc, err := opened(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(list, "| ["+sc.Title+"](./examples/"+name+".md) |") {
				t.Errorf("nothing leads to %s", name)
			}
			page := pageOf(t, set, "examples/"+name)
			board, _, _, _ := shownIn(t, page)
			if board.Network.Len() != sc.Network.Len() || !strings.Contains(page, sc.Description) {
				t.Errorf("%s is not shown", name)
			}
			for _, c := range sc.Checks {
				if c.Name != "" && !strings.Contains(page, "| "+c.Name+" |") {
					t.Errorf("%s does not say %q", name, c.Name)
				}
			}
		}
	})
}

// A scenario of which a check fails gets no page.
func TestAFailingExampleIsRefused(t *testing.T) {
	set, err := policy.Load(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "wrong.json")
	text := `{"inroad": 1, "title": "Wrong", "members": [{"id": "ana"}, {"id": "ben"}], "checks": [{"from": "ana", "to": "ben", "action": "message", "expect": "allowed"}]}`
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := (&book{RuleSet: set}).scenarioPages(page{name: "examples"}, []string{file}); err == nil || !strings.Contains(err.Error(), "wrong.json: Ana → Ben, Message: forbidden") {
		t.Errorf("refused because of %v", err)
	}
}

// What linkedin does not say has each documented fact that is no matter of a pair, or that needs time, a count or somebody
// else, and none that is not documented.
func TestWhatIsNotSaidIsListed(t *testing.T) {
	set, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root(), "rules/testdata/linkedin-facts.md"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	entry := regexp.MustCompile(`(?m)^\| (L[^|]+) \| [^|]+ \| [^|]+ \| [^|]* \|$`)
	page := pageOf(t, set, "unsaid")
	for _, row := range entry.FindAllStringSubmatch(page, -1) {
		for _, source := range strings.Split(row[1], ", ") {
			listed[source] = true
		}
	}
	if rows := strings.Count(page, "\n| L"); rows != len(entry.FindAllString(page, -1)) || rows < 40 {
		t.Errorf("of %d rows some are none", rows)
	}
	facts := map[string]bool{}
	left := regexp.MustCompile(`^(number|not of a pair)$`)
	why := regexp.MustCompile(`take time|takes time|with time|time and count|over time|not published|somebody else|a third party|length|administrator`)
	for _, row := range regexp.MustCompile(`(?m)^\| (L\d+) \| ([^|]+) \| (.+) \|$`).FindAllStringSubmatch(string(text), -1) {
		facts[row[1]] = true
		if (left.MatchString(row[2]) || why.MatchString(row[3])) && !listed[row[1]] {
			t.Errorf("%s (%s) is left out, and the page does not say so", row[1], row[3])
		}
	}
	some(t, len(facts), 62)
	for source := range listed {
		if !facts[source] {
			t.Errorf("there is no %s", source)
		}
	}
}

// Where a set describes its sources, it describes each that it cites, and each that it describes has a row of its own.
func TestEverySourceIsDescribed(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(), "rules/testdata/linkedin-facts.md"))
	if err != nil {
		t.Fatal(err)
	}
	facts := regexp.MustCompile(`(?m)^\| (L\d+) \|`).FindAllStringSubmatch(string(text), -1)
	some(t, len(facts), 62)
	all := 0
	each(t, func(t *testing.T, set *policy.RuleSet) {
		k := &book{RuleSet: set}
		described := describedIn(k.prose(sources))
		if len(described) == 0 {
			return
		}
		all += len(described)
		check := func(what string, list ...string) {
			for _, source := range list {
				if !described[source] {
					t.Errorf("%s cites %s, which nothing describes", what, source)
				}
			}
		}
		for _, r := range slices.Concat(set.Rules, set.Warnings) {
			check(r.ID, r.Sources...)
		}
		for _, l := range set.Laws {
			check(l.ID, l.Sources...)
		}
		for _, q := range set.Questions {
			check(q.ID, strings.Fields(q.Source)...)
			for _, r := range q.Readings {
				check(q.ID, strings.Fields(r.From)...)
			}
		}
		for _, a := range set.Advice {
			check("advice", a.Source)
		}
		for _, n := range set.Numbers {
			check("a number", n.Source)
		}
		page := pages(t)[set.Name+"/"+sources]
		for source := range described {
			if strings.Count(page, fmt.Sprintf(`| <span id="%s">%s</span> | `, strings.ToLower(source), source)) != 1 {
				t.Errorf("%s has no row of its own", source)
			}
		}
		if set.Name == "linkedin" {
			for _, fact := range facts {
				check("the list of facts", fact[1])
			}
		}
	})
	some(t, all, 62)
}

// What the texts of a set's folder have as code, the set declares.
func TestNamesInTextsAreDeclared(t *testing.T) {
	set, err := policy.Load(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	k := &book{RuleSet: set}
	for name, want := range map[string]string{
		"credits": "./world.md#member-credits", "blocks": "./world.md#tie-blocks", "accept-invite": "./world.md#action-accept-invite",
		"overuse": "./blocks-and-warnings.md#overuse", "open-profile-premium": "./laws.md#open-profile-premium", "C16": "./questions.md#c16", "career": "./index.md#tier",
	} {
		if got, err := k.linked("`" + name + "`."); err != nil || got != "[`"+name+"`]("+want+")." {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	if _, err := k.linked("`credits` and `kredits`"); err == nil || !strings.Contains(err.Error(), "`kredits`") {
		t.Errorf("a name that nothing has: %v", err)
	}
}

// Every link from one generated page to another, and to a section of it, leads somewhere.
func TestGeneratedLinks(t *testing.T) {
	all := pages(t)
	link := regexp.MustCompile(`\]\((\.[^)#]*)(#[^)]*)?\)|href="(\.[^"#]*)(#[^"]*)?"`)
	found := 0
	for name, text := range all {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target, anchor := m[1]+m[3], strings.TrimPrefix(m[2]+m[4], "#")
			to := path.Join(path.Dir(name), strings.TrimSuffix(strings.TrimSuffix(target, ".md"), ".html"))
			found++
			if strings.HasPrefix(to, "../") {
				if _, err := os.Stat(filepath.Join(root(), "web/docs/rules", to+".md")); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if all[to] == "" || anchor != "" && !strings.Contains(all[to], "{#"+anchor+"}") && !strings.Contains(all[to], `id="`+anchor+`"`) {
				t.Errorf("%s leads to %s#%s, which is not there", name, to, anchor)
			}
		}
	}
	some(t, found, 800)
}

func TestNothingGeneratedIsEmpty(t *testing.T) {
	empty := regexp.MustCompile(`(?m)<d[dt]></d|^- *$|^#+ *(\{|$)|\| +\||\(\)|<p></p>|<code></code>|<figcaption></figcaption>|\{source\}|%!`)
	for name, text := range pages(t) {
		if len(text) < 200 {
			t.Errorf("%s is nearly empty:\n%s", name, text)
		}
		if at := empty.FindStringIndex(text); at != nil {
			t.Errorf("%s: something is empty: …%s", name, text[max(at[0]-80, 0):at[1]])
		}
	}
}

// The glossary has every term that the engine or a set declares, under an anchor of its own.
func TestGlossaryHasEveryTerm(t *testing.T) {
	var books []*book
	want := 0
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		books = append(books, &book{RuleSet: set})
		if len(set.Words.Terms()) == 0 {
			t.Errorf("%s says of no word what it means", name)
		}
		want += len(set.Words.Terms())
	}
	text := glossaryPage(books)
	anchors := map[string]bool{}
	for _, m := range regexp.MustCompile(`<dt id="([^"]+)">([^<]+)</dt>\n<dd>[^<]+\.</dd>`).FindAllStringSubmatch(text, -1) {
		anchors[m[1]] = true
	}
	if want += len(words.Terms(words.Default())); len(anchors) != want {
		t.Errorf("%d terms are told of %d:\n%s", len(anchors), want, text)
	}
}
