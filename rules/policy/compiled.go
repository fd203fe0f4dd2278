package policy

import (
	"slices"
	"sync"

	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"

	"inroad/rules/diagnostic"
	"inroad/rules/flat"
	"inroad/rules/policy/cedar"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/words"
	"inroad/rules/world"
)

// A set that comes with Inroad has a compiled form beside its texts: what is found by reading them, every table filled. It
// is ready without a parser, without asking Cedar anything, and without proving again what a test has proved. Where it is not of
// the texts that stand there, the set is read from these.

// Compile gives the compiled form of a set that comes with Inroad, from its texts.
func Compile(name string) ([]byte, error) {
	files, err := sets.Read(name)
	if err != nil {
		return nil, err
	}
	set, err := fromText(name, files)
	if err != nil {
		return nil, err
	}
	return set.form(files), nil
}

// form is the compiled form of the set, with every table filled.
func (set *RuleSet) form(files sets.Files) []byte {
	form := compiled{set: set, files: files}
	for _, part := range set.parts() {
		for _, r := range part.rules {
			for i, c := range r.Conditions {
				if !slices.Contains(form.meanings, c.meaning) {
					c.complete()
					form.meanings = append(form.meanings, c.meaning)
					form.origins = append(form.origins, origin{part.file, r.number - 1, i})
				}
			}
		}
	}
	return flat.Write(func(t *flat.Tape) {
		head := heading{sum(files), set.Title, set.Description}
		head.flat(t)
		form.flat(t)
	})
}

// decompile gives a set from its compiled form, without the heading.
func decompile(name string, files sets.Files, text string) *RuleSet {
	set := &RuleSet{Name: name, off: map[string]bool{}}
	form := compiled{set: set, files: files}
	if flat.Read(text, form.flat) != "" {
		panic("policy: the compiled form of " + name + " is of another engine; make compiled writes it anew")
	}
	set.offer()
	set.enforce()
	set.index()
	return set
}

// heading begins a compiled form.
type heading struct {
	sum                uint64 // of the texts that it is of
	title, description string
}

func (h *heading) flat(t *flat.Tape) {
	flat.Number(t, &h.sum)
	flat.Text(t, &h.title)
	flat.Text(t, &h.description)
}

// headed is the heading of a compiled form, and what follows it; false where it is not of some texts.
func headed(text string, files sets.Files) (head heading, rest string, fresh bool) {
	if text == "" {
		return head, "", false
	}
	rest = flat.Read(text, head.flat)
	return head, rest, head.sum == sum(files)
}

// sum tells the texts of a set from others: FNV-1a, 64 bits.
func sum(files sets.Files) uint64 {
	sum := uint64(14695981039346656037)
	add := func(b byte) { sum = (sum ^ uint64(b)) * 1099511628211 }
	for _, name := range sets.Names() {
		text := files[name]
		for i := range len(text) {
			add(text[i])
		}
		add(0xff) // which no text has
	}
	return sum
}

// complete fills the table with everything that it can be asked for.
func (m *meaning) complete() {
	c, w := &Condition{meaning: m}, m.schema.World
	actions := []string{""}
	if m.Action {
		for _, a := range w.Actions {
			actions = append(actions, a.Name)
		}
	}
	for _, kinds := range w.Pairs() {
		if !c.Listed() || m.lens.Bound(w, kinds, surveyed) == surveyed {
			continue
		}
		for _, s := range m.lens.Imaginable(w, kinds) {
			for _, action := range actions {
				c.Of(s, action)
				c.Of(situation.Situation{Sender: s.Sender}, action) // as a law of an actor asks
			}
		}
	}
}

// part is the rules of one text.
type part struct {
	file  string
	rules []*Rule
}

// parts are all laws, rules and warnings.
func (set *RuleSet) parts() []part {
	var laws []*Rule
	for _, l := range set.Laws {
		laws = append(laws, l.rule)
	}
	return []part{{sets.Impossible, laws}, {sets.Rules, set.Rules}, {sets.Warnings, set.Warnings}}
}

// compiled is a set that is written, or read.
type compiled struct {
	*flat.Tape
	set      *RuleSet
	files    sets.Files
	kinds    []*world.Kind                     // all
	sources  map[string]*source                // by the file
	trees    map[string]func() *cedar.Policies // of the sources, parsed when one is needed
	meanings []*meaning
	origins  []origin // of the meanings
}

// origin is where an expression stands: in the first condition that has the meaning.
type origin struct {
	file            string
	rule, condition int
}

// flat is the set as bytes.
func (f *compiled) flat(t *flat.Tape) {
	f.Tape = t
	set := f.set
	var w *world.World
	if !t.Reading() {
		w = set.World
	}
	world.Flat(t, &w)
	f.kinds = w.All()
	if t.Reading() {
		set.schema = newSchema(w, f.resolve)
		f.sources, f.trees = map[string]*source{}, map[string]func() *cedar.Policies{}
		for _, file := range []string{sets.Impossible, sets.Rules, sets.Warnings} {
			text := f.files[file]
			f.sources[file] = newSource(file, text)
			f.trees[file] = sync.OnceValue(func() *cedar.Policies {
				tree, _ := cedar.ParsePolicies(text)
				return tree
			})
		}
	}
	flat.Value(t, &set.Data)
	words.Flat(t, &set.Words, w)
	flat.List(t, &f.origins, f.origin)
	if t.Reading() {
		f.meanings = make([]*meaning, len(f.origins))
	}
	for i := range f.meanings {
		f.meaning(&f.meanings[i], f.origins[i])
	}
	flat.List(t, &set.Laws, f.law)
	flat.List(t, &set.Rules, func(r **Rule) { f.rule(r, sets.Rules) })
	flat.List(t, &set.Warnings, func(r **Rule) { f.rule(r, sets.Warnings) })
	set.lens.Flat(t, w)
}

