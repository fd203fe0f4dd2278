package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"inroad/rules/embed"
	"inroad/rules/scenario"
)

// example is one of the example scenarios as an embed, for a page to include.
type example struct {
	name, file, from, to string
	embed.Options
}

// examples are what the pages include from rules/embeds.
var examples = []example{
	{"first", "cold-outreach", "ana", "ben", embed.Options{View: "network", Theme: "auto"}},
	{"pair", "job-seeker", "mia", "grace", embed.Options{View: "pair", Theme: "auto", Controls: true}},
	{"contested", "cold-outreach", "ana", "dev", embed.Options{View: "pair", Theme: "auto", Controls: true}},
}

// element is the embed as Markdown takes it.
func (e example) element() (string, error) {
	text, err := os.ReadFile(filepath.Join(root(), "rules/sets/article/examples", e.file+".json"))
	if err != nil {
		return "", err
	}
	sc, errs := scenario.Parse(text)
	if errs != nil {
		return "", errs[0]
	}
	o := e.Options
	for _, end := range []struct {
		id     string
		number *int
	}{{e.from, &o.From}, {e.to, &o.To}} {
		i, ok := sc.Network.Find(end.id)
		if !ok {
			return "", fmt.Errorf("nobody in %s has the id %q", e.file, end.id)
		}
		*end.number = i
	}
	return embed.Element(sc, o)
}

// root is the folder of the repository.
func root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "../..")
}
