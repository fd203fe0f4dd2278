package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Go's runtime finds what it knows of its functions by the table that runtime/symtab.go describes, pclntab. It starts with
// these bytes: the version that Go has had since 1.20, two zeros, instructions of at least one byte, pointers of eight.
var tableStart = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// What follows them, in numbers of eight bytes: how many functions there are, and where parts of the table begin.
const (
	functionCount = 8
	valuesStart   = 56 // of tables that give a value for each place in the code: the size of the stack, the line, the file
	entriesStart  = 64 // of the functions' entries, two numbers of four bytes for each: its code, and where its record is
)

// The fields of a function's record that lead to tables of values, each of four bytes; 0 is no table.
const (
	stackField = 16
	fileField  = 20
	lineField  = 24
	countField = 28 // of the tables of other values
	unitField  = 32 // where the names of its files begin
	startField = 36 // the line that it starts at
	othersAt   = 44
)

// dropLines clears what leads from code to its files and lines, of Go's table of functions in a memory. A stack trace then
// has the names of its functions alone; all else that the runtime asks of the table stays.
func dropLines(memory []byte) error {
	start := bytes.Index(memory, tableStart)
	if start < 0 || bytes.Contains(memory[start+1:], tableStart) {
		return errors.New("the table of functions, pclntab, is not found: this version of Go may write another")
	}
	table := memory[start:]
	at := func(field int) int { return int(binary.LittleEndian.Uint64(table[field:])) }
	number := func(field int) int { return int(binary.LittleEndian.Uint32(table[field:])) }

	needed, lines := map[int]bool{}, map[int]bool{} // where a table of values begins; functions may share one
	entries := at(entriesStart)
	for function := range at(functionCount) {
		record := entries + number(entries+8*function+4)
		needed[number(record+stackField)] = true
		for other := range number(record + countField) {
			needed[number(record+othersAt+4*other)] = true
		}
		for _, field := range []int{fileField, lineField} {
			lines[number(record+field)] = true
		}
		for _, field := range []int{fileField, lineField, unitField, startField} {
			clear(table[record+field:][:4])
		}
	}
	for from := range lines {
		if from != 0 && !needed[from] {
			clearValues(table[at(valuesStart)+from:])
		}
	}
	return nil
}

// clearValues clears the table of values that begins there: pairs of a step of the value and a step in the code, up to a
// step of the value by 0, which the first may be.
func clearValues(table []byte) {
	for first := true; ; first = false {
		size := sizeOf(table)
		if last := table[0] == 0 && !first; last {
			return
		}
		size += sizeOf(table[size:])
		clear(table[:size])
		table = table[size:]
	}
}

// sizeOf is how many bytes the number at the front takes.
func sizeOf(table []byte) int {
	_, size := binary.Uvarint(table)
	return size
}
