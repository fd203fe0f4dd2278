package main

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// noise does not compress, so its size is known.
func noise(size int) []byte {
	content := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(content)
	return content
}

func file(t *testing.T, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "engine.wasm")
	if err := os.WriteFile(file, content, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLimit(t *testing.T) {
	const limit = 100_000 // Brotli at its best takes seconds for what a whole engine may have.
	named := file(t, module("main.main", "runtime.main"))
	if err := report(io.Discard, file(t, noise(limit*9/10)), named, limit); err != nil {
		t.Errorf("a file below the limit was refused: %v", err)
	}
	if err := report(io.Discard, file(t, noise(limit*11/10)), named, limit); err == nil {
		t.Error("a file above the limit was accepted")
	}
}
