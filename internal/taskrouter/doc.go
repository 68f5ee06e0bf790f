// Package taskrouter holds the nouns and rules of Twilio TaskRouter: tasks and
// the reservations that offer them, workers and their channels, queues that
// select workers by an [Expression], workflows that send tasks to queues.
//
// Rules are functions of values. They are given the instant, they change
// nothing, and what they refuse is a coded *rulebook.Refusal:
//
//	done, err := task.Complete("resolved", now)
//
// gives a completed copy of the task, or the platform's own sentence for why a
// task in this state cannot be completed. Which event that makes ([Task.Move],
// [Reservation.Move]), what else has to follow (the reservation completes, the
// worker is free) and where it is remembered is the business of the room above.
//
// [Attributes] are the verbatim JSON text of a task's or worker's attributes.
// They are compared, replaced and given back as text and only decoded where an
// expression asks for a value.
//
// Sources: Twilio docs, the Task, Reservation, Worker, TaskQueue and Workflow
// resources, Lifecycle of a Task, and Using TaskRouter Expressions; sentences of
// refusals as captured from live accounts.
package taskrouter
