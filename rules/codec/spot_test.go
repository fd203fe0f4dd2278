package codec_test

import (
	"fmt"
	"strings"
	"testing"

	"inroad/rules/codec"
)

// What may be written at a place is found by what stands around it, however broken the text is. The place is at the bar.
func TestSpotAt(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`|`, `[] "" others []`},
		{`{|`, `[] name "" others []`},
		{`{"ti|`, `[ti] name "ti" others []`},
		{`{"ti|"}`, `[ti] name "ti" others []`},
		{`{"a": 1, "ti|": 2, "b": {"c": 1}}`, `[ti] name "ti" valued others [a b]`},
		{`{"a": {"b": 1}, |, "d": [1]}`, `[] name "" others [a d]`},
		{`{"a": |}`, `[a] "" others []`},
		{`{"a": tr|}`, `[a] "tr" others []`},
		{`{"a": "b|c", "d": 1}`, `[a] "bc" others [d]`},
		{`{"a": "b"|, "d": 1}`, `[a] "" others [d]`},
		{`{"a": [{"x": 1}, {"y": "|`, `[a 1 y] "" others []`},
		{`{"a": ["p", "q|"`, `[a 1] "q" others []`},
		{`{"a": "says \"x|\" here"}`, `[a] "says \"x\" here" others []`},
		{"{\"a\": \"open|\n \"b\": 1}", `[a] "open" others [b]`},
		{`{"a": 1}|`, `[] "" others []`},
		{`}]|`, `[] "" others []`},
	} {
		before, after, _ := strings.Cut(test.text, "|")
		s := codec.SpotAt(before+after, len(before))
		got := fmt.Sprint(s.Path)
		if s.Name {
			got += " name"
		}
		got += fmt.Sprintf(" %q", s.Text)
		if s.Valued {
			got += " valued"
		}
		got += fmt.Sprintf(" others %v", s.Others)
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzSpotAt holds that a place is found in any text, and is in it.
func FuzzSpotAt(f *testing.F) {
	const whole = `{"a": [{"b": "c\"", "d": true}, null], "e": 1.5}`
	for n := range len(whole) {
		f.Add(whole[:n], n)
		f.Add(whole, n)
	}
	f.Add("\"\\", 2)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		offset = min(max(offset, 0), len(text))
		s := codec.SpotAt(text, offset)
		if s.Here.Start < 0 || s.Here.Start > offset || s.Here.End < offset || s.Here.End > len(text) {
			t.Errorf("%v of %d", s.Here, len(text))
		}
	})
}
