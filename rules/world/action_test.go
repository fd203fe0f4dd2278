package world_test

import (
	"strings"
	"testing"

	"inroad/rules/policy/cedar"
	"inroad/rules/words"
	"inroad/rules/world"
)

// What an action does must be possible wherever it is offered, and what it answers somewhere.
func TestActionsFitTheirTies(t *testing.T) {
	const schema = `
		@list("doctors") entity Doctor = { name: String };
		@list("wards") entity Ward = { name: String };
		@nobody("all") entity House;
		type Ties = {
			@ends("Doctor > Ward") seen: Bool,
			@ends("Doctor - Ward") rota: Bool,
		};
		type Pair = { @tie("seen") @side("sender") senderSaw: Bool };
		`
	for _, test := range []struct{ action, want string }{
		{`@makes("seen") action see appliesTo { principal: [Doctor], resource: [Ward], context: Pair };`, ""},
		{`@makes("rota") action join appliesTo { principal: [Ward], resource: [Doctor], context: Pair };`, ""},
		{`@answers("seen") @clears("seen") action greet appliesTo { principal: [Doctor, Ward], resource: [Doctor, Ward], context: Pair };`, ""},
		{`@makes("seen") action see appliesTo { principal: [Doctor], resource: [Doctor, Ward], context: Pair };`, "seen cannot be from a Doctor to a Doctor, and see is offered to these"},
		{`@makes("seen") action see appliesTo { principal: [Doctor], resource: [House] };`, "seen cannot be from a Doctor to a House"},
		{`@answers("seen") action greet appliesTo { principal: [Doctor], resource: [Ward], context: Pair };`, "seen is never from a recipient of greet to a sender"},
		{`@clears("seen") action greet appliesTo { principal: [Doctor], resource: [Ward], context: Pair };`, "seen is never from a recipient of greet to a sender"},
	} {
		tree, diagnostics := cedar.ParseSchema(schema + test.action)
		if diagnostics != nil {
			t.Fatal(diagnostics)
		}
		_, mistakes := world.Read(tree)
		switch {
		case test.want == "" && mistakes != nil:
			t.Errorf("%s: %v", test.action, mistakes)
		case test.want != "" && (len(mistakes) != 1 || !strings.Contains(words.Diagnosed(words.Default(), mistakes[0]), test.want)):
			t.Errorf("%s: %v, want %q", test.action, mistakes, test.want)
		}
	}
}
