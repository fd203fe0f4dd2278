package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
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
	files, err := filepath.Glob(folder + "/*.md")
	if err != nil {
		return nil, err
	}
	embeds, err := filepath.Glob(folder + "/embeds/*.md")
	if err != nil {
		return nil, err
	}
	pages := map[string]string{}
	for _, file := range append(files, embeds...) {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name, _ := filepath.Rel(folder, file)
		pages[strings.TrimSuffix(name, ".md")] = string(text)
	}
	return pages, nil
})

func pages(t *testing.T) map[string]string {
	t.Helper()
	list, err := written()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// sections are the parts of all pages under a heading with an anchor, by the anchor.
func sections(t *testing.T) map[string]string {
	t.Helper()
	anchor := regexp.MustCompile(`^.* \{#([^}]+)\}\n`)
	list := map[string]string{}
	for name, text := range pages(t) {
		for _, part := range strings.Split(text, "\n## ")[1:] {
			found := anchor.FindStringSubmatch(part)
			if found == nil {
				continue
			}
			if list[found[1]] != "" {
				t.Errorf("%s: there are two sections %s", name, found[1])
			}
			list[found[1]] = part
		}
	}
	return list
}

// shownIn is the scenario of a section's embed, who looks at whom, and its static sentence.
func shownIn(t *testing.T, section string) (board *decision.Board, from, to int, sentence string) {
	t.Helper()
	attribute := func(name string) string {
		found := regexp.MustCompile(`<inroad-playground[^>]* ` + name + `="([^"]*)"`).FindStringSubmatch(section)
		if found == nil {
			t.Fatalf("no embed with %s in\n%s", name, section)
		}
		return html.UnescapeString(found[1])
	}
	sc, errs := scenario.Parse([]byte(attribute("scenario")))
	if errs != nil {
		t.Fatal(errs)
	}
	from, _ = sc.Network.Find(attribute("from"))
	to, _ = sc.Network.Find(attribute("to"))
	caption := regexp.MustCompile(`<figcaption>(.+)</figcaption>`).FindStringSubmatch(section)
	if caption == nil {
		t.Fatalf("no sentence in\n%s", section)
	}
	return decision.New(sc.Set, sc.Readings).On(sc.Network), from, to, html.UnescapeString(caption[1])
}

func TestEveryRuleHasASectionWhereItDecides(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	all := sections(t)
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		section := all[r.ID]
		if section == "" {
			t.Errorf("%s has no section", r.ID)
			continue
		}
		for _, want := range append([]string{r.Title, "```cedar\n" + strings.TrimSpace(r.Text) + "\n```"}, r.Sources...) {
			if !strings.Contains(section, want) {
				t.Errorf("%s: its section lacks %q", r.ID, want)
			}
		}
		if len(r.Conditions) > 3 && !strings.Contains(section, "It asks that\n\n- ") {
			t.Errorf("%s: its conditions are not said", r.ID)
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
}

func TestEveryQuestionHasASection(t *testing.T) {
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	all := sections(t)
	for i, q := range set.Questions {
		section := all[strings.ToLower(q.ID)]
		if section == "" {
			t.Errorf("%s has no section", q.ID)
			continue
		}
		board, from, to, _ := shownIn(t, section)
		outcomes := map[decision.Outcome]bool{}
		for j, r := range q.Readings {
			want := "- `" + r.Reading + "`. " + r.Title
			if j == 0 {
				want = "- `" + r.Reading + "`, the default. " + r.Title
			}
			if !strings.Contains(section, want) || !strings.Contains(section, "as <code>"+r.Reading+"</code>: ") {
				t.Errorf("%s: the reading %s is not said", q.ID, r.Reading)
			}
			other := decision.New(set, set.Defaults().With(policy.Choice{Question: i, Reading: j})).On(board.Network)
			for _, action := range set.Applicable(board.Kinds(from, to)) {
				d, err := other.Between(from, to, action)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(html.UnescapeString(section), "as <code>"+r.Reading+"</code>: "+explanation.Speaker{Board: other, From: from, To: to}.Summary(action, d)) {
					outcomes[d.Outcome] = true
				}
			}
		}
		if len(outcomes) < 2 {
			t.Errorf("%s: its embed shows no difference", q.ID)
		}
	}
}

func TestNothingGeneratedIsEmpty(t *testing.T) {
	empty := regexp.MustCompile(`(?m)<d[dt]></d|^- *$|^#+ *(\{|$)|\| +\||\(\)|<p></p>|<code></code>|<figcaption></figcaption>`)
	for name, text := range pages(t) {
		if len(text) < 200 {
			t.Errorf("%s is nearly empty:\n%s", name, text)
		}
		if at := empty.FindStringIndex(text); at != nil {
			t.Errorf("%s: something is empty: …%s", name, text[max(at[0]-80, 0):at[1]])
		}
	}
}
