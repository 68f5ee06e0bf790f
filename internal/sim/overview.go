package sim

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/flexrig/flexrig/internal/flex"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An Overview is what an account holds at one instant, for people to look at.
// Its lists are bounded, whatever the account holds; its counts are whole.
type Overview struct {
	Now          time.Time
	Tasks        []TaskGlance                  // those that go soonest first, then the newest
	TaskCounts   map[taskrouter.TaskStatus]int // every status, also where it has none
	Channels     []ChannelGlance               // the newest first
	Interactions int                           // that were ever created: their channels, those that are deleted too
	Reservations []ReservationGlance           // of the tasks above, those that take up capacity
	Workspaces   int
}

// A TaskGlance is a task, and what becomes of it unasked. Attributes are the
// beginning of them alone.
type TaskGlance struct {
	TaskView
	Beginning string
	Until     time.Time // when it is deleted or times out; zero where nothing waits
}

// A ChannelGlance is an interaction's channel with the instant of its deletion.
type ChannelGlance struct {
	flex.Channel
	Until time.Time
}

// A ReservationGlance is an offer, pending until its deadline, or held.
type ReservationGlance struct{ taskrouter.Reservation }

// glanceLength bounds what an overview shows of attributes, in bytes.
const glanceLength = 240

// Overview gives at most so many tasks, channels and reservations. It looks at no
// more than ten times as many, so that it costs the same with a million tasks.
func (a *Account) Overview(most int) Overview {
	defer a.enter()()
	view := Overview{
		Now: a.now, TaskCounts: map[taskrouter.TaskStatus]int{}, Tasks: []TaskGlance{}, Channels: []ChannelGlance{},
		Interactions: a.interactions.len(), Reservations: []ReservationGlance{}, Workspaces: a.workspaces.len(),
	}
	for _, status := range taskrouter.TaskStatuses() {
		for w := range a.workspaces.all() {
			view.TaskCounts[status] += w.tasks.byStatus[status].Len()
		}
	}
	rows := append(a.soonGone(most/2), a.living(most)...)
	for _, row := range rows[:min(most, len(rows))] {
		view.add(a, row, most)
	}
	view.Channels = a.channelsAtAGlance(most)
	return view
}

// soonGone gives the tasks that have ended, those that go first at the front.
func (a *Account) soonGone(most int) []*taskRow {
	var rows []*taskRow
	for _, row := range a.ended[:min(10*most, len(a.ended))] {
		if len(rows) == most {
			break
		}
		if w, ok := a.workspaces.get(row.task.WorkspaceSid); ok && !a.hides(row) && !a.omits(row) {
			if _, there := w.tasks.get(row.task.Sid); there { // it may have been deleted before its time
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// living gives the newest tasks that have not ended.
func (a *Account) living(most int) []*taskRow {
	var rows []*taskRow
	for w := range a.workspaces.all() {
		for _, status := range taskrouter.TaskStatuses() {
			if (taskrouter.Task{Status: status}).Final() || len(rows) >= 10*most {
				continue
			}
			left := most
			w.tasks.byStatus[status].Reverse(func(_ uint64, row *taskRow) bool {
				rows = append(rows, row)
				left--
				return left > 0
			})
		}
	}
	slices.SortStableFunc(rows, func(x, y *taskRow) int {
		return cmp.Or(y.task.Created.Compare(x.task.Created), cmp.Compare(y.seq, x.seq))
	})
	return rows[:min(most, len(rows))]
}

func (v *Overview) add(a *Account, row *taskRow, most int) {
	w, ok := a.workspaces.get(row.task.WorkspaceSid)
	if !ok {
		return
	}
	glance := TaskGlance{TaskView: w.taskView(row, a.now), Beginning: beginning(string(row.task.Attributes), glanceLength)}
	switch {
	case row.task.Final():
		glance.Until = row.task.Ended.Add(a.book.CompletedTaskRetention.Of())
	case row.task.Status != taskrouter.Wrapping: // whose alarm is stopped
		glance.Until = row.deadline.at
	}
	v.Tasks = append(v.Tasks, glance)
	for _, offer := range row.offers {
		if offer.reservation.Live() && len(v.Reservations) < most {
			v.Reservations = append(v.Reservations, ReservationGlance{*offer.reservation})
		}
	}
}

func (a *Account) channelsAtAGlance(most int) []ChannelGlance {
	channels := []ChannelGlance{}
	looked := 0
	for _, i := range a.interactions.before(0) {
		if looked++; looked > 10*most || len(channels) == most {
			break
		}
		if !a.expired(i, a.now) {
			channels = append(channels, ChannelGlance{i.channel, i.channel.LastActivity.Add(a.book.ChannelRetention.Of())})
		}
	}
	return channels
}

// beginning cuts a text between two characters.
func beginning(text string, longest int) string {
	if len(text) <= longest {
		return text
	}
	for longest > 0 && !utf8.RuneStart(text[longest]) {
		longest--
	}
	return text[:longest] + "…"
}
