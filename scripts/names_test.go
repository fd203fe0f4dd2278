package scripts

import (
	"fmt"
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"inroad/rules/codec"
	"inroad/rules/policy"
	syntax "inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// own are words that some set declares, and that the engine or the page has for something of its own.
var own = map[string]string{
	"message":  "what an error says, and what a Worker is sent",
	"page":     "of the documentation, and the playground itself",
	"pages":    "of the documentation",
	"headline": "of an answer",
	"free":     "the mark of what costs nothing",
	"nobody":   "what stands for no recipient",
	"connect":  "two actors, by a tie",
	"follow":   "to go along with a pointer, and with what a page shows",
}

// foreignNames are names of libraries and of the browser.
var foreignNames = []string{"RejectUnknownMembers", "connectedCallback", "isConnected"}

// A rule set's words are its own: neither the engine nor the page knows a kind, an attribute, a tie or an action of one. So no
// text in the code is what a set declares, and nothing in the code is named after it.
func TestCodeKnowsNoSet(t *testing.T) {
	if len(own) > 20 {
		t.Errorf("%d words are the engine's own", len(own))
	}
	declared := declared(t)
	met := map[string]bool{}
	for _, file := range sources(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mentions(file, string(text), declared) {
			if m.own != "" {
				met[m.own] = true
			} else {
				t.Errorf("%s:%d: %s", file, m.line, m.said)
			}
		}
	}
	for word := range own {
		if !met[word] {
			t.Errorf("no set declares %q that the code has too: it need not stand here", word)
		}
	}
}

func TestMentionsAreNoticed(t *testing.T) {
	declared := words{"tier": {}, "Account tier": {}, "recipientFollows": {}, "accept-invite": {}, "gold": {value: true}, "Page": {}}
	for _, test := range []struct {
		file, text string
		want       int
	}{
		{"a.go", "package a\nvar tierNames = 1", 1},
		{"a.go", "package a\nvar x = `tier`", 1},
		{"a.go", "package a\nvar x = \"Account tier\"", 1},
		{"a.go", "package a\nvar x = \"an Account tier\" // tier", 0},
		{"a.go", "package a\nvar title, Frontier, tiers int", 0},
		{"a.go", "package a\ntype x struct { A string `json:\"tier,omitzero\"` }", 1},
		{"a.go", "package a\nvar theRecipientFollowsOn, recipientsFollow int", 1},
		{"a.go", "package a\nvar AcceptInvite, HTTPTier int", 2},
		{"a.go", "package a\nvar accountTier int", 2},
		{"a.go", "package a\nvar gold = `gold`", 1},
		{"a.go", "package a\nvar isConnected int", 0},
		{"a.go", "package a\nvar pageOf = `page` + `Page`", 1},
		{"a.ts", "const a = x.tier // tier", 1},
		{"a.ts", "/* tier */ const a = 'tier' + \"it's\" + `a ${b(`${tier}`)} tier`", 2},
		{"a.ts", "const a = 'don\\'t tier', title = `tier`", 1},
		{"a.ts", "const a = { tier: 1, 'tier': 2, tier_of: 3, TIER_NAMES: 4 }", 4},
		{"a.svelte", "<!-- tier --><p class=\"tier\">Don't, {a.tier}</p><style>.tier { color: red }</style>", 2},
	} {
		got := mentions(test.file, test.text, declared)
		if got = slices.DeleteFunc(got, func(m mention) bool { return m.own != "" }); len(got) != test.want {
			t.Errorf("%s: %d mentions, not %d: %v", test.text, len(got), test.want, got)
		}
	}
}

// words are what sets declare.
type words map[string]declaration

// A declaration is of a set. The value of an attribute is a text and names nothing in the code.
type declaration struct {
	set   string
	value bool
}

// declared are the names and labels in the schemas of all sets, and the values of attributes.
func declared(t *testing.T) words {
	t.Helper()
	list := words{}
	var schemas []string
	for _, pattern := range []string{"../rules/sets/*", "../rules/testdata/sets/*"} {
		found, err := filepath.Glob(pattern + "/schema.cedarschema")
		if err != nil || len(found) == 0 {
			t.Fatalf("no set was found in %s: %v", pattern, err)
		}
		schemas = append(schemas, found...)
	}
	for _, file := range schemas {
		set := filepath.Dir(file)
		add := func(value bool, names ...string) {
			for _, name := range names {
				known, twice := list[name]
				if name != "" && (!twice || known.value) {
					list[name] = declaration{filepath.Base(set), value}
				}
			}
		}
		w := worldOf(t, file)
		for _, k := range w.All() {
			add(false, k.Type, k.Label, k.List, k.Entity)
			for _, a := range k.Attributes {
				add(false, a.Name, a.Label, a.Unit)
				add(true, a.Values...)
			}
		}
		for _, tie := range w.Ties {
			add(false, tie.Name, tie.Label)
		}
		for _, p := range w.Pair {
			add(false, p.Name)
		}
		for _, a := range w.Actions {
			add(false, a.Name, a.Label)
		}
		data := valuesOf(t, set)
		for _, e := range w.Enums {
			add(false, e.Type, e.Label)
			for _, v := range data[e.Type] {
				add(true, append(v.Groups, v.Value, v.Label)...)
			}
		}
	}
	return list
}

// worldOf is the world of a schema.
func worldOf(t *testing.T, file string) *world.World {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tree, diagnostics := syntax.ParseSchema(string(text))
	w, mistakes := world.Read(tree)
	if w == nil {
		t.Fatalf("%s: %v %v", file, diagnostics, mistakes)
	}
	return w
}

// valuesOf are the values that a set's data give its enumerations.
func valuesOf(t *testing.T, set string) map[string][]policy.Value {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(set, sets.Data))
	if err != nil {
		t.Fatal(err)
	}
	var data policy.Data
	if err := codec.Decode(string(text), &data); err != nil {
		t.Fatalf("%s: %v", set, err)
	}
	return data.Values
}

