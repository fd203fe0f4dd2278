package policy

import (
	"cmp"
	"reflect"
	"slices"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Sketch is what the texts of a rule set declare as far as they can be read, whatever is wrong with them: that of which one may
// write while they are being written.
type Sketch struct {
	World *world.World
	Data  Data
	Words *words.Words
	laws  codec.Names
}

// NewSketch reads the texts of a rule set.
func NewSketch(files sets.Files) *Sketch {
	tree, _ := cedar.ParseSchema(files[sets.Schema])
	w := world.Sketch(tree)
	data := dataReader{world: w, text: cmp.Or(files[sets.Data], "{}")}
	_ = codec.Decode(data.text, &data.Data) // what is read before a mistake is there
	data.values()
	s := &Sketch{World: w, Data: data.Data, Words: words.Sketch(cmp.Or(files[sets.Words], "{}"), w)}
	s.laws.Of = diagnostic.NounLaw
	laws, _ := cedar.ParsePolicies(files[sets.Impossible])
	for _, p := range laws.List {
		i := slices.IndexFunc(p.Annotations, func(a cedar.Annotation) bool { return a.Key.Text == "id" })
		if i >= 0 {
			s.laws.Known = append(s.laws.Known, p.Annotations[i].Value.Text)
		}
	}
	return s
}

// Names are what a key, or else the string, at a path of one of the set's JSON files is one of; none where it may be any.
func (s *Sketch) Names(file string, path []string) (names codec.Names, key bool) {
	switch {
	case file == sets.Data:
		return s.Data.Names(s.World, path)
	case len(path) == 2 && path[0] == "laws":
		return s.laws, true
	default:
		return s.Words.Names(path), true
	}
}

// ShapeAt is the shape of the value at a path of one of the set's JSON files.
func (s *Sketch) ShapeAt(file string, path []string) (codec.Shape, bool) {
	if file == sets.Data {
		return codec.ShapeAt(reflect.TypeFor[Data](), path)
	}
	return words.ShapeAt(path)
}
