package words

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

const schema = `
@label("Doctor") @list("doctors")
entity Doctor = {
  name: String,
  @label("Shift") @values("day night") @caption("set") shift: String,
  @label("On call") onCall: Bool,
  @label("Tokens") @unit("token") @pays("yes") tokens: Long,
  @label("Years") years?: Long,
  @label("Motto") motto?: String,
};
@label("Outpost") @list("outposts") @drawn("organisation") entity Outpost = { name: String };
type Ties = {
  @label("share a rota") @ends("Doctor - Doctor") rotas: Bool,
  @label("avoids") @ends("Doctor > Outpost, Outpost > Doctor") avoidances: Bool,
};
type Pair = {
  @distance("rotas") @far("4") apart?: Long,
  @tie("avoidances") @side("recipient") avoided: Bool,
  @tie("avoidances") @side("either") strained: Bool,
};
@label("Page") @way("start") action page appliesTo { principal: [Doctor], resource: [Doctor, Outpost], context: Pair };`

func read(t *testing.T, words string) (*world.World, *Words) {
	t.Helper()
	tree, diagnostics := cedar.ParseSchema(schema)
	if diagnostic.Failed(diagnostics) {
		t.Fatal(diagnostics)
	}
	w, diagnostics := world.Read(tree)
	if diagnostics != nil {
		t.Fatal(diagnostics)
	}
	said, mistakes := Read(words, w)
	if mistakes != nil {
		t.Fatal(mistakes)
	}
	return w, said
}

func one(t *testing.T, w *world.World, name string) *world.Attribute {
	t.Helper()
	a, ok := w.Kinds[0].Attribute(name)
	if !ok {
		t.Fatalf("no attribute %s", name)
	}
	return a
}

type said struct{ got, want string }

func check(t *testing.T, list []said) {
	t.Helper()
	for _, s := range list {
		if s.got != s.want {
			t.Errorf("%q, want %q", s.got, s.want)
		}
	}
}

