package sim

import (
	"fmt"

	"github.com/flexrig/flexrig/internal/taskrouter"
)

// savedFacts are the tasks, reservations and workers as they stood at every
// moment that is remembered. Events and rows name them by their places, so that
// what they share stays shared.
type savedFacts struct {
	Tasks        []*taskrouter.Task        `json:"tasks"`
	Reservations []*taskrouter.Reservation `json:"reservations"`
	Workers      []*taskrouter.Worker      `json:"workers"`
}

// share gives equal texts of what was read one place in memory: every version of
// a task would have the same attributes of its own.
func (f *savedFacts) share() {
	known := map[string]string{}
	share := func(texts ...*string) {
		for _, text := range texts {
			if same, ok := known[*text]; ok {
				*text = same
			} else {
				known[*text] = *text
			}
		}
	}
	for _, t := range f.Tasks {
		if t == nil {
			continue
		}
		share((*string)(&t.Attributes), (*string)(&t.Status), &t.Sid, &t.AccountSid, &t.WorkspaceSid, &t.ChannelSid,
			&t.WorkflowSid, &t.QueueSid, &t.Reason)
	}
	for _, r := range f.Reservations {
		if r == nil {
			continue
		}
		share((*string)(&r.Status), &r.Sid, &r.AccountSid, &r.WorkspaceSid, &r.TaskSid, &r.WorkerSid, &r.WorkerName, &r.ChannelSid)
	}
	for _, w := range f.Workers {
		if w == nil {
			continue
		}
		share((*string)(&w.Attributes), &w.Sid, &w.AccountSid, &w.WorkspaceSid, &w.FriendlyName, &w.ActivitySid, &w.ActivityName)
	}
}

// A factSaver gives each value one place, however often it is pointed to.
type factSaver struct {
	tasks        places[taskrouter.Task]
	reservations places[taskrouter.Reservation]
	workers      places[taskrouter.Worker]
}

func newFactSaver() factSaver {
	return factSaver{
		tasks:        places[taskrouter.Task]{of: map[*taskrouter.Task]int{}, all: []*taskrouter.Task{}},
		reservations: places[taskrouter.Reservation]{of: map[*taskrouter.Reservation]int{}, all: []*taskrouter.Reservation{}},
		workers:      places[taskrouter.Worker]{of: map[*taskrouter.Worker]int{}, all: []*taskrouter.Worker{}},
	}
}

func (f *factSaver) saved() savedFacts {
	return savedFacts{Tasks: f.tasks.all, Reservations: f.reservations.all, Workers: f.workers.all}
}

type places[T any] struct {
	of  map[*T]int
	all []*T
}

// place is where a value stands, nil for none.
func (p *places[T]) place(value *T) *int {
	if value == nil {
		return nil
	}
	at, known := p.of[value]
	if !known {
		at = len(p.all)
		p.of[value], p.all = at, append(p.all, value)
	}
	return &at
}

// valueAtPlace is the value at a place, nil for none.
func valueAtPlace[T any](all []*T, place *int, what string) (*T, error) {
	if place == nil {
		return nil, nil
	}
	if *place < 0 || *place >= len(all) || all[*place] == nil {
		return nil, fmt.Errorf("there is no %s at place %d", what, *place)
	}
	return all[*place], nil
}

// needed is the value at a place that has to be named.
func needed[T any](all []*T, place *int, what string) (*T, error) {
	value, err := valueAtPlace(all, place, what)
	if err == nil && value == nil {
		err = fmt.Errorf("it names no %s", what)
	}
	return value, err
}
