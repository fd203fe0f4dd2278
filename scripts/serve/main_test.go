package main

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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
