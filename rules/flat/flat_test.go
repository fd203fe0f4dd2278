package flat

import (
	"math"
	"reflect"
	"testing"
)

type thing struct {
	number  int
	large   uint64
	small   uint8
	is      bool
	text    string
	list    []int64
	texts   []string
	by      map[string]thing
	partner *thing
	plain   plain
}

// plain needs no description.
type plain struct {
	Number int
	Large  int64
	Is     bool
	Text   string
	List   []plain
	By     map[string]plain
}

func (x *thing) flat(t *Tape, all []*thing) {
	Number(t, &x.number)
	Number(t, &x.large)
	Number(t, &x.small)
	Bool(t, &x.is)
	Text(t, &x.text)
	List(t, &x.list, func(n *int64) { Number(t, n) })
	Texts(t, &x.texts)
	Map(t, &x.by, func(y *thing) { y.flat(t, all) })
	One(t, &x.partner, all)
	Value(t, &x.plain)
}

// What is written is read again, also where a list that is empty is not one that is not there.
func TestRoundTrip(t *testing.T) {
	all := []*thing{{number: 1}, {number: 2}}
	for _, want := range []thing{
		{},
		{number: -1, large: math.MaxUint64, small: 255, is: true, text: "ä\x00", list: []int64{}, texts: []string{}, by: map[string]thing{}, plain: plain{List: []plain{}, By: map[string]plain{}}},
		{
			number: math.MaxInt, list: []int64{math.MinInt64, 0, math.MaxInt64}, texts: []string{"", "a"},
			by: map[string]thing{"": {number: 63}, "b": {number: 64, partner: all[1]}}, partner: all[0],
			plain: plain{1, -2, true, "text", []plain{{Number: 3}}, map[string]plain{"b": {Text: "of b"}, "a": {Is: true}}},
		},
	} {
		var got thing
		bytes := Write(func(tape *Tape) { want.flat(tape, all) })
		rest := Read(string(bytes)+"rest", func(tape *Tape) { got.flat(tape, all) })
		if rest != "rest" || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\nis read as\n%+v\nbefore %q", want, got, rest)
		}
		if again := Write(func(tape *Tape) { got.flat(tape, all) }); string(again) != string(bytes) {
			t.Errorf("%+v is written as %q, and then as %q", want, bytes, again)
		}
	}
}

// Bytes that end too early are a defect, and none that goes unnoticed.
func TestTooShort(t *testing.T) {
	want := thing{number: 300, text: "text", list: []int64{1, 2}}
	bytes := Write(func(tape *Tape) { want.flat(tape, nil) })
	for n := range bytes {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d of %d bytes were enough", n, len(bytes))
				}
			}()
			var got thing
			Read(string(bytes[:n]), func(tape *Tape) { got.flat(tape, nil) })
		}()
	}
}