func TestLabelsServeWhereThereAreNoWords(t *testing.T) {
	w, words := read(t, `{}`)
	shift, onCall, tokens, years, motto := one(t, w, "shift"), one(t, w, "onCall"), one(t, w, "tokens"), one(t, w, "years"), one(t, w, "motto")
	rotas, avoidances := w.Ties[0], w.Ties[1]
	apart, avoided, strained := w.Pair[0], w.Pair[1], w.Pair[2]
	number := func(n int64) world.Value { return world.Value{Number: n} }
	check(t, []said{
		{words.Is(shift, number(1), "Ida"), "the shift of Ida is Night"},
		{words.Is(onCall, number(1), "Ida"), "“On call” is set for Ida"},
		{words.Is(onCall, number(0), "Ida"), "“On call” is not set for Ida"},
		{words.Is(tokens, number(0), "Ida"), "Ida has no tokens"},
		{words.Is(tokens, number(1), "Ida"), "Ida has 1 token"},
		{words.Is(years, number(7), "Ida"), "the years of Ida is 7"},
		{words.Is(years, world.Absent, "Ida"), "Ida has no years"},
		{words.Is(tokens, world.Absent, "North Wing"), "North Wing has no tokens"},
		{words.Is(motto, world.Value{Text: "Sleep"}, "Ida"), `the motto of Ida is "Sleep"`},
		{words.Is(motto, world.Value{}, "Ida"), "Ida has no motto"},
		{words.Ask(tokens, ">=", "2", "Ida"), "Ida has at least 2 tokens"},
		{words.Ask(tokens, "<", "1", "Ida"), "Ida has fewer than 1 token"},
		{words.Ask(tokens, "!=", "2", "Ida"), "Ida does not have exactly 2 tokens"},
		{words.Ask(years, "<", "7", "Ida"), "the years of Ida is less than 7"},
		{words.Ask(years, "!=", "7", "Ida"), "the years of Ida is not exactly 7"},
		{words.Ask(shift, "!=", "night", "Ida"), "the shift of Ida is not Night"},
		{words.Ask(onCall, "", "false", "Ida"), "“On call” is not set for Ida"},
		{words.Ask(motto, "==", "Sleep", "Ida"), ""},
		{words.Tie(rotas, "Ida", "Jon"), "Ida and Jon are linked: share a rota"},
		{words.Tie(avoidances, "Ida", "Jon"), "Ida avoids Jon"},
		{words.Tied(avoided, true, "Ida", "Jon"), "Jon avoids Ida"},
		{words.Tied(avoided, false, "Ida", "Jon"), "it is not so that Jon avoids Ida"},
		{words.Tied(strained, true, "Ida", "Jon"), "“avoids” stands between Ida and Jon"},
		{words.AskTied(strained, false, "Ida", "Jon"), "“avoids” does not stand between Ida and Jon"},
		{words.Short(rotas), ""},
		{words.Short(avoidances), "avoids"},
		{words.Ends(rotas), "“share a rota” is between a doctor and a doctor"},
		{words.Ends(avoidances), "“avoids” is from a doctor to an outpost or from an outpost to a doctor"},
		{words.Distance(apart, 1, "Ida", "Jon", ""), "Ida and Jon are linked: share a rota"},
		{words.Distance(apart, 2, "Ida", "Jon", "Kim"), "Ida and Jon are 2 steps apart, through Kim"},
		{words.Distance(apart, 3, "Ida", "Jon", ""), "Ida and Jon are 3 steps apart"},
		{words.Distance(apart, 3, "Ida", "Jon", "Kim and Lou"), "Ida and Jon are 3 steps apart, through Kim and Lou"},
		{words.Distance(apart, 4, "Ida", "Jon", ""), "Ida and Jon are further apart than 3 steps"},
		{words.AskDistance(apart, "<=", "2", "Ida", "Jon"), "Ida and Jon are at most 2 steps apart"},
		{words.AskDistance(apart, "!=", "1", "Ida", "Jon"), "Ida and Jon are not exactly 1 step apart"},
		{words.Tried(tokens, true), "more tokens"},
		{words.Tried(tokens, false), "fewer tokens"},
		{words.Tried(onCall, true), "“On call”"},
		{words.Link(apart, 3, "Kim and Lou"), "3 steps apart, through Kim and Lou"},
		{words.Link(apart, 4, ""), "Not linked within 3 steps"},
		{words.Does(w.Actions[0], "Jon"), "page Jon"},
		{words.Way(w.Actions[0]), "page"},
		{words.Cost(2), "2 tokens"},
		{words.Caption(shift, number(1)), "Night"},
		{words.Caption(years, world.Absent), ""},
		{words.Edit(onCall, "Ida"), "“On call” of Ida"},
		{words.EditTie(rotas, true, "Ida", "Jon"), "share a rota: Ida and Jon"},
		{words.EditTie(avoidances, false, "Ida", "Jon"), "take back “avoids”: Ida → Jon"},
		{words.Gain(tokens, 2, shift, number(1), "Ida"), "Ida now has 2 tokens, which “Night” brings."},
		{words.Yielded("calm", "who avoids rests", "Ida", "Jon"), "Something gave way: who avoids rests."},
		{words.Law("calm", "who avoids rests", true, "Ida", "Jon"), "who avoids rests"},
	})
}

