package endpoint

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inroad/rules/api"
)

const question = `{"scenario": {"inroad": 1, "rules": "article", "members": [{"id": "ana"}, {"id": "ben"}]}, "from": "ana", "to": "ben", "action": "message"}`

// response is what the tests look at in an answer.
type response struct {
	Result   json.RawMessage
	Errors   []api.Error
	Internal string
}

// unasked is an engine that must not be reached.
func unasked(t *testing.T) func([]byte) []byte {
	return func(request []byte) []byte {
		t.Errorf("the engine was asked %s", request)
		return nil
	}
}

func request(method, target, contentType, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	return r
}

func post(body string) *http.Request {
	return request(http.MethodPost, Path, "application/json", body)
}

// serve answers a request and checks what holds for every answer.
func serve(t *testing.T, handle func([]byte) []byte, r *http.Request) (*httptest.ResponseRecorder, response) {
	t.Helper()
	w := &strict{ResponseRecorder: httptest.NewRecorder(), t: t}
	Handler(handle).ServeHTTP(w, r)
	for name, want := range map[string]string{"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	var got response
	if w.Code == http.StatusNoContent {
		return w.ResponseRecorder, got
	}
	if kind := w.Header().Get("Content-Type"); kind != "application/json; charset=utf-8" {
		t.Errorf("the content type is %q", kind)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Errorf("the answer %q is not JSON: %v", w.Body, err)
	}
	return w.ResponseRecorder, got
}

// strict fails on a write of nothing, which would hang in a Worker.
type strict struct {
	*httptest.ResponseRecorder
	t *testing.T
}

func (w *strict) Write(text []byte) (int, error) {
	if len(text) == 0 {
		w.t.Error("nothing was written")
	}
	return w.ResponseRecorder.Write(text)
}

func TestDecision(t *testing.T) {
	w, got := serve(t, api.New("test").Handle, post(question))
	if w.Code != http.StatusOK || len(got.Result) == 0 {
		t.Errorf("status %d, %+v: want 200 and a result", w.Code, got)
	}
}

func TestScenarioReachesTheEngineAsText(t *testing.T) {
	var got api.Request
	engine := func(request []byte) []byte {
		if err := json.Unmarshal(request, &got); err != nil {
			t.Error(err)
		}
		return []byte(`{"result": {}}`)
	}
	serve(t, engine, post(`{"scenario": {"title": "Ana \u0026 Ben"}, "from": "ana", "to": "ben"}`))
	want := api.Request{Do: "decide", Scenario: `{"title": "Ana \u0026 Ben"}`, From: "ana", To: "ben"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the engine was asked (-want +got)\n%s", diff)
	}
}

func TestStatusFollowsTheEngine(t *testing.T) {
	for answer, want := range map[string]int{
		`{"result": {"verdict": "allowed"}}`:                      http.StatusOK,
		`{"errors": [{"path": "from", "message": "is unknown"}]}`: http.StatusBadRequest,
		`{"internal": "a table is missing"}`:                      http.StatusInternalServerError,
		`{}`:                                                      http.StatusInternalServerError,
		`"no object"`:                                             http.StatusInternalServerError,
	} {
		w := httptest.NewRecorder()
		Handler(func([]byte) []byte { return []byte(answer) }).ServeHTTP(w, post(question))
		if w.Code != want || w.Body.String() != answer {
			t.Errorf("status %d with %s, want %d with the engine's own %s", w.Code, w.Body, want, answer)
		}
	}
}

func TestPanicOfTheEngineIsAnswered(t *testing.T) {
	w, got := serve(t, func([]byte) []byte { panic("a table is missing") }, post(question))
	if w.Code != http.StatusInternalServerError || got.Internal != "the engine panicked: a table is missing" {
		t.Errorf("status %d, %+v: want 500 and the reason", w.Code, got)
	}
}

func TestMistakesInTheBody(t *testing.T) {
	const members = "it has scenario, from, to and action"
	for body, want := range map[string]api.Error{
		``:                               {Message: "the body is not JSON"},
		`{`:                              {Message: "the body is not JSON"},
		`{} {}`:                          {Message: "the body is not JSON"},
		`{"from": "ana", "from": "ben"}`: {Message: "the body is not JSON"},
		`[]`:                             {Message: "the body must be an object"},
		`{}`:                             {Path: "scenario", Message: "must be a scenario"},
		`{"scenario": "{}"}`:             {Path: "scenario", Message: "must be a scenario"},
		`{"scenario": null}`:             {Path: "scenario", Message: "must be a scenario"},
		`{"scenario": {}, "from": 5}`:    {Path: "from", Message: "must be a string"},
		`{"scenario": {}, "From": ""}`:   {Path: "From", Message: members},
		`{"scenario": {}, "who": ""}`:    {Path: "who", Message: members},
	} {
		w, got := serve(t, unasked(t), post(body))
		if w.Code != http.StatusBadRequest || len(got.Errors) != 1 {
			t.Errorf("%s: status %d, %+v: want 400 and one error", body, w.Code, got)
			continue
		}
		if mistake := got.Errors[0]; mistake.Path != want.Path || !strings.Contains(mistake.Message, want.Message) {
			t.Errorf("%s: %+v, want %+v", body, mistake, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	long := strings.Repeat(" ", MaxBody+1)
	for name, test := range map[string]struct {
		request *http.Request
		want    int
	}{
		"another address":        {request(http.MethodPost, "/", "application/json", question), http.StatusNotFound},
		"below the address":      {request(http.MethodPost, Path+"/", "application/json", question), http.StatusNotFound},
		"a preflight elsewhere":  {request(http.MethodOptions, "/", "", ""), http.StatusNotFound},
		"another method":         {request(http.MethodGet, Path, "", ""), http.StatusMethodNotAllowed},
		"another method, long":   {request(http.MethodPut, Path, "application/json", long), http.StatusMethodNotAllowed},
		"a form":                 {request(http.MethodPost, Path, "application/x-www-form-urlencoded", "from=ana"), http.StatusUnsupportedMediaType},
		"no type":                {request(http.MethodPost, Path, "", question), http.StatusUnsupportedMediaType},
		"a body too long":        {post(question + long), http.StatusRequestEntityTooLarge},
		"a body that breaks off": {httptest.NewRequest(http.MethodPost, Path, io.MultiReader(strings.NewReader("{"), broken{})), http.StatusBadRequest},
	} {
		w, got := serve(t, unasked(t), test.request)
		if w.Code != test.want || len(got.Errors) != 1 || got.Errors[0].Message == "" {
			t.Errorf("%s: status %d, %+v: want %d and its reason", name, w.Code, got, test.want)
		}
		if allow := w.Header().Get("Allow"); (allow == "POST, OPTIONS") != (test.want == http.StatusMethodNotAllowed) {
			t.Errorf("%s: the methods allowed are said to be %q", name, allow)
		}
	}
}

func TestTypeMayNameItsCharset(t *testing.T) {
	w, _ := serve(t, api.New("test").Handle, request(http.MethodPost, Path, "application/json; charset=utf-8", question))
	if w.Code != http.StatusOK {
		t.Errorf("status %d, want 200", w.Code)
	}
}

func TestLongestBodyIsRead(t *testing.T) {
	asked := false
	engine := func([]byte) []byte {
		asked = true
		return []byte(`{"result": {}}`)
	}
	serve(t, engine, post(question+strings.Repeat(" ", MaxBody-len(question))))
	if !asked {
		t.Error("a body of MaxBody bytes was refused")
	}
}

// A client that sends more than is read to the end must not be kept reading for ever.
func TestDrainIsBounded(t *testing.T) {
	endless := &counter{}
	w, _ := serve(t, unasked(t), httptest.NewRequest(http.MethodPost, Path, endless))
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", w.Code)
	}
	if limit := MaxBody + maxDrain + 1; endless.read > limit {
		t.Errorf("%d bytes were read, want at most %d", endless.read, limit)
	}
}

func TestPreflight(t *testing.T) {
	w, _ := serve(t, unasked(t), request(http.MethodOptions, Path, "", ""))
	if w.Code != http.StatusNoContent || w.Body.Len() != 0 {
		t.Errorf("status %d with %q, want 204 with nothing", w.Code, w.Body)
	}
	for name, want := range map[string]string{
		"Access-Control-Allow-Methods": "POST, OPTIONS",
		"Access-Control-Allow-Headers": "content-type",
		"Access-Control-Max-Age":       "86400",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// broken is a connection that ends too early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the connection broke") }

// counter is an endless body that counts what was read of it.
type counter struct{ read int }

func (c *counter) Read(text []byte) (int, error) {
	c.read += len(text)
	return len(text), nil
}
