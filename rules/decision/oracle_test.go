package decision_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// The oracle says the article's rules a second time, in plain Go, the slow and obvious
// way, from what was settled about them and not from the policies. Engine and oracle are
// compared on everything that can be: if they agree, a mistake must have been made twice.

// readings are the chosen reading of each question.
type readings struct {
	C1, C2, C6, C7, C10, C12, C13, C14, C15, C16, C17, C18, C19, C21, C26, C27 string
}

// with are the readings with one chosen differently.
func (r readings) with(question, reading string) readings {
	*map[string]*string{
		"C1": &r.C1, "C2": &r.C2, "C6": &r.C6, "C7": &r.C7, "C10": &r.C10, "C12": &r.C12, "C13": &r.C13, "C14": &r.C14,
		"C15": &r.C15, "C16": &r.C16, "C17": &r.C17, "C18": &r.C18, "C19": &r.C19, "C21": &r.C21, "C26": &r.C26, "C27": &r.C27,
	}[question] = reading
	return r
}

// answer is what the oracle says of one action.
type answer struct {
	verdict           string
	cost              int64
	sources, warnings string
}

// facts are a situation as the oracle reads it.
type facts struct {
	sender, recipient actor
	degree            uint8

	follows, visited, wrote, written, invited, blocked bool
}

// actor is one side; what its kind does not have is empty.
type actor struct {
	kind, tier, inmail   string
	credits, sent, seats int64
}

// reader takes facts out of situations by the names that the article's schema gives them.
type reader struct {
	attributes map[*world.Kind]named
	pair       map[string]*world.PairFact
}

// named are the attributes that the oracle looks at; nil where a kind has none of the name.
type named struct{ tier, inmail, credits, sent, seats *world.Attribute }

func newReader(w *world.World) *reader {
	r := &reader{map[*world.Kind]named{}, map[string]*world.PairFact{}}
	for _, k := range w.All() {
		of := func(name string) *world.Attribute {
			a, _ := k.Attribute(name)
			return a
		}
		r.attributes[k] = named{of("tier"), of("inmail"), of("credits"), of("sentInmails"), of("seats")}
	}
	for _, p := range w.Pair {
		r.pair[p.Name] = p
	}
	return r
}

func (r *reader) read(s situation.Situation) facts {
	of := func(name string) uint8 { return s.Pair.Of(r.pair[name]) }
	return facts{
		sender: r.actor(s.Sender), recipient: r.actor(s.Recipient), degree: of("degree"),
		follows: of("recipientFollows") == 1, visited: of("recipientVisited") == 1,
		wrote: of("recipientWrote") == 1, written: of("senderWrote") == 1,
		invited: of("recipientInvited") == 1, blocked: of("blocked") == 1,
	}
}

func (r *reader) actor(p situation.Party) actor {
	number := func(a *world.Attribute) int64 {
		if a == nil {
			return 0
		}
		return p.Value(a).Number
	}
	choice := func(a *world.Attribute) string {
		switch {
		case a == nil:
			return ""
		case a.Enum != nil:
			return a.Enum.Values[number(a)].Value
		default:
			return a.Values[number(a)]
		}
	}
	has := r.attributes[p.Kind]
	return actor{p.Kind.Type, choice(has.tier), choice(has.inmail), number(has.credits), number(has.sent), number(has.seats)}
}

