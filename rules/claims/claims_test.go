package claims

import (
	"io/fs"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
)

func all(t *testing.T) []Claim {
	t.Helper()
	claims, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestClaims(t *testing.T) {
	claims := all(t)
	if len(claims) < 22 {
		t.Errorf("only %d claims", len(claims))
	}
	titles := map[string]string{}
	for _, c := range claims {
		s := c.Scenario
		if !strings.HasSuffix(s.Title, "?") || len(s.Title) > 80 {
			t.Errorf("%s: %q is no short question", c.File, s.Title)
		}
		if other, twice := titles[s.Title]; twice {
			t.Errorf("%s and %s have the same title", other, c.File)
		}
		titles[s.Title] = c.File
		if s.Look.From == "" || s.Look.To == "" {
			t.Errorf("%s: nobody is looked at", c.File)
		}
		if len(s.Checks) < 4 {
			t.Errorf("%s: only %d checks", c.File, len(s.Checks))
		}
		if !slices.ContainsFunc(s.Checks, func(check scenario.Check) bool { return check.Name != "" }) {
			t.Errorf("%s: no check is named as the central one", c.File)
		}
		for i := range s.Network.Len() {
			if s.Network.Actor(i).At == nil {
				t.Errorf("%s: %s has no place on the canvas", c.File, s.Network.Actor(i).ID)
			}
		}
	}
}

func TestChecksHold(t *testing.T) {
	for _, c := range all(t) {
		for i, f := range scenario.Run(c.Scenario, scenario.NewEngines(c.Scenario.Set)) {
			if !f.OK() {
				t.Errorf("%s, checks[%d]: %s", c.File, i, strings.Join(f.Problems, "; "))
			}
			if decided := f.Decision != nil && len(f.Decision.Rules) > 0; decided && len(f.Check.Sources) == 0 {
				t.Errorf("%s, checks[%d]: a rule decides, and the check names no source", c.File, i)
			}
		}
	}
}

// A claim is asked under all sets, or says under which alone and why.
func TestEveryClaimIsAskedUnderAllSetsOrSaysWhyNot(t *testing.T) {
	for _, c := range all(t) {
		asked := map[string]bool{}
		for _, check := range c.Scenario.Checks {
			asked[under(c, check).Name] = true
		}
		want := slices.Sorted(slices.Values(sets.Builtin()))
		if c.Only != nil {
			want = []string{c.Only.Set}
		}
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(asked))); diff != "" {
			t.Errorf("%s: sets (-said +asked)\n%s", c.File, diff)
		}
	}
}

// The description says what checks show: each number in it is of a rule that decides or warns in a check, or of a question
// that a check's decision hangs on. What else is known stands in unknown.
func TestDescriptionsSayNoMoreThanTheChecksShow(t *testing.T) {
	number := regexp.MustCompile(`\b[ACLQ][0-9]+[a-e]?\b`)
	for _, c := range all(t) {
		shown := map[string]bool{}
		for _, f := range scenario.Run(c.Scenario, scenario.NewEngines(c.Scenario.Set)) {
			if f.Decision == nil {
				t.Errorf("%s: %v", c.File, f.Err)
				continue
			}
			changes := slices.Clone(f.Check.Readings)
			for _, flip := range f.Decision.Flips {
				changes = append(changes, flip.Changes...)
			}
			for _, source := range slices.Concat(f.Decision.Sources(), f.Decision.WarningSources(), of(under(c, f.Check), changes)) {
				shown[source] = true
			}
		}
		for _, cited := range number.FindAllString(c.Scenario.Description, -1) {
			if !shown[cited] {
				t.Errorf("%s: the description names %s, and no check shows it", c.File, cited)
			}
		}
	}
}

// under is the set that a check is asked under.
func under(c Claim, check scenario.Check) *policy.RuleSet {
	if check.In != nil {
		return check.In
	}
	return c.Scenario.Set
}

// of are the questions of some choices, with the sources that they rest on.
func of(set *policy.RuleSet, choices []policy.Choice) []string {
	var list []string
	for _, choice := range choices {
		q := set.Questions[choice.Question]
		list = append(append(list, q.ID), strings.Fields(q.Source)...)
		for _, r := range q.Readings {
			list = append(list, strings.Fields(r.From)...)
		}
	}
	return list
}