// resolve resolves the schema, which has been resolved before.
func (f *compiled) resolve() (*resolved.Schema, error) {
	tree, _ := cedar.ParseSchema(f.files[sets.Schema])
	return resolved.Resolve(tree.AST())
}

func (f *compiled) origin(o *origin) {
	flat.Text(f.Tape, &o.file)
	flat.Number(f.Tape, &o.rule)
	flat.Number(f.Tape, &o.condition)
}

// expression is the expression that stands somewhere.
func (f *compiled) expression(at origin) ast.IsNode {
	return flatten(f.files[at.file], f.trees[at.file]().List[at.rule])[at.condition].expr
}

func (f *compiled) meaning(p **meaning, at origin) {
	t, w := f.Tape, f.set.World
	if t.Reading() {
		*p = &meaning{schema: f.set.schema, parse: sync.OnceValue(func() ast.IsNode { return f.expression(at) })}
	}
	m := *p
	flat.Text(t, &m.Text)
	m.lens.Flat(t, w)
	flat.Bool(t, &m.Action)
	m.Asked.Facts.Flat(t)
	flat.Text(t, &m.Asked.Operator)
	flat.Text(t, &m.Asked.Literal)
	flat.Bool(t, &m.want)
	flat.Bool(t, &m.guard)
	flat.Bool(t, &m.fallible)
	flat.One(t, &m.sender, f.kinds)
	flat.One(t, &m.recipient, f.kinds)
	f.literals(&m.literals)
	flat.Map(t, &m.table, func(truth *Truth) { flat.Number(t, truth) })
	if t.Reading() {
		m.Facts, m.view, m.finite = m.lens.Facts, m.lens.Ready(w), m.lens.Finite(w)
	}
}

func (f *compiled) literals(p **literals) {
	there := *p != nil
	flat.Bool(f.Tape, &there)
	if !there {
		return
	}
	if f.Reading() {
		*p = &literals{}
	}
	flat.Texts(f.Tape, &(*p).texts)
	flat.Texts(f.Tape, &(*p).ids)
	flat.List(f.Tape, &(*p).facts, func(fact **world.Fact) { flat.One(f.Tape, fact, f.set.World.Facts()) })
}

func (f *compiled) law(p **Law) {
	t, w := f.Tape, f.set.World
	if t.Reading() {
		*p = &Law{}
	}
	l := *p
	f.rule(&l.rule, sets.Impossible)
	flat.Texts(t, &l.Sources)
	flat.Bool(t, &l.actor)
	flat.Bool(t, &l.untied)
	var attributes []*world.Attribute
	for _, k := range w.Kinds {
		attributes = append(attributes, k.Attributes...)
	}
	flat.List(t, &l.Attributes, func(a **world.Attribute) { flat.One(t, a, attributes) })
	flat.List(t, &l.Ties, func(tie **world.Tie) { flat.One(t, tie, w.Ties) })
	if t.Reading() {
		l.rule.law = true
		l.ID, l.Title = l.rule.ID, l.rule.Title
		l.facts = l.rule.lens.Facts
		l.pair = pairFacts(w, l.facts)
	}
}

func (f *compiled) rule(p **Rule, file string) {
	t, w := f.Tape, f.set.World
	if t.Reading() {
		*p = &Rule{source: f.sources[file]}
	}
	r := *p
	flat.Text(t, &r.ID)
	flat.Text(t, &r.Title)
	flat.Bool(t, &r.Permits)
	flat.Texts(t, &r.Sources)
	flat.Value(t, &r.Needs)
	flat.Number(t, &r.Cost)
	f.actions(&r.actions)
	flat.One(t, &r.sender, f.kinds)
	flat.One(t, &r.recipient, f.kinds)
	flat.List(t, &r.kinds, func(k *world.KindPair) { k.Flat(t, f.kinds) })
	r.lens.Flat(t, w)
	f.span(&r.place, 0)
	flat.Number(t, &r.number)
	f.span(&r.named, r.place.Start)
	flat.List(t, &r.Conditions, func(c **Condition) { f.condition(c, r.place.Start) })
	if t.Reading() {
		r.Text = r.place.Of(r.source.text)
		for _, c := range r.Conditions {
			c.within(r.place)
		}
	}
}

// condition is one of a rule that begins somewhere in its source.
func (f *compiled) condition(p **Condition, begins int) {
	if f.Reading() {
		*p = &Condition{}
	}
	c := *p
	flat.One(f.Tape, &c.meaning, f.meanings)
	f.span(&c.span, begins)
	flat.Number(f.Tape, &c.clause)
	for truth := range c.comes {
		flat.Bool(f.Tape, &c.comes[truth])
	}
}

// actions are names of actions, by their numbers.
func (f *compiled) actions(names *[]string) {
	var numbers []int
	for _, name := range *names { // there are none yet where they are read
		a, _ := f.set.World.Action(name)
		numbers = append(numbers, a.Number)
	}
	flat.List(f.Tape, &numbers, func(n *int) { flat.Number(f.Tape, n) })
	if f.Reading() {
		for _, n := range numbers {
			*names = append(*names, f.set.World.Actions[n].Name)
		}
	}
}

// span is a span by what it is behind, and its length.
func (f *compiled) span(s *diagnostic.Span, behind int) {
	distance, length := s.Start-behind, s.End-s.Start
	flat.Number(f.Tape, &distance)
	flat.Number(f.Tape, &length)
	s.Start = behind + distance
	s.End = s.Start + length
}
