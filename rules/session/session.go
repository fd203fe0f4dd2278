package session

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/scenario"
)

// Session is one open scenario and its edits. It is not safe for concurrent use.
type Session struct {
	edits    []Edit
	labels   []string
	position int

	// kept are the scenarios by position. The latest are all there, so that undo costs no more than the edit; of those before
	// each keepEvery-th, so that memory stays small, and nil for the others, which are made again.
	kept   []*scenario.Scenario
	now    State
	before *State // before the last change; nil when there was none
	note   string
	// revision counts the states, so that an answer says which it is about.
	revision int
	merged   bool
	idle     bool // the last edit is about no answer
	engines  *scenario.Engines
}

const (
	keepEvery  = 32
	keepLatest = 128
)

// State is a scenario and the board that decides on it.
type State struct {
	Scenario *scenario.Scenario
	Board    *decision.Board
}

// Open opens a scenario.
func Open(s *scenario.Scenario) *Session {
	session := &Session{kept: []*scenario.Scenario{s}, revision: 1}
	session.now = session.state(s)
	return session
}

// Rebuild opens a scenario, makes edits on it and goes to a position among them. The
// errors are those of the first edit that cannot be made, under its place in edits.
func Rebuild(s *scenario.Scenario, edits []Edit, position int) (*Session, []scenario.Error) {
	session := Open(s)
	for i, e := range edits {
		if errs := session.push(e); errs != nil {
			return nil, inEdit(i, errs)
		}
	}
	session.position = min(max(position, 0), len(edits))
	session.now = session.state(session.at(session.position))
	session.before = nil
	session.note = ""
	return session, nil
}

// Clone is the session as it stands: what is done to one shows nothing in the other.
func (s *Session) Clone() *Session {
	clone := *s
	clone.edits, clone.labels, clone.kept = slices.Clip(s.edits), slices.Clip(s.labels), slices.Clip(s.kept)
	return &clone
}

// state puts a scenario before the engine for its rules, which remembers what it decided
// while the rule set stays the same.
func (s *Session) state(sc *scenario.Scenario) State {
	switch {
	case s.engines == nil:
		s.engines = scenario.NewEngines(sc.Set)
	case s.engines.Set() != sc.Set:
		s.engines = s.engines.Over(sc.Set)
	}
	return State{sc, s.engines.For(sc.Readings).After(s.now.Board, sc.Network)}
}

// Scenario is the scenario as it stands.
func (s *Session) Scenario() *scenario.Scenario { return s.now.Scenario }

// Board decides on the scenario as it stands.
func (s *Session) Board() *decision.Board { return s.now.Board }

// State is the scenario as it stands and the board that decides on it.
func (s *Session) State() State { return s.now }

// Engines decide by the rules in force.
func (s *Session) Engines() *scenario.Engines { return s.engines }

// Before is the state before the last edit, undo or redo; nil when there was none.
func (s *Session) Before() *State { return s.before }

// Note says what the last edit did besides what it says; "" is nothing.
func (s *Session) Note() string { return s.note }

// Idle reports whether the last edit, made or taken back, is of a kind that is not about any answer: somebody comes, is called
// otherwise or stands elsewhere. That no answer changed by it goes without saying.
func (s *Session) Idle() bool { return s.idle }

// Revision is the number of the state as it stands, from 1: it grows with every edit, undo and redo.
func (s *Session) Revision() int { return s.revision }

// Position is the number of edits in force, Length the number of all.
func (s *Session) Position() int { return s.position }

// Length is the number of edits, those undone included.
func (s *Session) Length() int { return len(s.edits) }

// Merged reports whether the last edit replaced the one before it.
func (s *Session) Merged() bool { return s.merged }

// UndoLabel names the edit that Undo would take back; "" when there is none.
func (s *Session) UndoLabel() string {
	if s.position == 0 {
		return ""
	}
	return s.labels[s.position-1]
}

// RedoLabel names the edit that Redo would make again; "" when there is none.
func (s *Session) RedoLabel() string {
	if s.position == len(s.edits) {
		return ""
	}
	return s.labels[s.position]
}

