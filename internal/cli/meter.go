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

// progress is what shows on stderr how far a command has come; nil, which shows
// nothing, where it is to be quiet.
func progress(streams Streams, quiet bool) *reports.Progress {
	if quiet {
		return nil
	}
	return &reports.Progress{W: streams.Err, TTY: streams.ErrTTY, Width: streams.ErrWidth, Now: clock.Wall{}.Now}
}

func newMeter(streams Streams, total int, quiet bool) *meter {
	return &meter{total: total, display: progress(streams, quiet)}
}

func (m *meter) tell() { m.display.Update(int(m.done.Add(1)), m.total) }

func (m *meter) finish() { m.display.Finish() }
