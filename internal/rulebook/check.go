package rulebook

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// check refuses values that the stand-in could not act on, or that could only
// be a slip: a word that is none would be played as a platform that behaves so.
func (b *Book) check() error {
	return errors.Join(b.checkSpans(), b.checkNumbers(), b.checkWords(), b.checkMediaTypes(), b.checkClosings(), b.checkData(),
		b.checkCustomers(), b.checkAgents(), b.checkInput(), b.checkConduct(), b.checkCustomChannels(), b.checkWebhooks())
}

func (b *Book) checkSpans() error {
	for _, span := range []struct {
		name           string
		value, longest Duration
	}{
		{"completed_task_retention", b.CompletedTaskRetention, 0},
		{"task_timeout", b.TaskTimeout, b.TaskTimeoutLongest},
		{"task_timeout_longest", b.TaskTimeoutLongest, 0},
		{"assigned_task_limit", b.AssignedTaskLimit, 0},
		{"reservation_timeout", b.ReservationTimeout, b.ReservationTimeoutLongest},
		{"reservation_timeout_longest", b.ReservationTimeoutLongest, 0},
		{"channel_retention", b.ChannelRetention, 0},
		{"webhook_timeout", b.WebhookTimeout, 0},
	} {
		if span.value <= 0 {
			return fmt.Errorf("%s is %s; it has to be longer than nothing", span.name, span.value)
		}
		if span.longest > 0 && span.value > span.longest {
			return fmt.Errorf("%s is %s; %s_longest allows %s", span.name, span.value, span.name, span.longest)
		}
	}
	return nil
}

func (b *Book) checkNumbers() error {
	for _, number := range []struct {
		name         string
		value, least int64
	}{
		{"attributes_characters", int64(b.AttributesCharacters), int64(len("{}"))},
		{"assignments_limit", int64(b.AssignmentsLimit), 1},
		{"player_recordings", int64(b.PlayerRecordings), 0},
		{"start_time_earliest", b.StartTimeEarliest, 0},
		{"sid_digits", int64(b.SidDigits), 1},
	} {
		if number.value < number.least {
			return fmt.Errorf("%s is %d; it is %d at least", number.name, number.value, number.least)
		}
	}
	if s := b.InteractionCreatedStatus; s != http.StatusOK && s != http.StatusCreated {
		return fmt.Errorf("interaction_created_status is %d; accounts answer 200 or 201", s)
	}
	return nil
}

// The words that lists of the book may hold.
var (
	knownEvents = []string{
		"task.created", "task.updated", "task.canceled", "task.wrapup", "task.completed",
		"reservation.created", "reservation.accepted", "reservation.rejected", "reservation.timeout",
		"reservation.canceled", "reservation.rescinded", "reservation.wrapup", "reservation.completed",
	}
	knownActivities = []string{
		ActivityStatusUpdated, ActivityReservationAccepted, ActivityParticipantUpdated, ActivityParticipantAdded,
		ActivityInvited, ActivityConversationUpdated, ActivityConversationMember, ActivityConversationMessage,
	}
	knownPresentations = []string{PresentTab, PresentIframe, PresentLink, PresentPlayer, PresentTranscript}
	knownLinkFields    = []string{"url", "title", "sid", "start_time", "channels"}

	knownForms          = []string{FormVerbatim, FormCompact, FormSorted, FormASCII, FormHTML, FormDecoded, FormPruned}
	knownUnreadable     = []string{UnreadableRefused, UnreadableIgnored, UnreadableCleared, UnreadableKept}
	knownReasonStatuses = []string{"wrapping", "completed", "canceled"}
	knownCoercions      = []string{CoerceTextToNumber, CoerceNumberToText, CoerceNullToText}
	knownOrders         = []string{OrderOfList, OrderReversed, OrderOfTypes}
	knownAddresses      = []string{
		AddressVerbatim, AddressNormal, AddressSansQuery, AddressSansFragment, AddressASCII, AddressUnescaped,
	}
	knownStarts = []string{
		StartMilliseconds, StartSeconds, StartZero, StartNegative, StartFraction, StartText, StartTooSmall, StartTooLarge, StartOther,
	}
)

