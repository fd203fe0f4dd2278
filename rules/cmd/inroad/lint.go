package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"inroad/rules/api"
	"inroad/rules/codes"
	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

type lintCommand struct {
	Files   []string `arg:"" optional:"" name:"file" help:"Scenario files, .cedar and .cedarschema files, and folders of rule sets."`
	Base    string   `default:"${set}" help:"The rule set beside whose rules those of a .cedar file stand: ${default} unless told." placeholder:"SET"`
	JSON    bool     `name:"json" xor:"form" help:"Print JSON."`
	SARIF   bool     `name:"sarif" xor:"form" help:"Print SARIF 2.1.0, which code hosts show."`
	Fix     bool     `help:"Make the fixes that leave no choice, in Cedar that a scenario holds too."`
	Diff    bool     `help:"Write nothing; print what --fix would change."`
	Explain string   `help:"Say why a code is a mistake, with an example." placeholder:"CODE"`
	Strict  bool     `help:"Fail when there are warnings too."`
}

// subject is what is linted together: a file and what it names beside it, or the files of a rule set.
type subject struct {
	texts map[string]string // by the names of files
	lint  func(texts map[string]string) []found
}

// found is something wrong or odd about a file.
type found struct {
	file string
	*diagnostic.Diagnostic
}

// byteOrderMark is what some editors write at the beginning of a text. It is none of the text, but of the file.
const byteOrderMark = "\uFEFF"

// bare is a text without its byte order mark.
func bare(text string) string { return strings.TrimPrefix(text, byteOrderMark) }

// inFile is a diagnostic of the bare text of a file as one of the file.
func inFile(file, text string, d *diagnostic.Diagnostic) found {
	skipped := len(text) - len(bare(text))
	moved := d.Moved(func(s diagnostic.Span) diagnostic.Span { return s.By(skipped) }, func(text string) string { return text })
	moved.From, moved.To = d.From, d.To
	return found{file, moved}
}

// Run lints. A file that cannot be read does not keep the others from being linted.
func (c *lintCommand) Run(s streams) error {
	if c.Explain != "" {
		return c.explain(s)
	}
	if len(c.Files) == 0 {
		return refusal("", errors.New(`name files, or a code with --explain; try "inroad lint --help"`))
	}
	base, err := s.base(c.Base)
	if err != nil {
		return err
	}
	var mistakes inputError
	all := []found{}
	for _, name := range c.Files {
		if name == "-" && c.Fix && !c.Diff {
			mistakes = append(mistakes, refusal("--fix", errors.New("standard input is no file that can be written; --diff shows the fixes"))...)
			continue
		}
		subject, err := s.subject(name, base)
		if err != nil {
			mistakes = append(mistakes, err...)
			continue
		}
		list := subject.lint(subject.texts)
		if c.Fix || c.Diff {
			fixed, left := subject.fixed(list)
			written, err := c.write(s, subject.texts, fixed)
			mistakes = append(mistakes, err...)
			if written {
				list = left
			}
		}
		all = append(all, list...)
	}
	switch {
	case c.Diff:
	case c.JSON:
		printJSON(s.out, lintJSON(all))
	case c.SARIF:
		printJSON(s.out, sarifOf(all))
	default:
		printFound(s, all)
	}
	switch {
	case mistakes != nil:
		return mistakes
	case slices.ContainsFunc(all, func(f found) bool { return c.Strict || f.Code.Severity() == diagnostic.Error }):
		return errFailed
	}
	return nil
}

// base is the rule set of a name.
func (s streams) base(name string) (*policy.RuleSet, error) {
	if set, ok := s.sets[name]; ok {
		return set, nil
	}
	set, err := policy.Load(name)
	if err != nil {
		return nil, refusal("--base", err)
	}
	return set, nil
}

// subject reads what is to be linted. A file of a rule set's folder is linted with the whole, for alone it says little.
func (s streams) subject(name string, base *policy.RuleSet) (*subject, inputError) {
	info, err := os.Stat(name)
	if name != "-" && err != nil {
		return nil, unreadable(name, err)
	}
	if name != "-" && info.IsDir() {
		return setSubject(name, "")
	}
	if ofSet(name) {
		return setSubject(filepath.Dir(name), name)
	}
	text, err := readScenario(name)
	if err == nil && filepath.Ext(name) != ".json" {
		err = whole(text)
	}
	if err != nil {
		return nil, unreadable(name, err)
	}
	out := &subject{texts: map[string]string{name: string(text)}}
	var find func(text string) []*diagnostic.Diagnostic
	switch filepath.Ext(name) {
	case ".cedar":
		rules := lint.New(base)
		find = func(text string) []*diagnostic.Diagnostic { return rules.Lint(text).Diagnostics }
	case ".cedarschema":
		find = lintSchema
	default:
		out.lint = func(texts map[string]string) []found { return s.lintScenario(name, texts) }
		return out, nil
	}
	out.lint = func(texts map[string]string) []found {
		var list []found
		for _, d := range find(bare(texts[name])) {
			list = append(list, inFile(name, texts[name], d))
		}
		return list
	}
	return out, nil
}

