package live

import (
	"fmt"
	"strconv"
	"time"

	"github.com/flexrig/flexrig/reports"
)

// A Line says how far a load has come, in its own words: [reports.Progress] draws
// them, as it does for every command. A Line without one shows nothing.
type Line struct{ On *reports.Progress }

// Stage says that done of all are done of something beside the load itself:
// "prepare", "audit".
func (l Line) Stage(name string, done, all int) {
	l.On.Stage(name, int64(done), int64(all), fmt.Sprintf("%d of %d done, %d left", done, all, max(0, all-done)))
}

// Sent says how the load itself stands: what was sent of the plan, the rate of
// acknowledgements so far, p99 and errors.
func (l Line) Sent(so reports.Load) {
	t, all := so.Totals, int64(so.Plan.Hits)
	text := fmt.Sprintf("%d of %d sent, %d left, %s", t.Sent, all, max(0, all-t.Sent), perSecond(t.Rate))
	if so.Response.Count > 0 {
		text += ", p99 " + inMilliseconds(so.Response.P99)
	}
	l.On.Stage("load", t.Sent, all, text+", "+errorsText(t))
}

// perSecond is a rate, with what a slow one needs to be told from nothing.
func perSecond(rate float64) string {
	if rate > 0 && rate < 9.95 {
		return strconv.FormatFloat(rate, 'g', 2, 64) + "/s"
	}
	return strconv.FormatFloat(rate, 'f', 0, 64) + "/s"
}

// errorsText counts what was no success and was not expected either.
func errorsText(t reports.LoadTotals) string {
	n := t.Rejected + t.Failed + t.Wrong - t.Expected
	if n == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", n)
}

func inMilliseconds(ms float64) string {
	return time.Duration(ms * float64(time.Millisecond)).Round(10 * time.Microsecond).String()
}
