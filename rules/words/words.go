// Package words answers how the facts, ties and actions of a world are said. A rule set's own words
// are clauses with slots, read from its words.en.json; where it has none, a sentence is made of the
// labels of its schema. The sentences around them, and grammar, are those of a Language.
package words

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/world"
)

// Words are the words of one rule set.
type Words struct {
	Say   Language // the sentences around them
	world *world.World
	file
}

// file is words.en.json. Keys of a map of clauses are values ("free", "true", "2", "absent"), "*"
// for any other; of ask, an operator and a value ("== free", ">= 25").
type file struct {
	CostUnit   string               `json:"cost"`  // the unit that costs are counted in
	Kinds      map[string]string    `json:"kinds"` // a kind in a sentence, by its Cedar type: "member"
	KindMeans  map[string]string    `json:"kindMeans"`
	Attributes map[string]attribute `json:"attributes"`
	Units      map[string]unit      `json:"units"`
	Ties       map[string]tie       `json:"ties"`
	Pair       map[string]tie       `json:"pair"` // where a fact of a pair is said otherwise than its tie
	Distances  map[string]distance  `json:"distances"`
	Actions    map[string]action    `json:"actions"`
	Laws       map[string]law       `json:"laws"`
}

// attribute is how an attribute is said: its key is its name, or with its kind as in "Member.tier".
type attribute struct {
	Is      map[string]string `json:"is"`      // a fact: {who} {value} {n}
	Ask     map[string]string `json:"ask"`     // what a condition asks for: {who}
	Edit    string            `json:"edit"`    // the edit that sets it: {who}
	Gain    string            `json:"gain"`    // it was brought by a value: {who} {n} {value}
	Change  map[string]string `json:"change"`  // a fix sets it: {who} {value} {n}
	Caption map[string]string `json:"caption"` // under a node: {value} {n}, {cost} in the unit of costs
	Labels  map[string]string `json:"labels"`  // its values in a form
	Values  map[string]string `json:"values"`  // its values in a sentence, as {value}
	More    string            `json:"more"`    // beside a value with a price, in a form: {price} {brings}
	Means   string            `json:"means"`   // what it is, for who does not know it
	Tried   tried             `json:"tried"`
}

// tried names a change among those of which none was found.
type tried struct {
	Open  string `json:"open"`
	Close string `json:"close"`
}

// unit is how many there are of something: {n}.
type unit struct {
	Zero  string `json:"zero"`
	One   string `json:"one"`
	Other string `json:"other"`
}

// tie is how a tie is said.
type tie struct {
	Is    string `json:"is"`     // {who} {whom}
	Not   string `json:"not"`    // {who} {whom}
	Ask   string `json:"ask"`    // what a condition asks for, where it is said otherwise
	AskNo string `json:"askNot"` // what one asks not to be
	Short string `json:"short"`  // on the canvas
	Verb  string `json:"verb"`   // between two names, in menus
	Edit  string `json:"edit"`   // the edit that makes it: {who} {whom}
	Undo  string `json:"undo"`   // and takes it back
	Make  string `json:"make"`   // a fix makes it: {who} {whom}
	Take  string `json:"take"`   // a fix takes it back
	Both  string `json:"both"`   // a fix takes back both directions
	Ends  string `json:"ends"`   // between whom it is
	Means string `json:"means"`
	Tried tried  `json:"tried"` // made by a change of a fix
	Lost  tried  `json:"lost"`  // taken back by one
}

// distance is how a distance is said, by its number; "2 through" where those between are known, as {through}.
type distance struct {
	Is    map[string]string `json:"is"`   // {S} {R} {n} {through}
	Ask   map[string]string `json:"ask"`  // {S} {R}
	Link  map[string]string `json:"link"` // in a few words: {n} {through}
	Means string            `json:"means"`
}

// action is how an action is said.
type action struct {
	Does  string `json:"does"` // "message", "message {whom}"
	Way   string `json:"way"`  // as a way to reach somebody: "InMail"
	Step  string `json:"step"` // somebody does it: {who} {whom}
	Then  string `json:"then"` // in answer to what was said before: {who} {whom}
	Means string `json:"means"`
}

