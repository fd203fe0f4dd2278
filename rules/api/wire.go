package api

import "inroad/rules/session"

// Request is one question to the engine. Do says which of the other fields it reads:
//
//	about   nothing: what the engine is and knows, to be asked once
//	decide  scenario, from, to, action: no session; without action, every action of the pair
//	check   scenario: no session; every check of it
//	whole   scenario, files: the scenario with the policies of its file inside
//	summary scenario, from: no session; what its network comes to as a whole, and to one actor; without scenario, the open one's, in
//	        slices: Progress
//	generate  set or files, plan: a scenario of a network by chance, as a file; with neither, under the open scenario's rule set
//
// All others are about an open session, which session names; "" is a name, too. At most MaxSessions are open: one more closes the one
// that was asked about longest ago. A request about one that is not open is refused with the code nothing-open, and whoever asks
// opens it again:
//
//	open    scenario, edits, position, answers: opens a session in the place of one of that name, or rebuilds one
//	close   nothing
//	edit    edit, coalesce: applies an edit
//	undo    nothing
//	redo    nothing
//	save    nothing: the scenario as a file
//
// What is to be shown of it is asked by subject. Each answer has the revision that it is about:
//
//	document  since: who there is, and their ties
//	rules     since: the rules
//	marks     look: the best way between one actor and everybody else
//	answer    look: whether and how the two may reach each other
//	fixes     look, limits: what would turn the answer; or from, to, action, limits: what would turn an action's verdict
//	checks    nothing: the scenario's checks, and what they come to
//	changed   look: what the last edit did
//	matrix    action, since, or start and csv: everyone to everyone, as bytes and some rows at a time; without action, by the best way
//	incoming  to: who reaches one actor, and what each of its settings would change
//	deciding  look: what each rule decides, and how much rests on each question
//	rests     question: which outcomes rest on its reading
//	glossary  nothing: what words mean, the engine's own and those of the set
//	elsewhere look: which other built-in sets decide the pair otherwise
//
// These prepare an edit, and leave the session as it is:
//
//	preview edit, look, from, to, action: what an edit would do; with an action, why its outcome stays
//	rebase  set, or world: what of the scenario has no place under another rule set
//	texts   title: the texts of the scenario's rule set, to be changed; with a title, those of a new one of that title
//	facts   action, and from, to or sender, recipient: what a rule on it can be composed of
//	draft   the same, effect, conditions, title: composes a rule
//	copy    rule: a rule of the set under a free id among the user's own, to be changed
//	cut     rule: takes one of the user's own rules away
//
// These are about policies, which need not be in force, as rules of one's own under a set: one that comes with Inroad, by its
// name, or whole, in files; with neither it is the open scenario's. They leave the session as it is:
//
//	lint         set or files, policies: which rules are in the text, and what is wrong with it
//	findings     set or files, policies: what is odd about its rules beside the other rules, in slices: Progress
//	complete     set or files, policies, offset: what may be written there
//	hover        set or files, policies, offset, look: what stands there, and what it is between the two who are looked at
//	declaration  set or files, policies, offset: where that is declared
//
// complete, hover and declaration are about a part of a world that is being written, too: world, part, offset. Its rules are
// those of the world; while that is broken, of the last one that was not, or else of the one in force.
type Request struct {
	Do       string         `json:"do" tstype:"keyof Results"`
	Session  string         `json:"session,omitzero"`
	Scenario string         `json:"scenario,omitzero"` // the file's text
	Edits    []session.Edit `json:"edits,omitzero"`
	Position int            `json:"position,omitzero"`
	Edit     *session.Edit  `json:"edit,omitzero" tstype:"Edit"`
	// Coalesce lets the edit replace the one before it when both set the same thing:
	// a word being typed, an actor being dragged.
	Coalesce bool          `json:"coalesce,omitzero"`
	Look     Look          `json:"look,omitzero"`
	Limits   FixLimits     `json:"limits,omitzero"`
	Since    int           `json:"since,omitzero"` // the revision that the asker has: what is the same since is left out
	From     string        `json:"from,omitzero"`
	To       string        `json:"to,omitzero"`
	Action   string        `json:"action,omitzero"`
	Question string        `json:"question,omitzero"`
	Set      string        `json:"set,omitzero"`
	Plan     Plan          `json:"plan,omitzero"`
	World    *session.Edit `json:"world,omitzero" tstype:"Edit"` // the edit that would be made
	Part     string        `json:"part,omitzero"`                // of its set

	// Of a rule to be composed.
	Sender     string   `json:"sender,omitzero"` // a Kind.kind, or FactPair.sender
	Recipient  string   `json:"recipient,omitzero"`
	Effect     string   `json:"effect,omitzero" tstype:"'permit' | 'forbid'"`
	Conditions []string `json:"conditions,omitzero"` // each the value of one of Fact.choices, all of which must hold
	Title      string   `json:"title,omitzero"`      // made of the conditions where it is absent
	Rule       string   `json:"rule,omitzero"`

	// Answers are what each check of the scenario came to when a link to it was made: Check.Token.
	Answers  []string     `json:"answers,omitzero"`
	Files    []FileBeside `json:"files,omitzero"`    // beside a scenario, or of a set
	Policies string       `json:"policies,omitzero"` // Cedar text
	Offset   int          `json:"offset,omitzero"`   // in it, in UTF-16 code units
	Start    int          `json:"start,omitzero"`    // the first row that is asked for
	CSV      bool         `json:"csv,omitzero"`      // rows are wanted as the command prints them
}

// FileBeside is a file beside a scenario.
type FileBeside struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Look is what the page shows: as whom, towards whom, and in which direction the canvas
// is marked. An id that is not there is replaced by one that is, of the file's own look where it
// has one: the answer says which.
type Look struct {
	From   string `json:"from,omitzero"`
	To     string `json:"to,omitzero"`
	Inward bool   `json:"inward,omitzero"` // marks say how everyone reaches From, and the answer is of To to From
}

