package compare

import (
	"errors"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/reports"
)

func TestASavedRunIsHeldAgainstAnother(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		times float64
		want  reports.ComparisonVerdict
	}{
		{"the same", 1, reports.NoChange},
		{"a little slower", 1.03, reports.NoChange},
		{"slower", 1.3, reports.Slower},
		{"faster", 0.7, reports.Faster},
	} {
		found, err := Against(baseline(t, saved(30, steady(1))), baseline(t, saved(30, steady(row.times))), 0.1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if found.Verdict != row.want || found.Decided != "p50" || found.A.Kind != "saved run" {
			t.Errorf("%s: got %s by %s of a %s, want %s by p50", row.name, found.Verdict, found.Decided, found.A.Kind, row.want)
		}
		if warned := strings.Contains(strings.Join(found.Notes, "\n"), "in turns to be sure"); warned != different(row.want) {
			t.Errorf("%s: got notes %q, want to be told of turns only where there is a difference", row.name, found.Notes)
		}
	}
}

func TestASecondRunConfirmsOrDoesNot(t *testing.T) {
	t.Parallel()
	before := baseline(t, saved(30, steady(1)))
	slow := baseline(t, saved(30, steady(1.3)))
	for _, row := range []struct {
		name   string
		second Baseline
		want   reports.ComparisonVerdict
	}{{"slow again", slow, reports.Slower}, {"not again", before, reports.CannotTell}} {
		found, err := Against(before, slow, 0.1, func() (Baseline, error) { return row.second, nil })
		if err != nil {
			t.Fatal(err)
		}
		if found.Verdict != row.want || len(found.Figures[0].Sets) != 2 {
			t.Errorf("%s: got %s by %d sets, want %s by 2", row.name, found.Verdict, len(found.Figures[0].Sets), row.want)
		}
	}
	never := func() (Baseline, error) { t.Error("a second run was asked for"); return before, nil }
	if _, err := Against(before, before, 0.1, never); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the target is gone")
	if _, err := Against(before, slow, 0.1, func() (Baseline, error) { return Baseline{}, broken }); !errors.Is(err, broken) {
		t.Errorf("got error %v, want one that wraps the second run's", err)
	}
}

func TestRunsThatDidNotDoTheSameAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		change func(*Baseline)
		want   string
	}{
		{func(b *Baseline) { b.Plan.Workload = "channel-close" }, "workload is task-update in A and channel-close in B"},
		{func(b *Baseline) { b.Plan.Profile = "soak" }, "profile is constant in A and soak in B"},
		{func(b *Baseline) { b.Plan.Rate = 50 }, "rate is 500/s in A and 50/s in B"},
		{func(b *Baseline) { b.Plan.Duration = 60000 }, "duration is 30 s in A and 60 s in B"},
		{func(b *Baseline) { b.Plan.Workers = 8 }, "workers is 64 in A and 8 in B"},
		{func(b *Baseline) { b.Plan.Connections = 8 }, "connections is 32 in A and 8 in B"},
		{func(b *Baseline) { b.Window = 500 }, "a sample is of 2000 ms in A and of 500 ms in B"},
	} {
		a, b := baseline(t, saved(30, steady(1))), baseline(t, saved(30, steady(1)))
		row.change(&b)
		if _, err := Against(a, b, 0.1, nil); !errors.Is(err, ErrOtherPlan) || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got error %v, want one that says %q", err, row.want)
		}
	}
}

func TestAnotherMachineOrVersionIsToldInANote(t *testing.T) {
	t.Parallel()
	a, b := baseline(t, saved(30, steady(1))), baseline(t, saved(30, steady(1)))
	b.Machine.Cores = 8
	b.Versions = map[string]string{"go": "go1.27.0", "flexrig": "devel", "vegeta": "v12.13.0"}
	found, err := Against(a, b, 0.1, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(found.Notes, "\n")
	for _, want := range []string{"another machine (linux/amd64, 2 cores", "go is go1.26.8 in A and go1.27.0 in B", "vegeta is not named in A"} {
		if !strings.Contains(got, want) {
			t.Errorf("got notes %q, want one that says %q", found.Notes, want)
		}
	}
	if found.Verdict != reports.NoChange {
		t.Errorf("got %s, want a verdict all the same", found.Verdict)
	}
}

func TestSamplesThatFollowEachOtherAreToldInANote(t *testing.T) {
	t.Parallel()
	waves := baseline(t, saved(20, func(i int) float64 { return 1 + 0.1*float64(i/5%2) }))
	found, err := Against(waves, waves, 0.1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(found.Notes, "\n"); !strings.Contains(got, "p50 of A: neighbouring samples are alike") {
		t.Errorf("got notes %q, want one on neighbours", got)
	}
}
