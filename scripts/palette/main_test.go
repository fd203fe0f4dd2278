package main

import (
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	var css strings.Builder
	for _, name := range used {
		css.WriteString("  --" + name + ": light-dark(#01020a, #ffffff);\n")
	}
	source, err := write([]byte(css.String()))
	if err != nil || strings.Count(string(source), `"#01020a"`) != len(used) {
		t.Errorf("%s (%v)", source, err)
	}
	if _, err := write([]byte(strings.Replace(css.String(), "--ink:", "--inc:", 1))); err == nil || err.Error() != `the palette has no colour "ink"` {
		t.Errorf("a missing colour: %v", err)
	}
}
