package lint

import (
	"slices"
	"strconv"
	"strings"

	"inroad/rules/diagnostic"
	"inroad/rules/policy/cedar"
	"inroad/rules/world"
)

// A place is where something is written or stands in a text of rules, or in a schema, that may be as broken as it is while it is
// written: it is found by its tokens alone.
type place struct {
	text   string
	offset int
	rule   []diagnostic.Span // the tokens of the rule, or of the declaration, up to the place, without the one that stands there
	here   diagnostic.Span   // the token that stands there; empty where none does
	after  []diagnostic.Span // the tokens behind it
	quoted bool              // whether the place is in a text in quotes
	inside bool              // whether it is in a comment
}

// begins reports whether the next rule begins with a token, though none has ended.
func (p *place) begins(t diagnostic.Span) bool {
	word := t.Of(p.text)
	first := word == "@" || word == "permit" || word == "forbid"
	return first && p.effect() >= 0 && strings.Contains(p.text[p.rule[len(p.rule)-1].End:t.Start], "\n")
}

// placeAt finds a place in a text, of which begins says where the next rule or declaration begins.
func placeAt(text string, offset int, begins func(*place, diagnostic.Span) bool) *place {
	tokens, comments := cedar.Tokens(text)
	p := &place{text: text, offset: offset, here: diagnostic.Span{Start: offset, End: offset}}
	for _, c := range comments {
		p.inside = p.inside || c.Start < offset && offset <= c.End
	}
	for i, t := range tokens {
		word := t.Of(text)
		if t.Start >= offset && p.here.Start != t.Start {
			p.after = tokens[i:]
			break
		}
		if t.End >= offset && (named(word) || word[0] == '"') && (t.Start < offset || named(word)) {
			closed := len(word) > 1 && strings.HasSuffix(word, `"`)
			if word[0] == '"' && closed && t.End == offset {
				p.rule = append(p.rule, t)
				continue
			}
			p.here, p.quoted = t, word[0] == '"'
			if p.quoted && !closed {
				p.here.End = offset
			}
			continue
		}
		if t.Start >= offset {
			p.after = tokens[i:]
			break
		}
		if begins(p, t) {
			p.rule = nil
		}
		p.rule = append(p.rule, t)
		if word == ";" {
			p.rule = nil
		}
	}
	return p
}

// named reports whether a token is a name or a word.
func named(token string) bool {
	return token[0] == '_' || token[0] >= 'a' && token[0] <= 'z' || token[0] >= 'A' && token[0] <= 'Z'
}

// word is one of the rule's tokens up to the place; below 0, counted from its end. It is "" where there is none.
func (p *place) word(i int) string {
	if i < 0 {
		i += len(p.rule)
	}
	if i < 0 || i >= len(p.rule) {
		return ""
	}
	return p.rule[i].Of(p.text)
}

// next is one of the tokens behind the place, from 0; "" where there is none.
func (p *place) next(i int) string {
	if i >= len(p.after) {
		return ""
	}
	return p.after[i].Of(p.text)
}

// ends reports whether the tokens before the place end with some; "" is any.
func (p *place) ends(words ...string) bool {
	for i, word := range words {
		if got := p.word(i - len(words)); got == "" || word != "" && got != word {
			return false
		}
	}
	return true
}

// effect is the number of the token permit or forbid; -1 where the rule has not come to it.
func (p *place) effect() int {
	return slices.IndexFunc(p.rule, func(t diagnostic.Span) bool { return slices.Contains([]string{"permit", "forbid"}, t.Of(p.text)) })
}

// brackets are the numbers of the tokens that open what is open at the place, from the outside.
func (p *place) brackets() []int {
	var open []int
	for i := range p.rule {
		switch p.word(i) {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			open = open[:max(len(open)-1, 0)]
		}
	}
	return open
}

// unquote is a text without its quotes.
func unquote(token string) string {
	if text, err := strconv.Unquote(token); err == nil {
		return text
	}
	return strings.Trim(token, `"`)
}

// pairs are the kinds of pair that the scope of the rule at the place lets through, as far as it is written; all where it lets
// none through.
func (p *place) pairs(w *world.World) []world.KindPair {
	kinds := map[string]string{}
	var actions []string
	for i := max(p.effect(), 0); i < len(p.rule) && p.word(i) != "{"; i++ {
		if p.word(i+1) == "is" {
			kinds[p.word(i)] = p.word(i + 2)
		}
		if p.word(i) == "Action" && p.word(i+1) == "::" {
			actions = append(actions, unquote(p.word(i+2)))
		}
	}
	var list []world.KindPair
	for _, pair := range w.Pairs() {
		fits := func(variable string, kind *world.Kind) bool {
			return kinds[variable] == "" || kinds[variable] == kind.Type
		}
		offered := slices.ContainsFunc(w.Actions, func(a *world.Action) bool {
			return a.Applies(pair) && (actions == nil || slices.Contains(actions, a.Name))
		})
		if offered && fits("principal", pair.Sender) && fits("resource", pair.Recipient) {
			list = append(list, pair)
		}
	}
	if list == nil {
		return w.Pairs()
	}
	return list
}

// facts are what a variable has in some kinds of pair, in the order of the schema, each name once.
func facts(w *world.World, variable string, pairs []world.KindPair) []*world.Fact {
	side, known := map[string]world.Side{"principal": world.Sender, "resource": world.Recipient, "context": world.Either}[variable]
	if !known {
		return nil
	}
	var list []*world.Fact
	seen := map[string]bool{}
	for _, f := range w.Facts() {
		name := f.Name()
		if f.Side != side || name == "" || seen[name] || !slices.ContainsFunc(pairs, f.Is) {
			continue
		}
		seen[name] = true
		list = append(list, f)
	}
	return list
}
