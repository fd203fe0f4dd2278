package world

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/spelling"
)

// Limits are the most that a world from outside declares.
type Limits struct{ Kinds, Attributes, Ties, Actions int }

// Outside are the limits of a rule set that does not come with Inroad.
var Outside = Limits{Kinds: 8, Attributes: 64, Ties: 32, Actions: 40}

// reserved are the lists and fields of the file format.
var (
	reservedLists      = []string{"inroad", "title", "description", "rules", "look", "events", "checks"}
	reservedAttributes = []string{"id", "at"}
)

// reader reads a schema into a world, and collects what is wrong with it.
type reader struct {
	*World
	diagnostics []*diagnostic.Diagnostic
	entities    map[string]*cedar.EntityType
	refused     map[string]bool       // those that are neither kind nor enumeration for a mistake in them, which says enough
	lists       map[string]cedar.Span // the names of the file's lists
}

// Read makes a world of a schema. It names every mistake at once; with any there is no world.
// Whether the types that a schema names exist is for cedar-go to resolve beforehand.
func Read(schema *cedar.Schema) (*World, []*diagnostic.Diagnostic) {
	r := read(schema)
	if len(r.diagnostics) > 0 {
		diagnostic.Sort(r.diagnostics)
		return nil, r.diagnostics
	}
	r.number()
	return r.World, nil
}

// Sketch is what a schema declares as far as it can be read, whatever is wrong with it. Its facts are not numbered.
func Sketch(schema *cedar.Schema) *World { return read(schema).World }

func read(schema *cedar.Schema) *reader {
	r := &reader{World: &World{}, entities: map[string]*cedar.EntityType{}, refused: map[string]bool{}, lists: map[string]cedar.Span{}}
	var ties, pair *cedar.RecordType
	var actions []*cedar.Action
	for _, d := range schema.List {
		switch d := d.(type) {
		case *cedar.Namespace:
			r.report(d.Path.Span, diagnostic.HasNamespace)
		case *cedar.EntityType:
			r.entity(d)
		case *cedar.CommonType:
			record, _ := d.Type.(*cedar.RecordType)
			r.annotations(d.Annotations, nil)
			switch {
			case record == nil:
				r.report(d.Span, diagnostic.TypeNoRecord)
			case d.Name.Text == TiesRecord:
				ties = record
			case d.Name.Text == PairRecord:
				pair = record
			default:
				r.report(d.Name.Span, diagnostic.OtherType, d.Name.Text)
				r.mend(d.Name.Span, d.Name.Text, []string{TiesRecord, PairRecord})
			}
		case *cedar.Action:
			actions = append(actions, d)
		}
	}
	for i, k := range r.All() {
		k.Number = i
	}
	if len(r.Kinds) == 0 && len(r.diagnostics) == 0 {
		r.report(cedar.Span{}, diagnostic.NoKinds)
	}
	r.attributes()
	if ties != nil {
		r.ties(ties)
	}
	if pair != nil {
		r.pair(pair)
	}
	for _, d := range actions {
		r.action(d)
	}
	return r
}

// TooLarge says what of a world is more than some limits; nothing where nothing is.
func (w *World) TooLarge(most Limits) *diagnostic.Message {
	attributes := 0
	for _, k := range w.Kinds {
		attributes += len(k.Attributes)
	}
	for _, count := range []struct {
		what    diagnostic.Code
		n, most int
	}{
		{diagnostic.CountedKinds, len(w.All()) + len(w.Enums), most.Kinds}, {diagnostic.CountedAttributes, attributes, most.Attributes},
		{diagnostic.CountedTies, len(w.Ties), most.Ties}, {diagnostic.CountedActions, len(w.Actions), most.Actions},
	} {
		if count.n > count.most {
			return diagnostic.Say(diagnostic.TooMany, count.what, count.n, count.most)
		}
	}
	return nil
}

func (r *reader) report(at cedar.Span, code diagnostic.Code, args ...any) {
	r.diagnostics = append(r.diagnostics, &diagnostic.Diagnostic{Range: at, Message: diagnostic.Say(code, args...)})
}

// fix gives the last mistake that was reported a fix.
func (r *reader) fix(fix diagnostic.Fix) {
	last := r.diagnostics[len(r.diagnostics)-1]
	last.Fixes = append(last.Fixes, fix)
}

