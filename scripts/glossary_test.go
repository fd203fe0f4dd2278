package scripts

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inroad/rules/policy"
	"inroad/rules/sets"
	glossary "inroad/rules/words"
)

var updatePlain = flag.Bool("update", false, "write the list of plain words anew; look at what came to it")

// plainWords is the list of words that need no explanation, one a line.
const plainWords = "testdata/plain.txt"

// retired are words of the trade in whose place a plain one stands: "unclear", "not said", "assumed", "answer changed".
var retired = []string{
	"contested", "unstated", "nothing permits it", "depends on the reading", "under one reading", "changed otherwise", "verdict", "outcome", "outcomes", "principal", "predicate",
}

// A term is every word that people read on the page and that is not in the list of plain words. The glossary says what it means.
func TestWhatPeopleReadIsPlainOrExplained(t *testing.T) {
	texts := toPeople(t)
	explained := explainedWords(t)
	plain := strings.Fields(string(mustRead(t, plainWords)))
	met, unknown := map[string]bool{}, map[string]string{}
	for _, text := range texts {
		lower := " " + strings.Join(wordsIn(text.said), " ") + " "
		for _, phrase := range retired {
			if strings.Contains(lower, " "+phrase+" ") {
				t.Errorf("%s says %q in %q", text.file, phrase, text.said)
			}
		}
		for _, word := range wordsIn(text.said) {
			met[word] = true
			if !slices.Contains(plain, word) && !told(explained, word) && unknown[word] == "" {
				unknown[word] = text.file + ": " + text.said
			}
		}
	}
	if *updatePlain {
		var list []string
		for word := range met {
			if !told(explained, word) {
				list = append(list, word)
			}
		}
		slices.Sort(list)
		if err := os.WriteFile(plainWords, []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for word, where := range unknown {
		t.Errorf("%q is neither plain nor explained: use a plain word, say in rules/words/en_terms.go or the set's words.en.json what it means, or add it to %s (%s)", word, plainWords, where)
	}
	for _, word := range plain {
		switch {
		case !met[word]:
			t.Errorf("nobody reads %q: it need not stand in %s (-update takes it out)", word, plainWords)
		case told(explained, word):
			t.Errorf("%q is explained by the glossary: it need not stand in %s", word, plainWords)
		}
	}
	if !slices.IsSorted(plain) {
		t.Errorf("%s is not in the order of the alphabet", plainWords)
	}
}

func TestTermsAreNoticed(t *testing.T) {
	got := inMarkup("x.svelte", `<script lang="ts">
  import x from './no such place'
  const words = { yes: 'true here', no: "not a path" } // a comment that is not read
</script>
<!-- nor is this -->
<p class="no text" aria-label="Said aloud">Seen {count === 1 ? 'one answer' : many} and {name} <b title="On top">bold</b></p>
<style>.plain { color: red }</style>`)
	var said []string
	for _, g := range got {
		said = append(said, g.said)
	}
	want := []string{"true here", "not a path", "Said aloud", "On top", "Seen", "one answer", "and", "bold"}
	for _, text := range want {
		if !slices.Contains(said, text) {
			t.Errorf("%q is not among %q", text, said)
		}
	}
	if len(said) != len(want) {
		t.Errorf("%q, want %q", said, want)
	}
}

// text is something that people read.
type text struct{ file, said string }

// toPeople are all texts that stand in the page's components and modules, in the messages of the engine and in the words of the sets.
func toPeople(t *testing.T) []text {
	t.Helper()
	var list []text
	for _, file := range sources(t) {
		switch {
		case !strings.HasPrefix(file, "../web/src/"):
		case strings.HasSuffix(file, ".svelte"):
			list = append(list, inMarkup(file, string(mustRead(t, file)))...)
		case strings.HasSuffix(file, ".ts") && !strings.HasSuffix(file, "/wire.ts"):
			list = append(list, inScript(file, string(mustRead(t, file)))...)
		}
	}
	list = append(list, inMessages(t, "../rules/words/en.go")...)
	for _, name := range sets.Builtin() {
		file := "../rules/sets/" + name + "/words.en.json"
		for _, m := range regexp.MustCompile(`: "((?:[^"\\]|\\.)*)"`).FindAllStringSubmatch(string(mustRead(t, file)), -1) {
			list = append(list, text{file, regexp.MustCompile(`\{\w*\}`).ReplaceAllString(m[1], " ")})
		}
	}
	return list
}

// explainedWords are the words that terms are made of.
func explainedWords(t *testing.T) map[string]bool {
	t.Helper()
	terms := glossary.Terms(glossary.Default())
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, set.Words.Terms()...)
	}
	list := map[string]bool{}
	for _, term := range terms {
		name := wordsIn(term.Name)
		for _, word := range name {
			if len(name) == 1 || len(word) > 3 { // "to", "has" and "not" are no terms for being in one
				list[word] = true
			}
		}
	}
	return list
}

