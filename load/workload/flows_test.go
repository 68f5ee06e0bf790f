package workload

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

func TestALifeOfATaskGoesFromCreationToItsEnd(t *testing.T) {
	t.Parallel()
	w := newTaskLifecycle(small(t))
	c := newCrew(t, 60, nil)
	c.run(w, 8)
	c.allRight()
	finals := c.finals(w)
	for n := range int32(60) {
		want := history.Final{Subject: n, Copies: 1, Version: history.NoVersion, State: history.Completed, Marker: markerOf(int(n), 2)}
		if !same(finals[n], want) {
			t.Errorf("task %d is read back as %+v, want %+v", n, finals[n], want)
		}
	}
	kinds := map[history.Kind]int{}
	for _, write := range c.writes {
		kinds[write.Kind]++
	}
	if kinds[history.Create] != 60 || kinds[history.Replace] != 60 || kinds[history.Move] != 180 {
		t.Errorf("the history holds %v writes by kind; want 60 creations, 60 replacements and 180 moves", kinds)
	}
	if n := count(t, w, "no_offer"); n != 0 {
		t.Errorf("%d tasks were not offered", n)
	}
}

// isCreate tells creations of tasks apart.
func isCreate(req *http.Request) bool {
	return req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/Tasks")
}

func TestAFlowEndsWhereAStepFails(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		between func(http.RoundTripper) http.RoundTripper
		status  int
		copies  int32
	}{
		{"creation refused", once(isCreate, tooMany), 429, 0},
		{"created and answered with 500", once(isCreate, committed), 500, 1},
		{"update refused", once(isTaskUpdate, tooMany), 429, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newTaskLifecycle(small(t))
			c := newCrew(t, 5, row.between)
			c.run(w, 1)
			if c.rights != 4 || c.refused[row.status] != 1 {
				t.Errorf("%d right and refused %v; want 4 and one %d", c.rights, c.refused, row.status)
			}
			if final := c.finals(w)[0]; final.Copies != row.copies || final.State == history.Completed {
				t.Errorf("the first task is read back as %+v, want %d copies that are not completed", final, row.copies)
			}
		})
	}
}

func TestACreationThatWasDoneTwiceHasTwoCopies(t *testing.T) {
	t.Parallel()
	w := newTaskLifecycle(small(t))
	c := newCrew(t, 3, nil)
	c.run(w, 1)
	lifecycle := w.(*taskLifecycle)
	if _, err := lifecycle.create(lifecycle.attributes(markerOf(1, 0))); err != nil {
		t.Fatal(err)
	}
	finals := c.finals(w)
	if finals[1].Copies != 2 || finals[0].Copies != 1 {
		t.Errorf("task 1 has %d copies and task 0 %d; want 2 and 1", finals[1].Copies, finals[0].Copies)
	}
}

func TestALostMoveLeavesTheTaskBehind(t *testing.T) {
	t.Parallel()
	w := newTaskLifecycle(small(t))
	c := newCrew(t, 5, once(func(req *http.Request) bool { return isTaskUpdate(req) && req.ContentLength < 60 }, lose))
	c.run(w, 1)
	// The wrap-up is shown and not done; completing an assigned task is allowed.
	if final := c.finals(w)[0]; final.State != history.Completed {
		t.Errorf("the first task is %v", final.State)
	}
	if c.wrongs["complete: a version that was there before"] != 1 {
		t.Errorf("wrong: %v; want the version that was given out twice", c.wrongs)
	}
}

func TestWithoutRoomNoTaskIsOffered(t *testing.T) {
	t.Parallel()
	s := small(t)
	s.TaskLifecycle.Offers = 2
	w := newTaskLifecycle(s).(*taskLifecycle)
	c := newCrew(t, 1, nil)
	if err := w.open(c.site, waitingRoom); err != nil {
		t.Fatal(err)
	}
	c.send(w, 1)
	if count(t, w, "no_offer") != 1 || c.rights != 0 || len(c.sent) != 3 {
		t.Errorf("counts %v, %d right, %d requests; want one task without offer after looking twice", w.Counts(), c.rights, len(c.sent))
	}
}

func TestMediaIsAttachedInsideItsWindow(t *testing.T) {
	t.Parallel()
	w := newMediaWindow(closely(t))
	c := newCrew(t, 100, nil)
	c.run(w, 1)
	c.allRight()
	if n := count(t, w, "attached"); n != 49 || len(c.margins) != 49 {
		t.Errorf("%d attached and %d margins; want 49 of 100 hits, the odd ones after the first", n, len(c.margins))
	}
	for _, left := range c.margins {
		if left != 2*time.Minute {
			t.Fatalf("on a clock that stands %s are left, want 2m", left)
		}
	}
	for subject, final := range c.finals(w) {
		if final.State != history.Completed || final.Copies != 1 || final.Foreign != "" {
			t.Errorf("task %d is read back as %+v", subject, final)
		}
		if attached := w.Subject(hitOf(final.Marker)) == int(subject); !attached {
			t.Errorf("task %d holds marker %d of another", subject, final.Marker)
		}
	}
}

// closely lets media follow its task after a few hits.
func closely(t *testing.T) settings {
	s := small(t)
	s.MediaWindow.Behind = 3
	return s
}