// sources are the files of the engine, its commands and the page, without their tests.
func sources(t *testing.T) []string {
	t.Helper()
	var list []string
	skipped := []string{"node_modules", "dist", "testdata", "sets", "test", "e2e", "e2e-docs", "bench", "tools"}
	for _, folder := range []string{"rules", "wasm", "scripts", "web"} {
		err := filepath.WalkDir("../"+folder, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && slices.Contains(skipped, d.Name()):
				return filepath.SkipDir
			case slices.Contains([]string{".go", ".ts", ".svelte"}, filepath.Ext(path)) && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, ".test.ts"):
				list = append(list, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(list) < 100 {
		t.Fatalf("only %d files were found", len(list))
	}
	return list
}

// mention is a place in the code that names what a set declares. Own is the word, where it is the engine's own too.
type mention struct {
	line      int
	said, own string
}

func mentions(file, text string, declared words) []mention {
	var found []mention
	type name struct {
		parts []string
		said  string
	}
	var names []name
	for _, said := range slices.Sorted(maps.Keys(declared)) {
		if !declared[said].value {
			names = append(names, name{parts(said), said})
		}
	}
	each := map[string]func(string, func(bool, int, string)){".go": goTokens, ".ts": scriptTokens, ".svelte": scriptTokens}[filepath.Ext(file)]
	each(text, func(literal bool, at int, token string) {
		add := func(word, format string, args ...any) {
			m := mention{line: 1 + strings.Count(text[:at], "\n"), said: fmt.Sprintf(format, args...)}
			if own[word] != "" {
				m.own = word
			}
			found = append(found, m)
		}
		if literal {
			if of, ok := declared[token]; ok {
				add(token, "the text %q is declared by %s", token, of.set)
			}
			return
		}
		if slices.Contains(foreignNames, token) {
			return
		}
		said := parts(token)
		for _, n := range names {
			if contains(said, n.parts) {
				add(strings.Join(n.parts, " "), "the name %s has in it %q, declared by %s", token, n.said, declared[n.said].set)
			}
		}
	})
	return found
}

// parts are the words of a name, in small letters: HTTPTier, tier_of and "Account tier" have two each.
func parts(name string) []string {
	var list []string
	runes, start := []rune(name), 0
	end := func(i int) {
		if i > start {
			list = append(list, strings.ToLower(string(runes[start:i])))
		}
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end(i)
			start = i + 1
		case unicode.IsUpper(r) && i > start && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end(i)
			start = i
		}
	}
	end(len(runes))
	return list
}

// contains reports whether words stand one after another among others.
func contains(list, some []string) bool {
	for i := 0; i+len(some) <= len(list); i++ {
		if slices.Equal(list[i:i+len(some)], some) {
			return true
		}
	}
	return false
}

// goTokens visits the texts and the names of a Go file; of a field's tag, what it says for each key.
func goTokens(text string, visit func(literal bool, at int, token string)) {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, []byte(text), nil, 0)
	for {
		pos, tok, lit := s.Scan()
		at := file.Offset(pos)
		switch tok {
		case token.EOF:
			return
		case token.IDENT:
			visit(false, at, lit)
		case token.STRING:
			said, err := strconv.Unquote(lit)
			if err != nil {
				continue
			}
			visit(true, at, said)
			for rest := said; lit[0] == '`'; {
				_, value, ok := strings.Cut(rest, `:"`)
				if !ok {
					break
				}
				value, rest, _ = strings.Cut(value, `"`)
				value, _, _ = strings.Cut(value, ",")
				visit(true, at, value)
			}
		}
	}
}

