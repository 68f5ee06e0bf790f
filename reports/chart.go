package reports

import (
	_ "embed"
	"fmt"
	"math"
	"strings"
)

//go:embed chart.html.tmpl
var chartText string // the templates "chart", of a figure, and "picture"

// A chart is lines, or whiskers, over a common axis, drawn as SVG that needs no script. Its
// numbers are pixels of a picture that the page scales.
type chart struct {
	ID, Frame, Title, Desc            string
	Width, Height                     int
	Left, Right, Top, Bottom, TickEnd float64
	YText, XText, XNameAt             float64
	KeyAt, KeyLine                    float64
	XName, YName                      string
	XTicks, YTicks                    []tick
	Series                            []series
	// Of a chart of whiskers: bands behind them, upright lines, and themselves.
	Bands    []band
	Upright  []float64
	Whiskers []whisker

	KeyFrom, KeyBox, KeyWord float64
	x, y                     scale
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

// mostDots is up to how many values each is marked: more would be a band.
const mostDots = 30

// A frame is a picture's measures in pixels: the plot stands between left and
// right, top and bottom, with the axis' name and the key above. A letter of the
// key is keyLetter wide, and labels below the plot need xRoom each.
type frame struct {
	name                     string
	width, height            int
	left, right, top, bottom float64
	keyFrom, keyAt           float64
}

const (
	keyLetter = 7.0
	xRoom     = 42.0
	yRoom     = 18.0
)

// Every chart is drawn twice: a screen as narrow as a phone's would scale the
// letters of the wide one down until nobody can read them. The page shows one.
var frames = []frame{
	{name: "wide", width: 760, height: 260, left: 70, right: 728, top: 28, bottom: 215, keyFrom: 150, keyAt: 14},
	{name: "narrow", width: 380, height: 270, left: 62, right: 354, top: 46, bottom: 225, keyFrom: 4, keyAt: 32},
}

// A figure is a chart in all its frames, under one title.
type figure struct {
	ID, Title, Desc string
	Pictures        []*chart
}

// pictured draws a chart in every frame.
func pictured(draw func(frame) *chart) figure {
	var f figure
	for _, of := range frames {
		c := draw(of)
		f.ID, f.Title, f.Desc = c.ID, c.Title, c.Desc
		c.ID += "-" + of.name
		f.Pictures = append(f.Pictures, c)
	}
	return f
}

func newChart(f frame, id, title, desc string) *chart {
	return &chart{
		ID: id, Frame: f.name, Title: title, Desc: desc, Width: f.width, Height: f.height,
		Left: f.left, Right: f.right, Top: f.top, Bottom: f.bottom, TickEnd: f.bottom + 5,
		YText: f.left - 6, XText: f.bottom + 19, XNameAt: f.bottom + 38, KeyAt: f.keyAt, KeyLine: f.keyAt - 4,
		KeyFrom: f.keyFrom, KeyBox: f.keyAt - 10, KeyWord: f.keyFrom + 32,
	}
}

// axes sets the scales and labels them.
func (c *chart) axes(x scale, xName string, xLabel func(float64) string, y scale, yName string, yLabel func(float64) string) {
	c.x, c.y, c.XName, c.YName = x, y, xName, yName
	for _, v := range x.ticks(xRoom) {
		if label := xLabel(v); label != "" {
			c.XTicks = append(c.XTicks, tick{x.at(v), label})
		}
	}
	for _, v := range y.ticks(yRoom) {
		c.YTicks = append(c.YTicks, tick{y.at(v), yLabel(v)})
	}
}

// A point is a value to be drawn; NaN in Y leaves a gap.
type point struct{ X, Y float64 }

// draw adds a line. The line breaks at gaps.
func (c *chart) draw(name string, points []point) {
	s := series{Name: name, Class: fmt.Sprintf("s%d", len(c.Series)+1), KeyFrom: c.KeyFrom}
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
