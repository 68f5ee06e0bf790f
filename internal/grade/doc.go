// Package grade judges an integration by what it asked of an account: the report
// card. [Judge] is a pure function of a [Record]: the journal's requests, the
// account's history, its callbacks, and what is open in the end. It sends
// nothing, reads no clock and keeps nothing.
//
//	for _, found := range grade.Judge(record) {
//		fmt.Println(found.Severity, found.Kind, found.Sentence, found.Advice)
//	}
//
// A [Request] is how the stand-in's journal remembers a request. It holds what a
// verdict needs (the operation, the parameters, the version that the client knew,
// when it came by the account's clock and by the machine's) and never credentials.
//
// # What is looked for
//
// An error is data that was lost, or will be on the platform; a warning works by
// luck; a note is worth knowing. Where a kind has two severities the lighter one
// is for what came near.
//
//	kind                          severity        rule
//	dropped-keys                  error, warning  CM-01  an update without keys that another writer had set
//	dropped-own-keys              warning         CM-01  the same, where the writer had set them
//	no-if-match                   error, warning         an update without If-Match beside another writer
//	write-after-gone              error           TD-07  a write to a task that had been deleted
//	write-late                    warning         TD-06  a write less than 10 seconds before that
//	not-backed-off                error, warning         429 and again at once, or in even steps
//	retried-applied               error, warning         a write sent again that had been carried out
//	polling                       warning                a GET 5 times, each within a second of the last
//	inactive-without-routing      error           IC-11  a channel set inactive, its routing not closed
//	channel-status-refused        error           IC-15  a channel set to a status that is none
//	channel-made-directly         error           IC-02  a POST to an interaction's channels
//	refused                       note                   any other answer of 400
//	default-media-dropped         error           CM-04  media links that take a default's place
//	raw-first                     warning         CM-16  a Raw link with others behind it
//	several-voice-recordings      warning         CM-17  more than the player takes
//	start-time-seconds            error           CM-12  a start_time in seconds
//	malformed-media               error           CM-20  any other link that does not show
//	unknown-reservation           note            CM-06  media of a reservation that the task has not
//	unknown-insights-key          warning, note   TD-15  a key that Insights ignores; a warning where it resembles one
//	value-not-loaded              warning         TD-18  a value of another kind than its key's
//	cut-value                     warning         TD-19  a text that is too long
//	date-out-of-range             warning         TD-20  a date in a year that is not loaded
//	team-name-without-id          warning         TD-21
//	department-name-without-id    warning         TD-22
//	external-id-late              warning         TD-30  an external_id after the first segment
//	webhook-unanswered            warning         CC-09  a callback that was given up
//	webhook-late                  warning         CC-09  one that took several attempts, or 5 seconds
//	channel-left-open             warning         IC-17  at the end only
//	task-left-pending             warning         TD-08  at the end only
//	task-left-open                warning         TD-04  at the end only
//	unmodelled                    note                   a path that the stand-in does not have
//	unknown-parameter             note                   a parameter that the API does not know
//	unread-parameter              note                   one that the stand-in takes and does not heed
//
// What Insights makes of attributes is found by package insights, not here. The
// rule of such a finding is the one that Insights names, which may be a closer one
// than the table's.
//
// # What is taken for granted
//
// A writer is a client on a connection. Clients that make a connection for each
// request count as another writer each time when keys are dropped, since whoever
// shares a task with a script cannot tell its runs apart either. A client counts
// as concurrent with itself only where two of its connections overlap, and with
// others only where two writes come within 10 seconds.
//
// Whether an update overwrote anything is told by what the writer had read last,
// on the same connection or else as the same client on any. A list shows many
// tasks and is not remembered: after one nothing is said.
//
// A request is another one's repetition where client, path and parameters are the
// same and it came after the other was answered. The same is asked at once within
// 100 milliseconds; three waits of which none is half as long again as the first
// do not grow. Clocks of accounts may stand still, so all of this goes by the
// machine's time; retention and webhooks go by the account's.
//
// A task that has not ended is judged for Insights as if it ended as it stands.
//
// # What is not known
//
// A journal drops its oldest requests once it is full. What they showed cannot be
// found, and a key that they set has an unknown writer, which makes its loss a
// warning. The card says how many there were.
package grade
