package reports

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed load_page.html.tmpl
var loadPageText string

//go:embed load_page.css
var loadPageStyle string

var loadPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("load").Funcs(template.FuncMap{
		"style":     func() template.CSS { return template.CSS(pageStyle) },
		"loadstyle": func() template.CSS { return template.CSS(loadPageStyle) },
		"one":       oneLine,
		"text":      func(s string) string { return lines(cut(s, shownBody)) },
		"instant":   instant,
		"count":     count,
		"cells":     LoadLatency.cells,
		"seconds":   secondsText,
		"ms":        msText,
		"rate":      rateText,
		"share":     shareText,
		"held":      heldWord,
		"class":     func(o any) string { return string(Outcome(fmt.Sprint(o)).settled()) },
	}).Parse(chartText + loadPageText))
})

// loadView is what the page is made of.
type loadView struct {
	Load                    Load
	Verdict                 string
	Alarms                  []loadAlarm
	Plan                    string
	AuditWords, AuditExtent string
	Versions                []pageVersion
	Rules                   []ruleView
	Charts                  []figure
	Distribution            *figure // nil where there is no histogram
	Latencies               []latencyView
	Bins                    []bin
}

type loadAlarm struct {
	Outcome     Outcome
	Title, Text string
}

type ruleView struct {
	Rule    AuditRule
	Outcome Outcome
	Word    string
}

type latencyView struct {
	Name    string
	Latency LoadLatency
}

// LoadHTML writes a load as one page that needs nothing else: no script, no font,
// no request to anywhere. Its charts are drawn here, with axes, units and a key,
// and each has a table beside it for those who cannot see it. The page follows
// the reader's light or dark setting, and prints. Everything in the record is
// escaped. A histogram that cannot be read is an error.
func LoadHTML(w io.Writer, l Load) error {
	view, err := viewLoad(RedactLoad(l))
	if err != nil {
		return fmt.Errorf("write HTML load report: %w", err)
	}
	buffered := bufio.NewWriter(w)
	if err := loadPage().Execute(buffered, view); err != nil {
		return fmt.Errorf("write HTML load report: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write HTML load report: %w", err)
	}
	return nil
}

func viewLoad(l Load) (loadView, error) {
	bins, err := l.bins()
	if err != nil {
		return loadView{}, err
	}
	v := loadView{
		Load: l, Verdict: verdictClass(l.ExitStatus()), Plan: l.planText(), AuditWords: l.Audit.words(), AuditExtent: l.Audit.extent(),
		Charts: l.figures(), Bins: bins,
	}
	if len(bins) > 0 {
		drawn := pictured(func(f frame) *chart { return distributionChart(f, l, bins) })
		v.Distribution = &drawn
	}
	v.Load.Audit.Outcome = l.Audit.settled()
	for _, a := range l.alarms() {
		v.Alarms = append(v.Alarms, loadAlarm{a.outcome, strings.ToUpper(a.title[:1]) + a.title[1:], a.text})
	}
	for _, row := range l.latencyRows() {
		v.Latencies = append(v.Latencies, latencyView{row.name, row.latency})
	}
	for _, rule := range l.Audit.Rules {
		v.Rules = append(v.Rules, ruleView{rule, l.Audit.ruleOutcome(rule), l.Audit.ruleWord(rule)})
	}
	for _, name := range slices.Sorted(maps.Keys(l.Run.Versions)) {
		v.Versions = append(v.Versions, pageVersion{name, l.Run.Versions[name]})
	}
	return v, nil
}

// verdictClass is the colour of the summary.
func verdictClass(status int) string {
	switch status {
	case ExitHeld:
		return string(Held)
	case ExitBroken:
		return string(Broken)
	}
	return string(Error)
}
