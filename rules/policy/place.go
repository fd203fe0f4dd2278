package policy

import (
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
)

// token is a piece of Cedar text that is neither space nor comment.
type token struct {
	text       string
	start, end int
}

// pairs are the operators of two characters.
var pairs = []string{"&&", "||", "==", "!=", "<=", ">=", "::"}

// lex cuts Cedar text into tokens, fine enough to find brackets, operators and the
// keywords when and unless. Text that Cedar would refuse is cut somehow.
func lex(text string) []token {
	var tokens []token
	for i := 0; i < len(text); {
		start := i
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			continue
		case c == '/' && i+1 < len(text) && text[i+1] == '/':
			for i < len(text) && text[i] != '\n' {
				i++
			}
			continue
		case strings.HasPrefix(text[i:], "/*"):
			end := strings.Index(text[i+2:], "*/")
			if end < 0 {
				i = len(text)
				break // a comment without an end is a token, so that it can be named
			}
			i += end + 4
			continue
		case c == '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			i = min(i+1, len(text))
		case word(c):
			for i < len(text) && word(text[i]) {
				i++
			}
		case i+1 < len(text) && slices.Contains(pairs, text[i:i+2]):
			i += 2
		default:
			i++
		}
		tokens = append(tokens, token{text[start:i], start, i})
	}
	return tokens
}

func word(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// placeConditions finds where each condition stands in the rule's text. cedar-go keeps
// the place of a whole policy only, so the text is split as flatten splits the tree, and
// a place counts when what stands there parses to the very condition.
func placeConditions(r *Rule, tree *ast.Policy) {
	var spans []span
	tokens := lex(r.Text)
	for i := 0; i < len(tokens); i++ {
		keyword := tokens[i].text
		if keyword != "when" && keyword != "unless" || i+1 == len(tokens) || tokens[i+1].text != "{" {
			continue
		}
		end := closing(tokens, i+1)
		spans = append(spans, splitSpans(tokens[i+2:end], keyword == "when")...)
		i = end
	}
	placed := r.Conditions[len(r.Conditions)-len(flatten(&ast.Policy{Conditions: tree.Conditions})):]
	for _, c := range r.Conditions {
		c.Text = cedarText(c.expr)
	}
	for i, c := range placed {
		if len(spans) == len(placed) && spanIs(r.Text[spans[i].start:spans[i].end], c.expr) {
			c.Start, c.End = spans[i].outer, spans[i].outerEnd
			c.Text = strings.Join(strings.Fields(r.Text[spans[i].start:spans[i].end]), " ")
		}
		switch {
		case c.want:
		case strings.Contains(c.Text, " "):
			c.Text = "!(" + c.Text + ")"
		default:
			c.Text = "!" + c.Text
		}
	}
}

// span is the place of an expression, and the same with the ! before it.
type span struct{ start, end, outer, outerEnd int }

// splitSpans splits the tokens of an expression as flatten splits its tree.
func splitSpans(tokens []token, want bool) []span {
	if len(tokens) == 0 {
		return nil
	}
	operator := "&&"
	other := "||"
	if !want {
		operator, other = other, operator
	}
	var parts [][]token
	depth, from := 0, 0
	for i, t := range tokens {
		switch t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case "if":
			// An if-then-else at this level swallows what follows.
			if depth == 0 {
				return []span{whole(tokens)}
			}
		case operator:
			if depth == 0 {
				parts = append(parts, tokens[from:i])
				from = i + 1
			}
		case other:
			// && binds closer than ||: an or at this level cannot be split by its ands,
			// while an and inside an or's part is found by going into the part.
			if depth == 0 && operator == "&&" {
				return []span{whole(tokens)}
			}
		}
	}
	parts = append(parts, tokens[from:])
	if len(parts) == 1 {
		first := tokens[0]
		if first.text == "!" && len(tokens) > 1 && unary(tokens[1:]) {
			inner := splitSpans(tokens[1:], !want)
			if len(inner) == 1 {
				inner[0].outer, inner[0].outerEnd = first.start, tokens[len(tokens)-1].end
			}
			return inner
		}
		if first.text == "(" && closing(tokens, 0) == len(tokens)-1 {
			return splitSpans(tokens[1:len(tokens)-1], want)
		}
		return []span{whole(tokens)}
	}
	var spans []span
	for _, part := range parts {
		spans = append(spans, splitSpans(part, want)...)
	}
	return spans
}

// unary reports whether a ! before the tokens is about all of them: no comparison stands
// at their level.
func unary(tokens []token) bool {
	depth := 0
	for _, t := range tokens {
		switch t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		case "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "in", "like", "has", "is", "&&", "||":
			if depth == 0 {
				return false
			}
		}
	}
	return true
}

func whole(tokens []token) span {
	start, end := tokens[0].start, tokens[len(tokens)-1].end
	return span{start, end, start, end}
}

// closing is the number of the token that closes the bracket at a token; the last one
// where none does.
func closing(tokens []token, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch tokens[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens) - 1
}

// spanIs reports whether a piece of text is the expression.
func spanIs(text string, expr ast.IsNode) bool {
	list, err := cedar.NewPolicyListFromBytes("", []byte("permit(principal, action, resource) when { "+text+" };"))
	if err != nil || len(list) != 1 {
		return false
	}
	conditions := (*ast.Policy)(list[0].AST()).Conditions
	return len(conditions) == 1 && ast.Equal(ast.NewNode(conditions[0].Body), ast.NewNode(expr))
}
