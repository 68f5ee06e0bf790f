package grade

// A Kind is a kind of finding that is looked for.
type Kind struct {
	Name     string // stable, for scripts
	Rule     string // of the rule book; empty where it has none
	Sentence string // what it is to do right
	advice   string // what to do instead
	atEnd    bool   // is looked for at the end alone
}

// The kinds of finding.
const (
	DroppedKeys            = "dropped-keys"
	DroppedOwnKeys         = "dropped-own-keys"
	NoIfMatch              = "no-if-match"
	WriteAfterGone         = "write-after-gone"
	WriteLate              = "write-late"
	NotBackedOff           = "not-backed-off"
	RetriedApplied         = "retried-applied"
	Polling                = "polling"
	InactiveWithoutRouting = "inactive-without-routing"
	ChannelStatusRefused   = "channel-status-refused"
	ChannelMadeDirectly    = "channel-made-directly"
	Refused                = "refused"
	DefaultMediaDropped    = "default-media-dropped"
	RawFirst               = "raw-first"
	SeveralRecordings      = "several-voice-recordings"
	StartTimeSeconds       = "start-time-seconds"
	MalformedMedia         = "malformed-media"
	UnknownReservation     = "unknown-reservation"
	UnknownInsightsKey     = "unknown-insights-key"
	ValueNotLoaded         = "value-not-loaded"
	CutValue               = "cut-value"
	DateOutOfRange         = "date-out-of-range"
	TeamNameWithoutID      = "team-name-without-id"
	DepartmentWithoutID    = "department-name-without-id"
	ExternalIDLate         = "external-id-late"
	WebhookUnanswered      = "webhook-unanswered"
	WebhookLate            = "webhook-late"
	ChannelLeftOpen        = "channel-left-open"
	TaskLeftPending        = "task-left-pending"
	TaskLeftOpen           = "task-left-open"
	Unmodelled             = "unmodelled"
	UnknownParameter       = "unknown-parameter"
	UnreadParameter        = "unread-parameter"
)

const (
	sendAll     = "fetch the task, add to the attributes that it holds, and send all of them; what is not sent is lost"
	sendIfMatch = "send the ETag of the answer that you read as If-Match, and on 412 read again and write again"
)

