package api

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
	"inroad/rules/scenario"
	"inroad/rules/session"
)

// frame is a message of the toy language: its name and what it is about.
func frame(message string, arguments ...any) string {
	parts := []string{message}
	for _, a := range arguments {
		v := reflect.ValueOf(a)
		if v.Kind() == reflect.Pointer && !v.IsNil() {
			a = v.Elem().Interface()
		}
		parts = append(parts, fmt.Sprint(a))
	}
	return "[" + strings.Join(parts, "|") + "]"
}

// in is a scenario whose sentences are those of the toy language, around the words of its set.
func in(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, errs := scenario.Parse([]byte(text))
	if errs != nil {
		t.Fatal(errs)
	}
	set, words := *s.Set, *s.Set.Words
	words.Say = toy{}
	set.Words = &words
	s.Set = &set
	return s
}

func TestAnotherLanguageReachesWhatIsSaid(t *testing.T) {
	s := in(t, example(t, "cold-outreach"))
	check := func(what, got, want string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
	const ana, ben = "[GivenName|Ana Díaz]", "[GivenName|Ben Okoye]"

	d := Explain(s, "ana", "ben", "message")
	check("the summary", d.Summary, "[Text|[[May|"+ana+"|[To|message|"+ben+"]|] "+
		"[Sentence|[Sourced|Premium keeps the free messages to those with a shared connection|[A4]]]]]")
	check("the short form", d.Short, "[ShortAllowed||true]")
	// A clause is the set's, and is put into frames.
	check("a condition", d.Conditions[0].Text, "[Capital|[Clauses|["+ana+" has Premium Career]]]")

	_, lines, errs := FixAll(s, "ana", "ben", "message", FixLimits{})
	if errs != nil {
		t.Fatal(errs)
	}
	check("the fixes", lines[0], "[FixTitle|"+ana+"|[To|message|"+ben+"]|false]")
	check("a fix", lines[2], "[FixLine|2|[Series|[[FixReading|C6|unstated|Does a Premium account keep what a free one may do?|Not said]]]|[Free]|"+
		"[OtherOutcomes|8]|[Text|[ [ThenMayNot|"+ana+"|[To|message|"+ben+"]]]]|[]]")

	summary, errs := SummaryOf(s, "ana")
	if errs != nil {
		t.Fatal(errs)
	}
	check("a summary", summary.All.Text, "[ReachOfAll|6|21|30]")
	check("a group", summary.Groups[0].Reach.Text, "[ReachOfGroup|2|7|10]")
	check("a way", summary.One.Ways[0].Text, "[PairsBy|1|[Reachable|[Lower|Message]||false]]")
	check("a tie", summary.Tie.Text, "[OpensMost|"+ana+"|Acme Inc. has written to "+ana+"|1|0]")
	check("a worth", summary.Worths[1].Text, "[WorthOf|Premium Career|29.99|US dollars a month|true|3|5|0|0]")
	made, errs := Generate(s.Set, Plan{Actors: 3, Model: "preferential", Ties: 1})
	if errs != nil {
		t.Fatal(errs)
	}
	check("a title", strings.Split(made.Scenario, "\n")[2], `  "title": "[Generated|preferential|3|0]",`)

	e := holding(session.Open(s))
	both := []session.Edit{{Kind: "untie", Tie: "connections", From: "ana", To: "cara"}, {Kind: "title", Value: "x"}}
	for _, test := range []struct {
		edit        session.Edit
		label, note string
	}{
		{session.Edit{Kind: "all", Edits: both}, "[Together|[disconnect: " + ana + " and [GivenName|Cara Lund] [Retitle]]]", ""},
		{session.Edit{Kind: "add", Is: "Member", Name: "Zed"}, "[Add|Zed]", ""},
		{session.Edit{Kind: "set", Actor: "ana", Field: "tier", Value: "free"}, "account tier of " + ana, ""},
		{session.Edit{Kind: "remove", Actor: "ben"}, "[Remove|" + ben + "]", "[ChecksWent|" + ben + "|6]"},
	} {
		view := see(t, e, Request{Do: "edit", Edit: &test.edit})
		check("the edit "+test.edit.Kind, view.History.Undo, test.label)
		check("the note of "+test.edit.Kind, view.Changed.Note, test.note)
	}
	view := see(t, e, Request{Do: "undo"})
	check("a check", view.Checks[0].Got, "[Result|forbidden|false|0|[A10]|[]]")
	check("a change", view.Changed.Text, "[Changed|4|0|0]")
	check("a mistake", ask(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "tie", Tie: "x"}}), `{"errors":[{"code":"unknown-name","path":"tie","message":"[unknown-name|noun-tie|x||[]]"}]}`)
}

