package codec

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Decode reads a JSON text strictly into what a pointer points to: a member that the struct has no field for is an error.
// The error says where the text is wrong and in what way, in the words of the text.
func Decode(text string, into any) error {
	d := decoder{jsontext.NewDecoder(bytes.NewBufferString(text))}
	err := d.value(reflect.ValueOf(into).Elem())
	if err == nil {
		err = d.end()
	}
	if err == io.EOF { // there is no value
		err = &jsontext.SyntacticError{ByteOffset: int64(len(text))}
	}
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		errors.As(err, &syntax)
		return fmt.Errorf("%q stands twice in the same object; keep one", syntax.JSONPointer.LastToken())
	case errors.As(err, &syntax):
		before := text[:min(int(syntax.ByteOffset), len(text))]
		return fmt.Errorf("line %d: this is not JSON", strings.Count(before, "\n")+1)
	}
	return err
}

type decoder struct{ *jsontext.Decoder }

// end is an error where something follows the value.
func (d decoder) end() error {
	offset := d.InputOffset()
	switch _, err := d.ReadToken(); err {
	case io.EOF:
		return nil
	case nil:
		return &jsontext.SyntacticError{ByteOffset: offset}
	default:
		return err
	}
}

// value reads the next value.
func (d decoder) value(into reflect.Value) error {
	kind := d.PeekKind()
	switch typ := into.Type(); {
	case kind == 'n':
		into.SetZero()
		return d.SkipValue()
	case typ.Kind() == reflect.Pointer:
		into.Set(reflect.New(typ.Elem()))
		return d.value(into.Elem())
	case kind == '{' && typ.Kind() == reflect.Struct:
		return d.object(func(name string) error {
			for _, f := range fields(typ) {
				if f.name == name {
					return d.value(into.Field(f.index))
				}
			}
			return d.mistake("unknown field")
		})
	case kind == '{' && typ.Kind() == reflect.Map:
		into.Set(reflect.MakeMap(typ))
		return d.object(func(name string) error {
			value := reflect.New(typ.Elem()).Elem()
			err := d.value(value)
			into.SetMapIndex(reflect.ValueOf(name).Convert(typ.Key()), value)
			return err
		})
	case kind == '[' && typ.Kind() == reflect.Slice:
		into.Set(reflect.MakeSlice(typ, 0, 0))
		return d.within(func() error {
			value := reflect.New(typ.Elem()).Elem()
			err := d.value(value)
			into.Set(reflect.Append(into, value))
			return err
		})
	}
	text, err := d.ReadValue()
	if err == nil && !simple(into, text) {
		err = d.mistake("this cannot be " + kinds[kind])
	}
	return err
}

// object reads the members of an object.
func (d decoder) object(value func(name string) error) error {
	return d.within(func() error {
		name, err := d.ReadToken()
		if err != nil {
			return err
		}
		return value(name.String())
	})
}

// within reads what is between two brackets.
func (d decoder) within(thing func() error) error {
	_, err := d.ReadToken()
	for err == nil && d.PeekKind() != '}' && d.PeekKind() != ']' {
		err = thing()
	}
	if err == nil {
		_, err = d.ReadToken()
	}
	return err
}

// simple takes over a value that holds no others, and reports whether it can be one of the type.
func simple(into reflect.Value, text jsontext.Value) bool {
	switch kind := text.Kind(); into.Kind() {
	case reflect.Bool:
		into.SetBool(kind == 't')
		return kind == 't' || kind == 'f'
	case reflect.String:
		if kind != '"' {
			return false
		}
		unquoted, err := jsontext.AppendUnquote(nil, text)
		into.SetString(string(unquoted))
		return err == nil
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(string(text), 10, into.Type().Bits())
		into.SetInt(n)
		return err == nil
	case reflect.Float64:
		x, err := strconv.ParseFloat(string(text), 64)
		into.SetFloat(x)
		return err == nil && kind == '0'
	}
	return false
}

// mistake is what is wrong with the value that was read last, or with the member whose name was.
func (d decoder) mistake(what string) error {
	var path strings.Builder
	for part := range d.StackPointer().Tokens() {
		path.WriteString(part)
		path.WriteByte('.')
	}
	if path.Len() == 0 { // what is wrong with the whole text has no place in it
		return errors.New(what)
	}
	return fmt.Errorf("%s: %s", strings.TrimSuffix(path.String(), "."), what)
}

var kinds = map[jsontext.Kind]string{
	't': "true", 'f': "false", '"': "a string", '0': "this number", '{': "an object", '[': "a list",
}
