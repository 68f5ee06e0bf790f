package rulebook

// Ways to break the rules on recordings and authorization.
const (
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
	// CallsAreAlwaysRecorded makes recordings while the setting is off (CM-13, TD-09).
	CallsAreAlwaysRecorded Switch = "calls are always recorded"
	// RefusalsTell answers a request without good credentials with a refusal
	// that names what it was refused of (CM-19).
	RefusalsTell Switch = "refusals tell"
	// AccountsSeeEachOther gives what one account holds to another one's
	// credentials, where the path names the account (CM-19).
	AccountsSeeEachOther Switch = "accounts see each other"
	// AnyTokenOpens lets an account's sid in with whatever token (CM-19).
	AnyTokenOpens Switch = "any token opens"
	// NoCredentialsAreNeeded lets those in who bring none (CM-19).
	NoCredentialsAreNeeded Switch = "no credentials are needed"
	// RecordingsAreOpen lets everybody hear the platform's recordings, as an
	// account does that enforces no authorization on media (TD-11).
	RecordingsAreOpen Switch = "recordings are open"
)

// Ways in which the rig's own guard is careless.
const (
	// CredentialsAreSentAlong fetches links with the account's credentials, so
	// that what only they open seems open (TD-11).
	CredentialsAreSentAlong Switch = "credentials are sent along"
	// UncheckedPasses takes what could not be seen for good (TD-11, CM-09, CM-19).
	UncheckedPasses Switch = "unchecked passes"
	// UnnamedIsAdmitted takes an account that nobody has named for a test
	// account (TD-01).
	UnnamedIsAdmitted Switch = "unnamed is admitted"
	// MisnamedIsAdmitted takes an account for a test account while another one
	// is named (TD-01).
	MisnamedIsAdmitted Switch = "misnamed is admitted"
	// WordsAreFoundWithinWords finds "live" in "delivery" (TD-01).
	WordsAreFoundWithinWords Switch = "words are found within words"
	// OneWorkspaceIsLookedAt looks for work in the first workspace alone (TD-01).
	OneWorkspaceIsLookedAt Switch = "one workspace is looked at"
)
