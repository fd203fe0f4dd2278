package api

import "testing"

func TestChecksAreSentences(t *testing.T) {
	checked := wanted[Checked](t, New(""), Request{Do: "check", Scenario: `{"inroad": 1,
		"members": [{"id": "ana", "name": "Ana", "tier": "career"}, {"id": "ben", "name": "Ben"}],
		"checks": [
			{"from": "ana", "to": "ben", "action": "inmail", "expect": "allowed", "cost": 1},
			{"from": "ana", "to": "ben", "action": "inmail", "expect": "allowed"},
			{"from": "ana", "to": "ben", "action": "inmail", "contested": false},
			{"from": "ben", "to": "ana", "action": "message", "expect": "denied"},
			{"from": "ben", "to": "ana", "action": "message", "expect": "forbidden"},
			{"from": "ben", "to": "ana", "action": "message", "expect": "unstated"}
		]}`})
	for i, want := range []string{
		"Ana may send InMail to Ben for 1 credit.",
		"Ana may send InMail to Ben.",
		"",
		"Ben may not message Ana.",
		"Ben may not message Ana.",
		"Nothing says that Ben may message Ana, so the answer is no.",
	} {
		if got := checked.Checks[i].Says; got != want {
			t.Errorf("checks[%d] says %q, want %q", i, got, want)
		}
	}
}
