package scenario

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// Parse reads a scenario file that stands alone. It names every mistake at once; with any
// there is no scenario.
func Parse(text []byte) (*Scenario, []Error) { return ParseWith(text, Sources{}) }

// ParseWith is Parse for a scenario that may name what it does not hold.
func ParseWith(text []byte, from Sources) (*Scenario, []Error) {
	f := file{from: from}
	s, root := f.parse(text)
	if errs := f.finish(root); errs != nil {
		return nil, errs
	}
	return s, nil
}

// Lint finds all that is wrong and odd in a scenario file, in its order. Its own rules are read one by one, so that a mistake in
// one hides none in another. What is in a file beside it, of which it has the name, comes last, with that file's places.
func Lint(text []byte, from Sources) []*diagnostic.Diagnostic {
	f := file{reader: reader{lint: true}, from: from}
	_, root := f.parse(text)
	return append(f.finish(root), f.beside...)
}

// parse reads a file as far as it can be read.
func (f *file) parse(text []byte) (*Scenario, node) {
	if len(text) > MaxBytes {
		f.complain("", diagnostic.LargeFile, len(text), MaxBytes)
		return nil, node{}
	}
	f.source = bytes.TrimPrefix(text, []byte("\uFEFF"))
	root, syntax := parseTree(f.source)
	if syntax != nil {
		f.note(syntax)
		return nil, root
	}
	if !f.version(root) {
		return nil, root
	}
	f.read(root)
	return f.build(), root
}

// version refuses what is no scenario and what a newer Inroad wrote, before its unknown
// fields are complained about one by one.
func (f *file) version(root node) bool {
	if root.kind != '{' {
		f.complain("", diagnostic.NoScenario, root.kindName())
		return false
	}
	for _, m := range root.fields {
		if m.name != "inroad" {
			continue
		}
		version, err := strconv.ParseInt(m.value.text, 10, 64)
		switch {
		case m.value.kind != '0' || err != nil || version < 1:
			f.complain("inroad", diagnostic.BadVersion, Version)
		case version > Version:
			f.complain("inroad", diagnostic.NewerVersion, version, Version)
		}
		return len(f.errors) == 0
	}
	f.complain("", diagnostic.NoVersion, Version)
	return false
}

// file is a scenario file as written, every value in its place.
type file struct {
	reader
	from               Sources
	title, description string
	rules              rules
	set                *policy.RuleSet // without what the file adds; nil where it cannot be had
	actors             []network.Actor
	actorPaths         []string
	ties               map[*world.Tie]node
	tied               map[*world.Tie]entries
	look, checks       node
	sifted             bool                     // whether the set is without what there are mistakes in
	beside             []*diagnostic.Diagnostic // of the policies in a file beside this one
}

// entries are where the pairs of a tie stand in the file.
type entries map[network.Pair]string

// read reads the rules first, wherever they stand: their world says what else there can be.
func (f *file) read(root node) {
	i := slices.IndexFunc(root.fields, func(m field) bool { return m.name == "rules" })
	if i < 0 {
		f.readRules(node{})
	} else {
		f.readRules(root.fields[i].value)
	}
	f.ties, f.tied = map[*world.Tie]node{}, map[*world.Tie]entries{}
	known := map[string]func(string, node){
		"inroad":      func(string, node) {},
		"title":       func(p string, n node) { f.title = f.text(p, n, maxName, "") },
		"description": func(p string, n node) { f.description = f.text(p, n, maxDescription, "\n\t\r") },
		"rules":       func(string, node) {},
		"look":        func(_ string, n node) { f.look = n },
		"events": func(p string, n node) {
			if n.kind != '[' || len(n.items) > 0 {
				f.complain(p, diagnostic.NoEvents)
			}
		},
		"checks": func(p string, n node) {
			if n.kind != '[' {
				f.mustBe(p, diagnostic.AList, n)
			}
			f.checks = n
		},
	}
	if f.set == nil { // nothing says which lists there are
		for _, m := range root.fields {
			if known[m.name] == nil {
				known[m.name] = func(string, node) {}
			}
		}
		f.fields("", root, known)
		return
	}
	for _, kind := range f.set.World.Kinds {
		known[kind.List] = func(p string, n node) {
			f.list(p, n, func(p string, n node) { f.actorOf(kind, p, n) })
		}
	}
	for _, t := range f.set.World.Ties {
		known[t.Name] = func(_ string, n node) { f.ties[t] = n }
	}
	f.fields("", root, known)
	f.sort()
}

