package api

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
)

// flip is the bit of a cell that the last edit changed.
const flip = 1 << 7

// sliceOf is one answer about everyone to everyone, and its bytes.
func sliceOf(t *testing.T, e *Engine, r Request) (Cells, []byte) {
	t.Helper()
	request, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	response, bytes := e.HandleBytes(request)
	var got struct {
		Result Cells   `json:"result"`
		Errors []Error `json:"errors"`
	}
	if err := json.Unmarshal(response, &got); err != nil || got.Errors != nil {
		t.Fatalf("%s: %v", response, err)
	}
	return got.Result, bytes
}

// cellsOf are all rows of everyone to everyone in the open session, as many answers as it takes.
func cellsOf(t *testing.T, e *Engine, r Request) (last Cells, cells []byte) {
	t.Helper()
	for {
		r.Start = last.Progress.Done
		got, bytes := sliceOf(t, e, r)
		last, cells = got, append(cells, bytes...)
		if !last.Progress.More {
			return last, cells
		}
	}
}

// The bytes say of each pair what the command's matrix does, for every example, the best way and each action.
func TestCellsAreTheMatrix(t *testing.T) {
	files, err := filepath.Glob("../sets/*/examples/*.json")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, errs := scenario.Parse(text)
		if errs != nil {
			t.Fatal(errs)
		}
		e := New("")
		see(t, e, Request{Do: "open", Scenario: string(text)})
		actions := []string{""}
		for _, a := range s.Set.World.Actions {
			actions = append(actions, a.Name)
		}
		for _, action := range actions {
			want, _ := MatrixOf(s, action)
			head, cells := cellsOf(t, e, Request{Do: "matrix", Action: action})
			if n := s.Network.Len(); head.Progress.Of != n || len(cells) != n*n {
				t.Fatalf("%s: %d bytes of %d actors", file, len(cells), n)
			}
			for i, row := range want.Cells {
				for j, k := range row {
					outcome, cell := want.Outcomes[k], cells[i*len(row)+j]
					is := head.Outcomes[cell&^flip]
					if (MatrixOutcome{is.Mark, is.Way, is.Cost}) != outcome || (is.Text == "") != (is.Mark == "self") || cell&flip != 0 {
						t.Errorf("%s, %q, %d to %d: %+v is %+v", file, action, i, j, outcome, is)
					}
				}
			}
		}
	}
}

// After an edit, the cells that it changed are marked, the revision is another, and undo has its own.
func TestCellsSayWhatFlipped(t *testing.T) {
	text, err := os.ReadFile("../sets/article/examples/cold-outreach.json")
	if err != nil {
		t.Fatal(err)
	}
	e := New("")
	open := see(t, e, Request{Do: "open", Scenario: string(text)})
	first, before := cellsOf(t, e, Request{Do: "matrix"})
	edit := &session.Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"}
	edited := see(t, e, Request{Do: "edit", Edit: edit})
	second, after := cellsOf(t, e, Request{Do: "matrix"})
	if first.Revision != open.Revision || second.Revision != edited.Revision || first.Revision == second.Revision {
		t.Errorf("revisions %d and %d of views %d and %d", first.Revision, second.Revision, open.Revision, edited.Revision)
	}
	flipped := 0
	for i, cell := range after {
		was, is := first.Outcomes[before[i]], second.Outcomes[cell&^flip]
		if (was != is) != (cell&flip != 0) {
			t.Errorf("cell %d was %+v and is %+v: %08b", i, was, is, cell)
		}
		if cell&flip != 0 {
			flipped++
		}
	}
	if flipped == 0 || flipped == len(after) || second.Flipped != flipped || first.Flipped != 0 {
		t.Errorf("%d cells of %d flipped, said to be %d", flipped, len(after), second.Flipped)
	}
	undone := see(t, e, Request{Do: "undo"})
	third, back := cellsOf(t, e, Request{Do: "matrix"})
	if third.Revision != undone.Revision || third.Revision == first.Revision {
		t.Errorf("the revision of the undone is %d", third.Revision)
	}
	for i, cell := range back {
		if third.Outcomes[cell&^flip] != first.Outcomes[before[i]] {
			t.Errorf("undone, cell %d is another", i)
		}
	}
}

