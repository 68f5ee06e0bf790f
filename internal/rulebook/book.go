package rulebook

import "slices"

// A Book holds every documented value that the stand-in acts on. The `rule` tag
// of a field names the rules that read it; `yaml` is its name in a file of
// corrections. A Book is read by many accounts at once: change a copy.
type Book struct {
	// Tasks. Twilio docs, Add Additional TaskRouter Data, and the Tasks resource.

	// CompletedTaskRetention is how long a completed or canceled task can still
	// be fetched and updated. Other pages of the platform say five minutes, or
	// five to eight; the page on Insights data says two.
	CompletedTaskRetention Duration `yaml:"completed_task_retention" rule:"TD-06,TD-07,TD-10"`
	// TaskTimeout cancels a task that nobody has accepted, where its creator
	// set no timeout.
	TaskTimeout Duration `yaml:"task_timeout" rule:"TD-08"`
	// TaskTimeoutLongest is the longest timeout that may be asked for.
	TaskTimeoutLongest Duration `yaml:"task_timeout_longest" rule:"TD-08"`
	// TaskTimeoutReason is the reason on a task that its timeout has canceled.
	TaskTimeoutReason string `yaml:"task_timeout_reason" rule:"TD-08"`
	// AssignedTaskLimit is how long a task may stay assigned before the
	// platform deletes it.
	AssignedTaskLimit Duration `yaml:"assigned_task_limit" rule:"TD-07"`
	// AssignmentsLimit is how often a task may be offered before it is canceled.
	AssignmentsLimit int `yaml:"assignments_limit" rule:"TD-08"`
	// AttributesCharacters is the longest attributes text of a task or worker,
	// white space included.
	AttributesCharacters int `yaml:"attributes_characters" rule:"CM-01,TD-25"`
	// MergeAttributes makes an update add to the attributes. The platform
	// replaces them as a whole.
	MergeAttributes bool `yaml:"merge_attributes" rule:"CM-01,TD-04,TD-25"`
	// AttributesForm is how the text of the attributes comes back: verbatim,
	// compact, sorted, ascii, html, decoded or pruned.
	AttributesForm string `yaml:"attributes_form" rule:"CM-01"`
	// AttributesUnreadable is what becomes of attributes that are no JSON object:
	// they are refused, ignored or kept, or the old ones are cleared.
	AttributesUnreadable string `yaml:"attributes_unreadable" rule:"CM-01,CM-02"`
	// ReasonStatuses are the statuses that a task may be given together with a
	// reason; a reason beside any other is not kept.
	ReasonStatuses []string `yaml:"reason_statuses" rule:"TD-08"`
	// AbsentFields are documented fields that answers lack, such as
	// task.required_attention or channel.links.invites, and TextFields those that
	// hold their value as a text. The pages show every field in its own type.
	AbsentFields []string `yaml:"absent_fields" rule:"CM-02,IC-07"`
	TextFields   []string `yaml:"text_fields" rule:"CM-02"`
	// ReservationTimeout is a workflow's task_reservation_timeout where its
	// creator gave none; ReservationTimeoutLongest is the most that it may be.
	ReservationTimeout        Duration `yaml:"reservation_timeout" rule:"CM-05,TD-03"`
	ReservationTimeoutLongest Duration `yaml:"reservation_timeout_longest" rule:"TD-03"`

	// What Insights makes of a task. Twilio docs, Add Additional TaskRouter Data.

	// ExtractionEvents are the events at which Insights reads a task's attributes.
	ExtractionEvents []string `yaml:"extraction_events" rule:"TD-03"`
	// FinalEvents are the events after which a task's attributes are settled.
	FinalEvents []string `yaml:"final_events" rule:"CM-05,TD-04,TD-05,TD-08"`
	// MediaAfterFinal lets media links change once a task has ended, for as
	// long as the task can be updated at all.
	MediaAfterFinal bool `yaml:"media_after_final" rule:"TD-06,TD-10"`
	// DataAfterFinal are the keys, such as customers.name, that still change once
	// a task has ended. The page says that none do.
	DataAfterFinal []string `yaml:"data_after_final" rule:"TD-05"`

	// Custom data of a task. Twilio docs, Add Additional TaskRouter Data.

	// DataKeys are the keys of custom data that Insights knows, but for those
	// with a number, which are DataSeries.
	DataKeys   []DataKey `yaml:"data_keys" rule:"TD-18"`
	DataSeries []DataKey `yaml:"data_series" rule:"TD-14,TD-18"`
	// DataUnknownKeys loads keys that the pages do not know, as they stand. The
	// platform ignores them.
	DataUnknownKeys bool `yaml:"data_unknown_keys" rule:"TD-15,TD-23"`
	// DataObligatory are the keys, such as conversations.campaign, without which
	// none of a task's custom data is loaded. The pages make none obligatory.
	DataObligatory []string `yaml:"data_obligatory" rule:"TD-17"`
	// DataTextLongest is how much of a text is loaded, counted in DataTextUnit.
	DataTextLongest int `yaml:"data_text_longest" rule:"TD-19"`
	// DataTextUnit is character, byte or utf-16. The page says characters; that
	// it means code points is an assumption.
	DataTextUnit string `yaml:"data_text_unit" rule:"TD-19"`
	// DataUncut are the keys, such as customers.name, that are loaded however long
	// they are. The page knows no exception.
	DataUncut []string `yaml:"data_uncut" rule:"TD-19"`
	// DataCoercions are the values that are loaded although they are of another
	// kind than their key: text to number, number to text, null to text.
	DataCoercions []string `yaml:"data_coercions" rule:"TD-17,TD-18"`
	// DataYearFirst and DataYearLast bound the years that dates may lie in; both
	// are years that can be loaded.
	DataYearFirst int `yaml:"data_year_first" rule:"TD-20"`
	DataYearLast  int `yaml:"data_year_last" rule:"TD-20"`
	// DataDependent are the keys that count only beside another.
	DataDependent []DependentKey `yaml:"data_dependent" rule:"TD-21,TD-22"`
	// QueueStandsForTeam makes the queue's sid the unique id of a team that has
	// none of its own.
	QueueStandsForTeam bool `yaml:"queue_stands_for_team" rule:"TD-21"`

	// Conversations and customers. Twilio docs, Add Additional TaskRouter Data.

	// TaskStandsForConversation makes a task's own sid the id of its
	// conversation where it names none.
	TaskStandsForConversation bool `yaml:"task_stands_for_conversation" rule:"TD-12"`
	// SegmentChanges are the changes with which a new segment begins.
	SegmentChanges []string `yaml:"segment_changes" rule:"TD-13"`
	// CustomerKeys say who the customer of a conversation is. The first one that
	// is filled counts.
	CustomerKeys []string `yaml:"customer_keys" rule:"TD-29,TD-31"`
	// CustomerEnds say at which end of a contact the customer is.
	CustomerEnds []CustomerEnd `yaml:"customer_ends" rule:"TD-29"`
	// ExternalIDSegment is the segment of a conversation, counted from 1, with
	// whose end an external id comes too late. With 0 it has to be there when
	// the conversation begins.
	ExternalIDSegment int `yaml:"external_id_segment" rule:"TD-30"`
	// CustomerKeysApart are keys whose values are never taken for the same value
	// of another key. The platform keeps none apart.
	CustomerKeysApart []string `yaml:"customer_keys_apart" rule:"TD-32"`
	// PhoneSeparators are the characters that may stand in a phone number
	// without making it another one. The page shows the hyphen; the others are
	// assumed.
	PhoneSeparators string `yaml:"phone_separators" rule:"TD-32"`

	// Agents. Twilio docs, Add Additional TaskRouter Data, enhance agent data.

	// AgentKeys are the keys of worker attributes that Insights knows, but for
	// those with a number, which are AgentSeries.
	AgentKeys   []DataKey `yaml:"agent_keys" rule:"TD-23"`
	AgentSeries []DataKey `yaml:"agent_series" rule:"TD-23"`
	// AgentReadingEvents are the events at which Insights reads a worker's
	// attributes; each begins an agent-status segment.
	AgentReadingEvents []string `yaml:"agent_reading_events" rule:"TD-24"`
	// AgentsLogIn lets those events count only once the agent has logged in to
	// Flex.
	AgentsLogIn bool `yaml:"agents_log_in" rule:"TD-24"`
	// QueueStandsForAgentsTeam makes the sid of an agent's queue the unique id of
	// a team that has none of its own.
	QueueStandsForAgentsTeam bool `yaml:"queue_stands_for_agents_team" rule:"TD-21"`
	// LoginOverwrites lets what the identity provider says of an agent win over
	// the worker's attributes at each login.
	LoginOverwrites bool `yaml:"login_overwrites" rule:"TD-26"`

	// Loads and redaction. Twilio docs, Add Additional TaskRouter Data.

	// LoadInterval is how often data is loaded into reports, at each full
	// interval of the account's clock in UTC and LoadOffset later. The page says
	// how often, and not when.
	LoadInterval Duration `yaml:"load_interval" rule:"TD-27"`
	LoadOffset   Duration `yaml:"load_offset" rule:"TD-27"`
	// RecordedReadings are the readings of which Insights keeps the text.
	RecordedReadings []string `yaml:"recorded_readings" rule:"TD-02"`
	// PersonalKeys are the keys that HIPAA mode keeps from Insights.
	PersonalKeys []PersonalKey `yaml:"personal_keys" rule:"TD-28"`

	// Media links. Twilio docs, Custom Media attached to Conversations.

	MediaTypes []MediaType `yaml:"media_types" rule:"CM-08,CM-09,CM-10,CM-11,CM-14,CM-20"`
	// LinkSchemes are the schemes of addresses that a browser can open from
	// anywhere. The pages show https; http beside it is an assumption.
	LinkSchemes []string `yaml:"link_schemes" rule:"CM-08,CM-20,TD-10"`
	// RawAddress is how a Raw link's address reaches Historical Reporting:
	// verbatim, normalized, without query, without fragment, ascii or unescaped.
	RawAddress string `yaml:"raw_address" rule:"CM-08"`
	// TranscriptSid is the form of a chat's sid in a ChatTranscript link.
	TranscriptSid Pattern `yaml:"transcript_sid" rule:"CM-14"`
	// RecordedMedia are the media whose handling is recorded while the account
	// records calls.
	RecordedMedia []string `yaml:"recorded_media" rule:"CM-13,TD-09"`
	// TaskMediaSegments are the segments that a task's links reach, by how they
	// end: every one there is.
	TaskMediaSegments []string `yaml:"task_media_segments" rule:"CM-05"`
	// ScreenOrder is the order in which the Conversation Screen shows its links:
	// list, reversed or types.
	ScreenOrder string `yaml:"screen_order" rule:"CM-15"`
	// ReplaceDefaultMedia makes custom links take the place of the default
	// recording and transcript.
	ReplaceDefaultMedia bool `yaml:"replace_default_media" rule:"CM-03,CM-04,CM-05,TD-10"`
	// ReservationMediaReplaces makes a reservation's links take the place of
	// the task's on that reservation's segment.
	ReservationMediaReplaces bool `yaml:"reservation_media_replaces" rule:"CM-03,CM-07,CM-16"`
	// RawFirstHidesScreen keeps the Conversation Screen shut where the first
	// link is Raw.
	RawFirstHidesScreen bool `yaml:"raw_first_hides_screen" rule:"CM-16"`
	// PlayerRecordings is how many VoiceRecording links the player shows.
	PlayerRecordings int `yaml:"player_recordings" rule:"CM-17"`
	// StartTimeEarliest is the least `start_time` that is plausible in
	// milliseconds since 1970; what lies below was meant in seconds.
	StartTimeEarliest int64 `yaml:"start_time_earliest" rule:"CM-12"`
	// StartTimeForms are the forms of `start_time` that are shown.
	StartTimeForms []string `yaml:"start_time_forms" rule:"CM-12"`

	// Interaction channels. Twilio docs, Interaction Channels.

	// ChannelRetention is how long a channel outlives its last update.
	ChannelRetention Duration `yaml:"channel_retention" rule:"IC-17,IC-18,IC-19"`
	// ChannelActivity are the happenings that count as an update of the channel.
	ChannelActivity []string `yaml:"channel_activity" rule:"IC-18,IC-19"`
	// InteractionPrefix, ChannelPrefix and ParticipantPrefix begin the sids of
	// these resources; SidDigits hexadecimal digits follow. A sample of the page
	// has an interaction with fewer, against the pattern that the page states.
	InteractionPrefix string `yaml:"interaction_prefix" rule:"IC-04"`
	ChannelPrefix     string `yaml:"channel_prefix" rule:"IC-04"`
	ParticipantPrefix string `yaml:"participant_prefix" rule:"IC-04"`
	SidDigits         int    `yaml:"sid_digits" rule:"IC-04"`
	// ChannelBegins is the status of a new channel, AgentChannelBegins that of one
	// that an agent has begun.
	ChannelBegins      string `yaml:"channel_begins" rule:"IC-06"`
	AgentChannelBegins string `yaml:"agent_channel_begins" rule:"IC-06"`
	// ListedChannels are the statuses of channels that an interaction lists, and
	// DeletedChannels those of channels whose retention ends.
	ListedChannels  []string `yaml:"listed_channels" rule:"IC-08"`
	DeletedChannels []string `yaml:"deleted_channels" rule:"IC-17"`
	// ChannelUpdates are the statuses that an update of a channel takes, and
	// RoutingUpdates the routing statuses.
	ChannelUpdates []string `yaml:"channel_updates" rule:"IC-15"`
	RoutingUpdates []string `yaml:"routing_updates" rule:"IC-11,IC-15"`
	// ParticipantUpdates are the statuses that an update of a participant takes.
	ParticipantUpdates []string  `yaml:"participant_updates" rule:"IC-16"`
	ChannelTypes       []string  `yaml:"channel_types" rule:"IC-05"`
	Closings           []Closing `yaml:"closings" rule:"IC-09,IC-10,IC-11,IC-12,IC-13,IC-14,IC-15"`
	// InteractionCreatedStatus is the HTTP status for a created interaction,
	// invite or participant: 201 in captures, 200 in the newest description.
	InteractionCreatedStatus int `yaml:"interaction_created_status" rule:"IC-03"`

	// Custom channels. Twilio Custom Task Channel; webhooks.

	// TriggerFields are what a Studio flow can read of the message that
	// triggered it: {{trigger.message.ChannelSid}} and its like.
	TriggerFields []TriggerField `yaml:"trigger_fields" rule:"CC-05"`
	// SendToFlexTimeout and SendToFlexPriority are those of a task whose Send to
	// Flex widget names none; SendToFlexCharacters is the longest text that its
	// attributes may come to, placeholders filled in.
	SendToFlexTimeout    Duration `yaml:"send_to_flex_timeout" rule:"CC-05"`
	SendToFlexPriority   int      `yaml:"send_to_flex_priority" rule:"CC-05"`
	SendToFlexCharacters int      `yaml:"send_to_flex_characters" rule:"CC-05"`
	// FlexFlowRequired are the parameters without which a Flex Flow is not made.
	FlexFlowRequired     []string `yaml:"flex_flow_required" rule:"CC-06"`
	FlexFlowChannelTypes []string `yaml:"flex_flow_channel_types" rule:"CC-06"`
	// FlexFlowEnabled is what a Flex Flow is whose creator does not say.
	FlexFlowEnabled bool `yaml:"flex_flow_enabled" rule:"CC-06"`
	// FlowSidMeansStudio makes a Flex Flow that names a Studio flow, and no
	// integration type, run that flow. The page's own command names none.
	FlowSidMeansStudio bool `yaml:"flow_sid_means_studio" rule:"CC-06"`
	// FlexChannelRequired are the parameters without which a chat channel is not
	// made through Flex.
	FlexChannelRequired []string `yaml:"flex_channel_required" rule:"CC-07"`
	// ChatWebhookTypes and ChatWebhookEvents are what a chat channel's webhook
	// can be, and what it can be called for.
	ChatWebhookTypes  []string `yaml:"chat_webhook_types" rule:"CC-07"`
	ChatWebhookEvents []string `yaml:"chat_webhook_events" rule:"CC-07"`
	// ChatWebhookRetries is the most that a webhook's failed call may be made
	// again; without a say it is not.
	ChatWebhookRetries int `yaml:"chat_webhook_retries" rule:"CC-07"`
	// ChatWebhooksUnasked calls webhooks for messages through the API whose
	// sender does not say. The platform leaves them uncalled.
	ChatWebhooksUnasked bool `yaml:"chat_webhooks_unasked" rule:"CC-08"`

	// WebhookTimeout is how long a callback may wait for its answer. Twilio's
	// page on connection overrides gives 15 seconds to each.
	WebhookTimeout Duration `yaml:"webhook_timeout" rule:"CC-09"`
	// WebhookRetryPauses are the pauses before the first repetition of a failed
	// callback, before the second, and so on; there are no more repetitions than
	// pauses, whatever a webhook asks for. The pages say how often, not when.
	WebhookRetryPauses []Duration `yaml:"webhook_retry_pauses" rule:"CC-09"`
	// WebhookRetriedAfter are the outcomes of an attempt that are worth another
	// one: "no answer", a status such as 429, or a class of them such as 5xx.
	WebhookRetriedAfter []string `yaml:"webhook_retried_after" rule:"CC-09"`

	// The rig's own conduct. Package guard says what each is for; where a page is
	// silent on it, which is nearly always, the value is an assumption.

	// LinkRedirects is how many redirects are followed from one link.
	LinkRedirects int `yaml:"link_redirects" rule:"CM-19"`
	// LinkRefusals are the statuses by which a link keeps those out who bring no
	// credentials.
	LinkRefusals []int `yaml:"link_refusals" rule:"CM-19,TD-11"`
	// LinkLoginWords in an address and LinkLoginMarks in a page tell a login.
	LinkLoginWords []string `yaml:"link_login_words" rule:"CM-19,TD-11"`
	LinkLoginMarks []string `yaml:"link_login_marks" rule:"CM-19"`
	// PrivateNetworks are those that no link is followed into.
	PrivateNetworks []string `yaml:"private_networks" rule:"TD-11"`
	// FramingHeaders are those by which a page keeps itself out of frames.
	FramingHeaders []string `yaml:"framing_headers" rule:"CM-09"`
	// MediaPlaces are where media links stand in the attributes, and
	// MediaTypesPassed the types of link that are not fetched.
	MediaPlaces      []string `yaml:"media_places" rule:"CM-19"`
	MediaTypesPassed []string `yaml:"media_types_passed" rule:"CM-19"`
	// DifferingFrom is how many records have to carry an attribute before it is
	// judged, DifferingPercent how many of a hundred values have to differ.
	DifferingFrom    int `yaml:"differing_from" rule:"TD-16"`
	DifferingPercent int `yaml:"differing_percent" rule:"TD-16"`
	// IdentifyingAttributes are meant to differ.
	IdentifyingAttributes []string `yaml:"identifying_attributes" rule:"TD-16"`
	// ProductionWords in an account's name tell that it is no test account, and
	// BusyStatuses of its tasks that somebody is at work on them.
	ProductionWords []string `yaml:"production_words" rule:"TD-01"`
	BusyStatuses    []string `yaml:"busy_statuses" rule:"TD-01"`

	// broken are the rules that are broken on purpose and for which no value
	// stands; none in a book that people use.
	broken []Switch
}

// Happenings around an interaction channel, of which some start its retention anew.
const (
	ActivityStatusUpdated       = "channel.updated"
	ActivityReservationAccepted = "reservation.accepted"
	ActivityParticipantUpdated  = "participant.updated"
	ActivityParticipantAdded    = "participant.added"
	ActivityInvited             = "invite.created"
	ActivityConversationUpdated = "conversation.updated"
	ActivityConversationMember  = "conversation.participant"
	ActivityConversationMessage = "conversation.message"
)

// Extracts tells whether Insights reads a task's attributes at the event.
func (b *Book) Extracts(event string) bool { return slices.Contains(b.ExtractionEvents, event) }

// Settles tells whether a task's attributes are final once the event has happened.
func (b *Book) Settles(event string) bool { return slices.Contains(b.FinalEvents, event) }

// RestartsRetention tells whether a happening starts an interaction channel's
// retention anew.
func (b *Book) RestartsRetention(activity string) bool {
	return slices.Contains(b.ChannelActivity, activity)
}