func TestOwnWordsComeFirst(t *testing.T) {
	w, words := read(t, `{
		"cost": "favour",
		"units": {"favour": {"zero": "not one favour", "other": "{n} good favours"}},
		"attributes": {
			"Doctor.years": {"is": {"*": "{who} has served {value} years", "absent": "{who} is new"}},
			"shift": {"is": {"night": "{who} watches by night"}},
			"tokens": {"is": {"*": "{who} holds {n}"}, "ask": {"< 1": "{who} is broke"}, "caption": {"*": "{cost}"}}
		},
		"ties": {"avoidances": {"is": "{who} shuns {whom}", "not": "{who} is at ease with {whom}"}},
		"pair": {"strained": {"is": "it is cold between {S} and {R}"}},
		"distances": {"apart": {"is": {"2": "{S} half knows {R}", "2 through": "{through} knows both {S} and {R}", "absent": "{S} has no rota"}}}
	}`)
	years, tokens, shift := one(t, w, "years"), one(t, w, "tokens"), one(t, w, "shift")
	apart, avoided, strained := w.Pair[0], w.Pair[1], w.Pair[2]
	check(t, []said{
		{words.Is(years, world.Value{Number: 3}, "Ida"), "Ida has served 3 years"},
		{words.Is(years, world.Absent, "Ida"), "Ida is new"},
		// A clause for any value is not one for none.
		{words.Is(tokens, world.Absent, "North Wing"), "North Wing has no tokens"},
		{words.Ask(tokens, "<", "1", "Ida"), "Ida is broke"},
		{words.Caption(tokens, world.Value{Number: 0}), "not one favour"},
		{words.Caption(tokens, world.Value{Number: 2}), "2 good favours"},
		{words.Cost(1), "1 favour"},
		{words.Ask(shift, "==", "night", "Ida"), "Ida watches by night"},
		{words.Ask(shift, "!=", "night", "Ida"), "the shift of Ida is not Night"},
		{words.Tied(avoided, true, "Ida", "Jon"), "Jon shuns Ida"},
		{words.Tied(avoided, false, "Ida", "Jon"), "Jon is at ease with Ida"},
		{words.Tied(strained, true, "Ida", "Jon"), "it is cold between Ida and Jon"},
		{words.Distance(apart, 2, "Ida", "Jon", ""), "Ida half knows Jon"},
		{words.Distance(apart, 2, "Ida", "Jon", "Kim"), "Kim knows both Ida and Jon"},
		{words.Distance(apart, 0, "Ida", "Jon", ""), "Ida has no rota"},
		// What is put into a slot is not looked at again.
		{words.Tied(avoided, true, "Ida", "{who}"), "{who} shuns Ida"},
	})
}

