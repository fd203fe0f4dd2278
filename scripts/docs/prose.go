package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"inroad/rules/policy"
)

// folder is the set's folder.
func (k *book) folder() string { return filepath.Join(root(), "rules/sets", k.Name) }

// prose is a text of the set's folder that is for these pages alone; "" where there is none.
func (k *book) prose(name string) string {
	text, err := os.ReadFile(filepath.Join(k.folder(), name+".md"))
	if err != nil {
		return ""
	}
	return string(text)
}

// source is what the rules restate, within a sentence.
func (k *book) source() string { return cmp.Or(k.Source, "the source") }

// of puts the source into a text in place of {source}.
func (k *book) of(text string) string { return strings.ReplaceAll(text, "{source}", k.source()) }

var code = regexp.MustCompile("`[^`\n]+`")

// linked makes the names that stand in a text as code links to where they are described. One that the set does not
// declare is a mistake.
func (k *book) linked(text string) (string, error) {
	var mistakes []string
	out := code.ReplaceAllStringFunc(text, func(span string) string {
		address, ok := k.address(strings.Trim(span, "`"))
		if !ok {
			mistakes = append(mistakes, span)
			return span
		}
		return "[" + span + "](" + address + ")"
	})
	if mistakes != nil {
		return "", fmt.Errorf("the set declares nothing that is called %s", strings.Join(mistakes, ", "))
	}
	return out, nil
}

// address is where a name that the set declares is described: as seen from the set's own pages.
func (k *book) address(name string) (string, bool) {
	in := func(page, anchor string) (string, bool) { return "./" + page + ".md#" + anchor, true }
	for _, kind := range k.World.Kinds {
		if a, ok := kind.Attribute(name); ok {
			return in(theWorld, attributeAnchor(a))
		}
	}
	if t, ok := k.World.Tie(name); ok {
		return in(theWorld, tieAnchor(t))
	}
	if a, ok := k.World.Action(name); ok {
		return in(theWorld, actionAnchor(a))
	}
	if r, ok := k.Rule(name); ok {
		return in(k.Pages[k.pageOf(r)].Page, r.ID)
	}
	if slices.ContainsFunc(k.Laws, func(l *policy.Law) bool { return l.ID == name }) {
		return in(laws, name)
	}
	if slices.ContainsFunc(k.Questions, func(q policy.Question) bool { return q.ID == name }) {
		return in(questions, strings.ToLower(name))
	}
	for _, e := range k.World.Enums {
		if slices.Contains(e.Names(), name) {
			return in(overview, strings.ToLower(e.Type))
		}
	}
	return "", false
}

// cited makes the sources in a text links to where they are described, if they are. Up leads from the page that the text is
// on to the set's own folder.
func (k *book) cited(up, text string) string {
	return citation.ReplaceAllStringFunc(text, func(source string) string {
		if !k.described[source] {
			return source
		}
		return fmt.Sprintf("[%s](./%s%s.md#%s)", source, up, sources, strings.ToLower(source))
	})
}

// citedInHTML are sources as links where Markdown is not read.
func (k *book) citedInHTML(list []string) string {
	var out []string
	for _, source := range list {
		if k.described[source] {
			source = fmt.Sprintf(`<a href="./%s.html#%s">%s</a>`, sources, strings.ToLower(source), source)
		}
		out = append(out, source)
	}
	return strings.Join(out, ", ")
}

// within are sources in brackets, "" where there are none.
func (k *book) within(list ...string) string {
	if len(list) == 0 {
		return ""
	}
	return " (" + k.cited("", strings.Join(list, ", ")) + ")"
}

var (
	citation = regexp.MustCompile(`\b[A-Z]\d+[a-z]?\b`)
	// row is a row of a table whose first cell has sources.
	row = regexp.MustCompile(`(?m)^\| ((?:[A-Z]\d+[a-z]?(?:, )?)+) \|`)
)

// describedIn are the sources that a text describes, a row of a table each.
func describedIn(text string) map[string]bool {
	found := map[string]bool{}
	for _, match := range row.FindAllStringSubmatch(text, -1) {
		found[match[1]] = true
	}
	return found
}

// sourcesPage is the page that describes the sources; none where the set's folder has no such text.
func (k *book) sourcesPage() []page {
	text := k.prose(sources)
	if text == "" {
		return nil
	}
	text = row.ReplaceAllStringFunc(text, func(cell string) string {
		source := strings.Trim(cell, "| ")
		return fmt.Sprintf("| <span id=\"%s\">%s</span> |", strings.ToLower(source), source)
	})
	const title = "The sources"
	return []page{{name: sources, title: title, text: "# " + title + "\n\n" + text}}
}

// unsaidPage is the page of what the set does not say; none where its folder has no such text.
func (k *book) unsaidPage() ([]page, error) {
	text := k.prose(unsaid)
	if text == "" {
		return nil, nil
	}
	text, err := k.linked(text)
	if err != nil {
		return nil, fmt.Errorf("%s.md: %w", unsaid, err)
	}
	text = row.ReplaceAllStringFunc(text, func(cell string) string { return k.cited("", cell) })
	const title = "What it does not say"
	return []page{{name: unsaid, title: title, text: "# " + title + "\n\n" + text}}, nil
}
