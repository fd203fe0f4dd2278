package lint

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// A jsonPlace is a place in the text of set.json or words.en.json.
type jsonPlace struct {
	codec.Spot
	*Draft
	file   string
	offset int
	items  []Item
}

func (d *Draft) inJSON(file string, offset int) *jsonPlace {
	return &jsonPlace{Spot: codec.SpotAt(d.files[file], offset), Draft: d, file: file, offset: offset}
}

func (j *jsonPlace) completed() (diagnostic.Span, []Item) {
	switch {
	case j.Name:
		j.keys()
	case j.slot():
	default:
		j.values()
	}
	return j.Here, j.items
}

// object is the path of the object whose member has its name at the place.
func (j *jsonPlace) object() []string {
	if j.Here.Start == j.Here.End {
		return j.Path
	}
	return j.Path[:len(j.Path)-1]
}

// keys are for the name of a member: those of a struct, or names that something declares.
func (j *jsonPlace) keys() {
	object := j.object()
	shape, ok := j.ShapeAt(j.file, object)
	if !ok {
		return
	}
	below := func(name string) []string { return append(object[:len(object):len(object)], name) }
	for _, name := range shape.Fields {
		of, _ := j.ShapeAt(j.file, below(name))
		j.key(name, j.say.About(of.Way), of)
	}
	if names, key := j.Names(j.file, below("")); key {
		of, _ := j.ShapeAt(j.file, below(""))
		for _, name := range names.Known {
			j.key(name, strings.Join(j.named(names, name).Lines, ", "), of)
		}
	}
}

// key offers the name of a member, with the brackets or quotes of its value where it has none yet.
func (j *jsonPlace) key(name, detail string, of codec.Shape) {
	if slices.Contains(j.Others, name) {
		return
	}
	quoted := strconv.Quote(name)
	if j.Valued {
		j.items = append(j.items, Item{quoted, detail, quoted, Words})
		return
	}
	j.items = append(j.items, Item{quoted, detail, quoted + ": " + skeletonOf(of), Snippet})
}

// skeletonOf is a value of a shape, to be filled in.
func skeletonOf(of codec.Shape) string {
	switch of.Is {
	case diagnostic.AString:
		return `"${}"`
	case diagnostic.AnObject:
		return "{${}}"
	case diagnostic.AList:
		return "[${}]"
	default:
		return "${}"
	}
}

// values are for a value.
func (j *jsonPlace) values() {
	shape, ok := j.ShapeAt(j.file, j.Path)
	if !ok {
		return
	}
	names, key := j.Names(j.file, j.Path)
	switch {
	case shape.Is == diagnostic.TrueOrFalse:
		j.items = append(j.items, Item{"true", "", "true", Value}, Item{"false", "", "false", Value})
	case shape.Is == diagnostic.AString && !key:
		for _, name := range names.Known {
			quoted := strconv.Quote(name)
			j.items = append(j.items, Item{quoted, strings.Join(j.named(names, name).Lines, ", "), quoted, Value})
		}
	case (shape.Is == diagnostic.AnObject || shape.Is == diagnostic.AList) && j.Here.Start == j.Here.End:
		skeleton := skeletonOf(shape)
		j.items = append(j.items, Item{strings.ReplaceAll(skeleton, "${}", "…"), j.say.About(shape.Way), skeleton, Snippet})
	}
}

// slot is for behind a brace in a clause, and reports whether the place is there.
func (j *jsonPlace) slot() bool {
	text := j.files[j.file]
	before := text[j.Here.Start:j.offset]
	open := strings.LastIndexByte(before, '{')
	if !j.Quoted || j.file != sets.Words || open < 0 || strings.ContainsRune(before[open:], '}') {
		return false
	}
	j.Here.Start += open
	if end := j.offset; end < j.Here.End && text[end] == '}' {
		j.Here.End = end + 1
	} else {
		j.Here.End = end
	}
	for _, slot := range words.Slots(j.Path) {
		j.items = append(j.items, Item{"{" + slot + "}", "", "{" + slot + "}", Value})
	}
	return true
}

func (j *jsonPlace) hovered() Found {
	if j.Here.Start == j.Here.End || len(j.Path) == 0 {
		return Found{}
	}
	if names, key := j.Names(j.file, j.Path); key == j.Name && names.Has(j.Text) {
		out := j.named(names, j.Text)
		if out.Title != "" {
			out.Span = j.Here
			return out
		}
	}
	return j.field()
}

// field says what the value at the place, or the one that is named there, is for.
func (j *jsonPlace) field() Found {
	shape, ok := j.ShapeAt(j.file, j.Path)
	about := j.say.About(shape.Way)
	if !ok || about == "" {
		return Found{}
	}
	out := Found{Span: j.Here, Title: shape.Way, Lines: []string{about}}
	if slots := words.Slots(j.Path); j.file == sets.Words && shape.Is == diagnostic.AString && slots != nil {
		for i, slot := range slots {
			slots[i] = "{" + slot + "}"
		}
		out.Lines = append(out.Lines, j.told(diagnostic.WithSlots, slots))
	}
	return out
}
