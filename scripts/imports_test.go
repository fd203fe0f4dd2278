// Package scripts holds what builds and checks the project. Its test answers whether the packages still import each
// other one way only, and whether what is foreign to the engine has stayed outside.
package scripts

import (
	"errors"
	"fmt"
	"go/build"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	module  = "inroad"
	safejs  = "github.com/hack-pad/safejs"
	workers = "github.com/syumai/workers"
	cedar   = "github.com/cedar-policy/cedar-go/x/exp"
)

// below names, for each package, those right below it. It may import these and whatever they may import: never its own
// neighbours, never upwards. A package in a folder below one of these counts as part of it, unless it is named itself.
var below = map[string][]string{
	"rules/spelling":       {},
	"rules/diagnostic":     {},
	"rules/flat":           {},
	"rules/codec":          {"rules/diagnostic", "rules/spelling"},
	"rules/policy/cedar":   {"rules/diagnostic", "rules/spelling"},
	"rules/world":          {"rules/policy/cedar", "rules/flat"},
	"rules/network":        {"rules/world"},
	"rules/situation":      {"rules/network"},
	"rules/words":          {"rules/world", "rules/codec"},
	"rules/sets":           {},
	"rules/policy":         {"rules/situation", "rules/words", "rules/sets"},
	"rules/decision":       {"rules/policy"},
	"rules/lint":           {"rules/policy"},
	"rules/generate":       {"rules/policy"},
	"rules/timeline":       {"rules/network"},
	"rules/scenario":       {"rules/decision", "rules/lint", "rules/timeline"},
	"rules/claims":         {"rules/scenario"},
	"rules/export":         {"rules/scenario"},
	"rules/explanation":    {"rules/whatif"},
	"rules/whatif":         {"rules/decision"},
	"rules/analysis":       {"rules/decision"},
	"rules/session":        {"rules/whatif", "rules/analysis", "rules/explanation", "rules/scenario"},
	"rules/api":            {"rules/session", "rules/generate"},
	"rules/drawing":        {"rules/explanation"},
	"rules/embed":          {"rules/drawing", "rules/scenario"},
	"rules/codes":          {"rules/diagnostic", "rules/sets", "rules/spelling"},
	"rules/cmd":            {"rules/api", "rules/embed", "rules/export", "rules/codes"},
	"wasm/browser":         {"rules/api"},
	"wasm/worker/endpoint": {"rules/api"},
	"wasm/worker":          {"wasm/worker/endpoint"},
}

// homes names the packages that may import what is foreign to all others.
var homes = map[string][]string{
	safejs:  {"wasm/browser"},
	workers: {"wasm/worker"},
	cedar:   {"rules/policy", "rules/policy/cedar"},
}

// foreign is what the engine must not know: it has no page, no network, no files, no dice and no clock. The command,
// which is not part of the engine, may.
var foreign = []string{"syscall/js", safejs, workers, "net/http", "os", "math/rand", "time"}

// heavy is what a visitor must not download, however it would get in.
var heavy = []string{"net/http", "crypto/tls", "text/template", "html/template", "encoding/json", module + "/rules/claims", module + "/rules/export"}

// A graph has the direct imports of each package of the module; test files are left out.
type graph map[string][]string

// violations says which imports of a graph are not allowed.
func violations(g graph) []string {
	var found []string
	for _, importer := range slices.Sorted(maps.Keys(g)) {
		from, placed := place(importer)
		if !placed && (within(importer, module+"/rules") || within(importer, module+"/wasm")) {
			found = append(found, importer+" has no place in the order")
		}
		for _, imported := range g[importer] {
			to, ours := place(imported)
			if placed && ours && from != to && !reaches(from, to) {
				found = append(found, fmt.Sprintf("%s imports %s, which is not below it", importer, imported))
			}
			for library, home := range homes {
				if within(imported, library) && !slices.Contains(home, from) {
					found = append(found, fmt.Sprintf("%s imports %s, which only %s may", importer, imported, strings.Join(home, " and ")))
				}
			}
			isForeign := slices.ContainsFunc(foreign, func(path string) bool { return within(imported, path) })
			if isForeign && within(importer, module+"/rules") && from != "rules/cmd" {
				found = append(found, fmt.Sprintf("%s imports %s, which the engine must not know", importer, imported))
			}
		}
	}
	return found
}

