package decision_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/sets"
	"inroad/rules/situation"
	"inroad/rules/world"
)

// This oracle says a second time, in plain Go, what LinkedIn documents: from the facts L1 to L62 and from what the schema
// says that its attributes and ties mean, not from the policies. Where the facts leave a choice, the number in brackets is
// that of the choice in linkedin_settled.md.

// chosen is the reading of each question.
type chosen map[string]string

// shown is the value of a fact: the text of a choice, or a number, of which 1 is true.
type shown struct {
	number int64
	text   string
}

// seen is a situation as the oracle looks at it: the kinds, and each fact by its name.
type seen struct {
	sender, recipient string
	look              func(side world.Side, name string) shown
}

// documented is what the oracle says of one action.
type documented struct {
	verdict string
	cost    int64
	sources []string // that the oracle itself decides by
	// warns are the warnings that must be there, and mayWarn those on which the facts are too thin. Others may be there if
	// they are about the action, but not those of exactWarnings.
	warns, mayWarn []string
}

// about are the facts that a rule about an action may cite. Blocks (L2, L40) are about all actions between members.
var about = map[string]string{
	"message":           "L1 L2 L4 L20 L22 L27 L30 L31 L32 L40 L46 L47 L48 L49 L51 L62",
	"reply":             "L2 L3 L4 L12 L21 L22 L24 L30 L38 L40 L46 L47 L48",
	"open-message":      "L1 L2 L16 L22 L27 L28 L29 L40 L61",
	"message-request":   "L1 L2 L22 L30 L40 L62",
	"inmail":            "L1 L2 L3 L6 L7 L8 L9 L10 L12 L14 L15 L16 L18 L21 L22 L23 L24 L25 L26 L27 L28 L29 L40 L44 L49 L51 L56 L57 L58",
	"decline-inmail":    "L2 L3 L12 L21 L22 L40",
	"invite":            "L2 L3 L33 L36 L37 L38 L39 L40 L59 L60",
	"invite-with-note":  "L2 L3 L22 L33 L34 L35 L36 L37 L38 L39 L40 L59 L60",
	"accept-invite":     "L2 L3 L36 L38 L40",
	"ignore-invite":     "L2 L3 L38 L40",
	"introduce":         "L2 L3 L40",
	"follow":            "L2 L40 L49 L50",
	"invite-to-follow":  "L50",
	"view-full-profile": "L2 L40 L41 L42",
	"view-email":        "L2 L3 L40 L41",
	"read-receipt":      "L2 L40 L45",
	"people-search":     "L41 L43",
	"advanced-search":   "L43 L44 L51",
	"bulk-inmail":       "L1 L6 L8 L10 L14 L15 L23 L24 L26 L44 L57",
}

// ruling is what speaks for an action and against it, as it is found.
type ruling struct {
	forbids, permits []string
	cost             int64
}

func (r *ruling) forbid(sources string) { r.forbids = append(r.forbids, strings.Fields(sources)...) }

func (r *ruling) permit(cost int64, sources string) {
	if len(r.permits) == 0 || cost < r.cost {
		r.cost = cost
	}
	r.permits = append(r.permits, strings.Fields(sources)...)
}

// documentedOracle decides an action between two parties, or of one alone.
func documentedOracle(s seen, action string, r chosen) documented {
	rule := &ruling{}
	switch s.sender + " " + s.recipient {
	case "Member Member":
		betweenMembers(s, action, r, rule)
	case "Member Page":
		toPage(s, action, rule)
	case "Page Member":
		fromPage(s, action, r, rule)
	case "Page Page":
		betweenPages(s, action, r, rule)
	case "Member Directory":
		alone(s, action, rule)
	}
	switch {
	case len(rule.forbids) > 0:
		return documented{verdict: "forbidden", sources: rule.forbids}
	case len(rule.permits) == 0:
		return documented{verdict: "unstated"}
	}
	out := documented{verdict: "allowed", cost: rule.cost, sources: rule.permits}
	if s.sender == "Member" {
		out.warns, out.mayWarn = cautions(s, action)
	}
	return out
}

// exactWarnings are where the oracle says exactly when there is a warning.
var exactWarnings = []string{"L18", "L22", "L23"}

// cautions are the warnings with an allowed action of a member.
func cautions(s seen, action string) (must, may []string) {
	tier := s.look(world.Sender, "tier").text
	// L22: nothing promotional to those who declined or asked for no more.
	if s.recipient == "Member" && s.look(world.Either, "recipientDeclined").number == 1 {
		switch action {
		case "message", "open-message", "message-request", "inmail":
			must = append(must, "L22")
		case "reply", "invite-with-note": // [24]
			may = append(may, "L22")
		}
	}
	// L18: a second InMail before an answer. [26]
	if s.recipient == "Member" && action == "inmail" && s.look(world.Either, "senderAwaits").number == 1 {
		must = append(must, "L18")
	}
	// L23: the rule on answers, from 100 InMails in 14 days on.
	if (action == "inmail" || action == "bulk-inmail") && s.look(world.Sender, "sentInmails").number >= 100 {
		switch tier {
		case "recruiter-ps", "recruiter-corporate":
			must = append(must, "L23")
		case "recruiter-lite": // [25]
			may = append(may, "L23")
		}
	}
	return must, may
}

