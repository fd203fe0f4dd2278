package world

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"inroad/rules/policy/cedar"
)

// parsed reads a schema that has no mistakes of syntax.
func parsed(t testing.TB, schema string) (*World, []cedar.Diagnostic) {
	t.Helper()
	tree, diagnostics := cedar.ParseSchema(schema)
	if diagnostics != nil {
		t.Fatalf("%v in %s", diagnostics, schema)
	}
	return Read(tree)
}

// worldOf reads a schema that has no mistakes.
func worldOf(t testing.TB, schema string) *World {
	t.Helper()
	w, diagnostics := parsed(t, schema)
	if diagnostics != nil {
		t.Fatal(diagnostics)
	}
	return w
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
		name, schema string
		code         cedar.Code
		message      string
	}{
		{"namespace", person + `namespace ‹N› { }`, NotAWorld, "a world has no namespaces"},
		{"no kind", `‹›` + rank, MissingWord, "no entity type is a kind of actor"},
		{"a type that is no record", person + `‹type Ties = Bool;›`, NotAWorld, "a type of a world is a record: Ties or Pair"},
		{"a type of another name", person + `type ‹Tie› = { };`, NotAWorld, `the types of a world are Ties and Pair, not "Tie"`},
		{"an annotation of a type", person + `‹@label("x")› type Ties = { };`, UnknownAnnotation, "@label is not known here"},

		{"two kinds at once", `@list("people") entity ‹Person›, Other = { name: String };`, NotAWorld, "each kind of a world is declared alone"},
		{"Cedar's own enumeration", person + `‹entity Color enum ["red"];›`, NotAWorld, "an enumeration of Cedar's own takes no groups"},
		{"tags", `@list("people") entity Person = { name: String } tags ‹String›;`, NotAWorld, "nothing in a world has tags"},
		{"a kind in another", rank + `@list("people") entity Person in [‹Rank›] = { name: String };`, NotAWorld, "only the values of an enumeration are in groups of their own type"},
		{"a kind in itself", `@list("people") entity Person in [‹Person›] = { name: String };`, NotAWorld, "only the values of an enumeration are in groups of their own type"},
		{"an enumeration in another", person + rank + `entity Color in [‹Rank›];`, NotAWorld, "only the values of an enumeration are in groups of their own type"},
		{"a kind without a list", person + `entity ‹Shop› = { name: String };`, MissingWord, "Shop is a kind of actor only with a list and attributes"},
		{"a list without a kind", person + `@list("shops") entity ‹Shop›;`, MissingWord, "Shop is a kind of actor only with a list and attributes"},
		{"nobody with attributes", person + `@nobody("all") entity City = ‹{ name: String }›;`, NotAWorld, "what stands for no recipient has no attributes"},
		{"nobody twice", person + city + `‹@nobody("all") entity Town;›`, NotAWorld, "one entity stands for no recipient, and there is another already"},
		{"nobody without an entity", person + `‹@nobody› entity City;`, BadAnnotation, "@nobody names its one entity"},

		{"a list without a name", `‹@list› entity Person = { name: String };`, BadAnnotation, `"" cannot be a list of a scenario file`},
		{"a list with a blank", `‹@list("my people")› entity Person = { name: String };`, BadAnnotation, `"my people" cannot be a list of a scenario file`},
		{"a list of the file", `‹@list("checks")› entity Person = { name: String };`, TakenName, `a scenario file has something else called "checks"`},
		{"a list twice", person + `‹@list("people")› entity Shop = { name: String };`, TakenName, `another list is called "people"`},
		{"a tie called as a kind's list", ties(`@ends("Person - Person") ‹people›: Bool`), TakenName, `another list is called "people"`},
		{"a tie called as something of the file", ties(`@ends("Person - Person") ‹events›: Bool`), TakenName, `a scenario file has something else called "events"`},

		{"drawn otherwise", `@list("people") ‹@drawn("persn")› entity Person = { name: String };`, BadAnnotation, `@drawn is "person" or "organisation", not "persn"; did you mean "person"?`},
		{"a caption of a kind", `@list("people") ‹@caption("set")› entity Person = { name: String };`, BadAnnotation, `@caption is "always", not "set"`},
		{"an annotation misspelt", `@list("people") ‹@lable("x")› entity Person = { name: String };`, UnknownAnnotation, `@lable is not known here; did you mean "label"? There is @list, @label, @drawn, @caption`},
		{"an annotation of an enumeration", person + `‹@drawn("person")› entity Rank in [Rank];`, UnknownAnnotation, "@drawn is not known here; there is @label"},
		{"an annotation of nobody", person + `‹@label("x")› @nobody("all") entity City;`, UnknownAnnotation, "@label is not known here; there is @nobody"},

		{"no name", `@list("people") entity ‹Person› = { age: Long };`, NotAWorld, "a Person has no name"},
		{"an optional name", `@list("people") entity Person = { ‹name?: String› };`, NotAWorld, "the name of an actor is name: String"},
		{"a name that is a number", `@list("people") entity Person = { ‹name: Long› };`, NotAWorld, "the name of an actor is name: String"},
		{"an annotation of the name", `@list("people") entity Person = { ‹@label("x")› name: String };`, UnknownAnnotation, "@label is not known here"},
		{"a list of values", kind(`tags: ‹Set<String>›`), NotAWorld, "neither a list nor a record"},
		{"a record", kind(`at: ‹{ x: Long }›`), NotAWorld, "neither a list nor a record"},
		{"another actor", kind(`boss: ‹Person›`), NotAWorld, "an attribute cannot be a Person: say it as a tie"},
		{"a type of Cedar's", kind(`since: ‹datetime›`), NotAWorld, "an attribute of a world is Bool, Long, String or an enumeration, not datetime"},
		{"an id of its own", kind(`‹id›: String`), TakenName, `every actor of a scenario file has an "id" of its own`},
		{"a place of its own", kind(`‹at›: Long`), TakenName, `every actor of a scenario file has an "at" of its own`},
		{"a unit of a text", kind(`‹@unit("x")› motto: String`), UnknownAnnotation, "@unit is not known here; there is @label, @change, @caption, @values"},
		{"values of a number", kind(`‹@values("1 2")› age: Long`), UnknownAnnotation, "@values is not known here; there is @label, @change, @caption, @unit, @pays"},
		{"one value", kind(`‹@values("one")› motto: String`), BadAnnotation, "@values are two or more words that differ"},
		{"a fact of a pair twice", person + `type Ties = { @ends("Person > Person") likes: Bool };
			type Pair = { @tie("likes") @side("sender") likes: Bool, @tie("likes") @side("recipient") liked: Bool, @tie("likes") @side("sender") ‹adores›: Bool };`, cedar.Duplicate, "adores says what likes says already of likes"},
		{"a mutual tie twice", person + `type Ties = { @ends("Person - Person") friends: Bool };
			type Pair = { @tie("friends") @side("either") friends: Bool, @tie("friends") @side("sender") ‹pals›: Bool };`, cedar.Duplicate, "pals says what friends says already of friends"},
		{"a distance twice", person + `type Ties = { @ends("Person - Person") friends: Bool };
			type Pair = { @distance("friends") @far("3") far?: Long, @distance("friends") @far("4") ‹farther›?: Long };`, cedar.Duplicate, "farther says what far says already of friends"},
		{"a value twice", kind(`‹@values("on off on")› light: String`), BadAnnotation, "@values are two or more words that differ"},
		{"changed by nobody", kind(`‹@change("me")› age: Long`), BadAnnotation, `@change is "owner" or "buy", not "me"`},
		{"a caption of an attribute", kind(`‹@caption("never")› age: Long`), BadAnnotation, `@caption is "always" or "set", not "never"`},
		{"two that pay", kind(`@pays a: Long, ‹@pays› b: Long`), BadAnnotation, "costs of a Person are taken from a already"},

		{"a tie that is no Bool", ties(`‹@ends("Person - Person") knows: Long›`), NotAWorld, "a tie is a field of type Bool"},
		{"an optional tie", ties(`‹@ends("Person - Person") knows?: Bool›`), NotAWorld, "a tie is a field of type Bool"},
		{"a tie without ends", ties(`‹knows›: Bool`), MissingWord, "knows does not say between whom it is"},
		{"ends misspelt", ties(`‹@ends("Person -> Person")› knows: Bool`), BadAnnotation, `@ends is "A > B" or "A - B", several of them with commas, not "Person -> Person"`},
		{"ends of a kind that is not there", ties(`‹@ends("Person > Persn")› knows: Bool`), BadAnnotation, `no kind of actor is called "Persn"; did you mean "Person"?`},
		{"ends of nobody", person + city + `type Ties = { ‹@ends("Person > City")› knows: Bool };`, BadAnnotation, `no kind of actor is called "City"`},
		{"ends of both sorts", ties(`‹@ends("Person > Person, Person - Person")› knows: Bool`), BadAnnotation, "a tie has a direction between all of its ends, or between none"},
		{"a tie made by somebody else", ties(`@ends("Person > Person") ‹@change("owner")› knows: Bool`), BadAnnotation, `@change is "from", not "owner"`},
		{"a tie taken back by somebody else", ties(`@ends("Person > Person") ‹@undo("to")› knows: Bool`), BadAnnotation, `@undo is "from" or "either", not "to"`},
		{"an annotation of a tie", ties(`@ends("Person > Person") ‹@side("sender")› knows: Bool`), UnknownAnnotation, "@side is not known here; there is @label, @ends, @change, @undo"},

		{"a fact of nothing", pair(`‹known›: Bool`), MissingWord, "known is no fact of a pair"},
		{"a fact of both", pair(`@tie("knows") @side("sender") @distance("knows") ‹known›: Bool`), MissingWord, "known is no fact of a pair"},
		{"a fact of a tie that is not there", pair(`‹@tie("nows")› @side("sender") known: Bool`), BadAnnotation, `there is no tie "nows"; did you mean "knows"?`},
		{"a fact without a side", pair(`@tie("fears") ‹afraid›: Bool`), MissingWord, "afraid does not say who does it"},
		{"a fact of another side", pair(`@tie("fears") ‹@side("both")› afraid: Bool`), BadAnnotation, `@side is "sender" or "recipient" or "either", not "both"`},
		{"a fact that is no Bool", pair(`@tie("fears") @side("sender") afraid: ‹Long›`), NotAWorld, "that a tie stands is a Bool, and always there"},
		{"a fact that may be missing", pair(`@tie("fears") @side("sender") afraid?: ‹Bool›`), NotAWorld, "that a tie stands is a Bool, and always there"},
		{"a distance without an end", pair(`@distance("knows") ‹near›?: Long`), BadAnnotation, "@far is the distance of all who are further: a number from 2 to 16"},
		{"a distance of one step", pair(`@distance("knows") ‹@far("1")› near?: Long`), BadAnnotation, "@far is the distance of all who are further"},
		{"a distance of many steps", pair(`@distance("knows") ‹@far("17")› near?: Long`), BadAnnotation, "@far is the distance of all who are further"},
		{"a distance along a direction", pair(`‹@distance("fears")› @far("4") near?: Long`), BadAnnotation, "fears has a direction; a distance goes along a tie without one"},
		{"a distance that is always there", pair(`@distance("knows") @far("4") near: ‹Long›`), NotAWorld, "a distance is an optional Long"},
		{"a distance that is no number", pair(`@distance("knows") @far("4") near?: ‹Bool›`), NotAWorld, "a distance is an optional Long"},

		{"a group of actions", action(`action all` + tail + `action greet in [‹all›]` + tail), NotAWorld, "a world has no groups of actions"},
		{"an action for nobody", action(`‹action greet;›`), NotAWorld, "greet is offered to nobody"},
		{"a way of no sort", action(`‹@way("end")› action greet` + tail), BadAnnotation, `@way is "start" or "answer", not "end"`},
		{"it makes no tie", action(`‹@makes("nows")› action greet` + tail), BadAnnotation, `there is no tie "nows"`},
		{"it clears no tie", action(`‹@clears("nows")› action greet` + tail), BadAnnotation, `there is no tie "nows"`},
		{"it answers two ties", action(`‹@answers("knows fears")› action greet` + tail), BadAnnotation, "an action answers one tie"},
		{"an annotation of an action", action(`‹@cost("1")› action greet` + tail), UnknownAnnotation, "@cost is not known here; there is @label, @way, @makes, @clears, @answers"},
		{"from no kind", action(rank + `action greet appliesTo { principal: [‹Rank›], resource: [Person], context: Pair };`), NotAWorld, "Rank is no kind of actor"},
		{"from nobody", action(`action greet appliesTo { principal: [‹City›], resource: [Person], context: Pair };`), NotAWorld, "City is no kind of actor"},
		{"to no kind", action(rank + `action greet appliesTo { principal: [Person], resource: [‹Rank›], context: Pair };`), NotAWorld, "Rank is no kind of actor"},
		{"to somebody or nobody", action(`action greet appliesTo ‹{ principal: [Person], resource: [Person, City] }›;`), NotAWorld, "an action has a recipient or none"},
		{"with a context of its own", action(`action greet appliesTo { principal: [Person], resource: [Person], context: ‹{ x: Bool }› };`), NotAWorld, "the context of an action is Pair"},
		{"with a context and nobody", action(`action rest appliesTo { principal: [Person], resource: [City], context: ‹Pair› };`), NotAWorld, "an action without a recipient has no context"},
	} {
		begins, ends := strings.Index(test.schema, "‹"), strings.Index(test.schema, "›")-len("‹")
		schema := strings.NewReplacer("‹", "", "›", "").Replace(test.schema)
		w, diagnostics := parsed(t, schema)
		var said []string
		for _, d := range diagnostics {
			said = append(said, fmt.Sprintf("%s at %q: %s", d.Code, d.Range.Of(schema), d.Message))
		}
		if len(diagnostics) == 0 {
			t.Errorf("%s: nothing is refused", test.name)
			continue
		}
		i := slices.IndexFunc(diagnostics, func(d cedar.Diagnostic) bool { return strings.Contains(d.Message, test.message) })
		if w != nil || len(said) != 1 || i < 0 {
			t.Errorf("%s: want %q alone, got %q", test.name, test.message, said)
			continue
		}
		if d := diagnostics[i]; d.Code != test.code || d.Severity != cedar.Error || d.Range != (cedar.Span{Start: begins, End: ends}) {
			t.Errorf("%s: want %s at %q, got %q", test.name, test.code, schema[begins:ends], said)
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

func TestArticle(t *testing.T) {
	text, err := os.ReadFile("../sets/article/schema.cedarschema")
	if err != nil {
		t.Fatal(err)
	}
	w := worldOf(t, string(text))
	member, page := w.Kinds[0], w.Kinds[1]
	if member.Type != "Member" || member.List != "members" || member.Drawn != Person || member.Caption != Never || page.Drawn != Organisation || page.Caption != Always ||
		w.Nobody.Entity != "members" || w.Nobody.Number != 2 {
		t.Errorf("%+v, %+v, %+v", member, page, w.Nobody)
	}
	tier, _ := member.Attribute("tier")
	credits, _ := member.Attribute("credits")
	inmail, _ := member.Attribute("inmail")
	company, _ := member.Attribute("company")
	seats, _ := page.Attribute("seats")
	if tier.Type != Choice || tier.Enum != w.Enums[0] || tier.Change != Owner || tier.Caption != Always {
		t.Errorf("%+v", tier)
	}
	if credits.Type != Number || credits.Unit != "InMail credit" || !credits.Pays || member.Pays() != credits || credits.Caption != IfSet {
		t.Errorf("%+v", credits)
	}
	if inmail.Type != Choice || inmail.Enum != nil || !slices.Equal(inmail.Names(), []string{"anyone", "connections", "nobody"}) {
		t.Errorf("%+v", inmail)
	}
	if company.Type != Text || !company.Optional || company.Change != Nobodys || company.Default() != (Value{}) || seats.Change != Buy || seats.Number != 0 {
		t.Errorf("%+v, %+v", company, seats)
	}
	connections, _ := w.Tie("connections")
	wrote, _ := w.Tie("wrote")
	visits, _ := w.Tie("visits")
	if !connections.Mutual || connections.Undo != UndoEither || connections.Change || wrote.Mutual || len(wrote.Ends) != 4 || wrote.Undo != UndoNobody || !visits.Change {
		t.Errorf("%+v, %+v", connections, wrote)
	}
	if !visits.Fits(member, page) || visits.Fits(page, member) || !connections.Fits(member, member) || connections.Fits(member, page) {
		t.Error("ties between others than their ends")
	}
	degree, _ := w.PairFact("degree")
	blocked, _ := w.PairFact("blocked")
	visited, _ := w.PairFact("recipientVisited")
	if !degree.Distance() || degree.Far != 4 || degree.Tie != connections || blocked.Side != Either || blocked.Distance() {
		t.Errorf("%+v, %+v", degree, blocked)
	}
	if !degree.Between(member, member) || degree.Between(member, page) || !visited.Between(page, member) || visited.Between(member, page) {
		t.Error("facts of others than their pairs")
	}
	reply, _ := w.Action("reply")
	search, _ := w.Action("advanced-search")
	if reply.Way != WayAnswer || reply.Answers != wrote || len(reply.Makes) != 1 || reply.Own() || len(reply.Pairs) != 4 || !search.Own() || !search.Applies(KindPair{page, w.Nobody}) || search.Applies(KindPair{page, page}) {
		t.Errorf("%+v, %+v", reply, search)
	}
	var ways []string
	for _, a := range w.Ways() {
		ways = append(ways, a.Name)
	}
	if !slices.Equal(ways, []string{"message", "reply", "inmail"}) || len(w.Pairs()) != 6 {
		t.Errorf("ways %v", ways)
	}
}

// Order is the order of the text, wherever a declaration needs another that comes later.
func TestOrderOfTheText(t *testing.T) {
	w := worldOf(t, `
		action zoom appliesTo { principal: [Zebra, Ape], resource: [Ape, Zebra, Ape], context: Pair };
		action arc, bow appliesTo { principal: [Ape], resource: [Ape] };
		type Pair = { @tie("zig") @side("sender") zag: Bool, @tie("aim") @side("either") ace: Bool };
		type Ties = { @ends("Zebra > Ape") zig: Bool, @ends("Ape - Ape") aim: Bool };
		@list("zoo") entity Zebra = { zest: Mood, name: String, age: Long };
		@list("arc") entity Ape = { name: String, wit: Long, art?: Bool };
		entity Mood in [Mood];`)
	var got []string
	for _, k := range w.Kinds {
		got = append(got, k.Type)
		for _, a := range k.Attributes {
			got = append(got, a.Name)
		}
	}
	for _, x := range w.Ties {
		got = append(got, x.Name)
	}
	for _, p := range w.Pair {
		got = append(got, p.Name)
	}
	for _, a := range w.Actions {
		got = append(got, a.Name)
	}
	for i, k := range w.Actions[0].Pairs { // kinds in their order, not in that of appliesTo
		got = append(got, fmt.Sprint(i, k.Sender.Type, k.Recipient.Type))
	}
	want := strings.Fields("Zebra zest age Ape wit art zig aim zag ace zoom arc bow 0ZebraZebra 1ZebraApe 2ApeZebra 3ApeApe")
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for i, f := range w.Facts() {
		if f.Number != i {
			t.Errorf("fact %d has the number %d", i, f.Number)
		}
	}
}

// many is a schema with a number of attributes and ties.
func many(attributes, ties int) string {
	list := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
		}
		return b.String()
	}
	return `@list("people") entity Person = { name: String, ` + list(attributes, "a%d: Bool, ") + ` };
		type Ties = { ` + list(ties, `@ends("Person > Person") t%d: Bool, `) + ` };
		type Pair = { ` + list(ties, `@tie("t%d") @side("sender") p%d: Bool, `) + ` };
		action greet appliesTo { principal: [Person], resource: [Person], context: Pair };`
}

