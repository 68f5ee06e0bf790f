// Package flex holds the nouns and rules of Flex's interactions: an
// [Interaction] has a [Channel], the channel has tasks, participants and one
// conversation, and an [Invite] asks an agent onto it.
//
// The rules are functions of values. They know what a channel's update asks for
// and what the rule book's closing table answers ([Channel.Update]), when a
// channel is deleted ([Channel.Gone]) and what a participant may be set to. They
// do not know how tasks, reservations and conversation are brought there: that
// is done by the room above, in one command, so that no client sees half of it.
//
// Source of the rules: Twilio docs, Interaction Channels.
package flex
