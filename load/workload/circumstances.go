package workload

import (
	"slices"

	"github.com/flexrig/flexrig/load/history"
)

// fresh is how a subject stood when the hits began: made by Prepare, which is not
// in the log, and never changed.
func (r *roll) fresh(subject int32, counters []uint32) (history.Final, bool) {
	e, known := r.get(int(subject))
	if !known || e.sid == "" {
		return history.Final{}, false
	}
	return history.Final{Subject: subject, Copies: 1, State: history.Pending, Counters: counters}, true
}

// Audit says that the tasks were new when the hits began, and that nobody but the
// hits changes them.
func (w *taskUpdate) Audit() history.Options {
	return history.Options{Base: func(subject int32) (history.Final, bool) { return w.roll.fresh(subject, nil) }}
}

// Audit says besides whether the writers overwrite each other knowingly: what is
// lost by that is theirs.
func (w *contendedUpdate) Audit() history.Options {
	none := make([]uint32, w.settings.Writers)
	return history.Options{
		Base:      func(subject int32) (history.Final, bool) { return w.roll.fresh(subject, none) },
		Unguarded: func(int32) bool { return !w.conditional },
	}
}

// Audit says that routing and agents change the tasks too, so that their versions
// rise by more than the hits' own writes, and which of them had ended so long
// before they were read that the platform may have deleted them.
func (s *shift) Audit() history.Options {
	return history.Options{
		Others: true,
		MayBeGone: func(subject int32) bool {
			purged := s.purged.Load()
			return purged != nil && (*purged)[int(subject)]
		},
	}
}

// Audit has nothing to say: there is nothing to read back.
func (w *targets) Audit() history.Options { return history.Options{} }

// Operations of the updates.
func (w *taskUpdate) Operations() []string { return []string{"update"} }

// Operations of writers that meet.
func (w *contendedUpdate) Operations() []string { return []string{"read", "update"} }

// Operations of a task that is completed and then changed.
func (w *mediaWindow) Operations() []string {
	return []string{"create", "offer", "accept", "complete", "update"}
}

// Operations of a task's whole life.
func (w *taskLifecycle) Operations() []string {
	return []string{"create", "offer", "accept", "update", "wrap", "complete"}
}

// Operations of the file's requests are their methods.
func (w *targets) Operations() []string {
	var methods []string
	for _, r := range w.requests {
		if name := operationOf(r); !slices.Contains(methods, name) {
			methods = append(methods, name)
		}
	}
	return methods
}

// Operations of a chat from its first message to its channel's end.
func (w *channelClose) Operations() []string {
	return []string{"interaction", "offer", "accept", "close", "channel", "task", "conversation", "complete"}
}

// Unaudited is why nothing is read back of a file of requests.
func (w *targets) Unaudited() string {
	return "nothing is known of what the requests of a file write; --audit-at counts what arrives at the stand-in behind a service"
}
