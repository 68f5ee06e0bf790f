package live

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/flexrig/flexrig/reports"
)

// An Exporter gives Prometheus the figures of the last record that it was given.
// It is safe for many goroutines.
//
// Latencies are histograms with the bounds of [buckets], made of the record's own,
// which count every hit to three digits: what a bucket counts is exact but for hits
// within a thousandth of its bound. Buckets of several shards may be added, as
// percentiles may not. A record without its histograms gives count and sum alone.
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

// buckets are the upper bounds in seconds: Prometheus' usual ones, and as many
// again below, where a stand-in on the same machine answers.
var buckets = []float64{0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

// described is a metric's help and labels.
func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("flexrig_load_"+name, help, labels, nil)
}

var (
	due      = described("due_hits_total", "Hits that were due by now: their increase is the rate asked for.", "workload")
	hits     = described("hits_total", "Hits that came to their end, by outcome: acknowledged, rejected, failed, wrong. Their increase is the rate reached.", "workload", "outcome")
	failures = described("errors_total", "Hits that were no success, by class.", "workload", "class")
	requests = described("requests_total", "Requests of flows, by operation and outcome: acknowledged, rejected, failed.", "workload", "operation", "outcome")
	planned  = described("planned_hits", "Hits in the schedule.", "workload")
	rate     = described("acknowledged_hits_per_second", "Hits acknowledged in a second, since the load began.", "workload")
	response = described("response_seconds", "Seconds from when a hit was due to its last answer.", "workload")
	service  = described("service_seconds", "Seconds from when a hit was sent to its last answer.", "workload")
	lag      = described("send_lag_seconds", "Seconds from when a hit was due to when it was sent.", "workload")
	answer   = described("request_seconds", "Seconds from a request to its answer, by operation. A hit's first request was due, the others follow from it: from when they were due, see the response.", "workload", "operation")
)

// Describe names all metrics.
func (e *Exporter) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{due, hits, failures, requests, planned, rate, response, service, lag, answer} {
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
	asked := int64(0)
	for _, w := range l.Windows {
		asked += w.Asked
	}
	g.count(due, asked, workload)
	for _, e := range l.Errors {
		g.count(failures, e.Count, workload, e.Class)
	}
	g.gauge(planned, float64(l.Plan.Hits), workload)
	g.gauge(rate, t.Rate, workload)
	g.histogram(response, l.Response, workload)
	g.histogram(service, l.Service, workload)
	g.histogram(lag, l.Lag, workload)
}

func (g gather) operation(workload string, o reports.LoadOperation) {
	g.count(requests, o.Sent-o.Rejected-o.Failed, workload, o.Name, "acknowledged")
	g.count(requests, o.Rejected, workload, o.Name, "rejected")
	g.count(requests, o.Failed, workload, o.Name, "failed")
	g.histogram(answer, o.Service, workload, o.Name)
}

func (g gather) count(d *prometheus.Desc, n int64, labels ...string) {
	g.send(prometheus.NewConstMetric(d, prometheus.CounterValue, float64(n), labels...))
}

func (g gather) gauge(d *prometheus.Desc, v float64, labels ...string) {
	g.send(prometheus.NewConstMetric(d, prometheus.GaugeValue, v, labels...))
}

func (g gather) histogram(d *prometheus.Desc, l reports.LoadLatency, labels ...string) {
	below, err := l.Below(buckets)
	if err != nil {
		g.to <- prometheus.NewInvalidMetric(d, err) // whoever scrapes is told
		return
	}
	g.send(prometheus.NewConstHistogram(d, uint64(l.Count), l.Mean*float64(l.Count)/1000, below, labels...))
}

// send leaves a metric out that cannot be: one whose label is no UTF-8.
func (g gather) send(m prometheus.Metric, err error) {
	if err == nil {
		g.to <- m
	}
}
