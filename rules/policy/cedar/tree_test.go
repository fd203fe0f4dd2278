package cedar

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/diagnostic"
)

// outline lists a policy's parts with the text that each covers.
func outline(text string, p *Policy) []string {
	var list []string
	add := func(what string, s Span) { list = append(list, what+" "+s.Of(text)) }
	name := func(what string, n Name) { add(what+"("+n.Text+")", n.Span) }
	for _, a := range p.Annotations {
		add("annotation", a.Span)
		name("key", a.Key)
		name("value", a.Value)
	}
	name("effect", p.Effect)
	for _, s := range []Scope{p.Principal, p.Action, p.Resource} {
		add("scope", s.Span)
		if s.Type.Text != "" {
			add("type("+s.Type.Text+")", s.Type.Span)
		}
		for _, e := range s.Entities {
			add("entity("+e.Type.Text+", "+e.ID.Text+")", e.Span)
		}
	}
	for _, c := range p.Clauses {
		name("clause", c.Keyword)
		Inspect(c.Body, func(e Expr) bool {
			add(strings.TrimPrefix(fmt.Sprintf("%T", e), "*cedar."), e.Range())
			switch e := e.(type) {
			case *Binary:
				name("operator", e.Operator)
			case *Unary:
				name("operator", e.Operator)
			case *Access:
				name("attribute", e.Attribute)
			case *Has:
				for _, n := range e.Path {
					name("attribute", n)
				}
			case *Record:
				for _, entry := range e.Entries {
					add("entry", entry.Span)
				}
			case *Like:
				add("pattern", e.Pattern.Span)
			case *Is:
				add("type("+e.Type.Text+")", e.Type.Span)
			case *Call:
				name("function", e.Function)
			}
			return true
		})
	}
	return list
}