// sort puts the actors in the order of their kinds, whichever list the file names first.
func (f *file) sort() {
	order := make([]int, len(f.actors))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return f.actors[a].Kind.Number - f.actors[b].Kind.Number })
	actors, paths := make([]network.Actor, len(order)), make([]string, len(order))
	for i, j := range order {
		actors[i], paths[i] = f.actors[j], f.actorPaths[j]
	}
	f.actors, f.actorPaths = actors, paths
}

// actorOf reads an actor of a kind.
func (f *file) actorOf(kind *world.Kind, path string, n node) {
	a := network.Actor{Kind: kind}
	known := map[string]func(string, node){
		"id":   func(p string, n node) { a.ID = f.id(p, n) },
		"name": func(p string, n node) { a.Name = f.text(p, n, maxName, "") },
		"at":   func(p string, n node) { a.At = f.point(p, n) },
	}
	for _, attribute := range kind.Attributes {
		known[attribute.Name] = func(p string, n node) { a = a.With(attribute, f.value(p, n, attribute)) }
	}
	f.fields(path, n, known, "id")
	if strings.TrimSpace(a.Name) == "" {
		a.Name = a.ID
	}
	f.actors = append(f.actors, a)
	f.actorPaths = append(f.actorPaths, path)
}

// value reads the value of an attribute.
func (f *file) value(path string, n node, a *world.Attribute) world.Value {
	switch a.Type {
	case world.Bool:
		if f.boolean(path, n) {
			return world.Value{Number: 1}
		}
		return world.Value{}
	case world.Number:
		return world.Value{Number: f.number(path, n)}
	case world.Choice:
		names := a.Names()
		return world.Value{Number: int64(max(slices.Index(names, f.choice(path, n, names)), 0))}
	default:
		return world.Value{Text: f.text(path, n, maxName, "")}
	}
}

// maxPlace bounds a canvas.
const maxPlace = 1e6

func (f *file) point(path string, n node) *network.Point {
	if n.kind == '[' && len(n.items) == 2 && n.items[0].kind == '0' && n.items[1].kind == '0' {
		x, errX := strconv.ParseFloat(n.items[0].text, 64)
		y, errY := strconv.ParseFloat(n.items[1].text, 64)
		if errX == nil && errY == nil && math.Abs(x) <= maxPlace && math.Abs(y) <= maxPlace {
			return &network.Point{X: x, Y: y}
		}
	}
	f.complain(path, diagnostic.BadPlace)
	return nil
}

// build puts together what was read, and complains of what cannot be.
func (f *file) build() *Scenario {
	if f.set == nil {
		return nil // nothing says who and what there can be
	}
	s := &Scenario{Title: f.title, Description: f.description}
	index := f.index()
	ties := network.Ties{}
	for _, t := range f.set.World.Ties {
		if n, ok := f.ties[t]; ok {
			ties[t] = f.pairs(t, n, index)
		}
	}
	s.Network = network.New(f.set.World, f.actors, ties)
	f.lawful(s.Network)
	s.Look = f.looked(index)
	f.apply(s)
	named := map[string]string{}
	for i, n := range f.checks.items {
		path := at("checks", i)
		c, ok := f.check(path, n, s, index)
		if first, twice := named[c.Name]; twice {
			f.complain(path+".name", diagnostic.SecondCheck, c.Name, first)
		} else if c.Name != "" {
			named[c.Name] = path
		}
		if ok {
			s.Checks = append(s.Checks, c)
		}
	}
	return s
}

func (f *file) index() map[string]int {
	if len(f.actors) > MaxActors {
		f.complain("", diagnostic.TooManyActors, len(f.actors), MaxActors)
	}
	index := map[string]int{}
	for i, a := range f.actors {
		first, twice := index[a.ID]
		switch {
		case a.ID == "":
		case twice:
			f.complain(f.actorPaths[i]+".id", diagnostic.SecondActor, a.ID, f.actorPaths[first])
		default:
			index[a.ID] = i
		}
	}
	return index
}

// actor reads the id of somebody who must exist.
func (f *file) actor(path string, n node, index map[string]int) (int, bool) {
	id := f.id(path, n)
	if id == "" {
		return 0, false
	}
	i, ok := index[id]
	if !ok {
		nearest := spelling.Nearest(id, sortedKeys(index))
		span := diagnostic.Span{Start: n.offset, End: n.end}
		f.note(&diagnostic.Diagnostic{Path: path, Message: diagnostic.Say(diagnostic.UnknownActor, id, nearest), Range: span, Fixes: quotedFix(span, nearest)})
	}
	return i, ok
}

