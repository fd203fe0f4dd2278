package scenario

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/network"
	"inroad/rules/policy"
	"inroad/rules/situation"
	"inroad/rules/spelling"
)

// Parse reads a scenario file that stands alone. It names every mistake at once; with any
// there is no scenario.
func Parse(text []byte) (*Scenario, []Error) { return ParseWith(text, nil) }

// ParseWith is Parse for a scenario that may have its policies in a file beside it, which it
// asks for by the name that the scenario gives.
func ParseWith(text []byte, beside func(name string) ([]byte, error)) (*Scenario, []Error) {
	if len(text) > MaxBytes {
		return nil, []Error{{Message: fmt.Sprintf("the file is %d bytes long; a scenario has at most %d (1 MiB)", len(text), MaxBytes)}}
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	root, syntax := parseTree(text)
	if syntax != nil {
		return nil, []Error{*syntax}
	}
	f := file{reader: reader{source: text}, beside: beside}
	if !f.version(root) {
		return nil, f.finish(root)
	}
	f.read(root)
	s := f.build()
	if errs := f.finish(root); errs != nil {
		return nil, errs
	}
	return s, nil
}

// version refuses what is no scenario and what a newer Inroad wrote, before its unknown
// fields are complained about one by one.
func (f *file) version(root node) bool {
	if root.kind != '{' {
		f.complain("", "a scenario is an object, {\"inroad\": 1, ...}, not %s", root.kindName())
		return false
	}
	for _, m := range root.members {
		if m.name != "inroad" {
			continue
		}
		version, err := strconv.ParseInt(m.value.text, 10, 64)
		switch {
		case m.value.kind != '0' || err != nil || version < 1:
			f.complain("inroad", "the version of the file format is a whole number from 1; this Inroad writes %d", Version)
		case version > Version:
			f.complain("inroad", "a newer Inroad wrote this file: its format is version %d, and this one reads up to %d", version, Version)
		}
		return len(f.errors) == 0
	}
	f.complain("", "this is no scenario: it has no \"inroad\": %d, the version of its format", Version)
	return false
}

// file is a scenario file as written, every value in its place.
type file struct {
	reader
	beside             func(name string) ([]byte, error)
	title, description string
	rules              node
	rulesPath          string
	actors             []network.Actor
	actorPaths         []string
	ties               map[network.Tie]node
	look, checks       node
}

func (f *file) read(root node) {
	f.ties = map[network.Tie]node{}
	known := map[string]func(string, node){
		"inroad":      func(string, node) {},
		"title":       func(p string, n node) { f.title = f.text(p, n, maxName, "") },
		"description": func(p string, n node) { f.description = f.text(p, n, maxDescription, "\n\t\r") },
		"rules":       func(p string, n node) { f.rules, f.rulesPath = n, p },
		"look":        func(_ string, n node) { f.look = n },
		"members":     func(p string, n node) { f.list(p, n, f.member) },
		"pages":       func(p string, n node) { f.list(p, n, f.page) },
		"events": func(p string, n node) {
			if n.kind != '[' || len(n.items) > 0 {
				f.complain(p, "events are for the timeline, which this version does not have: only an empty list is accepted")
			}
		},
		"checks": func(p string, n node) {
			if n.kind != '[' {
				f.complain(p, "this must be a list, not %s", n.kindName())
			}
			f.checks = n
		},
	}
	for _, t := range network.Ties() {
		known[t.String()] = func(_ string, n node) { f.ties[t] = n }
	}
	f.fields("", root, known)
	// Members come before Pages, whichever the file names first.
	order := make([]int, len(f.actors))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(f.actors[a].Kind) - int(f.actors[b].Kind) })
	actors, paths := make([]network.Actor, len(order)), make([]string, len(order))
	for i, j := range order {
		actors[i], paths[i] = f.actors[j], f.actorPaths[j]
	}
	f.actors, f.actorPaths = actors, paths
}

