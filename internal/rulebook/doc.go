// Package rulebook holds what Twilio's pages state, as data: the two minutes in
// which a completed task may still be updated, the table of channel statuses,
// the six events at which Insights reads attributes, the keys that it reads there,
// the types of media link.
//
// Nothing here acts. The rooms above read a [Book] and do what it says, so that
// a documented value can be looked up in one place, corrected where an account
// is seen to differ ([Read]), and broken on purpose to see whether anybody
// notices. A field's `rule` tag names the rules that depend on it; those ids
// are the tags of the features.
//
//	book := rulebook.Documented()
//	book.CompletedTaskRetention.Of() // 2m0s
//
// It also holds [Refusal], the coded answer that every rule gives to a request
// that it turns down.
package rulebook
