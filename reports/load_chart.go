package reports

import (
	"fmt"
	"math"
	"strconv"
)

// figures are the pictures of a load over time; none where it has no windows.
func (l Load) figures() []figure {
	if len(l.Windows) == 0 {
		return nil
	}
	return []figure{pictured(l.latencyChart), pictured(l.rateChart), pictured(l.lagChart)}
}

// perWindow gives a line with a point in the middle of each window.
func (l Load) perWindow(value func(LoadWindow) float64) []point {
	of := l.unit()
	points := make([]point, len(l.Windows))
	for i, w := range l.Windows {
		points[i] = point{(w.Start + w.Length/2) / of.ms, value(w)}
	}
	return points
}

// A timeUnit is what a load's length is told in.
type timeUnit struct {
	name string
	ms   float64
}

// unit is the one in which people would say how long the load was.
func (l Load) unit() timeUnit {
	switch last := l.end(); {
	case last > 3*60*60*1000:
		return timeUnit{"hours", 60 * 60 * 1000}
	case last > 5*60*1000:
		return timeUnit{"minutes", 60 * 1000}
	}
	return timeUnit{"seconds", 1000}
}

// end is when the last window ended, in milliseconds.
func (l Load) end() float64 {
	last := l.Windows[len(l.Windows)-1]
	return last.Start + last.Length
}

// over sets a chart's axis of time, which ends with the run, and its other one.
func (l Load) over(c *chart, y scale, yName string, yLabel func(float64) string) {
	of := l.unit()
	x := linearScale(l.end()/of.ms, c.Left, c.Right)
	x.max = max(l.end()/of.ms, 0.001)
	c.axes(x, of.name+" since the load began", plainNumber, y, yName, yLabel)
}

// answered is a latency of the windows in which something was answered.
func answered(of func(LoadLatency) float64) func(LoadWindow) float64 {
	return func(w LoadWindow) float64 {
		if w.Response.Count == 0 {
			return math.NaN()
		}
		return of(w.Response)
	}
}

func (l Load) latencyChart(f frame) *chart {
	lowest, highest := math.Inf(1), 0.0
	for _, w := range l.Windows {
		if w.Response.Count > 0 {
			lowest, highest = min(lowest, w.Response.P50), max(highest, w.Response.Max)
		}
	}
	lowest = max(min(lowest, max(highest, 1)), leastShown)
	c := newChart(f, "latency", "Response time", fmt.Sprintf(
		"Response time in each window, on a logarithmic scale: p50, p99 and the longest. Over the whole run p50 is %s, p99 %s, the longest %s.",
		msText(l.Response.P50), msText(l.Response.P99), msText(l.Response.Max)))
	l.over(c, logScale(lowest, max(highest, lowest), c.Bottom, c.Top), "response time", msTick)
	c.draw("p50", l.perWindow(answered(func(r LoadLatency) float64 { return r.P50 })))
	c.draw("p99", l.perWindow(answered(func(r LoadLatency) float64 { return r.P99 })))
	c.draw("longest", l.perWindow(answered(func(r LoadLatency) float64 { return r.Max })))
	return c
}

// leastShown is where logarithmic axes begin at the lowest, in milliseconds:
// histograms count microseconds.
const leastShown = 0.001

func (l Load) rateChart(f frame) *chart {
	asked := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Asked) })
	reached := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Acknowledged) })
	failed := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Errors) })
	c := newChart(f, "rate", "Rate asked and reached", fmt.Sprintf(
		"Hits a second in each window: those that were due, those acknowledged, and those that came to an error. Over the whole run %s were acknowledged.",
		rateText(l.Totals.Rate)))
	l.over(c,
		linearScale(max(highestOf(asked), highestOf(reached), highestOf(failed)), c.Bottom, c.Top), "hits a second", plainNumber)
	c.draw("asked", asked)
	c.draw("acknowledged", reached)
	c.draw("errors", failed)
	return c
}

func (w LoadWindow) perSecond(n int64) float64 {
	if w.Length <= 0 {
		return 0
	}
	return float64(n) / w.Length * 1000
}

func (l Load) lagChart(f frame) *chart {
	lag := l.perWindow(func(w LoadWindow) float64 { return w.LagMax })
	c := newChart(f, "lag", "Send lag", fmt.Sprintf(
		"How late the latest hit of each window was sent. Over the whole run the p99 of the lag is %s, the longest %s.",
		msText(l.Lag.P99), msText(l.Lag.Max)))
	l.over(c, linearScale(highestOf(lag), c.Bottom, c.Top), "lag", msTick)
	c.draw("longest lag", lag)
	return c
}

func highestOf(points []point) float64 {
	highest := 0.0
	for _, p := range points {
		highest = max(highest, p.Y)
	}
	return highest
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }

// msTick is a duration at an axis: "5 ms", "2 s", "500 µs".
func msTick(ms float64) string {
	switch {
	case ms == 0:
		return "0"
	case ms >= 1000:
		return plainNumber(ms/1000) + " s"
	case ms >= 1:
		return plainNumber(ms) + " ms"
	}
	return plainNumber(ms*1000) + " µs"
}
