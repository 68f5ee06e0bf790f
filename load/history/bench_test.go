package history_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/flexrig/flexrig/load/history"
)

// filled is a log of so many writes in turns over subjects, a millisecond apart,
// and what is read back after them.
func filled(writes, subjects int) (*history.Log, []history.Final) {
	log, finals := history.NewLog(), make([]history.Final, subjects)
	for i := range writes {
		subject, turn := i%subjects, i/subjects
		w := history.Write{
			Subject: int32(subject), Kind: history.Replace, Version: int32(turn), Marker: uint64(i + 1),
			Sent: time.Duration(i) * 100 * time.Microsecond, State: history.Pending,
		}
		if turn == 0 {
			w.Kind = history.Create
		}
		w.Done = w.Sent + 5*ms
		log.Add(w)
		finals[subject] = history.Final{Subject: w.Subject, Copies: 1, Version: w.Version, State: w.State, Marker: w.Marker}
	}
	return log, finals
}

// BenchmarkCheck judges a million writes over ten thousand subjects; with -short,
// which asks whether it still runs, a hundredth of them.
func BenchmarkCheck(b *testing.B) {
	writes, subjects := 1_000_000, 10_000
	if testing.Short() {
		writes, subjects = writes/100, subjects/100
	}
	log, finals := filled(writes, subjects)
	b.ReportAllocs()
	for b.Loop() {
		if j := history.Check(log, finals, history.Options{}); !j.Held() || int(j.Read) != subjects || int(j.Writes) != writes {
			b.Fatalf("a correct history is broken: %+v", j)
		}
	}
	b.ReportMetric(float64(writes*b.N)/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(heap()/1e6, "heap-MB")
	runtime.KeepAlive(log)
}

// heap is how many bytes the process holds for its objects, those of which it has
// let go included until they are collected: the most that a check takes.
func heap() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapSys - m.HeapReleased)
}

// BenchmarkAdd keeps writes of two goroutines a core. The baseline is the least
// that a log can do: one list under one lock.
func BenchmarkAdd(b *testing.B) {
	for _, row := range []struct {
		name  string
		pause time.Duration // between writes; where it is a millisecond and more they are folded soon
		log   func() func(history.Write)
	}{
		{"baseline", time.Microsecond, func() func(history.Write) {
			var mu sync.Mutex
			var list []history.Write
			return func(w history.Write) { mu.Lock(); list = append(list, w); mu.Unlock() }
		}},
		{"log", time.Microsecond, func() func(history.Write) { return history.NewLog().Add }},
		{"log of a soak run", 5 * time.Millisecond, func() func(history.Write) { return history.NewLog().Add }},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(2)
			addInParallel(b, row.pause, row.log())
		})
	}
}

// addInParallel adds a correct history; every goroutine has subjects of its own.
func addInParallel(b *testing.B, pause time.Duration, add func(history.Write)) {
	const subjects = 1000
	var writers atomic.Int32
	b.RunParallel(func(pb *testing.PB) {
		first := writers.Add(1) * subjects
		for n := int32(0); pb.Next(); n++ {
			sent := time.Duration(n) * pause
			add(history.Write{
				Subject: first + n%subjects, Kind: history.Replace, Version: n/subjects + 1, Marker: uint64(n + 1),
				Sent: sent, Done: sent + ms,
			})
		}
	})
}
