package policy_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// with are a set's files with a text put into one of them, before a text that it has.
func with(t *testing.T, files sets.Files, file, before, text string) sets.Files {
	t.Helper()
	if strings.Count(files[file], before) != 1 {
		t.Fatalf("%s has %q %d times", file, before, strings.Count(files[file], before))
	}
	files = maps.Clone(files)
	files[file] = strings.Replace(files[file], before, text+before, 1)
	return files
}

// holds runs the checks of a scenario over a set, and sees that it is written as it was read.
func holds(t *testing.T, files sets.Files, text string) {
	t.Helper()
	set := carried(t, "hospital", files)
	from := scenario.Sources{Sets: map[string]*policy.RuleSet{"hospital": set}}
	s, errs := scenario.ParseWith([]byte(text), from)
	if errs != nil {
		t.Fatal(errs)
	}
	if len(s.Checks) == 0 {
		t.Fatal("nothing is checked")
	}
	for i, f := range scenario.Run(s, scenario.NewEngines(s.Set)) {
		if !f.OK() {
			t.Errorf("checks[%d]: %v", i, f.Problems)
		}
	}
	written := scenario.Format(s)
	again, errs := scenario.Parse(written) // it carries the set now
	if errs != nil {
		t.Fatal(errs)
	}
	if twice := scenario.Format(again); string(twice) != string(written) {
		t.Errorf("written as\n%s\nand read and written again as\n%s", written, twice)
	}
}

const endOfWards = "  @label(\"Night nurses\")"

func TestAnAttributeIsAdded(t *testing.T) {
	for _, test := range []struct{ declared, given, condition string }{
		{`@label("Beds") @unit("bed") @change("owner") beds: Long,`, `"beds": 12`, "principal.beds >= 12"},
		{`@label("Closed") closed: Bool,`, `"closed": true`, "principal.closed"},
		{`@values("blue green") @caption("set") wing: String,`, `"wing": "green"`, `principal.wing == "green"`},
		{`@values("blue green") wing?: String,`, `"wing": "blue"`, `principal has wing && principal.wing == "blue"`},
		{`motto?: String,`, `"motto": "Hush, please"`, `principal has motto && principal.motto like "Hush*"`},
		{`@label("Second contract") second?: Contract,`, `"second": "intensive"`, `principal has second && principal.second in Contract::"night-staffed"`},
	} {
		files := with(t, hospital(t), sets.Schema, endOfWards, "  "+test.declared+"\n")
		holds(t, files, fmt.Sprintf(`{"inroad": 1,
			"rules": {"base": "hospital", "policies": %q},
			"doctors": [{"id": "gus"}],
			"wards": [{"id": "lister", %s}, {"id": "barts"}],
			"checks": [
				{"from": "lister", "to": "gus", "action": "telephone", "expect": "allowed"},
				{"from": "barts", "to": "gus", "action": "telephone", "expect": "unstated"}
			]}`, `@id("mine") permit(principal is Ward, action == Action::"telephone", resource is Doctor) when { `+test.condition+` };`, test.given))
	}
}

func TestATieIsAdded(t *testing.T) {
	for _, test := range []struct{ ends, fact, condition, back string }{
		{"Doctor > Patient", `@tie("knows") @side("sender") senderKnows: Bool,`, "context.senderKnows", "unstated"},
		{"Doctor > Patient, Patient > Doctor", `@tie("knows") @side("recipient") recipientKnows: Bool,`, "!context.recipientKnows", "unstated"},
		{"Doctor - Patient", `@tie("knows") @side("either") known: Bool,`, "context.known", "allowed"},
		{"Doctor - Patient", `@distance("knows") @far("3") steps?: Long,`, "context has steps && context.steps == 1", "allowed"},
	} {
		files := with(t, hospital(t), sets.Schema, "  @label(\"treats\")", `  @label("knows") @ends("`+test.ends+`") @change("from") @undo("either") knows: Bool,`+"\n")
		files = with(t, files, sets.Schema, `  @tie("treats") @side("sender")`, "  "+test.fact+"\n")
		back := "permit(principal is Patient, action == Action::\"send-letter\", resource is Doctor) when { false };"
		if test.back == "allowed" {
			back = strings.Replace(back, "false", test.condition, 1)
		}
		policies := `@id("there") permit(principal is Doctor, action == Action::"send-letter", resource is Patient) when { ` + test.condition + ` }; @id("back") ` + back
		holds(t, files, fmt.Sprintf(`{"inroad": 1,
			"rules": {"base": "hospital", "policies": %q},
			"doctors": [{"id": "gus"}],
			"patients": [{"id": "ivo"}],
			"knows": [["gus", "ivo"]],
			"checks": [
				{"from": "gus", "to": "ivo", "action": "send-letter", "expect": "allowed"},
				{"from": "ivo", "to": "gus", "action": "send-letter", "expect": %q}
			]}`, policies, test.back))
	}
}

