package api

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

// rebase answers what of the open scenario has no place under another rule set, which is not taken.
func (e *Engine) rebase(r Request) (any, []scenario.Error) {
	out := Rebased{Lost: []Loss{}, Renames: []Rename{}, Mistakes: []PartMistakes{}}
	if r.World == nil {
		lost, errs := e.session.Lost(r.Set)
		out.Lost = lossesOf(lost)
		return out, errs
	}
	s := e.session.Scenario()
	say := s.Set.Words.Say
	set, problems := scenario.ReadTexts(r.World.Value, r.World.Set)
	if set == nil {
		out.Mistakes = byPart(say, r.World.Set, problems)
		return out, nil
	}
	_, lost := s.Rebase(set, r.World.Renames)
	out.Lost = lossesOf(lost)
	for _, offer := range s.Offers(set, r.World.Renames) {
		out.Renames = append(out.Renames, Rename{offer.What, offer.To, say.RenameTo(offer.What, offer.To)})
	}
	return out, nil
}

// lossesOf are losses as the wire carries them.
func lossesOf(losses scenario.Losses) []Loss {
	list := []Loss{}
	for _, l := range losses {
		list = append(list, Loss{l.Line, append([]string{}, l.Of...)})
	}
	return list
}

// byPart are the mistakes in the texts of a rule set, those of a part together.
func byPart(say words.Language, texts map[string]string, problems []*diagnostic.Diagnostic) []PartMistakes {
	var out []PartMistakes
	var lines []*diagnostic.Lines // of each part
	for _, d := range problems {
		i := slices.IndexFunc(out, func(m PartMistakes) bool { return m.Part == d.File })
		if i < 0 {
			i, out, lines = len(out), append(out, PartMistakes{Part: d.File}), append(lines, diagnostic.NewLines(texts[d.File]))
		}
		message := words.Diagnosed(say, d)
		if d.Path != "" {
			message = say.Placed(d.Path, message)
		}
		out[i].Diagnostics = append(out[i].Diagnostics, inText(say, lines[i], d, message))
	}
	return out
}
