package whatif_test

import (
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"inroad/rules/api"
	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/situation"
)

// This is a second, naive implementation of fixes, as an oracle for the search. It shares no code with the search: it asks
// it over the wire, makes every change by the edits of the page, and decides by engines of its own.
//
// For an action that is not allowed, a fix is a set of one to three changes of the world such that
//   - they can be made one after another in some order, no step being forbidden at the moment when it is taken,
//   - the action is allowed after them,
//   - no proper part of the set is such a set. A part that cannot be made, or that does not turn the verdict, does not count.
//
// No set sets one thing twice. Sets that differ in a tier alone, or in who the third member is, are offered as one: by the
// cheapest tier, and by one third member. Beside them there are sets of up to three changes of what the source means (a
// reading, a rule switched off), and sets of one reading and one or two changes of the world.

// most is the number of changes that a fix has at most.
const most = 3

// world is a scenario that changes have led to. Equal worlds of a lab are one *world (hash consing).
type world struct {
	key     string
	scene   *scenario.Scenario
	session *session.Session
	board   *decision.Board
	after   map[string]*world // by edits; nil where they cannot be made
}

// lab has the worlds and the engines of one scenario, and the product with it open.
type lab struct {
	testing.TB
	start   *world
	worlds  map[string]*world
	engines map[engineKey]*decision.Engine
	product *api.Engine
}

type engineKey struct {
	set      *policy.RuleSet
	readings string
}

func newLab(t testing.TB, text []byte) *lab {
	t.Helper()
	s, errs := scenario.Parse(text)
	if errs != nil {
		t.Fatalf("%v\n%s", errs, text)
	}
	l := &lab{TB: t, worlds: map[string]*world{}, engines: map[engineKey]*decision.Engine{}, product: api.New("test")}
	l.start = l.intern(s)
	l.ask(api.Request{Do: "open", Scenario: string(text)}, &struct{}{})
	return l
}

func (l *lab) intern(s *scenario.Scenario) *world {
	key := keyOf(s.Network, s.Readings, s.Off)
	w, ok := l.worlds[key]
	if !ok {
		w = &world{key: key, scene: s, after: map[string]*world{}}
		l.worlds[key] = w
	}
	return w
}

// keyOf holds everything that a fix may change, so that worlds with one key are equal. It has room for eight actors.
func keyOf(n *network.Network, readings policy.Readings, off []string) string {
	var key []byte
	for _, a := range n.Actors() {
		for _, number := range []int64{int64(a.Tier), a.Credits, a.Seats, int64(a.InMail)} {
			key = binary.AppendVarint(key, number)
		}
		key = strconv.AppendBool(key, a.OpenProfile)
	}
	for _, t := range network.Ties() {
		rows := make([]byte, n.Len())
		for _, p := range n.Pairs(t) {
			rows[p.From] |= 1 << p.To
			if t == network.Connection {
				rows[p.To] |= 1 << p.From
			}
		}
		key = append(key, rows...)
	}
	key = append(key, readings...)
	return string(key) + strings.Join(off, " ")
}

// edited is the world after edits, and whether they can be made.
func (l *lab) edited(w *world, edits []session.Edit, name string) (*world, bool) {
	after, known := w.after[name]
	if !known {
		if w.session == nil {
			w.session = session.Open(w.scene)
		}
		s, made := w.session.Clone(), true
		for _, e := range edits {
			made = made && s.Apply(e, false) == nil
		}
		if made {
			after = l.intern(s.Scenario())
		}
		w.after[name] = after
	}
	return after, after != nil
}

func (l *lab) verdict(w *world, from, to int, action string) decision.Verdict {
	if w.board == nil {
		key := engineKey{w.scene.Set, string(w.scene.Readings)}
		if l.engines[key] == nil {
			l.engines[key] = decision.New(w.scene.Set, w.scene.Readings)
		}
		w.board = l.engines[key].On(w.scene.Network)
	}
	d, err := w.board.Between(from, to, action)
	if err != nil {
		l.Fatal(err)
	}
	return d.Verdict
}

func (l *lab) id(i int) string { return l.start.scene.Network.Actor(i).ID }

// step is something that is done: edits, and what they are in the rules' eyes, if anything.
type step struct {
	edits []session.Edit
	name  string
	// actor does one of the actions to other.
	actor, other int
	actions      []string
}