func TestAnActionIsAdded(t *testing.T) {
	files := with(t, hospital(t), sets.Schema, `@label("Read the chart")`, `@label("Fax") @way("start") @makes("liesOn")
action fax appliesTo { principal: [Patient], resource: [Ward], context: Pair };
@label("Go home")
action "go-home" appliesTo { principal: [Patient], resource: [Switchboard] };
`)
	files = with(t, files, sets.Rules, "// Letters.", `@id("fax") @title("Patients send a fax") @source("H30") @cost("0")
permit(principal is Patient, action == Action::"fax", resource is Ward);
@id("home") @title("Whoever has no bed goes home") @source("H31")
permit(principal is Patient, action == Action::"go-home", resource) unless { principal has bed };
`)
	files = with(t, files, sets.Words, `    "telephone": {"way"`, `    "fax": {"does": "send a fax to"},`+"\n")
	holds(t, files, `{"inroad": 1, "rules": "hospital", "patients": [{"id": "ivo"}, {"id": "juno", "bed": 3}], "wards": [{"id": "lister"}],
		"checks": [
			{"from": "ivo", "to": "lister", "action": "fax", "expect": "allowed", "cost": 0, "sources": ["H30"]},
			{"from": "ivo", "action": "go-home", "expect": "allowed", "sources": ["H31"]},
			{"from": "juno", "action": "go-home", "expect": "unstated"}
		]}`)
}

func TestARuleIsAdded(t *testing.T) {
	files := with(t, hospital(t), sets.Rules, "// Letters.", `@id("no-bleep-by-surgeons") @title("Surgeons do not bleep") @source("H32") @reading("Q2=unsaid")
forbid(principal is Doctor, action == Action::"bleep", resource is Doctor) when { principal has specialty && principal.specialty == "Surgery" };
`)
	const text = `{"inroad": 1, "rules": "hospital", "doctors": [{"id": "amara", "specialty": "Surgery", "bleeps": 1}, {"id": "bela", "onDuty": true}],
		"checks": [{"from": "amara", "to": "bela", "action": "bleep", %s}]}`
	holds(t, hospital(t), fmt.Sprintf(text, `"expect": "allowed", "cost": 1`))
	holds(t, files, fmt.Sprintf(text, `"expect": "forbidden", "sources": ["H32"]`))
	holds(t, files, fmt.Sprintf(text, `"readings": {"Q2": "allowed"}, "expect": "allowed", "cost": 1`))
}

