package sim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// TestChronicleKeepsWhatAListWould compares it with a plain list, over more
// chunks than one, while events come and go.
func TestChronicleKeepsWhatAListWould(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		kept, now := newChronicle(), Start
		var list []taskrouter.Event
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				for range rapid.IntRange(1, chunkLength/2).Draw(t, "events") {
					now = now.Add(time.Duration(len(list)%2) * time.Second)
					e := taskrouter.Event{Type: taskrouter.TaskUpdated, Workspace: "WS1", QueueName: "q", Detail: []string{"", "why"}[len(list)/2%2]}
					e.Seq, e.At = kept.add(e, now, 0), now
					list = append(list, e)
				}
			},
			"drop": func(t *rapid.T) {
				if len(list) == 0 {
					t.Skip("nothing is there")
				}
				first := rapid.IntRange(0, len(list)-1).Draw(t, "first")
				last := rapid.IntRange(first, len(list)-1).Draw(t, "last")
				for _, e := range list[first:last] {
					kept.drop(e.Seq)
					kept.drop(e.Seq) // twice is once
				}
				list = slices.Delete(list, first, last)
			},
			"": func(t *rapid.T) { compare(t, &kept, list, now) },
		})
	})
}

func compare(t *rapid.T, kept *chronicle, list []taskrouter.Event, now time.Time) {
	if got := kept.events(0); !slices.Equal(got, list) {
		t.Fatalf("%d events: got %v", len(list), got)
	}
	if want := kept.last - uint64(len(list)); kept.dropped != want {
		t.Fatalf("dropped: got %d, want %d", kept.dropped, want)
	}
	seq, since := rapid.Uint64Range(0, kept.last+1).Draw(t, "seq"), now.Add(-time.Duration(rapid.IntRange(0, 600).Draw(t, "ago"))*time.Second)
	want := slices.DeleteFunc(slices.Clone(list), func(e taskrouter.Event) bool { return e.Seq <= seq || e.At.Before(since) })
	if got := slices.Collect(kept.after(seq, since)); !slices.Equal(got, want) {
		t.Fatalf("after %d since %s: got %v", seq, since, got)
	}
	there := slices.ContainsFunc(list, func(e taskrouter.Event) bool { return e.Seq == seq })
	if found := kept.find(seq); (found != nil) != there {
		t.Fatalf("event %d: found %t, want %t", seq, found != nil, there)
	}
	if n := min(3, len(list)); n > 0 && !slices.Equal(kept.events(n), list[len(list)-n:]) {
		t.Fatalf("the last %d: got %v", n, kept.events(n))
	}
}

// bounded is a centre that can do with few events.
func bounded(t *testing.T, most int) *centre {
	account, err := NewAccounts(Options{History: most}).Open(accountOne, "token", 1)
	if err != nil {
		t.Fatal(err)
	}
	c := centreOn(t, account)
	c.queue("everyone", "1==1")
	c.workflow("all", c.byDefault("everyone"))
	return c
}

func TestHistoryDropsUpdatesThatOthersFollowed(t *testing.T) {
	t.Parallel()
	c := bounded(t, 10)
	first := c.task("one").Sid
	before := len(c.a.History(0))
	for i := range 5_000 {
		c.must("update", errorOf(c.a.UpdateTask(c.ws, first, TaskChange{Attributes: new(fmt.Sprintf(`{"n":%d}`, i))})))
	}
	events := c.a.History(0)
	if want := before + 11; len(events) != want { // ten that could go, and the last
		t.Fatalf("%d events are kept, want %d", len(events), want)
	}
	if got, want := c.a.Dropped(), uint64(5_000-11); got != want {
		t.Errorf("dropped: got %d, want %d", got, want)
	}
	newest := events[len(events)-1]
	if newest.Seq != uint64(before+5_000) || newest.Task.Attributes != `{"n":4999}` {
		t.Errorf("newest: event %d with %s", newest.Seq, newest.Task.Attributes)
	}
	if found, err := c.a.Event(c.ws, c.a.EventSid(newest)); err != nil || found.Seq != newest.Seq {
		t.Errorf("newest by its sid: %d, error %v", found.Seq, err)
	}
	lost := newest
	lost.Seq = uint64(before + 1)
	if _, err := c.a.Event(c.ws, c.a.EventSid(lost)); err == nil {
		t.Error("an event that was dropped is found")
	}
	if n := c.a.Insights().Dropped; n != 5_000-11 {
		t.Errorf("the projection speaks of %d events dropped", n)
	}
}

// TestHistoryKeepsWhatInsightsReads: a task's updates are dropped, and what is
// shown of it is what a history shows that kept all of them. Only the record of
// what was read to the letter is shorter.
func TestHistoryKeepsWhatInsightsReads(t *testing.T) {
	t.Parallel()
	whole, short := bounded(t, 1<<30), bounded(t, 1)
	for _, c := range []*centre{whole, short} {
		c.worker("ann", "{}")
		task := c.task("one").Sid
		update := func() {
			for i := range 50 {
				attributes := fmt.Sprintf(`{"conversations":{"media":[{"type":"Referenced","url":"https://example.com/%d"}]},"customers":{"name":"%d"}}`, i, i)
				c.must("update", errorOf(c.a.UpdateTask(c.ws, task, TaskChange{Attributes: &attributes})))
			}
		}
		update()
		c.accepts("ann", "one")
		update()
		c.must("complete", errorOf(c.a.UpdateTask(c.ws, task, TaskChange{Status: new("completed")})))
		update()
		c.passes(time.Minute)
	}
	want, got := whole.a.Insights(), short.a.Insights()
	if want.Dropped != 0 || got.Dropped == 0 || len(want.Segments) == 0 {
		t.Fatalf("dropped %d and %d of %d segments", want.Dropped, got.Dropped, len(want.Segments))
	}
	if len(got.Inputs) >= len(want.Inputs) {
		t.Errorf("%d readings of %d are left", len(got.Inputs), len(want.Inputs))
	}
	got.Dropped, got.Inputs, want.Inputs = 0, nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("projection:\n%s", diff)
	}
}

func TestHistoryDropsTasksThatAreGone(t *testing.T) {
	t.Parallel()
	c := bounded(t, 30)
	before := len(c.a.History(0))
	const tasks = 2_000
	for i := range tasks {
		name := fmt.Sprint(i)
		sid := c.task(name).Sid
		for range 3 {
			c.must("update", errorOf(c.a.UpdateTask(c.ws, sid, TaskChange{Attributes: new(`{}`)})))
		}
		c.must("delete", c.a.DeleteTask(c.ws, sid, ""))
	}
	kept := c.a.History(0)[before:]
	if len(kept) == 0 || len(kept) > 30 {
		t.Fatalf("%d events of gone tasks are kept, want 30 at most", len(kept))
	}
	if first := kept[0]; first.Type != taskrouter.TaskCreated {
		t.Errorf("what is kept begins with %s", first.Type)
	}
	if chunks := len(c.a.history.chunks); chunks > 3 {
		t.Errorf("%d events lie in %d chunks", len(kept), chunks)
	}
	if n := cap(c.a.history.spare.items); n > 200 {
		t.Errorf("the queue of what may go holds %d", n)
	}
}
