package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/spelling"
)

// reader collects the mistakes of a file while it is read.
type reader struct {
	source []byte
	errors []Error
	lint   bool    // whether what is merely odd is collected, too
	held   []Error // by lint, in texts that the file holds: as many as there are
}

// maxErrors keeps a hostile file from being answered at greater length than it has.
const maxErrors = 100

// complain notes a mistake in the value at a path.
func (r *reader) complain(path string, code diagnostic.Code, args ...any) {
	r.note(&diagnostic.Diagnostic{Path: path, Message: diagnostic.Say(code, args...)})
}

// note notes a mistake.
func (r *reader) note(e Error) {
	if len(r.errors) <= maxErrors {
		r.errors = append(r.errors, e)
	}
}

// noteHeld notes what is wrong, or by lint odd, in a text that the file holds.
func (r *reader) noteHeld(e Error) {
	switch {
	case r.lint:
		r.held = append(r.held, e)
	case e.Code.Severity() == diagnostic.Error:
		r.note(e)
	}
}

// refuse notes what is wrong with the value at a path.
func (r *reader) refuse(path string, err error) {
	r.note(&diagnostic.Diagnostic{Path: path, Message: Cause(err)})
}

// Cause is an error as a mistake has it. What is none of the user's is told in the words of whoever failed.
func Cause(err error) *diagnostic.Message {
	var m *diagnostic.Message
	if !errors.As(err, &m) {
		m = diagnostic.Say(diagnostic.Internal, err.Error())
	}
	return m
}

// complainOf notes a mistake in a name: two fields of the same name have the same path,
// so their places tell them apart.
func (r *reader) complainOf(f field, path string, code diagnostic.Code, args ...any) {
	r.note(&diagnostic.Diagnostic{Path: path, Message: diagnostic.Say(code, args...), Range: f.span})
}

// finish gives the mistakes, each with its place and in the order of the text, the last of them a
// word on those left out.
func (r *reader) finish(root node) []Error {
	if len(r.errors) > maxErrors {
		r.errors[maxErrors] = &diagnostic.Diagnostic{Message: diagnostic.Say(diagnostic.MoreMistakes, maxErrors)}
	}
	r.errors = append(r.errors, r.held...)
	if len(r.errors) == 0 {
		return nil
	}
	spans := map[string]diagnostic.Span{}
	root.spans("", spans)
	var placed []Error
	for _, e := range r.errors {
		if e.Range.End == 0 && e.Path != "" {
			e.Range = spans[e.Path]
		}
		if e.Range.End > 0 {
			placed = append(placed, e)
		}
	}
	diagnostic.Place("", string(r.source), placed...)
	diagnostic.Sort(r.errors)
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

// short cuts a name down to what a path can hold.
func short(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "…"
}

// fields reads an object's fields: what to do with each known name. Unknown names and
// names that stand twice are mistakes; so is a required name that is missing.
func (r *reader) fields(path string, n node, known map[string]func(path string, n node), required ...string) bool {
	if n.kind != '{' {
		r.mustBe(path, diagnostic.AnObject, n)
		return false
	}
	seen := map[string]bool{}
	for _, f := range n.fields {
		p := join(path, f.name)
		read, ok := known[f.name]
		switch {
		case seen[f.name]:
			r.complainOf(f, p, diagnostic.RepeatedName, f.name)
		case !ok:
			r.unknownField(f, p, n.without(sortedKeys(known)))
		default:
			read(p, f.value)
		}
		seen[f.name] = true
	}
	for _, name := range required {
		if !seen[name] {
			r.complain(path, diagnostic.MissingField, name)
		}
	}
	return true
}

// without are those of some names that an object has no field of: a field that is there already was not meant by another.
func (n node) without(names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(n.fields, func(f field) bool { return f.name == name })
	})
}

// mustBe notes that a value is of another type than it must be.
func (r *reader) mustBe(path string, what diagnostic.Code, n node) {
	r.complain(path, diagnostic.WrongType, what, n.kindName())
}

// unknownField notes a field that there is not, and which was probably meant.
func (r *reader) unknownField(f field, path string, known []string) {
	nearest := spelling.Nearest(f.name, known)
	r.note(&diagnostic.Diagnostic{Path: path, Message: diagnostic.Say(diagnostic.UnknownField, nearest), Range: f.span, Fixes: quotedFix(f.span, nearest)})
}

