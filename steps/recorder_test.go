package steps

import (
	"testing"

	"github.com/flexrig/flexrig/features"
	"github.com/flexrig/flexrig/reports"
)

func TestAnExampleThatNobodyReportsIsNeverHeld(t *testing.T) {
	t.Parallel()
	silent := features.Example{Name: "silent", File: "features/a.feature", Line: 3, Steps: []features.Step{{Text: "a"}}}
	for _, tt := range []struct {
		ended   bool
		outcome reports.Outcome
		reason  string
	}{
		{false, reports.Error, "the example did not run"},
		{true, reports.Skipped, "interrupted"},
	} {
		rec := newRecorder([]features.Example{silent}, nil)
		rec.settle(tt.ended)
		got := rec.done[key(silent)]
		if got.Outcome != tt.outcome || got.Reason != tt.reason {
			t.Errorf("after a run that was ended early: %t, the example is %s: %s, want %s: %s", tt.ended, got.Outcome, got.Reason, tt.outcome, tt.reason)
		}
		if len(got.Steps) != 1 || got.Steps[0].Outcome != reports.Skipped {
			t.Errorf("its steps are %+v, want one, skipped", got.Steps)
		}
	}
}

func TestTheFirstReportOfAnExampleStays(t *testing.T) {
	t.Parallel()
	told := 0
	rec := newRecorder(nil, func(reports.Example) { told++ })
	example := features.Example{Name: "once", File: "features/a.feature", Line: 3}
	rec.finish(example, reports.Example{Outcome: reports.Broken})
	rec.finish(example, reports.Example{Outcome: reports.Held})
	if got := rec.done[key(example)].Outcome; got != reports.Broken || told != 1 {
		t.Errorf("the example is %s and was told %d times, want broken, once", got, told)
	}
}
