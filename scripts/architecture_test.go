package scripts

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The table of rooms in the architecture's page has each package of the engine, with those right below it.
func TestArchitectureNamesEveryRoom(t *testing.T) {
	text, err := os.ReadFile("../rules/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n| Room |")
	table, _, _ = strings.Cut(table, "\n\n")
	named := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z/]+)` \\| .+ \\| (.+) \\|$").FindAllStringSubmatch(table, -1) {
		named[row[1]] = rooms(row[2])
	}
	want := map[string][]string{}
	for room, under := range below {
		name, engine := strings.CutPrefix(room, "rules/")
		if _, err := os.Stat("../" + room); !engine || err != nil {
			continue
		}
		want[name] = nil
		for _, other := range under {
			if _, err := os.Stat("../" + other); err == nil {
				want[name] = append(want[name], strings.TrimPrefix(other, "rules/"))
			}
		}
		slices.Sort(want[name])
	}
	if diff := cmp.Diff(want, named); diff != "" {
		t.Errorf("rooms and what is below them (-order +page)\n%s", diff)
	}
}

// rooms are the packages that a cell of the table names, sorted.
func rooms(cell string) []string {
	var list []string
	for _, name := range regexp.MustCompile("`([a-z/]+)`").FindAllStringSubmatch(cell, -1) {
		list = append(list, name[1])
	}
	slices.Sort(list)
	return list
}