// FixLimits are what fixes keep within: what is left out is no limit.
type FixLimits struct {
	WithoutPaying        bool `json:"withoutPaying,omitzero"`        // nobody pays money
	NothingFromRecipient bool `json:"nothingFromRecipient,omitzero"` // the recipient has to do nothing
	Steps                int  `json:"steps,omitzero"`                // at most so many are taken, by all together
}

// Plan is a network to be made by chance. What is left out is as usual; there is no usual number of actors.
type Plan struct {
	Actors int    `json:"actors,omitzero"`
	Seed   int    `json:"seed,omitzero"`
	Model  string `json:"model,omitzero" tstype:"'small-world' | 'preferential'"`
	Ties   int    `json:"ties,omitzero"` // that each makes of a mutual tie which distances are counted along; 3 unless told
}

// Response has exactly one of its members: a result, the mistakes in what was asked, or
// a defect of the engine.
type Response struct {
	Result   any     `json:"result,omitzero"`
	Errors   []Error `json:"errors,omitzero"`
	Internal string  `json:"internal,omitzero"`
}

// Results are what each request comes to, by Request.Do: the generated types take it from here, and a test holds it against what is
// answered.
type Results struct {
	About    About     `json:"about"`
	Decide   []Decided `json:"decide"` // with an action, the one decision alone
	Check    Checked   `json:"check"`
	Whole    Saved     `json:"whole"`
	Summary  Summary   `json:"summary"`
	Generate Saved     `json:"generate"`

	Open  Standing `json:"open"`
	Close Closed   `json:"close"`
	Edit  Standing `json:"edit"`
	Undo  Standing `json:"undo"`
	Redo  Standing `json:"redo"`
	Save  Saved    `json:"save"`

	Document  Document    `json:"document"`
	Rules     InForce     `json:"rules"`
	Marks     Marks       `json:"marks"`
	Answer    Answered    `json:"answer"`
	Fixes     Fixes       `json:"fixes"`
	Checks    Checked     `json:"checks"`
	Changed   LastChange  `json:"changed"`
	Matrix    Cells       `json:"matrix"`
	Incoming  Incoming    `json:"incoming"`
	Deciding  Deciding    `json:"deciding"`
	Rests     Rests       `json:"rests"`
	Elsewhere []Elsewhere `json:"elsewhere"`
	Glossary  Glossary    `json:"glossary"`

	Preview Changed `json:"preview"`
	Rebase  Rebased `json:"rebase"`
	Texts   Texts   `json:"texts"`
	Facts   Facts   `json:"facts"`
	Draft   Drafted `json:"draft"`
	Copy    Drafted `json:"copy"`
	Cut     Drafted `json:"cut"`

	Lint        Linted      `json:"lint"`
	Findings    Found       `json:"findings"`
	Complete    Completed   `json:"complete"`
	Hover       Hovered     `json:"hover"`
	Declaration Declaration `json:"declaration"`
}

// Error is a mistake in the input: where it is, and what to do about it.
type Error struct {
	Code      string `json:"code,omitzero"`      // what kind of mistake it is, as in unknown-field; whatever the language. The engine's have one
	Path      string `json:"path"`               // as in members[2].tier; "" for the whole
	Line      int    `json:"line,omitzero"`      // in the scenario's text, from 1; absent where there is no place
	Column    int    `json:"column,omitzero"`    // in characters, from 1
	EndLine   int    `json:"endLine,omitzero"`   // where it ends
	EndColumn int    `json:"endColumn,omitzero"` // behind its last character
	Message   string `json:"message"`
}

// About is what the engine is and knows, whatever the scenario.
type About struct {
	Version string    `json:"version"`
	Sets    []RuleSet `json:"ruleSets"`      // the built-in ones
	Empty   string    `json:"emptyScenario"` // a new, empty scenario file
	Limits  Limits    `json:"limits"`
}

// Limits are the most that the engine takes, and the most it shows in full.
type Limits struct {
	Actors      int `json:"actors"`
	Bytes       int `json:"bytes"`
	SmallActors int `json:"smallActors"` // beyond, what takes everyone to everyone is left out, but for the matrix itself
}

// RuleSet names a rule set that a scenario may be based on.
type RuleSet struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

// World is what a rule set declares: everything that there can be in a network.
type World struct {
	Kinds   []Kind        `json:"kinds"` // those with a list in the file, in the order of the schema
	Ties    []TieKind     `json:"ties"`  // in the order of the file
	Actions []WorldAction `json:"actions"`
	Values  []ValueTable  `json:"values"` // enumerations that have prices, or features, or bring something
	Paid    bool          `json:"paid"`   // a fix may cost money: some limits of fixes would say nothing otherwise
}

// Kind is a kind of actor.
type Kind struct {
	Kind       string      `json:"kind"` // what Actor.kind and Edit.is say
	Label      string      `json:"label"`
	Drawn      string      `json:"drawn" tstype:"'person' | 'organisation'"` // a circle with initials, called by the first name; a card with the first word, called by the whole name
	Attributes []Attribute `json:"attributes"`                               // in the order of the schema; the name is not among them
}

// Attribute is what an actor of a kind has besides its name.
type Attribute struct {
	Name     string   `json:"name"` // what Actor.values and Edit.field say
	Label    string   `json:"label"`
	Type     string   `json:"type" tstype:"'yes-no' | 'number' | 'choice' | 'text'"`
	Choices  []Choice `json:"choices,omitzero"` // of a choice
	Table    string   `json:"table,omitzero"`   // of a choice: the ValueTable that compares its values
	Optional bool     `json:"optional"`         // may be absent: then it is not among Actor.values, and setting it to "" takes it away
	Brief    bool     `json:"brief"`            // shown in an embed's settings, too: a fix may change it
}

// Choice is one value of an attribute and how it is called.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
	More  string `json:"more,omitzero"` // "$29.99 · 5 credits a month", where there is room for it
}