// told reports whether a word, or the one that it is several of, is explained.
func told(explained map[string]bool, word string) bool {
	return explained[word] || explained[strings.TrimSuffix(word, "s")] || explained[strings.TrimSuffix(word, "ies")+"y"]
}

var (
	word     = regexp.MustCompile(`\pL[\pL'’-]*`)
	plural   = regexp.MustCompile(`^(.{3,}?)(?:'s|’s)$`)
	comments = regexp.MustCompile(`(?s)<!--.*?-->|<style.*?</style>`)
	scripts  = regexp.MustCompile(`(?s)<script[^>]*>(.*?)</script>`)
	readable = regexp.MustCompile(`^(?:aria-label|title|placeholder|label|what|alt)$`)
)

// wordsIn are the words of a text in small letters, each without what makes it another's.
func wordsIn(said string) []string {
	var list []string
	for _, w := range word.FindAllString(said, -1) {
		w = strings.Trim(strings.ToLower(w), "'’-")
		if m := plural.FindStringSubmatch(w); m != nil {
			w = m[1]
		}
		if len([]rune(w)) > 2 {
			list = append(list, w)
		}
	}
	return list
}

// inMarkup are the texts of a component: what stands between tags, what attributes say aloud, and what its code says.
func inMarkup(file, source string) []text {
	source = comments.ReplaceAllString(source, "")
	var list []text
	for _, m := range scripts.FindAllStringSubmatch(source, -1) {
		list = append(list, inScript(file, m[1])...)
	}
	source = scripts.ReplaceAllString(source, "")
	add := func(said string) {
		if said = strings.TrimSpace(said); word.MatchString(said) {
			list = append(list, text{file, said})
		}
	}
	// braced is where the brace that opens at i closes.
	braced := func(i int) int {
		depth := 0
		for ; i < len(source); i++ {
			switch source[i] {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
		return i
	}
	for i := 0; i < len(source); {
		switch {
		case source[i] == '{':
			end := braced(i)
			list = append(list, literals(file, source[i:end], false)...)
			i = end
		case source[i] == '<':
			i++
			name := ""
			for i < len(source) && source[i] != '>' {
				switch c := source[i]; {
				case c == '{':
					end := braced(i)
					list = append(list, literals(file, source[i:end], true)...)
					i = end
				case c == '"':
					end := i + 1
					for end < len(source) && source[end] != '"' {
						if source[end] == '{' {
							end = braced(end)
						} else {
							end++
						}
					}
					if readable.MatchString(name) {
						add(regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(source[i+1:min(end, len(source))], " "))
					}
					i = end + 1
				case c == '=' || c == ' ' || c == '\n' || c == '/':
					i++
				default:
					start := i
					for i < len(source) && !strings.ContainsRune("= \n/>{\"", rune(source[i])) {
						i++
					}
					name = source[start:i]
				}
			}
			i++
		default:
			end := strings.IndexAny(source[i:], "<{")
			if end < 0 {
				end = len(source) - i
			}
			add(strings.ReplaceAll(source[i:i+end], "&nbsp;", " "))
			i += end
		}
	}
	return list
}

// inScript are the texts of code.
func inScript(file, source string) []text {
	var code []string
	for line := range strings.Lines(source) {
		if !strings.HasPrefix(strings.TrimSpace(line), "import ") && !strings.Contains(line, "} from '") {
			code = append(code, line)
		}
	}
	return literals(file, strings.Join(code, ""), true)
}

// literals are what of the literals in code is a text: of several words or, in what is shown, of one. Paths of a drawing, addresses
// and names of elements are none.
func literals(file, code string, several bool) []text {
	var list []text
	scriptTokens(code, func(literal bool, _ int, said string) {
		said = strings.TrimSpace(said)
		switch {
		case !literal || !word.MatchString(said) || strings.ContainsAny(said, "<>[]=#@/_\\") || drawn.MatchString(said):
		case several && !strings.Contains(said, " "):
		default:
			list = append(list, text{file, said})
		}
	})
	return list
}

// drawn is what a literal begins with, or has in it, that is written for a machine.
var drawn = regexp.MustCompile(`^[.&(]|monospace|sans-serif|^[Mm]?[\d.-]|^M[\d ]|^(?:translate|scale|rotate|matrix)\(|[a-z]\(|^--|\d+px|^[a-z-]+:`)

// inMessages are the literals of a Go file.
func inMessages(t *testing.T, name string) []text {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var list []text
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.CaseClause, *ast.BinaryExpr: // what is compared is no text, what is joined is
			if b, ok := n.(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
				return false
			}
		case *ast.BasicLit:
			if said, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && word.MatchString(said) {
				list = append(list, text{name, regexp.MustCompile(`%(\[\d+\])?[-+0-9.]*[a-z]`).ReplaceAllString(said, " ")})
			}
		}
		return true
	})
	return list
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
