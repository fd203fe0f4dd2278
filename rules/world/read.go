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
	r := reader{World: &World{}, entities: map[string]*cedar.EntityType{}, refused: map[string]bool{}, lists: map[string]cedar.Span{}}
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
			case d.Name.Text == "Ties":
				ties = record
			case d.Name.Text == "Pair":
				pair = record
			default:
				r.report(d.Name.Span, diagnostic.OtherType, d.Name.Text)
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
	if len(r.diagnostics) > 0 {
		diagnostic.Sort(r.diagnostics)
		return nil, r.diagnostics
	}
	r.number()
	return r.World, nil
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

// read is what the annotations of a declaration say, by their names.
type read map[string]cedar.Annotation

func (a read) text(name string) string { return a[name].Value.Text }

func (a read) has(name string) bool {
	_, ok := a[name]
	return ok
}

// annotations reads those that may stand here. A misspelt one is refused.
func (r *reader) annotations(list []cedar.Annotation, known []string) read {
	out := read{}
	for _, a := range list {
		name := a.Key.Text
		if !slices.Contains(known, name) {
			r.diagnostics = append(r.diagnostics, UnknownAnnotation(a, known))
			continue
		}
		out[name] = a
	}
	return out
}

// one is the value of an annotation that is one of a few.
func (r *reader) one(a read, name string, values ...string) string {
	annotation, ok := a[name]
	if !ok {
		return ""
	}
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
	known := []string{"label"}
	isKind, isNobody := annotated(d.Annotations, "list"), annotated(d.Annotations, "nobody")
	switch {
	case isNobody:
		known = []string{"nobody"}
	case isKind || d.Shape != nil:
		known = []string{"list", "label", "drawn", "caption"}
	}
	a := r.annotations(d.Annotations, known)
	label := cmp.Or(a.text("label"), name.Text)
	switch {
	case isNobody && d.Shape != nil:
		r.report(d.Shape.Span, diagnostic.NobodyAttributes)
	case isNobody && r.Nobody != nil:
		r.report(d.Span, diagnostic.NobodyTwice)
	case isNobody && a.text("nobody") == "":
		r.report(a["nobody"].Span, diagnostic.NobodyUnnamed)
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
		drawn := Drawn(cmp.Or(r.one(a, "drawn", string(Person), string(Organisation)), string(Person)))
		list := a.text("list")
		r.list(list, a["list"].Span)
		r.Kinds = append(r.Kinds, &Kind{Type: name.Text, Label: label, List: list, Drawn: drawn, Caption: CaptionRule(r.one(a, "caption", "always"))})
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
	known := []string{"label", "change", "caption"}
	var refused *diagnostic.Message
	switch name := typeName(d.Type); name {
	case "Bool", "Boolean":
		a.Type = Bool
	case "Long":
		a.Type = Number
		known = append(known, "unit", "pays")
	case "String":
		a.Type = Text
		known = append(known, "values")
	case "":
		refused = diagnostic.Say(diagnostic.CompoundAttribute)
	default:
		if enum, ok := r.Enum(name); ok {
			a.Type, a.Enum = Choice, enum
		} else if r.refused[name] {
			return nil
		} else if _, ok := r.entities[name]; ok {
			refused = diagnostic.Say(diagnostic.AttributeOfKind, diagnostic.Kind(name))
		} else {
			refused = diagnostic.Say(diagnostic.OtherAttributeType, name)
		}
	}
	if refused != nil {
		r.report(d.Type.Range(), refused.Code, refused.Args...)
		return nil
	}
	if slices.Contains(reservedAttributes, a.Name) {
		r.report(d.Name.Span, diagnostic.TakenAttribute, a.Name)
	}
	said := r.annotations(d.Annotations, known)
	a.Label, a.Unit = cmp.Or(said.text("label"), a.Name), said.text("unit")
	a.Change = Changer(r.one(said, "change", string(Owner), string(Buy)))
	a.Caption = CaptionRule(r.one(said, "caption", string(Always), string(IfSet)))
	if a.Pays = said.has("pays"); said.text("pays") != "" {
		r.one(said, "pays", "yes")
	}
	if a.Pays && k.Pays() != nil {
		r.report(said["pays"].Span, diagnostic.PaysTwice, diagnostic.Kind(k.Type), k.Pays().Name)
	}
	if values, ok := said["values"]; ok {
		a.Type, a.Values = Choice, strings.Fields(values.Value.Text)
		if sorted := slices.Sorted(slices.Values(a.Values)); len(a.Values) < 2 || len(slices.Compact(sorted)) < len(a.Values) {
			r.report(values.Span, diagnostic.BadValues)
		}
	}
	return a
}

// ties reads the ties.
func (r *reader) ties(d *cedar.RecordType) {
	for _, d := range d.Attributes {
		t := &Tie{Number: len(r.Ties), Name: d.Name.Text}
		said := r.annotations(d.Annotations, []string{"label", "ends", "change", "undo"})
		t.Label = cmp.Or(said.text("label"), t.Name)
		t.Change = r.one(said, "change", "from") != ""
		t.Undo = Undo(r.one(said, "undo", string(UndoFrom), string(UndoEither)))
		if typeName(d.Type) != "Bool" && typeName(d.Type) != "Boolean" || d.Optional {
			r.report(d.Span, diagnostic.TieNoBool)
		}
		r.list(t.Name, d.Name.Span)
		if !said.has("ends") {
			r.report(d.Name.Span, diagnostic.MissingEnds, t.Name)
		} else {
			r.ends(t, said["ends"])
		}
		if t.Mutual && t.Undo == UndoFrom {
			r.report(said["undo"].Span, diagnostic.NobodyMade, t.Name)
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
		said := r.annotations(d.Annotations, []string{"tie", "side", "distance", "far"})
		isTie, isDistance := said.has("tie"), said.has("distance")
		if isTie == isDistance {
			r.report(d.Name.Span, diagnostic.NoFactOfPair, p.Name)
			continue
		}
		annotation := said["tie"]
		if isDistance {
			annotation = said["distance"]
		}
		tie, ok := r.Tie(annotation.Value.Text)
		if !ok {
			r.unknown(annotation, diagnostic.NounTie, annotation.Value.Text, r.tieNames())
			continue
		}
		p.Tie = tie
		switch {
		case isTie:
			p.Side = Side(r.one(said, "side", string(Sender), string(Recipient), string(Either)))
			if !said.has("side") {
				r.report(d.Name.Span, diagnostic.MissingSideOfTie, p.Name)
			}
			if name := typeName(d.Type); name != "Bool" && name != "Boolean" || d.Optional {
				r.report(d.Type.Range(), diagnostic.FactNoBool)
			}
		default:
			far, err := strconv.ParseInt(said.text("far"), 10, 64)
			if err != nil || far < 2 || far > furthest {
				r.report(cmp.Or(said["far"].Span, d.Name.Span), diagnostic.BadFar, furthest)
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
	said := r.annotations(d.Annotations, []string{"label", "way", "makes", "clears", "answers"})
	for _, name := range d.Names {
		a := &Action{Number: len(r.Actions), Name: name.Text, Label: cmp.Or(said.text("label"), name.Text)}
		a.Way = Way(r.one(said, "way", string(WayStart), string(WayAnswer)))
		a.Makes, a.Clears = r.named(said["makes"]), r.named(said["clears"])
		if answers := r.named(said["answers"]); len(answers) > 0 {
			a.Answers = answers[0]
			if len(answers) > 1 {
				r.report(said["answers"].Span, diagnostic.AnswersTwo)
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
func (r *reader) fitting(a *Action, said read) {
	all := slices.Concat(a.Makes, a.Clears)
	if a.Answers != nil {
		all = append(all, a.Answers)
	}
	if slices.ContainsFunc(all, func(t *Tie) bool { return len(t.Ends) == 0 }) {
		return // that is said of the tie
	}
	for _, t := range a.Makes {
		if i := slices.IndexFunc(a.Pairs, func(k KindPair) bool { return !t.Fits(k.Sender, k.Recipient) }); i >= 0 {
			r.report(said["makes"].Span, diagnostic.TieMadeNowhere, t.Name, a.Pairs[i].Said(), a.Name)
		}
	}
	never := func(name string, t *Tie) {
		if len(a.Pairs) > 0 && !slices.ContainsFunc(a.Pairs, func(k KindPair) bool { return t.Fits(k.Recipient, k.Sender) }) {
			r.report(said[name].Span, diagnostic.NeverBetween, t.Name, a.Name)
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
	switch context := typeName(to.Context); {
	case own && to.Context != nil:
		r.report(to.Context.Range(), diagnostic.OwnContext)
	case !own && to.Context != nil && context != "Pair":
		r.report(to.Context.Range(), diagnostic.OtherContext)
	}
	slices.SortStableFunc(a.Pairs, func(x, y KindPair) int {
		return cmp.Or(cmp.Compare(x.Sender.Number, y.Sender.Number), cmp.Compare(x.Recipient.Number, y.Recipient.Number))
	})
	a.Pairs = slices.Compact(a.Pairs)
}
