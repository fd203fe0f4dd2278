package words

// Term is a word that not everybody knows, and what it means here, in a sentence or two.
type Term struct {
	Key     string // its name in the code; of a set its place in words.en.json: "ties.follows"
	Name    string
	Meaning string
}

// terms are the keys of the engine's own words, in the order of the glossary. A verdict and a mark are named as on the wire.
var terms = []string{
	"allowed", "forbidden", "unstated", "contested", "assumed", "free", "cost", "error",
	"actor", "tie", "network", "action", "way", "reach", "mark", "step",
	"rule", "condition", "source", "question", "reading", "warning", "advice", "rule-set", "kind", "attribute", "label", "world", "cedar", "id",
	"fix", "check", "scenario", "example", "claim", "embed", "link", "canvas", "csv", "json", "html", "svg", "png", "markdown", "focus", "policy", "engine", "hub", "small-world", "seed",
}

// Terms are the engine's own words in a language.
func Terms(say Language) []Term {
	list := make([]Term, len(terms))
	for i, key := range terms {
		name, meaning := say.Term(key)
		list[i] = Term{key, name, meaning}
	}
	return list
}

// Terms are the words of the set that it says the meaning of: kinds, attributes, ties, distances and actions, in its order, each
// label once.
func (w *Words) Terms() []Term {
	var list []Term
	listed := map[string]bool{}
	add := func(key, name, meaning string) {
		if meaning != "" && !listed[name] {
			listed[name] = true
			list = append(list, Term{key, name, meaning})
		}
	}
	for _, k := range w.world.Kinds {
		add("kinds."+k.Type, k.Label, w.KindMeans[k.Type])
	}
	for _, k := range w.world.Kinds {
		for _, a := range k.Attributes {
			add("attributes."+a.Name, a.Label, w.of(a).Means)
		}
	}
	for _, t := range w.world.Ties {
		add("ties."+t.Name, t.Label, w.Ties[t.Name].Means)
	}
	for _, p := range w.world.Pair {
		add("distances."+p.Name, p.Name, w.Distances[p.Name].Means)
	}
	for _, a := range w.world.Actions {
		add("actions."+a.Name, a.Label, w.Actions[a.Name].Means)
	}
	return list
}