// law is how a law is said.
type law struct {
	File string `json:"file"` // a file breaks it
	Edit string `json:"edit"` // an edit would break it
	Note string `json:"note"` // something gave way: {who} {whom}
}

// Read reads words.en.json. Its mistakes are unknown keys, and slots that mean nothing where they stand.
func Read(text string, w *world.World) (*Words, []*diagnostic.Diagnostic) {
	out := &Words{Say: Default(), world: w}
	if mistakes := codec.Decode(text, &out.file); mistakes != nil {
		return nil, mistakes
	}
	if mistakes := out.check(text); mistakes != nil {
		return nil, mistakes
	}
	return out, nil
}

// ShapeAt is the shape of the value at a path of words.en.json.
func ShapeAt(path []string) (codec.Shape, bool) { return codec.ShapeAt(reflect.TypeFor[file](), path) }

// Sketch are the words of a text as far as it can be read, for a world that may lack some of what it has words for.
func Sketch(text string, w *world.World) *Words {
	out := &Words{Say: Default(), world: w}
	_ = codec.Decode(text, &out.file) // what is read before a mistake is there
	return out
}

// fill puts names into the slots of a clause. What is put in is not looked at again.
func fill(clause string, slots map[string]string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(clause, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		slot, after, ok := strings.Cut(rest, "}")
		if !ok {
			return b.String()
		}
		b.WriteString(slots[slot])
		clause = after
	}
}

// among is the clause of a value, or of any other that is there.
func among(clauses map[string]string, a *world.Attribute, v world.Value) string {
	if absent(a, v) {
		return clauses["absent"]
	}
	if clause, ok := clauses[key(a, v)]; ok {
		return clause
	}
	return clauses["*"]
}

// of are the words of an attribute: those of its kind before those of its name.
func (w *Words) of(a *world.Attribute) attribute {
	if words, ok := w.Attributes[a.Kind.Type+"."+a.Name]; ok {
		return words
	}
	return w.Attributes[a.Name]
}

// Count says how many there are of a unit: "no credits", "1 credit", "3 credits".
func (w *Words) Count(n int64, name string) string {
	words := w.Units[name]
	switch {
	case n == 0 && words.Zero != "":
		return words.Zero
	case n == 1 && words.One != "":
		return words.One
	case n > 1 && words.Other != "":
		return fill(words.Other, map[string]string{"n": strconv.FormatInt(n, 10)})
	default:
		return w.Say.Count(n, name)
	}
}

// Cost says how many there are of what costs are counted in: the unit that the words name, or
// else that of the first number that costs are taken from.
func (w *Words) Cost(n int64) string { return w.Count(n, w.Unit()) }

// Unit is what costs are counted in.
func (w *Words) Unit() string {
	name := w.CostUnit
	for _, k := range w.world.Kinds {
		if pays := k.Pays(); pays != nil {
			name = cmp.Or(name, pays.Unit)
		}
	}
	return cmp.Or(name, w.Say.CostNoun())
}

// absent reports whether an actor does not have the attribute, because it is optional or of another kind.
func absent(a *world.Attribute, v world.Value) bool {
	return v == world.Absent || a.Optional && a.Type == world.Text && v.Text == ""
}

// key is the key of a value in a map of clauses.
func key(a *world.Attribute, v world.Value) string {
	if a.Type == world.Text {
		return "*"
	}
	return Typed(a, v)
}

// Typed is a value as a person types it and a file has it: "3", "true", "career"; "" where it is absent.
func Typed(a *world.Attribute, v world.Value) string {
	switch {
	case a.Type == world.Text:
		return v.Text
	case v == world.Absent:
		return ""
	case a.Type == world.Bool:
		return strconv.FormatBool(v.Number == 1)
	case a.Type == world.Choice:
		return a.Names()[v.Number]
	default:
		return strconv.FormatInt(v.Number, 10)
	}
}

// Label is a value of a choice as a form has it.
func (w *Words) Label(a *world.Attribute, v world.Value) string {
	typed := Typed(a, v)
	if label, ok := w.of(a).Labels[typed]; ok {
		return label
	}
	if a.Enum != nil {
		return a.Enum.Values[v.Number].Label
	}
	return w.Say.Capital(typed)
}