// A page is cited at its own address: an article of LinkedIn's Help is LinkedIn's, wherever else it can be read.
func TestAddressesAreThePagesOwn(t *testing.T) {
	help := regexp.MustCompile(`(?i)/help/.+/answer/|/answers/detail/`)
	for _, c := range all(t) {
		seen := map[string]bool{}
		for _, a := range c.Asked {
			u, err := url.Parse(a.Address)
			if err != nil {
				t.Fatal(err)
			}
			if host := u.Hostname(); help.MatchString(u.Path) && host != "www.linkedin.com" && host != "help.linkedin.com" {
				t.Errorf("%s: %s is a copy", c.File, a.Address)
			}
			if seen[a.Address] {
				t.Errorf("%s: %s stands there twice", c.File, a.Address)
			}
			seen[a.Address] = true
			if a.Date != "" && !regexp.MustCompile(`^20\d\d(-\d\d){0,2}$`).MatchString(a.Date) {
				t.Errorf("%s: %q is no date", c.File, a.Date)
			}
		}
	}
}

// A group is a heading, so its claims stand together.
func TestGroupsStandTogether(t *testing.T) {
	var groups []string
	for _, c := range all(t) {
		if len(groups) == 0 || groups[len(groups)-1] != c.Group {
			groups = append(groups, c.Group)
		}
	}
	if slices.Sort(groups); len(groups) > 8 || len(slices.Compact(slices.Clone(groups))) < len(groups) {
		t.Errorf("groups: %v", groups)
	}
}

func TestListIsReadStrictly(t *testing.T) {
	scenarios := map[string]string{"a": `{"inroad": 1, "members": [{"id": "ana"}]}`, "broken": `{"inroad": 1, "membrs": []}`}
	const good = `"file": "a", "group": "g", "asked": [{"address": "https://example.org/a"}], "buttons": ["Follow"]`
	for _, test := range []struct {
		name, list, want string
		files            []string
	}{
		{"all is well", `[{` + good + `}]`, "", []string{"a"}},
		{"an unknown field", `[{` + good + `, "unkown": "x"}]`, "unknown field", []string{"a"}},
		{"no list", "", "claims.json", nil},
		{"no file", `[{` + good + `}]`, "a.json", nil},
		{"no entry", `[]`, "a.json: it is not in claims.json", []string{"a"}},
		{"twice", `[{` + good + `}, {` + good + `}]`, "twice", []string{"a"}},
		{"the list itself", `[{` + strings.Replace(good, `"a"`, `"claims"`, 1) + `}]`, "the list itself", nil},
		{"a mistake in the scenario", `[{` + strings.Replace(good, `"a"`, `"broken"`, 1) + `}]`, "membrs", []string{"broken"}},
		{"no group", `[{` + strings.Replace(good, `"g"`, `""`, 1) + `}]`, "needs a group", []string{"a"}},
		{"nobody asks", `[{"file": "a", "group": "g", "asked": [], "buttons": ["Follow"]}]`, "where it is asked", []string{"a"}},
		{"an empty button", `[{` + strings.Replace(good, `"Follow"`, `""`, 1) + `}]`, "buttons", []string{"a"}},
		{"no reason", `[{` + good + `, "only": {"set": "article"}}]`, "why", []string{"a"}},
		{"http", `[{` + strings.Replace(good, "https", "http", 1) + `}]`, "plain https address", []string{"a"}},
		{"a query", `[{` + strings.Replace(good, "org/a", "org/a?b=c", 1) + `}]`, "plain https address", []string{"a"}},
		{"a site alone", `[{` + strings.Replace(good, "org/a", "org/", 1) + `}]`, "plain https address", []string{"a"}},
	} {
		folder := fstest.MapFS{}
		if test.list != "" {
			folder[list] = &fstest.MapFile{Data: []byte(test.list)}
		}
		for _, name := range test.files {
			folder[name+".json"] = &fstest.MapFile{Data: []byte(scenarios[name])}
		}
		_, err := read(fs.FS(folder))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
