package scenario

import (
	"errors"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
)

// Finding is what came of a check: OK when nothing differs from what it expects.
type Finding struct {
	Check    Check
	Board    *decision.Board    // under the check's own set and readings
	From, To int                // who is asked about, on the board; To is decision.Nobody for a sender's own action
	Decision *decision.Decision // nil when Err is set
	Err      error              // it could not be decided; such a check fails
	Problems []string           // what differs, in words
}

// OK reports whether the check passed.
func (f Finding) OK() bool { return len(f.Problems) == 0 }

// Engines keeps a decision engine for each choice of readings over one rule set, so that
// what one of them has decided is not decided again. It is not safe for concurrent use.
type Engines struct {
	set    *policy.RuleSet
	first  *decision.Engine // whose work the others share
	each   map[string]*decision.Engine
	others map[*policy.RuleSet]*Engines
}

// NewEngines makes engines for a rule set.
func NewEngines(set *policy.RuleSet) *Engines {
	return &Engines{set: set, each: map[string]*decision.Engine{}, others: map[*policy.RuleSet]*Engines{}}
}

// Over are engines for another state of the rule set: with rules switched, or with others of the user's own. They share what these
// leave alone.
func (e *Engines) Over(set *policy.RuleSet) *Engines {
	out := NewEngines(set)
	out.first = e.first
	return out
}

// In are the engines of another rule set.
func (e *Engines) In(set *policy.RuleSet) *Engines {
	if e.others[set] == nil {
		e.others[set] = NewEngines(set)
	}
	return e.others[set]
}

// For is the engine for a choice of readings.
func (e *Engines) For(readings policy.Readings) *decision.Engine {
	engine, ok := e.each[string(readings)]
	if !ok {
		engine = e.first.For(e.set, readings)
		if e.first == nil {
			e.first = engine
		}
		e.each[string(readings)] = engine
	}
	return engine
}

// Set is the rule set that the engines decide by.
func (e *Engines) Set() *policy.RuleSet { return e.set }

// Run runs every check of the scenario, in order.
func Run(s *Scenario, engines *Engines) []Finding {
	findings := make([]Finding, len(s.Checks))
	under := map[*policy.RuleSet]asked{nil: {engines: engines, network: s.Network, readings: s.Readings, boards: map[string]*decision.Board{}}}
	for i, c := range s.Checks {
		in, ok := under[c.In]
		if !ok {
			n, lost := s.Under(c.In)
			in = asked{engines.In(c.In), n, lost, c.In.Defaults(), map[string]*decision.Board{}}
			under[c.In] = in
		}
		findings[i] = c.run(in)
	}
	return findings
}

// asked is what checks are asked of: a rule set, and the network as it is there.
type asked struct {
	engines  *Engines
	network  *network.Network
	lost     Losses // what of the scenario's network has no place under the rule set
	readings policy.Readings
	boards   map[string]*decision.Board // by readings
}

// on is the network as the rules decide on it, as some questions are read.
func (a asked) on(choices []policy.Choice) *decision.Board {
	readings := a.readings.With(choices...)
	board, ok := a.boards[string(readings)]
	if !ok {
		board = a.engines.For(readings).On(a.network)
		a.boards[string(readings)] = board
	}
	return board
}

func (c Check) run(in asked) Finding {
	f := Finding{Check: c, Board: in.on(c.Readings), To: decision.Nobody}
	say := in.engines.Set().Words.Say
	if in.lost != nil {
		f.Err = errors.New(say.NoPlaceUnder(in.engines.Set().Title, in.lost.Texts()))
	} else {
		f.From, _ = in.network.Find(c.From)
		if c.To != "" {
			f.To, _ = in.network.Find(c.To)
		}
		f.Decision, f.Err = f.Board.Between(f.From, f.To, c.Action)
	}
	if f.Err != nil {
		f.Problems = []string{f.Err.Error()}
		return f
	}
	d := f.Decision
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
		slices.SortFunc(want, policy.BySource)
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
