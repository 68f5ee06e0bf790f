package rulebook

// mediaMutants break the rules on custom media.
func mediaMutants() []mutantGroup {
	return []mutantGroup{
		{"CM-01", []mutation{
			{"an update merges the attributes instead of replacing them", func(b *Book) { b.MergeAttributes = true }},
			{"attributes may have one character less", func(b *Book) { b.AttributesCharacters-- }},
			{"attributes may have one character more", func(b *Book) { b.AttributesCharacters++ }},
		}},
		{"CM-03", []mutation{
			{"custom media stands beside the default recording and transcript", func(b *Book) { b.ReplaceDefaultMedia = false }},
		}},
		{"CM-07", []mutation{
			{"a reservation's media is added to the task's", func(b *Book) { b.ReservationMediaReplaces = false }},
		}},
		{"CM-08", []mutation{
			{"there is no Raw link", untyped("Raw")},
		}},
		{"CM-09", []mutation{
			{"there is no Embedded link", untyped("Embedded")},
			{"an Embedded link is shown as a link", typed("Embedded", func(t *MediaType) { t.Presentation = PresentLink })},
			{"an Embedded link needs no title", typed("Embedded", func(t *MediaType) { t.Required = without(t.Required, "title") })},
		}},
		{"CM-10", []mutation{
			{"there is no Referenced link", untyped("Referenced")},
			{"a Referenced link is shown in a frame", typed("Referenced", func(t *MediaType) { t.Presentation = PresentIframe })},
		}},
		{"CM-11", []mutation{
			{"there is no VoiceRecording link", untyped("VoiceRecording")},
			{"a VoiceRecording is shown as a link", typed("VoiceRecording", func(t *MediaType) { t.Presentation = PresentLink })},
			{"a VoiceRecording needs a title", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "title") })},
			{"a VoiceRecording needs a start time", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "start_time") })},
			{"a VoiceRecording needs channels", typed("VoiceRecording", func(t *MediaType) { t.Required = with(t.Required, "channels") })},
		}},
		{"CM-12", []mutation{
			{"a start time in seconds passes", func(b *Book) { b.StartTimeEarliest = 1 }},
			{"a start time of today counts as seconds", func(b *Book) { b.StartTimeEarliest *= 10 }},
		}},
		{"CM-14", []mutation{
			{"there is no ChatTranscript link", untyped("ChatTranscript")},
			{"a ChatTranscript needs a url", typed("ChatTranscript", func(t *MediaType) { t.Required = with(t.Required, "url") })},
		}},
		{"CM-16", []mutation{
			{"the screen opens although the first link is Raw", func(b *Book) { b.RawFirstHidesScreen = false }},
		}},
		{"CM-17", []mutation{
			{"the player shows two recordings", func(b *Book) { b.PlayerRecordings = 2 }},
			{"the player shows none", func(b *Book) { b.PlayerRecordings = 0 }},
		}},
		{"CM-20", []mutation{
			{"a Raw link needs no url", typed("Raw", func(t *MediaType) { t.Required = without(t.Required, "url") })},
			{"a Referenced link needs no title", typed("Referenced", func(t *MediaType) { t.Required = without(t.Required, "title") })},
			{"a ChatTranscript needs no sid", typed("ChatTranscript", func(t *MediaType) { t.Required = without(t.Required, "sid") })},
			{"there is a sixth type of link", func(b *Book) {
				b.MediaTypes = append(b.MediaTypes, MediaType{Rule: "CM-20", Name: "Video", Required: []string{"url"}, Presentation: PresentPlayer})
			}},
		}},
	}
}
