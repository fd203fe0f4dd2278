package policy

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"inroad/rules/sets"
	"inroad/rules/world"
)

// folder reads the files of a set's folder.
func folder(t testing.TB, path string) sets.Files {
	t.Helper()
	files, err := sets.ReadFolder(os.DirFS(path))
	if err != nil || files[sets.Schema] == "" {
		t.Fatalf("no set in %s: %v", path, err)
	}
	return files
}

// The article's own files are a set from outside too, under another name.
func TestArticleFromOutside(t *testing.T) {
	files, err := sets.Read("article")
	if err != nil {
		t.Fatal(err)
	}
	set := loaded(t, files)
	inside := article(t)
	if len(set.Rules) != len(inside.Rules) || len(set.Laws) != len(inside.Laws) || set.Notices != nil || set.Name != "mine" || set.Files == nil {
		t.Errorf("%d rules, %d laws, %v", len(set.Rules), len(set.Laws), set.Notices)
	}
	if _, problems := Outside("article", files); len(problems) != 1 || told(problems[0]) != `a rule set that comes with Inroad is called "article": give this one another name` {
		t.Errorf("%v", problems)
	}
}

// Every mistake of a file is named at once, and those of files that do not need each other.
func TestOutsideNamesEveryMistake(t *testing.T) {
	base := sets.Files{sets.Schema: inn, sets.Data: innData}
	with := func(file, text string) sets.Files {
		files := sets.Files{}
		for name, text := range base {
			files[name] = text
		}
		files[file] = text
		return files
	}
	rule := `@id("a") permit(principal is Guest, action == Action::"greet", resource is Guest)`
	for _, test := range []struct {
		name  string
		files sets.Files
		want  []string
	}{
		{"no schema", sets.Files{}, []string{"schema.cedarschema, line 1, column 1: no entity type is a kind of actor"}},
		{"syntax of the schema", with(sets.Schema, "@list(\"guests\") entity Guest = { name String };\nentity;"), []string{
			`schema.cedarschema, line 1, column 39: ":" is expected here, not "String"`, `schema.cedarschema, line 2, column 7: `}},
		{"a schema that is no world", with(sets.Schema, "@list(\"guests\") entity Guest = { name: String, a: Set<Long>, b: Guest };\nnamespace N { }"), []string{
			`schema.cedarschema, line 1, column 51: an attribute of a world is Bool, Long, String or an enumeration`,
			`schema.cedarschema, line 1, column 65: an attribute cannot be a Guest: say it as a tie`,
			`schema.cedarschema, line 2, column 11: a world has no namespaces`}},
		{"data that are not JSON", with(sets.Data, "{\n\"title\": }"), []string{"set.json, line 2, column 10: this is not JSON"}},
		{"data that name nothing", with(sets.Data, `{"titel": "x"}`), []string{`set.json, line 1, column 2: titel: unknown field; did you mean "title"?`}},
		{"data of another kind", with(sets.Data, `{"title": 3}`), []string{"set.json, line 1, column 11: title: this must be a string, not a number"}},
		{"data that do not fit", with(sets.Data, `{
			"values": {"Ronk": [], "Rank": [
				{"value": "common", "price": "12", "features": {"pool": true}}, {"value": "common", "groups": ["common"], "brings": {"door": 3, "points": -1}}
			]},
			"questions": [{"id": "a b", "kind": "doubt", "readings": [{"reading": "x"}]}],
			"advice": [{"actions": ["gret"], "sender": "Gest"}]
		}`), []string{
			"set.json, line 1, column 1: title: a rule set has a title",
			`set.json, line 2, column 15: values.Ronk: there is no enumeration "Ronk"; did you mean "Rank"?`,
			`set.json, line 2, column 35: values.Rank: "common" is a value and a group`,
			`set.json, line 3, column 34: values.Rank.0.price: a price is written as in "29.99", not "12"`,
			`set.json, line 3, column 53: values.Rank.0.features.pool: there is no feature "pool"`,
			"set.json, line 3, column 79: values.Rank.1.value: each value has a name of its own",
			`set.json, line 3, column 122: values.Rank.1.brings.door: no kind of actor has both a Rank and the number "door"`,
			"set.json, line 3, column 143: values.Rank.1.brings.points: a number is never negative",
			"set.json, line 5, column 25: questions.0.id: an id has neither blanks nor =",
			`set.json, line 5, column 40: questions.0.kind: a question is a "contradiction" or "silence"`,
			"set.json, line 5, column 61: questions.0.readings: a question has 2 to 200 readings",
			`set.json, line 6, column 28: advice.0.actions.0: there is no action "gret"; did you mean "greet"?`,
			`set.json, line 6, column 47: advice.0.sender: there is no kind of actor "Gest"; did you mean "Guest"?`}},
		{"an enumeration without values", sets.Files{sets.Schema: inn, sets.Data: `{"title": "x"}`}, []string{"set.json, line 1, column 1: values: Rank has no values"}},
		{"an enumeration with none", sets.Files{sets.Schema: inn, sets.Data: `{"title": "x", "values": {"Rank": []}}`}, []string{"set.json, line 1, column 26: values: Rank has no values"}},
		// That the one that was meant has none then need not be said.
		{"an enumeration misspelt", with(sets.Data, strings.Replace(innData, `"Rank"`, `"Rnk"`, 1)), []string{`set.json, line`}},
		{"words of nothing", with(sets.Words, `{"attributes": {"rnk": {}}, "ties": {"knows": {"is": "{hwo} knows {whom}"}}}`), []string{
			`words.en.json, line 1, column 17: attributes.rnk: there is no attribute "rnk"; did you mean "rank"?`,
			"words.en.json, line 1, column 54: ties.knows.is: the slot {hwo} means nothing here; there is {who}, {whom}"}},
		{"words of no law", with(sets.Words, `{"laws": {"x": {"edit": "y"}}}`), []string{`words.en.json, line 1, column 11: laws.x: there is no law "x"`}},
		{"laws, rules and warnings", func() sets.Files {
			files := with(sets.Impossible, lawText("x", "", alone, `when { principal.vip && principal.name == "Ana" }`))
			files[sets.Rules] = rule + ` when { principal.shoe };` + "\n" + rule + ` when { principal.rank == Rank::"hgh" };`
			files[sets.Warnings] = `permit(principal, action, resource);`
			return files
		}(), []string{
			`impossible.cedar, line 1, column 1: law "x": a law cannot look at ids and free text`,
			`rules.cedar, line 1, column 90: rule "a": a Guest has no "shoe"`,
			`rules.cedar, line 2, column 1: rule "a": another rule has the same @id`,
			`rules.cedar, line 2, column 108: rule "a": there is no Rank::"hgh"; did you mean "high"?`,
			`warnings.cedar, line 1, column 1: rule 1: it needs a name`}},
		{"a rule that Cedar cannot evaluate", with(sets.Rules, rule+` when { context has near && context.near + 9223372036854775807 > 3 };`), []string{
			`rules.cedar, line 1, column 110: rule "a": a value in context.near + 9223372036854775807 > 3 grows beyond what Cedar can hold`}},
	} {
		set, problems := Outside("mine", test.files)
		var got []string
		for _, p := range problems {
			got = append(got, told(p))
		}
		same := len(got) == len(test.want)
		for i := range min(len(got), len(test.want)) {
			same = same && strings.HasPrefix(got[i], test.want[i])
		}
		if set != nil || !same {
			t.Errorf("%s:\n got %s\nwant %s", test.name, strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
		}
	}
}

// repeated is a text n times, with the number in the place of each %d.
func repeated(n int, text, between string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = strings.ReplaceAll(text, "%d", fmt.Sprint(i))
	}
	return strings.Join(list, between)
}

