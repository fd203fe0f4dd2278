package scenario

import (
	"cmp"
	"slices"

	"inroad/rules/policy"
	"inroad/rules/world"
)

// Renames say under which names another rule set has what this one has: an attribute, as "Kind.attribute", or a tie, each
// with its name there. What is not among them keeps its name.
type Renames map[string]string

// Rename is a name that may take the place of one that another rule set does not have.
type Rename struct{ What, To string }

func keyOf(a *world.Attribute) string { return a.Kind.Type + "." + a.Name }

// attribute is the name that an attribute has under the other set.
func (r Renames) attribute(a *world.Attribute) string { return cmp.Or(r[keyOf(a)], a.Name) }

// tie is the name that a tie has under the other set.
func (r Renames) tie(t *world.Tie) string { return cmp.Or(r[t.Name], t.Name) }

// Offers are, of the attributes and ties that this scenario uses and another rule set does not have, those in whose place
// exactly one new one can be: of the same kind and type, between the same ends.
func (s *Scenario) Offers(set *policy.RuleSet, renames Renames) []Rename {
	w := set.World
	var offers []Rename
	offer := func(what string, names []string) {
		if len(names) == 1 {
			offers = append(offers, Rename{what, names[0]})
		}
	}
	for _, was := range s.Set.World.Kinds {
		kind, ok := kindIn(w, was)
		if !ok {
			continue
		}
		for _, a := range was.Attributes {
			if _, ok := kind.Attribute(renames.attribute(a)); ok || !s.uses(a) {
				continue
			}
			var names []string
			for _, b := range kind.Attributes {
				_, old := was.Attribute(b.Name)
				taken := slices.ContainsFunc(was.Attributes, func(c *world.Attribute) bool { return renames.attribute(c) == b.Name })
				if !old && !taken && a.Type == b.Type && enumOf(a) == enumOf(b) {
					names = append(names, b.Name)
				}
			}
			offer(keyOf(a), names)
		}
	}
	for _, was := range s.Set.World.Ties {
		if _, ok := w.Tie(renames.tie(was)); ok || len(s.Network.Pairs(was)) == 0 {
			continue
		}
		var names []string
		for _, t := range w.Ties {
			_, old := s.Set.World.Tie(t.Name)
			taken := slices.ContainsFunc(s.Set.World.Ties, func(u *world.Tie) bool { return renames.tie(u) == t.Name })
			if !old && !taken && was.Mutual == t.Mutual && slices.EqualFunc(was.Ends, t.Ends, sameEnds) {
				names = append(names, t.Name)
			}
		}
		offer(was.Name, names)
	}
	return offers
}

// uses reports whether somebody has another value of an attribute than a file leaves out.
func (s *Scenario) uses(a *world.Attribute) bool {
	for _, actor := range s.Network.Actors() {
		if actor.Kind == a.Kind && len(given(actor, []*world.Attribute{a})) > 0 {
			return true
		}
	}
	return false
}

// enumOf is the type of the enumeration that an attribute has its values from; "" where there is none.
func enumOf(a *world.Attribute) string {
	if a.Enum == nil {
		return ""
	}
	return a.Enum.Type
}

func sameEnds(a, b world.Ends) bool { return a.From.Type == b.From.Type && a.To.Type == b.To.Type }
