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
		wanted[View](t, e, Request{Do: "open", Scenario: string(text)})
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
	open := wanted[View](t, e, Request{Do: "open", Scenario: string(text)})
	first, before := cellsOf(t, e, "")
	edit := &session.Edit{Kind: "tie", Tie: "connections", From: "ana", To: "ben"}
	edited := wanted[View](t, e, Request{Do: "edit", Edit: edit})
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
	undone := wanted[View](t, e, Request{Do: "undo"})
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
func TestCellsFlipAsInTheView(t *testing.T) {
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
		wanted[View](t, e, Request{Do: "open", Scenario: string(text)})
		view := wanted[View](t, e, Request{Do: "edit", Edit: &edit, Look: Look{Matrix: true}})
		_, cells := cellsOf(t, e, "")
		flipped := 0
		for i, row := range view.Cells {
			for j, cell := range row {
				if is := cells[i*len(row)+j]>>7 == 1; is != cell.Flipped {
					t.Errorf("%s: %d to %d flipped is %t, in the view %t", edit.Kind, i, j, is, cell.Flipped)
				}
				if cell.Flipped {
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
	wanted[View](t, e, Request{Do: "open", Scenario: crowd(1200)})
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

// In a large network an edit may leave its fixes to the look that comes after, and says of what they will be; in a small one it never
// does.
func TestFixesAreFoundLater(t *testing.T) {
	edit := &session.Edit{Kind: "set", Actor: "m0", Field: "name", Value: "Ana"}
	look := Look{From: "m0", To: "m7"}
	for _, size := range []int{40, 150} {
		e := New("")
		wanted[View](t, e, Request{Do: "open", Scenario: crowd(size), Look: look})
		edited := wanted[View](t, e, Request{Do: "edit", Edit: edit, Look: look, Later: true}).Answer.Fixes
		looked := wanted[View](t, e, Request{Do: "look", Look: look, Later: true}).Answer.Fixes
		if looked.Later || len(looked.Fixes) == 0 {
			t.Fatalf("%d actors: %+v", size, looked)
		}
		if large := size > matrixActors; edited.Later != large || (len(edited.Fixes) == 0) != large {
			t.Errorf("%d actors: an edit finds %d fixes, later is %t", size, len(edited.Fixes), edited.Later)
		}
		if edited.Title != looked.Title || edited.Opens != looked.Opens || !slices.Equal(edited.Actions, looked.Actions) {
			t.Errorf("%d actors: %+v before, %+v after", size, edited, looked)
		}
	}
}
