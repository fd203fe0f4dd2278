package words

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"inroad/rules/spelling"
)

// English is the language of the words.en.json of a set.
type English struct{}

func either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// behind puts something behind a text, if there is anything.
func behind(text, join, more string) string {
	if more == "" {
		return text
	}
	return text + join + more
}

func (*English) Count(n int64, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	default:
		return strconv.FormatInt(n, 10) + " " + noun + "s"
	}
}

func (*English) Zero(noun string) string { return "0 " + noun + "s" }

func (*English) Article(noun string) string { return spelling.A(noun) }

func (*English) Capital(text string) string {
	if text == "" {
		return ""
	}
	runes := []rune(text)
	return strings.ToUpper(string(runes[0])) + string(runes[1:])
}

// Lower leaves a label with another capital its own, as InMail has one.
func (*English) Lower(label string) string {
	runes := []rune(label)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && !unicode.IsSpace(runes[i-1]) {
			return label
		}
	}
	if len(runes) == 0 {
		return ""
	}
	return strings.ToLower(string(runes[0])) + string(runes[1:])
}

func (*English) Quoted(label string) string { return "“" + label + "”" }

// Sentence adds a full stop, unless a name or a question at the end brings a mark of its own.
func (*English) Sentence(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

func (*English) Placed(place, text string) string { return place + ": " + text }

func (*English) Text(sentences ...string) string {
	text := ""
	for _, sentence := range sentences {
		if text == "" {
			text = sentence
		} else {
			text = behind(text, " ", sentence)
		}
	}
	return text
}

func (*English) List(items ...string) string { return strings.Join(items, ", ") }

func (*English) And(items ...string) string { return strings.Join(items, " and ") }

func (e *English) Or(items ...string) string {
	last := len(items) - 1
	if last < 1 {
		return e.List(items...)
	}
	return e.List(items[:last]...) + " or " + items[last]
}

func (*English) Clauses(list ...string) string { return strings.Join(list, ", and ") }

func (*English) Series(list ...string) string { return strings.Join(list, "; ") }

func (*English) Beside(parts ...string) string { return strings.Join(parts, " · ") }

func (*English) GivenName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

func (*English) NameAndID(name, id string) string { return name + " (" + id + ")" }

func (*English) Anybody() string { return "anybody" }

func (*English) CostNoun() string { return "credit" }

func (e *English) HasNo(who, label string) string { return who + " has no " + e.Lower(label) }

func (e *English) IsSet(who, label string, set bool) string {
	return e.Quoted(label) + either(set, " is set for ", " is not set for ") + who
}

func (*English) Has(who, amount string) string { return who + " has " + amount }

func (e *English) TextIs(who, label, text string) string {
	return "the " + e.Lower(label) + " of " + who + " is " + strconv.Quote(text)
}

func (e *English) ValueIs(who, label, value string, is bool) string {
	return "the " + e.Lower(label) + " of " + who + either(is, " is ", " is not ") + value
}

// comparisons are how a number is compared with another; of !=, what it is not.
var comparisons = map[string]string{"==": "exactly", "!=": "exactly", "<": "fewer than", "<=": "at most", ">": "more than", ">=": "at least"}

func (*English) HasCompared(who, operator, amount string) string {
	return who + either(operator == "!=", " does not have ", " has ") + comparisons[operator] + " " + amount
}

func (e *English) NumberCompared(who, label, operator, number string) string {
	return e.ValueIs(who, label, strings.Replace(comparisons[operator], "fewer", "less", 1)+" "+number, operator != "!=")
}

func (e *English) StepsCompared(who, whom, operator string, steps int64) string {
	return who + " and " + whom + " are " + either(operator == "!=", "not ", "") + comparisons[operator] + " " + e.Count(steps, "step") + " apart"
}

func (*English) Linked(who, whom, label string) string {
	return who + " and " + whom + " are linked: " + label
}

func (*English) DoesTie(who, whom, label string) string { return who + " " + label + " " + whom }

func (e *English) Stands(who, whom, label string, stands bool) string {
	return e.Quoted(label) + either(stands, " stands between ", " does not stand between ") + who + " and " + whom
}

func (*English) NotSo(clause string) string { return "it is not so that " + clause }

func (*English) LinkedTo(label string) string { return "is linked (" + label + ") to" }

func (e *English) Between(label string, mutual bool, kinds [][2]string) string {
	var list []string
	for _, pair := range kinds {
		list = append(list, either(mutual, "between ", "from ")+e.Article(pair[0])+either(mutual, " and ", " to ")+e.Article(pair[1]))
	}
	return e.Quoted(label) + " is " + strings.Join(list, " or ")
}

func (e *English) AttributeOf(who, label string, yesNo bool) string {
	return either(yesNo, e.Quoted(label), e.Lower(label)) + " of " + who
}

func (e *English) TieOf(who, whom, label string, mutual, made bool) string {
	return either(made, label, "take back "+e.Quoted(label)) + ": " + who + either(mutual, " and ", " → ") + whom
}

func (e *English) Brought(who, amount, value string) string {
	return who + " now has " + amount + ", which " + e.Quoted(value) + " brings."
}

func (*English) GaveWay(law string) string { return "Something gave way: " + law + "." }

func (*English) NoDistance(who, whom string) string {
	return "there is no distance between " + who + " and " + whom
}

func (*English) Further(who, whom string, steps int64) string {
	return fmt.Sprintf("%s and %s are further apart than %d steps", who, whom, steps)
}

func (*English) Apart(who, whom string, steps int64, through string) string {
	return who + " and " + whom + " are " + stepsApart(steps, through)
}

func stepsApart(steps int64, through string) string {
	said := fmt.Sprintf("%d steps apart", steps)
	if through != "" {
		said += ", through " + through
	}
	return said
}

func (*English) NotLinkedWithin(steps int64) string {
	return fmt.Sprintf("Not linked within %d steps", steps)
}

func (*English) StepsApart(steps int64, through string) string { return stepsApart(steps, through) }

func (*English) To(does, whom string) string { return does + " " + whom }

func (*English) StepOf(who, does string) string { return who + ": " + does }

func (e *English) Sets(who, label string, set bool) string {
	return who + either(set, " sets ", " unsets ") + e.Quoted(label)
}

func (*English) ComesToHave(who, amount string) string { return who + " comes to have " + amount }

func (e *English) ChangesTo(who, label, value string) string {
	return who + " changes the " + e.Lower(label) + " to " + value
}

func (*English) TakesBack(who, tie string) string { return who + " takes back: " + tie }

func (*English) AnotherAmount(unit string, more bool) string {
	return either(more, "more ", "fewer ") + unit + "s"
}

func (e *English) AnotherValue(label string) string { return "another " + e.Lower(label) }

func (e *English) TakenBack(label string) string { return e.Quoted(label) + " taken back" }

func (e *English) FlagCaption(label string, set bool) string {
	return either(set, "", "not ") + e.Lower(label)
}

func (e *English) PriceOf(price, money string, brings []string) string {
	return behind(price+" "+money, " · ", e.List(brings...))
}

// notSaid is the verdict that is called otherwise than on the wire.
const notSaid = "not said"

func verdictSaid(verdict string) string { return either(verdict == "unstated", notSaid, verdict) }

func (e *English) Outcome(verdict, cost string) string {
	return behind(verdictSaid(verdict), " ", e.For(cost))
}

func (*English) Contested(outcome string) string { return "probably " + outcome }

func (*English) ShortAllowed(cost string, contested bool) string {
	return behind("allowed", " · ", cost) + either(contested, " · unclear", "")
}

func (*English) ShortForbidden(fact string) string { return "forbidden · " + fact }

func (*English) ShortUnsaid(fact string) string { return behind(notSaid, " · ", fact) }

func (*English) LeftAfter(cost string, left int64) string {
	return fmt.Sprintf("%s, %d left after", cost, left)
}

func (*English) For(cost string) string {
	if cost == "" {
		return ""
	}
	return "for " + cost
}

func (e *English) Sourced(rule string, sources []string) string {
	if len(sources) == 0 {
		return rule
	}
	return rule + " (" + e.List(sources...) + ")"
}

func (e *English) May(who, does, cost string) string {
	return e.Sentence(behind(who+" may "+does, " ", e.For(cost)))
}

func (e *English) MayNot(who, does string) string { return e.Sentence(who + " may not " + does) }

func (*English) NothingSays(who, does string) string {
	return "Nothing says that " + who + " may " + does + ", so the answer is no."
}

func (e *English) Nearest(rule, fact string) string {
	return e.Sentence("What comes nearest: "+rule) + " " + e.Sentence("But "+fact)
}

func (e *English) OtherReading(question, reading, outcome string) string {
	return "Unclear: the source says yes and no. Read " + question + " as " + e.Quoted(reading) + " and it is " + outcome + "."
}

func (*English) Assumed(outcome string) string { return outcome + ", assumed" }

func (e *English) Assumes(source, question, reading string) string {
	return "Assumed, for " + named(source) + " does not say: " + question + " " + e.Sentence(reading)
}

// named is a source within a sentence.
func named(source string) string { return cmp.Or(source, "the source") }

func (e *English) Warned(rule string) string { return e.Sentence("Warning: " + rule) }

func (*English) CannotBeDecided() string { return "cannot be decided, a rule fails" }

func (e *English) Undecided(who, does, cause string) string {
	return e.Sentence("Whether "+who+" may "+does+" cannot be decided") + " " + e.Sentence(e.Capital(cause))
}

func (*English) HasID(who, id string) string { return who + " has the id " + strconv.Quote(id) }

func (*English) IsCalled(who, name string) string { return who + " is called " + strconv.Quote(name) }

func (*English) CanReach(who, whom, way string) string {
	return who + " can reach " + whom + " by " + way
}

func (*English) CanProbably(who, does, source string, costs bool) string {
	return who + " can probably " + does + ": " + named(source) + either(costs, " names two costs", " says both yes and no")
}

func (*English) CannotProbably(who, whom, source string) string {
	return who + " can probably not reach " + whom + ": " + named(source) + " says both yes and no"
}

func (*English) ReachUndecided(who, whom string) string {
	return "Whether " + who + " can reach " + whom + " cannot be decided"
}

func (*English) CannotReach(who, whom string) string { return who + " cannot reach " + whom }

func (*English) NothingSaysReach(who, whom string) string {
	return "Nothing says that " + who + " can reach " + whom
}

func (*English) Uses(n int64, of string) string { return fmt.Sprintf("uses %d of %s", n, of) }

func (*English) NothingSaid() string { return "nothing is said of it" }

func (e *English) Closed(actions []string, fact string) string {
	return e.List(actions...) + ": " + fact
}

func (e *English) Reachable(way, cost string, contested bool) string {
	return behind("reachable by "+way, " ", e.For(cost)) + either(contested, ", unclear", "")
}

func (*English) ReachableSomehow(contested bool) string {
	return "reachable in one of many more ways" + either(contested, ", unclear", "")
}

func (*English) NotReachable(forbidden bool) string {
	return either(forbidden, "not reachable, forbidden", "not reachable, not said")
}

func (*English) Pairing(who, whom, action string) string {
	return behind(behind(who, " → ", whom), ", ", action)
}

func (*English) WasIs(pair, was, is string) string { return pair + ": was " + was + ", is " + is }

func (e *English) ReadAs(question, reading string) string {
	return question + " read as " + e.Quoted(reading)
}

func (e *English) UnderReadings(readings []string) string { return " (" + e.List(readings...) + ")" }

func (*English) Rest(n int, question string) string {
	switch n {
	case 0:
		return "No answer here rests on how " + question + " is read"
	case 1:
		return "1 answer rests on how " + question + " is read"
	default:
		return fmt.Sprintf("%d answers rest on how %s is read", n, question)
	}
}

func (e *English) RestsOn(pair, outcome, reading, other string) string {
	return pair + ": " + outcome + "; read as " + e.Quoted(reading) + ": " + other
}

func (e *English) Changed(opened, closed, other int) string {
	return e.changes("changed", opened, closed, other)
}

func (e *English) WouldChange(opened, closed, other int) string {
	return e.changes("would change", opened, closed, other)
}

// changes says how many answers changed, and to what where that is yes or no: "3 answers changed: 2 to yes, 1 to no".
func (e *English) changes(changed string, opened, closed, other int) string {
	all := opened + closed + other
	var parts []string
	for _, part := range []struct {
		n  int
		to string
	}{{opened, " to yes"}, {closed, " to no"}, {other, " in another way"}} {
		if part.n > 0 {
			parts = append(parts, strconv.Itoa(part.n)+part.to)
		}
	}
	text := e.Count(int64(all), "answer") + " " + changed
	switch {
	case all == 0:
		return "No answer " + changed
	case len(parts) > 1:
		return text + ": " + e.List(parts...)
	case opened == all || closed == all:
		return text + either(opened > 0, " to yes", " to no")
	default:
		return text
	}
}

func (*English) Sender() string { return "the sender" }

func (*English) Recipient() string { return "the recipient" }

// ruleFacts is the most facts that the title of a rule names.
const ruleFacts = 3

func (e *English) RuleTitle(action string, permits bool, facts []string) string {
	title := action + either(permits, " is allowed", " is forbidden")
	if more := len(facts) - ruleFacts; more > 0 {
		facts = append(facts[:ruleFacts:ruleFacts], e.Count(int64(more), "other condition")+either(more == 1, " holds", " hold"))
	}
	return behind(title, " when ", e.Clauses(facts...))
}

func (e *English) Stays(pair, verdict string, rules []string) string {
	if verdict == "unstated" {
		return e.Sentence(pair + " stays " + notSaid)
	}
	text := e.Sentence(pair + " stays " + verdict + ": " + strings.Join(rules, "; "))
	return text + either(verdict == "forbidden", " A rule that forbids wins over every rule that allows.", "")
}

func (e *English) FixReading(question, reading, title, readingTitle string) string {
	return "Read it otherwise: " + title + " " + readingTitle + " (" + question + ", " + reading + ")"
}

func (*English) FixRule(id, rule string) string {
	return "Switch off a rule: " + rule + " (" + id + ")"
}

func (*English) NotSaidWhether(who, does string) string {
	return "nothing says whether " + who + " may " + does
}

func (*English) Spends(who, cost string) string { return who + " spends " + cost }

func (e *English) ThenMay(who, does, cost string, contested bool) string {
	return behind("Then "+who+" may "+does, " ", e.For(cost)) + either(contested, ", though that is unclear", "")
}

func (*English) ThenMayNot(who, does string) string { return "Then " + who + " may no longer " + does }

func (*English) Price(amount, money string, more bool) string {
	return amount + either(more, " more ", " ") + money
}

func (*English) UnnamedPrice() string { return "a price that the source does not name" }

func (*English) Free() string { return "free" }

func (e *English) OtherOutcomes(n int) string {
	if n == 0 {
		return "changes no other answer"
	}
	return "changes " + e.Count(int64(n), "other answer")
}

func (*English) FixTitle(who, does string, opens bool) string {
	return either(opens, "What would allow ", "What would no longer allow ") + who + " to " + does
}

func (*English) Reach(whom string) string { return "reach " + whom }

func (e *English) NoFix(most int, tried []string, questions bool) string {
	source := either(questions, "other readings and switched-off rules", "switched-off rules")
	if len(tried) == 0 {
		return fmt.Sprintf("There is nothing for anybody to change here. None found among up to %d %s.", most, source)
	}
	return fmt.Sprintf("None found among sets of up to %[1]d of these changes: %[2]s%[3]s. None among up to %[1]d %[4]s either.",
		most, e.List(tried...), either(questions, ", and one other reading of the source", ""), source)
}

func (e *English) Limits(free bool, spared string, most int) string {
	var list []string
	if free {
		list = append(list, "without paying")
	}
	if spared != "" {
		list = append(list, "with nothing asked of "+spared)
	}
	if most > 0 {
		list = append(list, "in at most "+e.Count(int64(most), "step"))
	}
	return e.List(list...)
}

func (*English) Within(title, limits string) string { return title + ", " + limits }

func (*English) NoFixWithin(limits string, beyond int) string {
	return fmt.Sprintf("None found %s. Without limits there %s %d.", limits, either(beyond == 1, "is", "are"), beyond)
}

func (*English) FixLine(number int, fix, price, others, then string, doubts []string) string {
	line := fmt.Sprintf("%3d. %s (%s, %s). %s.", number, fix, price, others, then)
	for _, doubt := range doubts {
		line += " " + doubt + "."
	}
	return line
}

func (*English) Add(who string) string { return "add " + who }

func (*English) Remove(who string) string { return "remove " + who }

func (*English) Rename(who string) string { return "rename " + who }

func (*English) Move(who string) string { return "move " + who }

func (*English) MoveSome(n int) string { return fmt.Sprintf("move %d actors", n) }

func (e *English) Read(question, reading string) string {
	return "read " + question + " as " + e.Quoted(reading)
}

func (*English) Switch(rule string, on bool) string {
	return either(on, "switch on ", "switch off ") + rule
}

func (*English) Rebase(set string) string { return "rules of " + set }

func (*English) World() string { return "change own world" }

func (*English) RenameTo(name, to string) string {
	return "Rename “" + name + "” to “" + to + "”"
}

func (*English) Rewrite() string { return "change own rules" }

func (*English) Retitle() string { return "change the title" }

func (*English) Describe() string { return "change the description" }

func (*English) Expect() string { return "add a check" }

func (*English) Unexpect() string { return "remove a check" }

func (*English) Replace() string { return "open another scenario" }

func (e *English) Together(edits []string) string {
	const few = 3
	if len(edits) <= few {
		return e.List(edits...)
	}
	return fmt.Sprintf("%s and %d more", e.List(edits[:few-1]...), len(edits)-few+1)
}

func (e *English) Lost(things []string) string {
	return "Gone, for it has no place there: " + e.List(things...) + "."
}

func (*English) LostReading(question string) string { return "the reading of " + question }

func (*English) LostPolicies(mistake string) string {
	return "your own policies, which cannot be read there: " + mistake
}

func (*English) LostSwitch(rule string) string { return "the rule " + rule + ", which is switched off" }

func (e *English) LostChecks(n int) string { return e.Count(int64(n), "check") }

func (e *English) InChecks(action string, n int) string {
	return action + ", in " + e.Count(int64(n), "check")
}

func (e *English) LostSources(checks int) string {
	return "the sources that " + e.Count(int64(checks), "check") + " named"
}

func (e *English) NoPlaceUnder(set string, things []string) string {
	return "“" + set + "” has no place for " + e.And(things...) + "."
}

func (*English) InSet(title string) string { return ", by “" + title + "”" }

func (*English) AnsweredAs(action, outcome string) string { return action + " is " + outcome }

func (e *English) AnswersOtherwise(set string, outcomes []string, more, lost int) string {
	if more > 0 {
		outcomes = append(outcomes, strconv.Itoa(more)+" more")
	}
	unaware := ""
	if lost > 0 {
		unaware = ", which does not know " + e.Count(int64(lost), "thing") + " here,"
	}
	return "“" + set + "”" + unaware + " answers otherwise: " + e.Series(outcomes...) + "."
}

func (*English) LostValue(attribute string) string { return "the " + attribute }

func (*English) SetOn(attribute, who string) string { return attribute + ", set on " + who }

func (e *English) LostTies(n int, label string) string {
	return e.Count(int64(n), "tie") + " " + e.Quoted(label)
}

func (*English) Several(n int, kind string) string { return strconv.Itoa(n) + " " + kind }

func (e *English) ChecksWent(who string, n int) string {
	return e.Capital(e.Count(int64(n), "check")) + " went with " + who + "."
}

func (e *English) Result(verdict string, contested *bool, cost *int64, sources, warnings []string) string {
	var parts []string
	if verdict != "" {
		parts = append(parts, verdictSaid(verdict))
	}
	if contested != nil {
		parts = append(parts, clarity(*contested))
	}
	if cost != nil {
		parts = append(parts, "cost "+strconv.FormatInt(*cost, 10))
	}
	if sources != nil {
		parts = append(parts, "sources "+codes(sources))
	}
	if warnings != nil {
		parts = append(parts, "warnings "+codes(warnings))
	}
	return e.List(parts...)
}

func clarity(contested bool) string { return either(contested, "unclear", "clear") }

// codes are sources by their numbers.
func codes(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, " ")
}

