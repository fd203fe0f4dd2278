// Command cold answers how long a rule set takes to load in a process that has just begun, by the engine's own clock: `cold SET`.
// Nothing is warm then, which is how a visitor meets it; WebAssembly is several times as slow there. It prints a figure in the
// format of Go's benchmarks, which `scripts/bench` compares.
package main

import (
	"fmt"
	"os"
	"runtime"
	"time"

	"inroad/rules/policy"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: cold SET")
		os.Exit(2)
	}
	before := time.Now()
	_, err := policy.Load(os.Args[1])
	took := time.Since(before)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cold:", err)
		os.Exit(1)
	}
	fmt.Printf("goos: %s\ngoarch: %s\npkg: process that has just begun\nBenchmarkColdLoad/%s 1 %d ns/op\n", runtime.GOOS, runtime.GOARCH, os.Args[1], took.Nanoseconds())
}
