package fault_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/fault"
	"github.com/flexrig/flexrig/internal/rulebook"
)

// update is a request that changes a task.
var update = fault.Request{Product: "taskrouter", Operation: "UpdateTask", Method: "POST", Path: "/v1/Workspaces/WS1/Tasks/WT1"}

func armed(t testing.TB, seed uint64, rules ...fault.Rule) *fault.Rules {
	t.Helper()
	all := fault.NewRules(seed)
	if err := all.Add(rules...); err != nil {
		t.Fatal(err)
	}
	return all
}

func often(probability float64) *float64 { return &probability }

func TestSelectorsMustAllFit(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		rule fault.Rule
		fits bool
	}{
		{fault.Rule{}, true},
		{fault.Rule{Product: "taskrouter"}, true},
		{fault.Rule{Product: "flex-api"}, false},
		{fault.Rule{Operation: "UpdateTask"}, true},
		{fault.Rule{Operation: "FetchTask"}, false},
		{fault.Rule{Method: "POST"}, true},
		{fault.Rule{Method: "GET"}, false},
		{fault.Rule{Path: "/v1/Workspaces/WS1/Tasks/WT1"}, true},
		{fault.Rule{Path: "/v1/Workspaces/WS1/Tasks"}, false},
		{fault.Rule{Path: "/v1/Workspaces/*/Tasks/*"}, true},
		{fault.Rule{Path: "/v1/Workspaces/*/Tasks/WT*"}, true},
		{fault.Rule{Path: "/v1/Workspaces/*"}, false},
		{fault.Rule{Path: "/v1/Workspaces/**"}, true},
		{fault.Rule{Path: "/v1/**/WT1"}, true},
		{fault.Rule{Path: "/v1/Workspaces/WS./Tasks/*"}, false},
		{fault.Rule{Path: "**/Tasks/WT1"}, false}, // refused: see below
		{fault.Rule{Product: "taskrouter", Operation: "UpdateTask", Method: "POST", Path: "/**"}, true},
		{fault.Rule{Product: "taskrouter", Operation: "UpdateTask", Method: "GET", Path: "/**"}, false},
	} {
		row.rule.Status = 500
		rules := fault.NewRules(1)
		if err := rules.Add(row.rule); err != nil {
			if row.fits || !strings.Contains(err.Error(), "begins with /") {
				t.Errorf("%+v: %v", row.rule, err)
			}
			continue
		}
		if _, met := rules.Meet(update); met != row.fits {
			t.Errorf("%+v: met %v, want %v", row.rule, met, row.fits)
		}
	}
}

func TestTheFirstRuleThatFallsDueMeetsARequest(t *testing.T) {
	t.Parallel()
	rules := armed(t, 1,
		fault.Rule{ID: "third", Operation: "UpdateTask", Skip: 2, Times: 1, Status: 429},
		fault.Rule{ID: "other", Operation: "FetchTask", Status: 500},
		fault.Rule{ID: "webhook", Webhook: true, Do: fault.DoDrop},
		fault.Rule{ID: "twice", Times: 2, Do: fault.DoReset},
		fault.Rule{ID: "rest", Method: "POST", Status: 503},
	)
	var got []string
	for range 5 {
		hit, _ := rules.Meet(update)
		got = append(got, hit.ID)
	}
	if want := []string{"twice", "twice", "third", "rest", "rest"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	counts := map[string][2]uint64{}
	for _, one := range rules.List() {
		counts[one.ID] = [2]uint64{one.Hits, one.Seen}
	}
	want := map[string][2]uint64{"third": {1, 5}, "other": {0, 0}, "webhook": {0, 0}, "twice": {2, 4}, "rest": {2, 2}}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("hits and requests seen (-want +got):\n%s", diff)
	}
	if hit, met := rules.MeetWebhook(fault.Request{Method: "POST", Path: "/hook"}); !met || hit.ID != "webhook" {
		t.Errorf("a callback met %q", hit.ID)
	}
}