// unknown reports a name of a tie or a kind in an annotation that does not exist.
func (r *reader) unknown(a cedar.Annotation, what diagnostic.Code, name string, known []string) {
	nearest := spelling.Nearest(name, known)
	r.report(a.Span, diagnostic.UnknownName, what, name, nearest, []string(nil))
	if nearest != "" && a.Value.Text == name {
		r.fix(diagnostic.Replace(a.Value.Span, strconv.Quote(nearest)))
	}
}

// UnknownAnnotation is the mistake of an annotation that does not belong where it stands.
func UnknownAnnotation(a cedar.Annotation, known []string) *diagnostic.Diagnostic {
	listed := ""
	if len(known) > 0 {
		listed = "@" + strings.Join(known, ", @")
	}
	out := &diagnostic.Diagnostic{Range: a.Span}
	nearest := spelling.Nearest(a.Key.Text, known)
	if nearest != "" {
		out.Fixes = []diagnostic.Fix{diagnostic.Replace(a.Key.Span, nearest)}
		nearest = "@" + nearest
	}
	out.Message = diagnostic.Say(diagnostic.UnknownAnnotation, "@"+a.Key.Text, nearest, listed)
	return out
}

// stated is what the annotations of a declaration say, by their names, among those that may stand there.
type stated struct {
	by    map[string]cedar.Annotation
	known []Annotation
}

func (s stated) text(name string) string { return s.by[name].Value.Text }

func (s stated) has(name string) bool {
	_, ok := s.by[name]
	return ok
}

// annotations reads those that may stand here. A misspelt one is refused.
func (r *reader) annotations(list []cedar.Annotation, known []Annotation) stated {
	var names []string
	for _, a := range known {
		names = append(names, a.Name)
	}
	out := stated{map[string]cedar.Annotation{}, known}
	for _, a := range list {
		name := a.Key.Text
		if !slices.Contains(names, name) {
			r.diagnostics = append(r.diagnostics, UnknownAnnotation(a, names))
			continue
		}
		out.by[name] = a
	}
	return out
}

// one is the value of an annotation that is one of a few.
func (r *reader) one(s stated, name string) string {
	annotation, ok := s.by[name]
	if !ok {
		return ""
	}
	values := s.known[slices.IndexFunc(s.known, func(a Annotation) bool { return a.Name == name })].Values
	if value := annotation.Value.Text; slices.Contains(values, value) {
		return value
	}
	value := annotation.Value.Text
	nearest := spelling.Nearest(value, values)
	r.report(annotation.Span, diagnostic.BadAnnotation, "@"+name, values, value, nearest)
	if nearest != "" {
		r.fix(diagnostic.Replace(annotation.Value.Span, strconv.Quote(nearest)))
	}
	return ""
}

// entity reads a kind, Nobody or an enumeration.
func (r *reader) entity(d *cedar.EntityType) {
	for _, name := range d.Names {
		r.entities[name.Text] = d
	}
	name := d.Names[0]
	if len(d.Names) > 1 {
		r.report(name.Span, diagnostic.KindsTogether)
	}
	if d.Enum != nil {
		r.report(d.Span, diagnostic.CedarEnum, name.Text)
		r.refused[name.Text] = true
		return
	}
	if d.Tags != nil {
		r.report(d.Tags.Range(), diagnostic.HasTags)
	}
	for _, parent := range d.Parents {
		if parent.Text != name.Text || d.Shape != nil {
			r.report(parent.Span, diagnostic.OtherGroup)
		}
	}
	known := ofEnum
	isKind, isNobody := annotated(d.Annotations, "list"), annotated(d.Annotations, "nobody")
	switch {
	case isNobody:
		known = ofNobody
	case isKind || d.Shape != nil:
		known = ofKind
	}
	a := r.annotations(d.Annotations, known)
	label := cmp.Or(a.text("label"), name.Text)
	switch {
	case isNobody && d.Shape != nil:
		r.report(d.Shape.Span, diagnostic.NobodyAttributes)
	case isNobody && r.Nobody != nil:
		r.report(d.Span, diagnostic.NobodyTwice)
	case isNobody && a.text("nobody") == "":
		r.report(a.by["nobody"].Span, diagnostic.NobodyUnnamed)
	case isNobody:
		r.Nobody = &Kind{Type: name.Text, Label: label, Entity: a.text("nobody")}
	case isKind && d.Shape == nil, !isKind && d.Shape != nil:
		code := diagnostic.KindWithoutList
		if isKind {
			code = diagnostic.ListWithoutKind
		}
		r.report(name.Span, code, name.Text)
		r.refused[name.Text] = true
	case isKind:
		drawn := Drawn(cmp.Or(r.one(a, "drawn"), string(Person)))
		list := a.text("list")
		r.list(list, a.by["list"].Span)
		r.Kinds = append(r.Kinds, &Kind{Type: name.Text, Label: label, List: list, Drawn: drawn, Caption: CaptionRule(r.one(a, "caption"))})
	default:
		r.Enums = append(r.Enums, &Enum{Type: name.Text, Label: label})
	}
}

