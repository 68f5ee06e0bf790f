// Package chat holds the nouns and rules of Programmable Chat as far as Flex's
// custom channels reach: a [Channel] is the thread between a customer and an
// agent, a [Message] is said on it, a [Webhook] is called for what happens there,
// a [User] is somebody who can speak.
//
// It is a room of its own beside conversations because it is a product of its
// own, the older one: another host, other error codes, webhooks on each channel.
// Custom channels that were built on it go on running.
//
//	hook, err := chat.Webhook{}.Change(change, book)
//	if hook.Hears(rulebook.EventMessageSent, "Hello") { … }
//
// What it is not: the network. Which webhooks a message is to be told to is
// decided here and in the room above; sending is not.
//
// Where the pages are silent it is decided, and features say @assumed: a channel's
// attributes may be any JSON; a trigger is looked for letter by letter; a type of
// webhook is given at its creation and stays.
package chat
