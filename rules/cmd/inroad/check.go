package main

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"inroad/rules/api"
	"inroad/rules/words"
)

type checkCommand struct {
	Files []string `arg:"" name:"file" help:"Scenario files; - is standard input."`
	JSON  bool     `name:"json" help:"Print JSON."`
	JUnit string   `name:"junit" help:"Write the results to this file as JUnit XML, for CI; - is standard output." placeholder:"FILE"`
	strictness
}

// checkedFile is a file with what its checks came to, or why it cannot be read.
type checkedFile struct {
	File string `json:"file"`
	api.Checked
	Errors []api.Error `json:"errors,omitzero"`
	warned bool        // there are warnings about its rules, and they are failures
}

// Run checks. A file that cannot be read does not keep the others from being checked.
func (c *checkCommand) Run(s streams) error {
	if c.JSON && c.JUnit == "-" {
		return refusal("--junit", errors.New("standard output has the JSON: name a file"))
	}
	var files []checkedFile
	var problems []string // no inputError: the JSON of this command has the mistakes itself
	failed := false
	for _, name := range c.Files {
		file := checkedFile{File: name, Checked: api.Checked{Checks: []api.Check{}, Notices: []string{}}}
		sc, err := s.load(name)
		var mistakes inputError
		if errors.As(err, &mistakes) {
			problems = append(problems, err.Error())
			for _, m := range mistakes {
				file.Errors = append(file.Errors, m.Error)
			}
		} else {
			file.Checked = api.CheckAll(sc)
			file.warned = c.warn(s, name, file.Notices) != nil
		}
		if file.Failed > 0 || file.warned {
			failed = true
		}
		files = append(files, file)
	}
	switch {
	case c.JSON:
		printJSON(s.out, struct {
			Files []checkedFile `json:"files"`
		}{files})
	case c.JUnit == "-":
		s.out.Write(junit(files))
	default:
		printChecked(s, files)
	}
	if c.JUnit != "" && c.JUnit != "-" {
		if err := os.WriteFile(c.JUnit, junit(files), 0o644); err != nil {
			problems = append(problems, "--junit: "+err.Error())
		}
	}
	switch {
	case problems != nil:
		return errors.New(strings.Join(problems, "\n"))
	case failed:
		return errFailed
	}
	return nil
}

func printChecked(s streams, files []checkedFile) {
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
				fmt.Fprintf(s.out, "%s %s checks[%d] %s\n", s.paint(red, "FAIL"), file.File, check.Index, check.Called())
				for _, line := range report(check) {
					fmt.Fprintf(s.out, "     %s\n", line)
				}
			}
		}
		if file.warned {
			fmt.Fprintf(s.out, "%s %s has %s\n", s.paint(red, "FAIL"), file.File, words.Default().Count(int64(len(file.Notices)), "warning"))
		}
		if file.Failed == 0 && !file.warned {
			fmt.Fprintf(s.out, "%s   %s %s\n", s.paint(green, "ok"), file.File, words.Default().Count(int64(file.Passed), "check"))
		}
	}
	if read > 0 {
		mark := green
		if failed > 0 {
			mark = red
		}
		fmt.Fprintln(s.out, s.paint(mark, fmt.Sprintf("%d passed, %d failed", passed, failed)))
	}
}

// report says why a check failed, line by line.
func report(check api.Check) []string {
	lines := slices.Clone(check.Problems)
	if check.Why != "" {
		var rules []string
		for _, r := range check.Rules {
			rules = append(rules, r.ID+" ("+strings.Join(r.Sources, " ")+")")
		}
		lines = append(lines, check.Why, "decided by "+cmp.Or(strings.Join(rules, ", "), "no rule"))
	}
	if check.Note != "" {
		note := strings.ReplaceAll("note: "+strings.TrimSpace(check.Note), "\n", "\n      ")
		lines = append(lines, strings.Split(note, "\n")...)
	}
	return lines
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
	Out      string      `xml:"system-out,omitempty"`
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
		names := caseNames(file.Checks)
		for i, check := range file.Checks {
			test := junitCase{Class: file.File, Name: names[i]}
			if !check.OK {
				test.Failure = &junitFailure{Message: strings.Join(check.Problems, "; "), Text: strings.Join(report(check), "\n") + "\n"}
			}
			suite.Cases = append(suite.Cases, test)
		}
		said := ""
		for _, notice := range file.Notices {
			said += "warning: " + notice + "\n"
		}
		if file.warned {
			suite.Tests, suite.Failures = suite.Tests+1, suite.Failures+1
			suite.Cases = append(suite.Cases, junitCase{Class: file.File, Name: "the rules", Failure: &junitFailure{Message: "there are warnings about them", Text: said}})
		} else {
			suite.Out = said
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

// caseNames names checks for JUnit: by their own names, or by what they ask. Where a check
// stands is not part of it, for CI follows a test by its name.
func caseNames(checks []api.Check) []string {
	names := make([]string, len(checks))
	times := map[string]int{}
	for i, c := range checks {
		names[i] = c.Name
		if c.Name == "" {
			names[i] = c.From + " " + c.Action
			if c.To != "" {
				names[i] = c.From + " -> " + c.To + " " + c.Action
			}
			if c.Readings != "" {
				names[i] += " [" + c.Readings + "]"
			}
		}
		times[names[i]]++
	}
	// Checks that ask the same are told apart by what they expect, and where that is the same too, by counting.
	same := map[string]int{}
	for i, c := range checks {
		if times[names[i]] > 1 {
			names[i] += ": " + wanted(c.Asked)
		}
		same[names[i]]++
		if n := same[names[i]]; n > 1 {
			names[i] += fmt.Sprintf(" #%d", n)
		}
	}
	return names
}

// wanted is what a check expects as names of cases have it, which no wording changes: "allowed, not contested, cost 1".
func wanted(token string) string {
	var list []string
	for part := range strings.FieldsSeq(token) {
		field, value, ok := strings.Cut(part, "=")
		switch {
		case !ok:
			list = append(list, part)
		case field == "contested":
			list = append(list, map[string]string{"yes": "contested", "no": "not contested"}[value])
		default:
			list = append(list, field+" "+cmp.Or(strings.ReplaceAll(value, ",", " "), "none"))
		}
	}
	return strings.Join(list, ", ")
}