func (*English) Expected(want, got string) string { return "expected " + want + ", got " + got }

func (*English) ExpectedContested(want, got bool) string {
	return "expected " + clarity(want) + ", got " + clarity(got)
}

func (*English) ExpectedCost(want, got int64) string {
	return fmt.Sprintf("expected a cost of %d, got %d", want, got)
}

func (*English) ExpectedSource(want string, got []string) string {
	return "expected " + want + " among the sources, got " + codes(got)
}

func (*English) ExpectedWarnings(want, got []string) string {
	return "expected the warnings " + codes(want) + ", got " + codes(got)
}

func (*English) Generated(model string, actors, seed int) string {
	return fmt.Sprintf("%s of %d actors, seed %d", either(model == "small-world", "A small world", "A network with hubs"), actors, seed)
}

func (*English) NoValue() string { return "none" }

func (*English) YesNo(yes bool) string { return either(yes, "yes", "no") }

func (e *English) ReachOfAll(actors, reached, pairs int) string {
	return fmt.Sprintf("%s. Of %s that a way is offered to, %d have one: %s.", e.Capital(e.Count(int64(actors), "actor")), e.Count(int64(pairs), "pair"), reached, share(reached, pairs))
}

func (e *English) ReachOfGroup(actors, reached, pairs int) string {
	return fmt.Sprintf("%s %s %s of %s each, %s", e.Count(int64(actors), "actor"), either(actors == 1, "reaches", "reach"), ratio(reached, actors), ratio(pairs, actors), share(reached, pairs))
}

