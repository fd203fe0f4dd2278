package main

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// sized is a list of parts as WebAssembly has it: the length in bytes, then the parts.
func sized(parts ...string) string {
	content := strings.Join(parts, "")
	return string(binary.AppendUvarint(nil, uint64(len(content)))) + content
}

// module has one imported function and two of its own, whose names are told where there are any.
func module(names ...string) []byte {
	text := "\x00asm\x01\x00\x00\x00" +
		"\x02" + sized("\x01", sized("gojs"), sized("debug"), "\x00\x00") +
		"\x0a" + sized("\x02", sized("parse"), sized("run")) +
		"\x0b" + sized("data of its own")
	if names != nil {
		text += "\x00" + sized(sized("name"), "\x01", sized("\x03", "\x00", sized("debug"), "\x01", sized(names[0]), "\x02", sized(names[1])))
	}
	return []byte(text)
}

func TestOwners(t *testing.T) {
	parts, err := owners(module("inroad_rules_policy_cedar.__parser_.policy", "runtime.main"))
	if err != nil {
		t.Fatal(err)
	}
	for of, want := range map[string]string{"rules/policy/cedar": "parse", "Go's runtime": "run", "data": "data of its own"} {
		if got := string(parts[of]); got != want {
			t.Errorf("%s has %q, want %q", of, got, want)
		}
	}
	if _, err := owners(module()); err == nil {
		t.Error("a module without names was taken apart")
	}
}

func TestOwner(t *testing.T) {
	for function, want := range map[string]string{
		"main.main":                         "wasm/browser",
		"inroad_rules_api.__Engine_.Handle": "rules/api",
		"github.com_cedar_policy_cedar_go_internal_eval.ToEval":                 "cedar-go",
		"github.com_go_json_experiment_json_jsontext.__decoderState_.ReadToken": "go-json-experiment",
		"github.com_hack_pad_safejs.Global":                                     "other modules",
		"internal_runtime_maps.__Iter_.Next":                                    "Go's runtime",
		"strings.Fields":                                                        "Go's other packages",
	} {
		if got := owner(function); got != want {
			t.Errorf("%s is from %s, want %s", function, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	same := noise(1000)
	if err := table(&out, map[string][]byte{"one": same, "other": same, "zeros": make([]byte, 9000)}, 4000); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(rows) != 4 || !strings.HasSuffix(rows[3], " zeros") {
		t.Fatalf("zeros take least and stand last:\n%s", out.String())
	}
	for _, row := range rows[1:3] {
		var size, brotlied int
		if _, err := fmt.Sscan(row, &size, &brotlied); err != nil || size != 1000 || brotlied < 1900 || brotlied > 2000 {
			t.Errorf("%s: each half of the noise takes about 2000 (%v)", row, err)
		}
	}
}