// TieKind is a kind of tie between two actors.
type TieKind struct {
	Tie    string    `json:"tie"`
	Label  string    `json:"label"`  // between two names, for menus and buttons: "is connected to"
	Short  string    `json:"short"`  // on the canvas; "" for one that needs no word (a plain line)
	Ends   []TieEnds `json:"ends"`   // which kinds may be tied to which
	Mutual bool      `json:"mutual"` // no direction: from a to b is from b to a
	Closes bool      `json:"closes"` // rules only ever take something away because of it: drawn as a warning
}

// TieEnds are the kinds of two actors who may be tied.
type TieEnds struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// WorldAction is something that a sender may want to do.
type WorldAction struct {
	Action string `json:"action"`
	Label  string `json:"label"`
	Own    bool   `json:"own"` // a sender's own action, without a recipient
}

// ValueTable compares the values of an enumeration: what each costs and brings.
type ValueTable struct {
	Table   string        `json:"table"`
	Label   string        `json:"label"`
	Unit    string        `json:"unit"`    // of the prices: "US dollars a month"
	Columns []ValueColumn `json:"columns"` // what values bring, then features
	Rows    []ValueRow    `json:"rows"`
}

// ValueColumn is something that values bring, or a feature.
type ValueColumn struct {
	Label  string `json:"label"`
	Source string `json:"source"`
}

// ValueRow is one value.
type ValueRow struct {
	Value  string      `json:"value"`
	Label  string      `json:"label"`
	Price  string      `json:"price"`  // "29.99"; "0.00" for free; "" where none is named
	Source string      `json:"source"` // of the price
	Cells  []ValueCell `json:"cells"`  // in the order of the columns
}

// ValueCell is how much of something a value brings, or whether it has a feature.
type ValueCell struct {
	Text   string `json:"text"`         // "5"
	Has    *bool  `json:"has,omitzero"` // of a feature alone
	Source string `json:"source"`
}

// Standing is where an open session stands.
type Standing struct {
	Revision int     `json:"revision"` // from 1; grows with every edit, undo and redo
	History  History `json:"history"`
	// Differences are the checks that come to something else than in Request.Answers, while none of
	// the edits is in force.
	Differences []Difference `json:"differences,omitzero"`
}

// Closed is the session that was closed.
type Closed struct {
	Session string `json:"session"`
}

// Document is who there is in a scenario, and their ties. Relative tells that it is told since the revision that was asked for; else
// the lists are changed from none.
type Document struct {
	Revision    int           `json:"revision"`
	Relative    bool          `json:"relative,omitzero"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Actors      Splice[Actor] `json:"actors"`
	Ties        Splice[Tie]   `json:"ties"`
}

// Splice is how a list changes: what is put in stands in the place of as many entries as are dropped, from one on.
type Splice[T any] struct {
	At   int `json:"at"`
	Drop int `json:"drop"`
	Put  []T `json:"put"`
}

// InForce are the rules of the session; absent where they are the same since the revision that was asked for.
type InForce struct {
	Revision int    `json:"revision"`
	Rules    *Rules `json:"rules,omitzero" tstype:"Rules"`
}

// Marks are the best ways between Look.From and everybody else, as the canvas shows them. Few differ, so each stands once.
type Marks struct {
	Revision int    `json:"revision"`
	Look     Look   `json:"look"`
	Ways     []Mark `json:"ways"`
	Of       []int  `json:"of"`      // by actor, which of the ways; -1 for Look.From
	Flipped  []int  `json:"flipped"` // the actors whose way the last edit changed
}

// Answered is what can be said of the two who are looked at.
type Answered struct {
	Revision int        `json:"revision"`
	Look     Look       `json:"look"`
	Answer   *Answer    `json:"answer,omitzero" tstype:"Answer"` // of Look.From to Look.To; absent with fewer than two actors
	Own      []Decision `json:"own"`                             // the sender's own actions
}

// LastChange is what the last edit did; nothing where nothing was edited.
type LastChange struct {
	Revision int      `json:"revision"`
	Changed  *Changed `json:"changed,omitzero" tstype:"Changed"`
}

// Difference is a check that came to something else when a link to its scenario was made.
type Difference struct {
	Text string `json:"text"` // the check
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// Actor is somebody in the network as the page shows and edits it.
type Actor struct {
	ID      string            `json:"id"`
	Kind    string            `json:"kind"` // a Kind.kind
	Name    string            `json:"name"`
	Caption string            `json:"caption"` // "Premium Career · 3 credits"
	At      *session.At       `json:"at,omitzero" tstype:"At"`
	Values  map[string]string `json:"values"` // by attribute, as a person types it: "3", "true", "career"
	Fixed   []string          `json:"fixed"`  // the attributes whose every other value the laws of the world forbid now
}

// Tie is a tie between two actors, and how it is said in words.
type Tie struct {
	Tie  string `json:"tie"` // a TieKind.tie
	From string `json:"from"`
	To   string `json:"to"`
	Text string `json:"text"` // "Ana is connected to Ben"
}

// Rules are the rules in force in the open scenario.
type Rules struct {
	Set       string     `json:"set"`
	Title     string     `json:"title"`
	Carried   bool       `json:"carried"` // the scenario brings the set itself
	World     World      `json:"world"`
	Bare      bool       `json:"bare"` // the set's own rules and warnings are left out
	Questions []Question `json:"questions"`
	Rules     []Rule     `json:"rules"`
	Policies  string     `json:"policies"` // the user's own, Cedar text
	Notices   []string   `json:"notices"`  // what is odd about them: a rule that never applies
}

// Question is a place where the source contradicts itself or is silent.
type Question struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind" tstype:"'contradiction' | 'silence'"`
	Title    string    `json:"title"`
	Readings []Reading `json:"readings"`
	Chosen   string    `json:"chosen"` // the reading in force
	Default  string    `json:"default"`
}

// Rests lists the outcomes of a network that rest on how a question is read.
type Rests struct {
	Question string         `json:"question"`
	Text     string         `json:"text"`     // "7 answers rest on how C1 is read"
	Outcomes []RestsOutcome `json:"outcomes"` // the first hundred
}