func (*English) ReachOf(who string, reached, pairs int) string {
	return fmt.Sprintf("%s reaches %d of %d, %s", who, reached, pairs, share(reached, pairs))
}

func (*English) PairsBy(pairs int, how string) string { return fmt.Sprintf("%d %s", pairs, how) }

func (e *English) OpensMost(who, tie string, opened, closed int) string {
	return fmt.Sprintf("The tie that would help most%s: %s. It reaches %s.", behind("", " for ", who), tie, more(opened, closed))
}

func (*English) OpensNothing(who string) string {
	return "No tie more would help" + behind("", " "+who, "") + "."
}

func (e *English) Tried(tried, possible, beyond int, exact bool) string {
	text := fmt.Sprintf("%s could be made; %d %s tried", e.Capital(e.Count(int64(possible), "tie")), tried, either(tried == 1, "was", "were"))
	if exact {
		return text + ", and no other can gain more."
	}
	return text + fmt.Sprintf(", those that promise most. Another may gain more, but none more than %d.", beyond)
}

func (e *English) WorthOf(value, price, money string, now bool, reached, pairs, opened, closed int) string {
	if price == "" {
		price, money = e.UnnamedPrice(), ""
	}
	text := fmt.Sprintf("%s, %s: reaches %d of %d", value, behind(price, " ", money), reached, pairs)
	if now {
		return text + ", as now"
	}
	return text + fmt.Sprintf(", %s", more(opened, closed))
}

