package reports

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
)

func TestTheLoadsPageNeedsNothingElse(t *testing.T) {
	t.Parallel()
	for _, sample := range sampleLoads {
		mustNeedNothingElse(t, sample.name, renderedLoad(t, LoadHTML, sample.load(t)))
	}
	if !strings.Contains(renderedLoad(t, LoadHTML, hostileLoad(t)), "&lt;script src=//evil.example/x.js&gt;") {
		t.Error("the hostile text does not show, so that nothing was tried")
	}
}

// fetches are what makes a browser ask for something, or run it.
var fetches = regexp.MustCompile(`(?i)<(script|link|img|iframe|object|embed|base|form|use|image)\b|\ssrc=|\son\w+=|@import|url\(|href=`)

func mustNeedNothingElse(t *testing.T, name, out string) {
	t.Helper()
	// Text that came in stands escaped: < is &lt; wherever it is no tag of ours.
	tags := strings.Join(regexp.MustCompile(`<[^>]*>`).FindAllString(out, -1), "\n")
	if got := fetches.FindString(tags); got != "" {
		t.Errorf("%s: the page contains %q", name, got)
	}
	if strings.Contains(out, "<script") || strings.Contains(out, "<img") {
		t.Errorf("%s: a hostile text became a tag", name)
	}
	if !strings.Contains(out, `content="default-src 'none'; style-src 'unsafe-inline'"`) {
		t.Errorf("%s: the page does not forbid requests", name)
	}
}

func TestTheLoadsPageIsWellFormed(t *testing.T) {
	t.Parallel()
	for _, sample := range sampleLoads {
		mustBeWellFormed(t, sample.name, renderedLoad(t, LoadHTML, sample.load(t)))
	}
}

func mustBeWellFormed(t *testing.T, name, out string) {
	t.Helper()
	out = strings.TrimPrefix(out, "<!DOCTYPE html>\n")
	out = regexp.MustCompile(`<meta ([^>]*)>`).ReplaceAllString(out, "<meta $1/>")
	out = strings.NewReplacer("<br>", "<br/>", "&#34;", "&quot;").Replace(out)
	out = regexp.MustCompile(`(?s)<style>.*</style>`).ReplaceAllString(out, "")
	if err := xml.Unmarshal([]byte(out), new(struct{})); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if err := wellFormed([]byte(out)); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

func TestNoChartsLabelsMeetOrAreCut(t *testing.T) {
	t.Parallel()
	const letter = 6.5 // of the 12 pixels' font, generously
	for _, length := range []float64{800, 3000, 60_000, 240_000, 600_000, 7_200_000, 86_400_000} {
		l := redLoad(t)
		for i := range l.Windows {
			l.Windows[i].Start, l.Windows[i].Length = length/3*float64(i), length/3
			l.Windows[i].Response.Max = length / 3
		}
		for _, f := range append(l.figures(), pictured(func(f frame) *chart {
			bins, err := l.bins()
			if err != nil {
				t.Fatal(err)
			}
			return distributionChart(f, l, bins)
		})) {
			for _, c := range f.Pictures {
				end := 0.0
				for _, at := range c.XTicks {
					half := letter * float64(len([]rune(at.Label))) / 2
					if at.At-half < end || at.At+half > float64(c.Width) {
						t.Errorf("%s of %.0f s: the label %q at %v meets the one before, or is cut", c.ID, length/1000, at.Label, at.At)
					}
					end = at.At + half
				}
				if last := c.Series[len(c.Series)-1]; last.KeyText+letter*float64(len([]rune(last.Name))) > float64(c.Width) {
					t.Errorf("%s: the key is cut at %q", c.ID, last.Name)
				}
			}
		}
	}
}

func TestLongLoadsTellMinutesOrHours(t *testing.T) {
	t.Parallel()
	for length, want := range map[float64]string{60_000: "seconds", 600_000: "minutes", 4 * 3_600_000: "hours"} {
		l := greenLoad(t)
		l.Windows = []LoadWindow{{Start: 0, Length: length, Response: l.Response}}
		if got := l.latencyChart(frames[0]).XName; got != want+" since the load began" {
			t.Errorf("%v ms: got %q, want it in %s", length, got, want)
		}
	}
}

func TestEveryChartIsToldToThoseWhoCannotSeeIt(t *testing.T) {
	t.Parallel()
	out := renderedLoad(t, LoadHTML, redLoad(t))
	var ids []string
	for _, chart := range []string{"latency", "rate", "lag", "distribution"} {
		ids = append(ids, chart+"-wide", chart+"-narrow")
	}
	for _, id := range ids {
		if !strings.Contains(out, `aria-labelledby="`+id+`-title `+id+`-desc"`) ||
			strings.Count(out, `id="`+id+`-title"`) != 1 || strings.Count(out, `id="`+id+`-desc"`) != 1 {
			t.Errorf("chart %s has no title and description of its own", id)
		}
	}
	for _, want := range []string{
		"The charts as a table", "The distribution as a table", "p99 15.7 ms", "seconds since the load began",
		`<td class="n">500</td><td class="n">380</td><td class="n">120</td>`,
		`class="outcome broken">missed</td><td class="free"><code>p99&lt;5ms</code>`, "task 17: marker 8812", "lost_updates", "412 20412 <span class=\"mark\">expected</span>",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the page does not contain %q", want)
		}
	}
}

func TestALoadWithoutAnAnswerHasAPageWithoutInventedValues(t *testing.T) {
	t.Parallel()
	l := greenLoad(t)
	for i := range l.Windows {
		l.Windows[i].Acknowledged, l.Windows[i].Sent, l.Windows[i].Response = 0, 0, LoadLatency{}
	}
	l.Totals, l.Response, l.Service = LoadTotals{}, LoadLatency{}, LoadLatency{}
	out := renderedLoad(t, LoadHTML, l)
	if strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
		t.Error("the page shows a value that is no number")
	}
	if !strings.Contains(out, `<path class="series s1" d=""/>`) {
		t.Error("a latency is drawn although nothing was answered")
	}
}

func TestAHistogramThatCannotBeReadIsNoPage(t *testing.T) {
	t.Parallel()
	for _, change := range []func(*Load){
		func(l *Load) { l.Response.Histogram = "x" },
		func(l *Load) { l.Service.Count++ },
	} {
		l := greenLoad(t)
		change(&l)
		if err := LoadHTML(&bytes.Buffer{}, l); err == nil {
			t.Error("a page was made of a histogram that cannot be read")
		}
	}
}

func TestTheDistributionLosesNoHit(t *testing.T) {
	t.Parallel()
	l := redLoad(t)
	bins, err := l.bins()
	if err != nil {
		t.Fatal(err)
	}
	var response, service int64
	for i, b := range bins {
		response += b.Response
		service += b.Service
		if i > 0 && b.From != bins[i-1].To {
			t.Errorf("between bin %d and the next is a gap: %v to %v", i, bins[i-1].To, b.From)
		}
	}
	if response != l.Response.Count || service != l.Service.Count {
		t.Errorf("the bins count %d and %d, the load %d and %d", response, service, l.Response.Count, l.Service.Count)
	}
}
