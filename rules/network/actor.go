// Package network answers who is there and how they are tied: members and Pages, their
// account tiers and settings, and the connections, follows, visits, messages, invitations
// and blocks between them. A Network is immutable; an edit gives a new one.
package network

// Kind tells a member from a Page.
type Kind uint8

// The kinds of an actor. NoOne is the recipient of a sender's own action.
const (
	NoOne Kind = iota
	Member
	Page
)

func (k Kind) String() string { return [...]string{"no one", "member", "Page"}[k] }

// Tier is a member's account tier, in the order of the article's price list.
type Tier uint8

// The account tiers. All but Free are Premium.
const (
	Free Tier = iota
	Career
	Business
	SalesNavigator
	RecruiterLite
	RecruiterCorporate
)

var tierNames = []string{"free", "career", "business", "sales-navigator", "recruiter-lite", "recruiter-corporate"}

// Tiers are the names of all tiers, in order: Tiers()[t] is t.String().
func Tiers() []string { return append([]string(nil), tierNames...) }

func (t Tier) String() string { return tierNames[t] }

// Premium reports whether the tier is any but free.
func (t Tier) Premium() bool { return t != Free }

// ParseTier finds a tier by its name.
func ParseTier(name string) (Tier, bool) {
	i := indexOf(tierNames, name)
	return Tier(max(i, 0)), i >= 0
}

// Setting is from whom a member takes InMail.
type Setting uint8

// The InMail settings: from anyone, from connections only, from nobody.
const (
	Anyone Setting = iota
	Connections
	Nobody
)

var settingNames = []string{"anyone", "connections", "nobody"}

// Settings are the names of all InMail settings, in order.
func Settings() []string { return append([]string(nil), settingNames...) }

func (s Setting) String() string { return settingNames[s] }

// ParseSetting finds an InMail setting by its name.
func ParseSetting(name string) (Setting, bool) {
	i := indexOf(settingNames, name)
	return Setting(max(i, 0)), i >= 0
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// Actor is a member or a Page. Tier, InMail, OpenProfile, Sent, Company and Headline
// belong to members, Seats to Pages; they are zero on the other kind.
type Actor struct {
	ID       string
	Kind     Kind
	Name     string // never empty; an actor without a name is called by its id
	Company  string
	Headline string

	Tier        Tier
	Credits     int64 // InMail credits left
	Sent        int64 // InMails sent this month
	Seats       int64 // recruiter seats that a Page has bought
	InMail      Setting
	OpenProfile bool

	At *Point // where it stands on the canvas; nil: to be laid out
}

// Point is a place on the canvas, in CSS pixels.
type Point struct{ X, Y float64 }
