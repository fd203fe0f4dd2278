package spelling

import "strings"

// alike are Latin letters, each before those of Cyrillic, Greek and Armenian that look like it in most fonts.
const alike = " a\u0430\u03B1 c\u0441\u03F2 d\u0501 e\u0435 g\u0581 h\u04BB\u0570 i\u0456\u03B9 j\u0458\u03F3 l\u04CF n\u0578 o\u043E\u03BF\u0585" +
	" p\u0440\u03C1 q\u051B\u0566 s\u0455 u\u03C5\u057D v\u0475\u03BD w\u051D x\u0445 y\u0443\u04AF" +
	" A\u0410\u0391 B\u0412\u0392 C\u0421\u03F9 E\u0415\u0395 G\u050C H\u041D\u0397 I\u0406\u0399\u04C0 J\u0408 K\u041A\u039A L\u053C M\u041C\u039C" +
	" N\u039D O\u041E\u039F\u0555 P\u0420\u03A1 Q\u051A S\u0405\u054F T\u0422\u03A4 U\u054D W\u051C X\u0425\u03A7 Y\u04AE\u03A5 Z\u0396"

// unseen are characters that take no room between letters.
const unseen = "\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF"

// Latin is the ASCII text that a text looks like: with Latin letters in the place of those of other alphabets that look like them
// and of full-width ones, and without characters that are not seen. It is false where some character looks like none of ASCII.
func Latin(text string) (latin string, ok bool) {
	ok = true
	latin = strings.Map(func(r rune) rune {
		switch i := strings.IndexRune(alike, r); {
		case r < 0x80:
			return r
		case i >= 0:
			return rune(alike[strings.LastIndexByte(alike[:i], ' ')+1])
		case strings.ContainsRune(unseen, r):
			return -1
		case 0xFF10 <= r && r <= 0xFF19, 0xFF21 <= r && r <= 0xFF3A, 0xFF41 <= r && r <= 0xFF5A:
			return r - 0xFF01 + '!'
		}
		ok = false
		return r
	}, text)
	return latin, ok
}

// Mixed reports whether letters that only look Latin, or characters that are not seen, stand in one word with Latin ones.
func Mixed(text string) bool {
	letter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
	separates := func(r rune) bool { return r < 0x80 && !letter(r) && (r < '0' || r > '9') }
	for word := range strings.FieldsFuncSeq(text, separates) {
		if latin, ok := Latin(word); ok && latin != word && strings.ContainsFunc(word, letter) {
			return true
		}
	}
	return false
}