// A set from outside is bounded in each of its parts, and what is at the bound loads.
func TestLimitsOfOutside(t *testing.T) {
	schema := func(kinds, attributes, ties, actions int) string {
		return repeated(kinds-2, `@list("k%d") entity K%d = { name: String };`, "\n") + `
			entity Rank in [Rank];
			@list("people") entity Person = { name: String, ` + repeated(attributes, "a%d: Long", ", ") + ` };
			type Ties = { ` + repeated(ties, `@ends("Person > Person") t%d: Bool`, ", ") + ` };
			type Pair = { ` + repeated(ties, `@tie("t%d") @side("sender") p%d: Bool`, ", ") + ` };
			` + repeated(actions, `action x%d appliesTo { principal: [Person], resource: [Person], context: Pair };`, "\n")
	}
	data := func(questions int) string {
		return `{"title": "x", "values": {"Rank": [{"value": "low"}]}, "questions": [` +
			repeated(questions, `{"id": "q%d", "kind": "silence", "readings": [{"reading": "a"}, {"reading": "b"}]}`, ",") + `]}`
	}
	most := world.Outside
	rule := "@id(\"r%d\") permit(principal, action, resource);\n"
	for _, test := range []struct {
		name  string
		files sets.Files
		want  string
	}{
		{"all at the bound", sets.Files{sets.Schema: schema(most.Kinds, most.Attributes, most.Ties, most.Actions), sets.Rules: repeated(mostRules, rule, ""), sets.Data: data(mostReadings / 2)}, ""},
		{"readings", sets.Files{sets.Schema: schema(2, 1, 1, 1), sets.Data: data(mostReadings/2 + 1)}, "set.json: there are 202 readings of questions; a rule set from outside has at most 200"},
		{"kinds", sets.Files{sets.Schema: schema(most.Kinds+1, 1, 1, 1)}, "schema.cedarschema: there are 9 kinds; a rule set from outside has at most 8"},
		{"attributes", sets.Files{sets.Schema: schema(2, most.Attributes+1, 1, 1)}, "schema.cedarschema: there are 65 attributes; a rule set from outside has at most 64"},
		{"ties", sets.Files{sets.Schema: schema(2, 1, most.Ties+1, 1)}, "schema.cedarschema: there are 33 ties; a rule set from outside has at most 32"},
		{"actions", sets.Files{sets.Schema: schema(2, 1, 1, most.Actions+1)}, "schema.cedarschema: there are 41 actions; a rule set from outside has at most 40"},
		{"rules", sets.Files{sets.Schema: schema(2, 1, 1, 1), sets.Rules: repeated(mostRules, rule, ""), sets.Warnings: `@id("one more") permit(principal, action, resource);`},
			"rules.cedar: there are 501 rules, warnings and laws; a rule set from outside has at most 500"},
		{"bytes", sets.Files{sets.Schema: schema(2, 1, 1, 1), sets.Rules: strings.Repeat("// \n", mostBytes/4)}, "this is 2"},
	} {
		if test.files[sets.Data] == "" {
			test.files[sets.Data] = data(0)
		}
		set, problems := Outside("mine", test.files)
		switch {
		case test.want == "" && set == nil:
			t.Errorf("%s: %v", test.name, problems[0])
		case test.want != "" && (set != nil || len(problems) != 1 || !strings.HasPrefix(told(problems[0]), test.want)):
			t.Errorf("%s: want %q, got %v", test.name, test.want, problems)
		}
	}
}

