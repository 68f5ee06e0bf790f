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
// are sent late, and their response time says so; a run in which hits were late
// although workers were free is invalid, since the machine could not keep up.
//
//	result, err := attack.Run(ctx, attack.Config{Workload: w, Site: site, Schedule: schedule, Workers: 64})
package attack