func (e *English) ReachedBy(who string, reaching, senders int) string {
	switch {
	case senders == 0:
		return e.Sentence("There is nobody here who could try to reach " + who)
	case reaching == 0:
		return e.Sentence(fmt.Sprintf("None of %d can reach %s", senders, who))
	default:
		return e.Sentence(fmt.Sprintf("%d of %d can reach %s", reaching, senders, who))
	}
}

func (e *English) Admits(who string, opened, closed, otherwise []string) string {
	var sentences []string
	say := func(names []string, clause string) {
		if len(names) > 0 {
			sentences = append(sentences, e.Sentence(e.some(names)+" "+clause))
		}
	}
	say(opened, "could reach "+who+", too")
	say(closed, "could no longer reach "+who)
	say(otherwise, either(len(otherwise) == 1, "has another best way", "have another best way"))
	if sentences == nil {
		return "Changes nothing for anybody."
	}
	return e.Text(sentences...)
}

func (e *English) LetsIn(names []string) string {
	if len(names) == 0 {
		return "As it is, it lets nobody in."
	}
	return e.Sentence("As it is, it lets in " + e.some(names))
}

func (e *English) NoSettingMatters(who string, settings []string) string {
	return e.Sentence(e.List(settings...) + ": no other value changes who can reach " + who)
}

