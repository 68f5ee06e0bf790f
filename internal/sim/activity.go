package sim

import (
	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// An ActivityChange is what a create or update sets. Available counts at
// creation only.
type ActivityChange struct {
	FriendlyName *string
	Available    *bool
}

// An ActivityFilter narrows a list of activities.
type ActivityFilter struct {
	FriendlyName *string
	Available    *bool
}

// CreateActivity makes an activity, unavailable unless told otherwise.
func (a *Account) CreateActivity(ws string, change ActivityChange) (taskrouter.Activity, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Activity{}, err
	}
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return taskrouter.Activity{}, err
	}
	activity := taskrouter.Activity{
		Sid: a.ids.next("WA"), WorkspaceSid: ws, FriendlyName: *change.FriendlyName, Created: a.now, Updated: a.now,
	}
	keep(&activity.Available, change.Available)
	w.activities.add(activity.Sid, activity)
	a.note(taskrouter.ActivityCreated, ws, activity.Sid, "activity "+activity.FriendlyName)
	return activity, nil
}

// Activity finds an activity by its sid.
func (a *Account) Activity(ws, sid string) (taskrouter.Activity, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Activity{}, err
	}
	return w.activity(sid)
}

func (w *workspace) activity(sid string) (taskrouter.Activity, error) {
	if activity, ok := w.activities.get(sid); ok {
		return activity, nil
	}
	return taskrouter.Activity{}, missing(w.value.Sid, "Activities", sid)
}

// UpdateActivity renames an activity.
func (a *Account) UpdateActivity(ws, sid string, change ActivityChange) (taskrouter.Activity, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Activity{}, err
	}
	activity, err := w.activity(sid)
	if err != nil {
		return activity, err
	}
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return activity, err
	}
	keep(&activity.FriendlyName, change.FriendlyName)
	activity.Updated = a.now
	w.activities.set(sid, activity)
	a.note(taskrouter.ActivityUpdated, ws, sid, "activity "+activity.FriendlyName)
	a.feedAll(w, w.rename(activity))
	return activity, nil
}

// rename tells the workers who are in an activity what it is called now, and
// gives back who they are: a queue may select by the name.
func (w *workspace) rename(activity taskrouter.Activity) []*workerRow {
	var told []*workerRow
	for row := range w.workers.all() {
		if row.worker.ActivitySid == activity.Sid {
			renamed := *row.worker
			renamed.ActivityName = activity.FriendlyName
			row.worker = &renamed
			w.enlist(row)
			told = append(told, row)
		}
	}
	return told
}

// DeleteActivity forgets an activity that no worker is in and that the
// workspace does not fall back on.
func (a *Account) DeleteActivity(ws, sid string) error {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return err
	}
	activity, err := w.activity(sid)
	if err != nil {
		return err
	}
	if sid == w.value.DefaultActivitySid || sid == w.value.TimeoutActivitySid {
		return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete activity %s because workspace %s falls back on it", sid, ws)
	}
	if _, busy := w.workers.find(func(r *workerRow) bool { return r.worker.ActivitySid == sid }); busy {
		return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete activity %s because a worker is in it", sid)
	}
	w.activities.remove(sid)
	a.note(taskrouter.ActivityDeleted, ws, sid, "activity "+activity.FriendlyName)
	return nil
}

// Activities lists a workspace's activities.
func (a *Account) Activities(ws string, filter ActivityFilter, page Page) (Listed[taskrouter.Activity], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[taskrouter.Activity]{}, err
	}
	return w.activities.page(page, func(activity taskrouter.Activity) bool {
		return is(filter.FriendlyName, activity.FriendlyName) &&
			(filter.Available == nil || *filter.Available == activity.Available)
	}), nil
}
