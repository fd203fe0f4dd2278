// Package sets holds the rule sets that come with Inroad, a folder each. A set is added by adding
// its folder: nothing here or elsewhere names it.
package sets

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed */*.cedarschema */*.cedar */*.json
var files embed.FS

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
	if !slices.Contains(Builtin(), name) {
		return nil, fmt.Errorf("no rule set is called %q", name)
	}
	folder, err := fs.Sub(files, name)
	if err != nil {
		return nil, err
	}
	return ReadFolder(folder)
}

// ReadFolder gives the files of a set's folder. One that is not there is left out.
func ReadFolder(folder fs.FS) (Files, error) {
	out := Files{}
	for _, name := range Names() {
		text, err := fs.ReadFile(folder, name)
		switch {
		case err == nil:
			out[name] = string(text)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return out, nil
}