// Apply makes an edit; those undone before are forgotten. With coalesce it replaces the
// last edit where both set the same thing, so that a word typed or an actor dragged is
// one edit. After a mistake nothing has changed.
func (s *Session) Apply(e Edit, coalesce bool) []scenario.Error {
	from := s.now
	last := s.position - 1
	if coalesce && last >= 0 && s.position == len(s.edits) && s.sameTarget(s.edits[last], e) {
		out, errs := apply(s.at(last), e)
		if errs != nil {
			return errs
		}
		s.truncate(last)
		s.record(e, out)
		s.merged = true
	} else {
		if errs := s.push(e); errs != nil {
			return errs
		}
	}
	s.before = &from
	s.revision++
	return nil
}

// push makes an edit where the session stands.
func (s *Session) push(e Edit) []scenario.Error {
	out, errs := apply(s.now.Scenario, e)
	if errs != nil {
		return errs
	}
	s.truncate(s.position)
	s.record(e, out)
	return nil
}

// truncate forgets the edits from a position on. What is put in their place goes elsewhere,
// for a clone may still have them.
func (s *Session) truncate(position int) {
	s.position = position
	if position == len(s.edits) {
		return
	}
	s.edits, s.labels = slices.Clip(s.edits[:position]), slices.Clip(s.labels[:position])
	s.kept = slices.Clone(s.kept[:position+1])
}

func (s *Session) record(e Edit, out applied) {
	s.edits = append(s.edits, e)
	s.labels = append(s.labels, out.label)
	s.position++
	s.kept = append(s.kept, out.scenario)
	if old := s.position - keepLatest; old > 0 && old%keepEvery != 0 {
		s.kept[old] = nil
	}
	s.now, s.note, s.merged, s.idle = s.state(out.scenario), out.note, false, e.idle()
}

// sameTarget reports whether two edits set the same thing, so that the later makes the
// earlier pointless. A value that may bring something is no such thing.
func (s *Session) sameTarget(a, b Edit) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case "set":
		return a.Actor == b.Actor && a.Field == b.Field && !s.brings(a)
	case "move":
		return slices.EqualFunc(a.Moves, b.Moves, func(x, y Move) bool { return x.Actor == y.Actor })
	case "title", "describe", "policies":
		return true
	case "world": // what was renamed has its new name already
		return len(a.Renames) == 0 && len(b.Renames) == 0
	}
	return false
}

// brings reports whether what an edit sets is of an enumeration, whose values bring things along.
func (s *Session) brings(e Edit) bool {
	n := s.now.Scenario.Network
	i, ok := n.Find(e.Actor)
	if !ok {
		return false
	}
	a, ok := n.Actor(i).Kind.Attribute(e.Field)
	return ok && a.Enum != nil
}

// at is the scenario at a position.
func (s *Session) at(position int) *scenario.Scenario {
	from := position
	for s.kept[from] == nil {
		from--
	}
	sc := s.kept[from]
	for _, e := range s.edits[from:position] {
		out, errs := apply(sc, e)
		if errs != nil {
			panic("session: an edit that was made cannot be made again: " + errs[0].Error())
		}
		sc = out.scenario
	}
	return sc
}

// Lost says what of the scenario has no place under another rule set, by its name.
func (s *Session) Lost(set string) (scenario.Losses, []scenario.Error) {
	_, lost, err := rebase(s.now.Scenario, set)
	if err != nil {
		return nil, refused("set", err)
	}
	return lost, nil
}

// Undo takes the last edit back and reports whether there was one.
func (s *Session) Undo() bool { return s.step(-1) }

// Redo makes the edit again that was last undone and reports whether there was one.
func (s *Session) Redo() bool { return s.step(1) }

func (s *Session) step(by int) bool {
	position := s.position + by
	if position < 0 || position > len(s.edits) {
		return false
	}
	from := s.now
	s.idle = s.edits[min(position, s.position)].idle()
	s.position = position
	s.revision++
	s.now, s.before, s.note, s.merged = s.state(s.at(position)), &from, "", false
	return true
}
