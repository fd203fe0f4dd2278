package world_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/words"
	"inroad/rules/world"
)

// parsed reads a schema that has no mistakes of syntax.
func parsed(t testing.TB, schema string) (*world.World, []*diagnostic.Diagnostic) {
	t.Helper()
	tree, diagnostics := cedar.ParseSchema(schema)
	if diagnostics != nil {
		t.Fatalf("%v in %s", diagnostics, schema)
	}
	return world.Read(tree)
}

// TestEveryRefusal has a schema for each thing that no network can have. The text that is at fault stands between
// ‹ and ›.
func TestEveryRefusal(t *testing.T) {
	const (
		person = `@list("people") entity Person = { name: String, age: Long }; `
		rank   = `entity Rank in [Rank]; `
		city   = `@nobody("all") entity City; `
		knows  = `type Ties = { @ends("Person - Person") knows: Bool, @ends("Person > Person") fears: Bool }; `
		near   = `type Pair = { @distance("knows") @far("4") near?: Long }; `
		tail   = ` appliesTo { principal: [Person], resource: [Person], context: Pair };`
	)
	kind := func(attributes string) string {
		return rank + `@list("people") entity Person = { name: String, ` + attributes + ` };`
	}
	ties := func(ties string) string { return person + `type Ties = { ` + ties + ` };` }
	pair := func(facts string) string { return person + knows + `type Pair = { ` + facts + ` };` }
	action := func(text string) string { return person + city + knows + near + text }
	for _, test := range []struct {
		name, schema, message string
	}{
		{"namespace", person + `namespace ‹N› { }`, "a world has no namespaces"},
		{"no kind", `‹›` + rank, "no entity type is a kind of actor"},
		{"a type that is no record", person + `‹type Ties = Bool;›`, "a type of a world is a record: Ties or Pair"},
		{"a type of another name", person + `type ‹Tie› = { };`, `the types of a world are Ties and Pair, not "Tie"`},
		{"an annotation of a type", person + `‹@label("x")› type Ties = { };`, "@label is not known here"},

		{"two kinds at once", `@list("people") entity ‹Person›, Other = { name: String };`, "each kind of a world is declared alone"},
		{"Cedar's own enumeration", person + `‹entity Color enum ["red"];›`, "an enumeration of Cedar's own takes no groups"},
		{"tags", `@list("people") entity Person = { name: String } tags ‹String›;`, "nothing in a world has tags"},
		{"a kind in another", rank + `@list("people") entity Person in [‹Rank›] = { name: String };`, "only the values of an enumeration are in groups of their own type"},
		{"a kind in itself", `@list("people") entity Person in [‹Person›] = { name: String };`, "only the values of an enumeration are in groups of their own type"},
		{"an enumeration in another", person + rank + `entity Color in [‹Rank›];`, "only the values of an enumeration are in groups of their own type"},
		{"a kind without a list", person + `entity ‹Shop› = { name: String };`, "Shop is a kind of actor only with a list and attributes"},
		{"a list without a kind", person + `@list("shops") entity ‹Shop›;`, "Shop is a kind of actor only with a list and attributes"},
		{"nobody with attributes", person + `@nobody("all") entity City = ‹{ name: String }›;`, "what stands for no recipient has no attributes"},
		{"nobody twice", person + city + `‹@nobody("all") entity Town;›`, "one entity stands for no recipient, and there is another already"},
		{"nobody without an entity", person + `‹@nobody› entity City;`, "@nobody names its one entity"},

		{"a list without a name", `‹@list› entity Person = { name: String };`, `"" cannot be a list of a scenario file`},
		{"a list with a blank", `‹@list("my people")› entity Person = { name: String };`, `"my people" cannot be a list of a scenario file`},
		{"a list of the file", `‹@list("checks")› entity Person = { name: String };`, `a scenario file has something else called "checks"`},
		{"a list twice", person + `‹@list("people")› entity Shop = { name: String };`, `another list is called "people"`},
		{"a tie called as a kind's list", ties(`@ends("Person - Person") ‹people›: Bool`), `another list is called "people"`},
		{"a tie called as something of the file", ties(`@ends("Person - Person") ‹events›: Bool`), `a scenario file has something else called "events"`},

		{"drawn otherwise", `@list("people") ‹@drawn("persn")› entity Person = { name: String };`, `@drawn is "person" or "organisation", not "persn"; did you mean "person"?`},
		{"a caption of a kind", `@list("people") ‹@caption("set")› entity Person = { name: String };`, `@caption is "always", not "set"`},
		{"an annotation misspelt", `@list("people") ‹@lable("x")› entity Person = { name: String };`, `@lable is not known here; did you mean "@label"? There is @list, @label, @drawn, @caption`},
		{"an annotation of an enumeration", person + `‹@drawn("person")› entity Rank in [Rank];`, "@drawn is not known here; there is @label"},
		{"an annotation of nobody", person + `‹@label("x")› @nobody("all") entity City;`, "@label is not known here; there is @nobody"},

		{"no name", `@list("people") entity ‹Person› = { age: Long };`, "a Person has no name"},
		{"an optional name", `@list("people") entity Person = { ‹name?: String› };`, "the name of an actor is name: String"},
		{"a name that is a number", `@list("people") entity Person = { ‹name: Long› };`, "the name of an actor is name: String"},
		{"an annotation of the name", `@list("people") entity Person = { ‹@label("x")› name: String };`, "@label is not known here"},
		{"a list of values", kind(`tags: ‹Set<String>›`), "neither a list nor a record"},
		{"a record", kind(`at: ‹{ x: Long }›`), "neither a list nor a record"},
		{"another actor", kind(`boss: ‹Person›`), "an attribute cannot be a Person: say it as a tie"},
		{"a type of Cedar's", kind(`since: ‹datetime›`), "an attribute of a world is Bool, Long, String or an enumeration, not datetime"},
		{"an id of its own", kind(`‹id›: String`), `every actor of a scenario file has an "id" of its own`},
		{"a place of its own", kind(`‹at›: Long`), `every actor of a scenario file has an "at" of its own`},
		{"a unit of a text", kind(`‹@unit("x")› motto: String`), "@unit is not known here; there is @label, @change, @caption, @values"},
		{"values of a number", kind(`‹@values("1 2")› age: Long`), "@values is not known here; there is @label, @change, @caption, @unit, @pays"},
		{"one value", kind(`‹@values("one")› motto: String`), "@values are two or more words that differ"},
		{"a fact of a pair twice", person + `type Ties = { @ends("Person > Person") likes: Bool };
			type Pair = { @tie("likes") @side("sender") likes: Bool, @tie("likes") @side("recipient") liked: Bool, @tie("likes") @side("sender") ‹adores›: Bool };`, "adores says what likes says already of likes"},
		{"a mutual tie twice", person + `type Ties = { @ends("Person - Person") friends: Bool };
			type Pair = { @tie("friends") @side("either") friends: Bool, @tie("friends") @side("sender") ‹pals›: Bool };`, "pals says what friends says already of friends"},
		{"a distance twice", person + `type Ties = { @ends("Person - Person") friends: Bool };
			type Pair = { @distance("friends") @far("3") far?: Long, @distance("friends") @far("4") ‹farther›?: Long };`, "farther says what far says already of friends"},
		{"a value twice", kind(`‹@values("on off on")› light: String`), "@values are two or more words that differ"},
		{"changed by nobody", kind(`‹@change("me")› age: Long`), `@change is "owner" or "buy", not "me"`},
		{"a caption of an attribute", kind(`‹@caption("never")› age: Long`), `@caption is "always" or "set", not "never"`},
		{"two that pay", kind(`@pays a: Long, ‹@pays› b: Long`), "costs of a Person are taken from a already"},

		{"a tie that is no Bool", ties(`‹@ends("Person - Person") knows: Long›`), "a tie is a field of type Bool"},
		{"an optional tie", ties(`‹@ends("Person - Person") knows?: Bool›`), "a tie is a field of type Bool"},
		{"a tie without ends", ties(`‹knows›: Bool`), "knows does not say between whom it is"},
		{"ends misspelt", ties(`‹@ends("Person -> Person")› knows: Bool`), `@ends is "A > B" or "A - B", several of them with commas, not "Person -> Person"`},
		{"ends of a kind that is not there", ties(`‹@ends("Person > Persn")› knows: Bool`), `there is no kind of actor "Persn"; did you mean "Person"?`},
		{"ends of nobody", person + city + `type Ties = { ‹@ends("Person > City")› knows: Bool };`, `there is no kind of actor "City"`},
		{"ends of both sorts", ties(`‹@ends("Person > Person, Person - Person")› knows: Bool`), "a tie has a direction between all of its ends, or between none"},
		{"a tie made by somebody else", ties(`@ends("Person > Person") ‹@change("owner")› knows: Bool`), `@change is "from", not "owner"`},
		{"a tie taken back by somebody else", ties(`@ends("Person > Person") ‹@undo("to")› knows: Bool`), `@undo is "from" or "either", not "to"`},
		{"an annotation of a tie", ties(`@ends("Person > Person") ‹@side("sender")› knows: Bool`), "@side is not known here; there is @label, @ends, @change, @undo"},

		{"a fact of nothing", pair(`‹known›: Bool`), "known is no fact of a pair"},
		{"a fact of both", pair(`@tie("knows") @side("sender") @distance("knows") ‹known›: Bool`), "known is no fact of a pair"},
		{"a fact of a tie that is not there", pair(`‹@tie("nows")› @side("sender") known: Bool`), `there is no tie "nows"; did you mean "knows"?`},
		{"a fact without a side", pair(`@tie("fears") ‹afraid›: Bool`), "afraid does not say who does it"},
		{"a fact of another side", pair(`@tie("fears") ‹@side("both")› afraid: Bool`), `@side is "sender", "recipient" or "either", not "both"`},
		{"a fact that is no Bool", pair(`@tie("fears") @side("sender") afraid: ‹Long›`), "that a tie stands is a Bool, and always there"},
		{"a fact that may be missing", pair(`@tie("fears") @side("sender") afraid?: ‹Bool›`), "that a tie stands is a Bool, and always there"},
		{"a distance without an end", pair(`@distance("knows") ‹near›?: Long`), "@far is the distance of all who are further: a number from 2 to 16"},
		{"a distance of one step", pair(`@distance("knows") ‹@far("1")› near?: Long`), "@far is the distance of all who are further"},
		{"a distance of many steps", pair(`@distance("knows") ‹@far("17")› near?: Long`), "@far is the distance of all who are further"},
		{"a distance along a direction", pair(`‹@distance("fears")› @far("4") near?: Long`), "fears has a direction; a distance goes along a tie without one"},
		{"a distance that is always there", pair(`@distance("knows") @far("4") near: ‹Long›`), "a distance is an optional Long"},
		{"a distance that is no number", pair(`@distance("knows") @far("4") near?: ‹Bool›`), "a distance is an optional Long"},

		{"a group of actions", action(`action all` + tail + `action greet in [‹all›]` + tail), "a world has no groups of actions"},
		{"an action for nobody", action(`‹action greet;›`), "greet is offered to nobody"},
		{"a way of no sort", action(`‹@way("end")› action greet` + tail), `@way is "start" or "answer", not "end"`},
		{"it makes no tie", action(`‹@makes("nows")› action greet` + tail), `there is no tie "nows"`},
		{"it clears no tie", action(`‹@clears("nows")› action greet` + tail), `there is no tie "nows"`},
		{"it answers two ties", action(`‹@answers("knows fears")› action greet` + tail), "an action answers one tie"},
		{"an annotation of an action", action(`‹@cost("1")› action greet` + tail), "@cost is not known here; there is @label, @way, @makes, @clears, @answers"},
		{"from no kind", action(rank + `action greet appliesTo { principal: [‹Rank›], resource: [Person], context: Pair };`), "Rank is no kind of actor"},
		{"from nobody", action(`action greet appliesTo { principal: [‹City›], resource: [Person], context: Pair };`), "City is no kind of actor"},
		{"to no kind", action(rank + `action greet appliesTo { principal: [Person], resource: [‹Rank›], context: Pair };`), "Rank is no kind of actor"},
		{"to somebody or nobody", action(`action greet appliesTo ‹{ principal: [Person], resource: [Person, City] }›;`), "an action has a recipient or none"},
		{"with a context of its own", action(`action greet appliesTo { principal: [Person], resource: [Person], context: ‹{ x: Bool }› };`), "the context of an action is Pair"},
		{"with a context and nobody", action(`action rest appliesTo { principal: [Person], resource: [City], context: ‹Pair› };`), "an action without a recipient has no context"},
	} {
		begins, ends := strings.Index(test.schema, "‹"), strings.Index(test.schema, "›")-len("‹")
		schema := strings.NewReplacer("‹", "", "›", "").Replace(test.schema)
		w, diagnostics := parsed(t, schema)
		var said []string
		for _, d := range diagnostics {
			said = append(said, fmt.Sprintf("%q: %s", d.Range.Of(schema), words.Diagnosed(words.Default(), d)))
		}
		if len(diagnostics) == 0 {
			t.Errorf("%s: nothing is refused", test.name)
			continue
		}
		if w != nil || len(said) != 1 || !strings.Contains(said[0], test.message) {
			t.Errorf("%s: want %q alone, got %q", test.name, test.message, said)
			continue
		}
		if d := diagnostics[0]; d.Code.Severity() != diagnostic.Error || d.Range != (diagnostic.Span{Start: begins, End: ends}) {
			t.Errorf("%s: want it at %q, got %q", test.name, schema[begins:ends], said)
		}
	}
}

