package sim

import (
	"fmt"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedWorker is a worker with their channels and their place in the line of the
// idle. Their reservations stand with the workspace's.
type savedWorker struct {
	Worker       *int                                 `json:"worker"`
	Channels     savedTable[taskrouter.WorkerChannel] `json:"channels"`
	Reservations uint64                               `json:"reservations"` // how many they have had
	Idle         uint64                               `json:"idle"`
}

func (s *saver) worker(row *workerRow) savedWorker {
	return savedWorker{
		Worker: s.facts.workers.place(row.worker), Channels: saveTable(row.channels.list, asItIs),
		Reservations: row.offers.last, Idle: row.idle,
	}
}

func (r *workspaceRestorer) workers() (err error) {
	r.w.workers, err = restoreTable(r.saved.Workers, "worker", r.worker)
	if err != nil {
		return err
	}
	for row := range r.w.workers.all() {
		r.w.names[folded(row.worker.FriendlyName)] = row
	}
	return nil
}

func (r *workspaceRestorer) worker(saved savedWorker) (sid string, row *workerRow, err error) {
	worker, err := needed(r.restorer.saved.Facts.Workers, saved.Worker, "worker")
	if err != nil {
		return "", nil, err
	}
	if _, ok := r.w.activities.get(worker.ActivitySid); !ok || worker.WorkspaceSid != r.w.value.Sid {
		return worker.Sid, nil, fmt.Errorf("activity %.60q or workspace %.60q is not theirs", worker.ActivitySid, worker.WorkspaceSid)
	}
	row = newWorkerRow(worker, saved.Idle)
	row.offers.last = saved.Reservations
	if saved.Idle > r.restorer.saved.Turn {
		return worker.Sid, nil, fmt.Errorf("their turn %d has not come", saved.Idle)
	}
	row.channels.list, err = restoreTable(saved.Channels, "channel", func(c taskrouter.WorkerChannel) (string, taskrouter.WorkerChannel, error) {
		if _, ok := r.w.channels.get(c.ChannelSid); !ok {
			return c.Sid, c, fmt.Errorf("task channel %.60q is not there", c.ChannelSid)
		}
		row.channels.byChannel[c.ChannelSid] = c.Sid
		return c.Sid, c, nil
	})
	return worker.Sid, row, err
}

func newWorkerRow(worker *taskrouter.Worker, idle uint64) *workerRow {
	return &workerRow{
		worker: worker, channels: newWorkerChannels(), load: map[string]int{}, offers: newTable[*offer](), idle: idle,
	}
}
