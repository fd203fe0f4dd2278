package lint_test

import (
	"strings"
	"testing"

	"inroad/rules/policy"
	"inroad/rules/sets"
)

// Names that are misspelt in the texts of a set are mended by a fix, which leaves no mistake.
func TestMendDraft(t *testing.T) {
	for _, test := range []struct{ name, file, right, wrong string }{
		{"an annotation", sets.Schema, `@undo("either")`, `@undoo("either")`},
		{"a value of an annotation", sets.Schema, `@undo("either")`, `@undo("eithr")`},
		{"a tie in an annotation", sets.Schema, `@tie("sharesRoom")`, `@tie("shareRoom")`},
		{"a type", sets.Schema, `letterConsent?: Bool`, `letterConsent?: Bol`},
		{"an enumeration", sets.Schema, `contract: Contract`, `contract: Contrct`},
		{"a record", sets.Schema, `type Ties`, `type Tie`},
		{"a kind of an action", sets.Schema, `principal: [Doctor, Ward], resource: [Switchboard]`, `principal: [Docter, Ward], resource: [Switchboard]`},
		{"a key of the data", sets.Data, `"money"`, `"mony"`},
		{"an enumeration with values", sets.Data, `"Contract": [`, `"Contrct": [`},
		{"what a value brings", sets.Data, `{"bleeps": 0}`, `{"bleep": 0}`},
		{"a feature", sets.Data, `{"nightDesk": false`, `{"nightDsk": false`},
		{"the kind of a question", sets.Data, `"kind": "silence"`, `"kind": "silent"`},
		{"an action of a tip", sets.Data, `["telephone", "bleep"]`, `["telphone", "bleep"]`},
		{"the sender of a tip", sets.Data, `"sender": "Doctor"`, `"sender": "Docter"`},
		{"a key of the words", sets.Words, `"kinds"`, `"kids"`},
		{"a kind with words", sets.Words, `"Patient": "patient"`, `"Patent": "patient"`},
		{"an attribute with words", sets.Words, `"heeds": {`, `"heed": {`},
		{"a value with words", sets.Words, `"open-door": "{who} heeds everybody's bleeps"`, `"open-dor": "{who} heeds everybody's bleeps"`},
		{"a constant that is asked for", sets.Words, `"!= open-door"`, `"!= open-dor"`},
		{"a slot of a clause", sets.Words, `"{who} is on duty"`, `"{whoo} is on duty"`},
		{"what yields to a law", sets.Impossible, `@yields("onDuty")`, `@yields("onDty")`},
		{"a value in a law", sets.Impossible, `"hush"`, `"hussh"`},
	} {
		files := hospital(t)
		if !strings.Contains(files[test.file], test.right) {
			t.Fatalf("%s: the hospital has no %s", test.name, test.right)
		}
		files[test.file] = strings.Replace(files[test.file], test.right, test.wrong, 1)
		_, found := policy.Outside("hospital", files)
		if len(found) == 0 || found[0].File != test.file || len(found[0].Fixes) != 1 {
			t.Errorf("%s: nothing mends it: %v", test.name, found)
			continue
		}
		files[test.file] = mended(files[test.file], found[0].Fixes[0])
		if _, left := policy.Outside("hospital", files); left != nil || !strings.Contains(files[test.file], test.right) {
			t.Errorf("%s: the fix leaves %v", test.name, left)
		}
	}
}
