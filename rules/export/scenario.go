package export

import (
	"net/url"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/policy/cedar"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/situation"
)

// Schema is the text of a set's schema.
func Schema(set *policy.RuleSet) (string, error) {
	if set.Files != nil {
		return set.Files[sets.Schema], nil
	}
	files, err := sets.Read(set.Name)
	return files[sets.Schema], err
}

// InForce are the policies that count under some readings, as Cedar text: each with its id, which Cedar calls it by, and without
// its other annotations.
func InForce(set *policy.RuleSet, readings policy.Readings) string {
	var list []string
	for _, r := range set.Rules {
		if set.InForce(r, readings) {
			list = append(list, bare(r.Text))
		}
	}
	return strings.Join(list, "\n")
}

// bare is a policy's text with no annotation but its id.
func bare(text string) string {
	tree, _ := cedar.ParsePolicies(text)
	p := tree.List[0]
	var id string
	for _, a := range p.Annotations {
		if a.Key.Text == "id" {
			id = a.Of(text)
		}
	}
	return id + "\n" + text[p.Effect.Start:] + "\n"
}

// Whole are rules or warnings as they are written, with all annotations.
func Whole(rules []*policy.Rule) string {
	var list []string
	for _, r := range rules {
		list = append(list, r.Text+"\n")
	}
	return strings.Join(list, "\n")
}

// Entities are the actors of a network, whom an action without a recipient is asked of, and the values of the enumerations.
func Entities(n *network.Network) types.EntityMap {
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

// Case is a request, and what the rules in force decide of it.
type Case struct {
	Request  types.Request
	Decision types.Decision
	Reasons  []string // the deciding rules, by id
}

// Name is who does what to whom: "ana.message.ben". No other case of a scenario has it.
func (c Case) Name() string {
	return url.PathEscape(strings.Join([]string{string(c.Request.Principal.ID), string(c.Request.Action.ID), string(c.Request.Resource.ID)}, "."))
}

// asked is a request as the command cedar reads it from JSON.
type asked struct {
	Principal string       `json:"principal"`
	Action    string       `json:"action"`
	Resource  string       `json:"resource"`
	Context   types.Record `json:"context"`
}

// expected is what is decided, as the command cedar has it in a test.
type expected struct {
	Decision types.Decision `json:"decision"`
	Reasons  []string       `json:"reason"`
}

func (c Case) asked() asked {
	r := c.Request
	return asked{r.Principal.String(), r.Action.String(), r.Resource.String(), r.Context}
}

// JSON is the request with what is expected beside it, which the command cedar does not look at.
func (c Case) JSON() ([]byte, error) {
	return JSON(struct {
		asked
		expected
	}{c.asked(), expected{c.Decision, c.Reasons}})
}

// Test is the case as a test that the command cedar runs, with the entities that it needs out of some.
func (c Case) Test(all types.EntityMap) ([]byte, error) {
	entities := types.EntityMap{}
	take(entities, all, c.Request.Principal)
	take(entities, all, c.Request.Resource)
	return JSON(struct {
		Name     string          `json:"name"`
		Request  asked           `json:"request"`
		Entities types.EntityMap `json:"entities"`
		expected
		Errors int `json:"num_errors"`
	}{c.Name(), c.asked(), entities, expected{c.Decision, c.Reasons}, 0})
}

// take takes an entity out of some, with those that it names.
func take(into, all types.EntityMap, uid types.EntityUID) {
	e, ok := all[uid]
	if _, taken := into[uid]; taken || !ok {
		return
	}
	into[uid] = e
	for parent := range e.Parents.All() {
		take(into, all, parent)
	}
	for _, value := range e.Attributes.All() {
		if named, ok := value.(types.EntityUID); ok {
			take(into, all, named)
		}
	}
}

// JSON is a value as indented JSON.
func JSON(v any) ([]byte, error) {
	return json.Marshal(v, json.Deterministic(true), jsontext.WithIndent("  "))
}

// Most bounds the requests of a scenario.
const Most = 100_000

// Cases are the requests for actions that are offered between the actors of a scenario. Of those that the rules about the action
// do not tell apart, the first is there: their answers are the same. Failed are those of them that are not decided, because Cedar
// cannot evaluate a rule. Where there are more than Most, there are none, and ok is false.
func Cases(s *scenario.Scenario) (cases []Case, failed []error, ok bool) {
	board := decision.New(s.Set, s.Readings).On(s.Network)
	views := map[string]*situation.View{}
	seen := map[string]bool{}
	for from := range s.Network.Len() {
		for to := decision.Nobody; to < s.Network.Len(); to++ {
			if to == from || to == decision.Nobody && s.Set.World.Nobody == nil {
				continue
			}
			for _, action := range s.Set.Applicable(board.Kinds(from, to)) {
				at := board.Situation(from, to)
				if views[action] == nil {
					views[action] = told(s.Set, action)
				}
				key := string(views[action].Key([]byte(action+"\x00"), at))
				if seen[key] {
					continue
				}
				seen[key] = true
				if len(seen) > Most {
					return nil, nil, false
				}
				d, err := board.Between(from, to, action)
				if err != nil {
					failed = append(failed, err)
					continue
				}
				request, _ := Request(s.Set.World, at, action)
				c := Case{Request: request, Decision: d.Verdict == decision.Allowed, Reasons: []string{}}
				for _, r := range d.Rules {
					c.Reasons = append(c.Reasons, r.ID)
				}
				cases = append(cases, c)
			}
		}
	}
	return cases, failed, true
}

// told is what the rules about an action tell apart.
func told(set *policy.RuleSet, action string) *situation.View {
	var lens situation.Lens
	for _, r := range set.Rules {
		if slices.Contains(r.Actions(), action) {
			lens = lens.And(r.Lens())
		}
	}
	return lens.Ready(set.World)
}
