package explanation

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
)

// Condition is a condition of a rule and what it came to, in words.
type Condition struct {
	decision.Reason
	Text string // the fact that it saw: "Ana has Premium Career"
	Asks string // what it asks for, which that fact makes true or not: "Ana has a Premium tier"
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

// Conditions explain a decision. A guard (context has degree) that holds is left out:
// the condition that it guards says the same.
func (s Speaker) Conditions(action string, d *decision.Decision) []Condition {
	var list []Condition
	for _, r := range s.Board.Reasons(s.Board.Situation(s.From, s.To), action, d) {
		if r.Truth == policy.Yes && strings.Contains(r.Condition.Text, " has ") {
			continue
		}
		list = append(list, Condition{r, s.Condition(r.Condition), s.ask(r.Condition)})
	}
	return list
}

// Credits says what an allowed action costs: "for 1 credit"; "" where it costs nothing.
func Credits(cost int64) string {
	if cost == 0 {
		return ""
	}
	return "for " + Count(cost, "credit")
}

// Short says the outcome in a few words, beside the action's name.
func (s Speaker) Short(action string, d *decision.Decision) string {
	switch d.Verdict {
	case decision.Allowed:
		words := "allowed"
		if d.Cost > 0 {
			left := s.Board.Network.Actor(s.From).Credits - d.Cost
			words += fmt.Sprintf(" · %s, %d left after", Count(d.Cost, "credit"), max(left, 0))
		}
		if d.Contested {
			words += " · depends on the reading"
		}
		return words
	case decision.Forbidden:
		return "forbidden · " + s.crux(action, d)
	default:
		words := "not said"
		if crux := s.crux(action, d); crux != "" {
			words += " · " + crux
		}
		return words
	}
}

// crux is the fact that a denial turns on: the last condition of the first rule that
// forbids, or the first that fails of the permit nearest to applying. The last, because
// rules ask for the account first and for what is particular to them last.
func (s Speaker) crux(action string, d *decision.Decision) string {
	conditions := s.Conditions(action, d)
	if d.Verdict == decision.Forbidden {
		last := -1
		for i, c := range conditions {
			if c.Rule == d.Rules[0] {
				last = i
			}
		}
		if last < 0 {
			return d.Rules[0].Title
		}
		return conditions[last].Text
	}
	for _, c := range conditions {
		if c.Holds() == "no" {
			return c.Text
		}
	}
	return ""
}

func (s Speaker) verb(action string) string {
	i, _ := s.Board.Set.Action(action)
	verb := s.Board.Set.Actions[i].Verb
	if s.To == decision.Nobody {
		return verb
	}
	return verb + " " + s.recipient()
}

func sourced(r *policy.Rule) string {
	if len(r.Sources) == 0 {
		return r.Title
	}
	return r.Title + " (" + strings.Join(r.Sources, ", ") + ")"
}

// Summary says the outcome and its reason in a sentence or two.
func (s Speaker) Summary(action string, d *decision.Decision) string {
	does := s.verb(action)
	switch d.Verdict {
	case decision.Allowed:
		cost := ""
		if d.Cost > 0 {
			cost = " " + Credits(d.Cost)
		}
		return sentence(fmt.Sprintf("%s may %s%s", s.sender(), does, cost)) + " " + sentence(sourced(d.Rules[0]))
	case decision.Forbidden:
		text := sentence(fmt.Sprintf("%s may not %s", s.sender(), does))
		for _, r := range d.Rules {
			text += " " + sentence(sourced(r))
		}
		return text + " " + sentence(s.crux(action, d))
	default:
		text := fmt.Sprintf("Nothing says that %s may %s, so the answer is no.", s.sender(), does)
		for _, c := range s.Conditions(action, d) {
			if c.Holds() == "no" {
				return text + " " + sentence("What comes nearest: "+sourced(c.Rule)) + " " + sentence("But "+lower(c.Text))
			}
		}
		return text
	}
}

// InFull is the summary and what else may be expected of a decision: what contests it, and
// its warnings.
func (s Speaker) InFull(action string, d *decision.Decision) string {
	text := s.Summary(action, d)
	for _, f := range d.Flips {
		if f.Contests {
			q := s.Board.Set.Questions[f.Changes[0].Question]
			text += fmt.Sprintf(" Read %s as “%s” and it is %s: the source contradicts itself.", q.ID, q.Readings[f.Changes[0].Reading].Reading, Outcome(f.Outcome))
		}
	}
	for _, w := range d.Warnings {
		text += " " + sentence("Warning: "+sourced(w))
	}
	return text
}

// sentence ends a text with a full stop, unless a name at its end brings one.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// lower undoes a sentence's capital where the first word is not a name.
func lower(sentence string) string {
	for _, word := range []string{"There ", "Neither "} {
		if strings.HasPrefix(sentence, word) {
			return strings.ToLower(sentence[:1]) + sentence[1:]
		}
	}
	return sentence
}

// Headline says whether and how the sender can reach the recipient.
func (s Speaker) Headline(best decision.Way) string {
	from, to := s.sender(), s.recipient()
	switch best.Mark {
	case decision.Free, decision.Costs:
		return fmt.Sprintf("%s can reach %s by %s", from, to, way(best.Action))
	case decision.Contested:
		return fmt.Sprintf("Whether %s can reach %s depends on the reading", from, to)
	case decision.Undecided:
		return fmt.Sprintf("Whether %s can reach %s cannot be decided", from, to)
	case decision.Closed:
		return fmt.Sprintf("%s cannot reach %s", from, to)
	default:
		return fmt.Sprintf("Nothing says that %s can reach %s", from, to)
	}
}

// way is how an action is called as a way to reach somebody.
func way(action string) string {
	if action == "inmail" {
		return "InMail"
	}
	return action
}

// Detail says why the headline is so: how the two are linked, what the best way costs, or
// what stands in each way.
func (s Speaker) Detail(best decision.Way) string {
	at := s.Board.Situation(s.From, s.To)
	sender := s.Board.Network.Actor(s.From)
	var parts []string
	if at.Degree > 0 {
		parts = append(parts, s.link(at.Degree))
	}
	if best.Action != "" {
		d, _ := s.Board.Between(s.From, s.To, best.Action) // a way that is known is decided
		if best.Cost > 0 {
			parts = append(parts, fmt.Sprintf("uses %d of %s", best.Cost, Count(sender.Credits, "credit")))
		}
		if best.Mark == decision.Contested {
			parts = append(parts, fmt.Sprintf("by %s, if %s", way(best.Action), s.inForce(d)))
		}
		parts = append(parts, sourced(d.Rules[0]))
		return strings.Join(parts, " · ")
	}
	return strings.Join(append(parts, s.closed()...), " · ")
}

// closed says what stands in the way of each action that would reach the recipient, those
// that the same stands in the way of together.
func (s Speaker) closed() []string {
	labels := map[string][]string{}
	var reasons []string
	for _, action := range decision.Ways() {
		if !s.Board.Set.Applies(action, s.Board.Kinds(s.From, s.To)) {
			continue
		}
		var reason string
		d, err := s.Board.Between(s.From, s.To, action)
		switch {
		case err != nil:
			reason = Failed(err)
		case d.Verdict == decision.Unstated && action == "reply":
			continue // nobody expects to reply to what was never written
		default:
			reason = s.crux(action, d)
			if d.Verdict == decision.Unstated && reason == "" {
				reason = "nothing is said of it"
			}
		}
		if labels[reason] == nil {
			reasons = append(reasons, reason)
		}
		i, _ := s.Board.Set.Action(action)
		labels[reason] = append(labels[reason], s.Board.Set.Actions[i].Label)
	}
	for i, reason := range reasons {
		if len(reasons) == 1 {
			return []string{capital(reason)}
		}
		reasons[i] = strings.Join(labels[reason], ", ") + ": " + lower(reason)
	}
	return reasons
}

// CannotBeDecided says in a few words that there is no answer.
const CannotBeDecided = "cannot be decided, a rule fails"

// Undecided says that there is no answer to an action, and why.
func (s Speaker) Undecided(action string, err error) string {
	return sentence(fmt.Sprintf("Whether %s may %s cannot be decided", s.sender(), s.verb(action))) + " " + sentence(capital(Failed(err)))
}

// Failed says why there is no decision, of a pair that is known.
func Failed(err error) string {
	var failure *decision.Failure
	if errors.As(err, &failure) {
		return failure.Error()
	}
	return err.Error()
}

// inForce names the readings that a contested decision rests on.
func (s Speaker) inForce(d *decision.Decision) string {
	var list []string
	for _, f := range d.Flips {
		if f.Contests {
			q := s.Board.Set.Questions[f.Changes[0].Question]
			list = append(list, q.ID+" is read as “"+q.Readings[s.Board.Readings[f.Changes[0].Question]].Reading+"”")
		}
	}
	return strings.Join(slices.Compact(list), " and ")
}

// link says how near two members are.
func (s Speaker) link(degree uint8) string {
	switch degree {
	case 1:
		return "Connected"
	case 2:
		if through := s.through(); through != "" {
			return "2nd degree, through " + through
		}
		return "2nd degree"
	case 3:
		return "3rd degree"
	default:
		return "Not linked within three steps"
	}
}

// Mark says a cell of the matrix in words, for those who cannot see its glyph.
func Mark(w decision.Way) string {
	by := way(w.Action)
	switch w.Mark {
	case decision.Free:
		return "reachable by " + by
	case decision.Costs:
		return "reachable by " + by + " " + Credits(w.Cost)
	case decision.Contested:
		return "reachable by " + by + " under one reading"
	case decision.Undecided:
		return CannotBeDecided
	case decision.Closed:
		return "not reachable, a rule forbids it"
	default:
		return "not reachable, nothing permits it"
	}
}

// Outcome says a verdict and its cost: "allowed for 1 credit".
func Outcome(o decision.Outcome) string {
	if o.Verdict == decision.Allowed && o.Cost > 0 {
		return "allowed " + Credits(o.Cost)
	}
	return o.Verdict.String()
}

// Caption is the line below an actor's name.
func Caption(set *policy.RuleSet, a network.Actor) string {
	var parts []string
	if a.Kind == network.Page {
		parts = append(parts, "Page")
		if a.Seats > 0 {
			parts = append(parts, Count(a.Seats, "recruiter seat"))
		}
	} else {
		parts = append(parts, set.Tier(a.Tier).Label)
	}
	if a.Credits > 0 || a.Kind == network.Member && a.Tier.Premium() {
		parts = append(parts, Count(a.Credits, "credit"))
	}
	switch a.InMail {
	case network.Connections:
		parts = append(parts, "InMail: connections")
	case network.Nobody:
		parts = append(parts, "no InMail")
	}
	return strings.Join(parts, " · ")
}

// Setting is how an InMail setting is called in a form.
func Setting(s network.Setting) string {
	return [...]string{"Anyone", "Connections only", "Nobody"}[s]
}

// Tie says a tie in a sentence, given how everybody is called.
func Tie(names []string, t network.Tie, p network.Pair) string {
	from, to := names[p.From], names[p.To]
	switch t {
	case network.Connection:
		return from + " and " + to + " are connected"
	case network.Follow:
		return from + " follows " + to
	case network.Visit:
		return from + " has visited " + to
	case network.Wrote:
		return from + " has written to " + to
	case network.Invitation:
		return from + " has invited " + to
	default:
		return from + " has blocked " + to
	}
}

// Advice are the source's tips for an allowed action of a kind of sender.
func Advice(set *policy.RuleSet, action string, sender network.Kind) []policy.Advice {
	kind := strings.ToLower(sender.String())
	var list []policy.Advice
	for _, a := range set.Advice {
		if slices.Contains(a.Actions, action) && (a.Sender == kind || a.Sender == "any") {
			list = append(list, a)
		}
	}
	return list
}

// Verdict says a decision in a word or two: "allowed for 1 credit, contested".
func Verdict(d *decision.Decision) string {
	if d.Contested {
		return Outcome(d.Outcome) + ", contested"
	}
	return Outcome(d.Outcome)
}

// Flip says that an outcome changed: "Ana → Ben, InMail: was forbidden, is allowed".
func (s Speaker) Flip(action string, before, after *decision.Decision) string {
	return fmt.Sprintf("%s: was %s, is %s", s.pair(action), Verdict(before), Verdict(after))
}

func (s Speaker) pair(action string) string {
	return Pair(s.Board.Network, s.Board.Set, s.From, s.To, action)
}

// Pair names two actors and an action: "Ana → Ben, InMail". To may be decision.Nobody.
func Pair(n *network.Network, set *policy.RuleSet, from, to int, action string) string {
	i, _ := set.Action(action)
	text := Called(n, from)
	if to != decision.Nobody {
		text += " → " + Called(n, to)
	}
	return text + ", " + set.Actions[i].Label
}

// Readings names readings that a check is asked under: " (C1 read as “summary”)".
func Readings(set *policy.RuleSet, choices []policy.Choice) string {
	if len(choices) == 0 {
		return ""
	}
	var list []string
	for _, choice := range choices {
		q := set.Questions[choice.Question]
		list = append(list, q.ID+" read as “"+q.Readings[choice.Reading].Reading+"”")
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// Rests counts the outcomes that rest on how a question is read.
func Rests(n int, question string) string {
	switch n {
	case 0:
		return "No answer here rests on how " + question + " is read"
	case 1:
		return "1 answer rests on how " + question + " is read"
	default:
		return fmt.Sprintf("%d answers rest on how %s is read", n, question)
	}
}

// Rest says what an outcome is, and what it would be under another reading.
func (s Speaker) Rest(action string, d *decision.Decision, f decision.Flip) string {
	q := s.Board.Set.Questions[f.Changes[0].Question]
	return fmt.Sprintf("%s: %s; read as “%s”: %s", s.pair(action), Outcome(d.Outcome), q.Readings[f.Changes[0].Reading].Reading, Outcome(f.Outcome))
}
