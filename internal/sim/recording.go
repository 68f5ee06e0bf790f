package sim

import (
	"regexp"
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// A Recording is the platform's own recording of a call, made from the moment
// in which an agent accepts it (Twilio docs, Recordings resource). Nothing is
// recorded in truth: the stand-in has no calls.
type Recording struct {
	Sid              string
	CallSid          string // as the task's attributes name the call; empty where they do not
	Created, Updated time.Time
	Ended            time.Time // zero while the agent is on the call
}

// A RecordingFilter narrows a list of recordings; fields that are nil do not.
type RecordingFilter struct {
	CallSid       *string
	On            *time.Time // the day of creation, UTC
	Before, After *time.Time // days, both included
}

// callSid is the form of a call's sid.
var callSid = regexp.MustCompile(`^CA[0-9a-fA-F]{32}$`)

// recordCall begins the recording of a call that is being accepted, where the
// account records calls.
func (a *Account) recordCall(o *offer) {
	on := a.configuration.CallRecording || a.book.Breaks(rulebook.CallsAreAlwaysRecorded)
	if !on || !a.recordable(o.task) {
		return
	}
	made := &Recording{Sid: a.ids.next("RE"), Created: a.now, Updated: a.now}
	if named, _ := o.task.task.Attributes.Lookup([]string{"call_sid"}); named != nil {
		if sid, ok := named.(string); ok && callSid.MatchString(sid) {
			made.CallSid = sid
		}
	}
	a.recordings.add(made.Sid, made)
	recorded := *o.reservation
	recorded.Recording = "https://api.twilio.com/2010-04-01/Accounts/" + a.sid + "/Recordings/" + made.Sid
	o.reservation, o.recording = &recorded, made.Sid
}

func (a *Account) recordable(row *taskRow) bool {
	return slices.Contains(a.book.RecordedMedia, row.task.CameFrom().MediaType)
}

// linkRecording adds the recording of a call that has been accepted to the
// task's attributes (Twilio docs, Add Additional TaskRouter Data, add links to
// recordings). It is an update of the task like any other, by the platform.
func (a *Account) linkRecording(w *workspace, o *offer) {
	row, address := o.task, o.reservation.Recording
	if address == "" || a.book.Breaks(rulebook.RecordingsAreNotLinked) {
		return
	}
	attributes := row.task.Attributes
	if a.book.Breaks(rulebook.RecordingsAreLinkedOver) {
		attributes = attributes.Merge(taskrouter.Attributes(`{"conversations":{}}`))
	}
	linked, added := attributes.WithRecording(address, a.book.AttributesCharacters)
	if !added {
		return
	}
	w.tasks.put(row, row.task.WithAttributes(linked, a.now))
	a.tell(w, taskrouter.TaskUpdated, row, nil)
}

// recordHeldCalls records the calls that agents are on, in midst of them.
func (a *Account) recordHeldCalls() {
	for w := range a.workspaces.all() {
		for o := range w.reservations.all() {
			if o.reservation.Held() && o.recording == "" {
				a.recordCall(o)
				a.linkRecording(w, o)
			}
		}
	}
}

// stopRecording ends the recording of a call when its agent leaves it: before
// the wrap-up, which nobody is to hear.
func (a *Account) stopRecording(o *offer) {
	if o.reservation.Status != taskrouter.ReservationIsAccepted {
		return
	}
	if found, ok := a.recordings.get(o.recording); ok {
		ended := *found
		ended.Ended, ended.Updated = a.now, a.now
		a.recordings.set(ended.Sid, &ended)
	}
}

// Recording finds a recording.
func (a *Account) Recording(sid string) (Recording, error) {
	defer a.enter()()
	found, ok := a.recordings.get(sid)
	if !ok {
		return Recording{}, a.noRecording(sid)
	}
	return *found, nil
}

func (a *Account) noRecording(sid string) error {
	return rulebook.NotFound("/2010-04-01/Accounts/" + a.sid + "/Recordings/" + sid + ".json")
}

// Recordings lists the account's recordings, oldest first.
func (a *Account) Recordings(filter RecordingFilter, page Page) Listed[Recording] {
	defer a.enter()()
	found := a.recordings.page(page, filter.matches)
	return mapped(found, func(r *Recording) Recording { return *r })
}

// DeleteRecording deletes a recording. The link to it stays in the task's
// attributes: it leads nowhere from now on.
func (a *Account) DeleteRecording(sid string) error {
	defer a.enter()()
	if _, ok := a.recordings.get(sid); !ok {
		return a.noRecording(sid)
	}
	a.recordings.remove(sid)
	a.note("recording.deleted", "", sid, "")
	return nil
}

func (f RecordingFilter) matches(r *Recording) bool {
	day := dayOf(r.Created)
	return is(f.CallSid, r.CallSid) &&
		(f.On == nil || day.Equal(dayOf(*f.On))) &&
		(f.Before == nil || !day.After(dayOf(*f.Before))) &&
		(f.After == nil || !day.Before(dayOf(*f.After)))
}

func dayOf(at time.Time) time.Time { return at.UTC().Truncate(24 * time.Hour) }
