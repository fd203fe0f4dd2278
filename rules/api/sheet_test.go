package api

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"inroad/rules/generate"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// reader has everyone to everyone as somebody does who asks since when, as the page does.
type reader struct {
	action   string
	revision int
	outcomes []CellOutcome
	cells    []byte
	flipped  int
	relative map[string]int // how many answers were told how
}

// read goes on to the state of the session.
func (m *reader) read(t *testing.T, e *Engine) {
	t.Helper()
	head, bytes := sliceOf(t, e, Request{Do: "matrix", Action: m.action, Since: m.revision})
	if m.revision == 0 || !head.Relative {
		m.relative["whole"]++
		head, m.cells = cellsOf(t, e, Request{Do: "matrix", Action: m.action})
	} else {
		n := head.Progress.Of
		for i := range m.cells {
			m.cells[i] &^= flip
		}
		for k, from := range head.Senders {
			copy(m.cells[from*n:], bytes[k*n:(k+1)*n])
		}
		bytes = bytes[len(head.Senders)*n:]
		for k, to := range head.Recipients {
			for from := range n {
				m.cells[from*n+to] = bytes[k*n+from]
			}
		}
		m.relative[fmt.Sprintf("%t rows, %t columns", len(head.Senders) > 0, len(head.Recipients) > 0)]++
	}
	m.revision, m.outcomes, m.flipped = head.Revision, head.Outcomes, head.Flipped
}

// afresh is everyone to everyone of a scenario that is opened anew.
type afresh struct {
	numbers  map[string]int // of actors, by their kinds and ids
	outcomes []CellOutcome
	cells    []byte
}

func scratch(t *testing.T, s *scenario.Scenario, action string) *afresh {
	t.Helper()
	head, cells := cellsOf(t, holding(session.Open(s)), Request{Do: "matrix", Action: action})
	out := &afresh{map[string]int{}, head.Outcomes, cells}
	for i, a := range s.Network.Actors() {
		out.numbers[a.Kind.Type+a.ID] = i
	}
	return out
}

// of are the outcomes of a sender, by recipient; false where one of them is not there.
func (o *afresh) of(from network.Actor) func(to network.Actor) (outcome CellOutcome, stood bool) {
	i, stood := o.numbers[from.Kind.Type+from.ID]
	return func(to network.Actor) (CellOutcome, bool) {
		j, ok := o.numbers[to.Kind.Type+to.ID]
		if !stood || !ok {
			return CellOutcome{}, false
		}
		return o.outcomes[o.cells[i*len(o.numbers)+j]], true
	}
}

// setsForSheets are those that come with Inroad, and one from outside.
func setsForSheets(t *testing.T) []*policy.RuleSet {
	t.Helper()
	outside, errs := scenario.Parse([]byte(carrying(t, "clinic")))
	if errs != nil {
		t.Fatal(errs)
	}
	list := []*policy.RuleSet{outside.Set}
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, set)
	}
	return list
}

// After any edits, undone or not, whoever is told what each touched has the sheet that is told of the scenario from scratch: the same
// outcome in every cell, and the cells marked that came to something else before the last edit. INROAD_PROOF makes more edits.
func TestSheetsOfWhatWasTouchedAreThoseFromScratch(t *testing.T) {
	edits := map[int]int{12: 500, 300: 12}
	if os.Getenv("INROAD_PROOF") != "" {
		edits = map[int]int{12: 5_000, 300: 300}
	}
	for _, set := range setsForSheets(t) {
		for size, count := range edits {
			t.Run(fmt.Sprint(set.Name, size), func(t *testing.T) {
				r := rand.New(rand.NewPCG(uint64(size), 11))
				s, _ := scenario.Empty(set).With(generate.Network(set, generate.Plan{Actors: size, Seed: 5, Model: generate.SmallWorld, Ties: 2}))
				open := session.Open(s)
				e := holding(open)
				readers := []*reader{{relative: map[string]int{}}, {action: set.World.Actions[r.IntN(len(set.World.Actions))].Name, relative: map[string]int{}}}
				was := make([]*afresh, len(readers))
				for i, m := range readers {
					m.read(t, e)
					was[i] = scratch(t, s, m.action)
				}
				for made := 0; made < count; {
					kind, ok := anyEdit(r, open)
					if !ok {
						continue
					}
					made++
					skipped := r.IntN(10) == 0 // somebody need not ask after every edit
					for i, m := range readers {
						now := scratch(t, open.Scenario(), m.action)
						if !skipped {
							m.read(t, e)
							if difference := m.differs(open, was[i], now); difference != "" {
								t.Fatalf("after %d edits, the last %s, action %q: %s", made, kind, m.action, difference)
							}
						}
						was[i] = now
					}
				}
				for _, m := range readers {
					t.Log(m.action, m.relative)
					for _, how := range []string{"whole", "true rows, true columns", "true rows, false columns", "false rows, false columns"} {
						if m.relative[how] == 0 && size < 100 {
							t.Errorf("no edit was told %s", how)
						}
					}
				}
			})
		}
	}
}

