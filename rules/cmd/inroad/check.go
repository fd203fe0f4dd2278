package main

import (
	"encoding/xml"
	"fmt"
	"os"

	"inroad/rules/api"
	"inroad/rules/explanation"
)

type checkCommand struct {
	Files []string `arg:"" name:"file" help:"Scenario files; - is standard input."`
	JSON  bool     `name:"json" help:"Print JSON."`
	JUnit string   `name:"junit" help:"Write the results to this file as JUnit XML, for CI." placeholder:"FILE"`
}

type checkedFile struct {
	File   string        `json:"file"`
	Passed int           `json:"passed"`
	Failed int           `json:"failed"`
	Checks []checkedOnce `json:"checks"`
}

type checkedOnce struct {
	Index    int    `json:"index"`
	OK       bool   `json:"ok"`
	Expected string `json:"expected"`
	Got      string `json:"got"`
}

// Run checks. A file that cannot be read does not keep the others from being checked.
func (c *checkCommand) Run(s streams) error {
	files := []checkedFile{}
	suites := junitSuites{}
	var mistakes inputError
	passed, failed := 0, 0
	for _, name := range c.Files {
		sc, err := load(name)
		if err != nil {
			mistakes = append(mistakes, err.Error())
			suites.Suites = append(suites.Suites, junitSuite{Name: name, Tests: 1, Errors: 1, Cases: []junitCase{{
				Class: name, Name: "the file", Error: &junitFailure{Message: "it cannot be read", Text: err.Error()},
			}}})
			continue
		}
		for _, notice := range sc.Set.Notices {
			fmt.Fprintf(s.err, "%s: rules.policies: warning: %s\n", name, notice)
		}
		result := api.CheckAll(sc)
		passed += result.Passed
		failed += result.Failed
		file := checkedFile{name, result.Passed, result.Failed, []checkedOnce{}}
		suite := junitSuite{Name: name, Tests: len(result.Checks), Failures: result.Failed}
		for _, check := range result.Checks {
			file.Checks = append(file.Checks, checkedOnce{check.Index, check.OK, check.Expected, check.Got})
			suite.Cases = append(suite.Cases, junitOf(name, check))
			if !check.OK && !c.JSON {
				fmt.Fprintf(s.out, "FAIL %s checks[%d] %s\n", name, check.Index, check.Text)
				for _, problem := range check.Problems {
					fmt.Fprintf(s.out, "     %s\n", problem)
				}
			}
		}
		if !c.JSON && result.Failed == 0 {
			fmt.Fprintf(s.out, "ok   %s %s\n", name, explanation.Count(int64(result.Passed), "check"))
		}
		files = append(files, file)
		suites.Suites = append(suites.Suites, suite)
	}
	if c.JSON {
		if err := printJSON(s.out, struct {
			Files []checkedFile `json:"files"`
		}{files}); err != nil {
			return err
		}
	} else if len(files) > 0 {
		fmt.Fprintf(s.out, "%d passed, %d failed\n", passed, failed)
	}
	if c.JUnit != "" {
		if err := writeJUnit(c.JUnit, suites); err != nil {
			mistakes = append(mistakes, err.Error())
		}
	}
	switch {
	case mistakes != nil:
		return mistakes
	case failed > 0:
		return errFailed
	}
	return nil
}

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitFailure `xml:"failure"`
	Error   *junitFailure `xml:"error"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func junitOf(file string, check api.Check) junitCase {
	out := junitCase{Class: file, Name: fmt.Sprintf("checks[%d] %s", check.Index, check.Text)}
	if !check.OK {
		out.Failure = &junitFailure{Message: fmt.Sprintf("expected %s, got %s", check.Expected, check.Got)}
		for _, problem := range check.Problems {
			out.Failure.Text += problem + "\n"
		}
	}
	return out
}

func writeJUnit(name string, suites junitSuites) error {
	text, err := xml.MarshalIndent(suites, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append([]byte(xml.Header), append(text, '\n')...), 0o644)
}