// The cells that an edit changed are those of the view, also where it changes rules or the whole set.
func TestCellsFlipAsMarksDo(t *testing.T) {
	text, err := os.ReadFile("../sets/article/examples/cold-outreach.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range []session.Edit{
		{Kind: "tie", Tie: "connections", From: "ana", To: "ben"},
		{Kind: "policies", Value: `@id("no") forbid(principal, action, resource);`},
		{Kind: "base", Value: "linkedin"},
	} {
		e := New("")
		see(t, e, Request{Do: "open", Scenario: string(text)})
		view := see(t, e, Request{Do: "edit", Edit: &edit, Look: Look{}})
		_, cells := cellsOf(t, e, Request{Do: "matrix"})
		flipped := 0
		for i, from := range view.Actors {
			marks := wanted[Marks](t, e, Request{Do: "marks", Look: Look{From: from.ID}})
			for j := range view.Actors {
				is := slices.Contains(marks.Flipped, j)
				if cell := cells[i*len(view.Actors)+j]>>7 == 1; is != cell {
					t.Errorf("%s: %d to %d flipped is %t, among the marks %t", edit.Kind, i, j, cell, is)
				}
				if is {
					flipped++
				}
			}
		}
		if flipped == 0 {
			t.Errorf("%s: no cell flipped", edit.Kind)
		}
	}
}

// Of more outcomes than a byte can number, those beyond share one of their mark, which says so.
func TestOutcomesBeyondThoseOfAByte(t *testing.T) {
	set, err := policy.Load(sets.Default())
	if err != nil {
		t.Fatal(err)
	}
	ways := make([]decision.Way, 301)
	for i := range ways {
		ways[i] = decision.Way{Mark: decision.Costs, Action: "message", Cost: int64(i)}
	}
	ways[300].Mark = decision.Contested
	s := &legend{[]CellOutcome{{Mark: "self"}}, []int{1}, map[decision.Mark]int{}}
	exact := 0
	for n, way := range ways {
		s.place(set, ways, uint16(n))
		place := s.listed[n] - 1
		if place >= 1<<7 {
			t.Fatalf("outcome %d stands at %d", n, place)
		}
		switch is := s.outcomes[place]; {
		case n == 0 || is.Cost == n:
			exact++
		case is != CellOutcome{way.Mark.String(), "", 0, set.Words.Say.ReachableSomehow(way.Mark == decision.Contested)}:
			t.Errorf("outcome %d is %+v", n, is)
		}
	}
	if exact < 120 || len(s.outcomes) != exact+2 {
		t.Errorf("%d outcomes of %d are told, %d exactly", len(s.outcomes), len(ways), exact)
	}
}

// In a session, the command's CSV comes as bytes, byte for byte.
func TestCellsAsCSV(t *testing.T) {
	text := crowd(700)
	s, errs := scenario.Parse([]byte(text))
	if errs != nil {
		t.Fatal(errs)
	}
	m, _ := MatrixOf(s, "")
	var want bytes.Buffer
	m.CSV(&want)
	e := New("")
	wanted[View](t, e, Request{Do: "open", Scenario: text})
	last, got := cellsOf(t, e, Request{Do: "matrix", CSV: true})
	if first := last.Senders[0]; !bytes.Equal(got, want.Bytes()) || first == 0 {
		t.Errorf("%d bytes of %d, the last from row %d on", len(got), want.Len(), first)
	}
}

// A large matrix comes in several answers, each of whole rows.
func TestCellsComeInSlices(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: crowd(1200)})
	answers := 0
	for start, more := 0, true; more; answers++ {
		got, bytes := sliceOf(t, e, Request{Do: "matrix", Start: start})
		rows := len(got.Senders)
		if rows == 0 || got.Senders[0] != start || len(bytes) != rows*1200 {
			t.Fatalf("%+v with %d bytes", got, len(bytes))
		}
		start += rows
		more = got.Progress.More
	}
	if answers < 3 {
		t.Errorf("1,200 actors came in %d answers", answers)
	}
}