// setSubject reads the folder of a rule set. Where only is a file in it, what is wrong with others is left out.
func setSubject(folder, only string) (*subject, inputError) {
	files, mistakes := readSet(folder)
	if mistakes != nil {
		return nil, mistakes
	}
	out := &subject{texts: map[string]string{}}
	for name, text := range files {
		out.texts[filepath.Join(folder, name)] = text
	}
	out.lint = func(texts map[string]string) []found {
		files := sets.Files{}
		for name, text := range texts {
			files[filepath.Base(name)] = text
		}
		name := nameOf(folder)
		if slices.Contains(sets.Builtin(), name) {
			name += " " // only a set from outside may not be called so
		}
		set, list := scenario.SoundSet(name, files)
		if set != nil {
			list = append(list, set.Notices...)
		}
		slices.SortStableFunc(list, func(a, b *diagnostic.Diagnostic) int {
			return cmp.Or(cmp.Compare(a.File, b.File), a.From.Compare(b.From))
		})
		var all []found
		for _, d := range list {
			if file := filepath.Join(folder, d.File); only == "" || file == filepath.Clean(only) {
				all = append(all, inFile(file, texts[file], d))
			}
		}
		return all
	}
	return out, nil
}

// lintSchema finds what is wrong with a schema that no rule set is known of.
func lintSchema(text string) []*diagnostic.Diagnostic {
	tree, list := cedar.ParseSchema(text)
	if !diagnostic.Failed(list) {
		_, mistakes := world.Read(tree)
		list = append(list, mistakes...)
	}
	return diagnostic.Place("", text, list...)
}

// lintScenario finds what is wrong with a scenario and with policies in a file beside it, whose text it takes from the texts or
// adds to them.
func (s streams) lintScenario(name string, texts map[string]string) []found {
	from := s.sources(name)
	beside := func(file string) string { return filepath.Join(filepath.Dir(name), filepath.FromSlash(file)) }
	from.Beside = func(file string) ([]byte, error) {
		if text, ok := texts[beside(file)]; ok {
			return []byte(text), nil
		}
		text, err := readBeside(name, file)
		if err == nil {
			texts[beside(file)] = string(text)
		}
		return text, err
	}
	var list []found
	for _, d := range scenario.Lint([]byte(texts[name]), from) {
		file := name
		if d.File != "" {
			file = beside(d.File)
		}
		list = append(list, inFile(file, texts[file], d))
	}
	return list
}

// rounds is how often fixes are made, for one may bring to light what another mends.
const rounds = 10

// fixed makes the fixes that leave no choice, and gives the texts and what is left.
func (s *subject) fixed(list []found) (map[string]string, []found) {
	texts := map[string]string{}
	for name, text := range s.texts {
		texts[name] = text
	}
	for range rounds {
		edits := map[string][]udiff.Edit{}
		for _, f := range list {
			if sure(f.Diagnostic) {
				edits[f.file] = with(edits[f.file], f.Fixes[0])
			}
		}
		changed := false
		for name, edits := range edits {
			text, err := udiff.Apply(texts[name], edits)
			if err != nil {
				panic("edits that went together do not: " + err.Error())
			}
			changed = changed || text != texts[name]
			texts[name] = text
		}
		if !changed {
			break
		}
		list = s.lint(texts)
	}
	return texts, list
}

// with are edits of a text, in its order, and those of a fix. Fixes that meet are not made in one round: then they stay as they
// are. What two insert in one place is inserted once: one missing guard may be two mistakes.
func with(edits []udiff.Edit, fix diagnostic.Fix) []udiff.Edit {
	behind := func(start int) int { // the number of the first edit that ends behind a place
		return sort.Search(len(edits), func(i int) bool { return edits[i].End > start })
	}
	for _, e := range fix.Edits {
		if i := behind(e.Start); i < len(edits) && edits[i].Start < e.End || slices.Contains(edits, udiff.Edit{Start: e.Start, End: e.End, New: e.Text}) {
			return edits
		}
	}
	for _, e := range fix.Edits {
		edits = slices.Insert(edits, behind(e.Start), udiff.Edit{Start: e.Start, End: e.End, New: e.Text})
	}
	return edits
}

