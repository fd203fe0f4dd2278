package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestPrecompress(t *testing.T) {
	folder, cache := t.TempDir(), t.TempDir()
	text := strings.Repeat("who can reach whom ", 100)
	files := map[string]string{
		"index.html":        text,
		"assets/page.js":    text + "as a script",
		"assets/font.woff2": text,
		"short.css":         "a{}",
	}
	for name, content := range files {
		put := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(put), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(put, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	stale := filepath.Join(folder, "short.css.br")
	if err := os.WriteFile(stale, []byte("of before"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(cache, "of before"), nil, 0o666); err != nil {
		t.Fatal(err)
	}

	for _, round := range []string{"first", "from the cache"} {
		total, err := precompress(folder, cache)
		if err != nil {
			t.Fatal(err)
		}
		if total.files != 3 || total.gzip >= total.plain || total.brotli >= total.plain {
			t.Errorf("%s: %+v", round, total)
		}
		for _, name := range []string{"index.html", "assets/page.js"} {
			if got := read(t, filepath.Join(folder, name+".br"), func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }); got != files[name] {
				t.Errorf("%s: %s.br is %q", round, name, got)
			}
			if got := read(t, filepath.Join(folder, name+".gz"), func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }); got != files[name] {
				t.Errorf("%s: %s.gz is %q", round, name, got)
			}
		}
	}

	for _, name := range []string{stale, filepath.Join(folder, "assets/font.woff2.br"), filepath.Join(cache, "of before")} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	if kept, err := os.ReadDir(cache); err != nil || len(kept) != 3 {
		t.Errorf("the cache has %d files, %v", len(kept), err)
	}
}

func read(t *testing.T, name string, decompressor func(io.Reader) (io.Reader, error)) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := decompressor(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(text)
}
