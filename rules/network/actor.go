// Package network answers who is there and how they are tied: actors of the kinds that a world
// declares, their attributes, and the ties between them. A Network is immutable; an act gives
// a new one.
package network

import (
	"slices"

	"inroad/rules/world"
)

// Actor is somebody in a network.
type Actor struct {
	ID   string
	Kind *world.Kind
	Name string // never empty; an actor without a name is called by its id
	// Values are those of the kind's attributes, by number. Nil stands for all defaults.
	Values []world.Value
	At     *Point // where it stands on the canvas; nil: to be laid out
}

// Point is a place on the canvas, in CSS pixels.
type Point struct{ X, Y float64 }

// Value is the value of one of the kind's attributes.
func (a Actor) Value(of *world.Attribute) world.Value {
	if a.Values == nil {
		return of.Default()
	}
	return a.Values[of.Number]
}

// With is the actor with another value.
func (a Actor) With(of *world.Attribute, value world.Value) Actor {
	if a.Values == nil {
		a.Values = a.Kind.Defaults()
	}
	a.Values = slices.Clone(a.Values)
	a.Values[of.Number] = value
	return a
}