func betweenMembers(s seen, action string, r chosen, rule *ruling) {
	my := func(name string) bool { return s.look(world.Sender, name).number == 1 }
	their := func(name string) bool { return s.look(world.Recipient, name).number == 1 }
	pair := func(name string) bool { return s.look(world.Either, name).number == 1 }

	tier := s.look(world.Sender, "tier").text
	free := tier == "free"
	personal := tier == "career" || tier == "business"
	lite := tier == "recruiter-lite"
	contract := tier == "recruiter-ps" || tier == "recruiter-corporate"
	recruiter := lite || contract

	degree := s.look(world.Either, "degree").number
	connected := degree == 1
	unconnected := degree > 1

	// What forbids does so whatever else holds, unless said otherwise. [1]

	// Nothing goes between two of whom one blocks the other, but that one of them ignores an invitation. [2]
	if pair("blocked") && action != "ignore-invite" {
		rule.forbid("L2 L40")
	}

	switch action {
	case "message":
		if my("messagesSpent") {
			rule.forbid("L2")
		}
		group := pair("sharedGroup") && r["Q1"] == "message"
		event := pair("sharedEvent") && r["Q2"] == "allowed"
		switch {
		case connected:
			rule.permit(0, "L1 L2 L4")
		case unconnected && group && !recruiter:
			rule.permit(0, "L30 L62")
		case unconnected && event: // a Recruiter account lost the way by the Group alone [5]
			rule.permit(0, "L32")
		case unconnected && group:
			rule.forbid("L31")
		case unconnected: // whatever the account, and whatever was written [3] [4]
			rule.forbid("L1 L2 L4")
		}

	case "reply":
		if my("messagesSpent") {
			rule.forbid("L2")
		}
		wrote := pair("recipientWrote")
		switch {
		case wrote:
			rule.permit(0, "L4 L21 L24")
		case pair("recipientAwaits"):
			rule.permit(0, "L12 L21")
		case pair("recipientInvited"):
			rule.permit(0, "L3 L38")
		case pair("recipientDeclined") && recruiter: // with the template only [6]
			rule.forbid("L21")
		}

	case "open-message":
		if my("messagesSpent") {
			rule.forbid("L2")
		}
		if my("openSpent") {
			rule.forbid("L16 L61")
		}
		if their("openProfile") { // without it, nothing is said [7]
			if s.look(world.Recipient, "inmail").text != "anyone" && r["Q3"] == "both" {
				rule.forbid("L2 L29 L61")
			}
			if unconnected { // nor to a connection
				rule.permit(0, "L2 L29")
			}
		}

	case "message-request":
		if my("messagesSpent") {
			rule.forbid("L2")
		}
		// The setting on InMail is no matter here. [15]
		if unconnected && pair("sharedGroup") && r["Q1"] == "request" {
			rule.permit(0, "L2 L62")
		}
		if unconnected && pair("sharedCompany") {
			rule.permit(0, "L2")
		}

	case "inmail":
		inmail := s.look(world.Recipient, "inmail").text
		if free {
			rule.forbid("L1")
		}
		if inmail == "nobody" {
			rule.forbid("L1 L28")
		}
		if inmail == "connections" && !connected {
			rule.forbid("L27")
		}
		if lite && degree == 4 { // an Open Profile and an applicant out of network too [9]
			rule.forbid("L15")
		}
		if pair("senderAwaits") && r["Q4"] == "no" && !contract {
			rule.forbid("L18")
		}
		if my("inmailSuspended") {
			rule.forbid("L24")
		}
		if my("seatSpent") { // of InMails that take no credit too [11]
			rule.forbid("L26")
		}
		paid := func(sources string) { // without credits it is forbidden where one is due, and nowhere else [8]
			if s.look(world.Sender, "credits").number == 0 {
				rule.forbid("L14 L58")
			} else {
				rule.permit(1, sources)
			}
		}
		switch {
		case free:
		case connected && personal && r["Q5"] == "free":
			rule.permit(0, "L15 L16")
		case connected && personal:
			// not said
		case connected:
			rule.permit(0, "L15 L16")
		case their("openProfile") && personal && r["Q6"] == "costs":
			paid("L15 L16")
		case their("openProfile"): // whatever openSpent says [10]
			rule.permit(0, "L15 L16 L29")
		case pair("recipientApplied") && recruiter:
			rule.permit(0, "L15")
		default:
			paid("L1 L2 L15")
		}

	case "decline-inmail":
		if pair("recipientAwaits") {
			rule.permit(0, "L12 L21")
		}

	case "invite", "invite-with-note":
		if action == "invite-with-note" && my("notesSpent") {
			rule.forbid("L34 L59")
		}
		if my("invitesRestricted") {
			rule.forbid("L33 L36 L60")
		}
		if my("connectionsFull") { // the recipient's are no matter here [14]
			rule.forbid("L36")
		}
		known, imported := pair("senderKnowsEmail"), pair("senderImported")
		if my("emailAsked") && !known {
			rule.forbid("L39")
		}
		from := s.look(world.Recipient, "inviteFrom").text
		if from == "contacts" && !known && !imported || from == "imported" && !imported {
			rule.forbid("L37")
		}
		if pair("senderWithdrew") {
			rule.forbid("L36 L60")
		}
		if pair("senderUnacquainted") {
			rule.forbid("L38")
		}
		switch { // between connections nothing is said [13]
		case degree == 2:
			rule.permit(0, "L3")
		case degree == 3 && their("nameHidden"):
			rule.forbid("L3")
		case degree == 3:
			rule.permit(0, "L3")
		case degree == 4 && r["Q7"] == "setting":
			rule.permit(0, "L37")
		}

	case "accept-invite":
		if my("connectionsFull") { // the inviter's are no matter [14]
			rule.forbid("L36")
		}
		if pair("recipientInvited") {
			rule.permit(0, "L3 L38")
		}

	case "ignore-invite":
		if pair("recipientInvited") {
			rule.permit(0, "L3 L38")
		}

	case "introduce": // a limit on messages is no matter here [16]
		if degree == 2 || degree == 3 && (their("nameHidden") || r["Q8"] == "allowed") {
			rule.permit(0, "L3")
		}

	case "follow":
		// of members nothing is said [17]

	case "view-full-profile":
		switch {
		case degree >= 1 && degree <= 3:
			rule.permit(0, "L41 L42")
		case degree == 4 && r["Q9"] == "whole":
			rule.permit(0, "L41")
		case degree == 4:
			rule.forbid("L42")
		}

	case "view-email":
		if connected || pair("recipientAnswered") {
			rule.permit(0, "L3 L41")
		} else { // "only" [19]
			rule.forbid("L41")
		}

	case "read-receipt":
		if r["Q10"] == "both-on" {
			if my("receiptsOff") || their("receiptsOff") { // "both sides must have it on" [20]
				rule.forbid("L45")
			} else {
				rule.permit(0, "L45")
			}
		}
	}
}

// toPage decides between a member and a Page.
func toPage(s seen, action string, rule *ruling) {
	if action == "message" || action == "reply" {
		if s.look(world.Sender, "messagesSpent").number == 1 {
			rule.forbid("L2")
		}
		if s.look(world.Recipient, "inboxOff").number == 1 {
			rule.forbid("L46 L47")
		}
		if s.look(world.Either, "senderRestricted").number == 1 {
			rule.forbid("L48")
		}
	}
	switch action {
	case "message":
		rule.permit(0, "L2 L46")
	case "reply":
		if s.look(world.Either, "recipientWrote").number == 1 || s.look(world.Either, "recipientAwaits").number == 1 {
			rule.permit(0, "L4 L46")
		}
	case "follow":
		if s.look(world.Either, "askedToFollow").number == 1 { // otherwise nothing is said [17]
			rule.permit(0, "L50")
		}
	}
}

