package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
	"github.com/rogpeppe/go-internal/testscript"
	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/flexrig/flexrig/reports"
)

// shardRun writes the folder of one shard of a load: a hundred hits, of which
// every tenth took 80 ms in the first shard, and 8 ms in the others. What stands
// behind the shard is a threshold, or a word for what is wrong with the run.
//
//	shard runs/1 1/2 p99<50ms
func shardRun(ts *testscript.TestScript, negate bool, args []string) {
	if negate || len(args) < 2 {
		ts.Fatalf("usage: shard DIR I/N [THRESHOLD|lost|invalid|bare]…")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	slow := int64(8_000)
	if strings.HasPrefix(args[1], "1/") {
		slow = 80_000
	}
	record, results := shardRecord(args[1], slow)
	bare := false
	for _, word := range args[2:] {
		switch word {
		case "lost":
			record.Totals.Lost = 1
			record.Audit.Outcome, record.Audit.Reason = reports.AuditBroken, "1 acknowledged write is not there"
			record.Audit.Rules[0].Broken = 1
		case "invalid":
			record.Invalid = "hits were late although workers were free"
		case "bare":
			bare = true
		default:
			record.Thresholds = append(record.Thresholds, reports.LoadThreshold{Expression: word, Held: true, Found: "by the shard"})
		}
	}
	file, err := os.Create(filepath.Join(dir, "load.json"))
	ts.Check(err)
	ts.Check(errors.Join(reports.LoadJSON(file, record), file.Close()))
	if bare {
		return
	}
	file, err = os.Create(filepath.Join(dir, "results.bin"))
	ts.Check(err)
	encode := vegeta.NewEncoder(file)
	for i := range results {
		ts.Check(encode(&results[i]))
	}
	ts.Check(file.Close())
}

func shardRecord(shard string, slow int64) (reports.Load, []vegeta.Result) {
	const hits = 100
	began := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	h := hdrhistogram.New(1, int64(time.Hour/time.Microsecond), 3)
	var results []vegeta.Result
	for i := range hits {
		us := int64(1_000)
		if i%10 == 9 {
			us = slow
		}
		_ = h.RecordValue(us) // it is within the range
		results = append(results, vegeta.Result{
			Attack: "flexrig " + shard, Seq: uint64(i), Code: 200, Timestamp: began.Add(time.Duration(i) * 10 * time.Millisecond),
			Latency: time.Duration(us) * time.Microsecond, Method: "FLOW", URL: "/task-update",
		})
	}
	text, _ := h.EncodeV2() // it always can
	ms := func(percent float64) float64 { return float64(h.ValueAtQuantile(percent)) / 1000 }
	latency := reports.LoadLatency{
		Count: hits, Min: 1, Mean: h.Mean() / 1000, Max: float64(h.Max()) / 1000,
		P50: ms(50), P90: ms(90), P95: ms(95), P99: ms(99), P999: ms(99.9), Histogram: string(text),
	}
	return reports.Load{
		Version:  reports.LoadVersion,
		Run:      reports.LoadRun{ID: "run " + shard, Target: "http://127.0.0.1:4010", Seed: 7, Started: began, Finished: began.Add(2 * time.Second)},
		Plan:     reports.LoadPlan{Workload: "task-update", Profile: "constant", Rate: 200, Duration: 1000, Hits: hits, Workers: 8, Connections: 8, Shard: shard},
		Totals:   reports.LoadTotals{Sent: hits, Acknowledged: hits, Took: 1000, Rate: hits},
		Response: latency, Service: latency, Lag: latency,
		Windows: []reports.LoadWindow{{Length: 1000, Asked: hits, Sent: hits, Acknowledged: hits, Response: latency}},
		Audit: reports.LoadAudit{
			Outcome: reports.AuditHeld, Subjects: 10, Read: 10, Writes: hits,
			Rules: []reports.AuditRule{{Name: "lost", Sentence: "every acknowledged write is there"}},
		},
	}, results
}
