package reports

import (
	"maps"
	"slices"
)

// RedactComparison returns a copy of c without credentials; c is left alone.
// Every writer of a comparison calls it. What is masked, and how, is as with
// [Redact].
func RedactComparison(c Comparison) Comparison {
	c.A.Versions, c.B.Versions = maps.Clone(c.A.Versions), maps.Clone(c.B.Versions)
	c.Figures, c.Notes = slices.Clone(c.Figures), slices.Clone(c.Notes)
	own := newRedactor()
	comparisonEdit(own.url, own.text, &c)
	if !own.known.empty() {
		comparisonEdit(own.known.mask, own.known.mask, &c)
	}
	return c
}

// comparisonEdit rewrites the texts of a comparison in place. It is the one list
// of what can hold a credential.
func comparisonEdit(url, text func(string) string, c *Comparison) {
	edit := loadEdit{text: text, url: url}
	edit.texts(&c.Command, &c.Method, &c.Plan.Workload)
	for _, side := range []*ComparedSide{&c.A, &c.B} {
		side.Name = url(side.Name)
		edit.texts(&side.Kind, &side.Machine.CPU)
		for name, version := range side.Versions {
			side.Versions[name] = text(version)
		}
	}
	for i := range c.Figures {
		edit.texts(&c.Figures[i].Reason)
	}
	edit.list(c.Notes)
}
