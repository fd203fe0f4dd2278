// Command inroad checks scenario files, decides what they ask and shows the rules.
//
// It exits with 0 whatever the verdict, with 1 when a check fails, or with --strict when there
// are warnings about the rules, and with 2 on bad input, whose mistakes it writes to standard error, or when its output is lost.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"inroad/rules/api"
	"inroad/rules/diagnostic"
	"inroad/rules/policy"
	"inroad/rules/scenario"
	"inroad/rules/sets"
	"inroad/rules/words"
)

type commands struct {
	Check    checkCommand    `cmd:"" help:"Run every check of scenario files."`
	Decide   decideCommand   `cmd:"" help:"Decide what one actor of a scenario may do to another, and why."`
	Matrix   matrixCommand   `cmd:"" help:"Show everyone to everyone of a scenario."`
	Summary  summaryCommand  `cmd:"" help:"Say how far everybody gets, which tie would help most, and what prices are worth."`
	Fix      fixCommand      `cmd:"" help:"Find the smallest changes that would turn a verdict."`
	Draw     drawCommand     `cmd:"" help:"Draw the network of a scenario as SVG."`
	Embed    embedCommand    `cmd:"" help:"Print the HTML that embeds a scenario in a page."`
	Export   exportCommand   `cmd:"" help:"Write a scenario as what Cedar's own tools take."`
	Rules    rulesCommand    `cmd:"" help:"List the rules of a rule set with sources, readings and coverage."`
	Generate generateCommand `cmd:"" help:"Make a scenario of a network by chance, for any rule set."`
	Lint     lintCommand     `cmd:"" help:"Say what is wrong with scenarios, Cedar files and the folders of rule sets."`
	Fmt      fmtCommand      `cmd:"" help:"Format scenarios, Cedar files and the folders of rule sets."`

	Set     []string         `sep:"none" help:"Load a rule set from this folder, for scenarios that name it; the folder's name is the set's." placeholder:"DIR"`
	Version kong.VersionFlag `help:"Print the version."`
}

// errFailed says that a check failed, or with --strict that there are warnings: no more needs
// to be said.
var errFailed = errors.New("a check failed")

// strictness is what every command that reads rules takes.
type strictness struct {
	Strict bool `help:"Fail when there are warnings about the rules, such as one that can never apply."`
}

// warn says what is odd about the rules of a file; with --strict, that is a failure.
func (c strictness) warn(s streams, file string, notices []string) error {
	for _, notice := range notices {
		fmt.Fprintf(s.err, "%s: rules.policies: warning: %s\n", file, notice)
	}
	if c.Strict && len(notices) > 0 {
		return errFailed
	}
	return nil
}

// undecided says for what a rule failed while the rest was decided. It is no inputError: the
// JSON of the command has it.
func undecided(file string, list []string, count int) error {
	for i := range list {
		list[i] = file + ": rules.policies: " + list[i]
	}
	if more := count - len(list); more > 0 {
		list = append(list, fmt.Sprintf("%s: rules.policies: and %d more", file, more))
	}
	return errors.New(strings.Join(list, "\n"))
}

// inputError is every mistake in what was given.
type inputError []mistake

// mistake is a mistake in a file, or in the arguments.
type mistake struct {
	File string `json:"file,omitzero"`
	api.Error
}

func (e inputError) Error() string {
	lines := make([]string, len(e))
	for i, m := range e {
		if m.File != "" {
			lines[i] = m.File + ": "
		}
		if m.Line > 0 {
			lines[i] = fmt.Sprintf("%s:%d:%d: ", m.File, m.Line, m.Column) // as compilers say it, and editors understand
		}
		if m.Path != "" {
			lines[i] += m.Path + ": "
		}
		lines[i] += m.Message
	}
	return strings.Join(lines, "\n")
}

// refusal is an inputError about no file in particular.
func refusal(path string, err error) inputError {
	said := diagnostic.Say(diagnostic.BadOption, err.Error())
	if m, ok := err.(*diagnostic.Message); ok {
		said = m
	}
	return inputError{{Error: api.Errors(words.Default(), []scenario.Error{{Path: path, Message: said}})[0]}}
}