// A set that would take long is refused, or takes a bounded time: whoever opens a link to one gets an answer.
func TestOutsideDoesNotHang(t *testing.T) {
	schema := func(attributes, actions int) string {
		return `@list("people") entity Person = { name: String, ` + repeated(attributes, "b%d: Bool", ", ") + `, n: Long, m: Long };
			type Ties = { @ends("Person > Person") t: Bool };
			type Pair = { @tie("t") @side("sender") p: Bool };
			` + repeated(actions, `action x%d appliesTo { principal: [Person], resource: [Person], context: Pair };`, "\n")
	}
	rule := func(n int, condition string) string {
		return repeated(n, `@id("r%d") permit(principal is Person, action, resource is Person) when { `+condition+" };\n", "")
	}
	bools := func(n int, of string) string { return repeated(n, of+".b%d", " || ") }
	for _, test := range []struct {
		name  string
		files sets.Files
		want  string // "" where it loads
	}{
		{"rules that compare many numbers", sets.Files{
			sets.Schema: schema(1, 40), sets.Rules: rule(100, `(`+numbers("principal.n", 100)+`) && (`+numbers("resource.n", 100)+`)`)[:200_000]},
			"rules.cedar"},
		{"rules that compare many facts", sets.Files{sets.Schema: schema(15, 1), sets.Rules: rule(400, bools(15, "principal"))}, "reading stops here"},
		{"one number compared very often", sets.Files{sets.Schema: schema(1, 1), sets.Rules: rule(1, numbers("principal.n", 10_000))}, "stand in one row"},
		{"one number compared often by many rules", sets.Files{sets.Schema: schema(1, 1), sets.Rules: rule(8, numbers("principal.n", 900))}, "reading stops here"},
		{"many rules, each with numbers of its own", sets.Files{sets.Schema: schema(1, 40), sets.Rules: rule(450, "principal.n == 7%d && resource.m > 9%d && principal.m < 3%d")}, ""},
		{"many mistakes", sets.Files{sets.Schema: schema(10, 40), sets.Rules: rule(400, repeated(20, "principal.z%d", " && "))}, "has no"},
		{"many mistakes that only Cedar sees", sets.Files{sets.Schema: schema(10, 40), sets.Rules: rule(400, repeated(20, "principal.n", " && "))}, "a number"},
		{"laws over many facts", sets.Files{sets.Schema: schema(60, 1), sets.Rules: rule(20, "principal.b1 && resource.b2"),
			sets.Impossible: repeated(59, `@id("l%d") @title("l") forbid(principal is Person, action, resource) when { principal.b%d && !principal.b59 };`, "\n")}, ""},
		{"a law over very many facts", sets.Files{sets.Schema: schema(60, 1),
			sets.Impossible: `@id("l") @title("l") forbid(principal is Person, action, resource) when { (` + bools(60, "principal") + `) && principal.n > 3 };`}, "let it look at fewer facts"},
		{"laws that are a riddle", sets.Files{sets.Schema: schema(60, 1), sets.Rules: rule(20, bools(12, "principal")), sets.Impossible: riddle()}, "reading stops here"},
	} {
		test.files[sets.Data] = `{"title": "x"}`
		began := time.Now()
		set, problems := Outside("mine", test.files)
		took := time.Since(began)
		t.Logf("%s: %s", test.name, took.Round(time.Millisecond))
		switch {
		case took > 3*time.Minute:
			t.Errorf("%s: it took %s", test.name, took)
		case test.want == "" && set == nil:
			t.Errorf("%s: %v", test.name, problems[0])
		case test.want != "" && (set != nil || !strings.Contains(told(problems[0]), test.want)):
			t.Errorf("%s: want %q, got %v", test.name, test.want, problems[:min(len(problems), 2)])
		}
	}
}

