// Package studio reads Twilio Studio flows as far as Flex's rules reach: a
// message comes in, a Send to Flex widget makes a task of it.
//
// A [Definition] is a flow's JSON. [ParseDefinition] takes everything that is a
// JSON object and lists what is wrong with the flow in it, because the platform
// keeps drafts that are not valid yet. [Definition.OnMessage] gives the widget to
// which an incoming message leads.
//
// A [Template] is the Liquid in a widget's attributes, of which this package
// reads one thing, the placeholder:
//
//	t, err := studio.ParseTemplate(`{"name": "{{trigger.message.ChannelAttributes.from}}"}`)
//	text, err := t.Render(lookup)
//
// A placeholder without a value renders as nothing (assumed: it is what Liquid
// does). Filters, tags and every other widget are not modelled, and said to be
// not: a flow that needs them makes no task, and the account's history tells why.
//
// It runs nothing: looking values up and making the task is for the room above.
//
// Sources: Twilio Custom Task Channel; Twilio docs, Send to Flex widget, and the
// Flow resource of Studio's REST API.
package studio
