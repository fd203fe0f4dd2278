// Package world answers what there can be in a network: a rule set's Cedar schema, with its
// annotations, declares kinds of actor, their attributes, ties, the facts of a pair and
// actions. Everything that lists any of these loops over a World. The order is the order of
// the schema's text, everywhere.
package world

import (
	"slices"

	"inroad/rules/diagnostic"
)

// World is everything that a schema declares, and the values of its enumerations.
type World struct {
	Kinds   []*Kind // of actors: those with a list in the file
	Nobody  *Kind   // stands for no recipient; nil where every action has one
	Enums   []*Enum
	Ties    []*Tie
	Pair    []*PairFact
	Actions []*Action
	Money   string // the unit of prices: "US dollars a month"

	facts  []*Fact
	ofTies []Facts // those of the pair that see a tie, by its number
}

// Kind is a kind of actor.
type Kind struct {
	Number  int    // among all kinds; that of Nobody is the last
	Type    string // its Cedar type: "Member"
	Label   string
	List    string // its list in a scenario file: "members"
	Drawn   Drawn
	Caption CaptionRule // whether its label stands under a node
	Entity  string      // of Nobody: the id of its one entity
	// Attributes are what it has besides an id and a name.
	Attributes []*Attribute
}

// Drawn is how an actor is drawn and called.
type Drawn string

// A person is a circle with initials, called by the first name; an organisation a card with
// its first word, called by the whole name.
const (
	Person       Drawn = "person"
	Organisation Drawn = "organisation"
)

// CaptionRule says when something stands under a node.
type CaptionRule string

// Captions: "set" is while it is not the default, or a value of the actor brings some of it.
const (
	Never  CaptionRule = ""
	Always CaptionRule = "always"
	IfSet  CaptionRule = "set"
)

// Type is the type of an attribute.
type Type uint8

// The types of attributes.
const (
	Bool   Type = iota
	Number      // a whole number from 0
	Choice      // one of a few values
	Text        // free text
)

// Attribute is an attribute of a kind.
type Attribute struct {
	Number   int // among those of its kind
	Kind     *Kind
	Name     string
	Label    string
	Unit     string // of a Number: "InMail credit"
	Type     Type
	Values   []string // of a Choice; the first is the default
	Enum     *Enum    // of a Choice of entities; nil where its values are texts
	Optional bool     // it may be absent
	Change   Changer
	Pays     bool // costs are taken from it
	Caption  CaptionRule
}

// Changer says whether a fix may ask for a change.
type Changer string

// A fix may ask an actor itself to change something, or to buy it at a price that the source
// does not name.
const (
	Nobodys Changer = ""
	Owner   Changer = "owner"
	Buy     Changer = "buy"
)

// Value is the value of an attribute. A Choice has the number of its value, a Bool 0 or 1.
type Value struct {
	Number int64
	Text   string
}

// Absent is an optional attribute that an actor does not have. An absent text is empty.
var Absent = Value{Number: -1}

// Default is the value of an attribute that a file does not give.
func (a *Attribute) Default() Value {
	if a.Optional && a.Type != Text {
		return Absent
	}
	return Value{}
}

// Defaults are the values of an actor of which a file gives nothing but an id.
func (k *Kind) Defaults() []Value {
	values := make([]Value, len(k.Attributes))
	for i, a := range k.Attributes {
		values[i] = a.Default()
	}
	return values
}

// Attribute finds an attribute by its name.
func (k *Kind) Attribute(name string) (*Attribute, bool) {
	i := slices.IndexFunc(k.Attributes, func(a *Attribute) bool { return a.Name == name })
	if i < 0 {
		return nil, false
	}
	return k.Attributes[i], true
}

// Pays is the attribute that costs are taken from; nil where the kind has none.
func (k *Kind) Pays() *Attribute {
	i := slices.IndexFunc(k.Attributes, func(a *Attribute) bool { return a.Pays })
	if i < 0 {
		return nil
	}
	return k.Attributes[i]
}

// Enum is an entity type whose entities are values. They stand in the set's data.
type Enum struct {
	Type   string // "Tier"
	Label  string
	Values []EnumValue
	Groups []string // that a value may be in: "premium"
}

// EnumValue is one entity of an Enum.
type EnumValue struct {
	Value  string
	Label  string
	Groups []string
	Price  int64 // hundredths of the world's Money; -1 where the source names none
	Source string
	Brings []Brought
	Has    map[string]bool // features
}

// Brought is what a value brings to an actor that has none of it.
type Brought struct {
	Attribute string
	Number    int64
	Source    string
}

// Names are the names of the values, in order.
func (e *Enum) Names() []string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Value
	}
	return names
}

// Brings reports whether some value brings of an attribute, and the most that one does.
func (e *Enum) Brings(attribute string) (most int64, ok bool) {
	for _, v := range e.Values {
		for _, b := range v.Brings {
			if b.Attribute == attribute {
				most, ok = max(most, b.Number), true
			}
		}
	}
	return most, ok
}

// Brings is what a value of one of a kind's enumerations brings of an attribute.
func (a *Attribute) Brings(value Value, of string) (int64, bool) {
	if a.Enum == nil || value.Number < 0 {
		return 0, false
	}
	for _, b := range a.Enum.Values[value.Number].Brings {
		if b.Attribute == of {
			return b.Number, true
		}
	}
	return 0, false
}

