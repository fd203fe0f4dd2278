package words

import "inroad/rules/diagnostic"

func (e *English) Diagnostic(m *diagnostic.Message) (text, note string) {
	return english.say(e, m)
}

var english = newTemplates(inEnglish)

// inEnglish are the sentences of all codes; templates says how they are written.
const inEnglish = `
not-utf8: the text is not valid UTF-8 ¶ Save it in UTF-8.
nul-character: the text holds a NUL character ¶ In quotes it is written \0.
unknown-character: {0} means nothing in Cedar
no-division: {0} means nothing in Cedar ¶ Cedar adds, subtracts and multiplies; it does not divide.
bad-name: {0} is no name: ⟨it looks like {1} and has letters of another alphabet|a name has the letters a to z, digits and _⟩ ¶ Other names stand in double quotes, as in principal["größe"].
invisible-mark: an invisible character ({0}) stands here
hidden-mark: an invisible character ({0}) stands here, which turns the direction of what is read
unclosed-comment: this comment is not closed by "*/"
unclosed-text: this text is not closed on its line by a double quote
wrong-quotes: a text stands in straight double quotes, as in {0}
missing-quotes: {0} stands in double quotes
bad-escape: {0} means nothing in a text; a backslash is written \\
bad-hex-escape: \x takes two hexadecimal digits up to 7f ¶ A backslash by itself is written \\.
bad-unicode-escape: \u takes up to six hexadecimal digits in braces, as in \u{e9} ¶ A backslash by itself is written \\.
needless-escape: a * needs no backslash, but in the pattern of like
large-number: no number in Cedar is this large ¶ Numbers go from -9223372036854775808 to 9223372036854775807.
fraction: numbers are whole; one with a fraction is written {0}
wrong-operator: Cedar writes {0}, not {1}
wrong-punctuation: "{0}" stands here, not "{1}"
unexpected: {0} is expected here, ⟨not {1}|but the text ends⟩⟨; did you mean {2 quoted}?⟩ ¶ {3}
missing-bracket: {0} is missing here ¶ It closes the {1} of line {2}.
early-semicolon: a ";" ends the whole, and stands behind its last bracket
missing-semicolon: {0} ends with ";"
missing-comma: a comma is missing here
skipped-comma: a comma is missing here
reserved-word: {0} is a reserved word, which is no name
unquoted-word: {0} is a reserved word, which is a name in double quotes only
reserved-type: {0} is the name of a type of Cedar's own
own-namespace: __cedar is Cedar's own namespace
nested-namespace: a namespace does not stand in another
duplicate: {0} is declared already ¶ It stands on line {1}.
nested: this is nested more than {0} levels deep
long-row: more than {0} stand in one row here ¶ Write several rules, or put the values into a list.
single-colon: two colons stand between a type and an id
entity-for-type: a type is expected here, not one entity ¶ An entity is compared with ==.
unquoted-id: the id of an entity stands in double quotes, as in {0}
missing-id: an entity is written with its id in double quotes, as in {0}::"id"
bare-action: an action is written Action::"id"
template: a rule is complete here: it leaves no entity open ¶ Name one, as in User::"ana".
typed-action: an action has no type to ask for ¶ Write action == or action in.
list-in-scope: only action can be in a list here ¶ Write when { {0} in [...] }.
chained-comparison: a comparison cannot follow another ¶ Put && between two comparisons, or brackets round one.
bare-if: an if that is part of an expression stands in brackets ¶ As in (if a then b else c).
unknown-variable: there is no {0}⟨; did you mean {1 quoted}?⟩ ¶ A rule looks at principal, action, resource and context. A text stands in double quotes.
unknown-function: there is no function {0}⟨; did you mean {1 quoted}?⟩ ¶ There is {2}.
unknown-method: there is no method {0}⟨; did you mean {1 quoted}?⟩ ¶ A list has contains, containsAll, containsAny and isEmpty; a text is compared with == and like.
method-alone: "{0}" is asked of a value, as in principal.name.{0}(...)
function-of-value: "{0}" stands by itself, as in {0}("...")
no-arguments: {0} takes nothing in its brackets
one-argument: {0} takes one value in its brackets
empty-enum: an enum has at least one entity
missing-side: appliesTo says whom an action is between: it needs a {0}
no-sides: this list must have a type in it ¶ An action that is between nobody has no appliesTo.
optional-type: the ? of an optional attribute stands behind its name

any-of: {0 or}
an-action: an action
an-attribute: an attribute
an-attribute-in-quotes: an attribute in double quotes
an-entity: an entity
entity-id: the id of an entity
a-key: a key
a-pattern: a pattern in double quotes
a-text: a text in double quotes
a-type: a type
a-value: a value
name-or-id: a name, or an id in double quotes,
action-name: the name of an action
annotation-name: the name of an annotation
annotation-value: the value of an annotation
entity-type-name: the name of an entity type
namespace-name: the name of a namespace
type-name: the name of a type
a-rule: a rule
a-declaration: a declaration
the-action: the action {0}
the-annotation: the annotation {0}
the-attribute: the attribute {0}
the-entity-type: the entity type {0}
the-key: the key {0}
the-namespace: the namespace {0}
the-type: the type {0}
closes: It closes the {0} of line {1}.
behind-scope: What else a rule asks for stands behind its scope, in when { ... }.
in-braces: The attributes of an entity stand in braces.
in-clauses: Conditions stand in when { ... } and unless { ... }.
like-annotation: As in @title("...").
like-index: As in ["name"]. A list has contains, containsAll and containsAny.
like-pattern: As in like "*nurse*".
rule-begins: A rule begins with permit or forbid, or with an annotation of it.
scope-order: The scope of a rule is (principal, action, resource), in this order.
fix-write: Write {0}
fix-add: Add {0}
fix-remove: Remove it
fix-space: Replace it by a space
fix-quotes: Use straight double quotes
fix-behind-name: Put it behind the name

has-namespace: a world has no namespaces ¶ Declare its kinds and actions at the top.
type-no-record: a type of a world is a record: Ties or Pair
other-type: the types of a world are Ties and Pair, not {0 quoted} ¶ Write its attributes where it is used.
no-kinds: no entity type is a kind of actor ¶ Put @list("people") before one: the list in a scenario file that holds its actors.
too-many: there are {1} {0}; a rule set from outside has at most {2}
unknown-annotation: {0} is not known here⟨; did you mean {1 quoted}? There is {2}|; did you mean {1 quoted}?|; there is {2}⟩
bad-annotation: {0} is {1 quoted or}, not {2 quoted}⟨; did you mean {3 quoted}?⟩
kinds-together: each kind of a world is declared alone
cedar-enum: an enumeration of Cedar's own takes no groups ¶ Write entity {0}; its values stand in set.json.
has-tags: nothing in a world has tags ¶ Declare attributes.
other-group: only the values of an enumeration are in groups of their own type ¶ Say it as a tie.
nobody-attributes: what stands for no recipient has no attributes
nobody-twice: one entity stands for no recipient, and there is another already
nobody-unnamed: @nobody names its one entity: @nobody("all")
kind-without-list: {0} is a kind of actor only with a list and attributes ¶ Put @list("...") before it: the list in a scenario file that holds its actors.
list-without-kind: {0} is a kind of actor only with a list and attributes ¶ Write = { name: String, ... }.
bad-list: {0 quoted} cannot be a list of a scenario file: letters, digits, - and _
taken-list: a scenario file has something else called {0 quoted} ¶ Choose another name.
second-list: another list is called {0 quoted} ¶ Choose another name.
name-no-text: the name of an actor is name: String
missing-name: {0} has no name ¶ Every kind of actor has name: String.
compound-attribute: an attribute of a world is Bool, Long, String or an enumeration, neither a list nor a record
attribute-of-kind: an attribute cannot be {0}: say it as a tie
other-attribute-type: an attribute of a world is Bool, Long, String or an enumeration, not {0}
taken-attribute: every actor of a scenario file has an {0 quoted} of its own ¶ Choose another name.
pays-twice: costs of {0} are taken from {1} already
bad-values: @values are two or more words that differ
tie-no-bool: a tie is a field of type Bool
missing-ends: {0} does not say between whom it is ¶ Put @ends("A > B") before it, or @ends("A - B") where it has no direction.
nobody-made: {0} has no direction, so that nobody alone made it ¶ Write @undo("either").
bad-ends: @ends is "A > B" or "A - B", several of them with commas, not {0 quoted}
mixed-ends: a tie has a direction between all of its ends, or between none ¶ Declare two ties.
no-fact-of-pair: {0} is no fact of a pair ¶ Put @tie("...") @side("...") before it, or @distance("...") @far("...").
missing-side-of-tie: {0} does not say who does it ¶ Put @side("sender"), @side("recipient") or @side("either") before it.
fact-no-bool: that a tie stands is a Bool, and always there
bad-far: @far is the distance of all who are further: a number from 2 to {0}
directed-distance: {0} has a direction; a distance goes along a tie without one
distance-no-long: a distance is an optional Long: it is there where both can be ends of the tie ¶ Write {0}?: Long.
same-fact: {0} says what {1} says already of {2} ¶ Use that one in the rules.
action-group: a world has no groups of actions ¶ Name the actions in the rule's scope.
answers-two: an action answers one tie
offered-to-nobody: {0} is offered to nobody ¶ Write appliesTo { principal: ..., resource: ..., context: Pair }.
tie-made-nowhere: {0} cannot be {1}, and {2} is offered to these
never-between: {0} is never from a recipient of {1} to a sender
no-actor-kind: {0} is no kind of actor
own-and-other: an action has a recipient or none ¶ Declare two actions.
own-context: an action without a recipient has no context
other-context: the context of an action is Pair
unresolved: Cedar cannot resolve the schema: a type that it names is not declared

unknown-name: there is no {0} {1 quoted}⟨; did you mean {2 quoted}? There is {3}|; did you mean {2 quoted}?|; there is {3}⟩
unknown-value: there is no {0}⟨; did you mean {1 quoted}? There is {2}|; there is {2}⟩
unknown-reading: {0} has no reading {1 quoted}⟨; did you mean {2 quoted}? There is {3}|; there is {3}⟩
noun-action: action
noun-attribute: attribute
noun-distance: distance
noun-edit: edit
noun-enumeration: enumeration
noun-fact: fact of a pair
noun-feature: feature
noun-kind: kind
noun-kind-of-actor: kind of actor
noun-law: law
noun-model: model
noun-question: question
noun-request: request
noun-rule: rule
noun-set: rule set
noun-tie: tie
noun-unit: unit
noun-value: value

not-json: this is not JSON⟨: {0}⟩
repeated-name: {0 quoted} stands twice in the same object; keep one
unknown-field: unknown field⟨; did you mean {0 quoted}?⟩
wrong-type: this must be {0}, not {1}
a-string: a string
a-number: a number
this-number: this number
whole-number: a whole number
true-or-false: true or false
an-object: an object
a-list: a list
null: null

more-mistakes: there are more mistakes than the {0} named
missing-field: {0 quoted} is missing
long-text: this is {0} characters long; at most {1} are allowed
control-character: the control character {0} is not allowed here
bad-id: {0 quoted} cannot be an id: an id is 1 to 64 of a-z, 0-9 and -
bad-number: {0 quoted} is not a whole number from 0 to {1}
not-in-domain: {0 quoted} is not one of {2}⟨; did you mean {1 quoted}?⟩
large-file: the file is {0} bytes long; a scenario has at most {1} (1 MiB)
ends-early: it ends too early
trailing-text: something follows the closing brace
deep-values: values are nested more than {0} deep
no-scenario: a scenario is an object, {"inroad": 1, ...}, not {0}
no-version: this is no scenario: it has no "inroad": {0}, the version of its format
bad-version: the version of the file format is a whole number from 1; this Inroad writes {0}
newer-version: a newer Inroad wrote this file: its format is version {0}, and this one reads up to {1}
no-events: events are for the timeline, which this version does not have: only an empty list is accepted
bad-place: a place is [x, y], two numbers of at most a million
too-many-actors: there are {0} actors; a scenario has at most {1}
second-actor: {0 quoted} is also the id of {1}; ids must differ
unknown-actor: nobody has the id {0 quoted}⟨; did you mean {1 quoted}?⟩
with-itself: {0 quoted} cannot be paired with itself
no-pair: this must be a pair of ids, ["ana", "ben"]
other-ends: {0}, not {1}
second-pair: this pair stands already at {0}
law-broken: {0}
policies-twice: the policies stand in the scenario or in a file, not in both: leave one out
bad-off: this must be a list of rules' ids, or {0 quoted} for all rules of the set, not {1 quoted}
off-twice: {0 quoted} is switched off already at {1}
called-all: a rule cannot be called {0 quoted} where {0 quoted} stands for all rules of the set
bad-file-name: {0 quoted} is no name of a file beside the scenario, as "mine.cedar" is
policies-apart: the rules stand in a file of their own, {0 quoted}: open both together
unreadable-file: {0 quoted} cannot be read: {1}
not-opened: it is not among the files that were opened together
second-check: {0 quoted} is also the name of {1}; names must differ
empty-check: a check needs "expect" or "contested"
unstated-sources: an unstated verdict has no deciding rules, so no sources
other-action-pair: {0} does not exist {1}
other-action-kind: {0} does not exist for {1}
own-action: {0} is the sender's own action: leave the recipient out
needs-recipient: {0} needs a recipient
unnamed-set: a rule set needs a name
unknown-set: no rule set is called {0 quoted}⟨; did you mean {1 quoted}?|; there is {2}⟩ ¶ One of your own stands in the scenario as "set".
set-name: the name of the rule set
in-text: ⟨{0}, ⟩line {1}, column {2}
in-file: {0}
actor-id: an actor's id, a string
reading-name: the name of a reading
questions-object: an object of questions and readings
set-or-object: a rule set's name or an object with "base"

taken-actor: somebody has the id {0 quoted} already
unknown-property: {0} has no field {1 quoted}⟨; did you mean {2 quoted}?⟩
stands-already: that stands already
nothing-to-take: there is nothing to take away
no-check: there is no check {0}
nothing-given: there are none
nested-edits: edits are not nested
no-request: this is no request: {0}
large-request: the request is longer than {0} bytes
nothing-open: no scenario is open
missing-edit: it is missing
few-steps: a number of steps is from 1
out-of-range: this is a number from {1} to {2}, not {0}
large-network: the file of this network would be {0} bytes long; a scenario has at most {1} (1 MiB) ¶ Ask for fewer actors, or for fewer ties of each.
no-condition: “{0}” is none of the conditions that a rule on this can have
not-named: the scenario does not name {0 quoted}
internal: {0}
bad-option: {0}
undecided: {0}⟨ to {1}⟩, {2}: {3}
rule-fails: rule {0 quoted} cannot be evaluated, and without it there is no verdict: {1}

missing-title: a rule set has a title
no-values: {0} has no values
value-twice: each value has a name of its own
bad-price: a price is written as in "29.99", not {0 quoted}
brings-nothing: no kind of actor has both {0} and the number {1 quoted}
negative-brought: a number is never negative
value-and-group: {0 quoted} is a value and a group
question-twice: each question has an id of its own
bad-question-id: an id has neither blanks nor =
bad-question-kind: a question is a {0 quoted or}
reading-count: a question has {0} to {1} readings
reading-twice: each reading of a question has a name of its own, without blanks and =
no-slots: nothing can be put in here, so no { may stand here
unknown-slot: the slot {0} means nothing here; there is {1}
asked-of-yes-no: a yes-no is asked for as "true" or "false"
asked-otherwise: a key is an operator and a constant, as in "== 3"; there is {0}

in-rule: rule {0}
in-law: law {0}
too-long: this is {0} bytes long; a rule set from outside has at most {1}
taken-set: a rule set that comes with Inroad is called {0 quoted}: give this one another name
too-much-to-look-at: reading stops here: the set has more than {0} situations to look at; let its rules and laws compare fewer facts
unnamed-rule: it needs a name: put @id("...") before it
unnamed-law: a law needs a name and a title: put @id("...") and @title("...") before it
same-id: another {0} has the same @id
taken-id: {0} already has a rule with this @id
bad-cost: @cost must be a whole number, not {0 quoted}
cost-of-forbid: @cost stands on a forbid, which costs nothing
law-permits: a law says what cannot be: it is a forbid
law-of-action: a law is about no action: write action alone
law-of-nobody: a law about an actor looks at principal alone; one about a pair says what the recipient is, as in resource is {0}
law-of-much: a law tells fewer than {0} situations apart: let it look at fewer facts
law-of-text: a law cannot look at ids and free text
law-of-distance: {0} of more than 1 is a matter of third persons, of whom no law can speak
law-of-numbers: a law compares numbers with constants only
nothing-yields: @yields names {0} that the law looks at, not {1 quoted}
newcomer-breaks: a new {0} breaks it: whoever is added to a network has the defaults, and no ties
never-negative: {0} is never negative
group-of-values: {0} is never {1}, which is a group of values; did you mean {0} in {1}?
never-empty: {0} is never empty⟨; where there is none, {1} is false⟩
never-this-value: {0} is never {1 quoted}⟨; did you mean {3 quoted}? It|; it⟩ is one of {2}
never-this-far: {0} is 1 to {2}, never {1}; {2} means further or not at all
looks-elsewhere: a rule may look at attributes of principal, resource and context only, not at those of {0}
overflows: a value in {0} grows beyond what Cedar can hold
not-of-all: {0} is not there for all that the rule is about; write {1} && before it
may-be-missing: {0} may be missing; write {1} && before it
type-needed: {0} is needed here, not {1}
incompatible: {0 and} do not go together
empty-list: a list must have something in it
argument-count: this function takes another number of values
literal-argument: this function takes nothing but a literal text
bad-argument: this function cannot read its text
not-valid: Cedar's strict validation refuses this
offered-to-none: no action is from such a sender to such a recipient; there are actions {0}
offered-to-others: {0} is {1 or}, not as the scope says
nothing-has-tags: nothing here has tags
other-nobody: there is no {0}; the only one is {1}
no-attribute: {0 or} has no {1 quoted}⟨, but {4 and} has; there is {3}|; did you mean {2 quoted}? There is {3}|; there is {3}⟩
no-attributes: {0 or} has no {1 quoted}; there is nothing in it
never-equal: {0} is {1 or}, which is never {2}⟨; did you mean {3}?⟩
never-within: {0} is {1 or}, which is never in {2}⟨; did you mean {3}?⟩
never-the-same: sender and recipient are never the same
never-holds: {0} holds in no situation, so the rule never applies
always-excepted: {0} holds in every situation, so the rule never applies
asks-nothing: {0} holds in every situation, so it asks for nothing
excepts-nothing: {0} holds in no situation, so it excepts nothing
excluding: {0} never holds together with {1}, so the rule never applies
outdone: where this rule would allow, ⟨one of {0 quoted} and {1} more|{0 quoted or}⟩ forbids, so it decides nothing
allowed-anyway: where this rule allows, ⟨one of {0 quoted} and {1} more|{0 quoted or}⟩ allows too and costs no more, so it changes no answer
forbidden-anyway: where this rule forbids, ⟨one of {0 quoted} and {1} more|{0 quoted or}⟩ forbids too, so it changes no answer
look-alike: {0 quoted} looks like {1 quoted} and is another text: it has the character {2}
never-applies: no situation satisfies it, so it never applies
unknown-mention: nobody has the id {0 quoted}⟨; did you mean {1 quoted}?⟩
other-mention: {0 quoted} is {1}, not {2}
counted-actions: actions
counted-attributes: attributes
counted-kinds: kinds
counted-readings: readings of questions
counted-rules: rules, warnings and laws
counted-ties: ties
attribute-of-actor: an attribute of the actor
tie-of-pair: a tie of the pair
a-quoted-text: a text
entity-or-list: an entity or a list of entities
a-record: a record
several-kinds: one of several kinds
from-to: from {0} to {1}
the-context: the context
context-of: the context of {0}

the-sender: the sender
the-recipient: the recipient
about-name: the name of the actor
about-group: a group of values of {0}
steps-between: how many steps of {0 quoted} the two are apart
up-to: a number from 1 to {0}, which means further or not at all
one-of: one of {0}
in-groups: in the groups {0}
ask-first: it may be missing: {0} asks for it
at-hand: here, {0}
with-slots: {0} may stand in it
snippet-permit: also allow it when …
snippet-forbid: never when …
snippet-unless: allow it unless …
`
