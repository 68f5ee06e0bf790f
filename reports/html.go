package reports

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed page.html.tmpl
var pageText string

// pageStyle is the look of all pages.
//
//go:embed page.css
var pageStyle string

// page is parsed when the first one is written: programs that write none start
// sooner.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"style":      func() template.CSS { return template.CSS(pageStyle) },
		"one":        oneLine,
		"text":       func(s string) string { return lines(cut(s, shownPageText)) },
		"short":      short,
		"instant":    instant,
		"count":      count,
		"examples":   exampleCount,
		"assumed":    assumedMark,
		"correction": correctionText,
		"exchange":   exchangeLine,
		"header":     headerText,
		"failure":    Example.failure,
		"compared":   Failure.compared,
		"orEmpty":    orEmpty,
		"where":      Example.where,
		"why":        Example.why,
		"isAssumed":  Example.assumed,
		"class":      func(o Outcome) string { return string(o.settled()) },
	}).Parse(pageText))
})

// shownPageText is how much of a body or a value the page shows: more than the
// terminal, since it is folded away, but not megabytes.
const shownPageText = 20_000

// pageView is what the page is made of beside the record itself.
type pageView struct {
	Record   Record
	Totals   Totals
	NotRun   string
	Shown    []Rule
	Failures []pageFailure
	Duration time.Duration
	Versions []pageVersion
}

type pageFailure struct {
	Rule    Rule
	Example Example
}

type pageVersion struct{ Name, Version string }

// HTML writes the run as one page that needs nothing else: no script, no font,
// no request to anywhere. It follows the reader's light or dark setting, fits a
// phone, and unfolds by keyboard. Rules that were left out appear in the totals
// only. Everything in the record is escaped.
func HTML(w io.Writer, rec Record) error {
	buffered := bufio.NewWriter(w)
	if err := page().Execute(buffered, view(Redact(rec))); err != nil {
		return fmt.Errorf("write HTML report: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write HTML report: %w", err)
	}
	return nil
}

func view(rec Record) pageView {
	v := pageView{Record: rec, Totals: rec.Totals(), NotRun: rec.NotRun(), Duration: rec.Run.duration()}
	for _, r := range rec.Rules {
		if r.Outcome() != Skipped {
			v.Shown = append(v.Shown, r)
		}
		for _, e := range r.Examples {
			if e.Outcome.failed() {
				v.Failures = append(v.Failures, pageFailure{r, e})
			}
		}
	}
	for _, name := range rec.Run.versionNames() {
		v.Versions = append(v.Versions, pageVersion{name, rec.Run.Versions[name]})
	}
	return v
}

// instant is a time in UTC, or a dash where none is known.
func instant(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// headerText is a header as it goes over the wire, in the order of its names.
func headerText(h http.Header) (string, error) {
	var b strings.Builder
	if err := h.Write(&b); err != nil {
		return "", fmt.Errorf("write header: %w", err)
	}
	return strings.TrimSuffix(lines(b.String()), "\n"), nil
}