// Mistakes of files and of rules are said in the language too, what is in them and all.
func TestAnotherLanguageReachesMistakes(t *testing.T) {
	e := holding(session.Open(in(t, example(t, "cold-outreach"))))
	for _, test := range []struct {
		edit session.Edit
		want string
	}{
		{session.Edit{Kind: "replace", Value: `{"inroad": 1, "members": 3}`}, "[wrong-type|a-list|a-number]"},
		{session.Edit{Kind: "replace", Value: `{"inroad": 1, "rules": {"set": {"schema": "entity A {", "data": {}}}}`},
			"[Placed|[in-text||1|11]|[unexpected|an-attribute|||]]"},
		{session.Edit{Kind: "policies", Value: `@id("a") permit(principal, action == Action::"reed", resource);`},
			`[Placed|[in-text||1|38]|[Placed|[in-rule|"a"]|[unknown-value|Action::"reed"|`},
		{session.Edit{Kind: "set", Actor: "ana", Field: "openProfile", Value: "maybe"}, "[not-in-domain|maybe||[false true]]"},
	} {
		_, mistakes, _ := strings.Cut(ask(t, e, Request{Do: "edit", Edit: &test.edit}), `"message":`)
		if quoted, _, _ := strings.Cut(mistakes, `"}`); !strings.HasPrefix(strings.ReplaceAll(quoted, `\"`, `"`), `"`+test.want) {
			t.Errorf("%+v: %s, want %s", test.edit, mistakes, test.want)
		}
	}
}

// toy is a language of which every sentence is its frame, in brackets.
type toy struct{}

func (toy) About(key string) string { return frame("About", key) }

func (toy) Term(key string) (name, meaning string) { return frame("Term", key), frame("Meaning", key) }

func (toy) Count(n int64, noun string) string { return frame("Count", n, noun) }

func (toy) Zero(noun string) string { return frame("Zero", noun) }

func (toy) Article(noun string) string { return frame("Article", noun) }

func (toy) Capital(text string) string { return frame("Capital", text) }

func (toy) Lower(label string) string { return frame("Lower", label) }

func (toy) Quoted(label string) string { return frame("Quoted", label) }

func (toy) Sentence(text string) string { return frame("Sentence", text) }

func (toy) Text(sentences ...string) string { return frame("Text", sentences) }

func (toy) List(items ...string) string { return frame("List", items) }

func (toy) And(items ...string) string { return frame("And", items) }

func (toy) Or(items ...string) string { return frame("Or", items) }

func (toy) Placed(place, text string) string { return frame("Placed", place, text) }

// Diagnostic is the code and its arguments, and no advice.
func (t toy) Diagnostic(m *diagnostic.Message) (text, note string) {
	arguments := slices.Clone(m.Args)
	for i, a := range arguments {
		if part, ok := a.(*diagnostic.Message); ok && part != nil {
			arguments[i], _ = t.Diagnostic(part)
		}
	}
	return frame(m.Code.String(), arguments...), ""
}

func (toy) Clauses(list ...string) string { return frame("Clauses", list) }

func (toy) Series(list ...string) string { return frame("Series", list) }

func (toy) Beside(parts ...string) string { return frame("Beside", parts) }

func (toy) GivenName(name string) string { return frame("GivenName", name) }

func (toy) NameAndID(name, id string) string { return frame("NameAndID", name, id) }

func (toy) Anybody() string { return frame("Anybody") }

func (toy) CostNoun() string { return frame("CostNoun") }

func (toy) HasNo(who, label string) string { return frame("HasNo", who, label) }

func (toy) IsSet(who, label string, set bool) string { return frame("IsSet", who, label, set) }

func (toy) Has(who, amount string) string { return frame("Has", who, amount) }

func (toy) TextIs(who, label, text string) string { return frame("TextIs", who, label, text) }

func (toy) ValueIs(who, label, value string, is bool) string {
	return frame("ValueIs", who, label, value, is)
}

func (toy) HasCompared(who, operator, amount string) string {
	return frame("HasCompared", who, operator, amount)
}

func (toy) NumberCompared(who, label, operator, number string) string {
	return frame("NumberCompared", who, label, operator, number)
}

func (toy) StepsCompared(who, whom, operator string, steps int64) string {
	return frame("StepsCompared", who, whom, operator, steps)
}

func (toy) Linked(who, whom, label string) string { return frame("Linked", who, whom, label) }

func (toy) DoesTie(who, whom, label string) string { return frame("DoesTie", who, whom, label) }