// weights says which of the packages that a program links are too heavy for a page.
func weights(linked []string) []string {
	var found []string
	for _, path := range linked {
		if slices.Contains(heavy, path) {
			found = append(found, path+" is linked into the engine of the page")
		}
	}
	return found
}

// place is the entry of below that a package belongs to, the longest that fits.
func place(path string) (entry string, found bool) {
	for candidate := range below {
		if within(path, module+"/"+candidate) && len(candidate) > len(entry) {
			entry, found = candidate, true
		}
	}
	return entry, found
}

// reaches reports whether one entry of below stands somewhere above another.
func reaches(from, to string) bool {
	return slices.ContainsFunc(below[from], func(next string) bool { return next == to || reaches(next, to) })
}

// within reports whether a package is the named one or in a folder below it.
func within(path, root string) bool {
	return path == root || strings.HasPrefix(path, root+"/")
}

// read reads the imports of the module's packages as a platform sees them. It reads the files itself, so that
// `go test` notices their changes and does not repeat an old result.
func read(t *testing.T, goos, goarch string) graph {
	t.Helper()
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = goos, goarch, false
	g := graph{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		_, noModule := os.Stat(filepath.Join(path, "go.mod"))
		name := entry.Name()
		if path != ".." && (name[0] == '.' || name == "node_modules" || name == "testdata" || noModule == nil) {
			return fs.SkipDir
		}
		folder, err := context.ImportDir(path, 0)
		if errors.As(err, new(*build.NoGoError)) {
			return nil
		}
		if err != nil {
			return err
		}
		inside, err := filepath.Rel("..", path)
		g[module+"/"+filepath.ToSlash(inside)] = folder.Imports
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestImportsRunOneWay(t *testing.T) {
	for _, platform := range [][2]string{{"linux", "amd64"}, {"js", "wasm"}} {
		g := read(t, platform[0], platform[1])
		if _, ok := g[module+"/rules/api"]; !ok {
			t.Fatalf("rules/api was not found, only %v", slices.Sorted(maps.Keys(g)))
		}
		for _, violation := range violations(g) {
			t.Errorf("on %s/%s %s", platform[0], platform[1], violation)
		}
	}
}

func TestPageLinksNothingHeavy(t *testing.T) {
	command := exec.Command("go", "list", "-deps", module+"/wasm/browser")
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	command.Stderr = os.Stderr
	linked, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, violation := range weights(strings.Fields(string(linked))) {
		t.Error(violation)
	}
}

func TestViolationsAreNoticed(t *testing.T) {
	for _, test := range []struct {
		importer, imported string
		want               string // the end of the one violation; "" when there is none
	}{
		{"inroad/rules/api", "inroad/rules/session", ""},
		{"inroad/rules/api", "inroad/rules/network", ""},
		{"inroad/rules/session", "inroad/rules/api", "not below it"},
		{"inroad/rules/session", "inroad/rules/decision", ""},
		{"inroad/rules/network", "inroad/rules/world", ""},
		{"inroad/rules/network", "inroad/rules/policy/cedar", ""},
		{"inroad/rules/network", "inroad/rules/situation", "not below it"},
		{"inroad/rules/world", "inroad/rules/network", "not below it"},
		{"inroad/rules/world", "inroad/rules/policy", "not below it"},
		{"inroad/rules/policy/cedar", "inroad/rules/world", "not below it"},
		{"inroad/rules/policy/cedar", "inroad/rules/policy", "not below it"},
		{"inroad/rules/words", "inroad/rules/world", ""},
		{"inroad/rules/words", "inroad/rules/network", "not below it"},
		{"inroad/rules/words", "inroad/rules/policy", "not below it"},
		{"inroad/rules/situation", "inroad/rules/words", "not below it"},
		{"inroad/rules/sets", "inroad/rules/world", "not below it"},
		{"inroad/rules/policy", "inroad/rules/sets", ""},
		{"inroad/rules/policy", "inroad/rules/decision", "not below it"},
		{"inroad/rules/decision", "inroad/rules/explanation", "not below it"},
		{"inroad/rules/decision", "inroad/rules/scenario", "not below it"},
		{"inroad/rules/scenario", "inroad/rules/decision", ""},
		{"inroad/rules/scenario", "inroad/rules/explanation", "not below it"},
		{"inroad/rules/claims", "inroad/rules/scenario", ""},
		{"inroad/rules/claims", "inroad/rules/explanation", "not below it"},
		{"inroad/rules/session", "inroad/rules/claims", "not below it"},
		{"inroad/rules/generate", "inroad/rules/policy", ""},
		{"inroad/rules/generate", "inroad/rules/decision", "not below it"},
		{"inroad/rules/whatif", "inroad/rules/explanation", "not below it"},
		{"inroad/rules/timeline", "inroad/rules/policy", "not below it"},
		{"inroad/rules/api", "inroad/wasm/browser", "not below it"},
		{"inroad/rules/policy/article", "inroad/rules/policy", ""},
		{"inroad/rules/policy/article", "inroad/rules/decision", "not below it"},
		{"inroad/rules/cmd/inroad", "inroad/rules/api", ""},
		{"inroad/wasm/browser", "inroad/wasm/worker/endpoint", "not below it"},
		{"inroad/wasm/worker/endpoint", "inroad/wasm/worker", "not below it"},
		{"inroad/rules/helper", "fmt", "has no place in the order"},
		{"inroad/wasm/node", "fmt", "has no place in the order"},
		{"inroad/scripts/size", "inroad/rules/api", ""},

		{"inroad/wasm/browser", safejs, ""},
		{"inroad/wasm/worker", safejs, "only wasm/browser may"},
		{"inroad/wasm/worker", workers, ""},
		{"inroad/wasm/worker", workers + "/cloudflare/kv", ""},
		{"inroad/wasm/worker/endpoint", workers, "only wasm/worker may"},
		{"inroad/scripts/serve", workers, "only wasm/worker may"},
		{"inroad/rules/policy", cedar + "/eval", ""},
		{"inroad/rules/policy/cedar", cedar + "/ast", ""},
		{"inroad/rules/world", cedar + "/ast", "only rules/policy and rules/policy/cedar may"},
		{"inroad/rules/decision", cedar + "/eval", "only rules/policy and rules/policy/cedar may"},
		{"inroad/rules/decision", "github.com/cedar-policy/cedar-go", ""},

		{"inroad/rules/network", "syscall/js", "must not know"},
		{"inroad/rules/api", "net/http", "must not know"},
		{"inroad/rules/scenario", "os", "must not know"},
		{"inroad/rules/scenario", "os/exec", "must not know"},
		{"inroad/rules/whatif", "math/rand", "must not know"},
		{"inroad/rules/whatif", "math/rand/v2", "must not know"},
		{"inroad/rules/whatif", "math/bits", ""},
		{"inroad/rules/session", "time", "must not know"},
		{"inroad/rules/cmd/inroad", "os", ""},
		{"inroad/wasm/worker/endpoint", "net/http", ""},
	} {
		found := violations(graph{test.importer: {test.imported}})
		if test.want == "" && len(found) > 0 || test.want != "" && (len(found) != 1 || !strings.HasSuffix(found[0], test.want)) {
			t.Errorf("%s imports %s: found %q, want one that ends in %q", test.importer, test.imported, found, test.want)
		}
	}
}

func TestForeignLibraryInTheEngineBreaksTwoRules(t *testing.T) {
	for _, library := range []string{safejs, workers} {
		if found := violations(graph{"inroad/rules/api": {library}}); len(found) != 2 {
			t.Errorf("found %q, want that it is neither at home there nor known", found)
		}
	}
}

func TestWeightIsNoticed(t *testing.T) {
	for _, path := range heavy {
		want := []string{path + " is linked into the engine of the page"}
		if diff := cmp.Diff(want, weights([]string{"fmt", path, "net/netip"})); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}
