package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// node is a JSON value, as written: duplicate names are kept, so that they can be named.
type node struct {
	kind        jsontext.Kind // one of n f t " 0 { [
	text        string        // a string's value or a number's digits
	fields      []field       // of an object
	items       []node        // of a list
	offset, end int           // where it begins and ends, in bytes
}

type field struct {
	name   string
	value  node
	offset int // where the name begins
}

// kindName is how a value's kind is called in an error.
func (n node) kindName() string {
	switch n.kind {
	case 'n':
		return "null"
	case 't', 'f':
		return "true or false"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '{':
		return "an object"
	default:
		return "a list"
	}
}

// maxDepth is more than any scenario needs.
const maxDepth = 16

var errDeep = fmt.Errorf("values are nested more than %d deep", maxDepth)

// parseTree reads one JSON value and nothing after it; what is what the value is called.
func parseTree(text []byte, what string) (node, *Error) {
	t := tree{text, jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true))}
	root, err := t.node(0)
	offset := int(t.decoder.InputOffset())
	if err == nil {
		offset = t.next()
		if _, end := t.decoder.ReadToken(); end == nil {
			err = fmt.Errorf("something follows the %s's closing brace", what)
		} else if end != io.EOF {
			err = end
		}
	}
	if err == nil {
		return root, nil
	}
	var syntax *jsontext.SyntacticError
	message := err.Error()
	if errors.As(err, &syntax) {
		offset, message = int(syntax.ByteOffset), syntax.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		offset, message = len(text), "it ends too early"
	}
	line, column := lineColumn(text, offset)
	return node{}, &Error{Message: "this is not JSON: " + message, Line: line, Column: column}
}

// lineColumn finds the line and the column, in characters, of an offset in bytes.
func lineColumn(text []byte, offset int) (line, column int) {
	before := text[:min(offset, len(text))]
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

// tree reads a text as nodes.
type tree struct {
	text    []byte
	decoder *jsontext.Decoder
}

// next is where the next token begins: after what separates it from the one before.
func (t tree) next() int {
	offset := int(t.decoder.InputOffset())
	return offset + len(t.text[offset:]) - len(bytes.TrimLeft(t.text[offset:], " \t\r\n,:"))
}

func (t tree) node(depth int) (node, error) {
	if depth > maxDepth {
		return node{}, errDeep
	}
	offset := t.next()
	token, err := t.decoder.ReadToken()
	if err != nil {
		return node{}, err
	}
	n := node{kind: token.Kind(), offset: offset}
	switch n.kind {
	case '"', '0':
		n.text = token.String()
	case '{':
		for t.decoder.PeekKind() != '}' {
			offset := t.next()
			name, err := t.decoder.ReadToken()
			if err != nil {
				return node{}, err
			}
			key := name.String()
			value, err := t.node(depth + 1)
			if err != nil {
				return node{}, err
			}
			n.fields = append(n.fields, field{key, value, offset})
		}
		_, err = t.decoder.ReadToken()
	case '[':
		for t.decoder.PeekKind() != ']' {
			item, err := t.node(depth + 1)
			if err != nil {
				return node{}, err
			}
			n.items = append(n.items, item)
		}
		_, err = t.decoder.ReadToken()
	}
	n.end = int(t.decoder.InputOffset())
	return n, err
}

// offsets are where the values below a path begin, by their paths. Of a duplicate name it
// is the first, the one that was read.
func (n node) offsets(path string, into map[string]int) {
	if _, seen := into[path]; seen {
		return
	}
	into[path] = n.offset
	for _, f := range n.fields {
		f.value.offsets(join(path, f.name), into)
	}
	for i, item := range n.items {
		item.offsets(at(path, i), into)
	}
}