// some are the first few of a list of names, and how many more there are.
func (e *English) some(names []string) string {
	const most = 4
	if len(names) > most+1 {
		return fmt.Sprintf("%s and %d more", e.List(names[:most]...), len(names)-most)
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return e.And(e.List(names[:last]...), names[last])
}

// more says how many are reached beside those of before, and how many no longer.
func more(opened, closed int) string {
	text := either(opened == 0, "none", strconv.Itoa(opened)) + " more"
	if closed > 0 {
		text += " and " + strconv.Itoa(closed) + " fewer"
	}
	return text
}

// ratio is how many there are for each, to a tenth.
func ratio(n, of int) string {
	tenths := 0
	if of > 0 {
		tenths = (20*n + of) / (2 * of)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

func share(n, of int) string { return ratio(100*n, of) + " %" }

func (e *English) Network(actors int) string {
	return "A network of " + e.Count(int64(actors), "actor")
}

func (*English) Named(name, caption string) string { return behind(name, ", ", caption) }

func (*English) Reaches(who string) string { return "How " + who + " can reach everybody else" }

func (*English) Headed(headline, detail string) string { return behind(headline+".", " ", detail) }

func (e *English) LookingAs(who string, others []string) string {
	return "Looking as " + who + ". " + e.Series(others...) + "."
}

func (*English) Reached(who, how string) string { return who + ": " + how }

func (*English) NoWebAddress(text string) string {
	return strconv.Quote(text) + " is no web address: give the playground's, https://… or http://…, or a path from the page"
}

func (*English) NoActionOfOwn(who string) string {
	return who + " has no action of its own; name a recipient"
}

func (e *English) NoActionBetween(kind, other string) string {
	return "no action is offered from " + e.Article(kind) + " to " + e.Article(other)
}
