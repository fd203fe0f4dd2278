package api

import (
	"io"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/scenario"
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

// CSV writes a matrix as comma-separated values: a line of the recipients, then one of each sender.
func (m *Matrix) CSV(to io.Writer) {
	words := make([]string, len(m.Outcomes))
	for k, outcome := range m.Outcomes {
		words[k] = outcome.word()
	}
	line := appendLine(nil, "", m.Actors)
	to.Write(line)
	cells := make([]string, len(m.Actors))
	for i, row := range m.Cells {
		for j, k := range row {
			cells[j] = words[k]
		}
		line = appendLine(line[:0], m.Actors[i], cells)
		to.Write(line)
	}
}

// appendLine is a line of CSV. An id has nothing in it that would have to be quoted, and a word brings its quotes.
func appendLine(to []byte, id string, words []string) []byte {
	to = append(to, id...)
	for _, word := range words {
		to = append(append(to, ','), word...)
	}
	return append(to, '\n')
}

// word is an outcome as CSV has it: its mark, way and cost.
func (o MatrixOutcome) word() string {
	if o.Mark == "self" {
		return ""
	}
	text := o.Mark
	if o.Way != "" {
		text += ":" + o.Way
	}
	if o.Cost > 0 {
		text += ":" + strconv.Itoa(o.Cost)
	}
	if strings.ContainsAny(text, "\",\r\n") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
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
