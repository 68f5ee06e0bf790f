package threshold_test

import (
	"strings"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/flexrig/flexrig/load/threshold"
	"github.com/flexrig/flexrig/reports"
)

// sample is a run with a figure of every kind.
func sample(t *testing.T) reports.Load {
	t.Helper()
	histogram := hdrhistogram.New(1, 3_600_000_000, 3)
	for ms := int64(1); ms <= 100; ms++ {
		if err := histogram.RecordValue(1000 * ms); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := histogram.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	if err != nil {
		t.Fatal(err)
	}
	return reports.Load{
		Totals:   reports.LoadTotals{Sent: 1000, Acknowledged: 990, Rejected: 6, Failed: 3, Wrong: 1, Lost: 2, Expected: 5, Rate: 480},
		Response: reports.LoadLatency{Count: 100, Min: 1, Mean: 20, P50: 10, P90: 30, P95: 40, P99: 50, P999: 99, Max: 100, Histogram: string(packed)},
		Lag:      reports.LoadLatency{Count: 100, P99: 2.5},
		Operations: []reports.LoadOperation{
			{Name: "complete", Sent: 200, Rejected: 4, Failed: 6, Service: reports.LoadLatency{Count: 200, P99: 7}},
			{Name: "attach"},
		},
		Counts: []reports.LoadCount{{Name: "late", Value: 3}},
		Audit:  reports.LoadAudit{Outcome: "broken"},
	}
}

func TestThresholdsAreJudgedByWhatTheRunMeasured(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]struct {
		held  bool
		found string
	}{
		"p99<50ms":           {false, "50ms"},
		"p99 <= 50ms":        {true, "50ms"},
		"p99.9<100ms":        {true, "99ms"},
		"p50<1us":            {false, "10ms"},
		"p75<=75.1ms":        {true, "75.007ms"}, // out of the histogram
		"max<0.1001s":        {true, "100ms"},
		"min>=1ms":           {true, "1ms"},
		"lag.p99<5ms":        {true, "2.5ms"},
		"rate>=480/s":        {true, "480.0/s"},
		"rate>480":           {false, "480.0/s"},
		"errors<0.5%":        {false, "0.5%"}, // ten, of which five were expected
		"errors<=5":          {true, "5"},
		"rejected==6":        {true, "6"},
		"failed<0.31%":       {true, "0.3%"},
		"wrong==0":           {false, "1"},
		"lost==0":            {false, "2"},
		"late==0":            {false, "3"},
		"late<1%":            {true, "0.3%"},
		"complete.p99<7.1ms": {true, "7ms"},
		"complete.errors<5%": {false, "5%"},
		"attach.p99<1s":      {false, "not known: nothing was measured"},
		"create.p99<1s":      {false, "not known: create was never sent"},
		"early==0":           {false, "not known: the run has no figure early"},
	} {
		parsed, err := threshold.Parse(expression)
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		got := parsed.Judge(sample(t))
		if got.Held != want.held || got.Found != want.found {
			t.Errorf("%s: held %t with %q, want %t with %q", expression, got.Held, got.Found, want.held, want.found)
		}
		if got.Expression != strings.ReplaceAll(expression, " ", "") {
			t.Errorf("%s is reported as %s", expression, got.Expression)
		}
	}
}

func TestLostIsNotKnownWithoutAnAudit(t *testing.T) {
	t.Parallel()
	run := sample(t)
	for outcome, found := range map[string]string{
		"": "not known: the audit is not made yet", "not_observable": "not known: the audit is not observable", "skipped": "not known: the audit is skipped",
	} {
		run.Audit.Outcome, run.Totals.Lost = outcome, 0
		lost, err := threshold.Parse("lost==0")
		if err != nil {
			t.Fatal(err)
		}
		if got := lost.Judge(run); got.Held || got.Found != found {
			t.Errorf("audit %q: held %t with %q, want that it is missed with %q", outcome, got.Held, got.Found, found)
		}
	}
}

func TestNothingSentHoldsNoShare(t *testing.T) {
	t.Parallel()
	errors, err := threshold.Parse("errors<1%")
	if err != nil {
		t.Fatal(err)
	}
	if got := errors.Judge(reports.Load{}); got.Held {
		t.Errorf("a run that sent nothing holds %s with %q", got.Expression, got.Found)
	}
}

func TestWhatIsNoThresholdIsRefused(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		"":           "has no relation",
		"p99":        "has no relation",
		"p99=50ms":   "write == for equal",
		"<50ms":      "names no figure",
		"p99<":       `"" is no duration`,
		"p99<50":     `"50" is no duration; write it with its unit`,
		"p99<-1ms":   "is no duration",
		"p99<50%":    "is no duration",
		"rate>=fast": `"fast" is no number`,
		"errors<NaN": "is no number",
		"lost==-1":   "is no number",
		"p99<50ms<1": "is no duration",
	} {
		if _, err := threshold.Parse(expression); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error that says %q", expression, err, want)
		}
	}
}

func TestAThresholdThatNamesNothingIsFoundOutBeforeTheRun(t *testing.T) {
	t.Parallel()
	operations, counts := []string{"complete", "attach"}, []string{"late"}
	for expression, want := range map[string]string{
		"p99<1ms":              "",
		"late==0":              "",
		"complete.p99<1ms":     "",
		"complete.errors==0":   "",
		"early==0":             "of this workload late",
		"p100==1":              `no figure "p100"`,
		"create.p99<1ms":       `no operation "create"; it has complete attach`,
		"complete.rate>1":      "a figure of whole flows",
		"complete.lag.p99<1ms": "a figure of whole flows",
	} {
		parsed, err := threshold.Parse(expression)
		if err != nil {
			if want == "" || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", expression, err)
			}
			continue
		}
		err = parsed.Names(operations, counts)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", expression, err, want)
		}
	}
}

func TestOnlySomeThresholdsCanEndARunEarly(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]bool{
		"p99<50ms": true, "errors<1%": true, "lag.p99<5ms": true, "rate<=10/s": true,
		"rate>=480/s": false, "lost==0": false, "late==0": false, "acknowledged>=10": false,
	} {
		parsed, err := threshold.Parse(expression)
		if err != nil {
			t.Fatal(err)
		}
		if parsed.Early() != want {
			t.Errorf("%s: early is %t, want %t", expression, parsed.Early(), want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"p99<50ms", "rate>=480/s", "errors<0.1%", "task-update.p99<1s", "lag.p99.9==0s", "a.b.c.p50>1h", "=", "p<1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		parsed, err := threshold.Parse(expression)
		if err != nil {
			return // refused, which is right for most
		}
		again, err := threshold.Parse(parsed.String())
		if err != nil || again != parsed {
			t.Errorf("%q reads as %+v, and what it is written as, %q, as %+v, %v", expression, parsed, parsed, again, err)
		}
		parsed.Judge(reports.Load{})
	})
}
