package export_test

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/decision"
	"inroad/rules/export"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/scripts/dice"
)

// Cedar's authorizer is asked here what the engine says. It gets policies as they are written, parsed by itself, and requests with
// everything that there is to know of a situation; it knows nothing of conditions, classes, readings or costs. What a reading
// switches is the one thing that is added to it, from the annotations: see judge.inForce.

// whole tells that all that is promised is compared; otherwise a part of it.
var whole = os.Getenv("INROAD_PROOF") != ""

// judge has a set's policies as Cedar takes them.
type judge struct {
	set    *policy.RuleSet
	values types.EntityMap
	// The rules that permit and those that forbid stand apart, since of both together Cedar names only those that decide.
	permits, forbids, warnings pile
}

// pile is policies by their ids.
type pile map[cedar.PolicyID]*cedar.Policy

func (p pile) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] { return maps.All(p) }

// add parses policies.
func (p pile) add(t *testing.T, text string, effects ...cedar.Effect) {
	t.Helper()
	list, err := cedar.NewPolicyListFromBytes("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		if slices.Contains(effects, one.Effect()) {
			p[cedar.PolicyID(one.Annotations()["id"])] = one
		}
	}
}

// newJudge takes the texts of a set's files, and the rules of one's own.
func newJudge(t *testing.T, set *policy.RuleSet, files sets.Files) *judge {
	t.Helper()
	j := &judge{set, export.Values(set.World), pile{}, pile{}, pile{}}
	texts := []string{set.Own}
	if !set.Bare {
		texts = append(texts, files[sets.Rules])
		j.warnings.add(t, files[sets.Warnings], cedar.Permit, cedar.Forbid)
	}
	for _, text := range texts {
		j.permits.add(t, text, cedar.Permit)
		j.forbids.add(t, text, cedar.Forbid)
	}
	return j
}

// asked is a situation and an action as Cedar is asked about them.
type asked struct {
	types.Request
	actors [2]types.Entity
	values types.EntityMap
}

func (a *asked) Get(uid types.EntityUID) (types.Entity, bool) {
	for _, e := range a.actors {
		if e.UID == uid {
			return e, true
		}
	}
	return a.values.Get(uid)
}

func (a *asked) String() string {
	text := fmt.Sprintf("%v %v", a.Action, a.Context)
	for _, e := range a.actors {
		text += fmt.Sprintf(" %v %v", e.UID, e.Attributes)
	}
	return text
}

func (j *judge) ask(s situation.Situation, action string) *asked {
	a := &asked{values: j.values}
	a.Request, a.actors = export.Request(j.set.World, s, action)
	return a
}

// satisfied is what Cedar says of a request: which policies are satisfied, and which it cannot evaluate, by id.
type satisfied struct{ permits, forbids, warnings, errors []string }

func (j *judge) satisfied(a *asked) satisfied {
	var out satisfied
	for _, of := range []struct {
		policies pile
		into     *[]string
	}{{j.permits, &out.permits}, {j.forbids, &out.forbids}, {j.warnings, &out.warnings}} {
		_, diagnostic := cedar.Authorize(of.policies, a, a.Request)
		for _, reason := range diagnostic.Reasons {
			*of.into = append(*of.into, string(reason.PolicyID))
		}
		for _, err := range diagnostic.Errors {
			out.errors = append(out.errors, string(err.PolicyID))
		}
	}
	for _, list := range [][]string{out.permits, out.forbids, out.warnings, out.errors} {
		slices.Sort(list)
	}
	return out
}

// key is the same for what is satisfied alike.
func (s satisfied) key(action string) string {
	return fmt.Sprint(action, s)
}

// engineSays is what the engine says of the same.
func engineSays(set *policy.RuleSet, e *decision.Engine, s situation.Situation, action string) satisfied {
	var out satisfied
	hold, fail := e.Satisfied(s, action)
	for _, r := range hold {
		switch {
		case slices.Contains(set.Warnings, r):
			out.warnings = append(out.warnings, r.ID)
		case r.Permits:
			out.permits = append(out.permits, r.ID)
		default:
			out.forbids = append(out.forbids, r.ID)
		}
	}
	out.errors = ids(fail)
	slices.Sort(out.errors) // those of rules and of warnings stand together
	return out
}

