// Package target is what a run is aimed at, and the only way to reach it. A
// [Target] opens accounts; an [Account] gives a twilio-go client, a clock, the
// Insights projection and reports, agents' logins, the history and faults for one
// example, and remembers every request that was sent with its answer.
//
//	mock, err := target.NewMock(target.MockConfig{Seed: 1})
//	if err != nil { … }
//	defer mock.Close()
//	account, err := mock.Open(ctx, "a task that nobody accepts")
//	if err != nil { … }
//	defer account.Close() // tells of faults that were armed and did not happen
//	task, err := account.Client().TaskrouterV1.CreateTask(workspace, params)
//	err = account.Advance(ctx, 2*time.Minute)
//
// It is no simulator: what an account does is decided behind it. It judges
// nothing either: it carries requests and says what came back.
//
// # Which target
//
// There are three, and steps see the same of each:
//
//   - A [Mock], of [NewMock], is a stand-in in this process. Each example has an
//     account to itself, whose clock moves only when told to.
//   - A [Served], of [Serve], is a stand-in at an address, whose management door
//     makes the same account for each example that a mock of the seed makes.
//   - A [Common], of [Serve] too, is a server without a door, or one whose door is
//     left alone ([NoManagement]). All examples play on the one account of [Shared].
//     Time is really waited for as far as the patience goes; what only a door tells
//     is not observable, and [Common.Lacks] and [Common.CannotWait] say why.
//
// A Common account is not emptied: what an example made is taken away when its
// account is closed, and what could not be is told by [Common.Notes].
//
// # One way out
//
// twilio-go has no option for another base URL, so each account has an
// [net/http.RoundTripper] of its own. It lets through what goes to the hosts of
// Twilio's products under https and refuses all else by name, regional hosts
// included; TWILIO_EDGE and TWILIO_REGION in the environment change nothing. It
// ends a request with the account's context or after ten seconds, and reads
// every answer to its end, because twilio-go leaves the bodies of errors open.
//
// # Checks and admission
//
// [Account.Guard] is how the rig checks the links and values on an account; a
// link to the platform itself is asked for over the account's own transport,
// without credentials. [Admit] looks at a real account before the first write
// and refuses one that has not been named as a test account, or that looks like
// production although it is named.
//
// # The mock target and gock
//
// The stand-in's handler is the network behind gock: it is called in this
// process, there is no socket. Faults are gock mocks in front of it, one
// account's alone. gock is global to the process, which has consequences from
// the first [NewMock] that is not contained on, and until the process ends:
//
//   - [net/http.DefaultTransport] is gock's. Code that expects an
//     [*net/http.Transport] there must take its own before.
//   - Whoever sends through it gets what gock mocks of their own answer, reaches
//     loopback addresses, and nothing else: a request to any other host fails
//     with gock's error, so that none reaches the real Twilio by accident.
//     Loopback is reached even where a mock has matched; the mock's answer is
//     then laid over the real one.
//   - Transports of one's own, as [net/http/httptest.Server.Client] has, are left
//     alone, wherever they lead.
//   - [github.com/h2non/gock.Off] and its kin take faults away from the mock
//     targets, or let them be carried out as well. A fault that did not happen is
//     an error of [Account.Close]. Accounts reach their stand-in and nothing else
//     even then; the default transport leads to the internet again after Off and
//     Disable.
//
// A target with [MockConfig].Contained has none of this: gock and the default
// transport are left alone, and faults lie in the account's own transport. It is
// for programs that have uses of their own for both, as other people's tests do.
//
// Interception is never switched off again: that writes a global variable that
// every other sender reads without a lock.
package target
