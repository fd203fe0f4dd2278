package world

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
)

// parsed reads a schema that has no mistakes of syntax.
func parsed(t testing.TB, schema string) (*World, []*diagnostic.Diagnostic) {
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
	if large := w.TooLarge(Outside); large != nil {
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
		{Limits{Kinds: 0, Attributes: 3, Ties: 2, Actions: 1}, "too-many counted-kinds 1 0"},
		{Limits{Kinds: 1, Attributes: 2, Ties: 2, Actions: 1}, "too-many counted-attributes 3 2"},
		{Limits{Kinds: 1, Attributes: 3, Ties: 1, Actions: 1}, "too-many counted-ties 2 1"},
		{Limits{Kinds: 1, Attributes: 3, Ties: 2, Actions: 0}, "too-many counted-actions 1 0"},
	} {
		got := ""
		if large := w.TooLarge(test.most); large != nil {
			got = large.Error()
		}
		if got != test.want {
			t.Errorf("%+v: %q, want %q", test.most, got, test.want)
		}
	}
}