// change is something that a fix may consist of. Each of its ways is a sequence of steps.
type change struct {
	text  string
	class string // the text without the tier and the third member: fixes that differ in these are offered as one
	topic string // what it sets
	cents int64  // what its tier costs a month
	third int    // the third member whose change it is; -1: none
	ways  [][]step
}

const noThird = -1

// question is about a pair, or about a sender alone, where to is decision.Nobody.
type question struct {
	*lab
	from, to int
	changes  []change
	taken    map[taking]ends
}

type taking struct {
	world  *world
	change int
	doers  string
}

// ends are the worlds that something can end in, each with whether steps lead there that are all allowed. Where none do,
// something unstated has to be done on the way.
type ends map[*world]bool

func (e ends) add(w *world, clean bool) { e[w] = e[w] || clean }

func (l *lab) question(from, to int) *question {
	q := &question{lab: l, from: from, to: to, taken: map[taking]ends{}}
	n := l.start.scene.Network
	member := func(i int) bool { return i != decision.Nobody && n.Actor(i).Kind == network.Member }
	page := func(i int) bool { return i != decision.Nobody && n.Actor(i).Kind == network.Page }
	var thirds []int
	for i := range n.Len() {
		if member(i) && i != from && i != to {
			thirds = append(thirds, i)
		}
	}
	put := func(i int, field, value string) step {
		return step{edits: []session.Edit{{Kind: "set", Actor: l.id(i), Field: field, Value: value}}}
	}
	tie := func(kind string, t network.Tie, i, j int) session.Edit {
		return session.Edit{Kind: kind, Tie: t.String(), From: l.id(i), To: l.id(j)}
	}
	invite := func(i, j int) step {
		return step{actor: i, other: j, actions: []string{"invite"}, edits: []session.Edit{tie("tie", network.Invitation, i, j)}}
	}
	accept := func(i, j int) step {
		return step{actor: i, other: j, actions: []string{"accept-invite"},
			edits: []session.Edit{tie("untie", network.Invitation, j, i), tie("tie", network.Connection, j, i)}}
	}
	connect := func(i, j int) [][]step {
		return [][]step{{invite(i, j), accept(j, i)}, {invite(j, i), accept(i, j)}, {accept(i, j)}, {accept(j, i)}}
	}
	once := func(s step) [][]step { return [][]step{{s}} }
	add := func(text, class, topic string, third int, ways [][]step) *change {
		for _, way := range ways {
			for i := range way {
				way[i].name = fmt.Sprint(way[i].edits)
			}
		}
		q.changes = append(q.changes, change{text: text, class: class, topic: topic, third: third, ways: ways})
		return &q.changes[len(q.changes)-1]
	}

	tiers := func(i int, role string, third int) {
		if !member(i) {
			return
		}
		now := l.cents(n.Actor(i).Tier.String())
		for _, tier := range network.Tiers() {
			if price := l.cents(tier); price > now {
				add("tier "+l.id(i)+" "+tier, "tier "+role, "tier "+l.id(i), third, once(put(i, "tier", tier))).cents = price
			}
		}
	}
	tiers(from, "sender", noThird)
	tiers(to, "recipient", noThird)
	for _, third := range thirds {
		tiers(third, "third", third)
	}
	if n.Actor(from).Credits == 0 {
		add("credit", "credit", "credit", noThird, once(put(from, "credits", "1")))
	}
	if page(from) && n.Actor(from).Seats == 0 {
		add("seat", "seat", "seat", noThird, once(put(from, "seats", "1")))
	}
	if member(to) {
		for open := network.Anyone; open < n.Actor(to).InMail; open++ {
			add("setting "+open.String(), "setting "+open.String(), "setting", noThird, once(put(to, "inmail", open.String())))
		}
	}
	if page(from) && member(to) {
		add("follow", "follow", "follow", noThird, once(step{edits: []session.Edit{tie("tie", network.Follow, to, from)}}))
		add("visit", "visit", "visit", noThird, once(step{edits: []session.Edit{tie("tie", network.Visit, to, from)}}))
	}
	if member(from) && member(to) {
		var blocks []session.Edit
		for _, p := range [][2]int{{from, to}, {to, from}} {
			if n.Has(network.Block, p[0], p[1]) {
				blocks = append(blocks, tie("untie", network.Block, p[0], p[1]))
			}
		}
		if blocks != nil {
			add("unblock", "unblock", "unblock", noThird, once(step{edits: blocks}))
		}
		add("connect", "connect", "connect", noThird, connect(from, to))
		add("invite", "invite", "invite", noThird, once(invite(to, from)))
	}
	through := func(i int, role string) {
		for _, third := range thirds {
			if member(i) {
				text := "through " + l.id(i) + " " + l.id(third)
				add(text, "through "+role, text, third, connect(i, third))
			}
		}
	}
	through(from, "sender")
	through(to, "recipient")
	write := func(i, j int, role string) {
		add("write "+l.id(i), "write "+role, "write "+role, noThird, once(step{actor: i, other: j,
			actions: []string{"message", "inmail", "reply"}, edits: []session.Edit{tie("tie", network.Wrote, i, j)}}))
	}
	if to != decision.Nobody {
		write(from, to, "sender")
		write(to, from, "recipient")
	}
	for i, question := range l.start.scene.Set.Questions {
		for j, r := range question.Readings {
			if int(l.start.scene.Readings[i]) != j {
				text := "reading " + question.ID + "=" + r.Reading
				add(text, text, "reading "+question.ID, noThird, once(step{edits: []session.Edit{{Kind: "reading", Question: question.ID, Value: r.Reading}}}))
			}
		}
	}
	return q
}

