package clock

import (
	"testing"
	"time"
)

func TestTicksComeUntilTheyAreStopped(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	ticks, stop := Wall{}.Tick(5 * time.Millisecond)
	<-ticks
	<-ticks
	stop()
	if took := time.Since(begun); took < 9*time.Millisecond {
		t.Errorf("two ticks of 5 ms took %s", took)
	}
	select {
	case <-ticks: // one may have been under way
	default:
	}
	select {
	case <-ticks:
		t.Error("it ticks after it was stopped")
	case <-time.After(20 * time.Millisecond):
	}
}
