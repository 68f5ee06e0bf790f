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
// [Mutants] lists the books that break a rule on purpose. Where no value stands
// for a rule a [Switch] does, which no file can turn on; the rooms above ask for
// it with [Book.Breaks] at the one place where they keep the rule.
//
// It also holds [Refusal], the coded answer that every rule gives to a request
// that it turns down.
package rulebook
