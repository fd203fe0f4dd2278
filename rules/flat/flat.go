// Package flat answers how what has once been read from text is kept as bytes, so that it need not be read from text again.
// One description of a type both writes and reads it, so that the two cannot differ.
package flat

import (
	"encoding/binary"
	"reflect"
	"slices"
)

// Tape is bytes that are written, or read, in one go from the front.
type Tape struct {
	reading bool
	text    string // what is left to be read
	bytes   []byte // what has been written
}

// Write gives the bytes of what is described.
func Write(describe func(*Tape)) []byte {
	var t Tape
	describe(&t)
	return t.bytes
}

// Read reads what is described from the front of a text, and gives the rest. Texts that are read are parts of it. Bytes that
// were written by another description are a defect of the program: it panics where it notices.
func Read(text string, describe func(*Tape)) (rest string) {
	t := Tape{reading: true, text: text}
	describe(&t)
	return t.text
}

// Reading reports whether what is described is read; otherwise it is written.
func (t *Tape) Reading() bool { return t.reading }

// take reads so many bytes.
func (t *Tape) take(n int) string {
	if n < 0 || n > len(t.text) {
		panic("flat: these bytes are of another description")
	}
	taken := t.text[:n]
	t.text = t.text[n:]
	return taken
}

// Number is a whole number, in fewer bytes the nearer it is to 0.
func Number[T ~int | ~int64 | ~uint8 | ~uint64](t *Tape, n *T) {
	if !t.reading {
		t.bytes = binary.AppendVarint(t.bytes, int64(*n))
		return
	}
	*n = T(t.varint())
}

// varint reads what binary.AppendVarint writes.
func (t *Tape) varint() int64 {
	var bits uint64
	for shift := 0; ; shift += 7 {
		b := t.take(1)[0]
		bits |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int64(bits>>1) ^ -int64(bits&1)
		}
	}
}

// Bool is true or false.
func Bool(t *Tape, b *bool) {
	n := 0
	if *b {
		n = 1
	}
	Number(t, &n)
	*b = n != 0
}

// Text is a text.
func Text[T ~string](t *Tape, s *T) {
	n := len(*s)
	Number(t, &n)
	if t.reading {
		*s = T(t.take(n))
	} else {
		t.bytes = append(t.bytes, *s...)
	}
}

// length is the length of a list, where one that is nil is not one that is empty.
func (t *Tape) length(n int, isNil bool) (length int, there bool) {
	if n++; isNil {
		n = 0
	}
	Number(t, &n)
	return n - 1, n > 0
}

// List is a list of what is described.
func List[T any](t *Tape, list *[]T, each func(*T)) {
	n, there := t.length(len(*list), *list == nil)
	if !there {
		return
	}
	if t.reading {
		*list = make([]T, n)
	}
	for i := range *list {
		each(&(*list)[i])
	}
}

// Texts is a list of texts.
func Texts(t *Tape, list *[]string) {
	List(t, list, func(s *string) { Text(t, s) })
}

// Map is a map by text of what is described.
func Map[T any](t *Tape, m *map[string]T, each func(*T)) {
	var keys []string
	if !t.reading && *m != nil {
		keys = []string{}
		for key := range *m {
			keys = append(keys, key)
		}
		slices.Sort(keys)
	}
	Texts(t, &keys)
	if t.reading && keys != nil {
		*m = make(map[string]T, len(keys))
	}
	for _, key := range keys {
		value := (*m)[key]
		each(&value)
		if t.reading {
			(*m)[key] = value
		}
	}
}

// Value is what a pointer points to, if it is made of texts, numbers, true and false, lists, maps by text, and structs with
// exported fields alone: it needs no description.
func Value(t *Tape, pointer any) { t.value(reflect.ValueOf(pointer).Elem()) }

func (t *Tape) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		if Text(t, &s); t.reading {
			v.SetString(s)
		}
	case reflect.Int, reflect.Int64:
		n := v.Int()
		if Number(t, &n); t.reading {
			v.SetInt(n)
		}
	case reflect.Bool:
		b := v.Bool()
		if Bool(t, &b); t.reading {
			v.SetBool(b)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			t.value(v.Field(i))
		}
	case reflect.Slice:
		if n, there := t.length(v.Len(), v.IsNil()); there && t.reading {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			t.value(v.Index(i))
		}
	case reflect.Map:
		t.valuesByText(v)
	default:
		panic("flat: a " + v.Type().String() + " has to be described")
	}
}

func (t *Tape) valuesByText(v reflect.Value) {
	var keys []string
	if !t.reading && !v.IsNil() {
		keys = []string{}
		for _, key := range v.MapKeys() {
			keys = append(keys, key.String())
		}
		slices.Sort(keys)
	}
	Texts(t, &keys)
	if t.reading && keys != nil {
		v.Set(reflect.MakeMapWithSize(v.Type(), len(keys)))
	}
	for _, key := range keys {
		value := reflect.New(v.Type().Elem()).Elem()
		if !t.reading {
			value.Set(v.MapIndex(reflect.ValueOf(key)))
		}
		if t.value(value); t.reading {
			v.SetMapIndex(reflect.ValueOf(key), value)
		}
	}
}

// One is one of all there are, or none: pointers, of which the zero value is nil.
func One[P any](t *Tape, p *P, all []P) {
	var n int
	if !t.reading { // compared as any: code for what is comparable is made for each type anew
		n = slices.IndexFunc(all, func(one P) bool { return any(one) == any(*p) })
	}
	if Number(t, &n); t.reading && n >= 0 {
		*p = all[n]
	}
}
