package api

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"inroad/rules/decision"
	"inroad/rules/policy"
	"inroad/rules/session"
)

// opened is an engine with a scenario open, and what it shows.
func opened(t testing.TB, text string) (*Engine, View) {
	t.Helper()
	e := New("")
	return e, see(t, e, Request{Do: "open", Scenario: text})
}

func TestRulesRequest(t *testing.T) {
	e, _ := opened(t, example(t, "cold-outreach"))
	got := wanted[Deciding](t, e, Request{Do: "deciding", Look: Look{From: "ana", To: "ben"}})
	if here := got.Here["premium-message-shared-connection"]; !slices.Equal(here, []string{"Message"}) {
		t.Errorf("it decides %q of Ana and Ben", here)
	}
	if n := got.Outcomes["premium-message-shared-connection"]; n == 0 {
		t.Error("a rule that decides counts nothing")
	}
	outward := wanted[Deciding](t, e, Request{Do: "deciding", Look: Look{From: "dev", To: "ana"}}) // other rules decide from Ana to Dev
	inward := wanted[Deciding](t, e, Request{Do: "deciding", Look: Look{From: "ana", To: "dev", Inward: true}})
	same(t, "the pair from the other's side", inward.Here, outward.Here)
	e, _ = opened(t, crowd(101))
	if got := wanted[Deciding](t, e, Request{Do: "deciding", Look: Look{From: "m0", To: "m1"}}); got.Outcomes != nil || len(got.Here) == 0 {
		t.Errorf("beyond the limit: %+v", got)
	}
}

func TestPreviewIsWhatTheEditDoes(t *testing.T) {
	for _, edit := range []session.Edit{
		{Kind: "rule", Rule: "premium-message-shared-connection"},
		{Kind: "rule", Rule: "page-message-stranger"},
		{Kind: "set", Actor: "ana", Field: "tier", Value: "free"},
		{Kind: "policies", Value: `@id("mine") permit(principal, action == Action::"message", resource);`},
	} {
		e, before := opened(t, example(t, "cold-outreach"))
		would := wanted[Changed](t, e, Request{Do: "preview", Edit: &edit})
		if now := see(t, e, Request{Do: "look"}); now.History != before.History || now.Changed != nil {
			t.Errorf("%s: the preview left %+v", edit.Kind, now.History)
		}
		did := see(t, e, Request{Do: "edit", Edit: &edit}).Changed
		did.Text = would.Text
		same(t, edit.Kind, would, *did)
		if would.Opened+would.Closed == 0 && edit.Rule != "page-message-stranger" {
			t.Errorf("%s: %s", edit.Kind, would.Text)
		}
	}
	e, _ := opened(t, example(t, "cold-outreach"))
	if got := refusals(t, e, Request{Do: "preview", Edit: &session.Edit{Kind: "policies", Value: "permit("}}); len(got) == 0 {
		t.Error("an edit that cannot be made is previewed")
	}
	e, _ = opened(t, crowd(101))
	would := wanted[Changed](t, e, Request{Do: "preview", Look: Look{From: "m1"}, Edit: &session.Edit{Kind: "policies", Value: `@id("mine") forbid(principal, action, resource);`}})
	did := see(t, e, Request{Do: "edit", Edit: &session.Edit{Kind: "policies", Value: `@id("mine") forbid(principal, action, resource);`}}).Changed
	if would.Closed != did.Closed || would.Closed < 10_000 || len(would.Flips) != shownFlips {
		t.Errorf("in a large network: %s", would.Text)
	}
}

func TestDraftAgainstARuleThatForbids(t *testing.T) {
	e, _ := opened(t, example(t, "cold-outreach"))
	about := Request{From: "ana", To: "eve", Action: "inmail"}
	draft := about
	draft.Do, draft.Effect = "draft", "permit"
	rule := wanted[Drafted](t, e, draft)
	preview := about
	preview.Do, preview.Edit = "preview", &rule.Edit
	got := wanted[Changed](t, e, preview)
	if !strings.HasPrefix(got.Stays, "Ana → Eve, InMail stays forbidden: ") || !strings.HasSuffix(got.Stays, "A rule that forbids wins over every rule that allows.") {
		t.Errorf("it says %q", got.Stays)
	}
	draft.Effect = "forbid"
	rule = wanted[Drafted](t, e, draft)
	same(t, "a forbid", rule.Cedar, "@id(\"own-inmail\")\n@title(\"InMail is forbidden\")\nforbid(principal is Member, action == Action::\"inmail\", resource is Member);\n")
	draft.Conditions = []string{"principal.tier == Tier::\"gold\""}
	same(t, "a condition that there is not", refusals(t, e, draft), []string{"conditions[0]: “principal.tier == Tier::\"gold\"” is none of the conditions that a rule on this can have"})
}

