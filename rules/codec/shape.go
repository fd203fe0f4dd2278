package codec

import (
	"reflect"
	"strings"

	"inroad/rules/diagnostic"
)

// Shape is what a value at a place of a JSON text must be.
type Shape struct {
	Is     diagnostic.Code // AnObject, AList, AString and so on
	Fields []string        // the names that an object may have, where a struct says so
	Way    string          // the fields of structs on the way there: "values.price"; "" for the whole
}

// ShapeAt is the shape of the value at a path of a text that is read as a type; no where nothing can stand there.
func ShapeAt(of reflect.Type, path []string) (s Shape, ok bool) {
	var way []string
	for _, step := range path {
		switch of.Kind() {
		case reflect.Map, reflect.Slice:
			of = of.Elem()
		case reflect.Struct:
			next := reflect.Type(nil)
			for _, f := range fields(of) {
				if f.name == step {
					next = of.Field(f.index).Type
				}
			}
			if next == nil {
				return s, false
			}
			of, way = next, append(way, step)
		default:
			return s, false
		}
	}
	s = Shape{Is: kindOf(of), Way: strings.Join(way, ".")}
	if of.Kind() == reflect.Struct {
		for _, f := range fields(of) {
			s.Fields = append(s.Fields, f.name)
		}
	}
	return s, true
}
