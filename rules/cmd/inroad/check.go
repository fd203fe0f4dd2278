package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"inroad/rules/api"
	"inroad/rules/explanation"
)

type checkCommand struct {
	Files []string `arg:"" name:"file" help:"Scenario files; - is standard input."`
	JSON  bool     `name:"json" help:"Print JSON."`
	JUnit string   `name:"junit" help:"Write the results to this file as JUnit XML, for CI." placeholder:"FILE"`
}

// checkedFile is a file with what its checks came to, or why it cannot be read.
type checkedFile struct {
	File string `json:"file"`
	api.Checked
	Errors []api.Error `json:"errors,omitzero"`
}

// Run checks. A file that cannot be read does not keep the others from being checked.
func (c *checkCommand) Run(s streams) error {
	var files []checkedFile
	var problems []string // no inputError: the JSON of this command has the mistakes itself
	failed := 0
	for _, name := range c.Files {
		file := checkedFile{File: name, Checked: api.Checked{Checks: []api.Check{}}}
		sc, err := load(name)
		var mistakes inputError
		if errors.As(err, &mistakes) {
			problems = append(problems, err.Error())
			for _, m := range mistakes {
				file.Errors = append(file.Errors, m.Error)
			}
		} else {
			for _, notice := range sc.Set.Notices {
				fmt.Fprintf(s.err, "%s: rules.policies: warning: %s\n", name, notice)
			}
			file.Checked = api.CheckAll(sc)
		}
		failed += file.Failed
		files = append(files, file)
	}
	if c.JSON {
		printJSON(s.out, struct {
			Files []checkedFile `json:"files"`
		}{files})
	} else {
		printChecked(s.out, files)
	}
	if c.JUnit != "" {
		if err := os.WriteFile(c.JUnit, junit(files), 0o644); err != nil {
			problems = append(problems, "--junit: "+err.Error())
		}
	}
	switch {
	case problems != nil:
		return errors.New(strings.Join(problems, "\n"))
	case failed > 0:
		return errFailed
	}
	return nil
}

func printChecked(w io.Writer, files []checkedFile) {
	read, passed, failed := 0, 0, 0
	for _, file := range files {
		if file.Errors != nil {
			continue
		}
		read++
		passed += file.Passed
		failed += file.Failed
		for _, check := range file.Checks {
			if !check.OK {
				fmt.Fprintf(w, "FAIL %s checks[%d] %s\n", file.File, check.Index, check.Text)
				for _, problem := range check.Problems {
					fmt.Fprintf(w, "     %s\n", problem)
				}
			}
		}
		if file.Failed == 0 {
			fmt.Fprintf(w, "ok   %s %s\n", file.File, explanation.Count(int64(file.Passed), "check"))
		}
	}
	if read > 0 {
		fmt.Fprintf(w, "%d passed, %d failed\n", passed, failed)
	}
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

// junit is the results as JUnit XML.
func junit(files []checkedFile) []byte {
	suites := junitSuites{}
	for _, file := range files {
		suite := junitSuite{Name: file.File, Tests: len(file.Checks), Failures: file.Failed}
		for _, check := range file.Checks {
			suite.Cases = append(suite.Cases, junitOf(file.File, check))
		}
		if file.Errors != nil {
			fault := &junitFailure{Message: "it cannot be read"}
			for _, e := range file.Errors {
				fault.Text += inputError{{file.File, e}}.Error() + "\n"
			}
			suite.Tests, suite.Errors, suite.Cases = 1, 1, []junitCase{{Class: file.File, Name: "the file", Error: fault}}
		}
		suites.Suites = append(suites.Suites, suite)
	}
	text, err := xml.MarshalIndent(suites, "", "  ")
	if err != nil {
		panic("JUnit that cannot be encoded: " + err.Error())
	}
	return append([]byte(xml.Header), append(text, '\n')...)
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
