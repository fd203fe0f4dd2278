// Package lint answers what is wrong with the text of rules while it is written, what may be written at a place of it, and
// what stands there. It needs a rule set and no scenario, so that what is written does not have to be in force.
package lint

import (
	"slices"
	"strconv"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
)

// Linter looks at texts of rules that stand beside those of a set. It remembers what it found of each rule of the last text,
// so that a key costs no more than the rule that it changes. It is not safe for concurrent use.
type Linter struct {
	set   *policy.RuleSet
	alone *policy.RuleSet // its world, without its rules
	known map[string]*piece
}

// New makes a linter for rules of one's own beside those of a set that has none.
func New(set *policy.RuleSet) *Linter {
	return &Linter{set: set, alone: set.OnlyWorld()}
}

// Set is the set beside whose rules those of a text stand.
func (l *Linter) Set() *policy.RuleSet { return l.set }

// piece is what is known of one rule's text, whatever stands around it. Its places are those in that text.
type piece struct {
	set   *policy.RuleSet // with this rule alone; nil where there are errors
	found []*diagnostic.Diagnostic
}

// Text is a text of rules as far as it can be read.
type Text struct {
	Rules       []Rule                   // in the order of the text
	Diagnostics []*diagnostic.Diagnostic // in the order of the text, one after another where they are at one place
	Lines       *diagnostic.Lines
}

// Rule is a rule and its place, from its first annotation to its semicolon.
type Rule struct {
	diagnostic.Span
	ID, Title string
	Never     bool             // no situation satisfies it
	Mentions  []policy.Mention // the actors that it names; their places are those in the rule's text

	read *policy.Rule          // nil where there are errors
	in   []*diagnostic.Message // that it is this rule of the text
	// named is its @id; where it has none, permit or forbid, which effect is.
	named, effect diagnostic.Span
}

// Lint finds what is wrong with a text. Each rule is read alone, so that a mistake in one hides none in another.
func (l *Linter) Lint(text string) *Text {
	tree, syntax := cedar.ParsePolicies(text)
	out := &Text{Lines: diagnostic.NewLines(text)}
	known := map[string]*piece{}
	for i, p := range tree.List {
		rule := Rule{Span: p.Span, named: p.Effect.Span, effect: p.Effect.Span}
		rule.ID, rule.named = annotation(p, "id", rule.named)
		rule.Title, _ = annotation(p, "title", rule.named)
		rule.in = diagnostic.Within(diagnostic.InRule, rule.ID, i+1)
		own := p.Of(text)
		piece, ok := l.known[own]
		if !ok {
			piece = l.read(own)
		}
		known[own] = piece
		for _, d := range piece.found {
			out.Diagnostics = append(out.Diagnostics, rule.shifted(d))
			rule.Never = rule.Never || slices.Contains(nevers, d.Code)
		}
		if piece.set != nil {
			rule.read, rule.Mentions = piece.set.Rules[0], piece.set.Mentions()
		}
		out.Rules = append(out.Rules, rule)
	}
	l.known = known
	for _, d := range syntax {
		if _, ok := out.Rule(d.Range); !ok {
			out.Diagnostics = append(out.Diagnostics, d)
		}
	}
	l.names(out)
	out.place()
	return out
}

// Add adds what else is found of each rule, whose places are those in its text.
func (t *Text) Add(find func(Rule) []*diagnostic.Diagnostic) {
	for _, r := range t.Rules {
		for _, d := range find(r) {
			t.Diagnostics = append(t.Diagnostics, r.shifted(d))
		}
	}
	t.place()
}

// Rule is the rule that a place of the text is in.
func (t *Text) Rule(at diagnostic.Span) (Rule, bool) {
	i, _ := slices.BinarySearchFunc(t.Rules, at.End, func(r Rule, end int) int { return r.End - end })
	if i < len(t.Rules) && t.Rules[i].Start <= at.Start {
		return t.Rules[i], true
	}
	return Rule{}, false
}

// nevers are what is odd about a rule that never applies.
var nevers = []diagnostic.Code{diagnostic.NeverHolds, diagnostic.AlwaysExcepted, diagnostic.Excluding, diagnostic.NeverApplies}

// read finds what is wrong with a rule that stands alone.
func (l *Linter) read(text string) *piece {
	set, problems := l.alone.With(text, nil)
	if set == nil {
		return &piece{found: problems}
	}
	return &piece{set: set, found: set.Notices}
}

// annotation is the value of an annotation of a policy and where it stands; otherwise where there is none.
func annotation(p *cedar.Policy, key string, otherwise diagnostic.Span) (string, diagnostic.Span) {
	for _, a := range p.Annotations {
		if a.Key.Text == key {
			return a.Value.Text, a.Span
		}
	}
	return "", otherwise
}

// shifted is a diagnostic of the rule's text as one of the whole.
func (r Rule) shifted(d *diagnostic.Diagnostic) *diagnostic.Diagnostic {
	out := d.Moved(func(s diagnostic.Span) diagnostic.Span { return s.By(r.Start) }, func(text string) string { return text })
	if d.In != nil { // alone it was the first
		out.In = r.in
	}
	return out
}

// names finds rules without a name and those with that of another, and gives them a free one.
func (l *Linter) names(t *Text) {
	taken := map[string]bool{}
	for _, r := range t.Rules {
		taken[r.ID] = true
	}
	next := map[string]int{} // where to go on, for many may have one name
	free := func(id string) string {
		base, first := id+"-", 2
		if id == "" {
			base, first = "rule-", 1
		}
		for n := max(next[base], first); ; n++ {
			try := base + strconv.Itoa(n)
			if _, ok := l.set.Rule(try); !ok && !taken[try] {
				next[base] = n
				return try
			}
		}
	}
	name := func(message *diagnostic.Message, r Rule) *diagnostic.Diagnostic {
		named := `@id(` + strconv.Quote(free(r.ID)) + `)`
		edit := diagnostic.Edit{Span: r.named, Text: named}
		title := diagnostic.Say(diagnostic.FixWrite, named)
		if r.ID == "" {
			edit = diagnostic.Edit{Span: diagnostic.Span{Start: r.Start, End: r.Start}, Text: named + "\n"}
			title = diagnostic.Say(diagnostic.FixAdd, named)
		}
		return &diagnostic.Diagnostic{Message: message, Range: r.named, In: r.in, Fixes: []diagnostic.Fix{{Title: title, Edits: []diagnostic.Edit{edit}}}}
	}
	for i, d := range t.Diagnostics {
		if d.Code != diagnostic.UnnamedRule {
			continue
		}
		if r, ok := t.Rule(d.Range); ok {
			t.Diagnostics[i] = name(d.Message, r)
		}
	}
	seen := map[string]bool{"": true}
	for _, r := range t.Rules {
		var message *diagnostic.Message
		if _, ok := l.set.Rule(r.ID); ok {
			message = diagnostic.Say(diagnostic.TakenID, l.set.Name)
		} else if seen[r.ID] && r.ID != "" {
			message = diagnostic.Say(diagnostic.SameID, diagnostic.Say(diagnostic.NounRule))
		}
		seen[r.ID] = true
		if message != nil {
			t.Diagnostics = append(t.Diagnostics, name(message, r))
		}
	}
}

// place gives the diagnostics their positions in the whole text, and its order.
func (t *Text) place() {
	for _, d := range t.Diagnostics {
		d.From, d.To = t.Lines.At(d.Range.Start), t.Lines.At(d.Range.End)
	}
	diagnostic.Sort(t.Diagnostics)
}
