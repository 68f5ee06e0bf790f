package reports

import (
	"fmt"
	"math"
	"strconv"
)

// charts are the pictures of a load over time; none where it has no windows.
func (l Load) charts() []*chart {
	if len(l.Windows) == 0 {
		return nil
	}
	return []*chart{l.latencyChart(), l.rateChart(), l.lagChart()}
}

// perWindow gives a line with a point in the middle of each window.
func (l Load) perWindow(value func(LoadWindow) float64) []point {
	points := make([]point, len(l.Windows))
	for i, w := range l.Windows {
		points[i] = point{(w.Start + w.Length/2) / 1000, value(w)}
	}
	return points
}

// over is the axis of time, in seconds.
func (l Load) over() scale {
	last := l.Windows[len(l.Windows)-1]
	s := linearScale((last.Start+last.Length)/1000, plotLeft, plotRight)
	s.max = max((last.Start+last.Length)/1000, 0.001) // the plot ends with the run
	return s
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

func (l Load) latencyChart() *chart {
	lowest, highest := math.Inf(1), 0.0
	for _, w := range l.Windows {
		if w.Response.Count > 0 {
			lowest, highest = min(lowest, w.Response.P50), max(highest, w.Response.Max)
		}
	}
	lowest = max(min(lowest, max(highest, 1)), leastShown)
	c := newChart("latency", "Response time", fmt.Sprintf(
		"Response time in each window, on a logarithmic scale: p50, p99 and the longest. Over the whole run p50 is %s, p99 %s, the longest %s.",
		msText(l.Response.P50), msText(l.Response.P99), msText(l.Response.Max)))
	c.axes(l.over(), "seconds since the load began", plainNumber, logScale(lowest, max(highest, lowest), plotBottom, plotTop), "response time", msTick)
	c.draw("p50", l.perWindow(answered(func(r LoadLatency) float64 { return r.P50 })))
	c.draw("p99", l.perWindow(answered(func(r LoadLatency) float64 { return r.P99 })))
	c.draw("longest", l.perWindow(answered(func(r LoadLatency) float64 { return r.Max })))
	return c
}

// leastShown is where logarithmic axes begin at the lowest, in milliseconds:
// histograms count microseconds.
const leastShown = 0.001

func (l Load) rateChart() *chart {
	asked := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Asked) })
	reached := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Acknowledged) })
	failed := l.perWindow(func(w LoadWindow) float64 { return w.perSecond(w.Errors) })
	c := newChart("rate", "Rate asked and reached", fmt.Sprintf(
		"Hits a second in each window: those that were due, those acknowledged, and those that came to an error. Over the whole run %s were acknowledged.",
		rateText(l.Totals.Rate)))
	c.axes(l.over(), "seconds since the load began", plainNumber,
		linearScale(max(highestOf(asked), highestOf(reached), highestOf(failed)), plotBottom, plotTop), "hits a second", plainNumber)
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

func (l Load) lagChart() *chart {
	lag := l.perWindow(func(w LoadWindow) float64 { return w.LagMax })
	c := newChart("lag", "Send lag", fmt.Sprintf(
		"How late the latest hit of each window was sent. Over the whole run the p99 of the lag is %s, the longest %s.",
		msText(l.Lag.P99), msText(l.Lag.Max)))
	c.axes(l.over(), "seconds since the load began", plainNumber, linearScale(highestOf(lag), plotBottom, plotTop), "lag", msTick)
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