var kinds = []Kind{
	{Name: DroppedKeys, Rule: "CM-01", Sentence: "an update keeps the keys that somebody else has set", advice: sendAll},
	{Name: DroppedOwnKeys, Rule: "CM-01", Sentence: "an update keeps the keys that the writer had set before", advice: sendAll},
	{Name: NoIfMatch, Sentence: "an update beside another writer names the version that it changes", advice: sendIfMatch},
	{
		Name: WriteAfterGone, Rule: "TD-07", Sentence: "a task is written to while it is there",
		advice: "write what has to be kept before the task is completed, or in the same request",
	},
	{
		Name: WriteLate, Rule: "TD-06", Sentence: "a task that has ended is written to in good time",
		advice: "write sooner: a slow network or one retry, and the task is gone",
	},
	{
		Name: NotBackedOff, Sentence: "a request that was answered 429 waits longer each time",
		advice: "wait for Retry-After, or else for a random span that doubles with each attempt",
	},
	{
		Name: RetriedApplied, Sentence: "a write that may have been carried out is not sent again blindly",
		advice: "look whether the first attempt did its work before you send it again; create under a unique name where there can be one",
	},
	{
		Name: Polling, Sentence: "nothing is asked again within a second, again and again",
		advice: "let a webhook tell you (TaskRouter's event callback), or ask less often than once a second",
	},
	{
		Name: InactiveWithoutRouting, Rule: "IC-11", Sentence: "a channel becomes inactive together with its routing",
		advice: `send Routing={"status":"closed"} along with Status=inactive`,
	},
	{
		Name: ChannelStatusRefused, Rule: "IC-15", Sentence: "a channel's status is closed or inactive, in lower case",
		advice: `send Status=closed or Status=inactive, and as Routing nothing or {"status":"closed"}`,
	},
	{
		Name: ChannelMadeDirectly, Rule: "IC-02", Sentence: "a channel comes with its interaction",
		advice: "create an interaction; its channel comes with it",
	},
	{Name: Refused, Sentence: "a request is one that the account can carry out", advice: "see what the answer's message says"},
	{
		Name: DefaultMediaDropped, Rule: "CM-04", Sentence: "custom media leave the default recording and transcript reachable",
		advice: "list the default recording or transcript among the media links, or it is not shown",
	},
	{Name: RawFirst, Rule: "CM-16", Sentence: "a Raw link has no others behind it", advice: "put another link in front"},
	{Name: SeveralRecordings, Rule: "CM-17", Sentence: "a segment has one VoiceRecording", advice: "make the others Referenced links"},
	{Name: StartTimeSeconds, Rule: "CM-12", Sentence: "start_time is in milliseconds", advice: "write whole milliseconds since 1970"},
	{Name: MalformedMedia, Rule: "CM-20", Sentence: "every media link can be shown", advice: "write the link as its type asks"},
	{Name: UnknownReservation, Rule: "CM-06", Sentence: "reservation media name a reservation of the task", advice: "use the sid of the reservation that was accepted"},
	{
		Name: UnknownInsightsKey, Rule: "TD-15", Sentence: "the keys of conversations and customers are those that Insights loads",
		advice: "use a documented key, such as conversations.conversation_attribute_1, or keep the key outside of both objects",
	},
	{Name: ValueNotLoaded, Rule: "TD-18", Sentence: "values are of the kind that their key loads", advice: "write a value of the documented kind"},
	{Name: CutValue, Rule: "TD-19", Sentence: "texts are short enough to be loaded whole", advice: "write a shorter text"},
	{Name: DateOutOfRange, Rule: "TD-20", Sentence: "dates lie in years that can be loaded", advice: "leave the date out"},
	{Name: TeamNameWithoutID, Rule: "TD-21", Sentence: "a team's name comes with its id", advice: "set the team's id as well"},
	{Name: DepartmentWithoutID, Rule: "TD-22", Sentence: "a department's name comes with its id", advice: "set the department's id as well"},
	{
		Name: ExternalIDLate, Rule: "TD-30", Sentence: "an external_id is there before the first segment ends",
		advice: "set customers.external_id when the task is created, or before anybody is offered it",
	},
	{
		Name: WebhookUnanswered, Rule: "CC-09", Sentence: "every webhook is answered",
		advice: "answer with 2xx, and work on it afterwards; what was given up is not sent again",
	},
	{
		Name: WebhookLate, Rule: "CC-09", Sentence: "every webhook is answered the first time and at once",
		advice: "answer with 2xx first, and work on it afterwards",
	},
	{
		Name: ChannelLeftOpen, Rule: "IC-17", Sentence: "every channel is closed in the end", atEnd: true,
		advice: `update the channel with Status=closed and Routing={"status":"closed"}, or it stays for 180 days`,
	},
	{
		Name: TaskLeftPending, Rule: "TD-08", Sentence: "no task is left waiting in the end", atEnd: true,
		advice: "cancel the task with a reason, or let an agent accept it",
	},
	{
		Name: TaskLeftOpen, Rule: "TD-04", Sentence: "no task is left with an agent in the end", atEnd: true,
		advice: "complete the task: Insights settles its attributes then, and not before",
	},
	{Name: Unmodelled, Sentence: "every path is one that the stand-in has", advice: "what depends on the answer is not proved here; try it on a real account"},
	{Name: UnknownParameter, Sentence: "every parameter is one that the API knows", advice: "correct the name; the platform ignores it without a word"},
	{Name: UnreadParameter, Sentence: "every parameter has an effect on the stand-in", advice: "what it is to do is not proved here; try it on a real account"},
}

var kindsByName = func() map[string]Kind {
	byName := make(map[string]Kind, len(kinds))
	for _, kind := range kinds {
		byName[kind.Name] = kind
	}
	return byName
}()

func kindOf(name string) Kind { return kindsByName[name] }

// Kinds are those that [Judge] looks for, at the end or before it.
func Kinds(end bool) []Kind {
	looked := make([]Kind, 0, len(kinds))
	for _, kind := range kinds {
		if end || !kind.atEnd {
			looked = append(looked, kind)
		}
	}
	return looked
}
