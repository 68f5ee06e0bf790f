package sim

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// workerRow is a worker with what routing has to know of them.
type workerRow struct {
	worker   *taskrouter.Worker // as it stands; replaced, never changed
	channels workerChannels
	load     map[string]int // task channel sid to live reservations
	offers   *table[*offer]
	queues   []*queueRow // whose expression selects the worker, in the queues' order
	round    uint64      // counts how often they were offered anew what they had let pass
	idle     uint64      // who has been without a task for longest has the smallest
}

// longerIdle tells whether the worker has waited longer than another for
// something to do. Who has work does not wait at all.
func (r *workerRow) longerIdle(than *workerRow) bool {
	if busy := r.busy(); busy != than.busy() {
		return !busy
	}
	return r.idle < than.idle
}

func (r *workerRow) busy() bool {
	for _, live := range r.load {
		if live > 0 {
			return true
		}
	}
	return false
}

// A WorkerChange is what a create or update sets; IfMatch is the header as sent.
type WorkerChange struct {
	IfMatch                               string
	FriendlyName, ActivitySid, Attributes *string
	RejectPending                         bool
}

// CreateWorker makes a worker in the workspace's default activity unless told
// otherwise. A name that another worker bears, in whatever case, is refused.
func (a *Account) CreateWorker(ws string, change WorkerChange) (taskrouter.Worker, error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return taskrouter.Worker{}, err
	}
	if err := friendlyName(change.FriendlyName, true); err != nil {
		return taskrouter.Worker{}, err
	}
	worker := taskrouter.Worker{
		AccountSid: a.sid, WorkspaceSid: ws, Attributes: "{}", ActivitySid: w.value.DefaultActivitySid,
		Created: a.now, Updated: a.now, StatusChanged: a.now,
	}
	if worker, err = a.changedWorker(w, worker, change); err != nil {
		return taskrouter.Worker{}, err
	}
	worker.Sid, worker.Version = a.ids.next("WK"), 0
	row := &workerRow{
		worker: &worker, channels: newWorkerChannels(), load: map[string]int{}, offers: newTable[*offer](), idle: a.nextTurn(),
	}
	for channel := range w.channels.all() {
		row.channels.add(a.newWorkerChannel(worker.Sid, channel.Sid))
	}
	w.workers.add(worker.Sid, row)
	w.names[folded(worker.FriendlyName)] = row
	w.enlist(row)
	a.record(taskrouter.Event{Type: taskrouter.WorkerCreated, Workspace: ws, Worker: row.worker})
	a.feed(w, row)
	return worker, nil
}

// Worker finds a worker by their sid.
func (a *Account) Worker(ws, sid string) (taskrouter.Worker, error) {
	defer a.enter()()
	_, row, err := a.worker(ws, sid)
	if err != nil {
		return taskrouter.Worker{}, err
	}
	return *row.worker, nil
}

// UpdateWorker changes a worker's name, attributes or activity. An update that
// changes nothing leaves the version as it is.
func (a *Account) UpdateWorker(ws, sid string, change WorkerChange) (taskrouter.Worker, error) {
	defer a.enter()()
	w, row, err := a.worker(ws, sid)
	if err != nil {
		return taskrouter.Worker{}, err
	}
	if err := ifMatch(change.IfMatch, row.worker.Version); err != nil {
		return taskrouter.Worker{}, err
	}
	before := *row.worker
	after, err := a.changedWorker(w, before, change)
	if err != nil {
		return taskrouter.Worker{}, err
	}
	if after == before {
		return before, nil
	}
	after.Version++
	after.Updated = a.now
	row.worker = &after
	if a.book.Breaks(rulebook.WorkerUpdateReachesAll) {
		w.spread(after.Attributes)
	}
	delete(w.names, folded(before.FriendlyName))
	w.names[folded(after.FriendlyName)] = row
	a.workerChanged(w, row, before, change.RejectPending)
	return *row.worker, nil
}

// workerChanged records what an update has changed and lets routing react. A
// queue may select by any of it, not by attributes alone.
func (a *Account) workerChanged(w *workspace, row *workerRow, before taskrouter.Worker, rejectPending bool) {
	w.enlist(row)
	if row.worker.Attributes != before.Attributes {
		a.record(taskrouter.Event{Type: taskrouter.WorkerAttributesUpdate, Workspace: w.value.Sid, Worker: row.worker})
	}
	if row.worker.ActivitySid != before.ActivitySid {
		a.record(taskrouter.Event{Type: taskrouter.WorkerActivityUpdate, Workspace: w.value.Sid, Worker: row.worker})
		a.startOver(row)
		if rejectPending && !row.worker.Available {
			a.rejectAll(w, row)
		}
	}
	a.feed(w, row)
}

// rejectAll turns down every offer that the worker has not answered.
func (a *Account) rejectAll(w *workspace, row *workerRow) {
	for _, offer := range row.live() {
		if offer.reservation.Status == taskrouter.ReservationIsPending {
			a.decline(w, offer, taskrouter.ReservationIsRejected)
		}
	}
}