// cents is what a tier costs a month.
func (l *lab) cents(name string) int64 {
	tier, _ := network.ParseTier(name)
	dollars, err := strconv.ParseFloat(l.start.scene.Set.Tier(tier).Price, 64)
	if err != nil {
		l.Fatal(err)
	}
	return int64(dollars*100 + 0.5)
}

// take makes a change in a world, in every way in which no step is forbidden. Where doers are named, ways that somebody else
// begins are left out.
func (q *question) take(w *world, number int, doers string) ends {
	key := taking{w, number, doers}
	if known, ok := q.taken[key]; ok {
		return known
	}
	out := ends{}
	for _, way := range q.changes[number].ways {
		first := way[0]
		if doers != "" && first.actions != nil && !slices.Contains(strings.Fields(doers), q.id(first.actor)) {
			continue
		}
		at, clean, made := w, true, true
		for _, s := range way {
			verdict := q.best(at, s)
			clean = clean && verdict == decision.Allowed
			if made = verdict != decision.Forbidden; !made {
				break
			}
			if at, made = q.edited(at, s.edits, s.name); !made {
				break
			}
		}
		if made {
			out.add(at, clean)
		}
	}
	q.taken[key] = out
	return out
}

// best is the best verdict of the actions that a step may be. A reply is none where nobody has written.
func (q *question) best(w *world, s step) decision.Verdict {
	if s.actions == nil {
		return decision.Allowed
	}
	n := w.scene.Network
	kinds := situation.KindPair{Sender: n.Actor(s.actor).Kind, Recipient: n.Actor(s.other).Kind}
	best := decision.Forbidden
	for _, action := range s.actions {
		if !w.scene.Set.Applies(action, kinds) || action == "reply" && !n.Has(network.Wrote, s.other, s.actor) {
			continue
		}
		switch verdict := q.verdict(w, s.actor, s.other, action); {
		case verdict == decision.Allowed:
			return verdict
		case verdict == decision.Unstated:
			best = verdict
		}
	}
	return best
}

// subset is a set of numbers, ascending, each one too high, so that zero is none.
type subset [most]uint8

func subsetOf(numbers []int) subset {
	var s subset
	for i, number := range numbers {
		s[i] = uint8(number + 1)
	}
	return s
}

// subsets are the sets of size numbers below n that are ok, as are all their parts.
func subsets(n, size int, ok func([]int) bool) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var grow func([]int, int) bool
		grow = func(set []int, from int) bool {
			if len(set) == size {
				return yield(set)
			}
			for i := from; i < n; i++ {
				if with := append(slices.Clone(set), i); ok(with) && !grow(with, i+1) {
					return false
				}
			}
			return true
		}
		grow(nil, 0)
	}
}

// parts are the proper parts of a set, without the empty one.
func parts(set []int) []subset {
	var list []subset
	for size := 1; size < len(set); size++ {
		for chosen := range subsets(len(set), size, func([]int) bool { return true }) {
			part := make([]int, size)
			for i, c := range chosen {
				part[i] = set[c]
			}
			list = append(list, subsetOf(part))
		}
	}
	return list
}

func without(set []int, i int) []int { return slices.Delete(slices.Clone(set), i, i+1) }