// scriptTokens visits the texts and the names of a TypeScript or Svelte file. The text of a page's markup counts as names.
func scriptTokens(text string, visit func(literal bool, at int, token string)) {
	letter := func(c byte) bool {
		return c == '_' || c == '$' || c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	after := func(i int, end string) int {
		if n := strings.Index(text[i:], end); n >= 0 {
			return i + n + len(end)
		}
		return len(text)
	}
	// code goes on until a brace closes that it did not open, and gives the place of it.
	var code func(i int) int
	template := func(i int) int {
		start := i
		for i < len(text) && text[i] != '`' {
			switch {
			case text[i] == '\\':
				i += 2
			case strings.HasPrefix(text[i:], "${"):
				visit(true, start, text[start:i])
				i = code(i+2) + 1
				start = i
			default:
				i++
			}
		}
		visit(true, min(start, len(text)), text[min(start, len(text)):min(i, len(text))])
		return i + 1
	}
	quoted := func(i int) int {
		start, quote := i, text[i-1]
		for i < len(text) && text[i] != quote && text[i] != '\n' {
			if text[i] == '\\' {
				i++
			}
			i++
		}
		visit(true, start, text[start:min(i, len(text))])
		return i + 1
	}
	code = func(i int) int {
		for depth := 0; i < len(text); {
			switch c := text[i]; {
			case strings.HasPrefix(text[i:], "//"):
				i = after(i, "\n")
			case strings.HasPrefix(text[i:], "/*"):
				i = after(i, "*/")
			case strings.HasPrefix(text[i:], "<!--"):
				i = after(i, "-->")
			case strings.HasPrefix(text[i:], "<style"):
				i = after(i, "</style>")
			case c == '`':
				i = template(i + 1)
			case c == '\'' && i > 0 && letter(text[i-1]): // of markup: "don't"
				i++
			case c == '"' || c == '\'':
				i = quoted(i + 1)
			case letter(c):
				start := i
				for i < len(text) && letter(text[i]) {
					i++
				}
				visit(false, start, text[start:i])
			case c == '{':
				depth++
				i++
			case c == '}' && depth == 0:
				return i
			case c == '}':
				depth--
				i++
			default:
				i++
			}
		}
		return i
	}
	for i := 0; i < len(text); i++ {
		i = code(i)
	}
}
