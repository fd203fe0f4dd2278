package spelling

import "testing"

func TestA(t *testing.T) {
	for noun, want := range map[string]string{"ward": "a ward", "outpost": "an outpost", "Agency": "an Agency", "": "a "} {
		if got := A(noun); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