// Rebased is what of a scenario has no place under another rule set.
type Rebased struct {
	Lost    []Loss   `json:"lost"`
	Renames []Rename `json:"renames"` // that would keep some of it
	// Mistakes keep the set from being one: then nothing is lost.
	Mistakes []PartMistakes `json:"mistakes"`
}

// Loss is something that has no place.
type Loss struct {
	Text string   `json:"text"` // "Company, set on 2 members"
	Of   []string `json:"of"`   // what of, where that is only counted: "Ana", "Ana visits Acme Inc."
}

// Rename is a name in the place of one that another rule set does not have.
type Rename struct {
	What string `json:"what"` // a name in Edit.renames
	To   string `json:"to"`
	Text string `json:"text"` // "Rename “Member.tier” to “plan”"
}

// PartMistakes is what is wrong with a part of a rule set.
type PartMistakes struct {
	Part        string       `json:"part"` // its name; "" for the whole or its name
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// Texts is a rule set as texts by the names of its parts.
type Texts struct {
	Set map[string]string `json:"set"`
}

// Elsewhere is a built-in rule set that decides a pair otherwise than the open scenario's rules.
type Elsewhere struct {
	Set      string             `json:"set"`
	Title    string             `json:"title"`
	Text     string             `json:"text"`     // "“The article, as written” answers otherwise: Message is allowed."
	Outcomes []ElsewhereOutcome `json:"outcomes"` // of the actions that both have and decide otherwise
}

// ElsewhereOutcome is what an action comes to under another rule set.
type ElsewhereOutcome struct {
	Action  string `json:"action"`
	Text    string `json:"text"`    // "allowed for 1 InMail credit, contested"
	Summary string `json:"summary"` // with the rules that decide there, and their sources
}

// RestsOutcome is one outcome that another reading would change.
type RestsOutcome struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Action   string `json:"action"`
	Text     string `json:"text"` // "Ana → Ben, Message: allowed; read as “summary”: forbidden"
	Contests bool   `json:"contests"`
}

// Glossary is what words mean that not everybody knows.
type Glossary struct {
	Terms    []Term `json:"terms"`    // the engine's own
	Declared []Term `json:"declared"` // of the rule set
}

// Term is a word and what it means, in a sentence or two.
type Term struct {
	Key   string `json:"key"` // of the set, what it declares: "attributes.tier"
	Term  string `json:"term"`
	Means string `json:"means"`
}

// Reading is one way to read a question.
type Reading struct {
	Reading string `json:"reading"`
	Title   string `json:"title"`
	From    string `json:"from"` // the sources it rests on: "A4"; "" for our own choice
}

// Rule is one Cedar policy.
type Rule struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Effect   string   `json:"effect" tstype:"'permit' | 'forbid' | 'warn'"`
	Actions  []string `json:"actions"`
	Sources  []string `json:"sources"`
	Readings string   `json:"readings"` // those it needs, "C1=list C6=inherit"
	Cost     int      `json:"cost"`
	Cedar    string   `json:"cedar"`
	On       bool     `json:"on"`      // not switched off in this scenario
	InForce  bool     `json:"inForce"` // on, and the readings that it needs are chosen
	Own      bool     `json:"own"`     // written by the user
	// PairByPair tells that Cedar is asked about each pair: the rule compares two texts, or two numbers, that are of both.
	PairByPair bool `json:"pairByPair,omitzero"`
}

// Deciding is what each rule decides in a network, and for the pair at hand.
type Deciding struct {
	// Outcomes counts the outcomes that a rule decides, or that a warning warns of, by its id; absent beyond Limits.SmallActors.
	Outcomes map[string]int `json:"outcomes,omitzero"`
	// Rests counts the outcomes that another reading of a question would change, by its id; absent beyond, too.
	Rests map[string]int `json:"rests,omitzero"`
	// Here are the labels of the actions of the pair at hand that it decides, by its id.
	Here map[string][]string `json:"here"`
}

// Facts are what a rule can be composed of.
type Facts struct {
	Pairs []FactPair `json:"pairs"` // that the action is offered to
	Pair  int        `json:"pair"`  // the one that the facts are of
	Facts []Fact     `json:"facts"`
}

// FactPair is a kind of pair.
type FactPair struct {
	Sender    string `json:"sender"`
	Recipient string `json:"recipient"`
	Label     string `json:"label"` // "Member → Page"
}

// Fact is something that a rule may ask for.
type Fact struct {
	Choices []Choice `json:"choices"` // what it can be: a condition, and the sentence that says it
	Present int      `json:"present"` // the one that the pair at hand makes true; 0 without a pair
	Asked   bool     `json:"asked"`   // a rule on the action looks at it already
}

// Drafted is a rule as it would be written, and the edit that writes it.
type Drafted struct {
	ID    string       `json:"id"`
	Cedar string       `json:"cedar"` // "" where a rule is taken away
	Edit  session.Edit `json:"edit" tstype:"Edit"`
}

// History is where the session stands among its edits. The page keeps scenario, edits
// and position, so that it can rebuild the session.
type History struct {
	Position  int    `json:"position"`
	Length    int    `json:"length"`
	Undo      string `json:"undo"` // what undo would take back, in words; "" when there is nothing
	Redo      string `json:"redo"`
	Coalesced bool   `json:"coalesced"` // the last edit replaced the one before it
}

// Mark is what a best way comes to, in words.
type Mark struct {
	Cell Cell   `json:"cell"`
	Text string `json:"text"` // "message, free"
}

// Cell is the best way of one actor to another.
type Cell struct {
	Mark string `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error' | 'self'"`
	Way  string `json:"way"` // "" when there is none
	Cost int    `json:"cost"`
	// Assumed tells that the way is so by what is taken for an answer where the source says nothing.
	Assumed bool `json:"assumed,omitzero"`
}

