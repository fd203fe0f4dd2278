// Package api answers requests on the wire, and holds no logic of its own: it hands JSON
// to the packages that know, and what they say back. Every response is an object with one
// of three members: "result", "errors" (mistakes in what was asked, each with its place)
// or "internal" (a defect of the engine).
package api

import (
	"path"

	"inroad/rules/codec"
	"inroad/rules/decision"
	"inroad/rules/diagnostic"
	"inroad/rules/explanation"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// Engine answers requests and may hold one open session. It is not safe for concurrent
// use.
type Engine struct {
	version string
	session *session.Session
	others  map[string]other // by the name of the set
	linter  *lint.Linter     // of the set that was last asked about
	brought *policy.RuleSet  // the set that was last brought with a request
	long    *long            // the answer that is given in slices
	sheet   *sheet           // the matrix that was last asked for
	written *lint.Draft      // the world of the open scenario that was last asked about while it is written
}

// New makes an engine that reports a version.
func New(version string) *Engine { return &Engine{version: version, others: map[string]other{}} }

// maxRequest bounds a request: a scenario as a string inside it may take more bytes than
// the file, and edits come on top.
const maxRequest = 16 << 20

// Handle answers one request, a Request as JSON, with a Response as JSON.
func (e *Engine) Handle(request []byte) []byte {
	response, _ := e.HandleBytes(request)
	return response
}

// HandleBytes is Handle, and the bytes that the response speaks of; nil where it speaks of none.
func (e *Engine) HandleBytes(request []byte) (response, bytes []byte) {
	if len(request) > maxRequest {
		return encode(Response{Errors: Errors(words.Default(), mistake("", diagnostic.Say(diagnostic.LargeRequest, maxRequest)))}), nil
	}
	var r Request
	if mistakes := codec.Decode(string(request), &r); mistakes != nil {
		d := mistakes[0]
		d.Message = diagnostic.Say(diagnostic.NoRequest, d.Message)
		return encode(Response{Errors: Errors(words.Default(), mistakes)}), nil
	}
	result, errs := e.answer(r)
	if errs != nil {
		return encode(Response{Errors: Errors(e.say(), errs)}), nil
	}
	if cells, ok := result.(Cells); ok {
		bytes = cells.bytes
	}
	return encode(Response{Result: result}), bytes
}

// Internal is the response for a defect of the engine, such as a panic that the bridge
// has recovered.
func Internal(message string) []byte { return encode(Response{Internal: message}) }

func encode(r Response) []byte {
	text, err := codec.Encode(r)
	if err != nil {
		panic("api: a response that cannot be encoded: " + err.Error())
	}
	return text
}

// say is the language of the open scenario's rule set.
func (e *Engine) say() words.Language {
	if e.session == nil {
		return words.Default()
	}
	return e.session.Scenario().Set.Words.Say
}

// Errors are mistakes as the wire carries them, in a language.
func Errors(say words.Language, errs []scenario.Error) []Error {
	list := make([]Error, len(errs))
	for i, d := range errs {
		list[i] = Error{d.Code.String(), d.Path, d.From.Line, d.From.Column, d.To.Line, d.To.Column, words.Diagnosed(say, d)}
	}
	return list
}

// mistake is what is wrong with a field of a request.
func mistake(path string, err error) []scenario.Error {
	return []scenario.Error{{Path: path, Message: scenario.Cause(err)}}
}

func (e *Engine) answer(r Request) (any, []scenario.Error) {
	if r.Limits.Steps < 0 {
		return nil, mistake("limits.steps", diagnostic.Say(diagnostic.FewSteps))
	}
	switch r.Do {
	case "about":
		return e.about()
	case "open":
		s, errs := scenario.Parse([]byte(r.Scenario))
		if errs != nil {
			return nil, errs
		}
		opened, errs := session.Rebuild(s, r.Edits, r.Position)
		if errs != nil {
			return nil, errs
		}
		e.session, e.sheet, e.written = opened, nil, nil
		view := e.view(r.Look, r.Limits, false)
		if opened.Position() == 0 {
			view.Differences = differences(s.Set.Words.Say, r.Answers, view.Checks)
		}
		return view, nil
	case "edit", "undo", "redo", "look", "rests", "rebase", "texts", "fixes", "elsewhere", "rules", "preview", "facts", "draft", "copy", "cut", "save", "matrix":
		if e.session == nil {
			return nil, mistake("do", diagnostic.Say(diagnostic.NothingOpen))
		}
		return e.inSession(r)
	case "lint", "findings":
		return e.inPolicies(r)
	case "complete", "hover", "declaration":
		if r.World != nil {
			return e.inWorld(r)
		}
		return e.inPolicies(r)
	case "whole":
		return whole(r)
	case "summary":
		return e.summary(r)
	case "generate":
		return e.generate(r)
	case "decide":
		return decide(r)
	case "check":
		s, errs := scenario.Parse([]byte(r.Scenario))
		if errs != nil {
			return nil, errs
		}
		return CheckAll(s), nil
	default:
		return nil, mistake("do", diagnostic.Say(diagnostic.UnknownName, diagnostic.NounRequest, r.Do, "", []string(nil)))
	}
}

func (e *Engine) inSession(r Request) (any, []scenario.Error) {
	switch r.Do {
	case "save":
		return saved(e.session.Scenario()), nil
	case "matrix":
		return e.cells(r)
	case "rests":
		return e.rests(r.Question)
	case "rebase":
		return e.rebase(r)
	case "texts":
		if r.Title != "" {
			return Texts{scenario.Start(r.Title)}, nil
		}
		return Texts{e.session.Scenario().Texts()}, nil
	case "fixes":
		return e.sessionFixes(r)
	case "elsewhere":
		return e.elsewhere(r.Look)
	case "rules":
		return e.deciding(r.Look), nil
	case "preview":
		return e.preview(r)
	case "facts":
		return e.facts(r)
	case "draft":
		return e.draft(r)
	case "copy", "cut":
		return e.rewrite(r)
	}
	switch r.Do {
	case "edit":
		if r.Edit == nil {
			return nil, mistake("edit", diagnostic.Say(diagnostic.MissingEdit))
		}
		if errs := e.session.Apply(*r.Edit, r.Coalesce); errs != nil {
			return nil, errs
		}
	case "undo":
		e.session.Undo()
	case "redo":
		e.session.Redo()
	}
	return e.view(r.Look, r.Limits, r.Later && r.Do != "look"), nil
}

// whole is a scenario that was chosen together with other files, with what stands in them inside.
// A browser tells no folders: a file is found by the end of its name.
func whole(r Request) (any, []scenario.Error) {
	used := map[string]bool{}
	s, errs := scenario.ParseWith([]byte(r.Scenario), scenario.Sources{Beside: func(name string) ([]byte, error) {
		for _, file := range r.Files {
			if file.Name == path.Base(name) {
				used[file.Name] = true
				return []byte(file.Text), nil
			}
		}
		return nil, diagnostic.Say(diagnostic.NotOpened)
	}})
	if errs != nil {
		return nil, errs
	}
	for _, file := range r.Files {
		if !used[file.Name] {
			return nil, mistake("rules.policiesFile", diagnostic.Say(diagnostic.NotNamed, file.Name))
		}
	}
	return saved(s), nil
}

// saved is a scenario as a file, whose name is made of its title.
func saved(s *scenario.Scenario) Saved {
	return Saved{Scenario: string(scenario.Format(s)), Name: s.FreeID(s.Title) + ".json"}
}

func decide(r Request) (any, []scenario.Error) {
	s, errs := scenario.Parse([]byte(r.Scenario))
	if errs != nil {
		return nil, errs
	}
	list, errs := Decide(s, r.From, r.To, r.Action)
	if errs != nil {
		return nil, errs
	}
	if r.Action != "" {
		return list[0], nil
	}
	return list, nil
}

// Decide is the decisions of one action, or of all that the schema offers to the pair.
// Without to, it is the sender's own actions.
func Decide(s *scenario.Scenario, from, to, action string) ([]Decided, []scenario.Error) {
	board := decision.New(s.Set, s.Readings).On(s.Network)
	i, j, errs := pair(s, from, to)
	if errs != nil {
		return nil, errs
	}
	kinds := board.Kinds(i, j)
	actions := s.Set.Applicable(kinds)
	if action != "" {
		if err := scenario.Offered(s.Set, action, kinds); err != nil {
			return nil, mistake("action", err)
		}
		actions = []string{action}
	}
	list, notices := make([]Decided, len(actions)), s.Notices()
	for k, a := range actions {
		list[k] = decided(board, i, j, a)
		list[k].Notices = notices
	}
	return list, nil
}

// NoAction says that there is nothing to decide between two, who exist.
func NoAction(s *scenario.Scenario, from, to string) string {
	i, _ := s.Network.Find(from)
	if to == "" {
		return s.Set.Words.Say.NoActionOfOwn(explanation.Called(s.Set, s.Network, i))
	}
	j, _ := s.Network.Find(to)
	kind := func(i int) string { return s.Set.Words.Kind(s.Network.Actor(i).Kind) }
	return s.Set.Words.Say.NoActionBetween(kind(i), kind(j))
}

// CheckAll runs every check of a scenario.
func CheckAll(s *scenario.Scenario) Checked {
	checks := checksOf(s, scenario.NewEngines(s.Set))
	passed, failed := count(checks)
	return Checked{passed, failed, checks, s.Notices()}
}

func count(checks []Check) (passed, failed int) {
	for _, c := range checks {
		if c.OK {
			passed++
		} else {
			failed++
		}
	}
	return passed, failed
}

// ruleSets are the rule sets that a scenario may be based on.
func ruleSets() ([]RuleSet, error) {
	var list []RuleSet
	for _, name := range sets.Builtin() {
		title, description, err := policy.Describe(name)
		if err != nil {
			return nil, err
		}
		list = append(list, RuleSet{name, title, description})
	}
	return list, nil
}

// Explain is a decision with everything that explains it. From, to and action must exist,
// as Decide finds out.
func Explain(s *scenario.Scenario, from, to, action string) Decision {
	board := decision.New(s.Set, s.Readings).On(s.Network)
	i, _ := s.Network.Find(from)
	j := decision.Nobody
	if to != "" {
		j, _ = s.Network.Find(to)
	}
	return decisionOf(board, i, j, action, nil)
}
