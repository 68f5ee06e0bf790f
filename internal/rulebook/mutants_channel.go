package rulebook

import "time"

// channelMutants break the rules on interaction channels.
func channelMutants() []mutantGroup {
	day := 24 * time.Hour
	return []mutantGroup{
		{"IC-05", typeMutants()},
		{"IC-09", []mutation{
			{"closing without routing completes the tasks", row("closed", Unspecified, func(c *Closing) { c.Tasks = "completed" })},
			{"closing without routing leaves the tasks", row("closed", Unspecified, func(c *Closing) { c.Tasks = "" })},
			{"closing without routing leaves the conversation open", row("closed", Unspecified, func(c *Closing) { c.Conversation = "" })},
		}},
		{"IC-10", []mutation{
			{"closing with routing leaves the tasks wrapping", row("closed", "closed", func(c *Closing) { c.Tasks = "wrapping" })},
			{"closing with routing leaves the tasks", row("closed", "closed", func(c *Closing) { c.Tasks = "" })},
			{"closing with routing leaves the conversation open", row("closed", "closed", func(c *Closing) { c.Conversation = "" })},
		}},
		{"IC-11", []mutation{
			{"a channel may go inactive without routing", anotherRow(Closing{Channel: "inactive", Tasks: "completed", Waiting: "canceled"})},
			{"a channel may not go inactive at all", func(b *Book) { b.Closings = b.Closings[:2] }},
		}},
		{"IC-12", []mutation{
			{"going inactive leaves the tasks wrapping", row("inactive", "closed", func(c *Closing) { c.Tasks = "wrapping" })},
			{"going inactive leaves the tasks", row("inactive", "closed", func(c *Closing) { c.Tasks = "" })},
			{"going inactive closes the conversation", row("inactive", "closed", func(c *Closing) { c.Conversation = "closed" })},
		}},
		{"IC-13", []mutation{
			{"a channel closed without routing takes messages", row("closed", Unspecified, func(c *Closing) { c.Conversation = "" })},
			{"a channel closed with routing takes messages", row("closed", "closed", func(c *Closing) { c.Conversation = "" })},
		}},
		{"IC-14", []mutation{
			{"a close leaves what nobody has accepted", row("closed", Unspecified, func(c *Closing) { c.Waiting = "" })},
			{"a close leaves the agents at work", row("closed", Unspecified, func(c *Closing) { c.Tasks = "" })},
			{"a close with routing leaves what nobody has accepted", row("closed", "closed", func(c *Closing) { c.Waiting = "" })},
			{"going inactive leaves what nobody has accepted", row("inactive", "closed", func(c *Closing) { c.Waiting = "" })},
		}},
		{"IC-17", []mutation{
			{"a channel goes a second early", kept(180*day - time.Second)},
			{"a channel goes a millisecond early", kept(180*day - time.Millisecond)},
			{"a channel stays a second longer", kept(180*day + time.Second)},
			{"a channel stays a year", kept(365 * day)},
		}},
		{"IC-18", activityMutants(without, "%s does not start the retention anew",
			ActivityStatusUpdated, ActivityReservationAccepted, ActivityParticipantUpdated, ActivityInvited)},
		{"IC-19", activityMutants(with, "%s starts the retention anew",
			ActivityConversationUpdated, ActivityConversationMember, ActivityConversationMessage)},
	}
}

// typeMutants take each type of channel away, and add one that is none.
func typeMutants() []mutation {
	var all []mutation
	for _, name := range Documented().ChannelTypes {
		all = append(all, mutation{"there is no channel of type " + name, func(b *Book) { b.ChannelTypes = without(b.ChannelTypes, name) }})
	}
	return append(all, mutation{"there is a channel of type fax", func(b *Book) { b.ChannelTypes = with(b.ChannelTypes, "fax") }})
}
