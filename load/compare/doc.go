// Package compare says whether one target is slower than another, and when that
// cannot be said.
//
// A sample is one figure of one round: a round is a short load, and rounds of
// the two targets take turns, A B B A, so that what the machine does meanwhile
// meets both. [Run] plays such a match; whoever calls it knows how a round is
// measured:
//
//	found, err := compare.Run(ctx, compare.Match{
//		Rounds: 10,
//		Floor:  0.1,
//		Measure: func(ctx context.Context, side compare.Side, round int) (reports.Load, error) {
//			return load.Run(ctx, configs[side])
//		},
//	})
//	found.Verdict // reports.NoChange, Slower, Faster or CannotTell
//
// [Compare] judges one figure: a rank test, which asks nothing of how samples
// are distributed, and the interval of the change that belongs to it. A
// difference counts where it is unlikely to be chance, where it may be as large
// as a floor that somebody chose, and where a second set of rounds shows it too.
// The floor is thus the largest change that may pass for none; it is not what
// the estimate has to exceed, or a change of just the floor would be missed
// every second time.
//
// In simulated matches of ten rounds with a floor of 10 %, a target that is 10 %
// slower is told from itself in more than nine of ten where rounds of one target
// vary by up to 5 %, and the same target is called different in fewer than one of
// a hundred. Where rounds vary more, or one in ten stalls, "cannot tell" gets more
// frequent; "no change" stays under one in ten where there is a change of the
// floor. The tests named InSimulation hold that.
//
// A [Baseline] is the samples of one valid run with its plan, the machine and
// the versions, as a small JSON file for people to keep in git; [Against] holds a
// later run against it. Its samples are windows of one run, and those know
// nothing of how runs of one target differ, by the hour or by who else uses the
// machine: taking turns says more. Windows are put together to longer samples, and
// what neighbours still have in common widens p and the interval. They hold response
// times and no service times, since a window keeps one histogram: a generator that
// was late shows in a saved run's figures, though one that was too late is refused.
//
// Nothing here sends a request or knows what a workload is.
package compare