// A world is as large as it is: no set of facts has a width.
func TestManyFacts(t *testing.T) {
	w := worldOf(t, many(40, 20))
	if got, want := len(w.Facts()), 2*42+20; got != want {
		t.Fatalf("%d facts, want %d", got, want)
	}
	if large := w.TooLarge(Outside); large != "" {
		t.Error(large)
	}
	var all Facts
	for i, f := range w.Facts() {
		if all.Has(f) || all.Len() != i {
			t.Fatalf("%d facts of %d", all.Len(), i)
		}
		all = all.With(f)
	}
	odd := Set()
	for i, f := range w.Facts() {
		if i%2 == 1 {
			odd = odd.With(f)
		}
	}
	last := Set(w.Facts()[len(w.Facts())-1])
	even := all.But(odd)
	switch {
	case even.Len() != 52 || even.Meets(odd) || !even.And(odd).Equal(all) || even.Within(odd) || !odd.Within(all) || all.Within(odd):
		t.Error("half of the facts and the other half are all")
	case !last.Meets(all) || !last.Within(odd) || last.Equal(odd) || !last.But(all).Empty() || last.Empty() || !(Facts{}).Within(last):
		t.Error("the last fact is lost")
	case !last.But(last).Equal(Facts{}) || !(Facts{}).Equal(last.But(last)):
		t.Error("nothing is nothing, however long it was")
	}
	i := 0
	for _, f := range odd.In(w) {
		if f.Number != 2*i+1 {
			t.Fatalf("fact %d is in the place of %d", f.Number, 2*i+1)
		}
		i++
	}
	for range all.In(w) { // may be left
		break
	}
}

