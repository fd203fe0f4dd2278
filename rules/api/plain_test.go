package api

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"inroad/rules/session"
)

// identifier is the number of a rule's source or of a question.
var identifier = regexp.MustCompile(`\b[A-Z]\d+[a-z]?\b`)

// Whoever asks of whom, what is said on the page first is a sentence about them: no number of a source, no name of a reading. The
// sources stand beside it.
func TestAnswersCarryNoIdentifiers(t *testing.T) {
	files, err := filepath.Glob("../sets/*/examples/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	cited, assumed := 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		e, _ := opened(t, string(text))
		actors := e.session.Scenario().Network.Actors()
		for i := range actors {
			for j := range actors {
				if i == j {
					continue
				}
				a := answerOf(e.session.Board(), i, j, unflipped)
				said := []string{a.Headline, a.Detail, a.Assumed}
				for _, d := range a.Actions {
					said = append(said, d.Short, d.Summary, d.Assumed)
				}
				for _, text := range said {
					if identifier.MatchString(text) {
						t.Errorf("%s, %s to %s: %q", file, a.From, a.To, text)
					}
				}
				cited += len(a.Sources)
				if a.Assumed != "" {
					assumed++
				}
				if (a.Assumed != "") != a.Cell.Assumed {
					t.Errorf("%s, %s to %s: %q is assumed, the mark is %v", file, a.From, a.To, a.Assumed, a.Cell.Assumed)
				}
			}
		}
	}
	if cited == 0 || assumed == 0 {
		t.Errorf("%d sources are cited, %d answers assumed", cited, assumed)
	}
}

// Where somebody comes, moves or is called otherwise no answer was in question: nothing is said of answers.
func TestIdleEditsSayNothingOfAnswers(t *testing.T) {
	const none = "No answer changed"
	for _, test := range []struct {
		edit       session.Edit
		text, back string
	}{
		{session.Edit{Kind: "add", Is: "Member", Name: "Zed"}, "", ""},
		{session.Edit{Kind: "move", Moves: []session.Move{{Actor: "ana", At: session.At{X: 1, Y: 2}}}}, "", ""},
		{session.Edit{Kind: "set", Actor: "ana", Field: "name", Value: "Anna"}, "", ""},
		{session.Edit{Kind: "title", Value: "Another"}, "", ""},
		{session.Edit{Kind: "set", Actor: "ana", Field: "company", Value: "Another"}, none, none},
		{session.Edit{Kind: "all", Edits: []session.Edit{{Kind: "title", Value: "x"}, {Kind: "set", Actor: "ana", Field: "company", Value: "Another"}}}, none, none},
		{session.Edit{Kind: "untie", Tie: "connections", From: "ana", To: "cara"}, "11 answers changed: 10 to no, 1 in another way", "11 answers changed: 10 to yes, 1 in another way"},
	} {
		e, _ := opened(t, example(t, "cold-outreach"))
		if got := see(t, e, Request{Do: "edit", Edit: &test.edit}).Changed.Text; got != test.text {
			t.Errorf("%+v: %q, want %q", test.edit, got, test.text)
		}
		if got := see(t, e, Request{Do: "undo"}).Changed.Text; got != test.back {
			t.Errorf("%+v taken back: %q, want %q", test.edit, got, test.back)
		}
	}
}