// More is what a form says beside a value that has a price: "$29.99 · 5 credits a month"; "" for others.
func (w *Words) More(a *world.Attribute, v world.EnumValue) string {
	if v.Price <= 0 {
		return ""
	}
	var brings []string
	for _, b := range v.Brings {
		of, ok := a.Kind.Attribute(b.Attribute)
		switch {
		case !ok:
		case of.Pays:
			brings = append(brings, w.Cost(b.Number))
		default:
			brings = append(brings, w.Amount(of, b.Number))
		}
	}
	price := fmt.Sprintf("%d.%02d", v.Price/100, v.Price%100)
	if clause := w.of(a).More; clause != "" {
		return fill(clause, map[string]string{"price": price, "brings": w.Say.List(brings...)})
	}
	return w.Say.PriceOf(price, w.world.Money, brings)
}

// value is a value in a sentence.
func (w *Words) value(a *world.Attribute, v world.Value) string {
	if a.Type != world.Choice || v == world.Absent {
		return Typed(a, v)
	}
	if said, ok := w.of(a).Values[Typed(a, v)]; ok {
		return said
	}
	return w.Label(a, v)
}

// slots are what an attribute's clauses may name.
func (w *Words) slots(a *world.Attribute, v world.Value, who string) map[string]string {
	slots := map[string]string{"who": who, "value": w.value(a, v)}
	if a.Type == world.Number && v != world.Absent {
		slots["n"] = w.Amount(a, v.Number)
	}
	return slots
}

// Amount is how many an actor has of a number.
func (w *Words) Amount(a *world.Attribute, n int64) string {
	if a.Unit == "" {
		return strconv.FormatInt(n, 10)
	}
	return w.Count(n, a.Unit)
}

// Is says what an actor's attribute is: "Ana has 3 InMail credits".
func (w *Words) Is(a *world.Attribute, v world.Value, who string) string {
	if clause := among(w.of(a).Is, a, v); clause != "" {
		return fill(clause, w.slots(a, v, who))
	}
	switch {
	case absent(a, v):
		return w.Say.HasNo(who, a.Label)
	case a.Type == world.Bool:
		return w.Say.IsSet(who, a.Label, v.Number == 1)
	case a.Type == world.Number && a.Unit != "":
		return w.Say.Has(who, w.Amount(a, v.Number))
	case a.Type == world.Text:
		return w.Say.TextIs(who, a.Label, v.Text)
	default:
		return w.Say.ValueIs(who, a.Label, w.value(a, v), true)
	}
}

// Ask says what a condition asks of an attribute; "" where a sentence cannot be made.
func (w *Words) Ask(a *world.Attribute, operator, literal, who string) string {
	asked := strings.TrimSpace(operator + " " + literal)
	words := w.of(a)
	if clause, ok := words.Ask[asked]; ok {
		return fill(clause, map[string]string{"who": who})
	}
	n, err := strconv.ParseInt(literal, 10, 64)
	switch {
	case a.Type == world.Bool:
		return w.Is(a, world.Value{Number: map[string]int64{"true": 1}[literal]}, who)
	case a.Type == world.Number && err == nil && slices.Contains(comparing, operator):
		if a.Unit != "" {
			return w.Say.HasCompared(who, operator, w.some(a, n))
		}
		return w.Say.NumberCompared(who, a.Label, operator, literal)
	case a.Type == world.Choice && (operator == "==" || operator == "!="):
		if i := slices.Index(a.Names(), literal); i >= 0 {
			if clause := words.Is[literal]; clause != "" && operator == "==" {
				return fill(clause, w.slots(a, world.Value{Number: int64(i)}, who))
			}
			return w.Say.ValueIs(who, a.Label, w.value(a, world.Value{Number: int64(i)}), operator == "==")
		}
	case a.Type == world.Choice && (operator == "in" || operator == "not in"):
		return w.Say.ValueIs(who, a.Label, literal, operator == "in")
	}
	return ""
}

