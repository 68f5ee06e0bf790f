package reports

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A group collects parts under names, in the order of first appearance.
type group[K comparable, V any] struct {
	order []K
	of    map[K][]V
}

func (g *group[K, V]) add(key K, v V) {
	if g.of == nil {
		g.of = map[K][]V{}
	}
	if _, known := g.of[key]; !known {
		g.order = append(g.order, key)
	}
	g.of[key] = append(g.of[key], v)
}

func (m *merger) operations() error {
	var byName group[string, LoadOperation]
	for _, p := range m.parts {
		for _, o := range p.load.Operations {
			byName.add(o.Name, o)
		}
	}
	var failed []error
	for _, name := range byName.order {
		all := LoadOperation{Name: name}
		var service []LoadLatency
		for _, o := range byName.of[name] {
			all.Sent += o.Sent
			all.Rejected += o.Rejected
			all.Failed += o.Failed
			service = append(service, o.Service)
		}
		var err error
		if all.Service, err = mergeLatencies(service); err != nil {
			failed = append(failed, fmt.Errorf("operation %s: %w", name, err))
		}
		m.out.Operations = append(m.out.Operations, all)
	}
	return errors.Join(failed...)
}

func (m *merger) windows() error {
	var byStart group[float64, LoadWindow]
	for _, p := range m.parts {
		for _, w := range p.load.Windows {
			byStart.add(w.Start, w)
		}
	}
	slices.Sort(byStart.order)
	var failed []error
	for _, start := range byStart.order {
		all := LoadWindow{Start: start}
		var response []LoadLatency
		for _, w := range byStart.of[start] {
			all.Length = max(all.Length, w.Length)
			all.Asked += w.Asked
			all.Sent += w.Sent
			all.Acknowledged += w.Acknowledged
			all.Errors += w.Errors
			all.LagMax = max(all.LagMax, w.LagMax)
			response = append(response, w.Response)
		}
		var err error
		if all.Response, err = mergeLatencies(response); err != nil {
			failed = append(failed, fmt.Errorf("window at %s: %w", secondsText(start), err))
		}
		m.out.Windows = append(m.out.Windows, all)
	}
	return errors.Join(failed...)
}

// errors adds the classes up, the most frequent first. A class is expected only
// where every shard that saw it expected it.
func (m *merger) errors() {
	var byClass group[string, LoadError]
	for _, p := range m.parts {
		for _, e := range p.load.Errors {
			byClass.add(e.Class, e)
		}
	}
	for _, class := range byClass.order {
		all := LoadError{Class: class, Expected: true}
		for _, e := range byClass.of[class] {
			all.Count += e.Count
			all.Expected = all.Expected && e.Expected
			all.Example = cmp.Or(all.Example, e.Example)
		}
		m.out.Errors = append(m.out.Errors, all)
	}
	slices.SortStableFunc(m.out.Errors, func(a, b LoadError) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Class, b.Class))
	})
}

func (m *merger) counts() {
	var byName group[string, LoadCount]
	for _, p := range m.parts {
		for _, c := range p.load.Counts {
			byName.add(c.Name, c)
		}
	}
	for _, name := range byName.order {
		all := LoadCount{Name: name}
		for _, c := range byName.of[name] {
			all.Value += c.Value
			all.What = c.What
		}
		m.out.Counts = append(m.out.Counts, all)
	}
}

// thresholds are what the shards had to reach, not judged for the whole yet.
func (m *merger) thresholds() {
	var byExpression group[string, LoadThreshold]
	for _, p := range m.parts {
		for _, t := range p.load.Thresholds {
			byExpression.add(t.Expression, t)
		}
	}
	for _, expression := range byExpression.order {
		m.out.Thresholds = append(m.out.Thresholds, LoadThreshold{Expression: expression, Found: "not judged for the whole"})
	}
}
