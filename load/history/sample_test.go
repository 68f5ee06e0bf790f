package history_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

func numbers(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

func TestAPlanChoosesWhatCanBeRead(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		plan history.Plan
		of   int
		want int
		why  string
	}{
		{"all, without a bound", history.Plan{}, 80_000, 80_000, ""},
		{"none of none", history.Plan{Most: 5}, 0, 0, ""},
		{"all, just within the bound", history.Plan{Most: 5_000}, 5_000, 5_000, ""},
		{"one too many", history.Plan{Most: 5_000, Seed: 3}, 5_001, 5_000, "read 5,000 of 5,001: no more than that are read back; chosen by seed 3"},
		{"fast enough", history.Plan{Within: time.Minute, Each: time.Millisecond}, 60_000, 60_000, ""},
		{"too slow", history.Plan{Within: time.Minute, Each: 2 * time.Millisecond}, 80_000, 30_000, "read 30,000 of 80,000: one takes 2ms, and reading back has 1m0s; chosen by seed 0"},
		{"the tighter of two bounds", history.Plan{Most: 50_000, Within: time.Minute, Each: 2 * time.Millisecond}, 80_000, 30_000, "read 30,000 of 80,000: one takes 2ms, and reading back has 1m0s; chosen by seed 0"},
		{"one at least", history.Plan{Within: time.Second, Each: time.Minute}, 1_000_000, 1, "read 1 of 1,000,000: one takes 1m0s, and reading back has 1s; chosen by seed 0"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			chosen, why := row.plan.Choose(numbers(row.of))
			if len(chosen) != row.want || why != row.why {
				t.Errorf("chose %d (%q), want %d (%q)", len(chosen), why, row.want, row.why)
			}
			if !slices.IsSorted(chosen) || len(slices.Compact(chosen)) != row.want {
				t.Error("what was chosen is not in order, or twice in it")
			}
		})
	}
}

func TestTheSeedDecidesTheSample(t *testing.T) {
	t.Parallel()
	choose := func(seed uint64) []int32 {
		chosen, _ := history.Plan{Most: 100, Seed: seed}.Choose(numbers(10_000))
		return chosen
	}
	if !slices.Equal(choose(1), choose(1)) {
		t.Error("the same seed chose others")
	}
	if slices.Equal(choose(1), choose(2)) {
		t.Error("another seed chose the same")
	}
	if chosen := choose(1); chosen[0] > 1_000 || chosen[99] < 9_000 {
		t.Errorf("the sample goes from %d to %d, and not over all", chosen[0], chosen[99])
	}
}

// TestWhatWasNotReadIsNeitherHeldNorBroken: a subject that should have been read is
// told, with the reason; one that the sample left out is not asked about.
func TestWhatWasNotReadIsNeitherHeldNorBroken(t *testing.T) {
	t.Parallel()
	log := logOf(writes{created(), write(1)})
	if got := log.Subjects(); !slices.Equal(got, []int32{7}) {
		t.Fatalf("subjects %v", got)
	}
	for _, row := range []struct {
		options history.Options
		unread  int64
		example string
	}{
		{history.Options{}, 1, "subject 7 was not read back: the target gave no answer about it"},
		{history.Options{Reason: "reading back was stopped after 10s", Name: func(n int32) string { return fmt.Sprintf("task WT%032d", n) }}, 1, "task WT00000000000000000000000000000007 was not read back: reading back was stopped after 10s"},
		{history.Options{Chosen: []int32{7}}, 1, "subject 7 was not read back: the target gave no answer about it"},
		{history.Options{Chosen: []int32{3}}, 0, ""},
	} {
		j := history.Check(log, nil, row.options)
		if j.Unread != row.unread || j.Read != 0 || j.Subjects != 1 || !j.Held() {
			t.Errorf("%+v: %+v", row.options, j)
		}
		if examples := j.Rule(history.Unread).Examples; row.unread > 0 && examples[0] != row.example {
			t.Errorf("example %q, want %q", examples, row.example)
		}
	}
}

// TestExamplesAreOfTheFirstSubjects: whatever shard a subject is in, those with the
// lowest numbers are shown, and all are counted.
func TestExamplesAreOfTheFirstSubjects(t *testing.T) {
	t.Parallel()
	log, finals := history.NewLog(), []history.Final(nil)
	for subject := range int32(500) {
		w := write(1)
		w.Subject = subject
		log.Add(w)
		finals = append(finals, history.Final{Subject: subject, Copies: 1, Version: 1})
	}
	rule := history.Check(log, finals, history.Options{}).Rule(history.Lost)
	if rule.Broken != 500 || len(rule.Examples) != 5 {
		t.Fatalf("%d broken, %d examples", rule.Broken, len(rule.Examples))
	}
	for i, example := range rule.Examples {
		if want := fmt.Sprintf("subject %d: write 10 ", i); example[:len(want)] != want {
			t.Errorf("example %d is %q", i, example)
		}
	}
}
