package scripts

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// silent are the files that say nothing themselves: whatever they have to say is a message of words.Language.
var silent = []string{
	"explanation/*.go", "session/*.go", "drawing/*.go", "embed/*.go", "api/*.go",
	"diagnostic/*.go", "policy/cedar/*.go", "world/*.go", "policy/*.go", "scenario/*.go",
	"words/words.go", "words/check.go", "words/diagnostic.go", "words/language.go",
}

// noWords are literals that look like words and are none.
var noWords = map[string]string{
	" ilj.,:;'|·":         "letters that are narrow, to guess how wide a text is",
	", warnings ":         "what links held before there were tokens; it never changes",
	", sources ":          "the same",
	", cost ":             "the same",
	", not contested":     "the same",
	", contested":         "the same",
	"not in":              "an operator",
	" has ":               "of Cedar",
	" is ":                "the same",
	"(principal is ":      "the same",
	", action == ":        "the same",
	"\nwhen {\n":          "the same",
	"... has ":            "of Cedar",
	"rule set %s: %s":     "a defect of a set that comes with Inroad, for us",
	"rule set %s: %s: %s": "the same",
	" through":            "of a key of words.en.json",
}

// markup is what is written for a machine: tags, attributes, the commands of a path, and what is put into a text.
var markup = []*regexp.Regexp{
	regexp.MustCompile(`<[^>]*>`),
	regexp.MustCompile(`[\w-]+="[^"]*("|$)`),
	regexp.MustCompile(`%(\[\d+\])?[-+#0-9.]*[a-zA-Z]`),
	regexp.MustCompile(`\b[MLQCZ]\b`),
}

var letter = regexp.MustCompile(`\pL`)

// reads are functions that look for a text in another: it is what a library says, and nothing that is said here.
var reads = []string{"HasPrefix", "HasSuffix", "Cut", "CutPrefix", "Split", "SplitSeq", "ReplaceAll", "inside"}

// said lists the literals of a file that are words. What a panic says is a defect, and for us.
func said(t *testing.T, name string, source any) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			n.Tag = nil
		case *ast.CallExpr:
			if name := called(n); name == "panic" || slices.Contains(reads, name) {
				return false
			}
		case *ast.BasicLit:
			if n.Kind != token.STRING {
				break
			}
			text, err := strconv.Unquote(n.Value)
			if err != nil {
				t.Fatal(err)
			}
			rest := text
			for _, m := range markup {
				rest = m.ReplaceAllString(rest, "")
			}
			if _, known := noWords[text]; !known && strings.Contains(text, " ") && letter.MatchString(rest) {
				found = append(found, text)
			}
		}
		return true
	})
	return found
}

func TestWhatIsSaidIsSaidByALanguage(t *testing.T) {
	for _, pattern := range silent {
		files, err := filepath.Glob("../rules/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("there is nothing at %s: %v", pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, text := range said(t, file, nil) {
				t.Errorf("%s says %q: make it a message of words.Language", file, text)
			}
		}
	}
}

func TestWordsAreNoticed(t *testing.T) {
	got := said(t, "x.go", "package x\n"+`
var a, b, c = "allowed", "not said", " may "
var d, e, f = "<td align=\"x\">%s</td>", " fill=\"%s\" rx=\"13\"", "%3d. %s (%s)"
var g, h, i = "<td>no one</td>", "%s has none", " · "
type t struct { A int `+"`json:\"a\" tstype:\"'x' | 'y'\"`"+` }
func j() { panic("this is a defect") }`)
	if diff := cmp.Diff([]string{"not said", " may ", "<td>no one</td>", "%s has none"}, got); diff != "" {
		t.Error(diff)
	}
}