// many is a set of 40 attributes and 20 ties, with a rule for every tie that looks at two attributes
// of the sender and one of the recipient.
func many() sets.Files {
	var attributes [2]strings.Builder
	var ties, pair, rules strings.Builder
	for i := range 40 {
		declared := []string{"a%d: Bool", "a%d: Long", `@values("low middle high") a%d: String`, "a%d: Level", `@values("low middle high") a%d?: String`}[i%5]
		fmt.Fprintf(&attributes[i/20], "\t@change(\"owner\") "+declared+",\n", i)
	}
	for i := range 20 {
		ends := []string{"Left > Right", "Left - Right", "Left > Right, Right > Left", "Left - Right"}[i%4]
		fact := []string{`@tie("t%d") @side("sender") f%d: Bool`, `@tie("t%d") @side("either") f%d: Bool`, `@tie("t%d") @side("recipient") f%d: Bool`, `@distance("t%d") @far("5") f%d?: Long`}[i%4]
		asked := []string{"context.f%d", "context.f%d", "!context.f%d", "context has f%[1]d && context.f%[1]d < 3"}[i%4]
		fmt.Fprintf(&ties, "\t@ends(%q) @change(\"from\") @undo(\"either\") t%d: Bool,\n", ends, i)
		fmt.Fprintf(&pair, "\t"+fact+",\n", i, i)
		fmt.Fprintf(&rules, "@id(\"r%d\") @title(\"Rule %d\") permit(principal is Left, action == Action::\"do%d\", resource is Right)\nwhen { %s && %s && %s && "+asked+" };\n",
			i, i, i%7, wanted("principal", i), wanted("principal", (i+1)%20), wanted("resource", 20+i), i)
	}
	files := sets.Files{sets.Data: `{"title": "Many", "money": "shells", "values": {"Level": [{"value": "ground", "price": "0.00"}, {"value": "first", "price": "1.50", "groups": ["up"]}]}}`, sets.Rules: rules.String()}
	files[sets.Schema] = "entity Level in [Level];\n" +
		"@list(\"lefts\") entity Left = {\n\tname: String,\n" + attributes[0].String() + "};\n@list(\"rights\") entity Right = {\n\tname: String,\n" + attributes[1].String() + "};\n" +
		"type Ties = {\n" + ties.String() + "};\ntype Pair = {\n" + pair.String() + "};\n"
	for i := range 7 {
		files[sets.Schema] += fmt.Sprintf("@way(\"start\") action do%d appliesTo { principal: [Left], resource: [Right], context: Pair };\n", i)
	}
	return files
}

// wanted is a condition on the attribute of a number.
func wanted(who string, i int) string {
	return fmt.Sprintf([]string{"%[1]s.a%[2]d", "%[1]s.a%[2]d > 2", `%[1]s.a%[2]d == "high"`, `%[1]s.a%[2]d in Level::"up"`, `%[1]s has a%[2]d && %[1]s.a%[2]d != "low"`}[i%5], who, i)
}

func TestManyAttributesAndTies(t *testing.T) {
	set := carried(t, "many", many())
	w := set.World
	if len(w.Kinds[0].Attributes)+len(w.Kinds[1].Attributes) != 40 || len(w.Ties) != 20 || len(set.Rules) != 20 {
		t.Fatalf("%d and %d attributes, %d ties, %d rules", len(w.Kinds[0].Attributes), len(w.Kinds[1].Attributes), len(w.Ties), len(set.Rules))
	}
	good := func(id string, k *world.Kind, but int) network.Actor {
		a := network.Actor{ID: id, Kind: k}
		for i, attribute := range k.Attributes {
			if i != but {
				a = a.With(attribute, world.Value{Number: []int64{1, 3, 2, 1, 1}[i%5]})
			}
		}
		return a
	}
	for i, tie := range w.Ties {
		action := fmt.Sprint("do", i%7)
		other := func(d *decision.Decision) bool { // of the rules on the action
			return len(d.Rules) != 1 || d.Rules[0].ID != fmt.Sprint("r", i)
		}
		decide := func(left, right network.Actor, ties network.Ties) *decision.Decision {
			d, err := decision.New(set, set.Defaults()).On(network.New(w, []network.Actor{left, right}, ties)).Between(0, 1, action)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		stands := network.Ties{}
		for j, t := range w.Ties { // none that another rule on the action asks for
			switch {
			case t == tie && i%4 != 2:
				stands[t] = []network.Pair{{From: 0, To: 1}}
			case t != tie && j%4 == 2:
				stands[t] = []network.Pair{{From: 1, To: 0}}
			}
		}
		left, right := good("left", w.Kinds[0], -1), good("right", w.Kinds[1], -1)
		if d := decide(left, right, stands); d.Verdict != decision.Allowed || other(d) {
			t.Errorf("%s: %+v", tie.Name, d)
		}
		for _, but := range []struct{ left, right int }{{i, -1}, {(i + 1) % 20, -1}, {-1, i}} {
			if d := decide(good("left", w.Kinds[0], but.left), good("right", w.Kinds[1], but.right), stands); d.Verdict != decision.Unstated {
				t.Errorf("%s without %+v: %+v", tie.Name, but, d)
			}
		}
		turned := network.Ties{}
		maps.Copy(turned, stands)
		turned[tie] = nil
		if i%4 == 2 {
			turned[tie] = []network.Pair{{From: 1, To: 0}}
		}
		if d := decide(left, right, turned); d.Verdict != decision.Unstated {
			t.Errorf("%s without the tie: %+v", tie.Name, d)
		}
	}
}
