package api

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/world"
)

// sheet is everyone to everyone in one state of the session, of which rows are asked for one request after another. An edit that
// touches few turns it to the next state: its outcomes keep their numbers, so that whoever has it whole is told of the few.
type sheet struct {
	legend
	revision int
	board    *decision.Board
	now      *decision.Matrix
	before   *decision.Matrix                 // nil where nothing was edited, or the action is new
	was      []int                            // by actor the number before; -1 for who is new
	flips    []int                            // by sender, how many cells the last edit changed; 0 for one that was not asked for
	same     [mostCompared][mostCompared]bool // of the outcomes before and now, that they were found to be the same
	words    []string                         // by the number of an outcome in now, as CSV has it

	// The row or column at hand, and which of its cells the last edit changed.
	cells, old []uint16
	flipped    []bool
}

// legend are the outcomes of a sheet as they are told.
type legend struct {
	outcomes []CellOutcome // the first is that of oneself, and of two between whom nothing is offered
	listed   []int         // by the number of an outcome in a matrix, one more than its place among the outcomes
	shared   map[decision.Mark]int
}

// mostCompared is how many outcomes are compared by their numbers. Networks come to a few; of others, the outcomes themselves are compared.
const mostCompared = 64

// mostOutcomes is how many outcomes seven bits number. The last are kept for what is beyond, one of each mark.
const mostOutcomes = 1 << 7

// matrix answers with some of everyone to everyone in the open session.
func (e *Engine) matrix(r Request) (any, []scenario.Error) {
	var action *world.Action
	set := e.session.Scenario().Set
	if r.Action != "" {
		if err := scenario.Known(set, r.Action); err != nil {
			return nil, mistake("action", err)
		}
		action, _ = set.World.Action(r.Action)
	}
	known := e.sheets[r.Action]
	if r.Since != 0 {
		if known == nil || known.revision != r.Since {
			return untold(e.session), nil
		}
		return known.turn(e.session), nil
	}
	if known == nil || known.revision != e.session.Revision() {
		known = newSheet(e.session, r.Action, action)
		e.sheets[r.Action] = known
	}
	return known.from(max(r.Start, 0), r.CSV), nil
}

// untold is the answer to whoever has to ask from the first row on.
func untold(s *session.Session) Cells {
	return Cells{Revision: s.Revision(), Progress: Progress{0, s.Scenario().Network.Len(), true}, Outcomes: []CellOutcome{}, bytes: []byte{}}
}

