package policy

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"inroad/rules/sets"
	"inroad/rules/situation"
)

// compilable are the files of all sets that come with Inroad, and of some that have what these lack.
func compilable(t *testing.T) map[string]sets.Files {
	t.Helper()
	all := map[string]sets.Files{"inn": {
		sets.Schema: inn, sets.Data: innData, sets.Impossible: strings.Join([]string{vipIsHigh, invitedKnown, trustOfHigh, oneRoyal}, "\n"),
		sets.Rules: `@id("a") permit(principal is Guest, action, resource is Guest)
			when { principal.name == "Ana" || principal.name == resource.name } unless { principal.points + 1 > resource.points };`,
	}}
	for _, name := range sets.Builtin() {
		files, err := sets.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = files
	}
	all["hospital"] = folder(t, "../testdata/sets/hospital")
	return all
}

// twice is a set from its texts, and from its compiled form.
func twice(t *testing.T, name string, files sets.Files) (text, compiled *RuleSet) {
	t.Helper()
	text, err := fromText(name, files)
	if err != nil {
		t.Fatal(err)
	}
	_, form, fresh := headed(string(text.form(files)), files)
	if !fresh {
		t.Fatalf("the compiled form of %s is not of its texts", name)
	}
	return text, decompile(name, files, form)
}

// A set that comes with Inroad has nothing wrong with it, and nothing odd about it: that is proved here, and not whenever the
// engine starts.
func TestCompiledFormsAreFresh(t *testing.T) {
	for _, name := range sets.Builtin() {
		if form, err := Compile(name); err != nil {
			t.Error(err)
		} else if string(form) != sets.Compiled(name) {
			t.Errorf("the compiled form of %s is out of date; make compiled writes it anew", name)
		}
	}
}

// From the texts and from the compiled form comes the same set, to the last of what is not exported.
func TestCompiledFormIsTheSet(t *testing.T) {
	for name, files := range compilable(t) {
		text, compiled := twice(t, name, files)
		if !reflect.DeepEqual(text.declared(), compiled.declared()) || !reflect.DeepEqual(text.values(), compiled.values()) {
			t.Errorf("%s: Cedar is told of another schema", name)
		}
		for i, part := range text.parts() {
			for j, r := range part.rules {
				other := compiled.parts()[i].rules[j]
				if !slices.Equal(spaceOf(text, r.lens), spaceOf(compiled, other.lens)) {
					t.Errorf("%s: other situations can occur for %s", name, r.ID)
				}
				for k, c := range r.Conditions {
					d := other.Conditions[k]
					if !reflect.DeepEqual(c.node(), d.node()) {
						t.Errorf("%s: %s: %s is another expression", name, r.ID, c.Text)
					}
				}
			}
		}
		for _, set := range []*RuleSet{text, compiled} {
			forget(set)
		}
		if at := difference(reflect.ValueOf(text), reflect.ValueOf(compiled), map[[2]reflect.Value]bool{}); at != "" {
			t.Errorf("%s is another set in compiled form: %s", name, at)
		}
	}
}

// difference says where two values are not deeply equal, "" where they are. Unlike those of reflect.DeepEqual, two maps are equal
// where their keys are deeply equal: those by kinds and facts have pointers.
func difference(a, b reflect.Value, compared map[[2]reflect.Value]bool) string {
	differ := fmt.Sprintf(": %v and %v", a, b)
	switch a.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func:
		if a.IsNil() != b.IsNil() {
			return differ
		}
	}
	switch a.Kind() {
	case reflect.Func:
		if !a.IsNil() {
			return ": a function"
		}
	case reflect.Pointer:
		if pair := [2]reflect.Value{a, b}; !a.IsNil() && !compared[pair] {
			compared[pair] = true
			return difference(a.Elem(), b.Elem(), compared)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if at := difference(a.Field(i), b.Field(i), compared); at != "" {
				return "." + a.Type().Field(i).Name + at
			}
		}
	case reflect.Map, reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return differ
		}
		if a.Kind() != reflect.Map {
			for i := range a.Len() {
				if at := difference(a.Index(i), b.Index(i), compared); at != "" {
					return fmt.Sprintf("[%d]%s", i, at)
				}
			}
			return ""
		}
		keys := b.MapKeys()
		for _, key := range a.MapKeys() {
			i := slices.IndexFunc(keys, func(other reflect.Value) bool {
				return difference(key, other, map[[2]reflect.Value]bool{}) == ""
			})
			if i < 0 {
				return differ
			}
			if at := difference(a.MapIndex(key), b.MapIndex(keys[i]), compared); at != "" {
				return fmt.Sprintf("[%v]%s", key, at)
			}
		}
	default:
		if !a.Equal(b) {
			return differ
		}
	}
	return ""
}

// forget takes away what has been compared, and what only a text that was just read has: functions are never deeply equal.
func forget(set *RuleSet) {
	set.declared, set.values, set.Space = nil, nil, nil
	for _, part := range set.parts() {
		for _, r := range part.rules {
			for _, c := range r.Conditions {
				c.tree, c.expr, c.parse = nil, nil, nil
			}
		}
	}
}

// spaceOf are all situations that can occur and look different through a lens, as they are seen.
func spaceOf(set *RuleSet, lens situation.Lens) []string {
	var list []string
	view := lens.Ready(set.World)
	for _, kinds := range set.World.Pairs() {
		for s := range set.Space.All(lens, kinds) {
			list = append(list, string(view.Key(nil, s)))
		}
	}
	return list
}

// Whatever can occur is found in the tables of a compiled form, whichever rules it was made up for: Cedar is asked nothing, and
// no text is parsed.
func TestCompiledFormAnswersEverything(t *testing.T) {
	for name, files := range compilable(t) {
		_, set := twice(t, name, files)
		before := map[*meaning]int{}
		for _, part := range set.parts() {
			for _, r := range part.rules {
				for _, c := range r.Conditions {
					if c.Listed() {
						before[c.meaning] = len(c.table)
					}
				}
			}
		}
		for _, part := range set.parts() {
			for _, r := range part.rules {
				for _, kinds := range set.World.Pairs() {
					for s := range set.Space.All(r.lens, kinds) {
						for m := range before {
							c := Condition{meaning: m}
							c.Of(s, "")
							for _, action := range set.Applicable(kinds) {
								if m.Action {
									c.Of(s, action)
								}
							}
						}
					}
				}
			}
		}
		for m, entries := range before {
			if len(m.table) != entries {
				t.Errorf("%s: %s has %d entries at first, %d when asked", name, m.Text, entries, len(m.table))
			}
		}
	}
}

func TestStaleFormIsNotUsed(t *testing.T) {
	files, err := sets.Read(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, fresh := headed("", files); fresh {
		t.Error("a set without a compiled form has a fresh one")
	}
	text, _ := twice(t, sets.Default(), files)
	form := string(text.form(files))
	files[sets.Rules] = strings.Replace(files[sets.Rules], "permit", "forbid", 1)
	if _, _, fresh := headed(form, files); fresh {
		t.Error("a rule was changed, and the compiled form is still fresh")
	}
}