// oracle decides an action between two parties.
func oracle(s facts, action string, r readings) answer {
	sender, recipient := s.sender, s.recipient
	free, premium := sender.tier == "free", sender.tier != "free"
	between := sender.kind == "Member" && recipient.kind == "Member"
	toPage := sender.kind == "Member" && recipient.kind == "Page"
	fromPage := sender.kind == "Page" && recipient.kind == "Member"
	alone := recipient.kind == "Directory"
	page := sender.kind == "Page"

	follows, visited := s.follows, s.visited
	wrote, written := s.wrote, s.written
	blocked := s.blocked
	connected, second, far := s.degree == 1, s.degree == 2, s.degree > 2
	similar := r.C14 == "similar"

	var permits, forbids []string
	cost := int64(-1)
	permit := func(price int64, sources ...string) {
		if blocked {
			return
		}
		permits = append(permits, sources...)
		if cost < 0 || price < cost {
			cost = price
		}
	}
	forbid := func(sources ...string) { forbids = append(forbids, sources...) }

	if blocked && r.C16 == "opt-out" {
		forbid("A35", "A40")
	}
	switch action {
	case "message":
		switch {
		case between && free:
			switch {
			case connected:
				permit(0, "A3")
			case second && r.C1 == "list":
				permit(0, "A4")
			case second:
				forbid("A38a")
			case far:
				forbid("A10")
			}
		case between:
			inside := connected || second && r.C1 == "list"
			switch {
			case inside && r.C6 == "inherit" && connected:
				permit(0, "A3")
			case inside && r.C6 == "inherit":
				permit(0, "A4")
			case !inside && r.C17 == "unrestricted":
				permit(0, "A17")
			}
		case toPage && r.C19 == "allowed":
			permit(0, "C19")
		case fromPage:
			known := false
			if follows {
				known = true
				permit(0, "A24")
			}
			if wrote {
				known = true // the exception of A26, whichever way C27 is read
				if r.C27 == "allowed" {
					permit(0, "A26")
				}
			}
			if visited && r.C12 == "lead" {
				known = true
				permit(0, "A23")
			}
			if written && r.C26 == "any-conversation" {
				known = true
				permit(0, "A28")
			}
			if !known {
				forbid("A26")
			}
		}
	case "reply":
		switch {
		case !wrote:
		case between && connected:
			permit(0, "A3")
		case between && second && r.C1 == "list":
			permit(0, "A4")
		case between || toPage:
			if r.C18 == "allowed" {
				permit(0, "C18")
			}
			if r.C18 == "own-network" && free {
				forbid("C18")
			}
		case fromPage:
			permit(0, "A25")
		}
	case "inmail":
		switch {
		case between && free:
			forbid("A7", "A12")
		case between:
			if connected && r.C10 == "free" {
				permit(0, "A16")
			} else {
				permit(1, "A16", "A12")
				if sender.credits == 0 {
					forbid("A18")
				}
			}
			if recipient.inmail == "connections" && !connected {
				forbid("A19")
			}
			if recipient.inmail == "nobody" {
				forbid("A35")
			}
		case fromPage:
			bound := r.C15 == "apply"
			price := int64(0)
			if bound {
				price = 1
			}
			if sender.seats > 0 && !follows {
				permit(price, "A27")
			}
			if similar {
				permit(price, "A28")
			}
			if r.C13 == "summary" && !follows && !wrote && !written {
				forbid("A28")
			}
			if bound && (sender.seats > 0 || similar) {
				if sender.credits == 0 {
					forbid("A18")
				}
				if recipient.inmail == "connections" {
					forbid("A19")
				}
				if recipient.inmail == "nobody" {
					forbid("A35")
				}
			}
		}
	case "invite":
		if between && !connected {
			if free && r.C2 == "none" {
				forbid("A5", "A6")
			}
			if premium && r.C7 == "contrast" {
				permit(0, "A5")
			}
		}
	case "accept-invite":
		if s.invited && (free || r.C6 == "inherit") {
			permit(0, "A6")
		}
	case "view-full-profile":
		switch {
		case between && free && connected && r.C21 == "own-network":
			permit(0, "C21")
		case between && free:
			forbid("A13")
		case between:
			permit(0, "A13")
		case fromPage && similar:
			permit(0, "A28")
		}
	case "read-receipt":
		switch {
		case between && free:
			forbid("A15")
		case between:
			permit(0, "A15")
		case fromPage && similar:
			permit(0, "A28")
		}
	case "advanced-search":
		switch {
		case alone && page && similar:
			permit(0, "A28")
		case alone && !page && free:
			forbid("A14")
		case alone && !page:
			permit(0, "A14")
		}
	case "introduce":
		if between && second {
			permit(0, "A41")
		}
	}

	switch {
	case len(forbids) > 0:
		return answer{verdict: "forbidden", sources: set(forbids)}
	case len(permits) == 0:
		return answer{verdict: "unstated"}
	}
	var warnings []string
	if action == "inmail" && between && sender.sent >= 25 {
		warnings = append(warnings, "A20")
	}
	reaches := action == "message" || action == "reply" || action == "invite" || action == "inmail"
	if reaches && recipient.kind == "Member" && recipient.inmail != "anyone" {
		warnings = append(warnings, "A39a")
	}
	return answer{"allowed", cost, set(permits), set(warnings)}
}

func set(list []string) string {
	slices.SortFunc(list, policy.BySource)
	return strings.Join(slices.Compact(list), " ")
}

// contradictions are the questions on which the article says both; all others are silences.
var contradictions = []string{"C1", "C2", "C12", "C13", "C17", "C26"}

// other is one or two readings chosen differently, and what all readings are then.
type other struct {
	choices  [][2]string
	readings readings
}

