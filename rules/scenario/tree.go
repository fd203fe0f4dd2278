package scenario

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
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
	name  string
	value node
	span  diagnostic.Span // of the name, with its quotes
}

// kindName is how a value's kind is called in a mistake.
func (n node) kindName() diagnostic.Code { return codec.Kinds[n.kind] }

// maxDepth is more than any scenario needs.
const maxDepth = 16

var errDeep = diagnostic.Say(diagnostic.DeepValues, maxDepth)

// parseTree reads one JSON value and nothing after it.
func parseTree(text []byte) (node, Error) {
	t := tree{text, jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true))}
	root, err := t.node(0)
	offset := int(t.decoder.InputOffset())
	if err == nil {
		offset = t.next()
		if _, end := t.decoder.ReadToken(); end == nil {
			err = diagnostic.Say(diagnostic.TrailingText)
		} else if end != io.EOF {
			err = end
		}
	}
	if err == nil {
		return root, nil
	}
	var syntax *jsontext.SyntacticError
	var cause any = err
	if errors.As(err, &syntax) {
		offset, cause = int(syntax.ByteOffset), syntax.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		offset, cause = len(text), diagnostic.EndsEarly
	}
	offset = min(offset, len(text))
	e := &diagnostic.Diagnostic{Message: diagnostic.Say(diagnostic.NotJSON, cause), Range: diagnostic.Span{Start: offset, End: offset}}
	diagnostic.Place("", string(text), e)
	return node{}, e
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
			key, span := name.String(), diagnostic.Span{Start: offset, End: int(t.decoder.InputOffset())}
			value, err := t.node(depth + 1)
			if err != nil {
				return node{}, err
			}
			n.fields = append(n.fields, field{key, value, span})
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

// spans are where the values below a path stand, by their paths. Of a duplicate name it
// is the first, the one that was read.
func (n node) spans(path string, into map[string]diagnostic.Span) {
	if _, seen := into[path]; seen {
		return
	}
	into[path] = diagnostic.Span{Start: n.offset, End: n.end}
	for _, f := range n.fields {
		f.value.spans(join(path, f.name), into)
	}
	for i, item := range n.items {
		item.spans(at(path, i), into)
	}
}
