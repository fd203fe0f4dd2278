package codec

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/diagnostic"
)

// Spot is where something is written, or stands, in a JSON text that may be as broken as it is while it is written.
type Spot struct {
	Path   []string        // of the value; of the one that a name names, or of the object where a name may stand and none does
	Name   bool            // it is the place of a member's name
	Here   diagnostic.Span // what stands there, in its quotes; empty where nothing does
	Text   string          // the same without its quotes
	Quoted bool            // it is a string, closed or not
	Valued bool            // the member whose name stands there has a colon already
	Others []string        // the names of the other members around it
}

// SpotAt finds the spot of an offset in a text. What ends there stands there, unless it is closed by a quote.
func SpotAt(text string, offset int) Spot {
	tokens := tokens(text)
	spot := Spot{Here: diagnostic.Span{Start: offset, End: offset}}
	var levels []level
	next := 0 // the token behind the spot
	for ; next < len(tokens); next++ {
		t := tokens[next]
		if t.Start >= offset || stands(t, offset, t.Of(text)) {
			break
		}
		levels = enter(levels, t.Of(text))
	}
	for _, l := range levels {
		if l.list || l.behind {
			spot.Path = append(spot.Path, l.step())
		}
	}
	if len(levels) > 0 {
		spot.Name = !levels[len(levels)-1].list && !levels[len(levels)-1].behind
		spot.Others = levels[len(levels)-1].keys
	}
	if next < len(tokens) && tokens[next].Start < offset {
		here := tokens[next]
		next++
		if !closed(here.Of(text)) {
			here.End = offset // what is open swallows the rest of its line
		}
		spot.Here, spot.Text, spot.Quoted = here, unquote(here.Of(text)), text[here.Start] == '"'
		if spot.Name {
			spot.Path = append(spot.Path, spot.Text)
		}
	}
	spot.Valued = next < len(tokens) && tokens[next].Of(text) == ":"
	spot.Others = append(spot.Others[:len(spot.Others):len(spot.Others)], later(text, tokens[next:])...)
	return spot
}

// level is an object or a list that is open.
type level struct {
	list   bool
	number int      // of the item in a list
	name   string   // of the member that was read last
	behind bool     // its colon
	keys   []string // names of members before that one
}

// step is the level's part of a path.
func (l level) step() string {
	if l.list {
		return strconv.Itoa(l.number)
	}
	return l.name
}

// enter goes past a token.
func enter(levels []level, token string) []level {
	switch token {
	case "{", "[":
		return append(levels, level{list: token == "["})
	case "}", "]":
		return levels[:max(len(levels)-1, 0)]
	}
	if len(levels) == 0 {
		return levels
	}
	switch at := &levels[len(levels)-1]; {
	case token == "," && at.list:
		at.number++
	case token == "," && at.behind:
		at.keys, at.behind = append(at.keys, at.name), false
	case token == ":" && !at.list:
		at.behind = true
	case token[0] == '"' && !at.list && !at.behind:
		at.name = unquote(token)
	}
	return levels
}

// later are the names of the members that follow, up to the end of the object that the tokens begin in.
func later(text string, tokens []diagnostic.Span) []string {
	var names []string
	depth := 0
	for i, t := range tokens {
		switch word := t.Of(text); {
		case word == "{" || word == "[":
			depth++
		case word == "}" || word == "]":
			if depth--; depth < 0 {
				return names
			}
		case word == ":" && depth == 0 && i > 0:
			names = append(names, unquote(tokens[i-1].Of(text)))
		}
	}
	return names
}

// tokens are the places of all that stands in a text: a string up to its quote or the end of its line, and any other word.
func tokens(text string) []diagnostic.Span {
	var list []diagnostic.Span
	for at := 0; at < len(text); {
		end := at + 1
		switch {
		case strings.IndexByte(" \t\r\n", text[at]) >= 0:
			at++
			continue
		case text[at] == '"':
			for end < len(text) && text[end] != '"' && text[end] != '\n' {
				if text[end] == '\\' && end+1 < len(text) && text[end+1] != '\n' {
					end++
				}
				end++
			}
			if end < len(text) && text[end] == '"' {
				end++
			}
		case !punctuation(text[at:end]):
			for end < len(text) && strings.IndexByte(" \t\r\n{}[]:,\"", text[end]) < 0 {
				end++
			}
		}
		list = append(list, diagnostic.Span{Start: at, End: end})
		at = end
	}
	return list
}

// stands reports whether a token that begins before an offset reaches it, so that what is written there goes on with it.
func stands(t diagnostic.Span, offset int, token string) bool {
	if punctuation(token) {
		return false
	}
	complete := token[0] == '"' && closed(token)
	return t.End > offset || t.End == offset && !complete
}

func punctuation(token string) bool { return len(token) == 1 && strings.Contains("{}[]:,", token) }

// closed reports whether a token is no string, or one with both of its quotes.
func closed(token string) bool {
	return token[0] != '"' || len(token) > 1 && token[len(token)-1] == '"'
}

// unquote is a string without its quotes, also where it is not closed.
func unquote(token string) string {
	if text, err := jsontext.AppendUnquote(nil, token); err == nil {
		return string(text)
	}
	return strings.Trim(token, `"`)
}
