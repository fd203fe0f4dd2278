package main

import (
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
