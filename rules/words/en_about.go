package words

import "strings"

func (*English) About(key string) string { return about[key] }

var about = func() map[string]string {
	texts := map[string]string{}
	for keys, text := range newTemplates(aboutInEnglish) {
		for key := range strings.SplitSeq(keys, ", ") {
			texts[key] = text
		}
	}
	return texts
}()

// aboutInEnglish says what each thing is that may be written in the texts of a rule set. Each line is "key, key: text".
const aboutInEnglish = `
permit: allows, unless something forbids
forbid: forbids, whatever allows
when: the rule applies only where this holds
unless: the rule does not apply where this holds
principal: the sender: who does it
action: what is done
resource: the recipient: to whom it is done
context: what is between the two

rule @id: the rule's name, its own alone
rule @title: what the rule says, in a few words
rule @source: where the rule is taken from
rule @reading: the rule counts only where a question is read so
rule @cost: what it takes of the sender, a whole number
law @id: the law's name, its own alone
law @title: what the law says, in a few words
law @source: where the law is taken from
law @yields: what gives way to it: attributes of the actor, or ties of the two

schema entity: a kind of actor, with @list; otherwise an enumeration, or @nobody
schema type: Ties, or Pair
schema action: what a sender may want
schema appliesTo: from which kinds to which the action is offered
schema principal: the kinds of sender that it is offered to
schema resource: the kinds of recipient that it is offered to
schema context: what rules see of the two: Pair
schema Ties: the ties that two actors can have, each a Bool
schema Pair: what rules see of two actors
schema Bool: true or false; false unless given
schema Long: a whole number from 0; 0 unless given
schema String: a text; with @values, one of these words

kind @list: its list in a scenario file, which makes the entity a kind
kind @label, enumeration @label: its name; the entity's unless given
kind @drawn: how it is drawn: person, unless given, or organisation
kind @caption: its label stands under it in pictures
nobody @nobody: it stands for no recipient; the id of its one entity
attribute @label: its name in forms, and in sentences that have no words
attribute @change: a fix may change it: the owner, or whoever buys it
attribute @caption: it stands under an actor in pictures: always, or where it is set
attribute @unit: what is counted, one of it
attribute @pays: what the cost of a rule is taken from
attribute @values: its values, parted by blanks; each opens less than the one before
tie @label: its name, as it stands between two names
tie @ends: between which kinds, with commas: > with a direction, - without
tie @change: whoever does it can, without an action
tie @undo: who can take it back: who did it, or either of the two
pair @tie: whether this tie stands
pair @side: who does it: the sender, the recipient, or either
pair @distance: how many steps of this tie, one without direction, lie between the two
pair @far: the number for all who are further, from 2 to 16
action @label: its name
action @way: it is a way to reach somebody, to start with or to answer
action @makes: the ties that it makes, from sender to recipient
action @clears: the ties from recipient to sender that end with it
action @answers: the tie that the recipient must have made before

title: what the rules are called
description: what they are about
source: what they restate, within a sentence: "the regulations of the library"
money: what prices are counted in: "pounds a year"
values: for each enumeration its values; the first is the default
values.value: its name, in a file and in rules
values.label: how forms show it; the name unless given
values.groups: the groups that it is in
values.price: what it costs, as in "12.00"
values.source: where the price is named
values.brings: of which numbers it brings how many to an actor who has none
values.bringsSource: where it says what it brings
values.most: by number, the most of it that can be kept; no rule sees it
values.features: for each feature, whether it has it
features: a table of values and what they have
features.feature: its name
features.label: how the table shows it
features.source, questions.source, advice.source, numbers.source: where it is taken from
questions: where the source contradicts itself or is silent
questions.id: its name, as @reading has it
questions.kind: the source contradicts itself, or is silent
questions.title: what is asked
questions.readings: its answers, two or more; the first is the default
questions.readings.reading: its name, as @reading has it
questions.readings.title: what it says
questions.readings.from: the sources that it rests on
advice: tips beside what is allowed
advice.section: where in the source it stands
advice.text: what it says
advice.actions: the actions that it is about
advice.sender: the kind that it is for; all unless given
numbers: numbers of the source that no verdict hangs on
numbers.what: what is counted
numbers.is: how many there are
numbers.most: the most that there can be
pages: how pages about the rules are cut
pages.page: its file
pages.title: what it is called
pages.lead: how it begins
pages.actions: the actions whose rules stand on it

cost: the unit that costs are counted in
kinds: each kind within a sentence
kindMeans: what each kind is, in the glossary
attributes.means, ties.means, pair.means, distances.means, actions.means: what it is, in the glossary
attributes: each attribute, by its name, or of one kind alone with the kind before it
attributes.is: by value, what it is
attributes.ask: by operator and constant, what a condition asks for
attributes.edit: the change of it, in lists of edits
attributes.gain: a value brought some
attributes.change: by value, a fix sets it
attributes.caption: by value, what stands under an actor
attributes.labels: by value, how a form shows it
attributes.values: by value, how a sentence says it
attributes.more: beside a value that has a price, in a form
attributes.tried: the change of it by name, where no fix was found
ties.tried, pair.tried: making it by name, where no fix was found
ties.lost, pair.lost: taking it back by name, where no fix was found
attributes.tried.open, ties.tried.open, ties.lost.open, pair.tried.open, pair.lost.open: where something was to be allowed
attributes.tried.close, ties.tried.close, ties.lost.close, pair.tried.close, pair.lost.close: where it was to be taken away
units: how many there are of something that is counted
units.zero: there is none
units.one: there is one
units.other: there are more
ties: each tie
pair: each fact of a pair that is said otherwise than its tie
ties.is, pair.is: that it stands
ties.not, pair.not: that it does not
ties.ask, pair.ask: that it stands, as a condition asks for it
ties.askNot, pair.askNot: that it does not, as a condition asks for it
ties.short, pair.short: the word at its line
ties.verb, pair.verb: between two names
ties.edit, pair.edit: the edit that makes it
ties.undo, pair.undo: the edit that takes it back
ties.make, pair.make: a fix makes it
ties.take, pair.take: a fix takes it back
ties.both, pair.both: a fix takes it back in both directions
ties.ends, pair.ends: between whom it is
distances: each distance
distances.is: by number, how far two are
distances.ask: by operator and number, what a condition asks for
distances.link: by number, in a few words
actions: each action
actions.does: after "may"; the recipient follows unless the clause has it
actions.way: as a way to reach somebody
actions.step: somebody does it
actions.then: somebody does it in answer to the step before
laws: each law, by its @id
laws.file: a file breaks it
laws.edit: an edit would break it
laws.note: something gave way to it
`
