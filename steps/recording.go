package steps

import (
	"fmt"

	flex "github.com/twilio/twilio-go/rest/flex/v1"

	"github.com/flexrig/flexrig/internal/target"
)

// recordingWords are about the platform's own recordings of calls, and about
// recordings that an integration names in the attributes.
var recordingWords = words{
	{`^call recording is (?:turned )?(on|off)$`, (*scenario).callRecordingIs},
	{`^the task links its recording "([^"]+)"$`, (*scenario).taskLinksRecording},
	{`^` + aSegment + ` plays the recording "([^"]+)"$`, (*scenario).segmentPlays},
	{`^` + aSegment + ` plays no recording of its own$`, func(s *scenario, which string) error { return s.segmentPlays(which, "") }},
}

const segmentLink = "conversations.segment_link"

// callRecordingIs sets the account's Call Recording setting (Twilio docs, Flex
// Configuration resource), which acts on calls that are accepted from then on.
func (s *scenario) callRecordingIs(setting string) error {
	on := setting == "on"
	changed, err := s.client().FlexV1.UpdateConfiguration((&flex.UpdateConfigurationParams{}).SetBody(
		map[string]any{"account_sid": s.account.SID, "call_recording_enabled": on}))
	if err != nil {
		return s.tried(fmt.Errorf("turn call recording %s: %w", setting, err))
	}
	if changed.CallRecordingEnabled == nil || *changed.CallRecordingEnabled != on {
		return fmt.Errorf("turn call recording %s: the answer does not say that it is", setting)
	}
	return s.tried(nil)
}

// taskLinksRecording names a recording of one's own in the place that is meant
// for it, which is not the list of media links.
func (s *scenario) taskLinksRecording(address string) error {
	return s.editAttributes(func(attributes map[string]any) error { return setAt(attributes, segmentLink, address) })
}

// segmentPlays compares the address of the recording that a segment was given,
// and looks for it in the player; "" stands for none.
func (s *scenario) segmentPlays(which, address string) error {
	segment, err := s.segment(which)
	if err != nil {
		return err
	}
	if segment.SegmentLink != address {
		return s.mismatch("%s segment has the recording", inQuotesOr(segment.SegmentLink, "none"), inQuotesOr(address, "none"), which)
	}
	if address != "" && !plays(segment.Screen, address) {
		return s.mismatch("drilling down to %s segment", s.screenText(segment.Screen), fmt.Sprintf("%q in the player", address), which)
	}
	return nil
}

func plays(screen target.Screen, address string) bool {
	for _, item := range screen.Items {
		if item.Presentation == "player" && item.URL == address {
			return true
		}
	}
	return false
}

func inQuotesOr(text, none string) string {
	if text == "" {
		return none
	}
	return inQuotes(text)
}

// callsRecording is the address of the platform's own recording of the current
// call. It is looked up while Insights still offers it: links of one's own take
// its place there.
func (s *scenario) callsRecording() (string, error) {
	if s.recording != "" {
		return s.recording, nil
	}
	t, err := s.named("")
	if err != nil {
		return "", err
	}
	shown, err := s.account.Insights(s.ctx)
	if err != nil {
		return "", fmt.Errorf("read Insights: %w", err)
	}
	for _, segment := range shown.Segments {
		for _, link := range segment.Media {
			if segment.TaskSid == t.Sid && link.Level == "default" && link.Type == "VoiceRecording" {
				s.recording = link.URL
				return s.recording, nil
			}
		}
	}
	return "", fmt.Errorf("task %q has no recording of the platform's", t.Name)
}
