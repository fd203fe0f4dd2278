package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// setData are the JSON files of the sets that there are, by name.
func setData(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, folder := range []string{"../sets/*/*.json", "../testdata/sets/*/*.json"} {
		names, err := filepath.Glob(folder)
		if err != nil || names == nil {
			t.Fatalf("%s: nothing there (%v)", folder, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = string(text)
		}
	}
	return texts
}

// The sets that come with Inroad have the style that it teaches.
func TestSetDataIsFormatted(t *testing.T) {
	for name, text := range setData(t) {
		if got, errs := FormatData(text); got != text || errs != nil {
			t.Errorf("%s: run inroad fmt (-is +formatted) %v\n%s", name, errs, cmp.Diff(text, got))
		}
	}
}

func TestFormatData(t *testing.T) {
	long := strings.Repeat("x", 60)
	for _, test := range []struct{ text, want string }{
		{" { } ", "{}\n"},
		{"{\"b\":1,\r\n\"a\":[ ]}", "{\n  \"b\": 1,\n  \"a\": []\n}\n"},
		{`{"a": {"b":{"c":1.50,"d":"\u00e9\/"}}, "list":["x",2,null]}`, `{
  "a": {
    "b": {"c": 1.50, "d": "\u00e9\/"}
  },
  "list": ["x", 2, null]
}
`},
		{`{"rows":[{"id":"a","has":{"x":true},"in":[{"y":1},{"z":["v"]}]},{}], "t": "` + long + `"}`, `{
  "rows": [
    {"id": "a", "has": {"x": true}, "in": [
      {"y": 1},
      {"z": ["v"]}
    ]},
    {}
  ],
  "t": "` + long + `"
}
`},
		{`{"rows":[{"a":"` + long + `","b":"` + long + `"}], "o":{"a":"` + long + `","b":"` + long + `"}, "l":["` + long + `","` + long + `"]}`, `{
  "rows": [
    {"a": "` + long + `", "b": "` + long + `"}
  ],
  "o": {
    "a": "` + long + `",
    "b": "` + long + `"
  },
  "l": [
    "` + long + `",
    "` + long + `"
  ]
}
`},
	} {
		if got, errs := FormatData(test.text); got != test.want || errs != nil {
			t.Errorf("%s: %v\n%s", test.text, errs, cmp.Diff(test.want, got))
		}
	}
	for _, text := range []string{"", "[]", `{"a": 1, "a": 2}`, `{"a": 1,}`, "{\"a\": \"\u202e\"}"} {
		if got, errs := FormatData(text); errs == nil || got != "" {
			t.Errorf("%s is formatted as %q", text, got)
		}
	}
}

// FuzzFormatData holds that white space changes alone, and none the second time.
func FuzzFormatData(f *testing.F) {
	for _, text := range setData(f) {
		f.Add(text)
	}
	f.Add(`{"a":[[[]],[1,[2]]],"b":{"":{}},"c":-0.0e+1,"\ud834\udd1e":"\"\\"}`)
	f.Fuzz(func(t *testing.T, text string) {
		once, errs := FormatData(text)
		if errs != nil {
			return
		}
		if want, got := packed(t, text), packed(t, once); got != want {
			t.Fatalf("formatting changes the text (-is +formatted)\n%s", cmp.Diff(want, got))
		}
		if twice, _ := FormatData(once); twice != once {
			t.Fatalf("formatting once more changes it (-once +twice)\n%s", cmp.Diff(once, twice))
		}
	})
}

// packed is a JSON text without white space, and else as it is written.
func packed(t *testing.T, text string) string {
	t.Helper()
	value := jsontext.Value(text)
	if err := value.Compact(jsontext.PreserveRawStrings(true), jsontext.CanonicalizeRawInts(false), jsontext.CanonicalizeRawFloats(false)); err != nil {
		t.Fatal(err)
	}
	return string(value)
}
