// Command compile writes the compiled form of every rule set that comes with Inroad beside its texts: `compile FOLDER`, the
// folder of the sets.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"inroad/rules/policy"
	"inroad/rules/sets"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compile FOLDER")
		os.Exit(2)
	}
	for _, name := range sets.Builtin() {
		form, err := policy.Compile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[1], name, "compiled"), form, 0o666)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "compile:", err)
			os.Exit(1)
		}
	}
}