func TestDraftFromNothing(t *testing.T) {
	e, _ := opened(t, example(t, "cold-outreach"))
	facts := wanted[Facts](t, e, Request{Do: "facts", Action: "inmail"})
	same(t, "whom it is offered between", facts.Pairs, []FactPair{{"Member", "Member", "Member → Member"}, {"Page", "Member", "Page → Member"}})
	if own := wanted[Facts](t, e, Request{Do: "facts", Action: "advanced-search"}); own.Pairs[0].Label != "Member" {
		t.Errorf("an own action is offered to %+v", own.Pairs)
	}
	facts = wanted[Facts](t, e, Request{Do: "facts", Action: "message", Sender: "Member", Recipient: "Page"})
	if facts.Pairs[facts.Pair] != (FactPair{"Member", "Page", "Member → Page"}) {
		t.Errorf("the facts are of %+v", facts.Pairs[facts.Pair])
	}
	var said, conditions []string
	for _, fact := range facts.Facts {
		said, conditions = append(said, fact.Choices[len(fact.Choices)-1].Label), append(conditions, fact.Choices[0].Value)
	}
	if !slices.Contains(said, "The sender has a Premium tier") {
		t.Errorf("the facts are %q", said)
	}
	rule := wanted[Drafted](t, e, Request{Do: "draft", Action: "message", Sender: "Member", Recipient: "Page", Effect: "permit", Conditions: conditions[:1]})
	view := see(t, e, Request{Do: "edit", Edit: &rule.Edit})
	i := slices.IndexFunc(view.Rules.Rules, func(r Rule) bool { return r.ID == "own-message" })
	same(t, "the title", view.Rules.Rules[i].Title, "Message is allowed when the sender has a free account")
	again := wanted[Drafted](t, e, Request{Do: "draft", Action: "message", Effect: "forbid", Title: "A “quoted” \"title\" \\"})
	view = see(t, e, Request{Do: "edit", Edit: &again.Edit})
	i = slices.IndexFunc(view.Rules.Rules, func(r Rule) bool { return r.ID == "own-message-2" })
	same(t, "a title of one's own", view.Rules.Rules[i].Title, "A “quoted” \"title\" \\")

	cut := wanted[Drafted](t, e, Request{Do: "cut", Rule: "own-message"})
	view = see(t, e, Request{Do: "edit", Edit: &cut.Edit})
	same(t, "what is left", view.Rules.Policies, again.Cedar)
	cut = wanted[Drafted](t, e, Request{Do: "cut", Rule: "own-message-2"})
	view = see(t, e, Request{Do: "edit", Edit: &cut.Edit})
	same(t, "what is left in the end", view.Rules.Policies, "")
	if got := refusals(t, e, Request{Do: "cut", Rule: "message-connection"}); len(got) != 1 {
		t.Errorf("a rule of the set is cut: %q", got)
	}
}

// TestCopies copies every rule of every set that comes with Inroad: in the place of the original, nothing changes.
func TestCopies(t *testing.T) {
	for _, set := range []string{"article", "linkedin"} {
		e, view := opened(t, `{"inroad": 1, "rules": "`+set+`", "members": [{"id": "a"}, {"id": "b"}], "pages": [{"id": "p"}]}`)
		for _, rule := range view.Rules.Rules {
			if rule.Effect == "warn" {
				if got := refusals(t, e, Request{Do: "copy", Rule: rule.ID}); len(got) != 1 {
					t.Errorf("%s: a warning is copied: %q", rule.ID, got)
				}
				continue
			}
			draft := wanted[Drafted](t, e, Request{Do: "copy", Rule: rule.ID})
			clone := e.session.Clone()
			if errs := clone.Apply(draft.Edit, false); errs != nil {
				t.Fatal(errs)
			}
			copied, _ := clone.Scenario().Set.Rule(draft.ID)
			if !copied.Own || copied.Title != rule.Title || choices(clone.Scenario().Set, copied.Needs) != rule.Readings || int(copied.Cost) != rule.Cost || !clone.Scenario().Set.Off(rule.ID) {
				t.Errorf("%s was copied as %+v", rule.ID, copied)
			}
			if changed := wanted[Changed](t, e, Request{Do: "preview", Edit: &draft.Edit}); changed.Opened+changed.Closed+changed.Other > 0 {
				t.Errorf("%s: the copy changes something: %s", rule.ID, changed.Text)
			}
		}
	}
}

