package policy

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	cedarschema "github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
)

const draft = "../testdata/sets/linkedin-draft/"

func draftFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(draft + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The draft of a second world is a schema that Cedar takes, and its laws are valid under it.
func TestDraftIsCedar(t *testing.T) {
	var s cedarschema.Schema
	if err := s.UnmarshalCedar(draftFile(t, "schema.cedarschema")); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	laws, err := cedar.NewPolicyListFromBytes("impossible.cedar", draftFile(t, "impossible.cedar"))
	if err != nil || len(laws) == 0 {
		t.Fatalf("%d laws (%v)", len(laws), err)
	}
	for _, law := range laws {
		id := law.Annotations()["id"]
		if err := validate.New(resolved).Policy(string(id), (*ast.Policy)(law.AST())); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// Each documented fact has one line that says what became of it.
func TestDraftPlacesEveryFact(t *testing.T) {
	lines := regexp.MustCompile(`(?m)^\| (L\d+) \| (fact|rule|question|number|not of a pair) \| \S`).FindAllSubmatch(draftFile(t, "facts.md"), -1)
	for i, line := range lines {
		if want := fmt.Sprintf("L%d", i+1); string(line[1]) != want {
			t.Fatalf("line %d is of %s, want %s", i+1, line[1], want)
		}
	}
	if len(lines) != 62 {
		t.Errorf("%d facts have a line, want 62", len(lines))
	}
}
