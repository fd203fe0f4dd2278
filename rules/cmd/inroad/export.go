package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"inroad/rules/export"
)

type exportCommand struct {
	File      string `arg:"" help:"Scenario file; - is standard input."`
	Cedar     string `required:"" help:"Folder to write into, which must be empty or not there yet." placeholder:"DIR"`
	Namespace string `help:"Declare everything in this namespace, which Amazon Verified Permissions wants." placeholder:"NAME"`
	All       bool   `help:"Write all rules and warnings too, as they are written: also those that are switched off, or not in force as the questions are read."`
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
	if err := empty(c.Cedar); err != nil {
		return refusal("--cedar", err)
	}
	if c.Namespace != "" && !export.IsNamespace(c.Namespace) {
		return refusal("--namespace", fmt.Errorf("%q cannot be the name of a namespace", c.Namespace))
	}
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	cases, undecidable, ok := export.Cases(sc)
	if !ok {
		return refusal("", fmt.Errorf("%s: its rules tell more than %d requests apart", c.File, export.Most))
	}
	files, err := export.Files(sc, cases, export.Options{Namespace: c.Namespace, All: c.All})
	if err != nil {
		return err
	}
	if err := c.write(files); err != nil {
		return refusal("--cedar", err)
	}
	requests := "requests"
	if len(cases) == 1 {
		requests = "request"
	}
	fmt.Fprintf(s.out, "%s: %d %s\n", c.Cedar, len(cases), requests)
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

// write writes the folder, where there is nothing yet.
func (c *exportCommand) write(files map[string][]byte) error {
	if err := os.MkdirAll(filepath.Join(c.Cedar, export.Requests), 0o755); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(c.Cedar, filepath.FromSlash(name)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// empty refuses a folder in which there is something.
func empty(folder string) error {
	there, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(there) > 0:
		return fmt.Errorf("%s is not empty", folder)
	}
	return nil
}
