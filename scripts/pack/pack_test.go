package main

import (
	"bytes"
	"debug/gosym"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"inroad/scripts/wasmfile"
)

// linked is a small program as Go's linker writes it.
func linked(t *testing.T) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program.wasm")
	build := exec.Command("go", "build", "-o", file, "./testdata")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	module, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return module
}

func memory(t *testing.T, module []byte) []byte {
	t.Helper()
	for _, section := range wasmfile.Sections(module) {
		if section.ID == wasmfile.DataSection {
			memory, err := memoryOf(section.Content)
			if err != nil {
				t.Fatal(err)
			}
			return memory
		}
	}
	t.Fatal("the module has no data")
	return nil
}

// functions are those of a memory's table, as the standard library reads it.
func functions(t *testing.T, memory []byte) *gosym.Table {
	t.Helper()
	table, err := gosym.NewTable(nil, gosym.NewLineTable(memory[bytes.Index(memory, tableStart):], 0))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestPack(t *testing.T) {
	module := linked(t)
	packed, err := pack(module)
	if err != nil {
		t.Fatal(err)
	}
	before, after := wasmfile.Sections(module), wasmfile.Sections(packed)
	if len(before) != len(after) {
		t.Fatalf("%d sections, were %d", len(after), len(before))
	}
	for i, section := range after {
		if section.ID != before[i].ID {
			t.Errorf("section %d is a %d, was a %d", i, section.ID, before[i].ID)
		} else if section.ID != wasmfile.DataSection && !bytes.Equal(section.Content, before[i].Content) {
			t.Errorf("section %d is not of data, and was changed", i)
		}
	}

	// The standard library sees the same functions, and no lines.
	was, is := functions(t, memory(t, module)), functions(t, memory(t, packed))
	if len(is.Funcs) != len(was.Funcs) {
		t.Fatalf("%d functions, were %d", len(is.Funcs), len(was.Funcs))
	}
	lines := 0
	for i, function := range was.Funcs {
		if got := is.Funcs[i]; got.Name != function.Name || got.Entry != function.Entry {
			t.Errorf("function %d is %s at %d, was %s at %d", i, got.Name, got.Entry, function.Name, function.Entry)
		}
		if _, line, _ := was.PCToLine(function.Entry); line > 0 {
			lines++
		}
		if file, line, _ := is.PCToLine(function.Entry); line > 0 {
			t.Errorf("%s is still known to be at %s:%d", function.Name, file, line)
		}
	}
	if lines == 0 {
		t.Error("there was no line to be dropped")
	}
}

// A packed program collects garbage, grows its stack, recovers from a panic and ends by another one: all of these walk the stack by the
// tables that were packed.
func TestPackedRuns(t *testing.T) {
	file := filepath.Join(t.TempDir(), "packed.wasm")
	if err := os.WriteFile(file, linked(t), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := packFile(file); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec"), file)
	run.Env = []string{"HOME=" + os.Getenv("HOME"), "PATH=" + os.Getenv("PATH")} // Go refuses a large environment there
	out, err := run.CombinedOutput()
	if err == nil {
		t.Error("the program ended well, and was to end by a panic")
	}
	for _, want := range []string{"depth 100000\n", "recovered: first\n", "panic: second\n", "main.fall(", "main.main("} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, test := range map[string]struct {
		data, want string
	}{
		"not Go":           {"\x01\x00\x41\x08\x0b\x05hello", "not found"},
		"another memory":   {"\x01\x02\x41\x08\x0b\x05hello", "constant address"},
		"a global address": {"\x01\x00\x23\x00\x0b\x05hello", "constant address"},
		"computed":         {"\x01\x00\x41\x08\x41\x08\x6a\x0b\x05hello", "more than a constant"},
	} {
		module := wasmfile.AppendSized(append([]byte(wasmfile.Header), wasmfile.DataSection), []byte(test.data))
		if _, err := pack(module); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, test.want)
		}
	}
}

// What segments write is what was read, whatever the runs of zeros.
func TestSegments(t *testing.T) {
	long := strings.Repeat("\x00", len(zeros))
	for _, text := range []string{"", "\x00", "a", "\x00a", "a" + long[1:] + "b", "a" + long + "b", long + "a" + long + long + "b", "a\x00\x00b" + long + "c"} {
		got, err := memoryOf(segments([]byte(text)))
		if want := strings.TrimRight(text, "\x00"); err != nil || string(got) != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
