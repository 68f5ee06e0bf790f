// Package steps speaks the features: it gives each of their sentences a meaning
// in requests to a Twilio account, plays the examples, and records what was
// seen.
//
//	contract, err := features.Load()
//	...
//	stand, err := target.NewMock(target.MockConfig{Seed: 1, Strict: true})
//	...
//	rules, err := steps.Suite{
//		Target:   stand,
//		Contract: contract,
//		Selected: contract.Examples,
//		Parallel: 2,
//		Seed:     1,
//	}.Run(ctx)
//
// rules is what package reports renders. The package is no judge of its own
// case: it knows nothing of how the stand-in works, and sees it as it sees a
// real account, through twilio-go. What no API shows is asked of the account
// that package target opened: moving time, reading what Insights makes of the
// data, logging agents in, arming faults.
//
// Every example has an account of its own, so that they run at once and in any
// order. An example is broken when something was seen that is not as the
// feature says ([Mismatch]), and an error when the rig could not tell: a step
// without a word, a panic, no answer at all. Neither is ever held.
//
// # In a suite of one's own
//
// [Initialize] teaches another godog suite the same words, so that a feature of
// an integration can say "a call that "Ada" has accepted" beside its own steps.
// [AccountOf], [CentreOf] and [TaskOf] give those what the scenario has made.
//
// # Adding a word
//
// Each file holds the words of one noun: task.go, agent.go, media.go. A word is
// a pattern over the whole text of a step and a method of scenario that takes
// the pattern's groups. Its list is named in words.go, once. The comment at
// [scenario] says what a Given, a When and a Then may do; tests hold that every
// step of every feature is one word, and that no word is left over.
package steps
