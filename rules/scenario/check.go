package scenario

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
)

// Finding is what came of a check: OK when nothing differs from what it expects.
type Finding struct {
	Check    Check
	Board    *decision.Board    // under the check's own readings
	Decision *decision.Decision // nil when Err is set
	Err      error              // a rule could not be evaluated; such a check fails
	Problems []string           // what differs, in words
}

// OK reports whether the check passed.
func (f Finding) OK() bool { return len(f.Problems) == 0 }

// Engines keeps a decision engine for each choice of readings over one rule set, so that
// what one of them has decided is not decided again. It is not safe for concurrent use.
type Engines struct {
	set  *policy.RuleSet
	each map[string]*decision.Engine
}

// NewEngines makes engines for a rule set.
func NewEngines(set *policy.RuleSet) *Engines {
	return &Engines{set: set, each: map[string]*decision.Engine{}}
}

// For is the engine for a choice of readings.
func (e *Engines) For(readings policy.Readings) *decision.Engine {
	engine, ok := e.each[string(readings)]
	if !ok {
		engine = decision.New(e.set, readings)
		e.each[string(readings)] = engine
	}
	return engine
}

// Set is the rule set that the engines decide by.
func (e *Engines) Set() *policy.RuleSet { return e.set }

// Run runs every check of the scenario, in order.
func Run(s *Scenario, engines *Engines) []Finding {
	findings := make([]Finding, len(s.Checks))
	boards := map[string]*decision.Board{}
	for i, c := range s.Checks {
		readings := s.Readings.With(c.Readings...)
		board, ok := boards[string(readings)]
		if !ok {
			board = engines.For(readings).On(s.Network)
			boards[string(readings)] = board
		}
		findings[i] = c.run(s, board)
	}
	return findings
}

func (c Check) run(s *Scenario, board *decision.Board) Finding {
	f := Finding{Check: c, Board: board}
	from, _ := s.Network.Find(c.From)
	to := decision.Nobody
	if c.To != "" {
		to, _ = s.Network.Find(c.To)
	}
	f.Decision, f.Err = board.Between(from, to, c.Action)
	if f.Err != nil {
		f.Problems = []string{f.Err.Error()}
		return f
	}
	d := f.Decision
	say := s.Set.Words.Say
	differs := func(problem string) { f.Problems = append(f.Problems, problem) }
	denied := c.Expect == "denied" && d.Verdict != decision.Allowed
	if c.Expect != "" && c.Expect != d.Verdict.String() && !denied {
		differs(say.Expected(c.Expect, d.Verdict.String()))
	}
	if c.Contested != nil && *c.Contested != d.Contested {
		differs(say.ExpectedContested(*c.Contested, d.Contested))
	}
	if c.Cost != nil && *c.Cost != d.Cost {
		differs(say.ExpectedCost(*c.Cost, d.Cost))
	}
	sources, warnings := d.Sources(), d.WarningSources()
	for _, want := range c.Sources {
		if !slices.Contains(sources, want) {
			differs(say.ExpectedSource(want, sources))
		}
	}
	if c.Warnings != nil {
		want := slices.Clone(c.Warnings)
		slices.Sort(want)
		if !slices.Equal(slices.Compact(want), warnings) {
			differs(say.ExpectedWarnings(want, warnings))
		}
	}
	return f
}

// Expected is what the check expects, as a result.
func (c Check) Expected() Result {
	return Result{c.Expect, c.Contested, c.Cost, c.Sources, c.Warnings}
}

// Got is what came of the check, as far as the check looks.
func (f Finding) Got() Result {
	if f.Err != nil {
		return Result{Verdict: failed}
	}
	got := Result{Verdict: f.Decision.Verdict.String()}
	if f.Check.Contested != nil {
		got.Contested = &f.Decision.Contested
	}
	if f.Check.Cost != nil {
		got.Cost = &f.Decision.Cost
	}
	if f.Check.Sources != nil {
		got.Sources = f.Decision.Sources()
	}
	if f.Check.Warnings != nil {
		got.Warnings = f.Decision.WarningSources()
	}
	return got
}
