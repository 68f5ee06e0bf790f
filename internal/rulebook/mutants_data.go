package rulebook

import "time"

// dataMutants break the rules on TaskRouter data for Insights.
func dataMutants() []mutantGroup {
	return []mutantGroup{
		{"TD-03", extractionMutants()},
		{"TD-04", []mutation{
			{"what a completed task holds is not passed on", func(b *Book) { b.FinalEvents = without(b.FinalEvents, "task.completed") }},
			{"what a canceled task holds is not passed on", func(b *Book) { b.FinalEvents = without(b.FinalEvents, "task.canceled") }},
			{"a change during the task's life is read at once", func(b *Book) { b.ExtractionEvents = with(b.ExtractionEvents, "task.updated") }},
		}},
		{"TD-05", []mutation{
			{"an update after the end counts", func(b *Book) { b.FinalEvents = with(b.FinalEvents, "task.updated") }},
			{"an attribute may change after the end", late("conversations.campaign")},
			{"a numbered attribute may change after the end", late("conversations.conversation_attribute_1")},
			{"a label may change after the end", late("conversations.conversation_label_1")},
			{"a measure may change after the end", late("conversations.conversation_measure_1")},
			{"a time may change after the end", late("conversations.hold_time")},
			{"a customer's name may change after the end", late("customers.name")},
			{"a customer's value may change after the end", late("customers.business_value")},
		}},
		{"TD-06", []mutation{
			{"the window is a second shorter", retained(119 * time.Second)},
			{"the window is a millisecond shorter", retained(2*time.Minute - time.Millisecond)},
			{"the window is a millisecond longer", retained(2*time.Minute + time.Millisecond)},
			{"the window is a second longer", retained(121 * time.Second)},
			{"media added after the end does not show", func(b *Book) { b.MediaAfterFinal = false }},
			{"other data of such an update counts too", func(b *Book) { b.FinalEvents = with(b.FinalEvents, "task.updated") }},
			{"an update starts the window anew", broken(UpdatesProlongRetention)},
			{"a canceled task takes no media", broken(CanceledTasksTakeNoMedia)},
			{"a reservation's links come too late after the end", broken(LateReservationLinksAreIgnored)},
		}},
		{"TD-07", []mutation{
			{"a task goes a second early", retained(119 * time.Second)},
			{"a task goes a millisecond early", retained(2*time.Minute - time.Millisecond)},
			{"a task stays a millisecond longer", retained(2*time.Minute + time.Millisecond)},
			{"a task stays five minutes", retained(5 * time.Minute)},
			{"a canceled task stays", broken(CanceledTasksStay)},
			{"a task that is gone is still listed", broken(DeletedTasksAreListed)},
			{"a task that is gone can still be fetched", broken(DeletedTasksAreFetched)},
			{"a request about a task that is gone is an invalid one", broken(MissingTasksAreInvalid)},
			{"the answer about a task that is gone has another code", broken(MissingTasksHaveAnotherCode)},
			{"an assigned task stays a second longer than a day", func(b *Book) { b.AssignedTaskLimit += Duration(time.Second) }},
			{"an assigned task goes after half a day", func(b *Book) { b.AssignedTaskLimit = Duration(12 * time.Hour) }},
		}},
		{"TD-08", []mutation{
			{"a task that waits is canceled after half a day", func(b *Book) { b.TaskTimeout = Duration(12 * time.Hour) }},
			{"a task that waited too long gives no reason", func(b *Book) { b.TaskTimeoutReason = "" }},
			{"a task may wait for three weeks", func(b *Book) { b.TaskTimeoutLongest = Duration(21 * 24 * time.Hour) }},
			{"no reason is kept at the wrap-up", func(b *Book) { b.ReasonStatuses = without(b.ReasonStatuses, "wrapping") }},
			{"no reason is kept at the completion", func(b *Book) { b.ReasonStatuses = without(b.ReasonStatuses, "completed") }},
			{"no reason is kept at the cancellation", func(b *Book) { b.ReasonStatuses = without(b.ReasonStatuses, "canceled") }},
			{"a reason is kept whatever the status", broken(ReasonNeedsNoEnd)},
			{"an end without a reason forgets the wrap-up's", broken(EndForgetsReason)},
			{"Insights shows no reason", broken(ReasonStaysInTaskRouter)},
			{"a task may wait for a day at most", func(b *Book) { b.TaskTimeoutLongest = Duration(24 * time.Hour) }},
		}},
		{"TD-10", []mutation{
			{"a segment link that comes after the end does not show", func(b *Book) { b.MediaAfterFinal = false }},
			{"a segment link can come a second less late", retained(119 * time.Second)},
			{"a segment link can come a minute later", retained(3 * time.Minute)},
			{"a segment link can come a millisecond later", retained(2*time.Minute + time.Millisecond)},
			{"a segment link can come a millisecond less late", retained(2*time.Minute - time.Millisecond)},
			{"a segment link stands beside the default recording", func(b *Book) { b.ReplaceDefaultMedia = false }},
			{"a segment link plays for the wait in the queue", broken(SegmentLinkReachesQueues)},
			{"a segment link comes before the media links", broken(SegmentLinkComesFirst)},
			{"a relative segment link plays", broken(RelativeLinksWork)},
		}},
	}
}

func late(key string) func(*Book) { return func(b *Book) { b.DataAfterFinal = []string{key} } }

// extractionMutants take each of the six events away and add each that is none
// of them.
func extractionMutants() []mutation {
	var all []mutation
	for _, event := range Documented().ExtractionEvents {
		all = append(all, mutation{"nothing is read at " + event, func(b *Book) { b.ExtractionEvents = without(b.ExtractionEvents, event) }})
	}
	for _, event := range []string{"reservation.accepted", "reservation.wrapup"} {
		all = append(all, mutation{"attributes are read at " + event, func(b *Book) { b.ExtractionEvents = with(b.ExtractionEvents, event) }})
	}
	return all
}
