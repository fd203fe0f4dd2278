package dice

import (
	"fmt"
	"slices"
	"strings"

	"inroad/rules/policy"
	"inroad/rules/world"
)

// Policies is Cedar text of so many random rules that are valid beside those of a set. They ask whatever can be asked of a pair:
// facts, text, numbers, reckoning that overflows, the action; some need a reading, some cost something.
func (d *Dice) Policies(base *policy.RuleSet, count int) string {
	var list []string
	for len(list) < count {
		text := d.policy(base, fmt.Sprint("random-", len(list)))
		if set, _ := base.With(text, nil); set != nil {
			list = append(list, text)
		}
	}
	return strings.Join(list, "\n")
}

// writer writes the conditions of one policy.
type writer struct {
	*Dice
	kinds   world.KindPair // that its attributes are those of
	actions []*world.Action
	context bool // the facts of a pair are there
}

// policy is a policy that may not be valid: it may compare what the strict types of Cedar keep apart, or be about nobody.
func (d *Dice) policy(base *policy.RuleSet, id string) string {
	first := pick(d, d.World.Actions)
	w := writer{Dice: d, kinds: pick(d, first.Pairs), actions: []*world.Action{first}}
	for range d.IntN(3) {
		if a := pick(d, d.World.Actions); a.Applies(w.kinds) && !slices.Contains(w.actions, a) {
			w.actions = append(w.actions, a)
		}
	}
	w.context = w.kinds.Recipient.Entity == ""
	text := fmt.Sprintf("@id(%q)", id)
	for _, q := range base.Questions {
		if d.IntN(2*len(base.Questions)) == 0 {
			text += fmt.Sprintf(" @reading(%q)", q.ID+"="+pick(d, q.Readings).Reading)
			break
		}
	}
	effect := "forbid"
	if d.IntN(5) > 1 {
		effect = "permit"
		if d.IntN(3) == 0 {
			text += fmt.Sprintf(" @cost(\"%d\")", d.IntN(3))
		}
	}
	text += fmt.Sprintf("\n%s(%s, %s, %s)", effect, w.scope("principal", w.kinds.Sender), w.scopedActions(), w.scope("resource", w.kinds.Recipient))
	// Where the scope does not say the kinds, the first condition does.
	text += fmt.Sprintf("\nwhen { principal is %s && resource is %s && %s }", w.kinds.Sender.Type, w.kinds.Recipient.Type, w.condition(2))
	for range d.IntN(3) {
		text += fmt.Sprintf("\n%s { %s }", pick(d, []string{"when", "unless"}), w.condition(d.IntN(3)))
	}
	return text + ";"
}

func (w writer) scope(variable string, kind *world.Kind) string {
	switch n := w.IntN(12); {
	case n == 0 && kind.Entity == "":
		return fmt.Sprintf("%s == %s::%q", variable, kind.Type, pick(w.Dice, people))
	case n == 1:
		return variable
	default:
		return variable + " is " + kind.Type
	}
}

func (w writer) scopedActions() string {
	var list []string
	for _, a := range w.actions {
		list = append(list, fmt.Sprintf("Action::%q", a.Name))
	}
	switch {
	case w.IntN(12) == 0:
		return "action"
	case len(list) == 1:
		return "action == " + list[0]
	default:
		return "action in [" + strings.Join(list, ", ") + "]"
	}
}

// condition is a condition of so many levels.
func (w writer) condition(levels int) string {
	if levels == 0 {
		return w.asks()
	}
	one, other := w.condition(levels-1), w.condition(w.IntN(levels))
	switch w.IntN(9) {
	case 0:
		return fmt.Sprintf("!(%s)", one)
	case 1, 2, 3:
		return fmt.Sprintf("(%s && %s)", one, other)
	case 4, 5:
		return fmt.Sprintf("(%s || %s)", one, other)
	case 6:
		return fmt.Sprintf("(if %s then %s else %s)", one, other, w.condition(0))
	default:
		return one
	}
}

var operators = []string{"==", "!=", "<", "<=", ">", ">="}

