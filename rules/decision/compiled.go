package decision

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// compiled is a rule set's rules as bits: which of them are satisfied is the AND of what the sender, the recipient and the
// pair each satisfy, looked up by the numbers of their classes. It is the same whatever readings are chosen and whichever
// rules are switched off, so engines that differ in nothing else share it. It grows as it is asked, and is not safe for
// concurrent use.
//
// Cedar has the last word: every bit is what a condition comes to, and a condition is tabulated by asking Cedar.
type compiled struct {
	rules, warnings []*policy.Rule
	world           *world.World
	// base is of the rules that come with a set; nil where there are no others. The slots of others begin with a word of
	// their own, so that a change of them leaves those of the set as they are.
	base  *compiled
	slots []slot // by bit
	words int    // that hold a bit for each
	fits  [][]uint64
	sides [2]*side
	// nobody is the class of the recipient of what a sender does alone, where there is one.
	nobody uint32
	// What the conditions look at that are listed, and what those of them do that are mixed.
	looked, mixed *situation.View
	between       *situation.Between
	pairs         [][][]uint64 // by kinds and class of the pair: what it satisfies; nil where nobody has asked

	known table[uint32] // one more than the number of what the classes of two actors and a pair come to
	met   int

	satisfied []satisfied // by number
	numbers   map[string]uint32
	open      []open
	opens     map[string]uint32
}

// slot is a rule, or what it comes to for one action where it looks at the action.
type slot struct {
	rule    *policy.Rule
	action  string // "" is any
	warning bool
	// Its conditions by what they look at: the sender, the recipient or the pair alone. Mixed look at more, or at the action.
	alone [3][]*policy.Condition
	mixed []*policy.Condition
	// Unlisted tells that a class does not say what some of those come to: each pair is asked. Fallible that Cedar
	// may not be able to evaluate the rule: then the order of its conditions counts.
	unlisted, fallible bool
}

// about reports whether the slot is about an action between a kind of pair.
func (s *slot) about(action string, kinds world.KindPair) bool {
	return (s.action == "" || s.action == action) && s.rule.Fits(action, kinds)
}

// satisfied are the rules that hold in some situations, and those that cannot be evaluated there.
type satisfied struct {
	kinds    world.KindPair
	slots    []int
	failures []unevaluated
}

type unevaluated struct {
	slot      int
	condition *policy.Condition
}

// open is what some situations satisfy but for slots of which each pair has to be asked.
type open struct {
	satisfied
	kinds int
	words []uint64
	ask   []int
}

// isOpen marks the number of what is open among those of what is satisfied.
const isOpen = 1 << 31

// sides are what the conditions of a slot may look at alone, in the order of slot.alone.
var sides = [3]world.Side{world.Sender, world.Recipient, world.Either}

// side is what the rules make of senders, or of recipients.
type side struct {
	number   int // among sides
	base     *side
	unlisted []ofSlot // conditions on this side alone that are not listed
	numbers  map[string]uint32
	classes  map[string]uint32
	satisfy  [][]uint64 // by class
	examples []situation.Party
}

// ofSlot is a condition of a slot.
type ofSlot struct {
	slot      int
	condition *policy.Condition
}

// compile compiles the rules of a set. What is compiled of another set whose own rules are the same, or of the same world, is
// taken from there; before may be nil.
func compile(set *policy.RuleSet, before *compiled) *compiled {
	if before.has(set) {
		return before
	}
	c := &compiled{
		rules: set.Rules, warnings: set.Warnings, world: set.World,
		numbers: map[string]uint32{}, opens: map[string]uint32{},
	}
	if base := set.Base(); base != set && len(base.Rules) < len(set.Rules) {
		of := before
		if of != nil && of.base != nil {
			of = of.base
		}
		c.base = compile(base, of)
	}
	switch {
	case c.base != nil:
		c.between = c.base.between
	case before != nil && before.world == set.World:
		c.between = before.between
	default:
		c.between = situation.NewBetween(set.World)
	}
	c.addSlots()
	c.fit()
	c.addSides()
	if nobody := c.world.Nobody; nobody != nil {
		c.nobody = c.class(c.sides[1], situation.Party{Kind: nobody})
	}
	return c
}

// has reports whether what is compiled is of the rules of a set.
func (c *compiled) has(set *policy.RuleSet) bool {
	return c != nil && c.world == set.World && slices.Equal(c.rules, set.Rules) && slices.Equal(c.warnings, set.Warnings)
}