func (f *file) common(a *network.Actor) map[string]func(string, node) {
	return map[string]func(string, node){
		"id":      func(p string, n node) { a.ID = f.id(p, n) },
		"name":    func(p string, n node) { a.Name = f.text(p, n, maxName, "") },
		"credits": func(p string, n node) { a.Credits = f.number(p, n) },
		"at":      func(p string, n node) { a.At = f.point(p, n) },
	}
}

func (f *file) add(path string, n node, a *network.Actor, known map[string]func(string, node)) {
	f.fields(path, n, known, "id")
	if strings.TrimSpace(a.Name) == "" {
		a.Name = a.ID
	}
	f.actors = append(f.actors, *a)
	f.actorPaths = append(f.actorPaths, path)
}

func (f *file) member(path string, n node) {
	a := network.Actor{Kind: network.Member}
	known := f.common(&a)
	known["company"] = func(p string, n node) { a.Company = f.text(p, n, maxName, "") }
	known["headline"] = func(p string, n node) { a.Headline = f.text(p, n, maxName, "") }
	known["tier"] = func(p string, n node) { a.Tier, _ = network.ParseTier(f.choice(p, n, network.Tiers())) }
	known["inmail"] = func(p string, n node) { a.InMail, _ = network.ParseSetting(f.choice(p, n, network.Settings())) }
	known["sentInmails"] = func(p string, n node) { a.Sent = f.number(p, n) }
	known["openProfile"] = func(p string, n node) { a.OpenProfile = f.boolean(p, n) }
	f.add(path, n, &a, known)
	if a.OpenProfile && !a.Tier.Premium() {
		f.complain(path+".openProfile", "a free account has no Open Profile; give it a Premium tier or leave this out")
	}
}

func (f *file) page(path string, n node) {
	a := network.Actor{Kind: network.Page}
	known := f.common(&a)
	known["seats"] = func(p string, n node) { a.Seats = f.number(p, n) }
	f.add(path, n, &a, known)
}

// maxPlace bounds a canvas.
const maxPlace = 1e6

func (f *file) point(path string, n node) *network.Point {
	if n.kind == '[' && len(n.items) == 2 && n.items[0].kind == '0' && n.items[1].kind == '0' {
		x, errX := strconv.ParseFloat(n.items[0].text, 64)
		y, errY := strconv.ParseFloat(n.items[1].text, 64)
		if errX == nil && errY == nil && math.Abs(x) <= maxPlace && math.Abs(y) <= maxPlace {
			return &network.Point{X: x, Y: y}
		}
	}
	f.complain(path, "a place is [x, y], two numbers of at most a million")
	return nil
}

// build puts together what was read, and complains of what cannot be.
func (f *file) build() *Scenario {
	s := &Scenario{Title: f.title, Description: f.description}
	index := f.index()
	ties := map[network.Tie][]network.Pair{}
	for _, t := range network.Ties() {
		if n, ok := f.ties[t]; ok {
			ties[t] = f.pairs(t, n, index)
		}
	}
	f.linked(ties)
	s.Look = f.looked(index)
	f.ruleSet(s)
	if s.Set == nil {
		return nil // checks cannot be read without knowing the questions
	}
	named := map[string]string{}
	for i, n := range f.checks.items {
		path := at("checks", i)
		c, ok := f.check(path, n, s, index)
		if first, twice := named[c.Name]; twice {
			f.complain(path+".name", "%q is also the name of %s; names must differ", short(c.Name), first)
		} else if c.Name != "" {
			named[c.Name] = path
		}
		if ok {
			s.Checks = append(s.Checks, c)
		}
	}
	if len(f.errors) > 0 {
		return nil
	}
	s.Network = network.New(f.actors, ties)
	return s
}

