package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// TestOverviewIsBounded: the counts are whole, the lists are not, and what goes
// first stands first.
func TestOverviewIsBounded(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("Ada", `{}`)
	for _, name := range strings.Fields("a b c d e f g h") {
		c.task(name)
	}
	for _, name := range []string{"h", "b", "c"} {
		c.becomesStatus(name, "canceled")
		c.passes(time.Second)
	}
	c.must("delete", c.a.DeleteTask(c.ws, c.tasks["h"], ""))
	view := c.a.Overview(4)
	if view.TaskCounts[taskrouter.Canceled] != 2 || len(view.TaskCounts) != len(taskrouter.TaskStatuses()) {
		t.Errorf("counts: %v", view.TaskCounts)
	}
	var got []string
	for _, task := range view.Tasks {
		for name, sid := range c.tasks {
			if sid == task.Sid {
				got = append(got, name)
			}
		}
	}
	if want := "b c g f"; strings.Join(got, " ") != want {
		t.Errorf("tasks: %v, want %s", got, want)
	}
	if left := view.Tasks[0].Until.Sub(view.Now); left != 2*time.Minute-2*time.Second {
		t.Errorf("the first goes in %s", left)
	}
	if left := view.Tasks[2].Until.Sub(view.Tasks[2].Created); left != c.a.book.TaskTimeout.Of() {
		t.Errorf("a waiting task times out after %s", left)
	}
	for _, task := range c.a.Overview(100).Tasks {
		if task.Sid == c.tasks["h"] {
			t.Error("a deleted task is shown")
		}
	}
}

func TestBeginningsAreCutBetweenCharacters(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, want string }{
		{"", ""}, {"abc", "abc"}, {"abcd", "abc…"}, {"äöü", "ä…"}, {"日本", "日…"}, {"𝄞x", "…"},
	} {
		if got := beginning(row.text, 3); got != row.want {
			t.Errorf("%q: got %q, want %q", row.text, got, row.want)
		}
	}
}

// BenchmarkOverview: what it costs does not grow with what there is.
func BenchmarkOverview(b *testing.B) {
	c := newSimpleCentre(b)
	for range 20_000 {
		_, err := c.a.CreateTask(c.ws, NewTask{})
		c.must("create task", err)
	}
	for b.Loop() {
		if view := c.a.Overview(100); len(view.Tasks) != 100 {
			b.Fatalf("%d tasks", len(view.Tasks))
		}
	}
}
