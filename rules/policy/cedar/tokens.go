package cedar

// Tokens are the places of all that stands in a text, comments apart. What cannot be read is a token, too: a text in quotes
// that is not closed goes to the end of its line.
func Tokens(text string) (tokens, comments []Span) {
	l := lex(text)
	for _, t := range l.tokens[:len(l.tokens)-1] {
		tokens = append(tokens, t.Span)
	}
	return tokens, l.comments
}