// some is an amount that is compared with, 0 being a number too.
func (w *Words) some(a *world.Attribute, n int64) string {
	if n == 0 {
		return w.Say.Zero(a.Unit)
	}
	return w.Amount(a, n)
}

// sides are who does a tie that a fact of a pair sees, and to whom.
func sides(p *world.PairFact, sender, recipient string) map[string]string {
	slots := map[string]string{"S": sender, "R": recipient, "who": sender, "whom": recipient}
	if p.Side == world.Recipient {
		slots["who"], slots["whom"] = recipient, sender
	}
	return slots
}

// pairWords are the words of a fact of a pair: its own before those of its tie.
func (w *Words) pairWords(p *world.PairFact) tie {
	own, of := w.Pair[p.Name], w.Ties[p.Tie.Name]
	for _, clause := range []struct{ own, of *string }{{&own.Is, &of.Is}, {&own.Not, &of.Not}, {&own.Ask, &of.Ask}, {&own.AskNo, &of.AskNo}} {
		if *clause.own == "" {
			*clause.own = *clause.of
		}
	}
	return own
}

// Tied says whether the tie of a fact stands between sender and recipient.
func (w *Words) Tied(p *world.PairFact, stands bool, sender, recipient string) string {
	words, slots := w.pairWords(p), sides(p, sender, recipient)
	switch {
	case stands && words.Is != "":
		return fill(words.Is, slots)
	case !stands && words.Not != "":
		return fill(words.Not, slots)
	case p.Side == world.Either && !p.Tie.Mutual:
		return w.Say.Stands(sender, recipient, p.Tie.Label, stands)
	case stands:
		return w.Tie(p.Tie, slots["who"], slots["whom"])
	default:
		return w.Say.NotSo(w.Tie(p.Tie, slots["who"], slots["whom"]))
	}
}

// AskTied says what a condition asks of a fact of a pair.
func (w *Words) AskTied(p *world.PairFact, stands bool, sender, recipient string) string {
	words, slots := w.pairWords(p), sides(p, sender, recipient)
	switch {
	case stands && words.Ask != "":
		return fill(words.Ask, slots)
	case !stands && words.AskNo != "":
		return fill(words.AskNo, slots)
	default:
		return w.Tied(p, stands, sender, recipient)
	}
}

// Tie says that a tie stands: "Ana follows Acme Inc.".
func (w *Words) Tie(t *world.Tie, who, whom string) string {
	if clause := w.Ties[t.Name].Is; clause != "" {
		return fill(clause, map[string]string{"who": who, "whom": whom})
	}
	if t.Mutual {
		return w.Say.Linked(who, whom, t.Label)
	}
	return w.Say.DoesTie(who, whom, t.Label)
}

// Short is the word at a tie's line; "" for one that needs none.
func (w *Words) Short(t *world.Tie) string {
	if words, ok := w.Ties[t.Name]; ok && (words.Short != "" || t.Mutual) {
		return words.Short
	}
	if t.Mutual {
		return ""
	}
	return t.Label
}

// Kind is a kind of actor in a sentence: "member".
func (w *Words) Kind(k *world.Kind) string {
	if kind := w.Kinds[k.Type]; kind != "" {
		return kind
	}
	return w.Say.Lower(k.Label)
}

// Verb is a tie between two names: "is connected to".
func (w *Words) Verb(t *world.Tie) string {
	if verb := w.Ties[t.Name].Verb; verb != "" {
		return verb
	}
	if t.Mutual {
		return w.Say.LinkedTo(t.Label)
	}
	return t.Label
}

// Ends says between whom a tie can be.
func (w *Words) Ends(t *world.Tie) string {
	if clause := w.Ties[t.Name].Ends; clause != "" {
		return clause
	}
	var kinds [][2]string
	for _, e := range t.Ends {
		kinds = append(kinds, [2]string{w.Kind(e.From), w.Kind(e.To)})
	}
	return w.Say.Between(t.Label, t.Mutual, kinds)
}

