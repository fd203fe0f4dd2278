package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"

	"inroad/rules/api"
	"inroad/rules/decision"
	"inroad/rules/spelling"
)

type matrixCommand struct {
	File   string `arg:"" help:"Scenario file; - is standard input."`
	Action string `help:"One action; without it, the best way to reach each." placeholder:"ACTION"`
	JSON   bool   `name:"json" help:"Print JSON." xor:"format"`
	CSV    bool   `name:"csv" help:"Print CSV." xor:"format"`
	strictness
}

// Run shows the matrix. What cannot be decided does not keep the rest from being shown.
func (c *matrixCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	m, errs := api.MatrixOf(sc, c.Action)
	if errs != nil {
		return input(c.File, errs)
	}
	if c.JSON {
		printMatrix(s.out, m)
	} else {
		c.print(s, m, sc.Set.Words.Unit())
	}
	warned := c.warn(s, c.File, m.Notices)
	if m.UndecidedCount == 0 {
		return warned
	}
	var failed []string
	for _, u := range m.Undecided {
		failed = append(failed, u.Error)
	}
	return undecided(c.File, failed, m.UndecidedCount)
}

// print writes a matrix as a table; unit is what costs are counted in.
func (c *matrixCommand) print(s streams, m api.Matrix, unit string) {
	if c.CSV {
		m.CSV(s.out)
		return
	}
	// Each outcome is painted and measured once: there are few of them, and millions of cells.
	cells := make([]string, len(m.Outcomes))
	for k, outcome := range m.Outcomes {
		cells[k] = s.paint(markColours[outcome.Mark], glyph(outcome))
	}
	rows := [][]string{append([]string{""}, m.Actors...)}
	for i, row := range m.Cells {
		line := []string{m.Actors[i]}
		for _, k := range row {
			line = append(line, cells[k])
		}
		rows = append(rows, line)
	}
	printTable(s, rows)
	fmt.Fprintf(s.out, "\n%s allowed   %s costs %s   %s unclear   %s forbidden   %s not said",
		s.paint(green, "✓"), s.paint(yellow, "1c"), spelling.A(unit), s.paint(magenta, "?"), s.paint(red, "✕"), s.paint(faint, "–"))
	if m.UndecidedCount > 0 {
		fmt.Fprint(s.out, "   ! a rule fails")
	}
	fmt.Fprintln(s.out)
}

// printMatrix writes a matrix as JSON, a row to a line: with a line to each of its cells, most of it
// would be white space.
func printMatrix(w io.Writer, m api.Matrix) {
	fmt.Fprintf(w, "{\n  \"actors\": %s,\n  \"action\": %s,\n  \"outcomes\": %s,\n  \"cells\": %s,\n  \"undecided\": %s,\n  \"undecidedCount\": %d,\n  \"notices\": %s\n}\n",
		compact(m.Actors), compact(m.Action), lines(m.Outcomes), lines(m.Cells), lines(m.Undecided), m.UndecidedCount, lines(m.Notices))
}

func compact(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("a matrix that cannot be encoded: " + err.Error())
	}
	return string(text)
}

func lines[T any](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = compact(v)
	}
	return "[\n    " + strings.Join(texts, ",\n    ") + "\n  ]"
}

// glyph is a cell as the page shows it.
func glyph(c api.MatrixOutcome) string {
	mark, ok := decision.MarkNamed(c.Mark)
	if !ok {
		return " " // oneself
	}
	return mark.Glyph(int64(c.Cost))
}

// printTable aligns columns by the characters that they show.
func printTable(s streams, rows [][]string) {
	known := map[string]int{} // tables repeat a few cells
	shown := func(cell string) int {
		w, ok := known[cell]
		if !ok {
			w = width(cell)
			known[cell] = w
		}
		return w
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], shown(cell))
		}
	}
	var line []byte
	for _, row := range rows {
		line = line[:0]
		for i, cell := range row {
			line = append(line, cell...)
			for range widths[i] - shown(cell) + 2 {
				line = append(line, ' ')
			}
		}
		s.out.Write(append(bytes.TrimRight(line, " "), '\n'))
	}
}
