// Package api answers requests on the wire, and holds no logic of its own: it hands JSON
// to the packages that know, and what they say back. Every response is an object with one
// of three members: "result", "errors" (mistakes in what was asked, each with its place)
// or "internal" (a defect of the engine).
package api

import (
	"path"

	"inroad/rules/codec"
	"inroad/rules/diagnostic"
	"inroad/rules/lint"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/session"
	"inroad/rules/sets"
	"inroad/rules/words"
)

// Engine answers requests and holds the sessions that are open. It is not safe for concurrent use.
type Engine struct {
	version  string
	sessions map[string]*held
	asked    int             // counts requests
	*held                    // the session that the request at hand is about
	nothing  *held           // in its place where it is not open
	linter   *lint.Linter    // of the set that was last asked about
	brought  *policy.RuleSet // the set that was last brought with a request
}

// MaxSessions is the most sessions that are open at once.
const MaxSessions = 32

// held is an open session, and what is remembered of it so that the next answer costs less.
type held struct {
	session *session.Session // nil where none is open
	asked   int              // the number of the last request about it
	told    told
	others  map[string]other  // by the name of the set
	longs   map[string]*long  // the answers that are given in slices, by what is asked
	sheets  map[string]*sheet // the matrices that were last asked for, by their action
	written *lint.Draft       // the world of the scenario that was last asked about while it is written

	everybody everybody // as a summary last told it
}

func hold(s *session.Session) *held {
	return &held{session: s, others: map[string]other{}, longs: map[string]*long{}, sheets: map[string]*sheet{}}
}

// New makes an engine that reports a version.
func New(version string) *Engine {
	return &Engine{version: version, sessions: map[string]*held{}, nothing: hold(nil)}
}

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
		// What is of the wrong type may be what somebody typed, at whose place it is said.
		if d := mistakes[0]; d.Message.Code != diagnostic.WrongType {
			d.Message = diagnostic.Say(diagnostic.NoRequest, d.Message)
		}
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
	e.turnTo(r.Session)
	switch r.Do {
	case "about":
		return e.about()
	case "open":
		return e.open(r)
	case "close":
		e.close(r.Session)
		return Closed{r.Session}, nil
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
		return e.inSession(r)
	}
}

// turnTo makes a session the one that is asked about.
func (e *Engine) turnTo(id string) {
	open, ok := e.sessions[id]
	if !ok {
		open = e.nothing
	}
	e.asked++
	open.asked, e.held = e.asked, open
}

// open opens a session, or rebuilds one. Where there is no room for it, the one that was asked about longest ago is closed.
func (e *Engine) open(r Request) (any, []scenario.Error) {
	s, errs := scenario.Parse([]byte(r.Scenario))
	if errs != nil {
		return nil, errs
	}
	opened, errs := session.Rebuild(s, r.Edits, r.Position)
	if errs != nil {
		return nil, errs
	}
	e.close(r.Session)
	if len(e.sessions) == MaxSessions {
		oldest := ""
		for id, open := range e.sessions {
			if first, ok := e.sessions[oldest]; !ok || open.asked < first.asked {
				oldest = id
			}
		}
		e.close(oldest)
	}
	e.held = hold(opened)
	e.held.asked, e.sessions[r.Session] = e.asked, e.held
	out := e.standing()
	if opened.Position() == 0 && len(r.Answers) > 0 {
		out.Differences = differences(s.Set.Words.Say, r.Answers, checksOf(s, opened.Engines()))
	}
	return out, nil
}

// close forgets a session, and gives up what it was asked in slices.
func (e *Engine) close(id string) {
	if open, ok := e.sessions[id]; ok {
		for _, l := range open.longs {
			l.stop()
		}
		delete(e.sessions, id)
	}
}

func (e *Engine) inSession(r Request) (any, []scenario.Error) {
	subject, ok := subjects[r.Do]
	if !ok {
		return nil, mistake("do", diagnostic.Say(diagnostic.UnknownName, diagnostic.NounRequest, r.Do, "", []string(nil)))
	}
	if e.session == nil {
		return nil, mistake("session", diagnostic.Say(diagnostic.NothingOpen))
	}
	return subject(e, r)
}

