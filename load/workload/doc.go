// Package workload holds what loads do: the flows of requests that hits are.
//
// Each workload is one type that implements [attack.Workload]; [Named] finds one
// by its name, and [Names] lists them. What varies between them (how many tasks,
// how many writers, which payloads, which rows of the closing table) is data
// (workloads.yaml, embedded).
//
// What a hit sends follows from the run's seed and the hit's number. Every write
// carries a marker that no other has, so that whatever is read back names the
// write that it came from.
package workload
