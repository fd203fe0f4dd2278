//go:build js && wasm

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/hack-pad/safejs"

	"inroad/rules/api"
)

const twoStrangers = `{"inroad": 1, "rules": "article", "members": [{"id": "ana"}, {"id": "ben"}]}`

// response tells the three kinds of response apart.
type response struct {
	Result   json.RawMessage `json:"result"`
	Errors   json.RawMessage `json:"errors"`
	Internal string          `json:"internal"`
}

// published publishes the engine with the given handler and returns what JavaScript then sees.
func published(t *testing.T, handle func([]byte) ([]byte, []byte)) safejs.Value {
	t.Helper()
	if err := publish(handle); err != nil {
		t.Fatal(err)
	}
	engine, err := safejs.Global().Get("inroad")
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// call calls the published handle as JavaScript would.
func call(t *testing.T, engine safejs.Value, args ...any) response {
	t.Helper()
	value, err := engine.Call("handle", args...)
	if err != nil {
		t.Fatalf("handle threw: %v", err)
	}
	if value.Type() != safejs.TypeString {
		t.Fatalf("handle returned a %v, want a string", value.Type())
	}
	text, err := value.String()
	if err != nil {
		t.Fatal(err)
	}
	var got response
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("handle returned %q: %v", text, err)
	}
	return got
}

// decide is a decide request about a scenario.
func decide(t *testing.T, scenario string) string {
	t.Helper()
	request, err := json.Marshal(api.Request{Do: "decide", Scenario: scenario, From: "ana", To: "ben", Action: "message"})
	if err != nil {
		t.Fatal(err)
	}
	return string(request)
}

func TestDocumentedMembersExist(t *testing.T) {
	engine := published(t, api.New(version).HandleBytes)
	for member, want := range map[string]safejs.Type{"handle": safejs.TypeFunction, "version": safejs.TypeString} {
		value, err := engine.Get(member)
		if err != nil {
			t.Fatal(err)
		}
		if got := value.Type(); got != want {
			t.Errorf("inroad.%s is a %v, want a %v", member, got, want)
		}
	}
}

func TestLoaderIsToldWhenReady(t *testing.T) {
	seen := safejs.TypeUndefined
	ready, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		if engine, err := safejs.Global().Get("inroad"); err == nil {
			seen = engine.Type()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Release()
	for _, name := range []string{"inroad", "inroadReady"} {
		if err := safejs.Global().Delete(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := safejs.Global().Set("inroadReady", ready); err != nil {
		t.Fatal(err)
	}
	defer safejs.Global().Delete("inroadReady")

	published(t, api.New(version).HandleBytes)
	if seen != safejs.TypeObject {
		t.Errorf("when inroadReady was called, inroad was of type %v, want an object", seen)
	}
}

func TestDecideGoesThrough(t *testing.T) {
	got := call(t, published(t, api.New(version).HandleBytes), decide(t, twoStrangers))
	if len(got.Result) == 0 {
		t.Errorf("decide gave %+v, want a result", got)
	}
}

func TestEveryExampleKeepsItsChecks(t *testing.T) {
	files, err := filepath.Glob("../../rules/sets/*/examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples were found: %v", err)
	}
	engine := published(t, api.New(version).HandleBytes)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		request, err := json.Marshal(api.Request{Do: "check", Scenario: string(text)})
		if err != nil {
			t.Fatal(err)
		}
		got := call(t, engine, string(request))
		var checked api.Checked
		if err := json.Unmarshal(got.Result, &checked); err != nil {
			t.Errorf("%s: %+v: %v", file, got, err)
		}
		if checked.Failed > 0 {
			t.Errorf("%s: %d checks failed", file, checked.Failed)
		}
	}
}

// What a response speaks of as bytes comes beside it, and is JavaScript's own.
func TestBytesComeBesideTheResponse(t *testing.T) {
	engine := published(t, api.New(version).HandleBytes)
	open, err := json.Marshal(api.Request{Do: "open", Scenario: twoStrangers})
	if err != nil {
		t.Fatal(err)
	}
	call(t, engine, string(open))
	value, err := engine.Call("handle", `{"do": "matrix"}`)
	if err != nil {
		t.Fatal(err)
	}
	text, err := value.Index(0)
	if err != nil {
		t.Fatal(err)
	}
	array, err := value.Index(1)
	if err != nil {
		t.Fatal(err)
	}
	response, err := text.String()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Result api.Cells `json:"result"`
	}
	if err := json.Unmarshal([]byte(response), &got); err != nil {
		t.Fatal(err)
	}
	cells := make([]byte, 4)
	if n, err := safejs.CopyBytesToGo(cells, array); err != nil || n != 4 {
		t.Fatalf("%d bytes of two actors: %v", n, err)
	}
	mark := func(cell byte) string { return got.Result.Outcomes[cell].Mark }
	if mark(cells[0]) != "self" || mark(cells[1]) == "self" || mark(cells[2]) == "self" || mark(cells[3]) != "self" {
		t.Errorf("%v of %+v", cells, got.Result)
	}
}

func TestBadInputGivesErrors(t *testing.T) {
	engine := published(t, api.New(version).HandleBytes)
	for name, request := range map[string]string{
		"nothing":            "",
		"no JSON":            "{",
		"no object":          "[]",
		"an unknown request": `{"do": "nothing"}`,
		"a bad scenario":     decide(t, `{"inroad": 1, "members": [{"id": "ana"}, {"id": "ana"}]}`),
	} {
		if got := call(t, engine, request); len(got.Errors) == 0 {
			t.Errorf("%s gave %+v, want errors", name, got)
		}
	}
}

func TestWrongArgumentsGiveAnError(t *testing.T) {
	engine := published(t, func([]byte) ([]byte, []byte) {
		t.Error("the engine was asked")
		return nil, nil
	})
	for name, args := range map[string][]any{
		"no argument":   {},
		"two arguments": {"{}", "{}"},
		"undefined":     {safejs.Undefined()},
		"null":          {safejs.Null()},
		"a number":      {5},
		"an object":     {map[string]any{"do": "decide"}},
	} {
		if got := call(t, engine, args...); got.Internal == "" {
			t.Errorf("%s gave %+v, want an internal error", name, got)
		}
	}
}

func TestPanicOfTheEngineIsAnswered(t *testing.T) {
	calls := 0
	engine := published(t, func(request []byte) ([]byte, []byte) {
		calls++
		if calls == 1 {
			panic("a table is missing")
		}
		return api.New(version).HandleBytes(request)
	})
	if got := call(t, engine, decide(t, twoStrangers)); got.Internal != "the engine panicked: a table is missing" {
		t.Errorf("a panic gave %+v, want an internal error with its reason", got)
	}
	if got := call(t, engine, decide(t, twoStrangers)); len(got.Result) == 0 {
		t.Errorf("the call after a panic gave %+v, want a result", got)
	}
}
