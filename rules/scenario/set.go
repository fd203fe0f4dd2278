package scenario

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"inroad/rules/diagnostic"
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
func ReadSet(name string, files sets.Files) (*policy.RuleSet, []*diagnostic.Diagnostic) {
	set, mistakes := SoundSet(name, files)
	if mistakes != nil {
		return nil, mistakes
	}
	return set, nil
}

// SoundSet is ReadSet, but where there are mistakes in laws, rules or words alone, the set is there without these.
func SoundSet(name string, files sets.Files) (*policy.RuleSet, []*diagnostic.Diagnostic) {
	if strings.TrimSpace(name) == "" {
		return nil, []*diagnostic.Diagnostic{{Message: diagnostic.Say(diagnostic.UnnamedSet)}}
	}
	if err := checkText(name, maxName, ""); err != nil {
		return nil, []*diagnostic.Diagnostic{{Message: Cause(err), In: []*diagnostic.Message{diagnostic.Say(diagnostic.SetName)}}}
	}
	read := sets.Files{}
	var problems []*diagnostic.Diagnostic
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
			delete(read, p.file)
		}
	}
	if problems != nil {
		return nil, append(problems, policy.Apart(read)...)
	}
	return policy.Sound(name, read)
}

// ReadTexts reads a rule set out of its texts by the names of its parts in a scenario, so that a scenario can carry it; without
// a name it is one that the scenario does not name. The file of a mistake is the part that it is in; "" is the name, or the
// whole.
func ReadTexts(called string, texts map[string]string) (*policy.RuleSet, []*diagnostic.Diagnostic) {
	files := sets.Files{}
	var problems []*diagnostic.Diagnostic
	for _, name := range sortedKeys(texts) {
		file, err := FileOf(name)
		if err != nil {
			problems = append(problems, &diagnostic.Diagnostic{File: name, Message: Cause(err)})
		} else if strings.TrimSpace(texts[name]) != "" {
			files[file] = texts[name]
		}
	}
	if problems != nil {
		return nil, problems
	}
	set, problems := ReadSet(cmp.Or(strings.TrimSpace(called), unnamed), files)
	for _, problem := range problems {
		problem.File = PartOf(problem.File)
	}
	return set, problems
}

// Texts are the rule set of the scenario as ReadTexts takes it.
func (s *Scenario) Texts() map[string]string {
	files := s.Set.Files
	if files == nil {
		files, _ = sets.Read(s.Set.Name) // it has been read before
	}
	texts := map[string]string{}
	for _, p := range parts {
		texts[p.name] = files[p.file]
		if p.object && strings.HasSuffix(files[p.file], " }") {
			texts[p.name] = indented(files[p.file], "") // out of a file, where it stands further in
		}
	}
	return texts
}

// The smallest rule set that somebody can go on from.
var (
	//go:embed start/schema.cedarschema
	startSchema string
	//go:embed start/rules.cedar
	startRules string
)

// Start are the texts of a rule set to begin with, which has a title.
func Start(title string) map[string]string {
	texts := map[string]string{}
	for _, p := range parts {
		texts[p.name] = ""
	}
	data := object{indent: "  ", separator: ",\n"}
	data.text("title", title)
	texts["schema"], texts["rules"], texts["data"] = startSchema, startRules, "{\n"+data.String()+"\n}\n"
	return texts
}

// PartOf is the name in a scenario of a file of a set; "" where it is none.
func PartOf(file string) string {
	for _, p := range parts {
		if p.file == file {
			return p.name
		}
	}
	return ""
}

// FileOf is the file of a rule set that a part of one in a scenario is. The error says which part was probably meant.
func FileOf(name string) (string, error) {
	for _, p := range parts {
		if p.name == name {
			return p.file, nil
		}
	}
	return "", diagnostic.Say(diagnostic.UnknownField, spelling.Nearest(name, partNames()))
}

func partNames() []string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	return names
}

// checkCedar says what no string of a scenario may hold.
func checkCedar(text string) []*diagnostic.Diagnostic {
	if !utf8.ValidString(text) {
		return []*diagnostic.Diagnostic{{Message: diagnostic.Say(diagnostic.NotUTF8)}}
	}
	if err := checkText(text, MaxBytes, "\n\t\r"); err != nil {
		return []*diagnostic.Diagnostic{{Message: Cause(err)}}
	}
	return nil
}

// checkObject says why a text is no JSON object, or what no string of a scenario may hold.
func checkObject(text string) []*diagnostic.Diagnostic {
	root, syntax := parseTree([]byte(text))
	if syntax != nil {
		return []*diagnostic.Diagnostic{syntax}
	}
	r := reader{source: []byte(text)}
	if root.kind != '{' {
		r.mustBe("", diagnostic.AnObject, root)
	}
	r.texts("", root)
	return r.finish(root)
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
			r.note(&diagnostic.Diagnostic{Path: p, Message: Cause(err), Range: f.span})
		}
		if seen[f.name] {
			r.complainOf(f, p, diagnostic.RepeatedName, f.name)
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
	return nil, diagnostic.Say(diagnostic.UnknownSet, name, spelling.Nearest(name, names), names)
}

// carriedSet reads the rule set that the scenario carries.
func (f *file) carriedSet(name string, n node) *policy.RuleSet {
	files := sets.Files{}
	known := map[string]func(string, node){}
	holders := map[string]*holder{}
	for _, p := range parts {
		known[p.name] = func(path string, n node) {
			switch {
			case !p.object:
				n = n.behindMark(f.source)
				files[p.file] = f.text(path, n, MaxBytes, "\n\t\r")
			case n.kind != '{':
				f.mustBe(path, diagnostic.AnObject, n)
			default:
				files[p.file] = string(f.source[n.offset:n.end])
			}
			holders[p.file] = &holder{node: n, path: path, file: f.source}
		}
	}
	before := len(f.errors)
	f.fields("rules.set", n, known, "schema", "data")
	if len(f.errors) > before || checkText(name, maxName, "") != nil {
		return nil
	}
	set, found := SoundSet(name, files)
	f.sifted = found != nil
	if set != nil {
		found = append(found, set.Notices...)
	}
	whole := "rules.set"
	if strings.TrimSpace(name) == "" || slices.Contains(sets.Builtin(), name) {
		whole = "rules.base" // it is the name that is refused
	}
	for _, d := range found {
		within := *d
		within.File = "" // a scenario has no such file
		if holder, ok := holders[d.File]; ok {
			f.noteHeld(holder.diagnostic(&within))
		} else {
			f.noteHeld(within.Inside(whole))
		}
	}
	return set
}
