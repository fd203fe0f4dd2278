package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"inroad/rules/policy"
	"inroad/rules/spelling"
)

// reader collects the mistakes of a file while it is read.
type reader struct {
	source []byte
	errors []Error
}

// maxErrors keeps a hostile file from being answered at greater length than it has.
const maxErrors = 100

// complain notes a mistake in the value at a path.
func (r *reader) complain(path, format string, args ...any) {
	if len(r.errors) <= maxErrors {
		r.errors = append(r.errors, Error{Path: path, Message: fmt.Sprintf(format, args...)})
	}
}

// complainOf notes a mistake in a name: two fields of the same name have the same path,
// so their places tell them apart.
func (r *reader) complainOf(f field, path, format string, args ...any) {
	r.complain(path, format, args...)
	last := &r.errors[len(r.errors)-1]
	last.Line, last.Column = lineColumn(r.source, f.offset)
}

// finish gives the mistakes, each with its place and in the order of the text, the last of them a
// word on those left out.
func (r *reader) finish(root node) []Error {
	if len(r.errors) == 0 {
		return nil
	}
	if len(r.errors) > maxErrors {
		r.errors[maxErrors] = Error{Message: fmt.Sprintf("there are more mistakes than the %d named", maxErrors)}
	}
	offsets := map[string]int{}
	root.offsets("", offsets)
	for i, e := range r.errors {
		if offset, ok := offsets[e.Path]; ok && e.Path != "" && e.Line == 0 {
			r.errors[i].Line, r.errors[i].Column = lineColumn(r.source, offset)
		}
	}
	slices.SortStableFunc(r.errors, func(a, b Error) int {
		if a.Line == 0 || b.Line == 0 {
			return cmp.Compare(b.Line, a.Line) // what has no place comes last
		}
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.errors
}

// plain reports whether a name needs no quotes in a path.
func plain(name string) bool {
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, func(c rune) bool {
		return c != '_' && c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
}

func join(path, name string) string {
	switch {
	case !plain(name):
		return path + "[" + strconv.Quote(short(name)) + "]"
	case path == "":
		return name
	default:
		return path + "." + name
	}
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// short cuts what a file says down to what an error can quote.
func short(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "…"
}

// repeated says what is wrong with the second of two fields of one name.
const repeated = "this name stands twice in the same object; keep one"

// fields reads an object's fields: what to do with each known name. Unknown names and
// names that stand twice are mistakes; so is a required name that is missing.
func (r *reader) fields(path string, n node, known map[string]func(path string, n node), required ...string) bool {
	if n.kind != '{' {
		r.complain(path, "this must be an object, not %s", n.kindName())
		return false
	}
	seen := map[string]bool{}
	for _, f := range n.fields {
		p := join(path, f.name)
		read, ok := known[f.name]
		switch {
		case seen[f.name]:
			r.complainOf(f, p, "%s", repeated)
		case !ok:
			r.complainOf(f, p, "unknown field%s", spelling.Suggest(f.name, sortedKeys(known)))
		default:
			read(p, f.value)
		}
		seen[f.name] = true
	}
	for _, name := range required {
		if !seen[name] {
			r.complain(path, "%q is missing", name)
		}
	}
	return true
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// list reads a list's items one by one.
func (r *reader) list(path string, n node, item func(path string, n node)) {
	if n.kind != '[' {
		r.complain(path, "this must be a list, not %s", n.kindName())
		return
	}
	for i, v := range n.items {
		item(at(path, i), v)
	}
}

// text reads a string of at most so many characters, without control characters except
// those allowed.
func (r *reader) text(path string, n node, most int, allowed string) string {
	if n.kind != '"' {
		r.complain(path, "this must be a string, not %s", n.kindName())
		return ""
	}
	if err := checkText(n.text, most, allowed); err != nil {
		r.complain(path, "%s", err)
	}
	return n.text
}

// checkText says what is wrong with a text: its length, or a control character. Marks
// that turn the direction of what follows count as such: they can make a name read as
// another.
func checkText(s string, most int, allowed string) error {
	if count := utf8.RuneCountInString(s); count > most {
		return fmt.Errorf("this is %d characters long; at most %d are allowed", count, most)
	}
	for _, c := range s {
		turns := c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029
		if (unicode.IsControl(c) || turns) && !strings.ContainsRune(allowed, c) {
			return fmt.Errorf("the control character U+%04X is not allowed here", c)
		}
	}
	return nil
}

// The longest texts, in characters.
const (
	maxName        = 200
	maxDescription = 20_000
)

const idRule = "an id is 1 to 64 of a-z, 0-9 and -"

func isID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(c rune) bool {
		return c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z')
	})
}

func (r *reader) id(path string, n node) string {
	if n.kind != '"' {
		r.complain(path, "this must be an actor's id, a string, not %s", n.kindName())
		return ""
	}
	if !isID(n.text) {
		r.complain(path, "%q cannot be an id: %s", short(n.text), idRule)
		return ""
	}
	return n.text
}

// maxNumber bounds a number that an actor has.
const maxNumber = 1_000_000

func (r *reader) number(path string, n node) int64 {
	if n.kind != '0' {
		r.complain(path, "this must be a whole number, not %s", n.kindName())
		return 0
	}
	value, err := parseNumber(n.text)
	if err != nil {
		r.complain(path, "%s", err)
	}
	return value
}

func parseNumber(text string) (int64, error) {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || value < 0 || value > maxNumber {
		return 0, fmt.Errorf("%s is not a whole number from 0 to %d", short(strconv.Quote(text)), maxNumber)
	}
	return value, nil
}

func (r *reader) boolean(path string, n node) bool {
	if n.kind != 't' && n.kind != 'f' {
		r.complain(path, "this must be true or false, not %s", n.kindName())
	}
	return n.kind == 't'
}

// choice reads one of a few names.
func (r *reader) choice(path string, n node, names []string) string {
	if n.kind != '"' {
		r.complain(path, "this must be a string, not %s", n.kindName())
		return ""
	}
	if err := oneOf(n.text, names); err != nil {
		r.complain(path, "%s", err)
		return ""
	}
	return n.text
}

// oneOf says that a name is none of a few; nil if it is.
func oneOf(name string, names []string) error {
	if slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf("%q is not one of %s%s", short(name), strings.Join(names, ", "), spelling.Suggest(name, names))
}

// readings reads an object of questions and readings.
func (r *reader) readings(path string, n node, set *policy.RuleSet) []policy.Choice {
	if n.kind != '{' {
		r.complain(path, "this must be an object of questions and readings, not %s", n.kindName())
		return nil
	}
	var list []policy.Choice
	seen := map[string]bool{}
	for _, f := range n.fields {
		p := join(path, f.name)
		if seen[f.name] {
			r.complainOf(f, p, "%s", repeated)
			continue
		}
		seen[f.name] = true
		if f.value.kind != '"' {
			r.complain(p, "this must be the name of a reading, not %s", f.value.kindName())
			continue
		}
		choice, err := set.Choose(f.name, f.value.text)
		if err != nil {
			r.complain(p, "%s", brief(err.Error()))
			continue
		}
		list = append(list, choice)
	}
	slices.SortStableFunc(list, func(a, b policy.Choice) int { return cmp.Compare(a.Question, b.Question) })
	return list
}

// brief cuts an error that may quote the file at length.
func brief(text string) string {
	if utf8.RuneCountInString(text) > 400 {
		return string([]rune(text)[:400]) + "…"
	}
	return text
}
