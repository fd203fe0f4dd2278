// Package codec answers how the values of Go stand in JSON: structs whose fields have a tag such as `json:"name,omitzero"`,
// maps by name, lists, pointers, text, yes or no, and numbers.
//
// The library's own package json does this too, and much more. In a program that uses it the linker can leave nothing of that
// out, nor what cedar-go has for JSON: 150,000 bytes of the download. This package stands on the jsontext of the library, which
// knows the grammar, and is held against it by tests.
package codec

import (
	"reflect"
	"strings"
	"sync"
)

// field is a field of a struct.
type field struct {
	name     string
	index    int
	omitZero bool
}

var known sync.Map // the fields of structs, as []field by reflect.Type

// fields are those of a struct that have a name in JSON.
func fields(of reflect.Type) []field {
	if list, ok := known.Load(of); ok {
		return list.([]field)
	}
	var list []field
	for i := range of.NumField() {
		name, option, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			list = append(list, field{name, i, option == "omitzero"})
		}
	}
	known.Store(of, list)
	return list
}
