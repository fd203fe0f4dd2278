package words

import "inroad/rules/diagnostic"

// Language is how messages are said. A method is a message and its parameters what it is about: names, numbers, labels
// of what is declared, clauses of a rule set and other messages. Another language is another type with these methods,
// beside the words that a set has in it.
//
// What is declared is said by the words of its rule set; who does something is "who", to whom is "whom", and does is
// what somebody does: "message Ben". A cost that is "" is none.
type Language interface {
	// Diagnostic says what is wrong or odd, and what to do where that alone does not say it. What of it is a part of
	// other messages is said in the same way.
	Diagnostic(m *diagnostic.Message) (text, note string)
	// About says what something is that may be written in the texts of a rule set: a word of rules as "permit", one of the
	// schema as "schema entity", an annotation with what it stands before as "tie @ends", a field of set.json or words.en.json
	// as "values.price".
	About(key string) string

	// Term is one of the engine's own words by its key, and what it means, in a sentence or two.
	Term(key string) (name, meaning string)

	// Grammar.
	Count(n int64, noun string) string // "no credits", "1 credit", "3 credits"
	Zero(noun string) string           // 0 as a number like others: "0 credits"
	Article(noun string) string        // "a doctor"
	Capital(text string) string        // begins a sentence
	Lower(label string) string         // a label within a sentence
	Quoted(label string) string
	Sentence(text string) string      // ends a sentence
	Placed(place, text string) string // what is said of a place: "line 3, column 4: unknown field"
	Text(sentences ...string) string  // one behind the other; "" is none
	List(items ...string) string      // "Message, InMail"
	And(items ...string) string       // "an InMail credit and a badge"
	Or(items ...string) string        // "permit or forbid"
	Clauses(list ...string) string    // "Ana is a member, and Ben is one"
	Series(list ...string) string     // things that are done or doubted: "Ana does this; Ben does that"
	Beside(parts ...string) string    // what stands side by side: "Connected · uses 1 of 3 credits"
	GivenName(name string) string     // how a person is called among people of other given names
	NameAndID(name, id string) string
	Anybody() string
	CostNoun() string // what costs are counted in where no set says it

	// What is declared, by its label, where a rule set has no words for it.
	HasNo(who, label string) string
	IsSet(who, label string, set bool) string
	Has(who, amount string) string
	TextIs(who, label, text string) string
	ValueIs(who, label, value string, is bool) string
	HasCompared(who, operator, amount string) string
	NumberCompared(who, label, operator, number string) string
	StepsCompared(who, whom, operator string, steps int64) string
	Linked(who, whom, label string) string
	DoesTie(who, whom, label string) string
	Stands(who, whom, label string, stands bool) string
	NotSo(clause string) string
	LinkedTo(label string) string
	Between(label string, mutual bool, kinds [][2]string) string // a tie, and which kinds of actor may have it
	AttributeOf(who, label string, yesNo bool) string
	TieOf(who, whom, label string, mutual, made bool) string
	Brought(who, amount, value string) string
	GaveWay(law string) string
	NoDistance(who, whom string) string
	Further(who, whom string, steps int64) string
	Apart(who, whom string, steps int64, through string) string // through are those between, as And says them; "" where nobody is known
	NotLinkedWithin(steps int64) string
	StepsApart(steps int64, through string) string
	To(does, whom string) string
	StepOf(who, does string) string
	Sets(who, label string, set bool) string
	ComesToHave(who, amount string) string
	ChangesTo(who, label, value string) string
	TakesBack(who, tie string) string
	AnotherAmount(unit string, more bool) string
	AnotherValue(label string) string
	TakenBack(label string) string
	FlagCaption(label string, set bool) string
	PriceOf(price, money string, brings []string) string

	// A decision. A verdict is named as on the wire: "allowed", "forbidden", "unstated".
	Outcome(verdict, cost string) string
	Contested(outcome string) string
	ShortAllowed(cost string, contested bool) string
	ShortForbidden(fact string) string
	ShortUnsaid(fact string) string
	LeftAfter(cost string, left int64) string
	For(cost string) string
	Sourced(rule string, sources []string) string
	May(who, does, cost string) string
	MayNot(who, does string) string
	NothingSays(who, does string) string
	Nearest(rule, fact string) string
	OtherReading(question, reading, outcome string) string // it contests a decision
	Assumed(outcome string) string
	Assumes(source, question, reading string) string // what the source, which may be "", leaves open, and what is taken for its answer
	Warned(rule string) string
	CannotBeDecided() string
	Undecided(who, does, cause string) string
	HasID(who, id string) string
	IsCalled(who, name string) string

	// Whether one can reach another. A way is an action: "InMail".
	CanReach(who, whom, way string) string
	// CanProbably and CannotProbably are said where the source, which is "" where it has no name, says yes and no, or names two costs.
	CanProbably(who, does, source string, costs bool) string
	CannotProbably(who, whom, source string) string
	ReachUndecided(who, whom string) string
	CannotReach(who, whom string) string
	NothingSaysReach(who, whom string) string
	Uses(n int64, of string) string
	NothingSaid() string
	Closed(actions []string, fact string) string
	Reachable(way, cost string, contested bool) string
	ReachableSomehow(contested bool) string // where there are too many ways and costs to tell which
	NotReachable(forbidden bool) string

	// Outcomes side by side.
	Pairing(who, whom, action string) string // whom and action may be ""
	WasIs(pair, was, is string) string
	ReadAs(question, reading string) string
	UnderReadings(readings []string) string
	Rest(n int, question string) string
	RestsOn(pair, outcome, reading, other string) string
	Changed(opened, closed, other int) string
	WouldChange(opened, closed, other int) string

	// Rules that are composed.
	Sender() string
	Recipient() string
	RuleTitle(action string, permits bool, facts []string) string
	Stays(pair, verdict string, rules []string) string // an outcome, whatever an edit does

	// Fixes.
	FixReading(question, reading, title, readingTitle string) string
	FixRule(id, rule string) string
	NotSaidWhether(who, does string) string
	Spends(who, cost string) string
	ThenMay(who, does, cost string, contested bool) string
	ThenMayNot(who, does string) string
	Price(amount, money string, more bool) string
	Free() string
	UnnamedPrice() string // of a value that has none in the source
	OtherOutcomes(n int) string
	FixTitle(who, does string, opens bool) string
	Reach(whom string) string
	NoFix(most int, tried []string, questions bool) string // questions: the source leaves some open
	Limits(free bool, spared string, most int) string      // spared is who is asked nothing, "" for none; most is the number of steps, 0 for any
	Within(title, limits string) string
	NoFixWithin(limits string, beyond int) string // beyond: how many there are without the limits, 1 at least
	FixLine(number int, fix, price, others, then string, doubts []string) string

	// The names of edits, as undo and redo buttons say them, and what edits did besides.
	Add(who string) string
	Remove(who string) string
	Rename(who string) string
	Move(who string) string
	MoveSome(n int) string
	Read(question, reading string) string
	Switch(rule string, on bool) string
	Rebase(set string) string
	World() string                   // the rules that the scenario carries change
	RenameTo(name, to string) string // an offer, where a name is no longer there and another is
	Rewrite() string
	Retitle() string
	Describe() string
	Expect() string
	Unexpect() string
	Replace() string
	Together(edits []string) string
	Lost(things []string) string // under another rule set
	LostReading(question string) string
	LostPolicies(mistake string) string // of the user's own
	LostSwitch(rule string) string      // it was switched off
	LostChecks(n int) string
	InChecks(action string, n int) string // what so many checks ask about an action
	LostSources(checks int) string        // what so many checks say of sources and warnings
	NoPlaceUnder(set string, things []string) string
	InSet(title string) string // behind a check
	AnsweredAs(action, outcome string) string
	AnswersOtherwise(set string, outcomes []string, more, lost int) string // lost: so many things have no place there
	LostValue(attribute string) string                                     // an attribute as the edit of it is named: "company of Ana"
	SetOn(attribute, who string) string                                    // the same by its label, in a line by itself: "Company, set on 2 members"
	LostTies(n int, label string) string
	Several(n int, kind string) string // a kind by its list in a file: "2 pages"
	ChecksWent(who string, n int) string

	// Checks. What is nil a check does not look at.
	Result(verdict string, contested *bool, cost *int64, sources, warnings []string) string
	Expected(want, got string) string
	ExpectedContested(want, got bool) string
	ExpectedCost(want, got int64) string
	ExpectedSource(want string, got []string) string
	ExpectedWarnings(want, got []string) string

	// Networks by chance, and what whole networks come to.
	Generated(model string, actors, seed int) string      // the title of a scenario
	NoValue() string                                      // of an attribute that is absent, in a list of values
	YesNo(yes bool) string                                // a value of an attribute that holds or does not, in such a list
	ReachOfAll(actors, reached, pairs int) string         // of so many ordered pairs
	ReachOfGroup(actors, reached, pairs int) string       // of those that begin with one of the actors
	ReachOf(who string, reached, pairs int) string        // who may be a value that somebody could have
	PairsBy(pairs int, how string) string                 // so many are Reachable so, or not
	OpensMost(who, tie string, opened, closed int) string // who is "" where it is asked of all
	OpensNothing(who string) string
	Tried(tried, possible, beyond int, exact bool) string                                    // one of the ties that were not tried may gain as many as beyond
	WorthOf(value, price, money string, now bool, reached, pairs, opened, closed int) string // price is "" where none is named

	// Who can reach somebody, and what the somebody's own settings have to do with it. Lists of names may be long.
	ReachedBy(who string, reaching, senders int) string
	Admits(who string, opened, closed, otherwise []string) string // what a value would change; nothing where all are empty
	LetsIn(names []string) string                                 // whom the value lets in that the setting has, and another would not
	NoSettingMatters(who string, settings []string) string

	// Pictures and embeds.
	Network(actors int) string
	Named(name, caption string) string // the caption may be ""
	Reaches(who string) string
	Headed(headline, detail string) string
	LookingAs(who string, others []string) string
	Reached(who, how string) string
	NoWebAddress(text string) string

	// Where there is nothing to decide.
	NoActionOfOwn(who string) string
	NoActionBetween(kind, other string) string
}

// Default is the language where no rule set is asked: of a request that cannot be read.
func Default() Language { return &English{} }
