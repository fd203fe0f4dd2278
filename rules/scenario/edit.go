package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/spelling"
	"inroad/rules/world"
)

// CheckID says what is wrong with an id for a new actor; nil if it may be used.
func (s *Scenario) CheckID(id string) error {
	if !isID(id) {
		return diagnostic.Say(diagnostic.BadID, id)
	}
	if _, taken := s.Network.Find(id); taken {
		return diagnostic.Say(diagnostic.TakenActor, id)
	}
	return nil
}

// FreeID makes an id for a new actor from its name.
func (s *Scenario) FreeID(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	stem := strings.Trim(b.String(), "-")
	if stem == "" {
		stem = "actor"
	}
	id := stem
	for i := 2; s.CheckID(id) != nil; i++ {
		id = fmt.Sprintf("%s-%d", stem, i)
	}
	return id
}

// With gives the scenario another network. Checks that name somebody who is no longer there
// go, and so does the look; dropped counts the checks.
func (s *Scenario) With(n *network.Network) (with *Scenario, dropped int) {
	c := *s
	c.Network = n
	gone := func(id string) bool {
		_, ok := n.Find(id)
		return id != "" && !ok
	}
	if gone(s.Look.From) || gone(s.Look.To) {
		c.Look = Look{}
	}
	c.Checks = nil
	for _, check := range s.Checks {
		if gone(check.From) || gone(check.To) {
			dropped++
			continue
		}
		c.Checks = append(c.Checks, check)
	}
	return &c, dropped
}

// SetField sets one field of an actor, its name or an attribute, from text as a person types it.
// Whether the laws of the world let it be is for Act to say.
func (s *Scenario) SetField(actor network.Actor, field, value string) (network.Actor, error) {
	if field == "name" {
		if err := checkText(value, maxName, ""); err != nil {
			return actor, err
		}
		actor.Name = value
		if strings.TrimSpace(value) == "" {
			actor.Name = actor.ID
		}
		return actor, nil
	}
	attribute, ok := actor.Kind.Attribute(field)
	if !ok {
		known := []string{"name"}
		for _, a := range actor.Kind.Attributes {
			known = append(known, a.Name)
		}
		return actor, diagnostic.Say(diagnostic.UnknownProperty, aKind(s.Set, actor.Kind), field, spelling.Nearest(field, known))
	}
	v, err := ParseValue(attribute, value)
	if err != nil {
		return actor, err
	}
	return actor.With(attribute, v), nil
}

// ParseValue reads the value of an attribute from text as a person types it. No text takes one away
// that is optional.
func ParseValue(attribute *world.Attribute, text string) (world.Value, error) {
	trimmed := strings.TrimSpace(text)
	switch {
	case attribute.Type == world.Text:
		return world.Value{Text: text}, checkText(text, maxName, "")
	case attribute.Optional && trimmed == "":
		return world.Absent, nil
	case attribute.Type == world.Number:
		n, err := parseNumber(trimmed)
		return world.Value{Number: n}, err
	case attribute.Type == world.Choice:
		names := attribute.Names()
		return world.Value{Number: int64(slices.Index(names, text))}, oneOf(text, names)
	default:
		names := []string{"false", "true"}
		return world.Value{Number: int64(slices.Index(names, text))}, oneOf(text, names)
	}
}

// CheckTie checks that a tie can be drawn between two actors, as far as the schema says. Whether the
// laws of the world let it be is for Act to say.
func (s *Scenario) CheckTie(t *world.Tie, from, to int) error {
	one, other := s.Network.Actor(from), s.Network.Actor(to)
	switch {
	case from == to:
		return diagnostic.Say(diagnostic.WithItself, one.ID)
	case !t.Fits(one.Kind, other.Kind):
		return misfit(s.Set, t, one.Kind, other.Kind)
	case s.Network.Has(t, from, to):
		return diagnostic.Say(diagnostic.StandsAlready)
	}
	return nil
}

// Act makes an act on the network, with what it takes along by values and by laws. A law that does
// not let it be is an error, in the words of the rule set; it wraps the *policy.Refusal.
func (s *Scenario) Act(act network.Act) (*Scenario, []policy.Consequence, error) {
	n, along, err := s.Set.Act(s.Network, act)
	if err != nil {
		return nil, nil, s.refused(act, err)
	}
	with, _ := s.With(n)
	return with, along, nil
}

// refusal is a law that does not let an act be, in the words of the rule set.
type refusal struct {
	*diagnostic.Message
	law *policy.Refusal
}

func (r refusal) Unwrap() []error { return []error{r.Message, r.law} }

