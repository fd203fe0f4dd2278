package explanation

import (
	"errors"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// Condition is a condition of a rule and what it came to, in words.
type Condition struct {
	decision.Reason
	Text string // the fact that it saw: "Ana has Premium Career"
	Asks string // what it asks for, which that fact makes true or not: "Ana has a Premium tier"

	within string // Text within a sentence
}

// Holds is "yes", "no" or "not-reached".
func (c Condition) Holds() string {
	switch {
	case !c.Reached:
		return "not-reached"
	case c.Truth == policy.Yes:
		return "yes"
	default:
		return "no"
	}
}

// Conditions explain a decision. A guard (context has ...) that holds is left out: the condition
// that it guards says the same.
func (s Speaker) Conditions(action string, d *decision.Decision) []Condition {
	var list []Condition
	for _, r := range s.Board.Reasons(s.Board.Situation(s.From, s.To), action, d) {
		if r.Truth == policy.Yes && r.Condition.Guard() {
			continue
		}
		text, within := s.saw(r.Condition)
		list = append(list, Condition{r, text, s.ask(r.Condition), within})
	}
	return list
}

// cost says what an allowed action costs: "1 credit"; "" where it costs nothing.
func (s Speaker) cost(cost int64) string { return costOf(s.Board.Set, cost) }

func costOf(set *policy.RuleSet, cost int64) string {
	if cost <= 0 {
		return ""
	}
	return set.Words.Cost(cost)
}

// Short says the outcome in a few words, beside the action's name.
func (s Speaker) Short(action string, d *decision.Decision) string {
	switch d.Verdict {
	case decision.Allowed:
		cost := s.cost(d.Cost)
		if has, ok := s.pays(); ok && cost != "" {
			cost = s.say().LeftAfter(cost, max(has-d.Cost, 0))
		}
		return s.say().ShortAllowed(cost, d.Contested)
	case decision.Forbidden:
		crux, _ := s.crux(action, d)
		return s.say().ShortForbidden(crux)
	default:
		crux, _ := s.crux(action, d)
		return s.say().ShortUnsaid(crux)
	}
}

// pays is how many the sender has of what costs are taken from, if its kind has any.
func (s Speaker) pays() (int64, bool) {
	sender := s.Board.Network.Actor(s.From)
	pays := sender.Kind.Pays()
	if pays == nil {
		return 0, false
	}
	return max(sender.Value(pays).Number, 0), true
}

// crux is the fact that a denial turns on, as a sentence and within one: the last condition of the
// first rule that forbids, or the first that fails of the permit nearest to applying. The last,
// because rules ask for the account first and for what is particular to them last.
func (s Speaker) crux(action string, d *decision.Decision) (text, within string) {
	conditions := s.Conditions(action, d)
	if d.Verdict == decision.Forbidden {
		last := -1
		for i, c := range conditions {
			if c.Rule == d.Rules[0] {
				last = i
			}
		}
		if last < 0 {
			return d.Rules[0].Title, d.Rules[0].Title
		}
		return conditions[last].Text, conditions[last].within
	}
	for _, c := range conditions {
		if c.Holds() == "no" {
			return c.Text, c.within
		}
	}
	return "", ""
}

// verb is an action in a sentence, with whom it is done to.
func (s Speaker) verb(action string) string {
	whom := ""
	if s.To != decision.Nobody {
		whom = s.recipient()
	}
	return s.words().Does(s.action(action), whom)
}

func (s Speaker) action(name string) *world.Action {
	action, _ := s.Board.Set.World.Action(name)
	return action
}

// sourced is the title of a rule, and where it stands.
func (s Speaker) sourced(r *policy.Rule) string {
	if s.Uncited {
		return r.Title
	}
	return s.say().Sourced(r.Title, r.Sources)
}

// Assumptions are the choices that a decision rests on where the source says nothing: made otherwise, they would change it. A
// verdict that nothing is said rests on none.
func Assumptions(board *decision.Board, d *decision.Decision) []policy.Choice {
	if d.Verdict == decision.Unstated {
		return nil
	}
	var list []policy.Choice
	for _, f := range d.Flips {
		q := f.Changes[0].Question
		chosen := policy.Choice{Question: q, Reading: int(board.Readings[q])}
		if len(f.Changes) == 1 && board.Set.Questions[q].Kind == policy.Silence && d.Matters(f.Outcome) && !slices.Contains(list, chosen) {
			list = append(list, chosen)
		}
	}
	return list
}

// Assumed says what a decision rests on where the source says nothing; "" where it rests on nothing of the kind.
func (s Speaker) Assumed(d *decision.Decision) string {
	var list []string
	for _, c := range Assumptions(s.Board, d) {
		q := s.Board.Set.Questions[c.Question]
		list = append(list, s.say().Assumes(s.Board.Set.Source, q.Title, q.Readings[c.Reading].Title))
	}
	return s.say().Text(list...)
}

// Summary says the outcome and its reason in a sentence or two.
func (s Speaker) Summary(action string, d *decision.Decision) string {
	say, text := s.say(), s.Verdict(action, d.Verdict, d.Cost)
	switch d.Verdict {
	case decision.Allowed:
		return say.Text(text, say.Sentence(s.sourced(d.Rules[0])))
	case decision.Forbidden:
		list := []string{text}
		for _, r := range d.Rules {
			list = append(list, say.Sentence(s.sourced(r)))
		}
		crux, _ := s.crux(action, d)
		return say.Text(append(list, say.Sentence(crux))...)
	default:
		for _, c := range s.Conditions(action, d) {
			if c.Holds() == "no" {
				return say.Text(text, say.Nearest(s.sourced(c.Rule), c.within))
			}
		}
		return text
	}
}

// Verdict says an outcome in a sentence: "Ana may send InMail to Ben for 1 credit."
func (s Speaker) Verdict(action string, verdict decision.Verdict, cost int64) string {
	does := s.verb(action)
	switch verdict {
	case decision.Allowed:
		return s.say().May(s.sender(), does, s.cost(cost))
	case decision.Forbidden:
		return s.say().MayNot(s.sender(), does)
	default:
		return s.say().NothingSays(s.sender(), does)
	}
}

// InFull is the summary and what else may be expected of a decision: what contests it, and
// its warnings.
func (s Speaker) InFull(action string, d *decision.Decision) string {
	list := []string{s.Summary(action, d)}
	for _, f := range d.Flips {
		if f.Contests {
			q := s.Board.Set.Questions[f.Changes[0].Question]
			list = append(list, s.say().OtherReading(q.ID, q.Readings[f.Changes[0].Reading].Reading, Outcome(s.Board.Set, f.Outcome)))
		}
	}
	for _, w := range d.Warnings {
		list = append(list, s.say().Warned(s.sourced(w)))
	}
	return s.say().Text(list...)
}

// Headline says whether and how the sender can reach the recipient.
func (s Speaker) Headline(best decision.Way) string {
	say, from, to := s.say(), s.sender(), s.recipient()
	switch best.Mark {
	case decision.Free, decision.Costs:
		return say.CanReach(from, to, s.way(best.Action))
	case decision.Contested:
		d, _ := s.Board.Between(s.From, s.To, best.Action) // a way that is known is decided
		return say.CanProbably(from, s.verb(best.Action), s.Board.Set.Source, !contestedBy(d, decision.Unstated, decision.Forbidden))
	case decision.Undecided:
		return say.ReachUndecided(from, to)
	}
	switch {
	case s.perhaps():
		return say.CannotProbably(from, to, s.Board.Set.Source)
	case best.Mark == decision.Closed:
		return say.CannotReach(from, to)
	default:
		return say.NothingSaysReach(from, to)
	}
}

// contestedBy reports whether the source says one of some verdicts, too.
func contestedBy(d *decision.Decision, verdicts ...decision.Verdict) bool {
	return slices.ContainsFunc(d.Flips, func(f decision.Flip) bool { return f.Contests && slices.Contains(verdicts, f.Verdict) })
}

// perhaps reports whether the source allows, too, one of the ways to reach the recipient that it denies.
func (s Speaker) perhaps() bool {
	kinds := s.Board.Kinds(s.From, s.To)
	return slices.ContainsFunc(s.Board.Set.World.Ways(), func(action *world.Action) bool {
		if !action.Applies(kinds) {
			return false
		}
		d, err := s.Board.Between(s.From, s.To, action.Name)
		return err == nil && contestedBy(d, decision.Allowed)
	})
}

// way is how an action is called as a way to reach somebody.
func (s Speaker) way(action string) string { return s.words().Way(s.action(action)) }

// Detail says why the headline is so: how the two are linked, what the best way costs, or
// what stands in each way.
func (s Speaker) Detail(best decision.Way) string {
	var parts []string
	for _, reason := range s.Because(best) {
		parts = append(parts, reason.Text)
	}
	return s.say().Beside(parts...)
}

// Because is what a detail says, one thing after another.
func (s Speaker) Because(best decision.Way) []Reason {
	var list []Reason
	if link := s.link(); link != "" {
		list = append(list, Reason{OfPath, link})
		s.linked = true
	}
	if best.Action == "" {
		for _, closed := range s.closed() {
			list = append(list, Reason{OfObstacle, closed})
		}
		return list
	}
	d, _ := s.Board.Between(s.From, s.To, best.Action) // a way that is known is decided
	if has, ok := s.pays(); ok && best.Cost > 0 {
		list = append(list, Reason{OfPrice, s.say().Uses(best.Cost, s.words().Cost(has))})
	}
	return append(list, Reason{OfRule, s.sourced(d.Rules[0])})
}

// Reason is one thing that a detail says.
type Reason struct {
	Of   ReasonKind
	Text string
}

// ReasonKind is what a reason is about.
type ReasonKind string

// The kinds: how the two are linked, what the best way takes, the rule that permits it, what stands in the way of others.
const (
	OfPath     ReasonKind = "path"
	OfPrice    ReasonKind = "price"
	OfRule     ReasonKind = "rule"
	OfObstacle ReasonKind = "obstacle"
)

// closed says what stands in the way of each action that would reach the recipient, those
// that the same stands in the way of together.
func (s Speaker) closed() []string {
	type reason struct {
		text, within string
		labels       []string
	}
	var reasons []*reason
	kinds := s.Board.Kinds(s.From, s.To)
	for _, action := range s.Board.Set.World.Ways() {
		if !action.Applies(kinds) {
			continue
		}
		var r reason
		d, err := s.Board.Between(s.From, s.To, action.Name)
		switch {
		case err != nil:
			r.within = Failed(err)
			r.text = s.say().Capital(r.within)
		case d.Verdict == decision.Unstated && action.Way == world.WayAnswer:
			continue // nobody expects to answer what was never said
		default:
			r.text, r.within = s.crux(action.Name, d)
			if d.Verdict == decision.Unstated && r.text == "" {
				r.within = s.say().NothingSaid()
				r.text = s.say().Capital(r.within)
			}
		}
		i := slices.IndexFunc(reasons, func(other *reason) bool { return other.within == r.within })
		if i < 0 {
			i = len(reasons)
			reasons = append(reasons, &r)
		}
		reasons[i].labels = append(reasons[i].labels, action.Label)
	}
	if len(reasons) == 1 {
		return []string{reasons[0].text}
	}
	var list []string
	for _, r := range reasons {
		list = append(list, s.say().Closed(r.labels, r.within))
	}
	return list
}

// Undecided says that there is no answer to an action, and why.
func (s Speaker) Undecided(action string, err error) string {
	return s.say().Undecided(s.sender(), s.verb(action), Failed(err))
}

// Failed says why there is no decision, of a pair that is known.
func Failed(err error) string {
	var failure *decision.Failure
	if errors.As(err, &failure) {
		return failure.Cause()
	}
	return err.Error()
}

// link says how near the two are; "" where no distance is known of them.
func (s Speaker) link() string {
	p, steps := s.distance()
	if p == nil {
		return ""
	}
	return s.words().Link(p, steps, s.through(p, steps))
}

// Path is a shortest way from sender to recipient, both included, along the tie by which link says how near they are; nil where
// it says none.
func (s Speaker) Path() (*world.Tie, []int) {
	p, _ := s.distance()
	if p == nil {
		return nil, nil
	}
	return p.Tie, s.Board.Network.Path(p, s.From, s.To)
}

// distance is the first that is known of the two, and how many steps it is; nil without one.
func (s Speaker) distance() (*world.PairFact, uint8) {
	at := s.Board.Situation(s.From, s.To)
	for _, p := range s.Board.Set.World.Pair {
		if steps := at.Pair.Of(p); p.Distance() && steps > 0 {
			return p, steps
		}
	}
	return nil, 0
}

// Mark says a cell of the matrix in words, for those who cannot see its glyph.
func Mark(set *policy.RuleSet, w decision.Way) string {
	way := ""
	if action, ok := set.World.Action(w.Action); ok {
		way = set.Words.Way(action)
	}
	switch w.Mark {
	case decision.Free, decision.Costs:
		return set.Words.Say.Reachable(way, costOf(set, w.Cost), false)
	case decision.Contested:
		return set.Words.Say.Reachable(way, "", true)
	case decision.Undecided:
		return set.Words.Say.CannotBeDecided()
	default:
		return set.Words.Say.NotReachable(w.Mark == decision.Closed)
	}
}

// Reached says the best way from one to another as Mark does, and that it is assumed where it rests on a choice where the source says
// nothing.
func Reached(board *decision.Board, from, to int) string {
	way := board.Best(from, to)
	text := Mark(board.Set, way)
	if Assumes(board, from, to, way) {
		return board.Set.Words.Say.Assumed(text)
	}
	return text
}

// Assumes reports whether a best way from one to another rests on such a choice.
func Assumes(board *decision.Board, from, to int, way decision.Way) bool {
	if way.Action == "" {
		return false
	}
	d, _ := board.Between(from, to, way.Action) // a way that is known is decided
	return Assumptions(board, d) != nil
}

// Way says a best way as Mark does, and of a contested one what it costs.
func Way(set *policy.RuleSet, w decision.Way) string {
	action, ok := set.World.Action(w.Action)
	if !ok || w.Mark != decision.Contested {
		return Mark(set, w)
	}
	return set.Words.Say.Reachable(set.Words.Way(action), costOf(set, w.Cost), true)
}

// Outcome says a verdict and its cost: "allowed for 1 credit".
func Outcome(set *policy.RuleSet, o decision.Outcome) string {
	if o.Verdict != decision.Allowed {
		return set.Words.Say.Outcome(o.Verdict.String(), "")
	}
	return set.Words.Say.Outcome(o.Verdict.String(), costOf(set, o.Cost))
}

// Caption is the line below an actor's name.
func Caption(set *policy.RuleSet, a network.Actor) string {
	var parts []string
	if a.Kind.Caption == world.Always {
		parts = append(parts, a.Kind.Label)
	}
	for _, attribute := range a.Kind.Attributes {
		value := a.Value(attribute)
		if attribute.Caption == world.Never || attribute.Caption == world.IfSet && value == attribute.Default() && !brings(a, attribute) {
			continue
		}
		if caption := set.Words.Caption(attribute, value); caption != "" {
			parts = append(parts, caption)
		}
	}
	return set.Words.Say.Beside(parts...)
}

// brings reports whether a value of the actor brings some of an attribute.
func brings(a network.Actor, of *world.Attribute) bool {
	return slices.ContainsFunc(a.Kind.Attributes, func(by *world.Attribute) bool {
		n, ok := by.Brings(a.Value(by), of.Name)
		return ok && n > 0
	})
}

// Tie says a tie in a sentence, given how everybody is called.
func Tie(set *policy.RuleSet, names []string, t *world.Tie, p network.Pair) string {
	return set.Words.Tie(t, names[p.From], names[p.To])
}

// Advice are the source's tips for an allowed action of a kind of sender.
func Advice(set *policy.RuleSet, action string, sender *world.Kind) []policy.Advice {
	var list []policy.Advice
	for _, a := range set.Advice {
		if slices.Contains(a.Actions, action) && (a.Sender == "" || a.Sender == sender.Type) {
			list = append(list, a)
		}
	}
	return list
}

// Verdict says a decision in a word or two: "allowed for 1 credit, contested".
func Verdict(set *policy.RuleSet, d *decision.Decision) string {
	if d.Contested {
		return set.Words.Say.Contested(Outcome(set, d.Outcome))
	}
	return Outcome(set, d.Outcome)
}

// Flip says that an outcome changed: "Ana → Ben, InMail: was forbidden, is allowed".
func (s Speaker) Flip(action string, before, after *decision.Decision) string {
	return s.say().WasIs(s.pair(action), Verdict(s.Board.Set, before), Verdict(s.Board.Set, after))
}

func (s Speaker) pair(action string) string {
	return Pair(s.Board.Network, s.Board.Set, s.From, s.To, action)
}

// Pair names two actors and an action: "Ana → Ben, InMail". To may be decision.Nobody.
func Pair(n *network.Network, set *policy.RuleSet, from, to int, action string) string {
	whom, label := "", ""
	if to != decision.Nobody {
		whom = Called(set, n, to)
	}
	if a, ok := set.World.Action(action); ok {
		label = a.Label
	}
	return set.Words.Say.Pairing(Called(set, n, from), whom, label)
}

// Readings names readings that a check is asked under: " (C1 read as “summary”)".
func Readings(set *policy.RuleSet, choices []policy.Choice) string {
	if len(choices) == 0 {
		return ""
	}
	var list []string
	for _, choice := range choices {
		q := set.Questions[choice.Question]
		list = append(list, set.Words.Say.ReadAs(q.ID, q.Readings[choice.Reading].Reading))
	}
	return set.Words.Say.UnderReadings(list)
}

// Rest says what an outcome is, and what it would be under another reading.
func (s Speaker) Rest(action string, d *decision.Decision, f decision.Flip) string {
	q := s.Board.Set.Questions[f.Changes[0].Question]
	return s.say().RestsOn(s.pair(action), Outcome(s.Board.Set, d.Outcome), q.Readings[f.Changes[0].Reading].Reading, Outcome(s.Board.Set, f.Outcome))
}
