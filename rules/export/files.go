package export

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/situation"
)

// Requests is the folder of the requests among Files.
const Requests = "requests"

// Options say how a scenario is exported.
type Options struct {
	Namespace string // that everything is declared in; "" is none
	All       bool   // files with all rules and warnings, as they are written, beside that of the rules in force
}

// Files are a scenario as the files that Cedar's own tools take, by their names with slashes.
func Files(s *scenario.Scenario, cases []Case, o Options) (map[string][]byte, error) {
	schema, err := schemaOf(s.Set)
	if err != nil {
		return nil, err
	}
	in := namespace(o.Namespace)
	entities := in.entities(entitiesOf(s.Network))
	files := map[string][]byte{
		"schema.cedarschema": []byte(in.schema(schema)),
		"policies.cedar":     []byte(in.policies(inForce(s.Set, s.Readings))),
	}
	if o.All {
		files["all.cedar"], files["warnings.cedar"] = []byte(in.policies(written(s.Set.Rules))), []byte(in.policies(written(s.Set.Warnings)))
	}
	if files["entities.json"], err = encoded(entities); err != nil {
		return nil, err
	}
	tests := make([]test, len(cases))
	for i, c := range cases {
		tests[i] = c.test(in, entities)
		if files[Requests+"/"+c.Name()+".json"], err = encoded(c.request(in)); err != nil {
			return nil, err
		}
	}
	files["tests.json"], err = encoded(tests)
	return files, err
}

// schemaOf is the text of a set's schema.
func schemaOf(set *policy.RuleSet) (string, error) {
	if set.Files != nil {
		return set.Files[sets.Schema], nil
	}
	files, err := sets.Read(set.Name)
	return files[sets.Schema], err
}

// inForce are the policies that count under some readings: each with its id, which Cedar's tools call it by, and without its other
// annotations, since these say what is done by then.
func inForce(set *policy.RuleSet, readings policy.Readings) string {
	var list []string
	for _, r := range set.Rules {
		if !set.InForce(r, readings) {
			continue
		}
		tree, _ := cedar.ParsePolicies(r.Text)
		p := tree.List[0]
		id := slices.IndexFunc(p.Annotations, func(a cedar.Annotation) bool { return a.Key.Text == "id" })
		list = append(list, p.Annotations[id].Of(r.Text)+"\n"+r.Text[p.Effect.Start:]+"\n")
	}
	return strings.Join(list, "\n")
}

// written are rules or warnings as they are written, with all annotations.
func written(rules []*policy.Rule) string {
	var list []string
	for _, r := range rules {
		list = append(list, r.Text+"\n")
	}
	return strings.Join(list, "\n")
}

// entitiesOf are the actors of a network, whom an action without a recipient is asked of, and the values of the enumerations.
func entitiesOf(n *network.Network) types.EntityMap {
	all := Values(n.World)
	add := func(p situation.Party) {
		e := entity(p, "")
		all[e.UID] = e
	}
	for _, a := range n.Actors() {
		add(situation.PartyOf(a))
	}
	if n.World.Nobody != nil {
		add(situation.Party{Kind: n.World.Nobody})
	}
	return all
}
