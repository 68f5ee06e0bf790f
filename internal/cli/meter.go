package cli

import (
	"sync/atomic"

	"github.com/flexrig/flexrig/internal/clock"
	"github.com/flexrig/flexrig/reports"
)

// meter tells a progress display of examples that are done.
type meter struct {
	display *reports.Progress
	total   int
	done    atomic.Int64
}

func newMeter(streams Streams, total int, quiet bool) *meter {
	if quiet {
		return &meter{}
	}
	return &meter{total: total, display: &reports.Progress{W: streams.Err, TTY: streams.ErrTTY, Now: clock.Wall{}.Now}}
}

func (m *meter) tell() {
	if done := m.done.Add(1); m.display != nil {
		m.display.Update(int(done), m.total)
	}
}

func (m *meter) finish() {
	if m.display != nil {
		m.display.Finish()
	}
}
