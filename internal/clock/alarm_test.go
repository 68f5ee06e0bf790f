package clock_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/flexrig/flexrig/internal/clock"
)

func TestAlarmsRingOnceAtTheirTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var rung atomic.Int32
		alarm := clock.NewAlarm(func() { rung.Add(1) })
		rings := func(after time.Duration, want int32) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			if got := rung.Load(); got != want {
				t.Errorf("%s later it has rung %d times, want %d", after, got, want)
			}
		}
		alarm.Set(time.Minute)
		rings(time.Minute-1, 0)
		rings(1, 1)
		rings(time.Hour, 1)
		alarm.Set(time.Minute)
		alarm.Set(time.Hour)
		rings(59*time.Minute, 1)
		alarm.Stop()
		alarm.Stop()
		rings(time.Hour, 1)
		alarm.Set(-time.Second)
		rings(0, 2)
		alarm.Close()
		alarm.Set(0)
		rings(time.Hour, 2)
	})
}

// TestClosingAnAlarmWaitsForIt: who closes it may take away what it works on.
func TestClosingAnAlarmWaitsForIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var done atomic.Bool
		var alarm *clock.Alarm
		alarm = clock.NewAlarm(func() {
			alarm.Set(time.Minute) // it may set itself
			time.Sleep(time.Second)
			done.Store(true)
		})
		alarm.Set(0)
		time.Sleep(time.Millisecond)
		alarm.Close()
		if !done.Load() {
			t.Error("closed while it rang")
		}
	})
}

func TestClocksBeginAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		at := clock.NewVirtual(noon)
		at.Restart(noon.Add(-time.Hour), true)
		time.Sleep(time.Minute)
		if got, want := at.Now(), noon.Add(-59*time.Minute); !got.Equal(want) || !at.Following() {
			t.Errorf("it shows %s and follows: %t, want %s, true", got, at.Following(), want)
		}
		at.Restart(noon, false)
		time.Sleep(time.Minute)
		if got := at.Now(); !got.Equal(noon) || at.Following() {
			t.Errorf("it shows %s and follows: %t, want %s, false", got, at.Following(), noon)
		}
	})
}