// fix is a fix by the promise, in which a fix that is offered may end.
type fix struct {
	set   []int
	text  string
	class string // those of its changes
	third string // who its third members are
	cents int64
}

// fixes are fixes by the world in which they end.
type fixes map[string]fix

// search finds the fixes of the world of each of some denied actions, and those with a reading beside it. Reached are the
// worlds that any set ends in; it is complete where thorough.
func (q *question) search(actions []string, thorough bool) (found map[string]fixes, reached map[string]bool) {
	found, reached = map[string]fixes{}, map[string]bool{}
	for _, action := range actions {
		found[action] = fixes{}
	}
	all := 1<<len(actions) - 1
	outcomes := map[subset]ends{{}: {q.start: true}}
	turned := map[subset]int{} // the actions that a set or a part of it turns, a bit each
	for size := 1; size <= most; size++ {
		for set := range subsets(len(q.changes), size, q.sensible) {
			id, before := subsetOf(set), 0
			for _, part := range parts(set) {
				before |= turned[part]
			}
			turned[id] = before
			if before == all && !thorough {
				continue // what contains it is not minimal either
			}
			// Whichever change is the last one.
			out := ends{}
			for i, last := range set {
				for w := range outcomes[subsetOf(without(set, i))] {
					for end := range q.take(w, last, "") {
						out.add(end, true)
					}
				}
			}
			outcomes[id] = out
			if q.idle(set) > 0 {
				continue
			}
			for w := range out {
				reached[w.key] = true
				for i, action := range actions {
					if q.verdict(w, q.from, q.to, action) != decision.Allowed {
						continue
					}
					turned[id] |= 1 << i
					if before>>i&1 == 1 {
						continue
					}
					f := q.describe(set)
					if other, twice := found[action][w.key]; twice {
						q.Fatalf("%s and %s end in one world", other.text, f.text)
					}
					found[action][w.key] = f
				}
			}
		}
	}
	return found, reached
}

// carry makes all changes of a set in every order, as take does.
func (q *question) carry(set []int, doers string) ends {
	if len(set) == 0 {
		return ends{q.start: true}
	}
	out := ends{}
	for i, last := range set {
		for w, clean := range q.carry(without(set, i), doers) {
			for end, allowed := range q.take(w, last, doers) {
				out.add(end, clean && allowed)
			}
		}
	}
	return out
}

// idle counts third members who take a tier and no step.
func (q *question) idle(set []int) int {
	count := 0
	for _, number := range set {
		c := q.changes[number]
		if c.cents > 0 && c.third != noThird && !slices.ContainsFunc(set, func(other int) bool {
			return q.changes[other].third == c.third && q.changes[other].cents == 0
		}) {
			count++
		}
	}
	return count
}

// sensible reports whether a set is one that the promise counts, or may grow into one: it sets nothing twice, and has no
// more than one reading and two changes of the world beside it.
func (q *question) sensible(set []int) bool {
	topics := map[string]bool{}
	readings := 0
	for _, number := range set {
		topic := q.changes[number].topic
		topics[topic] = true
		if strings.HasPrefix(topic, "reading ") {
			readings++
		}
	}
	return len(topics) == len(set) && readings <= 1 && len(set)+q.idle(set) <= most
}

func (q *question) describe(set []int) fix {
	f := fix{set: set}
	var texts, classes, thirds []string
	for _, number := range set {
		c := q.changes[number]
		texts, classes, f.cents = append(texts, c.text), append(classes, c.class), f.cents+c.cents
		if c.third != noThird {
			thirds = append(thirds, q.id(c.third))
		}
	}
	slices.Sort(thirds)
	thirds = slices.Compact(thirds)
	slices.Sort(classes)
	f.text, f.class, f.third = strings.Join(texts, " + "), strings.Join(classes, " + "), strings.Join(thirds, " ")
	if len(thirds) > 1 {
		f.class += " of several"
	}
	return f
}

