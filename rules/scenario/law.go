package scenario

import (
	"slices"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/world"
)

// lawful complains of what the laws of the world do not let be, each time at what would give way in an
// edit. Who and whom are those of the tie that would, or else whom the law is about. Where something that
// the law looks at cannot be read, it may hold of what was meant.
func (f *file) lawful(n *network.Network) {
	if n.Len() > MaxActors {
		return // the file is refused anyway, and so many pairs take long
	}
	unread := map[string]bool{} // the paths of what cannot be read, and the ties of which something cannot
	for _, e := range f.errors {
		list, _, _ := strings.Cut(e.Path, "[")
		unread[e.Path], unread[list] = true, true
	}
	for _, r := range f.set.BrokenAt(n) {
		if f.looksAt(r, unread) {
			continue
		}
		path, who, whom := f.actorPaths[r.From], r.From, r.To
		if yields := given(f.actors[r.From], r.Law.Attributes); len(yields) > 0 {
			path = join(path, yields[0].Name)
		}
		if t, p, ok := between(f.set, n, r); ok {
			if _, written := f.tied[t][p]; !written { // a tie without a direction stands the other way round
				p.From, p.To = p.To, p.From
			}
			path = f.tied[t][p]
			if slices.Contains(r.Law.Ties, t) {
				who, whom = p.From, p.To
			}
		}
		other := ""
		if whom >= 0 {
			other = f.actors[whom].ID
		}
		f.complain(path, diagnostic.LawBroken, f.set.Words.Law(r.Law.ID, r.Law.Title, true, f.actors[who].ID, other))
	}
}

// looksAt reports whether a law that is broken looks at one of some paths.
func (f *file) looksAt(r policy.Refusal, paths map[string]bool) bool {
	return slices.ContainsFunc(r.Law.Facts().In(f.set.World), func(fact *world.Fact) bool {
		switch {
		case fact.Of == world.OfPair:
			return paths[fact.Pair.Tie.Name]
		case fact.Of != world.OfAttribute:
			return false
		case fact.Side == world.Recipient:
			return paths[join(f.actorPaths[r.To], fact.Attribute.Name)]
		default:
			return paths[join(f.actorPaths[r.From], fact.Attribute.Name)]
		}
	})
}

// given are those among some attributes that an actor has, and has otherwise than by default.
func given(a network.Actor, among []*world.Attribute) []*world.Attribute {
	var list []*world.Attribute
	for _, attribute := range among {
		if attribute.Kind == a.Kind && a.Value(attribute) != attribute.Default() {
			list = append(list, attribute)
		}
	}
	return list
}

// between finds what stands between the two of whom a law is broken, as the law sees it: a tie that
// yields, or else another that it looks at.
func between(set *policy.RuleSet, n *network.Network, r policy.Refusal) (*world.Tie, network.Pair, bool) {
	if r.To < 0 {
		return nil, network.Pair{}, false
	}
	there, back := network.Pair{From: r.From, To: r.To}, network.Pair{From: r.To, To: r.From}
	for _, t := range slices.Concat(r.Law.Ties, set.World.Ties) {
		for _, f := range r.Law.Facts().In(set.World) {
			switch {
			case f.Of != world.OfPair || f.Pair.Tie != t:
			case f.Pair.Side != world.Recipient && n.Has(t, r.From, r.To):
				return t, there, true
			case f.Pair.Side != world.Sender && n.Has(t, r.To, r.From):
				return t, back, true
			}
		}
	}
	return nil, network.Pair{}, false
}