// asks is one question: of the facts of the pair, of an actor, of both, or of the action.
func (w writer) asks() string {
	switch n := w.IntN(20); {
	case n < 7 && w.context:
		return w.ofPair(pick(w.Dice, w.World.Pair))
	case n == 7:
		return fmt.Sprintf("action == Action::%q", pick(w.Dice, w.actions).Name)
	case n == 8 && w.kinds.Sender == w.kinds.Recipient:
		return w.compared("principal.name", "==", "resource.name")
	case n == 9:
		return fmt.Sprintf("principal == %s::%q", w.kinds.Sender.Type, pick(w.Dice, people))
	case n == 10:
		return fmt.Sprintf("principal.name like \"%s*\"", pick(w.Dice, texts)[:2])
	case n < 15 && len(w.kinds.Recipient.Attributes) > 0:
		return w.ofActor("resource", pick(w.Dice, w.kinds.Recipient.Attributes))
	case len(w.kinds.Sender.Attributes) > 0:
		return w.ofActor("principal", pick(w.Dice, w.kinds.Sender.Attributes))
	default:
		return fmt.Sprintf("principal.name == %q", pick(w.Dice, texts))
	}
}

func (w writer) compared(left, operator, right string) string {
	if w.IntN(2) == 0 {
		return fmt.Sprintf("%s %s %s", left, operator, right)
	}
	return fmt.Sprintf("%s %s %s", right, operator, left)
}

func (w writer) ofPair(f *world.PairFact) string {
	fact := "context." + f.Name
	switch {
	case !f.Distance():
		return fact
	case w.IntN(8) == 0:
		return fmt.Sprintf("context has %s", f.Name)
	case w.IntN(4) == 0:
		return fmt.Sprintf("(context has %s && %s * %d > 4)", f.Name, fact, int64(1)<<62)
	default:
		return fmt.Sprintf("(context has %s && %s)", f.Name, w.compared(fact, pick(w.Dice, operators), fmt.Sprint(1+w.IntN(int(f.Far)))))
	}
}

func (w writer) ofActor(variable string, a *world.Attribute) string {
	fact := variable + "." + a.Name
	text := ""
	switch names := a.Names(); {
	case a.Type == world.Bool:
		text = fact
	case a.Type == world.Number:
		text = w.ofNumber(fact)
	case a.Type == world.Text:
		text = pick(w.Dice, []string{
			w.compared(fact, "==", fmt.Sprintf("%q", pick(w.Dice, texts))),
			fmt.Sprintf("%s like %q", fact, "*"+pick(w.Dice, texts)[1:]),
			w.compared(fact, "!=", "principal.name"),
		})
	case a.Enum != nil:
		uid := func(name string) string { return fmt.Sprintf("%s::%q", a.Enum.Type, name) }
		text = w.compared(fact, "==", uid(pick(w.Dice, names)))
		if len(a.Enum.Groups) > 0 && w.IntN(2) == 0 {
			text = fmt.Sprintf("%s in %s", fact, uid(pick(w.Dice, a.Enum.Groups)))
		} else if w.IntN(3) == 0 {
			text = fmt.Sprintf("%s in [%s, %s]", fact, uid(pick(w.Dice, names)), uid(pick(w.Dice, names)))
		}
	default:
		text = pick(w.Dice, []string{
			w.compared(fact, pick(w.Dice, []string{"==", "!="}), fmt.Sprintf("%q", pick(w.Dice, names))),
			fmt.Sprintf("[%q, %q].contains(%s)", pick(w.Dice, names), pick(w.Dice, names), fact),
			fmt.Sprintf("%s like %q", fact, pick(w.Dice, names)[:1]+"*"),
		})
	}
	if a.Optional {
		text = fmt.Sprintf("(%s has %s && %s)", variable, a.Name, text)
	}
	return text
}

// ofNumber asks of a number: compared with a constant, with another number, or reckoned with, which may overflow.
func (w writer) ofNumber(fact string) string {
	operator := pick(w.Dice, operators)
	constant := fmt.Sprint(pick(w.Dice, numbers[:8]))
	var others []string
	for _, side := range []struct {
		variable string
		kind     *world.Kind
	}{{"principal", w.kinds.Sender}, {"resource", w.kinds.Recipient}} {
		for _, a := range side.kind.Attributes {
			if a.Type == world.Number && !a.Optional {
				others = append(others, side.variable+"."+a.Name)
			}
		}
	}
	switch n := w.IntN(10); {
	case n == 0 && others != nil:
		return w.compared(fact, operator, pick(w.Dice, others))
	case n < 4:
		return fmt.Sprintf("%s * %d %s %s", fact, pick(w.Dice, []int64{2, 1 << 40, 1 << 62}), operator, constant)
	case n < 7 && others != nil:
		return fmt.Sprintf("%s + %s %s %s", fact, pick(w.Dice, others), operator, constant)
	default:
		return w.compared(fact, operator, constant)
	}
}