// addSlots gives the rules their bits.
func (c *compiled) addSlots() {
	if c.base != nil {
		c.slots = slices.Clone(c.base.slots)
		c.slots = append(c.slots, make([]slot, c.base.words*64-len(c.slots))...)
	}
	var on [3]world.Facts
	for i, side := range sides {
		on[i] = c.world.Side(side)
	}
	for i, r := range slices.Concat(c.rules, c.warnings) {
		if c.base != nil && !r.Own {
			continue
		}
		s := slot{rule: r, warning: i >= len(c.rules)}
		acts := false
		for _, condition := range r.Conditions {
			alone := slices.IndexFunc(on[:], condition.Facts.Within)
			s.fallible = s.fallible || condition.Fallible()
			acts = acts || condition.Action
			switch {
			case condition.KindsOnly():
			case condition.Action, alone < 0:
				s.mixed = append(s.mixed, condition)
				s.unlisted = s.unlisted || !condition.Listed()
			default:
				s.alone[alone] = append(s.alone[alone], condition)
			}
		}
		if !acts {
			c.slots = append(c.slots, s)
			continue
		}
		for _, action := range r.Actions() {
			s.action = action
			c.slots = append(c.slots, s)
		}
	}
	c.words = (len(c.slots) + 63) / 64
}

// ownSlots are those that the base does not have, with their bits.
func (c *compiled) ownSlots() (first int, slots []slot) {
	if c.base != nil {
		first = c.base.words * 64
	}
	return first, c.slots[first:]
}

// kinds is the number of a kind of pair.
func (c *compiled) kinds(sender, recipient *world.Kind) int {
	return sender.Number*len(c.world.All()) + recipient.Number
}

// fit finds which rules are about which kinds.
func (c *compiled) fit() {
	all := len(c.world.All())
	c.fits, c.pairs = make([][]uint64, all*all), make([][][]uint64, all*all)
	for _, kinds := range c.world.Pairs() {
		bits := make([]uint64, c.words)
		for i, s := range c.slots {
			if s.rule != nil && slices.Contains(s.rule.Kinds(), kinds) {
				bits[i/64] |= 1 << (i % 64)
			}
		}
		c.fits[c.kinds(kinds.Sender, kinds.Recipient)] = bits
	}
}

// addSides finds what the conditions look at.
func (c *compiled) addSides() {
	for i := range c.sides {
		c.sides[i] = &side{number: i, numbers: map[string]uint32{}, classes: map[string]uint32{}}
		if c.base != nil {
			c.sides[i].base = c.base.sides[i]
		}
	}
	var looked, mixed situation.Lens
	first, slots := c.ownSlots()
	for at, s := range slots {
		for i := range c.sides {
			for _, condition := range s.alone[i] {
				if condition.Listed() {
					looked = looked.And(condition.Lens())
				} else {
					c.sides[i].unlisted = append(c.sides[i].unlisted, ofSlot{first + at, condition})
				}
			}
		}
		for _, condition := range s.mixed {
			if condition.Listed() {
				mixed = mixed.And(condition.Lens())
			}
		}
	}
	c.looked, c.mixed = looked.And(mixed).Ready(c.world), mixed.Ready(c.world)
}

// class is the number of the class of a party on a side: all of it are the same to the rules.
func (c *compiled) class(of *side, p situation.Party) uint32 {
	var room [128]byte
	key := room[:0]
	base := uint32(0)
	if of.base != nil {
		base = c.base.class(of.base, p)
		key = binary.AppendUvarint(key, uint64(base))
	}
	key = c.looked.PartyKey(key, sides[of.number], p)
	for _, u := range of.unlisted {
		if c.about(u.slot, of, p) {
			key = append(key, byte(u.condition.Of(c.alone(u.slot, of, p), "")))
		}
	}
	n, ok := of.numbers[string(key)]
	if !ok {
		n = c.newClass(of, base, p)
		of.numbers[string(key)] = n
	}
	return n
}

// about reports whether a slot's rule is about a party on a side at all.
func (c *compiled) about(slot int, of *side, p situation.Party) bool {
	if of.number == 0 {
		return c.slots[slot].rule.From(p.Kind)
	}
	return c.slots[slot].rule.To(p.Kind)
}

