package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/sets"
)

// at takes the mark | out of a text and gives its place.
func at(marked string) (text string, offset int) {
	before, after, _ := strings.Cut(marked, "¦")
	return before + after, len(before)
}

func labels(items []lint.Item) []string {
	var list []string
	for _, i := range items {
		list = append(list, i.Label)
	}
	return list
}

const head = `@id("a") permit(principal is Member, action == Action::"message", resource is Page) when { `

// At each place is offered what may be written there, and what is written replaces what has been begun.
func TestComplete(t *testing.T) {
	l := linter(t)
	for _, test := range []struct {
		name, marked string
		replaced     string
		first        []string // what is offered first
		not          string   // what is not offered
	}{
		{"nothing", `¦`, "", []string{"permit … when", "forbid … when", "permit … unless", "permit", "forbid"}, "when"},
		{"a second rule", head + "true };\n¦", "", []string{"permit … when"}, "when"},
		{"an annotation", `@¦`, "", []string{"id", "title", "source", "reading", "cost"}, ""},
		{"a reading", `@reading("C1¦") permit`, `"C1"`, []string{`"C1=list"`, `"C1=summary"`}, ""},
		{"a source", `@source("¦")`, `""`, []string{`"A3"`, `"A4"`}, ""},
		{"behind annotations", `@id("a") ¦`, "", []string{"permit", "forbid"}, "permit … when"},
		{"the sender", `permit(¦`, "", []string{"principal", "principal is Member", "principal is Page"}, ""},
		{"the sender's kind", `permit(principal is ¦`, "", []string{"Member", "Page"}, "Directory"},
		{"the action", `permit(principal, ¦`, "", []string{"action", `action == Action::"message"`}, ""},
		{"an action of a list", `permit(principal, action in [Action::"reply", ¦`, "", []string{`Action::"message"`}, ""},
		{"an action's name", `permit(principal, action == Action::"mess¦", resource)`, `"mess"`, []string{`"message"`, `"reply"`}, ""},
		{"the recipient", `permit(principal, action in [Action::"reply"], ¦`, "", []string{"resource", "resource is Member"}, "action"},
		{"behind the scope", `permit(principal, action, resource) ¦`, "", []string{"when", "unless"}, ""},
		{"a condition", head + `¦`, "", []string{"principal.company"}, "resource.tier"},
		{"an attribute", head + `principal.¦`, "", []string{"company", "headline", "tier"}, "seats"},
		{"an attribute of the other kind", head + `resource.se¦`, "se", []string{"seats", "credits", "name"}, "tier"},
		{"a fact of the pair", head + `context.¦`, "", []string{"recipientWrote", "senderWrote"}, "degree"}, // no member is connected to a page
		{"what may be missing", head + `principal has ¦`, "", []string{"company", "headline"}, "tier"},
		{"a value", head + `principal.tier == ¦`, "", []string{`Tier::"free"`}, ""},
		{"a value that is begun", head + `principal.tier == Tier::"fr¦`, `"fr`, []string{`"free"`}, ""},
		{"a group", head + `principal.tier in ¦`, "", []string{`Tier::"premium"`}, `Tier::"free"`},
		{"a text of few", head + `principal.inmail == ¦`, "", []string{`"anyone"`, `"connections"`, `"nobody"`}, ""},
		{"yes or no", head + `principal.openProfile == ¦`, "", []string{"true", "false"}, ""},
		{"a distance", `permit(principal, action, resource) when { context.degree == ¦`, "", []string{"1", "2", "3", "4"}, ""},
		{"an operator", head + `principal.tier ¦`, "", []string{"&&", "||", "=="}, ""},
		{"a comment", head + `// principal.¦`, "", nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, offset := at(test.marked)
			span, items := l.Complete(text, offset)
			got := labels(items)
			if span.Of(text) != test.replaced || len(got) < len(test.first) || !slices.Equal(got[:len(test.first)], test.first) || test.first == nil && got != nil {
				t.Errorf("%s: %q in the place of %q, want %q in that of %q", test.marked, got, span.Of(text), test.first, test.replaced)
			}
			if test.not != "" && slices.Contains(got, test.not) {
				t.Errorf("%s: %q is offered", test.marked, test.not)
			}
		})
	}
}