func (toy) Stands(who, whom, label string, stands bool) string {
	return frame("Stands", who, whom, label, stands)
}

func (toy) NotSo(clause string) string { return frame("NotSo", clause) }

func (toy) LinkedTo(label string) string { return frame("LinkedTo", label) }

func (toy) Between(label string, mutual bool, kinds [][2]string) string {
	return frame("Between", label, mutual, kinds)
}

func (toy) AttributeOf(who, label string, yesNo bool) string {
	return frame("AttributeOf", who, label, yesNo)
}

func (toy) TieOf(who, whom, label string, mutual, made bool) string {
	return frame("TieOf", who, whom, label, mutual, made)
}

func (toy) Brought(who, amount, value string) string { return frame("Brought", who, amount, value) }

func (toy) GaveWay(law string) string { return frame("GaveWay", law) }

func (toy) NoDistance(who, whom string) string { return frame("NoDistance", who, whom) }

func (toy) Further(who, whom string, steps int64) string { return frame("Further", who, whom, steps) }

func (toy) Apart(who, whom string, steps int64, through string) string {
	return frame("Apart", who, whom, steps, through)
}

func (toy) NotLinkedWithin(steps int64) string { return frame("NotLinkedWithin", steps) }

func (toy) StepsApart(steps int64, through string) string {
	return frame("StepsApart", steps, through)
}

func (toy) To(does, whom string) string { return frame("To", does, whom) }

func (toy) StepOf(who, does string) string { return frame("StepOf", who, does) }

func (toy) Sets(who, label string, set bool) string { return frame("Sets", who, label, set) }

func (toy) ComesToHave(who, amount string) string { return frame("ComesToHave", who, amount) }

func (toy) ChangesTo(who, label, value string) string { return frame("ChangesTo", who, label, value) }

func (toy) TakesBack(who, tie string) string { return frame("TakesBack", who, tie) }

func (toy) AnotherAmount(unit string, more bool) string { return frame("AnotherAmount", unit, more) }

func (toy) AnotherValue(label string) string { return frame("AnotherValue", label) }

func (toy) TakenBack(label string) string { return frame("TakenBack", label) }

func (toy) FlagCaption(label string, set bool) string { return frame("FlagCaption", label, set) }

func (toy) PriceOf(price, money string, brings []string) string {
	return frame("PriceOf", price, money, brings)
}

func (toy) Outcome(verdict, cost string) string { return frame("Outcome", verdict, cost) }

func (toy) Contested(outcome string) string { return frame("Contested", outcome) }

func (toy) ShortAllowed(cost string, contested bool) string {
	return frame("ShortAllowed", cost, contested)
}

func (toy) ShortForbidden(fact string) string { return frame("ShortForbidden", fact) }

func (toy) ShortUnsaid(fact string) string { return frame("ShortUnsaid", fact) }

func (toy) LeftAfter(cost string, left int64) string { return frame("LeftAfter", cost, left) }

func (toy) For(cost string) string { return frame("For", cost) }

func (toy) Sourced(rule string, sources []string) string { return frame("Sourced", rule, sources) }

func (toy) May(who, does, cost string) string { return frame("May", who, does, cost) }

func (toy) MayNot(who, does string) string { return frame("MayNot", who, does) }

func (toy) NothingSays(who, does string) string { return frame("NothingSays", who, does) }

func (toy) Nearest(rule, fact string) string { return frame("Nearest", rule, fact) }

func (toy) OtherReading(question, reading, outcome string) string {
	return frame("OtherReading", question, reading, outcome)
}

func (toy) Warned(rule string) string { return frame("Warned", rule) }

func (toy) CannotBeDecided() string { return frame("CannotBeDecided") }

func (toy) Undecided(who, does, cause string) string { return frame("Undecided", who, does, cause) }

func (toy) HasID(who, id string) string { return frame("HasID", who, id) }

func (toy) IsCalled(who, name string) string { return frame("IsCalled", who, name) }

func (toy) CanReach(who, whom, way string) string { return frame("CanReach", who, whom, way) }

func (toy) ReachUndecided(who, whom string) string { return frame("ReachUndecided", who, whom) }

func (toy) CanProbably(who, does, source string, costs bool) string {
	return frame("CanProbably", who, does, source, costs)
}

func (toy) CannotProbably(who, whom, source string) string {
	return frame("CannotProbably", who, whom, source)
}

func (toy) Assumed(outcome string) string { return frame("Assumed", outcome) }

func (toy) Assumes(source, question, reading string) string {
	return frame("Assumes", source, question, reading)
}

