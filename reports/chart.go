package reports

import (
	"fmt"
	"math"
	"strings"
)

// A chart is lines over a common axis, drawn as SVG that needs no script. Its
// numbers are pixels of a picture that the page scales.
type chart struct {
	ID, Title, Desc              string
	Width, Height                int
	Left, Right, Bottom, TickEnd float64
	YText, XText, XNameAt        float64
	XName, YName                 string
	XTicks, YTicks               []tick
	Series                       []series
	x, y                         scale
}

type tick struct {
	At    float64
	Label string
}

// series is one line. Class names its colour and its dashes.
type series struct {
	Name, Class, Path       string
	Dots                    []dot
	KeyFrom, KeyTo, KeyText float64
}

type dot struct{ X, Y float64 }

// The picture's measures in pixels: the plot stands between left and right, top
// and bottom, with names and the key above.
const (
	chartWidth, chartHeight = 760, 260
	plotLeft, plotRight     = 70.0, 745.0
	plotTop, plotBottom     = 28.0, 215.0
	keyStart, keyLetter     = 150.0, 7.0
	// mostDots is up to how many values each is marked: more would be a band.
	mostDots = 30
)

func newChart(id, title, desc string) *chart {
	return &chart{
		ID: id, Title: title, Desc: desc, Width: chartWidth, Height: chartHeight,
		Left: plotLeft, Right: plotRight, Bottom: plotBottom, TickEnd: plotBottom + 5,
		YText: plotLeft - 6, XText: plotBottom + 19, XNameAt: plotBottom + 38,
	}
}

// axes sets the scales and labels them.
func (c *chart) axes(x scale, xName string, xLabel func(float64) string, y scale, yName string, yLabel func(float64) string) {
	c.x, c.y, c.XName, c.YName = x, y, xName, yName
	for _, v := range x.ticks() {
		c.XTicks = append(c.XTicks, tick{x.at(v), xLabel(v)})
	}
	for _, v := range y.ticks() {
		c.YTicks = append(c.YTicks, tick{y.at(v), yLabel(v)})
	}
}

// A point is a value to be drawn; NaN in Y leaves a gap.
type point struct{ X, Y float64 }

// draw adds a line. The line breaks at gaps.
func (c *chart) draw(name string, points []point) {
	s := series{Name: name, Class: fmt.Sprintf("s%d", len(c.Series)+1), KeyFrom: keyStart}
	if n := len(c.Series); n > 0 {
		before := c.Series[n-1]
		s.KeyFrom = before.KeyText + keyLetter*float64(len([]rune(before.Name))) + 20
	}
	s.KeyTo, s.KeyText = s.KeyFrom+26, s.KeyFrom+32
	var path strings.Builder
	pen := "M"
	for _, p := range points {
		if math.IsNaN(p.Y) {
			pen = "M"
			continue
		}
		at := dot{c.x.at(p.X), c.y.at(p.Y)}
		fmt.Fprintf(&path, "%s%g %g", pen, at.X, at.Y)
		pen = "L"
		if len(points) <= mostDots {
			s.Dots = append(s.Dots, at)
		}
	}
	s.Path = path.String()
	c.Series = append(c.Series, s)
}
