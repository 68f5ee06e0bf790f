package reports

import (
	"fmt"
	"math"
)

// The axis of changes reaches as far as they do, from one of these shares of 1 to
// the other: an interval may have no end, and one that is ten times as long would
// press all others to a point.
const (
	mostShare  = 1.0
	leastShare = 0.05
)

// A band is a stretch of the axis that is marked, with its name in the key.
type band struct {
	X, Y, Width, Height float64
	Name                string
}

// A whisker is a value with its interval, in a row of its own. Path is the
// interval with its ends.
type whisker struct {
	Name, Word, Class, Path string
	At, Y                   float64
}

// rowHeight is what a whisker's row takes, and nameWidth its name, in pixels.
const (
	rowHeight = 36
	nameWidth = 88
)

// changesChart shows how far B is from A in each figure, with the interval, and
// the floor on either side of no change.
func (c Comparison) changesChart(f frame) *chart {
	rows := float64(rowHeight * len(c.Figures))
	f.left, f.bottom, f.height = nameWidth, f.top+rows, int(f.top+rows)+50
	if f.name == "narrow" {
		f.keyFrom = 4
	}
	half := c.widest()
	x := scale{min: -half, max: half, from: f.left, to: f.right}
	drawn := newChart(f, "changes", "Change from A to B", fmt.Sprintf(
		"How far B is from A in each figure, with its 95 %% interval, in percent of A. The floor is %s on either side. The table below has the same values.", share(c.Floor)))
	drawn.axes(x, "change of B against A", percentTick, scale{max: 1, from: f.bottom, to: f.top}, "", func(float64) string { return "" })
	drawn.YTicks = nil
	floor := max(-half, -c.Floor)
	drawn.Bands = []band{{x.at(floor), f.top, x.at(-floor) - x.at(floor), rows, "within the floor of " + share(c.Floor)}}
	drawn.Upright = []float64{x.at(0)}
	for i, figure := range c.Figures {
		drawn.Whiskers = append(drawn.Whiskers, figure.whisker(x, f.top+rowHeight*(float64(i)+0.5)))
	}
	return drawn
}

// widest is how far the axis of changes reaches to either side.
func (c Comparison) widest() float64 {
	farthest := max(c.Floor*1.5, leastShare)
	for _, figure := range c.Figures {
		for _, v := range []float64{figure.All.Lo, figure.All.Change, figure.All.Hi} {
			if !math.IsNaN(v) {
				farthest = max(farthest, min(math.Abs(v), mostShare))
			}
		}
	}
	return linearScale(farthest, 0, 1).max
}

func (f ComparedFigure) whisker(x scale, y float64) whisker {
	on := func(v float64) float64 {
		if math.IsNaN(v) {
			v = x.max
		}
		return x.at(max(x.min, min(x.max, v)))
	}
	w := whisker{Name: oneLine(f.Name), Word: string(f.Verdict), Class: string(verdictOutcome(f.Verdict)), At: on(f.All.Change), Y: y}
	lo, hi := on(f.All.Lo), on(f.All.Hi)
	w.Path = fmt.Sprintf("M%g %gL%g %g", lo, y, hi, y)
	for _, end := range []struct{ at, value float64 }{{lo, f.All.Lo}, {hi, f.All.Hi}} {
		if math.Abs(end.value) <= x.max { // one that goes on beyond the picture has no end there
			w.Path += fmt.Sprintf("M%g %gL%g %g", end.at, y-6, end.at, y+6)
		}
	}
	return w
}

func percentTick(v float64) string {
	if math.Abs(v) < 1e-9 {
		return "0"
	}
	return fmt.Sprintf("%+.4g%%", v*100)
}

// samplesChart shows every sample of a figure in the order in which they were taken.
func (f ComparedFigure) samplesChart(of frame, id string) *chart {
	line := func(s ComparedSample) []point {
		points := make([]point, len(s.Samples))
		for i, v := range s.Samples {
			points[i] = point{float64(i + 1), v}
		}
		return points
	}
	a, b := line(f.A), line(f.B)
	c := newChart(of, id, f.Name, fmt.Sprintf("Samples of %s in the order in which they were taken. The median of A is %s, of B %s.",
		oneLine(f.Name), quantity(f.A.Median, f.Unit), quantity(f.B.Median, f.Unit)))
	tick := msTick
	if f.Unit != "ms" {
		tick = plainNumber
	}
	c.axes(linearScale(float64(max(len(a), len(b), 1)), c.Left, c.Right), "sample", wholeTick, linearScale(max(highestOf(a), highestOf(b)), c.Bottom, c.Top), unitName(f), tick)
	c.draw("A", a)
	c.draw("B", b)
	return c
}

// unitName says at the axis what is drawn.
func unitName(f ComparedFigure) string {
	if f.Unit == "ms" {
		return "duration"
	}
	return "hits a second"
}

// wholeTick labels counts: there is no sample between two.
func wholeTick(v float64) string {
	if v < 1 || v != math.Trunc(v) {
		return ""
	}
	return plainNumber(v)
}
