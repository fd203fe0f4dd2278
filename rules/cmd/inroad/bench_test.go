//go:build unix

package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// BenchmarkCommand runs the built command on a generated network of 2,000 actors, and says how much memory it took.
func BenchmarkCommand(b *testing.B) {
	inroad := filepath.Join(b.TempDir(), "inroad")
	if out, err := exec.Command("go", "build", "-o", inroad, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	file := filepath.Join(b.TempDir(), "2000.json")
	if out, err := exec.Command(inroad, "generate", "--actors", "2000", "--seed", "7", "--out", file).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, c := range []struct {
		name string
		args []string
	}{{"matrix", []string{"matrix", "--csv", file}}, {"table", []string{"matrix", file}}, {"summary", []string{"summary", file}}} {
		b.Run(c.name, func(b *testing.B) {
			most := int64(0)
			for b.Loop() {
				command := exec.Command(inroad, c.args...)
				command.Stdout, command.Stderr = io.Discard, os.Stderr
				if err := command.Run(); err != nil {
					b.Fatal(err)
				}
				if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
					most = max(most, usage.Maxrss<<10) // Linux counts in kilobytes
				}
			}
			b.ReportMetric(float64(most), "bytes")
		})
	}
}
