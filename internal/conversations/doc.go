// Package conversations holds the nouns and rules of Twilio Conversations as far
// as Flex's rules reach: a conversation is the thread behind an interaction
// channel, it has participants and messages, and once it is closed nothing can
// be written to it any more.
//
// It is a room of its own because Conversations is a product of its own, with
// its own host, its own error codes and its own life: an interaction channel is
// deleted after 180 days, its conversation is not.
//
// What it is not: a message broker. Nothing is delivered; messages are kept so
// that what a closed channel refuses can be seen.
package conversations
