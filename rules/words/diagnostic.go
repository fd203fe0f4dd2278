package words

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"inroad/rules/diagnostic"
)

// Told is a message as one text: what is wrong, and what to do.
func Told(say Language, m *diagnostic.Message) string {
	text, note := say.Diagnostic(m)
	if note == "" {
		return text
	}
	return say.Text(say.Sentence(text), note)
}

// Diagnosed is a diagnostic as one text, without its place: what it is in, what is wrong, and what to do.
func Diagnosed(say Language, d *diagnostic.Diagnostic) string {
	text := Told(say, d.Message)
	for _, place := range slices.Backward(d.In) {
		text = say.Placed(Told(say, place), text)
	}
	return text
}

// Located is a diagnostic as one text with its place, as it stands among other text.
func Located(say Language, d *diagnostic.Diagnostic) string {
	text := Diagnosed(say, d)
	if d.Path != "" {
		text = say.Placed(d.Path, text)
	}
	if where := d.Where(); where != nil {
		text = say.Placed(Told(say, where), text)
	}
	return text
}

// templates are the sentences of a language by their codes. Each is a line "code: text", or "code: text ¶ what to do".
//
// {0} is the first argument, and stands for a list with commas where it is one. {0 quoted} puts it, or each of a list, in
// quotes; {0 or} and {0 and} put a word before the last. ⟨a|b⟩ is the first of several texts whose arguments all say
// something, or nothing: an empty text or list, and no message, say nothing.
type templates map[string]string

func newTemplates(lines string) templates {
	list := templates{}
	for _, line := range strings.Split(lines, "\n") {
		if code, text, ok := strings.Cut(line, ": "); ok {
			list[code] = text
		}
	}
	return list
}

// say fills the template of a message, in a language.
func (t templates) say(in Language, m *diagnostic.Message) (text, note string) {
	text, note, _ = strings.Cut(t[m.Code.String()], " ¶ ")
	f := filler{in, m.Args}
	text, _ = f.fill(text)
	note, _ = f.fill(note)
	return text, note
}

// A filler puts arguments into a template.
type filler struct {
	say  Language
	args []any
}

// fill gives the text, and whether every argument in it says something.
func (f filler) fill(template string) (text string, whole bool) {
	var b strings.Builder
	whole = true
	for rest := template; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case r == '{' && rest[1] >= '0' && rest[1] <= '9':
			slot, after, _ := strings.Cut(rest[1:], "}")
			filled, says := f.slot(slot)
			whole = whole && says
			b.WriteString(filled)
			rest = after
		case r == '⟨':
			section, after, _ := strings.Cut(rest[size:], "⟩")
			for choice := range strings.SplitSeq(section, "|") {
				if filled, ok := f.fill(choice); ok {
					b.WriteString(filled)
					break
				}
			}
			rest = after
		default:
			b.WriteRune(r)
			rest = rest[size:]
		}
	}
	return b.String(), whole
}

// slot is an argument as a slot asks for it, "0", "0 quoted", "0 quoted or", and whether it says something.
func (f filler) slot(slot string) (text string, says bool) {
	number, how, _ := strings.Cut(slot, " ")
	arg, quoted := f.args[number[0]-'0'], strings.HasPrefix(how, "quoted")
	var items []string
	switch list := arg.(type) {
	case []string:
		for _, item := range list {
			items = append(items, f.one(item, quoted))
		}
	case []any:
		for _, item := range list {
			items = append(items, f.one(item, quoted))
		}
	default:
		return f.one(arg, quoted), arg != "" && arg != diagnostic.Code(0) && arg != (*diagnostic.Message)(nil)
	}
	if len(items) > mostItems {
		items = append(items[:mostItems], "…")
	}
	switch {
	case strings.HasSuffix(how, "or"):
		text = f.say.Or(items...)
	case strings.HasSuffix(how, "and"):
		text = f.say.And(items...)
	default:
		text = f.say.List(items...)
	}
	return text, len(items) > 0
}

// one is an argument that is no list.
func (f filler) one(arg any, quoted bool) string {
	switch arg := arg.(type) {
	case string:
		if quoted {
			return strconv.Quote(cut(arg, mostQuoted))
		}
		return cut(arg, mostSaid)
	case diagnostic.Kind:
		return f.say.Article(string(arg))
	case diagnostic.Code:
		return Told(f.say, &diagnostic.Message{Code: arg})
	case *diagnostic.Message:
		if arg != nil {
			return Told(f.say, arg)
		}
		return ""
	default:
		return fmt.Sprint(arg)
	}
}

// What a text says is cut down to what a mistake can show of it.
const (
	mostQuoted = 60  // characters of a name or a value
	mostSaid   = 300 // of an expression
	mostItems  = 100 // of a list
)

func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}
