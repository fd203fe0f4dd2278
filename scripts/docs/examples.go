package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"inroad/rules/api"
	"inroad/rules/embed"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// include is an example of the default set as an embed, for a page that people wrote to include.
type include struct {
	name, file, from, to string
	embed.Options
}

// included are what the pages include from rules/embeds.
var included = []include{
	{"first", "cold-outreach", "ana", "ben", embed.Options{View: "network", Theme: "auto"}},
	{"pair", "job-seeker", "mia", "grace", embed.Options{View: "pair", Theme: "auto", Controls: true}},
	{"contested", "cold-outreach", "ana", "dev", embed.Options{View: "pair", Theme: "auto", Controls: true}},
}

// element is the embed as Markdown takes it.
func (e include) element() (string, error) {
	sc, err := opened(filepath.Join(root(), "rules/sets", sets.Default(), "examples", e.file+".json"))
	if err != nil {
		return "", err
	}
	o := e.Options
	for _, end := range []struct {
		id     string
		number *int
	}{{e.from, &o.From}, {e.to, &o.To}} {
		i, ok := sc.Network.Find(end.id)
		if !ok {
			return "", fmt.Errorf("nobody in %s has the id %q", e.file, end.id)
		}
		*end.number = i
	}
	return embed.Element(sc, o)
}

// opened is the scenario in a file.
func opened(file string) (*scenario.Scenario, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	sc, errs := scenario.Parse(text)
	if errs != nil {
		return nil, fmt.Errorf("%s: %s", filepath.Base(file), words.Located(words.Default(), errs[0]))
	}
	return sc, nil
}

const examplesText = `# Examples

Each is a scenario file with checks that hold, and a page with its network, live. *Edit in the playground* below a network opens
it there; in the playground itself they stand under *Scenario*.
`

// scenarioPages are a page about some scenario files, which lists them, and a page of each with its network.
func (k *book) scenarioPages(about page, files []string) ([]page, error) {
	var rows [][]string
	var pages []page
	for _, file := range files {
		sc, err := opened(file)
		if err != nil {
			return nil, err
		}
		p, checks, err := k.scenarioPage(about, file, sc)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		pages = append(pages, p)
		rows = append(rows, []string{fmt.Sprintf("[%s](./%s.md)", p.title, p.name), fmt.Sprint(sc.Network.Len()), fmt.Sprint(checks), "`" + filepath.Base(file) + "`"})
	}
	about.text += "\n" + table([]string{about.title, "Who is there", "Checks", "File"}, rows)
	return append([]page{about}, pages...), nil
}

// scenarioPage is the page of one scenario, and how many checks it has. All of them hold, or it is none.
func (k *book) scenarioPage(about page, file string, sc *scenario.Scenario) (page, int, error) {
	name := strings.TrimSuffix(filepath.Base(file), ".json")
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", sc.Title, k.cited("../", sc.Description))
	element, err := networkOf(sc)
	if err != nil {
		return page{}, 0, err
	}
	b.WriteString(element)
	if readings := k.chosen(sc); readings != "" {
		fmt.Fprintf(&b, "\nRead in another way than the default: %s.\n", readings)
	}
	checked := api.CheckAll(sc)
	var rows [][]string
	for _, c := range checked.Checks {
		if !c.OK {
			return page{}, 0, fmt.Errorf("%s: %s", c.Text, c.Got)
		}
		rows = append(rows, []string{c.Text, k.cited("../", c.Got), k.ruleLinks("../", c.Rules), c.Name})
	}
	if rows != nil {
		fmt.Fprintf(&b, "\n## Its checks {#checks}\n\n%s", table([]string{"Check", "Comes to", "By", "Called"}, rows))
	}
	fmt.Fprintf(&b, "\nThe file is `%s`; `inroad check` reads it.\n", filepath.Base(file))
	return page{name: about.name + "/" + name, title: sc.Title, text: b.String(), within: true}, len(rows), nil
}

// networkOf is the network of a scenario as an embed, with the two who are looked at.
func networkOf(sc *scenario.Scenario) (string, error) {
	o := embed.Options{View: "network", Theme: "auto"}
	if o.From, o.To = sc.Shown("", ""); o.From < 0 {
		return "", errors.New("nobody is there")
	}
	return embed.Element(sc, o)
}

// ruleLinks are the rules that decided, as links to where they are described. Up leads from the page to the set's own folder.
func (k *book) ruleLinks(up string, rules []api.DecidingRule) string {
	var list []string
	for _, decides := range rules {
		link := "`" + decides.ID + "`" // of the scenario's own
		if r, ok := k.Rule(decides.ID); ok {
			link = fmt.Sprintf("[%s](%s%s.md#%s)", r.Title, up, k.Pages[k.pageOf(r)].Page, r.ID)
		}
		list = append(list, link)
	}
	return strings.Join(list, "; ")
}

// chosen are the readings of a scenario that are not the defaults.
func (k *book) chosen(sc *scenario.Scenario) string {
	var list []string
	for i, q := range sc.Set.Questions {
		if j := sc.Readings[i]; j > 0 {
			list = append(list, fmt.Sprintf("[%s](../%s.md#%s) as `%s`", q.ID, questions, strings.ToLower(q.ID), q.Readings[j].Reading))
		}
	}
	return strings.Join(list, ", ")
}
