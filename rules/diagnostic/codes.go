package diagnostic

import (
	"slices"
	"strings"
)

// Code is what a message says, whatever the language. The names of codes of mistakes never change: files and links hold them.
type Code uint16

// String is the code's name, as in unknown-field; "" for no code.
func (c Code) String() string {
	if c == 0 {
		return ""
	}
	return names[c-1]
}

// All are the codes, in their order.
func All() []Code {
	var all []Code
	for i := range names {
		all = append(all, Code(i+1))
	}
	return all
}

// names are the names of all codes, in their order.
var names = strings.Fields(allNames)

// Severity is that of all diagnostics with the code.
func (c Code) Severity() Severity {
	if slices.Contains(warnings, c) {
		return Warning
	}
	return Error
}

// warnings are the codes of what is odd, but allowed.
var warnings = []Code{SkippedComma, HiddenMark, NeverHolds, AlwaysExcepted, Excluding, Outdone, AllowedAnyway, ForbiddenAnyway, LookAlike, AsksNothing, ExceptsNothing, NeverApplies, UnknownMention, OtherMention}

// The codes, each with its name and, behind a colon, its arguments.
const (
	// Mistakes of syntax in Cedar text.
	NotUTF8          Code = iota + 1 // not-utf8
	NulCharacter                     // nul-character
	UnknownCharacter                 // unknown-character: it
	Division                         // no-division: the operator
	BadName                          // bad-name: the name, the Latin one that it looks like or ""
	InvisibleMark                    // invisible-mark: its code point
	HiddenMark                       // hidden-mark: its code point
	UnclosedComment                  // unclosed-comment
	UnclosedText                     // unclosed-text
	WrongQuotes                      // wrong-quotes: the text in the right ones
	MissingQuotes                    // missing-quotes: what stands in quotes
	BadEscape                        // bad-escape: it
	HexEscape                        // bad-hex-escape
	UnicodeEscape                    // bad-unicode-escape
	NeedlessEscape                   // needless-escape
	LargeNumber                      // large-number
	Fraction                         // fraction: how it is written
	WrongOperator                    // wrong-operator: the right one, what stands there
	WrongPunctuation                 // wrong-punctuation: the right one, what stands there
	Unexpected                       // unexpected: what is expected, what stands there or "", the nearest or "", what to do or none
	MissingBracket                   // missing-bracket: it, the opening one and its line
	EarlySemicolon                   // early-semicolon
	MissingSemicolon                 // missing-semicolon: what it ends
	MissingComma                     // missing-comma
	SkippedComma                     // skipped-comma: some readers of schemas do without it
	ReservedWord                     // reserved-word: it, where no quotes would help
	UnquotedWord                     // unquoted-word: a reserved one
	ReservedType                     // reserved-type: it
	OwnNamespace                     // own-namespace
	NestedNamespace                  // nested-namespace
	Duplicate                        // duplicate: what, the line of the first
	Nested                           // nested: the most levels
	LongRow                          // long-row: the most in it
	SingleColon                      // single-colon
	EntityForType                    // entity-for-type
	UnquotedID                       // unquoted-id: the entity
	MissingID                        // missing-id: the kind
	BareAction                       // bare-action
	Template                         // template
	TypedAction                      // typed-action
	ListInScope                      // list-in-scope: the variable
	ChainedCompare                   // chained-comparison
	BareIf                           // bare-if
	UnknownVariable                  // unknown-variable: it, the nearest or ""
	UnknownFunction                  // unknown-function: it, the nearest or "", all
	UnknownMethod                    // unknown-method: it, the nearest or ""
	MethodAlone                      // method-alone: the method
	FunctionOfValue                  // function-of-value: the function
	NoArguments                      // no-arguments: the method
	OneArgument                      // one-argument: the method
	EmptyEnum                        // empty-enum
	MissingSide                      // missing-side: the side
	NoSides                          // no-sides
	OptionalType                     // optional-type

	// What is expected, in the mistakes of syntax.
	AnyOf           // any-of: tokens, or one
	AnAction        // an-action
	AnAttribute     // an-attribute
	QuotedAttribute // an-attribute-in-quotes
	AnEntity        // an-entity
	EntityID        // entity-id
	AKey            // a-key
	APattern        // a-pattern
	AText           // a-text
	AType           // a-type
	AValue          // a-value
	NameOrID        // name-or-id
	ActionName      // action-name
	AnnotationName  // annotation-name
	AnnotationValue // annotation-value
	EntityTypeName  // entity-type-name
	NamespaceName   // namespace-name
	TypeName        // type-name
	ARule           // a-rule
	ADeclaration    // a-declaration
	TheAction       // the-action: its name
	TheAnnotation   // the-annotation
	TheAttribute    // the-attribute: its name
	TheEntityType   // the-entity-type
	TheKey          // the-key
	TheNamespace    // the-namespace
	TheType         // the-type
	Closes          // closes: the bracket, its line
	BehindScope     // behind-scope
	InBraces        // in-braces
	InClauses       // in-clauses
	LikeAnnotation  // like-annotation
	LikeIndex       // like-index
	LikePattern     // like-pattern
	RuleBegins      // rule-begins
	ScopeOrder      // scope-order
	FixWrite        // fix-write: a text
	FixAdd          // fix-add: a text
	FixRemove       // fix-remove
	FixSpace        // fix-space
	FixQuotes       // fix-quotes
	FixBehindName   // fix-behind-name

	// Mistakes in a schema that is no world.
	HasNamespace       // has-namespace
	TypeNoRecord       // type-no-record
	OtherType          // other-type: its name
	NoKinds            // no-kinds
	TooMany            // too-many: what, how many, the most
	UnknownAnnotation  // unknown-annotation: it, the nearest or "", those that there are
	BadAnnotation      // bad-annotation: it, its values, what stands there, the nearest or ""
	KindsTogether      // kinds-together
	CedarEnum          // cedar-enum: its name
	HasTags            // has-tags
	OtherGroup         // other-group
	NobodyAttributes   // nobody-attributes
	NobodyTwice        // nobody-twice
	NobodyUnnamed      // nobody-unnamed
	KindWithoutList    // kind-without-list: the kind
	ListWithoutKind    // list-without-kind: the kind
	BadList            // bad-list: its name
	TakenList          // taken-list: its name
	SecondList         // second-list: its name
	NameNoText         // name-no-text
	MissingName        // missing-name: the kind
	CompoundAttribute  // compound-attribute
	AttributeOfKind    // attribute-of-kind: the kind
	OtherAttributeType // other-attribute-type: the type
	TakenAttribute     // taken-attribute: its name
	PaysTwice          // pays-twice: the kind, what pays already
	BadValues          // bad-values
	TieNoBool          // tie-no-bool
	MissingEnds        // missing-ends: the tie
	NobodyMade         // nobody-made: the tie
	BadEnds            // bad-ends: what stands there
	MixedEnds          // mixed-ends
	NoFactOfPair       // no-fact-of-pair: its name
	MissingSideOfTie   // missing-side-of-tie: the fact
	FactNoBool         // fact-no-bool
	BadFar             // bad-far: the most
	DirectedDistance   // directed-distance: the tie
	DistanceNoLong     // distance-no-long: its name
	SameFact           // same-fact: the fact, the same, their tie
	ActionGroup        // action-group
	AnswersTwo         // answers-two
	OfferedToNobody    // offered-to-nobody: the action
	TieMadeNowhere     // tie-made-nowhere: the tie, the kinds, the action
	NeverBetween       // never-between: the tie, the action
	NoActorKind        // no-actor-kind: the name
	OwnAndOther        // own-and-other
	OwnContext         // own-context
	OtherContext       // other-context
	Unresolved         // unresolved

	// Names that do not exist, in all texts, and what they would be names of.
	UnknownName     // unknown-name: what, the name, the nearest or "", those to choose from or none
	UnknownValue    // unknown-value: the entity, the nearest or "", all values
	UnknownReading  // unknown-reading: the question, the name, the nearest or "", those to choose from
	NounAction      // noun-action
	NounAttribute   // noun-attribute
	NounDistance    // noun-distance
	NounEdit        // noun-edit
	NounEnumeration // noun-enumeration
	NounFact        // noun-fact
	NounFeature     // noun-feature
	NounKind        // noun-kind
	NounKindOfActor // noun-kind-of-actor
	NounLaw         // noun-law
	NounModel       // noun-model
	NounQuestion    // noun-question
	NounRequest     // noun-request
	NounRule        // noun-rule
	NounSet         // noun-set
	NounTie         // noun-tie
	NounUnit        // noun-unit
	NounValue       // noun-value

	// Mistakes in JSON, and what a value of it is.
	NotJSON      // not-json: the cause, or none
	RepeatedName // repeated-name: it
	UnknownField // unknown-field: the nearest or ""
	WrongType    // wrong-type: what it must be, what it is
	AString      // a-string
	ANumber      // a-number
	ThisNumber   // this-number
	WholeNumber  // whole-number
	TrueOrFalse  // true-or-false
	AnObject     // an-object
	AList        // a-list
	Null         // null

	// Mistakes in a scenario file.
	MoreMistakes     // more-mistakes: how many are named
	MissingField     // missing-field: its name
	LongText         // long-text: its characters, the most
	ControlCharacter // control-character: its code point
	BadID            // bad-id: it
	BadNumber        // bad-number: what stands there, the most
	NotInDomain      // not-in-domain: what stands there, the nearest or "", all values
	LargeFile        // large-file: its bytes, the most
	EndsEarly        // ends-early: a cause of not-json
	TrailingText     // trailing-text: a cause of not-json
	DeepValues       // deep-values: a cause of not-json: the most levels
	NoScenario       // no-scenario: what it is
	NoVersion        // no-version: the version that is written
	BadVersion       // bad-version: the version that is written
	NewerVersion     // newer-version: its version, the newest that is read
	NoEvents         // no-events
	BadPlace         // bad-place
	TooManyActors    // too-many-actors: how many, the most
	SecondActor      // second-actor: the id, the path of the first
	UnknownActor     // unknown-actor: the id, the nearest or ""
	WithItself       // with-itself: the id
	NoPair           // no-pair
	OtherEnds        // other-ends: between whom the tie is, from whom to whom it stands there
	SecondPair       // second-pair: the path of the first
	LawBroken        // law-broken: the law in the words of its set
	PoliciesTwice    // policies-twice
	BadOff           // bad-off: the word for all rules, what stands there
	OffTwice         // off-twice: the id, the path of the first
	CalledAll        // called-all: the word for all rules
	BadFileName      // bad-file-name: it
	PoliciesApart    // policies-apart: the file's name
	UnreadableFile   // unreadable-file: its name, the cause
	NotOpened        // not-opened: a cause of unreadable-file
	SecondCheck      // second-check: its name, the path of the first
	EmptyCheck       // empty-check
	UnstatedSources  // unstated-sources
	OtherActionPair  // other-action-pair: the action, from whom to whom
	OtherActionKind  // other-action-kind: the action, of whom
	OwnAction        // own-action: the action
	NeedsRecipient   // needs-recipient: the action
	UnnamedSet       // unnamed-set
	UnknownSet       // unknown-set: its name, the nearest or "", all
	SetName          // set-name: a prefix
	InText           // in-text: a prefix: the file or "", line, column
	InFile           // in-file: a prefix: the file
	ActorID          // actor-id
	ReadingName      // reading-name
	QuestionsObject  // questions-object
	SetOrObject      // set-or-object

	// Mistakes in an edit or a request.
	TakenActor      // taken-actor: the id
	UnknownProperty // unknown-property: whose, the name, the nearest or ""
	StandsAlready   // stands-already
	NothingToTake   // nothing-to-take
	NoCheck         // no-check: its number
	NothingGiven    // nothing-given
	NestedEdits     // nested-edits
	NoRequest       // no-request: the cause
	LargeRequest    // large-request: the most bytes
	NothingOpen     // nothing-open
	MissingEdit     // missing-edit
	FewSteps        // few-steps
	OutOfRange      // out-of-range: the number, the least, the most
	LargeNetwork    // large-network: the bytes of its file, the most
	NoCondition     // no-condition: its text
	NotNamed        // not-named: the file
	Internal        // internal: the defect
	BadOption       // bad-option: what is wrong with it
	RuleFails       // rule-fails: its id, the cause
	Undecided       // undecided: who, whom or "", the action, the cause

	// Mistakes in the data and the words of a rule set.
	MissingTitle    // missing-title
	NoValues        // no-values: the enumeration
	ValueTwice      // value-twice
	BadPrice        // bad-price: it
	BringsNothing   // brings-nothing: the enumeration, the attribute
	NegativeBrought // negative-brought
	ValueAndGroup   // value-and-group: it
	QuestionTwice   // question-twice
	BadQuestionID   // bad-question-id
	BadQuestionKind // bad-question-kind: those that there are
	ReadingCount    // reading-count: the least, the most
	ReadingTwice    // reading-twice
	NoSlots         // no-slots
	UnknownSlot     // unknown-slot: it, those that there are
	AskedOfYesNo    // asked-of-yes-no
	AskedOtherwise  // asked-otherwise: those operators that there are

	// Mistakes in rules and laws.
	InRule          // in-rule: its name or number; a prefix
	InLaw           // in-law: its name or number; a prefix
	TooLong         // too-long: its bytes, the most
	TakenSet        // taken-set: its name
	TooMuchToLookAt // too-much-to-look-at: the most
	UnnamedRule     // unnamed-rule
	UnnamedLaw      // unnamed-law
	SameID          // same-id: what has it
	TakenID         // taken-id: the set
	BadCost         // bad-cost: it
	CostOfForbid    // cost-of-forbid
	LawPermits      // law-permits
	LawOfAction     // law-of-action
	LawOfNobody     // law-of-nobody: a kind
	LawOfMuch       // law-of-much: the most situations
	LawOfText       // law-of-text
	LawOfDistance   // law-of-distance: the fact
	LawOfNumbers    // law-of-numbers
	NothingYields   // nothing-yields: what could, the name
	NewcomerBreaks  // newcomer-breaks: the kind
	NeverNegative   // never-negative: the expression
	GroupOfValues   // group-of-values: the expression, the group
	NeverEmpty      // never-empty: the expression, what asks whether it is there or ""
	NeverThisValue  // never-this-value: the expression, the value, all values, the nearest or ""
	NeverThisFar    // never-this-far: the expression, the distance, the furthest
	LooksElsewhere  // looks-elsewhere: at what
	Overflows       // overflows: the expression
	NotOfAll        // not-of-all: the expression, what goes before it
	MayBeMissing    // may-be-missing: the expression, what goes before it
	TypeNeeded      // type-needed: what is needed, what stands there
	Incompatible    // incompatible: what
	EmptyList       // empty-list
	ArgumentCount   // argument-count
	LiteralArgument // literal-argument
	BadArgument     // bad-argument
	NotValid        // not-valid
	OfferedToNone   // offered-to-none: between whom actions are
	OfferedToOthers // offered-to-others: the action, between whom it is
	NothingHasTags  // nothing-has-tags
	OtherNobody     // other-nobody: the entity, the only one
	NoAttribute     // no-attribute: whose, the name, the nearest or "", those that there are, who has it or none
	NoAttributes    // no-attributes: whose, the name
	NeverEqual      // never-equal: the expression, its kinds, what it is compared with, what was meant or ""
	NeverWithin     // never-within: the same, with in
	NeverTheSame    // never-the-same
	NeverHolds      // never-holds: the condition
	AlwaysExcepted  // always-excepted: the condition
	AsksNothing     // asks-nothing: the condition
	ExceptsNothing  // excepts-nothing: the condition
	NeverApplies    // never-applies
	Excluding       // excluding: the condition, the other
	Outdone         // outdone: the titles of the rules of which one always wins, how many more or ""
	AllowedAnyway   // allowed-anyway: the titles of the rules of which one always allows, how many more or ""
	ForbiddenAnyway // forbidden-anyway: the titles of the rules of which one always forbids, how many more or ""
	LookAlike       // look-alike: the text, the Latin one that it looks like, the code point of a letter that is another
	UnknownMention  // unknown-mention: the id, the nearest or ""
	OtherMention    // other-mention: the id, its kind, the kind that is named

	// What the mistakes in rule sets speak of.
	CountedActions    // counted-actions
	CountedAttributes // counted-attributes
	CountedKinds      // counted-kinds
	CountedReadings   // counted-readings
	CountedRules      // counted-rules
	CountedTies       // counted-ties
	AnAttributeOf     // attribute-of-actor
	ATieOf            // tie-of-pair
	AQuotedText       // a-quoted-text
	EntityOrList      // entity-or-list
	ARecord           // a-record
	SeveralKinds      // several-kinds
	FromTo            // from-to: two kinds
	TheContext        // the-context
	ContextOf         // context-of: an action

	// What may be written in rules, and what stands in them.
	TheSender     // the-sender
	TheRecipient  // the-recipient
	AboutName     // about-name
	AboutGroup    // about-group: what of
	StepsBetween  // steps-between: the tie
	UpTo          // up-to: the most
	OneOf         // one-of: values
	InGroups      // in-groups: groups
	AskFirst      // ask-first: what asks for it
	AtHand        // at-hand: what is so between the two at hand
	WithSlots     // with-slots: the slots that it may have
	SnippetPermit // snippet-permit
	SnippetForbid // snippet-forbid
	SnippetUnless // snippet-unless
)