// TestASeedDecides: the same seed gives the same fates, another one others, and a
// rule's do not hang on which other rules there are.
func TestASeedDecides(t *testing.T) {
	t.Parallel()
	half := fault.Rule{ID: "half", Probability: often(0.5), Status: 500, Delay: &fault.Delay{Uniform: []rulebook.Duration{0, rulebook.Duration(time.Second)}}}
	run := func(seed uint64, before ...fault.Rule) string {
		rules := armed(t, seed, append(before, half)...)
		var told strings.Builder
		for range 200 {
			hit, met := rules.Meet(update)
			fmt.Fprintln(&told, met, hit.Wait)
		}
		return told.String()
	}
	first := run(1)
	if run(1) != first {
		t.Error("the same seed gave two different runs")
	}
	if run(2) == first {
		t.Error("another seed gave the same run")
	}
	if run(1, fault.Rule{ID: "webhook", Webhook: true, Do: fault.DoDrop}, fault.Rule{Operation: "FetchTask", Probability: often(0.5), Status: 500}) != first {
		t.Error("other rules changed the run")
	}
}

func TestDelaysAreOfTheirDistribution(t *testing.T) {
	t.Parallel()
	ms := func(n int) rulebook.Duration { return rulebook.Duration(time.Duration(n) * time.Millisecond) }
	draw := func(delay fault.Delay) []time.Duration {
		rules := armed(t, 1, fault.Rule{Delay: &delay})
		drawn := make([]time.Duration, 10_000)
		for i := range drawn {
			hit, _ := rules.Meet(update)
			drawn[i] = hit.Wait
		}
		slices.Sort(drawn)
		return drawn
	}
	two := ms(2)
	if got := draw(fault.Delay{Fixed: &two}); got[0] != 2*time.Millisecond || got[9_999] != got[0] {
		t.Errorf("fixed 2ms: from %s to %s", got[0], got[9_999])
	}
	if got := draw(fault.Delay{Uniform: []rulebook.Duration{ms(1), ms(5)}}); got[0] < time.Millisecond || got[9_999] > 5*time.Millisecond ||
		!near(got[5_000], 3*time.Millisecond) || !near(got[9_000], 4600*time.Microsecond) {
		t.Errorf("uniform 1ms to 5ms: %s, median %s, p90 %s, %s", got[0], got[5_000], got[9_000], got[9_999])
	}
	if got := draw(fault.Delay{LogNormal: &fault.LogNormal{Median: ms(20), P99: ms(200)}}); !near(got[5_000], 20*time.Millisecond) || !near(got[9_900], 200*time.Millisecond) {
		t.Errorf("log-normal of median 20ms and p99 200ms: median %s, p99 %s", got[5_000], got[9_900])
	}
	if got := draw(fault.Delay{LogNormal: &fault.LogNormal{Median: ms(1), P99: rulebook.Duration(fault.LongestDelay)}}); got[9_999] > fault.LongestDelay {
		t.Errorf("a delay of %s was drawn, the longest is %s", got[9_999], fault.LongestDelay)
	}
}

// near allows a tenth.
func near(got, want time.Duration) bool {
	return math.Abs(float64(got-want)) <= float64(want)/10
}

func TestRulesAreArmedTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	rules := armed(t, 1, fault.Rule{Status: 429}, fault.Rule{ID: "f2", Status: 500}, fault.Rule{Status: 503})
	ids := func() (ids []string) {
		for _, one := range rules.List() {
			ids = append(ids, one.ID)
		}
		return ids
	}
	if want := []string{"f1", "f2", "f3"}; !slices.Equal(ids(), want) {
		t.Fatalf("ids: got %v, want %v", ids(), want)
	}
	for name, try := range map[string]func() error{
		"a wrong rule":       func() error { return rules.Add(fault.Rule{Status: 429}, fault.Rule{Status: 200}) },
		"an id twice":        func() error { return rules.Add(fault.Rule{ID: "f2", Status: 429}) },
		"a wrong list":       func() error { return rules.Replace(fault.Rule{Status: 429}, fault.Rule{}) },
		"more than may be":   func() error { return rules.Add(make([]fault.Rule, fault.MostRules-2)...) },
		"an id twice in one": func() error { return rules.Replace(fault.Rule{ID: "a", Status: 429}, fault.Rule{ID: "a", Status: 429}) },
	} {
		if err := try(); err == nil || len(ids()) != 3 {
			t.Errorf("%s: error %v, armed %v", name, err, ids())
		}
	}
	if !rules.Remove("f2") || rules.Remove("f2") || !slices.Equal(ids(), []string{"f1", "f3"}) {
		t.Errorf("after f2 was removed: %v", ids())
	}
	if err := rules.Replace(fault.Rule{Status: 429}); err != nil || !slices.Equal(ids(), []string{"f1"}) {
		t.Errorf("after a replacement: %v, %v", ids(), err)
	}
	if rules.Clear(); rules.Len() != 0 {
		t.Errorf("after all were cleared: %v", ids())
	}
}