// fromPage decides between a Page and a member.
func fromPage(s seen, action string, r chosen, rule *ruling) {
	if (action == "message" || action == "reply") && s.look(world.Sender, "inboxOff").number == 1 {
		rule.forbid("L46 L47") // it writes to nobody; InMail is no Page messaging [21]
	}
	switch action {
	case "message", "inmail":
		if r["Q11"] == "no" {
			rule.forbid("L49")
		}
	case "reply":
		if s.look(world.Either, "recipientWrote").number == 1 {
			rule.permit(0, "L47")
		}
	case "invite-to-follow":
		if s.look(world.Either, "adminConnected").number == 1 { // to others nothing is said [18]
			if s.look(world.Sender, "followCredits").number == 0 {
				rule.forbid("L50")
			} else {
				rule.permit(1, "L50")
			}
		}
	}
}

// betweenPages decides between two Pages: "any member" may write to a Page, and of Pages nothing is said. [22]
func betweenPages(s seen, action string, r chosen, rule *ruling) {
	if s.look(world.Sender, "inboxOff").number == 1 || s.look(world.Recipient, "inboxOff").number == 1 {
		rule.forbid("L46 L47")
	}
	if action == "message" && r["Q11"] == "no" {
		rule.forbid("L49")
	}
}

// alone decides what a member does without a recipient.
func alone(s seen, action string, rule *ruling) {
	my := func(name string) bool { return s.look(world.Sender, name).number == 1 }
	tier := s.look(world.Sender, "tier").text
	contract := tier == "recruiter-ps" || tier == "recruiter-corporate"
	switch action {
	case "people-search":
		if my("searchSpent") {
			rule.forbid("L43")
		}
		rule.permit(0, "L43")
	case "advanced-search":
		if contract { // [23]
			rule.permit(0, "L44")
		}
	case "bulk-inmail":
		if tier == "free" {
			rule.forbid("L1")
		}
		if my("bulkOff") {
			rule.forbid("L23 L26")
		}
		if my("inmailSuspended") {
			rule.forbid("L24")
		}
		if my("seatSpent") {
			rule.forbid("L26")
		}
		if contract { // what it takes depends on to whom it goes: no cost, and no credit asked for [12]
			rule.permit(0, "L23 L26")
		}
	}
}

// documentedCase is a situation made by hand, and what a fact says of it.
type documentedCase struct {
	fact, kinds, action, situation, readings, want string
}

