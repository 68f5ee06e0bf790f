// Package load drives an account's task-update paths at a set rate and says
// whether what was acknowledged is there afterwards.
//
// A run is made of parts that know nothing of each other, each a package below
// this one:
//
//   - pacing: when each hit is due. A [pacing.Schedule] is made of a profile
//     (constant, ramp, step, spike, soak), a rate and a duration.
//   - workload: what a hit does. One hit is one flow of requests, made from the
//     run's seed: the same seed sends the same bytes.
//   - attack: vegeta sends the hits when they are due. Latency counts from the
//     instant at which a hit was due, not from when a worker was free for it.
//   - history: which writes were sent and what was answered, and the checker
//     that holds them against what is read back after the last answer.
//   - threshold: p99<50ms, rate>=480/s, lost==0: read and judged.
//   - compare: two runs, or two targets in turns, and what noise allows to say.
//
// [Run] puts them together and gives a [reports.Load], which package reports
// renders. A run whose generator fell behind its schedule is invalid: it has
// measured the machine that it ran on, and proves nothing of the target.
//
// The package knows the API alone, as package steps does: what a stand-in
// remembers besides is not read.
package load
