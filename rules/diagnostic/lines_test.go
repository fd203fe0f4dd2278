package diagnostic

import (
	"strings"
	"testing"
	"unicode/utf16"
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

func TestUnits(t *testing.T) {
	text := "a\n\tö𝄞x\r\n"
	lines := NewLines(text)
	for _, test := range []struct {
		at   string
		want int
	}{{"a", 0}, {"\n", 1}, {"\t", 2}, {"ö", 3}, {"𝄞", 4}, {"x", 6}} {
		offset := strings.Index(text, test.at)
		if got := lines.Units(offset); got != test.want {
			t.Errorf("%q is at %d, want %d", test.at, got, test.want)
		}
		if got := lines.Offset(test.want); got != offset {
			t.Errorf("at %d is %d, want %d", test.want, got, offset)
		}
	}
	if got, want := lines.Offset(lines.Units(len(text))), len(text); got != want {
		t.Errorf("the end is at %d, want %d", got, want)
	}
	for unit, want := range map[int]int{-1: 0, 5: strings.Index(text, "𝄞"), 99: len(text)} {
		if got := lines.Offset(unit); got != want {
			t.Errorf("at %d is %d, want %d", unit, got, want)
		}
	}
}

// Every place of a text is counted from its beginning, on a long line too.
func TestLongLines(t *testing.T) {
	text := strings.Repeat("ö𝄞x\xff", 300) + "\n" + strings.Repeat("ab\n", 100) + strings.Repeat("𝄞", 300)
	lines := NewLines(text)
	want, units := Position{1, 1, 1}, 0
	for offset, r := range text {
		if got := lines.At(offset); got != want {
			t.Fatalf("%d is at %v, want %v", offset, got, want)
		}
		if got := lines.Units(offset); got != units {
			t.Fatalf("%d is at %d, want %d", offset, got, units)
		}
		if got := lines.Offset(units); got != offset {
			t.Fatalf("at %d is %d, want %d", units, got, offset)
		}
		width := len(utf16.Encode([]rune{r}))
		units += width
		want = Position{want.Line, want.Column + 1, want.Unit + width}
		if r == '\n' {
			want = Position{want.Line + 1, 1, 1}
		}
	}
}