// looked reads the question that the scenario opens with.
func (f *file) looked(index map[string]int) Look {
	var l Look
	if f.look.kind == 0 {
		return l
	}
	party := func(id *string) func(string, node) {
		return func(p string, n node) {
			if i, ok := f.actor(p, n, index); ok {
				*id = f.actors[i].ID
			}
		}
	}
	f.fields("look", f.look, map[string]func(string, node){"from": party(&l.From), "to": party(&l.To)}, "from")
	if l.From != "" && l.From == l.To {
		f.complain("look.to", diagnostic.WithItself, l.To)
	}
	return l
}

func (f *file) pairs(t *world.Tie, n node, index map[string]int) []network.Pair {
	var list []network.Pair
	f.tied[t] = entries{}
	seen := entries{}
	f.list(t.Name, n, func(path string, n node) {
		if n.kind != '[' || len(n.items) != 2 {
			f.complain(path, diagnostic.NoPair)
			return
		}
		from, okFrom := f.actor(at(path, 0), n.items[0], index)
		to, okTo := f.actor(at(path, 1), n.items[1], index)
		if !okFrom || !okTo {
			return
		}
		pair := network.Pair{From: from, To: to}
		same := pair
		if t.Mutual && from > to {
			same = network.Pair{From: to, To: from}
		}
		first, twice := seen[same]
		switch {
		case from == to:
			f.complain(path, diagnostic.WithItself, f.actors[from].ID)
		case !t.Fits(f.actors[from].Kind, f.actors[to].Kind):
			f.refuse(path, misfit(f.set, t, f.actors[from].Kind, f.actors[to].Kind))
		case twice:
			f.complain(path, diagnostic.SecondPair, first)
		default:
			seen[same], f.tied[t][pair] = path, path
			list = append(list, pair)
		}
	})
	return list
}

// misfit says that a tie is not between two kinds.
func misfit(set *policy.RuleSet, t *world.Tie, from, to *world.Kind) error {
	return diagnostic.Say(diagnostic.OtherEnds, set.Words.Ends(t), fromTo(set, world.KindPair{Sender: from, Recipient: to}))
}

// fromTo is a pair of kinds in a message, in the words of a set.
func fromTo(set *policy.RuleSet, kinds world.KindPair) *diagnostic.Message {
	return diagnostic.Say(diagnostic.FromTo, aKind(set, kinds.Sender), aKind(set, kinds.Recipient))
}

// rules are what a file says of its rules, before it is known whether the set has all that it names.
type rules struct {
	base, basePath         string
	carried, readings      node
	policies, policiesPath string
	policiesIn             holder // of them, where no file beside does
	policiesFile           string
	off                    []string
	offPaths               map[string]string
	bare                   bool
}

// readRules reads what the file says of its rules, and the set that it names or carries.
func (f *file) readRules(n node) {
	r := &f.rules
	*r = rules{basePath: "rules", policiesPath: "rules.policies", offPaths: map[string]string{}}
	policies, required := map[string]bool{}, []string{"base"}
	if slices.ContainsFunc(n.fields, func(m field) bool { return m.name == "set" }) {
		r.base, required = unnamed, nil
	} else {
		r.base = sets.Default()
	}
	switch n.kind {
	case 0:
	case '"':
		r.base = n.text
	case '{':
		r.basePath = "rules.base"
		f.fields("rules", n, map[string]func(string, node){
			"base":     func(p string, n node) { r.base = f.text(p, n, maxName, "") },
			"set":      func(_ string, n node) { r.carried = n },
			"readings": func(_ string, n node) { r.readings = n },
			"policies": func(p string, n node) {
				policies[p], r.policiesIn = true, holder{node: n, path: p, file: f.source}
				r.policies = f.text(p, n, MaxBytes, "\n\t\r")
			},
			"policiesFile": func(p string, n node) {
				policies[p], r.policiesPath = true, p
				r.policiesFile = f.text(p, n, maxName, "")
				r.policies = f.policies(p, r.policiesFile)
			},
			"off": f.readOff,
		}, required...)
		if len(policies) > 1 {
			f.complain("rules.policiesFile", diagnostic.PoliciesTwice)
		}
	default:
		f.mustBe("rules", diagnostic.SetOrObject, n)
	}
	if r.carried.kind != 0 {
		f.set = f.carriedSet(r.base, r.carried)
		return
	}
	set, err := f.named(r.base)
	if err != nil {
		f.refuse(r.basePath, err)
	}
	f.set = set
}

