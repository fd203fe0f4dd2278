package scenario

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

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

// behindMark is a string without the byte order mark that its text begins with.
func (n node) behindMark(file []byte) node {
	if text, marked := strings.CutPrefix(n.text, "\uFEFF"); marked {
		size, _ := character(file[n.offset+1:])
		n.text, n.offset = text, n.offset+size
	}
	return n
}

// holder is a value of a file that holds a text: Cedar in a string, or an object as it stands.
type holder struct {
	node
	path   string
	file   []byte
	starts []int // of a string: where the character stands in the file that a byte of the text is of; found when first asked for
}

// diagnostic is one of the text that is held, as one of the file. A string is on one line however many its text has, so that of
// one it is said where in the text, too.
func (h *holder) diagnostic(d *diagnostic.Diagnostic) *diagnostic.Diagnostic {
	if d.From.Line == 0 {
		return d.Inside(h.path)
	}
	moved := d.Moved(h.place, h.written)
	if h.kind == '"' {
		moved.From = d.From
	}
	out := moved.Inside(h.path)
	out.Range, out.Fixes = moved.Range, moved.Fixes
	return out
}

// place is where a piece of the text stands in the file.
func (h *holder) place(s diagnostic.Span) diagnostic.Span {
	if h.kind != '"' {
		return s.By(h.offset)
	}
	if h.starts == nil {
		for at := h.offset + 1; at < h.end-1; {
			size, width := character(h.file[at:])
			for range width {
				h.starts = append(h.starts, at)
			}
			at += size
		}
		h.starts = append(h.starts, h.end-1)
	}
	return diagnostic.Span{Start: h.starts[s.Start], End: h.starts[s.End]}
}

// written is how the file writes what is put into the text.
func (h *holder) written(text string) string {
	if h.kind != '"' {
		return text
	}
	quoted := quote(text)
	return quoted[1 : len(quoted)-1]
}

// character is how many bytes the first character of what a JSON string holds takes in the file, and in the text.
func character(text []byte) (size, width int) {
	switch {
	case text[0] != '\\':
		_, size := utf8.DecodeRune(text)
		return size, size
	case text[1] != 'u':
		return len(`\n`), 1
	}
	size = len(`\u0000`)
	if unit, _ := strconv.ParseUint(string(text[2:size]), 16, 16); utf16.IsSurrogate(rune(unit)) {
		return 2 * size, utf8.UTFMax // the other half follows
	} else {
		return size, utf8.RuneLen(rune(unit))
	}
}
