package scripts

import (
	"os/exec"
	"regexp"
	"testing"
)

// Where the time went is asked most when something failed.
func TestPartsSaysHowLongEachTook(t *testing.T) {
	out, err := exec.Command("./parts", "help", "nothing", "types").Output()
	if err == nil {
		t.Error("parts passes, though there is no target nothing")
	}
	want := regexp.MustCompile(`\n *\d+ s  help\n *\d+ s  nothing, which did not pass\n$`)
	if !want.Match(out) {
		t.Errorf("parts ends with neither the time of each nor which did not pass:\n%s", out)
	}
}
