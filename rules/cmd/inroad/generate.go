package main

import (
	"fmt"
	"os"
	"strings"

	"inroad/rules/api"
	"inroad/rules/sets"
	"inroad/rules/words"
)

type generateCommand struct {
	Actors int    `required:"" help:"How many actors there are, 2 to 2000." placeholder:"N"`
	Seed   int    `default:"${seed}" help:"What chance begins with: the same seed gives the same file everywhere; ${default} unless told." placeholder:"N"`
	Model  string `default:"${model}" help:"How mutual ties come about: small-world (whom one knows know each other) or preferential (a few have very many); ${default} unless told." placeholder:"MODEL"`
	Ties   int    `default:"${ties}" help:"How many mutual ties each actor makes, of a tie that distances are counted along: it has twice as many on average; ${default} unless told." placeholder:"N"`
	Base   string `default:"${set}" help:"The rule set: ${default} unless told, or the one that --set loads." placeholder:"SET"`
	Out    string `short:"o" help:"Write the scenario to this file, not to standard output." placeholder:"FILE"`
}

// Help says how what is made is distributed.
func (c *generateCommand) Help() string {
	return `Whatever the rule set declares is drawn like this, as far as its laws let it be; what a law refuses is drawn again or left out.

Kinds: one actor in twenty is an organisation, if the set has both these and persons; kinds of one sort have as many actors each.

Attributes: a choice is its first value for half of the actors, and each other value for as many of the rest. A yes-or-no is yes for one in eight. A number is 0 for half, 1 for a quarter, and so on; where another value brings some, it is from 0 to that. What is optional is absent for half, text always.

Mutual ties: small-world is the model of Watts and Strogatz, one tie in ten led elsewhere; preferential is that of Barabási and Albert. A tie that no distance is counted along is made once by each.

Ties with a direction: one actor in four makes one of each, half of them to somebody with whom it has another tie.`
}

// Run makes a scenario.
func (c *generateCommand) Run(s streams) error {
	set, err := s.base(s.theSet(c.Base))
	if err != nil {
		return err
	}
	made, errs := api.Generate(set, api.Plan{Actors: c.Actors, Seed: c.Seed, Model: c.Model, Ties: c.Ties})
	if errs != nil {
		var mistakes inputError
		for _, e := range api.Errors(words.Default(), errs) {
			if name, ok := strings.CutPrefix(e.Path, "plan."); ok {
				e.Path = "--" + name
			} else {
				e.Path = ""
			}
			mistakes = append(mistakes, mistake{Error: e})
		}
		return mistakes
	}
	if c.Out == "" {
		_, err := fmt.Fprint(s.out, made.Scenario)
		return err
	}
	if err := os.WriteFile(c.Out, []byte(made.Scenario), 0o644); err != nil {
		return unreadable(c.Out, err)
	}
	return nil
}

// theSet is the rule set that is meant where none is named: the one that was loaded from a folder, if it is alone.
func (s streams) theSet(named string) string {
	if named == sets.Default() && len(s.sets) == 1 {
		for name := range s.sets {
			return name
		}
	}
	return named
}