func (toy) CannotReach(who, whom string) string { return frame("CannotReach", who, whom) }

func (toy) NothingSaysReach(who, whom string) string { return frame("NothingSaysReach", who, whom) }

func (toy) Uses(n int64, of string) string { return frame("Uses", n, of) }

func (toy) NothingSaid() string { return frame("NothingSaid") }

func (toy) Closed(actions []string, fact string) string { return frame("Closed", actions, fact) }

func (toy) Reachable(way, cost string, contested bool) string {
	return frame("Reachable", way, cost, contested)
}

func (toy) ReachableSomehow(contested bool) string { return frame("ReachableSomehow", contested) }

func (toy) NotReachable(forbidden bool) string { return frame("NotReachable", forbidden) }

func (toy) Pairing(who, whom, action string) string { return frame("Pairing", who, whom, action) }

func (toy) WasIs(pair, was, is string) string { return frame("WasIs", pair, was, is) }

func (toy) ReadAs(question, reading string) string { return frame("ReadAs", question, reading) }

func (toy) UnderReadings(readings []string) string { return frame("UnderReadings", readings) }

func (toy) Rest(n int, question string) string { return frame("Rest", n, question) }

func (toy) RestsOn(pair, outcome, reading, other string) string {
	return frame("RestsOn", pair, outcome, reading, other)
}

func (toy) Changed(opened, closed, other int) string { return frame("Changed", opened, closed, other) }

func (toy) WouldChange(opened, closed, other int) string {
	return frame("WouldChange", opened, closed, other)
}

func (toy) Sender() string    { return frame("Sender") }
func (toy) Recipient() string { return frame("Recipient") }

func (toy) RuleTitle(action string, permits bool, facts []string) string {
	return frame("RuleTitle", action, permits, facts)
}

func (toy) Stays(pair, verdict string, rules []string) string {
	return frame("Stays", pair, verdict, rules)
}

func (toy) FixReading(question, reading, title, readingTitle string) string {
	return frame("FixReading", question, reading, title, readingTitle)
}

func (toy) FixRule(id, rule string) string { return frame("FixRule", id, rule) }

func (toy) NotSaidWhether(who, does string) string { return frame("NotSaidWhether", who, does) }

func (toy) Spends(who, cost string) string { return frame("Spends", who, cost) }

func (toy) ThenMay(who, does, cost string, contested bool) string {
	return frame("ThenMay", who, does, cost, contested)
}

func (toy) ThenMayNot(who, does string) string { return frame("ThenMayNot", who, does) }

func (toy) Price(amount, money string, more bool) string { return frame("Price", amount, money, more) }

func (toy) Free() string         { return frame("Free") }
func (toy) UnnamedPrice() string { return frame("UnnamedPrice") }

func (toy) OtherOutcomes(n int) string { return frame("OtherOutcomes", n) }

func (toy) FixTitle(who, does string, opens bool) string { return frame("FixTitle", who, does, opens) }

func (toy) Reach(whom string) string { return frame("Reach", whom) }

func (toy) NoFix(most int, tried []string, questions bool) string {
	return frame("NoFix", most, tried, questions)
}

func (toy) Limits(free bool, spared string, most int) string {
	return frame("Limits", free, spared, most)
}

func (toy) Within(title, limits string) string { return frame("Within", title, limits) }

func (toy) NoFixWithin(limits string, beyond int) string {
	return frame("NoFixWithin", limits, beyond)
}

func (toy) FixLine(number int, fix, price, others, then string, doubts []string) string {
	return frame("FixLine", number, fix, price, others, then, doubts)
}

func (toy) Add(who string) string { return frame("Add", who) }

func (toy) Remove(who string) string { return frame("Remove", who) }

func (toy) Rename(who string) string { return frame("Rename", who) }

func (toy) Move(who string) string { return frame("Move", who) }

func (toy) MoveSome(n int) string { return frame("MoveSome", n) }

func (toy) Read(question, reading string) string { return frame("Read", question, reading) }

func (toy) Switch(rule string, on bool) string { return frame("Switch", rule, on) }

func (toy) Rebase(set string) string { return frame("Rebase", set) }

func (toy) World() string { return frame("World") }

func (toy) RenameTo(name, to string) string { return frame("RenameTo", name, to) }

func (toy) Rewrite() string { return frame("Rewrite") }

func (toy) Retitle() string { return frame("Retitle") }

func (toy) Describe() string { return frame("Describe") }

func (toy) Expect() string { return frame("Expect") }

func (toy) Unexpect() string { return frame("Unexpect") }

func (toy) Replace() string { return frame("Replace") }