// sources finds the sets of changes of what the source means. Rules about other actions decide nothing and are left out.
func (q *question) sources(action string) fixes {
	s := q.start.scene
	staged := q.start.board.Situation(q.from, q.to)
	type meaning struct {
		text, topic string
		apply       func(policy.Readings, []string) (policy.Readings, []string)
	}
	var changes []meaning
	for i, question := range s.Set.Questions {
		for j, r := range question.Readings {
			if int(s.Readings[i]) != j {
				changes = append(changes, meaning{"reading " + question.ID + "=" + r.Reading, question.ID, func(r policy.Readings, off []string) (policy.Readings, []string) {
					return r.With(policy.Choice{Question: i, Reading: j}), off
				}})
			}
		}
	}
	for _, rule := range s.Set.Rules {
		if rule.Fits(action, q.start.board.Kinds(q.from, q.to)) && !s.Set.Off(rule.ID) {
			changes = append(changes, meaning{"off " + rule.ID, "off " + rule.ID, func(r policy.Readings, off []string) (policy.Readings, []string) {
				return r, append(slices.Clone(off), rule.ID)
			}})
		}
	}
	found := fixes{}
	turned := map[subset]bool{}
	for size := 1; size <= most; size++ {
		for set := range subsets(len(changes), size, func(set []int) bool {
			last := len(set) - 1
			return !slices.ContainsFunc(set[:last], func(i int) bool { return changes[i].topic == changes[set[last]].topic })
		}) {
			readings, off := s.Readings, s.Off
			var texts []string
			for _, number := range set {
				texts = append(texts, changes[number].text)
				readings, off = changes[number].apply(readings, off)
			}
			d, err := decision.Without(s.Set, off, readings, staged, action)
			if err != nil {
				q.Fatal(err)
			}
			before := slices.ContainsFunc(parts(set), func(part subset) bool { return turned[part] })
			turned[subsetOf(set)] = before || d.Verdict == decision.Allowed
			if !before && d.Verdict == decision.Allowed {
				text := strings.Join(texts, " + ")
				off = slices.Sorted(slices.Values(off))
				found[keyOf(s.Network, readings, off)] = fix{text: text, class: text}
			}
		}
	}
	return found
}

// offer is a fix as the search gives it on the wire.
type offer struct {
	Text    string        `json:"text"`
	Changes []offerChange `json:"changes"`
	Edit    session.Edit  `json:"edit"`
}

type offerChange struct {
	Kind  string `json:"kind"`
	Who   string `json:"who"`
	Doubt string `json:"doubt"`
}

// kinds are the kinds of its changes.
func (o offer) kinds() string {
	var kinds []string
	for _, c := range o.Changes {
		kinds = append(kinds, c.Kind)
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " + ")
}

// doers are those who begin what people do to each other, by its words.
func (o offer) doers() string {
	var who []string
	for _, c := range o.Changes {
		if !slices.Contains([]string{"tier", "credit", "seat", "setting"}, c.Kind) {
			who = append(who, c.Who)
		}
	}
	return strings.Join(who, " ")
}

func (o offer) edits() []session.Edit {
	if o.Edit.Kind == "all" {
		return o.Edit.Edits
	}
	return []session.Edit{o.Edit}
}

type offers struct {
	Opens bool    `json:"opens"`
	Fixes []offer `json:"fixes"`
}

// ask sends a request to the product.
func (l *lab) ask(r api.Request, result any) {
	request, err := json.Marshal(r)
	if err != nil {
		l.Fatal(err)
	}
	response := struct {
		Result   any         `json:"result"`
		Errors   []api.Error `json:"errors"`
		Internal string      `json:"internal"`
	}{Result: result}
	if err := json.Unmarshal(l.product.Handle(request), &response); err != nil {
		l.Fatal(err)
	}
	if response.Errors != nil || response.Internal != "" {
		l.Fatalf("%+v: %v %s", r, response.Errors, response.Internal)
	}
}

// offered is what the search offers.
func (q *question) offered(action string) offers {
	r := api.Request{Do: "fixes", From: q.id(q.from), Action: action}
	if q.to != decision.Nobody {
		r.To = q.id(q.to)
	}
	var o offers
	q.ask(r, &o)
	return o
}

// fault is a difference between the search and the promise.
type fault struct{ kind, class, text string }

// The kinds of fault. The first eight are of fixes that are offered.
const (
	unmakeable = "offered, but its edit cannot be made"
	turnsNot   = "offered, but does not turn the verdict"
	tooMuch    = "offered, but a part of it is enough"
	forbidden  = "offered, but a step is forbidden, or is no change of the promise"
	wrongDoer  = "offered, but a step is forbidden to whom it names"
	unmarked   = "offered without a mark, but a step is unstated"
	dearer     = "offered, but a cheaper tier is enough"
	twice      = "offered more than once"
	missing    = "not offered"
	wrongSide  = "turned the wrong way"
)