func ids(rules []*policy.Rule) []string {
	var list []string
	for _, r := range rules {
		list = append(list, r.ID)
	}
	return list
}

// inForce are the policies of a pile that count: they are not switched off, and each reading that one names is chosen.
func (j *judge) inForce(of pile, readings policy.Readings, off []string) pile {
	chosen := map[string]bool{}
	for i, q := range j.set.Questions {
		chosen[q.ID+"="+q.Readings[readings[i]].Reading] = true
	}
	in := pile{}
	for id, p := range of {
		needs := strings.Fields(string(p.Annotations()["reading"]))
		if !slices.Contains(off, string(id)) && !slices.ContainsFunc(needs, func(need string) bool { return !chosen[need] }) {
			in[id] = p
		}
	}
	return in
}

// ruling is what is decided: by which rules, for how much, with which warnings.
type ruling struct {
	verdict      decision.Verdict
	cost         int64
	by, warnings []string
}

// rule is what satisfied policies come to.
func rule(permits pile, s satisfied) ruling {
	switch {
	case s.forbids != nil:
		return ruling{verdict: decision.Forbidden, by: s.forbids}
	case s.permits == nil:
		return ruling{verdict: decision.Unstated}
	}
	cost := int64(-1)
	for _, id := range s.permits {
		price, _ := strconv.ParseInt(cmp.Or(string(permits[cedar.PolicyID(id)].Annotations()["cost"]), "0"), 10, 64)
		if cost < 0 || price < cost {
			cost = price
		}
	}
	return ruling{decision.Allowed, cost, s.permits, s.warnings}
}

// is reports whether a decision of the engine's is the ruling.
func (r ruling) is(d *decision.Decision) bool {
	called := func(r *policy.Rule, id string) bool { return r.ID == id }
	return d.Outcome == decision.Outcome{Verdict: r.verdict, Cost: r.cost} &&
		slices.EqualFunc(d.Rules, r.by, called) && slices.EqualFunc(d.Warnings, r.warnings, called)
}

// masked is what of the satisfied is in force.
func masked(s satisfied, permits, forbids, warnings pile) satisfied {
	only := func(list []string, in pile) (out []string) {
		for _, id := range list {
			if in[cedar.PolicyID(id)] != nil {
				out = append(out, id)
			}
		}
		return out
	}
	return satisfied{permits: only(s.permits, permits), forbids: only(s.forbids, forbids), warnings: only(s.warnings, warnings)}
}

// authorized is what Cedar decides by the policies in force together, and by which of them.
func authorized(in pile, a *asked) (cedar.Decision, []string) {
	decision, diagnostic := cedar.Authorize(in, a, a.Request)
	var reasons []string
	for _, reason := range diagnostic.Reasons {
		reasons = append(reasons, string(reason.PolicyID))
	}
	slices.Sort(reasons)
	return decision, reasons
}

// proof compares one set.
type proof struct {
	*testing.T
	*judge
	engine   *decision.Engine
	distinct map[string]example // one of each that satisfy the same
	count    tally
}

// tally counts what was compared.
type tally struct{ situations, requests, satisfied, erring, decisions int }

func (t *tally) add(other tally) {
	t.situations += other.situations
	t.requests += other.requests
	t.satisfied += other.satisfied
	t.erring += other.erring
	t.decisions += other.decisions
}

type example struct {
	*asked
	satisfied
	situation situation.Situation
	action    string
}

func newProof(t *testing.T, set *policy.RuleSet, files sets.Files) *proof {
	t.Helper()
	return &proof{T: t, judge: newJudge(t, set, files), engine: decision.New(set, set.Defaults()), distinct: map[string]example{}}
}