// changedWorker is the worker as a change would have them.
func (a *Account) changedWorker(w *workspace, worker taskrouter.Worker, change WorkerChange) (taskrouter.Worker, error) {
	if err := friendlyName(change.FriendlyName, false); err != nil {
		return worker, err
	}
	if change.FriendlyName != nil && w.nameTaken(*change.FriendlyName, worker.Sid) {
		return worker, rulebook.Invalid(rulebook.CodeInvalid, "A worker with friendly name %s exists in workspace %s", *change.FriendlyName, w.value.Sid)
	}
	keep(&worker.FriendlyName, change.FriendlyName)
	if change.Attributes != nil {
		attributes, err := a.workerAttributes(worker.Attributes, *change.Attributes)
		if err != nil {
			return worker, err
		}
		worker.Attributes = attributes
	}
	if change.ActivitySid != nil && *change.ActivitySid != worker.ActivitySid {
		worker.ActivitySid, worker.StatusChanged = *change.ActivitySid, a.now
	}
	activity, ok := w.activities.get(worker.ActivitySid)
	if !ok {
		return worker, unknownValue("ActivitySid", worker.ActivitySid)
	}
	worker.ActivityName, worker.Available = activity.FriendlyName, activity.Available
	return worker, nil
}

// workerAttributes is what an update makes of a worker's attributes: what it
// sends, whole.
func (a *Account) workerAttributes(before taskrouter.Attributes, sent string) (taskrouter.Attributes, error) {
	attributes, err := taskrouter.ParseAttributes(sent, a.book.AttributesCharacters)
	switch {
	case a.book.Breaks(rulebook.WorkerAttributesUnchecked):
		return taskrouter.Attributes(sent), nil
	case err != nil:
		return "", err
	case a.book.MergeAttributes:
		return before.Merge(attributes), nil
	}
	return attributes, nil
}

// spread gives every worker the same attributes, as the platform never does.
func (w *workspace) spread(attributes taskrouter.Attributes) {
	for row := range w.workers.all() {
		changed := *row.worker
		changed.Attributes = attributes
		row.worker = &changed
	}
}

func (w *workspace) nameTaken(name, except string) bool {
	holder, taken := w.names[folded(name)]
	return taken && holder.worker.Sid != except
}

// folded is the same text for two names exactly where strings.EqualFold holds
// them to be one: of every letter's cases it has the one that comes first.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		first := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			first = min(first, other)
		}
		return first
	}, name)
}

// DeleteWorker forgets a worker who holds no task. Offers that they have not
// answered go back to their queues.
func (a *Account) DeleteWorker(ws, sid, match string) error {
	defer a.enter()()
	w, row, err := a.worker(ws, sid)
	if err != nil {
		return err
	}
	if err := ifMatch(match, row.worker.Version); err != nil {
		return err
	}
	for _, offer := range row.live() {
		if offer.reservation.Held() {
			return rulebook.Invalid(rulebook.CodeInvalid, "Cannot delete worker %s because they hold reservation %s", sid, offer.reservation.Sid)
		}
	}
	w.dismiss(row)
	a.rejectAll(w, row)
	a.record(taskrouter.Event{Type: taskrouter.WorkerDeleted, Workspace: ws, Worker: row.worker})
	return nil
}

// A WorkerFilter narrows a list of workers.
type WorkerFilter struct {
	ActivityName, ActivitySid, FriendlyName              *string
	TargetWorkersExpression, TaskQueueName, TaskQueueSid *string
	Available                                            *bool
}

// Workers lists a workspace's workers.
func (a *Account) Workers(ws string, filter WorkerFilter, page Page) (Listed[taskrouter.Worker], error) {
	defer a.enter()()
	w, err := a.workspace(ws)
	if err != nil {
		return Listed[taskrouter.Worker]{}, err
	}
	selects, err := optionalExpression("TargetWorkersExpression", filter.TargetWorkersExpression)
	if err != nil {
		return Listed[taskrouter.Worker]{}, err
	}
	found := w.workers.page(page, func(r *workerRow) bool {
		return filter.matches(r) && (selects == nil || selects.Matches(r.worker.Variables()))
	})
	return mapped(found, func(r *workerRow) taskrouter.Worker { return *r.worker }), nil
}

func (f WorkerFilter) matches(r *workerRow) bool {
	return is(f.ActivityName, r.worker.ActivityName) && is(f.ActivitySid, r.worker.ActivitySid) &&
		is(f.FriendlyName, r.worker.FriendlyName) &&
		(f.Available == nil || *f.Available == r.worker.Available) &&
		r.inQueue(f.TaskQueueSid, f.TaskQueueName)
}

func (r *workerRow) inQueue(sid, name *string) bool {
	if sid == nil && name == nil {
		return true
	}
	for _, queue := range r.queues {
		if is(sid, queue.value.Sid) && is(name, queue.value.FriendlyName) {
			return true
		}
	}
	return false
}

func (a *Account) worker(ws, sid string) (*workspace, *workerRow, error) {
	w, err := a.workspace(ws)
	if err != nil {
		return nil, nil, err
	}
	row, ok := w.workers.get(sid)
	if !ok {
		return nil, nil, missing(ws, "Workers", sid)
	}
	return w, row, nil
}

// live are the worker's reservations that take up capacity.
func (r *workerRow) live() []*offer {
	var live []*offer
	for offer := range r.offers.all() {
		if offer.reservation.Live() {
			live = append(live, offer)
		}
	}
	return live
}

// ifMatch holds a request's If-Match, quoted or bare, against a version. No
// header matches every version, and so does *.
func ifMatch(header string, version int) error {
	is := strconv.Itoa(version)
	switch header {
	case "", "*", is, `"` + is + `"`:
		return nil
	}
	return rulebook.PreconditionFailed()
}