func TestMistakesInWords(t *testing.T) {
	w, _ := read(t, `{}`)
	for _, test := range []struct{ words, want string }{
		{`{"attributes": {"shifts": {}}}`, `line 1, column 17: attributes.shifts: there is no attribute "shifts"; did you mean "shift"?`},
		{`{"attributes": {"shift": {"is": {"nigth": "x"}}}}`, `line 1, column 34: attributes.shift.is.nigth: there is no value "nigth"; did you mean "night"?`},
		{`{"attributes": {"shift": {"ask": {"== nigth": "x"}}}}`, `line 1, column 35: attributes.shift.ask.== nigth: there is no value "nigth"; did you mean "night"?`},
		{`{"attributes": {"shift": {"ask": {"=! night": "x"}}}}`, `line 1, column 35: attributes.shift.ask.=! night: a key is an operator and a constant, as in "== 3"; there is ==`},
		{`{"attributes": {"tokens": {"ask": {"> many": "x"}}}}`, `line 1, column 36: attributes.tokens.ask.> many: a key is an operator and a constant`},
		{`{"attributes": {"tokens": {"ask": {"in 3": "x"}}}}`, `line 1, column 36: attributes.tokens.ask.in 3: a key is an operator and a constant`},
		{`{"attributes": {"onCall": {"ask": {"== true": "x"}}}}`, `line 1, column 36: attributes.onCall.ask.== true: a yes-no is asked for as "true" or "false"`},
		{`{"attributes": {"onCall": {"change": {"yes": "x"}}}}`, `line 1, column 39: attributes.onCall.change.yes: there is no value "yes"`},
		{`{"attributes": {"tokens": {"is": {"*": "{whom} has {n}"}}}}`, "line 1, column 40: attributes.tokens.is.*: the slot {whom} means nothing here; there is {who}, {value}, {n}"},
		{`{"attributes": {"tokens": {"tried": {"open": "{n} more"}}}}`, "line 1, column 46: attributes.tokens.tried.open: nothing can be put in here"},
		{`{"ties": {"rotas": {"lost": {"close": "{who}"}}}}`, "line 1, column 39: ties.rotas.lost.close: nothing can be put in here"},
		{`{"ties": {"rotas": {"is": "{who"}}}`, "line 1, column 27: ties.rotas.is: the slot {who} means nothing here"},
		{`{"pair": {"apart": {}}}`, `line 1, column 11: pair.apart: there is no fact of a pair "apart"`},
		{`{"distances": {"avoided": {}}}`, `line 1, column 16: distances.avoided: there is no distance "avoided"`},
		{`{"distances": {"apart": {"is": {"5": "x"}}}}`, `line 1, column 33: distances.apart.is.5: there is no value "5"`},
		{`{"distances": {"apart": {"is": {"2 thruogh": "x"}}}}`, `line 1, column 33: distances.apart.is.2 thruogh: there is no value "2 thruogh"; did you mean "2 through"?`},
		{`{"distances": {"apart": {"link": {"absent": "x"}}}}`, `line 1, column 35: distances.apart.link.absent: there is no value "absent"`},
		{`{"distances": {"apart": {"ask": {"in 2": "x"}}}}`, `line 1, column 34: distances.apart.ask.in 2: a key is an operator and a constant`},
		{`{"distances": {"apart": {"ask": {"== 7": "x"}}}}`, `line 1, column 34: distances.apart.ask.== 7: there is no value "7"`},
		{`{"actions": {"pager": {}}}`, `line 1, column 14: actions.pager: there is no action "pager"; did you mean "page"?`},
		{`{"units": {"coin": {}}}`, `line 1, column 12: units.coin: there is no unit "coin"`},
		{`{"tie": {}}`, `line 1, column 2: tie: unknown field; did you mean "ties"?`},
		{"{\n\"ties\": []}", "line 2, column 9: ties: this must be an object, not a list"},
		{"{\n\"ties\": {,}}", "line 2, column 11: this is not JSON"},
	} {
		_, mistakes := Read(test.words, w)
		if len(mistakes) != 1 || !strings.HasPrefix(Located(Default(), mistakes[0]), test.want) {
			t.Errorf("%s: %q, want %q", test.words, mistakes, test.want)
			for _, m := range mistakes {
				t.Log(Located(Default(), m))
			}
		}
	}
}

// A condition may compare with any value that there is, also one of several words, and with a group.
func TestWordsOfValuesWithBlanks(t *testing.T) {
	tree, _ := cedar.ParseSchema(`entity Card in [Card]; @list("people") entity Person = { name: String, card: Card, city?: String };`)
	w, _ := world.Read(tree)
	w.Enums[0].Values, w.Enums[0].Groups = []world.EnumValue{{Value: "gold card"}, {Value: "none"}}, []string{"rare ones"}
	for _, key := range []string{"== gold card", "!= none", "in rare ones", "not in rare ones", "in gold card"} {
		if _, mistakes := Read(`{"attributes": {"card": {"ask": {"`+key+`": "x"}}, "city": {"ask": {"== New York": "y"}}}}`, w); mistakes != nil {
			t.Errorf("%s: %v", key, mistakes)
		}
	}
}

func TestGrammar(t *testing.T) {
	en := Default()
	got := []string{en.Count(0, "credit"), en.Count(1, "credit"), en.Count(12, "credit"), en.Capital("élan"), en.Capital(""), en.Lower("Account tier"), en.Lower("InMail from"), en.Lower("Écart"), en.Lower("")}
	want := []string{"no credits", "1 credit", "12 credits", "Élan", "", "account tier", "InMail from", "écart", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestChanged(t *testing.T) {
	for _, test := range []struct {
		opened, closed, other int
		want                  string
	}{
		{0, 0, 0, "No answer changed"},
		{2, 1, 0, "3 answers changed: 2 to yes, 1 to no"},
		{0, 1, 0, "1 answer changed to no"},
		{0, 0, 3, "3 answers changed"},
	} {
		if got := Default().Changed(test.opened, test.closed, test.other); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