func annotated(list []cedar.Annotation, name string) bool {
	return slices.ContainsFunc(list, func(a cedar.Annotation) bool { return a.Key.Text == name })
}

// list notes a list of the file, and refuses one that the file has already.
func (r *reader) list(name string, at cedar.Span) {
	first, twice := r.lists[name]
	switch {
	case name == "" || strings.ContainsFunc(name, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	}):
		r.report(at, diagnostic.BadList, name)
	case slices.Contains(reservedLists, name):
		r.report(at, diagnostic.TakenList, name)
	case twice && first != at:
		r.report(at, diagnostic.SecondList, name)
	}
	r.lists[name] = at
}

// attributes reads the attributes of all kinds, when all enumerations are known.
func (r *reader) attributes() {
	for _, k := range r.Kinds {
		named := false
		for _, d := range r.entities[k.Type].Shape.Attributes {
			if d.Name.Text == "name" {
				named = true
				r.annotations(d.Annotations, nil)
				if typeName(d.Type) != "String" || d.Optional {
					r.report(d.Span, diagnostic.NameNoText)
				}
				continue
			}
			if a := r.attribute(k, d); a != nil {
				a.Number = len(k.Attributes)
				k.Attributes = append(k.Attributes, a)
			}
		}
		if !named {
			r.report(r.entities[k.Type].Names[0].Span, diagnostic.MissingName, diagnostic.Kind(k.Type))
		}
	}
}

func typeName(t cedar.Type) string {
	if name, ok := t.(*cedar.TypeName); ok {
		return name.Text
	}
	return ""
}

func (r *reader) attribute(k *Kind, d cedar.Attribute) *Attribute {
	a := &Attribute{Kind: k, Name: d.Name.Text, Optional: d.Optional}
	name := typeName(d.Type)
	if plain, ok := cedarTypes[name]; ok {
		a.Type = plain
	} else if enum, ok := r.Enum(name); ok {
		a.Type, a.Enum = Choice, enum
	} else {
		r.refuseType(d.Type, name)
		return nil
	}
	if slices.Contains(reservedAttributes, a.Name) {
		r.report(d.Name.Span, diagnostic.TakenAttribute, a.Name)
	}
	said := r.annotations(d.Annotations, Annotations(AnAttribute, name))
	a.Label, a.Unit = cmp.Or(said.text("label"), a.Name), said.text("unit")
	a.Change = Changer(r.one(said, "change"))
	a.Caption = CaptionRule(r.one(said, "caption"))
	if a.Pays = said.has("pays"); said.text("pays") != "" {
		r.one(said, "pays")
	}
	if a.Pays && k.Pays() != nil {
		r.report(said.by["pays"].Span, diagnostic.PaysTwice, diagnostic.Kind(k.Type), k.Pays().Name)
	}
	if values, ok := said.by["values"]; ok {
		a.Type, a.Values = Choice, strings.Fields(values.Value.Text)
		if sorted := slices.Sorted(slices.Values(a.Values)); len(a.Values) < 2 || len(slices.Compact(sorted)) < len(a.Values) {
			r.report(values.Span, diagnostic.BadValues)
		}
	}
	return a
}

// refuseType says why no attribute can be of a type.
func (r *reader) refuseType(t cedar.Type, name string) {
	if name == "" {
		r.report(t.Range(), diagnostic.CompoundAttribute)
		return
	}
	if r.refused[name] {
		return // that is said of the type
	}
	if _, ok := r.entities[name]; ok {
		r.report(t.Range(), diagnostic.AttributeOfKind, diagnostic.Kind(name))
		return
	}
	r.report(t.Range(), diagnostic.OtherAttributeType, name)
	known := CedarTypes()
	for _, e := range r.Enums {
		known = append(known, e.Type)
	}
	r.mend(t.Range(), name, known)
}

// mend gives the last mistake that was reported the name that was probably meant, where one is near.
func (r *reader) mend(at cedar.Span, name string, known []string) {
	if nearest := spelling.Nearest(name, known); nearest != "" {
		r.fix(diagnostic.Replace(at, nearest))
	}
}

