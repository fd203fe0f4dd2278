package policy

// Data is what stands beside a rule set's policies: everything about the source that is
// no rule. Its JSON file is read once, strictly.
type Data struct {
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Actions     []Action   `json:"actions"`
	Tiers       []Tier     `json:"tiers"`
	Features    []Feature  `json:"features"`
	Questions   []Question `json:"questions"`
	Advice      []Advice   `json:"advice"`
}

// Action is an action of the schema and how it is called: Label on its own, Verb in a
// sentence, between the sender's name and the recipient's.
type Action struct {
	Name  string `json:"action"`
	Label string `json:"label"`
	Verb  string `json:"verb"`
}

// Tier is an account tier: its price in US dollars a month, with the source that gives
// it, and its InMail credits a month, with theirs.
type Tier struct {
	Tier          string          `json:"tier"`
	Label         string          `json:"label"`
	Price         string          `json:"price"`
	Credits       int64           `json:"credits"`
	Source        string          `json:"source"`
	CreditsSource string          `json:"creditsSource"`
	Features      map[string]bool `json:"features"`
}

// Feature is a row of the source's table of tiers and features.
type Feature struct {
	Feature string `json:"feature"`
	Label   string `json:"label"`
	Source  string `json:"source"`
}

// Kind tells the two kinds of question apart.
type Kind string

// A source contradicts itself, or it is silent.
const (
	Contradiction Kind = "contradiction"
	Silence       Kind = "silence"
)

// Question is a place where the source contradicts itself or is silent. Its first
// reading is the default.
type Question struct {
	ID       string    `json:"id"`
	Kind     Kind      `json:"kind"`
	Title    string    `json:"title"`
	Readings []Reading `json:"readings"`
}

// Reading is one way to read a question; From names the sources that it rests on.
type Reading struct {
	Reading string `json:"reading"`
	Title   string `json:"title"`
	From    string `json:"from"`
}

// Advice is a tip of the source, shown beside allowed actions. Sender is "member", "page"
// or "any".
type Advice struct {
	Source  string   `json:"source"`
	Section string   `json:"section"`
	Text    string   `json:"text"`
	Actions []string `json:"actions"`
	Sender  string   `json:"sender"`
}
