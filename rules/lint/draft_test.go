package lint_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// hospital are the texts of a set that does not come with Inroad.
func hospital(t testing.TB) sets.Files {
	t.Helper()
	files := sets.Files{}
	for _, name := range []string{sets.Schema, sets.Data, sets.Words, sets.Impossible, sets.Rules, sets.Warnings} {
		text, err := os.ReadFile(filepath.Join("../testdata/sets/hospital", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	return files
}

func builtin(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// written are the texts of the hospital with a mark in one of them, which stands in the place of something.
func written(t *testing.T, file, was, marked string) (sets.Files, int) {
	t.Helper()
	files := hospital(t)
	if !strings.Contains(files[file], was) {
		t.Fatalf("%s has no %s", file, was)
	}
	text, offset := at(strings.Replace(files[file], was, marked, 1))
	files[file] = text
	return files, offset
}

// In each text of a set is offered what the others declare, also where it is broken.
func TestCompleteDraft(t *testing.T) {
	for _, test := range []struct {
		name, file, was, marked string
		replaced                string
		first                   []string
		not                     string
	}{
		{"an annotation of a kind", sets.Schema, `@drawn("organisation")`, `@¦`, "", []string{"drawn"}, "list"},
		{"an annotation of a number", sets.Schema, `@unit("night nurse")`, `@u¦`, "u", []string{"unit", "pays"}, "values"},
		{"an annotation of a text", sets.Schema, `@label("Complaint")`, `@¦`, "", []string{"label", "change", "caption", "values"}, "unit"},
		{"an annotation of an enumeration", sets.Schema, `@label("Contract")` + "\nentity", "@¦\nentity", "", []string{"label", "nobody"}, "list"},
		{"an annotation of a tie", sets.Schema, `@label("waits for")`, `@¦`, "", []string{"label"}, "ends"},
		{"an annotation of a fact", sets.Schema, `@tie("sharesRoom") @side("either")`, `@¦`, "", []string{"tie", "side", "distance", "far"}, "label"},
		{"an annotation of an action", sets.Schema, `@label("Read the chart")`, `@¦`, "", []string{"label", "way", "makes", "clears", "answers"}, "list"},
		{"a value of an annotation", sets.Schema, `@undo("either")`, `@undo("¦")`, `""`, []string{`"from"`, `"either"`}, ""},
		{"the caption of a kind", sets.Schema, `@caption("always")`, `@caption("¦")`, `""`, []string{`"always"`}, `"set"`},
		{"a tie", sets.Schema, `@tie("sharesRoom")`, `@tie("s¦")`, `"s"`, []string{`"colleagues"`, `"treats"`}, ""},
		{"a tie without direction", sets.Schema, `@distance("colleagues")`, `@distance("¦")`, `""`, []string{`"colleagues"`, `"sharesRoom"`}, `"treats"`},
		{"the ends of a tie", sets.Schema, `@ends("Patient > Ward")`, `@ends("¦")`, `""`, []string{`"Doctor > Doctor"`}, ""},
		{"a type", sets.Schema, `contract: Contract`, `contract: ¦`, "", []string{"Bool", "Long", "String", "Contract"}, "Doctor"},
		{"the type of a tie", sets.Schema, `treats: Bool`, `treats: B¦`, "B", []string{"Bool"}, "String"},
		{"a side of an action", sets.Schema, `{ principal: [Doctor, Ward], resource: [Switchboard] }`, `{ principal: [Doctor, Ward], ¦ }`, "", []string{"resource", "context"}, "principal"},
		{"a recipient", sets.Schema, `resource: [Switchboard]`, `resource: [S¦]`, "S", []string{"Doctor", "Patient", "Ward", "Switchboard"}, "Contract"},
		{"a sender", sets.Schema, `[Doctor, Ward], resource: [Switchboard]`, `[¦], resource: [Switchboard]`, "", []string{"Doctor", "Patient", "Ward"}, "Switchboard"},
		{"a declaration", sets.Schema, `type Pair`, "¦\n\ntype Pair", "", []string{"entity", "type", "action"}, ""},
		{"a record", sets.Schema, `type Pair =`, `type ¦ =`, "", []string{"Ties", "Pair"}, ""},

		{"a key of the data", sets.Data, `"money": "pounds a shift",`, `"¦`, `"`, []string{`"source"`, `"money"`}, `"title"`},
		{"an enumeration", sets.Data, `"Contract": [`, `"¦": [`, `""`, []string{`"Contract"`}, ""},
		{"a key of a value", sets.Data, `"price": "80.00", `, `"pr¦", `, `"pr"`, []string{`"groups"`, `"price"`, `"most"`}, `"label"`},
		{"what a value brings", sets.Data, `"brings": {"bleeps": 0}`, `"brings": {"¦": 0}`, `""`, []string{`"bleeps"`, `"nightNurses"`}, ""},
		{"a feature", sets.Data, `{"nightDesk": false, "ownTheatre": false}`, `{"nightDesk": false, ¦}`, "", []string{`"ownTheatre"`}, `"nightDesk"`},
		{"a yes or no", sets.Data, `{"nightDesk": false,`, `{"nightDesk": ¦,`, "", []string{"true", "false"}, ""},
		{"an action of a tip", sets.Data, `"actions": ["telephone", "bleep"]`, `"actions": ["telephone", "¦"]`, `""`, []string{`"telephone"`, `"bleep"`, `"send-letter"`}, ""},
		{"the sender of a tip", sets.Data, `"sender": "Doctor"`, `"sender": "¦"`, `""`, []string{`"Doctor"`, `"Patient"`}, `"Contract"`},
		{"the kind of a question", sets.Data, `"kind": "silence"`, `"kind": "s¦"`, `"s"`, []string{`"contradiction"`, `"silence"`}, ""},

		{"a key of the words", sets.Words, `"kinds":`, `"¦":`, `""`, []string{`"cost"`, `"kinds"`}, `"attributes"`},
		{"a kind", sets.Words, `"Ward": "ward"`, `"¦`, `"`, []string{`"Ward"`}, `"Doctor"`},
		{"an attribute", sets.Words, `"onDuty": {`, `"D¦": {`, `"D"`, []string{`"specialty"`, `"Doctor.specialty"`, `"onDuty"`}, `"bleeps"`},
		{"a key of an attribute", sets.Words, `"edit": "duty of {who}",`, `"e¦",`, `"e"`, []string{`"ask"`, `"edit"`, `"gain"`}, `"is"`},
		{"a value", sets.Words, `"open-door": "{who} heeds everybody's bleeps"`, `"¦": ""`, `""`, []string{`"*"`, `"absent"`, `"open-door"`}, `"hush"`},
		{"what is asked", sets.Words, `"!= open-door":`, `"¦":`, `""`, []string{`"== open-door"`}, ""},
		{"a slot", sets.Words, `"{who} is on duty"`, `"{w¦} is on duty"`, "{w}", []string{"{who}", "{value}", "{n}"}, ""},

		{"an annotation of a law", sets.Impossible, `@id("danger-needs-bed")`, `@¦`, "", []string{"id", "title", "source", "yields"}, "cost"},
		{"what yields", sets.Impossible, `@yields("onDuty")`, `@yields("¦")`, `""`, []string{`"specialty"`}, ""},
		{"a law", sets.Impossible, "// What cannot be.", "¦\n// What cannot be.", "", []string{"forbid … when", "forbid"}, "permit"},
		{"an attribute in a law", sets.Impossible, "principal.endangered", "principal.¦", "", []string{"complaint", "bed", "endangered"}, "onDuty"},
		{"an attribute in a rule", sets.Rules, "permit", `permit(principal is Ward, action, resource) when { principal.¦ };` + "\npermit", "", []string{"contract", "bleeps", "nightNurses"}, "bed"},
		{"an action in a warning", sets.Warnings, "permit", `permit(principal, action == Action::"¦"` + "\npermit", `""`, []string{`"telephone"`, `"bleep"`}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			files, offset := written(t, test.file, test.was, test.marked)
			whole := lint.NewDraft(hospital(t), nil, builtin(t))
			span, items := lint.NewDraft(files, whole, builtin(t)).Complete(test.file, offset)
			got := labels(items)
			rest := got
			for _, want := range test.first {
				i := slices.Index(rest, want)
				if i < 0 {
					t.Fatalf("%q is not offered in %q in its order", want, got)
				}
				rest = rest[i+1:]
			}
			if test.not != "" && slices.Contains(got, test.not) {
				t.Errorf("%q is offered in %q", test.not, got)
			}
			if replaced := span.Of(files[test.file]); replaced != test.replaced {
				t.Errorf("it takes the place of %q, want %q", replaced, test.replaced)
			}
		})
	}
}

// What stands in a text is said, and where the schema declares it.
func TestHoverDraft(t *testing.T) {
	for _, test := range []struct {
		name, file, was, marked string
		title, says, declared   string // declared is how the declaration begins; "" where there is none
	}{
		{"an annotation", sets.Schema, `@undo("either")`, `@un¦do("either")`, "@undo", "who can take it back", ""},
		{"a tie in an annotation", sets.Schema, `@makes("treats")`, `@makes("tre¦ats")`, "treats", "treats", `@label("treats")`},
		{"a kind in an annotation", sets.Schema, `@ends("Patient > Ward")`, `@ends("Patient > W¦ard")`, "Ward", "Ward", `@label("Ward")`},
		{"an enumeration", sets.Schema, `contract: Contract`, `contract: Con¦tract`, "Contract", "one of daytime, nightly, intensive", `@label("Contract")`},
		{"a type", sets.Schema, `bleeps: Long`, `bleeps: Lo¦ng`, "Long", "a whole number from 0", ""},
		{"an attribute", sets.Schema, `letterConsent?:`, `letter¦Consent?:`, "letterConsent", "Consent to letters", `@label("Consent to letters")`},
		{"a fact", sets.Schema, `sameRoom:`, `same¦Room:`, "sameRoom", "sharing a room", `@tie("sharesRoom")`},
		{"a kind of an action", sets.Schema, `resource: [Switchboard]`, `resource: [Switch¦board]`, "Switchboard", "Switchboard", `@nobody("exchange")`},

		{"a key", sets.Data, `"money":`, `"mon¦ey":`, "money", "what prices are counted in", ""},
		{"a key of a value", sets.Data, `"price": "80.00"`, `"pr¦ice": "80.00"`, "values.price", "what it costs", ""},
		{"what is brought", sets.Data, `"brings": {"bleeps": 0}`, `"brings": {"bl¦eeps": 0}`, "bleeps", "Bleeps left", `@label("Bleeps left this shift")`},
		{"an action of a tip", sets.Data, `["telephone", "bleep"]`, `["telephone", "ble¦ep"]`, "bleep", "Bleep", `@label("Bleep")`},
		{"a value", sets.Data, `"80.00"`, `"80¦.00"`, "values.price", "what it costs", ""},

		{"an attribute with words", sets.Words, `"onDuty": {`, `"on¦Duty": {`, "onDuty", "On duty", `@label("On duty")`},
		{"a clause", sets.Words, `"edit": "duty of {who}"`, `"ed¦it": "duty of {who}"`, "attributes.edit", "{who} may stand in it", ""},

		{"an annotation of a law", sets.Impossible, `@yields("onDuty")`, `@yi¦elds("onDuty")`, "@yields", "what gives way", ""},
		{"an attribute in a law", sets.Impossible, `principal.endangered`, `principal.end¦angered`, "principal.endangered", "On the danger list", `@label("On the danger list")`},
	} {
		t.Run(test.name, func(t *testing.T) {
			files, offset := written(t, test.file, test.was, test.marked)
			d := lint.NewDraft(files, nil, builtin(t))
			found := d.Hover(test.file, offset)
			if said := strings.Join(found.Lines, " · "); found.Title != test.title || !strings.Contains(said, test.says) {
				t.Errorf("%q: %s", found.Title, said)
			}
			span, ok := d.Declared(found)
			if got := span.Of(files[sets.Schema]); ok != (test.declared != "") || !strings.HasPrefix(got, test.declared) {
				t.Errorf("it is declared (%t) as %s", ok, got)
			}
		})
	}
}

// Where the world is broken, rules are written for the last one that was not, or else for the one in force.
func TestBrokenDraft(t *testing.T) {
	const rule = `permit(principal, action, resource) when { principal.`
	files := hospital(t)
	files[sets.Schema] = strings.Replace(files[sets.Schema], "nightNurses", "nightNuns", 1)
	files[sets.Words] = strings.ReplaceAll(files[sets.Words], "nightNurses", "nightNuns")
	good := lint.NewDraft(files, nil, builtin(t))
	broken := sets.Files{sets.Schema: files[sets.Schema] + "entity {", sets.Data: files[sets.Data], sets.Rules: rule}
	for _, test := range []struct {
		before *lint.Draft
		want   string
	}{{good, "nightNuns"}, {lint.NewDraft(broken, good, builtin(t)), "nightNuns"}, {nil, "company"}} {
		_, items := lint.NewDraft(broken, test.before, builtin(t)).Complete(sets.Rules, len(rule))
		if got := labels(items); !slices.Contains(got, test.want) {
			t.Errorf("%q is not offered in %q", test.want, got)
		}
	}
}

// Everything that may be written is said what it is for.
func TestAboutEverything(t *testing.T) {
	say := words.Default()
	files := hospital(t)
	files[sets.Data], files[sets.Words] = "{}", "{}"
	d := lint.NewDraft(files, nil, builtin(t))
	seen := 0
	var walk func(file string, path []string)
	walk = func(file string, path []string) {
		shape, ok := d.ShapeAt(file, path)
		if !ok || len(path) > 8 {
			return
		}
		if shape.Way != "" {
			seen++
			if say.About(shape.Way) == "" {
				t.Errorf("nothing is said of %s in %s", shape.Way, file)
			}
		}
		next := shape.Fields
		if next == nil && (shape.Is == diagnostic.AnObject || shape.Is == diagnostic.AList) {
			next = []string{"0"}
		}
		for _, name := range next {
			walk(file, append(path[:len(path):len(path)], name))
		}
	}
	walk(sets.Data, nil)
	walk(sets.Words, nil)
	for _, marked := range []string{"@¦", "@¦\nentity A;", "@¦\nentity A = { a: Bool };", "entity A = { @¦ };", "type Ties = { @¦ };", "type Pair = { @¦ };", "@¦ action a;", "¦", "entity A = { a: ¦ };", "action a appliesTo { ¦", "action a ¦", "type ¦"} {
		text, offset := at(marked)
		_, items := lint.NewDraft(sets.Files{sets.Schema: text}, nil, builtin(t)).Complete(sets.Schema, offset)
		if len(items) == 0 {
			t.Errorf("nothing is offered at %s", marked)
		}
		for _, i := range items {
			seen++
			if i.Detail == "" {
				t.Errorf("nothing is said of %s at %s", i.Label, marked)
			}
		}
	}
	for _, file := range []string{sets.Rules, sets.Impossible} {
		_, items := lint.NewDraft(sets.Files{file: "@"}, nil, builtin(t)).Complete(file, 1)
		for _, i := range items {
			seen++
			if i.Detail == "" {
				t.Errorf("nothing is said of @%s in %s", i.Label, file)
			}
		}
	}
	if seen < 120 {
		t.Errorf("only %d are looked at", seen)
	}
}

// FuzzAnyDraft holds that any text of a set is answered about, wherever the cursor stands in it.
func FuzzAnyDraft(f *testing.F) {
	files := hospital(f)
	for _, text := range files {
		for n := 0; n < len(text); n += 97 {
			f.Add(text[:n], n)
			f.Add(text, n)
		}
	}
	f.Add("entity A = { a: Long, @¦", 23)
	set := builtin(f)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		offset = min(max(offset, 0), len(text))
		in := func(s diagnostic.Span) bool { return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) }
		for _, file := range []string{sets.Schema, sets.Data, sets.Words, sets.Impossible} {
			d := lint.NewDraft(sets.Files{file: text}, nil, set)
			if at, _ := d.Complete(file, offset); !in(at) {
				t.Fatalf("%s: what is completed is at %v", file, at)
			}
			found := d.Hover(file, offset)
			if !in(found.Span) {
				t.Fatalf("%s: what is hovered is at %v", file, found.Span)
			}
			d.Declared(found)
		}
	})
}
