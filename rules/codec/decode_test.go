package codec

import "testing"

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
		{``, "line 1: this is not JSON"},
		{"{\n\"title\" \"x\"\n}", "line 2: this is not JSON"},
		{`{"title": "x"} more`, "line 1: this is not JSON"},
		{`{"title": "x", "title": "y"}`, `"title" stands twice in the same object; keep one`},
		{`{"titel": "x"}`, "titel: unknown field"},
		{`{"in": [{}, {"m": 1}]}`, "in.1.m: unknown field"},
		{`{"title": 3}`, "title: this cannot be this number"},
		{`{"title": ["x"]}`, "title: this cannot be a list"},
		{`{"in": {}}`, "in: this cannot be an object"},
		{`{"in": [{"n": "3"}]}`, "in.0.n: this cannot be a string"},
		{`{"in": [{"n": 1.5}]}`, "in.0.n: this cannot be this number"},
		{`{"in": [{"n": 99999999999999999999}]}`, "in.0.n: this cannot be this number"},
		{`{"in": [{"n": true}]}`, "in.0.n: this cannot be true"},
		{`{"in": [{"has": {"b": 0}}]}`, "in.0.has.b: this cannot be this number"},
		{`[]`, "this cannot be a list"},
		{`3`, "this cannot be this number"},
	} {
		var into file
		got := ""
		if err := Decode(test.text, &into); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}
