package rulebook

// Ways to break the rules on recordings and authorization.
const (
	// ChatsAreRecorded makes a recording of whatever an agent accepts, be it a
	// call or not (TD-09).
	ChatsAreRecorded Switch = "chats are recorded"
	// RecordingsAreNotLinked leaves the link to a call's recording out of the
	// task's attributes (TD-09).
	RecordingsAreNotLinked Switch = "recordings are not linked"
	// RecordingsAreLinkedOver puts the link in place of all that the
	// integration says of the conversation, a link of its own among it (TD-09).
	RecordingsAreLinkedOver Switch = "recordings are linked over"
	// CallsAreRecordedMidway begins to record calls that an agent is on already
	// when call recording is turned on (TD-09).
	CallsAreRecordedMidway Switch = "calls are recorded midway"
	// PlatformRecordingsAreCustom takes the platform's own recording for one
	// that the integration brought, as soon as its link stands in the
	// attributes (TD-09).
	PlatformRecordingsAreCustom Switch = "platform recordings are custom"
	// AccountsSeeEachOther gives what one account holds to another one's
	// credentials, where the path names the account (CM-19).
	AccountsSeeEachOther Switch = "accounts see each other"
)