func TestEveryPartOfAPolicyHasItsPlace(t *testing.T) {
	text := `// First.
@id ( "a\n" ) @bare
permit ( principal is A :: B in C::"d", action in [ Action::"e" ], resource, )
unless { ! ( context . "f"  ) };`
	text = strings.Replace(text, `context . "f"`, `context [ "f" ]`, 1) + `
forbid(principal, action, resource)
when { - 1 < principal.g /* Second. */ && context has h . i || {j: [ true ]} is K in resource }
when { "l" like "*" || (if ip("m").isIpv4() then false else D::E::"n" in action) }; // Third.`
	tree, diagnostics := ParsePolicies(text)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	var got []string
	for _, p := range tree.List {
		got = append(got, outline(text, p)...)
	}
	want := []string{
		`annotation @id ( "a\n" )`, `key(id) id`, "value(a\n) \"a\\n\"", `annotation @bare`, `key(bare) bare`, `value() `,
		`effect(permit) permit`,
		`scope principal is A :: B in C::"d"`, `type(A::B) A :: B`, `entity(C, d) C::"d"`, `scope action in [ Action::"e" ]`, `entity(Action, e) Action::"e"`, `scope resource`,
		`clause(unless) unless`, `Unary ! ( context [ "f" ]  )`, `operator(!) !`, `Paren ( context [ "f" ]  )`, `Access context [ "f" ]`, `attribute(f) "f"`, `Variable context`,
		`effect(forbid) forbid`, `scope principal`, `scope action`, `scope resource`,
		`clause(when) when`, `Binary - 1 < principal.g /* Second. */ && context has h . i || {j: [ true ]} is K in resource`, `operator(||) ||`,
		`Binary - 1 < principal.g /* Second. */ && context has h . i`, `operator(&&) &&`, `Binary - 1 < principal.g`, `operator(<) <`, `Literal - 1`,
		`Access principal.g`, `attribute(g) g`, `Variable principal`, `Has context has h . i`, `attribute(h) h`, `attribute(i) i`, `Variable context`,
		`Is {j: [ true ]} is K in resource`, `type(K) K`, `Record {j: [ true ]}`, `entry j: [ true ]`, `Set [ true ]`, `Literal true`, `Variable resource`,
		`clause(when) when`, `Binary "l" like "*" || (if ip("m").isIpv4() then false else D::E::"n" in action)`, `operator(||) ||`,
		`Like "l" like "*"`, `pattern "*"`, `Literal "l"`, `Paren (if ip("m").isIpv4() then false else D::E::"n" in action)`,
		`If if ip("m").isIpv4() then false else D::E::"n" in action`, `Call ip("m").isIpv4()`, `function(isIpv4) isIpv4`, `Call ip("m")`, `function(ip) ip`, `Literal "m"`,
		`Literal false`, `Binary D::E::"n" in action`, `operator(in) in`, `EntityLiteral D::E::"n"`, `Variable action`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var comments []string
	for _, c := range tree.Comments {
		comments = append(comments, c.Of(text))
	}
	if diff := cmp.Diff([]string{"// First.", "/* Second. */", "// Third."}, comments); diff != "" {
		t.Errorf("comments (-want +got)\n%s", diff)
	}
}

// cedar-go keeps declarations and attributes in maps. Forms, menus and tables show them in the order of the text.
func TestDeclarationsKeepTheirOrder(t *testing.T) {
	file, err := os.ReadFile("testdata/annotated.cedarschema")
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	schema, diagnostics := ParseSchema(text)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	var got []string
	attributes := func(of *RecordType) {
		for _, a := range of.Attributes {
			line := "  " + a.Name.Text
			if a.Optional {
				line += "?"
			}
			line += " " + a.Type.Range().Of(text)
			for _, annotation := range a.Annotations {
				line += " " + annotation.Of(text)
			}
			got = append(got, line)
		}
	}
	for _, d := range schema.List {
		switch d := d.(type) {
		case *EntityType:
			got = append(got, d.Names[0].Text)
			if d.Shape != nil {
				attributes(d.Shape)
			}
		case *CommonType:
			got = append(got, d.Name.Text)
			attributes(d.Type.(*RecordType))
		case *Action:
			line := "action " + d.Names[0].Of(text)
			for _, p := range slices.Concat(d.AppliesTo.Principals, d.AppliesTo.Resources) {
				line += " " + p.Of(text)
			}
			got = append(got, line)
		}
	}
	want := []string{
		`Tier`,
		`Member`,
		`  name String`,
		`  company? String @label("Company")`,
		`  headline? String @label("Headline")`,
		`  tier Tier @label("Account tier") @change("owner") @caption("always")`,
		`  credits Long @label("InMail credits") @unit("InMail credit") @change("owner") @pays("yes") @caption("set")`,
		`  sentInmails Long @label("InMails sent this month") @unit("InMail")`,
		`  inmail String @label("InMail from") @values("anyone connections nobody") @change("owner") @caption("set")`,
		`  openProfile Bool @label("Open Profile") @change("owner")`,
		`Page`,
		`  name String`,
		`  seats Long @label("Recruiter seats") @unit("recruiter seat") @change("buy") @caption("set")`,
		`  credits Long @label("InMail credits") @unit("credit") @change("owner") @pays("yes") @caption("set")`,
		`Directory`,
		`Ties`,
		`  connections Bool @label("connected") @ends("Member - Member") @undo("either")`,
		`  follows Bool @label("follows") @ends("Member > Page") @change("from") @undo("from")`,
		`  visits Bool @label("visited") @ends("Member > Page") @change("from")`,
		`  wrote Bool @label("has written to") @ends("Member > Member, Member > Page, Page > Member, Page > Page")`,
		`  invitations Bool @label("invited") @ends("Member > Member") @undo("from")`,
		`  blocks Bool @label("blocks") @ends("Member > Member") @change("from") @undo("from")`,
		`Pair`,
		`  degree? Long @distance("connections") @far("4")`,
		`  recipientFollows Bool @tie("follows") @side("recipient")`,
		`  recipientVisited Bool @tie("visits") @side("recipient")`,
		`  recipientWrote Bool @tie("wrote") @side("recipient")`,
		`  senderWrote Bool @tie("wrote") @side("sender")`,
		`  recipientInvited Bool @tie("invitations") @side("recipient")`,
		`  senderInvited Bool @tie("invitations") @side("sender")`,
		`  blocked Bool @tie("blocks") @side("either")`,
		`action message Member Page Member Page`,
		`action reply Member Page Member Page`,
		`action inmail Member Page Member`,
		`action invite Member Member`,
		`action "accept-invite" Member Member`,
		`action "view-full-profile" Member Page Member`,
		`action "read-receipt" Member Page Member`,
		`action introduce Member Member`,
		`action "advanced-search" Member Page Directory`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Recursion without a bound would end the program, for a stack that overflows cannot be recovered from.
func TestNestingHasABound(t *testing.T) {
	const deep = 10_000
	for _, text := range []string{
		condition(strings.Repeat("(", deep)), condition(strings.Repeat("!", deep) + "true"), condition(strings.Repeat("[", deep)),
		condition(strings.Repeat("{a:", deep)), condition(strings.Repeat("ip(", deep)), condition(strings.Repeat("if ", deep)),
		condition("true" + strings.Repeat(" || true", deep)), condition("1" + strings.Repeat(" + 1", deep) + " == 1"),
		condition("context" + strings.Repeat(".a", deep)), condition("context has a" + strings.Repeat(".a", deep)),
	} {
		if _, diagnostics := ParsePolicies(text); len(diagnostics) != 1 || diagnostics[0].Code != diagnostic.Nested && diagnostics[0].Code != diagnostic.LongRow {
			t.Errorf("%.60s: %v", text, diagnostics)
		}
	}
	for _, text := range []string{"type A = " + strings.Repeat("Set<", deep), "type A = " + strings.Repeat("{a:", deep), "entity A " + strings.Repeat("{a:", deep)} {
		if _, diagnostics := ParseSchema(text); len(diagnostics) != 1 || diagnostics[0].Code != diagnostic.Nested && diagnostics[0].Code != diagnostic.LongRow {
			t.Errorf("%.60s: %v", text, diagnostics)
		}
	}
	p := newParser(strings.Repeat("namespace A { ", deep))
	p.begins = p.beginsDeclaration
	p.declarations(true)
	if !slices.ContainsFunc(p.diagnostics, func(d *diagnostic.Diagnostic) bool { return d.Code == diagnostic.Nested }) {
		t.Errorf("namespaces in each other: %v", p.result())
	}
}

// Warnings never crowd out the mistake for which a text is refused.
func TestMistakesHaveABound(t *testing.T) {
	_, diagnostics := ParseSchema("entity A { " + strings.Repeat("a: Long ", 3*most) + "};" + strings.Repeat("\nentity in;", most/2))
	if len(diagnostics) != most || !diagnostic.Failed(diagnostics) {
		t.Errorf("%d diagnostics", len(diagnostics))
	}
	var attributes strings.Builder
	for i := range 3 * most {
		fmt.Fprintf(&attributes, "a%d: Long ", i)
	}
	_, diagnostics = ParseSchema("entity A { " + attributes.String() + "};\nentity in;")
	if len(diagnostics) != most || diagnostics[most-1].Code != diagnostic.ReservedWord {
		t.Errorf("%d diagnostics, the last %v", len(diagnostics), diagnostics[len(diagnostics)-1])
	}
}
