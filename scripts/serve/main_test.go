package main

import (
	"bufio"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The test binary is the command too, for a test that needs a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("SERVE") != "" {
		main()
	}
	os.Exit(m.Run())
}

// The browser tests hold a pipe to their server: whoever kills them ends it too, and the next run finds no port taken.
func TestEndsWithStandardInput(t *testing.T) {
	server := exec.Command(os.Args[0], "-until-eof", folder(t))
	server.Env = append(os.Environ(), "SERVE=1", "PORT=0")
	server.Stderr = os.Stderr
	stdin, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer server.Process.Kill()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`http://localhost:[1-9]\d*`).FindString(line)
	response, err := http.Get(address)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	response.Body.Close()

	stdin.Close()
	if err := server.Wait(); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(address); err == nil {
		t.Errorf("%s still answers", address)
	}
}

// folder is a built page: an index and the named files.
func folder(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range append(names, "index.html") {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTypes(t *testing.T) {
	types := map[string]string{
		"inroad.wasm":          "application/wasm",
		"page.js":              "text/javascript; charset=utf-8",
		"worker.mjs":           "text/javascript; charset=utf-8",
		"page.css":             "text/css; charset=utf-8",
		"icon.svg":             "image/svg+xml",
		"manifest.webmanifest": "application/manifest+json",
		"":                     "text/html; charset=utf-8",
	}
	var names []string
	for name := range types {
		if name != "" {
			names = append(names, name)
		}
	}
	handler := site(folder(t, names...))
	for name, want := range types {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", "/"+name, nil))
		if got := w.Header().Get("Content-Type"); w.Code != 200 || got != want {
			t.Errorf("/%s: status %d, %q, want %q", name, w.Code, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	handler := site(folder(t, "page.js", "page.js.br", "page.js.gz", "icon.svg", "icon.svg.gz", "index.html.br"))
	for _, test := range []struct{ path, accept, want string }{
		{"/page.js", "gzip, deflate, br, zstd", "page.js.br"},
		{"/page.js", "gzip", "page.js.gz"},
		{"/page.js", "GZIP;Q=0.5", "page.js.gz"},
		{"/page.js", "br;q=0.5, gzip", "page.js.gz"},
		{"/page.js", "br;q=0, *", "page.js.gz"},
		{"/page.js", "*", "page.js.br"},
		{"/page.js", "identity, br;q=0.5", "page.js"},
		{"/page.js", "br;q=x", "page.js"},
		{"/page.js", "deflate", "page.js"},
		{"/page.js", "", "page.js"},
		{"/icon.svg", "br, gzip", "icon.svg.gz"},
		{"/", "br", "index.html.br"},
	} {
		r := httptest.NewRequest("GET", test.path, nil)
		r.Header.Set("Accept-Encoding", test.accept)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if got := w.Body.String(); got != test.want {
			t.Errorf("%s with %q: %q, want %q", test.path, test.accept, got, test.want)
		}
		encoding := map[string]string{".br": "br", ".gz": "gzip"}[filepath.Ext(test.want)]
		if got := w.Header().Get("Content-Encoding"); got != encoding {
			t.Errorf("%s with %q: encoding %q, want %q", test.path, test.accept, got, encoding)
		}
		plain := strings.TrimSuffix(strings.TrimSuffix(test.want, ".br"), ".gz")
		if got, want := w.Header().Get("Content-Type"), mime.TypeByExtension(filepath.Ext(plain)); got != want {
			t.Errorf("%s with %q: type %q, want %q", test.path, test.accept, got, want)
		}
		if got := w.Header().Get("Vary"); got != "Accept-Encoding" {
			t.Errorf("%s with %q: Vary is %q", test.path, test.accept, got)
		}
	}
}

// A page that was built again is seen at once, compressed or not, and one that was not costs no download.
func TestNewBuild(t *testing.T) {
	dir := folder(t, "page.js", "page.js.br")
	handler := site(dir)
	get := func(etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/page.js", nil)
		r.Header.Set("Accept-Encoding", "br")
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if got := w.Header().Get("Cache-Control"); got != "no-cache" {
			t.Errorf("Cache-Control is %q", got)
		}
		return w
	}
	etag := get("").Header().Get("ETag")
	if w := get(etag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("the same build: status %d, %q", w.Code, w.Body)
	}
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(filepath.Join(dir, "page.js"), later, later); err != nil {
		t.Fatal(err)
	}
	if w := get(etag); w.Code != http.StatusOK || w.Body.String() != "page.js" {
		t.Errorf("built again and not compressed yet: status %d, %q", w.Code, w.Body)
	}
	if err := os.Chtimes(filepath.Join(dir, "page.js.br"), later, later); err != nil {
		t.Fatal(err)
	}
	if w := get(etag); w.Code != http.StatusOK || w.Body.String() != "page.js.br" {
		t.Errorf("built again: status %d, %q", w.Code, w.Body)
	}
}

func TestCacheControl(t *testing.T) {
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "docs/assets"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "docs/assets/page-1a2b.js"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/":                         "no-cache",
		"/docs/assets/page-1a2b.js": "public, max-age=31536000, immutable",
		"/assets/gone-3c4d.js":      "",
	} {
		w := httptest.NewRecorder()
		site(dir).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if got := w.Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestPortInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := serve(folder(t), port); err == nil || !strings.Contains(err.Error(), "port "+port+" is in use") {
		t.Errorf("serve on a taken port: %v", err)
	}
}

func TestNoPage(t *testing.T) {
	if err := serve(t.TempDir(), "0"); err == nil || !strings.Contains(err.Error(), "make dist") {
		t.Errorf("serve of an empty folder: %v", err)
	}
}
