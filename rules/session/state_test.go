package session

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/world"
)

// dense is a scenario of many actors with any values and ties, so that most of what can be between two is there. What laws
// forbid is left as it comes: the rules decide on it all the same.
func dense(r *rand.Rand, set *policy.RuleSet, size, degree int) *scenario.Scenario {
	s := scenario.Empty(set)
	w := set.World
	var actors []network.Actor
	for _, kind := range w.Kinds {
		for range max(1, size/len(w.Kinds)) {
			a := network.Actor{ID: fmt.Sprint("a", len(actors)), Kind: kind, Name: fmt.Sprint("A ", r.IntN(30))}
			for _, attribute := range kind.Attributes {
				if r.IntN(3) == 0 {
					a = a.With(attribute, anyValue(r, attribute))
				}
			}
			actors = append(actors, a)
		}
	}
	ties := network.Ties{}
	for _, t := range w.Ties {
		stands := map[network.Pair]bool{}
		for range len(actors) * degree {
			p := network.Pair{From: r.IntN(len(actors)), To: r.IntN(len(actors))}
			if p.From != p.To && t.Fits(actors[p.From].Kind, actors[p.To].Kind) && !stands[p] && !(t.Mutual && stands[network.Pair{From: p.To, To: p.From}]) {
				stands[p] = true
				ties[t] = append(ties[t], p)
			}
		}
	}
	s, _ = s.With(network.New(w, actors, ties))
	return s
}

func anyValue(r *rand.Rand, a *world.Attribute) world.Value {
	switch a.Type {
	case world.Bool:
		return world.Value{Number: int64(r.IntN(2))}
	case world.Number:
		return world.Value{Number: int64(r.IntN(60))}
	case world.Text:
		return world.Value{Text: fmt.Sprint("Co ", r.IntN(5))}
	default:
		return world.Value{Number: int64(r.IntN(len(a.Names())))}
	}
}

// scratch is a board that has nothing of a session's: the rules of the user's own are read as a whole.
func scratch(s *scenario.Scenario) *decision.Board {
	set := s.Set
	if set.Own != "" {
		set, _ = set.Base().With(set.Own, set.SwitchedOff())
	}
	var actors []network.Actor
	for _, a := range s.Network.Actors() {
		a.Values = slices.Clone(a.Values)
		actors = append(actors, a)
	}
	ties := network.Ties{}
	for _, t := range s.Set.World.Ties {
		ties[t] = slices.Clone(s.Network.Pairs(t))
	}
	return decision.New(set, s.Readings).On(network.New(s.Set.World, actors, ties))
}

// said is all that a decision says, as text.
func said(d *decision.Decision, err error) string {
	var failure *decision.Failure
	if errors.As(err, &failure) { // between whom goes without saying
		return failure.Rule.ID + " " + failure.Condition.Text
	}
	text := fmt.Sprint(d.Outcome, d.Contested)
	for _, r := range slices.Concat(d.Rules, d.Warnings) {
		text += " " + r.ID
	}
	return text + fmt.Sprint(d.Flips)
}

// everyPair calls look for all pairs of a network, and for what each actor may do alone.
func everyPair(w *world.World, n *network.Network, look func(from, to int)) {
	for from := range n.Len() {
		if w.Nobody != nil {
			look(from, decision.Nobody)
		}
		for to := range n.Len() {
			if from != to {
				look(from, to)
			}
		}
	}
}

// anyRules are the rules of the user's own with one more or one less.
func anyRules(r *rand.Rand, set *policy.RuleSet) string {
	id := fmt.Sprint("mine-", r.IntN(4))
	if less, err := set.But(id); err == nil {
		return less
	}
	return anyRule(r, set.World, id) + "\n" + set.Own
}

// anyRule is a rule that looks at text, at numbers or at the action, which no table of situations holds whole; it fails for some.
func anyRule(r *rand.Rand, w *world.World, id string) string {
	action := w.Actions[r.IntN(len(w.Actions))]
	kinds := action.Pairs[r.IntN(len(action.Pairs))]
	when := `principal has name && resource has name && principal.name == resource.name`
	for _, a := range kinds.Sender.Attributes {
		if r.IntN(3) > 0 {
			continue
		}
		switch {
		case a.Type == world.Number && !a.Optional:
			when = fmt.Sprintf("principal.%[1]s * %d > 40 && action == Action::%q", a.Name, []int64{2, 1 << 62}[r.IntN(2)], action.Name)
		case a.Type == world.Text:
			when = fmt.Sprintf(`principal has %[1]s && principal.%[1]s like "*1"`, a.Name)
		case a.Type == world.Bool && !a.Optional:
			when = fmt.Sprintf("principal.%[1]s == (action == Action::%q)", a.Name, action.Name)
		}
	}
	effect := []string{"permit", "forbid"}[r.IntN(2)]
	return fmt.Sprintf("@id(%q) %s(principal is %s, action, resource is %s) when { %s };", id, effect, kinds.Sender.Type, kinds.Recipient.Type, when)
}

// differs finds a pair on which a session decides otherwise than from scratch; "" where there is none.
func differs(s *Session) (difference string) {
	whole, memo, last := scratch(s.Scenario()), map[[2]*decision.Decision]bool{}, [2]*decision.Decision{}
	everyPair(s.Scenario().Set.World, s.Scenario().Network, func(from, to int) {
		for _, action := range s.Scenario().Set.Applicable(whole.Kinds(from, to)) {
			d, err := s.Board().Between(from, to, action)
			want, wantErr := whole.Between(from, to, action)
			if pair := [2]*decision.Decision{d, want}; err != nil || wantErr != nil || pair != last && !memo[pair] {
				if got, want := said(d, err), said(want, wantErr); got != want && difference == "" {
					difference = fmt.Sprintf("%d to %d, %s: %s, from scratch %s", from, to, action, got, want)
				}
				memo[pair], last = true, pair
			}
		}
	})
	return difference
}