// refused says why an act cannot be. Who and whom are those of the tie that it makes and that would
// yield, or else whom the law is about.
func (s *Scenario) refused(act network.Act, err error) error {
	var r *policy.Refusal
	if !errors.As(err, &r) {
		return err
	}
	made := []*world.Tie{act.Tie}
	if act.Do == network.Perform {
		made = act.Action.Makes
	}
	who, whom := r.From, r.To
	if slices.ContainsFunc(made, func(t *world.Tie) bool { return slices.Contains(r.Law.Ties, t) }) {
		who, whom = act.From, act.To
	}
	other := ""
	if whom >= 0 {
		other = s.Network.Actor(whom).ID
	}
	return refusal{diagnostic.Say(diagnostic.LawBroken, s.Set.Words.Law(r.Law.ID, r.Law.Title, false, s.Network.Actor(who).ID, other)), r}
}

// Read chooses a reading.
func (s *Scenario) Read(question, reading string) (*Scenario, error) {
	choice, err := s.Set.Choose(question, reading)
	if err != nil {
		return nil, err
	}
	c := *s
	c.Readings = s.Readings.With(choice)
	return &c, nil
}

// Switch switches a rule on or off.
func (s *Scenario) Switch(rule string, on bool) (*Scenario, error) {
	if _, ok := s.Set.Rule(rule); !ok {
		return nil, unknownRule(s.Set, rule)
	}
	off := slices.DeleteFunc(slices.Clone(s.Off), func(id string) bool { return id == rule })
	if !on {
		off = append(off, rule)
		slices.Sort(off)
	}
	with, problems := s.withRules(s.Set.Own, off)
	if len(problems) > 0 {
		return nil, problems[0].Message
	}
	return with, nil
}

// Write replaces the user's own policies. Rules that are switched off and no longer there
// are forgotten.
func (s *Scenario) Write(policies string) (*Scenario, []Error) {
	if err := checkText(policies, MaxBytes, "\n\t\r"); err != nil {
		return nil, []Error{{Path: "rules.policies", Message: Cause(err)}}
	}
	with, problems := s.withRules(policies, s.Off)
	var errs []Error
	if with != nil {
		with.PoliciesFile = "" // they are the scenario's own from here on
	}
	for _, p := range problems {
		errs = append(errs, p.Inside("rules.policies"))
	}
	return with, errs
}

func (s *Scenario) withRules(policies string, off []string) (*Scenario, []*diagnostic.Diagnostic) {
	c := *s
	c.Set, c.Off = s.Set.Base(), nil
	if policies == "" && len(off) == 0 {
		return &c, nil
	}
	set, problems := s.Set.With(policies, off)
	if len(problems) > 0 {
		return nil, problems
	}
	c.Set = set
	for _, id := range off {
		if _, ok := set.Rule(id); ok {
			c.Off = append(c.Off, id)
		}
	}
	return &c, nil
}

// Titled is the scenario under another title.
func (s *Scenario) Titled(title string) (*Scenario, error) {
	if err := checkText(title, maxName, ""); err != nil {
		return nil, err
	}
	c := *s
	c.Title = title
	return &c, nil
}

// Described is the scenario with another description.
func (s *Scenario) Described(description string) (*Scenario, error) {
	if err := checkText(description, maxDescription, "\n\t\r"); err != nil {
		return nil, err
	}
	c := *s
	c.Description = description
	return &c, nil
}

// Expect adds a check of a verdict between two actors by number; to may be
// decision.Nobody.
func (s *Scenario) Expect(from, to int, action, verdict string) (*Scenario, error) {
	check := Check{From: s.Network.Actor(from).ID, Action: action, Expect: verdict}
	kinds := world.KindPair{Sender: s.Network.Actor(from).Kind, Recipient: s.Set.World.Nobody}
	if to != decision.Nobody {
		check.To, kinds.Recipient = s.Network.Actor(to).ID, s.Network.Actor(to).Kind
	}
	if from == to {
		return nil, diagnostic.Say(diagnostic.WithItself, check.To)
	}
	if err := oneOf(verdict, Expectations()); err != nil {
		return nil, err
	}
	if err := Offered(s.Set, action, kinds); err != nil {
		return nil, err
	}
	c := *s
	c.Checks = append(slices.Clip(s.Checks), check)
	return &c, nil
}

// Unexpect takes a check away.
func (s *Scenario) Unexpect(index int) (*Scenario, error) {
	if index < 0 || index >= len(s.Checks) {
		return nil, diagnostic.Say(diagnostic.NoCheck, index)
	}
	c := *s
	c.Checks = slices.Delete(slices.Clone(s.Checks), index, index+1)
	return &c, nil
}

// MissingActor says that nobody has an id, and who may have been meant.
func (s *Scenario) MissingActor(id string) error { return s.missing(id) }

func (s *Scenario) missing(id string) *diagnostic.Message {
	var ids []string
	for _, a := range s.Network.Actors() {
		ids = append(ids, a.ID)
	}
	return diagnostic.Say(diagnostic.UnknownActor, id, spelling.Nearest(id, ids))
}