// Answer says in words whether and how one actor may reach another.
type Answer struct {
	From     string     `json:"from"`
	To       string     `json:"to"`
	Cell     Cell       `json:"cell"`
	Headline string     `json:"headline"`      // "Ana can reach Ben by InMail."
	Detail   string     `json:"detail"`        // one sentence: why
	Because  []Because  `json:"because"`       // what detail says, one thing after another
	Sources  []string   `json:"sources"`       // of the rule that it ends with: "A12"
	Assumed  string     `json:"assumed"`       // as Decision.assumed, of the best way
	Path     *Path      `json:"path,omitzero"` // how Detail gets from one to the other; absent where they are not linked
	Actions  []Decision `json:"actions"`       // every action that the schema offers to this pair
	Turn     Turn       `json:"turn"`          // what a fixes request about the two is going to say
}

// Path is a shortest way from the sender of an answer to its recipient.
type Path struct {
	Tie    string   `json:"tie"`    // which stands between each and the next
	Actors []string `json:"actors"` // both ends included
}

// Because is one thing that explains an answer.
type Because struct {
	Of   string `json:"of" tstype:"'path' | 'price' | 'rule' | 'obstacle'"`
	Text string `json:"text"`
}

// Turn says what fixes are about, before any was looked for.
type Turn struct {
	Title string `json:"title"` // Fixes.title; "" where nothing can be turned
	Opens bool   `json:"opens"` // Fixes.opens
}

// Fixes are the smallest sets of changes within the limits asked for that turn verdicts, those that ask least first.
type Fixes struct {
	Revision int      `json:"revision"`
	Title    string   `json:"title"`   // "What would allow Ana to message Ben"
	None     string   `json:"none"`    // among what none was found; "" where there are some
	Beyond   int      `json:"beyond"`  // how many there are without the limits, where none keeps within them
	Actions  []string `json:"actions"` // whose verdicts they turn
	Opens    bool     `json:"opens"`   // they allow what is denied; otherwise they take away what is allowed
	Fixes    []Fix    `json:"fixes"`
	// More tells that they are still looked for: the same request goes on.
	More bool `json:"more,omitzero"`
}

// Fix is one such set. Its Edit makes all of it at once.
type Fix struct {
	Action   string       `json:"action"`
	Text     string       `json:"text"`     // all changes: "Ben invites Ana, and Ana accepts"
	Then     string       `json:"then"`     // "Then Ana may message Ben"
	Cost     string       `json:"cost"`     // "free", "29.99 US dollars a month", "20.00 more US dollars a month"
	Free     bool         `json:"free"`     // it costs no money
	Others   string       `json:"others"`   // "changes 4 other answers"; "" where they were not looked for
	Outcomes []string     `json:"outcomes"` // the first twenty of these, before and after
	Source   bool         `json:"source"`   // it changes what the source means, be it together with the world
	Changes  []FixChange  `json:"changes"`
	Edit     session.Edit `json:"edit" tstype:"Edit"`
}

// FixChange is one change of a fix.
type FixChange struct {
	Kind  string `json:"kind" tstype:"'set' | 'make' | 'take' | 'perform' | 'reading' | 'rule'"`
	Text  string `json:"text"`
	Who   string `json:"who"`   // the id of who must act; "" where nobody must
	Doubt string `json:"doubt"` // what nothing says of its steps: "Nothing says whether Ben may invite Ana"
}

// Decision is the outcome of one action and everything that explains it.
type Decision struct {
	From       string          `json:"from"`
	To         string          `json:"to"` // "" for a sender's own action
	Action     string          `json:"action"`
	Label      string          `json:"label"`
	Mark       string          `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error' | 'self'"` // as the canvas shows it
	Verdict    string          `json:"verdict" tstype:"'allowed' | 'forbidden' | 'unstated' | 'error'"`
	Contested  bool            `json:"contested"`
	Cost       int             `json:"cost"`
	Outcome    string          `json:"outcome"` // "allowed for 1 credit": in the words of its other readings
	Short      string          `json:"short"`   // "allowed · 1 credit, 2 left after": beside the action's name
	Summary    string          `json:"summary"` // one sentence: the answer and its reason
	Assumed    string          `json:"assumed"` // what it rests on where the source says nothing; "" where it rests on nothing of the kind
	Warnings   []Warning       `json:"warnings"`
	Rules      []DecidingRule  `json:"rules"`
	Readings   []OtherReading  `json:"readings"`
	Conditions []RuleCondition `json:"conditions"`
	Advice     []Advice        `json:"advice"`
	Flipped    bool            `json:"flipped"`
}

// Warning is a risk of an allowed action.
type Warning struct {
	Source string `json:"source"`
	Text   string `json:"text"`
}

// DecidingRule is a rule that decided.
type DecidingRule struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Sources []string `json:"sources"`
	Effect  string   `json:"effect" tstype:"'permit' | 'forbid'"`
}

// OtherReading is what the decision would be if a question were read another way. Where
// only two readings together change it, Question and Reading name both, joined by " + ".
type OtherReading struct {
	Question  string `json:"question"`
	Reading   string `json:"reading"`
	Verdict   string `json:"verdict" tstype:"'allowed' | 'forbidden' | 'unstated' | 'error'"`
	Cost      int    `json:"cost"`
	Contests  bool   `json:"contests"` // the source contradicts itself here and it matters
	Title     string `json:"title"`    // the question
	Text      string `json:"text"`     // the outcome: "allowed for 1 credit"
	InForce   string `json:"inForce"`  // the reading in force now
	ForceText string `json:"forceText"`
	OtherText string `json:"otherText"`
}

// RuleCondition is one condition of a rule and what it came to for this pair.
type RuleCondition struct {
	Rule   string `json:"rule"`
	Title  string `json:"title"`
	Effect string `json:"effect" tstype:"'permit' | 'forbid'"`
	Role   string `json:"role" tstype:"'decides' | 'kept-away' | 'missing'"` // why the rule is listed
	Text   string `json:"text"`                                              // the fact that it saw: "Ana has 3 InMail credits"
	Asks   string `json:"asks"`                                              // what it asks for, true here or not: "Ana has a Premium tier"
	Holds  string `json:"holds" tstype:"'yes' | 'no' | 'not-reached'"`
	Cedar  string `json:"cedar"` // the condition's own text
	Start  int    `json:"start"` // its place in the rule's Cedar text, in UTF-16 units
	End    int    `json:"end"`
}

