package policy

import "inroad/rules/flat"

// flat is the data as bytes.
func (d *Data) flat(t *flat.Tape) {
	text := func(list ...*string) {
		for _, s := range list {
			flat.Text(t, s)
		}
	}
	numbers := func(m *map[string]int64) { flat.Map(t, m, func(n *int64) { flat.Number(t, n) }) }
	text(&d.Title, &d.Description, &d.Source, &d.Money)
	flat.Map(t, &d.Values, func(list *[]Value) {
		flat.List(t, list, func(v *Value) {
			text(&v.Value, &v.Label, &v.Price, &v.Source, &v.BringsSource)
			flat.Texts(t, &v.Groups)
			numbers(&v.Brings)
			numbers(&v.Most)
			flat.Map(t, &v.Features, func(has *bool) { flat.Bool(t, has) })
		})
	})
	flat.List(t, &d.Features, func(f *Feature) { text(&f.Feature, &f.Label, &f.Source) })
	flat.List(t, &d.Questions, func(q *Question) {
		flat.Text(t, &q.Kind)
		text(&q.ID, &q.Title, &q.Source)
		flat.List(t, &q.Readings, func(r *Reading) { text(&r.Reading, &r.Title, &r.From) })
	})
	flat.List(t, &d.Advice, func(a *Advice) {
		text(&a.Source, &a.Section, &a.Text, &a.Sender)
		flat.Texts(t, &a.Actions)
	})
	flat.List(t, &d.Numbers, func(n *Number) {
		text(&n.What, &n.Source)
		flat.Number(t, &n.Is)
		flat.Number(t, &n.Most)
	})
	flat.List(t, &d.Pages, func(p *Page) {
		text(&p.Page, &p.Title, &p.Lead)
		flat.Texts(t, &p.Actions)
	})
}
