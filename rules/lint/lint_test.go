package lint_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/words"
)

func linter(t testing.TB) *lint.Linter {
	t.Helper()
	return lint.New(load(t, "article"))
}

func load(t testing.TB, name string) *policy.RuleSet {
	t.Helper()
	set, err := policy.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// message is a rule about messages between members with a condition.
func message(condition string) string {
	return `@id("a") permit(principal is Member, action == Action::"message", resource is Member) when { ` + condition + ` };`
}

// unmark takes the marks out of a text that show where its mistakes are.
func unmark(marked string) (text string, ranges []diagnostic.Span) {
	for {
		before, rest, found := strings.Cut(marked, "«")
		text += before
		if !found {
			return text, ranges
		}
		inside, after, _ := strings.Cut(rest, "»")
		ranges = append(ranges, diagnostic.Span{Start: len(text), End: len(text) + len(inside)})
		text += inside
		marked = after
	}
}

func mended(text string, fix diagnostic.Fix) string {
	for _, e := range slices.Backward(fix.Edits) {
		text = text[:e.Start] + e.Text + text[e.End:]
	}
	return text
}

// mistakes are what people write by mistake: what the official validator and cedar-go were measured with, and more.
var mistakes = []struct {
	name   string
	marked string   // «» stand round each mistake
	want   []string // code and words of each
	mended string   // by the first fix of the first; "" where there is none
}{
	// What the official validator and cedar-go were measured with.
	{
		"a misspelt attribute", message(`«resource.inmial» == "anyone"`),
		[]string{`no-attribute: a Member has no "inmial"; did you mean "inmail"? There is company, credits, headline, inmail, name, openProfile, sentInmails, tier`},
		message(`resource.inmail == "anyone"`),
	},
	{
		"an attribute that may be missing", message(`«context.degree» == 1`),
		[]string{`may-be-missing: context.degree may be missing; write context has degree && before it`},
		message(`context has degree && context.degree == 1`),
	},
	{
		"a misspelt action", `@id("a") permit(principal, action == «Action::"mesage"», resource);`,
		[]string{`unknown-value: there is no Action::"mesage"; did you mean "message"? There is message, reply, inmail, invite, accept-invite, view-full-profile, read-receipt, introduce, advanced-search`},
		`@id("a") permit(principal, action == Action::"message", resource);`,
	},
	{
		"a misspelt kind", `@id("a") permit(principal is «Membr», action == Action::"message", resource);`,
		[]string{`unknown-name: there is no kind "Membr"; did you mean "Member"? There is Action, Directory, Member, Page, Tier`},
		`@id("a") permit(principal is Member, action == Action::"message", resource);`,
	},
	{
		"a number in quotes", message(`principal.credits > «"0"»`),
		[]string{`type-needed: a number is needed here, not a text`},
		message(`principal.credits > 0`),
	},
	{
		"a condition that never holds", message(`principal.openProfile && «false»`),
		[]string{`never-holds: false holds in no situation, so the rule never applies`}, "",
	},
	{
		"a character that turns the direction", message("principal.name == \"a«\u202e»b\""),
		[]string{`hidden-mark: an invisible character (U+202E) stands here, which turns the direction of what is read`},
		message(`principal.name == "ab"`),
	},
	{
		"a value that there is not", message(`«resource.inmail == "everybody"»`),
		[]string{`never-this-value: resource.inmail is never "everybody"; it is one of anyone, connections, nobody`},
		message(`resource.inmail == "anyone"`),
	},
	{
		"conditions that exclude each other", message(`context has degree && context.degree == 1 && «context.degree == 2»`),
		[]string{`excluding: context.degree == 2 never holds together with context.degree == 1, so the rule never applies`}, "",
	},
	{
		"= for ==", message(`resource.inmail «=» "anyone"`),
		[]string{`wrong-operator: Cedar writes ==, not =`}, message(`resource.inmail == "anyone"`),
	},
	{
		"a missing comma", `@id("a") permit(principal is Member «action» == Action::"message", resource);`,
		[]string{`missing-comma: a comma is missing here`},
		`@id("a") permit(principal is Member, action == Action::"message", resource);`,
	},
	{
		"and for &&", message(`principal.openProfile «and» resource.openProfile`),
		[]string{`wrong-operator: Cedar writes &&, not and`}, message(`principal.openProfile && resource.openProfile`),
	},
	{
		"two mistakes of syntax", message(`principal.openProfile «=» true`) + "\n" + strings.Replace(message(`principal.openProfile «or» false`), `"a"`, `"b"`, 1),
		[]string{`wrong-operator: Cedar writes ==, not =`, `wrong-operator: Cedar writes ||, not or`},
		message(`principal.openProfile == true`) + "\n" + strings.Replace(message(`principal.openProfile or false`), `"a"`, `"b"`, 1),
	},
	// And twenty more.
	{
		"no name", `«permit»(principal, action == Action::"message", resource);`,
		[]string{`unnamed-rule: it needs a name: put @id("...") before it`},
		"@id(\"rule-1\")\npermit(principal, action == Action::\"message\", resource);",
	},
	{
		"a name twice", message(`true`) + "\n" + strings.Replace(message(`true`), `@id("a")`, `«@id("a")»`, 1),
		[]string{`same-id: another rule has the same @id`},
		message(`true`) + "\n" + strings.Replace(message(`true`), `@id("a")`, `@id("a-2")`, 1),
	},
	{
		"a name of the set's", strings.Replace(message(`true`), `@id("a")`, `«@id("message-start")»`, 1),
		[]string{`taken-id: article already has a rule with this @id`},
		strings.Replace(message(`true`), `@id("a")`, `@id("message-start-2")`, 1),
	},
	{
		"a misspelt value", message(`principal.tier == «Tier::"carer"»`),
		[]string{`unknown-value: there is no Tier::"carer"; did you mean "career"? There is free, career, business, sales-navigator, recruiter-lite, recruiter-corporate, premium`},
		message(`principal.tier == Tier::"career"`),
	},
	{
		"a text for a value", message(`«principal.tier == "career"»`),
		[]string{`incompatible: a text and a Tier do not go together`}, message(`principal.tier == Tier::"career"`),
	},
	{
		"a group for a value", message(`«principal.tier == Tier::"premium"»`),
		[]string{`group-of-values: principal.tier is never Tier::"premium", which is a group of values; did you mean principal.tier in Tier::"premium"?`},
		message(`principal.tier in Tier::"premium"`),
	},
	{
		"an actor for what it has", message(`«principal in Tier::"premium"»`),
		[]string{`never-within: principal is a Member, which is never in Tier::"premium"; did you mean principal.tier in Tier::"premium"?`},
		message(`principal.tier in Tier::"premium"`),
	},
	{
		"a distance beyond the furthest", message(`context has degree && «context.degree == 7»`),
		[]string{`never-this-far: context.degree is 1 to 4, never 7; 4 means further or not at all`},
		message(`context has degree && context.degree == 4`),
	},
	{
		"a number below zero", message(`«principal.credits > -1»`),
		[]string{`never-negative: principal.credits is never negative`}, "",
	},
	{
		"true in quotes", message(`«principal.openProfile == "true"»`),
		[]string{`incompatible: true or false and a text do not go together`}, message(`principal.openProfile == true`),
	},
	{
		"no quotes round an id", `@id("a") permit(principal, action == «Action::message», resource);`,
		[]string{`unquoted-id: the id of an entity stands in double quotes, as in Action::"message"`},
		`@id("a") permit(principal, action == Action::"message", resource);`,
	},
	{
		"an action by its name alone", `@id("a") permit(principal, action == «"message"», resource);`,
		[]string{`bare-action: an action is written Action::"id"`},
		`@id("a") permit(principal, action == Action::"message", resource);`,
	},
	{
		"curly quotes", message(`resource.inmail == «“anyone”»`),
		[]string{`wrong-quotes: a text stands in straight double quotes, as in "anyone"`}, message(`resource.inmail == "anyone"`),
	},
	{
		"not for !", message(`«not» principal.openProfile`),
		[]string{`wrong-operator: Cedar writes !, not not`}, message(`! principal.openProfile`),
	},
	{
		"=== for ==", message(`resource.inmail «===» "anyone"`),
		[]string{`wrong-operator: Cedar writes ==, not ===`}, message(`resource.inmail == "anyone"`),
	},
	{
		"allow for permit", `@id("a") «allow»(principal, action == Action::"message", resource);`,
		[]string{`wrong-operator: Cedar writes permit, not allow`}, `@id("a") permit(principal, action == Action::"message", resource);`,
	},
	{
		"no semicolon", strings.TrimSuffix(message(`true`), ";") + "«»\n" + strings.Replace(message(`true`), `"a"`, `"b"`, 1),
		[]string{`missing-semicolon: a rule ends with ";"`}, message(`true`) + "\n" + strings.Replace(message(`true`), `"a"`, `"b"`, 1),
	},
	{
		"no bracket", `@id("a") permit(principal, action == Action::"message", resource) when { (true «}»;`,
		[]string{`unexpected: ")" is expected here, not "}". It closes the ( of line 1.`},
		`@id("a") permit(principal, action == Action::"message", resource) when { (true) };`,
	},
	{
		"a misspelt variable", message(`«pricipal».openProfile`),
		[]string{`unknown-variable: there is no "pricipal"; did you mean "principal"? A rule looks at principal, action, resource and context. A text stands in double quotes.`},
		message(`principal.openProfile`),
	},
	{
		"a misspelt annotation", `@id("a") «@titel("x")» permit(principal, action == Action::"message", resource);`,
		[]string{`unknown-annotation: @titel is not known here; did you mean "@title"? There is @id, @title, @source, @reading, @cost`},
		`@id("a") @title("x") permit(principal, action == Action::"message", resource);`,
	},
	{
		"a misspelt reading", `@id("a") «@reading("C1=lst")» permit(principal, action == Action::"message", resource);`,
		[]string{`unknown-reading: C1 has no reading "lst"; did you mean "list"? There is list, summary`},
		`@id("a") @reading("C1=list") permit(principal, action == Action::"message", resource);`,
	},
	{
		"a question that there is not", `@id("a") «@reading("C11=list")» permit(principal, action == Action::"message", resource);`,
		[]string{`unknown-name: there is no question "C11"; did you mean "C1"? There is C1, C2, C6, C7, C10, C12, C13, C14, C15, C16, C17, C18, C19, C21, C26, C27`},
		`@id("a") @reading("C1=list") permit(principal, action == Action::"message", resource);`,
	},
	{
		"a price of a forbid", `@id("a") «@cost("1")» forbid(principal, action == Action::"message", resource);`,
		[]string{`cost-of-forbid: @cost stands on a forbid, which costs nothing`},
		`@id("a")  forbid(principal, action == Action::"message", resource);`,
	},
	{
		"kinds that the action is not between", `«@id("a") permit(principal is Page, action == Action::"invite", resource is Member);»`,
		[]string{`offered-to-others: invite is from a Member to a Member, not as the scope says`}, "",
	},
	{
		"an alternative that may be missing", message(`principal.openProfile || «context.degree» == 1`),
		[]string{`may-be-missing: context.degree may be missing; write context has degree && before it`},
		message(`principal.openProfile || context has degree && context.degree == 1`),
	},
	{
		"what may be missing behind a !", message(`!(«resource.company» == "Acme")`),
		[]string{`may-be-missing: resource.company may be missing; write resource has company && before it`},
		message(`!(resource has company && resource.company == "Acme")`),
	},
	{
		"a condition that asks for nothing", message(`«principal.credits >= 0»`),
		[]string{`asks-nothing: principal.credits >= 0 holds in every situation, so it asks for nothing`}, "",
	},
	{
		"a rule that no situation satisfies", "«" + message(`principal.openProfile && resource.openProfile && (principal.tier == Tier::"free" || resource.tier == Tier::"free")`) + "»",
		[]string{`never-applies: no situation satisfies it, so it never applies`}, "",
	},
}

// What looks like another text than it is, is said, with what it looks like; what is written in another alphabet is nobody's
// mistake.
func TestLettersThatLookAlike(t *testing.T) {
	l := linter(t)
	titled := func(title string) string {
		return strings.Replace(message(`principal.openProfile`), " permit", ` @title("`+title+`") permit`, 1)
	}
	company := func(name string) string { return message(`resource has company && resource.company == "` + name + `"`) }
	// The characters are written as escapes of Go: nobody could tell them apart here.
	for _, test := range []struct {
		name, text string
		code       string // "" for none
		at         string // what it is about
		mended     string // what its fix puts there
	}{
		{"a Cyrillic letter in a value", message(`principal.tier == Tier::"c\u0430reer"`), "look-alike", `"c\u0430reer"`, `"career"`},
		{"several in a choice", message(`resource.inmail == "\u0430ny\u043en\u0435"`), "look-alike", `"\u0430ny\u043en\u0435"`, `"anyone"`},
		{"in a name in quotes", message(`principal["\u0441redits"] > 1`), "look-alike", `"\u0441redits"`, `"credits"`},
		{"in an id", strings.Replace(message(`principal.openProfile`), `"a"`, `"p\u0430y"`, 1), "look-alike", `"p\u0430y"`, `"pay"`},
		{"in the action", `@id("a") permit(principal, action == Action::"mess\u0430ge", resource);`, "look-alike", `"mess\u0430ge"`, `"message"`},
		{"a value of full width", message(`principal.tier == Tier::"\uff46\uff52\uff45\uff45"`), "look-alike", `"\uff46\uff52\uff45\uff45"`, `"free"`},
		{"without width", message(`resource.inmail == "any\u200bone"`), "look-alike", `"any\u200bone"`, `"anyone"`},
		{"in free text", company(`\u0410cme`), "look-alike", `"\u0410cme"`, `"Acme"`},
		{"in a name", message(`principal.\u0441redits > 1`), "bad-name", `\u0441redits`, "credits"},
		{"in a variable", message(`princip\u0430l.credits > 1`), "bad-name", `princip\u0430l`, "principal"},
		{"without width in a name", message(`principal.cre\u200bdits > 1`), "invisible-mark", `\u200b`, ""},
		{"turned between words", message(`principal.credits \u202e> 1`), "invisible-mark", `\u202e`, ""},
		{"turned in a comment", `// \u202e\n` + message(`principal.openProfile`), "hidden-mark", `\u202e`, ""},
		{"turned in a title", titled(`\u202epay`), "hidden-mark", `\u202e`, ""},
		{"a Russian company", company(`\u041e\u0410\u041e Apple`), "", "", ""},
		{"a Greek one", company(`\u039f\u03a4\u0395`), "", "", ""},
		{"a Japanese one", company(`\uff33\uff2f\uff2e\uff39 Acme\u682a\u5f0f`), "", "", ""},
		{"a title in Arabic, with marks", titled(`\u200f\u0645\u0631\u062d\u0628\u0627 Inroad\u200e!`), "", "", ""},
		{"a title in Persian", titled(`\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645`), "", "", ""},
		{"a title that mixes", titled(`SMS\u043a\u0430 p\u0430y`), "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, found := unescaped(t, test.text), false
			for _, d := range l.Lint(text).Diagnostics {
				if d.Code.String() != test.code {
					if test.code == "" {
						t.Errorf("%s", words.Told(words.Default(), d.Message))
					}
					continue
				}
				found = true
				if got := d.Range.Of(text); got != unescaped(t, test.at) || len(d.Fixes) != 1 || d.Fixes[0].Edits[0].Text != test.mended {
					t.Errorf("%q is mended by %+v", got, d.Fixes)
				} else if left := l.Lint(mended(text, d.Fixes[0])).Diagnostics; left != nil {
					t.Errorf("%s is left", words.Told(words.Default(), left[0].Message))
				}
			}
			if found != (test.code != "") {
				t.Errorf("%s is not said", test.code)
			}
		})
	}
}