// subjects answer what is asked about an open session.
var subjects = map[string]func(e *Engine, r Request) (any, []scenario.Error){
	"edit": (*Engine).edit,
	"undo": func(e *Engine, _ Request) (any, []scenario.Error) {
		e.session.Undo()
		return e.standing(), nil
	},
	"redo": func(e *Engine, _ Request) (any, []scenario.Error) {
		e.session.Redo()
		return e.standing(), nil
	},
	"save":      func(e *Engine, _ Request) (any, []scenario.Error) { return saved(e.session.Scenario()), nil },
	"document":  func(e *Engine, r Request) (any, []scenario.Error) { return e.document(r.Since), nil },
	"rules":     func(e *Engine, r Request) (any, []scenario.Error) { return e.inForce(r.Since), nil },
	"marks":     func(e *Engine, r Request) (any, []scenario.Error) { return e.marks(r.Look), nil },
	"answer":    func(e *Engine, r Request) (any, []scenario.Error) { return e.answered(r.Look), nil },
	"fixes":     (*Engine).fixes,
	"checks":    func(e *Engine, _ Request) (any, []scenario.Error) { return e.checks(), nil },
	"changed":   func(e *Engine, _ Request) (any, []scenario.Error) { return e.lastChange(), nil },
	"matrix":    (*Engine).matrix,
	"incoming":  (*Engine).incoming,
	"deciding":  func(e *Engine, r Request) (any, []scenario.Error) { return e.deciding(r.Look), nil },
	"rests":     func(e *Engine, r Request) (any, []scenario.Error) { return e.rests(r.Question) },
	"glossary":  func(e *Engine, _ Request) (any, []scenario.Error) { return e.glossary(), nil },
	"elsewhere": func(e *Engine, r Request) (any, []scenario.Error) { return e.elsewhere(r.Look) },
	"preview":   (*Engine).preview,
	"rebase":    (*Engine).rebase,
	"texts":     (*Engine).texts,
	"facts":     (*Engine).facts,
	"draft":     (*Engine).draft,
	"copy":      (*Engine).rewrite,
	"cut":       (*Engine).rewrite,
}

func (e *Engine) edit(r Request) (any, []scenario.Error) {
	if r.Edit == nil {
		return nil, mistake("edit", diagnostic.Say(diagnostic.MissingEdit))
	}
	if errs := e.session.Apply(*r.Edit, r.Coalesce); errs != nil {
		return nil, errs
	}
	return e.standing(), nil
}

func (e *Engine) standing() Standing {
	return Standing{
		Revision: e.session.Revision(),
		History: History{
			Position: e.session.Position(), Length: e.session.Length(),
			Undo: e.session.UndoLabel(), Redo: e.session.RedoLabel(), Coalesced: e.session.Merged(),
		},
	}
}

func (e *Engine) checks() Checked {
	out := checked(e.session.Scenario(), e.session.Engines())
	out.Revision = e.session.Revision()
	return out
}

func (e *Engine) texts(r Request) (any, []scenario.Error) {
	if r.Title != "" {
		return Texts{scenario.Start(r.Title)}, nil
	}
	return Texts{e.session.Scenario().Texts()}, nil
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

// smallActors is the largest network of which everyone to everyone is looked through for an answer that counts, beside the matrix.
const smallActors = 100

var effects = map[bool]string{true: "permit", false: "forbid"}

func (e *Engine) about() (any, []scenario.Error) {
	list, err := ruleSets()
	if err != nil {
		return nil, internal(err)
	}
	set, err := policy.Load(sets.Default())
	if err != nil {
		return nil, internal(err)
	}
	return About{
		Version: e.version, Sets: list, Empty: string(scenario.Format(scenario.Empty(set))),
		Limits: Limits{scenario.MaxActors, scenario.MaxBytes, smallActors},
	}, nil
}

// internal is a defect of the engine.
func internal(err error) []scenario.Error { return mistake("", err) }

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

// small reports whether everyone to everyone of a network is looked through.
func small(s *scenario.Scenario) bool { return s.Network.Len() <= smallActors }