// streams are where a command writes, and whether in colour; and the rule sets that it was given.
type streams struct {
	out, err io.Writer
	colour   bool
	sets     map[string]*policy.RuleSet // from disk, by name
}

func main() {
	os.Exit(run(os.Args[1:], streams{out: os.Stdout, err: os.Stderr, colour: coloured(os.Stdout)}))
}

// describe is the version: what the go command knows of the commit that it built.
func describe(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "of unknown version (built outside version control)"
	}
	return fmt.Sprintf("inroad %s, scenario format %d, %s", version, scenario.Version, info.GoVersion)
}

// run is the whole command: it gives the exit status.
func run(args []string, s streams) int {
	// A buffered writer keeps the first error of all writes, so that no command has to look at each.
	out := bufio.NewWriter(s.out)
	err := execute(args, streams{out: out, err: s.err, colour: s.colour})
	lost := out.Flush()
	switch {
	case err == nil, errors.Is(err, errFailed), lost != nil && errors.Is(err, lost):
	default:
		fmt.Fprintln(s.err, err)
	}
	switch {
	case lost != nil:
		fmt.Fprintln(s.err, "inroad: the output could not be written:", lost)
		return 2
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return 1
	default:
		return 2
	}
}

// execute runs the command that the arguments name.
func execute(args []string, s streams) error {
	var c commands
	exited := false
	build, ok := debug.ReadBuildInfo()
	if !ok {
		build = &debug.BuildInfo{GoVersion: runtime.Version()} // it was built without modules
	}
	usual := api.Usual()
	parser, err := kong.New(&c,
		kong.Name("inroad"),
		kong.Description("May this sender reach that recipient, by which way, why, and what would change the answer? Inroad decides it by rules written in Cedar, over scenario files."),
		kong.Writers(s.out, s.err),
		kong.Exit(func(int) { exited = true }), // help or the version was asked for, and is printed
		kong.Vars{
			"version": describe(build), "set": sets.Default(),
			"seed": strconv.Itoa(usual.Seed), "model": usual.Model, "ties": strconv.Itoa(usual.Ties),
		},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	switch {
	case exited:
		return nil
	case err != nil:
		err = refusal("", fmt.Errorf(`inroad: %w; try "inroad --help"`, err))
	default:
		if s.sets, err = loadSets(c.Set); err == nil {
			err = ctx.Run(s)
		}
	}
	var mistakes inputError
	if errors.As(err, &mistakes) && slices.Contains(args, "--json") {
		printJSON(s.out, struct {
			Errors inputError `json:"errors"`
		}{mistakes})
	}
	return err
}

// loadSets reads rule sets from folders. Their mistakes name the file.
func loadSets(folders []string) (map[string]*policy.RuleSet, error) {
	loaded := map[string]*policy.RuleSet{}
	var mistakes inputError
	for _, folder := range folders {
		files, broken := readSet(folder)
		if mistakes = append(mistakes, broken...); mistakes != nil {
			continue
		}
		name := nameOf(folder)
		if loaded[name] != nil {
			mistakes = append(mistakes, refusal("--set", fmt.Errorf("two folders are called %q: a set goes by the name of its folder", name))[0])
			continue
		}
		set, problems := scenario.ReadSet(name, files)
		for i, e := range api.Errors(words.Default(), problems) {
			mistakes = append(mistakes, mistake{filepath.Join(folder, problems[i].File), e})
		}
		loaded[name] = set
	}
	if mistakes != nil {
		return nil, mistakes
	}
	return loaded, nil
}

// ofSet reports whether a file is one of a rule set's folder: beside it stands a schema.
func ofSet(file string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(file), sets.Schema))
	return err == nil && slices.Contains(sets.Names(), filepath.Base(file))
}

// readSet reads the files of a rule set in a folder.
func readSet(folder string) (sets.Files, inputError) {
	files := sets.Files{}
	var mistakes inputError
	for _, name := range sets.Names() {
		file := filepath.Join(folder, name)
		text, err := readFile(file)
		switch missing := errors.Is(err, fs.ErrNotExist); {
		case missing && name == sets.Schema:
			err = errors.New("a rule set is a folder with this file")
		case missing:
			continue
		case err == nil:
			err = whole(text)
		}
		if err != nil {
			mistakes = append(mistakes, unreadable(file, err)...)
			continue
		}
		files[name] = string(text)
	}
	return files, mistakes
}

