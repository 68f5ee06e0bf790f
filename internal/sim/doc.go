// Package sim is the stand-in's memory: accounts that carry out one command at a
// time, by the rules of the rooms below, and remember all of it.
//
// An [Account] is the unit of everything: it has its own state, clock, seed and
// history, and none of another's. Each exported method is one command. It takes
// the account's lock, lets everything happen that has fallen due by now, does
// its work whole or not at all, and gives back values that nobody changes any
// more. Refusals are *rulebook.Refusal; any other error is a defect.
//
// Four habits decide how it is written:
//
//   - What stands in the store is replaced, never changed in place. An event
//     can therefore point to the task as it stood, at no cost, and Insights can
//     be a function of the history alone.
//   - Expiry is computed. A completed task is gone because the account's instant
//     says so, not because a timer fired. Timers exist for what has to happen
//     unasked: a reservation that times out, a task whose timeout cancels it.
//     They run in the order of their instants on the goroutine that moves the
//     clock, each at its own.
//   - The history keeps all that happened but for what nobody can miss. Of
//     updates that another update of the same task followed, and of the events
//     of tasks that are gone, only so many are kept, and those dropped are
//     counted: see [Options.History]. What is shown of a task that is still
//     there is what the whole history would show; only the record of what
//     Insights read to the letter is shorter. Everything else, so events of
//     workers and queues, is kept for as long as the account is.
//   - Cost does not grow with what is held. Tasks lie in ordered maps by age, by
//     status, and by the line in which they wait.
//
// An account is found by what a request's credentials name: its own sid, or that of
// an API key. Keys that were given to it belong to it like its token; those that the
// API makes are part of its state, and go with a reset.
//
// An account can be saved and made again: [Account.Snapshot], [Accounts.Restore].
// What is new in an account's state has to be in its snapshot too.
//
// The smallest use:
//
//	accounts := sim.NewAccounts(sim.Options{})
//	account, err := accounts.Open("AC00000000000000000000000000000001", "token", 1)
//	…
//	ws, err := account.CreateWorkspace(sim.WorkspaceChange{FriendlyName: &name}, nil)
//	account.Advance(2 * time.Minute)
//
// It speaks no HTTP and knows no form: that is the room above.
package sim
