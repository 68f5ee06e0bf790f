// Package guard holds the checks that the rig makes itself, of what an
// integration writes and of what the rig is aimed at. Twilio's pages ask for
// these things and no API refuses what goes against them: a recording that
// nobody can open, patient data that everybody can, a page that shows in no
// frame, an identifier in a place that is meant for a handful of values, a
// production account on the test bench.
//
//	g := guard.Default()
//	media := guard.MediaIn(attributes)         // the links of one task, each with its path
//	g.Closed(ctx, media)                       // CM-19: what opens without credentials
//	g.Playable(ctx, guard.RecordingIn(attributes)) // TD-11: what does not
//	g.Embeddable(ctx, media)                   // CM-09: what stays out of a frame
//	g.Differing(tasks)                         // TD-16: what belongs in a label
//
// Each gives [Finding]s: the rule, the place in the attributes, what is wrong and
// what to do. A link's address is never repeated in one, since it may carry its
// authorization.
//
// # Fetching links
//
// Links are fetched on request only. What fetches them is bounded in time, in
// bytes and in redirects, speaks http and https, sends no credentials, not even
// those that an address has in front of its host, and no Referer. It stays out
// of private networks: who can write a task's attributes must not be able to
// make the rig knock at its neighbours' doors. That is decided on the address
// that is dialled, after the name was resolved, so that no name and no redirect
// leads around it.
//
// What could not be seen is never taken for good: a link that was refused, that
// timed out or that answered with something which says nothing of the rule is a
// finding of its own severity, [NotChecked], with the reason.
//
// # Settings
//
// A [Guard] is a value. All that could be otherwise is a field, so that a guard
// which is careless on purpose can be played like a platform that breaks a rule.
// The package knows no target, no clock and no simulator.
package guard
