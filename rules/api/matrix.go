package api

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/world"
)

// Matrix is everyone to everyone as the command prints it. Few outcomes differ, so each stands once.
type Matrix struct {
	Actors   []string        `json:"actors"`
	Action   string          `json:"action"` // "" for the best way
	Outcomes []MatrixOutcome `json:"outcomes"`
	Cells    [][]int         `json:"cells"` // by sender, by recipient: which of the outcomes
	// Undecided are the first hundred of the actions for which a rule fails.
	Undecided      []Undecided `json:"undecided"`
	UndecidedCount int         `json:"undecidedCount"`
	Notices        []string    `json:"notices"` // what is odd about the rules: one that never applies
}

// Undecided is an action that cannot be decided, because a rule fails.
type Undecided struct {
	From   string `json:"from"`
	To     string `json:"to"` // "" for a sender's own action
	Action string `json:"action"`
	Error  string `json:"error"` // names the pair, the rule and the cause
}

// MatrixOutcome is what one actor's best way to another, or one action, comes to.
type MatrixOutcome struct {
	Mark string `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error' | 'self'"`
	Way  string `json:"way"` // "" when there is none
	Cost int    `json:"cost"`
}

// shownUndecided is the most undecided actions that a matrix lists.
const shownUndecided = 100

// MatrixOf is everyone to everyone: by the best way, or for one action.
func MatrixOf(s *scenario.Scenario, action string) (Matrix, []scenario.Error) {
	var of *world.Action
	if action != "" {
		if err := scenario.Known(s.Set, action); err != nil {
			return Matrix{}, mistake("action", err)
		}
		of, _ = s.Set.World.Action(action)
	}
	board := decision.New(s.Set, s.Readings).On(s.Network)
	matrix := board.Matrix(of)
	m := Matrix{Actors: []string{}, Action: action, Outcomes: []MatrixOutcome{}, Cells: [][]int{}, Undecided: []Undecided{}, Notices: s.Notices()}
	cells := make([]uint16, s.Network.Len())
	listed := map[uint16]int{} // by the number of an outcome, its place in the list: outcomes come in the order of the cells
	for i, a := range s.Network.Actors() {
		m.Actors = append(m.Actors, a.ID)
		matrix.Row(i, cells)
		row := make([]int, len(cells))
		for j, n := range cells {
			at, ok := listed[n]
			if !ok {
				at = len(m.Outcomes)
				listed[n], m.Outcomes = at, append(m.Outcomes, outcomeOf(n, matrix.Outcomes[n]))
			}
			row[j] = at
		}
		m.Cells = append(m.Cells, row)
	}
	if board.Failed() {
		m.undecided(board)
	}
	return m, nil
}

// outcomeOf is an outcome of a matrix. The first is of two between whom nothing is offered.
func outcomeOf(n uint16, way decision.Way) MatrixOutcome {
	if n == 0 {
		return MatrixOutcome{Mark: "self"}
	}
	return MatrixOutcome{way.Mark.String(), way.Action, int(way.Cost)}
}

// undecided lists the actions of a matrix for which a rule fails.
func (m *Matrix) undecided(board *decision.Board) {
	actions := []string{m.Action}
	if m.Action == "" {
		actions = nil
		for _, way := range board.Set.World.Ways() {
			actions = append(actions, way.Name)
		}
	}
	look := func(i, j int) {
		for _, action := range actions {
			if !board.Set.Applies(action, board.Kinds(i, j)) {
				continue
			}
			if _, err := board.Between(i, j, action); err != nil {
				if m.UndecidedCount++; m.UndecidedCount <= shownUndecided {
					m.Undecided = append(m.Undecided, Undecided{id(board, i), id(board, j), action, err.Error()})
				}
			}
		}
	}
	for i := range board.Network.Len() {
		look(i, decision.Nobody)
		for j := range board.Network.Len() {
			if i != j {
				look(i, j)
			}
		}
	}
}

// sheet is everyone to everyone in one state of the session, of which rows are asked for one request after another.
type sheet struct {
	revision int
	action   string
	now      *decision.Matrix
	before   *decision.Matrix // nil where nothing was edited, or the action is new
	was      []int            // by actor the number before; -1 for who is new
	costs    []int
}

// mostCells is how much of the matrix one answer decides, in pairs. A situation that no pair has been in takes as long as many that
// are known: together that is less than 50 ms in a browser.
const (
	mostCells = 400_000
	fresh     = 100
)

// cells answers with some rows of everyone to everyone in the open session.
func (e *Engine) cells(r Request) (any, []scenario.Error) {
	var action *world.Action
	s, board := e.session.Scenario(), e.session.Board()
	if r.Action != "" {
		if err := scenario.Known(s.Set, r.Action); err != nil {
			return nil, mistake("action", err)
		}
		action, _ = s.Set.World.Action(r.Action)
	}
	if e.sheet == nil || e.sheet.revision != e.session.Revision() || e.sheet.action != r.Action {
		e.sheet = newSheet(e.session, r.Action, action)
	}
	n := s.Network.Len()
	out := Cells{
		Revision: e.sheet.revision, Start: min(max(r.Start, 0), n), Marks: append(decision.Marks(), "self"),
	}
	row, old := make([]uint16, n), []uint16(nil)
	if e.sheet.before != nil {
		old = make([]uint16, e.session.Before().Scenario.Network.Len())
	}
	for from, met := out.Start, board.Met(); from < n && (board.Met()-met)*fresh+out.Rows*n < mostCells; from++ {
		e.sheet.now.Row(from, row)
		flips := e.sheet.before != nil && e.sheet.was[from] >= 0
		if flips {
			e.sheet.before.Row(e.sheet.was[from], old)
		}
		for to, outcome := range row {
			cell := e.sheet.cell(outcome)
			if flips && e.sheet.was[to] >= 0 && e.sheet.flipped(old[e.sheet.was[to]], outcome) {
				cell |= 1 << 7
			}
			out.bytes = append(out.bytes, cell)
		}
		out.Rows++
	}
	done := out.Start + out.Rows
	out.Progress, out.Costs = Progress{done, n, done < n}, slices.Clone(e.sheet.costs)
	return out, nil
}

func newSheet(s *session.Session, name string, action *world.Action) *sheet {
	out := &sheet{revision: s.Revision(), action: name, now: s.Board().Matrix(action), costs: []int{}}
	before := s.Before()
	if before == nil {
		return out
	}
	if action != nil { // another world has its own
		declared, ok := before.Scenario.Set.World.Action(name)
		if !ok {
			return out
		}
		action = declared
	}
	out.before, out.was = before.Board.Matrix(action), session.Was(*before, s.State())
	return out
}

// flipped reports whether an outcome differs from the one before. Where nothing is offered is not where no rule permits anything.
func (s *sheet) flipped(before, now uint16) bool {
	return (before == 0) != (now == 0) || s.before.Outcomes[before] != s.now.Outcomes[now]
}

// cell is an outcome as a byte.
func (s *sheet) cell(outcome uint16) byte {
	if outcome == 0 {
		return byte(len(decision.Marks()))
	}
	way := s.now.Outcomes[outcome]
	cell := byte(way.Mark)
	if way.Cost == 0 {
		return cell
	}
	at := slices.Index(s.costs, int(way.Cost))
	if at < 0 {
		at = len(s.costs)
		if at < unlisted-1 {
			s.costs = append(s.costs, int(way.Cost))
		}
	}
	return cell | byte(min(at+1, unlisted))<<3
}

// unlisted is the cost of a cell that has no number.
const unlisted = 15