func (f *file) index() map[string]int {
	if len(f.actors) > MaxActors {
		f.complain("", "there are %d actors; a scenario has at most %d", len(f.actors), MaxActors)
	}
	index := map[string]int{}
	for i, a := range f.actors {
		first, twice := index[a.ID]
		switch {
		case a.ID == "":
		case twice:
			f.complain(f.actorPaths[i]+".id", "%q is also the id of %s; ids must differ", a.ID, f.actorPaths[first])
		default:
			index[a.ID] = i
		}
	}
	return index
}

// actor reads the id of somebody who must exist.
func (f *file) actor(path string, n node, index map[string]int) (int, bool) {
	id := f.id(path, n)
	if id == "" {
		return 0, false
	}
	i, ok := index[id]
	if !ok {
		f.complain(path, "nobody has the id %q%s", id, spelling.Suggest(id, sortedKeys(index)))
	}
	return i, ok
}

// looked reads the question that the scenario opens with.
func (f *file) looked(index map[string]int) Look {
	var l Look
	if f.look.kind == 0 {
		return l
	}
	party := func(id *string) func(string, node) {
		return func(p string, n node) {
			if i, ok := f.actor(p, n, index); ok {
				*id = f.actors[i].ID
			}
		}
	}
	f.fields("look", f.look, map[string]func(string, node){"from": party(&l.From), "to": party(&l.To)}, "from")
	if l.From != "" && l.From == l.To {
		f.complain("look.to", "%q cannot be paired with itself", l.To)
	}
	return l
}

// ends says what a tie's two ends must be.
var ends = map[network.Tie]string{
	network.Connection: "connections are between two members",
	network.Follow:     "a member follows a Page: [member, Page]",
	network.Visit:      "a member visits a Page: [member, Page]",
	network.Invitation: "invitations are from a member to a member",
	network.Block:      "a member blocks a member",
}

func (f *file) pairs(t network.Tie, n node, index map[string]int) []network.Pair {
	var list []network.Pair
	seen := map[network.Pair]string{}
	f.list(t.String(), n, func(path string, n node) {
		if n.kind != '[' || len(n.items) != 2 {
			f.complain(path, "this must be a pair of ids, [\"ana\", \"ben\"]")
			return
		}
		from, okFrom := f.actor(at(path, 0), n.items[0], index)
		to, okTo := f.actor(at(path, 1), n.items[1], index)
		if !okFrom || !okTo {
			return
		}
		pair := network.Pair{From: from, To: to}
		same := pair
		if t == network.Connection && from > to {
			same = network.Pair{From: to, To: from}
		}
		first, twice := seen[same]
		switch {
		case from == to:
			f.complain(path, "%q cannot be paired with itself", f.actors[from].ID)
		case !t.Fits(f.actors[from].Kind, f.actors[to].Kind):
			f.complain(path, "%s, not from a %s to a %s", ends[t], f.actors[from].Kind, f.actors[to].Kind)
		case twice:
			f.complain(path, "this pair stands already at %s", first)
		default:
			seen[same] = path
			list = append(list, pair)
		}
	})
	return list
}

// linked refuses a pending invitation between connections.
func (f *file) linked(ties map[network.Tie][]network.Pair) {
	connected := map[network.Pair]bool{}
	for _, p := range ties[network.Connection] {
		connected[p] = true
		connected[network.Pair{From: p.To, To: p.From}] = true
	}
	for i, p := range ties[network.Invitation] {
		if connected[p] {
			f.complain(at("invitations", i), "%s and %s are connected already: no invitation can be pending between them", f.actors[p.From].ID, f.actors[p.To].ID)
		}
	}
}

