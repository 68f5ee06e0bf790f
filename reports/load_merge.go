package reports

import (
	"errors"
	"fmt"
)

// MergeLoads joins the shards of one load to the record that a single machine
// would have written. Counts are added, histograms merged exactly, windows joined
// by their start; the thresholds are judged again by judge, which gets the joined
// record, because p99 of the whole is no function of the shards' p99.
//
// Refused are records that are no shards of one load: another workload, profile,
// rate, seed, target, version or number of shards, the same shard twice, or a
// search. Shards that are not there are named in [Load.Missing], and such a run
// proves nothing. So does one whose shards began too far apart, since the target
// never had the whole rate; what was invalid, interrupted or stopped in a shard is
// so in the whole. Run.ID and Run.Command are left for the caller to say.
func MergeLoads(shards []Load, judge func(Load) []LoadThreshold) (Load, error) {
	if judge == nil {
		return Load{}, errors.New("merge loads: nobody is there to judge the thresholds again")
	}
	parts, err := arrange(shards)
	if err != nil {
		return Load{}, fmt.Errorf("merge loads: %w", err)
	}
	m := merger{parts: parts}
	m.describe()
	if err := errors.Join(m.distributions(), m.operations(), m.windows()); err != nil {
		return Load{}, fmt.Errorf("merge loads: %w", err)
	}
	m.totals()
	m.errors()
	m.counts()
	m.audit()
	m.thresholds()
	m.out.Thresholds = judge(m.out)
	return m.out, nil
}

// A merger joins shards, in the order of their numbers.
type merger struct {
	parts []shard
	out   Load
}

// describe joins what was planned, and what became of it.
func (m *merger) describe() {
	first := m.parts[0].load
	m.out = Load{Version: LoadVersion, Run: first.Run, Plan: first.Plan, Missing: missing(m.parts)}
	m.out.Run.ID, m.out.Run.Command, m.out.Plan.Shard = "", "", ""
	m.out.Run.Notes = nil
	m.out.Plan.Hits, m.out.Plan.Workers, m.out.Plan.Connections = 0, 0, 0
	m.out.Run.Machine = m.machine()
	for _, p := range m.parts {
		m.out.Plan.Hits += p.load.Plan.Hits
		m.out.Plan.Workers += p.load.Plan.Workers
		m.out.Plan.Connections += p.load.Plan.Connections
		if p.load.Run.Started.Before(m.out.Run.Started) {
			m.out.Run.Started = p.load.Run.Started
		}
		if p.load.Run.Finished.After(m.out.Run.Finished) {
			m.out.Run.Finished = p.load.Run.Finished
		}
		for _, note := range p.load.Run.Notes {
			m.out.Run.Notes = append(m.out.Run.Notes, p.says(note))
		}
	}
	m.out.Run.Interrupted = m.said(func(l Load) string { return l.Run.Interrupted })
	m.out.Stopped = m.said(func(l Load) string { return l.Stopped })
	m.out.Invalid = m.said(func(l Load) string { return l.Invalid })
	if apart := m.apart(); apart != "" {
		m.out.Invalid = joined(m.out.Invalid, apart)
	}
}

// machine is all that sent: their processors together.
func (m *merger) machine() LoadMachine {
	all := m.parts[0].load.Run.Machine
	for _, p := range m.parts[1:] {
		next := p.load.Run.Machine
		all.Cores += next.Cores
		all.OS = sameOr(all.OS, next.OS)
		all.Arch = sameOr(all.Arch, next.Arch)
		all.CPU = sameOr(all.CPU, next.CPU)
	}
	return all
}

func sameOr(a, b string) string {
	if a == b {
		return a
	}
	return "several"
}

// distributions merges the latencies of the whole run.
func (m *merger) distributions() error {
	var failed []error
	join := func(name string, of func(Load) LoadLatency) LoadLatency {
		var parts []LoadLatency
		for _, p := range m.parts {
			parts = append(parts, of(p.load))
		}
		all, err := mergeLatencies(parts)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", name, err))
		}
		return all
	}
	m.out.Response = join("response", func(l Load) LoadLatency { return l.Response })
	m.out.Service = join("service", func(l Load) LoadLatency { return l.Service })
	m.out.Lag = join("lag", func(l Load) LoadLatency { return l.Lag })
	margins := join("margins", func(l Load) LoadLatency {
		if l.Margins == nil {
			return LoadLatency{}
		}
		return *l.Margins
	})
	if margins.Count > 0 {
		m.out.Margins = &margins
	}
	return errors.Join(failed...)
}

// totals adds up. The shards ran at the same time, so that the whole took as
// long as the longest of them.
func (m *merger) totals() {
	t := &m.out.Totals
	for _, p := range m.parts {
		next := p.load.Totals
		t.Sent += next.Sent
		t.Acknowledged += next.Acknowledged
		t.Rejected += next.Rejected
		t.Failed += next.Failed
		t.Wrong += next.Wrong
		t.Lost += next.Lost
		t.Expected += next.Expected
		t.Took = max(t.Took, next.Took)
	}
	if t.Took > 0 {
		t.Rate = float64(t.Acknowledged) / t.Took * 1000
	}
}