// nameOf is the name of the set in a folder: the folder's, also where it is given as a dot.
func nameOf(folder string) string {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	return filepath.Base(folder)
}

// readFile reads a file, one byte more than any that is read may have.
func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, scenario.MaxBytes+1))
}

// whole refuses a text that is longer than what is read of a file: written back, it would be cut.
func whole(text []byte) error {
	if len(text) > scenario.MaxBytes {
		return fmt.Errorf("it is longer than %d bytes", scenario.MaxBytes)
	}
	return nil
}

// load reads a scenario file; "-" is standard input. Its mistakes name the file.
func (s streams) load(name string) (*scenario.Scenario, error) {
	text, err := readScenario(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	sc, errs := scenario.ParseWith(text, s.sources(name))
	if errs != nil {
		return nil, mistakesIn(name, errs)
	}
	if _, used := s.sets[sc.Set.Name]; len(s.sets) > 0 && !used {
		fmt.Fprintf(s.err, "%s: warning: its rules are %q, none of the sets that --set loaded\n", name, sc.Set.Name)
	}
	return sc, nil
}

// readScenario reads a file, or standard input.
func readScenario(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, scenario.MaxBytes+1))
	}
	return readFile(name)
}

// sources are what a scenario file may name and not hold.
func (s streams) sources(name string) scenario.Sources {
	return scenario.Sources{
		Beside: func(beside string) ([]byte, error) { return readBeside(name, beside) },
		Sets:   s.sets,
	}
}

// mistakesIn are the mistakes in a scenario file.
func mistakesIn(name string, errs []scenario.Error) inputError {
	var mistakes inputError
	for _, e := range api.Errors(words.Default(), errs) {
		if e.Code == diagnostic.UnknownSet.String() {
			e.Message += " The command loads one from its folder: --set DIR."
		}
		mistakes = append(mistakes, mistake{name, e})
	}
	return mistakes
}

// readBeside reads a file that a scenario names, relative to the scenario's own folder.
func readBeside(scenarioFile, name string) ([]byte, error) {
	text, err := readFile(filepath.Join(filepath.Dir(scenarioFile), filepath.FromSlash(name)))
	if err == nil {
		return text, nil
	}
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return nil, err
}

// unreadable says why a file cannot be read. The system's error names it once more.
func unreadable(name string, err error) inputError {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return inputError{{name, api.Error{Code: diagnostic.UnreadableFile.String(), Message: err.Error()}}}
}

// input turns mistakes in the arguments, or in how a file bears them, into an error.
func input(file string, errs []scenario.Error) error {
	var mistakes inputError
	for _, e := range api.Errors(words.Default(), errs) {
		switch e.Path {
		case "from", "to", "action":
			e.Path = "--" + e.Path
			mistakes = append(mistakes, mistake{Error: e})
		default:
			mistakes = append(mistakes, mistake{file, e})
		}
	}
	return mistakes
}

