// Command precompress answers what a host sends to a browser that takes compressed files: beside each file of a folder that
// gets smaller it writes one with brotli (.br) and one with gzip (.gz), at their best, and prints what they come to.
// Brotli at its best takes seconds for a megabyte, so what it made is kept in a second folder, by content.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
)

// compressible are the files that are not compressed in themselves, as fonts and pictures are.
var compressible = []string{".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml"}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: precompress FOLDER CACHE")
		os.Exit(2)
	}
	total, err := precompress(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "precompress:", err)
		os.Exit(1)
	}
	fmt.Printf("%s: %d files of %d bytes, gzip %d, brotli %d\n", os.Args[1], total.files, total.plain, total.gzip, total.brotli)
}

// sizes are bytes of some files, as they are and compressed.
type sizes struct {
	files, plain, gzip, brotli int
}

// precompress compresses a folder's files, and leaves in the cache what it used of it and what it made.
func precompress(folder, cache string) (sizes, error) {
	if err := os.MkdirAll(cache, 0o777); err != nil {
		return sizes{}, err
	}
	var names []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && slices.Contains(compressible, filepath.Ext(name)) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return sizes{}, err
	}

	var (
		total sizes
		used  = map[string]bool{}
		errs  []error
		mutex sync.Mutex
		group sync.WaitGroup
	)
	turns := make(chan struct{}, runtime.NumCPU())
	for _, name := range names {
		turns <- struct{}{}
		group.Go(func() {
			made, key, err := compress(name, cache)
			mutex.Lock()
			defer mutex.Unlock()
			<-turns
			used[key] = true
			errs = append(errs, err)
			total.files++
			total.plain += made.plain
			total.gzip += made.gzip
			total.brotli += made.brotli
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return sizes{}, err
	}
	return total, prune(cache, used)
}

// compress writes what a file is compressed, and tells the sizes and its name in the cache.
func compress(name, cache string) (sizes, string, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return sizes{}, "", err
	}
	key := fmt.Sprintf("%x.br", sha256.Sum256(content))
	kept := filepath.Join(cache, key)
	brotlied, err := os.ReadFile(kept)
	if errors.Is(err, fs.ErrNotExist) {
		brotlied = write(content, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestCompression) })
		err = os.WriteFile(kept, brotlied, 0o666)
	}
	if err != nil {
		return sizes{}, "", err
	}
	zipped := write(content, func(w io.Writer) io.WriteCloser {
		zip, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			panic(err) // only of a level that there is not
		}
		return zip
	})
	made := sizes{plain: len(content)}
	made.brotli, err = put(name+".br", brotlied, len(content))
	if err != nil {
		return sizes{}, "", err
	}
	made.gzip, err = put(name+".gz", zipped, len(content))
	return made, key, err
}

// write is content as a compressor writes it.
func write(content []byte, compressor func(io.Writer) io.WriteCloser) []byte {
	var buffer bytes.Buffer
	w := compressor(&buffer)
	w.Write(content) // a buffer takes everything
	w.Close()
	return buffer.Bytes()
}

// put writes what a file is compressed where that is smaller, and tells what is sent then. What an earlier build left there
// goes.
func put(name string, compressed []byte, plain int) (int, error) {
	if len(compressed) < plain {
		return len(compressed), os.WriteFile(name, compressed, 0o666)
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	return plain, nil
}

// prune takes out of the cache what belongs to files of before.
func prune(cache string, used map[string]bool) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !used[entry.Name()] {
			if err := os.Remove(filepath.Join(cache, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
