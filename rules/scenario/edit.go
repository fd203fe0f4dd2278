package scenario

import (
	"fmt"
	"slices"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/spelling"
)

// CheckID says what is wrong with an id for a new actor; nil if it may be used.
func (s *Scenario) CheckID(id string) error {
	if !isID(id) {
		return fmt.Errorf("%q cannot be an id: %s", short(id), idRule)
	}
	if _, taken := s.Network.Find(id); taken {
		return fmt.Errorf("somebody has the id %q already", id)
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

// Field is a field of an actor that can be set, as the file names it.
type Field string

// SetField sets one field of an actor from text as a person types it.
func (s *Scenario) SetField(a network.Actor, field Field, value string) (network.Actor, error) {
	member := a.Kind == network.Member
	err := fmt.Errorf("a %s has no field %q", a.Kind, short(string(field)))
	text := func(to *string) {
		if err = checkText(value, maxName, ""); err == nil {
			*to = value
		}
	}
	number := func(to *int64) {
		var n int64
		if n, err = parseNumber(strings.TrimSpace(value)); err == nil {
			*to = n
		}
	}
	switch {
	case field == "name":
		text(&a.Name)
		if strings.TrimSpace(a.Name) == "" {
			a.Name = a.ID
		}
	case field == "credits":
		number(&a.Credits)
	case field == "seats" && !member:
		number(&a.Seats)
	case field == "company" && member:
		text(&a.Company)
	case field == "headline" && member:
		text(&a.Headline)
	case field == "sentInmails" && member:
		number(&a.Sent)
	case field == "tier" && member:
		t, ok := network.ParseTier(value)
		if err = nil; !ok {
			err = fmt.Errorf("%q is not a tier; choose %s", short(value), strings.Join(network.Tiers(), ", "))
			break
		}
		a.Tier = t
	case field == "inmail" && member:
		setting, ok := network.ParseSetting(value)
		if err = nil; !ok {
			err = fmt.Errorf("%q is no InMail setting; choose %s", short(value), strings.Join(network.Settings(), ", "))
			break
		}
		a.InMail = setting
	case field == "openProfile" && member:
		err = nil
		switch {
		case value != "true" && value != "false":
			err = fmt.Errorf("%q is neither true nor false", short(value))
		case value == "true" && !a.Tier.Premium():
			err = fmt.Errorf("a free account has no Open Profile")
		default:
			a.OpenProfile = value == "true"
		}
	}
	return a, err
}

// CheckTie checks that a tie can be drawn between two actors.
func (s *Scenario) CheckTie(t network.Tie, from, to int) error {
	a, b := s.Network.Actor(from), s.Network.Actor(to)
	switch {
	case from == to:
		return fmt.Errorf("%q cannot be paired with itself", a.ID)
	case !t.Fits(a.Kind, b.Kind):
		return fmt.Errorf("%s, not from a %s to a %s", ends[t], a.Kind, b.Kind)
	case s.Network.Has(t, from, to):
		return fmt.Errorf("that stands already")
	case t == network.Invitation && s.Network.Has(network.Connection, from, to):
		return fmt.Errorf("%s and %s are connected already", a.ID, b.ID)
	}
	return nil
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
		return nil, fmt.Errorf("there is no rule %q%s", short(rule), spelling.Suggest(rule, ruleIDs(s.Set)))
	}
	off := slices.DeleteFunc(slices.Clone(s.Off), func(id string) bool { return id == rule })
	if !on {
		off = append(off, rule)
		slices.Sort(off)
	}
	with, problems := s.withRules(s.Set.Own, off)
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s", problems[0].String())
	}
	return with, nil
}

// Write replaces the user's own policies. Rules that are switched off and no longer there
// are forgotten.
func (s *Scenario) Write(policies string) (*Scenario, []Error) {
	if err := checkText(policies, MaxBytes, "\n\t\r"); err != nil {
		return nil, []Error{{Path: "rules.policies", Message: err.Error()}}
	}
	with, problems := s.withRules(policies, s.Off)
	var errs []Error
	if with != nil {
		with.PoliciesFile = "" // they are the scenario's own from here on
	}
	for _, p := range problems {
		errs = append(errs, Error{Path: "rules.policies", Message: p.String()})
	}
	return with, errs
}

func (s *Scenario) withRules(policies string, off []string) (*Scenario, []policy.Problem) {
	base, err := policy.Load(s.Set.Name)
	if err != nil {
		return nil, []policy.Problem{{Message: err.Error()}}
	}
	if s.Set.Bare {
		base = base.World()
	}
	c := *s
	c.Set, c.Off = base, nil
	if policies == "" && len(off) == 0 {
		return &c, nil
	}
	set, problems := base.With(policies, off)
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
	kinds := situation.KindPair{Sender: s.Network.Actor(from).Kind}
	if to != decision.Nobody {
		check.To, kinds.Recipient = s.Network.Actor(to).ID, s.Network.Actor(to).Kind
	}
	if !slices.Contains(Expectations(), verdict) {
		return nil, fmt.Errorf("%q is not one of %s", short(verdict), strings.Join(Expectations(), ", "))
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
		return nil, fmt.Errorf("there is no check %d", index)
	}
	c := *s
	c.Checks = slices.Delete(slices.Clone(s.Checks), index, index+1)
	return &c, nil
}

// MissingActor says that nobody has an id, and who may have been meant.
func (s *Scenario) MissingActor(id string) error {
	var ids []string
	for _, a := range s.Network.Actors() {
		ids = append(ids, a.ID)
	}
	return fmt.Errorf("nobody has the id %q%s", short(id), spelling.Suggest(id, ids))
}
