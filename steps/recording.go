package steps

import (
	"fmt"
	"strconv"

	"github.com/cucumber/godog"
	core "github.com/twilio/twilio-go/rest/api/v2010"
	flex "github.com/twilio/twilio-go/rest/flex/v1"

	"github.com/flexrig/flexrig/internal/target"
)

// recordingWords are about the platform's own recordings of calls, and about
// recordings that an integration names in the attributes.
var recordingWords = words{
	{`^call recording is (?:turned )?(on|off)$`, (*scenario).callRecordingIs},
	{`^the task links its recording "([^"]+)"$`, (*scenario).taskLinksRecording},
	{`^the task's attributes name the call's recording$`, (*scenario).attributesNameRecording},
	{`^the task's attributes name no recording$`, (*scenario).attributesNameNone},
	{`^the task's attributes name the recording "([^"]+)"$`, (*scenario).attributesName},
	{`^beside the recording the task's attributes are:$`, (*scenario).attributesBeside},
	{`^the account holds (no|one) recordings?$`, (*scenario).recordingsHeld},
}

// playerWords are about what the Insights player is given to play.
var playerWords = words{
	{`^` + aSegment + ` plays the recording "([^"]+)"$`, (*scenario).segmentPlays},
	{`^` + aSegment + ` plays no recording of its own$`, func(s *scenario, which string) error { return s.segmentPlays(which, "") }},
}

const segmentLink = "conversations.segment_link"

// callRecordingIs sets the account's Call Recording setting (Twilio docs, Flex
// Configuration resource), which acts on calls that are accepted from then on.
func (s *scenario) callRecordingIs(setting string) error {
	if err := s.account.Own("change its settings"); err != nil {
		return err
	}
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

// segmentLinkOf is what the current task's attributes have for a recording.
func (s *scenario) segmentLinkOf() (string, error) {
	_, attributes, err := s.fetchAttributes()
	if err != nil {
		return "", err
	}
	conversations, _ := attributes["conversations"].(map[string]any)
	address, _ := conversations["segment_link"].(string)
	return address, nil
}

func (s *scenario) attributesName(address string) error {
	found, err := s.segmentLinkOf()
	if err != nil {
		return err
	}
	if found != address {
		return s.mismatch("the attributes name", inQuotesOr(found, "no recording"), inQuotesOr(address, "none"))
	}
	return nil
}

// attributesBeside compares all attributes but the recording's link.
func (s *scenario) attributesBeside(table *godog.Table) error {
	return s.compareAttributes(table, func(attributes map[string]any) {
		if conversations, ok := attributes["conversations"].(map[string]any); ok {
			delete(conversations, "segment_link")
		}
	})
}

func (s *scenario) attributesNameNone() error { return s.attributesName("") }

// attributesNameRecording compares with the one recording that the account
// itself says it holds.
func (s *scenario) attributesNameRecording() error {
	held, err := s.recordings()
	if err != nil {
		return err
	}
	if len(held) != 1 {
		return s.mismatch("the account holds", fmt.Sprintf("%d recordings", len(held)), "one")
	}
	return s.attributesName(text(held[0].MediaUrl))
}

func (s *scenario) recordings() ([]core.ApiV2010Recording, error) {
	if err := s.account.Own("count its recordings"); err != nil {
		return nil, err
	}
	held, err := s.client().Api.ListRecording((&core.ListRecordingParams{}).SetPathAccountSid(s.account.SID))
	if err != nil {
		return nil, fmt.Errorf("list recordings: %w", err)
	}
	return held, nil
}

func (s *scenario) recordingsHeld(number string) error {
	held, err := s.recordings()
	if err != nil {
		return err
	}
	if wanted := counts[number]; len(held) != wanted {
		return s.mismatch("the number of recordings on the account is", strconv.Itoa(len(held)), strconv.Itoa(wanted))
	}
	return nil
}
