package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// shardLoads are n shards of one load, each with the samples of greenLoad.
func shardLoads(t testing.TB, n int) []Load {
	t.Helper()
	shards := make([]Load, n)
	for i := range shards {
		l := greenLoad(t)
		l.Run.ID = fmt.Sprintf("run-%d", i+1)
		l.Plan.Shard = fmt.Sprintf("%d/%d", i+1, n)
		shards[i] = l
	}
	return shards
}

func keepThresholds(Load) []LoadThreshold { return nil }

// A sample is one hit of a load, as a shard records it.
type sample struct {
	shard, window int
	us            int64
	failed        bool
}

// recorded is the record of the samples that one process has seen.
func recorded(t testing.TB, samples []sample, windows int) Load {
	var l Load
	all := hdrhistogram.New(1, int64(time.Hour/time.Microsecond), 3)
	parts := make([]*hdrhistogram.Histogram, windows)
	for w := range windows {
		parts[w] = hdrhistogram.New(1, int64(time.Hour/time.Microsecond), 3)
		l.Windows = append(l.Windows, LoadWindow{Start: float64(w) * 1000, Length: 1000})
	}
	for _, s := range samples {
		for _, h := range []*hdrhistogram.Histogram{all, parts[s.window]} {
			if err := h.RecordValue(s.us); err != nil {
				t.Fatal(err)
			}
		}
		w := &l.Windows[s.window]
		w.Sent++
		l.Totals.Sent++
		if s.failed {
			l.Totals.Failed++
			w.Errors++
		} else {
			l.Totals.Acknowledged++
			w.Acknowledged++
		}
	}
	told := func(h *hdrhistogram.Histogram) LoadLatency {
		if h.TotalCount() == 0 {
			return LoadLatency{}
		}
		latency, err := latencyFrom(h, float64(h.Min())/1000)
		if err != nil {
			t.Fatal(err)
		}
		return latency
	}
	l.Response = told(all)
	for w := range windows {
		l.Windows[w].Response = told(parts[w])
	}
	if l.Totals.Failed > 0 {
		l.Errors = []LoadError{{Class: "timeout", Count: l.Totals.Failed}}
	}
	return l
}

func TestMergingShardsEqualsRecordingAllInOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		shards := rapid.IntRange(1, 4).Draw(rt, "shards")
		windows := rapid.IntRange(1, 3).Draw(rt, "windows")
		samples := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) sample {
			return sample{
				shard: rapid.IntRange(0, shards-1).Draw(rt, "shard"), window: rapid.IntRange(0, windows-1).Draw(rt, "window"),
				us: rapid.Int64Range(1, int64(time.Minute/time.Microsecond)).Draw(rt, "us"), failed: rapid.Bool().Draw(rt, "failed"),
			}
		}), 0, 40).Draw(rt, "samples")
		var parts []Load
		for i := range shards {
			mine := slices.DeleteFunc(slices.Clone(samples), func(s sample) bool { return s.shard != i })
			part := recorded(t, mine, windows)
			part.Plan.Shard = fmt.Sprintf("%d/%d", i+1, shards)
			parts = append(parts, part)
		}
		got, err := MergeLoads(parts, keepThresholds)
		if err != nil {
			rt.Fatal(err)
		}
		want := recorded(t, samples, windows)
		// The bytes of a histogram are its compressor's: they are compared decoded.
		if !sameHistogram(rt, got.Response, want.Response) {
			rt.Errorf("the merged histogram is another than that of all samples")
		}
		for _, l := range []*Load{&got, &want} {
			l.Response.Histogram = ""
			for i := range l.Windows {
				l.Windows[i].Response.Histogram = ""
			}
		}
		for name, pair := range map[string][2]any{
			"response": {want.Response, got.Response}, "totals": {want.Totals, got.Totals},
			"windows": {want.Windows, got.Windows}, "errors": {want.Errors, got.Errors},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				rt.Errorf("%s (-in one +merged):\n%s", name, diff)
			}
		}
	})
}

