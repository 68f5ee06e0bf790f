package live

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/flexrig/flexrig/reports"
)

// An Exporter gives Prometheus the figures of the last record that it was given.
// It is safe for many goroutines.
//
// Latencies are summaries: a record that is taken while a load goes on holds
// percentiles, and no buckets. The shards of a load therefore show percentiles of
// their own; those of the whole come from report --merge, which has the histograms.
type Exporter struct {
	mu   sync.Mutex
	last reports.Load
}

// NewExporter returns an exporter that knows of no load yet.
func NewExporter() *Exporter { return &Exporter{} }

// Observe replaces the record that scrapes are answered from.
func (e *Exporter) Observe(so reports.Load) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last = so
}

// described is a metric's help and labels.
func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("flexrig_load_"+name, help, labels, nil)
}

var (
	hits     = described("hits_total", "Hits that came to their end, by outcome: acknowledged, rejected, failed, wrong.", "workload", "outcome")
	failures = described("errors_total", "Hits that were no success, by class.", "workload", "class")
	requests = described("requests_total", "Requests of flows, by operation and outcome: acknowledged, rejected, failed.", "workload", "operation", "outcome")
	planned  = described("planned_hits", "Hits in the schedule.", "workload")
	rate     = described("acknowledged_per_second", "Hits acknowledged in a second, since the load began.", "workload")
	response = described("response_seconds", "From when a hit was due to its last answer.", "workload")
	service  = described("service_seconds", "From when a hit was sent to its last answer.", "workload")
	lag      = described("send_lag_seconds", "From when a hit was due to when it was sent.", "workload")
	answer   = described("request_seconds", "From a request to its answer, by operation.", "workload", "operation")
)

// Describe names all metrics.
func (e *Exporter) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{hits, failures, requests, planned, rate, response, service, lag, answer} {
		to <- d
	}
}

// Collect writes the last record as metrics.
func (e *Exporter) Collect(to chan<- prometheus.Metric) {
	e.mu.Lock()
	l := e.last
	e.mu.Unlock()
	workload := l.Plan.Workload
	if workload == "" {
		return // nothing has begun
	}
	gather{to}.hits(workload, l)
	for _, o := range l.Operations {
		gather{to}.operation(workload, o)
	}
}

// A gather writes constant metrics.
type gather struct{ to chan<- prometheus.Metric }

func (g gather) hits(workload string, l reports.Load) {
	t := l.Totals
	g.count(hits, t.Acknowledged, workload, "acknowledged")
	g.count(hits, t.Rejected, workload, "rejected")
	g.count(hits, t.Failed, workload, "failed")
	g.count(hits, t.Wrong, workload, "wrong")
	for _, e := range l.Errors {
		g.count(failures, e.Count, workload, e.Class)
	}
	g.gauge(planned, float64(l.Plan.Hits), workload)
	g.gauge(rate, t.Rate, workload)
	g.summary(response, l.Response, workload)
	g.summary(service, l.Service, workload)
	g.summary(lag, l.Lag, workload)
}

func (g gather) operation(workload string, o reports.LoadOperation) {
	g.count(requests, o.Sent-o.Rejected-o.Failed, workload, o.Name, "acknowledged")
	g.count(requests, o.Rejected, workload, o.Name, "rejected")
	g.count(requests, o.Failed, workload, o.Name, "failed")
	g.summary(answer, o.Service, workload, o.Name)
}

func (g gather) count(d *prometheus.Desc, n int64, labels ...string) {
	g.send(prometheus.NewConstMetric(d, prometheus.CounterValue, float64(n), labels...))
}

func (g gather) gauge(d *prometheus.Desc, v float64, labels ...string) {
	g.send(prometheus.NewConstMetric(d, prometheus.GaugeValue, v, labels...))
}

func (g gather) summary(d *prometheus.Desc, l reports.LoadLatency, labels ...string) {
	quantiles := map[float64]float64{}
	if l.Count > 0 {
		quantiles = map[float64]float64{
			0.5: l.P50 / 1000, 0.9: l.P90 / 1000, 0.95: l.P95 / 1000, 0.99: l.P99 / 1000, 0.999: l.P999 / 1000, 1: l.Max / 1000,
		}
	}
	g.send(prometheus.NewConstSummary(d, uint64(l.Count), l.Mean*float64(l.Count)/1000, quantiles, labels...))
}

// send leaves a metric out that cannot be: one whose label is no UTF-8.
func (g gather) send(m prometheus.Metric, err error) {
	if err == nil {
		g.to <- m
	}
}
