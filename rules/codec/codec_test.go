package codec

import (
	"reflect"
	"testing"

	"github.com/go-json-experiment/json"
)

type kind string

type place struct {
	X float64 `json:"x"`
}

// everything has a field of every kind that there is, twice where it may be left out.
type everything struct {
	Text  string                `json:"text"`
	Kind  kind                  `json:"kind,omitzero"`
	Yes   bool                  `json:"yes"`
	No    bool                  `json:"no,omitzero"`
	N     int                   `json:"n"`
	Long  int64                 `json:"long,omitzero"`
	At    *place                `json:"at,omitzero"`
	There *place                `json:"there"`
	List  []everything          `json:"list,omitzero"`
	Rows  [][]string            `json:"rows"`
	Has   map[string]bool       `json:"has"`
	Lists map[kind][]int64      `json:"lists,omitzero"`
	Other map[string]everything `json:"other,omitzero"`
	Apart func()                `json:"-"`
}

// FuzzCodec holds the package against the library's: each takes the same texts, makes the same values of them, and writes
// these the same.
func FuzzCodec(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, `""`, ` {"text": null, "rows": null, "has": null, "at": null} `, `{"text": "\ud83d\ude00\u0000<&>\u2028\"\\/é"}`,
		`{"kind": "a", "yes": true, "no": false, "n": -3, "long": 9223372036854775807, "at": {"x": 1.5e-7}, "there": {}}`,
		`{"list": [{}, {"text": "in"}, null], "rows": [[], ["a", "b"], null], "has": {"b": true, "a": false, "": true}}`,
		`{"lists": {"b": [1, -0], "a": []}, "other": {"x": {"other": {}}}, "list": []}`,
		`{"n": 1.0}`, `{"n": 1e2}`, `{"n": 9223372036854775808}`, `{"n": "1"}`, `{"at": {"x": 1e999}}`, `{"at": {"x": "1"}}`, `{"at": {"x": 1e21}}`,
		`{"at": {"x": -0.0}}`, `{"yes": 1}`, `{"text": true}`, `{"rows": {}}`, `{"has": []}`, `{"unknown": 1}`, `{"-": null}`, `{"Text": "a"}`, `{"text": "a", "text": "b"}`,
		`{"has": {"a": true, "a": true}}`, "", " \n", "{", `{"list": [`, `{"text": "a"} {}`, `{"text": "a",}`, `{"text": "\ud800"}`, "{\"text\": \"\xff\"}", "{\"has\": {\"\xff\": true}}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got, want everything
		mistakes, wantErr := Decode(text, &got), json.Unmarshal([]byte(text), &want, json.RejectUnknownMembers(true))
		if (mistakes == nil) != (wantErr == nil) {
			t.Fatalf("%q: %v, and the library says %v", text, mistakes, wantErr)
		}
		if mistakes != nil {
			return
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %+v, and the library says %+v", text, got, want)
		}
		written, err := Encode(got)
		wanted, wantErr := json.Marshal(want, json.Deterministic(true))
		if string(written) != string(wanted) || err != nil || wantErr != nil {
			t.Errorf("%q: %s (%v), and the library writes %s (%v)", text, written, err, wanted, wantErr)
		}
	})
}

// What JSON cannot hold is an error, wherever it stands.
func TestEncodeRefuses(t *testing.T) {
	for _, value := range []any{"\xff", []string{"\xff"}, map[string]string{"\xff": ""}, everything{Text: "\xff"}} {
		if text, err := Encode(value); err == nil {
			t.Errorf("%q is written as %s", value, text)
		}
	}
}