func TestMediaIsJudgedByTheTargetsClock(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		passes         time.Duration
		attached, late int64
		left           time.Duration
	}{
		{119 * time.Second, 1, 0, time.Second},
		{2 * time.Minute, 0, 1, 0},
		{3 * time.Minute, 0, 1, 0},
	} {
		w := newMediaWindow(closely(t))
		c := newCrew(t, 4, nil)
		c.prepare(w)
		c.hit(w, 0)
		if err := c.account.Elapse(t.Context(), row.passes); err != nil {
			t.Fatal(err)
		}
		c.hit(w, 3)
		if count(t, w, "attached") != row.attached || count(t, w, "late") != row.late || count(t, w, "refused") != 0 || len(c.wrongs) != 0 {
			t.Errorf("after %s: %v, wrong %v; want %d attached and %d late", row.passes, w.Counts(), c.wrongs, row.attached, row.late)
		}
		if row.attached == 1 && (len(c.margins) != 1 || c.margins[0] != row.left) {
			t.Errorf("after %s %v are left, want %s", row.passes, c.margins, row.left)
		}
		gone := c.finals(w)[0].Copies == 0
		if may := w.Audit().MayBeGone(0); gone != (row.late == 1) || may != gone {
			t.Errorf("after %s the task is gone: %t, and may be: %t", row.passes, gone, may)
		}
	}
}

func TestATaskThatGoesInsideItsWindowIsWrong(t *testing.T) {
	t.Parallel()
	w := newMediaWindow(closely(t)).(*mediaWindow)
	c := newCrew(t, 4, nil)
	c.prepare(w)
	c.hit(w, 0)
	e, _ := w.roll.get(0)
	if err := c.site.Client.TaskrouterV1.DeleteTask(w.centre.WorkspaceSid, e.sid, nil); err != nil {
		t.Fatal(err)
	}
	c.hit(w, 3)
	if c.wrongs["attach: the task was gone inside its window"] != 1 || count(t, w, "late") != 0 || count(t, w, "refused") != 1 {
		t.Errorf("wrong %v, counts %v", c.wrongs, w.Counts())
	}
	c.finals(w)
	if w.Audit().MayBeGone(0) {
		t.Error("the task may be gone a moment after its end")
	}
}

func TestMediaWithoutItsTaskIsCountedAndNotSent(t *testing.T) {
	t.Parallel()
	w := newMediaWindow(closely(t))
	c := newCrew(t, 4, nil)
	c.prepare(w)
	c.hit(w, 3)
	if count(t, w, "not_ready") != 1 || len(c.sent) != 0 || c.refused[0] != 1 {
		t.Errorf("counts %v, %d requests, refused %v; want one that was not sent", w.Counts(), len(c.sent), c.refused)
	}
}

func TestEveryRowOfTheClosingTableHolds(t *testing.T) {
	t.Parallel()
	w := newChannelClose(small(t)).(*channelClose)
	c := newCrew(t, 100, nil)
	c.run(w, 4)
	c.allRight()
	played := int64(0)
	for _, row := range w.rows {
		n := count(t, w, row.Name)
		if n == 0 {
			t.Errorf("row %s was not played in 100 hits", row.Name)
		}
		played += n
	}
	if played != 100 {
		t.Errorf("%d of 100 hits count for a row", played)
	}
	finals := c.finals(w)
	for n := range int32(100) {
		if f := finals[n]; f.Copies != 1 || f.State != history.Completed || f.Marker != markerOf(int(n), 0) {
			t.Errorf("chat %d is read back as %+v", n, f)
		}
	}
}

func TestAChannelThatClosesOtherwiseIsWrong(t *testing.T) {
	t.Parallel()
	s := small(t)
	rows := s.ChannelClose.Rows
	for _, row := range []struct {
		row   int
		spoil func(*closing)
		class string
	}{
		{0, func(c *closing) { c.Answer = 400 }, "close by closed: answered not as documented"},
		{0, func(c *closing) { c.Channel = "inactive" }, "close by closed: another channel status"},
		{1, func(c *closing) { c.Task = "wrapping" }, "task after closed_with_routing: not as documented"},
		{2, func(c *closing) { c.Conversation = []string{"closed"} }, "conversation after inactive_with_routing: not as documented"},
		{3, func(c *closing) { c.Channel = "inactive" }, "channel after inactive_refused: not as documented"},
	} {
		spoiled := rows[row.row]
		row.spoil(&spoiled)
		one := s
		one.ChannelClose.Rows = []closing{spoiled}
		w := newChannelClose(one)
		c := newCrew(t, 1, nil)
		c.run(w, 1)
		if c.wrongs[row.class] != 1 {
			t.Errorf("wrong: %v, refused %v; want %q", c.wrongs, c.refused, row.class)
		}
	}
}

func TestAnAuditKnowsWhoElseChangesTasks(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct{ others, unguarded, began bool }{
		"task-update": {began: true}, "contended-update": {began: true}, "contended-update-blind": {unguarded: true, began: true},
		"media-window": {others: true}, "task-lifecycle": {others: true}, "channel-close": {others: true},
	} {
		got := named(t, name).Audit()
		unguarded := got.Unguarded != nil && got.Unguarded(1)
		if got.Others != want.others || unguarded != want.unguarded || (got.Base != nil) != want.began {
			t.Errorf("%s: others %t, unguarded %t, knows how tasks began %t; want %+v", name, got.Others, unguarded, got.Base != nil, want)
		}
		if got.MayBeGone != nil && got.MayBeGone(1) {
			t.Errorf("%s: a task may be gone before anything was sent", name)
		}
	}
}