// differs finds a cell that is not what it is from scratch, or is marked otherwise than it should be; "" where there is none.
func (m *reader) differs(s *session.Session, was, now *afresh) string {
	n, flipped := s.Scenario().Network.Len(), 0
	if m.revision != s.Revision() || len(m.cells) != n*n {
		return fmt.Sprintf("revision %d of %d cells for %d of %d", m.revision, len(m.cells), s.Revision(), n*n)
	}
	for i, from := range s.Scenario().Network.Actors() {
		wasOf, nowOf := was.of(from), now.of(from)
		for j, to := range s.Scenario().Network.Actors() {
			before, stood := wasOf(to)
			want, _ := nowOf(to)
			before.Text = want.Text // other rules may say the same otherwise
			turned := stood && before != want
			cell := m.cells[i*n+j]
			if is := m.outcomes[cell&^flip]; is != want || turned != (cell&flip != 0) {
				return fmt.Sprintf("%s to %s: %+v, marked %t; from scratch %+v, %t", from.ID, to.ID, is, cell&flip != 0, want, turned)
			}
			if turned {
				flipped++
			}
		}
	}
	if flipped != m.flipped {
		return fmt.Sprintf("%d cells are marked, said to be %d", flipped, m.flipped)
	}
	return ""
}

// anyEdit makes an edit of a session, or takes one back, and says which; false where it could not be.
func anyEdit(r *rand.Rand, s *session.Session) (kind string, ok bool) {
	set, n := s.Scenario().Set, s.Scenario().Network
	id := func() string { return n.Actor(r.IntN(n.Len())).ID }
	tie := set.World.Ties[r.IntN(len(set.World.Ties))]
	var edit session.Edit
	switch r.IntN(20) {
	case 0:
		return "undo", s.Undo()
	case 1:
		return "redo", s.Redo()
	case 2:
		edit = session.Edit{Kind: "add", Is: set.World.Kinds[r.IntN(len(set.World.Kinds))].Type, Name: "Zoe"}
	case 3:
		if n.Len() < 10 {
			return "", false
		}
		edit = session.Edit{Kind: "remove", Actor: id()}
	case 4:
		edit = session.Edit{Kind: "set", Actor: id(), Field: "name", Value: fmt.Sprint("Zoe ", r.IntN(9))}
	case 5:
		edit = session.Edit{Kind: "title", Value: fmt.Sprint("Title ", r.IntN(9))}
	case 6:
		edit = session.Edit{Kind: "rule", Rule: set.Rules[r.IntN(len(set.Rules))].ID, On: r.IntN(3) > 0}
	case 7:
		q := set.Questions[r.IntN(len(set.Questions))]
		edit = session.Edit{Kind: "reading", Question: q.ID, Value: q.Readings[r.IntN(len(q.Readings))].Reading}
	case 8: // a rule of which every pair has to be asked
		edit = session.Edit{Kind: "policies", Value: []string{"", `@id("mine") forbid(principal, action, resource) when { principal.name == resource.name };`}[r.IntN(2)]}
	case 9:
		if pairs := n.Pairs(tie); len(pairs) > 0 {
			p := pairs[r.IntN(len(pairs))]
			edit = session.Edit{Kind: "untie", Tie: tie.Name, From: n.Actor(p.From).ID, To: n.Actor(p.To).ID}
		}
	case 10, 11, 12:
		edit = session.Edit{Kind: "tie", Tie: tie.Name, From: id(), To: id()}
	case 13:
		edit = session.Edit{Kind: "all", Edits: []session.Edit{anySetting(r, n), anySetting(r, n)}}
	default:
		edit = anySetting(r, n)
	}
	return fmt.Sprintf("%+v", edit), s.Apply(edit, r.IntN(4) == 0) == nil
}

// anySetting sets an attribute of somebody.
func anySetting(r *rand.Rand, n *network.Network) session.Edit {
	a := n.Actor(r.IntN(n.Len()))
	edit := session.Edit{Kind: "set", Actor: a.ID, Field: "name", Value: a.Name}
	if len(a.Kind.Attributes) == 0 {
		return edit
	}
	attribute := a.Kind.Attributes[r.IntN(len(a.Kind.Attributes))]
	edit.Field = attribute.Name
	switch attribute.Type {
	case world.Bool:
		edit.Value = fmt.Sprint(r.IntN(2) == 0)
	case world.Choice:
		names := attribute.Names()
		edit.Value = names[r.IntN(len(names))]
	default:
		edit.Value = fmt.Sprint(r.IntN(4))
	}
	return edit
}

// What a rule that changes for everybody touches is too much to be told of, and so is more than one edit.
func TestWhatIsTooMuchIsAskedForFromTheFirstRowOn(t *testing.T) {
	e := New("")
	see(t, e, Request{Do: "open", Scenario: crowd(60)})
	first, _ := cellsOf(t, e, Request{Do: "matrix"})
	set := func(value string) {
		ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "set", Actor: "m0", Field: "credits", Value: value}})
	}
	untold := func(since int) {
		t.Helper()
		got := wanted[Cells](t, e, Request{Do: "matrix", Since: since})
		if got.Relative || len(got.Senders)+len(got.Recipients) > 0 || !got.Progress.More || got.Progress.Done != 0 || got.Revision != e.session.Revision() {
			t.Errorf("%+v", got)
		}
	}
	untold(first.Revision)
	set("7")
	set("8")
	untold(first.Revision)
	second, _ := cellsOf(t, e, Request{Do: "matrix"})
	set("9")
	if got := wanted[Cells](t, e, Request{Do: "matrix", Since: second.Revision}); !got.Relative || len(got.Senders) != 1 || len(got.Recipients) != 1 {
		t.Errorf("%+v", got)
	}
	ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "rule", Rule: e.session.Scenario().Set.Rules[0].ID}})
	untold(e.session.Revision() - 1)
}
