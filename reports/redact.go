package reports

import (
	"maps"
	"net/http"
	"slices"
	"sync"
)

// Mask stands where a credential stood. It is plain letters, so that a URL, a
// form, a header and a JSON string remain what they are.
const Mask = "REDACTED"

// Redact returns a copy of rec without credentials; rec is left alone. Every
// writer of this package calls it, so a caller needs it only to pay once for
// several files: a record that Redact returned comes back as it is. Nothing
// may be added to such a record afterwards.
//
// Masked by their place: Authorization, Cookie and signature headers; values
// in queries, forms and JSON, nested JSON included, whose name speaks of a
// token, secret, password, API key or signature; the user part of URLs; Basic
// and Bearer credentials and "AC…:token" pairs in any text. Masked by their
// value: whatever was found that way and looks like a secret, wherever else
// the record repeats it. Ids, rules, sources and files are taken as they are.
func Redact(rec Record) Record {
	if rec.redacted {
		return rec
	}
	rec = clone(rec)
	// Each part is redacted by itself, since there may be megabytes of them, and
	// then searched for what was found in any.
	own := make([]*redactor, len(rec.Rules)+1)
	atOnce(len(own), func(i int) {
		own[i] = newRedactor()
		edit{text: own[i].text, url: own[i].url, header: own[i].header}.part(&rec, i)
	})
	known := newSecrets()
	for _, r := range own {
		known.merge(r.known)
	}
	if !known.empty() {
		atOnce(len(own), func(i int) {
			edit{text: known.mask, url: known.mask, header: func(_, v string) string { return known.mask(v) }}.part(&rec, i)
		})
	}
	rec.redacted = true
	return rec
}

// atOnce does n independent things and waits for them.
func atOnce(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

// clone copies everything of rec that an edit writes to. Headers are copied by
// the edit itself, where it changes one: nearly all of thousands stay as they are.
func clone(rec Record) Record {
	rec.Run.Versions = maps.Clone(rec.Run.Versions)
	rec.Run.Corrections = slices.Clone(rec.Run.Corrections)
	rec.Run.Notes = slices.Clone(rec.Run.Notes)
	rec.Rules = slices.Clone(rec.Rules)
	for i := range rec.Rules {
		rule := &rec.Rules[i]
		rule.Examples = slices.Clone(rule.Examples)
		for j := range rule.Examples {
			cloneExample(&rule.Examples[j])
		}
	}
	return rec
}

func cloneExample(e *Example) {
	e.Steps = slices.Clone(e.Steps)
	e.Exchanges = slices.Clone(e.Exchanges)
	if e.Failure != nil {
		f := *e.Failure
		f.History = slices.Clone(f.History)
		e.Failure = &f
	}
}

// edit rewrites the texts of a record in place. It is the one list of what can
// hold a credential.
type edit struct {
	text   func(string) string
	url    func(string) string
	header func(name, value string) string
}

// part edits one part of a record: 0 is the run, i the rule before i.
func (e edit) part(rec *Record, i int) {
	if i == 0 {
		e.run(&rec.Run)
		return
	}
	rule := &rec.Rules[i-1]
	e.texts(&rule.Sentence, &rule.Reason)
	for j := range rule.Examples {
		e.example(&rule.Examples[j])
	}
}

func (e edit) run(run *Run) {
	e.texts(&run.Command, &run.Interrupted)
	run.Target = e.url(run.Target)
	for name, version := range run.Versions {
		run.Versions[name] = e.text(version)
	}
	for i := range run.Corrections {
		c := &run.Corrections[i]
		e.texts(&c.Documented, &c.Used)
	}
	for i := range run.Notes {
		e.texts(&run.Notes[i])
	}
}

func (e edit) example(x *Example) {
	e.texts(&x.Name, &x.Feature, &x.Reason)
	for i := range x.Steps {
		e.texts(&x.Steps[i].Text, &x.Steps[i].Error)
	}
	if f := x.Failure; f != nil {
		e.texts(&f.Step, &f.Message, &f.Found, &f.Wanted)
		for i := range f.History {
			f.History[i] = e.text(f.History[i])
		}
	}
	for i := range x.Exchanges {
		e.exchange(&x.Exchanges[i])
	}
}

func (e edit) exchange(x *Exchange) {
	x.URL = e.url(x.URL)
	x.RequestHeader = e.headers(x.RequestHeader)
	x.ResponseHeader = e.headers(x.ResponseHeader)
	e.texts(&x.RequestBody, &x.ResponseBody, &x.Err)
}

// headers gives the same headers where nothing has to change, else a copy.
func (e edit) headers(h http.Header) http.Header {
	out, copied := h, false
	for name, values := range h {
		for i, v := range values {
			clean := e.header(name, v)
			if clean == v {
				continue
			}
			if !copied {
				out, copied = h.Clone(), true
			}
			out[name][i] = clean
		}
	}
	return out
}

func (e edit) texts(fields ...*string) {
	for _, f := range fields {
		*f = e.text(*f)
	}
}
