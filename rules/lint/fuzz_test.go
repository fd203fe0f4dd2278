package lint_test

import (
	"testing"

	"inroad/rules/diagnostic"
)

// FuzzAnyText holds that any text is answered about, wherever the cursor stands in it: with places that are in the text, and
// with fixes that can be made.
func FuzzAnyText(f *testing.F) {
	const whole = `@id("a") @reading("C1=list") // remark
permit (principal is Member, action in [Action::"message", Action::"reply"], resource is Membr)
when { principal.tier == Tier::"free" and !(context.degree > 2) || resource has compny }
unless { resource.inmail == "nobdy" };
permit(principal, action, resource) when { "ö𝄞" like "a*" };`
	for n := range len(whole) {
		f.Add(whole[:n], n)
		f.Add(whole, n)
	}
	f.Add("\x00\xff", 1)
	l := linter(f)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		in := func(s diagnostic.Span) bool { return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) }
		found := l.Lint(text)
		for _, d := range found.Diagnostics {
			if !in(d.Range) {
				t.Fatalf("%s at %v", d.Code, d.Range)
			}
			for _, fix := range d.Fixes {
				last := 0
				for _, e := range fix.Edits {
					if !in(e.Span) || e.Start < last {
						t.Fatalf("%s: an edit at %v", d.Code, e.Span)
					}
					last = e.End
				}
			}
		}
		offset = min(max(offset, 0), len(text))
		if at, _ := l.Complete(text, offset); !in(at) {
			t.Fatalf("what is completed is at %v", at)
		}
		if got := l.Hover(text, offset); !in(got.Span) {
			t.Fatalf("what is hovered is at %v", got.Span)
		}
	})
}
