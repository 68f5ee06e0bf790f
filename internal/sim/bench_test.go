package sim

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// kilobyte is the attributes of a task as integrations write them, of about
// 1,000 characters; each task's are its own.
func kilobyte(i int) string {
	return fmt.Sprintf(`{"name":"caller %06d","notes":"%s"}`, i, strings.Repeat("x", 960))
}

// sizes are how many tasks are held. With -short, which asks whether a benchmark
// still runs, there are few: to make 100,000 takes longer than to measure with them.
func sizes() []int {
	if testing.Short() {
		return []int{1_000}
	}
	return []int{1_000, 100_000}
}

// holding is a centre in which so many tasks wait.
func holding(b *testing.B, tasks int) *centre {
	b.Helper()
	c := newSimpleCentre(b)
	c.workerIn("ann", "{}", "Offline")
	for i := range tasks {
		if _, err := c.a.CreateTask(c.ws, NewTask{Attributes: new(kilobyte(i))}); err != nil {
			b.Fatal(err)
		}
	}
	return c
}

func eachSize(b *testing.B, run func(b *testing.B, c *centre)) {
	for _, held := range sizes() {
		b.Run(fmt.Sprintf("held=%d", held), func(b *testing.B) {
			c := holding(b, held)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, c)
		})
	}
}

func BenchmarkCreateTask(b *testing.B) {
	eachSize(b, func(b *testing.B, c *centre) {
		attributes := new(kilobyte(0))
		for b.Loop() {
			view, err := c.a.CreateTask(c.ws, NewTask{Attributes: attributes})
			if err != nil {
				b.Fatal(err)
			}
			if err := c.a.DeleteTask(c.ws, view.Sid, ""); err != nil { // so that as many are held as the name says
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkUpdateTask(b *testing.B) {
	eachSize(b, func(b *testing.B, c *centre) {
		found, err := c.a.Tasks(c.ws, TaskFilter{}, Page{Size: 1000})
		if err != nil {
			b.Fatal(err)
		}
		attributes, i := new(kilobyte(0)), 0
		for b.Loop() {
			if _, err := c.a.UpdateTask(c.ws, found.Items[i%1000].Sid, TaskChange{Attributes: attributes}); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

func BenchmarkListTasks(b *testing.B) {
	for _, row := range []struct {
		name   string
		filter TaskFilter
	}{
		{"oldest", TaskFilter{}},
		{"newest", TaskFilter{Ordering: new(newestFirst)}},
		{"pending", TaskFilter{Statuses: []string{"pending"}}},
		{"completed", TaskFilter{Statuses: []string{"completed"}}},
	} {
		b.Run(row.name, func(b *testing.B) {
			eachSize(b, func(b *testing.B, c *centre) {
				for b.Loop() {
					if _, err := c.a.Tasks(c.ws, row.filter, Page{Size: 50}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

func BenchmarkOfferAndComplete(b *testing.B) {
	eachSize(b, func(b *testing.B, c *centre) {
		c.becomes("ann", "Available")
		for b.Loop() {
			found, err := c.a.WorkerReservations(c.ws, c.workers["ann"], ReservationFilter{Status: new("pending")}, Page{Size: 1})
			if err != nil || len(found.Items) != 1 {
				b.Fatalf("%d reservations, error %v", len(found.Items), err)
			}
			r := found.Items[0]
			for _, status := range []string{"accepted", "completed"} {
				if _, err := c.a.UpdateTaskReservation(c.ws, r.TaskSid, r.Sid, ReservationChange{Status: &status}); err != nil {
					b.Fatal(err)
				}
			}
			if err := c.a.DeleteTask(c.ws, r.TaskSid, ""); err != nil {
				b.Fatal(err)
			}
			if _, err := c.a.CreateTask(c.ws, NewTask{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMemory is what 100,000 tasks that wait cost, their events included.
func BenchmarkMemory(b *testing.B) {
	held := slices.Max(sizes())
	heap := func() float64 {
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return float64(stats.HeapAlloc)
	}
	for b.Loop() {
		before := heap()
		c := holding(b, held)
		b.ReportMetric((heap()-before)/float64(held), "B/task")
		runtime.KeepAlive(c)
	}
}
