package main

import (
	"cmp"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"inroad/rules/api"
	"inroad/rules/claims"
	"inroad/rules/decision"
	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/scenario"
)

// gallery is the folder of the pages of claims, beside those of the sets.
const gallery = "claims"

const galleryText = `# Claims, checked

What people ask about who may reach whom, or are told. Each is a scenario file whose checks hold, with a page and its network,
live; most are asked under every rule set that comes with Inroad. The playground has them too, under *Claims…*, with a
search by the words that people see.
`

// claimPages are the page that lists the claims, by their groups and by the words of buttons, and a page of each.
func claimPages(books []*book) ([]page, error) {
	list, err := claims.All()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(galleryText)
	var pages []page
	words := map[string][]string{}
	group := ""
	for _, c := range list {
		p, answers, err := claimPage(books, c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.File, err)
		}
		pages = append(pages, p)
		link := fmt.Sprintf("[%s](./%s.md)", c.Scenario.Title, c.File)
		if c.Group != group {
			group = c.Group
			fmt.Fprintf(&b, "\n## %s\n\n", group)
		}
		fmt.Fprintf(&b, "- %s %s\n", link, strings.Join(answers, "; "))
		for _, word := range c.Buttons {
			words[word] = append(words[word], link)
		}
	}
	b.WriteString("\n## By the words you see {#words}\n\n")
	var rows [][]string
	for word, links := range words {
		rows = append(rows, []string{word, strings.Join(links, "; ")})
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a[0]), strings.ToLower(b[0])), cmp.Compare(a[0], b[0]))
	})
	b.WriteString(table([]string{"Word", "Claims"}, rows))
	return append([]page{{name: overview, title: "Claims, checked", text: b.String()}}, pages...), nil
}

// claimPage is the page of a claim, and what each set answers to it in few words.
func claimPage(books []*book, c claims.Claim) (page, []string, error) {
	sc := c.Scenario
	cite := func(text string) string {
		for _, k := range books {
			text = k.cited("../"+k.Name+"/", text)
		}
		return text
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", sc.Title, cite(sc.Description))
	element, err := networkOf(sc)
	if err != nil {
		return page{}, nil, err
	}
	b.WriteString(element)

	b.WriteString("\n## What each rule set answers {#answers}\n")
	var answers []string
	checks := api.CheckAll(sc).Checks
	for i, set := range setsOf(sc) {
		k := books[slices.IndexFunc(books, func(k *book) bool { return k.Name == set.Name })]
		var rows [][]string
		for j, check := range sc.Checks {
			if cmp.Or(check.In, sc.Set) != set {
				continue
			}
			if !checks[j].OK {
				return page{}, nil, fmt.Errorf("%s: %s", checks[j].Text, checks[j].Got)
			}
			asks := explanation.Pair(sc.Network, set, number(sc, check.From), number(sc, check.To), check.Action) + explanation.Readings(set, check.Readings)
			rows = append(rows, []string{asks, cite(checks[j].Got), k.ruleLinks("../"+k.Name+"/", checks[j].Rules), check.Name})
		}
		fmt.Fprintf(&b, "\n### %s {#%s}\n\n%s", set.Title, set.Name, table([]string{"Check", "Comes to", "By", "Called"}, rows))
		if central := slices.IndexFunc(rows, func(row []string) bool { return row[3] != "" }); central >= 0 || i == 0 {
			row := rows[max(central, 0)]
			verdict, _, _ := strings.Cut(row[1], ",")
			answers = append(answers, cmp.Or(row[3], row[0])+": **"+verdict+"**")
		}
	}
	if c.Only != nil {
		fmt.Fprintf(&b, "\n%s\n", cite(c.Only.Because))
	}
	if c.Unknown != "" {
		fmt.Fprintf(&b, "\n## What is not known {#unknown}\n\n%s\n", cite(c.Unknown))
	}
	b.WriteString("\n## Where it is asked {#asked}\n\n")
	for _, a := range c.Asked {
		u, err := url.Parse(a.Address)
		if err != nil {
			return page{}, nil, err
		}
		fmt.Fprintf(&b, "- [%s](%s)", strings.TrimPrefix(u.Hostname(), "www."), a.Address)
		if a.Says != "" {
			b.WriteString(": " + a.Says)
		}
		if a.Date != "" {
			b.WriteString(", " + a.Date)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "\nSeen as: %s. The file is `%s`; `inroad check` reads it.\n", strings.Join(c.Buttons, ", "), filepath.Base(c.File)+".json")
	return page{name: c.File, title: sc.Title, text: b.String(), within: true}, answers, nil
}

// setsOf are the sets that a scenario's checks are asked under, its own first.
func setsOf(sc *scenario.Scenario) []*policy.RuleSet {
	list := []*policy.RuleSet{sc.Set}
	for _, c := range sc.Checks {
		if set := cmp.Or(c.In, sc.Set); !slices.Contains(list, set) {
			list = append(list, set)
		}
	}
	return list
}

// number is somebody of a scenario by id; a check without a recipient has none.
func number(sc *scenario.Scenario, id string) int {
	if i, ok := sc.Network.Find(id); ok {
		return i
	}
	return decision.Nobody
}