// ties reads the ties.
func (r *reader) ties(d *cedar.RecordType) {
	for _, d := range d.Attributes {
		t := &Tie{Number: len(r.Ties), Name: d.Name.Text}
		said := r.annotations(d.Annotations, ofTie)
		t.Label = cmp.Or(said.text("label"), t.Name)
		t.Change = r.one(said, "change") != ""
		t.Undo = Undo(r.one(said, "undo"))
		if typeName(d.Type) != "Bool" && typeName(d.Type) != "Boolean" || d.Optional {
			r.report(d.Span, diagnostic.TieNoBool)
		}
		r.list(t.Name, d.Name.Span)
		if !said.has("ends") {
			r.report(d.Name.Span, diagnostic.MissingEnds, t.Name)
		} else {
			r.ends(t, said.by["ends"])
		}
		if t.Mutual && t.Undo == UndoFrom {
			r.report(said.by["undo"].Span, diagnostic.NobodyMade, t.Name)
		}
		r.Ties = append(r.Ties, t)
	}
}

// ends reads @ends("Member > Page, Page > Member").
func (r *reader) ends(t *Tie, a cedar.Annotation) {
	mutual := map[bool]bool{}
	for part := range strings.SplitSeq(a.Value.Text, ",") {
		words := strings.Fields(part)
		if len(words) != 3 || words[1] != ">" && words[1] != "-" {
			r.report(a.Span, diagnostic.BadEnds, strings.TrimSpace(part))
			return
		}
		mutual[words[1] == "-"] = true
		var ends [2]*Kind
		for i, name := range []string{words[0], words[2]} {
			kind, ok := r.Kind(name)
			if !ok && r.refused[name] {
				return
			}
			if !ok {
				r.unknown(a, diagnostic.NounKindOfActor, name, types(r.Kinds))
				return
			}
			ends[i] = kind
		}
		t.Ends = append(t.Ends, Ends{ends[0], ends[1]})
	}
	t.Mutual = mutual[true]
	if len(mutual) > 1 {
		r.report(a.Span, diagnostic.MixedEnds)
	}
}

// tieNames are the names of all ties.
func (r *reader) tieNames() []string {
	var names []string
	for _, t := range r.Ties {
		names = append(names, t.Name)
	}
	return names
}

func types(kinds []*Kind) []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.Type)
	}
	return names
}

// furthest is the largest distance that can be told from those beyond it.
const furthest = 16

// pair reads the facts of a pair.
func (r *reader) pair(d *cedar.RecordType) {
	for _, d := range d.Attributes {
		p := &PairFact{Number: len(r.Pair), Name: d.Name.Text}
		said := r.annotations(d.Annotations, ofPair)
		isTie, isDistance := said.has("tie"), said.has("distance")
		if isTie == isDistance {
			r.report(d.Name.Span, diagnostic.NoFactOfPair, p.Name)
			continue
		}
		annotation := said.by["tie"]
		if isDistance {
			annotation = said.by["distance"]
		}
		tie, ok := r.Tie(annotation.Value.Text)
		if !ok {
			r.unknown(annotation, diagnostic.NounTie, annotation.Value.Text, r.tieNames())
			continue
		}
		p.Tie = tie
		switch {
		case isTie:
			p.Side = Side(r.one(said, "side"))
			if !said.has("side") {
				r.report(d.Name.Span, diagnostic.MissingSideOfTie, p.Name)
			}
			if name := typeName(d.Type); name != "Bool" && name != "Boolean" || d.Optional {
				r.report(d.Type.Range(), diagnostic.FactNoBool)
			}
		default:
			far, err := strconv.ParseInt(said.text("far"), 10, 64)
			if err != nil || far < 2 || far > furthest {
				r.report(cmp.Or(said.by["far"].Span, d.Name.Span), diagnostic.BadFar, furthest)
				far = 2
			}
			p.Side, p.Far = Either, far
			if !tie.Mutual && len(tie.Ends) > 0 {
				r.report(annotation.Span, diagnostic.DirectedDistance, tie.Name)
			}
			if typeName(d.Type) != "Long" || !d.Optional {
				r.report(d.Type.Range(), diagnostic.DistanceNoLong, p.Name)
			}
		}
		// Facts that say the same would only multiply the situations to look at.
		same := func(q *PairFact) bool {
			return q.Tie == p.Tie && (q.Far > 0) == (p.Far > 0) && (q.Side == p.Side || p.Tie.Mutual)
		}
		if i := slices.IndexFunc(r.Pair, same); i >= 0 {
			r.report(d.Name.Span, diagnostic.SameFact, p.Name, r.Pair[i].Name, p.Tie.Name)
			continue
		}
		r.Pair = append(r.Pair, p)
	}
}

