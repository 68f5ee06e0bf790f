// Package attack sends a workload's hits when a schedule says that they are due.
//
// vegeta paces and counts; what a hit does is carried out in a RoundTripper of
// this package, so that a hit may be a flow of several requests. Three things
// are measured for each: how late it was sent (send lag), how long it took from
// then (service time), and how long it took from the instant at which it was
// due (response time, which is what users of a busy service feel, and what
// thresholds are about).
//
// Workers and connections are capped. Where all of them wait for answers, hits
// are sent late, and their response time says so: the target is slow. Where more
// than 1 % of the hits were sent over 50 ms late although a worker was free, the
// run is invalid: the machine could not keep up, and its figures are about the
// machine. A backlog that a stalled target leaves is not held against the
// generator; lateness.go says how the two are told apart.
//
// A run ends early when its context does, when whoever watches it says so, or
// when every connection has been refused, reset or cut for 5 s. What was measured
// until then is kept. [FindMax] runs many loads to find the highest rate that holds.
//
//	outcome, err := attack.Run(ctx, attack.Config{
//		Workload: w, Site: site, Schedule: schedule, Workers: 64, Timeout: 10 * time.Second,
//	})
package attack
