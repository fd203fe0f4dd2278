package main

import (
	"os"
	"regexp"
	"unicode/utf8"
)

// A colour is an ANSI escape code. They are the terminal's own sixteen, so that its theme decides what is legible.
type colour string

const (
	red     colour = "31"
	green   colour = "32"
	yellow  colour = "33"
	magenta colour = "35"
	faint   colour = "2"
)

// coloured reports whether a file is a terminal that wants colours (https://no-color.org).
func coloured(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// paint colours a text where the output is in colour.
func (s streams) paint(c colour, text string) string {
	if !s.colour || c == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// width is the number of characters that a text shows.
func width(text string) int { return utf8.RuneCountInString(escapes.ReplaceAllString(text, "")) }

// markColours are those of answers.
var markColours = map[string]colour{"free": green, "cost": yellow, "contested": magenta, "forbidden": red, "unstated": faint}

var effectColours = map[string]colour{"permit": green, "forbid": red, "warn": yellow}
