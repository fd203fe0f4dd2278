// Command serve answers where to look at the built page: it serves a folder on localhost, at the port that PORT names (0
// takes a free one), and prints the address.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
)

func main() {
	// A pipe reaches its end however the process at the other end died, killed included.
	untilEOF := flag.Bool("until-eof", false, "end when standard input does, and so with the process that holds the pipe to it")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: serve [-until-eof] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if *untilEOF {
		go func() {
			io.Copy(io.Discard, os.Stdin)
			os.Exit(0)
		}()
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	if err := serve(flag.Arg(0), port); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(folder, port string) error {
	if _, err := os.Stat(filepath.Join(folder, "index.html")); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no page in %s: make dist builds it", folder)
	}
	listener, err := net.Listen("tcp", "localhost:"+port)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %s is in use: choose another one, as in PORT=8081 make run", port)
	}
	if err != nil {
		return err
	}
	fmt.Printf("Inroad is at http://localhost:%d/ (Ctrl+C stops it)\n", listener.Addr().(*net.TCPAddr).Port)
	return http.Serve(listener, site(folder))
}

// site serves a folder's files. A browser asks again each time, so that a new build is seen at once.
func site(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}

// What a system says about file types can be wrong or missing, and a browser runs no script and streams no WebAssembly
// under another type.
func init() {
	for extension, kind := range map[string]string{
		".js":          "text/javascript; charset=utf-8",
		".mjs":         "text/javascript; charset=utf-8",
		".wasm":        "application/wasm",
		".webmanifest": "application/manifest+json",
	} {
		if err := mime.AddExtensionType(extension, kind); err != nil {
			panic(err)
		}
	}
}