// Edit names the edit that sets an attribute: "account tier of Ana".
func (w *Words) Edit(a *world.Attribute, who string) string {
	if clause := w.of(a).Edit; clause != "" {
		return fill(clause, map[string]string{"who": who})
	}
	return w.Say.AttributeOf(who, a.Label, a.Type == world.Bool)
}

// EditTie names the edit that makes a tie or takes it back.
func (w *Words) EditTie(t *world.Tie, made bool, who, whom string) string {
	words, slots := w.Ties[t.Name], map[string]string{"who": who, "whom": whom}
	switch {
	case made && words.Edit != "":
		return fill(words.Edit, slots)
	case !made && words.Undo != "":
		return fill(words.Undo, slots)
	}
	return w.Say.TieOf(who, whom, t.Label, t.Mutual, made)
}

// Gain says that a value brought something to an actor.
func (w *Words) Gain(a *world.Attribute, n int64, by *world.Attribute, value world.Value, who string) string {
	amount, label := w.Amount(a, n), w.Label(by, value)
	if clause := w.of(a).Gain; clause != "" {
		return fill(clause, map[string]string{"who": who, "n": amount, "value": label})
	}
	return w.Say.Brought(who, amount, label)
}

// Yielded says that something gave way to a law.
func (w *Words) Yielded(id, title, who, whom string) string {
	if clause := w.Laws[id].Note; clause != "" {
		return fill(clause, map[string]string{"who": who, "whom": whom})
	}
	return w.Say.GaveWay(title)
}

// Law says that an edit would break a law, of whom; in a file, what to do about it too.
func (w *Words) Law(id, title string, file bool, who, whom string) string {
	words, slots := w.Laws[id], map[string]string{"who": who, "whom": whom}
	switch {
	case file && words.File != "":
		return fill(words.File, slots)
	case !file && words.Edit != "":
		return fill(words.Edit, slots)
	default:
		return title
	}
}

// Distance says how far two are from each other; through are those who stand between them, "" if nobody is known.
func (w *Words) Distance(p *world.PairFact, at uint8, sender, recipient, through string) string {
	slots := map[string]string{"S": sender, "R": recipient, "n": strconv.Itoa(int(at)), "through": through}
	words := w.Distances[p.Name].Is
	if clause := distanceClause(words, at, through); clause != "" {
		return fill(clause, slots)
	}
	switch {
	case at == 0:
		return w.Say.NoDistance(sender, recipient)
	case at == 1:
		return w.Tie(p.Tie, sender, recipient)
	case int64(at) == p.Far:
		return w.Say.Further(sender, recipient, p.Far-1)
	default:
		return w.Say.Apart(sender, recipient, int64(at), through)
	}
}

func distanceClause(clauses map[string]string, at uint8, through string) string {
	key := strconv.Itoa(int(at))
	if at == 0 {
		key = "absent"
	}
	if through != "" {
		if clause, ok := clauses[key+" through"]; ok {
			return clause
		}
	}
	return clauses[key]
}

