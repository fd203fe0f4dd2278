package main

import (
	"fmt"
	"strings"

	"inroad/rules/codes"
	"inroad/rules/diagnostic"
)

// codesPage says of each code why it is a mistake, and shows a text with it.
func codesPage() string {
	var b strings.Builder
	b.WriteString(codesText)
	for _, page := range codes.Pages() {
		severity := "An error"
		if page.Severity == diagnostic.Warning {
			severity = "A warning"
		}
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s. %s\n", page.Code, page.Code, severity, page.Why)
		if example := page.Shown(); example != "" {
			fmt.Fprintf(&b, "\n```cedar\n%s```\n", example)
		}
	}
	return b.String()
}

const codesText = `# Mistakes and their codes

Every mistake that [` + "`inroad lint`" + `](../command-line.md#lint) names has a code, which no wording changes. Here are those of the
syntax of Cedar, of schemas and of rules, each with a text that has it. The rules stand beside those of the set ` + "`article`" + `. The
codes of laws, scenario files, and the data and words of a set have no page: their sentences say what to do.
`