func (f *file) ruleSet(s *Scenario) {
	base, policies, policiesPath := "article", "", "rules.policies"
	basePath := f.rulesPath
	var readings node
	var off []string
	bare := false
	named := map[string]bool{}
	offPaths := map[string]string{}
	switch f.rules.kind {
	case 0:
	case '"':
		base = f.rules.text
	case '{':
		basePath = "rules.base"
		f.fields("rules", f.rules, map[string]func(string, node){
			"base":     func(p string, n node) { base = f.text(p, n, maxName, "") },
			"readings": func(_ string, n node) { readings = n },
			"policies": func(p string, n node) { named[p] = true; policies = f.text(p, n, MaxBytes, "\n\t\r") },
			"policiesFile": func(p string, n node) {
				named[p], policiesPath = true, p
				s.PoliciesFile = f.text(p, n, maxName, "")
				policies = f.policies(p, s.PoliciesFile)
			},
			"off": func(p string, n node) {
				if n.kind == '"' {
					if bare = n.text == everyRule; !bare {
						f.complain(p, "this must be a list of rules' ids, or %q for all rules of the set, not %q", everyRule, short(n.text))
					}
					return
				}
				f.list(p, n, func(p string, n node) {
					id := f.text(p, n, maxName, "")
					if first, twice := offPaths[id]; twice {
						f.complain(p, "%q is switched off already at %s", short(id), first)
						return
					}
					offPaths[id] = p
					off = append(off, id)
				})
			},
		}, "base")
		if len(named) > 1 {
			f.complain("rules.policiesFile", "the policies stand in the scenario or in a file, not in both: leave one out")
		}
	default:
		f.complain(f.rulesPath, "this must be a rule set's name or an object with \"base\", not %s", f.rules.kindName())
	}
	set, err := policy.Load(base)
	if err != nil {
		f.complain(basePath, "%s", brief(err))
		return
	}
	s.Readings = set.Defaults()
	if readings.kind != 0 {
		s.Readings = s.Readings.With(f.readings("rules.readings", readings, set)...)
	}
	s.Set = set
	with, problems := set.With(policies, off)
	if i := slices.Index(off, everyRule); bare || i >= 0 && (with == nil || !has(with, everyRule)) {
		if i >= 0 {
			off = slices.Delete(off, i, i+1)
		}
		set = set.World()
		with, problems = set.With(policies, off)
		s.Set = set
		if with != nil && has(with, everyRule) {
			f.complain(policiesPath, "a rule cannot be called %q where %q stands for all rules of the set", everyRule, everyRule)
		}
	}
	for _, p := range problems {
		f.complain(policiesPath, "%s", s.placed(p))
	}
	if with == nil {
		return
	}
	for _, id := range off {
		if _, ok := with.Rule(id); !ok {
			f.complain(offPaths[id], "there is no rule %q%s", short(id), spelling.Suggest(id, ruleIDs(with)))
		}
	}
	slices.Sort(off)
	s.Off = off
	if policies != "" || len(off) > 0 {
		s.Set = with
	}
}

// everyRule stands in off for all rules of the set, which are left out then.
const everyRule = "all"

func has(set *policy.RuleSet, id string) bool {
	_, ok := set.Rule(id)
	return ok
}

// policies reads the file that a scenario has its policies in.
func (f *file) policies(path, name string) string {
	part := func(part string) bool { return part == "" || part == "." || part == ".." }
	switch {
	case strings.ContainsAny(name, `\:`) || slices.ContainsFunc(strings.Split(name, "/"), part):
		f.complain(path, "%q is no name of a file beside the scenario, as \"mine.cedar\" is", short(name))
		return ""
	case f.beside == nil:
		f.complain(path, "the rules stand in a file of their own, %q: open both together", short(name))
		return ""
	}
	text, err := f.beside(name)
	switch {
	case err != nil:
		f.complain(path, "%q cannot be read: %s", short(name), brief(err))
		return ""
	case len(text) > MaxBytes:
		f.complain(path, "%q is longer than %d bytes", short(name), MaxBytes)
		return ""
	}
	policies := string(bytes.TrimPrefix(text, []byte("\uFEFF")))
	if err := checkText(policies, MaxBytes, "\n\t\r"); err != nil {
		f.complain(path, "%q: %s", short(name), err)
	}
	return policies
}

func ruleIDs(set *policy.RuleSet) []string {
	var ids []string
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		ids = append(ids, r.ID)
	}
	return ids
}

