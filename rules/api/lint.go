package api

import (
	"maps"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// inPolicies answers about a text of rules, in force or not.
func (e *Engine) inPolicies(r Request) (any, []scenario.Error) {
	set, errs := e.setOf(r)
	if errs != nil {
		return nil, errs
	}
	base := set.Base()
	if e.linter == nil || e.linter.Set() != base {
		e.linter = lint.New(base)
	}
	var open *scenario.Scenario // whose network and switches count
	if e.session != nil && e.session.Scenario().Set.Base() == base {
		open = e.session.Scenario()
	}
	switch r.Do {
	case "lint":
		text := e.linter.Lint(r.Policies)
		if open != nil {
			text.Add(func(r lint.Rule) []*diagnostic.Diagnostic { return open.Strangers(r.Mentions) })
		}
		return linted(set.Words.Say, text), nil
	case "findings":
		var off []string
		if open != nil {
			off = open.Set.SwitchedOff()
		}
		linter, asked := e.linter, findings{base, r.Policies, strings.Join(off, "\n")}
		return e.slice(r.Do, asked, func(yield func(any) bool) {
			for f := range linter.Findings(r.Policies, off) {
				if !yield(found(set.Words.Say, f)) {
					return
				}
			}
		}), nil
	}
	lines := diagnostic.NewLines(r.Policies)
	offset := lines.Offset(r.Offset)
	switch r.Do {
	case "complete":
		at, items := e.linter.Complete(r.Policies, offset)
		return completed(lines, at, items), nil
	case "hover":
		found := e.linter.Hover(r.Policies, offset)
		_, _, declared := e.linter.Declared(found)
		if open != nil {
			found.Lines = append(found.Lines, e.here(found.Facts, r.Look)...)
		}
		return hovered(set.Words.Say, lines, found, declared), nil
	default:
		text, at, ok := e.linter.Declared(e.linter.Hover(r.Policies, offset))
		return declaration(sets.Schema, text, at, ok), nil
	}
}

// findings is what the findings on a text depend on.
type findings struct {
	base          *policy.RuleSet
	policies, off string
}

// found is what is odd about a text of rules as the wire carries it.
func found(say words.Language, f lint.Findings) Found {
	text := linted(say, f.Text)
	return Found{text.Rules, text.Diagnostics, Progress{f.Done, len(f.Rules), f.More}, f.Untold}
}

// inWorld answers about a text of a world that is being written.
func (e *Engine) inWorld(r Request) (any, []scenario.Error) {
	if e.session == nil {
		return nil, mistake("world", diagnostic.Say(diagnostic.NothingOpen))
	}
	files := sets.Files{}
	for part, text := range r.World.Set {
		file, err := scenario.FileOf(part)
		if err != nil {
			return nil, mistake("world", err)
		}
		files[file] = text
	}
	file, err := scenario.FileOf(r.Part)
	if err != nil {
		return nil, mistake("part", err)
	}
	inForce := e.session.Scenario().Set
	e.written = lint.NewDraft(files, e.written, inForce)
	lines := diagnostic.NewLines(files[file])
	offset := lines.Offset(r.Offset)
	switch r.Do {
	case "complete":
		at, items := e.written.Complete(file, offset)
		return completed(lines, at, items), nil
	case "hover":
		found := e.written.Hover(file, offset)
		_, declared := e.written.Declared(found)
		return hovered(inForce.Words.Say, lines, found, declared), nil
	default:
		at, ok := e.written.Declared(e.written.Hover(file, offset))
		return declaration(scenario.PartOf(sets.Schema), files[sets.Schema], at, ok), nil
	}
}

// completed is what may be written in a text, as the wire carries it.
func completed(lines *diagnostic.Lines, at diagnostic.Span, items []lint.Item) Completed {
	out := Completed{lines.Units(at.Start), lines.Units(at.End), make([]Completion, len(items))}
	for i, item := range items {
		out.Items[i] = Completion{item.Label, item.Detail, item.Insert, string(item.Kind)}
	}
	return out
}

// hovered is what stands in a text, as the wire carries it.
func hovered(say words.Language, lines *diagnostic.Lines, found lint.Found, declared bool) Hovered {
	out := Hovered{Start: lines.Units(found.Start), End: lines.Units(found.End), Title: found.Title, Lines: []string{}, Declared: declared}
	for _, line := range found.Lines {
		out.Lines = append(out.Lines, say.Sentence(say.Capital(line)))
	}
	return out
}

// declaration is a place in a file, as the wire carries it; an empty one where something is declared nowhere.
func declaration(file, text string, at diagnostic.Span, ok bool) Declaration {
	if !ok {
		return Declaration{}
	}
	lines := diagnostic.NewLines(text)
	return Declaration{file, text, lines.Line(at.Start), lines.Units(at.Start), lines.Units(at.End)}
}

// here is what some facts are between the two that are looked at in the open session; nothing where they are not there.
func (e *Engine) here(facts world.Facts, look Look) []string {
	board := e.session.Board()
	from, to := look.turned(resolve(e.session.Scenario(), &look))
	if from < 0 || to < 0 {
		return nil
	}
	at := board.Situation(from, to)
	for _, f := range facts.In(board.Set.World) {
		if f.Is(at.Kinds()) {
			said := explanation.Speaker{Board: board, From: from, To: to}.Fact(f, at)
			return []string{words.Told(board.Set.Words.Say, diagnostic.Say(diagnostic.AtHand, said))}
		}
	}
	return nil
}

// setOf is the rule set that a request names, brings or, without either, has open.
func (e *Engine) setOf(r Request) (*policy.RuleSet, []scenario.Error) {
	switch {
	case r.Files != nil:
		files := sets.Files{}
		for _, file := range r.Files {
			files[file.Name] = file.Text
		}
		if e.brought == nil || !maps.Equal(e.brought.Files, files) {
			set, problems := policy.Outside(r.Set, files)
			if set == nil {
				return nil, problems
			}
			e.brought = set
		}
		return e.brought, nil
	case r.Set != "":
		set, err := policy.Load(r.Set)
		if err != nil {
			return nil, mistake("set", err)
		}
		return set, nil
	case e.session != nil:
		return e.session.Scenario().Set, nil
	default:
		return nil, mistake("set", diagnostic.Say(diagnostic.NothingOpen))
	}
}

// linted is a text of rules as the wire carries it.
func linted(say words.Language, t *lint.Text) Linted {
	out := Linted{Rules: make([]LintedRule, len(t.Rules)), Diagnostics: make([]Diagnostic, len(t.Diagnostics))}
	for i, r := range t.Rules {
		out.Rules[i] = LintedRule{r.ID, r.Title, t.Lines.Units(r.Start), t.Lines.Units(r.End), r.Never}
	}
	for i, d := range t.Diagnostics {
		out.Diagnostics[i] = inText(say, t.Lines, d, words.Told(say, d.Message))
	}
	return out
}

// inText is a diagnostic of a text as the wire carries it.
func inText(say words.Language, lines *diagnostic.Lines, d *diagnostic.Diagnostic, message string) Diagnostic {
	return Diagnostic{
		d.Code.String(), d.Code.Severity().String(), message, d.From.Line, d.From.Column,
		lines.Units(d.Range.Start), lines.Units(d.Range.End), textFixes(say, lines, d.Fixes),
	}
}

func textFixes(say words.Language, lines *diagnostic.Lines, fixes []diagnostic.Fix) []TextFix {
	list := make([]TextFix, len(fixes))
	for i, fix := range fixes {
		list[i] = TextFix{Title: words.Told(say, fix.Title), Edits: make([]TextEdit, len(fix.Edits))}
		for j, e := range fix.Edits {
			list[i].Edits[j] = TextEdit{lines.Units(e.Start), lines.Units(e.End), e.Text}
		}
	}
	return list
}