// Advice is a tip of the source for an allowed action.
type Advice struct {
	Source string `json:"source"`
	Text   string `json:"text"`
}

// Check is a check of the scenario and what came of it.
type Check struct {
	Index    int            `json:"index"`
	Name     string         `json:"name"`        // "" unless the file gives one
	In       string         `json:"in,omitzero"` // the rule set that it is asked under, where it is another than the scenario's
	OK       bool           `json:"ok"`
	From     string         `json:"from"`
	To       string         `json:"to"` // "" for a sender's own action
	Action   string         `json:"action"`
	Readings string         `json:"readings"` // those of this check alone, "C1=list C6=inherit"
	Text     string         `json:"text"`     // "Ana → Ben, InMail"
	Says     string         `json:"says"`     // what it expects in a sentence; "" where it expects no verdict, or it cannot be decided
	Expected string         `json:"expected"`
	Got      string         `json:"got"`
	Asked    string         `json:"asked"`    // Expected in the form of Token
	Token    string         `json:"token"`    // Got in the form that links hold, which no wording changes
	Problems []string       `json:"problems"` // empty when it passed
	Why      string         `json:"why"`      // the decision in sentences where it failed, "" when it passed
	Rules    []DecidingRule `json:"rules"`    // those that decided
	Note     string         `json:"note"`
}

// Checked is the result of the check request.
type Checked struct {
	Revision int     `json:"revision,omitzero"` // of a session's
	Passed   int     `json:"passed"`
	Failed   int     `json:"failed"`
	Checks   []Check `json:"checks"`
	// Notices are what is odd about the rules: one that never applies.
	Notices []string `json:"notices"`
}

// Decided is one decision as the command line and the Worker print it.
type Decided struct {
	From       string          `json:"from"`
	To         string          `json:"to"` // "" for a sender's own action
	Action     string          `json:"action"`
	Verdict    string          `json:"verdict" tstype:"'allowed' | 'forbidden' | 'unstated' | 'error'"`
	Contested  bool            `json:"contested"`
	Cost       int             `json:"cost"`
	Warnings   []string        `json:"warnings"`
	Rules      []DecidedRule   `json:"rules"`
	Readings   []DecidedFlip   `json:"readings"`
	Conditions []DecidedReason `json:"conditions"`
	Error      string          `json:"error,omitzero"` // why there is no verdict, where it is "error"
	Notices    []string        `json:"notices"`        // what is odd about the rules: one that never applies
}

// DecidedRule is a deciding rule.
type DecidedRule struct {
	ID      string   `json:"id"`
	Sources []string `json:"sources"`
	Effect  string   `json:"effect"`
}

// DecidedFlip is what another reading would decide.
type DecidedFlip struct {
	Question string `json:"question"`
	Reading  string `json:"reading"`
	Verdict  string `json:"verdict"`
	Cost     int    `json:"cost"`
}

// DecidedReason is a condition of a deciding rule or, where nothing permits the action,
// of a rule that could have.
type DecidedReason struct {
	Rule  string `json:"rule"`
	Text  string `json:"text"`
	Holds string `json:"holds"` // "yes", "no" or "not-reached"
}

// Fixed is the fixes of one action as the command line prints them.
type Fixed struct {
	From    string      `json:"from"`
	To      string      `json:"to"` // "" for a sender's own action
	Action  string      `json:"action"`
	Opens   bool        `json:"opens"` // they allow what is denied; otherwise they take away what is allowed
	Limits  FixLimits   `json:"limits"`
	Fixes   []FixedOnce `json:"fixes"`
	Beyond  int         `json:"beyond"`  // how many there are without the limits, where none keeps within them
	Notices []string    `json:"notices"` // what is odd about the rules: one that never applies
}

// FixedOnce is one fix as the command line prints it, and what it comes to.
type FixedOnce struct {
	Changes   []FixedChange `json:"changes"`        // in the order in which they are made
	Price     string        `json:"price,omitzero"` // US dollars a month beyond what is paid now, "29.99"; absent where the source names no price
	Source    bool          `json:"source"`         // it changes what the source means, be it together with the world
	Verdict   string        `json:"verdict"`
	Cost      int           `json:"cost"`
	Contested bool          `json:"contested"`
	Others    int           `json:"others"`   // how many other outcomes change
	Outcomes  []FixedOther  `json:"outcomes"` // the first hundred of these
}

// FixedChange is one change: what who does to whom, or which reading or rule changes.
type FixedChange struct {
	Kind     string      `json:"kind"`
	Text     string      `json:"text"`
	Who      string      `json:"who"` // "" where nobody must act
	From     string      `json:"from,omitzero"`
	To       string      `json:"to,omitzero"` // absent where only From changes
	Field    string      `json:"field,omitzero"`
	Value    string      `json:"value,omitzero"`
	Tie      string      `json:"tie,omitzero"`
	Price    string      `json:"price,omitzero"` // of a value
	Question string      `json:"question,omitzero"`
	Reading  string      `json:"reading,omitzero"`
	Rule     string      `json:"rule,omitzero"`
	Steps    []FixedStep `json:"steps"`
}

// FixedStep is an action that a change is made of, and the decision on it at that moment.
type FixedStep struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Action    string `json:"action"`
	Verdict   string `json:"verdict"`
	Cost      int    `json:"cost"`
	Contested bool   `json:"contested"`
}

// FixedOther is another outcome that a fix changes.
type FixedOther struct {
	From   string  `json:"from"`
	To     string  `json:"to"` // "" for a sender's own action
	Action string  `json:"action"`
	Before Outcome `json:"before"`
	After  Outcome `json:"after"`
}

// Outcome is a verdict and what goes with it.
type Outcome struct {
	Verdict   string `json:"verdict"`
	Cost      int    `json:"cost"`
	Contested bool   `json:"contested"`
}