func sameHistogram(rt *rapid.T, a, b LoadLatency) bool {
	first, err := a.histogram()
	if err != nil {
		rt.Fatal(err)
	}
	second, err := b.histogram()
	if err != nil {
		rt.Fatal(err)
	}
	return (first == nil) == (second == nil) && (first == nil || first.Equals(second))
}

func TestShardsAddUpInWhateverOrderTheyCome(t *testing.T) {
	t.Parallel()
	shards := shardLoads(t, 3)
	shards[1] = redLoad(t)
	shards[1].Plan.Shard = "2/3"
	judged := 0
	judge := func(l Load) []LoadThreshold {
		judged++
		if len(l.Thresholds) != 4 || l.Thresholds[0].Held {
			t.Errorf("to judge: got %+v, want the shards' four, none of which holds yet", l.Thresholds)
		}
		return []LoadThreshold{{Expression: "sent>=4500", Held: l.Totals.Sent >= 4500 && l.Response.Count == 4500, Found: fmt.Sprint(l.Totals.Sent)}}
	}
	got, err := MergeLoads([]Load{shards[2], shards[0], shards[1]}, judge)
	if err != nil {
		t.Fatal(err)
	}
	if judged != 1 || len(got.Thresholds) != 1 || !got.Thresholds[0].Held {
		t.Errorf("judged %d times, thresholds %+v, want one that held on the whole", judged, got.Thresholds)
	}
	if got.Totals.Lost != 3 || got.Totals.Took != 3120 || got.Plan.Workers != 192 || got.Plan.Hits != 4500 || got.Plan.Shard != "" || got.Run.Machine.Cores != 6 {
		t.Errorf("got totals %+v and plan %+v of %d cores", got.Totals, got.Plan, got.Run.Machine.Cores)
	}
	if got.Audit.Outcome != AuditBroken || got.Audit.Rules[0].Broken != 3 || got.Audit.Rules[0].Examples[0] != "shard 2/3: task 17: marker 8812 acknowledged at 1.204 s, found 8790" {
		t.Errorf("got audit %+v", got.Audit)
	}
	if got.Windows[1].Errors != 120 || got.Windows[1].Response.Count != 1500 || got.Margins.Count != 40 || got.Counts[0].Value != 17 {
		t.Errorf("got window %+v, margins %v, counts %v", got.Windows[1], got.Margins.Count, got.Counts)
	}
	if err := got.check(); err != nil {
		t.Errorf("what was merged contradicts itself: %v", err)
	}
	if status := got.ExitStatus(); status != ExitBroken {
		t.Errorf("got status %d, want %d", status, ExitBroken)
	}
	if strings.HasPrefix(shards[1].Audit.Rules[0].Examples[0], "shard") {
		t.Error("merging has changed the shards")
	}
}

func TestTheWorstAuditOfTheShardsIsThatOfTheWhole(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		outcomes []string
		want     string
	}{
		{[]string{AuditHeld, AuditHeld}, AuditHeld},
		{[]string{AuditHeld, AuditNotObservable}, AuditNotObservable},
		{[]string{AuditNotObservable, AuditBroken}, AuditBroken},
		{[]string{AuditError, AuditNotObservable}, AuditError},
		{[]string{AuditSkipped, AuditHeld}, AuditSkipped},
		{[]string{"", AuditHeld}, AuditError},
	} {
		shards := shardLoads(t, len(row.outcomes))
		for i, outcome := range row.outcomes {
			shards[i].Audit.Outcome = outcome
		}
		got, err := MergeLoads(shards, keepThresholds)
		if err != nil {
			t.Fatal(err)
		}
		if got.Audit.Outcome != row.want {
			t.Errorf("%q: got %q, want %q", row.outcomes, got.Audit.Outcome, row.want)
		}
	}
}