// A fact is the same of the other side, and of the pair it is seen by the other.
func TestTurned(t *testing.T) {
	w := worldOf(t, `
		@list("people") entity Person = { name: String, age: Long };
		@list("shops") entity Shop = { name: String, age: Long };
		type Ties = { @ends("Person > Person") fears: Bool, @ends("Person - Person") knows: Bool, @ends("Person > Shop") visits: Bool };
		type Pair = { @tie("fears") @side("sender") a: Bool, @tie("fears") @side("recipient") b: Bool, @tie("fears") @side("either") c: Bool,
			@distance("knows") @far("4") d?: Long, @tie("knows") @side("sender") e: Bool, @tie("visits") @side("sender") f: Bool };
		action greet appliesTo { principal: [Person], resource: [Person], context: Pair };`)
	for _, f := range w.Facts() {
		if f.Of == OfPair {
			continue
		}
		other := map[Side]Side{Sender: Recipient, Recipient: Sender}[f.Side]
		g := w.Turned(f, other)
		if g.Side != other || g.Kind != f.Kind || g.Of != f.Of || g.Attribute != f.Attribute || w.Turned(g, f.Side) != f || w.Turned(f, f.Side) != f {
			t.Errorf("fact %d turned is fact %d", f.Number, g.Number)
		}
	}
	for name, want := range map[string]string{"a": "b", "b": "a", "c": "c", "d": "d", "e": "e", "f": ""} {
		p, _ := w.PairFact(name)
		got := ""
		if q := w.TurnedPair(p); q != nil {
			got = q.Name
		}
		if got != want {
			t.Errorf("%s turned is %q, want %q", name, got, want)
		}
		if w.Fact(p).Pair != p {
			t.Errorf("%s is fact %d", name, w.Fact(p).Number)
		}
	}
	fears, _ := w.Tie("fears")
	if w.PairFacts(fears).Len() != 3 || w.Named(Sender, "age").Len() != 2 || w.Named(Recipient, "name").Len() != 2 || w.Named(Either, "c").Len() != 1 || !w.Named(Sender, "c").Empty() {
		t.Error("facts by their names")
	}
	if n := w.Side(Sender).Len() + w.Side(Recipient).Len() + w.Side(Either).Len(); n != len(w.Facts()) {
		t.Errorf("the sides have %d facts", n)
	}
}