// Cells are some of everyone to everyone in the open session. They come as bytes beside the response, a byte a pair: the row of each
// of the senders, by recipient, and then the column of each of the recipients, by sender, in the order of the document. The seven
// lowest bits of a byte are the number of its outcome; the highest says that the last edit changed it. With Request.CSV the bytes are
// rows as the command prints them instead, as UTF-8; the first row then has one of the recipients before it.
//
// Relative tells that these are all that the last edit may have changed since the revision that was asked for: any other cell comes to
// the same as before, and that edit did not change it. Of what was asked since a revision and cannot be told that way, nothing comes:
// it is asked for from the first row on.
type Cells struct {
	Revision   int      `json:"revision"` // of the session: what came meanwhile makes cells of another one old
	Relative   bool     `json:"relative,omitzero"`
	Senders    []int    `json:"senders"`    // whose rows these are
	Recipients []int    `json:"recipients"` // whose columns these are
	Progress   Progress `json:"progress"`   // in rows, of which the next is asked for as the start
	// Outcomes by their number are those of all rows so far, and what they came to before the edits that were told of relatively: what
	// comes next may add to them. The first is that of oneself, and of two
	// between whom nothing is offered. There are 128 at most: what is beyond shares one of its mark, whose text says so.
	Outcomes []CellOutcome `json:"outcomes"`
	Flipped  int           `json:"flipped"` // how many cells the last edit changed, of all rows so far; in the end of all

	bytes []byte
}

// CellOutcome is what a cell may come to, and how it is said.
type CellOutcome struct {
	Mark string `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error' | 'self'"`
	Way  string `json:"way"` // "" when there is none
	Cost int    `json:"cost"`
	Text string `json:"text"` // "reachable by InMail for 1 credit"; "" of the first
}

// Summary is what a network comes to as a whole: whom each value of a choice reaches, and the tie that would help most. What is
// asked of one actor is about From alone: its tie, and what values with a price would be worth to it.
type Summary struct {
	Revision int      `json:"revision,omitzero"` // of the session that was asked
	Progress Progress `json:"progress,omitzero"` // roughly

	All     *Reach       `json:"all,omitzero" tstype:"Reach"`   // absent while it is not known; so are One and Tie
	Groups  []ReachGroup `json:"groups"`                        // in the order of the schema; a value that nobody has is left out
	From    string       `json:"from"`                          // "" where everybody is asked about
	One     *Reach       `json:"one,omitzero" tstype:"Reach"`   // of From
	Tie     *BestTie     `json:"tie,omitzero" tstype:"BestTie"` // the best so far, where there is more
	Worths  []Worth      `json:"worths"`                        // of From
	Notices []string     `json:"notices"`                       // what is odd about the rules: one that never applies
}

// Incoming is who reaches one actor, and what each of its settings would change.
type Incoming struct {
	Revision int               `json:"revision,omitzero"` // of the session that was asked
	To       string            `json:"to"`
	Name     string            `json:"name"` // of the actor, as in sentences
	Text     string            `json:"text"` // "3 of 5 can reach Ana."
	Reaching int               `json:"reaching"`
	Senders  int               `json:"senders"` // to whom a way is offered, whatever comes of it
	Ways     []IncomingWay     `json:"ways"`    // what the best way of each sender comes to, the best first
	Settings []IncomingSetting `json:"settings"`
	Idle     string            `json:"idle"`    // the settings of which no value changes anything, in a sentence; they are not among Settings
	Notices  []string          `json:"notices"` // what is odd about the rules: one that never applies
}

// IncomingWay is who reaches an actor by the same best way; or does not, for the same reason.
type IncomingWay struct {
	Mark string   `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error'"`
	Way  string   `json:"way"` // "" when there is none
	Cost int      `json:"cost"`
	Text string   `json:"text"` // "Reachable by InMail for 1 credit"
	From []string `json:"from"` // ids, in the order of the file
}

// IncomingSetting is an attribute with few values: a choice, or a yes or no.
type IncomingSetting struct {
	Field  string          `json:"field"`
	Label  string          `json:"label"`
	Text   string          `json:"text"`   // "As it is, it lets in Ben and Dev."
	LetsIn []string        `json:"letsIn"` // ids of those who reach the actor, and would not with some other value
	Values []IncomingValue `json:"values"` // those that no law refuses
}

// IncomingValue is what a value of a setting would change.
type IncomingValue struct {
	Value      string `json:"value"` // "" where the attribute is absent
	ValueLabel string `json:"valueLabel"`
	Now        bool   `json:"now"` // the actor has it
	Reaching   int    `json:"reaching"`
	Opened     int    `json:"opened"` // who reaches the actor with it and not without
	Closed     int    `json:"closed"`
	Otherwise  int    `json:"otherwise"` // whose best way is another, at another cost, or under other readings
	Text       string `json:"text"`      // "Eve could no longer reach Ana."
	Note       string `json:"note"`      // what it brings, and what gives way to it
}

// Reach is how far senders get: of the ordered pairs of one of them and somebody to whom a way is offered, so many have one that is
// allowed, contested ones and those at a cost included.
type Reach struct {
	Text    string     `json:"text"` // "3 actors reach 1.7 of 5 each, 34.0 %"
	Senders int        `json:"senders"`
	Pairs   int        `json:"pairs"`
	Reached int        `json:"reached"`
	Ways    []ReachWay `json:"ways"` // what the best way of each pair comes to, the best first
}

// ReachWay is how many pairs have a best way that comes to the same.
type ReachWay struct {
	Mark  string `json:"mark" tstype:"'free' | 'cost' | 'contested' | 'forbidden' | 'unstated' | 'error' | 'self'"`
	Way   string `json:"way"` // "" when there is none
	Cost  int    `json:"cost"`
	Pairs int    `json:"pairs"`
	Text  string `json:"text"` // "12 reachable by InMail for 1 credit"
}