// sure reports whether a diagnostic has one fix, and not one of those that nobody knows but the author.
func sure(d *diagnostic.Diagnostic) bool {
	return len(d.Fixes) == 1 && !slices.Contains(chosen, d.Code)
}

// chosen are what the author has to choose: which of two that say the same is to go, and what a rule is called.
var chosen = []diagnostic.Code{diagnostic.Duplicate, diagnostic.UnnamedRule, diagnostic.SameID, diagnostic.TakenID}

// write writes texts that were fixed, or shows how they differ. It reports whether they are in force.
func (c *lintCommand) write(s streams, before, after map[string]string) (written bool, mistakes inputError) {
	for _, name := range sortedNames(before) {
		switch {
		case before[name] == after[name]:
		case c.Diff:
			fmt.Fprint(s.out, udiff.Unified(name, name, before[name], after[name]))
		default:
			if err := os.WriteFile(name, []byte(after[name]), 0o644); err != nil {
				mistakes = append(mistakes, unreadable(name, err)...)
			}
		}
	}
	return !c.Diff && mistakes == nil, mistakes
}

func sortedNames(texts map[string]string) []string {
	var names []string
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var severityColours = map[diagnostic.Severity]colour{diagnostic.Error: red, diagnostic.Warning: yellow}

func printFound(s streams, all []found) {
	count := map[diagnostic.Severity]int{}
	for _, f := range all {
		severity := f.Code.Severity()
		count[severity]++
		place := f.file
		if f.From.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", f.file, f.From.Line, f.From.Column)
		}
		path := ""
		if f.Path != "" {
			path = f.Path + ": "
		}
		fmt.Fprintf(s.out, "%s: %s: %s%s [%s]\n", place, s.paint(severityColours[severity], severity.String()), path, words.Diagnosed(words.Default(), f.Diagnostic), f.Code)
	}
	if len(all) > 0 {
		say := words.Default()
		fmt.Fprintf(s.out, "%s, %s\n", say.Count(int64(count[diagnostic.Error]), "error"), say.Count(int64(count[diagnostic.Warning]), "warning"))
	}
}

// lintedFile is what is wrong with a file, as JSON.
type lintedFile struct {
	File        string             `json:"file"`
	Diagnostics []lintedDiagnostic `json:"diagnostics"`
}

type lintedDiagnostic struct {
	Severity string `json:"severity"`
	api.Error
	Fixes []lintedFix `json:"fixes"`
}

type lintedFix struct {
	Title string       `json:"title"`
	Edits []lintedEdit `json:"edits"`
}

type lintedEdit struct {
	Offset int    `json:"offset"` // in bytes of the file, from 0
	Length int    `json:"length"`
	Text   string `json:"text"` // what stands there instead
}

func lintJSON(all []found) any {
	files := []lintedFile{}
	for _, f := range all {
		i := slices.IndexFunc(files, func(file lintedFile) bool { return file.File == f.file })
		if i < 0 {
			i = len(files)
			files = append(files, lintedFile{File: f.file})
		}
		d := lintedDiagnostic{
			Severity: f.Code.Severity().String(),
			Error:    api.Errors(words.Default(), []scenario.Error{f.Diagnostic})[0],
			Fixes:    []lintedFix{},
		}
		for _, fix := range f.Fixes {
			out := lintedFix{Title: words.Told(words.Default(), fix.Title), Edits: []lintedEdit{}}
			for _, e := range fix.Edits {
				out.Edits = append(out.Edits, lintedEdit{e.Start, e.End - e.Start, e.Text})
			}
			d.Fixes = append(d.Fixes, out)
		}
		files[i].Diagnostics = append(files[i].Diagnostics, d)
	}
	return struct {
		Files []lintedFile `json:"files"`
	}{files}
}

// explain prints what a code means.
func (c *lintCommand) explain(s streams) error {
	page, err := codes.Find(c.Explain)
	if err != nil {
		return refusal("--explain", err)
	}
	fmt.Fprintf(s.out, "%s (%s)\n\n%s\n", page.Code, page.Severity, page.Why)
	if example := page.Shown(); example != "" {
		if caption := page.Form.Caption(); caption != "" {
			fmt.Fprintf(s.out, "\n%s\n", caption)
		}
		fmt.Fprintf(s.out, "\n%s", example)
	}
	return nil
}
