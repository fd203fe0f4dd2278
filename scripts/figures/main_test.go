package main

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	var out strings.Builder
	print(&out, read(strings.NewReader(`goos: linux
BenchmarkEdits/tie-2   	     100	     99 ns/op	  3000 ns/edit	 421339 B/op
BenchmarkEdits/tie-2   	     100	     99 ns/op	  5000 ns/edit	 421339 B/op
BenchmarkEdits/tie-2   	     100	     99 ns/op	  1000 ns/edit	 421339 B/op
pkg: inroad/rules/session
place: Node
pkg: page in Chromium
BenchmarkEdits/tie 	     100	     99 ns/op	  300000 ns/edit
BenchmarkMatrix/article/again 	 1	 4e6 ns/op	 2.5e9 decisions/s
`)))
	for _, line := range []string{
		"| a tie | 3 µs |  | **300 µs** | 200 µs as WebAssembly |\n",
		"| decisions a second: every pair of 1,000 actors, the article |  |  | 2.5 billion |  |\n",
		"|---|---|---|---|---|\n",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("there is no %q in\n%s", line, &out)
		}
	}
}
