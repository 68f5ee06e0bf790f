// Package history remembers what clients wrote and what they were told, and
// judges it against what is read back after the last answer.
//
// A [Write] is one change that was asked for. A [Log] takes writes from many
// goroutines. A [Final] is how a task stood when all was over. [Check] compares
// the two and gives a [Judgement]: every acknowledged write is there or was
// overwritten by a later one, none was done twice, none came from nowhere,
// versions add up, and no state follows another that cannot.
//
// What a client cannot know is not held against the target: a write without an
// answer may have been done or not, and both are right.
//
// A long run's log is folded ([Log.Folded] says what that hides), and where there is
// too much to read back a [Plan] chooses a sample.
//
//	log := history.NewLog()
//	log.Add(write) // by many goroutines
//	chosen, why := history.Plan{Most: 50_000, Seed: seed}.Choose(log.Subjects())
//	judgement := history.Check(log, finals, history.Options{Chosen: chosen})
//	judgement.Held() // and judgement.Unread == 0, or not all could be observed
//
// Nothing here sends requests or knows a workload; histories in tests are made
// by hand, with a lost update, a resurrected task or a doubled create planted.
package history
