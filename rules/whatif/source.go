package whatif

import (
	"slices"

	"inroad/rules/decision"
	"inroad/rules/policy"
)

// source searches the changes of what the source means: other readings, and rules
// switched off.
func (f *finder) source() ([]Fix, error) {
	s := f.Situation(f.from, f.to)
	kinds := f.Kinds(f.from, f.to)
	var changes []Change
	seen := map[policy.Choice]bool{}
	var off []Change
	for _, r := range f.Set.Rules {
		if !r.Fits(f.action, kinds) || r.Holds(s, f.action) != policy.Yes {
			continue
		}
		for _, need := range r.Needs {
			for reading := range f.Set.Questions[need.Question].Readings {
				choice := policy.Choice{Question: need.Question, Reading: reading}
				if int(f.Readings[need.Question]) != reading && !seen[choice] {
					seen[choice] = true
					changes = append(changes, f.reading(choice))
				}
			}
		}
		// To allow, also a forbid that only another reading of the same set puts in force is switched off. To take away, a
		// permit that is not in force stays out: a reading would first be chosen to make it one.
		if r.Permits != f.allow && (f.allow || f.Set.InForce(r, f.Readings)) {
			off = append(off, Change{Kind: Rule, Who: decision.Nobody, From: f.from, To: f.from, Rule: r.ID})
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return 10*(a.Choice.Question-b.Choice.Question) + a.Choice.Reading - b.Choice.Reading
	})
	changes = append(changes, off...)

	var found [][]int
	var fixes []Fix
	err := subsets(len(changes), f.limits.most(), func(set []int) error {
		if !f.goOn(1) || slices.ContainsFunc(found, func(smaller []int) bool { return within(smaller, set) }) {
			return nil
		}
		readings, without := f.Readings, f.Set.SwitchedOff()
		var chosen []Change
		for _, i := range set {
			c := changes[i]
			if c.Kind == Rule {
				without = append(without, c.Rule)
			} else {
				if slices.ContainsFunc(chosen, func(o Change) bool { return o.Kind == Reading && o.Choice.Question == c.Choice.Question }) {
					return nil
				}
				readings = readings.With(c.Choice)
			}
			chosen = append(chosen, c)
		}
		d, err := decision.Once(f.Set.Without(without), readings, s, f.action)
		if err != nil {
			return err
		}
		if (d.Verdict == decision.Allowed) == f.allow {
			found = append(found, slices.Clone(set))
			fixes = append(fixes, Fix{Action: f.action, Changes: chosen, After: d})
		}
		return nil
	})
	return fixes, err
}

// within reports whether a set is part of another.
func within(smaller, set []int) bool {
	return !slices.ContainsFunc(smaller, func(i int) bool { return !slices.Contains(set, i) })
}

// reading is the change that reads a question another way.
func (f *finder) reading(c policy.Choice) Change {
	return Change{Kind: Reading, Who: decision.Nobody, From: f.from, To: f.from, Choice: c}
}

// subsets visits the sets of 1 to most of n numbers, smaller sets first.
func subsets(n, most int, visit func([]int) error) error {
	for size := 1; size <= most; size++ {
		set := make([]int, 0, size)
		var extend func(first int) error
		extend = func(first int) error {
			if len(set) == size {
				return visit(set)
			}
			for i := first; i < n; i++ {
				set = append(set, i)
				if err := extend(i + 1); err != nil {
					return err
				}
				set = set[:len(set)-1]
			}
			return nil
		}
		if err := extend(0); err != nil {
			return err
		}
	}
	return nil
}
