package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inroad/rules/words"
)

// glossaryPage says what words mean: the engine's own, and those of each set.
func glossaryPage(books []*book) string {
	var b strings.Builder
	b.WriteString(glossaryText)
	b.WriteString(defined("term", words.Terms(words.Default())))
	for _, k := range books {
		if terms := k.Words.Terms(); terms != nil {
			fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s", k.Title, k.Name, defined(k.Name, terms))
		}
	}
	return b.String()
}

const glossaryText = `# Glossary

What words mean here. On the page each stands behind its word, too: point at a word with dots under it, or press it.

## Everywhere {#everywhere}

`

// defined are terms by the alphabet, each with its meaning, and an anchor that links lead to.
func defined(within string, terms []words.Term) string {
	terms = slices.SortedFunc(slices.Values(terms), func(a, b words.Term) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	var b strings.Builder
	b.WriteString("<dl class=\"glossary\">\n")
	for _, t := range terms {
		fmt.Fprintf(&b, "<dt id=\"%s-%s\">%s</dt>\n<dd>%s</dd>\n", within, strings.ReplaceAll(t.Key, ".", "-"), capital(t.Name), t.Meaning)
	}
	b.WriteString("</dl>\n")
	return b.String()
}
