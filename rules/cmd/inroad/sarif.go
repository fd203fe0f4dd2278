package main

import (
	"net/url"
	"path/filepath"
	"slices"

	"inroad/rules/codes"
	"inroad/rules/diagnostic"
	"inroad/rules/words"
)

// The part of SARIF 2.1.0 that lint writes: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   sarifText   `json:"shortDescription"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitzero"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitzero"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitzero"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifBytes `json:"deletedRegion"`
		Inserted sarifText  `json:"insertedContent"`
	}
	sarifBytes struct {
		Offset int `json:"byteOffset"`
		Length int `json:"byteLength"`
	}
)

// sarifOf is what was found as a log of one run. Columns count characters.
func sarifOf(all []found) sarifLog {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "inroad", Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	rules := &run.Tool.Driver.Rules
	for _, f := range all {
		id, level := f.Code.String(), f.Code.Severity().String()
		at := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == id })
		if at < 0 {
			at = len(*rules)
			*rules = append(*rules, sarifRuleOf(id, level))
		}
		artifact := sarifArtifact{(&url.URL{Path: filepath.ToSlash(f.file)}).String()}
		result := sarifResult{RuleID: id, RuleIndex: at, Level: level, Message: sarifText{words.Diagnosed(words.Default(), f.Diagnostic)}}
		location := sarifLocation{Physical: sarifPhysical{Artifact: artifact}}
		if f.From.Line > 0 {
			to := f.To
			if to.Line == 0 {
				to = f.From
			}
			location.Physical.Region = &sarifRegion{f.From.Line, f.From.Column, to.Line, to.Column}
		}
		if f.Path != "" {
			location.Logical = []sarifLogical{{f.Path}}
		}
		result.Locations = []sarifLocation{location}
		for _, fix := range f.Fixes {
			result.Fixes = append(result.Fixes, sarifFixOf(artifact, fix))
		}
		run.Results = append(run.Results, result)
	}
	return sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
}

func sarifRuleOf(id, level string) sarifRule {
	rule := sarifRule{ID: id, Short: sarifText{id}, Default: sarifConfig{level}}
	if page, err := codes.Find(id); err == nil {
		rule.Short.Text = page.Why
	}
	return rule
}

func sarifFixOf(artifact sarifArtifact, fix diagnostic.Fix) sarifFix {
	change := sarifChange{Artifact: artifact}
	for _, e := range fix.Edits {
		change.Replacements = append(change.Replacements, sarifReplacement{sarifBytes{e.Start, e.End - e.Start}, sarifText{e.Text}})
	}
	return sarifFix{sarifText{words.Told(words.Default(), fix.Title)}, []sarifChange{change}}
}
