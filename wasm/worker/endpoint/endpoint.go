// Package endpoint answers how a decision is asked for over HTTP.
//
//	POST /api/v1/decide
//	content-type: application/json
//
//	{"scenario": {…}, "from": "ana", "to": "ben", "action": "inmail"}
//
// The scenario is the object that a scenario file holds. Without an action every action of the pair is decided; without
// a recipient, the sender's own action. The response is the engine's, as package api describes it: 200 with "result",
// 400 with "errors" when the input is at fault, 500 with "internal" when the engine is. A request that never reaches
// the engine is answered in the same form, with 404, 405, 413 or 415. Any origin may ask; nothing is stored.
package endpoint

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/api"
)

const (
	// Path is the one address that answers.
	Path = "/api/v1/decide"
	// MaxBody is the most bytes that a request's body may have.
	MaxBody = 1 << 20

	// maxDrain is how much of a body that is too long is still read and thrown away.
	maxDrain = 8 << 20
	methods  = "POST, OPTIONS"
)

// body is what a client sends.
type body struct {
	Scenario jsontext.Value `json:"scenario"`
	From     string         `json:"from"`
	To       string         `json:"to"`
	Action   string         `json:"action"`
}

// Handler serves decisions of the given engine, which is asked for one request at a time: a Worker has an engine for
// every request.
func Handler(handle func(request []byte) []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Access-Control-Allow-Origin", "*")
		header.Set("Cache-Control", "no-store")

		// The body is read whatever the answer will be: an answer that overtakes it can reset the connection.
		text, err := read(r.Body)
		switch {
		case r.URL.Path != Path:
			refuse(w, http.StatusNotFound, "there is nothing at this address: POST to "+Path)
		case r.Method == http.MethodOptions:
			header.Set("Access-Control-Allow-Methods", methods)
			header.Set("Access-Control-Allow-Headers", "content-type")
			header.Set("Access-Control-Max-Age", "86400")
			w.WriteHeader(http.StatusNoContent)
		case r.Method != http.MethodPost:
			header.Set("Allow", methods)
			refuse(w, http.StatusMethodNotAllowed, "a decision is asked for with POST")
		case err != nil:
			refuse(w, http.StatusBadRequest, "the body could not be read to its end")
		case len(text) > MaxBody:
			refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body has more than %d bytes", MaxBody))
		case !isJSON(r.Header.Get("Content-Type")):
			refuse(w, http.StatusUnsupportedMediaType, "the content type must be application/json")
		default:
			request, mistake := translate(text)
			if mistake != nil {
				respond(w, http.StatusBadRequest, encode(api.Response{Errors: []api.Error{*mistake}}))
				return
			}
			response := ask(handle, request)
			respond(w, status(response), response)
		}
	})
}

// read returns a body, or its first MaxBody+1 bytes when it is longer.
func read(body io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(body, MaxBody+1))
	if err == nil && len(text) > MaxBody {
		_, err = io.Copy(io.Discard, io.LimitReader(body, maxDrain))
	}
	return text, err
}

func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && kind == "application/json"
}

// translate turns a client's body into the engine's request, in which the scenario is a file's text.
func translate(text []byte) ([]byte, *api.Error) {
	var asked body
	if err := json.Unmarshal(text, &asked, json.RejectUnknownMembers(true)); err != nil {
		return nil, describe(err)
	}
	if asked.Scenario.Kind() != '{' {
		return nil, &api.Error{Path: "scenario", Message: "must be a scenario: the object that a scenario file holds"}
	}
	return encode(api.Request{
		Do:       "decide",
		Scenario: string(asked.Scenario),
		From:     asked.From,
		To:       asked.To,
		Action:   asked.Action,
	}), nil
}

// describe says what is wrong with a body that is no request.
func describe(err error) *api.Error {
	var mismatch *json.SemanticError
	switch {
	case errors.Is(err, json.ErrUnknownName) && errors.As(err, &mismatch):
		return &api.Error{Path: mismatch.JSONPointer.LastToken(), Message: "is not a member of a request: it has scenario, from, to and action"}
	case errors.As(err, &mismatch) && mismatch.JSONPointer != "":
		return &api.Error{Path: mismatch.JSONPointer.LastToken(), Message: "must be a string"}
	case errors.As(err, &mismatch):
		return &api.Error{Message: "the body must be an object with scenario, from, to and action"}
	default:
		return &api.Error{Message: "the body is not JSON: " + strings.TrimPrefix(err.Error(), "jsontext: ")}
	}
}

// ask passes a request to the engine. It is the one place that recovers, so that a defect of the engine is an answer too.
func ask(handle func(request []byte) []byte, request []byte) (response []byte) {
	defer func() {
		if reason := recover(); reason != nil {
			response = api.Internal(fmt.Sprint("the engine panicked: ", reason))
		}
	}()
	return handle(request)
}

// status is the HTTP status of an engine's response.
func status(response []byte) int {
	var outcome struct {
		Result jsontext.Value `json:"result"`
		Errors jsontext.Value `json:"errors"`
	}
	switch err := json.Unmarshal(response, &outcome); {
	case err == nil && outcome.Result != nil:
		return http.StatusOK
	case err == nil && outcome.Errors != nil:
		return http.StatusBadRequest
	default:
		return http.StatusInternalServerError
	}
}

// refuse answers a request that does not reach the engine.
func refuse(w http.ResponseWriter, status int, message string) {
	respond(w, status, encode(api.Response{Errors: []api.Error{{Message: message}}}))
}

// respond writes a whole response at once. It is never empty: a write of no bytes would hang in a Worker.
func respond(w http.ResponseWriter, status int, response []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(response)
}

// encode encodes what this package itself builds, of strings alone.
func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		return api.Internal(err.Error())
	}
	return text
}