// compare compares what is satisfied, whatever the readings.
func (p *proof) compare(s situation.Situation, actions ...string) {
	p.count.situations++
	for _, action := range actions {
		p.count.requests++
		a := p.ask(s, action)
		want, got := p.judge.satisfied(a), engineSays(p.set, p.engine, s, action)
		if key := want.key(action); key != got.key(action) {
			p.Fatalf("%v: the engine says %+v, Cedar %+v\n%s", a, got, want, p.set.Own)
		} else if _, met := p.distinct[key]; !met {
			p.distinct[key] = example{a, want, s, action}
		}
		if want.permits != nil || want.forbids != nil || want.warnings != nil {
			p.count.satisfied++
		}
		if want.errors != nil {
			p.count.erring++
		}
	}
}

// everySituation compares those that the rules tell apart, all of them where they are no more than a limit between two kinds.
// Otherwise those that the rules about each action tell apart, under that action; those of an action of which there are
// still more are left to someSituations. Only every so many-eth is compared.
func (p *proof) everySituation(limit, every int) {
	n := 0
	for _, kinds := range p.set.World.Pairs() {
		actions := p.set.Applicable(kinds)
		if p.set.Lens().Bound(p.set.World, kinds, limit) < limit {
			for s := range p.set.Space.All(p.set.Lens(), kinds) {
				if n++; n%every == 0 {
					p.compare(s, actions...)
				}
			}
			continue
		}
		for _, action := range actions {
			var lens situation.Lens
			for _, r := range slices.Concat(p.set.Rules, p.set.Warnings) {
				if r.Fits(action, kinds) {
					lens = lens.And(r.Lens())
				}
			}
			if lens.Bound(p.set.World, kinds, limit) == limit {
				continue
			}
			for s := range p.set.Space.All(lens, kinds) {
				if n++; n%every == 0 {
					p.compare(s, action)
				}
			}
		}
	}
}

// someSituations compares random ones, with any value of every fact.
func (p *proof) someSituations(d *dice.Dice, count int) {
	pairs := p.set.World.Pairs()
	for range count {
		kinds := pairs[d.IntN(len(pairs))]
		p.compare(d.Situation(p.set, kinds), p.set.Applicable(kinds)...)
	}
}

// masks compares what is decided under the default readings, under every single one chosen otherwise, and under random choices
// of all, of which every third has rules switched off: in one of all situations that satisfy the same, under a random choice in at
// most so many of these, drawn anew. Where a rule fails that is not switched off, there must be no decision. Some situations under
// each choice, Cedar's authorizer is asked with the policies in force alone.
func (p *proof) masks(d *dice.Dice, choices, most, asks int) {
	set := p.set
	examples := make([]example, 0, len(p.distinct))
	for _, key := range slices.Sorted(maps.Keys(p.distinct)) {
		examples = append(examples, p.distinct[key])
	}
	under := func(readings policy.Readings, off []string, most int) {
		permits, forbids, warnings := p.inForce(p.permits, readings, off), p.inForce(p.forbids, readings, off), p.inForce(p.warnings, readings, off)
		both := maps.Clone(permits)
		maps.Copy(both, forbids)
		e := p.engine.For(set.Without(off), readings)
		d.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for i, x := range examples[:min(most, len(examples))] {
			p.count.decisions++
			hold := masked(x.satisfied, permits, forbids, warnings)
			want := rule(permits, hold)
			if i < asks {
				decision, reasons := authorized(both, x.asked)
				by := hold.forbids
				if by == nil {
					by = hold.permits
				}
				if allowed := hold.forbids == nil && hold.permits != nil; bool(decision) != allowed || !slices.Equal(reasons, by) {
					p.Fatalf("%v, readings %v, without %v: Cedar says %v by %v, the mask %+v", x.asked, readings, off, decision, reasons, want)
				}
			}
			failing := func(of pile) bool {
				return slices.ContainsFunc(x.errors, func(id string) bool { return of[cedar.PolicyID(id)] != nil && !slices.Contains(off, id) })
			}
			fails := failing(p.permits) || failing(p.forbids) || want.verdict == decision.Allowed && failing(p.warnings)
			if got, err := e.Decide(x.situation, x.action); (err != nil) != fails || err == nil && !want.is(got) {
				p.Fatalf("%v, readings %v, without %v: the engine says %+v (%v), Cedar %+v (fails: %v)\n%s", x.asked, readings, off, got, err, want, fails, set.Own)
			}
		}
	}
	under(set.Defaults(), nil, len(examples))
	for q, question := range set.Questions {
		for r := 1; r < len(question.Readings); r++ {
			under(set.Defaults().With(policy.Choice{Question: q, Reading: r}), nil, len(examples))
		}
	}
	for i := range choices {
		var off []string
		if i%3 == 0 {
			for _, r := range slices.Concat(set.Rules, set.Warnings) {
				if d.IntN(4) == 0 {
					off = append(off, r.ID)
				}
			}
		}
		under(d.Readings(set), off, most)
	}
}

