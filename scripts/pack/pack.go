package main

import (
	"bytes"
	"encoding/binary"
	"errors"

	"inroad/scripts/wasmfile"
)

// pack is a module with its data packed.
func pack(module []byte) ([]byte, error) {
	packed := []byte(wasmfile.Header)
	for _, section := range wasmfile.Sections(module) {
		if section.ID == wasmfile.DataSection {
			memory, err := memoryOf(section.Content)
			if err != nil {
				return nil, err
			}
			if err := dropLines(memory); err != nil {
				return nil, err
			}
			section.Content = segments(memory)
		}
		packed = wasmfile.AppendSized(append(packed, section.ID), section.Content)
	}
	return packed, nil
}

// A segment of data is written at a constant address of the one memory: these stand around the address.
const (
	oneMemory = 0x00
	constant  = 0x41
	end       = 0x0b
)

// memoryOf is what a section of data writes into memory, from address 0 on.
func memoryOf(data wasmfile.Reader) ([]byte, error) {
	var memory []byte
	for range data.Number() {
		if !bytes.Equal(data.Take(2), []byte{oneMemory, constant}) {
			return nil, errors.New("a segment of data is not at a constant address of the one memory")
		}
		address := int(data.Signed())
		if data.Take(1)[0] != end {
			return nil, errors.New("the address of a segment of data is more than a constant")
		}
		content := data.Sized()
		if behind := address + len(content); behind > len(memory) {
			memory = append(memory, make([]byte, behind-len(memory))...)
		}
		copy(memory[address:], content)
	}
	return memory, nil
}

// zeros ends a segment. Memory is zero before anything is written, so a run of zeros can be left out; but the address of
// the segment behind it compresses worse than a short run does. Go's linker leaves out runs of eight, which makes 100,000
// segments of our engine: 116 kB more of brotli than with runs of 256.
var zeros = make([]byte, 256)

// segments is the section of data that writes a memory.
func segments(memory []byte) []byte {
	count, list := 0, []byte{}
	for at := 0; at < len(memory); {
		if memory[at] == 0 {
			at++
			continue
		}
		content := memory[at:]
		if length := bytes.Index(content, zeros); length >= 0 {
			content = content[:length]
		}
		list = append(list, oneMemory, constant)
		list = append(wasmfile.AppendSigned(list, int64(at)), end)
		list = wasmfile.AppendSized(list, content)
		at += len(content)
		count++
	}
	return append(binary.AppendUvarint(nil, uint64(count)), list...)
}