// printJSON writes a value as one indented JSON document.
func printJSON(w io.Writer, v any) error {
	if err := json.MarshalWrite(w, v, json.Deterministic(true), jsontext.WithIndent("  ")); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

type decideCommand struct {
	File   string `arg:"" help:"Scenario file; - is standard input."`
	From   string `required:"" help:"Id of the sender." placeholder:"ID"`
	To     string `help:"Id of the recipient; leave it out for the sender's own actions." placeholder:"ID"`
	Action string `help:"One action; without it, every action that exists between the two." placeholder:"ACTION"`
	JSON   bool   `name:"json" help:"Print JSON."`
	strictness
}

// Run decides. What cannot be decided does not keep the rest from being decided.
func (c *decideCommand) Run(s streams) error {
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	list, errs := api.Decide(sc, c.From, c.To, c.Action)
	if errs != nil {
		return input(c.File, errs)
	}
	switch {
	case len(list) == 0 && !c.JSON:
		fmt.Fprintln(s.out, api.NoAction(sc, c.From, c.To))
	case c.JSON && c.Action != "":
		printJSON(s.out, list[0])
	case c.JSON:
		printJSON(s.out, list)
	default:
		for i, d := range list {
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			printDecision(s, sc, d)
		}
	}
	warned := c.warn(s, c.File, sc.Notices())
	var failed []string
	for _, d := range list {
		if d.Error != "" {
			failed = append(failed, d.Error)
		}
	}
	if failed != nil {
		return undecided(c.File, failed, len(failed))
	}
	return warned
}

var ticks = map[string]string{"yes": "✓", "no": "✕", "not-reached": "·"}

func printDecision(s streams, sc *scenario.Scenario, d api.Decided) {
	explained := api.Explain(sc, d.From, d.To, d.Action)
	outcome := s.paint(markColours[explained.Mark], explained.Outcome)
	if d.Contested {
		outcome = sc.Set.Words.Say.Contested(outcome)
	}
	if explained.Assumed != "" {
		outcome = sc.Set.Words.Say.Assumed(outcome)
	}
	fmt.Fprintf(s.out, "%s: %s\n  %s\n", explained.Label, outcome, explained.Summary)
	if explained.Assumed != "" {
		fmt.Fprintln(s.out, s.paint(faint, "  "+explained.Assumed))
	}
	rule := ""
	for _, c := range explained.Conditions {
		if c.Role == "kept-away" {
			fmt.Fprintln(s.out, s.paint(faint, fmt.Sprintf("  %s %s does not apply: %s", c.Effect, c.Rule, c.Text)))
			continue
		}
		if c.Rule != rule {
			rule = c.Rule
			fmt.Fprintf(s.out, "  %s %s\n", c.Effect, rule)
		}
		fmt.Fprintf(s.out, "    %s %s\n", ticks[c.Holds], c.Text)
	}
	for _, warning := range explained.Warnings {
		fmt.Fprintf(s.out, "  %s %s (%s)\n", s.paint(yellow, "!"), warning.Text, warning.Source)
	}
	for _, r := range explained.Readings {
		mark := colour("")
		if r.Contests {
			mark = magenta
		}
		fmt.Fprintf(s.out, "  %s %s %s\n    now %s: %s\n    read as %s: %s (%s)\n", s.paint(mark, "?"), r.Question, r.Title, r.InForce, r.ForceText, r.Reading, r.Text, r.OtherText)
	}
}

type fixCommand struct {
	File   string `arg:"" help:"Scenario file; - is standard input."`
	From   string `required:"" help:"Id of the sender." placeholder:"ID"`
	To     string `help:"Id of the recipient; leave it out for the sender's own actions." placeholder:"ID"`
	Action string `required:"" help:"The action whose verdict is to be turned." placeholder:"ACTION"`

	WithoutPaying        bool `help:"Only sets for which nobody pays money."`
	NothingFromRecipient bool `help:"Only sets for which the recipient has to do nothing."`
	Steps                *int `help:"Only sets of at most so many steps, by whomever." placeholder:"N"`

	JSON bool `name:"json" help:"Print JSON."`
	strictness
}

// Run finds fixes.
func (c *fixCommand) Run(s streams) error {
	limits := api.FixLimits{WithoutPaying: c.WithoutPaying, NothingFromRecipient: c.NothingFromRecipient}
	if c.NothingFromRecipient && c.To == "" {
		return refusal("--nothing-from-recipient", errors.New("there is no recipient: --to is left out"))
	}
	if c.Steps != nil {
		if limits.Steps = *c.Steps; limits.Steps < 1 {
			return refusal("--steps", diagnostic.Say(diagnostic.FewSteps))
		}
	}
	sc, err := s.load(c.File)
	if err != nil {
		return err
	}
	fixed, lines, errs := api.FixAll(sc, c.From, c.To, c.Action, limits)
	if errs != nil {
		return input(c.File, errs)
	}
	if c.JSON {
		printJSON(s.out, fixed)
	} else {
		for _, line := range lines {
			fmt.Fprintln(s.out, line)
		}
	}
	return c.warn(s, c.File, fixed.Notices)
}
