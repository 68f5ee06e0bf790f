package sim_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/flexrig/flexrig/internal/sim"
)

func BenchmarkMemoryOfIdleTasks(b *testing.B) {
	const held = 100_000
	filler := strings.Repeat("x", 960)
	var before, after runtime.MemStats
	for b.Loop() {
		accounts := sim.NewAccounts(sim.Options{})
		a, err := accounts.Open("AC00000000000000000000000000000001", "t", 1)
		if err != nil {
			b.Fatal(err)
		}
		name := "x"
		ws, err := a.CreateWorkspace(sim.WorkspaceChange{FriendlyName: &name})
		if err != nil {
			b.Fatal(err)
		}
		q, err := a.CreateTaskQueue(ws.Sid, sim.TaskQueueChange{FriendlyName: &name})
		if err != nil {
			b.Fatal(err)
		}
		config := fmt.Sprintf(`{"task_routing":{"default_filter":{"queue":%q}}}`, q.Sid)
		wf, err := a.CreateWorkflow(ws.Sid, sim.WorkflowChange{FriendlyName: &name, Configuration: &config})
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range held {
			attributes := fmt.Sprintf(`{"name":"caller %06d","notes":"%s"}`, i, filler)
			if _, err := a.CreateTask(ws.Sid, sim.NewTask{Attributes: &attributes, WorkflowSid: &wf.Sid}); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(accounts)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/held, "bytes/task")
}
