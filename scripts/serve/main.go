// Command serve answers where to look at the built page: it serves a folder on localhost, at the port that PORT names (0
// takes a free one), and prints the address.
package main

import (
	"cmp"
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
	"slices"
	"strconv"
	"strings"
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

// site serves a folder's files, compressed where scripts/precompress has left them so and the browser takes it. A browser
// asks again each time, so that a new build is seen at once; what has a hash of its content in its name stays as it is.
func site(folder string) http.Handler {
	dir := http.Dir(folder)
	files := http.FileServer(dir)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		if strings.Contains(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		w.Header().Add("Vary", "Accept-Encoding")
		if !serveCompressed(w, r, dir) {
			files.ServeHTTP(w, r)
		}
	})
}

// serveCompressed answers with a compressed file, and says whether there is one to answer with.
func serveCompressed(w http.ResponseWriter, r *http.Request, dir http.Dir) bool {
	name := r.URL.Path
	if strings.HasSuffix(name, "/index.html") {
		return false // whoever asks for it is sent to the folder
	}
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	plain, err := stat(dir, name)
	if err != nil {
		return false
	}
	for _, coding := range accepted(r.Header.Get("Accept-Encoding")) {
		file, err := dir.Open(name + coding.extension)
		if err != nil {
			continue
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil || info.ModTime().Before(plain.ModTime()) { // of an earlier build
			continue
		}
		w.Header().Set("Content-Encoding", coding.name)
		w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		w.Header().Set("ETag", fmt.Sprintf(`"%x-%x%s"`, info.ModTime().UnixNano(), info.Size(), coding.extension))
		http.ServeContent(w, r, name, plain.ModTime(), file)
		return true
	}
	return false
}

func stat(dir http.Dir, name string) (fs.FileInfo, error) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Stat()
}

// A coding is a way in which files are compressed.
type coding struct {
	name, extension string
}

// codings are those that precompress writes, the smallest first.
var codings = []coding{{"br", ".br"}, {"gzip", ".gz"}}

// accepted are the codings that an Accept-Encoding header takes, what it likes best first.
func accepted(header string) []coding {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameter)), "q="); ok {
			weight, _ = strconv.ParseFloat(q, 64) // what is no number is refused
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	weightOf := func(c coding) float64 {
		if weight, ok := weights[c.name]; ok {
			return weight
		}
		return weights["*"]
	}
	taken := slices.DeleteFunc(slices.Clone(codings), func(c coding) bool {
		weight := weightOf(c)
		return weight <= 0 || weight < weights["identity"]
	})
	slices.SortStableFunc(taken, func(a, b coding) int { return cmp.Compare(weightOf(b), weightOf(a)) })
	return taken
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