// riddle is laws of which nobody can tell at a glance whether somebody keeps them: 7 pigeons in 6 holes, unless b59.
func riddle() string {
	var b strings.Builder
	law := func(condition string) {
		fmt.Fprintf(&b, "@id(\"l%d\") @title(\"l\") forbid(principal is Person, action, resource) when { principal.b59 && %s };\n", b.Len(), condition)
	}
	const pigeons, holes = 7, 6
	for i := range pigeons {
		var in []string
		for h := range holes {
			in = append(in, fmt.Sprintf("!principal.b%d", i*holes+h))
		}
		law(strings.Join(in, " && "))
		for j := range i {
			for h := range holes {
				law(fmt.Sprintf("principal.b%d && principal.b%d", i*holes+h, j*holes+h))
			}
		}
	}
	return b.String()
}

// tokens takes a text apart so that a mutation leaves something that looks like one.
var tokens = regexp.MustCompile(`"[^"]*"|\w+|\s+|.`)

// mutated is a set in whose files a few tokens are gone, doubled, or others.
func mutated(r *rand.Rand, files sets.Files) sets.Files {
	out := maps.Clone(files)
	names := slices.Sorted(maps.Keys(files))
	for range 1 + r.IntN(3) {
		name := names[r.IntN(len(names))]
		parts := tokens.FindAllString(out[name], -1)
		others := tokens.FindAllString(files[names[r.IntN(len(names))]], -1)
		if len(parts) == 0 || len(others) == 0 {
			continue
		}
		i, j := r.IntN(len(parts)), r.IntN(len(parts))
		switch r.IntN(4) {
		case 0:
			parts = slices.Delete(parts, i, i+1)
		case 1:
			parts = slices.Insert(parts, i, parts[j])
		case 2:
			parts[i] = others[r.IntN(len(others))]
		default:
			parts[i], parts[j] = parts[j], parts[i]
		}
		out[name] = strings.Join(parts, "")
	}
	return out
}