func (toy) Together(edits []string) string { return frame("Together", edits) }

func (toy) Lost(things []string) string { return frame("Lost", things) }

func (toy) LostReading(question string) string { return frame("LostReading", question) }

func (toy) LostPolicies(mistake string) string { return frame("LostPolicies", mistake) }

func (toy) LostSwitch(rule string) string { return frame("LostSwitch", rule) }

func (toy) LostChecks(n int) string { return frame("LostChecks", n) }

func (toy) InChecks(action string, n int) string { return frame("InChecks", action, n) }

func (toy) LostSources(checks int) string { return frame("LostSources", checks) }

func (toy) NoPlaceUnder(set string, things []string) string {
	return frame("NoPlaceUnder", set, things)
}

func (toy) InSet(title string) string { return frame("InSet", title) }

func (toy) AnsweredAs(action, outcome string) string { return frame("AnsweredAs", action, outcome) }

func (toy) AnswersOtherwise(set string, outcomes []string, more, lost int) string {
	return frame("AnswersOtherwise", set, outcomes, more, lost)
}

func (toy) LostValue(attribute string) string { return frame("LostValue", attribute) }

func (toy) SetOn(attribute, who string) string { return frame("SetOn", attribute, who) }

func (toy) LostTies(n int, label string) string { return frame("LostTies", n, label) }

func (toy) Several(n int, kind string) string { return frame("Several", n, kind) }

func (toy) ChecksWent(who string, n int) string { return frame("ChecksWent", who, n) }

func (toy) Result(verdict string, contested *bool, cost *int64, sources, warnings []string) string {
	return frame("Result", verdict, contested, cost, sources, warnings)
}

func (toy) Expected(want, got string) string { return frame("Expected", want, got) }

func (toy) ExpectedContested(want, got bool) string { return frame("ExpectedContested", want, got) }

func (toy) ExpectedCost(want, got int64) string { return frame("ExpectedCost", want, got) }

func (toy) ExpectedSource(want string, got []string) string {
	return frame("ExpectedSource", want, got)
}

func (toy) ExpectedWarnings(want, got []string) string { return frame("ExpectedWarnings", want, got) }

func (toy) Generated(model string, actors, seed int) string {
	return frame("Generated", model, actors, seed)
}

func (toy) NoValue() string { return frame("NoValue") }

func (toy) YesNo(yes bool) string { return frame("YesNo", yes) }

func (toy) ReachedBy(who string, reaching, senders int) string {
	return frame("ReachedBy", who, reaching, senders)
}

func (toy) Admits(who string, opened, closed, otherwise []string) string {
	return frame("Admits", who, opened, closed, otherwise)
}

func (toy) LetsIn(names []string) string { return frame("LetsIn", names) }

func (toy) NoSettingMatters(who string, settings []string) string {
	return frame("NoSettingMatters", who, settings)
}

func (toy) ReachOfAll(actors, reached, pairs int) string {
	return frame("ReachOfAll", actors, reached, pairs)
}

func (toy) ReachOfGroup(actors, reached, pairs int) string {
	return frame("ReachOfGroup", actors, reached, pairs)
}

func (toy) ReachOf(who string, reached, pairs int) string {
	return frame("ReachOf", who, reached, pairs)
}

func (toy) PairsBy(pairs int, how string) string { return frame("PairsBy", pairs, how) }

func (toy) OpensMost(who, tie string, opened, closed int) string {
	return frame("OpensMost", who, tie, opened, closed)
}

func (toy) OpensNothing(who string) string { return frame("OpensNothing", who) }

func (toy) Tried(tried, possible, beyond int, exact bool) string {
	return frame("Tried", tried, possible, beyond, exact)
}

func (toy) WorthOf(value, price, money string, now bool, reached, pairs, opened, closed int) string {
	return frame("WorthOf", value, price, money, now, reached, pairs, opened, closed)
}

func (toy) Network(actors int) string { return frame("Network", actors) }

func (toy) Named(name, caption string) string { return frame("Named", name, caption) }

func (toy) Reaches(who string) string { return frame("Reaches", who) }

func (toy) Headed(headline, detail string) string { return frame("Headed", headline, detail) }

func (toy) LookingAs(who string, others []string) string { return frame("LookingAs", who, others) }

func (toy) Reached(who, how string) string { return frame("Reached", who, how) }

func (toy) NoWebAddress(text string) string { return frame("NoWebAddress", text) }

func (toy) NoActionOfOwn(who string) string { return frame("NoActionOfOwn", who) }

func (toy) NoActionBetween(kind, other string) string { return frame("NoActionBetween", kind, other) }