// compare compares the search with the promise for every action of the pair, and counts the fixes that open and close.
func (q *question) compare() (faults []fault, opening, closing int) {
	n := q.start.scene.Network
	kinds := situation.KindPair{Sender: n.Actor(q.from).Kind}
	if q.to != decision.Nobody {
		kinds.Recipient = n.Actor(q.to).Kind
	}
	var denied []string
	for _, action := range q.start.scene.Set.Applicable(kinds) {
		if q.verdict(q.start, q.from, q.to, action) != decision.Allowed {
			denied = append(denied, action)
			continue
		}
		offered := q.offered(action)
		closing += len(offered.Fixes)
		faults = append(faults, q.named(action, q.compareClosing(action, offered))...)
	}
	found, _ := q.search(denied, false)
	for _, action := range denied {
		promised := found[action]
		maps.Copy(promised, q.sources(action))
		opening += len(promised)
		faults = append(faults, q.named(action, q.compareOpening(action, q.offered(action), promised))...)
	}
	return faults, opening, closing
}

// named adds to faults what was asked.
func (q *question) named(action string, faults []fault) []fault {
	asked := " (--from " + q.id(q.from)
	if q.to != decision.Nobody {
		asked += " --to " + q.id(q.to)
	}
	for i := range faults {
		faults[i].text += asked + " --action " + action + ")"
	}
	return faults
}

// compareOpening compares what is offered with all fixes by the promise.
func (q *question) compareOpening(action string, offered offers, promised fixes) (faults []fault) {
	note := func(kind, class, text string) { faults = append(faults, fault{kind, class, text}) }
	if !offered.Opens {
		note(wrongSide, "opening", "it says that it closes")
	}
	got := map[string][]fix{} // by class
	for _, o := range offered.Fixes {
		w, made := q.edited(q.start, o.edits(), fmt.Sprint(o.Edit))
		if !made {
			note(unmakeable, o.kinds(), o.Text)
			continue
		}
		if q.verdict(w, q.from, q.to, action) != decision.Allowed {
			note(turnsNot, o.kinds(), o.Text)
			continue
		}
		f, ok := promised[w.key]
		if !ok {
			_, reached := q.search([]string{action}, true)
			if reached[w.key] || keyOf(w.scene.Network, nil, nil) == keyOf(q.start.scene.Network, nil, nil) {
				note(tooMuch, o.kinds(), o.Text)
			} else {
				note(forbidden, o.kinds(), o.Text)
			}
			continue
		}
		got[f.class] = append(got[f.class], f)
		if f.set == nil {
			continue // it has no steps
		}
		clean, can := q.carry(f.set, o.doers())[w]
		if !can {
			note(wrongDoer, f.class, o.Text)
		}
		if can && !clean && !slices.ContainsFunc(o.Changes, func(c offerChange) bool { return c.Doubt != "" }) {
			note(unmarked, f.class, o.Text)
		}
	}
	cheapest := map[[2]string]fix{} // by class and third members
	for _, f := range promised {
		key := [2]string{f.class, f.third}
		if known, ok := cheapest[key]; !ok || f.cents < known.cents {
			cheapest[key] = f
		}
	}
	example := map[string]fix{} // by class
	for _, f := range cheapest {
		if known, ok := example[f.class]; !ok || f.text < known.text {
			example[f.class] = f
		}
	}
	for _, class := range slices.Sorted(maps.Keys(example)) {
		switch list := got[class]; {
		case len(list) == 0:
			note(missing, class, example[class].text)
		case len(list) > 1:
			note(twice, class, list[0].text+" and "+list[1].text)
		default:
			if best := cheapest[[2]string{class, list[0].third}]; list[0].cents > best.cents {
				note(dearer, class, list[0].text+", where "+best.text+" is enough")
			}
		}
	}
	return faults
}

