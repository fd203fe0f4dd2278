package policy

import (
	"testing"
)

func TestLoadDebug(t *testing.T) {
	set, err := Load("article")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range set.Rules[:6] {
		for _, c := range r.Conditions {
			t.Logf("%s %d-%d %q facts=%b", r.ID, c.Start, c.End, c.Text, c.Facts)
		}
	}
	_, p := set.With(`@id("x") permit(principal is Member, action == Action::"message", resource is Member) when { resource.inmail == "nobdy" && principal.tier == Tier::"premuim" && context.degree == 9 };
@id("y") forbid(principal, action, resource) when { principal.foo == 1 };`, nil)
	for _, x := range p {
		t.Log(x.Place(), x.Message)
	}
	_, p = set.With("permit(principal, action", nil)
	t.Log(p)
}
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		read("article")
	}
}