// alone is a situation for the conditions on one side alone: the other is of a kind that the rule is about.
func (c *compiled) alone(slot int, of *side, p situation.Party) situation.Situation {
	for _, kinds := range c.slots[slot].rule.Kinds() {
		if of.number == 0 && kinds.Sender == p.Kind {
			return situation.Situation{Sender: p, Recipient: situation.Party{Kind: kinds.Recipient}}
		}
		if of.number == 1 && kinds.Recipient == p.Kind {
			return situation.Situation{Sender: situation.Party{Kind: kinds.Sender}, Recipient: p}
		}
	}
	return situation.Situation{}
}

// newClass finds what a party satisfies, and numbers it.
func (c *compiled) newClass(of *side, base uint32, p situation.Party) uint32 {
	words := make([]uint64, c.words)
	if of.base != nil {
		copy(words, of.base.satisfy[base])
	}
	key := append(binary.AppendUvarint(nil, uint64(base)), byte(p.Kind.Number))
	first, slots := c.ownSlots()
	for i, s := range slots {
		if !c.about(first+i, of, p) {
			continue
		}
		at := c.alone(first+i, of, p)
		holds := true
		for _, condition := range s.alone[of.number] {
			truth := condition.Of(at, "")
			holds = holds && truth == policy.Yes
			if s.fallible {
				key = append(key, byte(truth))
			}
		}
		if bit := first + i; holds || s.fallible {
			words[bit/64] |= 1 << (bit % 64)
		}
	}
	for _, word := range words {
		key = binary.LittleEndian.AppendUint64(key, word)
	}
	key = c.mixed.PartyKey(key, sides[of.number], p)
	n, ok := of.classes[string(key)]
	if !ok {
		n = uint32(len(of.satisfy))
		of.classes[string(key)] = n
		of.satisfy, of.examples = append(of.satisfy, words), append(of.examples, p)
	}
	return n
}

// ofPair is what a class of pair satisfies between two kinds.
func (c *compiled) ofPair(kinds int, class uint32, s situation.Situation) []uint64 {
	known := c.pairs[kinds]
	if int(class) >= len(known) {
		known = append(known, make([][]uint64, c.between.Len()-len(known))...)
		c.pairs[kinds] = known
	}
	if known[class] != nil {
		return known[class]
	}
	words := make([]uint64, c.words)
	if c.base != nil {
		copy(words, c.base.ofPair(kinds, class, s))
	}
	first, slots := c.ownSlots()
	for i, slot := range slots {
		bit := first + i
		if c.fits[kinds][bit/64]&(1<<(bit%64)) == 0 {
			continue
		}
		if slot.fallible || !slices.ContainsFunc(slot.alone[2], func(condition *policy.Condition) bool { return condition.Of(s, "") != policy.Yes }) {
			words[bit/64] |= 1 << (bit % 64)
		}
	}
	known[class] = words
	return words
}

// come is the number of what the classes of a sender, a recipient and a pair satisfy, or of what is open about it.
func (c *compiled) come(sender, recipient, pair uint32) uint32 {
	c.known.widen(int(recipient) + 1)
	if row, at := c.known.row(sender), c.known.at(pair, recipient); at < uint(len(row)) && row[at] != 0 {
		return row[at] - 1
	}
	n := c.work(sender, recipient, pair)
	c.known.put(sender, recipient, pair, n+1)
	return n
}

// PairByPair reports whether Cedar is asked about each pair whether a rule holds: it compares what no table holds, such as two texts
// or two numbers. Of all others, a class of sender, recipient and pair is asked about once.
func (c *compiled) PairByPair(r *policy.Rule) bool {
	return slices.ContainsFunc(c.slots, func(s slot) bool { return s.rule == r && s.unlisted })
}

// Met is how many situations that look different have been worked out: most of the work of deciding.
func (c *compiled) Met() int { return c.met }

// How long deciding takes, in pairs whose situation is known: one whose is not takes as long as Fresh of them, and Slice take less
// than 50 ms in a browser.
const (
	Fresh = 100
	Slice = 400_000
)

