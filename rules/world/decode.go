package world

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Decode reads a data file of a rule set strictly. Its error says where the text is wrong and in
// what way, in the words of the file: the library's own messages name Go's types.
func Decode(text string, into any) error {
	err := json.Unmarshal([]byte(text), into, json.RejectUnknownMembers(true))
	var syntax *jsontext.SyntacticError
	var meaning *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsontext.ErrDuplicateName):
		errors.As(err, &syntax)
		return fmt.Errorf("%q stands twice in the same object; keep one", syntax.JSONPointer.LastToken())
	case errors.As(err, &syntax):
		before := text[:min(int(syntax.ByteOffset), len(text))]
		return fmt.Errorf("line %d: this is not JSON", strings.Count(before, "\n")+1)
	case errors.As(err, &meaning):
		var path strings.Builder
		for part := range meaning.JSONPointer.Tokens() {
			if path.Len() > 0 {
				path.WriteByte('.')
			}
			path.WriteString(part)
		}
		if path.Len() > 0 { // what is wrong with the whole file has no place in it
			path.WriteString(": ")
		}
		if errors.Is(err, json.ErrUnknownName) {
			return fmt.Errorf("%sunknown field", path.String())
		}
		return fmt.Errorf("%sthis cannot be %s", path.String(), kinds[meaning.JSONKind])
	default:
		return errors.New("this cannot be read")
	}
}

var kinds = map[jsontext.Kind]string{
	'n': "null", 't': "true", 'f': "false", '"': "a string", '0': "this number", '{': "an object", '[': "a list", 0: "read",
}