// others lists the single and the double changes of readings, in the order of the
// questions.
func others(r readings, questions []policy.Question) (single, double []other) {
	var number []int
	for i, q := range questions {
		for _, reading := range q.Readings {
			if then := r.with(q.ID, reading.Reading); then != r {
				single = append(single, other{[][2]string{{q.ID, reading.Reading}}, then})
				number = append(number, i)
			}
		}
	}
	for i, a := range single {
		for j := i + 1; j < len(single); j++ {
			if number[i] != number[j] {
				b := single[j].choices[0]
				double = append(double, other{[][2]string{a.choices[0], b}, a.readings.with(b[0], b[1])})
			}
		}
	}
	return single, double
}

// flips lists what other readings would decide, and whether one of them contests.
func (c *comparison) flips(s facts, action string, now answer) (list []string, contested bool) {
	differs := func(a answer) bool { return a.verdict != now.verdict || a.cost != now.cost }
	for _, o := range c.single {
		then := oracle(s, action, o.readings)
		if !differs(then) {
			continue
		}
		list = append(list, fmt.Sprint(o.choices, then.verdict, then.cost))
		turned := (then.verdict == "allowed") != (now.verdict == "allowed") || then.cost != now.cost
		contested = contested || turned && slices.Contains(contradictions, o.choices[0][0])
	}
	if list != nil {
		return list, contested
	}
	for _, o := range c.double {
		if then := oracle(s, action, o.readings); differs(then) {
			return []string{fmt.Sprint(o.choices, then.verdict, then.cost)}, false
		}
	}
	return nil, false
}

// comparison holds an engine against the oracle under one choice of readings.
type comparison struct {
	set      *policy.RuleSet
	engine   *decision.Engine
	reader   *reader
	readings readings
	single   []other
	double   []other
	said     map[*decision.Decision]answer // what each decision comes to, made once
	every    int                           // it compares every fourth situation, say; 1 is all
	passed   int
	compared int
	failures int
}

func compare(set *policy.RuleSet, chosen policy.Readings) *comparison {
	c := &comparison{set: set, engine: decision.New(set, chosen), reader: newReader(set.World), every: 1, said: map[*decision.Decision]answer{}}
	for i, q := range set.Questions {
		c.readings = c.readings.with(q.ID, q.Readings[chosen[i]].Reading)
	}
	c.single, c.double = others(c.readings, set.Questions)
	return c
}

// over compares every action in every situation of a lens; with all, what other readings
// would decide is compared too.
func (c *comparison) over(t *testing.T, lens situation.Lens, all bool) {
	for _, kinds := range c.set.World.Pairs() {
		actions := c.set.Applicable(kinds)
		for s := range c.set.Space.All(lens, kinds) {
			if c.passed++; c.passed%c.every > 0 {
				continue
			}
			seen := c.reader.read(s)
			for _, action := range actions {
				c.compared++
				if problem := c.one(t, s, seen, action, all); problem != "" {
					t.Errorf("%s, %+v, %v: %s", action, seen, c.readings, problem)
					if c.failures++; c.failures > 20 {
						t.FailNow()
					}
				}
			}
		}
	}
}

// one compares one action in one situation, which the oracle sees as facts, and says what differs.
func (c *comparison) one(t *testing.T, s situation.Situation, seen facts, action string, all bool) string {
	d, err := c.engine.Decide(s, action)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := c.said[d]
	if !ok {
		got = answer{d.Verdict.String(), d.Cost, strings.Join(d.Sources(), " "), strings.Join(d.WarningSources(), " ")}
		c.said[d] = got
	}
	want := oracle(seen, action, c.readings)
	if got != want {
		return fmt.Sprintf("the engine says %+v, the oracle %+v", got, want)
	}
	if !all {
		return ""
	}
	list, contested := c.flips(seen, action, want)
	var listed []string
	for _, f := range d.Flips {
		var choices [][2]string
		for _, change := range f.Changes {
			q := c.set.Questions[change.Question]
			choices = append(choices, [2]string{q.ID, q.Readings[change.Reading].Reading})
		}
		listed = append(listed, fmt.Sprint(choices, f.Verdict.String(), f.Cost))
	}
	if !slices.Equal(list, listed) || contested != d.Contested {
		return fmt.Sprintf("the engine lists %v (contested %t), the oracle %v (%t)", listed, d.Contested, list, contested)
	}
	return ""
}

func article(t testing.TB) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load("article")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// everyFact looks at every fact but free text, also those that no rule of the article
// looks at, and cuts numbers more finely than the rules do.
func everyFact(w *world.World) situation.Lens {
	return numbersCut(w, map[world.Side]map[string][]int64{
		world.Sender:    {"credits": {1, 2}, "sentInmails": {24, 25}, "seats": {1, 2}},
		world.Recipient: {"credits": {1}, "sentInmails": {25}, "seats": {1}},
	})
}

