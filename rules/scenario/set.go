package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/spelling"
)

// Sources are what a scenario may name and not hold itself.
type Sources struct {
	// Beside reads a file beside the scenario, which it has its policies in; nil where there is none.
	Beside func(name string) ([]byte, error)
	// Sets are rule sets that do not come with Inroad, by name.
	Sets map[string]*policy.RuleSet
}

// part is a file of a rule set that a scenario carries, by its name in the scenario. An object
// stands there as it is, any other as a string.
type part struct {
	name, file string
	object     bool
}

// parts are the parts of a set, in the order in which they are written.
var parts = []part{
	{"schema", sets.Schema, false},
	{"impossible", sets.Impossible, false},
	{"rules", sets.Rules, false},
	{"warnings", sets.Warnings, false},
	{"data", sets.Data, true},
	{"words", sets.Words, true},
}

// unnamed is the name of a set that a scenario carries without naming it.
const unnamed = "own"

// ReadSet reads a rule set that does not come with Inroad, out of a scenario or a folder, so that a
// scenario can carry it. It names every mistake at once; with any there is no set.
func ReadSet(name string, files sets.Files) (*policy.RuleSet, []policy.Problem) {
	if strings.TrimSpace(name) == "" {
		return nil, []policy.Problem{{Message: "a rule set needs a name"}}
	}
	if err := checkText(name, maxName, ""); err != nil {
		return nil, []policy.Problem{{Message: "the name of the rule set: " + err.Error()}}
	}
	read := sets.Files{}
	var problems []policy.Problem
	for _, p := range parts {
		text, ok := files[p.file]
		if !ok {
			continue
		}
		text = strings.TrimPrefix(text, "\uFEFF")
		read[p.file] = text
		check := checkCedar
		if p.object {
			check = checkObject
		}
		for _, problem := range check(text) {
			problem.File = p.file
			problems = append(problems, problem)
		}
	}
	if problems != nil {
		return nil, problems
	}
	return policy.Outside(name, read)
}

// checkCedar says what no string of a scenario may hold.
func checkCedar(text string) []policy.Problem {
	if !utf8.ValidString(text) {
		return []policy.Problem{{Message: "this is not UTF-8"}}
	}
	if err := checkText(text, MaxBytes, "\n\t\r"); err != nil {
		return []policy.Problem{{Message: err.Error()}}
	}
	return nil
}

// checkObject says why a text is no JSON object, or what no string of a scenario may hold.
func checkObject(text string) []policy.Problem {
	root, syntax := parseTree([]byte(text), "object")
	if syntax != nil {
		return []policy.Problem{{Line: syntax.Line, Column: syntax.Column, Message: syntax.Message}}
	}
	if root.kind != '{' {
		return []policy.Problem{{Message: "this must be an object, not " + root.kindName()}}
	}
	r := reader{source: []byte(text)}
	r.texts("", root)
	var problems []policy.Problem
	for _, e := range r.finish(root) {
		problems = append(problems, policy.Problem{Line: e.Line, Column: e.Column, Message: e.Error()})
	}
	return problems
}

// texts checks every string below a path, names of fields too.
func (r *reader) texts(path string, n node) {
	if n.kind == '"' {
		r.text(path, n, MaxBytes, "\n\t\r")
	}
	seen := map[string]bool{}
	for _, f := range n.fields {
		p := join(path, f.name)
		if err := checkText(f.name, MaxBytes, ""); err != nil {
			r.complainOf(f, p, "%s", err)
		}
		if seen[f.name] {
			r.complainOf(f, p, "%s", repeated)
		}
		seen[f.name] = true
		r.texts(p, f.value)
	}
	for i, item := range n.items {
		r.texts(at(path, i), item)
	}
}

// named is the rule set of a name.
func (f *file) named(name string) (*policy.RuleSet, error) {
	if set, ok := f.from.Sets[name]; ok {
		return set, nil
	}
	if slices.Contains(sets.Builtin(), name) {
		return policy.Load(name)
	}
	names := append(sets.Builtin(), sortedKeys(f.from.Sets)...)
	suggestion := cmp.Or(spelling.Suggest(name, names), "; there is "+strings.Join(names, ", ")+".")
	return nil, fmt.Errorf("no rule set is called %q%s One of your own is opened together with the scenario (--set DIR), or stands in it as \"set\"", short(name), suggestion)
}

// carried reads the rule set that the scenario carries.
func (f *file) carried(name string, n node) *policy.RuleSet {
	files := sets.Files{}
	known := map[string]func(string, node){}
	for _, p := range parts {
		known[p.name] = func(path string, n node) {
			switch {
			case !p.object:
				files[p.file] = f.text(path, n, MaxBytes, "\n\t\r")
			case n.kind != '{':
				f.complain(path, "this must be an object, not %s", n.kindName())
			default:
				files[p.file] = string(f.source[n.offset:n.end])
			}
		}
	}
	before := len(f.errors)
	f.fields("rules.set", n, known, "schema", "data")
	if len(f.errors) > before || checkText(name, maxName, "") != nil {
		return nil
	}
	set, problems := ReadSet(name, files)
	whole := "rules.set"
	if strings.TrimSpace(name) == "" || slices.Contains(sets.Builtin(), name) {
		whole = "rules.base" // it is the name that is refused
	}
	for _, problem := range problems {
		path := whole
		if i := slices.IndexFunc(parts, func(p part) bool { return p.file == problem.File }); i >= 0 {
			path, problem.File = join("rules.set", parts[i].name), ""
		}
		f.complain(path, "%s", brief(problem.String()))
	}
	return set
}
