package words

import "strings"

func (*English) Term(key string) (name, meaning string) {
	name, meaning, _ = strings.Cut(termsInEnglish[key], " ¶ ")
	return name, meaning
}

// termsInEnglish are the engine's own words. Each line is "key: name ¶ what it means".
var termsInEnglish = newTemplates(`
allowed: allowed ¶ A rule allows it, and no rule forbids it.
forbidden: forbidden ¶ A rule forbids it. That wins over every rule that allows it.
unstated: not said ¶ No rule allows it and none forbids it. The answer is no, because nothing says otherwise.
contested: unclear ¶ The source says two things that do not fit, and it matters here: read the other way the answer would be another, or cost something else.
assumed: assumed ¶ The source says nothing about it. The answer is so by what was taken for its answer, and would be another if something else were.
free: free ¶ It costs nothing.
cost: costs something ¶ It is allowed, and takes something of the sender that there is only so much of.
error: cannot be decided ¶ A rule works with numbers that grow too large. Without it nobody can say whether the action is allowed.
actor: actor ¶ Somebody in the network: whoever can do something, or have something done to them.
tie: tie ¶ What one actor is to another, or has done to them. Some ties have a direction, others do not.
network: network ¶ All actors and their ties.
action: action ¶ Something that one actor may want to do, most often to another.
way: way ¶ An action by which one actor reaches another. The best way is the one that is most clearly allowed and costs least.
reach: reach ¶ One can reach another where the rules allow some way to them. Whether the other looks at it, or answers, is not asked.
mark: mark ¶ The sign beside a name: whether the best way is free, costs something, is unclear, not said or forbidden.
step: step ¶ Something that somebody has to do before the answer changes.
rule: rule ¶ One sentence of a source, written so that a machine can follow it. It allows an action, or forbids it, when its conditions hold.
condition: condition ¶ Something that must be true before a rule applies.
source: source ¶ The text that rules restate. A number such as A12 is a place in it, by which its rules can be looked up.
question: open question ¶ A place where the source says two things, or nothing. Somebody has to choose how to read it.
reading: reading ¶ One answer to an open question. The usual one is taken until another is chosen.
warning: warning ¶ A risk of an action that is allowed. It forbids nothing.
advice: advice ¶ A tip of the source beside an action that is allowed.
rule-set: rule set ¶ All rules of one source, with the kinds of actor, the ties and the actions that they are about.
kind: kind ¶ What sort of actor somebody is. It says which attributes they have and what they may want to do.
attribute: attribute ¶ Something that an actor has or is, as a rule may look at it.
label: label ¶ The name of something as people read it.
world: world ¶ Everything that a rule set knows of: its kinds, attributes, ties and actions.
cedar: Cedar ¶ The language in which rules are written, a free one made for saying who may do what.
id: id ¶ A short name that is one thing's alone, by which files and links find it.
fix: change ¶ Something that could be changed to turn the answer, in the network or in how the source is read.
check: check ¶ An answer that is expected. Whenever something changes, it is seen whether it still comes to that.
scenario: scenario ¶ A network with the rules that it is looked at by, and its checks: what a file holds.
example: example ¶ A scenario that comes with Inroad.
claim: claim ¶ Something that people say about a network, checked against the rules.
embed: embed ¶ A small live copy of a scenario within another page.
link: link ¶ An address that holds the whole scenario: whoever opens it sees what you see.
canvas: canvas ¶ The part of the page on which the network is drawn.
csv: CSV ¶ A table as text, which every program for tables can open.
json: JSON ¶ The form in which scenario files are written. People can read it, and so can programs.
html: HTML ¶ The form in which web pages are written.
svg: SVG ¶ A picture made of lines, which stays sharp at any size.
png: PNG ¶ A picture made of dots, as every program for pictures opens it.
markdown: Markdown ¶ Plain text with a few signs for headings, lists and links.
focus: focus ¶ The place on the page that the keyboard is at.
policy: policy ¶ What Cedar calls a rule.
engine: engine ¶ The part of Inroad that decides, here on your own device. Nothing of a scenario leaves it.
hub: hub ¶ An actor whom many others are tied to.
small-world: small world ¶ A network in which most know their neighbours and a few know somebody far away.
seed: seed ¶ A number that chance begins with: the same number makes the same network.
`)