// compareClosing looks whether each fix that is offered takes away what is allowed, and none of its proper parts does.
func (q *question) compareClosing(action string, offered offers) (faults []fault) {
	note := func(kind string, o offer) { faults = append(faults, fault{kind, "closing: " + o.kinds(), o.Text}) }
	if offered.Opens {
		faults = append(faults, fault{wrongSide, "closing", "it says that it opens"})
	}
	for _, o := range offered.Fixes {
		// A change has one edit, or one each way between two.
		var changes [][]session.Edit
		number := map[string]int{}
		for _, e := range o.edits() {
			between := []string{e.From, e.To}
			slices.Sort(between)
			what := fmt.Sprint(e.Kind, e.Actor, e.Field, e.Tie, between, e.Question, e.Rule)
			if _, known := number[what]; !known {
				number[what] = len(changes)
				changes = append(changes, nil)
			}
			changes[number[what]] = append(changes[number[what]], e)
		}
		for size := 1; size <= len(changes); size++ {
			for set := range subsets(len(changes), size, func([]int) bool { return true }) {
				var edits []session.Edit
				for _, number := range set {
					edits = append(edits, changes[number]...)
				}
				w, made := q.edited(q.start, edits, fmt.Sprint(edits))
				denied := made && q.verdict(w, q.from, q.to, action) != decision.Allowed
				switch {
				case size < len(changes) && denied:
					note(tooMuch, o)
				case size == len(changes) && !made:
					note(unmakeable, o)
				case size == len(changes) && !denied:
					note(turnsNot, o)
				}
			}
		}
	}
	return faults
}

// tally collects what came of many questions.
type tally struct {
	pairs, opening, closing int
	faults                  map[string]int
}

// hold compares the search with the promise for one pair; to is "" for a sender alone.
func (c *tally) hold(t *testing.T, origin string, text []byte, from, to string) {
	t.Helper()
	l := newLab(t, text)
	i, ok := l.start.scene.Network.Find(from)
	j, okTo := l.start.scene.Network.Find(to)
	if to == "" {
		j, okTo = decision.Nobody, true
	}
	if !ok || !okTo {
		t.Fatalf("%s: there is no %q or no %q", origin, from, to)
	}
	faults, opening, closing := l.question(i, j).compare()
	c.pairs, c.opening, c.closing = c.pairs+1, c.opening+opening, c.closing+closing
	for _, f := range faults {
		key := f.kind + ": " + f.class
		if c.faults[key]++; c.faults[key] == 1 { // one with its scenario is enough to begin with
			t.Errorf("%s: %s: %s\n%s", origin, f.kind, f.text, text)
		}
	}
}

// done says what came of it all.
func (c *tally) done(t *testing.T) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(c.faults)) {
		t.Errorf("%d times %s", c.faults[key], key)
	}
	t.Logf("%d pairs, %d fixes that open by the promise, %d that close", c.pairs, c.opening, c.closing)
	if c.opening+c.closing == 0 {
		t.Error("nothing was compared")
	}
}

// TestFixesOfFewPeople compares the search with the promise where one can see by hand what is to be found.
func TestFixesOfFewPeople(t *testing.T) {
	c := tally{faults: map[string]int{}}
	for number, few := range []struct{ name, from, to, text string }{
		{"strangers", "ana", "ben", `"members": [{"id": "ana"}, {"id": "ben"}]`},
		{"a third who knows the other", "ana", "ben", `"members": [{"id": "ana"}, {"id": "ben"}, {"id": "cara"}], "connections": [["ben", "cara"]]`},
		{"a third who knows neither", "ana", "ben", `"members": [{"id": "ana", "tier": "career"}, {"id": "ben"}, {"id": "cara", "tier": "business"}, {"id": "dev"}]`},
		{"a pending invitation", "ana", "ben", `"members": [{"id": "ana"}, {"id": "ben"}], "invitations": [["ana", "ben"]]`},
		{"a block", "ana", "ben", `"members": [{"id": "ana"}, {"id": "ben", "tier": "career", "credits": 1}], "blocks": [["ana", "ben"], ["ben", "ana"]]`},
		{"opted out", "ana", "ben", `"members": [{"id": "ana", "tier": "recruiter-lite"}, {"id": "ben", "inmail": "nobody"}]`},
		{"the dearest tier, without credits", "ana", "ben", `"members": [{"id": "ana", "tier": "recruiter-corporate"}, {"id": "ben", "inmail": "connections"}]`},
		{"a Page", "page", "ben", `"members": [{"id": "ben"}], "pages": [{"id": "page"}]`},
		{"a Page with a seat", "page", "ben", `"members": [{"id": "ben", "tier": "career", "inmail": "nobody"}], "pages": [{"id": "page", "seats": 1}], "visits": [["ben", "page"]]`},
		{"two Pages", "page", "other", `"pages": [{"id": "page"}, {"id": "other"}]`},
		{"to a Page", "ben", "page", `"members": [{"id": "ben"}], "pages": [{"id": "page"}], "rules": {"base": "article", "readings": {"C19": "unstated"}}`},
		{"an own action", "ana", "", `"members": [{"id": "ana"}, {"id": "ben"}], "connections": [["ana", "ben"]]`},
		{"an own action of a Page", "page", "", `"pages": [{"id": "page"}]`},
		{"a rule of one's own", "ana", "ben", `"members": [{"id": "ana"}, {"id": "ben"}],
			"rules": {"base": "article", "policies": "@id(\"dear\")\n@title(\"The two cheapest send no InMail\")\n@source(\"H1\")\nforbid(principal is Member, action == Action::\"inmail\", resource is Member)\nwhen { principal.tier == Tier::\"career\" || principal.tier == Tier::\"business\" };"}`},
		{"connections", "ana", "ben", `"members": [{"id": "ana", "tier": "career", "credits": 5}, {"id": "ben"}], "connections": [["ana", "ben"]], "wrote": [["ben", "ana"]]`},
		{"a follower", "page", "ben", `"members": [{"id": "ben"}], "pages": [{"id": "page"}], "follows": [["ben", "page"]], "wrote": [["ben", "page"]]`},
	} {
		if runtime.GOOS == "js" && number%7 > 0 {
			continue // WebAssembly takes several times as long, and only has to come to the same
		}
		c.hold(t, few.name, []byte(`{"inroad": 1, `+few.text+`}`), few.from, few.to)
	}
	c.done(t)
}