// eachFactOnce looks at the same, but for the recipient's numbers, and cuts numbers as the
// rules do.
func eachFactOnce(w *world.World) situation.Lens {
	return numbersCut(w, map[world.Side]map[string][]int64{world.Sender: {"credits": {1}, "sentInmails": {25}, "seats": {1}}})
}

// numbersCut looks at every fact whose values can be listed: of the numbers, at those that are cut.
func numbersCut(w *world.World, cuts map[world.Side]map[string][]int64) situation.Lens {
	lens := situation.Lens{Cuts: map[*world.Fact][]int64{}}
	for _, f := range w.Facts() {
		if f.IsNumber() {
			if list, ok := cuts[f.Side][f.Attribute.Name]; ok {
				lens.Facts, lens.Cuts[f] = lens.Facts.With(f), list
			}
		} else if !f.IsText() {
			lens.Facts = lens.Facts.With(f)
		}
	}
	return lens
}

// everyFlip are the default readings and every single reading chosen otherwise.
func everyFlip(set *policy.RuleSet) []policy.Readings {
	list := []policy.Readings{set.Defaults()}
	for q, question := range set.Questions {
		for r := 1; r < len(question.Readings); r++ {
			list = append(list, set.Defaults().With(policy.Choice{Question: q, Reading: r}))
		}
	}
	return list
}

// TestOracle compares engine and oracle in every situation that the rules tell apart under the default readings, with what
// other readings would decide, and whether they contest; and in every fourth situation under every single reading flipped
// and a few random choices.
//
// With INROAD_PROOF set (make proof) it compares all of it: in every situation, all facts told apart, under the default
// readings and under every single reading flipped, with what other readings would decide; and under 200 random choices of
// readings in every situation that the rules tell apart.
func TestOracle(t *testing.T) {
	set := article(t)
	choices := everyFlip(set)
	whole := os.Getenv("INROAD_PROOF") != ""
	combinations, flipped := 3, 1
	if whole {
		combinations, flipped = 200, len(choices)
	}
	r := rand.New(rand.NewPCG(7, 8))
	for range combinations {
		readings := set.Defaults()
		for q, question := range set.Questions {
			readings[q] = uint8(r.IntN(len(question.Readings)))
		}
		choices = append(choices, readings)
	}
	compared := make([]int, len(choices))
	t.Run("readings", func(t *testing.T) {
		for i, readings := range choices {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				c := compare(set, readings)
				if !whole && i > 0 {
					c.passed, c.every = i, 4
				}
				c.over(t, set.Lens(), i < flipped)
				switch {
				case whole && i == 0:
					c.over(t, everyFact(set.World), false)
				case whole && i < flipped:
					c.over(t, eachFactOnce(set.World), false)
				}
				compared[i] = c.compared
			})
		}
	})
	total := 0
	for _, n := range compared {
		total += n
	}
	t.Logf("%d decisions compared under %d choices of readings", total, len(choices))
	if whole && !t.Failed() {
		promised(t, total, len(choices))
	}
}

// promised holds the numbers that the documentation gives against those of the proof.
func promised(t *testing.T, decisions, choices int) {
	t.Helper()
	page, err := os.ReadFile("../../web/docs/engine.md")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`([\d,]+) decisions under (\d+) choices of readings`).FindStringSubmatch(string(page))
	got := []string{strconv.Itoa(decisions), strconv.Itoa(choices)}
	if said == nil || !slices.Equal([]string{strings.ReplaceAll(said[1], ",", ""), said[2]}, got) {
		t.Errorf("web/docs/engine.md says %q, the proof compared %v", said, got)
	}
}

// TestOracleSeesEveryRule switches each rule off in turn: the comparison must notice, or it
// would not have noticed a mistake in that rule either.
func TestOracleSeesEveryRule(t *testing.T) {
	set := article(t)
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		without := set.Without([]string{r.ID})
		c := compare(without, set.Defaults().With(r.Needs...))
		noticed := false
	search:
		for _, kinds := range set.World.Pairs() {
			for s := range set.Space.All(set.Lens(), kinds) {
				seen := c.reader.read(s)
				for _, action := range r.Actions() {
					if set.Applies(action, kinds) && c.one(t, s, seen, action, false) != "" {
						noticed = true
						break search
					}
				}
			}
		}
		if !noticed {
			t.Errorf("without %s, engine and oracle agree everywhere", r.ID)
		}
	}
}
