package api

import (
	"slices"

	"inroad/rules/diagnostic"
	"inroad/rules/generate"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/spelling"
)

// The bounds of what can be made. JavaScript knows no larger whole numbers than maxSeed exactly.
const (
	fewestActors = 2
	maxSeed      = 1<<53 - 1
	maxTies      = 50
)

// Usual is the plan of a network of which nothing is said but how many actors it has.
func Usual() Plan { return Plan{Seed: 1, Model: string(generate.SmallWorld), Ties: generate.UsualTies} }

// Generate makes a scenario of a network by chance, under a rule set as it comes. A plan gives the same bytes on every platform.
func Generate(set *policy.RuleSet, p Plan) (Saved, []scenario.Error) {
	var errs []scenario.Error
	for _, number := range []struct {
		path            string
		is, least, most int
	}{{"plan.actors", p.Actors, fewestActors, scenario.MaxActors}, {"plan.seed", p.Seed, 0, maxSeed}, {"plan.ties", p.Ties, 1, maxTies}} {
		if number.is < number.least || number.is > number.most {
			errs = append(errs, mistake(number.path, diagnostic.Say(diagnostic.OutOfRange, number.is, number.least, number.most))...)
		}
	}
	if models := generate.Models(); !slices.Contains(models, p.Model) {
		errs = append(errs, mistake("plan.model", diagnostic.Say(diagnostic.UnknownName, diagnostic.NounModel, p.Model, spelling.Nearest(p.Model, models), models))...)
	}
	if errs != nil {
		return Saved{}, errs
	}
	s := scenario.Empty(set)
	s.Title = set.Words.Say.Generated(p.Model, p.Actors, p.Seed)
	s.Network = generate.Network(set, generate.Plan{Actors: p.Actors, Seed: uint64(p.Seed), Model: generate.Model(p.Model), Ties: p.Ties})
	out := saved(s)
	if len(out.Scenario) > scenario.MaxBytes {
		return Saved{}, mistake("plan", diagnostic.Say(diagnostic.LargeNetwork, len(out.Scenario), scenario.MaxBytes))
	}
	return out, nil
}

// generate answers the generate request. What its plan leaves out is as usual.
func (e *Engine) generate(r Request) (any, []scenario.Error) {
	set, errs := e.setOf(r)
	if errs != nil {
		return nil, errs
	}
	plan, usual := r.Plan, Usual()
	if plan.Model == "" {
		plan.Model = usual.Model
	}
	if plan.Ties == 0 {
		plan.Ties = usual.Ties
	}
	out, errs := Generate(set.Base(), plan)
	if errs != nil {
		return nil, errs
	}
	return out, nil
}
