// Package codes answers what a code of a diagnostic means: why it is a mistake, and what a text with it looks like.
//
// It is read by the command and the documentation alone, so that the engine does not carry it.
package codes

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
)

// Page is what is said of a code.
type Page struct {
	Code     string
	Severity diagnostic.Severity
	Why      string // a sentence or two
	File     string // the example's name: the code, and what kind of file it is
	Example  string // a text that raises it
}

// Shown is the example as a page shows it; "" where it is too long, or has what no page can show.
func (p Page) Shown() string {
	if len(p.Example) > 500 || !utf8.ValidString(p.Example) || strings.Contains(p.Example, "\x00") {
		return ""
	}
	return p.Example
}

//go:embed why.txt
var whys string

//go:embed mistakes
var mistakes embed.FS

// Pages are those of all codes that have one, in the order of why.txt.
func Pages() []Page {
	severities := map[string]diagnostic.Severity{}
	for _, code := range diagnostic.All() {
		severities[code.String()] = code.Severity()
	}
	files := map[string]string{}
	entries, err := mistakes.ReadDir("mistakes")
	if err != nil {
		panic("codes: " + err.Error()) // they are embedded
	}
	for _, e := range entries {
		files[strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = e.Name()
	}
	var pages []Page
	for line := range strings.Lines(whys) {
		code, why, _ := strings.Cut(strings.TrimSpace(line), ": ")
		example, _ := mistakes.ReadFile("mistakes/" + files[code])
		pages = append(pages, Page{code, severities[code], why, files[code], string(example)})
	}
	return pages
}

// Find is the page of a code. The error names the code that was probably meant.
func Find(code string) (Page, error) {
	var known []string
	for _, page := range Pages() {
		if page.Code == code {
			return page, nil
		}
		known = append(known, page.Code)
	}
	if nearest := spelling.Nearest(code, known); nearest != "" {
		return Page{}, fmt.Errorf("nothing is said of a code %q; did you mean %q?", code, nearest)
	}
	return Page{}, fmt.Errorf("nothing is said of a code %q", code)
}
