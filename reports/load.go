package reports

import "time"

// LoadVersion is the version of [Load] and of the load.json written from it. It
// rises when a field changes its name or its meaning.
const LoadVersion = 1

// Load is everything that is known about one load run. Durations are in
// milliseconds, rates in hits a second; instants are UTC. Whoever ran it fills
// it in, and it is only read here.
type Load struct {
	Version int      `json:"version"`
	Run     LoadRun  `json:"run"`
	Plan    LoadPlan `json:"plan"`
	// Invalid says why the run proves nothing of the target, as that its
	// generator fell behind; empty for a run that does.
	Invalid string `json:"invalid,omitempty"`
	// Stopped says why the run ended before its plan did: a threshold that was
	// missed, a target that was gone; empty for one that came to its end.
	Stopped string     `json:"stopped,omitempty"`
	Totals  LoadTotals `json:"totals"`
	// Response counts from when a hit was due, Service from when it was sent,
	// Lag is the difference at sending.
	Response   LoadLatency     `json:"response"`
	Service    LoadLatency     `json:"service"`
	Lag        LoadLatency     `json:"lag"`
	Operations []LoadOperation `json:"operations"`
	Windows    []LoadWindow    `json:"windows"`
	Errors     []LoadError     `json:"errors"`
	Counts     []LoadCount     `json:"counts"`
	// Margins are what was left of a deadline when a write was acknowledged; nil
	// for workloads that know no deadline.
	Margins    *LoadLatency    `json:"margins,omitempty"`
	Thresholds []LoadThreshold `json:"thresholds"`
	Audit      LoadAudit       `json:"audit"`
	// Search is how find-max came to its rate; nil for other profiles.
	Search *LoadSearch `json:"search,omitempty"`
	// Missing are the shards of a merged run that were not there.
	Missing []string `json:"missing_shards,omitempty"`
}

// LoadRun says what was run, where and when.
type LoadRun struct {
	ID          string            `json:"id"`
	Command     string            `json:"command"`
	Target      string            `json:"target"`
	Seed        int64             `json:"seed"`
	Started     time.Time         `json:"started"`
	Finished    time.Time         `json:"finished"`
	Versions    map[string]string `json:"versions"`
	Machine     LoadMachine       `json:"machine"`
	Interrupted string            `json:"interrupted,omitempty"` // by what signal; empty where it was not
	Notes       []string          `json:"notes,omitempty"`
}

// LoadMachine is what the load was sent from.
type LoadMachine struct {
	OS    string `json:"os"`
	Arch  string `json:"arch"`
	CPU   string `json:"cpu,omitempty"` // the model's name, where the system tells
	Cores int    `json:"cores"`         // that the process may use
}

// LoadPlan is what was asked for.
type LoadPlan struct {
	Workload    string  `json:"workload"`
	Profile     string  `json:"profile"`
	Rate        float64 `json:"rate"`        // hits a second
	Duration    float64 `json:"duration_ms"` // of the schedule
	Hits        int     `json:"hits"`        // in the schedule; of a shard, in its share
	Workers     int     `json:"workers"`
	Connections int     `json:"connections"`
	Shard       string  `json:"shard,omitempty"` // "2/8"
}

// LoadTotals counts hits. Sent is Acknowledged + Rejected + Failed + Wrong.
type LoadTotals struct {
	Sent         int64 `json:"sent"`
	Acknowledged int64 `json:"acknowledged"`
	Rejected     int64 `json:"rejected"` // answered with a client error (4xx)
	Failed       int64 `json:"failed"`   // no answer, a broken one, or a server error
	Wrong        int64 `json:"wrong"`    // answered with success, and against what the API promises
	Lost         int64 `json:"lost"`     // acknowledged and not there, by the audit
	// Expected is how many of Rejected and Failed are of classes that were allowed.
	Expected int64 `json:"expected"`
	// Took is from the first hit's due instant to the last answer, Rate what was
	// acknowledged in a second of it.
	Took float64 `json:"took_ms"`
	Rate float64 `json:"rate"`
}

