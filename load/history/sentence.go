package history

import (
	"fmt"
	"strings"
	"time"
)

// kindNames are what examples call writes.
var kindNames = [...]string{Create: "creation", Replace: "write", Add: "addition", Move: "move"}

// told is a write in words: what it was, its marker, its version and its instants.
func told(w Write) string {
	if w.Sent < 0 {
		return fmt.Sprintf("the state before the first write (marker %d, version %d)", w.Marker, w.Version)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d (", kindNames[w.Kind], w.Marker)
	if w.Kind == Add {
		fmt.Fprintf(&b, "writer %d, ", w.Writer)
	}
	if w.Kind == Move {
		fmt.Fprintf(&b, "to %s, ", w.State)
	}
	if w.Version != NoVersion {
		fmt.Fprintf(&b, "version %d, ", w.Version)
	}
	fmt.Fprintf(&b, "sent at %s, answered at %s)", instant(w.Sent), instant(w.Done))
	return b.String()
}

// told says when a state was first seen.
func (s *sightings) told(state State) string {
	if s.done[state] < 0 {
		return "the beginning"
	}
	if v := s.version[state]; v != NoVersion {
		return fmt.Sprintf("%s (version %d)", instant(s.done[state]), v)
	}
	return instant(s.done[state])
}

// instant is a time since the load began, to the microsecond.
func instant(d time.Duration) string { return d.Round(time.Microsecond).String() }
