package insights_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/insights"
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An author drives a history at random through what a task can go through.
type author struct {
	*history
	works  []*work
	offers map[*work][]*offer
	notes  int
}

// anyHistory tells a history of one to three tasks.
func anyHistory(t *rapid.T) *author {
	a := &author{history: newHistory(), offers: map[*work][]*offer{}}
	for range rapid.IntRange(1, 3).Draw(t, "tasks") {
		a.works = append(a.works, a.chat(a.anyAttributes(t, nil)))
	}
	for range rapid.IntRange(0, 25).Draw(t, "steps") {
		a.step(t)
	}
	return a
}

func (a *author) step(t *rapid.T) {
	if rapid.Bool().Draw(t, "time passes") {
		a.wait(time.Second)
	}
	w := rapid.SampledFrom(a.works).Draw(t, "task")
	o := a.live(w)
	switch what := rapid.SampledFrom([]string{"update", "offer", "accept", "let pass", "enter", "change channel", "leave", "end"}).Draw(t, "what"); {
	case what == "update":
		w.update(a.anyAttributes(t, a.offers[w]))
	case w.task.Final():
	case what == "end":
		a.end(t, w, o)
	case what == "enter":
		w.enter(rapid.SampledFrom([]string{"Support", "Sales"}).Draw(t, "queue"))
	case what == "change channel":
		w.moveTo(rapid.SampledFrom([]string{"chat", "sms", "email"}).Draw(t, "channel"))
	case what == "offer" && o == nil:
		a.offers[w] = append(a.offers[w], w.offer("Agent "+strconv.Itoa(len(a.offers[w])+1)))
	case o == nil:
	case what == "accept" && o.reservation.Status == taskrouter.ReservationIsPending:
		o.accept()
	case what == "let pass" && o.reservation.Status == taskrouter.ReservationIsPending:
		rapid.SampledFrom([]func(){o.reject, o.timeOut, o.rescind}).Draw(t, "how")()
	case what == "leave" && o.reservation.Held():
		o.leave()
	}
}

func (a *author) end(t *rapid.T, w *work, o *offer) {
	switch {
	case o == nil:
		w.cancel("given up")
	case o.reservation.Status == taskrouter.ReservationIsPending:
		w.cancel("given up", o)
	case rapid.Bool().Draw(t, "task first"):
		o.completeTaskFirst("done")
	default:
		o.complete("done")
	}
}

// live gives the task's reservation that has not ended, nil where none has.
func (a *author) live(w *work) *offer {
	for _, o := range a.offers[w] {
		if o.reservation.Live() {
			return o
		}
	}
	return nil
}

// anyAttributes gives attributes that no other call gives.
func (a *author) anyAttributes(t *rapid.T, offers []*offer) string {
	a.notes++
	name := strconv.Itoa(a.notes)
	text := `{"customers":{"name":"` + name + `"},"conversations":{"case":"` + name + `","media":[`
	text += rapid.SampledFrom([]string{"", raw(name), voice("https://rec.example/"+name) + "," + embedded(name), `{"type":"raw"}`}).Draw(t, "links") + `]}`
	if len(offers) > 0 && rapid.Bool().Draw(t, "own links") {
		text += `,"reservation_attributes":{"` + offers[0].reservation.Sid + `":{"media":[` + referenced(name) + `]}}`
	}
	return text + `}`
}

func TestAProjectionDependsOnNothingButTheHistory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		before := slices.Clone(a.events)
		first, second := a.project(), a.project()
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("projected twice (-first +second):\n%s", diff)
		}
		if diff := cmp.Diff(before, a.events); diff != "" {
			t.Errorf("projecting changed the history:\n%s", diff)
		}
	})
}

func TestATaskIsShownAsIfItWereAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		all := a.project()
		var apart insights.Projection
		for _, w := range a.works {
			alone := insights.Project(rulebook.Documented(), slices.DeleteFunc(slices.Clone(a.events), func(e taskrouter.Event) bool {
				return e.Task.Sid != w.task.Sid
			}))
			mine := slices.DeleteFunc(slices.Clone(all.Segments), func(s insights.Segment) bool { return s.TaskSid != w.task.Sid })
			if diff := cmp.Diff(alone.Segments, mine); diff != "" {
				t.Errorf("segments of task %s (-alone +among others):\n%s", w.task.Sid, diff)
			}
			apart.Findings = append(apart.Findings, alone.Findings...)
		}
		if got, want := findingsInWords(all.Findings), findingsInWords(apart.Findings); got != want {
			t.Errorf("findings among others %q, alone %q", got, want)
		}
	})
}

func TestNoUpdateAfterTheEndChangesAttributes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		for _, w := range a.works {
			if !w.task.Final() {
				a.end(t, w, a.live(w))
			}
		}
		before := a.project()
		for range rapid.IntRange(1, 5).Draw(t, "updates") {
			w := rapid.SampledFrom(a.works).Draw(t, "task")
			w.update(a.anyAttributes(t, a.offers[w]))
		}
		for i, after := range a.project().Segments {
			if diff := cmp.Diff(withoutMedia(before.Segments[i]), withoutMedia(after)); diff != "" {
				t.Errorf("segment %d (-before +after):\n%s", i, diff)
			}
		}
	})
}

// withoutMedia leaves what is final once a task has ended.
func withoutMedia(s insights.Segment) insights.Segment {
	s.Media, s.SegmentLink, s.Screen = nil, "", insights.Screen{}
	return s
}

func TestAFailedOfferKeepsWhatWasReadWhenItFailed(t *testing.T) {
	t.Parallel()
	failures := []string{insights.OutcomeRejected, insights.OutcomeTimeout, insights.OutcomeRescinded}
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		final := map[string]insights.Segment{}
		for _, s := range a.project().Segments {
			final[s.ReservationSid] = s
		}
		cut := rapid.IntRange(0, len(a.events)).Draw(t, "cut")
		for _, s := range insights.Project(rulebook.Documented(), a.events[:cut]).Segments {
			if !slices.Contains(failures, s.Outcome) {
				continue
			}
			if diff := cmp.Diff(withoutMedia(s), withoutMedia(final[s.ReservationSid])); diff != "" {
				t.Errorf("reservation %s (-after %d events +after all):\n%s", s.ReservationSid, cut, diff)
			}
		}
	})
}

func TestEveryReservationEndsInOneSegmentAndEveryEndedTaskHasNoneThatGoesOn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		var want []string
		for _, offers := range a.offers {
			for _, o := range offers {
				want = append(want, o.reservation.Sid)
			}
		}
		var got []string
		ended := map[string]bool{}
		for _, w := range a.works {
			ended[w.task.Sid] = w.task.Final()
		}
		for _, s := range a.project().Segments {
			if s.Kind == insights.KindConversation && s.Outcome != insights.OutcomeMoved {
				got = append(got, s.ReservationSid)
			}
			if (s.Outcome == "") != s.Ended.IsZero() || ended[s.TaskSid] && s.Outcome == "" {
				t.Errorf("%s segment of task %s, which has ended: %t, ends %s as %q", s.Kind, s.TaskSid, ended[s.TaskSid], s.Ended, s.Outcome)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("segments of reservations %q, want %q", got, want)
		}
	})
}

func TestATaskThatEndsPassesItsLastAttributesToItsQueueSegments(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyHistory(t)
		last := map[string]string{}
		for _, w := range a.works {
			if !w.task.Final() {
				a.end(t, w, a.live(w))
			}
		}
		for _, e := range a.events {
			if e.Type == taskrouter.TaskCompleted || e.Type == taskrouter.TaskCanceled {
				customers, _ := e.Task.Attributes.Decode()["customers"].(map[string]any)
				last[e.Task.Sid], _ = customers["name"].(string)
			}
		}
		for _, s := range a.project().Segments {
			if s.Kind == insights.KindQueue && !maps.Equal(s.Customers, map[string]any{"name": last[s.TaskSid]}) {
				t.Errorf("queue segment of %s has customers %v, want name %s", s.TaskSid, s.Customers, last[s.TaskSid])
			}
		}
	})
}
