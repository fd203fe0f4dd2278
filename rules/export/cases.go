package export

import (
	"net/url"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/situation"
)

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

// request is a case as the command cedar reads a request, and looks at no more of it.
type request struct {
	asked
	expected
}

type asked struct {
	Principal string       `json:"principal"`
	Action    string       `json:"action"`
	Resource  string       `json:"resource"`
	Context   types.Record `json:"context"`
}

type expected struct {
	Decision types.Decision `json:"decision"`
	Reasons  []string       `json:"reason"`
}

// test is a case as the command cedar runs tests.
type test struct {
	Name     string          `json:"name"`
	Request  asked           `json:"request"`
	Entities types.EntityMap `json:"entities"`
	expected
	Errors int `json:"num_errors"`
}

func (c Case) request(in namespace) request {
	r := c.Request
	return request{asked{in.uid(r.Principal).String(), in.uid(r.Action).String(), in.uid(r.Resource).String(), r.Context}, expected{c.Decision, c.Reasons}}
}

// test takes the entities that the case needs out of all.
func (c Case) test(in namespace, all types.EntityMap) test {
	entities := types.EntityMap{}
	take(entities, all, in.uid(c.Request.Principal))
	take(entities, all, in.uid(c.Request.Resource))
	request := c.request(in)
	return test{Name: c.Name(), Request: request.asked, Entities: entities, expected: request.expected}
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

// encoded is a value as indented JSON.
func encoded(v any) ([]byte, error) {
	text, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent("  "))
	return append(text, '\n'), err
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
