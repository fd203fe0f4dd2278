//go:build js && wasm

// Command worker answers how the engine runs at the edge: the HTTP interface of package endpoint as a Cloudflare Worker.
// The runtime starts it anew for every request, so it does nothing before it is asked. This is the only package that
// knows the workers library; everything else about the interface is portable Go.
package main

import (
	"github.com/syumai/workers"

	"inroad/rules/api"
	"inroad/wasm/worker/endpoint"
)

// version is set by the build, through the linker.
var version = "dev"

func main() {
	workers.Serve(endpoint.Handler(api.New(version).Handle))
}
