package workload

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/flexrig/flexrig/load/attack"
	"github.com/flexrig/flexrig/load/history"
)

// A mediaWindow completes tasks and attaches media to them afterwards, as long as
// they are there. Even hits complete one each; odd hits attach media to the one
// that was completed some hits earlier, so that nobody waits for time to pass.
// All times are the target's own, to the second, so that a virtual clock does.
type mediaWindow struct {
	shift
	settings    mediaWindowSettings
	payloads    []payload
	attachments []payload

	attached, late, refused, notReady atomic.Int64
}

func newMediaWindow(s settings) attack.Workload {
	return &mediaWindow{
		shift: shift{offers: s.MediaWindow.Offers}, settings: s.MediaWindow,
		payloads: s.Payloads, attachments: s.Attachments,
	}
}

func (w *mediaWindow) Name() string { return "media-window" }

// completes tells whether a hit completes a task. The first hits all do: there is
// nothing yet to attach to.
func (w *mediaWindow) completes(n int) bool { return n%2 == 0 || n < w.settings.Behind }

// Subject is the task that a hit completes, by the hit's number.
func (w *mediaWindow) Subject(n int) int {
	if w.completes(n) {
		return n
	}
	return n - w.settings.Behind
}

func (w *mediaWindow) Prepare(_ context.Context, at attack.Site, progress func(done, all int)) error {
	return w.prepare(w.Name(), at, progress)
}

func (w *mediaWindow) Hit(ctx context.Context, f *attack.Flight) {
	if !w.completes(f.N) {
		w.attach(ctx, f)
		return
	}
	j := w.begin(f, f.N)
	marker := j.mark()
	if j.create(ctx, marker, w.attributes(marker)) && j.accept(ctx) {
		j.move(ctx, "complete", "completed")
	}
}

// attach adds media to a task that has ended. One that has not, or that could not
// be completed, is counted, and nothing is sent: the hit ends without an answer.
func (w *mediaWindow) attach(ctx context.Context, f *attack.Flight) {
	e, _ := w.roll.get(w.Subject(f.N))
	if e.ended.IsZero() {
		w.notReady.Add(1)
		return
	}
	j := w.begin(f, w.Subject(f.N))
	j.sid = e.sid
	marker := j.mark()
	a, shown, ok := j.update(ctx, marker, w.attributes(marker), "completed")
	switch {
	case ok:
		w.attached.Add(1)
		w.margin(f, w.settings.Window-shown.updated.Sub(e.ended))
	case a.Err == nil && a.Status == http.StatusNotFound:
		w.gone(ctx, f, e)
	case a.Verdict() == history.Refused:
		w.refused.Add(1)
	}
}

// margin judges what was left of the window. Both instants are whole seconds, so
// that less than none is a whole second too late.
func (w *mediaWindow) margin(f *attack.Flight, left time.Duration) {
	f.Margin(left)
	if left < 0 {
		w.late.Add(1)
		f.Wrong("attach: acknowledged after the window")
	}
}

// gone asks what time it is at the target: the task may have gone rightly, so that
// the media came too late, or inside its window.
func (w *mediaWindow) gone(ctx context.Context, f *attack.Flight, e entry) {
	got, err := w.read(ctx, w.taskURL(e.sid))
	switch {
	case err != nil || got.date.IsZero():
		w.refused.Add(1) // nobody can say
	case got.date.Sub(e.ended) >= w.settings.Window:
		w.late.Add(1)
	default:
		w.refused.Add(1)
		f.Wrong("attach: the task was gone inside its window")
	}
}

// attributes are what the write with the marker sends.
func (w *mediaWindow) attributes(marker uint64) string {
	if n := hitOf(marker); !w.completes(n) {
		return pick(w.attachments, w.Seed, n, marker)
	}
	return pick(w.payloads, w.Seed, hitOf(marker), marker)
}

func (w *mediaWindow) ReadBack(ctx context.Context, subjects []int, progress func(done, all int)) ([]history.Final, error) {
	return w.readBack(ctx, w, func(final *history.Final, attributes string) {
		if final.Marker == 0 || attributes != w.attributes(final.Marker) {
			final.Foreign = foreign(attributes)
		}
	}, subjects, progress)
}

func (w *mediaWindow) Counts() []attack.Count {
	return []attack.Count{
		{Name: "attached", Value: w.attached.Load(), What: "media that was acknowledged, and is shown by the answer"},
		{Name: "late", Value: w.late.Load(), What: "media that came after the window, by the target's own clock"},
		{Name: "refused", Value: w.refused.Load(), What: "media that was refused for another reason than that it was late"},
		{Name: "not_ready", Value: w.notReady.Load(), What: "media that was due before its task had been completed, and was not sent"},
		w.noOffers(),
	}
}