// What is offered at the beginning of a condition is a condition, or begins one: with what may be missing comes what asks for it.
func TestOfferedConditionsAreRight(t *testing.T) {
	l := linter(t)
	scope := strings.Replace(head, "is Page", "is Member", 1)
	_, items := l.Complete(scope, len(scope))
	for _, i := range items {
		if i.Kind != lint.Fact {
			continue
		}
		for _, d := range l.Lint(scope + i.Insert + ` == ` + i.Label[strings.LastIndex(i.Label, "has ")+1:] + ` };`).Diagnostics {
			if d.Code == diagnostic.MayBeMissing || d.Code == diagnostic.NoAttribute {
				t.Errorf("%s: %s", i.Insert, d.Code)
			}
		}
	}
}

// The rules that are offered whole need nothing but a condition.
func TestOfferedRulesAreRight(t *testing.T) {
	l := linter(t)
	_, items := l.Complete("", 0)
	for _, i := range items {
		if i.Kind != lint.Snippet {
			continue
		}
		rule := strings.NewReplacer("${condition}", "principal == resource || true", "${", "", "}", "").Replace(i.Insert)
		rule = strings.Replace(rule, "|| true ;", "|| true };", 1)
		if found := l.Lint(rule).Diagnostics; diagnostic.Failed(slices.DeleteFunc(found, func(d *diagnostic.Diagnostic) bool { return d.Code == diagnostic.NeverTheSame })) {
			t.Errorf("%s: %v", rule, found)
		}
	}
}

func TestHover(t *testing.T) {
	l := linter(t)
	for _, test := range []struct {
		marked, title, line string
		declared            string // what the declaration begins with
	}{
		{head + `principal.ti¦er == 1`, "principal.tier", "Account tier", `@label("Account tier")`},
		{head + `principal has comp¦any`, "principal.company", "Company", `@label("Company")`},
		{head + `context.recipient¦Wrote`, "context.recipientWrote", "the recipient has written to the sender", `@tie("wrote")`},
		{`permit(principal, action, resource) when { context.de¦gree`, "context.degree", `how many steps of "connected" the two are apart`, `@distance("connections")`},
		{head + `principal.tier == Tier::"care¦er"`, "Premium Career", "Account tier", `@label("Account tier")`},
		{`permit(principal, action == Action::"in¦mail"`, "InMail", "from a Member to a Member or from a Page to a Member", `@label("InMail")`},
		{`permit(principal is Mem¦ber`, "Member", "Member", `@label("Member")`},
		{`for¦bid(`, "forbid", "forbids, whatever allows", ""},
		{`@read¦ing("C1=list")`, "@reading", "the rule counts only where a question is read so", ""},
		{`@reading("C1=l¦ist")`, "May a free account message somebody it shares a connection with?", "", ""},
		{head + `principal.nothi¦ng`, "", "", ""},
		{head + `// principal.ti¦er`, "", "", ""},
	} {
		text, offset := at(test.marked)
		found := l.Hover(text, offset)
		if found.Title != test.title || test.line != "" && !slices.Contains(found.Lines, test.line) {
			t.Errorf("%s: %q %q, want %q %q", test.marked, found.Title, found.Lines, test.title, test.line)
		}
		schema, span, ok := l.Declared(found)
		if ok != (test.declared != "") || ok && !strings.HasPrefix(span.Of(schema), test.declared) {
			t.Errorf("%s is declared: %q", test.marked, span.Of(schema))
		}
	}
}

