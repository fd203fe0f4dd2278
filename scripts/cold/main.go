// Command cold answers how long a rule set takes to load in a process that has just begun, by the engine's own clock, in the
// format of Go's benchmarks: `cold SET`. Nothing is warm then, which is how a visitor meets it; in WebAssembly that counts
// most, for code that runs for the first time is slow there.
package main

import (
	"fmt"
	"os"
	"time"

	"inroad/rules/policy"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: cold SET")
		os.Exit(2)
	}
	before := time.Now()
	if _, err := policy.Load(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "cold:", err)
		os.Exit(1)
	}
	fmt.Printf("BenchmarkCold/%s 1 %d ns/op\n", os.Args[1], time.Since(before).Nanoseconds())
}
