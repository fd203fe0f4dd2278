// Command docs writes the pages of the documentation that say what the rules are: one page for
// each group of actions, one for the questions that the rules' source leaves open, and the embeds
// that other pages include. Everything in them comes from the rule set itself, and beside each
// rule stands the smallest network in which it decides.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

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

// run writes all pages into a folder of their own, whose former content it removes.
func run(folder string) error {
	set, err := policy.Load(sets.Default())
	if err != nil {
		return err
	}
	book := &book{set, analysis.NewSurvey(set)}
	pages, err := book.rulePages()
	if err != nil {
		return err
	}
	questions, err := book.questionsPage()
	if err != nil {
		return err
	}
	all := append([]page{book.overview(pages)}, pages...)
	all = append(all, questions)

	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(folder, "embeds"), 0o777); err != nil {
		return err
	}
	type item struct {
		Text string `json:"text"`
		Link string `json:"link"`
	}
	var sidebar []item
	for _, p := range all {
		sidebar = append(sidebar, item{p.title, "/rules/" + p.name + ".html"})
		if err := os.WriteFile(filepath.Join(folder, p.name+".md"), []byte(p.text), 0o666); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(sidebar, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "pages.json"), append(text, '\n'), 0o666); err != nil {
		return err
	}
	for _, e := range examples {
		text, err := e.element()
		if err != nil {
			return fmt.Errorf("embed %s: %w", e.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, "embeds", e.name+".md"), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// book is a rule set, and what can be said of it over all situations.
type book struct {
	*policy.RuleSet
	survey *analysis.Survey
}

// page is one page of the documentation, in Markdown, and the rules that it is about.
type page struct {
	name, title, text string
	rules             []*policy.Rule
}