// A permit that always loses is found, with the rule that always wins; one that wins somewhere is not.
func TestFindings(t *testing.T) {
	l := linter(t)
	permit := `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { context.senderWrote };`
	forbid := `@id("b") @title("Who wrote has written") forbid(principal is Member, action == Action::"message", resource) when { context.senderWrote || context.blocked };`
	for _, test := range []struct {
		text string
		off  []string
		want []string
	}{
		{permit, nil, nil},
		{permit + forbid, nil, []string{"Who wrote has written"}},
		{permit + forbid, []string{"b"}, nil},
		{strings.Replace(permit, "context.senderWrote", "true", 1) + forbid, nil, nil},
		{permit + strings.Replace(forbid, "@id", `@reading("C1=list") @id`, 1), nil, nil},
		{`@reading("C1=list")` + permit + strings.Replace(forbid, "@id", `@reading("C1=list") @id`, 1), nil, []string{"Who wrote has written"}},
		{strings.Replace(permit, "context.senderWrote", `principal.tier == Tier::"free" && context has degree && context.degree == 4`, 1), nil, []string{"A free account starts no conversation outside its network"}},
	} {
		out := last(l.Findings(test.text, test.off))
		var got []string
		for _, d := range out.Diagnostics {
			if d.Code == diagnostic.Outdone && d.Range.Of(test.text) == "permit" {
				got = append(got, d.Args[0].([]string)...)
			}
		}
		if !slices.Equal(got, test.want) || out.Rules[0].Never != (test.want != nil) {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}

// Of a text with very many rules, not all are looked at.
func TestFindingsAreBounded(t *testing.T) {
	var text strings.Builder
	const rules = 500
	for i := range rules {
		fmt.Fprintf(&text, `@id("a%d") permit(principal is Member, action == Action::"message", resource is Member) when { context.senderWrote && principal.credits > %d };`+"\n", i, i)
		fmt.Fprintf(&text, `@id("b%d") forbid(principal is Member, action == Action::"message", resource is Member) when { context.senderWrote && principal.credits > %d };`+"\n", i, rules-i)
	}
	found := last(linter(t).Findings(text.String(), nil))
	outdone := 0
	for _, d := range found.Diagnostics {
		if d.Code == diagnostic.Outdone {
			outdone++
		}
	}
	if outdone == 0 || found.Untold == 0 || found.Done != len(found.Rules) || found.More { // all but the first lose
		t.Errorf("%d permits are found to lose, %d of %d rules untold", outdone, found.Untold, found.Done)
	}
}

// A key costs what the rule costs that it changes.
func BenchmarkKey(b *testing.B) {
	text := many(b, "article")
	l := linter(b)
	l.Lint(text)
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		l.Lint(strings.Replace(text, "credits > 77", "credits > "+strings.Repeat("7", 2+i%5), 1))
	}
}

func BenchmarkFirst(b *testing.B) {
	text := many(b, "article")
	for b.Loop() {
		linter(b).Lint(text)
	}
}

// A byte of a line costs the same however long the line is, where every rule on it has mistakes, too.
func BenchmarkLongLine(b *testing.B) {
	for name, rule := range map[string]string{
		"unnamed":  `permit(principal, action, resource) `,
		"misspelt": `@id("a") permit(principal, action == Action::"message", resource is Membr);`,
	} {
		for _, size := range []int{64 << 10, 256 << 10, 1 << 20} {
			text := strings.Repeat(rule, size/len(rule))
			b.Run(fmt.Sprintf("%s-%dkB", name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					linter(b).Lint(text)
				}
			})
		}
	}
}

// many are 200 rules: those of a set again and again, under other names, and one of one's own.
func many(b *testing.B, name string) string {
	b.Helper()
	set := load(b, name)
	var text strings.Builder
	for n := 0; ; {
		for _, r := range set.Rules {
			text.WriteString(strings.Replace(r.Text, `@id("`, `@id("own-`+strings.Repeat("x", n/len(set.Rules)), 1) + "\n\n")
			if n++; n == 199 {
				text.WriteString(`@id("mine") permit(principal is Member, action == Action::"message", resource is Member) when { principal.credits > 77 && context has degree && context.degree == 2 };`)
				return text.String()
			}
		}
	}
}

// What is no name as it stands is written in quotes, and not behind a dot.
func TestCompleteNamesInQuotes(t *testing.T) {
	set, problems := policy.Outside("quoted", sets.Files{
		sets.Schema: `@list("people") entity Person = { name: String, "e-mail"?: String, "on-call": Bool };
type Ties = { @ends("Person > Person") @change("from") @undo("from") knows: Bool };
type Pair = { @tie("knows") @side("sender") senderKnows: Bool };
@way("start") action greet appliesTo { principal: [Person], resource: [Person], context: Pair };`,
		sets.Data: `{"title": "Quoted"}`,
	})
	if set == nil {
		t.Fatal(problems[0])
	}
	l := lint.New(set)
	const head = `@id("a") permit(principal, action, resource) when { `
	_, items := l.Complete(head, len(head))
	var got []string
	for _, item := range items[:2] {
		got = append(got, item.Insert)
	}
	if want := []string{`principal has "e-mail" && principal["e-mail"]`, `principal["on-call"]`}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	const dotted = head + "principal."
	if _, items := l.Complete(dotted, len(dotted)); !slices.Equal(labels(items), []string{"name"}) {
		t.Errorf("%q", labels(items))
	}
}