// readOff reads which rules are switched off.
func (f *file) readOff(path string, n node) {
	r := &f.rules
	if n.kind == '"' {
		if r.bare = n.text == everyRule; !r.bare {
			f.complain(path, diagnostic.BadOff, everyRule, n.text)
		}
		return
	}
	f.list(path, n, func(p string, n node) {
		id := f.text(p, n, maxName, "")
		if first, twice := r.offPaths[id]; twice {
			f.complain(p, diagnostic.OffTwice, id, first)
			return
		}
		r.offPaths[id] = p
		r.off = append(r.off, id)
	})
}

// apply lays what the file says of its rules over the set.
func (f *file) apply(s *Scenario) {
	r, set := &f.rules, f.set
	s.Set, s.Readings, s.PoliciesFile = set, set.Defaults(), r.policiesFile
	if r.readings.kind != 0 {
		s.Readings = s.Readings.With(f.readings("rules.readings", r.readings, set)...)
	}
	off := r.off
	with, problems := set.With(r.policies, off)
	if i := slices.Index(off, everyRule); r.bare || i >= 0 && (with == nil || !has(with, everyRule)) {
		if i >= 0 {
			off = slices.Delete(off, i, i+1)
		}
		set = set.OnlyWorld()
		with, problems = set.With(r.policies, off)
		s.Set = set
		if with != nil && has(with, everyRule) {
			f.complain(r.policiesPath, diagnostic.CalledAll, everyRule)
		}
	}
	if f.lint {
		problems = s.lint(set, r.policies, off)
	}
	for _, p := range problems {
		switch {
		case r.policiesFile == "":
			f.noteHeld(r.policiesIn.diagnostic(p))
		case f.lint:
			f.beside = append(f.beside, s.placed(p))
		default:
			f.noteHeld(s.placed(p).Inside(r.policiesPath))
		}
	}
	if with == nil {
		return
	}
	for _, id := range off {
		if _, ok := with.Rule(id); !ok && !f.sifted {
			f.refuse(r.offPaths[id], unknownRule(with, id))
		}
	}
	slices.Sort(off)
	s.Off = off
	if r.policies != "" || len(off) > 0 {
		s.Set = with
	}
}

// lint is what is wrong and odd about rules of one's own beside those of a set; of one that is off, what is wrong.
func (s *Scenario) lint(set *policy.RuleSet, policies string, off []string) []*diagnostic.Diagnostic {
	text := lint.New(set).Lint(policies)
	text.Add(func(r lint.Rule) []*diagnostic.Diagnostic { return s.Strangers(r.Mentions) })
	return slices.DeleteFunc(text.Diagnostics, func(d *diagnostic.Diagnostic) bool {
		r, ok := text.Rule(d.Range)
		return ok && d.Code.Severity() == diagnostic.Warning && slices.Contains(off, r.ID)
	})
}

// everyRule stands in off for all rules of the set, which are left out then.
const everyRule = "all"

func has(set *policy.RuleSet, id string) bool {
	_, ok := set.Rule(id)
	return ok
}

// policies reads the file that a scenario has its policies in.
func (f *file) policies(path, name string) string {
	part := func(part string) bool { return part == "" || part == "." || part == ".." }
	switch {
	case strings.ContainsAny(name, `\:`) || slices.ContainsFunc(strings.Split(name, "/"), part):
		f.complain(path, diagnostic.BadFileName, name)
		return ""
	case f.from.Beside == nil:
		f.complain(path, diagnostic.PoliciesApart, name)
		return ""
	}
	text, err := f.from.Beside(name)
	switch {
	case err != nil:
		f.complain(path, diagnostic.UnreadableFile, name, Cause(err))
		return ""
	case len(text) > MaxBytes:
		f.complain(path, diagnostic.LargeFile, len(text), MaxBytes)
		return ""
	}
	policies := string(bytes.TrimPrefix(text, []byte("\uFEFF")))
	if err := checkText(policies, MaxBytes, "\n\t\r"); err != nil {
		f.note(&diagnostic.Diagnostic{Path: path, Message: Cause(err), In: []*diagnostic.Message{diagnostic.Say(diagnostic.InFile, name)}})
	}
	return policies
}

// unknownRule says that there is no rule of an id.
func unknownRule(set *policy.RuleSet, id string) error {
	var ids []string
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		ids = append(ids, r.ID)
	}
	return diagnostic.Say(diagnostic.UnknownName, diagnostic.NounRule, id, spelling.Nearest(id, ids), []string(nil))
}

// Expectations are what a check may expect.
func Expectations() []string { return []string{"allowed", "forbidden", "unstated", "denied"} }