// quotedFix writes the name that was probably meant instead of a string; nothing where none is near.
func quotedFix(at diagnostic.Span, nearest string) []diagnostic.Fix {
	if nearest == "" {
		return nil
	}
	return []diagnostic.Fix{diagnostic.Replace(at, quote(nearest))}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// list reads a list's items one by one.
func (r *reader) list(path string, n node, item func(path string, n node)) {
	if n.kind != '[' {
		r.mustBe(path, diagnostic.AList, n)
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
		r.mustBe(path, diagnostic.AString, n)
		return ""
	}
	if err := checkText(n.text, most, allowed); err != nil {
		r.refuse(path, err)
	}
	return n.text
}

// checkText says what is wrong with a text: its length, or a control character. Marks
// that turn the direction of what follows count as such: they can make a name read as
// another.
func checkText(s string, most int, allowed string) error {
	if count := utf8.RuneCountInString(s); count > most {
		return diagnostic.Say(diagnostic.LongText, count, most)
	}
	for _, c := range s {
		turns := c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029
		if (unicode.IsControl(c) || turns) && !strings.ContainsRune(allowed, c) {
			return diagnostic.Say(diagnostic.ControlCharacter, fmt.Sprintf("U+%04X", c))
		}
	}
	return nil
}

// The longest texts, in characters.
const (
	maxName        = 200
	maxDescription = 20_000
)

func isID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(c rune) bool {
		return c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z')
	})
}

func (r *reader) id(path string, n node) string {
	if n.kind != '"' {
		r.mustBe(path, diagnostic.ActorID, n)
		return ""
	}
	if !isID(n.text) {
		r.complain(path, diagnostic.BadID, n.text)
		return ""
	}
	return n.text
}

// maxNumber bounds a number that an actor has.
const maxNumber = 1_000_000

func (r *reader) number(path string, n node) int64 {
	if n.kind != '0' {
		r.mustBe(path, diagnostic.WholeNumber, n)
		return 0
	}
	value, err := parseNumber(n.text)
	if err != nil {
		r.refuse(path, err)
	}
	return value
}

func parseNumber(text string) (int64, error) {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || value < 0 || value > maxNumber {
		return 0, diagnostic.Say(diagnostic.BadNumber, text, maxNumber)
	}
	return value, nil
}

func (r *reader) boolean(path string, n node) bool {
	if n.kind != 't' && n.kind != 'f' {
		r.mustBe(path, diagnostic.TrueOrFalse, n)
	}
	return n.kind == 't'
}

// choice reads one of a few names.
func (r *reader) choice(path string, n node, names []string) string {
	if n.kind != '"' {
		r.mustBe(path, diagnostic.AString, n)
		return ""
	}
	if err := oneOf(n.text, names); err != nil {
		span := diagnostic.Span{Start: n.offset, End: n.end}
		r.note(&diagnostic.Diagnostic{Path: path, Message: Cause(err), Range: span, Fixes: quotedFix(span, spelling.Nearest(n.text, names))})
		return ""
	}
	return n.text
}

// oneOf says that a name is none of a few; nil if it is.
func oneOf(name string, names []string) error {
	if slices.Contains(names, name) {
		return nil
	}
	return diagnostic.Say(diagnostic.NotInDomain, name, spelling.Nearest(name, names), names)
}

// readings reads an object of questions and readings.
func (r *reader) readings(path string, n node, set *policy.RuleSet) []policy.Choice {
	if n.kind != '{' {
		r.mustBe(path, diagnostic.QuestionsObject, n)
		return nil
	}
	var list []policy.Choice
	seen := map[string]bool{}
	for _, f := range n.fields {
		p := join(path, f.name)
		if seen[f.name] {
			r.complainOf(f, p, diagnostic.RepeatedName, f.name)
			continue
		}
		seen[f.name] = true
		if f.value.kind != '"' {
			r.mustBe(p, diagnostic.ReadingName, f.value)
			continue
		}
		choice, err := set.Choose(f.name, f.value.text)
		if err != nil {
			r.refuse(p, err)
			continue
		}
		list = append(list, choice)
	}
	slices.SortStableFunc(list, func(a, b policy.Choice) int { return cmp.Compare(a.Question, b.Question) })
	return list
}
