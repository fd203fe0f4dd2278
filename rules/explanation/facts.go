// Package explanation answers why: it turns decisions, conditions, fixes and edits into messages
// about the people concerned. What a condition came to is Cedar's word, taken from the decision;
// here it is only said. How a message reads are the words of the rule set and of their language.
package explanation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/words"
	"inroad/rules/world"
)

// Speaker says what concerns one pair of actors on a board; To may be decision.Nobody.
type Speaker struct {
	Board    *decision.Board
	From, To int
	Uncited  bool // the sources of rules stand beside what is said, and not in it

	linked bool // who stands between the two is said already
}

// Called is how an actor is called in a sentence: a person by the given name where no
// other actor has the same, everybody else by the full name, with the id where that is not
// the actor's alone either.
func Called(set *policy.RuleSet, n *network.Network, i int) string { return Names(set, n)[i] }

// Names is how all actors are called, by number.
func Names(set *policy.RuleSet, n *network.Network) []string {
	say := set.Words.Say
	return n.Names(say, func() []string {
		sameName, sameGiven := map[string]int{}, map[string]int{}
		for _, a := range n.Actors() {
			sameName[name(say, a)]++
			sameGiven[given(say, a)]++
		}
		names := make([]string, n.Len())
		for i, a := range n.Actors() {
			names[i] = isolated(called(say, a, sameName[name(say, a)], sameGiven[given(say, a)]))
		}
		return names
	})
}

// isolated is a name that does not turn round what stands beside it: of two Arabic names, “a → b” would be seen as “b → a”.
// The isolates are those of Unicode's bidirectional algorithm (UAX #9).
func isolated(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, rightToLeft...) }) {
		return name
	}
	return "\u2068" + name + "\u2069"
}

// rightToLeft are the scripts in use that are written from right to left.
var rightToLeft = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam}

func given(say words.Language, a network.Actor) string { return say.GivenName(name(say, a)) }

// name is an actor's name. Where there is only an id, it gets a name's capital, for sentences begin
// with it.
func name(say words.Language, a network.Actor) string {
	if a.Name == a.ID {
		return say.Capital(a.ID)
	}
	return a.Name
}

// called names an actor, given how many there are of the same name and given name.
func called(say words.Language, a network.Actor, sameName, sameGiven int) string {
	switch {
	case sameName > 1:
		return say.NameAndID(name(say, a), a.ID)
	case a.Kind.Drawn == world.Person && sameGiven == 1 && given(say, a) != "":
		return given(say, a)
	default:
		return name(say, a)
	}
}

// words are those for what is declared.
func (s Speaker) words() *words.Words { return s.Board.Set.Words }

// say is the language of the sentences around them.
func (s Speaker) say() words.Language { return s.Board.Set.Words.Say }

// called is how an actor of the board is called.
func (s Speaker) called(i int) string { return Called(s.Board.Set, s.Board.Network, i) }

func (s Speaker) sender() string { return s.called(s.From) }

func (s Speaker) recipient() string {
	if s.To == decision.Nobody {
		return s.say().Anybody()
	}
	return s.called(s.To)
}