// TestFixesOfRandomNetworks compares them on random networks. INROAD_PROOF=1 takes many.
func TestFixesOfRandomNetworks(t *testing.T) {
	networks := 6
	switch {
	case os.Getenv("INROAD_PROOF") == "1":
		networks = 300
	case runtime.GOOS == "js":
		networks = 1
	}
	c := tally{faults: map[string]int{}}
	for seed := range uint64(networks) {
		r := rand.New(rand.NewPCG(seed, 7))
		s := randomScene(t, r)
		n := s.Network
		from := r.IntN(n.Len())
		to := ""
		if i := r.IntN(n.Len()); i != from {
			to = n.Actor(i).ID
		}
		c.hold(t, fmt.Sprint("seed ", seed), scenario.Format(s), n.Actor(from).ID, to)
	}
	c.done(t)
}

// randomScene is a scenario of four to six members and one or two Pages.
func randomScene(t *testing.T, r *rand.Rand) *scenario.Scenario {
	s, err := scenario.Empty()
	if err != nil {
		t.Fatal(err)
	}
	often := func(share float64) bool { return r.Float64() < share }
	n := s.Network
	for i := range 4 + r.IntN(3) {
		a := network.Actor{ID: fmt.Sprint("m", i), Name: fmt.Sprint("m", i), Kind: network.Member}
		if often(0.4) {
			a.Tier = network.Tier(1 + r.IntN(len(network.Tiers())-1))
			a.OpenProfile = often(0.2)
		}
		if a.Tier.Premium() && often(0.6) || often(0.1) {
			a.Credits = int64(1 + r.IntN(3))
		}
		if often(0.4) {
			a.InMail = network.Setting(r.IntN(len(network.Settings())))
		}
		n = n.Add(a)
	}
	for i := range 1 + r.IntN(2) {
		n = n.Add(network.Actor{ID: fmt.Sprint("p", i), Name: fmt.Sprint("p", i), Kind: network.Page, Seats: int64(r.IntN(2)), Credits: int64(r.IntN(2))})
	}
	shares := map[network.Tie]float64{
		network.Connection: 0.15, network.Follow: 0.3, network.Visit: 0.3, network.Wrote: 0.15, network.Invitation: 0.1, network.Block: 0.05,
	}
	for _, tie := range network.Ties() {
		for i := range n.Len() {
			for j := range n.Len() {
				s, _ = s.With(n)
				if often(shares[tie]) && s.CheckTie(tie, i, j) == nil {
					n = n.WithTie(tie, i, j)
				}
			}
		}
	}
	s, _ = s.With(n)
	for _, question := range s.Set.Questions {
		if often(0.25) {
			if s, err = s.Read(question.ID, question.Readings[1+r.IntN(len(question.Readings)-1)].Reading); err != nil {
				t.Fatal(err)
			}
		}
	}
	if often(0.3) {
		if s, err = s.Switch(s.Set.Rules[r.IntN(len(s.Set.Rules))].ID, false); err != nil {
			t.Fatal(err)
		}
	}
	return s
}