// TestDrafts composes a rule of each fact, and of all of them, for actions between people of an example of each set: it is read
// without a mistake, and all facts together let it decide what they are taken from, but for what forbids. INROAD_PROOF=1 takes
// every example.
func TestDrafts(t *testing.T) {
	for _, set := range []string{"../sets/article", "../sets/linkedin", "../testdata/sets/hospital"} {
		names, err := filepath.Glob(set + "/examples/*.json")
		if err != nil || len(names) == 0 {
			t.Fatalf("no examples of %s: %v", set, err)
		}
		const every = 4 // of the questions one is asked
		if os.Getenv("INROAD_PROOF") == "" {
			names = names[:1]
		}
		asked := 0
		seen := map[string]bool{}
		for _, name := range names {
			text := carried(t, set, name)
			e, view := opened(t, text)
			board := e.session.Board()
			for from := range view.Actors {
				for to := decision.Nobody; to < len(view.Actors); to++ {
					if to == from {
						continue
					}
					for _, action := range board.Set.Applicable(board.Kinds(from, to)) {
						if asked++; asked%every != 0 {
							continue
						}
						drafts(t, e, filepath.Base(name), Request{From: id(board, from), To: id(board, to), Action: action}, seen)
					}
				}
			}
		}
	}
}

// carried is an example as a scenario that any engine opens: the set goes with it where it does not come with Inroad.
func carried(t *testing.T, set, name string) string {
	t.Helper()
	if filepath.Base(set) == "hospital" {
		return carrying(t, strings.TrimSuffix(filepath.Base(name), ".json"))
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func drafts(t *testing.T, e *Engine, example string, r Request, seen map[string]bool) {
	t.Helper()
	r.Do = "facts"
	facts := wanted[Facts](t, e, r)
	var all []string
	for _, fact := range facts.Facts {
		all = append(all, fact.Choices[fact.Present].Value)
		labels := map[string]bool{}
		for _, choice := range fact.Choices {
			if labels[choice.Label] || choice.Label == "" {
				t.Errorf("%s: %q is said of two conditions, or nothing of %s", example, choice.Label, choice.Value)
			}
			labels[choice.Label] = true
		}
	}
	s := e.session.Scenario()
	from, _ := s.Network.Find(r.From)
	to := decision.Nobody
	if r.To != "" {
		to, _ = s.Network.Find(r.To)
	}
	kinds := e.session.Board().Kinds(from, to)
	var texts []string
	add := func(effect string, conditions ...string) (id string) {
		key := strings.Join(append([]string{effect, r.Action, kinds.Sender.Type, kinds.Recipient.Type}, conditions...), "\n")
		if seen[key] {
			return ""
		}
		seen[key] = true
		r.Do, r.Effect, r.Conditions = "draft", effect, conditions
		rule := wanted[Drafted](t, e, r)
		id = fmt.Sprintf("%s-%d", rule.ID, len(texts))
		texts = append(texts, strings.Replace(rule.Cedar, rule.ID, id, 1))
		return id
	}
	together := add("permit", all...)
	for _, fact := range facts.Facts {
		for _, choice := range fact.Choices {
			add("forbid", choice.Value)
		}
	}
	with, errs := s.Write(strings.Join(texts, "\n"))
	if errs != nil {
		t.Fatalf("%s: %v in\n%s", example, errs, strings.Join(texts, "\n"))
	}
	if rule, ok := with.Set.Rule(together); ok && rule.Holds(e.session.Board().Situation(from, to), r.Action) != policy.Yes {
		t.Errorf("%s: %s → %s, %s: what they are does not let the rule decide:\n%s", example, r.From, r.To, r.Action, rule.Text)
	}
}
