package live

import (
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"
	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"go.uber.org/goleak"

	"github.com/flexrig/flexrig/reports"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// scraped is what a scrape of an exporter gives, parsed.
func scraped(t *testing.T, url string) map[string]*dto.MetricFamily {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var parser expfmt.TextParser
	families, err := parser.TextToMetricFamilies(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return families
}

func opened(t *testing.T, e *Exporter, address string) *Door {
	t.Helper()
	door, err := e.Serve(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := door.Close(); err != nil {
			t.Error(err)
		}
	})
	return door
}

// value finds the metric whose labels have these values, in the order of names.
func value(t *testing.T, families map[string]*dto.MetricFamily, name string, labels ...string) *dto.Metric {
	t.Helper()
	for _, m := range families["flexrig_load_"+name].GetMetric() {
		var have []string
		for _, l := range m.GetLabel() {
			have = append(have, l.GetValue())
		}
		if strings.Join(have, "|") == strings.Join(labels, "|") {
			return m
		}
	}
	t.Fatalf("%s has no metric with %q", name, labels)
	return nil
}

func TestAScrapeGivesTheLastRecord(t *testing.T) {
	t.Parallel()
	e := NewExporter()
	door := opened(t, e, "127.0.0.1:0")
	if families := scraped(t, door.URL); len(families) != 0 {
		t.Errorf("before a load: got %d families, want none", len(families))
	}
	e.Observe(soFar(100, 1))
	later := soFar(200, 3)
	later.Errors = []reports.LoadError{{Class: "timeout", Count: 3}}
	later.Operations = []reports.LoadOperation{{Name: "UpdateTask", Sent: 200, Rejected: 5, Failed: 3, Service: later.Response}}
	e.Observe(later)
	families := scraped(t, door.URL)
	for _, row := range []struct {
		name   string
		labels []string // in the order of the labels' names
		want   float64
	}{
		{"hits_total", []string{"acknowledged", "task-update"}, 197},
		{"hits_total", []string{"rejected", "task-update"}, 0},
		{"hits_total", []string{"failed", "task-update"}, 3},
		{"errors_total", []string{"timeout", "task-update"}, 3},
		{"requests_total", []string{"UpdateTask", "acknowledged", "task-update"}, 192},
		{"requests_total", []string{"UpdateTask", "rejected", "task-update"}, 5},
	} {
		if got := value(t, families, row.name, row.labels...).GetCounter().GetValue(); got != row.want {
			t.Errorf("%s %q: got %v, want %v", row.name, row.labels, got, row.want)
		}
	}
	if got := value(t, families, "planned_hits", "task-update").GetGauge().GetValue(); got != 400 {
		t.Errorf("planned_hits: got %v, want 400", got)
	}
	if got := value(t, families, "due_hits_total", "task-update").GetCounter().GetValue(); got != 240 {
		t.Errorf("due_hits_total: got %v, want the 240 of both windows", got)
	}
	// Without its histogram a record gives what it has.
	bare := value(t, families, "response_seconds", "task-update").GetHistogram()
	if bare.GetSampleCount() != 200 || bare.GetSampleSum() != 0.4 || len(bare.GetBucket()) > 1 {
		t.Errorf("got %d responses of %v s in %d buckets, want 200 of 0.4 s in none", bare.GetSampleCount(), bare.GetSampleSum(), len(bare.GetBucket()))
	}
}

// measured is a distribution with its histogram, of values in microseconds.
func measured(t *testing.T, values ...int64) reports.LoadLatency {
	t.Helper()
	h := hdrhistogram.New(1, 3_600_000_000, 3)
	for _, v := range values {
		if err := h.RecordValue(v); err != nil {
			t.Fatal(err)
		}
	}
	text, err := h.EncodeV2()
	if err != nil {
		t.Fatal(err)
	}
	return reports.LoadLatency{Count: int64(len(values)), Mean: h.Mean() / 1000, Histogram: string(text)}
}

func TestLatenciesAreHistogramsInSeconds(t *testing.T) {
	t.Parallel()
	e := NewExporter()
	l := soFar(7, 0)
	l.Response = measured(t, 0, 250, 251, 1000, 4999, 30_000, 20_000_000)
	l.Operations = []reports.LoadOperation{{Name: "UpdateTask", Sent: 2, Service: measured(t, 700, 3000)}}
	e.Observe(l)
	families := scraped(t, opened(t, e, ":0").URL)
	response := value(t, families, "response_seconds", "task-update").GetHistogram()
	below := map[float64]uint64{}
	for _, b := range response.GetBucket() {
		below[b.GetUpperBound()] = b.GetCumulativeCount()
	}
	want := map[float64]uint64{
		0.00025: 2, 0.0005: 3, 0.001: 4, 0.0025: 4, 0.005: 5, 0.01: 5, 0.025: 5,
		0.05: 6, 0.1: 6, 0.25: 6, 0.5: 6, 1: 6, 2.5: 6, 5: 6, 10: 6, math.Inf(1): 7,
	}
	if diff := cmp.Diff(want, below); diff != "" {
		t.Errorf("buckets (-want +got):\n%s", diff)
	}
	if sum := response.GetSampleSum(); math.Abs(sum-20.0365) > 0.02 {
		t.Errorf("the sum is %v s, want 20.04 s to three digits", sum)
	}
	byOperation := value(t, families, "request_seconds", "UpdateTask", "task-update").GetHistogram()
	if byOperation.GetSampleCount() != 2 {
		t.Errorf("got %d requests, want 2", byOperation.GetSampleCount())
	}
}

func TestAHistogramThatCannotBeReadFailsTheScrape(t *testing.T) {
	t.Parallel()
	e := NewExporter()
	l := soFar(10, 1)
	l.Response.Histogram = "x"
	e.Observe(l)
	res, err := http.Get(opened(t, e, ":0").URL)
	if err != nil {
		t.Fatal(err)
	}
	defer http.DefaultClient.CloseIdleConnections()
	defer res.Body.Close()
	if res.StatusCode != http.StatusInternalServerError {
		t.Errorf("got %s, want a 500", res.Status)
	}
}

// TestMetricsFollowPrometheusConventions: promlint is Prometheus' own.
func TestMetricsFollowPrometheusConventions(t *testing.T) {
	t.Parallel()
	e := NewExporter()
	l := soFar(10, 1)
	l.Errors = []reports.LoadError{{Class: "timeout", Count: 1}}
	l.Operations = []reports.LoadOperation{{Name: "UpdateTask", Sent: 10, Service: measured(t, 700)}}
	e.Observe(l)
	registry := prometheus.NewRegistry()
	registry.MustRegister(e)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	problems, err := promlint.NewWithMetricFamilies(families).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	for _, family := range families {
		if name := family.GetName(); strings.Contains(name, "_seconds") && !strings.HasPrefix(family.GetHelp(), "Seconds") {
			t.Errorf("the help of %s does not begin with its unit: %s", name, family.GetHelp())
		}
	}
}

func TestLabelsAreFewAndNameNoSid(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{"workload": true, "operation": true, "outcome": true, "class": true, "le": true}
	e := NewExporter()
	e.Observe(soFar(10, 1))
	for name, family := range scraped(t, opened(t, e, ":0").URL) {
		for _, m := range family.GetMetric() {
			for _, l := range m.GetLabel() {
				if !allowed[l.GetName()] {
					t.Errorf("%s has the label %s", name, l.GetName())
				}
			}
		}
	}
}

func TestItListensOnLoopbackUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	if door := opened(t, NewExporter(), ":0"); !strings.HasPrefix(door.URL, "http://127.0.0.1:") {
		t.Errorf("got %s, want an address on loopback", door.URL)
	}
	for _, address := range []string{"9090", "127.0.0.1:notaport", "256.0.0.1:0"} {
		if door, err := NewExporter().Serve(address); err == nil {
			t.Errorf("%s: got %s, want an error", address, door.URL)
			_ = door.Close()
		}
	}
}

func TestAClassThatIsNoTextBreaksNoScrape(t *testing.T) {
	t.Parallel()
	e := NewExporter()
	l := soFar(10, 1)
	l.Errors = []reports.LoadError{{Class: "\xff", Count: 1}, {Class: "timeout", Count: 2}}
	e.Observe(l)
	if got := value(t, scraped(t, opened(t, e, ":0").URL), "errors_total", "timeout", "task-update").GetCounter().GetValue(); got != 2 {
		t.Errorf("got %v timeouts, want 2", got)
	}
}
