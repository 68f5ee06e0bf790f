package sim

import (
	"testing"
	"testing/synctest"
	"time"
)

// newFollowingCentre offers tasks to ann and then to bob, 30 seconds each, by the
// machine's time.
func newFollowingCentre(t *testing.T) *centre {
	t.Helper()
	c := newCentre(t)
	t.Cleanup(c.a.Close)
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"), reservedFor(30))
	c.worker("ann", "{}")
	c.worker("bob", "{}")
	c.a.Follow()
	return c
}

// events are the types of what has happened, without a command that lets more
// happen.
func (c *centre) unasked(since int) (types []string) {
	c.a.mu.Lock()
	defer c.a.mu.Unlock()
	for _, e := range c.a.history.events(0)[since:] {
		types = append(types, string(e.Type))
	}
	return types
}

func TestWhatFallsDueHappensUnasked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newFollowingCentre(t)
		c.task("chat", timeout(300))
		began := c.eventCount()
		wants := func(after time.Duration, want ...string) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			got := c.unasked(began)
			if len(got) != len(want) {
				t.Fatalf("%s later: got %v, want %v", after, got, want)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%s later: event %d is %s, want %s", after, i, got[i], want[i])
				}
			}
		}
		wants(29 * time.Second)
		first := []string{"worker.activity.update", "reservation.timeout", "reservation.created"}
		wants(time.Second, first...)
		second := append(first, "worker.activity.update", "reservation.timeout")
		wants(30*time.Second, second...)
		wants(4*time.Minute-1, second...)
		wants(1, append(second, "task.canceled")...)
		at := c.a.History(1)[0].At
		if want := Start.Add(5 * time.Minute); !at.Equal(want) {
			t.Errorf("canceled at %s, want %s", at, want)
		}
	})
}

func TestMovedClocksWakeUpInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newFollowingCentre(t)
		c.task("chat")
		began := c.eventCount()
		c.passes(29 * time.Second)
		time.Sleep(time.Second)
		synctest.Wait()
		if got := c.unasked(began); len(got) != 3 {
			t.Errorf("a second before its end the clock was left alone: %v", got)
		}
		c.a.Freeze()
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := c.unasked(began); len(got) != 3 {
			t.Errorf("a frozen clock went on: %v", got)
		}
		c.a.Follow()
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if got := c.unasked(began); len(got) != 5 {
			t.Errorf("let go again it stood still: %v", got)
		}
	})
}

// TestAccountsThatAreClosedDoNothingUnasked, nor does one that is as new.
func TestAccountsThatAreClosedDoNothingUnasked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newFollowingCentre(t)
		c.task("chat")
		began := c.eventCount()
		c.a.Reset()
		if !c.a.wake.set.IsZero() {
			t.Errorf("as new it is to wake up at %s", c.a.wake.set)
		}
		c = newFollowingCentre(t)
		c.task("chat")
		c.a.Close()
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := c.unasked(began); len(got) != 0 {
			t.Errorf("closed it goes on: %v", got)
		}
		if c.status("chat") != "pending" {
			t.Errorf("asked, it lets happen what has fallen due: %s", c.status("chat"))
		}
	})
}
