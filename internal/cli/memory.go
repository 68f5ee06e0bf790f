package cli

import (
	"os"
	"runtime/debug"
)

// By how many percent the heap may grow beyond what is in use before garbage is
// collected. More trades memory for time, up to a point.
const (
	// A run is over within a second, and with Go's 100 a fifth of it goes into
	// collecting what the process's end frees.
	shortRun = 400
	// What is served goes on for hours. In turns on one machine a task update took
	// 69 to 73 µs at 50, 100, 200 and 400 alike, and the process held 93, 119, 180
	// and 277 MB: the memory that is written to is seldom in the processor's cache
	// when there is much of it. At 100 a heap of a million tasks, which takes
	// seconds to mark, is marked twice as often.
	longRun = 200
)

// collectAt sets that percentage. An operator's GOGC is left alone.
func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