func TestDefaults(t *testing.T) {
	w := worldOf(t, `@list("people") entity Person = { name: String, a: Bool, b?: Bool, c: Long, d?: Long, @values("x y") e: String, @values("x y") f?: String, g?: String, h: String };`)
	want := []Value{{}, Absent, {}, Absent, {}, Absent, {}, {}}
	if got := w.Kinds[0].Defaults(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestTooLarge(t *testing.T) {
	w := worldOf(t, many(3, 2))
	for _, test := range []struct {
		most Limits
		want string
	}{
		{Limits{Kinds: 1, Attributes: 3, Ties: 2, Actions: 1}, ""},
		{Limits{Kinds: 0, Attributes: 3, Ties: 2, Actions: 1}, "it declares 1 kinds; a rule set from outside has at most 0"},
		{Limits{Kinds: 1, Attributes: 2, Ties: 2, Actions: 1}, "it declares 3 attributes; a rule set from outside has at most 2"},
		{Limits{Kinds: 1, Attributes: 3, Ties: 1, Actions: 1}, "it declares 2 ties; a rule set from outside has at most 1"},
		{Limits{Kinds: 1, Attributes: 3, Ties: 2, Actions: 0}, "it declares 1 actions; a rule set from outside has at most 0"},
	} {
		if got := w.TooLarge(test.most); got != test.want {
			t.Errorf("%+v: %q, want %q", test.most, got, test.want)
		}
	}
}