func (b *Book) checkWords() error {
	for _, list := range []struct {
		name        string
		used, known []string
	}{
		{"extraction_events", b.ExtractionEvents, knownEvents},
		{"final_events", b.FinalEvents, knownEvents},
		{"channel_activity", b.ChannelActivity, knownActivities},
		{"attributes_form", []string{b.AttributesForm}, knownForms},
		{"attributes_unreadable", []string{b.AttributesUnreadable}, knownUnreadable},
		{"reason_statuses", b.ReasonStatuses, knownReasonStatuses},
		{"data_coercions", b.DataCoercions, knownCoercions},
		{"raw_address", []string{b.RawAddress}, knownAddresses},
		{"task_media_segments", b.TaskMediaSegments, segmentKinds()},
		{"screen_order", []string{b.ScreenOrder}, knownOrders},
		{"start_time_forms", b.StartTimeForms, knownStarts},
		{"channel_begins", []string{b.ChannelBegins}, channelStatuses()},
		{"agent_channel_begins", []string{b.AgentChannelBegins}, channelStatuses()},
		{"listed_channels", b.ListedChannels, channelStatuses()},
		{"deleted_channels", b.DeletedChannels, channelStatuses()},
	} {
		if err := onlyKnown(list.name, list.used, list.known); err != nil {
			return err
		}
	}
	if len(b.ChannelTypes) == 0 || slices.Contains(b.ChannelTypes, "") {
		return errors.New("channel_types holds no type, or an empty one")
	}
	return b.TranscriptSid.check("transcript_sid")
}

func onlyKnown(name string, used, known []string) error {
	for _, word := range used {
		if !slices.Contains(known, word) {
			return fmt.Errorf("%s: there is no %q; there are %s", name, word, strings.Join(known, ", "))
		}
	}
	return nil
}

func (b *Book) checkMediaTypes() error {
	if len(b.MediaTypes) == 0 {
		return errors.New("media_types holds no type; a list is replaced as a whole")
	}
	for _, t := range b.MediaTypes {
		if t.Name == "" {
			return errors.New("media_types: one of them has no name")
		}
		if err := onlyKnown("media_types, "+t.Name+", required", t.Required, knownLinkFields); err != nil {
			return err
		}
		if err := onlyKnown("media_types, "+t.Name+", optional", t.Optional, knownLinkFields); err != nil {
			return err
		}
		if err := onlyKnown("media_types, "+t.Name+", presentation", []string{t.Presentation}, knownPresentations); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) checkClosings() error {
	seen := map[[2]string]bool{}
	for _, row := range b.Closings {
		pair := [2]string{row.Channel, row.Routing}
		if seen[pair] {
			return fmt.Errorf("closings: two rows for channel %q with routing %q", row.Channel, row.Routing)
		}
		seen[pair] = true
		if err := row.check(); err != nil {
			return err
		}
	}
	return nil
}

func (c Closing) check() error {
	name := "closings, channel " + c.Channel
	for _, cell := range []struct {
		column, value string
		known         []string
	}{
		{"channel", c.Channel, []string{"closed", "inactive"}},
		{"routing", c.Routing, []string{Unspecified, "closed"}},
		{"tasks", c.Tasks, []string{"", "wrapping", "completed", "canceled"}},
		{"waiting", c.Waiting, []string{"", "canceled"}},
		{"conversation", c.Conversation, []string{"", "closed"}},
	} {
		if !slices.Contains(cell.known, cell.value) {
			return fmt.Errorf("%s: %s is %q; use one of %q", name, cell.column, cell.value, cell.known)
		}
	}
	return nil
}
