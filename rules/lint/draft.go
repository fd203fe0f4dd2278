package lint

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// Draft is a rule set that is being written, by its texts. What may be written in one of them and what stands there is what the
// others declare, as far as they can be read.
type Draft struct {
	*policy.Sketch
	files sets.Files
	rules *Linter // by the last world that could be read
	say   words.Language
}

// NewDraft reads the texts of a rule set by their files. Rules are written for its world; where that cannot be read, for the one
// of the draft before, which may be nil, or else for the one of a set.
func NewDraft(files sets.Files, before *Draft, otherwise *policy.RuleSet) *Draft {
	d := &Draft{Sketch: policy.NewSketch(files), files: files, rules: New(otherwise), say: otherwise.Words.Say}
	if before != nil {
		d.rules = before.rules
	}
	if before == nil || !before.declaresAs(files) {
		if set := worldOf(files); set != nil {
			d.rules = New(set)
		}
	}
	if d.Data.Features == nil { // the text may be broken before it comes to them
		d.Data.Features = d.rules.set.Features
	}
	return d
}

// declaring are the files that say what rules may speak of.
var declaring = []string{sets.Schema, sets.Data, sets.Words, sets.Impossible}

// declaresAs reports whether other texts have the same to speak of.
func (d *Draft) declaresAs(files sets.Files) bool {
	return !slices.ContainsFunc(declaring, func(name string) bool { return files[name] != d.files[name] })
}

// worldOf is a set without rules; nil where it cannot be read. Words that are broken are left out.
func worldOf(files sets.Files) *policy.RuleSet {
	const anyName = "draft" // nothing that is asked of it tells it
	texts := sets.Files{}
	for _, name := range declaring {
		texts[name] = files[name]
	}
	set, _ := policy.Outside(anyName, texts)
	if set == nil {
		set, _ = policy.Outside(anyName, sets.Files{sets.Schema: files[sets.Schema], sets.Data: files[sets.Data]})
	}
	return set
}

// Complete lists what may be written at an offset of one of the files, in the place of a span.
func (d *Draft) Complete(file string, offset int) (diagnostic.Span, []Item) {
	switch text := d.files[file]; file {
	case sets.Schema:
		return d.inSchema(offset).completed()
	case sets.Data, sets.Words:
		return d.inJSON(file, offset).completed()
	default:
		return d.rules.at(text, offset, file == sets.Impossible).completed()
	}
}

// Hover says what stands at an offset of one of the files.
func (d *Draft) Hover(file string, offset int) Found {
	switch text := d.files[file]; file {
	case sets.Schema:
		return d.inSchema(offset).hovered()
	case sets.Data, sets.Words:
		return d.inJSON(file, offset).hovered()
	default:
		return d.rules.at(text, offset, file == sets.Impossible).hovered()
	}
}

// Declared is where something that was found is declared in the schema.
func (d *Draft) Declared(f Found) (at diagnostic.Span, ok bool) {
	return f.declaredIn(d.files[sets.Schema])
}
