package spelling

import "testing"

func TestA(t *testing.T) {
	for noun, want := range map[string]string{"ward": "a ward", "outpost": "an outpost", "Agency": "an Agency", "": "a "} {
		if got := A(noun); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A name is near that looks the same, however many of its letters are of another alphabet.
func TestNearestLooksTheSame(t *testing.T) {
	known := []string{"career", "free"}
	for name, want := range map[string]string{
		"carer": "career", "c\u0430r\u0435\u0435r": "career", "\uff26\uff32\uff25\uff25": "free", "fr\u200bee": "free", "\u0434\u0430\u0440": "",
	} {
		if got := Nearest(name, known); got != want {
			t.Errorf("%+q is %q, want %q", name, got, want)
		}
	}
}

func TestMixed(t *testing.T) {
	for text, want := range map[string]bool{
		"Acme": false, "\u0410cme": true, "\u041e\u0410\u041e Acme": false, "\uff33\uff2f": false, "S\uff2f": true, "SMS\u043a\u0430": false, "a\u200db": true, "caf\u00e9": false,
	} {
		if got := Mixed(text); got != want {
			t.Errorf("%+q: %t", text, got)
		}
	}
}