func TestAMergedRunThatIsNotWholeIsNotGreen(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		change func([]Load) []Load
		want   string
	}{
		{"one is missing", func(l []Load) []Load { return l[:2] }, "shards missing: 3/3"},
		{"the first is missing", func(l []Load) []Load { return l[1:] }, "shards missing: 1/3"},
		{"one is invalid", func(l []Load) []Load { l[1].Invalid = "late"; return l }, "the run is invalid: shard 2/3: late"},
		{"one was interrupted", func(l []Load) []Load { l[2].Run.Interrupted = "SIGTERM"; return l }, "interrupted: shard 3/3: SIGTERM"},
		{
			"one began late", func(l []Load) []Load { l[0].Run.Started = start.Add(301 * time.Millisecond); return l },
			"the shards began 301ms apart, more than a tenth of the load: the target never had the whole rate",
		},
	} {
		got, err := MergeLoads(row.change(shardLoads(t, 3)), keepThresholds)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if why := got.ProvesNothing(); got.ExitStatus() != ExitNotRun || !strings.Contains(why, row.want) {
			t.Errorf("%s: got status %d and %q, want %d and %q", row.name, got.ExitStatus(), why, ExitNotRun, row.want)
		}
	}
	together := shardLoads(t, 3)
	together[0].Run.Started = start.Add(300 * time.Millisecond)
	if got, err := MergeLoads(together, keepThresholds); err != nil || got.ExitStatus() != ExitHeld {
		t.Errorf("began a tenth apart: got status %d, error %v, want it to hold", got.ExitStatus(), err)
	}
}

func TestWhatAreNoShardsOfOneLoadIsRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		change func([]Load)
		want   string
	}{
		{func(l []Load) { l[1].Plan.Workload = "channel-close" }, "of two loads: workload task-update and channel-close"},
		{func(l []Load) { l[1].Plan.Profile = "ramp" }, "profile constant and ramp"},
		{func(l []Load) { l[1].Plan.Rate = 501 }, "rate 500 and 501"},
		{func(l []Load) { l[1].Plan.Duration = 1 }, "duration in ms 3000 and 1"},
		{func(l []Load) { l[1].Run.Seed = 7 }, "seed 42 and 7"},
		{func(l []Load) { l[1].Run.Target = "mock" }, "target http://127.0.0.1:4010 and mock"},
		{func(l []Load) { l[1].Run.Versions = map[string]string{"go": "go1"} }, "versions"},
		{func(l []Load) { l[1].Plan.Shard = "2/4" }, "number of shards 3 and 4"},
		{func(l []Load) { l[1].Plan.Shard = "1/3" }, `shard 1/3 is there twice: runs "run-1" and "run-2"`},
		{func(l []Load) { l[1].Plan.Shard = "" }, `run "run-2": it is the whole of a load`},
		{func(l []Load) { l[1].Plan.Shard = "4/3" }, `shard "4/3" is none of 1/N to N/N`},
		{func(l []Load) { l[1].Plan.Shard = "0/3" }, `shard "0/3" is none of`},
		{func(l []Load) { l[1].Plan.Shard = "two" }, `shard "two" is none of`},
		{func(l []Load) { l[1].Search = &LoadSearch{} }, "a search has no shards"},
		{func(l []Load) { l[1].Service.Histogram = "" }, "service: there is no histogram"},
		{func(l []Load) {
			l[1].Operations = slices.Clone(l[1].Operations)
			l[1].Operations[0].Service.Histogram = "x"
		}, "operation UpdateTask: decode"},
		{func(l []Load) { l[1].Windows[2].Response.Count++ }, "window at 2.0 s: the histogram holds"},
	} {
		shards := shardLoads(t, 3)
		row.change(shards)
		if _, err := MergeLoads(shards, keepThresholds); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got error %v, want one that says %q", err, row.want)
		}
	}
	if _, err := MergeLoads(nil, keepThresholds); err == nil {
		t.Error("no shards at all were merged")
	}
	if _, err := MergeLoads(shardLoads(t, 1), nil); err == nil {
		t.Error("shards were merged with nobody to judge them")
	}
}
