package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"inroad/rules/analysis"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

type rulesCommand struct {
	RuleSet string `arg:"" optional:"" default:"${set}" help:"A rule set's name (${default}) or a scenario file, for its rules."`
	JSON    bool   `name:"json" help:"Print JSON."`
	strictness
}

type listedSet struct {
	Name      string           `json:"name"`
	Title     string           `json:"title"`
	Questions []listedQuestion `json:"questions"`
	Rules     []listedRule     `json:"rules"`
	Notices   []string         `json:"notices"` // what is odd about them
}

type listedQuestion struct {
	policy.Question
	Chosen string `json:"chosen"` // the reading in force
}

type listedRule struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Effect   string   `json:"effect"`
	Actions  []string `json:"actions"`
	Sources  []string `json:"sources"`
	Readings []string `json:"readings"`
	Cost     int64    `json:"cost"`
	InForce  bool     `json:"inForce"`
	Decides  *int     `json:"decides"` // null where it cannot be counted
	Of       *int     `json:"of"`
}

// Run lists the rules. A rule's coverage is the number of situations that it decides, of
// all that its actions have, under the readings in force; a rule that looks at free text has none.
func (c *rulesCommand) Run(s streams) error {
	set, readings, notices, err := c.load(s)
	if err != nil {
		return err
	}
	coverage := analysis.Coverage(set, readings)
	out := listedSet{Name: set.Name, Title: set.Title, Questions: []listedQuestion{}, Rules: []listedRule{}, Notices: notices}
	for i, q := range set.Questions {
		out.Questions = append(out.Questions, listedQuestion{q, q.Readings[readings[i]].Reading})
	}
	for _, list := range [][]*policy.Rule{set.Rules, set.Warnings} {
		for _, r := range list {
			covered, counted := coverage[r.ID]
			rule := listedRule{
				ID: r.ID, Title: r.Title, Effect: "forbid", Actions: r.Actions(), Sources: r.Sources, Readings: []string{},
				Cost: r.Cost, InForce: set.InForce(r, readings),
			}
			if counted {
				rule.Decides, rule.Of = &covered.Decides, &covered.Of
			}
			switch {
			case slices.Contains(set.Warnings, r):
				rule.Effect = "warn"
			case r.Permits:
				rule.Effect = "permit"
			}
			for _, need := range r.Needs {
				q := set.Questions[need.Question]
				rule.Readings = append(rule.Readings, q.ID+"="+q.Readings[need.Reading].Reading)
			}
			out.Rules = append(out.Rules, rule)
		}
	}
	if c.JSON {
		printJSON(s.out, out)
	} else {
		printSet(s, out)
	}
	return c.warn(s, c.RuleSet, notices)
}

// load finds a rule set by name, or the one of a scenario file with what is odd about it.
func (c *rulesCommand) load(s streams) (*policy.RuleSet, policy.Readings, []string, error) {
	c.RuleSet = s.theSet(c.RuleSet)
	if set, ok := s.sets[c.RuleSet]; ok {
		return set, set.Defaults(), notices(set), nil
	}
	set, err := policy.Load(c.RuleSet)
	if err == nil {
		return set, set.Defaults(), []string{}, nil
	}
	folder, missing := os.Stat(c.RuleSet)
	if missing == nil && folder.IsDir() {
		return nil, nil, nil, refusal("", fmt.Errorf("%s is a folder: load it with --set %[1]s", c.RuleSet))
	}
	if missing != nil && c.RuleSet != "-" {
		return nil, nil, nil, refusal("", fmt.Errorf("%s; and there is no such file", words.Told(words.Default(), scenario.Cause(err))))
	}
	sc, err := s.load(c.RuleSet)
	if err != nil {
		return nil, nil, nil, err
	}
	return sc.Set, sc.Readings, sc.Notices(), nil
}

// notices are what is odd about the rules of a set from disk.
func notices(set *policy.RuleSet) []string {
	list := []string{}
	for _, notice := range set.Notices {
		list = append(list, words.Located(words.Default(), notice))
	}
	return list
}

func printSet(s streams, set listedSet) {
	fmt.Fprintf(s.out, "%s: %s\n\nRules, with the situations that each decides of all that its actions have\n\n", set.Name, set.Title)
	rows := [][]string{{"rule", "effect", "sources", "readings", "decides", "says"}}
	for _, r := range set.Rules {
		decides := "not counted"
		switch {
		case !r.InForce:
			decides = "not in force"
		case r.Decides != nil:
			decides = fmt.Sprintf("%d of %d", *r.Decides, *r.Of)
		}
		effect := s.paint(effectColours[r.Effect], r.Effect)
		if r.Cost > 0 {
			effect += fmt.Sprintf(", cost %d", r.Cost)
		}
		rows = append(rows, []string{r.ID, effect, strings.Join(r.Sources, " "), strings.Join(r.Readings, " "), decides, r.Title})
	}
	printTable(s, rows)
	fmt.Fprint(s.out, "\nQuestions, with the reading in force marked *\n\n")
	for _, q := range set.Questions {
		fmt.Fprintf(s.out, "%-4s%s (%s)\n", q.ID, q.Title, q.Kind)
		for _, r := range q.Readings {
			mark := " "
			if r.Reading == q.Chosen {
				mark = s.paint(green, "*")
			}
			fmt.Fprintf(s.out, "   %s %s: %s\n", mark, r.Reading, r.Title)
		}
	}
}
