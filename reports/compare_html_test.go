package reports

import (
	"bytes"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
)

// hostileComparison carries secrets and texts that would break a file or a screen,
// and an interval without an end.
func hostileComparison() Comparison {
	const hostile = "</title><script src=//evil.example/x.js></script><img onerror=x>\x1b[31m\u202e]]>\xff&\"'"
	c := sampleComparison()
	c.Command = "flexrig load compare http://user:S3cretPassw0rd@127.0.0.1:4010 mock " + hostile
	c.A.Name, c.B.Name = "http://user:S3cretPassw0rd@127.0.0.1:4010", hostile
	c.A.Kind, c.Method, c.Plan.Workload = hostile, hostile, "targets "+hostile
	c.A.Machine = LoadMachine{OS: "linux", Arch: "amd64", CPU: hostile, Cores: 2}
	c.B.Versions = map[string]string{"go": hostile}
	c.Notes = []string{"header Authorization: Basic QUMxMjM6UzNjcmV0UGFzc3cwcmQ=", hostile}
	c.Figures[2].Reason = hostile
	c.Figures[2].All.Lo, c.Figures[2].All.Hi = math.Inf(-1), math.Inf(1)
	return c
}

func comparedPage(t *testing.T, c Comparison) string {
	t.Helper()
	var b bytes.Buffer
	if err := ComparisonHTML(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var sampleComparisons = map[string]func() Comparison{
	"slower": sampleComparison, "even": evenComparison, "hostile": hostileComparison, "nothing": func() Comparison { return Comparison{} },
}

func TestAComparisonsPageNeedsNothingElse(t *testing.T) {
	t.Parallel()
	for name, c := range sampleComparisons {
		mustNeedNothingElse(t, name, comparedPage(t, c()))
	}
	if !strings.Contains(comparedPage(t, hostileComparison()), "&lt;script src=//evil.example/x.js&gt;") {
		t.Error("the hostile text does not show, so that nothing was tried")
	}
}

func TestAComparisonsPageIsWellFormed(t *testing.T) {
	t.Parallel()
	for name, c := range sampleComparisons {
		mustBeWellFormed(t, name, comparedPage(t, c()))
	}
}

func TestNoComparisonFormatShowsASecretOrMovesACursor(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(io.Writer, Comparison) error{
		"text": func(w io.Writer, c Comparison) error { return ComparisonText(w, c, TerminalOptions{}) },
		"html": ComparisonHTML, "junit": ComparisonJUnit, "json": func(w io.Writer, c Comparison) error {
			c.Figures = c.Figures[:2] // JSON knows no infinity
			return ComparisonJSON(w, c)
		},
	} {
		var b bytes.Buffer
		if err := write(&b, hostileComparison()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, secret := range loadSecrets {
			if strings.Contains(b.String(), secret) {
				t.Errorf("%s shows the secret %q", name, secret)
			}
		}
		if strings.Contains(b.String(), "\x1b[31m") {
			t.Errorf("%s lets a text colour the screen", name)
		}
	}
}

func TestAComparisonIsNotChangedByWritingIt(t *testing.T) {
	t.Parallel()
	c, same := hostileComparison(), hostileComparison()
	comparedPage(t, c)
	if c.A.Name != same.A.Name || c.Notes[0] != same.Notes[0] || c.Command != same.Command {
		t.Error("the comparison was redacted in place")
	}
}

func TestAnIntervalWithoutAnEndIsDrawnToTheEdgeWithoutOne(t *testing.T) {
	t.Parallel()
	c := hostileComparison()
	drawn := c.changesChart(frames[0])
	if got := strings.Count(drawn.Whiskers[2].Path, "M"); got != 1 {
		t.Errorf("an endless interval has %d strokes, want the line alone: %s", got, drawn.Whiskers[2].Path)
	}
	if got := strings.Count(drawn.Whiskers[0].Path, "M"); got != 3 {
		t.Errorf("an interval has %d strokes, want the line and two ends: %s", got, drawn.Whiskers[0].Path)
	}
	if out := comparedPage(t, c); regexp.MustCompile(`="[^"]*(NaN|Inf)`).MatchString(out) {
		t.Error("the page draws at a place that is no number")
	}
}

func TestTheFloorIsDrawnOnBothSidesOfNoChange(t *testing.T) {
	t.Parallel()
	for _, f := range frames {
		drawn := sampleComparison().changesChart(f)
		band, middle := drawn.Bands[0], drawn.Upright[0]
		if left, right := middle-band.X, band.X+band.Width-middle; left <= 0 || math.Abs(left-right) > 0.2 {
			t.Errorf("%s: the floor reaches %v to the left and %v to the right", f.name, left, right)
		}
		for i, w := range drawn.Whiskers {
			if w.At < drawn.Left || w.At > drawn.Right || w.Y <= drawn.Top || w.Y >= drawn.Bottom {
				t.Errorf("%s: whisker %d stands outside the plot at %v, %v", f.name, i, w.At, w.Y)
			}
		}
		if w := drawn.Whiskers[0]; w.At <= band.X+band.Width || w.Word != "slower" {
			t.Errorf("%s: a change of 10.8%% is drawn inside the floor of 10%%, or not as slower: %+v", f.name, w)
		}
	}
}
