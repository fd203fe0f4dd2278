package api

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/network"
	"inroad/rules/policy"
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

// sheet is everyone to everyone in one state of the session, of which rows are asked for one request after another.
type sheet struct {
	revision int
	action   string
	now      *decision.Matrix
	before   *decision.Matrix                 // nil where nothing was edited, or the action is new
	was      []int                            // by actor the number before; -1 for who is new
	flips    []int                            // by sender, how many cells the last edit changed; 0 for one that was not asked for
	same     [mostCompared][mostCompared]bool // of the outcomes before and now, that they were found to be the same
	outcomes []CellOutcome                    // the first is that of oneself, and of two between whom nothing is offered
	listed   []int                            // by the number of an outcome in now, one more than its place among the outcomes
	shared   map[decision.Mark]int
	words    []string // by the number of an outcome in now, as CSV has it
}

// mostCompared is how many outcomes are compared by their numbers. Networks come to a few; of others, the outcomes themselves are compared.
const mostCompared = 64

// mostOutcomes is how many outcomes seven bits number. The last are kept for what is beyond, one of each mark.
const mostOutcomes = 1 << 7

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
	out := Cells{Revision: e.sheet.revision, Start: min(max(r.Start, 0), n)}
	out.bytes = make([]byte, 0, min((n-out.Start)*n, decision.Slice+n))
	write := e.sheet.numbers(s.Set, &out.bytes)
	if r.CSV {
		write = e.sheet.lines(s.Network, out.Start, &out.bytes)
	}
	row, flips, old := make([]uint16, n), make([]bool, n), []uint16(nil)
	if e.sheet.before != nil {
		old = make([]uint16, e.session.Before().Scenario.Network.Len())
	}
	for from, met := out.Start, board.Met(); from < n && (board.Met()-met)*decision.Fresh+out.Rows*n < decision.Slice; from++ {
		e.sheet.now.Row(from, row)
		e.sheet.compare(from, row, old, flips)
		write(from, row, flips)
		out.Rows++
	}
	for _, flips := range e.sheet.flips {
		out.Flipped += flips
	}
	done := out.Start + out.Rows
	out.Progress, out.Outcomes = Progress{done, n, done < n}, append([]CellOutcome{}, e.sheet.outcomes...)
	return out, nil
}

func newSheet(s *session.Session, name string, action *world.Action) *sheet {
	out := &sheet{
		revision: s.Revision(), action: name, now: s.Board().Matrix(action), flips: make([]int, s.Scenario().Network.Len()),
		outcomes: []CellOutcome{{Mark: "self"}}, listed: []int{1}, shared: map[decision.Mark]int{},
	}
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

// compare says of a sender's cells which of them the last edit changed, and counts them. Old has room for a row before it.
func (s *sheet) compare(from int, row, old []uint16, flips []bool) {
	clear(flips)
	s.flips[from] = 0
	if s.before == nil || s.was[from] < 0 {
		return
	}
	s.before.Row(s.was[from], old)
	for to, now := range row {
		was := s.was[to]
		if was < 0 {
			continue
		}
		if before := old[was]; before < mostCompared && now < mostCompared && s.same[before][now] || !s.flipped(before, now) {
			continue
		}
		flips[to] = true
		s.flips[from]++
	}
}

// flipped reports whether an outcome differs from the one before. Where nothing is offered is not where no rule permits anything.
func (s *sheet) flipped(before, now uint16) bool {
	differs := (before == 0) != (now == 0) || s.before.Outcomes[before] != s.now.Outcomes[now]
	if !differs && before < mostCompared && now < mostCompared {
		s.same[before][now] = true
	}
	return differs
}

// numbers writes a row as bytes.
func (s *sheet) numbers(set *policy.RuleSet, to *[]byte) func(from int, row []uint16, flips []bool) {
	return func(_ int, row []uint16, flips []bool) {
		cells := slices.Grow(*to, len(row))
		for i, outcome := range row {
			if int(outcome) >= len(s.listed) || s.listed[outcome] == 0 {
				s.place(set, outcome)
			}
			cell := byte(s.listed[outcome] - 1)
			if flips[i] {
				cell |= mostOutcomes
			}
			cells = append(cells, cell)
		}
		*to = cells
	}
}

// place lists an outcome among those that are told. Where there is no room for more, it is one that others of its mark share.
func (s *sheet) place(set *policy.RuleSet, outcome uint16) {
	if short := len(s.now.Outcomes) - len(s.listed); short > 0 {
		s.listed = append(s.listed, make([]int, short)...)
	}
	if s.listed[outcome] == 0 {
		way := s.now.Outcomes[outcome]
		shared, ok := s.shared[way.Mark]
		switch {
		case len(s.outcomes)-len(s.shared) < mostOutcomes-len(decision.Marks()):
			s.outcomes = append(s.outcomes, CellOutcome{way.Mark.String(), way.Action, int(way.Cost), explanation.Mark(set, way)})
			shared = len(s.outcomes) - 1
		case !ok:
			s.outcomes = append(s.outcomes, CellOutcome{Mark: way.Mark.String(), Text: set.Words.Say.ReachableSomehow(way.Mark == decision.Contested)})
			shared = len(s.outcomes) - 1
			s.shared[way.Mark] = shared
		}
		s.listed[outcome] = shared + 1
	}
}

// lines writes a row as Matrix.CSV does.
func (s *sheet) lines(of *network.Network, start int, to *[]byte) func(from int, row []uint16, flips []bool) {
	ids := make([]string, of.Len())
	for i, a := range of.Actors() {
		ids[i] = a.ID
	}
	if start == 0 {
		*to = appendLine(*to, "", ids)
	}
	cells := make([]string, len(ids))
	return func(from int, row []uint16, _ []bool) {
		for i, outcome := range row {
			for n := len(s.words); n <= int(outcome); n++ {
				s.words = append(s.words, outcomeOf(uint16(n), s.now.Outcomes[n]).word())
			}
			cells[i] = s.words[outcome]
		}
		*to = appendLine(*to, ids[from], cells)
	}
}
