package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"inroad/rules/export"
	"inroad/rules/scenario"
)

type exportCommand struct {
	File  string `arg:"" help:"Scenario file; - is standard input."`
	Cedar string `required:"" help:"Folder to write into, which must be empty or not there yet." placeholder:"DIR"`
	All   bool   `help:"Write all rules and warnings too, as they are written: also those that are switched off, or not in force as the questions are read."`
	strictness
}

// Help says what is written and how Cedar's own command takes it.
func (exportCommand) Help() string {
	return `It writes schema.cedarschema, policies.cedar with the rules in force, entities.json, requests/*.json with one request for each case that the rules tell apart, and tests.json with the same as tests. In DIR:

cedar validate --schema schema.cedarschema --policies policies.cedar

cedar run-tests --schema schema.cedarschema --policies policies.cedar --tests tests.json

What Cedar has no word for is lost: costs, warnings, laws, other readings and what is contested, and whether a denial is forbidden or unstated.`
}

// Run writes the scenario as files of Cedar's. A request that cannot be decided is left out, and named.
func (c *exportCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	cases, undecidable, ok := export.Cases(sc)
	if !ok {
		return refusal("", fmt.Errorf("%s: its rules tell more than %d requests apart", c.File, export.Most))
	}
	if err := c.write(sc, cases); err != nil {
		return refusal("--cedar", err)
	}
	fmt.Fprintf(s.out, "%s: %d requests\n", c.Cedar, len(cases))
	warned := c.warn(s, c.File, sc.Notices())
	if undecidable == nil {
		return warned
	}
	var said []string
	for _, err := range undecidable[:min(len(undecidable), mostSaid)] {
		said = append(said, err.Error())
	}
	return undecided(c.File, said, len(undecidable))
}

// mostSaid bounds the requests that are named for not being decided.
const mostSaid = 100

// write writes the folder.
func (c *exportCommand) write(sc *scenario.Scenario, cases []export.Case) error {
	if err := os.MkdirAll(c.Cedar, 0o755); err != nil {
		return err
	}
	there, err := os.ReadDir(c.Cedar)
	if err != nil {
		return err
	}
	if len(there) > 0 {
		return fmt.Errorf("%s is not empty", c.Cedar)
	}
	schema, err := export.Schema(sc.Set)
	if err != nil {
		return err
	}
	entities := export.Entities(sc.Network)
	all, err := export.JSON(entities)
	if err != nil {
		return err
	}
	files := map[string]string{
		"schema.cedarschema": schema,
		"policies.cedar":     export.InForce(sc.Set, sc.Readings),
		"entities.json":      string(all),
	}
	if c.All {
		files["all.cedar"] = export.Whole(sc.Set.Rules)
		files["warnings.cedar"] = export.Whole(sc.Set.Warnings)
	}
	tests := make([]string, len(cases))
	for i, of := range cases {
		request, err := of.JSON()
		if err != nil {
			return err
		}
		files[filepath.Join("requests", of.Name()+".json")] = string(request)
		test, err := of.Test(entities)
		if err != nil {
			return err
		}
		tests[i] = string(test)
	}
	files["tests.json"] = "[" + strings.Join(tests, ",\n") + "]\n"
	if err := os.Mkdir(filepath.Join(c.Cedar, "requests"), 0o755); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(c.Cedar, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
