package sim

import (
	"testing"
	"time"

	"github.com/flexrig/flexrig/internal/rulebook"
)

func TestAWorkersVersion(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	version := func() int {
		worker, err := c.a.Worker(c.ws, c.workers["ann"])
		c.must("fetch ann", err)
		return worker.Version
	}
	steps := []struct {
		name string
		do   func()
		want int
	}{
		{"at first", func() {}, 0},
		{"new attributes", func() {
			errorOrNil := errorOf(c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{Attributes: new(`{"x":1}`)}))
			c.must("update", errorOrNil)
		}, 1},
		{"the same attributes", func() {
			c.passes(time.Second)
			c.must("update", errorOf(c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{Attributes: new(`{"x":1}`)})))
		}, 1},
		{"the same activity, later", func() { c.passes(time.Second); c.becomes("ann", "Available") }, 1},
		{"a reservation", func() { c.task("chat") }, 2},
		{"its rejection", func() { c.rejects("ann", "chat") }, 2},
		{"another activity", func() { c.becomes("ann", "Offline") }, 3},
		{"an activity that is renamed", func() {
			c.must("rename", errorOf(c.a.UpdateActivity(c.ws, c.activity("Offline"), ActivityChange{FriendlyName: new("Away")})))
		}, 3},
	}
	for _, step := range steps {
		step.do()
		if got := version(); got != step.want {
			t.Errorf("%s: version %d, want %d", step.name, got, step.want)
		}
	}
	sound(t, c.a)
}

func TestWhenAWorkersStatusChanged(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.passes(time.Minute)
	c.becomes("ann", "Available")
	worker, err := c.a.Worker(c.ws, c.workers["ann"])
	if err != nil || !worker.StatusChanged.Equal(Start) {
		t.Errorf("set to the activity that she was in, her status changed at %s, error %v; want %s", worker.StatusChanged, err, Start)
	}
	c.becomes("ann", "Offline")
	worker, err = c.a.Worker(c.ws, c.workers["ann"])
	if want := Start.Add(time.Minute); err != nil || !worker.StatusChanged.Equal(want) {
		t.Errorf("set to another one it changed at %s, error %v; want %s", worker.StatusChanged, err, want)
	}
}

func TestOneNamePerWorkerWhateverTheCase(t *testing.T) {
	t.Parallel()
	c := newSimpleCentre(t)
	c.worker("ann", "{}")
	c.worker("bob", "{}")
	_, err := c.a.CreateWorker(c.ws, WorkerChange{FriendlyName: new("ANN")})
	wantRefused(t, "a second ann", err, rulebook.KindInvalid, rulebook.CodeInvalid)
	_, err = c.a.UpdateWorker(c.ws, c.workers["bob"], WorkerChange{FriendlyName: new("Ann")})
	wantRefused(t, "bob as Ann", err, rulebook.KindInvalid, rulebook.CodeInvalid)
	_, err = c.a.UpdateWorker(c.ws, c.workers["ann"], WorkerChange{FriendlyName: new("Ann")})
	if err != nil {
		t.Errorf("ann cannot be written Ann: %v", err)
	}
}
