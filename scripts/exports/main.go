// Command exports writes scenarios as what Cedar's own tools take, a folder each, for the official Cedar to decide:
// `go run ./scripts/exports DIR PAIRS` writes every example of the sets that come with Inroad, and random networks until so many
// pairs of actors are asked about, under random readings, half of them beside random rules, most of
// them in a namespace.
package main

import (
	"fmt"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"github.com/cedar-policy/cedar-go/types"

	"inroad/rules/export"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/scripts/dice"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: exports DIR PAIRS")
	}
	pairs, err := strconv.Atoi(os.Args[2])
	if err == nil {
		err = run(os.Args[1], pairs)
	}
	if err != nil {
		log.Fatal("exports: ", err)
	}
}

func run(folder string, pairs int) error {
	for _, name := range sets.Builtin() {
		examples := os.DirFS(path.Join("rules/sets", name, "examples"))
		files, err := fs.Glob(examples, "*.json")
		if err != nil {
			return err
		}
		for _, file := range files {
			text, err := fs.ReadFile(examples, file)
			if err != nil {
				return err
			}
			s, mistakes := scenario.Parse(text)
			if mistakes != nil {
				return fmt.Errorf("%s: %v", file, mistakes[0].Message)
			}
			if _, err := write(path.Join(folder, name+" "+file), s, export.Options{}); err != nil {
				return err
			}
		}
	}
	return random(folder, pairs)
}

// people is how many actors a random network has.
const people = 12

// namespaces are those that random networks are written in.
var namespaces = []string{"", "Outside", "Far::Outside"}

func random(folder string, pairs int) error {
	names := sets.Builtin()
	for i, asked := 0, 0; asked < pairs; i++ {
		set, err := policy.Load(names[i%len(names)])
		if err != nil {
			return err
		}
		d := dice.New(uint64(i), set.World)
		if i/len(names)%2 == 0 {
			with, mistakes := set.With(d.Policies(set, 5), nil)
			if with == nil {
				return fmt.Errorf("random rules: %v", mistakes[0].Message)
			}
			set = with
		}
		n, err := write(path.Join(folder, fmt.Sprintf("random %04d", i)), d.Scenario(set, people), export.Options{Namespace: namespaces[i%len(namespaces)]})
		if err != nil {
			return err
		}
		asked += n
	}
	return nil
}

// write writes a scenario into a folder. It gives the number of pairs that its requests are about.
func write(folder string, s *scenario.Scenario, o export.Options) (int, error) {
	cases, _, _ := export.Cases(s) // what the engine cannot decide is left out
	files, err := export.Files(s, cases, o)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Join(folder, export.Requests), 0o755); err != nil {
		return 0, err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return 0, err
		}
	}
	pairs := map[[2]types.EntityUID]bool{}
	for _, c := range cases {
		pairs[[2]types.EntityUID{c.Request.Principal, c.Request.Resource}] = true
	}
	return len(pairs), nil
}