// named are the sets that come with Inroad and one from outside, with their files.
func named(t *testing.T) (list []*policy.RuleSet, files []sets.Files) {
	t.Helper()
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := sets.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		list, files = append(list, set), append(files, texts)
	}
	texts, err := sets.ReadFolder(os.DirFS("../testdata/sets/hospital"))
	if err != nil {
		t.Fatal(err)
	}
	set, problems := policy.Outside("hospital", texts)
	if set == nil {
		t.Fatal(problems[0])
	}
	return append(list, set), append(files, texts)
}

// In every situation, the rules that are satisfied and those that cannot be evaluated are those of Cedar's own authorizer, and
// what is decided is what it decides of those in force. make proof compares every situation that the rules tell
// apart, or where that is beyond counting, that those about an action do, with 200,000 random ones, under 1,000 random choices of
// readings. make test compares some.
func TestSatisfiedIsCedars(t *testing.T) {
	every, random, choices, asks := 17, 1000, 12, 100
	switch {
	case whole:
		every, random, choices, asks = 1, 200_000, 1000, 200
	case runtime.GOARCH == "wasm":
		every, random, choices, asks = 171, 200, 2, 20
	}
	list, files := named(t)
	for i, set := range list {
		t.Run(set.Name, func(t *testing.T) {
			t.Parallel()
			d := dice.New(uint64(i), set.World)
			p := newProof(t, set, files[i])
			p.everySituation(1_000_000, every)
			p.someSituations(d, random)
			p.masks(d, choices, len(p.distinct), asks)
			t.Logf("%+v, %d satisfy differently", p.count, len(p.distinct))
		})
	}
}

// The same of rules of which nobody knows what they look at: 300 random sets in make proof, of which half stand beside the rules
// of a set, each under 1,000 random choices with up to 100 situations for each. Between two kinds up to 10,000 situations are
// compared one by one, of more than that random ones.
func TestSatisfiedIsCedarsForRandomRules(t *testing.T) {
	count, limit, random, choices, asks := 30, 500, 100, 3, 20
	switch {
	case whole:
		count, limit, random, choices, asks = 300, 10_000, 2000, 1000, 10
	case runtime.GOARCH == "wasm":
		count = 6
	}
	list, files := named(t)
	totals := make([]tally, len(list))
	t.Run("beside", func(t *testing.T) {
		for k, of := range list {
			t.Run(of.Name, func(t *testing.T) {
				t.Parallel() // those beside one set share what it remembers, and come one after another
				for i := k; i < count; i += len(list) {
					d, base := dice.New(uint64(1000+i), of.World), of
					if i/len(list)%2 == 0 {
						base = of.OnlyWorld()
					}
					set, problems := base.With(d.Policies(base, 2+d.IntN(8)), nil)
					if set == nil {
						t.Fatal(problems[0])
					}
					p := newProof(t, set, files[k])
					p.everySituation(limit, 1)
					p.someSituations(d, random)
					p.masks(d, choices, 100, asks)
					totals[k].add(p.count)
				}
			})
		}
	})
	var total tally
	for _, of := range totals {
		total.add(of)
	}
	t.Logf("%d sets: %+v", count, total)
	if total.satisfied*20 < total.requests || total.erring*1000 < total.requests {
		t.Errorf("the random rules satisfy or fail too little: %+v", total)
	}
}
