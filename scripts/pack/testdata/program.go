// A program that walks its stack in every way that Go has.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println("depth", descend(100_000))
	fmt.Println("recovered:", recovered())
	fall("second")
}

// descend grows the stack, which moves it, and has its garbage collected now and then.
func descend(depth int) int {
	if depth == 0 {
		return 0
	}
	kept := []*int{new(int)}
	if depth%25_000 == 0 {
		runtime.GC()
	}
	*kept[0] = descend(depth-1) + 1
	return *kept[0]
}

func recovered() (value any) {
	defer func() { value = recover() }()
	fall("first")
	return nil
}

//go:noinline
func fall(value string) { panic(value) }
