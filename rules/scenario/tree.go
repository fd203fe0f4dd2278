package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// node is a JSON value, as written: duplicate names are kept, so that they can be named.
type node struct {
	kind    jsontext.Kind // one of n f t " 0 { [
	text    string        // a string's value or a number's digits
	members []member
	items   []node
}

type member struct {
	name  string
	value node
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

// parseTree reads one JSON value and nothing after it.
func parseTree(text []byte) (node, *Error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	d := jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true))
	root, err := readNode(d, 0)
	if err == nil {
		if _, end := d.ReadToken(); end == nil {
			err = errors.New("something follows the scenario's closing brace")
		} else if end != io.EOF {
			err = end
		}
	}
	if err == nil {
		return root, nil
	}
	offset := d.InputOffset()
	var syntax *jsontext.SyntacticError
	message := err.Error()
	if errors.As(err, &syntax) {
		offset, message = syntax.ByteOffset, syntax.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		offset, message = int64(len(text)), "it ends too early"
	}
	before := text[:min(int(offset), len(text))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:]))) + 1
	return node{}, &Error{Message: fmt.Sprintf("this is not JSON: line %d, column %d: %s", line, column, message)}
}

func readNode(d *jsontext.Decoder, depth int) (node, error) {
	if depth > maxDepth {
		return node{}, errDeep
	}
	token, err := d.ReadToken()
	if err != nil {
		return node{}, err
	}
	n := node{kind: token.Kind()}
	switch n.kind {
	case '"', '0':
		n.text = token.String()
	case '{':
		for d.PeekKind() != '}' {
			name, err := d.ReadToken()
			if err != nil {
				return node{}, err
			}
			key := name.String()
			value, err := readNode(d, depth+1)
			if err != nil {
				return node{}, err
			}
			n.members = append(n.members, member{key, value})
		}
		_, err = d.ReadToken()
	case '[':
		for d.PeekKind() != ']' {
			item, err := readNode(d, depth+1)
			if err != nil {
				return node{}, err
			}
			n.items = append(n.items, item)
		}
		_, err = d.ReadToken()
	}
	return n, err
}
