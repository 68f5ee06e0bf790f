package clock_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

func TestVirtualStandsStillUntilItIsMoved(t *testing.T) {
	t.Parallel()
	v := clock.NewVirtual(noon)
	if first, second := v.Now(), v.Now(); !first.Equal(second) || !first.Equal(noon) {
		t.Fatalf("clock made at %s read %s and then %s", noon, first, second)
	}
	if err := v.Set(noon.Add(time.Nanosecond)); err != nil {
		t.Fatalf("move by a nanosecond: %v", err)
	}
	if got := v.Now(); !got.Equal(noon.Add(time.Nanosecond)) {
		t.Errorf("after a nanosecond the clock reads %s", got)
	}
}

func TestVirtualDoesNotGoBack(t *testing.T) {
	t.Parallel()
	v := clock.NewVirtual(noon)
	if err := v.Set(noon.Add(-time.Nanosecond)); err == nil {
		t.Error("the clock went back by a nanosecond without a word")
	}
	if got := v.Now(); !got.Equal(noon) {
		t.Errorf("a refused move left the clock at %s, want %s", got, noon)
	}
	if err := v.Set(noon); err != nil {
		t.Errorf("staying where it stands was refused: %v", err)
	}
}

func TestClocksTellUTC(t *testing.T) {
	t.Parallel()
	elsewhere := time.FixedZone("elsewhere", 2*60*60)
	for name, c := range map[string]clock.Clock{"wall": clock.Wall{}, "virtual": clock.NewVirtual(noon.In(elsewhere))} {
		if zone := c.Now().Location(); zone != time.UTC {
			t.Errorf("%s clock tells time in %s, want UTC", name, zone)
		}
	}
}

// TestVirtualFollowsTheMachine in a bubble, where the machine's time moves when
// everybody sleeps.
func TestVirtualFollowsTheMachine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := clock.NewVirtual(noon)
		is := func(what string, want time.Duration) {
			t.Helper()
			if got := v.Now().Sub(noon); got != want {
				t.Errorf("%s: %s after noon, want %s", what, got, want)
			}
		}
		time.Sleep(time.Minute)
		is("frozen", 0)
		v.Follow()
		time.Sleep(time.Second)
		is("following for a second", time.Second)
		v.Follow()
		is("told again", time.Second)
		if err := v.Set(noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		is("set on the way", time.Hour+time.Second)
		if err := v.Set(noon.Add(time.Hour)); err == nil {
			t.Error("a clock that follows went back")
		}
		v.Freeze()
		time.Sleep(time.Second)
		is("frozen again", time.Hour+time.Second)
		if v.Following() {
			t.Error("a frozen clock follows")
		}
	})
}
