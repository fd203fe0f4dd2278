package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/aymanbagabas/go-udiff"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/scenario"
)

type fmtCommand struct {
	Files []string `arg:"" name:"file" help:"Scenario files, .cedar and .cedarschema files, and folders: the Cedar files in them and the JSON files of a rule set."`
	Check bool     `help:"Write nothing; name the files that would change, and fail if there are any."`
	Diff  bool     `help:"Write nothing; print what would change."`
}

// Run formats. A file with mistakes stays as it is, and does not keep the others from being formatted.
func (c *fmtCommand) Run(s streams) error {
	names, mistakes := c.names()
	changes := false
	for _, name := range names {
		before, after, err := s.formatted(name)
		var broken inputError
		if errors.As(err, &broken) {
			mistakes = append(mistakes, broken...)
			continue
		}
		if after == before {
			continue
		}
		changes = true
		switch {
		case c.Diff:
			fmt.Fprint(s.out, udiff.Unified(name, name, before, after))
		case c.Check:
			fmt.Fprintln(s.out, name)
		default:
			if err := os.WriteFile(name, []byte(after), 0o644); err != nil {
				mistakes = append(mistakes, unreadable(name, err)...)
				continue
			}
			fmt.Fprintln(s.out, name)
		}
	}
	switch {
	case mistakes != nil:
		return mistakes
	case changes && c.Check:
		return errFailed
	}
	return nil
}

// names are the files to format: in place of a folder, the Cedar files in it and the JSON files of a rule set.
func (c *fmtCommand) names() ([]string, inputError) {
	var names []string
	var mistakes inputError
	for _, name := range c.Files {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			names = append(names, name)
			continue
		}
		entries, err := os.ReadDir(name)
		if err != nil {
			mistakes = append(mistakes, unreadable(name, err)...)
			continue
		}
		before := len(names)
		for _, entry := range entries {
			file := filepath.Join(name, entry.Name())
			if slices.Contains([]string{".cedar", ".cedarschema"}, filepath.Ext(file)) || ofSet(file) {
				names = append(names, file)
			}
		}
		if len(names) == before {
			mistakes = append(mistakes, refusal(name, errors.New("there is no Cedar file in this folder"))...)
		}
	}
	return names, mistakes
}

// formatted reads a file and formats it, by what its name ends in.
func (s streams) formatted(name string) (before, after string, err error) {
	text, err := readFile(name)
	if err != nil {
		return "", "", unreadable(name, err)
	}
	format := cedar.FormatPolicies
	switch ext := filepath.Ext(name); {
	case ext == ".cedar":
	case ext == ".cedarschema":
		format = cedar.FormatSchema
	case ofSet(name):
		format = scenario.FormatData
	default:
		tidy, errs := scenario.Tidy(text, s.sources(name))
		if errs != nil {
			return "", "", mistakesIn(name, errs)
		}
		return string(text), string(tidy), nil
	}
	if err := whole(text); err != nil {
		return "", "", unreadable(name, err)
	}
	after, diagnostics := format(bare(string(text)))
	if diagnostic.Failed(diagnostics) {
		return "", "", mistakesIn(name, diagnostic.Place("", bare(string(text)), diagnostics...))
	}
	return string(text), after, nil
}
