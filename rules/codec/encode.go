package codec

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Encode writes a value as JSON. The members of an object come in the order of the struct's fields, those of a map by name;
// a list or a map that is nil is an empty one. Text that is no UTF-8 is an error, for JSON cannot hold it.
func Encode(value any) ([]byte, error) { return encode(nil, reflect.ValueOf(value)) }

// encode appends a value to a text.
func encode(text []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Invalid: // what an interface without a value holds
		return append(text, "null"...), nil
	case reflect.Pointer, reflect.Interface:
		return encode(text, v.Elem())
	case reflect.Bool:
		return strconv.AppendBool(text, v.Bool()), nil
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(text, v.Int(), 10), nil
	case reflect.Float64:
		return append(text, jsontext.Float(v.Float()).String()...), nil
	case reflect.String:
		return jsontext.AppendQuote(text, v.String())
	case reflect.Slice:
		return list(text, "[]", v.Len(), func(text []byte, i int) ([]byte, error) { return encode(text, v.Index(i)) })
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortStableFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		return list(text, "{}", len(keys), func(text []byte, i int) ([]byte, error) {
			return named(text, keys[i].String(), v.MapIndex(keys[i]))
		})
	case reflect.Struct:
		var there []field
		for _, f := range fields(v.Type()) {
			if !f.omitZero || !v.Field(f.index).IsZero() {
				there = append(there, f)
			}
		}
		return list(text, "{}", len(there), func(text []byte, i int) ([]byte, error) {
			return named(text, there[i].name, v.Field(there[i].index))
		})
	}
	panic(fmt.Sprintf("codec: nothing says how a %s is written", v.Type()))
}

// list appends so many things between brackets.
func list(text []byte, brackets string, n int, thing func(text []byte, i int) ([]byte, error)) ([]byte, error) {
	text = append(text, brackets[0])
	for i := range n {
		if i > 0 {
			text = append(text, ',')
		}
		var err error
		if text, err = thing(text, i); err != nil {
			return nil, err
		}
	}
	return append(text, brackets[1]), nil
}

// named appends a member of an object.
func named(text []byte, name string, v reflect.Value) ([]byte, error) {
	text, err := jsontext.AppendQuote(text, name)
	if err != nil {
		return nil, err
	}
	return encode(append(text, ':'), v)
}
