package api

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"

	"inroad/rules/scenario"
	"inroad/rules/session"
)

// cellsOf are all rows of everyone to everyone in the open session, as many answers as it takes.
func cellsOf(t *testing.T, e *Engine, action string) (last Cells, cells []byte) {
	t.Helper()
	for {
		request, err := json.Marshal(Request{Do: "matrix", Action: action, Start: last.Start + last.Rows})
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
		last, cells = got.Result, append(cells, bytes...)
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
			head, cells := cellsOf(t, e, action)
			if n := s.Network.Len(); head.Progress.Of != n || len(cells) != n*n {
				t.Fatalf("%s: %d bytes of %d actors", file, len(cells), n)
			}
			for i, row := range want.Cells {
				for j, k := range row {
					outcome, cell := want.Outcomes[k], cells[i*len(row)+j]
					cost := 0
					if at := int(cell >> 3 & 15); at > 0 {
						cost = head.Costs[at-1]
					}
					if head.Marks[cell&7] != outcome.Mark || cost != outcome.Cost || cell>>7 != 0 {
						t.Errorf("%s, %q, %d to %d: %+v is %08b", file, action, i, j, outcome, cell)
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
	first, before := cellsOf(t, e, "")
	edit := &session.Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"}
	edited := see(t, e, Request{Do: "edit", Edit: edit})
	second, after := cellsOf(t, e, "")
	if first.Revision != open.Revision || second.Revision != edited.Revision || first.Revision == second.Revision {
		t.Errorf("revisions %d and %d of views %d and %d", first.Revision, second.Revision, open.Revision, edited.Revision)
	}
	flipped := 0
	for i, cell := range after {
		if (cell&^(1<<7) != before[i]) != (cell>>7 == 1) {
			t.Errorf("cell %d was %08b and is %08b", i, before[i], cell)
		}
		flipped += int(cell >> 7)
	}
	if flipped == 0 || flipped == len(after) {
		t.Errorf("%d cells of %d flipped", flipped, len(after))
	}
	undone := see(t, e, Request{Do: "undo"})
	third, back := cellsOf(t, e, "")
	if third.Revision != undone.Revision || third.Revision == first.Revision {
		t.Errorf("the revision of the undone is %d", third.Revision)
	}
	for i := range back {
		back[i] &^= 1 << 7
	}
	if !slices.Equal(before, back) {
		t.Error("undone, the cells are others")
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
		_, cells := cellsOf(t, e, "")
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

// A large matrix comes in several answers, each of whole rows.
func TestCellsComeInSlices(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: crowd(1200)})
	answers := 0
	for start, more := 0, true; more; answers++ {
		request, err := json.Marshal(Request{Do: "matrix", Start: start})
		if err != nil {
			t.Fatal(err)
		}
		response, bytes := e.HandleBytes(request)
		var got struct {
			Result Cells `json:"result"`
		}
		if err := json.Unmarshal(response, &got); err != nil {
			t.Fatal(err)
		}
		if got.Result.Start != start || got.Result.Rows == 0 || len(bytes) != got.Result.Rows*1200 {
			t.Fatalf("%+v with %d bytes", got.Result, len(bytes))
		}
		start += got.Result.Rows
		more = got.Result.Progress.More
	}
	if answers < 3 {
		t.Errorf("1,200 actors came in %d answers", answers)
	}
}
