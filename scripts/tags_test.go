package scripts

import (
	"go/build"
	"os"
	"path/filepath"
	"testing"
)

// Without its tag a file of these folders would be built natively too, where syscall/js does not exist, and the error
// would name a library, not the file. The test stands here because there it could not be built either.
func TestBridgesAreBuiltForJavaScriptOnly(t *testing.T) {
	for _, folder := range []string{"../wasm/browser", "../wasm/worker"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files were found in %s: %v", folder, err)
		}
		for _, file := range files {
			if !onlyJavaScript(t, file) {
				t.Errorf("%s lacks the line //go:build js && wasm", file)
			}
		}
	}
}

func TestMissingTagIsNoticed(t *testing.T) {
	for source, want := range map[string]bool{
		"//go:build js && wasm\n\npackage main\n": true,
		"//go:build js\n\npackage main\n":         true, // the tag js comes with wasm alone
		"//go:build wasm\n\npackage main\n":       false,
		"//go:build js || !js\n\npackage main\n":  false,
		"package main\n\n//go:build js && wasm\n": false,
		"package main\n":                          false,
	} {
		file := filepath.Join(t.TempDir(), "source.go")
		if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := onlyJavaScript(t, file); got != want {
			t.Errorf("onlyJavaScript = %v, want %v, for\n%s", got, want, source)
		}
	}
}

// onlyJavaScript reports whether a file is built for js/wasm and for nothing else.
func onlyJavaScript(t *testing.T, file string) bool {
	t.Helper()
	builtFor := func(goos, goarch string) bool {
		context := build.Default
		context.GOOS, context.GOARCH = goos, goarch
		built, err := context.MatchFile(filepath.Split(file))
		if err != nil {
			t.Fatal(err)
		}
		return built
	}
	return builtFor("js", "wasm") && !builtFor("wasip1", "wasm") && !builtFor("linux", "amd64")
}
