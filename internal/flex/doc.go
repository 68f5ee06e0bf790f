// Package flex holds the nouns and rules of Flex's interactions: an
// [Interaction] has a [Channel], the channel has tasks, participants and one
// conversation, and an [Invite] asks an agent onto it. Beside them stand the
// older custom channels: a [Flow] is a Flex Flow, which says what becomes of the
// messages on a [ChatChannel] that Flex has made for a contact.
//
// The rules are functions of values. They know what a channel's update asks for
// and what the rule book's closing table answers ([Channel.Update]), when a
// channel is deleted ([Channel.Gone]) and what a participant may be set to. They
// do not know how tasks, reservations and conversation are brought there: that
// is done by the room above, in one command, so that no client sees half of it.
//
// Where the pages on custom channels are silent it is decided, and features say
// @assumed: a Flex Flow names a chat service and a Studio flow that exist; one
// without an integration type that names a Studio flow runs it; a contact
// identity may be left out.
//
// Sources of the rules: Twilio docs, Interaction Channels; Twilio Custom Task
// Channel.
package flex
