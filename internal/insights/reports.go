package insights

import (
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// Reports is what reports show of a history at an instant: what had happened
// before the last load. [Project] shows what Insights has been given; this is
// when anybody gets to see it.
func Reports(book *rulebook.Book, events []taskrouter.Event, now time.Time) Projection {
	loaded := lastLoad(book, now)
	shown := Project(book, before(book, events, loaded))
	shown.LoadedAt = loaded
	return shown
}

// lastLoad is the instant of the latest load up to now. Loads run at each full
// interval in UTC, at the full hour where it is an hour.
func lastLoad(book *rulebook.Book, now time.Time) time.Time {
	if book.Breaks(rulebook.ReportsShowAtOnce) {
		return now
	}
	offset := book.LoadOffset.Of()
	return now.Add(-offset).Truncate(book.LoadInterval.Of()).Add(offset)
}

// before gives the events that a load brings. What happens in its very instant
// is left for the next.
func before(book *rulebook.Book, events []taskrouter.Event, load time.Time) []taskrouter.Event {
	if book.Breaks(rulebook.LoadTakesItsInstant) || book.Breaks(rulebook.ReportsShowAtOnce) {
		load = load.Add(time.Nanosecond)
	}
	end, _ := slices.BinarySearchFunc(events, load, func(e taskrouter.Event, at time.Time) int { return e.At.Compare(at) })
	return events[:end]
}
