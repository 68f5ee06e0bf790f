package reports

import (
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// latencyOf records values in microseconds as a load does.
func latencyOf(t testing.TB, values ...int64) LoadLatency {
	t.Helper()
	h := hdrhistogram.New(1, int64(time.Minute/time.Microsecond), 3)
	l := LoadLatency{Count: int64(len(values))}
	if len(values) == 0 {
		return l
	}
	l.Min = math.Inf(1)
	for _, v := range values {
		if err := h.RecordValue(v); err != nil {
			t.Fatal(err)
		}
		ms := float64(v) / 1000
		l.Min, l.Max = min(l.Min, ms), max(l.Max, ms)
		l.Mean += ms / float64(len(values))
	}
	at := func(percent float64) float64 { return float64(h.ValueAtQuantile(percent)) / 1000 }
	l.P50, l.P90, l.P95, l.P99, l.P999 = at(50), at(90), at(95), at(99), at(99.9)
	encoded, err := h.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	if err != nil {
		t.Fatal(err)
	}
	l.Histogram = string(encoded)
	return l
}

// spread is n values in microseconds: most near base, one in fifty ten times as
// long. The same numbers give the same values.
func spread(n int, base int64) []int64 {
	values := make([]int64, n)
	for i := range values {
		values[i] = base + int64(i*7919%100)*base/100
		if i%50 == 49 {
			values[i] *= 10
		}
	}
	return values
}

var (
	builtGreen sync.Once
	green      Load
)

// greenLoad is a run of three seconds in which all was well.
func greenLoad(t testing.TB) Load {
	t.Helper()
	builtGreen.Do(func() { green = newGreenLoad(t) })
	l := cloneLoad(green)
	l.Windows = slices.Clone(l.Windows)
	return l
}

func newGreenLoad(t testing.TB) Load {
	t.Helper()
	const perWindow, windows = 500, 3
	l := Load{
		Version: LoadVersion,
		Run: LoadRun{
			ID: "20260301T090000000Z-load-2a", Command: "flexrig load --rate 500/s --duration 3s", Target: "http://127.0.0.1:4010", Seed: 42,
			Started: start, Finished: start.Add(5 * time.Second),
			Versions: map[string]string{"go": "go1.26.8", "flexrig": "0.1.0", "vegeta": "v12.13.0"},
			Machine:  LoadMachine{OS: "linux", Arch: "amd64", CPU: "Xeon", Cores: 2},
		},
		Plan: LoadPlan{Workload: "task-update", Profile: "constant", Rate: 500, Duration: 3000, Hits: 1500, Workers: 64, Connections: 64},
		Totals: LoadTotals{
			Sent: perWindow * windows, Acknowledged: perWindow * windows, Took: 3004.2, Rate: 499.3,
		},
		Response: latencyOf(t, spread(perWindow*windows, 1200)...),
		Service:  latencyOf(t, spread(perWindow*windows, 700)...),
		Lag:      latencyOf(t, spread(perWindow*windows, 480)...),
		Operations: []LoadOperation{
			{Name: "UpdateTask", Sent: perWindow * windows, Service: latencyOf(t, spread(perWindow*windows, 700)...)},
		},
		Thresholds: []LoadThreshold{
			{Expression: "p99<50ms", Held: true, Found: "12.4ms"},
			{Expression: "rate>=480/s", Held: true, Found: "499.3/s"},
			{Expression: "lost==0", Held: true, Found: "0"},
		},
		Audit: LoadAudit{
			Outcome: AuditHeld, Subjects: 200, Read: 200, Writes: 1700, Took: 812,
			Rules: []AuditRule{
				{Name: "lost", Sentence: "every acknowledged write is there, or was overwritten by a later one"},
				{Name: "doubled", Sentence: "no write was done twice"},
			},
		},
	}
	for i := range windows {
		l.Windows = append(l.Windows, LoadWindow{
			Start: float64(i) * 1000, Length: 1000, Asked: perWindow, Sent: perWindow, Acknowledged: perWindow,
			Response: latencyOf(t, spread(perWindow, 1200+int64(i)*300)...), LagMax: 3.5 + float64(i),
		})
	}
	return l
}

// redLoad has one of everything that can go wrong in a run that came to its end.
func redLoad(t testing.TB) Load {
	t.Helper()
	l := greenLoad(t)
	l.Totals = LoadTotals{
		Sent: 1500, Acknowledged: 1380, Rejected: 90, Failed: 25, Wrong: 5, Lost: 3, Expected: 60, Took: 3120, Rate: 442.3,
	}
	l.Windows[1].Acknowledged, l.Windows[1].Errors = 380, 120
	l.Operations = append(l.Operations, LoadOperation{Name: "CompleteTask", Sent: 40, Rejected: 2, Failed: 1, Service: latencyOf(t, spread(40, 2000)...)})
	l.Errors = []LoadError{
		{Class: "412 20412", Count: 60, Expected: true},
		{Class: "429 20429", Count: 30, Example: "Too Many Requests"},
		{Class: "timeout", Count: 25},
		{Class: "wrong: marker", Count: 5},
	}
	l.Counts = []LoadCount{{Name: "lost_updates", Value: 17, What: "writes without If-Match that another writer overwrote"}}
	margins := latencyOf(t, spread(40, 90_000)...)
	l.Margins = &margins
	l.Thresholds[0] = LoadThreshold{Expression: "p99<5ms", Found: "12.4ms"}
	l.Audit.Outcome, l.Audit.Reason = AuditBroken, "3 acknowledged writes are not there"
	l.Audit.Sampled = "the target allows 100 reads a second"
	l.Audit.Read, l.Audit.Gone = 100, 12
	l.Audit.Rules[0].Broken = 3
	l.Audit.Rules[0].Examples = []string{"task 17: marker 8812 acknowledged at 1.204 s, found 8790"}
	l.Run.Notes = []string{"the target has no clock of its own"}
	return l
}

// hostileLoad carries secrets and texts that would break a file or a screen.
func hostileLoad(t testing.TB) Load {
	t.Helper()
	l := redLoad(t)
	const hostile = "</title><script src=//evil.example/x.js></script><img onerror=x>\x1b[31m\u202e]]>\xff&\"'"
	l.Run.Command = "flexrig load --target http://user:S3cretPassw0rd@127.0.0.1:4010 " + hostile
	l.Run.Target = "http://user:S3cretPassw0rd@127.0.0.1:4010"
	l.Run.Notes = []string{"header Authorization: Basic QUMxMjM6UzNjcmV0UGFzc3cwcmQ=", hostile}
	l.Errors[1].Example = `{"auth_token":"t0kent0kent0ken9"} ` + hostile
	l.Errors[2].Class = "timeout of t0kent0kent0ken9"
	l.Invalid = "hits were 1.2 s late with workers free " + hostile
	l.Stopped = "error rate above 50% " + hostile
	l.Plan.Workload = "targets " + hostile
	l.Operations[0].Name = "GET " + hostile
	l.Counts[0].What = hostile
	l.Thresholds[1].Expression = hostile
	l.Audit.Rules[0].Examples = []string{hostile}
	l.Audit.Outcome, l.Audit.Reason = AuditBroken, hostile
	l.Missing = []string{"2/8"}
	l.Search = &LoadSearch{Rate: 400, Failed: 500, Sure: hostile, Trials: []LoadTrial{
		{Rate: 400, Reached: 399.5, P99: 12, Held: true}, {Rate: 500, Reached: 431.5, P99: 1200, Why: hostile},
	}}
	return l
}

// loadSecrets are what is planted in hostileLoad.
var loadSecrets = []string{"S3cretPassw0rd", "QUMxMjM6UzNjcmV0UGFzc3cwcmQ=", "t0kent0kent0ken9"}