// work works out what come looks up.
func (c *compiled) work(sender, recipient, pair uint32) uint32 {
	c.met++
	s := situation.Situation{Sender: c.sides[0].examples[sender], Recipient: c.sides[1].examples[recipient], Pair: c.between.Pair(pair)}
	if s.Recipient.Kind.Entity != "" {
		s.Pair = ""
	}
	kinds := c.kinds(s.Sender.Kind, s.Recipient.Kind)
	between := c.ofPair(kinds, pair, s)
	of, to := c.sides[0].satisfy[sender], c.sides[1].satisfy[recipient]
	room := open{satisfied: satisfied{kinds: s.Kinds()}, kinds: kinds, words: make([]uint64, c.words)}
	for w := range room.words {
		for left := c.fits[kinds][w] & of[w] & to[w] & between[w]; left != 0; left &= left - 1 {
			bit := w*64 + bits.TrailingZeros64(left)
			switch slot := &c.slots[bit]; {
			case slot.unlisted:
				room.ask = append(room.ask, bit)
			default:
				c.ask(&room, bit, s)
			}
		}
	}
	if room.ask == nil {
		return c.number(&room)
	}
	key := c.key(&room)
	for _, bit := range room.ask {
		key = binary.AppendUvarint(key, uint64(bit))
	}
	n, ok := c.opens[string(key)]
	if !ok {
		n = uint32(len(c.open))
		c.opens[string(key)] = n
		c.open = append(c.open, room)
	}
	return n | isOpen
}

// ask finds whether a slot holds in a situation that satisfies what one side alone decides.
func (c *compiled) ask(found *open, bit int, s situation.Situation) {
	slot := &c.slots[bit]
	truth := policy.Yes
	switch {
	case slot.fallible || slot.unlisted:
		truth = slot.rule.Holds(s, slot.action)
	default:
		for _, condition := range slot.mixed {
			if truth = condition.Of(s, slot.action); truth != policy.Yes {
				break
			}
		}
	}
	switch truth {
	case policy.Yes:
		found.words[bit/64] |= 1 << (bit % 64)
		found.slots = append(found.slots, bit)
	case policy.Fails:
		found.failures = append(found.failures, unevaluated{bit, slot.rule.Failing(s, slot.action)})
	}
}

// close is the number of what a situation satisfies of which something is open.
func (c *compiled) close(n uint32, s situation.Situation) uint32 {
	was := c.open[n&^isOpen]
	room := open{satisfied: satisfied{was.satisfied.kinds, slices.Clone(was.slots), slices.Clone(was.failures)}, kinds: was.kinds, words: slices.Clone(was.words)}
	for _, bit := range was.ask {
		c.ask(&room, bit, s)
	}
	return c.number(&room)
}

func (c *compiled) key(found *open) []byte {
	key := binary.AppendUvarint(nil, uint64(found.kinds))
	for _, word := range found.words {
		key = binary.LittleEndian.AppendUint64(key, word)
	}
	for _, f := range found.failures {
		key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(f.slot)), uint64(slices.Index(c.slots[f.slot].rule.Conditions, f.condition)))
	}
	return key
}

// number numbers what is satisfied.
func (c *compiled) number(found *open) uint32 {
	key := c.key(found)
	n, ok := c.numbers[string(key)]
	if !ok {
		n = uint32(len(c.satisfied))
		c.numbers[string(key)] = n
		slices.SortFunc(found.slots, c.order)
		slices.SortFunc(found.failures, func(a, b unevaluated) int { return c.order(a.slot, b.slot) })
		c.satisfied = append(c.satisfied, found.satisfied)
	}
	return n
}

// order is that of the rules in their set: by id.
func (c *compiled) order(a, b int) int {
	return policy.ByID(c.slots[a].rule, c.slots[b].rule)
}

// at is the number of what a situation satisfies.
func (c *compiled) at(s situation.Situation) uint32 {
	n := c.come(c.class(c.sides[0], s.Sender), c.class(c.sides[1], s.Recipient), c.between.Number(s.Pair))
	if n&isOpen != 0 {
		n = c.close(n, s)
	}
	return n
}

// hold are the rules of a number that are about an action, and the first of them that cannot be evaluated, or the warnings.
func (c *compiled) hold(set *policy.RuleSet, n uint32, action string, warnings bool) ([]*policy.Rule, error) {
	found := c.satisfied[n]
	asked := func(bit int) bool {
		s := &c.slots[bit]
		return s.warning == warnings && s.about(action, found.kinds) && !set.Off(s.rule.ID)
	}
	for _, f := range found.failures {
		if asked(f.slot) {
			return nil, &Failure{Rule: c.slots[f.slot].rule, Condition: f.condition, say: set.Words.Say}
		}
	}
	var rules []*policy.Rule
	for _, bit := range found.slots {
		if asked(bit) {
			rules = append(rules, c.slots[bit].rule)
		}
	}
	return rules, nil
}
