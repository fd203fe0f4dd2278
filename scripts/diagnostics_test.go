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

const (
	codesFile   = "../rules/diagnostic/codes.go"
	englishFile = "../rules/words/en_diagnostics.go"
)

func parsedFile(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// declaredCodes are the codes of messages by the names of their constants. Each constant has its code in a comment behind
// it, and all codes stand in their order in a text.
func declaredCodes(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), codesFile, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	codes, ordered, listed := map[string]string{}, []string(nil), []string(nil)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		switch {
		case !ok:
			return true
		case spec.Names[0].Name == "allNames":
			text, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			listed = strings.Fields(text)
		case spec.Comment != nil && spec.Names[0].IsExported():
			code, _, _ := strings.Cut(strings.TrimSpace(spec.Comment.Text()), ":")
			codes[spec.Names[0].Name], ordered = code, append(ordered, code)
		}
		return true
	})
	if diff := cmp.Diff(ordered, listed); diff != "" {
		t.Errorf("the codes of constants, and their list\n%s", diff)
	}
	return codes
}

// englishTemplates are the lines of the table of English sentences.
func englishTemplates(t *testing.T) []string {
	t.Helper()
	var lines []string
	ast.Inspect(parsedFile(t, englishFile), func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && strings.HasPrefix(literal.Value, "`\n") {
			text, _ := strconv.Unquote(literal.Value)
			lines = strings.Split(text, "\n")
		}
		return true
	})
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// Each code has one sentence, no sentence is of no code, and codes are names that files may hold.
func TestEveryCodeIsSaid(t *testing.T) {
	said := map[string]bool{}
	for _, line := range englishTemplates(t) {
		code, _, ok := strings.Cut(line, ": ")
		if !ok || said[code] {
			t.Errorf("%q has no code, or the code of another", line)
		}
		said[code] = true
	}
	used := map[string]bool{}
	for name, code := range declaredCodes(t) {
		switch {
		case !regexp.MustCompile(`^[a-z][a-z0-9-]*$`).MatchString(code):
			t.Errorf("%s is %q", name, code)
		case used[code]:
			t.Errorf("%s is %q, and so is another", name, code)
		case !said[code]:
			t.Errorf("%q is not said in English", code)
		}
		used[code] = true
		delete(said, code)
	}
	for code := range said {
		t.Errorf("%q is said in English, and is no code", code)
	}
}

// slots is how many arguments a template looks at.
func slots(template string) int {
	most := 0
	for _, slot := range regexp.MustCompile(`\{(\d+)`).FindAllStringSubmatch(template, -1) {
		n, _ := strconv.Atoi(slot[1])
		most = max(most, n+1)
	}
	return most
}

// Whoever gives a message gives all that its sentence looks at, everybody alike, and there is no code that nobody gives.
func TestEveryMessageHasItsArguments(t *testing.T) {
	codes, need, used := declaredCodes(t), map[string]int{}, map[string]bool{}
	for _, line := range englishTemplates(t) {
		code, template, _ := strings.Cut(line, ": ")
		need[code] = slots(template)
	}
	given := map[string]int{}
	for _, file := range sources(t) {
		if !strings.HasSuffix(file, ".go") || filepath.Base(file) == "codes.go" {
			continue
		}
		parsed := parsedFile(t, file)
		say := sayers(t, filepath.Dir(file))
		ast.Inspect(parsed, func(n ast.Node) bool {
			if name, ok := codeOf(n); ok {
				used[name] = true
			}
			if name, ok := n.(*ast.Ident); ok && filepath.Dir(file) == filepath.Dir(codesFile) {
				used[name.Name] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || call.Ellipsis.IsValid() || !say[called(call)] {
				return true
			}
			i := slices.IndexFunc(call.Args, func(arg ast.Expr) bool { _, ok := codeOf(arg); return ok })
			if i < 0 {
				return true // a variable has the code
			}
			name, _ := codeOf(call.Args[i])
			code, args := codes[name], len(call.Args)-i-1
			if args < need[code] {
				t.Errorf("%s: %s is given %d arguments, and its sentence looks at %d", file, code, args, need[code])
			}
			if was, ok := given[code]; ok && was != args {
				t.Errorf("%s: %s is given %d arguments, and elsewhere %d", file, code, args, was)
			}
			given[code] = args
			return true
		})
	}
	for name := range codes {
		if !used[name] {
			t.Errorf("nobody says %s", name)
		}
	}
	if len(given) < 150 {
		t.Errorf("only %d codes were found to be given", len(given))
	}
}

// codeOf is the name of a code that an expression is, which is upper case in the room of diagnostics.
func codeOf(n ast.Node) (string, bool) {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	room, ok := selector.X.(*ast.Ident)
	return selector.Sel.Name, ok && room.Name == "diagnostic" && selector.Sel.Name != "Say"
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// sayers are the functions of a package that take a code and, behind it, its arguments.
func sayers(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{"Say": true}
	files, _ := filepath.Glob(dir + "/*.go")
	takes := func(name string, f *ast.FuncType) {
		list := f.Params.List
		if len(list) < 2 {
			return
		}
		_, variadic := list[len(list)-1].Type.(*ast.Ellipsis)
		code, isCode := codeOf(list[len(list)-2].Type)
		if variadic && isCode && code == "Code" && list[len(list)-1].Names[0].Name == "args" {
			found[name] = true
		}
	}
	for _, file := range files {
		ast.Inspect(parsedFile(t, file), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				takes(n.Name.Name, n.Type)
			case *ast.AssignStmt:
				if f, ok := n.Rhs[0].(*ast.FuncLit); ok && len(n.Lhs) == 1 {
					if name, ok := n.Lhs[0].(*ast.Ident); ok {
						takes(name.Name, f.Type)
					}
				}
			}
			return true
		})
	}
	return found
}
