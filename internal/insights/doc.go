// Package insights works out what Flex Insights shows for an account's history:
// the segments of its conversations, the custom attributes and media links of
// each, what a drill-down opens, and what in the attributes will not work as
// its author must have meant it.
//
// [Project] is a pure function of TaskRouter events and a rule book. It keeps no
// state, knows no clock and asks nobody: the same history gives the same
// [Projection], and whatever the account holds now, or forgets later, changes
// nothing. It is not the Insights API and not its reports: there are no loads,
// no data sets and no sessions here, only what a report would be made of.
//
//	projection := insights.Project(rulebook.Documented(), events)
//	for _, segment := range projection.Segments {
//		fmt.Println(segment.Kind, segment.Agent, segment.Outcome, segment.Screen.Tab)
//	}
//
// # When attributes are read
//
// A Conversation segment reads the task's attributes at the six reservation
// events that Insights extracts from; an accepted offer or a wrap-up reads
// nothing. A Queue segment has no reservation of its own and takes its task's
// latest reading. When the task is completed or canceled its attributes are
// final: they go to every Queue segment and to the Conversation segments that
// end with the task, and nothing that happens later changes them. The segment
// of an offer that failed before keeps what was read when it failed. (Twilio
// docs, Add Additional TaskRouter Data.)
//
// Whether a reservation ended with its task is told by the instant and by the
// order of events, since on a clock that stands still everything shares an
// instant: it was completed or canceled in the instant of the task's end, and
// in between nobody updated, queued, offered or accepted the task.
//
// # What is loaded
//
// Of the objects conversations and customers the documented keys are loaded,
// each with a value of its documented kind; anything else in them, and beside
// them, is ignored without a word. A long text is cut, a date in a year that
// cannot be loaded is left out, and the name of a team or department is left out
// where its id is. Each of those is a warning. (Twilio docs, Add Additional
// TaskRouter Data.)
//
// The page is silent on values of another kind, on how a date is written and on
// what a character is. This package assumes:
//   - A number where a text is documented is not loaded, nor a text where a
//     number is: whoever keeps to the documented kinds is safe either way.
//   - A text is cut between code points. An emoji of several is cut apart.
//   - Dates are written as ISO 8601 has them, and their year is the one that is
//     written, whatever the time zone. Only acquisition_date is a date;
//     year_of_birth is a year, held to the same bounds. What is neither is not
//     loaded.
//   - A name with its hierarchy goes the way of the name. An id that is an empty
//     text is none.
//
// # Conversations and customers
//
// A task belongs to the conversation that its conversation_id names, else to
// one whose id is its own sid, so that later tasks can name the first. A task
// that changes its channel while it waits, is offered or is being handled ends
// each of its segments that go on as moved, and another of the same kind takes
// its place; a new agent and a new queue begin segments of their own. (Twilio
// docs, Add Additional TaskRouter Data.)
//
// The first filled key in the book's order says who the customer of a
// conversation is. The customer's id is made of its value alone, whichever key
// that stands under. An external id has to be in the attributes when the
// conversation's first segment ends.
//
// Where the page is silent, this package assumes:
//   - A task is of one conversation, by its latest reading: none is torn apart.
//     Ids are compared to the letter and not followed from task to task.
//   - The segments into which a change of channel divides a reservation are
//     read together, since what is read is read of the reservation.
//   - The first segment to end may be of any kind: a wait that an agent ends, an
//     offer that is declined. What the request that ends it brings is in time.
//     An external id that was there stays, whatever becomes of it later.
//   - Of several tasks the first that holds a key is asked, and a better key of
//     a later task goes before a worse one of the first. All keys but the
//     external id are taken from the latest readings.
//   - An empty text, null and a value that is no text fill no key.
//   - The customer is at the end from of a contact without a direction, and at
//     neither end where the direction is neither inbound nor outbound.
//   - A phone number begins with a plus sign and has 7 to 15 digits. Hyphens,
//     dots, blanks and parentheses make no other one of it; in any other text
//     they count. Case counts everywhere.
//
// # What is known of agents
//
// A worker's attributes are read at agent-status segments, which begin when an
// agent who has logged in to Flex changes activity; what is loaded of them are
// the documented keys beside whatever else is there. (Twilio docs, Add
// Additional TaskRouter Data, enhance agent data.)
//
// The page is silent on the order and on the queue that stands in for a team.
// This package assumes:
//   - The login comes before the change of activity, and one login serves all
//     changes after it: nobody logs out.
//   - Entering the activity that one is in already is no change. Any other is
//     one, also one that the platform makes because an offer timed out.
//   - Attributes are read whole: a key that is gone is gone from Insights.
//   - The queue that stands in for a team is that of the agent's latest
//     reservation, whatever became of it; there is none before the first.
//
// # Loads
//
// Data is loaded once an hour. It is assumed that loads run at each full hour of
// UTC, and that what happens in the very instant of one waits for the next.
//
// # The record of the input, and HIPAA mode
//
// Every reading is kept to the letter, whatever is loaded of it: at extraction
// events, at a task's end, of links that come after it, of agents. (Twilio docs,
// Add Additional TaskRouter Data.)
//
// In HIPAA mode members with personal keys are taken out of attributes before
// anything looks at them, the record included. The page has no list of keys:
// the book's is an assumption, and so is that
//   - the mode of the instant in which something is read counts: what had been
//     read before it began stays, and what was read in it stays out;
//   - a key that nobody has defined stays in the record, except a customer's
//     numbered fields, and so do media links with their titles;
//   - conversations or customers that are no object go as a whole.
//
// # Which media links show
//
// Links are not frozen segment by segment. The task's latest reading holds for
// all its segments, and an update after the task's end counts as a reading:
// how long such updates are let through is for the account to say. On each
// segment a reservation's own links stand in for the task's, and custom links
// stand in for the platform's recording and transcript. (Twilio docs, Custom
// Media attached to Conversations.)
//
// Where those pages are silent, this package assumes:
//   - An empty list replaces nothing, and neither does one in which every link
//     is malformed: there would be nothing to show instead.
//   - null stands for a field that was left out.
//   - conversations.segment_link is a recording: it stands in for the default
//     recording of a Conversation segment, never for a transcript, and comes
//     after the media links. A Queue segment names it and does not play it.
//   - A Raw link that is not the first is on the screen as something that opens
//     in a tab.
//   - A segment without any link still opens the Conversation Screen, empty.
package insights