// Tie is a kind of relation between two actors: a list of the scenario file.
type Tie struct {
	Number int
	Name   string
	Label  string
	Mutual bool // it has no direction; otherwise it runs from whoever does to whom it is done
	Ends   []Ends
	Change bool // who does it can, without an action
	Undo   Undo
}

// Ends are the kinds that a tie runs from and to.
type Ends struct{ From, To *Kind }

// Undo says who can take a tie back.
type Undo string

// Who can take a tie back: nobody, who did it, either of the two.
const (
	UndoNobody Undo = ""
	UndoFrom   Undo = "from"
	UndoEither Undo = "either"
)

// Fits reports whether a tie may run from an actor of one kind to one of the other.
func (t *Tie) Fits(from, to *Kind) bool {
	return slices.ContainsFunc(t.Ends, func(e Ends) bool {
		return e.From == from && e.To == to || t.Mutual && e.From == to && e.To == from
	})
}

// Side says of which of a pair a fact is.
type Side string

// The sides of a pair. Either is for a tie that counts whoever did it.
const (
	Sender    Side = "sender"
	Recipient Side = "recipient"
	Either    Side = "either"
)

// PairFact is a fact that rules see of a pair: that a tie stands, or how far the two are from
// each other along a mutual tie.
type PairFact struct {
	Number int
	Name   string
	Tie    *Tie
	Side   Side // of a tie: who does it
	// Far is set for a distance: the distance of everybody who is further, or not linked at all.
	Far int64
}

// Distance reports whether the fact is a distance.
func (p *PairFact) Distance() bool { return p.Far > 0 }

// Between reports whether the fact can be of a pair of these kinds. A distance is there
// whenever it can be.
func (p *PairFact) Between(sender, recipient *Kind) bool {
	switch p.Side {
	case Sender:
		return p.Tie.Fits(sender, recipient)
	case Recipient:
		return p.Tie.Fits(recipient, sender)
	default:
		return p.Tie.Fits(sender, recipient) || p.Tie.Fits(recipient, sender)
	}
}

// Action is something that a sender may want to do.
type Action struct {
	Number  int
	Name    string
	Label   string
	Way     Way
	Makes   []*Tie // from the sender to the recipient
	Clears  []*Tie // from the recipient to the sender: they end with it
	Answers *Tie   // that the recipient must have done first; nil for none
	Context bool   // rules about it see the facts of a pair
	Pairs   []KindPair
}

// Way says how an action reaches somebody.
type Way string

// The ways to reach somebody: to start, or to answer.
const (
	NoWay     Way = ""
	WayStart  Way = "start"
	WayAnswer Way = "answer"
)

// KindPair is the kinds of sender and recipient. The recipient of a sender's own action is of
// the kind Nobody.
type KindPair struct{ Sender, Recipient *Kind }

// Said is the pair in a message: from a kind to a kind.
func (k KindPair) Said() *diagnostic.Message {
	return diagnostic.Say(diagnostic.FromTo, diagnostic.Kind(k.Sender.Type), diagnostic.Kind(k.Recipient.Type))
}

// Applies reports whether the action is offered to a kind of pair.
func (a *Action) Applies(kinds KindPair) bool { return slices.Contains(a.Pairs, kinds) }

// Own reports whether the action is a sender's own, without a recipient.
func (a *Action) Own() bool {
	return slices.ContainsFunc(a.Pairs, func(k KindPair) bool { return k.Recipient.Entity != "" })
}

// Kind finds a kind of actor by its Cedar type.
func (w *World) Kind(name string) (*Kind, bool) {
	return find(w.Kinds, func(k *Kind) bool { return k.Type == name })
}

// Tie finds a tie by the name of its list.
func (w *World) Tie(name string) (*Tie, bool) {
	return find(w.Ties, func(t *Tie) bool { return t.Name == name })
}

// Action finds an action by its name.
func (w *World) Action(name string) (*Action, bool) {
	return find(w.Actions, func(a *Action) bool { return a.Name == name })
}

// Enum finds an enumeration by its Cedar type.
func (w *World) Enum(name string) (*Enum, bool) {
	return find(w.Enums, func(e *Enum) bool { return e.Type == name })
}

// PairFact finds a fact of a pair by its name.
func (w *World) PairFact(name string) (*PairFact, bool) {
	return find(w.Pair, func(p *PairFact) bool { return p.Name == name })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

// All are all kinds, Nobody among them.
func (w *World) All() []*Kind {
	if w.Nobody == nil {
		return w.Kinds
	}
	return append(slices.Clone(w.Kinds), w.Nobody)
}

// Pairs are all kinds of pair, those without a recipient last.
func (w *World) Pairs() []KindPair {
	var list []KindPair
	for _, sender := range w.Kinds {
		for _, recipient := range w.Kinds {
			list = append(list, KindPair{sender, recipient})
		}
	}
	if w.Nobody != nil {
		for _, sender := range w.Kinds {
			list = append(list, KindPair{sender, w.Nobody})
		}
	}
	return list
}

// Ways are the actions that reach somebody, in their order.
func (w *World) Ways() []*Action {
	var list []*Action
	for _, a := range w.Actions {
		if a.Way != NoWay {
			list = append(list, a)
		}
	}
	return list
}

// Names are the names of a Choice's values, in order.
func (a *Attribute) Names() []string {
	if a.Enum != nil {
		return a.Enum.Names()
	}
	return a.Values
}
