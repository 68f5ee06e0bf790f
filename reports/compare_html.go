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

//go:embed compare_page.html.tmpl
var comparePageText string

var comparePage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("compare").Funcs(template.FuncMap{
		"style":   func() template.CSS { return template.CSS(pageStyle + loadPageStyle) },
		"one":     oneLine,
		"count":   count,
		"percent": percent,
		"size":    size,
		"chance":  func(p float64) string { return strings.TrimPrefix(strings.TrimPrefix(chance(p), "p"), "=") },
		"class":   func(v ComparisonVerdict) string { return string(verdictOutcome(v)) },
	}).Parse(chartText + comparePageText))
})

// compareView is what the page is made of.
type compareView struct {
	Comparison Comparison
	Summary    string
	Floor      string
	Plan       string
	Class      string
	Sides      []sideView
	Changes    *figure // nil where no figure was compared
	Figures    []comparedView
}

type sideView struct {
	Letter   string
	Side     ComparedSide
	Versions []pageVersion
}

// comparedView is a figure with its picture and its samples in rows.
type comparedView struct {
	Figure ComparedFigure
	A, B   string
	Chart  figure
	Rows   []sampleRow
}

type sampleRow struct {
	Number int
	A, B   string // empty where a side has fewer
}

// ComparisonHTML writes a comparison as one page that needs nothing else, made as
// [LoadHTML] makes its own: how large each change is with its interval beside the
// floor, a line for each figure, and every sample in the order in which it was
// taken. Everything in the record is escaped, and secrets are taken out.
func ComparisonHTML(w io.Writer, c Comparison) error {
	buffered := bufio.NewWriter(w)
	if err := comparePage().Execute(buffered, viewComparison(RedactComparison(c))); err != nil {
		return fmt.Errorf("write HTML comparison: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write HTML comparison: %w", err)
	}
	return nil
}

func viewComparison(c Comparison) compareView {
	v := compareView{
		Comparison: c, Summary: c.String(), Floor: share(c.Floor), Plan: comparedPlan(c.Plan), Class: string(verdictOutcome(c.Verdict)),
	}
	for i, side := range []ComparedSide{c.A, c.B} {
		view := sideView{Letter: "AB"[i : i+1], Side: side}
		for _, name := range slices.Sorted(maps.Keys(side.Versions)) {
			view.Versions = append(view.Versions, pageVersion{name, side.Versions[name]})
		}
		v.Sides = append(v.Sides, view)
	}
	if len(c.Figures) > 0 {
		changes := pictured(c.changesChart)
		v.Changes = &changes
	}
	for i, f := range c.Figures {
		view := comparedView{Figure: f, A: f.A.text(f.Unit), B: f.B.text(f.Unit), Rows: f.rows()}
		view.Chart = pictured(func(of frame) *chart { return f.samplesChart(of, fmt.Sprintf("figure-%d", i+1)) })
		v.Figures = append(v.Figures, view)
	}
	return v
}

// comparedPlan is what one round or run was.
func comparedPlan(p LoadPlan) string {
	return fmt.Sprintf("%s, %s at %s for %s, %s, %s", oneLine(p.Workload), oneLine(p.Profile), rateText(p.Rate),
		secondsText(p.Duration), count(p.Workers, "worker"), count(p.Connections, "connection"))
}

// verdictOutcome is the outcome whose colour a verdict has.
func verdictOutcome(v ComparisonVerdict) Outcome {
	switch v {
	case NoChange, Faster:
		return Held
	case Slower:
		return Broken
	case CannotTell:
		return NotObservable
	}
	return Error
}

// rows are the samples side by side.
func (f ComparedFigure) rows() []sampleRow {
	rows := make([]sampleRow, max(len(f.A.Samples), len(f.B.Samples)))
	for i := range rows {
		rows[i].Number = i + 1
		if i < len(f.A.Samples) {
			rows[i].A = quantity(f.A.Samples[i], f.Unit)
		}
		if i < len(f.B.Samples) {
			rows[i].B = quantity(f.B.Samples[i], f.Unit)
		}
	}
	return rows
}
