// Package wasmfile takes a WebAssembly module apart. It trusts what it reads, which the Go linker has just written.
package wasmfile

import "encoding/binary"

// The sections that are looked at, by their ids.
const (
	CustomSection = 0
	ImportSection = 2
	CodeSection   = 10
	DataSection   = 11
)

// Header is what a module begins with: the magic number and the version.
const Header = "\x00asm\x01\x00\x00\x00"

// Reader takes a module, or a part of one, apart from the front.
type Reader []byte

// Number takes a number, in WebAssembly's unsigned LEB128.
func (r *Reader) Number() int {
	n, size := binary.Uvarint(*r)
	*r = (*r)[size:]
	return int(n)
}

// Signed takes a number in signed LEB128, as constants in code are.
func (r *Reader) Signed() int64 {
	var n int64
	for shift := 0; ; {
		b := r.Take(1)[0]
		n |= int64(b&0x7f) << shift
		shift += 7
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				n |= -1 << shift
			}
			return n
		}
	}
}

// Take takes so many bytes.
func (r *Reader) Take(n int) []byte {
	taken := (*r)[:n]
	*r = (*r)[n:]
	return taken
}

// Sized takes a number and so many bytes.
func (r *Reader) Sized() []byte { return r.Take(r.Number()) }

// Section is one of a module's sections.
type Section struct {
	ID      byte
	Content []byte
}

// Sections are all of a module, in its order.
func Sections(module []byte) []Section {
	var sections []Section
	for r := Reader(module[len(Header):]); len(r) > 0; {
		id := r.Take(1)[0]
		sections = append(sections, Section{id, r.Sized()})
	}
	return sections
}

// AppendSized appends the length of bytes, and these.
func AppendSized(to, content []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(content))), content...)
}

// AppendSigned appends a number in signed LEB128.
func AppendSigned(to []byte, n int64) []byte {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(to, b)
		}
		to = append(to, b|0x80)
	}
}
