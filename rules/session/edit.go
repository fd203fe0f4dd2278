// Package session answers what an edit did: one open scenario, its edits, undo and redo,
// and the outcomes that changed. A scenario, its edits and a position rebuild a session
// exactly, so whoever holds these three can lose the engine and go on.
package session

import "slices"

// Edit is one change to a scenario. Kind says which of the other fields it has:
//
//	add       is, or like (the id of whoever it has the settings and ties of); name; actor (its id) and at when they are chosen
//	remove    actor
//	set       actor, field ("name" or an attribute), value (as a person types it: "3", "true", "career")
//	move      moves
//	tie       tie, from, to
//	untie     tie, from, to
//	reading   question, value (a reading)
//	rule      rule, on
//	policies  value (the user's own rules, Cedar text)
//	title     value
//	describe  value
//	expect    from, to, action, value (a verdict): adds a check
//	unexpect  index: takes a check away
//	base      value (the name of a rule set that comes with Inroad): what has no place in it goes
//	world     value (its name or ""), set, renames: the scenario carries this rule set; what has no place in it goes
//	replace   value (a whole scenario file)
//	all       edits, applied together as one
type Edit struct {
	Kind     string `json:"kind" tstype:"'add' | 'remove' | 'set' | 'move' | 'tie' | 'untie' | 'reading' | 'rule' | 'policies' | 'title' | 'describe' | 'expect' | 'unexpect' | 'base' | 'world' | 'replace' | 'all'"`
	Is       string `json:"is,omitzero"` // a Kind.kind
	Like     string `json:"like,omitzero"`
	Actor    string `json:"actor,omitzero"`
	Name     string `json:"name,omitzero"`
	At       *At    `json:"at,omitzero" tstype:"At"`
	Field    string `json:"field,omitzero"`
	Value    string `json:"value,omitzero"`
	Moves    []Move `json:"moves,omitzero"`
	Tie      string `json:"tie,omitzero"`
	From     string `json:"from,omitzero"`
	To       string `json:"to,omitzero"`
	Action   string `json:"action,omitzero"`
	Question string `json:"question,omitzero"`
	Rule     string `json:"rule,omitzero"`
	On       bool   `json:"on,omitzero"`
	Index    int    `json:"index,omitzero"`
	// Set are the texts of a rule set by the names of its parts: schema and data, and where they are not empty impossible,
	// rules, warnings and words.
	Set map[string]string `json:"set,omitzero"`
	// Renames are the names in it of what the rule set before has otherwise: of attributes ("Member.tier") and ties.
	Renames map[string]string `json:"renames,omitzero"`
	Edits   []Edit            `json:"edits,omitzero"`
}

// idle reports whether the edit is about no answer, and takes none away.
func (e Edit) idle() bool {
	switch e.Kind {
	case "add", "move", "title", "describe", "expect", "unexpect":
		return true
	case "set":
		return e.Field == "name"
	case "all":
		return !slices.ContainsFunc(e.Edits, func(e Edit) bool { return !e.idle() })
	default:
		return false
	}
}

// At is a place on the canvas, in CSS pixels.
type At struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Move puts an actor somewhere on the canvas.
type Move struct {
	Actor string `json:"actor"`
	At    At     `json:"at"`
}
