package workload

import (
	"net/http"
	"runtime"
	"testing"

	"github.com/flexrig/flexrig/load/history"
)

// turns lets other goroutines go first before every request, so that writers of a
// task meet even on one core.
func turns(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		for range 3 {
			runtime.Gosched()
		}
		return next.RoundTrip(req)
	})
}

func TestIfMatchLosesNoUpdateOfAnybody(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), true)
	c := newCrew(t, 240, turns)
	c.run(w, 8)
	finals := c.finals(w)
	if lost := count(t, w, "lost_updates"); lost != 0 {
		t.Errorf("%d updates were lost although each had its If-Match", lost)
	}
	retried, gaveUp := count(t, w, "retried_412"), count(t, w, "gave_up_412")
	if retried == 0 {
		t.Error("no write was refused: the writers did not meet")
	}
	if c.rights+int(gaveUp) != 240 || len(c.wrongs) != 0 {
		t.Errorf("%d right and %d that gave up of 240, wrong %v", c.rights, gaveUp, c.wrongs)
	}
	if n := c.verdicts()[history.Refused]; int64(n) != retried {
		t.Errorf("%d writes were refused and %d tried again", n, retried)
	}
	if sum := sumOf(finals); sum != c.rights {
		t.Errorf("the counters add up to %d after %d acknowledged additions", sum, c.rights)
	}
	for subject, final := range finals {
		if final.Foreign != "" || final.Copies != 1 {
			t.Errorf("task %d is read back as %+v", subject, final)
		}
	}
}

func sumOf(finals map[int32]history.Final) int {
	sum := 0
	for _, final := range finals {
		for _, counter := range final.Counters {
			sum += int(counter)
		}
	}
	return sum
}

func TestBlindWritersLoseEachOthersUpdates(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), false)
	c := newCrew(t, 240, turns)
	c.run(w, 8)
	c.allRight()
	finals := c.finals(w)
	lost := count(t, w, "lost_updates")
	if lost == 0 {
		t.Error("no update was lost although nobody looked at versions")
	}
	if sum := sumOf(finals); sum+int(lost) != 240 {
		t.Errorf("the counters add up to %d and %d are lost, of 240 acknowledged additions", sum, lost)
	}
}

func TestABlindWriterAloneLosesNothing(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), false)
	c := newCrew(t, 60, nil)
	c.run(w, 1)
	c.allRight()
	c.finals(w)
	if lost := count(t, w, "lost_updates"); lost != 0 {
		t.Errorf("%d updates were lost by one writer after the other", lost)
	}
}

func TestAnAdditionThatTheTargetLosesIsCounted(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), true)
	c := newCrew(t, 60, once(isTaskUpdate, lose))
	c.run(w, 1)
	c.finals(w)
	if lost := count(t, w, "lost_updates"); lost != 1 {
		t.Errorf("%d updates are lost, want the one that was not done", lost)
	}
}

func TestAWriterGivesUpAfterItsAttempts(t *testing.T) {
	t.Parallel()
	s := small(t)
	s.ContendedUpdate.Attempts = 3
	w := newContendedUpdate(s, true)
	c := newCrew(t, 1, func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(req *http.Request) (*http.Response, error) {
			if isTaskUpdate(req) {
				req.Header.Set("If-Match", `"7"`)
			}
			return next.RoundTrip(req)
		})
	})
	c.run(w, 1)
	if c.refused[http.StatusPreconditionFailed] != 1 || count(t, w, "retried_412") != 3 || count(t, w, "gave_up_412") != 1 {
		t.Errorf("refused %v, counts %v; want one 412 after 3 attempts", c.refused, w.Counts())
	}
}

func TestLostUpdatesAreNotToldBeforeTheyWereLookedFor(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), true)
	for _, c := range w.Counts() {
		if c.Name == "lost_updates" && c.Unknown == "" {
			t.Errorf("before anything was read back lost_updates is %d", c.Value)
		}
	}
}

func TestHitsOfATaskHaveDifferentWriters(t *testing.T) {
	t.Parallel()
	w := newContendedUpdate(small(t), true).(*contendedUpdate)
	met := map[[2]int]bool{}
	for n := range 12 {
		met[[2]int{w.Subject(n), w.writer(n)}] = true
	}
	if len(met) != 12 {
		t.Errorf("the first 12 hits are %d pairs of task and writer, want 12", len(met))
	}
}