// Expectations are what a check may expect.
func Expectations() []string { return []string{"allowed", "forbidden", "unstated", "denied"} }

func (f *file) check(path string, n node, s *Scenario, index map[string]int) (Check, bool) {
	var c Check
	before := len(f.errors)
	from, to := -1, -1
	given := map[string]bool{}
	noting := func(name string, read func(string, node)) func(string, node) {
		return func(p string, n node) {
			given[name] = true
			read(p, n)
		}
	}
	party := func(id *string, number *int) func(string, node) {
		return func(p string, n node) {
			if i, ok := f.actor(p, n, index); ok {
				*id, *number = f.actors[i].ID, i
			}
		}
	}
	actions := actionNames(s.Set)
	f.fields(path, n, map[string]func(string, node){
		"name":      func(p string, n node) { c.Name = strings.TrimSpace(f.text(p, n, maxName, "")) },
		"note":      func(p string, n node) { c.Note = f.text(p, n, maxDescription, "\n\t\r") },
		"from":      noting("from", party(&c.From, &from)),
		"to":        noting("to", party(&c.To, &to)),
		"action":    func(p string, n node) { c.Action = f.choice(p, n, actions) },
		"readings":  func(p string, n node) { c.Readings = f.readings(p, n, s.Set) },
		"expect":    noting("expect", func(p string, n node) { c.Expect = f.choice(p, n, Expectations()) }),
		"contested": noting("contested", func(p string, n node) { b := f.boolean(p, n); c.Contested = &b }),
		"cost":      func(p string, n node) { i := f.number(p, n); c.Cost = &i },
		"sources":   func(p string, n node) { c.Sources = f.strings(p, n) },
		"warnings":  func(p string, n node) { c.Warnings = f.strings(p, n) },
	}, "from", "action")
	if !given["expect"] && !given["contested"] {
		f.complain(path, "a check needs \"expect\" or \"contested\"")
	}
	if c.Expect == decision.Unstated.String() && c.Sources != nil {
		f.complain(path+".sources", "an unstated verdict has no deciding rules, so no sources")
	}
	if len(f.errors) > before {
		return c, false
	}
	kinds := situation.KindPair{Sender: f.actors[from].Kind}
	if given["to"] {
		kinds.Recipient = f.actors[to].Kind
	}
	if from == to {
		f.complain(path+".to", "%q cannot be paired with itself", c.To)
		return c, false
	}
	if err := Offered(s.Set, c.Action, kinds); err != nil {
		f.complain(path+".action", "%s", err)
		return c, false
	}
	return c, true
}

// Known says that there is no such action, and which was probably meant; nil if there is.
func Known(set *policy.RuleSet, action string) error {
	if _, ok := set.Action(action); ok {
		return nil
	}
	names := actionNames(set)
	return fmt.Errorf("there is no action %q; choose %s%s", short(action), strings.Join(names, ", "), spelling.Suggest(action, names))
}

func actionNames(set *policy.RuleSet) []string {
	var names []string
	for _, a := range set.Actions {
		names = append(names, a.Name)
	}
	return names
}

// Offered says why the schema does not offer an action to a kind of pair; nil if it does.
func Offered(set *policy.RuleSet, action string, kinds situation.KindPair) error {
	if err := Known(set, action); err != nil {
		return err
	}
	if set.Applies(action, kinds) {
		return nil
	}
	own := set.Applies(action, situation.KindPair{Sender: kinds.Sender})
	switch {
	case own:
		return fmt.Errorf("%s is the sender's own action: leave the recipient out", action)
	case kinds.Recipient == network.NoOne:
		return fmt.Errorf("%s needs a recipient", action)
	default:
		return fmt.Errorf("%s does not exist from a %s to a %s", action, kinds.Sender, kinds.Recipient)
	}
}

// strings reads a list of short strings, never nil.
func (f *file) strings(path string, n node) []string {
	list := []string{}
	f.list(path, n, func(p string, n node) { list = append(list, f.text(p, n, maxName, "")) })
	return list
}