func unescaped(t *testing.T, text string) string {
	t.Helper()
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Each mistake is at its place, is said, and every fix of it gives a text that is without it.
func TestMistakes(t *testing.T) {
	l := linter(t)
	for _, test := range mistakes {
		t.Run(test.name, func(t *testing.T) {
			text, ranges := unmark(test.marked)
			found := l.Lint(text).Diagnostics
			var got []string
			var at []diagnostic.Span
			for _, d := range found {
				got = append(got, fmt.Sprintf("%s: %s", d.Code, words.Told(words.Default(), d.Message)))
				at = append(at, d.Range)
			}
			if !slices.Equal(got, test.want) || !slices.Equal(at, ranges) {
				t.Fatalf("%s\n got %q at %v\nwant %q at %v", text, got, at, test.want, ranges)
			}
			for i, d := range found {
				for j, fix := range d.Fixes {
					out := mended(text, fix)
					if i == 0 && j == 0 && out != test.mended {
						t.Errorf("the fix gives\n%s\nwant\n%s", out, test.mended)
					}
					for _, left := range l.Lint(out).Diagnostics {
						if left.Code == d.Code && left.Range.Start >= d.Range.Start-40 && left.Range.Start <= d.Range.Start+40 {
							t.Errorf("%q leaves %s in\n%s", words.Told(words.Default(), fix.Title), left.Code, out)
						}
					}
				}
			}
			if test.mended != "" && (len(found) == 0 || len(found[0].Fixes) == 0) {
				t.Errorf("nothing mends it, want\n%s", test.mended)
			}
		})
	}
}

// official are the places, in bytes, that the official validator gives the same texts (cedar-wasm 4.13.0). Where it names the
// token behind the mistake, or a point, it is left out: behind "not" and "===", and at curly quotes.
var official = map[string][2]int{
	"a misspelt attribute":                 {93, 108},
	"an attribute that may be missing":     {93, 107},
	"a misspelt action":                    {37, 53},
	"a misspelt kind":                      {29, 34},
	"a number in quotes":                   {113, 116},
	"a condition that never holds":         {0, 126},
	"a character that turns the direction": {111, 118},
	"= for ==":                             {93, 119},
	"a missing comma":                      {36, 42},
	"and for &&":                           {115, 118},
	"two mistakes of syntax":               {93, 121},
	"a text for a value":                   {93, 119},
	"true in quotes":                       {93, 124},
	"no quotes round an id":                {37, 52},
	"an action by its name alone":          {37, 46},
	"allow for permit":                     {9, 14},
	"no bracket":                           {79, 80},
	"a misspelt variable":                  {93, 113},
	"kinds that the action is not between": {0, 83},
	"an actor for what it has":             {0, 124},
	"an alternative that may be missing":   {118, 132},
	"what may be missing behind a !":       {95, 111},
}

// Where the official validator speaks, too, no place is wider than its own.
func TestPlacesLieWithinTheOfficial(t *testing.T) {
	l, compared := linter(t), 0
	for _, test := range mistakes {
		want, ok := official[test.name]
		if !ok {
			continue
		}
		compared++
		text, _ := unmark(test.marked)
		if got := l.Lint(text).Diagnostics[0].Range; got.Start < want[0] || got.End > want[1] {
			t.Errorf("%s: %v, officially %v", test.name, got, want)
		}
	}
	if compared != len(official) {
		t.Errorf("%d of %d are among the mistakes", compared, len(official))
	}
}
