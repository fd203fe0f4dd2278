// Package spelling answers which known name a misspelt one was probably meant to be.
package spelling

import (
	"strings"
)

// longest is more than any name that is known here has.
const longest = 64

// A is a noun with its article: "a doctor", "an intern". It goes by the letter, not by the sound.
func A(noun string) string {
	if noun != "" && strings.ContainsRune("aeiouAEIOU", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// Nearest is the known name that was probably meant; "" where none is near.
func Nearest(name string, known []string) string {
	if latin, ok := Latin(name); ok {
		name = latin
	}
	best, distance := "", 3
	if len(name) < 5 {
		distance = 2 // nearly every short name is two letters from every other
	}
	for _, k := range known {
		if strings.EqualFold(k, name) {
			return k
		}
		if len(name) > longest || len(k) > longest {
			continue
		}
		if d := edits(name, k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits is Levenshtein's distance of two short strings.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substitute := diagonal
			if a[i] != b[j] {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j]+1, row[j+1]+1, substitute)
		}
	}
	return row[len(b)]
}