func (r *reader) action(d *cedar.Action) {
	for _, parent := range d.Parents {
		r.report(parent.Span, diagnostic.ActionGroup)
	}
	said := r.annotations(d.Annotations, ofAction)
	for _, name := range d.Names {
		a := &Action{Number: len(r.Actions), Name: name.Text, Label: cmp.Or(said.text("label"), name.Text)}
		a.Way = Way(r.one(said, "way"))
		a.Makes, a.Clears = r.named(said.by["makes"]), r.named(said.by["clears"])
		if answers := r.named(said.by["answers"]); len(answers) > 0 {
			a.Answers = answers[0]
			if len(answers) > 1 {
				r.report(said.by["answers"].Span, diagnostic.AnswersTwo)
			}
		}
		if d.AppliesTo == nil {
			r.report(d.Span, diagnostic.OfferedToNobody, name.Text)
			continue
		}
		r.pairs(a, d.AppliesTo)
		r.fitting(a, said)
		r.Actions = append(r.Actions, a)
	}
}

// fitting refuses a tie that an action makes where it cannot be, and one that it answers or clears
// where it can never be.
func (r *reader) fitting(a *Action, said stated) {
	all := slices.Concat(a.Makes, a.Clears)
	if a.Answers != nil {
		all = append(all, a.Answers)
	}
	if slices.ContainsFunc(all, func(t *Tie) bool { return len(t.Ends) == 0 }) {
		return // that is said of the tie
	}
	for _, t := range a.Makes {
		if i := slices.IndexFunc(a.Pairs, func(k KindPair) bool { return !t.Fits(k.Sender, k.Recipient) }); i >= 0 {
			r.report(said.by["makes"].Span, diagnostic.TieMadeNowhere, t.Name, a.Pairs[i].Said(), a.Name)
		}
	}
	never := func(name string, t *Tie) {
		if len(a.Pairs) > 0 && !slices.ContainsFunc(a.Pairs, func(k KindPair) bool { return t.Fits(k.Recipient, k.Sender) }) {
			r.report(said.by[name].Span, diagnostic.NeverBetween, t.Name, a.Name)
		}
	}
	if a.Answers != nil {
		never("answers", a.Answers)
	}
	for _, t := range a.Clears {
		never("clears", t)
	}
}

// named are the ties that an annotation names.
func (r *reader) named(a cedar.Annotation) []*Tie {
	var list []*Tie
	for name := range strings.FieldsSeq(a.Value.Text) {
		t, ok := r.Tie(name)
		if !ok {
			r.unknown(a, diagnostic.NounTie, name, r.tieNames())
			continue
		}
		list = append(list, t)
	}
	return list
}

// pairs are whom an action is offered to.
func (r *reader) pairs(a *Action, to *cedar.AppliesTo) {
	kind := func(p cedar.Path, nobody bool) *Kind {
		if k, ok := r.Kind(p.Text); ok {
			return k
		}
		if nobody && r.Nobody != nil && p.Text == r.Nobody.Type {
			return r.Nobody
		}
		if !r.refused[p.Text] {
			r.report(p.Span, diagnostic.NoActorKind, p.Text)
			r.mend(p.Span, p.Text, types(r.Kinds))
		}
		return nil
	}
	own, others := false, false
	for _, principal := range to.Principals {
		for _, resource := range to.Resources {
			sender, recipient := kind(principal, false), kind(resource, true)
			if sender == nil || recipient == nil {
				return
			}
			own, others = own || recipient == r.Nobody, others || recipient != r.Nobody
			a.Pairs = append(a.Pairs, KindPair{sender, recipient})
		}
	}
	if own && others {
		r.report(to.Span, diagnostic.OwnAndOther)
	}
	a.Context = to.Context != nil
	switch context := typeName(to.Context); {
	case own && to.Context != nil:
		r.report(to.Context.Range(), diagnostic.OwnContext)
	case !own && to.Context != nil && context != PairRecord:
		r.report(to.Context.Range(), diagnostic.OtherContext)
	}
	slices.SortStableFunc(a.Pairs, func(x, y KindPair) int {
		return cmp.Or(cmp.Compare(x.Sender.Number, y.Sender.Number), cmp.Compare(x.Recipient.Number, y.Recipient.Number))
	})
	a.Pairs = slices.Compact(a.Pairs)
}
