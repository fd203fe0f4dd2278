package codec

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/diagnostic"
	"inroad/rules/spelling"
)

// Decode reads a JSON text strictly into what a pointer points to: a member that the struct has no field for is a mistake.
// It says where the text is wrong and in what way, in the words of the text.
func Decode(text string, into any) []*diagnostic.Diagnostic {
	d := decoder{jsontext.NewDecoder(bytes.NewBufferString(text))}
	err := d.value(reflect.ValueOf(into).Elem())
	if err == nil {
		err = d.end()
	}
	if err == io.EOF { // there is no value
		err = &jsontext.SyntacticError{ByteOffset: int64(len(text))}
	}
	var syntax *jsontext.SyntacticError
	var mistake *diagnostic.Diagnostic
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mistake):
		place := PlacesIn(text).Of(mistake.Path)
		mistake.Range = place.Value
		if mistake.Code == diagnostic.UnknownField {
			mistake.Range = place.Name
			if nearest := mistake.Args[0].(string); nearest != "" {
				mistake.Fixes = []diagnostic.Fix{diagnostic.Replace(place.Name, strconv.Quote(nearest))}
			}
		}
	case errors.As(err, &syntax):
		mistake = &diagnostic.Diagnostic{Message: diagnostic.Say(diagnostic.NotJSON, ""), Range: spanAt(text, int(syntax.ByteOffset))}
		if errors.Is(err, jsontext.ErrDuplicateName) {
			mistake.Message = diagnostic.Say(diagnostic.RepeatedName, syntax.JSONPointer.LastToken())
		}
	default:
		mistake = &diagnostic.Diagnostic{Message: diagnostic.Say(diagnostic.NotJSON, err.Error())}
	}
	return diagnostic.Place("", text, mistake)
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
			var known []string
			for _, f := range fields(typ) {
				if f.name == name {
					return d.value(into.Field(f.index))
				}
				known = append(known, f.name)
			}
			return d.unknown(name, known)
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
		err = d.mistake(diagnostic.WrongType, kindOf(into.Type()), is(into.Type(), kind))
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

// path is the place of the value that was read last, or of the member whose name was.
func (d decoder) path() string {
	return Place{Path: slices.Collect(d.StackPointer().Tokens())}.String()
}

// mistake is what is wrong there.
func (d decoder) mistake(code diagnostic.Code, args ...any) error {
	return &diagnostic.Diagnostic{Path: d.path(), Message: diagnostic.Say(code, args...)}
}

// unknown is a member that there is no field for.
func (d decoder) unknown(name string, known []string) error {
	return d.mistake(diagnostic.UnknownField, spelling.Nearest(name, known))
}

// Kinds are what the values of JSON are called in mistakes.
var Kinds = map[jsontext.Kind]diagnostic.Code{
	'n': diagnostic.Null, 't': diagnostic.TrueOrFalse, 'f': diagnostic.TrueOrFalse, '"': diagnostic.AString,
	'0': diagnostic.ANumber, '{': diagnostic.AnObject, '[': diagnostic.AList,
}

// kindOf is what a value of JSON must be to be read as a type.
func kindOf(t reflect.Type) diagnostic.Code {
	switch t.Kind() {
	case reflect.Bool:
		return diagnostic.TrueOrFalse
	case reflect.String:
		return diagnostic.AString
	case reflect.Slice:
		return diagnostic.AList
	case reflect.Map, reflect.Struct:
		return diagnostic.AnObject
	case reflect.Float64:
		return diagnostic.ANumber
	default:
		return diagnostic.WholeNumber
	}
}

// is what a value is that is not read as a type: a number that is none of a type is one, but not whole, or too large.
func is(t reflect.Type, kind jsontext.Kind) diagnostic.Code {
	if kind == '0' && (kindOf(t) == diagnostic.WholeNumber || kindOf(t) == diagnostic.ANumber) {
		return diagnostic.ThisNumber
	}
	return Kinds[kind]
}

// Places are where the values of a JSON text stand, in the order of the text.
type Places []Place

// Place is where a value stands.
type Place struct {
	Path        []string
	Name, Value diagnostic.Span // what has no name has its own place for it
	Text        string          // of a string
}

// String is the path as a mistake names it: "values.Tier.0.price".
func (p Place) String() string { return strings.Join(p.Path, ".") }

// PlacesIn finds the values of a JSON text, as far as it is one.
func PlacesIn(text string) Places {
	var places Places
	var open []int // the lists and objects that are not at their end
	var name diagnostic.Span
	decoder := jsontext.NewDecoder(strings.NewReader(text), jsontext.AllowDuplicateNames(true))
	for {
		span := spanAt(text, int(decoder.InputOffset()))
		token, err := decoder.ReadToken()
		if err != nil {
			return places
		}
		span.End = int(decoder.InputOffset())
		kind := token.Kind()
		container, length := decoder.StackIndex(decoder.StackDepth())
		switch {
		case kind == '}' || kind == ']':
			last := len(open) - 1
			place := &places[open[last]]
			if place.Name == place.Value {
				place.Name.End = span.End
			}
			place.Value.End = span.End
			open = open[:last]
			continue
		case container == '{' && length%2 == 1:
			name = span
			continue
		case name.End == 0:
			name = span
		}
		place := Place{Path: slices.Collect(decoder.StackPointer().Tokens()), Name: name, Value: span}
		if kind == '"' {
			place.Text = token.String()
		}
		if kind == '{' || kind == '[' {
			open = append(open, len(places))
		}
		places, name = append(places, place), diagnostic.Span{}
	}
}

// Of is the place of the value at a path. Where the text has none, it is that of the nearest object or list around it.
func (p Places) Of(path string) Place {
	var nearest Place
	for _, place := range p {
		if at := place.String(); at == "" || path == at || strings.HasPrefix(path, at+".") {
			nearest = place
		}
	}
	return nearest
}

// spanAt is an empty place at the next token behind an offset.
func spanAt(text string, offset int) diagnostic.Span {
	offset = min(offset, len(text))
	offset += len(text[offset:]) - len(strings.TrimLeft(text[offset:], " \t\r\n,:"))
	return diagnostic.Span{Start: offset, End: offset}
}
