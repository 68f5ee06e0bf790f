package reports

import (
	"maps"
	"slices"
)

// RedactLoad returns a copy of l without credentials; l is left alone. Every
// writer of a load calls it. What is masked, and how, is as with [Redact].
// Histograms are numbers and are taken as they are.
func RedactLoad(l Load) Load {
	l = cloneLoad(l)
	own := newRedactor()
	loadEdit{text: own.text, url: own.url}.load(&l)
	if !own.known.empty() {
		loadEdit{text: own.known.mask, url: own.known.mask}.load(&l)
	}
	return l
}

// cloneLoad copies everything of l that an edit writes to.
func cloneLoad(l Load) Load {
	l.Run.Versions = maps.Clone(l.Run.Versions)
	l.Run.Notes = slices.Clone(l.Run.Notes)
	l.Operations = slices.Clone(l.Operations)
	l.Errors = slices.Clone(l.Errors)
	l.Counts = slices.Clone(l.Counts)
	l.Thresholds = slices.Clone(l.Thresholds)
	l.Missing = slices.Clone(l.Missing)
	l.Audit.Rules = slices.Clone(l.Audit.Rules)
	for i := range l.Audit.Rules {
		l.Audit.Rules[i].Examples = slices.Clone(l.Audit.Rules[i].Examples)
	}
	if l.Search != nil {
		search := *l.Search
		search.Trials = slices.Clone(search.Trials)
		l.Search = &search
	}
	return l
}

// loadEdit rewrites the texts of a load in place. It is the one list of what
// can hold a credential.
type loadEdit struct {
	text func(string) string
	url  func(string) string
}

func (e loadEdit) load(l *Load) {
	e.texts(&l.Run.Command, &l.Run.Interrupted, &l.Run.Machine.CPU, &l.Invalid, &l.Stopped, &l.Plan.Workload, &l.Audit.Reason, &l.Audit.Sampled)
	l.Run.Target = e.url(l.Run.Target)
	for name, version := range l.Run.Versions {
		l.Run.Versions[name] = e.text(version)
	}
	e.list(l.Run.Notes)
	e.list(l.Missing)
	for i := range l.Operations {
		e.texts(&l.Operations[i].Name)
	}
	for i := range l.Errors {
		e.texts(&l.Errors[i].Class, &l.Errors[i].Example)
	}
	for i := range l.Counts {
		e.texts(&l.Counts[i].What)
	}
	for i := range l.Thresholds {
		e.texts(&l.Thresholds[i].Expression, &l.Thresholds[i].Found)
	}
	for i := range l.Audit.Rules {
		e.texts(&l.Audit.Rules[i].Sentence)
		e.list(l.Audit.Rules[i].Examples)
	}
	if l.Search != nil {
		e.search(l.Search)
	}
}

func (e loadEdit) search(s *LoadSearch) {
	e.texts(&s.Sure)
	for i := range s.Trials {
		e.texts(&s.Trials[i].Why)
	}
}

func (e loadEdit) list(texts []string) {
	for i := range texts {
		e.texts(&texts[i])
	}
}

func (e loadEdit) texts(fields ...*string) {
	for _, f := range fields {
		*f = e.text(*f)
	}
}