// sets that edits are tried on: those that come with Inroad, and one from outside.
func everySet(t testing.TB) []*policy.RuleSet {
	t.Helper()
	list := []*policy.RuleSet{hospital(t)}
	for _, name := range sets.Builtin() {
		set, err := policy.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, set)
	}
	return list
}

// After any edits, undone or not, a session decides as if it had been opened as it stands, and what it says has changed is
// what has: of every action between any two. INROAD_PROOF makes more edits, and some of 1,000 actors.
func TestEditsComeToWhatIsDecidedFromScratch(t *testing.T) {
	edits := map[int]int{40: 150, 300: 4}
	if os.Getenv("INROAD_PROOF") != "" {
		edits = map[int]int{40: 10_000, 1000: 200}
	}
	for _, set := range everySet(t) {
		t.Run(set.Name, func(t *testing.T) {
			t.Parallel()
			for size, count := range edits {
				r := rand.New(rand.NewPCG(uint64(size), 7))
				s := Open(dense(r, set, size, 2))
				made := map[string]int{}
				for made["all"] < count {
					before := s.State()
					kind := "undo"
					switch r.IntN(8) {
					case 0:
						if !s.Undo() {
							continue
						}
					case 1:
						if kind = "redo"; !s.Redo() {
							continue
						}
					default:
						e := random(r, s.Scenario())
						if r.IntN(10) == 0 {
							e = Edit{Kind: "policies", Value: anyRules(r, s.Scenario().Set)}
						}
						if kind = e.Kind; s.Apply(e, r.IntN(4) == 0) != nil {
							continue
						}
					}
					made[kind]++
					made["all"]++
					if difference := differs(s); difference != "" {
						t.Fatalf("%d actors, after %d edits, the last a %s: %s", size, made["all"], kind, difference)
					}
					if difference := otherFlips(before, s.State()); difference != "" {
						t.Fatalf("%d actors, after %d edits, the last a %s: %s", size, made["all"], kind, difference)
					}
				}
				t.Log(size, made)
			}
		})
	}
}

// What a rule compares that no class tells, such as names, is looked at again where one of them changed: also of who is a recipient.
func TestARuleOfTwoNamesIsAskedAgainOfWhoIsRenamed(t *testing.T) {
	for _, set := range everySet(t) {
		action := set.World.Actions[slices.IndexFunc(set.World.Actions, func(a *world.Action) bool { return !a.Own() })]
		kinds := action.Pairs[0]
		s := scenario.Empty(set)
		s, _ = s.With(network.New(set.World, []network.Actor{
			{ID: "ana", Kind: kinds.Sender, Name: "Ana", Values: kinds.Sender.Defaults()},
			{ID: "ben", Kind: kinds.Recipient, Name: "Ben", Values: kinds.Recipient.Defaults()},
		}, nil))
		open := Open(s)
		for _, e := range []Edit{
			{Kind: "policies", Value: fmt.Sprintf("@id(\"alike\") forbid(principal is %s, action, resource is %s) when { principal.name == resource.name };", kinds.Sender.Type, kinds.Recipient.Type)},
			{Kind: "set", Actor: "ben", Field: "name", Value: "Ana"},
			{Kind: "set", Actor: "ana", Field: "name", Value: "Eva"},
		} {
			before := open.State()
			if errs := open.Apply(e, false); errs != nil {
				t.Fatal(errs)
			}
			changed := 0
			for range Flips(before, open.State(), func(from, to int) bool { return true }) {
				changed++
			}
			if named := e.Kind == "set"; named != (changed > 0) {
				t.Errorf("%s: %v changed %d outcomes", set.Name, e, changed)
			}
			if difference := otherFlips(before, open.State()); difference != "" {
				t.Errorf("%s: %v: %s", set.Name, e, difference)
			}
		}
	}
}

// otherFlips compares what is said to have changed with all outcomes before and after; "" where both agree.
func otherFlips(before, after State) string {
	got := map[string]bool{}
	for f := range Flips(before, after, func(int, int) bool { return true }) {
		got[fmt.Sprint(f.From, f.To, f.Action, f.Before.Outcome, f.Before.Contested, f.After.Outcome, f.After.Contested)] = true
	}
	found, missing := 0, ""
	everyPair(after.Scenario.Set.World, after.Scenario.Network, func(from, to int) {
		oldFrom, ok := before.Scenario.Network.Find(after.Scenario.Network.Actor(from).ID)
		oldTo, okTo := decision.Nobody, true
		if to != decision.Nobody {
			oldTo, okTo = before.Scenario.Network.Find(after.Scenario.Network.Actor(to).ID)
		}
		if !ok || !okTo {
			return
		}
		for _, action := range after.Scenario.Set.Applicable(after.Board.Kinds(from, to)) {
			was, errWas := before.Board.Between(oldFrom, oldTo, action)
			is, errIs := after.Board.Between(from, to, action)
			if errWas != nil || errIs != nil || was.Outcome == is.Outcome && was.Contested == is.Contested {
				continue
			}
			found++
			if key := fmt.Sprint(from, to, action, was.Outcome, was.Contested, is.Outcome, is.Contested); !got[key] {
				missing = key
			}
		}
	})
	if missing != "" || found != len(got) {
		return fmt.Sprintf("%d outcomes changed, %d are said to have, without %s", found, len(got), missing)
	}
	return ""
}
