// Package whatif answers what would change a verdict: the smallest sets of changes that
// turn it, each with who must act and what it costs, the least that is asked first.
//
// Only a pair's situation decides, so sets of changes are searched over the situation,
// where each change is a new value of a few facts, and only those that turn the verdict
// are then looked at on the network: who would take which step, and whether the rules
// forbid the step itself.
package whatif

import (
	"cmp"
	"slices"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
)

// Most is the largest number of changes in a fix.
const Most = 3

// Kind says what a change changes.
type Kind string

// The kinds of change. Those up to Unblock open something, those from Disconnect on close
// it; Reading and Rule change what the source means, not the world.
const (
	Tier       Kind = "tier"
	Credit     Kind = "credit"
	Seat       Kind = "seat"
	Connect    Kind = "connect"
	Accept     Kind = "accept"
	Invite     Kind = "invite"
	Follow     Kind = "follow"
	Visit      Kind = "visit"
	Write      Kind = "write"
	Setting    Kind = "setting"
	Unblock    Kind = "unblock"
	Disconnect Kind = "disconnect"
	Unfollow   Kind = "unfollow"
	Withdraw   Kind = "withdraw"
	NoCredit   Kind = "no-credit"
	NoSeat     Kind = "no-seat"
	Block      Kind = "block"
	Reading    Kind = "reading"
	Rule       Kind = "rule"
)

// Change is one change. From and To are whom it is between, by number: who is connected,
// who writes to whom, who unblocks whom; To is From for a change of one actor.
type Change struct {
	Kind     Kind
	Who      int // must act; decision.Nobody for a change of the source's meaning
	From, To int
	Tier     network.Tier
	Setting  network.Setting
	Choice   policy.Choice
	Rule     string
	// Steps are the actions that the change is made of, each with the rules' own decision.
	Steps []Step
}

// Step is an action that somebody must take.
type Step struct {
	From, To int
	Action   string
	Decision *decision.Decision
}

// Fix is a smallest set of changes that turns a verdict: no part of it does.
type Fix struct {
	Action  string // whose verdict it turns
	Changes []Change
	Price   int64 // US cents a month
	Bought  bool  // something in it is bought at a price that the source does not name
	After   *decision.Decision
}

// Source reports whether the fix changes the source's meaning, not the world.
func (f Fix) Source() bool { return f.Changes[0].Kind == Reading || f.Changes[0].Kind == Rule }

// Find lists the fixes that turn the verdicts of some actions: those that allow what is
// denied, or take away what is allowed. Those that ask less come first: of the sender
// before the recipient before a third person, free before paid, fewer changes before more,
// and changes of the source's meaning last. A step that the rules in force forbid is in
// none of them.
func Find(b *decision.Board, from, to int, actions ...string) ([]Fix, error) {
	var fixes []Fix
	f := finder{Board: b, from: from, to: to}
	for _, action := range actions {
		now, err := b.Between(from, to, action)
		if err != nil {
			return nil, err
		}
		f.action, f.allow = action, now.Verdict != decision.Allowed
		world, err := f.world()
		if err != nil {
			return nil, err
		}
		source, err := f.source()
		if err != nil {
			return nil, err
		}
		fixes = append(append(fixes, world...), source...)
	}
	slices.SortStableFunc(fixes, f.compare)
	return fixes, nil
}

// finder searches the fixes of one verdict.
type finder struct {
	*decision.Board
	from, to int
	action   string
	allow    bool // the verdict is wanted to become allowed; otherwise denied
}

// atom is a change as the situation sees it. Of one group at most one is in a set: they
// are values of the same fact.
type atom struct {
	group   string
	change  func(*situation.Situation)
	price   int64
	bought  bool
	options func(*decision.Board) []Change // the ways to bring it about, the least asked first
}