// What is wrong with a kind or an enumeration is said there alone, and not wherever it is named.
func TestMistakesHaveNoFollowers(t *testing.T) {
	for schema, want := range map[string]string{
		`entity Rank enum ["low"]; @list("people") entity Person = { name: String, rank: Rank, best: Rank };`: "an enumeration of Cedar's own takes no groups",
		`@list("people") entity Person = { name: String }; entity Pet { name: String };
			type Ties = { @ends("Person > Pet") keeps: Bool }; action greet appliesTo { principal: Person, resource: Pet };`: "Pet is a kind of actor only with a list",
	} {
		_, diagnostics := parsed(t, schema)
		if len(diagnostics) != 1 || !strings.HasPrefix(words.Diagnosed(words.Default(), diagnostics[0]), want) {
			t.Errorf("%s: %v", schema, diagnostics)
		}
	}
}

// Every mistake is named at once, in the order of the text.
func TestMistakesAreNamedAtOnce(t *testing.T) {
	_, diagnostics := parsed(t, `namespace N { }
@lst("x") @list("people") entity Person = { name: String, id: Long, boss: Person };
type Ties = { knows: Bool };
action greet;`)
	var at []int
	for _, d := range diagnostics {
		at = append(at, d.Range.Start)
	}
	if len(at) != 6 || !slices.IsSorted(at) {
		t.Errorf("%v", diagnostics)
	}
}
