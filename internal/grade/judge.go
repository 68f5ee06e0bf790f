package grade

import (
	"cmp"
	"slices"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
	"github.com/flexrig/flexrig/internal/taskrouter"
)

// Judge gives what is to be said of the conduct in a record: the heaviest first,
// the same things seen again counted, none of it twice. The same record gives
// the same findings. Nothing fails: what the record does not hold is not judged.
func Judge(record Record) []Finding {
	if record.Book == nil {
		record.Book = rulebook.Documented()
	}
	j := &judge{Record: record}
	j.index()
	for _, look := range []func(*judge){
		judgeDroppedKeys, judgeVersions, judgeRetention, judgeBackoff, judgeRetries, judgePolling,
		judgeChannelUpdates, judgeRefusals, judgeParameters,
		judgeInsights, judgeInsightsKeys, judgeWebhooks, judgeLeftovers,
	} {
		look(j)
	}
	return j.weighed()
}

// A judge is a record on its way to a verdict.
type judge struct {
	Record
	findings

	sids []string               // of tasks, in the order in which they appeared
	of   map[string]*taskRecord // by sid

	repeated [][]*Request // see attempts
}

// A taskRecord is what is known of one task.
type taskRecord struct {
	requests []*Request // that changed or showed it, in the order of its versions
	latest   *taskrouter.Task
	gone     time.Time // when it was deleted; zero where the record does not say
}

// index sorts requests and events by task.
func (j *judge) index() {
	j.of = map[string]*taskRecord{}
	for i := range j.Events {
		j.follow(&j.Events[i])
	}
	for i := range j.Requests {
		if r := &j.Requests[i]; r.After != nil {
			t := j.task(r.After.Sid)
			t.requests = append(t.requests, r)
			t.look(r.After)
		}
	}
	for _, t := range j.of {
		// Requests are in the order of their answers, and two writers' may have
		// overtaken each other on the way there. What changes a version comes
		// before what shows it.
		slices.SortStableFunc(t.requests, func(a, b *Request) int {
			return cmp.Or(cmp.Compare(a.After.Version, b.After.Version), cmp.Compare(a.shows(), b.shows()))
		})
	}
}

func (j *judge) follow(e *taskrouter.Event) {
	if e.Task == nil {
		return
	}
	t := j.task(e.Task.Sid)
	t.look(e.Task)
	if e.Type == taskrouter.TaskDeleted || e.Type == taskrouter.TaskSystemDeleted {
		t.gone = e.At
	}
}

// task gives the record of a task, which begins when it is first seen.
func (j *judge) task(sid string) *taskRecord {
	t := j.of[sid]
	if t == nil {
		t = &taskRecord{}
		j.of[sid] = t
		j.sids = append(j.sids, sid)
	}
	return t
}

func (t *taskRecord) look(seen *taskrouter.Task) {
	if t.latest == nil || seen.Version >= t.latest.Version {
		t.latest = seen
	}
}

// shows is 1 for a request that changed nothing, for sorting.
func (r *Request) shows() int {
	if r.changes() {
		return 0
	}
	return 1
}

// changes tells whether the request made or changed its task.
func (r *Request) changes() bool {
	return r.After != nil && r.Before != r.After && r.Method != "GET"
}