// through names those who stand between sender and recipient, on the one of the shortest ways that Path
// gives: "Cara and Dev"; "" where nobody does.
func (s Speaker) through(p *world.PairFact, steps uint8) string {
	if s.linked || steps < 2 || int64(steps) == p.Far {
		return ""
	}
	path := s.Board.Network.Path(p, s.From, s.To)
	var names []string
	for _, i := range path[1 : len(path)-1] {
		names = append(names, s.called(i))
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return s.say().And(s.say().List(names[:last]...), names[last])
}

// Fact says what a situation holds of one fact: "Ana has 3 InMail credits". Of one that is not
// there, it says that.
func (s Speaker) Fact(f *world.Fact, at situation.Situation) string {
	said, from, to := s.words(), s.sender(), s.recipient()
	who := from
	if f.Side == world.Recipient {
		who = to
	}
	switch {
	case f.IsDistance():
		steps := at.Pair.Of(f.Pair)
		return said.Distance(f.Pair, steps, from, to, s.through(f.Pair, steps))
	case f.Of == world.OfPair:
		return said.Tied(f.Pair, at.Pair.Of(f.Pair) == 1, from, to)
	case f.Of == world.OfID:
		return s.say().HasID(who, at.Value(f).Text)
	case f.Of == world.OfName:
		return s.say().IsCalled(who, at.Value(f).Text)
	case !f.Is(at.Kinds()):
		return said.Is(f.Attribute, world.Absent, who)
	default:
		return said.Is(f.Attribute, at.Value(f), who)
	}
}

// saw says what a condition saw, as a sentence and within one: the values of all that it looks at
// and that is there in a pair of these kinds. Where nothing of it is, it says that; and where it
// looks at nothing, the condition stands as it is written.
func (s Speaker) saw(c *policy.Condition) (text, within string) {
	at := s.Board.Situation(s.From, s.To)
	var there, missing []string
	for _, f := range c.Facts.In(s.Board.Set.World) {
		if f.Is(at.Kinds()) {
			there = append(there, s.Fact(f, at))
		} else if said := s.Fact(f, at); !slices.Contains(missing, said) {
			missing = append(missing, said)
		}
	}
	if there == nil {
		there = missing
	}
	if there == nil {
		return c.Text, c.Text
	}
	within = s.say().Clauses(there...)
	return s.say().Capital(within), within
}

// Asks says what a condition asks for, true or not, as a sentence about those whose names are
// given: "Ana has a Premium tier". Kinds tell apart what several kinds of actor have under one
// name; without them, the first is spoken of. A condition that no sentence can be made of is said
// as it is written.
func Asks(set *policy.RuleSet, c *policy.Condition, kinds world.KindPair, sender, recipient string) string {
	var of *world.Fact
	for _, f := range c.Asked.Facts.In(set.World) {
		if of == nil || f.Is(kinds) {
			of = f
		}
	}
	said := ""
	switch {
	case of == nil:
	case of.IsDistance():
		said = set.Words.AskDistance(of.Pair, c.Asked.Operator, c.Asked.Literal, sender, recipient)
	case of.Of == world.OfPair:
		said = set.Words.AskTied(of.Pair, c.Asked.Literal == "true", sender, recipient)
	case of.Of == world.OfAttribute:
		who := sender
		if of.Side == world.Recipient {
			who = recipient
		}
		said = set.Words.Ask(of.Attribute, c.Asked.Operator, c.Asked.Literal, who)
	}
	return cmp.Or(said, c.Text)
}

// Test says a test that a rule can be composed of, about those whose names are given.
func Test(set *policy.RuleSet, t policy.Test, sender, recipient string) string {
	f, said := t.Fact, set.Words
	who := sender
	if f.Side == world.Recipient {
		who = recipient
	}
	number := strconv.FormatInt(t.Value.Number, 10)
	switch {
	case f.IsDistance() && t.Operator == "==":
		return said.Distance(f.Pair, uint8(t.Value.Number), sender, recipient, "")
	case f.IsDistance():
		return said.AskDistance(f.Pair, t.Operator, number, sender, recipient)
	case f.Of == world.OfPair:
		return said.Tied(f.Pair, t.Value.Number == 1, sender, recipient)
	case t.Operator == "==":
		return said.Is(f.Attribute, t.Value, who)
	default:
		return said.Ask(f.Attribute, t.Operator, cmp.Or(t.Group, number), who)
	}
}

// ask is what a condition asks for, of the two that are spoken of.
func (s Speaker) ask(c *policy.Condition) string {
	said := Asks(s.Board.Set, c, s.Board.Kinds(s.From, s.To), s.sender(), s.recipient())
	if said == c.Text {
		return said
	}
	return s.say().Capital(said)
}