// allNames are the names of the codes in the order of the constants. They are text, and not looked up by a constant, because
// the engine is downloaded: a code is a number in it.
const allNames = `
not-utf8
nul-character
unknown-character
no-division
bad-name
invisible-mark
hidden-mark
unclosed-comment
unclosed-text
wrong-quotes
missing-quotes
bad-escape
bad-hex-escape
bad-unicode-escape
needless-escape
large-number
fraction
wrong-operator
wrong-punctuation
unexpected
missing-bracket
early-semicolon
missing-semicolon
missing-comma
skipped-comma
reserved-word
unquoted-word
reserved-type
own-namespace
nested-namespace
duplicate
nested
long-row
single-colon
entity-for-type
unquoted-id
missing-id
bare-action
template
typed-action
list-in-scope
chained-comparison
bare-if
unknown-variable
unknown-function
unknown-method
method-alone
function-of-value
no-arguments
one-argument
empty-enum
missing-side
no-sides
optional-type
any-of
an-action
an-attribute
an-attribute-in-quotes
an-entity
entity-id
a-key
a-pattern
a-text
a-type
a-value
name-or-id
action-name
annotation-name
annotation-value
entity-type-name
namespace-name
type-name
a-rule
a-declaration
the-action
the-annotation
the-attribute
the-entity-type
the-key
the-namespace
the-type
closes
behind-scope
in-braces
in-clauses
like-annotation
like-index
like-pattern
rule-begins
scope-order
fix-write
fix-add
fix-remove
fix-space
fix-quotes
fix-behind-name
has-namespace
type-no-record
other-type
no-kinds
too-many
unknown-annotation
bad-annotation
kinds-together
cedar-enum
has-tags
other-group
nobody-attributes
nobody-twice
nobody-unnamed
kind-without-list
list-without-kind
bad-list
taken-list
second-list
name-no-text
missing-name
compound-attribute
attribute-of-kind
other-attribute-type
taken-attribute
pays-twice
bad-values
tie-no-bool
missing-ends
nobody-made
bad-ends
mixed-ends
no-fact-of-pair
missing-side-of-tie
fact-no-bool
bad-far
directed-distance
distance-no-long
same-fact
action-group
answers-two
offered-to-nobody
tie-made-nowhere
never-between
no-actor-kind
own-and-other
own-context
other-context
unresolved
unknown-name
unknown-value
unknown-reading
noun-action
noun-attribute
noun-distance
noun-edit
noun-enumeration
noun-fact
noun-feature
noun-kind
noun-kind-of-actor
noun-law
noun-model
noun-question
noun-request
noun-rule
noun-set
noun-tie
noun-unit
noun-value
not-json
repeated-name
unknown-field
wrong-type
a-string
a-number
this-number
whole-number
true-or-false
an-object
a-list
null
more-mistakes
missing-field
long-text
control-character
bad-id
bad-number
not-in-domain
large-file
ends-early
trailing-text
deep-values
no-scenario
no-version
bad-version
newer-version
no-events
bad-place
too-many-actors
second-actor
unknown-actor
with-itself
no-pair
other-ends
second-pair
law-broken
policies-twice
bad-off
off-twice
called-all
bad-file-name
policies-apart
unreadable-file
not-opened
second-check
empty-check
unstated-sources
other-action-pair
other-action-kind
own-action
needs-recipient
unnamed-set
unknown-set
set-name
in-text
in-file
actor-id
reading-name
questions-object
set-or-object
taken-actor
unknown-property
stands-already
nothing-to-take
no-check
nothing-given
nested-edits
no-request
large-request
nothing-open
missing-edit
few-steps
out-of-range
large-network
no-condition
not-named
internal
bad-option
rule-fails
undecided
missing-title
no-values
value-twice
bad-price
brings-nothing
negative-brought
value-and-group
question-twice
bad-question-id
bad-question-kind
reading-count
reading-twice
no-slots
unknown-slot
asked-of-yes-no
asked-otherwise
in-rule
in-law
too-long
taken-set
too-much-to-look-at
unnamed-rule
unnamed-law
same-id
taken-id
bad-cost
cost-of-forbid
law-permits
law-of-action
law-of-nobody
law-of-much
law-of-text
law-of-distance
law-of-numbers
nothing-yields
newcomer-breaks
never-negative
group-of-values
never-empty
never-this-value
never-this-far
looks-elsewhere
overflows
not-of-all
may-be-missing
type-needed
incompatible
empty-list
argument-count
literal-argument
bad-argument
not-valid
offered-to-none
offered-to-others
nothing-has-tags
other-nobody
no-attribute
no-attributes
never-equal
never-within
never-the-same
never-holds
always-excepted
asks-nothing
excepts-nothing
never-applies
excluding
outdone
allowed-anyway
forbidden-anyway
look-alike
unknown-mention
other-mention
counted-actions
counted-attributes
counted-kinds
counted-readings
counted-rules
counted-ties
attribute-of-actor
tie-of-pair
a-quoted-text
entity-or-list
a-record
several-kinds
from-to
the-context
context-of
the-sender
the-recipient
about-name
about-group
steps-between
up-to
one-of
in-groups
ask-first
at-hand
with-slots
snippet-permit
snippet-forbid
snippet-unless
`
