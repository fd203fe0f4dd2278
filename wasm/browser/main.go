//go:build js && wasm

// Command browser answers how JavaScript reaches the engine. Started in a page, a worker or Node, it sets
//
//	globalThis.inroad = {
//	  handle(request: string): string | [string, Uint8Array]   // JSON in, JSON out: the requests and responses of package api,
//	                                                           // and the bytes that a response speaks of
//	  version: string                   // what this engine was built from
//	}
//
// then calls globalThis.inroadReady(), if the loader has put a function there, and stays to answer. Nothing else is
// published.
//
// handle never throws: a panic of the engine, or an argument that is no string, comes back as a response with the
// member "internal", and later calls still answer. It answers one call at a time and synchronously, so a page runs it
// in a worker.
//
// This is the only package that knows safejs, and it holds conversions only: what a request means is told in package
// api, whose dispatcher is tested without JavaScript.
package main

import (
	"fmt"

	"github.com/hack-pad/safejs"

	"inroad/rules/api"
)

// version is set by the build, through the linker.
var version = "dev"

func main() {
	if err := publish(api.New(version).HandleBytes); err != nil {
		panic(err)
	}
	select {} // The published function needs the program to stay.
}

// publish puts an engine where JavaScript finds it and says so.
func publish(handle func(request []byte) (response, bytes []byte)) error {
	function, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		return respond(handle, args)
	})
	if err != nil {
		return err
	}
	global := safejs.Global()
	if err := global.Set("inroad", map[string]any{"handle": function, "version": version}); err != nil {
		return err
	}
	ready, err := global.Get("inroadReady")
	if err != nil || ready.Type() != safejs.TypeFunction {
		return err
	}
	_, err = ready.Invoke()
	return err
}

// respond passes one call to the engine. It is the one place that recovers: a panic that reached the JavaScript
// runtime would leave the caller with a made-up value, or end the program.
func respond(handle func(request []byte) (response, bytes []byte), args []safejs.Value) (response any) {
	defer func() {
		if reason := recover(); reason != nil {
			response = string(api.Internal(fmt.Sprint("the engine panicked: ", reason)))
		}
	}()
	// String() of another type would not fail but describe the value, so the type is looked at first.
	if len(args) != 1 || args[0].Type() != safejs.TypeString {
		return string(api.Internal("handle takes one argument, a string of JSON"))
	}
	request, err := args[0].String()
	if err != nil {
		return string(api.Internal(err.Error()))
	}
	text, bytes := handle([]byte(request))
	if bytes == nil {
		return string(text)
	}
	array, err := bytesOf(bytes)
	if err != nil {
		return string(api.Internal(err.Error()))
	}
	return []any{string(text), array}
}

// bytesOf copies bytes to where JavaScript may keep them, or give them to another thread.
func bytesOf(bytes []byte) (safejs.Value, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return safejs.Value{}, err
	}
	array, err := class.New(len(bytes))
	if err != nil {
		return safejs.Value{}, err
	}
	_, err = safejs.CopyBytesToJS(array, bytes)
	return array, err
}