// ReachGroup is those who have a value of a choice.
type ReachGroup struct {
	Kind       string `json:"kind"`  // a Kind.kind
	Field      string `json:"field"` // an Attribute.name of it
	Label      string `json:"label"`
	Value      string `json:"value"` // "" where the attribute is absent
	ValueLabel string `json:"valueLabel"`
	Reach      Reach  `json:"reach"`
}

// BestTie is the one tie more with which most pairs more are reached, and how it was found. Tie is "" where none opens any.
type BestTie struct {
	Text     string `json:"text"` // "The tie that would help most for Ana: Ana and Ben are connected. It reaches 12 more."
	How      string `json:"how"`  // "40 ties could be made; 3 were tried, and no other can gain more."
	Note     string `json:"note"` // what gives way to it
	Tie      string `json:"tie"`
	From     string `json:"from"`
	To       string `json:"to"`
	Opened   int    `json:"opened"`
	Closed   int    `json:"closed"`
	Possible int    `json:"possible"` // ties that are not there and could be, as far as kinds say
	Tried    int    `json:"tried"`    // those that were made to see what they come to; of the others it is known what they can gain at most
	Beyond   int    `json:"beyond"`   // the most that any that was not tried could gain
	Exact    bool   `json:"exact"`    // none gains more than this one
}

// Worth is how far an actor would get with a value of an enumeration that has prices.
type Worth struct {
	Field      string `json:"field"`
	Label      string `json:"label"`
	Value      string `json:"value"`
	ValueLabel string `json:"valueLabel"`
	Price      string `json:"price"` // as in ValueRow
	Now        bool   `json:"now"`   // the actor has it
	Reach      Reach  `json:"reach"`
	Opened     int    `json:"opened"` // who is reached with it and not without
	Closed     int    `json:"closed"`
	Text       string `json:"text"` // "Premium Career, 29.99 US dollars a month: reaches 5 of 7, opens 2, closes none"
	Note       string `json:"note"` // what it brings, and what gives way to it
}

// Saved is a scenario as a file.
type Saved struct {
	Scenario string `json:"scenario"`
	Name     string `json:"name"` // a file name made from the title
}

// Changed is what the last edit did to the outcomes, or what an edit would do.
type Changed struct {
	Text   string `json:"text"` // "3 answers changed: 2 to yes, 1 to no", "2 answers would change to yes"
	Note   string `json:"note"` // what the edit did besides: "Ana now has 5 InMail credits a month"
	Opened int    `json:"opened"`
	Closed int    `json:"closed"`
	Other  int    `json:"other"` // allowed before and after, at another cost or contested
	Flips  []Flip `json:"flips"` // the first hundred
	// Stays says why the outcome that a preview asks about would stay as it is; absent where it would not.
	Stays string `json:"stays,omitzero"`
}

// Flip is one outcome that an edit changed.
type Flip struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Action string `json:"action"`
	Before string `json:"before"`
	After  string `json:"after"`
	Text   string `json:"text"` // "Ana → Ben, InMail: was denied, is allowed for 1 credit"
	Why    string `json:"why"`
}

// Linted is what a text of rules holds and what is wrong with it. All places are offsets into it, in UTF-16 code units.
type Linted struct {
	Rules       []LintedRule `json:"rules"` // in the order of the text; those that cannot be read are left out
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// Found is what is odd about the rules of a text beside all others, as far as they have been looked at.
type Found struct {
	Rules       []LintedRule `json:"rules"`
	Diagnostics []Diagnostic `json:"diagnostics"` // without what is wrong with each rule by itself
	Progress    Progress     `json:"progress"`    // in rules
	Untold      int          `json:"untold"`      // of those that are done, how many tell too many situations apart for an answer
}

// Progress is how far a long answer has come, which comes in slices of some 50 ms at most. While there is more, the same request
// asked again goes on with it, and the answer says all that is known by then. Whoever does not ask again cancels it.
type Progress struct {
	Done int  `json:"done"`
	Of   int  `json:"of"`
	More bool `json:"more"`
}

// LintedRule is a rule and its place, from its first annotation to its semicolon.
type LintedRule struct {
	ID    string `json:"id"` // "" where it has none
	Title string `json:"title"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Never bool   `json:"never"` // it decides nothing, whatever the network
}

// Diagnostic is something wrong or odd about a text.
type Diagnostic struct {
	Code     string    `json:"code"`
	Severity string    `json:"severity" tstype:"'error' | 'warning'"` // an error keeps the text from being used
	Message  string    `json:"message"`
	Line     int       `json:"line"`   // from 1
	Column   int       `json:"column"` // in characters, from 1
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Fixes    []TextFix `json:"fixes"` // each mends it by itself
}

// TextFix is a set of edits to be made together. They do not overlap, and stand in the order of the text.
type TextFix struct {
	Title string     `json:"title"`
	Edits []TextEdit `json:"edits"`
}

// TextEdit puts a text into a place.
type TextEdit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Completed is what may be written at an offset, in the place of what stands from start to end.
type Completed struct {
	Start int          `json:"start"`
	End   int          `json:"end"`
	Items []Completion `json:"items"`
}

// Completion is one thing that may be written. What is inserted of a snippet has fields, ${name}, to be filled in.
type Completion struct {
	Label  string `json:"label"`
	Detail string `json:"detail"`
	Insert string `json:"insert"`
	Kind   string `json:"kind" tstype:"'keyword' | 'variable' | 'kind' | 'fact' | 'action' | 'value' | 'annotation' | 'text' | 'snippet'"`
}

// Hovered is what stands at an offset; without a title it is nothing of which there is something to say.
type Hovered struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Title    string   `json:"title"`
	Lines    []string `json:"lines"`
	Declared bool     `json:"declared"` // in a file of the set, which declaration gives
}

// Declaration is where something is declared, in a file of the set.
type Declaration struct {
	File  string `json:"file"`
	Text  string `json:"text"` // all of it
	Line  int    `json:"line"` // where the declaration begins, from 1
	Start int    `json:"start"`
	End   int    `json:"end"`
}
