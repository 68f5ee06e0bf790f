package threshold

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/reports"
)

// Judge holds a run to the threshold. A figure that the run has not measured has
// not held, and Found says so.
func (t Threshold) Judge(run reports.Load) reports.LoadThreshold {
	found, err := t.find(run)
	if err != nil {
		return reports.LoadThreshold{Expression: t.expression, Found: err.Error()}
	}
	return reports.LoadThreshold{Expression: t.expression, Held: t.holds(found), Found: t.written(found)}
}

// JudgeAll holds a run to several thresholds, in their order.
func JudgeAll(all []Threshold, run reports.Load) []reports.LoadThreshold {
	judged := make([]reports.LoadThreshold, len(all))
	for i, t := range all {
		judged[i] = t.Judge(run)
	}
	return judged
}

// Early tells whether a run may be judged by the threshold before its end:
// figures that can only be known afterwards, and those that every run begins
// below, are left for then.
func (t Threshold) Early() bool {
	of, common := unitOf(t.figure)
	return common && t.figure != "lost" && t.figure != "sent" && t.figure != "acknowledged" && (of != perSecond || strings.HasPrefix(t.relation, "<"))
}

func (t Threshold) holds(found float64) bool {
	switch t.relation {
	case "<":
		return found < t.value
	case "<=":
		return found <= t.value
	case ">":
		return found > t.value
	case ">=":
		return found >= t.value
	}
	return found == t.value
}

func (t Threshold) written(found float64) string {
	of, _ := unitOf(t.figure)
	switch {
	case of == milliseconds:
		return time.Duration(found * float64(time.Millisecond)).Round(time.Microsecond).String()
	case of == perSecond:
		return strconv.FormatFloat(found, 'f', 1, 64) + "/s"
	case t.share:
		return strconv.FormatFloat(100*found, 'g', 3, 64) + "%"
	}
	return strconv.FormatFloat(found, 'f', -1, 64)
}

func (t Threshold) find(run reports.Load) (float64, error) {
	if t.operation != "" {
		return t.ofOperation(run)
	}
	latency, figure := run.Response, t.figure
	if after, lag := strings.CutPrefix(figure, "lag."); lag {
		latency, figure = run.Lag, after
	}
	of, common := unitOf(t.figure)
	switch {
	case !common:
		return t.ownCount(run)
	case of == milliseconds:
		return span(latency, figure)
	case of == perSecond:
		return run.Totals.Rate, nil
	}
	return t.tally(run)
}

func (t Threshold) tally(run reports.Load) (float64, error) {
	totals := run.Totals
	if t.figure == "lost" && run.Audit.Outcome != "held" && run.Audit.Outcome != "broken" {
		return 0, fmt.Errorf("not known: the audit is %s", orUnmade(run.Audit.Outcome))
	}
	n := map[string]int64{
		"sent": totals.Sent, "acknowledged": totals.Acknowledged, "rejected": totals.Rejected,
		"failed": totals.Failed, "wrong": totals.Wrong, "lost": totals.Lost,
		"errors": totals.Rejected + totals.Failed + totals.Wrong - totals.Expected,
	}[t.figure]
	return t.of(float64(n), totals.Sent)
}

func orUnmade(outcome string) string {
	if outcome == "" {
		return "not made yet"
	}
	return strings.ReplaceAll(outcome, "_", " ")
}

// of makes a share of a number where the threshold is about one.
func (t Threshold) of(n float64, sent int64) (float64, error) {
	if !t.share {
		return n, nil
	}
	if sent == 0 {
		return 0, errors.New("not known: nothing was sent")
	}
	return n / float64(sent), nil
}

func (t Threshold) ownCount(run reports.Load) (float64, error) {
	for _, count := range run.Counts {
		if count.Name == t.figure {
			return t.of(float64(count.Value), run.Totals.Sent)
		}
	}
	return 0, fmt.Errorf("not known: the run has no figure %s", t.figure)
}

func (t Threshold) ofOperation(run reports.Load) (float64, error) {
	for _, operation := range run.Operations {
		if operation.Name != t.operation {
			continue
		}
		if of, _ := unitOf(t.figure); of == milliseconds {
			return span(operation.Service, t.figure)
		}
		n := map[string]int64{
			"sent": operation.Sent, "rejected": operation.Rejected, "failed": operation.Failed,
			"errors": operation.Rejected + operation.Failed,
		}[t.figure]
		return t.of(float64(n), operation.Sent)
	}
	return 0, fmt.Errorf("not known: %s was never sent", t.operation)
}

// span is a duration of a distribution in milliseconds.
func span(of reports.LoadLatency, figure string) (float64, error) {
	if of.Count == 0 {
		return 0, errors.New("not known: nothing was measured")
	}
	switch figure {
	case "min":
		return of.Min, nil
	case "mean":
		return of.Mean, nil
	case "max":
		return of.Max, nil
	case "p50":
		return of.P50, nil
	case "p90":
		return of.P90, nil
	case "p95":
		return of.P95, nil
	case "p99":
		return of.P99, nil
	case "p99.9":
		return of.P999, nil
	}
	return otherQuantile(of, figure)
}

// otherQuantile looks into the histogram for a quantile that has no field.
func otherQuantile(of reports.LoadLatency, figure string) (float64, error) {
	share, _ := quantile(figure)
	if of.Histogram == "" {
		return 0, fmt.Errorf("not known: the run keeps no histogram for %s", figure)
	}
	histogram, err := hdrhistogram.Decode([]byte(of.Histogram))
	if err != nil {
		return 0, fmt.Errorf("not known: the histogram cannot be read: %w", err)
	}
	return float64(histogram.ValueAtQuantile(share)) / 1000, nil
}
