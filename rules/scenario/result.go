package scenario

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/decision"
	"inroad/rules/words"
)

// Result is what a check came to, as far as the check looks: what is nil it does not compare.
type Result struct {
	Verdict   string // a verdict's name, or "error" where a rule could not be evaluated
	Contested *bool
	Cost      *int64
	Sources   []string
	Warnings  []string
}

const failed = "error"

// Said is the result in words. They may change: what is stored or compared is the Token.
func (r Result) Said(in words.Language) string {
	return in.Result(r.Verdict, r.Contested, r.Cost, r.Sources, r.Warnings)
}

// Token is the canonical form that links hold, which no wording changes: the verdict, then
// contested, cost, sources and warnings where the check looks at them, as in
// "allowed contested=no cost=1 sources=A12,A16 warnings=". It is a promise: links are read for ever.
func (r Result) Token() string {
	parts := []string{r.Verdict}
	if r.Contested != nil {
		parts = append(parts, "contested="+map[bool]string{true: "yes", false: "no"}[*r.Contested])
	}
	if r.Cost != nil {
		parts = append(parts, "cost="+strconv.FormatInt(*r.Cost, 10))
	}
	if r.Sources != nil {
		parts = append(parts, "sources="+pack(r.Sources))
	}
	if r.Warnings != nil {
		parts = append(parts, "warnings="+pack(r.Warnings))
	}
	return strings.Join(parts, " ")
}

// A source has no white space, but it may have a comma.
var escape, unescape = strings.NewReplacer("%", "%25", ",", "%2C"), strings.NewReplacer("%2C", ",", "%25", "%")

func pack(list []string) string {
	escaped := make([]string, len(list))
	for i, source := range list {
		escaped[i] = escape.Replace(source)
	}
	slices.Sort(escaped)
	return strings.Join(escaped, ",")
}

func unpack(text string) []string {
	if text == "" {
		return []string{}
	}
	list := strings.Split(text, ",")
	for i, source := range list {
		list[i] = unescape.Replace(source)
	}
	return list
}

// ParseResult reads what a link holds of a check: a token, or the sentence that stood there before
// there were tokens. It reports whether it is either. Fields that it does not know are left out:
// a newer engine may look at more.
func ParseResult(text string) (Result, bool) {
	if strings.Contains(text, ", ") {
		return parseSentence(text)
	}
	parts := strings.Split(text, " ")
	r := Result{Verdict: parts[0]}
	for _, part := range parts[1:] {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "contested":
			if value == "yes" || value == "no" {
				contested := value == "yes"
				r.Contested = &contested
			}
		case "cost":
			r.Cost = parseCost(value)
		case "sources":
			r.Sources = unpack(value)
		case "warnings":
			r.Warnings = unpack(value)
		}
	}
	return r, isVerdict(r.Verdict)
}

// parseSentence reads "allowed, not contested, cost 1, sources A12 A16, warnings none", which links
// held before there were tokens. It must never change, and nothing writes such a sentence to be
// read by it. It begins at the end, for the sources of one's own rules may have commas.
func parseSentence(text string) (Result, bool) {
	var r Result
	list := func(name string) []string {
		before, after, found := strings.Cut(text, name)
		if !found {
			return nil
		}
		text = before
		if after == "none" {
			return []string{}
		}
		return strings.Fields(after)
	}
	r.Warnings = list(", warnings ")
	r.Sources = list(", sources ")
	if before, after, found := strings.Cut(text, ", cost "); found {
		text, r.Cost = before, parseCost(after)
	}
	for suffix, contested := range map[string]bool{", not contested": false, ", contested": true} {
		if before, found := strings.CutSuffix(text, suffix); found {
			text, r.Contested = before, &contested
		}
	}
	r.Verdict = text
	return r, isVerdict(r.Verdict)
}

func parseCost(text string) *int64 {
	cost, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return &cost
}

func isVerdict(text string) bool {
	return text == failed || slices.Contains([]string{decision.Allowed.String(), decision.Forbidden.String(), decision.Unstated.String()}, text)
}

// Differs reports whether two results of a check say different things. Where one says nothing they
// do not: an engine that looks at more finds no difference in what an older one left out.
func (r Result) Differs(other Result) bool {
	return r.Verdict != other.Verdict ||
		r.Contested != nil && other.Contested != nil && *r.Contested != *other.Contested ||
		r.Cost != nil && other.Cost != nil && *r.Cost != *other.Cost ||
		differ(r.Sources, other.Sources) || differ(r.Warnings, other.Warnings)
}

func differ(a, b []string) bool { return a != nil && b != nil && pack(a) != pack(b) }
