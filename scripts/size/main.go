// Command size answers how much a visitor downloads before the engine runs, and what that is made of: it prints the size of
// a file as built, with gzip and with brotli, and fails when brotli's is above the limit. The same program, linked with the
// names of its functions, tells whose code takes how much.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"

	"github.com/andybalholm/brotli"
)

// limit is the most bytes that the engine may have, compressed with brotli at its best.
const limit = 1_600_000

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: size FILE NAMED")
		os.Exit(2)
	}
	if err := report(os.Stdout, os.Args[1], os.Args[2], limit); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

// report prints the sizes of a file and what it is made of, and is an error where brotli's is above a limit.
func report(out io.Writer, file, named string, limit int) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	module, err := os.ReadFile(named)
	if err != nil {
		return err
	}
	parts, err := owners(module)
	if err != nil {
		return fmt.Errorf("%s: %w", named, err)
	}
	zipped, err := compressed(content, func(w io.Writer) (io.WriteCloser, error) {
		return gzip.NewWriterLevel(w, gzip.BestCompression)
	})
	if err != nil {
		return err
	}
	brotlied, err := compressed(content, func(w io.Writer) (io.WriteCloser, error) {
		return brotli.NewWriterLevel(w, brotli.BestCompression), nil
	})
	if err != nil {
		return err
	}
	if err := table(out, parts, brotlied); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d bytes, gzip %d, brotli %d (limit %d)\n", file, len(content), zipped, brotlied, limit)
	if brotlied > limit {
		return fmt.Errorf("%s is %d bytes above the limit", file, brotlied-limit)
	}
	return nil
}

// compressed is the size of content after compression.
func compressed(content []byte, compressor func(io.Writer) (io.WriteCloser, error)) (int, error) {
	var buffer bytes.Buffer
	w, err := compressor(&buffer)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(content); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return buffer.Len(), nil
}