// AskDistance says what a condition asks of a distance; "" where a sentence cannot be made.
func (w *Words) AskDistance(p *world.PairFact, operator, literal, sender, recipient string) string {
	if clause, ok := w.Distances[p.Name].Ask[operator+" "+literal]; ok {
		return fill(clause, map[string]string{"S": sender, "R": recipient})
	}
	if !slices.Contains(comparing, operator) {
		return ""
	}
	return w.Say.StepsCompared(sender, recipient, operator, number(literal))
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Link says how near two are in a few words: "Connected"; "" where nothing is to be said.
func (w *Words) Link(p *world.PairFact, at uint8, through string) string {
	if at == 0 {
		return ""
	}
	words := w.Distances[p.Name].Link
	if clause := distanceClause(words, at, through); clause != "" {
		return fill(clause, map[string]string{"n": strconv.Itoa(int(at)), "through": through})
	}
	switch {
	case at == 1:
		return w.Say.Capital(p.Tie.Label)
	case int64(at) == p.Far:
		return w.Say.NotLinkedWithin(p.Far - 1)
	default:
		return w.Say.StepsApart(int64(at), through)
	}
}

// Does is an action in a sentence, to somebody: "message Ben"; whom is "" for a sender's own.
func (w *Words) Does(a *world.Action, whom string) string {
	clause := w.Actions[a.Name].Does
	if clause == "" {
		clause = w.Say.Lower(a.Label)
	}
	if strings.Contains(clause, "{whom}") || whom == "" {
		return fill(clause, map[string]string{"whom": whom})
	}
	return w.Say.To(clause, whom)
}

// Way is an action as a way to reach somebody: "InMail".
func (w *Words) Way(a *world.Action) string {
	if way := w.Actions[a.Name].Way; way != "" {
		return way
	}
	return w.Say.Lower(a.Label)
}

// Step says that somebody performs an action; then, that it answers what was said before.
func (w *Words) Step(a *world.Action, who, whom string, then bool) string {
	words, slots := w.Actions[a.Name], map[string]string{"who": who, "whom": whom}
	switch {
	case then && words.Then != "":
		return fill(words.Then, slots)
	case words.Step != "":
		return fill(words.Step, slots)
	default:
		return w.Say.StepOf(who, w.Does(a, whom))
	}
}

// Change says that a fix sets an attribute.
func (w *Words) Change(a *world.Attribute, v world.Value, who string) string {
	if clause := among(w.of(a).Change, a, v); clause != "" {
		return fill(clause, w.slots(a, v, who))
	}
	switch a.Type {
	case world.Bool:
		return w.Say.Sets(who, a.Label, v.Number == 1)
	case world.Number:
		return w.Say.ComesToHave(who, w.Amount(a, v.Number))
	default:
		return w.Say.ChangesTo(who, a.Label, w.value(a, v))
	}
}

// ChangeTie says that a fix makes a tie or takes it back; both, in both directions.
func (w *Words) ChangeTie(t *world.Tie, made, both bool, who, whom string) string {
	words, slots := w.Ties[t.Name], map[string]string{"who": who, "whom": whom}
	switch {
	case made && words.Make != "":
		return fill(words.Make, slots)
	case made:
		return w.Tie(t, who, whom)
	case both && words.Both != "":
		return fill(words.Both, slots)
	case words.Take != "":
		return fill(words.Take, slots)
	default:
		return w.Say.TakesBack(who, w.Tie(t, who, whom))
	}
}

// Tried names the change of an attribute among those of which none was found.
func (w *Words) Tried(a *world.Attribute, opens bool) string {
	words := w.of(a).Tried
	switch {
	case opens && words.Open != "":
		return words.Open
	case !opens && words.Close != "":
		return words.Close
	case a.Type == world.Number && a.Unit != "":
		return w.Say.AnotherAmount(a.Unit, opens)
	case a.Type == world.Bool:
		return w.Say.Quoted(a.Label)
	default:
		return w.Say.AnotherValue(a.Label)
	}
}

// TriedTie names the change of a tie among those of which none was found.
func (w *Words) TriedTie(t *world.Tie, made, opens bool) string {
	words := w.Ties[t.Name].Tried
	if !made {
		words = w.Ties[t.Name].Lost
	}
	switch {
	case opens && words.Open != "":
		return words.Open
	case !opens && words.Close != "":
		return words.Close
	case made:
		return w.Say.Quoted(t.Label)
	default:
		return w.Say.TakenBack(t.Label)
	}
}

// Caption is what stands of an attribute under a node.
func (w *Words) Caption(a *world.Attribute, v world.Value) string {
	if v == world.Absent {
		return ""
	}
	if clause := among(w.of(a).Caption, a, v); clause != "" {
		slots := map[string]string{"value": Typed(a, v)}
		switch a.Type {
		case world.Choice:
			slots["value"] = w.Label(a, v)
		case world.Number:
			slots["n"], slots["cost"] = w.Amount(a, v.Number), w.Cost(v.Number)
		}
		return fill(clause, slots)
	}
	switch a.Type {
	case world.Bool:
		return w.Say.FlagCaption(a.Label, v.Number == 1)
	case world.Number:
		return w.Amount(a, v.Number)
	case world.Choice:
		return w.Label(a, v)
	default:
		return v.Text
	}
}
