package main

import (
	"fmt"
	"path"
	"strings"

	"inroad/rules/codes"
	"inroad/rules/diagnostic"
	"inroad/rules/sets"
)

// codesPage says of each code why it is a mistake, and shows a text with it.
func codesPage() string {
	var b strings.Builder
	b.WriteString(codesText)
	about := ""
	for _, page := range codes.Pages() {
		if page.About != about {
			about = page.About
			fmt.Fprintf(&b, "\n## %s\n", about)
		}
		severity := "An error"
		if page.Severity == diagnostic.Warning {
			severity = "A warning"
		}
		fmt.Fprintf(&b, "\n### %s {#%s}\n\n%s. %s\n", page.Code, page.Code, severity, page.Why)
		if example := page.Shown(); example != "" {
			if caption := page.Form.Caption(); caption != "" {
				fmt.Fprintf(&b, "\n%s\n", caption)
			}
			fmt.Fprintf(&b, "\n```%s\n%s```\n", languageOf(string(page.Form)), example)
		}
	}
	b.WriteString("\n## What the examples stand in {#examples}\n\nA file of a rule set stands in the place of one of these:\n")
	for _, name := range sets.Names() {
		if text, ok := codes.Base()[name]; ok {
			fmt.Fprintf(&b, "\n```%s [%s]\n%s```\n", languageOf(name), name, text)
		}
	}
	fmt.Fprintf(&b, "\nThis scenario is open when a request comes, but for `%s`:\n\n```json\n%s```\n", diagnostic.NothingOpen, codes.Asked())
	return b.String()
}

// languageOf is what the highlighter calls the language of a file, by its name or the end of it.
func languageOf(name string) string {
	switch language := strings.TrimPrefix(path.Ext("."+name), "."); language {
	case "cedarschema":
		return "cedar"
	default:
		return language
	}
}

const codesText = `# Mistakes and their codes

Every mistake that [` + "`inroad lint`" + `](../command-line.md#lint), another command or the engine names has a code, which no wording
changes. Here are all of them, each with why it is a mistake and, unless that would be too long, a text that has it. Rules by
themselves stand beside those of the set ` + "`article`" + `; [what the others stand in](#examples) is at the end.
`