// documentedCases are straight from the facts. What a situation does not name is false, 0, or the first of the values;
// members are out of network unless a degree is given.
var documentedCases = []documentedCase{
	{"L1", "Member Member", "message", "degree=1", "", "allowed 0"},
	{"L1", "Member Member", "message", "degree=2", "", "forbidden"},
	{"L1", "Member Member", "inmail", "degree=2 sender.credits=5", "", "forbidden"},
	{"L1", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=5", "", "allowed 1"},
	{"L1", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=5 recipient.inmail=nobody", "", "forbidden"},
	{"L1", "Member Member", "inmail", "degree=1 sender.tier=recruiter-ps recipient.inmail=nobody", "", "forbidden"},
	{"L2", "Member Page", "message", "", "", "allowed 0"},
	{"L2", "Member Member", "message", "degree=1 sender.tier=business", "", "allowed 0"},
	{"L2", "Member Member", "message", "degree=3 sender.tier=business sender.credits=9", "", "forbidden"},
	{"L2", "Member Member", "message", "degree=1 blocked", "", "forbidden"},
	{"L2", "Member Member", "message", "degree=1 sender.messagesSpent", "", "forbidden"},
	{"L2", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=1 sender.messagesSpent", "", "allowed 1"},
	{"L2", "Member Member", "message-request", "degree=3 sharedCompany", "", "allowed 0"},
	{"L2", "Member Member", "message-request", "degree=4 sharedGroup", "", "allowed 0"},
	{"L2", "Member Member", "open-message", "recipient.tier=career recipient.openProfile", "", "allowed 0"},
	{"L2", "Member Member", "open-message", "recipient.tier=career recipient.openProfile recipient.inmail=connections", "", "forbidden"},
	{"L3", "Member Member", "invite", "degree=2", "", "allowed 0"},
	{"L3", "Member Member", "invite", "degree=3", "", "allowed 0"},
	{"L3", "Member Member", "invite", "degree=3 recipient.nameHidden", "", "forbidden"},
	{"L3", "Member Member", "invite", "degree=2 recipient.nameHidden", "", "allowed 0"},
	{"L3", "Member Member", "introduce", "degree=2", "", "allowed 0"},
	{"L3", "Member Member", "introduce", "degree=3", "", "unstated"},
	{"L3", "Member Member", "introduce", "degree=3", "Q8=allowed", "allowed 0"},
	{"L3", "Member Member", "introduce", "degree=3 recipient.nameHidden", "", "allowed 0"},
	{"L3", "Member Member", "introduce", "degree=4 recipient.nameHidden", "Q8=allowed", "unstated"},
	{"L3", "Member Member", "view-email", "degree=1", "", "allowed 0"},
	{"L3", "Member Member", "reply", "degree=2 recipientInvited", "", "allowed 0"},
	{"L4", "Member Member", "reply", "degree=4 recipientWrote", "", "allowed 0"},
	{"L4", "Member Member", "reply", "degree=1", "", "unstated"},
	{"L12", "Member Member", "decline-inmail", "recipientAwaits", "", "allowed 0"},
	{"L12", "Member Member", "decline-inmail", "", "", "unstated"},
	{"L14", "Member Member", "inmail", "degree=3 sender.tier=sales-navigator", "", "forbidden"},
	{"L15", "Member Member", "inmail", "degree=1 sender.tier=recruiter-lite", "", "allowed 0"},
	{"L15", "Member Member", "inmail", "degree=3 sender.tier=recruiter-ps recipientApplied", "", "allowed 0"},
	{"L15", "Member Member", "inmail", "degree=3 sender.tier=career sender.credits=2 recipientApplied", "", "allowed 1"},
	{"L15", "Member Member", "inmail", "degree=4 sender.tier=recruiter-corporate sender.credits=1", "", "allowed 1"},
	{"L15", "Member Member", "inmail", "degree=4 sender.tier=recruiter-lite sender.credits=1", "", "forbidden"},
	{"L15", "Member Member", "inmail", "degree=1 sender.tier=business sender.credits=1", "", "unstated"},
	{"L15", "Member Member", "inmail", "degree=1 sender.tier=business", "Q5=free", "allowed 0"},
	{"L61", "Member Member", "open-message", "degree=1 recipient.tier=career recipient.openProfile recipient.inmail=connections", "", "forbidden"},
	{"L29", "Member Member", "open-message", "degree=1 recipient.tier=career recipient.openProfile recipient.inmail=connections", "Q3=one", "unstated"},
	{"L16", "Member Member", "inmail", "degree=2 sender.tier=sales-navigator recipient.tier=career recipient.openProfile", "", "allowed 0"},
	{"L16", "Member Member", "open-message", "degree=2 sender.openSpent recipient.tier=career recipient.openProfile", "", "forbidden"},
	{"L18", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=3 senderAwaits", "", "allowed 1 L18"},
	{"L18", "Member Member", "inmail", "degree=1 sender.tier=sales-navigator senderAwaits", "", "allowed 0 L18"},
	{"L18", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=3 senderAwaits", "Q4=no", "forbidden"},
	{"L25", "Member Member", "inmail", "degree=2 sender.tier=recruiter-ps sender.credits=3 senderAwaits", "Q4=no", "allowed 1 L18"},
	{"L21", "Member Member", "reply", "degree=2 sender.tier=recruiter-ps recipientDeclined", "", "forbidden"},
	{"L21", "Member Member", "reply", "degree=2 sender.tier=recruiter-ps recipientDeclined recipientWrote", "", "allowed 0"},
	{"L21", "Member Member", "inmail", "degree=2 sender.tier=recruiter-ps sender.credits=1 recipientDeclined", "", "allowed 1 L22"},
	{"L21", "Member Member", "reply", "degree=2 sender.tier=recruiter-ps recipientDeclined recipientAwaits", "", "allowed 0"},
	{"L21", "Member Member", "reply", "degree=2 sender.tier=recruiter-ps recipientDeclined recipientInvited", "", "allowed 0"},
	{"L22", "Member Member", "message", "degree=1 recipientDeclined", "", "allowed 0 L22"},
	{"L23", "Member Member", "inmail", "degree=2 sender.tier=recruiter-ps sender.credits=1 sender.sentInmails=100", "", "allowed 1 L23"},
	{"L23", "Member Member", "inmail", "degree=2 sender.tier=recruiter-ps sender.credits=1 sender.sentInmails=99", "", "allowed 1"},
	{"L23", "Member Directory", "bulk-inmail", "sender.tier=recruiter-ps sender.bulkOff", "", "forbidden"},
	{"L23", "Member Member", "inmail", "degree=2 sender.tier=recruiter-ps sender.credits=1 sender.bulkOff", "", "allowed 1"},
	{"L24", "Member Member", "inmail", "degree=2 sender.tier=recruiter-lite sender.credits=1 sender.inmailSuspended", "", "forbidden"},
	{"L24", "Member Member", "reply", "degree=2 sender.tier=recruiter-lite sender.inmailSuspended recipientWrote", "", "allowed 0"},
	{"L26", "Member Member", "inmail", "degree=2 sender.tier=recruiter-corporate sender.credits=1 sender.seatSpent", "", "forbidden"},
	{"L26", "Member Directory", "bulk-inmail", "sender.tier=recruiter-corporate sender.credits=1", "", "allowed 0"},
	{"L27", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=1 recipient.inmail=connections", "", "forbidden"},
	{"L27", "Member Member", "inmail", "degree=1 sender.tier=sales-navigator recipient.inmail=connections", "", "allowed 0"},
	{"L27", "Member Member", "message", "degree=1 recipient.inmail=nobody", "", "allowed 0"},
	{"L29", "Member Member", "open-message", "recipient.tier=career recipient.openProfile recipient.inmail=nobody", "Q3=one", "allowed 0"},
	{"L29", "Member Member", "inmail", "degree=2 sender.tier=career recipient.tier=career recipient.openProfile", "", "allowed 0"},
	{"L29", "Member Member", "inmail", "degree=2 sender.tier=career sender.credits=1 recipient.tier=career recipient.openProfile", "Q6=costs", "allowed 1"},
	{"L30", "Member Member", "message", "degree=4 sharedGroup", "Q1=message", "allowed 0"},
	{"L62", "Member Member", "message-request", "degree=4 sharedGroup", "Q1=message", "unstated"},
	{"L31", "Member Member", "message", "degree=2 sharedGroup sender.tier=recruiter-corporate", "Q1=message", "forbidden"},
	{"L32", "Member Member", "message", "degree=4 sharedEvent", "", "forbidden"},
	{"L32", "Member Member", "message", "degree=4 sharedEvent", "Q2=allowed", "allowed 0"},
	{"L33", "Member Member", "invite", "degree=2 sender.tier=career sender.invitesRestricted", "", "forbidden"},
	{"L34", "Member Member", "invite-with-note", "degree=2", "", "allowed 0"},
	{"L34", "Member Member", "invite-with-note", "degree=2 sender.notesSpent", "", "forbidden"},
	{"L59", "Member Member", "invite", "degree=2 sender.notesSpent", "", "allowed 0"},
	{"L36", "Member Member", "invite", "degree=2 sender.connectionsFull", "", "forbidden"},
	{"L36", "Member Member", "accept-invite", "degree=2 sender.connectionsFull recipientInvited", "", "forbidden"},
	{"L36", "Member Member", "invite", "degree=2 senderWithdrew", "", "forbidden"},
	{"L37", "Member Member", "invite", "degree=2 recipient.inviteFrom=contacts", "", "forbidden"},
	{"L37", "Member Member", "invite", "degree=2 recipient.inviteFrom=contacts senderKnowsEmail", "", "allowed 0"},
	{"L37", "Member Member", "invite", "degree=2 recipient.inviteFrom=contacts senderImported", "", "allowed 0"},
	{"L37", "Member Member", "invite", "degree=2 recipient.inviteFrom=imported senderKnowsEmail", "", "forbidden"},
	{"L37", "Member Member", "invite", "degree=4", "Q7=setting", "allowed 0"},
	{"L3", "Member Member", "invite", "degree=4", "", "unstated"},
	{"L38", "Member Member", "invite", "degree=2 senderUnacquainted", "", "forbidden"},
	{"L38", "Member Member", "invite", "degree=1 senderUnacquainted", "", "forbidden"},
	{"L36", "Member Member", "accept-invite", "degree=1 sender.connectionsFull", "", "forbidden"},
	{"L38", "Member Member", "accept-invite", "degree=2 recipientInvited", "", "allowed 0"},
	{"L38", "Member Member", "ignore-invite", "degree=2 recipientInvited", "", "allowed 0"},
	{"L39", "Member Member", "invite", "degree=2 sender.emailAsked", "", "forbidden"},
	{"L39", "Member Member", "invite", "degree=2 sender.emailAsked senderKnowsEmail", "", "allowed 0"},
	{"L40", "Member Member", "view-full-profile", "degree=2 blocked", "", "forbidden"},
	{"L40", "Member Member", "reply", "degree=2 blocked recipientWrote", "", "forbidden"},
	{"L40", "Member Member", "ignore-invite", "degree=2 blocked recipientInvited", "", "allowed 0"},
	{"L40", "Member Member", "inmail", "degree=2 sender.tier=recruiter-corporate sender.credits=9 blocked", "", "forbidden"},
	{"L41", "Member Member", "view-email", "degree=2", "", "forbidden"},
	{"L41", "Member Member", "view-email", "degree=4 recipientAnswered", "", "allowed 0"},
	{"L41", "Member Member", "view-full-profile", "degree=4", "", "allowed 0"},
	{"L42", "Member Member", "view-full-profile", "degree=3", "Q9=limited", "allowed 0"},
	{"L42", "Member Member", "view-full-profile", "degree=4", "Q9=limited", "forbidden"},
	{"L43", "Member Directory", "people-search", "", "", "allowed 0"},
	{"L43", "Member Directory", "people-search", "sender.searchSpent", "", "forbidden"},
	{"L44", "Member Directory", "advanced-search", "sender.tier=recruiter-corporate", "", "allowed 0"},
	{"L44", "Member Directory", "advanced-search", "", "", "unstated"},
	{"L45", "Member Member", "read-receipt", "degree=1", "", "unstated"},
	{"L45", "Member Member", "read-receipt", "degree=1", "Q10=both-on", "allowed 0"},
	{"L45", "Member Member", "read-receipt", "degree=1 recipient.receiptsOff", "Q10=both-on", "forbidden"},
	{"L46", "Member Page", "message", "recipient.inboxOff", "", "forbidden"},
	{"L47", "Page Member", "reply", "recipientWrote", "", "allowed 0"},
	{"L47", "Page Member", "reply", "", "", "unstated"},
	{"L46", "Member Page", "reply", "recipientAwaits", "", "allowed 0"},
	{"L46", "Page Page", "message", "recipient.inboxOff", "", "forbidden"},
	{"L47", "Page Member", "message", "sender.inboxOff", "", "forbidden"},
	{"L48", "Member Page", "message", "senderRestricted", "", "forbidden"},
	{"L49", "Page Member", "message", "", "", "unstated"},
	{"L49", "Page Member", "message", "", "Q11=no", "forbidden"},
	{"L49", "Page Page", "message", "", "", "unstated"},
	{"L49", "Page Page", "message", "", "Q11=no", "forbidden"},
	{"L51", "Page Member", "inmail", "", "", "unstated"},
	{"L50", "Page Member", "invite-to-follow", "sender.followCredits=1 adminConnected", "", "allowed 1"},
	{"L50", "Page Member", "invite-to-follow", "adminConnected", "", "forbidden"},
	{"L50", "Page Member", "invite-to-follow", "sender.followCredits=1", "", "unstated"},
	{"L50", "Member Page", "follow", "askedToFollow", "", "allowed 0"},
}

// documentedDefaults are the readings that the questions have first.
var documentedDefaults = chosen{
	"Q1": "request", "Q2": "unstated", "Q3": "both", "Q4": "possible", "Q5": "unstated", "Q6": "free", "Q7": "unstated",
	"Q8": "unstated", "Q9": "whole", "Q10": "unstated", "Q11": "unstated",
}

// terms takes "degree=2 sender.tier=free blocked" apart.
func terms(text string) map[string]string {
	out := map[string]string{}
	for _, term := range strings.Fields(text) {
		name, value, ok := strings.Cut(term, "=")
		if !ok {
			value = "1"
		}
		out[name] = value
	}
	return out
}

// byHand is the situation of a case, without any world.
func (c documentedCase) byHand() (seen, chosen) {
	firsts := map[string]string{"sender.tier": "free", "recipient.tier": "free", "recipient.inmail": "anyone", "recipient.inviteFrom": "anyone"}
	if c.kinds == "Member Member" {
		firsts["degree"] = "4"
	}
	maps.Copy(firsts, terms(c.situation))
	sender, recipient, _ := strings.Cut(c.kinds, " ")
	r := maps.Clone(documentedDefaults)
	maps.Copy(r, terms(c.readings))
	return seen{sender, recipient, func(side world.Side, name string) shown {
		if side != world.Either {
			name = string(side) + "." + name
		}
		n, err := strconv.ParseInt(firsts[name], 10, 64)
		if err != nil {
			return shown{text: firsts[name]}
		}
		return shown{number: n}
	}}, r
}

// in is the situation of a case in a world.
func (c documentedCase) in(t *testing.T, w *world.World) (s situation.Situation, ok bool) {
	t.Helper()
	for _, kinds := range w.Pairs() {
		if kinds.Sender.Type+" "+kinds.Recipient.Type != c.kinds {
			continue
		}
		s = situation.Situation{Sender: situation.Party{Kind: kinds.Sender}, Recipient: situation.Party{Kind: kinds.Recipient}}
		if kinds.Recipient.Entity == "" {
			s.Pair = situation.Pair(make([]byte, len(w.Pair)))
		}
		given := terms(c.situation)
		if _, ok := given["degree"]; !ok && c.kinds == "Member Member" {
			given["degree"] = "4"
		}
		for name, text := range given {
			f := factNamed(w, kinds, name)
			if f == nil {
				t.Fatalf("%s: there is no %s", c.kinds, name)
			}
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				n = int64(slices.Index(f.Attribute.Names(), text))
			}
			s = s.With(f, world.Value{Number: n})
		}
		return s, true
	}
	return s, false
}

// factNamed finds a fact that is there between two kinds: "sender.tier", "degree".
func factNamed(w *world.World, kinds world.KindPair, name string) *world.Fact {
	side := world.Either
	if of, rest, ok := strings.Cut(name, "."); ok {
		side, name = world.Side(of), rest
	}
	for _, f := range w.Named(side, name).In(w) {
		if f.Is(kinds) {
			return f
		}
	}
	return nil
}

func (d documented) String() string {
	text := d.verdict
	if d.verdict == "allowed" {
		text = strings.Join(append([]string{text, fmt.Sprint(d.cost)}, d.warns...), " ")
	}
	return text
}

// TestLinkedInOracleByHand holds the oracle against situations made by hand. It needs no set.
func TestLinkedInOracleByHand(t *testing.T) {
	for _, c := range documentedCases {
		s, r := c.byHand()
		got := documentedOracle(s, c.action, r)
		if got.String() != c.want {
			t.Errorf("%s: %s (%s) %s %s: %s, want %s", c.fact, c.action, c.kinds, c.situation, c.readings, got, c.want)
		}
		listed := strings.Fields(about[c.action])
		for _, source := range append(got.sources, c.fact) {
			if !slices.Contains(listed, source) {
				t.Errorf("%s: %s is not among the facts about it", c.action, source)
			}
		}
		if (got.verdict == "unstated") != (len(got.sources) == 0) {
			t.Errorf("%s, %s: %s by %v", c.fact, c.action, got, got.sources)
		}
	}
}

// linkedin is the set of what LinkedIn documents.
func linkedin(t testing.TB) *policy.RuleSet {
	t.Helper()
	if !slices.Contains(sets.Builtin(), "linkedin") {
		t.Skip("the set does not come with Inroad")
	}
	set, err := policy.Load("linkedin")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// lookup finds the facts of a world by side, kind and name; those of the pair by name.
type lookup map[lookupKey]*world.Fact

type lookupKey struct {
	side world.Side
	kind *world.Kind
	name string
}

func newLookup(w *world.World) lookup {
	out := lookup{}
	for _, f := range w.Facts() {
		switch {
		case f.Of == world.OfAttribute:
			out[lookupKey{f.Side, f.Kind, f.Attribute.Name}] = f
		case f.Of == world.OfPair:
			out[lookupKey{world.Either, nil, f.Pair.Name}] = f
		}
	}
	return out
}

// see is a situation as the oracle looks at it; asked, if any, is told of each fact that it looks at.
func (l lookup) see(s situation.Situation, asked func(*world.Fact)) seen {
	return seen{s.Sender.Kind.Type, s.Recipient.Kind.Type, func(side world.Side, name string) shown {
		key := lookupKey{side: side, name: name}
		switch side {
		case world.Sender:
			key.kind = s.Sender.Kind
		case world.Recipient:
			key.kind = s.Recipient.Kind
		}
		f, ok := l[key]
		if !ok {
			panic(fmt.Sprintf("there is no %s of a %s", name, side))
		}
		if asked != nil {
			asked(f)
		}
		n := s.Value(f).Number
		switch {
		case f.Of != world.OfAttribute || f.Attribute.Type != world.Choice:
			return shown{number: n}
		case f.Attribute.Enum != nil:
			return shown{text: f.Attribute.Enum.Values[n].Value}
		default:
			return shown{text: f.Attribute.Values[n]}
		}
	}}
}

// choose names the readings.
func choose(set *policy.RuleSet, readings policy.Readings) chosen {
	r := chosen{}
	for i, q := range set.Questions {
		r[q.ID] = q.Readings[readings[i]].Reading
	}
	return r
}

// subject is an action between a kind of pair.
type subject struct {
	action string
	kinds  world.KindPair
}

func (u subject) String() string {
	return u.action + " (" + u.kinds.Sender.Type + " " + u.kinds.Recipient.Type + ")"
}

func subjects(set *policy.RuleSet) (list []subject) {
	for _, kinds := range set.World.Pairs() {
		for _, action := range set.Applicable(kinds) {
			list = append(list, subject{action, kinds})
		}
	}
	return list
}

// documentedCuts are where the oracle tells numbers apart, and a little more finely.
var documentedCuts = map[string][]int64{"credits": {1, 2}, "followCredits": {1, 2}, "sentInmails": {99, 100, 101}}

// whole looks at every fact that is there between two kinds and whose values can be listed.
func whole(set *policy.RuleSet, kinds world.KindPair) situation.Lens {
	out := situation.Lens{Cuts: map[*world.Fact][]int64{}}
	for _, f := range set.World.Facts() {
		if f.Is(kinds) && !f.IsText() {
			out.Facts = out.Facts.With(f)
			if f.IsNumber() {
				out.Cuts[f] = documentedCuts[f.Attribute.Name]
			}
		}
	}
	return out.And(situation.Lens{Cuts: set.Lens().Cuts})
}

// drawer draws situations between two kinds at random, as far as a lens looks.
type drawer struct {
	*rand.Rand
	set    *policy.RuleSet
	kinds  world.KindPair
	facts  []*world.Fact
	values [][]world.Value
	free   bool // what cannot be is drawn too
}

func newDrawer(set *policy.RuleSet, lens situation.Lens, kinds world.KindPair, seed uint64) *drawer {
	d := &drawer{Rand: rand.New(rand.NewPCG(seed, 1)), set: set, kinds: kinds}
	for _, f := range lens.Facts.In(set.World) {
		if f.Is(kinds) && !f.IsText() {
			d.facts = append(d.facts, f)
			d.values = append(d.values, lens.Values(f))
		}
	}
	return d
}

func (d *drawer) value(i int) world.Value {
	v := d.values[i][d.IntN(len(d.values[i]))]
	if d.facts[i].IsNumber() && d.IntN(4) == 0 {
		v.Number += d.Int64N(1000)
	}
	return v
}

// party is somebody who can be.
func (d *drawer) party(side world.Side, kind *world.Kind) situation.Party {
	p := situation.Party{Kind: kind}
	if kind.Entity != "" {
		return p
	}
	p.Values = kind.Defaults()
	for {
		for i, f := range d.facts {
			if f.Side == side {
				p.Values[f.Attribute.Number] = d.value(i)
			}
		}
		if d.free || !d.set.Space.Broken(situation.Situation{Sender: p, Recipient: situation.Party{Kind: d.set.World.Nobody}}) {
			return p
		}
	}
}

func (d *drawer) situation() situation.Situation {
	for {
		s := situation.Situation{Sender: d.party(world.Sender, d.kinds.Sender), Recipient: d.party(world.Recipient, d.kinds.Recipient)}
		if d.kinds.Recipient.Entity == "" {
			pair := make([]byte, len(d.set.World.Pair))
			for i, f := range d.facts {
				if f.Of == world.OfPair {
					pair[f.Pair.Number] = uint8(d.value(i).Number)
				}
			}
			s.Pair = situation.Pair(pair)
		}
		if d.free || !d.set.Space.Broken(s) {
			return s
		}
	}
}

// otherwise gives the parties ids, names and other texts at random.
func otherwise(r *rand.Rand, s situation.Situation) situation.Situation {
	text := func() string { return []string{"", "a", "Ana Lima", "Zoë & Co"}[r.IntN(4)] }
	for _, p := range []*situation.Party{&s.Sender, &s.Recipient} {
		if p.Kind.Entity != "" {
			continue
		}
		p.ID, p.Name = "x"+strconv.Itoa(r.IntN(100)), text()
		for _, a := range p.Kind.Attributes {
			if a.Type == world.Text && r.IntN(2) == 0 {
				p.Values[a.Number] = world.Value{Text: text()}
			}
		}
	}
	return s
}

// read is what the rules about a subject look at, and what the oracle was seen to look at, under any readings.
func read(set *policy.RuleSet, l lookup, u subject) situation.Lens {
	var rules, oracle situation.Lens
	for _, r := range slices.Concat(set.Rules, set.Warnings) {
		if r.Fits(u.action, u.kinds) {
			rules = rules.And(r.Lens())
		}
	}
	oracle.Cuts = map[*world.Fact][]int64{}
	random := rand.New(rand.NewPCG(5, 6))
	drawn := newDrawer(set, whole(set, u.kinds), u.kinds, 7)
	drawn.free = true
	for range 5_000 {
		s := l.see(drawn.situation(), func(f *world.Fact) {
			oracle.Facts = oracle.Facts.With(f)
			if f.IsNumber() {
				oracle.Cuts[f] = documentedCuts[f.Attribute.Name]
			}
		})
		documentedOracle(s, u.action, choose(set, anyReadings(random, set)))
	}
	return rules.And(oracle)
}

func anyReadings(r *rand.Rand, set *policy.RuleSet) policy.Readings {
	readings := set.Defaults()
	for q, question := range set.Questions {
		readings[q] = uint8(r.IntN(len(question.Readings)))
	}
	return readings
}

// problem says how a decision differs from what the oracle says; "" where it does not.
func problem(d *decision.Decision, want documented, action string) string {
	listed := strings.Fields(about[action])
	switch got := d.Sources(); {
	case d.Verdict.String() != want.verdict || d.Cost != want.cost:
		return fmt.Sprintf("the engine says %s %d, the oracle %s %d", d.Verdict, d.Cost, want.verdict, want.cost)
	case want.verdict != "unstated" && len(got) == 0:
		return "the engine cites nothing"
	default:
		for _, source := range got {
			if !slices.Contains(listed, source) {
				return "the engine cites " + source
			}
		}
	}
	got := d.WarningSources()
	for _, source := range want.warns {
		if !slices.Contains(got, source) {
			return "the engine does not warn by " + source
		}
	}
	for _, source := range got {
		exact := slices.Contains(exactWarnings, source)
		if !slices.Contains(listed, source) || exact && !slices.Contains(want.warns, source) && !slices.Contains(want.mayWarn, source) {
			return "the engine warns by " + source
		}
	}
	return ""
}

// differences are the ways in which engine and oracle differ, each with how often and with the plainest situation.
type differences map[string]*difference

type difference struct {
	times, plain int
	example      string
}

func (ds differences) add(u subject, what string, s situation.Situation, lens situation.Lens, d *decision.Decision, want documented, w *world.World) {
	key := u.String() + ": " + what
	now, ok := ds[key]
	if !ok {
		now = &difference{plain: 1 << 30}
		ds[key] = now
	}
	now.times++
	var facts []string
	for _, f := range lens.Facts.In(w) {
		v := s.Value
		if !f.Is(u.kinds) || f.IsText() || v(f).Number == 0 {
			continue
		}
		name := ""
		switch {
		case f.Of == world.OfPair:
			name = f.Pair.Name
		default:
			name = string(f.Side) + "." + f.Attribute.Name
		}
		switch {
		case f.Of == world.OfPair && !f.IsDistance() || f.Of == world.OfAttribute && f.Attribute.Type == world.Bool:
			facts = append(facts, name)
		case f.Of == world.OfAttribute && f.Attribute.Type == world.Choice:
			facts = append(facts, name+"="+f.Attribute.Names()[v(f).Number])
		default:
			facts = append(facts, fmt.Sprintf("%s=%d", name, v(f).Number))
		}
	}
	if len(facts) < now.plain {
		var rules []string
		for _, r := range d.Rules {
			rules = append(rules, r.ID)
		}
		now.plain = len(facts)
		now.example = fmt.Sprintf("%s; the engine by %v, the oracle by %v", strings.Join(facts, " "), rules, want.sources)
	}
}

// report fails a test for each difference.
func (ds differences) report(t *testing.T, readings string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(ds)) {
		t.Errorf("%s%s, %d times, as in %s", readings, key, ds[key].times, ds[key].example)
	}
}

// most is how many situations are compared one by one; of more, sampled are drawn.
const most, sampled = 5_000_000, 1_000_000

// situations are those of a subject that look different through a lens, or a sample of them.
func situations(set *policy.RuleSet, lens situation.Lens, kinds world.KindPair, seed uint64) func(func(situation.Situation) bool) {
	if lens.Finite(set.World) && lens.Bound(set.World, kinds, 20*most) < 20*most {
		n := 0
		for range set.Space.All(lens, kinds) {
			n++
		}
		if n <= most {
			return set.Space.All(lens, kinds)
		}
	}
	return func(yield func(situation.Situation) bool) {
		drawn := newDrawer(set, lens, kinds, seed)
		for range sampled {
			if !yield(drawn.situation()) {
				return
			}
		}
	}
}

// TestLinkedInOracle compares engine and oracle, for each action between each kind of pair, over every combination of the
// facts that rules or oracle look at there, under the default readings; and over every fourth combination under each single
// reading chosen otherwise and a few random choices. With INROAD_PROOF set it compares all of them, and more choices.
func TestLinkedInOracle(t *testing.T) {
	set := linkedin(t)
	l := newLookup(set.World)
	const seed = 20_261
	random := rand.New(rand.NewPCG(seed, 0))
	choices := everyFlip(set)
	more, every := 5, 4
	if os.Getenv("INROAD_PROOF") != "" {
		more, every = 50, 1
	}
	for range more {
		choices = append(choices, anyReadings(random, set))
	}
	lenses := map[subject]situation.Lens{}
	for _, u := range subjects(set) {
		lenses[u] = read(set, l, u)
	}
	total, known := 0, map[string]bool{}
	for i, readings := range choices {
		r := choose(set, readings)
		found := differences{}
		for _, u := range subjects(set) {
			engine, n, passed := decision.New(set, readings), 0, i
			for s := range situations(set, lenses[u], u.kinds, seed) {
				if passed++; i > 0 && passed%every > 0 {
					continue
				}
				n++
				d, err := engine.Decide(s, u.action)
				if err != nil {
					t.Fatal(err)
				}
				want := documentedOracle(l.see(s, nil), u.action, r)
				if what := problem(d, want, u.action); what != "" {
					found.add(u, what, s, lenses[u], d, want, set.World)
				}
			}
			total += n
			if i == 0 {
				t.Logf("%s: %d situations", u, n)
			}
		}
		maps.DeleteFunc(found, func(key string, _ *difference) bool { return known[key] }) // what was reported once
		found.report(t, fmt.Sprintf("%v: ", changed(set, readings)))
		for key := range found {
			known[key] = true
		}
	}
	t.Logf("%d decisions compared under %d choices of readings; seed %d", total, len(choices), seed)
}

// changed are the readings that are not the default ones.
func changed(set *policy.RuleSet, readings policy.Readings) (list []string) {
	for q, question := range set.Questions {
		if readings[q] != 0 {
			list = append(list, question.ID+"="+question.Readings[readings[q]].Reading)
		}
	}
	return list
}

// TestLinkedInOracleLooksAtNoMore compares engine and oracle with every fact at random, texts and readings too: what the
// rules of an action do not look at must not matter. With INROAD_PROOF set it does so 100,000 times for each action,
// otherwise for all of them together.
func TestLinkedInOracleLooksAtNoMore(t *testing.T) {
	set := linkedin(t)
	l := newLookup(set.World)
	const seed = 20_262
	random := rand.New(rand.NewPCG(seed, 0))
	list := subjects(set)
	times := 100_000/len(list) + 1
	if os.Getenv("INROAD_PROOF") != "" {
		times = 100_000
	}
	found := differences{}
	for _, u := range list {
		every := whole(set, u.kinds)
		drawn := newDrawer(set, every, u.kinds, seed)
		for range times {
			s := otherwise(random, drawn.situation())
			readings := anyReadings(random, set)
			d, err := decision.Once(set, readings, s, u.action)
			if err != nil {
				t.Fatal(err)
			}
			want := documentedOracle(l.see(s, nil), u.action, choose(set, readings))
			if what := problem(d, want, u.action); what != "" {
				found.add(u, what, s, every, d, want, set.World)
			}
		}
	}
	found.report(t, "")
	t.Logf("%d decisions compared, %d for each of %d actions between kinds; seed %d", times*len(list), times, len(list), seed)
}

// TestLinkedInByHand holds the engine too against the situations made by hand.
func TestLinkedInByHand(t *testing.T) {
	set := linkedin(t)
	l := newLookup(set.World)
	for _, c := range documentedCases {
		s, ok := c.in(t, set.World)
		if !ok {
			t.Errorf("%s is no kind of pair", c.kinds)
			continue
		}
		readings := set.Defaults()
		for question, reading := range terms(c.readings) {
			choice, err := set.Choose(question, reading)
			if err != nil {
				t.Fatal(err)
			}
			readings = readings.With(choice)
		}
		if set.Space.Broken(s) {
			t.Logf("%s, %s: %q cannot be", c.fact, c.action, c.situation)
			continue
		}
		d, err := decision.Once(set, readings, s, c.action)
		if err != nil {
			t.Fatal(err)
		}
		want := documentedOracle(l.see(s, nil), c.action, choose(set, readings))
		if want.String() != c.want {
			t.Errorf("%s, %s, %q: in the world it is %s, by hand %s", c.fact, c.action, c.situation, want, c.want)
		}
		if what := problem(d, want, c.action); what != "" {
			t.Errorf("%s: %s (%s) %q %s: %s", c.fact, c.action, c.kinds, c.situation, c.readings, what)
		}
	}
}

// TestLinkedInOracleQuestions holds the readings that the oracle knows against those of the set.
func TestLinkedInOracleQuestions(t *testing.T) {
	set := linkedin(t)
	if got := choose(set, set.Defaults()); !maps.Equal(got, documentedDefaults) {
		t.Errorf("the default readings are %v, the oracle has %v", got, documentedDefaults)
	}
	for _, u := range subjects(set) {
		if about[u.action] == "" {
			t.Errorf("the oracle knows no facts about %s", u.action)
		}
	}
}

// TestLinkedInOracleSeesEveryRule switches each rule off in turn, with the readings that it needs: where engine and oracle
// agreed, they must differ somewhere, or the rule decides nothing by itself: the engine says the same everywhere without
// it.
func TestLinkedInOracleSeesEveryRule(t *testing.T) {
	set := linkedin(t)
	l := newLookup(set.World)
	lenses := map[subject]situation.Lens{}
	for _, u := range subjects(set) {
		lenses[u] = read(set, l, u)
	}
	var idle []string
	for _, rule := range slices.Concat(set.Rules, set.Warnings) {
		readings := set.Defaults().With(rule.Needs...)
		r := choose(set, readings)
		noticed, matters := false, ""
	search:
		for _, u := range subjects(set) {
			if !rule.Fits(u.action, u.kinds) {
				continue
			}
			with, without := decision.New(set, readings), decision.New(set.Without([]string{rule.ID}), readings)
			for s := range situations(set, lenses[u], u.kinds, 20_263) {
				before, err := with.Decide(s, u.action)
				if err != nil {
					t.Fatal(err)
				}
				after, err := without.Decide(s, u.action)
				if err != nil {
					t.Fatal(err)
				}
				same := before.Outcome == after.Outcome && slices.Equal(before.WarningSources(), after.WarningSources())
				if same {
					continue
				}
				if matters == "" {
					matters = fmt.Sprintf("%s is %s %d with it and %s %d without", u, before.Verdict, before.Cost, after.Verdict, after.Cost)
				}
				want := documentedOracle(l.see(s, nil), u.action, r)
				if problem(before, want, u.action) == "" && problem(after, want, u.action) != "" {
					noticed = true
					break search
				}
			}
		}
		switch {
		case noticed:
		case matters != "":
			t.Errorf("without %s, engine and oracle agree no less, though %s", rule.ID, matters)
		default:
			idle = append(idle, rule.ID)
		}
	}
	t.Logf("%d rules and warnings; by themselves decide nothing: %s", len(set.Rules)+len(set.Warnings), strings.Join(idle, ", "))
}
