package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/andybalholm/brotli"

	"inroad/scripts/wasmfile"
)

// namesOfFunctions is the part of the section "name" that has the names of functions.
const namesOfFunctions = 1

// owners gives the code of a module by who it is from, and all of its data. Only a module that was linked without -s has
// the names of its functions.
func owners(module []byte) (map[string][]byte, error) {
	imported := 0
	var bodies [][]byte
	names := map[int]string{}
	parts := map[string][]byte{}
	for _, section := range wasmfile.Sections(module) {
		content := wasmfile.Reader(section.Content)
		switch {
		case section.ID == wasmfile.ImportSection: // Go imports nothing but functions, which are numbered first
			imported = content.Number()
		case section.ID == wasmfile.CodeSection:
			for range content.Number() {
				bodies = append(bodies, content.Sized())
			}
		case section.ID == wasmfile.DataSection:
			parts["data"] = content
		case section.ID == wasmfile.CustomSection && string(content.Sized()) == "name":
			for len(content) > 0 {
				if part, list := content.Take(1)[0], wasmfile.Reader(content.Sized()); part == namesOfFunctions {
					for range list.Number() {
						names[list.Number()] = string(list.Sized())
					}
				}
			}
		}
	}
	if len(names) == 0 {
		return nil, errors.New("its functions have no names: it was linked with -s")
	}
	for i, body := range bodies {
		of := owner(names[imported+i])
		parts[of] = append(parts[of], body...)
	}
	return parts, nil
}

// owner is who a function is from, by its name, in which the linker writes _ for whatever is no letter, digit or dot.
func owner(function string) string {
	if room, ok := strings.CutPrefix(function, "inroad_rules_"); ok {
		room, _, _ = strings.Cut(room, ".")
		return "rules/" + strings.ReplaceAll(room, "_", "/")
	}
	for _, of := range []struct{ prefix, owner string }{
		{"github.com_cedar_policy_", "cedar-go"},
		{"github.com_go_json_experiment_", "go-json-experiment"},
		{"github.com_", "other modules"},
		{"golang.org_", "other modules"},
		{"main.", "wasm/browser"},
		{"runtime", "Go's runtime"},
		{"internal_runtime_", "Go's runtime"},
		{"slices.", "slices, for each type anew"},
		{"type_.", "comparing values, for each type"},
	} {
		if strings.HasPrefix(function, of.prefix) {
			return of.owner
		}
	}
	return "Go's other packages"
}

// table prints the parts of a module, largest first. What each adds to the download is an estimate: it is compressed for
// itself, and what all take together is scaled to what the module takes.
func table(out io.Writer, parts map[string][]byte, brotlied int) error {
	alone := map[string]int{}
	sum := 0
	for of, part := range parts {
		n, err := compressed(part, func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, 6), nil })
		if err != nil {
			return err
		}
		alone[of] = n
		sum += n
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "bytes\tof brotli\t ")
	for _, of := range slices.SortedFunc(maps.Keys(parts), func(a, b string) int { return cmp.Compare(alone[b], alone[a]) }) {
		fmt.Fprintf(w, "%d\t%d\t %s\n", len(parts[of]), alone[of]*brotlied/sum, of)
	}
	return w.Flush()
}
