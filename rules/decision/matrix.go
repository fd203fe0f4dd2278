package decision

import "inroad/rules/world"

// Matrix is everyone to everyone on a board: by the best way, or for one action. Each outcome is listed once, and a cell is
// the number of one, the same on all boards of an engine.
type Matrix struct {
	*outcomes
	board *Board
}

// outcomes are what the cells of matrices by one engine come to, and stay as long as it.
type outcomes struct {
	// Outcomes are those met so far, on any board. The first is that of two between whom nothing is offered, and of oneself.
	Outcomes []Way

	action  *world.Action // nil is the best way
	numbers map[Way]uint16
	of      []uint16      // by what is satisfied, one more than the number of the outcome
	known   table[uint16] // the same by the classes of sender, pair and recipient
}

// Matrix is that of an action, or of the best way where it is nil.
func (b *Board) Matrix(action *world.Action) *Matrix {
	of, ok := b.outcomes[action]
	if !ok {
		of = &outcomes{Outcomes: []Way{{}}, action: action, numbers: map[Way]uint16{}}
		b.outcomes[action] = of
	}
	return &Matrix{of, b}
}

// On is the matrix of another board of the same engine.
func (m *Matrix) On(b *Board) *Matrix { return b.Matrix(m.action) }

// Row puts the numbers of the outcomes between a sender and each recipient into a list of all actors. What a sender does alone
// is the same whoever the recipient is.
func (m *Matrix) Row(from int, into []uint16) {
	if m.alone() {
		alone := m.Cell(from, Nobody)
		for to := range into {
			into[to] = alone
		}
		return
	}
	b := m.board
	m.known.widen(len(b.sides[1].satisfy))
	sender, classes := b.classes[0][from], b.pairs.Row(from)
	recipients, into := b.classes[1][:len(classes)], into[:len(classes)] // so that their bounds are checked once
	known := m.known.row(sender)
	for to, class := range classes {
		if at := m.known.at(class, recipients[to]); at < uint(len(known)) && known[at] != 0 {
			into[to] = known[at] - 1
		} else if to != from {
			into[to] = m.Cell(from, to)
			if b.come(sender, recipients[to], class)&isOpen == 0 {
				m.known.put(sender, recipients[to], class, into[to]+1)
				known = m.known.row(sender)
			}
		}
	}
	into[from] = 0
}

// Cell is the number of the outcome between two actors.
func (m *Matrix) Cell(from, to int) uint16 {
	switch {
	case m.alone():
		to = Nobody
	case from == to:
		return 0
	}
	n := m.board.number(from, to)
	if int(n) < len(m.of) && m.of[n] != 0 {
		return m.of[n] - 1
	}
	return m.outcome(n)
}

// alone reports whether the matrix is of what a sender does alone.
func (m *Matrix) alone() bool { return m.action != nil && m.action.Own() }

// outcome is the number of the outcome where rules are satisfied, by their number.
func (m *Matrix) outcome(n uint32) uint16 {
	way, offered := m.way(n)
	number := uint16(0)
	if offered {
		known, ok := m.numbers[way]
		if !ok {
			known = uint16(len(m.Outcomes))
			m.numbers[way], m.Outcomes = known, append(m.Outcomes, way)
		}
		number = known
	}
	if short := len(m.board.satisfied) - len(m.of); short > 0 {
		m.of = append(m.of, make([]uint16, short)...)
	}
	m.of[n] = number + 1
	return number
}

func (m *Matrix) way(n uint32) (way Way, offered bool) {
	kinds := m.board.satisfied[n].kinds
	if m.action != nil {
		return m.board.wayOf(n, m.action), m.action.Applies(kinds)
	}
	return m.board.way(n), m.board.offers(kinds)
}
