package rulebook

// How the rules on conversations and their segments can be broken.
const (
	// OnlyTaskSidsLink passes over a conversation id that is no task's sid: TD-12.
	OnlyTaskSidsLink Switch = "only task sids link tasks"
	// ConversationsOfTwoTasks lets a third task begin a conversation anew: TD-12.
	ConversationsOfTwoTasks Switch = "a conversation has two tasks at most"
	// ConversationIDsIgnoreCase takes ids for the same that differ in case: TD-12.
	ConversationIDsIgnoreCase Switch = "conversation ids ignore case"
	// ConversationIDsAreFollowed puts a task that names a second one into the
	// conversation that the second one names: TD-12.
	ConversationIDsAreFollowed Switch = "conversation ids are followed"

	// WaitingKeepsItsChannel begins no segment when a task that waits changes its
	// channel: TD-13.
	WaitingKeepsItsChannel Switch = "a wait goes on on another channel"
	// HandlingKeepsItsChannel begins none when a task changes it that an agent
	// has: TD-13.
	HandlingKeepsItsChannel Switch = "an agent goes on on another channel"
	// DividedSegmentsAreReadApart leaves the segment before a change of channel
	// with what had been read until then: TD-13.
	DividedSegmentsAreReadApart Switch = "divided segments are read apart"
	// NamingTheChannelDivides begins a segment with every update of a task that
	// changes neither its attributes nor its priority, the channel being the one
	// that it was: TD-13.
	NamingTheChannelDivides Switch = "naming the channel divides"
)

// How the rules on customers can be broken.
const (
	// EmptyTextNamesCustomer, NullNamesCustomer and AnyKindNamesCustomer end the
	// search for the customer at a key that says nothing: TD-29.
	EmptyTextNamesCustomer Switch = "an empty text names a customer"
	NullNamesCustomer      Switch = "null names a customer"
	AnyKindNamesCustomer   Switch = "a value of any kind names a customer"
	// FirstTaskAloneNamesCustomer asks no task of a conversation but the first,
	// and LastTaskNamesCustomer begins with the last one: TD-29.
	FirstTaskAloneNamesCustomer Switch = "the first task alone names the customer"
	LastTaskNamesCustomer       Switch = "the last task names the customer"
	// TasksGoBeforeKeys takes whatever key the first task has, and a better one
	// of a later task never: TD-29.
	TasksGoBeforeKeys Switch = "tasks go before keys"

	// QueueIsNoFirstSegment waits for an agent's segment to end: TD-30.
	QueueIsNoFirstSegment Switch = "a queue's segment is no first segment"
	// TasksHaveTheirOwnFirstSegment lets each task of a conversation bring an
	// external id: TD-30.
	TasksHaveTheirOwnFirstSegment Switch = "tasks have first segments of their own"
	// ExternalIDHasToPrecedeTheEnd takes an id that comes with the request which
	// ends the first segment for late: TD-30.
	ExternalIDHasToPrecedeTheEnd Switch = "an external id has to precede the end"
	// LatestExternalIDCounts lets an external id that came in time change: TD-30.
	LatestExternalIDCounts Switch = "the latest external id counts"

	// ExternalIDsStayOnTheirChannel makes the same external id another customer
	// on another channel: TD-31.
	ExternalIDsStayOnTheirChannel Switch = "external ids stay on their channel"

	// CustomersIgnoreCase makes one customer of values that differ in case alone:
	// TD-31, TD-32.
	CustomersIgnoreCase Switch = "customers ignore case"
	// SeparatorsNeverCount takes separators out of whatever names a customer:
	// TD-32.
	SeparatorsNeverCount Switch = "separators never count"
	// NumbersMayBeShort and NumbersMayBeLong take for a phone number what has
	// fewer or more digits than one: TD-32.
	NumbersMayBeShort Switch = "phone numbers may be short"
	NumbersMayBeLong  Switch = "phone numbers may be long"
)

// ExternalIDIgnoredOn passes over the external ids of one task channel: TD-31.
func ExternalIDIgnoredOn(channel string) Switch {
	return Switch("external ids are ignored on " + channel)
}
