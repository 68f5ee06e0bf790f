package live

import (
	"net/http"
	"strings"
	"testing"

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
	summary := value(t, families, "response_seconds", "task-update").GetSummary()
	if summary.GetSampleCount() != 200 || summary.GetSampleSum() != 0.4 {
		t.Errorf("got %d responses of %v s, want 200 of 0.4 s", summary.GetSampleCount(), summary.GetSampleSum())
	}
	for _, q := range summary.GetQuantile() {
		if q.GetQuantile() == 0.99 && q.GetValue() != 0.012345 {
			t.Errorf("p99: got %v s, want 0.012345", q.GetValue())
		}
	}
}

func TestLabelsAreFewAndNameNoSid(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{"workload": true, "operation": true, "outcome": true, "class": true, "quantile": true}
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
