package words

import (
	"fmt"
	"strings"
	"unicode"
)

// Count says how many there are of something: "no credits", "1 credit", "3 credits".
func Count(n int64, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}

// Capital begins a sentence.
func Capital(sentence string) string {
	if sentence == "" {
		return ""
	}
	runes := []rune(sentence)
	return strings.ToUpper(string(runes[0])) + string(runes[1:])
}

// Lower is a label within a sentence. One with another capital, as InMail has, keeps its own.
func Lower(label string) string {
	runes := []rune(label)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && !unicode.IsSpace(runes[i-1]) {
			return label
		}
	}
	if len(runes) == 0 {
		return ""
	}
	return strings.ToLower(string(runes[0])) + string(runes[1:])
}
