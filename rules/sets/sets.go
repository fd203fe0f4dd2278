// Package sets holds the rule sets that come with Inroad, a folder each. A set is added by adding
// its folder: nothing here or elsewhere names it. Its compiled form comes from make compiled.
package sets

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed */*.cedarschema */*.cedar */*.json
var files embed.FS

//go:embed */compiled
var compiled embed.FS

// first is the set of a scenario that names none, as the file format promises.
const first = "article"

// Files are the files of a set's folder, by their names.
type Files map[string]string

// The files of a set.
const (
	Schema     = "schema.cedarschema"
	Impossible = "impossible.cedar"
	Rules      = "rules.cedar"
	Warnings   = "warnings.cedar"
	Data       = "set.json"
	Words      = "words.en.json"
)

// Names are the files of a set, in the order in which they are read. Only the first must be there.
func Names() []string { return []string{Schema, Data, Words, Impossible, Rules, Warnings} }

// Default is the name of the set of a scenario that names none.
func Default() string { return first }

// Builtin lists the sets that come with Inroad, the default first.
func Builtin() []string {
	folders, err := files.ReadDir(".")
	if err != nil {
		panic("sets: " + err.Error())
	}
	names := []string{first}
	for _, f := range folders {
		if f.IsDir() && f.Name() != first {
			names = append(names, f.Name())
		}
	}
	return names
}

// Read gives the files of a set that comes with Inroad.
func Read(name string) (Files, error) {
	read, err := readAll(func(file string) ([]byte, error) { return files.ReadFile(name + "/" + file) })
	if len(read) == 0 && err == nil {
		err = fmt.Errorf("no rule set is called %q", name)
	}
	return read, err
}

// Compiled is the compiled form of a set that comes with Inroad, which package policy makes and understands; "" where a set has
// none yet.
func Compiled(name string) string {
	text, err := compiled.ReadFile(name + "/compiled")
	if err != nil {
		return ""
	}
	return string(text)
}

// ReadFolder gives the files of a set's folder. One that is not there is left out.
func ReadFolder(folder fs.FS) (Files, error) {
	return readAll(func(file string) ([]byte, error) { return fs.ReadFile(folder, file) })
}

func readAll(read func(file string) ([]byte, error)) (Files, error) {
	out := Files{}
	for _, name := range Names() {
		text, err := read(name)
		switch {
		case err == nil:
			out[name] = string(text)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return out, nil
}
