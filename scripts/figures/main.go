// Command figures prints the table of figures that the README has, out of what benchmarks have printed: `figures FILE`. Each figure
// is the median of its runs in one place: natively, in Node, in Chromium. A line "place: NAME" before its lines says which, or one "pkg: WHAT in NAME".
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
)

// places are the columns.
var places = []string{"native", "Node", "Chromium"}

// figure is a row: what was measured, by which benchmark and in which of its units, and what it is to come to.
type figure struct {
	what      string
	benchmark string
	unit      string
	shown     func(float64) string
	native    float64 // the target; 0 is none
	wasm      float64
}

var figures = []figure{
	{"the article: every ordered pair of 1,000 actors, all actions with the deciding rules", "Matrix/article/again", "ns/op", duration, 1e6, 3e6},
	{"LinkedIn's documented rules: the same", "Matrix/linkedin/again", "ns/op", duration, 1e6, 3e6},
	{"the article: the same for the first time, from actors and ties", "Matrix/article/first", "ns/op", duration, 0, 0},
	{"LinkedIn's documented rules: the same for the first time", "Matrix/linkedin/first", "ns/op", duration, 0, 0},
	{"an attribute of 1,000 actors edited, and each outcome found that it changed", "Edits/attribute", "ns/edit", duration, 0, 50e3},
	{"a tie", "Edits/tie", "ns/edit", duration, 0, 200e3},
	{"a rule of one's own", "Edits/rule", "ns/edit", duration, 0, 15e6},
	{"a rule switched", "Edits/switch", "ns/edit", duration, 0, 0},
	{"memory after 1,000 actors and 100 edits", "Memory", "bytes", megabytes, 0, 60e6},
	{"decisions a second: every pair of 1,000 actors, the article", "Matrix/article/again", "decisions/s", amount, 0, 0},
	{"decisions a second: one request after another, the examples", "Requests/engine", "decisions/s", amount, 0, 0},
	{"decisions a second: cedar-go's Authorize, the same requests", "Requests/cedar.Authorize", "decisions/s", amount, 0, 0},
	{"decisions a second: the official Cedar (WebAssembly), the same requests", "Requests/official", "decisions/s", amount, 0, 0},
	{"the article loaded by a process that has just begun", "ColdLoad/article", "ns/op", duration, 0, 50e6},
	{"LinkedIn's documented rules loaded likewise", "ColdLoad/linkedin", "ns/op", duration, 0, 50e6},
	{"`inroad matrix --csv` of 2,000 actors", "Command/matrix", "ns/op", duration, 2e9, 0},
	{"its memory", "Command/matrix", "bytes", megabytes, 300e6, 0},
	{"the page, from opening to its first answer", "FirstAnswer/desktop", "ns/op", duration, 0, 1e9},
	{"until it is live", "Live/desktop", "ns/op", duration, 0, 1.5e9},
	{"its longest task, 0 for none of 50 ms", "LongestTask/desktop", "ns/op", duration, 0, 50e6},
	{"its layout shift", "LayoutShift/desktop", "shift", shift, 0, 0.0001},
	{"on a phone-like machine: from opening to its first answer", "FirstAnswer/phone", "ns/op", duration, 0, 1e9},
	{"until it is live", "Live/phone", "ns/op", duration, 0, 6e9},
	{"its longest task", "LongestTask/phone", "ns/op", duration, 0, 0},
	{"its layout shift", "LayoutShift/phone", "shift", shift, 0, 0.0001},
	{"an edit of 1,000 actors, from the choice to the painted matrix", "EditAt1000Actors", "ns/op", duration, 0, 50e6},
	{"nineteen of twenty take no longer than", "EditAt1000Actors/slowest", "ns/op", duration, 0, 50e6},
	{"all that is fetched until the page is live, with brotli", "FirstLoad/brotli", "bytes", kilobytes, 0, 1.8e6},
	{"the same with gzip", "FirstLoad/gzip", "bytes", kilobytes, 0, 2.45e6},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: figures FILE")
		os.Exit(2)
	}
	file, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(2)
	}
	defer file.Close()
	print(os.Stdout, read(file))
}

// measured are the runs of benchmarks, by place, name and unit.
type measured map[[3]string][]float64

// read reads lines of Go's benchmarks.
func read(r io.Reader) measured {
	all := measured{}
	place := places[0]
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "place: "); ok {
			place = name
			continue
		}
		if _, name, ok := strings.Cut(lines.Text(), " in "); ok && strings.HasPrefix(lines.Text(), "pkg: ") { // web/bench says of each
			place = name
			continue
		}
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if i := strings.LastIndex(name, "-"); i > 0 { // the number of processors
			if _, err := strconv.Atoi(name[i+1:]); err == nil {
				name = name[:i]
			}
		}
		for i := 2; i+1 < len(fields); i += 2 {
			if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
				key := [3]string{place, name, fields[i+1]}
				all[key] = append(all[key], value)
			}
		}
	}
	return all
}

// print prints the table. A figure that misses its target is in bold.
func print(w io.Writer, all measured) {
	fmt.Fprintf(w, "| What | %s | target |\n|---%s|\n", strings.Join(places, " | "), strings.Repeat("|---", len(places)+1))
	for _, f := range figures {
		fmt.Fprintf(w, "| %s", f.what)
		for _, place := range places {
			target := f.wasm
			if place == places[0] {
				target = f.native
			}
			runs := all[[3]string{place, f.benchmark, f.unit}]
			switch {
			case len(runs) == 0:
				fmt.Fprint(w, " | ")
			case target > 0 && median(runs) > target:
				fmt.Fprintf(w, " | **%s**", f.shown(median(runs)))
			default:
				fmt.Fprintf(w, " | %s", f.shown(median(runs)))
			}
		}
		var targets []string
		if f.native > 0 {
			targets = append(targets, f.shown(f.native)+" natively")
		}
		switch measured := len(all[[3]string{places[0], f.benchmark, f.unit}]) > 0; {
		case f.wasm > 0 && measured:
			targets = append(targets, f.shown(f.wasm)+" as WebAssembly")
		case f.wasm > 0: // of a page, that is a matter of course
			targets = append(targets, f.shown(f.wasm))
		}
		fmt.Fprintf(w, " | %s |\n", strings.Join(targets, ", "))
	}
}

func median(runs []float64) float64 {
	sorted := slices.Sorted(slices.Values(runs))
	return sorted[len(sorted)/2]
}

// duration shows nanoseconds.
func duration(ns float64) string {
	switch {
	case ns >= 1e9:
		return fmt.Sprintf("%.2f s", ns/1e9)
	case ns >= 1e6:
		return fmt.Sprintf("%.3g ms", ns/1e6)
	default:
		return fmt.Sprintf("%.3g µs", ns/1e3)
	}
}

func shift(score float64) string { return fmt.Sprintf("%.2g", score) }

func kilobytes(n float64) string { return fmt.Sprintf("%.0f kB", n/1e3) }

func megabytes(n float64) string { return fmt.Sprintf("%.0f MB", n/1e6) }

// amount shows a count in words that fit a table.
func amount(n float64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.3g billion", n/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.3g million", n/1e6)
	default:
		return fmt.Sprintf("%.3g thousand", n/1e3)
	}
}
