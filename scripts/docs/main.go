// Command docs writes the pages of the documentation that say what the rules are: for each rule set that comes with
// Inroad one page for each group of actions, and pages of its questions, its world, its laws, its examples and of what it
// leaves out; one page of the codes of mistakes, and one of what words mean; and the embeds that other pages include. Everything in
// them comes from the rule set itself, and beside each rule stands the smallest network in which it decides.
//
// Some files of a set's folder are for these pages alone, and the engine does not have them: source.md says where the rules come
// from, unsaid.md what they do not say, sources.md what each source says. What stands in the first two as code is a name
// that the set declares, and becomes a link to where it is described.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"inroad/rules/analysis"
	"inroad/rules/policy"
	"inroad/rules/sets"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: docs FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

// group is a heading of the list of all pages, and what stands under it.
type group struct {
	Text  string `json:"text"`
	Items []item `json:"items"`
}

type item struct {
	Text string `json:"text"`
	Link string `json:"link"`
}

// run writes all pages into a folder of their own, whose former content it removes.
func run(folder string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	first := group{"Rule sets", []item{{"Whose rules there are", "/rules/index.html"}}}
	groups := []group{first}
	var books []*book
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			return err
		}
		k := newBook(set)
		books = append(books, k)
		pages, err := k.pages()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		listed := group{Text: set.Title}
		for _, p := range pages {
			if !p.within {
				listed.Items = append(listed.Items, item{p.title, "/rules/" + name + "/" + p.name + ".html"})
			}
			if err := write(filepath.Join(folder, name, p.name+".md"), k.headed(p)); err != nil {
				return err
			}
		}
		groups = append(groups, listed)
	}
	told, err := claimPages(books)
	if err != nil {
		return err
	}
	for _, p := range told {
		if err := write(filepath.Join(folder, gallery, p.name+".md"), p.text); err != nil {
			return err
		}
	}
	groups[0].Items = append(groups[0].Items, item{"Claims, checked", "/rules/" + gallery + "/" + overview + ".html"})
	if err := write(filepath.Join(folder, "index.md"), shelf(books)); err != nil {
		return err
	}
	if err := write(filepath.Join(folder, "codes.md"), codesPage()); err != nil {
		return err
	}
	if err := write(filepath.Join(folder, "glossary.md"), glossaryPage(books)); err != nil {
		return err
	}
	text, err := json.MarshalIndent(groups, "", "  ")
	if err != nil {
		return err
	}
	if err := write(filepath.Join(folder, "pages.json"), string(text)+"\n"); err != nil {
		return err
	}
	for _, e := range included {
		text, err := e.element()
		if err != nil {
			return fmt.Errorf("embed %s: %w", e.name, err)
		}
		if err := write(filepath.Join(folder, "embeds", e.name+".md"), text); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file, into a folder that is made where it is missing.
func write(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}

// root is the folder of the repository.
func root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "../..")
}

// book is a rule set, and what can be said of it over all situations.
type book struct {
	*policy.RuleSet
	survey   *analysis.Survey
	coverage map[string]analysis.Covered // under the default readings
	// described are the sources that the set's folder describes.
	described map[string]bool
}

func newBook(set *policy.RuleSet) *book {
	k := &book{RuleSet: set, survey: analysis.NewSurvey(set), coverage: analysis.Coverage(set, set.Defaults())}
	k.described = describedIn(k.prose(sources))
	return k
}

// page is one page of the documentation, in Markdown.
type page struct {
	name, title, text string
	rules             []*policy.Rule // that it is about
	within            bool           // another page leads to it, and not the list of all pages
}

// The pages that every set has, beside those of its actions.
const (
	overview  = "index"
	questions = "questions"
	advice    = "advice"
	theWorld  = "world"
	laws      = "laws"
	unsaid    = "unsaid"
	sources   = "sources"
	examples  = "examples"
)

// pages are all pages of a set, in the order in which they are read.
func (k *book) pages() ([]page, error) {
	for _, p := range k.Pages {
		switch p.Page {
		case overview, questions, advice, theWorld, laws, unsaid, sources, examples:
			return nil, fmt.Errorf("the page %q is there for every set: give it another name", p.Page)
		}
	}
	rules, err := k.rulePages()
	if err != nil {
		return nil, err
	}
	open, err := k.questionsPage()
	if err != nil {
		return nil, err
	}
	unsaid, err := k.unsaidPage()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(k.folder(), "examples", "*.json"))
	if err != nil {
		return nil, err
	}
	shown, err := k.scenarioPages(page{name: examples, title: "Examples", text: examplesText}, files)
	if err != nil {
		return nil, err
	}
	rest := []page{open}
	if len(k.Advice)+len(k.Numbers) > 0 {
		rest = append(rest, k.advicePage())
	}
	rest = append(rest, k.worldPage())
	if len(k.Laws) > 0 {
		rest = append(rest, k.lawsPage())
	}
	rest = slices.Concat(rest, unsaid, k.sourcesPage(), shown)
	first, err := k.overview(rules, rest)
	if err != nil {
		return nil, err
	}
	return append(append([]page{first}, rules...), rest...), nil
}

// headed is a page's text with what every page of a set begins with: whose rules it is about.
func (k *book) headed(p page) string {
	up := strings.Repeat("../", strings.Count(p.name, "/"))
	crumb := ""
	if p.name != overview {
		crumb = fmt.Sprintf("<p class=\"set\"><a href=\"./%sindex.html\">%s</a></p>\n\n", up, k.Title)
	}
	return fmt.Sprintf("---\ntitleTemplate: %q\n---\n\n%s%s", ":title · "+k.Title+" · Inroad", crumb, p.text)
}

// shelf is the page of all rule sets.
func shelf(books []*book) string {
	var b strings.Builder
	b.WriteString(shelfText)
	for _, k := range books {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s\n\n", k.Title, k.Name, k.Description)
		fmt.Fprintf(&b, "- [All %d rules and %d warnings](./%s/%s.md)\n", len(k.Rules), len(k.Warnings), k.Name, overview)
		if len(k.Questions) > 0 {
			fmt.Fprintf(&b, "- [%d open questions](./%s/%s.md)\n", len(k.Questions), k.Name, questions)
		}
		if k.prose(unsaid) != "" {
			fmt.Fprintf(&b, "- [What it does not say, and why](./%s/%s.md)\n", k.Name, unsaid)
		}
		fmt.Fprintf(&b, "- [Examples](./%s/%s.md)\n\nIn a scenario file: `\"rules\": \"%s\"`.\n", k.Name, examples, k.Name)
	}
	return b.String()
}

const shelfText = `# Whose rules there are

These rule sets come with Inroad. Each restates one source, cites it by number and does not quote it. A source may be wrong or out
of date, and nothing here is advice on any real account.

A set is chosen at the top of the playground, or in the scenario file. [Another is added](../world.md) by adding its folder.
`
