package api

import "inroad/rules/words"

// glossary tells what words mean.
func (e *Engine) glossary() Glossary {
	in := e.session.Scenario().Set.Words
	return Glossary{Terms: termsOf(words.Terms(in.Say)), Declared: termsOf(in.Terms())}
}

func termsOf(list []words.Term) []Term {
	out := make([]Term, len(list))
	for i, t := range list {
		out[i] = Term{t.Key, t.Name, t.Meaning}
	}
	return out
}
