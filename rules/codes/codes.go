// Package codes answers what a code of a diagnostic means: why it is a mistake, and what a text with it looks like.
//
// It is read by the command and the documentation alone, so that the engine does not carry it.
package codes

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"inroad/rules/diagnostic"
	"inroad/rules/sets"
	"inroad/rules/spelling"
)

// Page is what is said of a code.
type Page struct {
	Code     string
	About    string // what mistakes with it are about, as a heading: "Laws"
	Severity diagnostic.Severity
	Why      string // a sentence or two
	Form     Form
	Example  string // a text that raises it; "" where that would be too long to read
}

// Form is what an example is: the name of a file of a rule set, which stands in the place of that of Base, or one of those below.
type Form string

// The forms that are no file of a rule set.
const (
	Cedar    Form = "cedar"         // rules beside those of the first set that comes with Inroad
	Schema   Form = "cedarschema"   // a schema by itself
	Scenario Form = "json"          // a scenario file
	Request  Form = "request.json"  // a request to the engine that has Asked open
	Requests Form = "requests.json" // several, of which the last raises the code
	Command  Form = "sh"            // a command line
)

// InSet reports whether the example is a file of a rule set.
func (f Form) InSet() bool { return slices.Contains(sets.Names(), string(f)) }

// Caption says what the example is, where it does not say so itself.
func (f Form) Caption() string {
	switch {
	case f.InSet():
		return string(f) + " of a rule set:"
	case f == Request:
		return "A request:"
	case f == Requests:
		return "Requests, one after the other:"
	default:
		return ""
	}
}

// Shown is the example as a page shows it; "" where it is too long, or has what no page can show.
func (p Page) Shown() string {
	if len(p.Example) > 500 || !utf8.ValidString(p.Example) || strings.Contains(p.Example, "\x00") {
		return ""
	}
	return p.Example
}

var (
	//go:embed why.txt
	whys string
	//go:embed mistakes
	mistakes embed.FS
	//go:embed base
	base embed.FS
	//go:embed asked.json
	asked string
)

// Asked is the scenario that is open when the request of an example comes.
func Asked() string { return asked }

// Base is a small rule set without mistakes, one file of which an example takes the place of.
func Base() sets.Files {
	folder, err := fs.Sub(base, "base")
	if err != nil {
		panic("codes: " + err.Error()) // it is embedded
	}
	files, err := sets.ReadFolder(folder)
	if err != nil {
		panic("codes: " + err.Error())
	}
	return files
}

// Pages are those of all codes that have one, in the order of why.txt, where a line that begins with # says what the codes
// below it are about.
func Pages() []Page {
	severities := map[string]diagnostic.Severity{}
	for _, code := range diagnostic.All() {
		severities[code.String()] = code.Severity()
	}
	forms := map[string]Form{}
	entries, err := mistakes.ReadDir("mistakes")
	if err != nil {
		panic("codes: " + err.Error())
	}
	for _, e := range entries {
		code, form, _ := strings.Cut(e.Name(), ".")
		forms[code] = Form(form)
	}
	var pages []Page
	about := ""
	for line := range strings.Lines(whys) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			about = heading
			continue
		}
		code, why, _ := strings.Cut(line, ": ")
		page := Page{Code: code, About: about, Severity: severities[code], Why: why, Form: forms[code]}
		if page.Form != "" {
			example, _ := mistakes.ReadFile("mistakes/" + code + "." + string(page.Form))
			page.Example = string(example)
		}
		pages = append(pages, page)
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