// LoadLatency is a distribution of durations. Histogram is the whole of it, as
// HdrHistogram's compressed V2 format in base64, in microseconds.
type LoadLatency struct {
	Count     int64   `json:"count"`
	Min       float64 `json:"min_ms"`
	Mean      float64 `json:"mean_ms"`
	P50       float64 `json:"p50_ms"`
	P90       float64 `json:"p90_ms"`
	P95       float64 `json:"p95_ms"`
	P99       float64 `json:"p99_ms"`
	P999      float64 `json:"p999_ms"`
	Max       float64 `json:"max_ms"`
	Histogram string  `json:"histogram,omitempty"`
}

// LoadOperation is one kind of request within flows, by its service time.
type LoadOperation struct {
	Name     string      `json:"name"`
	Sent     int64       `json:"sent"`
	Rejected int64       `json:"rejected"`
	Failed   int64       `json:"failed"`
	Service  LoadLatency `json:"service"`
}

// LoadWindow is a stretch of the run. Hits belong to the window in which they
// were due.
type LoadWindow struct {
	Start        float64     `json:"start_ms"`
	Length       float64     `json:"length_ms"`
	Asked        int64       `json:"asked"` // hits due
	Sent         int64       `json:"sent"`
	Acknowledged int64       `json:"acknowledged"`
	Errors       int64       `json:"errors"` // rejected, failed and wrong ones
	Response     LoadLatency `json:"response"`
	LagMax       float64     `json:"lag_max_ms"`
}

// LoadError is one class of answers that were no success. A class names no sid
// and no port: "429 20429", "timeout", "wrong: marker".
type LoadError struct {
	Class    string `json:"class"`
	Count    int64  `json:"count"`
	Expected bool   `json:"expected,omitempty"`
	Example  string `json:"example,omitempty"` // of one of them, redacted
}

// LoadCount is a figure of a workload's own.
type LoadCount struct {
	Name  string `json:"name"`
	Value int64  `json:"value"`
	What  string `json:"what"`
}

// LoadThreshold is what the run had to reach, and what it did.
type LoadThreshold struct {
	Expression string `json:"expression"` // p99<50ms
	Held       bool   `json:"held"`
	Found      string `json:"found"` // 12.4ms; of a figure that was not measured, why
}

// LoadAudit is what reading back has shown.
type LoadAudit struct {
	// Outcome is held, broken, not_observable, skipped or error.
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"` // of every outcome but held
	// Subjects is how many tasks or channels there were, Read how many of them
	// were read back, Writes how many writes were judged.
	Subjects int64 `json:"subjects"`
	Read     int64 `json:"read"`
	Writes   int64 `json:"writes"`
	// Gone is how many of Read were not there any more, and had the right not to
	// be, as a task two minutes after its end: what they held nobody has seen.
	Gone    int64       `json:"gone,omitempty"`
	Sampled string      `json:"sampled,omitempty"` // why not all were read
	Rules   []AuditRule `json:"rules"`
	Took    float64     `json:"took_ms"`
}

// AuditRule is one thing that the audit holds the target to.
type AuditRule struct {
	Name     string   `json:"name"`     // lost
	Sentence string   `json:"sentence"` // every acknowledged write is there, or was overwritten by a later one
	Broken   int64    `json:"broken"`   // how many times it was
	Examples []string `json:"examples,omitempty"`
}

// LoadSearch is how the highest rate that holds the thresholds was found.
type LoadSearch struct {
	Rate   float64     `json:"rate"`   // the highest that held
	Failed float64     `json:"failed"` // the lowest that did not; 0 where none was found
	Sure   string      `json:"sure"`   // one sentence
	Trials []LoadTrial `json:"trials"`
}

// LoadTrial is one step of a search.
type LoadTrial struct {
	Rate    float64 `json:"rate"`
	Reached float64 `json:"reached"`
	P99     float64 `json:"p99_ms"`
	Held    bool    `json:"held"`
	Why     string  `json:"why,omitempty"` // not
}
