package codec_test

import (
	"fmt"
	"testing"

	"inroad/rules/codec"
	"inroad/rules/words"
)

// What is wrong with a data file is said in the words of the file.
func TestDecode(t *testing.T) {
	type inner struct {
		N    int64           `json:"n"`
		List []string        `json:"list"`
		Has  map[string]bool `json:"has"`
	}
	type file struct {
		Title string  `json:"title"`
		In    []inner `json:"in"`
	}
	for _, test := range []struct{ text, want string }{
		{`{"title": "x", "in": [{"n": 3, "list": ["a"], "has": {"b": true}}]}`, ""},
		{`{}`, ""},
		{``, "1:1 this is not JSON"},
		{"{\n\"title\" \"x\"\n}", "2:9 this is not JSON"},
		{`{"title": "x"} more`, "1:16 this is not JSON"},
		{`{"title": "x", "title": "y"}`, `1:16 "title" stands twice in the same object; keep one`},
		{`{"titel": "x"}`, `1:2 titel: unknown field; did you mean "title"?`},
		{"{\"in\": [{},\n {\"lost\": 1}]}", `2:3 in.1.lost: unknown field; did you mean "list"?`},
		{`{"in": [{}, {"m": 1}]}`, `1:14 in.1.m: unknown field; did you mean "n"?`},
		{`{"in": [{"elsewhere": 1}]}`, `1:10 in.0.elsewhere: unknown field`},
		{`{"title": 3}`, "1:11 title: this must be a string, not a number"},
		{`{"title": ["x"]}`, "1:11 title: this must be a string, not a list"},
		{`{"in": {}}`, "1:8 in: this must be a list, not an object"},
		{`{"in": [{"n": "3"}]}`, "1:15 in.0.n: this must be a whole number, not a string"},
		{`{"in": [{"n": 1.5}]}`, "1:15 in.0.n: this must be a whole number, not this number"},
		{`{"in": [{"n": 99999999999999999999}]}`, "1:15 in.0.n: this must be a whole number, not this number"},
		{`{"in": [{"n": true}]}`, "1:15 in.0.n: this must be a whole number, not true or false"},
		{`{"in": [{"has": {"b": 0}}]}`, "1:23 in.0.has.b: this must be true or false, not a number"},
		{`[]`, "1:1 this must be an object, not a list"},
		{`3`, "1:1 this must be an object, not a number"},
	} {
		var into file
		got := ""
		for _, d := range codec.Decode(test.text, &into) {
			place := d.From
			d.From.Line = 0
			got += fmt.Sprintf("%d:%d %s", place.Line, place.Column, words.Located(words.Default(), d))
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}

// A value and its name are found by the path, and what is missing by what is around it.
func TestPlacesIn(t *testing.T) {
	const text = `{"a": [{"b": "x"}, 2], "c d": {}}`
	places := codec.PlacesIn(text)
	for _, test := range []struct{ path, name, value string }{
		{"", text, text},
		{"a", `"a"`, `[{"b": "x"}, 2]`},
		{"a.0.b", `"b"`, `"x"`},
		{"a.1", "2", "2"},
		{"a.0.c", `{"b": "x"}`, `{"b": "x"}`},
		{"c d", `"c d"`, "{}"},
		{"e.f", text, text},
	} {
		place := places.Of(test.path)
		if name, value := place.Name.Of(text), place.Value.Of(text); name != test.name || value != test.value {
			t.Errorf("%s: %q, %q", test.path, name, value)
		}
	}
}
