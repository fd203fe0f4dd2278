package api

import (
	"slices"
	"strconv"

	"inroad/rules/explanation"
	"inroad/rules/policy"
	"inroad/rules/whatif"
	"inroad/rules/world"
)

var types = map[world.Type]string{world.Bool: "yes-no", world.Number: "number", world.Choice: "choice", world.Text: "text"}

// worldOf is what a rule set declares, as the page builds its forms, menus and legend of it.
func worldOf(set *policy.RuleSet) World {
	out := World{Kinds: []Kind{}, Ties: []TieKind{}, Actions: []WorldAction{}, Values: []ValueTable{}, Paid: whatif.Paid(set.World)}
	for _, k := range set.World.Kinds {
		kind := Kind{Kind: k.Type, Label: k.Label, Drawn: string(k.Drawn), Attributes: []Attribute{}}
		for _, a := range k.Attributes {
			kind.Attributes = append(kind.Attributes, attributeOf(set, a))
		}
		out.Kinds = append(out.Kinds, kind)
	}
	for _, t := range set.World.Ties {
		kind := TieKind{Tie: t.Name, Label: set.Words.Verb(t), Short: set.Words.Short(t), Mutual: t.Mutual, Closes: set.Base().Closes(t)}
		for _, e := range t.Ends {
			kind.Ends = append(kind.Ends, TieEnds{e.From.Type, e.To.Type})
		}
		out.Ties = append(out.Ties, kind)
	}
	for _, a := range set.World.Actions {
		out.Actions = append(out.Actions, WorldAction{a.Name, a.Label, a.Own()})
	}
	for _, e := range set.World.Enums {
		if compared(e) {
			out.Values = append(out.Values, tableOf(set, e))
		}
	}
	return out
}

func attributeOf(set *policy.RuleSet, a *world.Attribute) Attribute {
	out := Attribute{Name: a.Name, Label: a.Label, Type: types[a.Type], Optional: a.Optional, Brief: a.Change != world.Nobodys}
	if a.Type != world.Choice {
		return out
	}
	for i, name := range a.Names() {
		choice := Choice{Value: name, Label: set.Words.Label(a, world.Value{Number: int64(i)})}
		if a.Enum != nil {
			choice.More = set.Words.More(a, a.Enum.Values[i])
		}
		out.Choices = append(out.Choices, choice)
	}
	if a.Enum != nil && compared(a.Enum) {
		out.Table = a.Enum.Type
	}
	return out
}

// compared reports whether there is something to compare about the values of an enumeration.
func compared(e *world.Enum) bool {
	for _, v := range e.Values {
		if v.Price >= 0 || len(v.Brings) > 0 || len(v.Has) > 0 {
			return true
		}
	}
	return false
}

func tableOf(set *policy.RuleSet, e *world.Enum) ValueTable {
	out := ValueTable{Table: e.Type, Label: e.Label, Unit: set.World.Money, Columns: []ValueColumn{}}
	var brought []*world.Attribute
	for _, k := range set.World.Kinds {
		for _, a := range k.Attributes {
			// What two kinds have under one name is one column.
			known := slices.ContainsFunc(brought, func(b *world.Attribute) bool { return b.Name == a.Name })
			if _, ok := e.Brings(a.Name); ok && !known {
				brought = append(brought, a)
				out.Columns = append(out.Columns, ValueColumn{Label: a.Label})
			}
		}
	}
	for _, f := range set.Features {
		out.Columns = append(out.Columns, ValueColumn{f.Label, f.Source})
	}
	for _, v := range e.Values {
		row := ValueRow{Value: v.Value, Label: v.Label, Source: v.Source, Cells: []ValueCell{}}
		if v.Price >= 0 {
			row.Price = explanation.Dollars(v.Price)
		}
		for _, a := range brought {
			cell := ValueCell{}
			for _, b := range v.Brings {
				if b.Attribute == a.Name {
					cell = ValueCell{Text: strconv.FormatInt(b.Number, 10), Source: b.Source}
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		for _, f := range set.Features {
			has := v.Has[f.Feature]
			row.Cells = append(row.Cells, ValueCell{Has: &has, Source: f.Source})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
