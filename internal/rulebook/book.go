package rulebook

import (
	"slices"
	"time"
)

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

	// Interaction channels. Twilio docs, Interaction Channels.

	// ChannelRetention is how long a channel outlives its last update.
	ChannelRetention Duration `yaml:"channel_retention" rule:"IC-17,IC-18,IC-19"`
	// ChannelActivity are the happenings that count as an update of the channel.
	ChannelActivity []string  `yaml:"channel_activity" rule:"IC-18,IC-19"`
	ChannelTypes    []string  `yaml:"channel_types" rule:"IC-05"`
	Closings        []Closing `yaml:"closings" rule:"IC-09,IC-10,IC-11,IC-12,IC-13,IC-14,IC-15"`
	// InteractionCreatedStatus is the HTTP status for a created interaction,
	// invite or participant: 201 in captures, 200 in the newest description.
	InteractionCreatedStatus int `yaml:"interaction_created_status" rule:"IC-03"`

	// Custom channels. Twilio Custom Task Channel; webhooks.

	// The rig's own conduct.

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

// Documented gives a new book with every value as the pages state it.
func Documented() *Book {
	return &Book{
		CompletedTaskRetention:    Duration(2 * time.Minute),
		TaskTimeout:               Duration(24 * time.Hour),
		TaskTimeoutLongest:        Duration(14 * 24 * time.Hour),
		TaskTimeoutReason:         "Task TTL Exceeded",
		AssignedTaskLimit:         Duration(24 * time.Hour),
		AssignmentsLimit:          1000,
		AttributesCharacters:      4096,
		ReservationTimeout:        Duration(120 * time.Second),
		ReservationTimeoutLongest: Duration(24 * time.Hour),

		ExtractionEvents: []string{
			"reservation.created", "reservation.rejected", "reservation.timeout",
			"reservation.canceled", "reservation.rescinded", "reservation.completed",
		},
		FinalEvents:     []string{"task.completed", "task.canceled"},
		MediaAfterFinal: true,

		DataKeys:           dataKeys(),
		DataSeries:         dataSeries(),
		DataTextLongest:    128,
		DataTextUnit:       UnitCharacter,
		DataYearFirst:      1901,
		DataYearLast:       2049,
		DataDependent:      dependentKeys(),
		QueueStandsForTeam: true,

		AgentKeys:                agentKeys(),
		AgentSeries:              agentSeries(),
		AgentReadingEvents:       []string{"worker.activity.update"},
		AgentsLogIn:              true,
		QueueStandsForAgentsTeam: true,
		LoginOverwrites:          true,

		LoadInterval:     Duration(time.Hour),
		RecordedReadings: []string{ReadingExtraction, ReadingEnd, ReadingMedia, ReadingAgent},
		PersonalKeys:     personalKeys(),

		MediaTypes:               mediaTypes(),
		ReplaceDefaultMedia:      true,
		ReservationMediaReplaces: true,
		RawFirstHidesScreen:      true,
		PlayerRecordings:         1,
		// 1 January 1990 in milliseconds: as seconds it would lie in the year 21970.
		StartTimeEarliest: 631_152_000_000,

		ChannelRetention: Duration(180 * 24 * time.Hour),
		ChannelActivity: []string{
			ActivityStatusUpdated, ActivityReservationAccepted, ActivityParticipantUpdated,
			ActivityParticipantAdded, ActivityInvited,
		},
		ChannelTypes:             []string{"voice", "sms", "email", "web", "whatsapp", "chat", "messenger", "gbm"},
		Closings:                 closings(),
		InteractionCreatedStatus: 201,
	}
}

// Extracts tells whether Insights reads a task's attributes at the event.
func (b *Book) Extracts(event string) bool { return slices.Contains(b.ExtractionEvents, event) }

// Settles tells whether a task's attributes are final once the event has happened.
func (b *Book) Settles(event string) bool { return slices.Contains(b.FinalEvents, event) }

// RestartsRetention tells whether a happening starts an interaction channel's
// retention anew.
func (b *Book) RestartsRetention(activity string) bool {
	return slices.Contains(b.ChannelActivity, activity)
}
