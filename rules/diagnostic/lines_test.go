package diagnostic

import (
	"strings"
	"testing"
)

func TestPositions(t *testing.T) {
	text := "a\n\tö𝄞x\r\n"
	lines := NewLines(text)
	for _, test := range []struct {
		at   string
		want Position
	}{
		{"a", Position{1, 1, 1}},
		{"\n\t", Position{1, 2, 2}},
		{"\tö", Position{2, 1, 1}},
		{"ö", Position{2, 2, 2}},
		{"𝄞", Position{2, 3, 3}},
		{"x", Position{2, 4, 5}},
		{"\r", Position{2, 5, 6}},
	} {
		if got := lines.At(strings.Index(text, test.at)); got != test.want {
			t.Errorf("%q is at %v, want %v", test.at, got, test.want)
		}
	}
	if got, want := lines.At(len(text)), (Position{3, 1, 1}); got != want {
		t.Errorf("the end is at %v, want %v", got, want)
	}
	if got, want := lines.At(strings.Index(text, "𝄞")+2), (Position{2, 3, 3}); got != want {
		t.Errorf("what is inside a character is at %v, want %v", got, want)
	}
}