// TestTimesAreExact however many clients ask at once.
func TestTimesAreExact(t *testing.T) {
	t.Parallel()
	rules := armed(t, 1, fault.Rule{Times: 100, Status: 429})
	var group sync.WaitGroup
	var mu sync.Mutex
	met := 0
	for range 8 {
		group.Go(func() {
			for range 50 {
				if _, hit := rules.Meet(update); hit {
					mu.Lock()
					met++
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	if met != 100 {
		t.Errorf("met %d of 400 requests, want 100", met)
	}
}

// TestRulesFollowTheirModel: whatever rules there are and whatever is asked, the
// rule that meets a request is the first in order that fits, has skipped enough
// and has times left.
func TestRulesFollowTheirModel(t *testing.T) {
	t.Parallel()
	operations := []string{"", "UpdateTask", "FetchTask", "CreateTask"}
	rapid.Check(t, func(t *rapid.T) {
		type model struct {
			rule       fault.Rule
			hits, seen int
		}
		rules := fault.NewRules(rapid.Uint64().Draw(t, "seed"))
		var models []*model
		t.Repeat(map[string]func(*rapid.T){
			"arm": func(t *rapid.T) {
				rule := fault.Rule{
					Operation: rapid.SampledFrom(operations).Draw(t, "operation"),
					Webhook:   rapid.IntRange(0, 9).Draw(t, "webhook") == 0,
					Skip:      rapid.IntRange(0, 3).Draw(t, "skip"), Times: rapid.IntRange(0, 3).Draw(t, "times"),
					Do: fault.DoReset,
				}
				if rule.Webhook {
					rule.Operation, rule.Do = "", fault.DoTwice
				}
				if err := rules.Add(rule); err != nil {
					t.Fatal(err)
				}
				list := rules.List()
				models = append(models, &model{rule: list[len(list)-1].Rule})
			},
			"remove": func(t *rapid.T) {
				if len(models) == 0 {
					t.Skip("there is none")
				}
				i := rapid.IntRange(0, len(models)-1).Draw(t, "which")
				if !rules.Remove(models[i].rule.ID) {
					t.Fatalf("%s is not there", models[i].rule.ID)
				}
				models = slices.Delete(models, i, i+1)
			},
			"ask": func(t *rapid.T) {
				operation := rapid.SampledFrom(operations[1:]).Draw(t, "operation")
				want := ""
				for _, m := range models {
					if want != "" || m.rule.Webhook || m.rule.Operation != "" && m.rule.Operation != operation {
						continue
					}
					m.seen++
					if m.seen > m.rule.Skip && (m.rule.Times == 0 || m.hits < m.rule.Times) {
						m.hits++
						want = m.rule.ID
					}
				}
				if hit, met := rules.Meet(fault.Request{Operation: operation}); hit.ID != want || met != (want != "") {
					t.Fatalf("%s met %q, want %q", operation, hit.ID, want)
				}
			},
			"": func(t *rapid.T) {
				for i, one := range rules.List() {
					if m := models[i]; one.ID != m.rule.ID || one.Hits != uint64(m.hits) || one.Seen != uint64(m.seen) {
						t.Fatalf("rule %d: got %+v, want %+v", i, one, m)
					}
				}
			},
		})
	})
}
