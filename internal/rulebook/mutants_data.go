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
		}},
		{"TD-06", []mutation{
			{"the window is a second shorter", retained(119 * time.Second)},
			{"the window is a millisecond longer", retained(2*time.Minute + time.Millisecond)},
			{"the window is a second longer", retained(121 * time.Second)},
			{"media added after the end does not show", func(b *Book) { b.MediaAfterFinal = false }},
		}},
		{"TD-07", []mutation{
			{"a task goes a second early", retained(119 * time.Second)},
			{"a task goes a millisecond early", retained(2*time.Minute - time.Millisecond)},
			{"a task stays a millisecond longer", retained(2*time.Minute + time.Millisecond)},
			{"a task stays five minutes", retained(5 * time.Minute)},
			{"an assigned task goes after half a day", func(b *Book) { b.AssignedTaskLimit = Duration(12 * time.Hour) }},
		}},
		{"TD-08", []mutation{
			{"a task that waits is canceled after half a day", func(b *Book) { b.TaskTimeout = Duration(12 * time.Hour) }},
			{"a task that waited too long gives no reason", func(b *Book) { b.TaskTimeoutReason = "" }},
			{"a task may wait for three weeks", func(b *Book) { b.TaskTimeoutLongest = Duration(21 * 24 * time.Hour) }},
			{"a task may wait for a day at most", func(b *Book) { b.TaskTimeoutLongest = Duration(24 * time.Hour) }},
		}},
		{"TD-10", []mutation{
			{"a segment link that comes after the end does not show", func(b *Book) { b.MediaAfterFinal = false }},
			{"a segment link can come a second less late", retained(119 * time.Second)},
			{"a segment link can come a minute later", retained(3 * time.Minute)},
		}},
	}
}

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