// world searches the changes of the world.
func (f *finder) world() ([]Fix, error) {
	start := f.Situation(f.from, f.to)
	atoms := f.atoms(start)
	var found [][]int
	var fixes []Fix
	err := subsets(len(atoms), func(set []int) error {
		s := start
		for i, a := range set {
			if slices.ContainsFunc(set[:i], func(b int) bool { return atoms[b].group == atoms[a].group }) {
				return nil
			}
			atoms[a].change(&s)
		}
		if slices.ContainsFunc(found, func(smaller []int) bool { return f.within(atoms, smaller, set) }) {
			return nil
		}
		d, err := f.Decide(s, f.action)
		if err != nil {
			return err
		}
		if (d.Verdict == decision.Allowed) != f.allow {
			return nil
		}
		found = append(found, slices.Clone(set))
		if fix, ok := f.realise(atoms, set); ok {
			fix.After = d
			fixes = append(fixes, fix)
		}
		return nil
	})
	return fixes, err
}

// subsets visits the sets of 1 to Most of n numbers, smaller sets first.
func subsets(n int, visit func([]int) error) error {
	for size := 1; size <= Most; size++ {
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

// within reports whether a set needs no more than another: it is part of it, where a
// dearer tier in place of a cheaper one counts as the same.
func (f *finder) within(atoms []atom, smaller, set []int) bool {
	for _, i := range smaller {
		same := func(j int) bool { return i == j || i < j && atoms[i].group == "tier" && atoms[j].group == "tier" }
		if !slices.ContainsFunc(set, same) {
			return false
		}
	}
	return true
}

// realise finds who would do what for a set of changes, the least asked first, with no
// step that the rules forbid once those changes are made that are no actions.
func (f *finder) realise(atoms []atom, set []int) (Fix, bool) {
	fix := Fix{Action: f.action}
	var acts []atom
	n := f.Network
	for _, i := range set {
		a := atoms[i]
		fix.Price += a.price
		fix.Bought = fix.Bought || a.bought
		plain := a.options(nil)
		if plain == nil {
			acts = append(acts, a)
			continue
		}
		fix.Changes = append(fix.Changes, plain[0])
		n = applied(n, f.Set, plain[0])
	}
	if len(acts) > 0 {
		b := f.On(n)
		for _, a := range acts {
			options := a.options(b)
			if len(options) == 0 {
				return Fix{}, false
			}
			fix.Changes = append(fix.Changes, options[0])
		}
	}
	return fix, true
}

// applied makes a change that is no action.
func applied(n *network.Network, set *policy.RuleSet, c Change) *network.Network {
	a := n.Actor(c.From)
	switch c.Kind {
	case Tier:
		a.Tier = c.Tier
		if a.Credits == 0 {
			a.Credits = set.Tier(c.Tier).Credits
		}
	case Credit:
		a.Credits = 1
	case Seat:
		a.Seats = 1
	case Setting:
		a.InMail = c.Setting
	case Unblock:
		for _, p := range []network.Pair{{From: c.From, To: c.To}, {From: c.To, To: c.From}} {
			if n.Has(network.Block, p.From, p.To) {
				n = n.WithoutTie(network.Block, p.From, p.To)
			}
		}
		return n
	default:
		return n
	}
	return n.WithActor(c.From, a)
}

// compare ranks two fixes by what they ask.
func (f *finder) compare(a, b Fix) int {
	rank := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(rank(a.Source()), rank(b.Source())),
		cmp.Compare(f.asks(a), f.asks(b)),
		cmp.Compare(rank(a.Bought), rank(b.Bought)),
		cmp.Compare(a.Price, b.Price),
		cmp.Compare(len(a.Changes), len(b.Changes)),
		cmp.Compare(doubt(a), doubt(b)),
	)
}

// asks ranks whom a fix asks something of: the sender, the recipient, somebody else.
func (f *finder) asks(fix Fix) int {
	most := 0
	for _, c := range fix.Changes {
		for _, who := range c.actors() {
			switch who {
			case f.from, decision.Nobody:
			case f.to:
				most = max(most, 1)
			default:
				most = 2
			}
		}
	}
	return most
}

// actors are all who must act for a change.
func (c Change) actors() []int {
	list := []int{c.Who}
	for _, s := range c.Steps {
		list = append(list, s.From)
	}
	return list
}

// doubt counts what a fix rests on that nothing allows: steps that are not said, and an
// outcome that is contested.
func doubt(f Fix) int {
	n := 0
	if f.After.Contested {
		n++
	}
	for _, c := range f.Changes {
		for _, s := range c.Steps {
			if s.Decision.Verdict != decision.Allowed {
				n++
			}
		}
	}
	return n
}