func newSheet(s *session.Session, name string, action *world.Action) *sheet {
	n := s.Scenario().Network.Len()
	out := &sheet{
		legend:   legend{outcomes: []CellOutcome{{Mark: "self"}}, listed: []int{1}, shared: map[decision.Mark]int{}},
		revision: s.Revision(), board: s.Board(), now: s.Board().Matrix(action),
		flips: make([]int, n), cells: make([]uint16, n), flipped: make([]bool, n),
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
	out.old = make([]uint16, before.Scenario.Network.Len())
	return out
}

// from tells rows from one on, as many as one answer takes.
func (s *sheet) from(start int, csv bool) Cells {
	n, board := len(s.cells), s.board
	start = min(start, n)
	out := Cells{bytes: make([]byte, 0, min((n-start)*n, decision.Slice+n))}
	write := s.number
	if csv {
		write = s.lines()
	}
	for from, met := start, board.Met(); from < n && (board.Met()-met)*decision.Fresh+len(out.Senders)*n < decision.Slice; from++ {
		s.row(from)
		out.bytes = write(out.bytes, from)
		out.Senders = append(out.Senders, from)
	}
	return s.tell(out, start+len(out.Senders))
}

// turn makes it the sheet of the state that the session's last edit led to, and tells what that touched. Where that is too much for
// one answer it tells nothing, and stays what it is.
func (s *sheet) turn(to *session.Session) Cells {
	n, board := len(s.cells), to.Board()
	senders, recipients, ok := board.Touched(s.board)
	if !ok || to.Before() == nil || to.Before().Board != s.board || (len(senders)+len(recipients))*n > decision.Slice {
		return untold(to)
	}
	s.before, s.now, s.was = s.now, s.now.On(board), session.Was(*to.Before(), to.State())
	s.revision, s.board, s.old = to.Revision(), board, make([]uint16, n)
	s.same = [mostCompared][mostCompared]bool{}
	clear(s.flips)
	out := Cells{Relative: true, Senders: senders, Recipients: recipients, bytes: make([]byte, 0, (len(senders)+len(recipients))*n)}
	counted := make([]bool, n)
	for _, from := range senders {
		s.row(from)
		out.bytes = s.number(out.bytes, from)
		counted[from] = true
	}
	for _, recipient := range recipients {
		s.column(recipient, counted)
		out.bytes = s.number(out.bytes, recipient)
	}
	return s.tell(out, n)
}

// tell completes an answer, after which so many rows are known.
func (s *sheet) tell(out Cells, done int) Cells {
	for _, flips := range s.flips {
		out.Flipped += flips
	}
	n := len(s.cells)
	out.Revision, out.Progress, out.Outcomes = s.revision, Progress{done, n, done < n}, slices.Clone(s.outcomes)
	return out
}

// row finds a sender's cells, and which of them the last edit changed.
func (s *sheet) row(from int) {
	s.now.Row(from, s.cells)
	clear(s.flipped)
	s.flips[from] = 0
	if s.before == nil || s.was[from] < 0 {
		return
	}
	s.before.Row(s.was[from], s.old)
	for to, now := range s.cells {
		if was := s.was[to]; was >= 0 && s.differs(s.old[was], now) {
			s.flipped[to] = true
			s.flips[from]++
		}
	}
}

// column finds the cells of a recipient who was there before, and which of them the last edit changed. Those of senders whose rows
// are known are counted there.
func (s *sheet) column(to int, counted []bool) {
	for from := range s.cells {
		now := s.now.Cell(from, to)
		flipped := s.differs(s.before.Cell(s.was[from], s.was[to]), now)
		s.cells[from], s.flipped[from] = now, flipped
		if flipped && !counted[from] {
			s.flips[from]++
		}
	}
}

// differs reports whether an outcome is another than the one before. Where nothing is offered is not where no rule permits anything.
func (s *sheet) differs(before, now uint16) bool {
	few := before < mostCompared && now < mostCompared
	if few && s.same[before][now] {
		return false
	}
	differs := (before == 0) != (now == 0) || s.before.Outcomes[before] != s.now.Outcomes[now]
	if few && !differs {
		s.same[before][now] = true
	}
	return differs
}

// number adds the row or column at hand as bytes.
func (s *sheet) number(to []byte, _ int) []byte {
	to = slices.Grow(to, len(s.cells))
	for i, outcome := range s.cells {
		if int(outcome) >= len(s.listed) || s.listed[outcome] == 0 {
			s.place(s.board.Set, s.now.Outcomes, outcome)
		}
		cell := byte(s.listed[outcome] - 1)
		if s.flipped[i] {
			cell |= mostOutcomes
		}
		to = append(to, cell)
	}
	return to
}

// place lists an outcome of a matrix among those that are told. Where there is no room for more, it is one that others of its mark
// share.
func (l *legend) place(set *policy.RuleSet, ways []decision.Way, outcome uint16) {
	if short := len(ways) - len(l.listed); short > 0 {
		l.listed = append(l.listed, make([]int, short)...)
	}
	if l.listed[outcome] == 0 {
		way := ways[outcome]
		shared, ok := l.shared[way.Mark]
		switch {
		case len(l.outcomes)-len(l.shared) < mostOutcomes-len(decision.Marks()):
			l.outcomes = append(l.outcomes, CellOutcome{way.Mark.String(), way.Action, int(way.Cost), explanation.Mark(set, way)})
			shared = len(l.outcomes) - 1
		case !ok:
			l.outcomes = append(l.outcomes, CellOutcome{Mark: way.Mark.String(), Text: set.Words.Say.ReachableSomehow(way.Mark == decision.Contested)})
			shared = len(l.outcomes) - 1
			l.shared[way.Mark] = shared
		}
		l.listed[outcome] = shared + 1
	}
}

// lines adds rows as Matrix.CSV writes them.
func (s *sheet) lines() func(to []byte, from int) []byte {
	ids := make([]string, len(s.cells))
	for i, a := range s.board.Network.Actors() {
		ids[i] = a.ID
	}
	cells := make([]string, len(ids))
	return func(to []byte, from int) []byte {
		if from == 0 {
			to = appendLine(to, "", ids)
		}
		for i, outcome := range s.cells {
			for n := len(s.words); n <= int(outcome); n++ {
				s.words = append(s.words, outcomeOf(uint16(n), s.now.Outcomes[n]).word())
			}
			cells[i] = s.words[outcome]
		}
		return appendLine(to, ids[from], cells)
	}
}
