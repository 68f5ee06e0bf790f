package rulebook

// Ways to break the rules on TaskRouter data for which no value stands.
const (
	// UpdatesProlongRetention starts the two minutes anew with each update (TD-06).
	UpdatesProlongRetention Switch = "updates prolong retention"
	// CanceledTasksTakeNoMedia shows no link that a canceled task gets (TD-06).
	CanceledTasksTakeNoMedia Switch = "canceled tasks take no media"
	// LateReservationLinksAreIgnored shows no link that a reservation gets once
	// its task has ended (TD-06).
	LateReservationLinksAreIgnored Switch = "late reservation links are ignored"

	// CanceledTasksStay keeps canceled tasks for ever (TD-07).
	CanceledTasksStay Switch = "canceled tasks stay"
	// DeletedTasksAreListed lists tasks that can no longer be fetched (TD-07).
	DeletedTasksAreListed Switch = "deleted tasks are listed"
	// DeletedTasksAreFetched fetches tasks that are no longer listed (TD-07).
	DeletedTasksAreFetched Switch = "deleted tasks are fetched"
	// MissingTasksAreInvalid refuses a request about a task that is gone as an
	// invalid one (TD-07).
	MissingTasksAreInvalid Switch = "missing tasks are invalid"
	// MissingTasksHaveAnotherCode gives the answer about a task that is gone the
	// code of an invalid request (TD-07).
	MissingTasksHaveAnotherCode Switch = "missing tasks have another code"

	// ReasonNeedsNoEnd keeps a reason that comes without a status (TD-08).
	ReasonNeedsNoEnd Switch = "reason needs no end"
	// EndForgetsReason drops a wrap-up's reason at an end without one (TD-08).
	EndForgetsReason Switch = "end forgets reason"
	// ReasonStaysInTaskRouter shows no reason in Insights (TD-08).
	ReasonStaysInTaskRouter Switch = "reason stays in taskrouter"

	// SegmentLinkReachesQueues plays a custom recording for the wait in the
	// queue (TD-10).
	SegmentLinkReachesQueues Switch = "segment link reaches queues"
	// SegmentLinkComesFirst shows a custom recording before the media links (TD-10).
	SegmentLinkComesFirst Switch = "segment link comes first"

	// SeriesEndAtAGap loads numbered keys only up to the first that is not
	// there (TD-14).
	SeriesEndAtAGap Switch = "series end at a gap"
	// NumbersMayBePadded takes 01 for 1 (TD-14).
	NumbersMayBePadded Switch = "numbers may be padded"

	// UnknownKeysAreRefused turns attributes down that hold custom data which
	// Insights does not know (TD-15).
	UnknownKeysAreRefused Switch = "unknown keys are refused"
	// UnknownKeysAreDropped keeps custom data that Insights does not know out of
	// the task's attributes as well (TD-15).
	UnknownKeysAreDropped Switch = "unknown keys are dropped"
	// UnknownKeysAreReported tells of keys that Insights does not know (TD-15).
	UnknownKeysAreReported Switch = "unknown keys are reported"
	// KeyCaseIsIgnored takes a key in other letters (TD-15).
	KeyCaseIsIgnored Switch = "key case is ignored"
	// NestedKeysAreFound takes a known key out of an object of one's own (TD-15).
	NestedKeysAreFound Switch = "nested keys are found"

	// LongTextsAreDropped loads nothing of a text that is too long (TD-19).
	LongTextsAreDropped Switch = "long texts are dropped"
	// LongTextsLoseTheirBeginning loads the last characters and not the first (TD-19).
	LongTextsLoseTheirBeginning Switch = "long texts lose their beginning"
	// CutsAreNotReported says nothing of a text that was cut (TD-19).
	CutsAreNotReported Switch = "cuts are not reported"

	// DatesCountInUTC takes a date's year from its instant and not from what is
	// written (TD-20).
	DatesCountInUTC Switch = "dates count in utc"
	// EmptyIDsCount takes an empty text for an id (TD-21, TD-22).
	EmptyIDsCount Switch = "empty ids count"
)
