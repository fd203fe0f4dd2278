// Package claims answers what people ask, or are told, about who may reach whom, where they ask it, and what the rules
// say of it. Each claim is a scenario file, whose title is the question and whose checks are the answer; claims.json lists
// them in their order, with what a scenario has no place for.
package claims

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"inroad/rules/codec"
	"inroad/rules/scenario"
	"inroad/rules/words"
)

//go:embed *.json
var files embed.FS

// list is the file that lists the others.
const list = "claims.json"

// Claim is a question that people ask, and its scenario.
type Claim struct {
	File    string   `json:"file"`    // of the scenario, without its ending
	Group   string   `json:"group"`   // the heading that it stands under
	Asked   []Asked  `json:"asked"`   // at least one
	Buttons []string `json:"buttons"` // words that people see and would search by, at least one
	Unknown string   `json:"unknown"` // what no rule can say of it; "" for nothing
	Only    *Only    `json:"only"`    // nil where it is asked under every set that comes with Inroad

	Scenario *scenario.Scenario `json:"-"`
}

// Asked is a page where people ask, or are told.
type Asked struct {
	Address string `json:"address"` // https, without a query: the page's own, not a copy's
	Says    string `json:"says"`    // what it claims, in few words; "" where it only asks
	Date    string `json:"date"`    // as far as it is known: 2015, 2015-06 or 2015-06-18; "" for undated
}

// Only says that a claim is asked under one set alone, and why the others cannot be asked.
type Only struct {
	Set     string `json:"set"`
	Because string `json:"because"`
}

// All are the claims that come with Inroad, in their order.
func All() ([]Claim, error) { return read(files) }

// read reads the claims of a folder. All that is wrong with the list is one error.
func read(folder fs.FS) ([]Claim, error) {
	text, err := fs.ReadFile(folder, list)
	if err != nil {
		return nil, err
	}
	var claims []Claim
	if mistakes := codec.Decode(string(text), &claims); mistakes != nil {
		return nil, fmt.Errorf("%s: %s", list, words.Located(words.Default(), mistakes[0]))
	}
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil, err
	}
	listed := map[string]bool{list: true}
	var wrong []error
	for i := range claims {
		c := &claims[i]
		name := c.File + ".json"
		if listed[name] {
			wrong = append(wrong, fmt.Errorf("%s: %q stands there twice, or is the list itself", list, c.File))
			continue
		}
		listed[name] = true
		if err := c.read(folder, name); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
		}
	}
	for _, name := range names {
		if !listed[name] {
			wrong = append(wrong, fmt.Errorf("%s: it is not in %s", name, list))
		}
	}
	return claims, errors.Join(wrong...)
}

// read reads the claim's scenario and says what is wrong with the claim.
func (c *Claim) read(folder fs.FS, name string) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	var wrong []error
	parsed, mistakes := scenario.Parse(text)
	for _, m := range mistakes {
		wrong = append(wrong, errors.New(words.Located(words.Default(), m)))
	}
	c.Scenario = parsed
	need := func(has bool, what string) {
		if !has {
			wrong = append(wrong, errors.New("it needs "+what))
		}
	}
	need(c.Group != "", "a group")
	need(len(c.Asked) > 0, "a page where it is asked")
	need(len(c.Buttons) > 0 && !slices.Contains(c.Buttons, ""), "buttons, none of them empty")
	need(c.Only == nil || c.Only.Set != "" && c.Only.Because != "", "the only set and why it is the only one")
	for _, a := range c.Asked {
		if !plain(a.Address) {
			wrong = append(wrong, fmt.Errorf("%q is not the plain https address of a page", a.Address))
		}
	}
	return errors.Join(wrong...)
}

// plain reports whether an address is of https and names a page by its path alone.
func plain(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host == strings.ToLower(u.Hostname()) && strings.Contains(u.Host, ".") && len(u.Path) > 1 &&
		u.String() == address && u.User == nil && !strings.ContainsAny(address, "?#")
}
