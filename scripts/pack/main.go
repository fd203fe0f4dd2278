// Command pack makes a WebAssembly module of Go's linker smaller to download, in place. What runs stays as it is: only the
// section of data is written anew, in few segments, and without the tables that lead from code to its files and lines.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: pack FILE")
		os.Exit(2)
	}
	if err := packFile(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func packFile(file string) error {
	module, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	packed, err := pack(module)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, packed, 0o666)
}