func (f *file) check(path string, n node, s *Scenario, index map[string]int) (Check, bool) {
	var c Check
	before := len(f.errors)
	from, to := -1, -1
	given := map[string]bool{}
	noting := func(name string, read func(string, node)) func(string, node) {
		return func(p string, n node) {
			given[name] = true
			read(p, n)
		}
	}
	party := func(id *string, number *int) func(string, node) {
		return func(p string, n node) {
			if i, ok := f.actor(p, n, index); ok {
				*id, *number = f.actors[i].ID, i
			}
		}
	}
	set := s.Set
	if i := slices.IndexFunc(n.fields, func(m field) bool { return m.name == "in" }); i >= 0 {
		// What else a check says is read by the words of the set that it names.
		if c.In = f.checkSet(path+".in", n.fields[i].value); c.In == nil {
			return c, false
		}
		set = c.In
	}
	actions := actionNames(set)
	f.fields(path, n, map[string]func(string, node){
		"name":      func(p string, n node) { c.Name = strings.TrimSpace(f.text(p, n, maxName, "")) },
		"note":      func(p string, n node) { c.Note = f.text(p, n, maxDescription, "\n\t\r") },
		"in":        func(string, node) {},
		"from":      noting("from", party(&c.From, &from)),
		"to":        noting("to", party(&c.To, &to)),
		"action":    func(p string, n node) { c.Action = f.choice(p, n, actions) },
		"readings":  func(p string, n node) { c.Readings = f.readings(p, n, set) },
		"expect":    noting("expect", func(p string, n node) { c.Expect = f.choice(p, n, Expectations()) }),
		"contested": noting("contested", func(p string, n node) { b := f.boolean(p, n); c.Contested = &b }),
		"cost":      func(p string, n node) { i := f.number(p, n); c.Cost = &i },
		"sources":   func(p string, n node) { c.Sources = f.strings(p, n) },
		"warnings":  func(p string, n node) { c.Warnings = f.strings(p, n) },
	}, "from", "action")
	if !given["expect"] && !given["contested"] {
		f.complain(path, diagnostic.EmptyCheck)
	}
	if c.Expect == decision.Unstated.String() && c.Sources != nil {
		f.complain(path+".sources", diagnostic.UnstatedSources)
	}
	if len(f.errors) > before {
		return c, false
	}
	// An actor that the set has no kind for is for the check to find: it fails, and says so.
	kinds, known := world.KindPair{Recipient: set.World.Nobody}, false
	if kinds.Sender, known = kindIn(set.World, f.actors[from].Kind); !known {
		return c, true
	}
	if given["to"] {
		if kinds.Recipient, known = kindIn(set.World, f.actors[to].Kind); !known {
			return c, true
		}
	}
	if from == to {
		f.complain(path+".to", diagnostic.WithItself, c.To)
		return c, false
	}
	if err := Offered(set, c.Action, kinds); err != nil {
		f.refuse(path+".action", err)
		return c, false
	}
	return c, true
}

// checkSet reads the name of the set that a check is asked under.
func (f *file) checkSet(path string, n node) *policy.RuleSet {
	before := len(f.errors)
	name := f.text(path, n, maxName, "")
	if len(f.errors) > before {
		return nil
	}
	set, err := f.named(name)
	if err != nil {
		f.refuse(path, err)
	}
	return set
}

// Known says that there is no such action, and which was probably meant; nil if there is.
func Known(set *policy.RuleSet, action string) error {
	if _, ok := set.World.Action(action); ok {
		return nil
	}
	names := actionNames(set)
	return diagnostic.Say(diagnostic.UnknownName, diagnostic.NounAction, action, spelling.Nearest(action, names), names)
}

func actionNames(set *policy.RuleSet) []string {
	var names []string
	for _, a := range set.World.Actions {
		names = append(names, a.Name)
	}
	return names
}

// Offered says why the schema does not offer an action to a kind of pair; nil if it does.
func Offered(set *policy.RuleSet, action string, kinds world.KindPair) error {
	if err := Known(set, action); err != nil {
		return err
	}
	nobody := kinds.Recipient == set.World.Nobody
	switch own := set.OwnAction(action); {
	case set.Applies(action, kinds):
		return nil
	case own && nobody:
		return diagnostic.Say(diagnostic.OtherActionKind, action, aKind(set, kinds.Sender))
	case own:
		return diagnostic.Say(diagnostic.OwnAction, action)
	case nobody:
		return diagnostic.Say(diagnostic.NeedsRecipient, action)
	default:
		return diagnostic.Say(diagnostic.OtherActionPair, action, fromTo(set, kinds))
	}
}

// strings reads a list of short strings, never nil.
func (f *file) strings(path string, n node) []string {
	list := []string{}
	f.list(path, n, func(p string, n node) { list = append(list, f.text(p, n, maxName, "")) })
	return list
}
