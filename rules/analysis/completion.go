package analysis

import (
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// A completion makes situations as a lens sees them into situations that can occur. What the lens does not look at is as it is of
// somebody new, and a law may rule that out: the fewest such values are changed.
type completion struct {
	set   *policy.RuleSet
	view  *situation.View
	fine  situation.Lens // what the lens or a law looks at
	facts []*world.Fact  // whose values may be changed
}

func newCompletion(set *policy.RuleSet, lens situation.Lens) *completion {
	c := &completion{set: set, view: lens.Ready(set.World), fine: lens}
	for _, law := range set.Laws {
		c.fine = c.fine.And(law.Lens())
		if turned, ok := law.Lens().Turned(set.World); ok {
			c.fine = c.fine.And(turned)
		}
	}
	for _, f := range set.World.Facts() {
		if f.Of == world.OfPair {
			c.fine.Facts = c.fine.Facts.With(f) // facts that see one tie go together, which no law has to say
		}
	}
	for _, f := range c.fine.Facts.In(set.World) {
		if !lens.Facts.Has(f) || f.IsNumber() {
			c.facts = append(c.facts, f)
		}
	}
	return c
}

// of is a situation that can occur and looks the same through the lens.
func (c *completion) of(s situation.Situation) situation.Situation {
	for _, p := range c.set.World.Pair {
		if f := c.set.World.Fact(p); p.Distance() && f.Is(s.Kinds()) && s.Pair.Of(p) == 0 {
			s = s.With(f, world.Value{Number: p.Far})
		}
	}
	seen := string(c.view.Key(nil, s))
	for changes := range len(c.facts) + 1 {
		if whole, ok := c.changed(s, seen, c.facts, changes); ok {
			return whole
		}
	}
	return s
}

// changed finds a situation that can occur with so many facts changed.
func (c *completion) changed(s situation.Situation, seen string, facts []*world.Fact, changes int) (situation.Situation, bool) {
	if changes == 0 {
		return s, !c.set.Space.Broken(s)
	}
	for i, f := range facts {
		if !f.Is(s.Kinds()) {
			continue
		}
		for _, v := range c.fine.Values(f) {
			with := s.With(f, v)
			if v == s.Value(f) || string(c.view.Key(nil, with)) != seen {
				continue
			}
			if whole, ok := c.changed(with, seen, facts[i+1:], changes-1); ok {
				return whole, true
			}
		}
	}
	return s, false
}
