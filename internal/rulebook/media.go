package rulebook

// MediaLevel is where a media link stands in a task's attributes.
type MediaLevel string

const (
	// LevelDefault is the platform's own recording or transcript.
	LevelDefault MediaLevel = "default"
	// LevelTask is `conversations.media`.
	LevelTask MediaLevel = "task"
	// LevelReservation is `reservation_attributes.<sid>.media`.
	LevelReservation MediaLevel = "reservation"
)

// A MediaType is one of the five documented sorts of media link (Twilio docs,
// Custom Media attached to Conversations).
type MediaType struct {
	Rule         string   `yaml:"rule"`
	Name         string   `yaml:"name"`         // as written in `type`; case counts
	Required     []string `yaml:"required"`     // fields that must be there beside `type`
	Optional     []string `yaml:"optional"`     // fields that may be there; any other is ignored
	Presentation string   `yaml:"presentation"` // how the Conversation Screen shows it
}

// How the Conversation Screen shows a media link.
const (
	PresentTab        = "tab"        // not on the screen at all: in a browser tab of its own
	PresentIframe     = "iframe"     // a page within the screen
	PresentLink       = "link"       // a link to follow
	PresentPlayer     = "player"     // sound in the player
	PresentTranscript = "transcript" // the chat's messages
)

func mediaTypes() []MediaType {
	return []MediaType{
		{Rule: "CM-08", Name: "Raw", Required: []string{"url", "title"}, Presentation: PresentTab},
		{Rule: "CM-09", Name: "Embedded", Required: []string{"url", "title"}, Presentation: PresentIframe},
		{Rule: "CM-10", Name: "Referenced", Required: []string{"url", "title"}, Presentation: PresentLink},
		{Rule: "CM-11", Name: "VoiceRecording", Required: []string{"url"}, Optional: []string{"start_time", "channels", "title"}, Presentation: PresentPlayer},
		{Rule: "CM-14", Name: "ChatTranscript", Required: []string{"sid"}, Presentation: PresentTranscript},
	}
}

// MediaType finds a type by its exact name, and false where there is none.
func (b *Book) MediaType(name string) (MediaType, bool) {
	for _, t := range b.MediaTypes {
		if t.Name == name {
			return t, true
		}
	}
	return MediaType{}, false
}