// lookAt does with a set what is done with each that has loaded.
func lookAt(t *testing.T, set *RuleSet) {
	t.Helper()
	if set.BrokenAt(newcomers(set.World)) != nil {
		t.Fatal("somebody new breaks a law")
	}
	for _, kinds := range set.World.Pairs() {
		if set.Lens().Bound(set.World, kinds, surveyed) == surveyed {
			continue
		}
		n := 0
		for s := range set.Space.All(set.Lens(), kinds) {
			if n++; n > 500 {
				break
			}
			for _, r := range set.Rules {
				for _, action := range set.Applicable(kinds) {
					if r.Fits(action, kinds) {
						r.Holds(s, action)
					}
				}
			}
		}
	}
}

// A set with whatever mistakes is refused or loads, and what has loaded can be looked at.
func TestMutatedSets(t *testing.T) {
	of := func(files sets.Files) sets.Files {
		files[sets.Impossible] += vipIsHigh + invitedKnown + fearEnds + trustOfHigh + oneRoyal
		files[sets.Rules] = `@id("greet") @title("Friends greet") @reading("Q=yes") permit(principal is Guest, action == Action::"greet", resource is Guest)
when { context has near && context.near < 3 && principal.rank in Rank::"high" && principal.points >= 3 } unless { context.afraid || resource.door == "shut" };
@id("no-motto") forbid(principal is Guest, action in [Action::"greet", Action::"welcome"], resource is Guest) when { resource has motto && resource.motto like "*no*" };`
		files[sets.Words] = `{"attributes": {"vip": {"is": {"true": "{who} is a VIP"}}}, "ties": {"knows": {"is": "{who} knows {whom}"}}, "laws": {"fear-ends": {"note": "{who} and {whom}"}}}`
		files[sets.Data] = strings.Replace(innData, `"The inn",`, `"The inn", "questions": [{"id": "Q", "kind": "silence", "title": "May they?", "readings": [{"reading": "yes"}, {"reading": "no"}]}],`, 1)
		return files
	}(sets.Files{sets.Schema: inn})
	if set, problems := Outside("mine", of); problems != nil || set.Notices != nil {
		t.Fatal(problems, set)
	}
	large := []sets.Files{folder(t, "../sets/linkedin"), folder(t, "../sets/article"), folder(t, "../testdata/sets/hospital")}
	times := 400
	if n, err := strconv.Atoi(os.Getenv("INROAD_MUTATIONS")); err == nil {
		times = n
	}
	loads := 0
	for seed := range uint64(times) {
		r := rand.New(rand.NewPCG(seed, 3))
		files := of
		if seed%10 == 0 {
			files = large[r.IntN(len(large))]
		}
		files = mutated(r, files)
		set, problems := Outside("mine", files)
		if (set == nil) == (problems == nil) {
			t.Fatalf("seed %d: a rule set and problems: %v", seed, problems)
		}
		for _, p := range problems {
			if p.Message == nil || p.File != sets.Schema && raw(told(p)) && !raw(fmt.Sprint(files)) {
				t.Errorf("seed %d: %q", seed, told(p))
			}
		}
		if set != nil {
			loads++
			lookAt(t, set)
		}
	}
	t.Logf("%d of %d load", loads, times)
}

func FuzzOutside(f *testing.F) {
	for _, files := range []sets.Files{{sets.Schema: inn, sets.Data: innData}, folder(f, "../sets/linkedin"), folder(f, "../sets/article")} {
		f.Add(files[sets.Schema], files[sets.Impossible], files[sets.Rules], files[sets.Data], files[sets.Words])
	}
	f.Add(inn, vipIsHigh+oneRoyal, `@id("a") permit(principal, action, resource) when { context.afraid };`, innData, `{"laws": {"one-royal": {"edit": "{who}"}}}`)
	f.Fuzz(func(t *testing.T, schema, laws, rules, data, words string) {
		files := sets.Files{sets.Schema: schema, sets.Impossible: laws, sets.Rules: rules, sets.Data: data, sets.Words: words}
		set, problems := Outside("mine", files)
		if (set == nil) == (problems == nil) {
			t.Fatalf("a rule set and problems: %v", problems)
		}
		for _, p := range problems {
			if p.Message == nil || p.File != sets.Schema && raw(told(p)) && !raw(fmt.Sprint(files)) {
				t.Errorf("%q", told(p))
			}
		}
		if set != nil {
			lookAt(t, set)
		}
	})
}
